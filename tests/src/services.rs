//! Specs of any size, with typical contents: listings, shared and inline types, patterns and enums.

use std::fmt::Write;

const VERBS: [&str; 5] = ["List", "Get", "Create", "Delete", "Update"];

/// Typical combinations of patterns and lengths.
const STRINGS: [&str; 6] = [
    r"length: { min: 2, max: 50 }, pattern: '[a-z][a-z0-9\-]{0,48}[a-z0-9]'",
    "length: 12, pattern: '[0-9]{12}'",
    r"length: { min: 1, max: 255 }, pattern: '[^#/\s]+'",
    r"length: { min: 5, max: 40 }, pattern: '[0-9]+\.[0-9]+\.[0-9]+'",
    r"length: { min: 1, max: 300 }, pattern: 'arn:aws[a-z-]*:[a-z]+:[a-z]{2,}(?:-[a-z]+)+-[0-9]+:[0-9]{12}:[a-z0-9_/-]+'",
    "length: 36, pattern: '[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}'",
];

/// A spec of the service of this number, about a kilobyte an operation.
#[must_use]
pub fn service(number: usize, operations: usize) -> String {
    let (mut text, mut types) = (head(number), String::new());
    for at in 0..operations {
        // Writing to a string does not fail.
        let _ = operation(&mut text, at);
        let _ = definitions(&mut types, at);
    }
    text.push_str("types:\n  Token: { type: string, length: { min: 1, max: 2000 }, pattern: '\\S+' }\n");
    text.push_str(&types);
    text.push_str(
        "errors:\n  NotFound: { status: 404 }\n  Throttled: { status: 429, retryable: throttling }\n",
    );
    text
}

fn head(number: usize) -> String {
    format!(
        "speccast: 1\nservice:\n  name: Service {number}\n  version: '1'\n  protocol: restJson1\n  auth: none\n  \
         endpoint: 'https://service{number}.example'\n  doc: A service of many operations.\noperations:\n"
    )
}

fn operation(text: &mut String, at: usize) -> std::fmt::Result {
    let verb = VERBS[at % VERBS.len()];
    let string = |more: usize| STRINGS[(at + more) % STRINGS.len()];
    writeln!(text, "  {verb}Item{at}s:\n    doc: {verb}s items.\n    http: POST /v1/items{at}")?;
    if verb == "List" {
        writeln!(text, "    readonly: true\n    in: query")?;
        writeln!(text, "    paginated: {{ inputToken: nextToken, outputToken: nextToken, items: items }}")?;
    }
    writeln!(text, "    input:")?;
    writeln!(text, "      name: {{ type: string, required: true, {}, doc: Name of the item. }}", string(0))?;
    writeln!(text, "      owner: {{ type: string, {}, doc: Account that owns it. }}", string(1))?;
    writeln!(text, "      kind: {{ type: Kind{at}, doc: Only of this kind. }}")?;
    if verb == "List" {
        writeln!(text, "      nextToken: {{ type: Token, doc: Token of the page. }}\n    output:")?;
        writeln!(text, "      items: {{ list: Item{at}, doc: Items of the page. }}")?;
        writeln!(text, "      nextToken: {{ type: Token, doc: Token of the next page. }}")?;
    } else {
        writeln!(text, "      tags: {{ list: string, length: {{ max: 50 }}, doc: Tags. }}\n    output:")?;
        writeln!(text, "      item: {{ type: Item{at}, doc: The item. }}")?;
    }
    writeln!(text, "    errors: [NotFound, Throttled]")
}

fn definitions(types: &mut String, at: usize) -> std::fmt::Result {
    writeln!(types, "  Kind{at}: {{ doc: Kind of an item., enum: [ALLOW, BLOCK, AUDIT] }}")?;
    writeln!(types, "  Item{at}:\n    doc: What is known of an item.\n    structure:")?;
    writeln!(types, "      name: {{ type: string, {}, doc: Its name. }}", STRINGS[(at + 2) % STRINGS.len()])?;
    writeln!(types, "      kind: {{ type: Kind{at}, doc: Its kind. }}")?;
    writeln!(types, "      size: {{ type: long, doc: Its size in bytes. }}")?;
    writeln!(types, "      created: {{ type: timestamp, doc: When it was made. }}")
}
