//! Text of a spec made harmless in markup: it is data in a report, never an element, a link or a mention.

use super::plain::visible;

/// Text in HTML, in an element or in a quoted attribute.
pub(super) fn html(text: &str) -> String {
    escaped(text, |c| match c {
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => "",
    })
}

/// Visible text in which nothing is an element or an entity, and what `other` names stands in place of a character.
fn escaped(text: &str, other: fn(char) -> &'static str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match (c, other(c)) {
            ('&', _) => escaped.push_str("&amp;"),
            ('<', _) => escaped.push_str("&lt;"),
            ('>', _) => escaped.push_str("&gt;"),
            (_, "") => escaped.push(c),
            // A backslash goes before what it keeps from being markup.
            (_, "\\") => escaped.extend(['\\', c]),
            (_, replacement) => escaped.push_str(replacement),
        }
    }
    escaped
}

/// Prose in HTML, what stands between backticks as code.
pub(super) fn prose(text: &str) -> String {
    let mut marked = String::new();
    for (index, part) in text.split('`').enumerate() {
        let part = html(part);
        marked.push_str(&if index % 2 == 1 { format!("<code>{part}</code>") } else { part });
    }
    marked
}

/// Text as a code span in Markdown (CommonMark 0.31.2 section 6.1): nothing in it is markup, a mention or a link.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    // Markdown drops a space on both sides; without one, a backtick would join the fence.
    let pad =
        if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text between others in Markdown: what could be markup, a mention or an issue's number is escaped. What stands between
/// backticks is a code span, since it is the speaker's own markup.
pub(super) fn markdown(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let whole = parts.len() % 2 == 1;
    let part = |(index, part): (usize, &&str)| match whole && index % 2 == 1 {
        true => code(part),
        false => words(part),
    };
    let separator = if whole { "" } else { "\\`" };
    parts.iter().enumerate().map(part).collect::<Vec<_>>().join(separator)
}

fn words(text: &str) -> String {
    escaped(text, |c| match c {
        // A backslash does not keep GitHub from a mention or a reference; an entity does.
        '@' => "&#64;",
        '#' => "&#35;",
        '\\' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '$' => "\\",
        _ => "",
    })
}

/// A fence for a block of code that holds `text`.
pub(super) fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).max(2) + 1)
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{code, fence, html, markdown, prose};

    #[test]
    fn nothing_gets_out() {
        assert_eq!(
            html("<b a='\"'>&\u{202e}\u{1b}[31m"),
            "&lt;b a=&#39;&quot;&#39;&gt;&amp;\\u{202e}\\u{1b}[31m"
        );
        assert_eq!(prose("a `<b>` c"), "a <code>&lt;b&gt;</code> c");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(code("a\nb"), "`a\\u{a}b`");
        assert_eq!(markdown("@all [x](y) #1 <i> `@b`"), "&#64;all \\[x\\]\\(y\\) &#35;1 &lt;i&gt; `@b`");
        assert_eq!(markdown("one ` alone_"), "one \\` alone\\_");
        assert_eq!(fence("a ```` b"), "`````");
    }
}
