//! Escapes text of a spec for markup: in a report it is data, never an element, a link or a mention.

use super::plain::visible;

/// Escapes text for HTML, in an element or in a quoted attribute.
pub(super) fn html(text: &str) -> String {
    escaped(text, |c| match c {
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => "",
    })
}

/// Returns visible text without elements and entities, with replacements from `other`.
fn escaped(text: &str, other: fn(char) -> &'static str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match (c, other(c)) {
            ('&', _) => escaped.push_str("&amp;"),
            ('<', _) => escaped.push_str("&lt;"),
            ('>', _) => escaped.push_str("&gt;"),
            (_, "") => escaped.push(c),
            // Inserts a backslash before markup.
            (_, "\\") => escaped.extend(['\\', c]),
            (_, replacement) => escaped.push_str(replacement),
        }
    }
    escaped
}

/// Returns prose as HTML, with text in backticks as code.
pub(super) fn prose(text: &str) -> String {
    let mut marked = String::new();
    for (index, part) in text.split('`').enumerate() {
        let part = html(part);
        marked.push_str(&if index % 2 == 1 { format!("<code>{part}</code>") } else { part });
    }
    marked
}

/// Returns text as a code span in Markdown (CommonMark 0.31.2 section 6.1), in which nothing is markup, a
/// mention or a link.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    // Markdown removes a space on both sides; without one, a backtick would join the fence.
    let pad =
        if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Escapes prose for Markdown: possible markup, mentions and issue numbers are escaped. Text in backticks is
/// a code span, since it is our own markup.
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

/// Escapes text for Markdown, including code spans and cells of a table, which a pipe would end (GitHub
/// Flavored Markdown section 4.10).
pub(super) fn words(text: &str) -> String {
    let text = escaped(text, |c| match c {
        // Code forges look for mentions and references in rendered text, but not across elements.
        '@' => "<span>@</span>",
        '#' => "<span>#</span>",
        '|' => "&#124;",
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '~' | '$' => "\\",
        _ => "",
    });
    // Links without markup (section 6.9), and issues.
    let text = text.replace("://", "&#58;//");
    ["www.", "gh-"].iter().fold(text, |text, link| split(&text, link))
}

/// Wraps the last character of each `link`, in any case, in an element.
fn split(text: &str, link: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let (mut done, mut split) = (0, String::with_capacity(text.len()));
    for (at, _) in lower.match_indices(link) {
        let end = at + link.len();
        split.push_str(&text[done..end - 1]);
        split.push_str(&format!("<span>{}</span>", &text[end - 1..end]));
        done = end;
    }
    split + &text[done..]
}

/// Returns a fence for a block of code that contains `text`.
pub(super) fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).max(2) + 1)
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{code, fence, html, markdown, prose, words};

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
        assert_eq!(
            markdown("@all [x](y) #1 <i> `@b` &#64;c"),
            "<span>@</span>all \\[x\\]\\(y\\) <span>#</span>1 &lt;i&gt; `@b` &amp;<span>#</span>64;c"
        );
        assert_eq!(words("a`|`b"), "a\\`&#124;\\`b");
        assert_eq!(words("https://a WWW.b Gh-1"), "https&#58;//a WWW<span>.</span>b Gh<span>-</span>1");
        assert_eq!(markdown("one ` alone_"), "one \\` alone\\_");
        assert_eq!(fence("a ```` b"), "`````");
    }
}
