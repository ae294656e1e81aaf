//! Words that make sentences hard to read stay out of pages, messages, explanations, docs of clients, and comments.

use regex::Regex;
use speccast_tests::project::files;
use std::fs;
use std::path::Path;

/// A pattern, and its replacement.
const WORDS: &[(&str, &str)] = &[
    (r"answers?\b|answered|answering", "response, result"),
    (r"(is|are) no [a-z`]", "is not a"),
    (r"(is|are) none\b", "is not a valid"),
    (r"nobody|somebody|anybody|whoever", "name who it is"),
    (r"whatever|whichever|whether or not|as far as", "a shorter sentence"),
    (r"mends?\b|mended|mending", "fix"),
    (r"mistakes?\b", "error, problem"),
    (r"remarks?\b|remarked", "warning, note"),
    (r"travels?\b|travelled", "is sent in, is bound to"),
    (r"says?\b|said\b", "documents, specifies, reports"),
    (r"tells?\b|told\b", "reports, shows"),
    (r"stands? (for|here|there|in|at|beside|alone|nowhere|where)\b", "is, appears, is replaced by"),
    (r"belongs? (here|there)", "expected"),
    (r"of which|thereof|therefrom", "a shorter sentence"),
    (r"ha(s|ve) no end\b", "is infinite"),
    (r"made (up )?of\b", "generated from, consists of"),
    (r"that there (is|are)\b", "a shorter sentence"),
    (r"besides?\b", "next to, in addition to, except"),
    (r"known here", "expected one of"),
    (r"takes? (this|it) for\b", "reads this as"),
    (r"as [\w' ]+ ha(s|ve) (it|them)\b", "as in"),
    (r"br(eaks?|oke) off", "ends early, breaks"),
    (r"for lack of", "without"),
    (r"carr(y|ied|ies) out", "process, perform"),
    (r"fewer requests", "throttling, a rate limit"),
    (r"(of|in) which case", "a shorter sentence"),
];

/// Words that are only allowed in comments.
const IN_COMMENTS: &[&str] = &["of which", "stands for", "made of"];

/// Files that users read as they are.
const PAGES: &[&str] = &[
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "RELEASING.md",
    "SECURITY.md",
    "docs",
    "codegen",
    "runtime/README.md",
    "specs",
    "generated/src",
    "examples/specs",
    "examples/src",
];

/// Code with string literals for users.
const SOURCES: &[&str] =
    &["codegen/pattern", "codegen/core", "codegen/rust", "codegen/diff", "codegen/cli", "runtime/src"];

/// Crates whose comments are checked.
const COMMENTS: &[&str] =
    &["codegen/pattern", "codegen/core", "codegen/rust", "codegen/diff", "codegen/cli", "runtime/src"];

/// Returns the listed words of a line, without text in backquotes.
fn found(line: &str, words: &[(Regex, &'static str)]) -> Vec<String> {
    let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let prose = prose
        .replace("here is no", "")
        .replace("here are no", "")
        .replace("no longer", "")
        .replace("too-many-mistakes", "");
    let hits = words.iter().filter_map(|(word, instead)| {
        word.find(&prose).map(|found| format!("`{}`: write {instead}", found.as_str()))
    });
    hits.collect()
}

fn words() -> Vec<(Regex, &'static str)> {
    let compile = |(word, instead): &(&str, &'static str)| {
        (Regex::new(&format!(r"(?i)\b(?:{word})")).expect("a pattern"), *instead)
    };
    WORDS.iter().map(compile).collect()
}

/// Returns the files of a place with one of these endings, and their texts.
fn texts(place: &str, endings: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join(place);
    let paths = match folder.is_dir() {
        true => files(&folder).into_iter().map(|path| format!("{place}/{path}")).collect(),
        false => vec![place.to_owned()],
    };
    let paths = paths.into_iter().filter(|path| endings.iter().any(|ending| path.ends_with(ending)));
    paths.map(|path| (path.clone(), fs::read_to_string(root.join(path)).expect("a file"))).collect()
}

#[test]
fn pages_use_plain_words() {
    let words = words();
    let mut wrong = Vec::new();
    for (path, text) in PAGES.iter().flat_map(|place| match *place {
        "generated/src" | "examples/src" => texts(place, &[".rs"]),
        _ => texts(place, &[".md", ".yaml"]),
    }) {
        let mut code = false;
        for (number, line) in text.lines().enumerate() {
            code ^= path.ends_with(".md") && line.trim_start().starts_with("```");
            if !code {
                wrong.extend(found(line, &words).iter().map(|hit| format!("{path}:{}: {hit}", number + 1)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

#[test]
fn messages_use_plain_words() {
    let words = words();
    let literal = Regex::new(r#""(?:[^"\\]|\\.)*""#).expect("a pattern");
    let mut wrong = Vec::new();
    for (path, text) in SOURCES.iter().flat_map(|place| texts(place, &[".rs"])) {
        // Reasons of lints are for contributors.
        let lines = text.lines().enumerate();
        let lines = lines
            .filter(|(_, line)| !line.trim_start().starts_with("//") && !line.trim_start().starts_with("#["));
        for (number, line) in lines {
            let literals = literal.find_iter(line).map(|literal| literal.as_str());
            let hits = literals.flat_map(|literal| found(literal, &words));
            wrong.extend(hits.map(|hit| format!("{path}:{}: {hit}", number + 1)));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

#[test]
fn comments_use_plain_words() {
    let words = words();
    let comment = Regex::new(r"^\s*//[/!]?(.*)").expect("a pattern");
    let mut wrong = Vec::new();
    for (path, text) in COMMENTS.iter().flat_map(|place| texts(place, &[".rs"])) {
        for (number, line) in text.lines().enumerate() {
            let Some(comment) = comment.captures(line) else { continue };
            let hits = found(&comment[1], &words).into_iter();
            let hits = hits.filter(|hit| !IN_COMMENTS.iter().any(|it| hit.contains(it)));
            wrong.extend(hits.map(|hit| format!("{path}:{}: {hit}", number + 1)));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

#[test]
fn the_list_finds_what_it_is_for() {
    let words = words();
    for line in [
        "no value has an end; whoever reads it",
        "the member travels in the header",
        "it is no type",
        "It says so",
    ] {
        assert!(!found(line, &words).is_empty(), "{line}");
    }
    for line in ["the response", "`answer` is a member", "essays, understand, there are none left"] {
        assert_eq!(found(line, &words), Vec::<String>::new());
    }
}
