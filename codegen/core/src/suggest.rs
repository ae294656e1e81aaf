//! Suggestions for unknown words.

mod habits;

pub(crate) use habits::{
    auth_elsewhere, body_elsewhere, format_elsewhere, key_elsewhere, key_elsewhere_meant, key_of_none,
    or_null_as, place_elsewhere, protocol_elsewhere, stream_format_elsewhere, type_elsewhere,
};

/// Maximum number of words in a list.
const MANY_WORDS: usize = 100;
/// Maximum length, in bytes, of a word that is checked for a typo.
const LONG_WORD: usize = 64;

/// Returns "did you mean", or the list of known words.
pub(crate) fn suggest(word: &str, known: &[&str]) -> String {
    closest(word, known).map_or_else(|| list(known), meant)
}

fn meant(word: &str) -> String {
    format!("did you mean `{word}`?")
}

/// Lists the known words.
fn list(known: &[&str]) -> String {
    if known.len() > MANY_WORDS {
        return "check its spelling at its definition".to_owned();
    }
    let words = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    if known.is_empty() { "define it first".to_owned() } else { format!("expected one of: {words}") }
}

/// Returns the word that was probably meant: with at most one typo per three characters, with repeated letters, or
/// abbreviated.
pub(crate) fn closest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if known.len() > MANY_WORDS { None } else { nearest(word, known) }
}

/// Returns "did you mean" for a word that is looked up once; of any number of known words.
pub fn did_you_mean(word: &str, known: &[&str]) -> Option<String> {
    nearest(word, known).map(meant)
}

fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if word.len() > LONG_WORD {
        return None;
    }
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    let mut single: Vec<char> = lower.chars().collect();
    single.dedup();
    let distances = known.iter().filter_map(|candidate| {
        let theirs = candidate.to_lowercase();
        let begins = length > 2 && theirs.starts_with(&lower) || theirs.chars().eq(single.iter().copied());
        let their_length = theirs.chars().count();
        let most = length.min(their_length) / 3;
        // The distance is at least the difference in length, which is faster to compute.
        if !begins && length.abs_diff(their_length) > most {
            return None;
        }
        let distance = strsim::osa_distance(&lower, &theirs);
        (begins || distance <= most).then_some((distance, *candidate))
    });
    distances.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::habits::{KEYS, TYPES};
    use super::{closest, suggest, type_elsewhere};
    use crate::vocabulary::{MAPPINGS, SIMPLE_TYPES};

    #[test]
    fn what_is_suggested_exists() {
        for (there, here, _) in KEYS {
            assert!(MAPPINGS.iter().any(|mapping| mapping.has(here)), "{there}: {here}");
        }
        for (there, here) in TYPES.iter().filter(|(_, here)| !here.contains('`')) {
            assert!(SIMPLE_TYPES.find(here).is_some(), "{there}: {here}");
        }
    }

    #[test]
    fn a_slip_is_told_from_another_word() {
        let types = ["string", "boolean", "integer", "Widget"];
        assert_eq!(closest("strng", &types), Some("string"));
        assert_eq!(closest("Widgt", &types), Some("Widget"));
        assert_eq!(closest("String", &types), Some("string"));
        assert_eq!(closest("Thing", &types), None);
        assert_eq!(closest("int", &types), Some("integer"));
        assert_eq!(closest("qurey", &["path", "query"]), Some("query"));
        assert_eq!(closest("nam", &["doc", "name"]), Some("name"));
        assert_eq!(closest("id", &["in", "doc"]), None);
        assert_eq!(closest("inn", &["in", "doc"]), Some("in"));
        assert_eq!(closest("FETCH", &["PATCH", "GET"]), None);
    }

    #[test]
    fn types_of_other_languages_hold_others() {
        let said = |word| type_elsewhere(word).unwrap_or_default();
        assert_eq!(said("list<string>"), "write `{ list: string }`");
        assert_eq!(said("Thing[]"), "write `{ list: Thing }`");
        assert_eq!(said("Map<string, list<Thing>>"), "write `{ map: list<Thing> }`");
        assert_eq!(type_elsewhere("Foo<string>"), None);
        assert_eq!(type_elsewhere("<>"), None);
    }

    #[test]
    fn there_may_be_nothing_to_suggest() {
        assert_eq!(suggest("a", &[]), "define it first");
        assert_eq!(suggest("zzz", &["in", "doc"]), "expected one of: `in`, `doc`");
        let long = "x".repeat(1 << 20);
        assert_eq!(closest(&long, &["in"]), None);
    }
}
