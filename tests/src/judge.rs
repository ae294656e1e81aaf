//! Checks that any text is handled safely as a spec.

use speccast::{Options, Source, generate};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Generates from `text`, and reports findings: a panic, invalid Rust, code that formatting changes, other
/// code the second time.
///
/// # Errors
/// The finding.
pub fn judge(text: &str) -> Result<bool, String> {
    let answer = catch_unwind(AssertUnwindSafe(|| try_text(text)));
    answer.unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str);
        Err(format!("panic: {}", message.or(panic.downcast_ref::<&str>().copied()).unwrap_or("?")))
    })
}

/// Whether it is a spec; or a finding.
fn try_text(text: &str) -> Result<bool, String> {
    let mut options = Options::default();
    options.tests = true;
    let source = || [Source::new("spec.yaml", text)];
    match generate(&source(), &options) {
        Ok(generated) => {
            for file in &generated.files {
                is_formatted(&file.text).map_err(|error| format!("{error}: {}\n{}", file.path, file.text))?;
            }
            let again = generate(&source(), &options).map_err(|error| format!("another answer: {error}"))?;
            if generated.files != again.files {
                return Err("other code the second time".to_owned());
            }
            Ok(true)
        }
        Err(diagnostics) => {
            let lines: Vec<String> = diagnostics.iter().map(|finding| finding.line()).collect();
            if lines.is_empty() || lines.iter().any(|line| line.contains("generator-bug")) {
                return Err(format!("bad answer: {lines:?}"));
            }
            if diagnostics.render(false).is_empty() {
                return Err("an answer that shows nothing".to_owned());
            }
            Ok(false)
        }
    }
}

/// Whether it is Rust, which formatting changes in nothing but white space and commas.
fn is_formatted(text: &str) -> Result<(), String> {
    let file = syn::parse_file(text).map_err(|error| format!("no Rust ({error})"))?;
    let strip = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect::<String>();
    let all = strip(text);
    let mut rest = all.as_str();
    for item in file.items {
        if matches!(item, syn::Item::Macro(_)) {
            continue;
        }
        let printed = prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        });
        let item = strip(&printed);
        let Some(at) = rest.find(&item) else { return Err(format!("changed by formatting to\n{printed}\n")) };
        rest = &rest[at + item.len()..];
    }
    Ok(())
}
