//! The check of a structure, a list or a map.

use super::member::{Known, Member};
use super::range::Number;
use super::{Constraint, FloatRule, Found, IntegerRule, LengthRule, StringRule, Violation, Violations};
use crate::path::{Path, Step};
use crate::request::Text;

/// Checks the parts of a value, one call a constraint, and collects every violation.
///
/// A member is named as on the wire; the elements of a list and the entries of a map are named by the place that
/// [`each`](Self::each) and [`entries`](Self::entries) give. What is absent violates nothing.
///
/// ```
/// use speccast_runtime::codegen::{Check, StringRule, builder};
///
/// struct Widget { name: String, size: Option<i32>, parts: Option<Vec<Widget>> }
///
/// builder! {
///     Widget::new(name: String) {
///         size: i32,
///         parts: Vec<Widget>,
///     }
/// }
///
/// fn widget<'a>(check: Check<'a>, value: &Widget) -> Check<'a> {
///     check
///         .string("name", &value.name, StringRule::length(2, 50))
///         .integer("size", &value.size, 1..=100)
///         .each("parts", &value.parts, |parts, at, part| parts.nested(at, part, widget))
/// }
///
/// let large = Widget::new("widget").size(500).parts([Widget::new("w").size(5)]);
/// let violations = widget(Check::new(), &large).finish().unwrap_err();
/// let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
/// assert_eq!(paths, ["/size", "/parts/0/name"]);
/// ```
#[derive(Debug, Default)]
#[must_use = "`finish` returns what a check found"]
pub struct Check<'a> {
    parent: Option<&'a Path<'a>>,
    found: Vec<Violation>,
}

impl<'a> Check<'a> {
    /// Starts the check of a whole input.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the check.
    ///
    /// # Errors
    /// Every violation.
    pub fn finish(self) -> Result<(), Violations> {
        Violations::new(self.found).map_or(Ok(()), Err)
    }

    /// Checks a string.
    #[inline]
    pub fn string<'s>(
        mut self,
        at: impl Into<Step<'s>>,
        value: &(impl Member<Value = str> + ?Sized),
        rule: StringRule,
    ) -> Self {
        if let Some(value) = value.value()
            && !rule.is_satisfied(value)
        {
            rule.report(Some(&Path::new(self.parent, at.into())), value, &mut self.found);
        }
        self
    }

    /// Checks an integer.
    #[inline]
    pub fn integer<'s>(
        mut self,
        at: impl Into<Step<'s>>,
        value: &impl Member<Value: Copy + Into<i64>>,
        rule: impl Into<IntegerRule>,
    ) -> Self {
        if let Some(value) = value.value() {
            let path = Path::new(self.parent, at.into());
            rule.into().check_at(Some(&path), (*value).into(), &mut self.found);
        }
        self
    }

    /// Checks a number with a fraction.
    #[inline]
    pub fn number<'s>(
        mut self,
        at: impl Into<Step<'s>>,
        value: &impl Member<Value: Copy + Into<Number>>,
        rule: impl Into<FloatRule>,
    ) -> Self {
        if let Some(value) = value.value() {
            let path = Path::new(self.parent, at.into());
            rule.into().check_at(Some(&path), (*value).into(), &mut self.found);
        }
        self
    }

    /// Checks that an enum has a value in the spec.
    #[inline]
    pub fn known<'s, K: Known>(mut self, at: impl Into<Step<'s>>, value: &impl Member<Value = K>) -> Self {
        if let Some(found) = value.value().and_then(K::unknown) {
            let path = Path::new(self.parent, at.into());
            self.found.push(Violation::new(Some(&path), K::CONSTRAINT, found));
        }
        self
    }

    /// Checks that the union whose check this is has a member in the spec.
    pub fn known_member<K: Known>(mut self, value: &K) -> Self {
        if let Some(found) = value.unknown() {
            self.found.push(Violation::new(self.parent, K::CONSTRAINT, found));
        }
        self
    }

    /// Checks the number of entries of a list or map, or of bytes of a blob.
    pub fn length<'s, 'v, M: Member>(
        mut self,
        at: impl Into<Step<'s>>,
        value: &'v M,
        rule: impl Into<LengthRule>,
    ) -> Self
    where
        &'v M::Value: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        if let Some(value) = value.value() {
            let path = Path::new(self.parent, at.into());
            rule.into().check_at(Some(&path), value.into_iter().len(), &mut self.found);
        }
        self
    }

    /// Checks that no two elements of a list are equal, in time that grows with the square of its length.
    pub fn unique<'s, T: PartialEq>(
        mut self,
        at: impl Into<Step<'s>>,
        list: &(impl Member<Value = [T]> + ?Sized),
    ) -> Self {
        let list = list.value().unwrap_or_default();
        let is_repeated = |index: &usize| {
            let (before, from) = list.split_at(*index);
            from.split_first().is_some_and(|(value, after)| before.contains(value) || after.contains(value))
        };
        let indices: Vec<usize> = (0..list.len()).filter(is_repeated).collect();
        if !indices.is_empty() {
            let path = Path::new(self.parent, at.into());
            let found = Found::RepeatedAt(indices);
            self.found.push(Violation::new(Some(&path), Constraint::UniqueItems, found));
        }
        self
    }

    /// Checks a structure or union by the function of its type.
    pub fn nested<'s, T>(
        self,
        at: impl Into<Step<'s>>,
        value: &impl Member<Value = T>,
        check: impl for<'c> FnOnce(Check<'c>, &T) -> Check<'c>,
    ) -> Self {
        match value.value() {
            Some(value) => self.inside(at.into(), |inner| check(inner, value)),
            None => self,
        }
    }

    /// Checks each element of a list, given with its place.
    pub fn each<'s, T>(
        self,
        at: impl Into<Step<'s>>,
        list: &(impl Member<Value = [T]> + ?Sized),
        check: impl for<'c, 'i> Fn(Check<'c>, Step<'i>, &T) -> Check<'c>,
    ) -> Self {
        let list = list.value().unwrap_or_default();
        self.inside(at.into(), |elements| {
            let elements_of = list.iter().enumerate();
            elements_of.fold(elements, |elements, (index, value)| check(elements, Step::Index(index), value))
        })
    }

    /// Checks each entry of a map, given with its place, which is the key; that of a sensitive key is `***`.
    pub fn entries<'s, 'v, K: Text + Member + 'v, V: 'v, M: Member>(
        self,
        at: impl Into<Step<'s>>,
        map: &'v M,
        check: impl for<'c, 'k> Fn(Check<'c>, Step<'k>, &K, &V) -> Check<'c>,
    ) -> Self
    where
        &'v M::Value: IntoIterator<Item = (&'v K, &'v V)>,
    {
        let Some(map) = map.value() else { return self };
        self.inside(at.into(), |entries| {
            map.into_iter().fold(entries, |entries, (key, value)| {
                let text = key.text();
                let step = if K::SENSITIVE { Step::SecretKey } else { Step::Key(&text) };
                check(entries, step, key, value)
            })
        })
    }

    /// Checks what is at `step` with `check`.
    fn inside(self, step: Step<'_>, check: impl for<'c> FnOnce(Check<'c>) -> Check<'c>) -> Self {
        let path = Path::new(self.parent, step);
        let inner = check(Check { parent: Some(&path), found: self.found });
        Self { parent: self.parent, found: inner.found }
    }
}
