//! Findings as SARIF 2.1.0 (OASIS), which code scanning services and editors read.

use super::listed;
use speccast_core::diagnostic::{Code, Diagnostic, Finding, Label};
use speccast_core::text::Json;
use speccast_core::{Diagnostics, Source};

/// Returns the first 1000 findings as a SARIF 2.1.0 log, with an explanation of each rule that was broken.
pub fn sarif(diagnostics: &Diagnostics) -> String {
    let rules = rules(diagnostics);
    let results = listed(diagnostics).map(|finding| result(finding, &rules)).collect();
    let driver = Json::from([
        ("name", "speccast".into()),
        ("version", env!("CARGO_PKG_VERSION").into()),
        ("rules", Json::array(rules.iter().map(|code| rule(code)))),
    ]);
    let run = Json::from([
        ("tool", Json::from([("driver", driver)])),
        ("columnKind", "unicodeCodePoints".into()),
        ("results", Json::Array(results)),
    ]);
    Json::from([
        (
            "$schema",
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
                .into(),
        ),
        ("version", "2.1.0".into()),
        ("runs", Json::array([run])),
    ])
    .to_string()
}

/// Returns the codes of the findings, without duplicates, in order of appearance.
fn rules(diagnostics: &Diagnostics) -> Vec<&'static Code> {
    let mut rules = Vec::new();
    for code in listed(diagnostics).map(|finding| finding.diagnostic.code) {
        if !rules.contains(&code) {
            rules.push(code);
        }
    }
    rules
}

fn rule(code: &Code) -> Json {
    Json::from([
        ("id", code.name.into()),
        ("shortDescription", Json::from([("text", code.title().into())])),
        ("help", Json::from([("text", code.text().into()), ("markdown", code.markdown().into())])),
    ])
}

fn result(finding: &Finding, rules: &[&Code]) -> Json {
    let Finding { source, diagnostic } = finding;
    let index = rules.iter().position(|code| *code == diagnostic.code).unwrap_or_default();
    let mut members = vec![
        ("ruleId", diagnostic.code.name.into()),
        ("ruleIndex", index.into()),
        ("level", diagnostic.severity.to_string().into()),
        ("message", message(&text(diagnostic))),
        ("locations", Json::array([location(source, diagnostic.labels.first(), None)])),
    ];
    if diagnostic.labels.len() > 1 {
        let related = diagnostic.labels.iter().enumerate().skip(1);
        let related = related.map(|(id, label)| location(source, Some(label), Some(id)));
        members.push(("relatedLocations", Json::array(related)));
    }
    Json::Object(members)
}

/// Returns the message, the label's text and the helps, a line each.
fn text(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    let label = diagnostic.labels.first().map(|label| label.text.as_str()).filter(|text| !text.is_empty());
    label.into_iter().for_each(|label| text.push_str(&format!(": {label}")));
    for help in &diagnostic.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    text
}

fn location(source: &Source, label: Option<&Label>, id: Option<usize>) -> Json {
    let mut physical = vec![("artifactLocation", Json::from([("uri", uri(source.name()).into())]))];
    physical.extend(label.map(|label| ("region", region(source, label))));
    let mut members = Vec::new();
    members.extend(id.map(|id| ("id", id.into())));
    members.push(("physicalLocation", Json::Object(physical)));
    if let (Some(label), Some(_)) = (label, id) {
        members.push(("message", message(&label.text)));
    }
    Json::Object(members)
}

/// Section 3.30: lines and columns from 1, the end column exclusive.
fn region(source: &Source, label: &Label) -> Json {
    let (line, column) = source.line_column(label.span.start);
    let (end_line, end_column) = source.line_column(label.span.end);
    Json::from([
        ("startLine", line.into()),
        ("startColumn", column.into()),
        ("endLine", end_line.into()),
        ("endColumn", end_column.into()),
    ])
}

fn message(text: &str) -> Json {
    Json::from([("text", escape(text).into())])
}

/// Escapes a plain text message: braces are placeholders (section 3.11.5), `[text](target)` is a link
/// (3.11.6).
fn escape(text: &str) -> String {
    // The space also prevents a link in viewers that do not know the escapes.
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// Returns a file's name as a URI reference (RFC 3986).
fn uri(name: &str) -> String {
    let name = name.replace('\\', "/");
    let bytes = name.trim_start_matches("./").bytes();
    let path: String = bytes
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    match path.strip_prefix('/') {
        Some(absolute) => format!("file:///{}", absolute.trim_start_matches('/')),
        None => path,
    }
}
