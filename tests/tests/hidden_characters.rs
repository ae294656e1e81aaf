//! Hidden characters and commands to a terminal are escaped in every view, in every place of a spec.

use regex::Regex;
use speccast::diff::{self, Settings, compare};
use speccast::{Build, Options, Source, generate, lint, report};
use speccast_tests::project::{self, Project};
use std::collections::BTreeMap;

const SPECCAST: &str = env!("CARGO_BIN_EXE_speccast-cli");

/// A spec with places in brackets, each with a harmless text. The blob is U+202E.
const SPEC: &str = r#"speccast: ⟦1⟧
service: { name: ⟦Views⟧, rust: ⟦views⟧, protocol: ⟦restJson1⟧, endpoint: ⟦"https://views.example.com"⟧, auth: ⟦none⟧, source: ⟦"https://example.com"⟧, doc: ⟦A service.⟧ }
operations:
  ⟦Act⟧:
    http: ⟦POST /act⟧
    doc: ⟦Acts.⟧
    deprecated: ⟦No longer.⟧
    ⟦in⟧: ⟦body⟧
    input:
      ⟦text⟧: { type: ⟦string⟧, length: { max: ⟦99⟧ }, doc: ⟦A text.⟧ } ⟦# A comment.⟧
      sized: { type: string, length: { max: MAX } } ⟦# A comment of a line that changes.⟧
      header: { type: string, in: header, name: ⟦X-Header⟧ }
      query: { type: string, in: query, name: ⟦query⟧ }
      prefix: { map: string, in: prefixHeaders, name: ⟦x-prefix-⟧ }
      matched: { type: string, pattern: ⟦"[a-z]*"⟧ }
      filled: { type: string, default: ⟦x⟧ }
      any: { type: document, default: ⟦value⟧ }
      bytes: { type: blob, default: "4oCu" }
      kind: { enum: [⟦one⟧, { value: ⟦two⟧, rust: ⟦Two⟧, doc: ⟦Two.⟧ }] }
      either: { union: { ⟦left⟧: string, right: string } }
      number: { intEnum: { ⟦Low⟧: ⟦1⟧ } }
    output: { done: boolean }
    errors: [⟦Gone⟧]
types:
  ⟦Named⟧: { structure: { filled: { type: string, default: ⟦x⟧ } } }
errors:
  Gone: { status: ⟦404⟧, code: ⟦Gone⟧, doc: ⟦Gone.⟧, members: { named: Named } }
examples:
  Act:
    - doc: ⟦An example.⟧
      input: { text: ⟦a⟧, any: { ⟦key⟧: ⟦value⟧ } }
      response: { status: ⟦404⟧, headers: { x-amzn-errortype: ⟦Gone⟧ }, body: ⟦{}⟧ }
      error: { Gone: {} }
"#;

/// Hidden characters, in the terms of UAX #44. Emoji and Mongolian use the variation selectors that are not.
fn hidden() -> Regex {
    let shown = r"\n\p{Prepended_Concatenation_Mark}\u{180B}-\u{180D}\u{180F}\u{FE00}-\u{FE0F}";
    Regex::new(&format!(r"[\p{{Cc}}\p{{Cf}}\p{{Zl}}\p{{Zp}}\p{{Default_Ignorable_Code_Point}}--{shown}]"))
        .expect("a pattern")
}

/// All hidden characters, but of the many beyond the tags only the ends of each kind.
fn characters() -> Vec<char> {
    let all: String =
        ('\0'..='\u{E0080}').chain(['\u{E0100}', '\u{E01EF}', '\u{E01F0}', '\u{E0FFF}']).collect();
    hidden().find_iter(&all).filter_map(|found| found.as_str().chars().next()).collect()
}

/// The spec with a text in those of its places that are wanted.
fn spec(wanted: impl Fn(usize) -> bool, text: &str, max: u32) -> String {
    let mut spec = String::new();
    for (index, part) in SPEC.split(['⟦', '⟧']).enumerate() {
        match part {
            _ if index % 2 == 0 || !wanted(index / 2) => spec.push_str(part),
            _ if part.starts_with('#') => spec.push_str(&format!("# {text}")),
            _ => spec.push_str(&format!("\"{text}\"")),
        }
    }
    spec.replace("MAX", &max.to_string())
}

/// Views, with how often each has shown something in the place of a hidden character.
#[derive(Default)]
struct Views(BTreeMap<String, usize>);

