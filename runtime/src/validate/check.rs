//! The check of a structure.

use super::{
    Constraint, Entries, FloatRule, Found, IntegerRule, Item, LengthRule, Maybe, MaybeInteger, MaybeKnown,
    MaybeLength, MaybeMember, MaybeNumber, StringRule, Violation, Violations,
};
use crate::path::{Path, Step};

/// Checks the members of a structure, one call a member, and collects every violation.
///
/// An absent member violates nothing. Members are named as on the wire.
///
/// ```
/// use speccast_runtime::validate::{Check, StringRule};
///
/// struct Widget { name: String, size: Option<i32>, parts: Option<Vec<Widget>> }
///
/// fn widget<'a>(check: Check<'a>, value: &Widget) -> Check<'a> {
///     check
///         .string("name", &value.name, StringRule::length(2, 50))
///         .integer("size", &value.size, 1..=100)
///         .each("parts", &value.parts, |item, part| item.nested(part, widget))
/// }
///
/// let small = Widget { name: "w".into(), size: Some(5), parts: None };
/// let large = Widget { name: "widget".into(), size: Some(500), parts: Some(vec![small]) };
/// let violations = widget(Check::new(), &large).finish().unwrap_err();
/// let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
/// assert_eq!(paths, ["/size", "/parts/0/name"]);
/// ```
#[derive(Debug, Default)]
#[must_use = "a check says what it found in `finish`"]
pub struct Check<'a> {
    parent: Option<&'a Path<'a>>,
    found: Vec<Violation>,
}

impl<'a> Check<'a> {
    /// Starts the check of a whole input.
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn at(parent: &'a Path<'a>, found: Vec<Violation>) -> Self {
        Self { parent: Some(parent), found }
    }

    pub(super) fn into_found(self) -> Vec<Violation> {
        self.found
    }

    /// Ends the check.
    ///
    /// # Errors
    /// Everything that was violated.
    pub fn finish(self) -> Result<(), Violations> {
        Violations::new(self.found).map_or(Ok(()), Err)
    }

    /// Checks a string.
    #[inline]
    pub fn string(self, member: &'static str, value: &(impl Maybe<str> + ?Sized), rule: StringRule) -> Self {
        self.member(member, |item| item.string(value, rule))
    }

    /// Checks an integer.
    #[inline]
    pub fn integer(
        self,
        member: &'static str,
        value: &impl MaybeInteger,
        rule: impl Into<IntegerRule>,
    ) -> Self {
        self.member(member, |item| item.integer(value, rule))
    }

    /// Checks a number with a fraction.
    #[inline]
    pub fn number(self, member: &'static str, value: &impl MaybeNumber, rule: impl Into<FloatRule>) -> Self {
        self.member(member, |item| item.number(value, rule))
    }

    /// Checks that the union which this check is of has a member that the spec names.
    pub fn known_member<U: MaybeMember>(mut self, value: &U) -> Self {
        if value.is_unknown() {
            self.found.push(Violation::new(self.parent, Constraint::Enum(U::MEMBERS), Found::Hidden));
        }
        self
    }

    /// Checks that an enum has a value that the spec names.
    #[inline]
    pub fn known(self, member: &'static str, value: &impl MaybeKnown) -> Self {
        self.member(member, |item| item.known(value))
    }

    /// Checks how many entries a list or map has, or how many bytes a blob.
    pub fn length(self, member: &'static str, value: &impl MaybeLength, rule: impl Into<LengthRule>) -> Self {
        self.member(member, |item| item.length(value, rule))
    }

    /// Checks that no two elements of a list are equal, in time that grows with the square of its length.
    pub fn unique<T: PartialEq>(self, member: &'static str, list: &(impl Maybe<[T]> + ?Sized)) -> Self {
        self.member(member, |item| item.unique(list))
    }

    /// Checks a structure by the function of its type.
    pub fn nested<T>(
        self,
        member: &'static str,
        value: &(impl Maybe<T> + ?Sized),
        check: impl for<'c> FnOnce(Check<'c>, &T) -> Check<'c>,
    ) -> Self {
        self.member(member, |item| item.nested(value, check))
    }

    /// Checks each element of a list.
    pub fn each<T>(
        self,
        member: &'static str,
        list: &(impl Maybe<[T]> + ?Sized),
        check: impl for<'c> Fn(Item<'c>, &T) -> Item<'c>,
    ) -> Self {
        self.member(member, |item| item.each(list, check))
    }

    /// Checks each entry of a map; the path of both its key and its value ends in the key.
    pub fn entries<M: Entries>(
        self,
        member: &'static str,
        map: &M,
        key: impl for<'c> Fn(Item<'c>, &M::Key) -> Item<'c>,
        value: impl for<'c> Fn(Item<'c>, &M::Value) -> Item<'c>,
    ) -> Self {
        self.member(member, |item| item.entries(map, key, value))
    }

    /// Checks each entry of a map whose keys are sensitive: they are `***` in a path.
    pub fn sensitive_entries<M: Entries>(
        self,
        member: &'static str,
        map: &M,
        key: impl for<'c> Fn(Item<'c>, &M::Key) -> Item<'c>,
        value: impl for<'c> Fn(Item<'c>, &M::Value) -> Item<'c>,
    ) -> Self {
        self.member(member, |item| item.sensitive_entries(map, key, value))
    }

    /// Checks each key of a map; its path ends in the key.
    pub fn keys<M: Entries>(
        self,
        member: &'static str,
        map: &M,
        check: impl for<'c> Fn(Item<'c>, &M::Key) -> Item<'c>,
    ) -> Self {
        self.member(member, |item| item.keys(map, check))
    }

    /// Checks each key of a map whose keys are sensitive: they are `***` in a path.
    pub fn sensitive_keys<M: Entries>(
        self,
        member: &'static str,
        map: &M,
        check: impl for<'c> Fn(Item<'c>, &M::Key) -> Item<'c>,
    ) -> Self {
        self.member(member, |item| item.sensitive_keys(map, check))
    }

    /// Checks each value of a map; its path ends in the key.
    pub fn values<M: Entries>(
        self,
        member: &'static str,
        map: &M,
        check: impl for<'c> Fn(Item<'c>, &M::Value) -> Item<'c>,
    ) -> Self {
        self.member(member, |item| item.values(map, check))
    }

    /// Checks each value of a map whose keys are sensitive: they are `***` in a path.
    pub fn sensitive_values<M: Entries>(
        self,
        member: &'static str,
        map: &M,
        check: impl for<'c> Fn(Item<'c>, &M::Value) -> Item<'c>,
    ) -> Self {
        self.member(member, |item| item.sensitive_values(map, check))
    }

    /// Inlined, as checks of single values are, so that a valid one is passed without a call or a copy of the check.
    #[inline]
    fn member(mut self, name: &'static str, check: impl for<'c> FnOnce(Item<'c>) -> Item<'c>) -> Self {
        let path = Path::new(self.parent, Step::Member(name));
        check(Item::new(&path, &mut self.found));
        self
    }
}
