//! Prefixes of hosts, and the members that fill their labels (Smithy, `endpoint` and `hostLabel`).

use super::Resolver;
use super::endpoints::is_host;
use crate::diagnostic::codes;
use crate::model::{Member, Path, PathPart, Type};
use crate::suggest::closest;
use crate::syntax::Spanned;

impl Resolver<'_> {
    /// Returns the prefix of an operation's host; an invalid one is reported.
    pub(super) fn host_prefix(&mut self, written: &Spanned<String>, input: &[Member]) -> Option<Path> {
        let fits = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
        let is_part = |part: &PathPart| match part {
            PathPart::Literal(text) => text.chars().all(fits),
            PathPart::Label { greedy, .. } => !greedy,
        };
        let path = Path::parse(&written.value).filter(|path| path.parts().iter().all(is_part));
        let Some(path) = path.filter(precedes_a_host) else {
            let help = "use letters, digits, hyphens, dots and labels, as in `data.` or `{accountId}.`";
            self.error(&codes::ENDPOINT, "invalid prefix of a host", &written.span, help);
            return None;
        };
        for label in path.labels() {
            let member = input.iter().find(|member| member.head.name == label);
            let fills = member.is_some_and(|member| {
                member.required
                    && !member.nullable
                    && matches!(member.target.ty, Type::String | Type::Enum(_) | Type::Error)
            });
            if !fills {
                let message = format!("no member for the label `{{{label}}}` of the host");
                let names: Vec<&str> = input.iter().map(|member| member.head.name.as_str()).collect();
                let help = match (member, closest(label, &names)) {
                    (Some(_), _) => format!("make `{label}` a required string"),
                    (None, Some(close)) => format!("did you mean `{{{close}}}`?"),
                    (None, None) => format!("add a required string `{label}` to the `input`"),
                };
                self.error(&codes::LABEL, message, &written.span, help);
            }
        }
        Some(path)
    }
}

/// Whether a host remains one with this before it.
fn precedes_a_host(prefix: &Path) -> bool {
    let parts = prefix.parts().iter().map(|part| match part {
        PathPart::Literal(text) => text.as_str(),
        PathPart::Label { .. } => "x",
    });
    is_host(&parts.chain(["x"]).collect::<String>())
}
