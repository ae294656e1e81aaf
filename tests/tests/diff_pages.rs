//! Reports in Markdown and HTML: how they look, and that nothing of a spec is markup in them.

use speccast::Source;
use speccast::diff::{Report, compare, report};

const CODEARTIFACT: &str = include_str!("../../specs/codeartifact.yaml");

/// Texts that must not come through: markup, links and mentions.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style></table><h1>gotcha",
    "' onmouseover='alert(1)",
    "&lt;b&gt; &#60;b>",
    "[x](javascript:alert(1)) ![x](https://example.com/x.png)",
    "@everyone #1 GH-1 <!-- x --> | a | b |",
    "&#64;everyone &#35;1 gh-1 `&commat;everyone` \\| c |",
    "https://example.com/x www.example.com x@example.com",
    "``` </details> ```` <details open>",
    "`\n\n# gotcha\n",
];

/// Returns the report of some edits, all of which must apply.
fn found(spec: &str, edits: &[(&str, &str)]) -> Report {
    let mut after = spec.to_owned();
    for (from, to) in edits {
        assert!(after.contains(from), "the spec no longer says {from:?}");
        after = after.replacen(from, to, 1);
    }
    let sources = [spec, &after].map(|text| Source::new("specs/codeartifact.yaml", text));
    let [old, new] = sources;
    compare(&[old], &[new]).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

fn edited() -> Report {
    found(
        CODEARTIFACT,
        &[
            ("      - cargo\n", "      - cargo\n      - conan\n"),
            ("[A-Za-z0-9._\\-]{1,99}", "[A-Za-z0-9.\\-]{1,99}"),
            ("range: { min: 1, max: 1000 }", "range: { min: 1, max: 500 }"),
        ],
    )
}

macro_rules! shown {
    ($text:expr) => {
        insta::with_settings!({ snapshot_path => "../snapshots/diff_pages", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($text);
        })
    };
}

#[test]
fn markdown() {
    shown!(report::markdown(&edited(), false));
}

#[test]
fn html() {
    let page = report::html(&edited(), false);
    let (head, body) = page.split_once("<style>").expect("a style");
    let (_, body) = body.split_once("</style>").expect("its end");
    shown!(format!("{head}…{body}"));
}

#[test]
fn a_page_needs_nothing_else() {
    let page = report::html(&edited(), true);
    for outside in ["<script", "<link", "<img", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn nothing_to_say() {
    let same = found(CODEARTIFACT, &[]);
    shown!(report::markdown(&same, false));
    let page = report::html(&same, false);
    assert!(page.contains("the specs mean the same") && page.contains("<p>No changes.</p>"), "{page}");
}

#[test]
fn a_comment_fits() {
    let members = |max: u32| -> String {
        let member = |number| format!("      member{number}: {{ type: string, length: {{ max: {max} }} }}\n");
        (0..500).map(member).collect()
    };
    let spec = |max| {
        format!(
            "speccast: 1\nservice: {{ name: Wide, protocol: restJson1, endpoint: \"https://example.com\", auth: none }}\n\
             operations:\n  Act:\n    http: POST /act\n    input:\n{}",
            members(max)
        )
    };
    let sources = [spec(9), spec(7)].map(|text| Source::new("wide.yaml", text));
    let [old, new] = sources;
    let found = compare(&[old], &[new]).expect("the specs are right");
    let page = report::markdown(&found, false);
    assert!(page.len() < 65_536, "{}", page.len());
    let last = page.lines().last().expect("a line");
    assert!(last.ends_with("more changes do not fit into a comment."), "{last}");
}

/// A spec with a text in all places that take any; as YAML double-quoted text.
fn hostile(text: &str, max: u32) -> Source {
    let escaped: String = text.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    let line = text.replace('\n', " ");
    Source::new(
        format!("specs/{text}.yaml"),
        format!(
            "speccast: 1\n# {line}\n\
             service: {{ name: \"{escaped}\", rust: widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }}\n\
             operations:\n  Act:\n    http: POST /act\n    doc: \"{escaped}{max}\"\n    in: query\n    input:\n      \
             name: {{ type: string, name: \"{escaped}{max}\", length: {{ max: {max} }} }} # {line}\n      \
             kind: {{ enum: [{{ value: \"{escaped}{max}\", rust: One }}] }}\n"
        ),
    )
}

#[test]
fn nothing_of_a_spec_is_markup() {
    let mut compared = 0;
    for text in HOSTILE {
        let Ok(found) = compare(&[hostile(text, 9)], &[hostile(text, 7)]) else { continue };
        compared += 1;
        let page = report::html(&found, true);
        let (_, body) = page.split_once("</style>").expect("a style");
        // Only our own markup may follow an angle bracket.
        let known = [
            "/head", "body", "/body", "main", "/main", "header", "/header", "h1", "/h1", "h2", "/h2", "h3",
            "/h3", "p", "/p", "ul", "/ul", "li", "/li", "b", "/b", "span", "/span", "div", "/div", "section",
            "/section", "article", "/article", "code", "/code", "table", "/table", "tr", "/tr", "td", "/td",
            "details", "/details", "summary", "/summary", "/html",
        ];
        for tag in body.split('<').skip(1) {
            let name = tag.split(['>', ' ']).next().unwrap_or_default().trim();
            assert!(known.contains(&name), "{text:?}: <{name}");
            let attributes = tag.split('>').next().unwrap_or_default();
            assert!(!attributes.contains("on") || !attributes.contains("alert"), "{text:?}: {attributes}");
        }
        let comment = report::markdown(&found, true);
        let prose: Vec<&str> = prose(&comment);
        for line in prose {
            let bare = without_code(line);
            // As a browser has it.
            let shown = bare
                .replace("&#64;", "@")
                .replace("&commat;", "@")
                .replace("&#35;", "#")
                .replace("&#124;", "|");
            for markup in [
                "<script",
                "<img",
                "<h1",
                "](",
                "@everyone",
                "#1",
                "GH-1",
                "gh-1",
                "<!-- x",
                "</style",
                "onerror=alert(1)>",
                "https://",
                "www.",
                "x@",
            ] {
                assert!(!shown.contains(markup), "{text:?}: {markup} in {line}");
            }
            let cells = bare.replace("\\\\", "").replace("\\|", "").matches('|').count();
            assert!(cells == 0 || cells == 4, "{text:?}: {line}");
        }
    }
    assert!(compared >= 6, "too few of these are accepted by the language to say anything: {compared}");
}

/// The lines of a comment that are in no block of code.
fn prose(comment: &str) -> Vec<&str> {
    let (mut lines, mut fence) = (Vec::new(), None);
    for line in comment.lines() {
        let ticks: String = line.trim_start().chars().take_while(|c| *c == '`').collect();
        match &fence {
            None if ticks.len() >= 3 => fence = Some(ticks),
            Some(open) if ticks == *open && line.trim() == ticks => fence = None,
            None => lines.push(line),
            Some(_) => {}
        }
    }
    assert!(fence.is_none(), "a block of code is not closed: {comment}");
    lines
}

/// A line without its code spans (CommonMark 0.31.2 section 6.1).
fn without_code(line: &str) -> String {
    let (mut bare, mut rest) = (String::new(), line);
    while let Some(start) = rest.find('`') {
        let run = rest[start..].chars().take_while(|c| *c == '`').count();
        if rest[..start].ends_with('\\') {
            bare.push_str(&rest[..=start]);
            rest = &rest[start + 1..];
            continue;
        }
        bare.push_str(&rest[..start]);
        let after = &rest[start + run..];
        let mut at = 0;
        let close = loop {
            let Some(next) = after[at..].find('`').map(|next| at + next) else { break None };
            let length = after[next..].chars().take_while(|c| *c == '`').count();
            if length == run {
                break Some(next + length);
            }
            at = next + length;
        };
        match close {
            Some(end) => rest = &after[end..],
            None => {
                bare.push_str(&rest[start..start + run]);
                rest = after;
            }
        }
    }
    bare + rest
}
