//! Enums: of strings and of numbers.

use super::Lowering;
use super::names::{Kind, Scope};
use super::types::Head;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir;
use crate::source::Span;
use crate::syntax::{EnumValue, IntEnumValue, Spanned};
use std::collections::HashMap;
use std::hash::Hash;

impl Lowering<'_> {
    pub(super) fn define_enum(&mut self, head: Head, values: &[EnumValue], span: &Span) {
        if values.is_empty() {
            self.error(&codes::EMPTY_ENUM, "an enum needs a value", span, "list its values");
        }
        let mut variants = Scope::default();
        let mut seen = HashMap::new();
        let mut lowered: Vec<ir::EnumValue> = Vec::new();
        for written in values {
            let EnumValue { value, rust, doc, deprecated } = written;
            if value.value.is_empty() || value.value.chars().any(super::docs::is_hidden) {
                let help = "write the value as it is on the wire";
                self.error(&codes::ENUM_VALUE, "an enum's value is visible text", &value.span, help);
            }
            if !self.first_time(&mut seen, value.value.as_str(), value) || value.value.is_empty() {
                continue;
            }
            let rust_name = self.variant(&mut variants, value, rust.as_ref());
            let (doc, deprecated) = (self.doc(doc.as_ref()), self.deprecated(deprecated.as_ref()));
            lowered.push(ir::EnumValue { rust_name, value: value.value.clone(), deprecated, doc });
        }
        let Head { name, rust_name, doc, deprecated } = head;
        self.lowered.push(ir::TypeDef::Enum(ir::Enum { name, rust_name, deprecated, doc, values: lowered }));
    }

    pub(super) fn define_int_enum(&mut self, head: Head, values: &[IntEnumValue], span: &Span) {
        if values.is_empty() {
            self.error(&codes::EMPTY_ENUM, "an enum needs a value", span, "write it `Name: 1`");
        }
        let mut variants = Scope::default();
        let mut seen = HashMap::new();
        let mut lowered: Vec<ir::IntEnumValue> = Vec::new();
        for written in values {
            let IntEnumValue { name, value, rust, doc, deprecated } = written;
            let rust_name = self.variant(&mut variants, name, rust.as_ref());
            let (doc, deprecated) = (self.doc(doc.as_ref()), self.deprecated(deprecated.as_ref()));
            // What could not be read was reported.
            let Some(value) = value else { continue };
            if self.first_time(&mut seen, value.value, value) {
                let (name, value) = (name.value.clone(), value.value);
                lowered.push(ir::IntEnumValue { name, rust_name, value, deprecated, doc });
            }
        }
        let Head { name, rust_name, doc, deprecated } = head;
        let data = ir::IntEnum { name, rust_name, deprecated, doc, values: lowered };
        self.lowered.push(ir::TypeDef::IntEnum(data));
    }

    /// Whether a value did not stand in the enum before, which is reported.
    fn first_time<'v, T: Copy + Eq + Hash, V: std::fmt::Display>(
        &mut self,
        seen: &mut HashMap<T, &'v Span>,
        key: T,
        value: &'v Spanned<V>,
    ) -> bool {
        let first = seen.get(&key);
        if let Some(first) = first {
            let diagnostic =
                Diagnostic::new(&codes::ENUM_VALUE, format!("`{}` stands here twice", value.value));
            let diagnostic = diagnostic.label(&value.span, "again here").label(first, "first here");
            self.report(diagnostic.help("remove one of them"));
            return false;
        }
        seen.insert(key, &value.span);
        true
    }

    /// The Rust name of a variant.
    pub(super) fn variant(
        &mut self,
        variants: &mut Scope,
        name: &Spanned<String>,
        rust: Option<&Spanned<String>>,
    ) -> String {
        let variant = self.rust_name(Kind::Variant, name, rust);
        if !variant.is_empty()
            && let Err(diagnostic) = variants.take(&variant, &name.span)
        {
            self.report(diagnostic);
        }
        variant
    }
}
