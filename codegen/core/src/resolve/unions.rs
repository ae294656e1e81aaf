//! Unions.

use super::names::Scope;
use super::types::{Checked, Head};
use super::{Lowering, timestamps};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir;
use crate::source::Span;
use crate::syntax::{self as spec, Place, Spanned};
use std::collections::HashMap;

impl<'a> Lowering<'a> {
    pub(super) fn define_union(&mut self, head: Head, members: &'a [spec::Member], span: &Span) {
        if members.is_empty() {
            self.error(&codes::EMPTY_UNION, "a union needs a member", span, "write it `name: type`");
        }
        // The place is kept, so that types written in place come after the union that holds them.
        let at = self.lowered.len();
        let mut taken = Scope::default();
        let mut on_wire: HashMap<&str, &Span> = HashMap::new();
        let mut variants = Vec::new();
        for member in members {
            let wire_name = member.wire_name.as_ref().unwrap_or(&member.name);
            self.check_name(wire_name);
            if let Some(first) = on_wire.insert(&wire_name.value, &wire_name.span) {
                let message = format!("two members would be `{}` on the wire", wire_name.value);
                let diagnostic =
                    Diagnostic::new(&codes::WIRE_NAME, message).label(&wire_name.span, "again here");
                self.report(diagnostic.label(first, "first here").help("give one of them another `name`"));
            }
            variants.push(self.variant_of(member, &head.rust_name, &mut taken));
        }
        let Head { name, rust_name, doc, deprecated } = head;
        let (in_request, in_response, validator) = (false, false, None);
        let data =
            ir::Union { name, rust_name, doc, deprecated, in_request, in_response, variants, validator };
        self.lowered.insert(at, ir::TypeDef::Union(data));
    }

    fn variant_of(&mut self, written: &'a spec::Member, holder: &str, taken: &mut Scope) -> ir::Variant {
        let refused = [
            (written.required.as_ref(), "`required`: a union has just one of its members"),
            (written.default.as_ref().map(|default| &default.span), "`default`: one of them is always there"),
            (written.idempotency_token.as_ref(), "`idempotencyToken`: only a member of an input has"),
            (written.place.as_ref().map(|place| &place.span), "`in`: it travels where the union does"),
        ];
        for (span, why) in refused {
            if let Some(span) = span {
                self.error(&codes::UNION_MEMBER, format!("a union's member has no {why}"), span, "remove it");
            }
        }
        let rust_name = self.variant(taken, &written.name, written.rust.as_ref());
        let doc = self.doc(written.doc.as_ref());
        let deprecated = self.deprecated(written.deprecated.as_ref());
        let owner = written.rust.as_ref().unwrap_or(&written.name);
        let owner = Spanned { value: format!("{holder}_{}", owner.value), span: written.name.span.clone() };
        let Checked { ty, checks, format } = self.ty(&written.ty, &written.constraints, &owner);
        let format = format.unwrap_or_else(|| timestamps::of_place(Place::Body));
        ir::Variant {
            name: written.name.value.clone(),
            rust_name,
            wire_name: written.wire_name.as_ref().unwrap_or(&written.name).value.clone(),
            ty: timestamps::with_format(ty, format),
            deprecated,
            doc,
            checks,
        }
    }
}
