//! Patterns as they are compared, each compiled once.

use speccast_core::ir::PatternUse;
use speccast_pattern::Pattern;
use std::collections::HashMap;
use std::rc::Rc;

/// Compiled patterns by their text.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    compiled: HashMap<String, Option<Rc<Pattern>>>,
}

impl Patterns {
    /// A pattern for decisions.
    ///
    /// # Errors
    /// Why there can be none: it is not checked.
    pub(crate) fn get(&mut self, pattern: &PatternUse) -> Result<Rc<Pattern>, String> {
        if pattern.matcher.is_none() {
            return Err("a pattern that is not checked cannot be decided about".to_owned());
        }
        let compiled = self
            .compiled
            .entry(pattern.source.clone())
            .or_insert_with(|| Pattern::parse(&pattern.source).ok().map(Rc::new));
        compiled.clone().ok_or_else(|| "the pattern cannot be compiled".to_owned())
    }

    /// The pattern that exactly these values match.
    pub(crate) fn of_values<'v>(
        &mut self,
        values: impl Iterator<Item = &'v str>,
    ) -> Result<Rc<Pattern>, String> {
        let source = values.map(literal).collect::<Vec<_>>().join("|");
        // `matcher` says no more here than that the pattern is checked.
        self.get(&PatternUse { source: format!("(?:{source})"), matcher: Some(String::new()) })
    }
}

/// A text as a pattern that matches nothing else.
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
    use super::Patterns;

    #[test]
    fn values_match_themselves_alone() {
        let values = ["a.b", "[x]", "^", "a|b", "\\d", "-", "", "{2}", "ä\n"];
        let pattern = Patterns::default().of_values(values.into_iter());
        let matches = |value: &str| pattern.as_ref().is_ok_and(|pattern| pattern.is_match(value));
        for value in values {
            assert!(matches(value), "{value:?}");
        }
        for value in ["axb", "x", "a", "1", "--"] {
            assert!(!matches(value), "{value:?}");
        }
    }
}
