//! `speccast man`

use super::Outcome;
use clap::CommandFactory;
use clap_mangen::Man;

/// Print a manual page
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Command whose page to print; without it, the page of `speccast`
    command: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let mut command = super::Arguments::command();
    command.build();
    if let Some(name) = &arguments.command {
        let found = command.find_subcommand(name).filter(|found| found.get_name() != "help");
        command = found.ok_or_else(|| format!("unknown command `{name}`"))?.clone();
    }
    let mut page = Vec::new();
    // An empty date would be left out, and the source read as the date.
    let man = Man::new(command).date(" ").source(concat!("speccast ", env!("CARGO_PKG_VERSION")));
    man.render(&mut page).map_err(|error| error.to_string())?;
    Ok(super::print(&page))
}