impl Views {
    /// Checks the text of a view, in which `kept` may appear unescaped. Its own colors are ignored.
    fn see(&mut self, view: &str, said: &str, kept: &[char]) {
        let colors = Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
        let plain = colors.replace_all(said, "");
        let found = hidden().find_iter(&plain).find(|found| !found.as_str().starts_with(kept));
        if let Some(found) = found {
            let around = plain[..found.start()].chars().rev().take(60).collect::<Vec<_>>();
            let around: String = around.into_iter().rev().collect();
            panic!("{view} shows {:?} after {around:?}", found.as_str());
        }
        let shown = plain.contains('\u{FFFD}') || plain.contains("\\u") || plain.contains('%');
        *self.0.entry(view.to_owned()).or_default() += usize::from(shown);
    }

    /// Each of the views has been tried.
    fn assert_tried(&self, count: usize) {
        assert_eq!(self.0.len(), count, "{:?}", self.0);
        assert!(self.0.values().all(|count| *count > 0), "one has had nothing to hide: {:?}", self.0);
    }
}

#[test]
fn just_these_are_hidden() {
    let all: String = ('\0'..=char::MAX).filter(|c| *c != '\n').collect();
    let found = lint(&[Source::new(all.as_str(), "")]);
    let line = found.iter().next().expect("a finding").line();
    let expected = hidden().replace_all(&all, "\u{FFFD}");
    let odd = expected.chars().zip(line.chars()).find(|(expected, shown)| expected != shown);
    assert_eq!(odd, None, "the one is expected, the other is shown");
}

/// A text as it is, and with escapes of YAML.
fn written(characters: &[char]) -> [String; 2] {
    [characters.iter().collect(), characters.iter().map(|c| format!("\\U{:08x}", u32::from(*c))).collect()]
}

#[test]
fn no_view_of_a_spec_shows_one() {
    let mut views = Views::default();
    // One of each kind, in each of the places.
    let some = ['\u{1b}', '\u{9b}', '\u{ad}', '\u{202e}', '\u{3164}', '\u{fff9}', '\u{e0041}'];
    let mut accepted = Vec::new();
    for place in 0..SPEC.matches('⟦').count() {
        let generated = written(&some).map(|text| everything(&mut views, |other| other == place, &text));
        accepted.extend(generated.contains(&true).then_some(place));
    }
    assert!(accepted.len() > 8, "{accepted:?}");
    // All of them, in all places and in those where they are accepted.
    for characters in characters().chunks(24) {
        let [raw, escaped] = written(characters);
        everything(&mut views, |_| true, &raw);
        everything(&mut views, |_| true, &escaped);
        assert!(everything(&mut views, |place| accepted.contains(&place), &escaped));
        // Not every reader of YAML has these in a comment.
        everything(&mut views, |place| accepted.contains(&place), &raw);
        let settings =
            Source::new(raw.as_str(), format!("severity: {{ \"{escaped}\": \"{escaped}\" }} # {raw}"));
        let Err(found) = Settings::parse(&settings) else { panic!("this is no rule") };
        views.see("settings", &found.render(true), &[]);
        let error = Build::new().spec(raw.replace('\0', "")).out_dir("/nowhere").compile_for_dependencies();
        views.see("build script", &error.expect_err("there is no such spec").to_string(), &[]);
    }
    views.assert_tried(13);
}

/// Checks all views of specs with a text in some places; returns whether code is generated.
fn everything(views: &mut Views, wanted: impl Fn(usize) -> bool, text: &str) -> bool {
    let name = format!("specs/{text}.yaml");
    let [before, after] = [9, 7].map(|max| Source::new(name.as_str(), spec(&wanted, text, max)));
    let plain = Source::new("views.yaml", spec(|_| false, "", 9));
    diagnostics(views, &after);
    changes(views, &before, &after);
    changes(views, &plain, &after);
    files(views, &after)
}

/// Checks the diagnostics of a spec.
fn diagnostics(views: &mut Views, source: &Source) {
    let found = lint(std::slice::from_ref(source));
    views.see("lint", &found.render(true), &[]);
    found.iter().for_each(|finding| views.see("line", &finding.line(), &[]));
    views.see("lint as json", &report::json(&found), &[]);
    views.see("lint as sarif", &report::sarif(&found), &[]);
    views.see("lint for github", &report::github(&found), &[]);
}

/// Checks generated files; returns whether there are any.
fn files(views: &mut Views, source: &Source) -> bool {
    let mut options = Options::default();
    options.tests = true;
    let Ok(generated) = generate(&[source.clone().with_origin(source.name())], &options) else {
        return false;
    };
    for file in &generated.files {
        views.see("generated code", &file.text, &[]);
        assert!(syn::parse_file(&file.text).is_ok(), "{}", file.text);
    }
    true
}

