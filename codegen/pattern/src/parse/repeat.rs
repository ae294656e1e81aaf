//! Quantifiers.

use super::{DEPTH_LIMIT, Node, Parser, PatternError, PatternNoteKind};

/// The least and the greatest number of repetitions; the second is `None` if unbounded.
type Bounds = (u32, Option<u32>);

impl Parser<'_> {
    /// Parses the quantifiers after `node`, which began at `start`.
    pub(super) fn quantified(&mut self, mut node: Node, start: usize) -> Result<Node, PatternError> {
        let mut is_repeated = false;
        loop {
            let from = self.at;
            let Some(bounds) = self.quantifier()? else { return Ok(node) };
            let is_condition = matches!(node, Node::Look { .. });
            if is_repeated || is_condition {
                let what = if is_condition { "a condition" } else { "a repetition" };
                let inner = &self.source[start..from];
                let message =
                    format!("repeats {what}, which ECMA-262 rejects: interpreted as `(?:{inner})` repeated");
                self.note(PatternNoteKind::DoubleQuantifier, from, message);
            }
            self.stacked += usize::from(is_repeated);
            if self.stacked > DEPTH_LIMIT {
                let message = format!("more than {DEPTH_LIMIT} quantifiers follow another quantifier");
                return Err(PatternError::limit(from..self.at, message, "write one quantifier"));
            }
            is_repeated = true;
            if self.eat("+") {
                return self.possessive(node, bounds, from);
            }
            self.eat("?");
            node = Node::repeat(node, bounds.0, bounds.1);
        }
    }

    /// Parses Java's `a?+`, which never gives back what it matched. For a single class that is a condition on
    /// the next character; for anything longer it would depend on the order of attempts.
    fn possessive(&mut self, node: Node, (min, max): Bounds, from: usize) -> Result<Node, PatternError> {
        let is_fixed = max == Some(min) && node.lengths().1 == Some(node.lengths().0);
        let class = if let Node::Class(class) = &node { Some(class.clone()) } else { None };
        let message = match (&class, is_fixed) {
            (Some(_), _) => "a possessive repetition, as in Java",
            (None, true) => "a possessive repetition of fixed length: `+` has no effect",
            (None, false) => {
                return Err(PatternError::not_regular(
                    from..self.at,
                    "a possessive repetition depends on the order of attempts",
                    "remove the `+`, or use `pattern: { unchecked: … }`",
                ));
            }
        };
        self.note(PatternNoteKind::DoubleQuantifier, from, message);
        let Some(class) = class.filter(|_| !is_fixed) else { return Ok(Node::repeat(node, min, max)) };
        let no_more = Node::look(false, true, Node::Class(class));
        let Some(max) = max else {
            return Ok(Node::concat(vec![Node::repeat(node, min, None), no_more]));
        };
        let full = Node::repeat(node.clone(), max, Some(max));
        let short = Node::concat(vec![Node::repeat(node, min, Some(max.saturating_sub(1))), no_more]);
        Ok(Node::alternate(vec![short, full]))
    }

    fn quantifier(&mut self) -> Result<Option<Bounds>, PatternError> {
        let bounds = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counts(),
            _ => return Ok(None),
        };
        self.next();
        Ok(Some(bounds))
    }

    /// Parses `{n}`, `{n,}` or `{n,m}`, if the brace begins one.
    fn counts(&mut self) -> Result<Option<Bounds>, PatternError> {
        let (start, source) = (self.at, self.source);
        let Some((min, max)) = digits(&source[start..]) else { return Ok(None) };
        self.at += min.len() + max.map_or(0, |max| ",".len() + max.len()) + "{}".len();
        let range = start..self.at;
        let number = |digits: &str| {
            let message = "the count is out of range";
            let help = "write at most 4294967295, or remove the upper bound";
            digits.parse::<u32>().map_err(|_| PatternError::limit(range.clone(), message, help))
        };
        let min = number(min)?;
        let max = match max {
            None => Some(min),
            Some("") => None,
            Some(max) => Some(number(max)?),
        };
        if max.is_some_and(|max| max < min) {
            let message = "the counts are in the wrong order";
            return Err(PatternError::syntax(range, message, "write the smaller one first"));
        }
        Ok(Some((min, max)))
    }
}

/// Returns the digits of `{n}`, `{n,}` or `{n,m}` at the beginning of `text`; the second part is `None`
/// without a comma.
pub(super) fn digits(text: &str) -> Option<(&str, Option<&str>)> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let (min, max) = inside.split_once(',').map_or((inside, None), |(min, max)| (min, Some(max)));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (!min.is_empty() && is_number(min) && max.is_none_or(is_number)).then_some((min, max))
}
