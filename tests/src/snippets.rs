//! The examples in README and guide.

use std::error::Error;
use std::fs;
use std::path::Path;

/// A fenced block of a page.
pub(crate) struct Snippet {
    /// Path of its page from the root of the project.
    pub(crate) page: String,
    /// Number of its first line.
    pub(crate) line: usize,
    /// Text after the opening fence.
    pub(crate) language: String,
    /// Its text.
    pub(crate) text: String,
}

/// Returns the blocks of README and guide in order, page by page.
///
/// # Errors
/// If a page cannot be read, or a block is not closed.
pub(crate) fn all(root: &Path) -> Result<Vec<Snippet>, Box<dyn Error>> {
    let mut pages = vec!["README.md".to_owned()];
    for entry in fs::read_dir(root.join("docs"))? {
        let name = entry?.file_name().into_string().map_err(|_| "a page's name is UTF-8")?;
        if name.ends_with(".md") {
            pages.push(format!("docs/{name}"));
        }
    }
    pages[1..].sort();
    let mut snippets = Vec::new();
    for page in pages {
        let text = fs::read_to_string(root.join(&page))?;
        let mut open: Option<Snippet> = None;
        for (number, line) in text.lines().enumerate() {
            match (&mut open, line.trim_start().strip_prefix("```")) {
                (None, Some(language)) => {
                    let (language, text) = (language.to_owned(), String::new());
                    open = Some(Snippet { page: page.clone(), line: number + 2, language, text });
                }
                (Some(_), Some(_)) => snippets.extend(open.take()),
                (Some(snippet), None) => snippet.text.extend([line, "\n"]),
                (None, None) => {}
            }
        }
        if let Some(snippet) = open {
            return Err(format!("{page}:{}: this block has no end", snippet.line).into());
        }
    }
    Ok(snippets)
}

/// Returns the guide's spec: the first whole one of its first page.
///
/// # Errors
/// If there is none.
pub(crate) fn spec(snippets: &[Snippet]) -> Result<&str, Box<dyn Error>> {
    let whole =
        |snippet: &&Snippet| snippet.page == "docs/first-spec.md" && snippet.text.starts_with("speccast: 1");
    Ok(&snippets.iter().find(whole).ok_or("docs/first-spec.md has no whole spec")?.text)
}
