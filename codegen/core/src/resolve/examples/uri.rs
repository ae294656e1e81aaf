//! Whether a path is one that an operation's template makes.

/// The most steps that a comparison takes; what is longer counts as fitting.
const MAX_STEPS: usize = 1 << 20;

/// Whether `path` is `template` with something in place of each label.
pub(super) fn fits(template: &str, path: &str) -> bool {
    let parts = template.matches('{').count() + 1;
    if parts.saturating_mul(path.len()) > MAX_STEPS {
        return true;
    }
    // Where in the path one may be after what was read of the template.
    let mut ends = vec![false; path.len() + 1];
    if let Some(first) = ends.first_mut() {
        *first = true;
    }
    let mut rest = template;
    while let Some((literal, label)) = rest.split_once('{') {
        let Some((label, after)) = label.split_once('}') else {
            // A template that is not closed was reported.
            return true;
        };
        ends = after_label(&after_literal(&ends, literal, path), label.ends_with('+'), path);
        rest = after;
    }
    after_literal(&ends, rest, path).last() == Some(&true)
}

fn after_literal(ends: &[bool], literal: &str, path: &str) -> Vec<bool> {
    let mut next = vec![false; ends.len()];
    for (at, _) in ends.iter().enumerate().filter(|(_, reached)| **reached) {
        let rest = path.as_bytes().get(at..).unwrap_or_default();
        if rest.starts_with(literal.as_bytes())
            && let Some(end) = next.get_mut(at + literal.len())
        {
            *end = true;
        }
    }
    next
}

/// A label takes one character at least, and no slash unless it is one of several segments.
fn after_label(ends: &[bool], greedy: bool, path: &str) -> Vec<bool> {
    let mut next = vec![false];
    let mut inside = false;
    for (reached, byte) in ends.iter().zip(path.bytes()) {
        inside = (inside || *reached) && (greedy || byte != b'/');
        next.push(inside);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_label_stands_for_a_part_of_a_segment() {
        for path in ["/a/1", "/a/1%2F2", "/a/{id}"] {
            assert!(fits("/a/{id}", path), "{path}");
        }
        for path in ["/a", "/a/", "/a/1/", "/a/1/2", "/b/1", "/A/1", "a/1", ""] {
            assert!(!fits("/a/{id}", path), "{path}");
        }
        assert!(fits("/a", "/a") && fits("/{a}/{b}.json", "/1/2.json") && fits("/{a}-{b}", "/1-2-3"));
        assert!(!fits("/{a}/{b}.json", "/1/.json") && !fits("/{a}-{b}", "/1/2-3"));
    }

    #[test]
    fn a_greedy_label_stands_for_several_segments() {
        assert!(fits("/a/{rest+}", "/a/1/2/3") && fits("/a/{rest+}/end", "/a/1/end/end"));
        assert!(!fits("/a/{rest+}", "/a/") && !fits("/a/{rest+}/end", "/a/end"));
    }

    #[test]
    fn a_long_one_takes_no_longer() {
        assert!(fits(&"{a}".repeat(100_000), &"x".repeat(100_000)));
    }
}
