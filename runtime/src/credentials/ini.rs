//! The format of AWS's shared files. botocore reads them with Python's `configparser.RawConfigParser`, whose
//! rules for sections, indentation, continued values and duplicate names apply.

use std::collections::{HashMap, HashSet};

/// A parsed file.
#[derive(Debug, Default)]
pub(super) struct Ini {
    /// The sections in the order of the file.
    pub(super) sections: Vec<Section>,
    /// Settings of `[DEFAULT]`, which every section inherits.
    pub(super) inherited: Vec<Setting>,
}

#[derive(Debug)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) settings: Vec<Setting>,
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Setting {
    /// In lower case.
    pub(super) key: String,
    /// Without trailing white space. A continued value has several lines; the first is empty if nothing
    /// follows the `=`.
    pub(super) value: String,
    /// Line of its key, from 1.
    pub(super) line: usize,
}

/// Why a file cannot be parsed.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) line: usize,
    /// Section of the line.
    pub(super) section: Option<String>,
    pub(super) reason: String,
}

const INHERITED: &str = "DEFAULT";

/// Parses a file.
///
/// It is more lenient than botocore in two ways, as the AWS SDKs are. A comment may follow a value (`#` or
/// `;` after white space), which no key, token or region contains. White space around a section's name and a
/// byte order mark are ignored.
///
/// # Errors
/// The first line that is not a section, a setting, a continued value or a comment; a duplicate section or
/// key; or a continued value that starts on the next line and is not a list of settings.
pub(super) fn parse(text: &str) -> Result<Ini, Problem> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut sections: Vec<Section> = Vec::new();
    let (mut names, mut keys) = (HashMap::new(), HashSet::new());
    // Index of the current section, whether the last line may be continued, and its indentation.
    let (mut current, mut open, mut indent) = (None, false, 0);
    for (number, line) in (1..).zip(text.split('\n')) {
        let content = line.trim();
        let setting = current.filter(|_| open).and_then(|at: usize| sections[at].settings.last_mut());
        if content.is_empty() || content.starts_with(['#', ';']) {
            if let (true, Some(setting)) = (content.is_empty(), setting) {
                setting.value.push('\n');
            }
            continue;
        }
        let depth = line.chars().take_while(|c| c.is_whitespace()).count();
        if let Some(setting) = setting.filter(|_| depth > indent) {
            setting.value.push('\n');
            setting.value.push_str(uncommented(content));
            continue;
        }
        indent = depth;
        let problem = |section: Option<&str>, reason: String| Problem {
            line: number,
            section: section.map(str::to_owned),
            reason,
        };
        if let Some(name) = header(content) {
            let known = names.get(name).copied();
            if known.is_some() && name != INHERITED {
                return Err(problem(Some(name), "duplicate section".to_owned()));
            }
            let at = known.unwrap_or(sections.len());
            if known.is_none() {
                names.insert(name.to_owned(), at);
                sections.push(Section { name: name.to_owned(), settings: Vec::new() });
            }
            (current, open) = (Some(at), false);
            continue;
        }
        // The line is not shown, since it may contain a secret.
        let Some(at) = current else {
            return Err(problem(None, "line before the first `[section]`".to_owned()));
        };
        let section = &mut sections[at];
        let Some((key, value)) = content.split_once(['=', ':']).filter(|(key, _)| !key.trim().is_empty())
        else {
            return Err(problem(Some(&section.name), "expected `key = value` or `[section]`".to_owned()));
        };
        let key = key.trim().to_lowercase();
        if !keys.insert((at, key.clone())) {
            return Err(problem(Some(&section.name), format!("duplicate key `{key}`")));
        }
        let value = uncommented(value.trim()).to_owned();
        section.settings.push(Setting { key, value, line: number });
        open = true;
    }
    for section in &mut sections {
        for Setting { key, value, line } in &mut section.settings {
            value.truncate(value.trim_end().len());
            let nested = value.strip_prefix('\n').unwrap_or_default();
            if nested.lines().any(|line| !line.is_empty() && !line.contains('=')) {
                let reason = format!("the value of `{key}` must be on the same line as its key");
                return Err(Problem { line: *line, section: Some(section.name.clone()), reason });
            }
        }
    }
    let inherited = names.get(INHERITED).map(|at| sections.remove(*at).settings).unwrap_or_default();
    Ok(Ini { sections, inherited })
}

/// Returns the name in a section's header; text after its last `]` is ignored.
fn header(content: &str) -> Option<&str> {
    let (name, _) = content.strip_prefix('[')?.rsplit_once(']')?;
    (!name.is_empty()).then(|| name.trim())
}

/// Returns a value without the comment after it: `#` or `;` at its start or after white space.
fn uncommented(value: &str) -> &str {
    let mut before = ' ';
    for (at, c) in value.char_indices() {
        if matches!(c, '#' | ';') && before.is_whitespace() {
            return value[..at].trim_end();
        }
        before = c;
    }
    value
}

/// Splits a text into words as a POSIX shell does, by the rules of Python's `shlex.split`: quotes and
/// backslashes protect white space. `None` if a quote is not closed or the text ends with a backslash.
pub(super) fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '\\' => word.get_or_insert_default().push(chars.next()?),
            '"' | '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next()? {
                        end if end == c => break,
                        '\\' if c == '"' => {
                            let escaped = chars.next()?;
                            if !matches!(escaped, '"' | '\\') {
                                word.push('\\');
                            }
                            word.push(escaped);
                        }
                        other => word.push(other),
                    }
                }
            }
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str, name: &str) -> Vec<(String, String)> {
        let sections = parse(text).unwrap_or_default().sections;
        let section = sections.into_iter().find(|section| section.name == name);
        let settings = section.map(|section| section.settings).unwrap_or_default();
        settings.into_iter().map(|setting| (setting.key, setting.value)).collect()
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn reads_one_section() {
        let text = "\u{feff}# top\n[other]\nregion = no\n[ default ] ; mine\r\nRegion = eu-central-1 # here\r\n\
                    key=a=b#c/+\ns3 =\n  nested = 1\n; key = no\n  last = yes\n";
        let expected =
            [pair("region", "eu-central-1"), pair("key", "a=b#c/+"), pair("s3", "\nnested = 1\nlast = yes")];
        assert_eq!(settings(text, "default"), expected);
    }

    #[test]
    fn what_is_indented_no_deeper_is_a_key() {
        let text = "[a]\n  one = 1\n  two : 2\n\tthree=3\n    more\n[b]\n    four = 4\n  five = 5";
        assert_eq!(settings(text, "a"), [pair("one", "1"), pair("two", "2"), pair("three", "3\nmore")]);
        assert_eq!(settings(text, "b"), [pair("four", "4"), pair("five", "5")]);
    }

    #[test]
    fn words_of_a_shell() {
        let split = |text| words(text).map(|words| words.join("|"));
        assert_eq!(split(" profile\t\"a b\" ").as_deref(), Some("profile|a b"));
        assert_eq!(split(r#"a'b "c'd "\"\\\x" \ ''"#).as_deref(), Some(r#"ab "cd|"\\x| "#));
        assert_eq!(split("''").as_deref(), Some(""));
        assert_eq!((split("'a"), split("\"a"), split("a\\"), split("\"\\")), (None, None, None, None));
    }
}
