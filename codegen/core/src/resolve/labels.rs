//! Labels of a path, and the members bound to them.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{KeyPlace, Path, PathPart};
use crate::suggest::closest;
use crate::syntax::{self as spec, Http, Place, Spanned};
use crate::text::Span;
use std::collections::HashSet;

impl Resolver<'_> {
    /// Reports labels without a member and members without a label.
    pub(super) fn check_labels(&mut self, written: &spec::Operation, path: &Path, place: &Span) {
        if path.is_unclosed() {
            self.error(&codes::HTTP, "unclosed label in a path", place, "write `{name}`");
            return;
        }
        if self.is_http() && !is_unambiguous(path) {
            let message = "ambiguous end of a label with `+`";
            let help = "put text between two labels with `+`, and at least a `/` before another label";
            self.error(&codes::LABEL, message, place, help);
        } else if !self.is_http() && greedy_is_not_last(path) {
            let message = "a label with `+` must be the last one with this protocol";
            self.error(&codes::LABEL, message, place, "remove the `+`, or the labels after it");
        }
        let has_label = |label: &str| path.labels().any(|known| known == label);
        // The place that lacks its label was reported.
        let is_lost = |place: &KeyPlace| matches!(place, KeyPlace::Path(label) if !has_label(label));
        let unreadable = written.is_input_lost
            || written.input.iter().any(|member| travels(written, member, Place::Error))
            || self.auth.keys().any(|key| is_lost(&key.place));
        let members = written.input.iter().filter(|member| travels(written, member, Place::Path));
        let members: Vec<&Spanned<String>> = members.map(spec::Member::wire).collect();
        let mut seen = HashSet::new();
        let filled: HashSet<&str> = members.iter().map(|member| member.value.as_str()).collect();
        let is_key = |label: &str| self.auth.keys().any(|key| key.place == KeyPlace::Path(label.to_owned()));
        let keys: HashSet<&str> = path.labels().filter(|label| is_key(label)).collect();
        // Members without a label; each may be meant for one.
        let mut strays: Vec<&Spanned<String>> = members.clone();
        strays.retain(|member| !has_label(&member.value));
        for label in path.labels() {
            if !seen.insert(label) {
                let message = format!("duplicate label `{{{label}}}`");
                self.error(&codes::LABEL, message, place, "rename one of them");
                continue;
            }
            if !unreadable && !filled.contains(label) && !keys.contains(label) {
                let meant = take_closest(&mut strays, label);
                self.report(without_member(written, (label, place), meant));
            }
        }
        for member in strays {
            self.report(without_label(member, path).label(place, "the path"));
        }
    }
}

/// A label that no member fills; `meant` is a member whose name is close to it.
fn without_member(
    of: &spec::Operation,
    (label, place): (&str, &Span),
    meant: Option<&Spanned<String>>,
) -> Diagnostic {
    let message = format!("no member for the label `{{{label}}}`");
    let diagnostic = Diagnostic::new(&codes::LABEL, message).label(place, "");
    let namesake = of.input.iter().find(|member| member.wire().value == *label);
    match (namesake, meant) {
        (Some(member), _) => {
            diagnostic.label(&member.name.span, "bound elsewhere").help(into_the_path(member))
        }
        (None, Some(stray)) => {
            let help = format!("did you mean `{{{}}}`?", stray.value);
            diagnostic.label(&stray.span, "not in the path").help(help)
        }
        (None, None) => {
            let member = format!("{label}: {{ type: string, required: true, in: path }}");
            diagnostic.help(format!("add `{member}` to `input`"))
        }
    }
}

/// A member in the path that has no label.
fn without_label(member: &Spanned<String>, path: &Path) -> Diagnostic {
    let (name, path) = (&member.value, path.to_string());
    let message = format!("the path has no label `{{{name}}}`");
    let is_meant = path.contains(&format!("/:{name}")) || path.contains(&format!("{{{name}:"));
    let help = match is_meant {
        true => format!("write `{{{name}}}` in the path"),
        false => format!("add `{{{name}}}` to the path, or change `in`"),
    };
    Diagnostic::new(&codes::LABEL, message).label(&member.span, "").help(help)
}

/// Takes the member that is probably meant for a label.
fn take_closest<'m>(strays: &mut Vec<&'m Spanned<String>>, label: &str) -> Option<&'m Spanned<String>> {
    let names: Vec<&str> = strays.iter().map(|stray| stray.value.as_str()).collect();
    let found = closest(label, &names)?;
    let at = names.iter().position(|name| *name == found)?;
    Some(strays.remove(at))
}

/// Whether an input member is bound to a place, by itself or by its operation.
fn travels(of: &spec::Operation, member: &spec::Member, there: Place) -> bool {
    let place = member.place.as_ref().or(of.place.as_ref());
    place.is_some_and(|place| place.value == there)
}

/// Returns the labels of the path that no member is bound to explicitly.
pub(super) fn open_labels(written: &spec::Operation) -> HashSet<String> {
    let Http::Written(http) = &written.http else {
        return HashSet::new();
    };
    let filled =
        written.input.iter().filter(|member| travels(written, member, Place::Path)).map(spec::Member::wire);
    let filled: HashSet<&str> = filled.map(|name| name.value.as_str()).collect();
    let path = Path::parse(&http.value);
    let labels = path.iter().flat_map(Path::labels);
    labels.filter(|label| !filled.contains(label)).map(str::to_owned).collect()
}

/// Suggests the spelling of a member for a label.
fn into_the_path(member: &spec::Member) -> String {
    let name = &member.name.value;
    let is_bare = member.place.is_none()
        && member.wire_name.is_none()
        && member.default.is_none()
        && member.head.doc.is_none()
        && member.constraints == spec::Constraints::default();
    match &member.ty {
        spec::Type::Name(ty) if is_bare => {
            format!("write `{name}: {{ type: {}, required: true, in: path }}`", ty.value)
        }
        _ => format!("add `required: true` and `in: path` to `{name}`"),
    }
}

/// Returns whether a label follows a label of several segments.
fn greedy_is_not_last(path: &Path) -> bool {
    let is_greedy = |part: &PathPart| matches!(part, PathPart::Label { greedy: true, .. });
    let greedy = path.parts().iter().position(is_greedy);
    greedy.is_some_and(|at| path.parts()[at + 1..].iter().any(|part| matches!(part, PathPart::Label { .. })))
}

/// Returns whether text separates each label of several segments from the next one, and a slash from any other label.
fn is_unambiguous(path: &Path) -> bool {
    // Text since the last label, and since the last label of several segments.
    let (mut before, mut since) = (String::new(), None::<String>);
    for part in path.parts() {
        match part {
            PathPart::Literal(text) => {
                before.push_str(text);
                since.iter_mut().for_each(|since| since.push_str(text));
            }
            PathPart::Label { greedy, .. } => {
                let separated = since.as_ref().is_none_or(|since| {
                    !before.is_empty() && (!*greedy || since.contains(|c: char| c != '/'))
                });
                if !separated {
                    return false;
                }
                before.clear();
                if *greedy {
                    since = Some(String::new());
                }
            }
        }
    }
    true
}
