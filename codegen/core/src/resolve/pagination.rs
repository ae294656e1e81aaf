//! Pagination: which members carry tokens and items.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, Member, Type, TypeRef};
use crate::suggest::{closest, suggest};
use crate::syntax::{self as spec, Paginated, Spanned};
use crate::text::Span;

/// A member that `paginated` names.
type Part = fn(&Paginated) -> Option<&Spanned<String>>;

/// What `paginated` names, by its keys.
const KEYS: [(&str, Part); 4] = [
    ("inputToken", |it| it.input_token.as_ref()),
    ("outputToken", |it| it.output_token.as_ref()),
    ("pageSize", |it| it.page_size.as_ref()),
    ("items", |it| it.items.as_ref()),
];

/// The operation that is paginated.
#[derive(Clone, Copy)]
struct At<'a> {
    operation: &'a str,
    /// Where it says that it is.
    paginated: &'a Span,
}

impl Resolver<'_> {
    /// Pagination, where an operation says that it is paginated; what it leaves out comes from the service.
    pub(super) fn pagination(
        &mut self,
        written: &spec::Operation,
        input: &[Member],
        output: &[Member],
    ) -> Option<model::Pagination> {
        let own = written.paginated.as_ref()?;
        let at = At { operation: &written.name.value, paginated: &own.span };
        let shared = self.document.service.paginated.as_ref();
        let part = |of: Part| of(own).or(shared.and_then(of)).cloned();
        let input_token = part(|it| it.input_token.as_ref());
        let output_token = part(|it| it.output_token.as_ref());
        let items = part(|it| it.items.as_ref());
        // Not every operation of a service lets its caller bound a page.
        let bounds = |name: &&Spanned<String>| input.iter().any(|member| member.head.name == name.value);
        let shared_size = shared.and_then(|it| it.page_size.as_ref()).filter(bounds);
        let page_size = own.page_size.as_ref().or(shared_size).cloned();
        for (key, name) in [("inputToken", &input_token), ("outputToken", &output_token), ("items", &items)] {
            if name.is_none() {
                self.error(
                    &codes::MISSING_KEY,
                    format!("`paginated` needs `{key}`"),
                    &own.span,
                    "name the member",
                );
            }
        }
        let input_token = input_token.and_then(|name| self.input_token(&name, input, at));
        let output_token = output_token.and_then(|name| self.output_token(&name, output, at));
        let items = items.and_then(|name| self.items(&name, output, at));
        let page_size = page_size.and_then(|name| Some((self.input_member(&name, input, at)?, name)));
        if let Some((member, name)) = &page_size
            && !matches!(input[*member].target.ty, Type::Integer(_) | Type::Error)
        {
            self.unfit("a page's size is a whole number", name, at, "change the member's type");
        }
        Some(model::Pagination {
            input_token: input_token?,
            output_token: output_token?,
            page_size: page_size.map(|(member, _)| member),
            items: items?,
            ends_on_repeated_token: own
                .ends_on_repeated_token
                .or(shared.and_then(|it| it.ends_on_repeated_token))
                .unwrap_or_default(),
        })
    }

    /// Reports what the service's `paginated` names and no operation takes from it.
    pub(super) fn report_unused_pagination(&mut self) {
        let document = self.document;
        let Some(shared) = &document.service.paginated else { return };
        let paginated: Vec<_> =
            document.operations.iter().filter_map(|it| Some((it, it.paginated.as_ref()?))).collect();
        if paginated.is_empty() {
            let diagnostic = Diagnostic::new(&codes::UNUSED, "no operation is paginated");
            let help = "add `paginated: { items: MEMBER }` to each paginated operation, or remove this";
            self.report(diagnostic.label(&shared.span, "").help(help));
            return;
        }
        for (key, of) in KEYS {
            let Some(name) = of(shared) else { continue };
            let mut takers = paginated.iter().filter(|(_, own)| of(own).is_none()).peekable();
            if takers.peek().is_none() {
                let message = format!("every operation that is paginated names its own `{key}`");
                let diagnostic = Diagnostic::new(&codes::UNUSED, message).label(&name.span, "");
                self.report(diagnostic.help("remove it here, or there"));
                continue;
            }
            // An operation that lacks another member is in error; one need not let its caller bound a page.
            let members: Vec<&str> =
                takers.flat_map(|(it, _)| &it.input).map(|member| member.name.value.as_str()).collect();
            if key == "pageSize" && !members.contains(&name.value.as_str()) {
                let message = format!("no operation that is paginated has a member `{}`", name.value);
                let diagnostic = Diagnostic::new(&codes::UNUSED, message).label(&name.span, "");
                let help = closest(&name.value, &members).map(|close| format!("did you mean `{close}`?"));
                self.report(
                    diagnostic
                        .help(help.unwrap_or_else(|| "remove it, or name a member of an input".to_owned())),
                );
            }
        }
    }

    fn input_token(&mut self, name: &Spanned<String>, of: &[Member], at: At<'_>) -> Option<usize> {
        let index = self.input_member(name, of, at)?;
        let member = &of[index];
        let optional = !member.required && member.default.is_none() && !member.idempotency_token;
        if member.nullable {
            let message = format!("an input token is absent or a string, and `{}` is nullable", name.value);
            self.unfit(&message, name, at, "remove `nullable` from the member");
        }
        if self.refuse_other_token(name, &member.target.ty, at) && !optional {
            let message = format!("an input token is optional, and `{}` is not", name.value);
            self.unfit(&message, name, at, "the first page is requested without a token");
        }
        Some(index)
    }

    fn output_token(&mut self, name: &Spanned<String>, of: &[Member], at: At<'_>) -> Option<Vec<usize>> {
        let (path, target) = self.output_member(name, of, at)?;
        self.refuse_other_token(name, &target.ty, at);
        Some(path)
    }

    /// Whether a token has the type of one; else that is reported.
    fn refuse_other_token(&mut self, name: &Spanned<String>, ty: &Type, at: At<'_>) -> bool {
        let fits = matches!(ty, Type::String | Type::Error);
        if !fits {
            let message = format!("a token is a string, and `{}` is not", name.value);
            let help = "remove `paginated`: callers request each page themselves";
            self.unfit(&message, name, at, help);
        }
        fits
    }

    fn items(&mut self, name: &Spanned<String>, of: &[Member], at: At<'_>) -> Option<Vec<usize>> {
        let (path, target) = self.output_member(name, of, at)?;
        let sensitive = target.constraints.sensitive;
        match target.ty {
            Type::List { sparse: false, .. } | Type::Map { sparse: false, .. } if !sensitive => Some(path),
            // It could not be read or found, which was reported.
            Type::Error => None,
            _ => {
                let help = "name a member that is a list or a map, neither sparse nor sensitive as a whole";
                self.unfit("a page's items are a list or a map", name, at, help);
                None
            }
        }
    }

    fn input_member(&mut self, name: &Spanned<String>, of: &[Member], at: At<'_>) -> Option<usize> {
        let found = of.iter().position(|member| member.head.name == name.value);
        if found.is_none() {
            let (message, help) = no_member("the input", &name.value, of);
            self.unfit(&message, name, at, &help);
        }
        found
    }

    /// The output member that a path such as `result.items` names, and its type. A name may itself have dots.
    fn output_member(
        &mut self,
        name: &Spanned<String>,
        of: &[Member],
        at: At<'_>,
    ) -> Option<(Vec<usize>, TypeRef)> {
        let (mut path, mut rest, mut what) = (Vec::new(), name.value.as_str(), "the output".to_owned());
        let mut members = of;
        let (message, help) = loop {
            let find = |name: &str| members.iter().position(|member| member.head.name == name);
            if let Some(index) = find(rest) {
                path.push(index);
                return Some((path, members[index].target.clone()));
            }
            let (first, after) = rest.split_once('.').unwrap_or((rest, ""));
            let Some(index) = find(first).filter(|_| !after.is_empty()) else {
                break no_member(&what, first, members);
            };
            let member = &members[index];
            let inner = match member.target.ty {
                Type::Error => return None,
                Type::Structure(id) if !member.target.constraints.sensitive => {
                    self.definitions.get(id.index()).and_then(Option::as_ref)
                }
                _ => None,
            };
            let Some(inner) = inner else {
                let help = "name a member of the output, or of structures in it that are not sensitive";
                break (format!("`{first}` is not a structure with a member `{after}`"), help.to_owned());
            };
            path.push(index);
            (members, rest, what) = (inner.members(), after, format!("`{first}`"));
        };
        self.unfit(&message, name, at, &help);
        None
    }

    /// Reports what is wrong with a named member: where the operation names it, or is paginated by what the service says.
    fn unfit(&mut self, message: &str, name: &Spanned<String>, at: At<'_>, help: &str) {
        let is_own = at.paginated.contains(&name.span.start);
        if is_own {
            self.error(&codes::PAGINATION, message, &name.span, help);
            return;
        }
        let diagnostic = Diagnostic::new(&codes::PAGINATION, format!("{message}, in `{}`", at.operation));
        let diagnostic = diagnostic.label(at.paginated, "").label(&name.span, "the service names it");
        let help = format!("{help}; or name another one in the operation's own `paginated`");
        self.report(diagnostic.help(help));
    }
}

/// What to report of a name that no member has, and the help.
fn no_member(what: &str, name: &str, members: &[Member]) -> (String, String) {
    let known: Vec<&str> = members.iter().map(|member| member.head.name.as_str()).collect();
    (format!("{what} has no member `{name}`"), suggest(name, &known))
}
