//! Texts of any size; each stresses another part of the generator.

use std::fmt::Write;

/// The beginning of a service without authentication, to which keys may be added.
const SERVICE: &str = "speccast: 1\nservice: {name: A, version: '1', auth: none, protocol: restJson1, endpoint: 'https://a.example'";
/// An operation up to its members.
const MEMBERS: &str = "}\noperations:\n  A:\n    http: POST /a\n    input:\n";

/// Returns texts of about this many bytes, each with many repetitions of something.
#[must_use]
pub fn texts(bytes: usize) -> Vec<(&'static str, String)> {
    let mut texts = yaml(bytes);
    texts.extend(specs(bytes));
    texts
}

/// Texts that are not specs, or barely YAML.
fn yaml(bytes: usize) -> Vec<(&'static str, String)> {
    let plain = |item: &str| item.repeat(bytes / item.len());
    vec![
        ("open lists", plain("[")),
        ("open mappings", plain("{a: ")),
        ("lists in lists", plain("- ")),
        ("white space", plain("  ")),
        ("NUL", plain("\0")),
        ("an open quote", plain("\"")),
        ("explicit keys", lines(bytes, "", |number| format!("? k{number}\n: v"))),
        ("equal keys", plain("a: 1\n")),
        ("unknown keys", lines(bytes, "speccast: 1\n", |number| format!("key{number}: 1"))),
        ("anchors", lines(bytes, "a:\n", |number| format!("- &a{number} b"))),
        (
            "aliases of aliases",
            lines(bytes, "a0: &a0 [x]\n", |n| format!("a{}: &a{} [*a{n}, *a{n}]", n + 1, n + 1)),
        ),
        ("block texts", plain("|\n")),
        ("a long comment", format!("# {}", "x".repeat(bytes))),
        ("a long scalar", format!("{SERVICE}, doc: '{}'{MEMBERS}", "x ".repeat(bytes / 2))),
    ]
}

/// Texts that are specs, or nearly.
fn specs(bytes: usize) -> Vec<(&'static str, String)> {
    let members = format!("{SERVICE}{MEMBERS}");
    let operations = format!("{SERVICE}}}\noperations:\n");
    let types = format!("{members}      a: T0\ntypes:\n");
    let half = lines(bytes / 2, &members, |number| format!("      m{number}: Typo{number}"));
    let codes = (0..bytes / 80).fold(String::new(), |mut codes, number| {
        // Writing to a string does not fail.
        let _ = write!(codes, "E{number},");
        codes
    });
    let errors = lines(bytes / 3, "", |number| format!("  E{number}: {{ status: 400 }}"));
    let shared = format!("{SERVICE}, errors: [{codes}]}}\nerrors:\n{errors}operations:\n");
    vec![
        (
            "unknown types",
            lines(bytes, &half.replace("}\noperations", "}\ntypes:\n  Type: string\noperations"), |n| {
                format!("      n{n}: Typ{n}")
            }),
        ),
        (
            "values of an enum",
            format!(
                "{members}      a: {{ enum: [{}] }}\n",
                (0..bytes / 9).map(|n| format!("v{n}, ")).collect::<String>()
            ),
        ),
        ("operations", lines(bytes, &operations, |number| format!("  O{number}: {{ http: GET /{number} }}"))),
        (
            "operations and errors",
            lines(bytes, &shared, |number| format!("  O{number}: {{ http: GET /{number} }}")),
        ),
        (
            "unknown errors",
            lines(bytes, &operations, |number| {
                format!("  O{number}: {{ http: GET /{number}, errors: [E{number}] }}")
            }),
        ),
        (
            "members",
            lines(bytes, &members, |number| {
                format!("      m{number}: {{ type: string, length: {{ max: {number} }} }}")
            }),
        ),
        (
            "members of one name",
            lines(bytes, &members, |number| format!("      a{}: string", "_".repeat(number % 999))),
        ),
        (
            "nested containers",
            lines(bytes, &members, |number| {
                format!("      m{number}: {{ list: {{ map: {{ list: string }} }} }}")
            }),
        ),
        (
            "bad keys of members",
            lines(bytes, &members, |number| format!("      m{number}: {{ tpye: string, paterm: a, x: 1 }}")),
        ),
        (
            "a chain of structures",
            lines(bytes, &types, |n| {
                format!("  T{n}: {{ structure: {{ a: T{}, b: {{ list: T{} }} }} }}", n + 1, n / 2)
            }),
        ),
        ("a chain of names", lines(bytes, &types, |number| format!("  T{number}: T{}", number + 1))),
        ("labels of a path", format!("{operations}  A: {{ http: 'GET {}' }}\n", "/{a}".repeat(bytes / 4))),
        (
            "alternatives of a pattern",
            format!("{members}      a: {{ type: string, pattern: '{}' }}\n", "a|".repeat(bytes / 2)),
        ),
        (
            "large lengths",
            lines(bytes, &members, |n| {
                format!("      m{n}: {{ type: string, length: {{ min: {n}000000000 }}, pattern: '[a-z]*' }}")
            }),
        ),
        (
            "values of an example",
            format!(
                "{members}      a: {{ list: string }}\nexamples:\n  A:\n    - input: {{ a: [{}] }}\n      request: {{ method: POST, uri: /a }}\n",
                "x, ".repeat(bytes / 3)
            ),
        ),
    ]
}

/// `start`, then as many lines as there is room for.
fn lines(bytes: usize, start: &str, line: impl Fn(usize) -> String) -> String {
    let mut text = start.to_owned();
    let mut number = 0;
    while text.len() < bytes {
        text.push_str(&line(number));
        text.push('\n');
        number += 1;
    }
    text
}