/// Checks reports of changes.
fn changes(views: &mut Views, old: &Source, new: &Source) {
    let Ok(found) = compare(std::slice::from_ref(old), std::slice::from_ref(new)) else { return };
    let style = diff::report::Style { color: true, everything: true };
    views.see("diff", &diff::report::human(&found, style), &[]);
    views.see("diff as json", &diff::report::json(&found), &[]);
    views.see("diff for github", &diff::report::github(&found), &[]);
    views.see("diff as markdown", &diff::report::markdown(&found, true), &[]);
    views.see("diff as html", &diff::report::html(&found, true), &[]);
}

/// Runs the command with colors, as in a terminal, and checks its output.
fn run(views: &mut Views, project: &Project, arguments: &[&str]) {
    let output = project.command(arguments).env("CLICOLOR_FORCE", "1").output().expect("the command runs");
    let said = [output.stdout, output.stderr].concat();
    // Commands that show lines of files keep their tabs.
    let shows_files = ["--check", "--git-driver"].iter().any(|flag| arguments.contains(flag));
    let kept: &[char] = if shows_files { &['\t'] } else { &[] };
    views.see(&arguments.join(" "), &String::from_utf8_lossy(&said), kept);
}

#[test]
fn no_command_shows_one() {
    let characters = characters();
    // The first character is NUL, which arguments and file names cannot contain.
    for characters in characters[1..].chunks(40) {
        let (mut views, project) = (Views::default(), Project::new(SPECCAST));
        let text: String = characters.iter().collect();
        let (file, other) = (format!("specs/{text}.yaml"), format!("other/a{text}.yaml"));
        let mut run = |arguments: &[&str]| run(&mut views, &project, arguments);
        project.remove("specs/ping.yaml");
        project.write(&file, project::SPEC);
        // Generated files, and why they are out of date.
        run(&["generate", "--dry-run", &file]);
        run(&["generate", &file]);
        let generated = project.files().into_iter().filter(|path| path.starts_with("generated/"));
        let texts: Vec<String> =
            generated.chain(["speccast.lock".to_owned()]).map(|path| project.read(&path)).collect();
        project.edit(&file, "max: 10", "max: 12");
        project.edit("speccast.lock", "generator ", &format!("generator {text}"));
        run(&["generate", "--check"]);
        let model = "generated/src/ping/model.rs";
        project.write(model, format!("{}// a {text}\tb\n", project.read(model)));
        run(&["generate", "--check", &file]);
        run(&["generate", &file, "--no-tests"]);
        project.write(&other, project.read(&file));
        run(&["generate", &other, "--check"]);
        run(&["generate", "--force", &other, "--out", &text]);
        run(&["generate", "--check", &other, "--out", &text]);
        run(&["generate", &file, "--out", &other]);
        // Reports of a change.
        for format in ["human", "json", "github", "markdown", "html"] {
            project.write(&other, project::SPEC.replace("max: 10 } }", &format!("max: 9 }} }} # {text}")));
            run(&["diff", &file, &other, "--format", format]);
        }
        for arguments in [
            &[&file, "specs/none"],
            &[&file, "generated"],
            &["specs", &other],
            &[&format!("git:{text}:"), &file],
            &[&format!("git:-{text}:a"), &file],
            &[&file, &other, "--config", &text],
            &[&file, &other, "--config", &other],
            &[&file, &file, &file],
        ] as [&[&str]; 8]
        {
            run(&[&["diff"], arguments].concat());
        }
        let driver = ["diff", "--git-driver", &file, &file, "0", "0", &other, "0", "0"];
        run(&driver);
        run(&[&driver[..], &[&other, "renamed"]].concat());
        run(&driver[..3]);
        // An invalid spec, and a file that is not a spec.
        project.write(&other, format!("{text}: \"{text}\"\n\tb\n"));
        for format in ["human", "json", "sarif", "github"] {
            run(&["lint", &other, "--format", format]);
        }
        run(&["generate", &other]);
        run(&driver);
        run(&["diff", &file, &other]);
        project.write(&other, b"\xff");
        run(&["lint", &other]);
        // Invalid arguments.
        for arguments in [
            &["lint", &text],
            &["generate", &text],
            &["explain", &text],
            &["init", &text],
            &["init", &format!("a/{text}")],
            &["init", "Zed", "--out", &other],
            &["init", "Zed", "--out", &format!("new/{text}")],
            &[&text],
            &["lint", "--format", &text],
            &[&format!("--{text}")],
        ] as [&[&str]; 10]
        {
            run(arguments);
        }
        texts.iter().for_each(|text| views.see("files", text, &[]));
        let count = views.0.values().filter(|count| **count > 0).count();
        assert!(count > 35, "{count} have had something to hide: {:?}", views.0);
    }
}
