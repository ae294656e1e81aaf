//! Parts of the service's `paginated` that no operation uses.

use super::style::{KEYS, style_of, styles};
use crate::diagnostic::codes;
use crate::resolve::Resolver;
use crate::suggest::closest;
use crate::syntax::Paginated;
use crate::vocabulary::paginated as key;

impl Resolver<'_> {
    /// Reports names in the service's `paginated` that no operation uses.
    pub(in crate::resolve) fn report_unused_pagination(&mut self) {
        let document = self.document;
        let Some(shared) = &document.service.paginated else { return };
        let paginated: Vec<_> =
            document.operations.iter().filter_map(|it| Some((it, it.paginated.as_ref()?))).collect();
        if paginated.is_empty() {
            let help = "add `paginated: { items: MEMBER }` to the paginated operations, or remove it";
            self.error(&codes::UNUSED, "unused `paginated`", &shared.span, help);
            return;
        }
        let has_style = |own: &Paginated| styles(own).is_empty() || style_of(own) == style_of(shared);
        for (key, style, of) in KEYS {
            let Some(span) = of(shared) else { continue };
            let of_style = style.is_some() || key.name == key::HAS_MORE.name;
            let takes = |own: &Paginated| of(own).is_none() && (!of_style || has_style(own));
            if !paginated.iter().any(|(_, own)| takes(own)) {
                let message = match paginated.iter().all(|(_, own)| of(own).is_some()) {
                    true => format!("every paginated operation has its own `{}`", key.name),
                    false => format!("unused `{}`: no operation uses it", key.name),
                };
                self.error(&codes::UNUSED, message, span, "remove it here or in the operations");
            }
        }
        // An operation may lack the page size; lacking another member is an error.
        let takers = paginated.iter().filter(|(_, own)| own.page_size.is_none());
        let members: Vec<&str> =
            takers.flat_map(|(it, _)| &it.input).map(|member| member.name.value.as_str()).collect();
        if let Some(name) = &shared.page_size
            && paginated.iter().any(|(_, own)| own.page_size.is_none())
            && !members.contains(&name.value.as_str())
            && !members.iter().any(|member| name.value.starts_with(&format!("{member}.")))
        {
            let message = format!("no paginated operation has a member `{}`", name.value);
            let help = closest(&name.value, &members).map(|close| format!("did you mean `{close}`?"));
            let help = help.unwrap_or_else(|| "remove it, or write a member of an input".to_owned());
            self.error(&codes::UNUSED, message, &name.span, help);
        }
    }
}
