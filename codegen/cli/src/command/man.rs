//! `speccast man`

use super::Outcome;
use clap::CommandFactory;
use clap_mangen::Man;
use speccast_core::did_you_mean;

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
        let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        let help = || did_you_mean(name, &names).unwrap_or_else(|| "run `speccast --help`".to_owned());
        command = found.ok_or_else(|| format!("unknown command `{name}`\nhelp: {}", help()))?.clone();
    }
    let mut page = Vec::new();
    // An empty date would be left out, and the source read as the date.
    let man = Man::new(command).date(" ").source(concat!("speccast ", env!("CARGO_PKG_VERSION")));
    man.render(&mut page).map_err(|error| error.to_string())?;
    Ok(super::print(&page))
}
