//! Reports of hostile specs: text of a spec stays text.

use speccast::Source;
use speccast::diff::{Report, compare, report};

/// Texts that must not come through: escape sequences, commands to a CI system, hidden characters.
const HOSTILE: &[&str] = &[
    "\u{1b}[2J\u{1b}[31m",
    "\u{9b}31m",
    "\r\n::error file=x::gotcha",
    "\n::set-output name=a::b",
    "##[error]gotcha",
    "###[error]gotcha",
    "##vso[task.complete]gotcha",
    "%0A::error::gotcha",
    "\u{202e}\u{2066}\u{200b}",
    "a\u{7}\u{8}\u{7f}\u{0}",
];

/// A spec with a text in all places that take any; as YAML double-quoted text.
fn spec(text: &str, max: u32) -> Source {
    let escape = |c: char| format!("\\U{:08x}", u32::from(c));
    let escaped: String = text.chars().map(escape).collect();
    // The language refuses these in a code.
    let code: String = text.chars().filter(|c| !matches!(c, ':' | '#' | '\n')).map(escape).collect();
    Source::new(
        format!("specs/{text}.yaml"),
        format!(
            "speccast: 1\n# {comment}\n\
             service: {{ name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none, source: \"{escaped}{max}\" }}\n\
             operations:\n  Act:\n    http: POST /act\n    doc: \"{escaped}{max}\"\n    in: query\n    input:\n      \
             name: {{ type: string, name: \"{escaped}{max}\", length: {{ max: {max} }}, pattern: \"[a{escaped_class}]*\" }} # {comment}\n      \
             \"n{escaped}\": {{ type: string, rust: other, length: {{ max: {max} }} }}\n\
             \x20   errors: [Gone]\nerrors:\n  Gone: {{ status: 404, code: \"{code}{max}\" }}\n",
            comment = text.replace(['\n', '\r', '\0'], " "),
            escaped_class = text
                .chars()
                .filter(|c| c.is_alphanumeric() || c.is_control())
                .map(|c| format!("\\U{:08x}", u32::from(c)))
                .collect::<String>(),
        ),
    )
}

fn hostile(text: &str) -> Option<Report> {
    compare(&[spec(text, 9)], &[spec(text, 7)]).ok()
}

fn is_harmless(c: char) -> bool {
    c == '\n'
        || !(c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
}

#[test]
fn nothing_of_a_spec_acts_on_a_terminal_or_a_runner() {
    let mut compared = 0;
    for text in HOSTILE {
        // Texts that the language refuses cannot be in a report; their diagnostics are tested elsewhere.
        let Some(found) = hostile(text) else { continue };
        compared += 1;
        assert!(!found.changes.is_empty());
        let style = report::Style { color: false, everything: true };
        let (human, json, github) =
            (report::human(&found, style), report::json(&found), report::github(&found));
        for (format, said) in [("human", &human), ("json", &json), ("github", &github)] {
            let odd: Vec<char> = said.chars().filter(|c| !is_harmless(*c)).collect();
            assert!(odd.is_empty(), "{format} of {text:?} has {odd:?}");
            let commands = said.contains("##[") || said.contains("##vso[");
            assert!(format == "json" || !commands, "{format} of {text:?}: {said}");
        }
        assert!(json.is_ascii());
        assert!(human.lines().all(|line| !line.trim_start().starts_with("::")), "{human}");
        let commands = ["::error ", "::warning ", "::notice "];
        for line in github.lines() {
            assert!(commands.iter().any(|command| line.starts_with(command)), "{line}");
            // Two colons end the properties; a spec's text must not contain them.
            let properties = line[2..].split("::").next().unwrap_or_default();
            assert!(properties.contains("title="), "{line}");
        }
        assert_eq!(github.lines().count(), found.shown(false).count() + 1);
    }
    assert!(compared >= 3, "too few of these are accepted by the language to say anything");
}

#[test]
fn a_file_s_name_is_data_too() {
    let text = "a,b::c\u{1b}[31m";
    let Some(found) =
        compare(&[spec("x", 9)], &[Source::new(format!("specs/{text}.yaml"), spec("x", 7).text())]).ok()
    else {
        panic!("the spec is right");
    };
    let github = report::github(&found);
    assert!(github.contains("file=specs/a%2Cb%3A%3Ac\\u{1b}[31m.yaml,"), "{github}");
}
