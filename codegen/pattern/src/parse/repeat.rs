//! Quantifiers.

use super::{Node, Parser, PatternError, PatternErrorKind, PatternNoteKind};

impl Parser<'_> {
    /// `node`, which began at `start`, and the quantifiers after it.
    pub(super) fn quantified(&mut self, mut node: Node, start: usize) -> Result<Node, PatternError> {
        let mut quantifiers = 0;
        loop {
            let from = self.at;
            let Some((min, max)) = self.quantifier()? else {
                return Ok(node);
            };
            quantifiers += 1;
            let condition = matches!(node, Node::Look { .. });
            if quantifiers > 1 || condition {
                let what = if condition { "a condition" } else { "a repetition" };
                self.note(
                    PatternNoteKind::DoubleQuantifier,
                    from..self.at,
                    format!(
                        "repeats {what}, which ECMA-262 refuses: taken as `(?:{})` repeated",
                        &self.source[start..from]
                    ),
                );
            }
            if self.peek() == Some('+') {
                return self.possessive(node, min, max, from);
            }
            self.eat("?");
            node = Node::repeat(node, min, max);
        }
    }

    /// Java's `a?+`: takes what it can and never gives back. For a single class that is a condition on the
    /// character after it; for anything longer it depends on the order of attempts.
    fn possessive(
        &mut self,
        node: Node,
        min: u32,
        max: Option<u32>,
        from: usize,
    ) -> Result<Node, PatternError> {
        self.next();
        let range = from..self.at;
        let fixed = max == Some(min) && node.lengths().1 == Some(node.lengths().0);
        let Node::Class(class) = &node else {
            if fixed {
                self.note(
                    PatternNoteKind::DoubleQuantifier,
                    range,
                    "a possessive repetition of fixed length: `+` adds nothing",
                );
                return Ok(Node::repeat(node, min, max));
            }
            return Err(PatternError::new(
                PatternErrorKind::NotRegular,
                range,
                "a possessive repetition depends on the order of attempts",
                "leave out the `+`, or use `pattern: { unchecked: … }`",
            ));
        };
        self.note(
            PatternNoteKind::DoubleQuantifier,
            range,
            "a possessive repetition, as in Java: it never gives back",
        );
        if fixed {
            return Ok(Node::repeat(node, min, max));
        }
        let no_more = Node::look(false, true, Node::Class(class.clone()));
        let Some(max) = max else {
            return Ok(Node::concat(vec![Node::repeat(node, min, None), no_more]));
        };
        let full = Node::repeat(node.clone(), max, Some(max));
        let short = Node::concat(vec![Node::repeat(node, min, Some(max.saturating_sub(1))), no_more]);
        Ok(Node::alternate(vec![short, full]))
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, PatternError> {
        let start = self.at;
        let bounds = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let source = self.source;
                let Some((bounds, end)) = counts(source, start) else {
                    return Ok(None);
                };
                self.at = end;
                let number = |digits: &str| {
                    digits.parse::<u32>().map_err(|_| {
                        PatternError::new(
                            PatternErrorKind::TooLarge,
                            start..end,
                            "the count is out of range",
                            "a count is at most 4294967295; leave the upper bound out where there is none",
                        )
                    })
                };
                let min = number(bounds.0)?;
                let max = bounds.1.map(|max| if max.is_empty() { Ok(None) } else { number(max).map(Some) });
                let max = max.transpose()?.unwrap_or(Some(min));
                if max.is_some_and(|max| max < min) {
                    return Err(self.error(
                        start..end,
                        "the counts are in the wrong order",
                        "write the smaller one first",
                    ));
                }
                return Ok(Some((min, max)));
            }
            _ => return Ok(None),
        };
        self.next();
        Ok(Some(bounds))
    }
}

/// The digits of `{n}`, `{n,}` or `{n,m}` at `start` and the byte after it; the second part is `None`
/// without a comma.
pub(super) fn counts(source: &str, start: usize) -> Option<((&str, Option<&str>), usize)> {
    let inside = source[start..].strip_prefix('{')?;
    let close = inside.find('}')?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (min, max) = match inside[..close].split_once(',') {
        Some((min, max)) => (min, Some(max)),
        None => (&inside[..close], None),
    };
    let counted = !min.is_empty() && digits(min) && max.is_none_or(digits);
    counted.then_some(((min, max), start + close + 2))
}
