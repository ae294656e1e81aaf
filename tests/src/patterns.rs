//! The corpus of patterns, and values at the edges of a pattern.

use speccast::pattern::{Node, Pattern};

/// The patterns of `corpus/patterns.txt`, in its order.
pub fn corpus() -> Vec<&'static str> {
    let lines = include_str!("../corpus/patterns.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with("# ")).collect()
}

/// Returns values that matchers could disagree on: matching values, near misses, lengths at the bounds, and
/// characters that dialects treat differently.
pub fn edges(pattern: &Pattern) -> Vec<String> {
    let mut values = pattern.language().sample_members(24);
    values.extend(pattern.language().near_misses(120));
    for member in values.clone().iter().take(6) {
        for end in ["\n", "\r", "\0", "\u{301}", "\u{1f600}", "a", " "] {
            values.push(format!("{member}{end}"));
            values.push(format!("{end}{member}"));
        }
    }
    if let Some((min, max)) = pattern.length_bounds() {
        for length in [min.saturating_sub(1), min, max.unwrap_or(min + 1), max.unwrap_or(min) + 1] {
            for c in ['a', '0', '-', '\u{e9}', '\u{1f600}'] {
                values.push(String::from(c).repeat(usize::try_from(length.min(20_000)).unwrap_or(0)));
            }
        }
    }
    let telling = [
        "",
        "\n",
        "a\n",
        "\r",
        "\r\n",
        "\0",
        " ",
        "\t",
        "a",
        "b",
        "A",
        "0",
        "_",
        "-",
        ".",
        "$",
        "[",
        "\\",
        "\u{7f}",
        "\u{85}",
        "\u{a0}",
        "\u{aa}",
        "\u{df}",
        "\u{130}",
        "\u{17f}",
        "\u{301}",
        "e\u{301}",
        "\u{663}",
        "\u{180e}",
        "\u{200b}",
        "\u{2028}",
        "\u{2029}",
        "\u{212a}",
        "\u{3000}",
        "\u{d7ff}",
        "\u{e000}",
        "\u{feff}",
        "\u{fffd}",
        "\u{ffff}",
        "\u{10000}",
        "\u{1f600}",
        "\u{10ffff}",
        "true",
        "ALL",
        "aws",
        "foo",
        "a-b",
        "1.2.3.4",
        "x@y.zz",
    ];
    values.extend(telling.map(str::to_owned));
    values.sort();
    values.dedup();
    values
}

/// Whether repetitions without a bound nest, over which backtracking engines take exponential time.
pub fn backtracks(node: &Node) -> bool {
    fn repeats(node: &Node) -> bool {
        match node {
            Node::Empty | Node::Class(_) => false,
            Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().any(repeats),
            Node::Repeat { node, max, .. } => max.is_none_or(|max| max > 4) || repeats(node),
            Node::Look { node, .. } => repeats(node),
        }
    }
    match node {
        Node::Empty | Node::Class(_) => false,
        Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().any(backtracks),
        Node::Repeat { node, max, .. } => {
            (max.is_none_or(|max| max > 4) && repeats(node)) || backtracks(node)
        }
        Node::Look { node, .. } => backtracks(node),
    }
}
