//! Lists of values as patterns, each compiled once.

use super::{Accepted, Answer, Counts};
use speccast_core::model::{Shape, TypeRef};
use speccast_pattern::Pattern;
use std::collections::HashMap;
use std::rc::Rc;

/// Compiled patterns by their text; none if a pattern cannot be compiled.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    compiled: HashMap<String, Option<Rc<Pattern>>>,
}

impl Lists {
    /// Returns the values lost and gained if any value of `target` was accepted and now only those of an
    /// enum.
    pub(crate) fn choices(
        &mut self,
        target: &TypeRef,
        shape: &Shape,
        counts: &mut Counts<'_>,
    ) -> (Answer, Answer) {
        match (Accepted::new(target, counts), shape) {
            (Accepted::Strings(all), Shape::Enum(values)) => {
                let values: Vec<&str> = values.iter().map(|it| it.head.name.as_str()).collect();
                match self.pattern(&values) {
                    Some(listed) => all.choices(&listed),
                    None => {
                        let reason = Answer::Unknown("the list of values is too large".to_owned());
                        (reason.clone(), reason)
                    }
                }
            }
            (Accepted::Integers(all), Shape::IntEnum(values)) => {
                all.choices(&values.iter().filter_map(|it| it.number).map(i64::from).collect::<Vec<_>>())
            }
            _ => (Answer::No, Answer::No),
        }
    }

    /// Returns the pattern that matches exactly these values.
    fn pattern(&mut self, values: &[&str]) -> Option<Rc<Pattern>> {
        let source = values.iter().map(|value| literal(value)).collect::<Vec<_>>().join("|");
        let compiled = self.compiled.entry(source);
        let compiled =
            compiled.or_insert_with_key(|source| Pattern::parse(&format!("(?:{source})")).ok().map(Rc::new));
        compiled.clone()
    }
}

/// Returns a pattern that matches only this text.
fn literal(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        if "^$\\.*+?()[]{}|/".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn values_match_themselves_alone() {
        let values = ["a.b", "[x]", "^", "a|b", "\\d", "-", "", "{2}", "ä\n"];
        let pattern = Lists::default().pattern(&values);
        let matches = |value: &str| pattern.as_ref().is_some_and(|pattern| pattern.is_match(value));
        for value in values {
            assert!(matches(value), "{value:?}");
        }
        for value in ["axb", "x", "a", "1", "--"] {
            assert!(!matches(value), "{value:?}");
        }
    }
}
