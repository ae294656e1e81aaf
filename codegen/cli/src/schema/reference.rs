//! The language reference, which is checked in at `docs/reference.md`.

use speccast_core::vocabulary::{DEFINITIONS, Form, KINDS, Key, MAPPINGS, Mapping, SIMPLE_TYPES, Word, ty};

const HEAD: &str = "# Language reference

All keys of a spec, by the mapping in which they appear. Keys in bold are required. `speccast schema --reference` prints this page, and
editors show the same texts with the JSON Schema of `speccast schema`.
";

/// Title of the section of type names, which are not keys.
const TYPE_NAME: &str = "Type name";

/// Returns the language reference as Markdown.
pub fn reference() -> String {
    let sections = MAPPINGS.iter().filter(|mapping| !mapping.title.is_empty());
    let sections: String = sections.map(|mapping| section(mapping)).collect();
    let simple = list(SIMPLE_TYPES.words);
    format!("{HEAD}{sections}\n## {TYPE_NAME}\n{simple}\nAny other name is one of the spec's `types`.\n")
}

fn section(mapping: &Mapping) -> String {
    let title = mapping.title;
    let mut text = format!("\n## {title}\n");
    let is_own = |form: &&Form| titled(form).is_some_and(|found| found.title == title);
    if let Some(form @ Form::OneOf(_)) = DEFINITIONS.iter().map(|(_, form)| form).find(is_own) {
        let forms = forms_of(form, title);
        let words: Vec<Word> = forms.iter().flat_map(|form| form.words()).collect();
        let mut names: Vec<String> = forms.into_iter().flat_map(alternatives).collect();
        names.dedup();
        let names = names
            .join(", ")
            .replace(&format!("list of {}", link(title)), "list of these")
            .replace(&link(title), "mapping");
        text += &format!("\nOne of: {names}.\n{}", list(&words));
    }
    if title == ty::MAPPING.title {
        text += &format!("\nOne of {} is required.\n", any(KINDS.iter().map(|key| code(key.name)).collect()));
    }
    if let [one, other] = mapping.also {
        let more = if mapping.own.is_empty() { "" } else { ", and these" };
        text += &format!("\nKeys: those of {} and {}{more}.\n", link(one.title), link(other.title));
    }
    if !mapping.own.is_empty() {
        text += "\n| key | value | meaning |\n|---|---|---|\n";
    }
    for Key { name, form, help } in mapping.own {
        let bold = if mapping.needed.iter().any(|needed| needed.name == *name) { "**" } else { "" };
        text += &format!("| {bold}`{name}`{bold} | {} | {help} |\n", phrase(form));
    }
    for Key { name, form, .. } in mapping.own {
        let words = form.words();
        if !words.is_empty() {
            text += &format!("\n`{name}`:\n{}", list(&words));
        }
    }
    text
}

/// Returns the forms of a section, with those of definitions that belong to it.
fn forms_of(form: &'static Form, title: &str) -> Vec<&'static Form> {
    match form {
        Form::OneOf(forms) => forms.iter().flat_map(|form| forms_of(form, title)).collect(),
        Form::Definition(name) if titled(form).is_some_and(|found| found.title == title) => {
            let definition = DEFINITIONS.iter().find(|(known, _)| known == name);
            definition.map_or_else(Vec::new, |(_, form)| forms_of(form, title))
        }
        _ => vec![form],
    }
}

/// Returns the mapping in a form.
fn titled(form: &Form) -> Option<&'static Mapping> {
    match *form {
        Form::Mapping(mapping) => Some(mapping),
        Form::OneOf(forms) => forms.iter().find_map(titled),
        Form::List(of, _) => titled(of),
        Form::Definition(name) => {
            DEFINITIONS.iter().find(|(known, _)| *known == name).and_then(|(_, form)| titled(form))
        }
        _ => None,
    }
}

/// Describes a value in a few words.
fn phrase(form: &Form) -> String {
    match *form {
        Form::Any => "any value".to_owned(),
        Form::Boolean => "`true` or `false`".to_owned(),
        Form::Text | Form::NonEmpty | Form::Matching(_) | Form::Route => "string".to_owned(),
        Form::BooleanOrText => "`true`, `false` or string".to_owned(),
        Form::Number => "number".to_owned(),
        Form::Integer(..) => "integer".to_owned(),
        Form::Version => code("1"),
        Form::Words(_) | Form::OneOf(_) => any(alternatives(form)),
        Form::Definition(_) | Form::Mapping(_) => link(titled(form).map_or(TYPE_NAME, |found| found.title)),
        Form::Entries(of, _) => format!("mapping of names to {}", phrase(of)),
        Form::Entry => "mapping of one name to any value".to_owned(),
        Form::List(Form::Text, _) => "list of strings".to_owned(),
        Form::List(of, _) | Form::Set(of) => format!("list of {}", phrase(of)),
        Form::Meaning(_, form) => phrase(form),
    }
}

fn alternatives(form: &Form) -> Vec<String> {
    match *form {
        Form::Words(words) => words.iter().map(|(word, _)| code(word)).collect(),
        Form::OneOf(forms) => forms.iter().flat_map(alternatives).collect(),
        _ => vec![phrase(form)],
    }
}

fn code(word: &str) -> String {
    format!("`{word}`")
}

/// A link to a section. Its first letter is small, unless it begins an abbreviation or a name.
fn link(title: &str) -> String {
    let anchor = title.to_lowercase().replace(' ', "-").replace(['`', ','], "");
    let text = match title.as_bytes() {
        [_, second, ..] if second.is_ascii_uppercase() => title.to_owned(),
        _ => title[..1].to_ascii_lowercase() + &title[1..],
    };
    format!("[{text}](#{anchor})")
}

/// `a`, `a or b`, `a, b or c`.
fn any(mut items: Vec<String>) -> String {
    items.dedup();
    let last = items.pop().unwrap_or_default();
    if items.is_empty() { last } else { format!("{} or {last}", items.join(", ")) }
}

/// Formats a list of words and their meanings.
pub(crate) fn list(words: &[Word]) -> String {
    let items: String = words.iter().map(|(word, meaning)| format!("- `{word}`: {meaning}\n")).collect();
    if items.is_empty() { items } else { format!("\n{items}") }
}
