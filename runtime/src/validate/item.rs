//! The check of one value, wherever it is.

use super::{
    Check, Constraint, Entries, FloatRule, Found, IntegerRule, LengthRule, MapKey as _, Maybe, MaybeInteger,
    MaybeKnown, MaybeLength, MaybeNumber, StringRule, Violation,
};
use crate::path::{Path, Step};

/// Checks one value: an element of a list, a key or a value of a map.
///
/// Has the methods of [`Check`] without the member's name.
///
/// ```
/// use speccast_runtime::validate::{Check, StringRule};
///
/// const NAME: StringRule = StringRule::at_least(1);
///
/// let names = vec!["cog".to_owned(), String::new()];
/// let checked = Check::new().each("names", &names, |item, name| item.string(name, NAME)).finish();
/// assert_eq!(checked.unwrap_err().as_slice()[0].path(), "/names/1");
/// ```
#[derive(Debug)]
pub struct Item<'a> {
    path: &'a Path<'a>,
    found: &'a mut Vec<Violation>,
}

impl<'a> Item<'a> {
    pub(super) fn new(path: &'a Path<'a>, found: &'a mut Vec<Violation>) -> Self {
        Self { path, found }
    }

    /// Checks a string.
    pub fn string(self, value: &(impl Maybe<str> + ?Sized), rule: StringRule) -> Self {
        if let Some(value) = value.maybe()
            && !rule.is_satisfied(value)
        {
            rule.report(Some(self.path), value, self.found);
        }
        self
    }

    /// Checks an integer.
    pub fn integer(self, value: &impl MaybeInteger, rule: impl Into<IntegerRule>) -> Self {
        if let Some(value) = value.maybe_integer() {
            rule.into().check_at(Some(self.path), value, self.found);
        }
        self
    }

    /// Checks a number with a fraction.
    pub fn number(self, value: &impl MaybeNumber, rule: impl Into<FloatRule>) -> Self {
        if let Some(value) = value.maybe_number() {
            rule.into().check_at(Some(self.path), value, self.found);
        }
        self
    }

    /// Checks that an enum has a value that the spec names.
    pub fn known<E: MaybeKnown>(self, value: &E) -> Self {
        if let Some(found) = value.unknown() {
            self.found.push(Violation::new(Some(self.path), E::CONSTRAINT, found));
        }
        self
    }

    /// Checks how many entries a list or map has, or how many bytes a blob.
    pub fn length(self, value: &impl MaybeLength, rule: impl Into<LengthRule>) -> Self {
        if let Some(length) = value.maybe_length() {
            rule.into().check_at(Some(self.path), length, self.found);
        }
        self
    }

    /// Checks that no two elements of a list are equal, in time that grows with the square of its length.
    pub fn unique<T: PartialEq>(self, list: &(impl Maybe<[T]> + ?Sized)) -> Self {
        let list = list.maybe().unwrap_or_default();
        let is_repeated = |index: &usize| {
            let (before, from) = list.split_at(*index);
            from.split_first().is_some_and(|(value, after)| before.contains(value) || after.contains(value))
        };
        let indices: Vec<usize> = (0..list.len()).filter(is_repeated).collect();
        if !indices.is_empty() {
            let found = Found::RepeatedAt(indices);
            self.found.push(Violation::new(Some(self.path), Constraint::UniqueItems, found));
        }
        self
    }

    /// Checks a structure by the function of its type.
    pub fn nested<T>(
        self,
        value: &(impl Maybe<T> + ?Sized),
        check: impl for<'c> FnOnce(Check<'c>, &T) -> Check<'c>,
    ) -> Self {
        if let Some(value) = value.maybe() {
            let found = std::mem::take(self.found);
            *self.found = check(Check::at(self.path, found), value).into_found();
        }
        self
    }

    /// Checks each element of a list.
    pub fn each<T>(
        self,
        list: &(impl Maybe<[T]> + ?Sized),
        check: impl for<'c> Fn(Item<'c>, &T) -> Item<'c>,
    ) -> Self {
        for (index, value) in list.maybe().unwrap_or_default().iter().enumerate() {
            let path = Path::new(Some(self.path), Step::Index(index));
            check(Item::new(&path, self.found), value);
        }
        self
    }

    /// Checks each entry of a map; the path of both its key and its value ends in the key.
    pub fn entries<M: Entries>(
        self,
        map: &M,
        key: impl for<'c> Fn(Item<'c>, &M::Key) -> Item<'c>,
        value: impl for<'c> Fn(Item<'c>, &M::Value) -> Item<'c>,
    ) -> Self {
        self.each_entry(map, |key| Step::Key(key), |item, k, v| value(key(item, k), v))
    }

    /// Checks each entry of a map whose keys are sensitive: they are `***` in a path.
    pub fn sensitive_entries<M: Entries>(
        self,
        map: &M,
        key: impl for<'c> Fn(Item<'c>, &M::Key) -> Item<'c>,
        value: impl for<'c> Fn(Item<'c>, &M::Value) -> Item<'c>,
    ) -> Self {
        self.each_entry(map, |_| Step::SecretKey, |item, k, v| value(key(item, k), v))
    }

    /// Checks each key of a map; its path ends in the key.
    pub fn keys<M: Entries>(self, map: &M, check: impl for<'c> Fn(Item<'c>, &M::Key) -> Item<'c>) -> Self {
        self.each_entry(map, |key| Step::Key(key), |item, key, _| check(item, key))
    }

    /// Checks each key of a map whose keys are sensitive: they are `***` in a path.
    pub fn sensitive_keys<M: Entries>(
        self,
        map: &M,
        check: impl for<'c> Fn(Item<'c>, &M::Key) -> Item<'c>,
    ) -> Self {
        self.each_entry(map, |_| Step::SecretKey, |item, key, _| check(item, key))
    }

    /// Checks each value of a map; its path ends in the key.
    pub fn values<M: Entries>(
        self,
        map: &M,
        check: impl for<'c> Fn(Item<'c>, &M::Value) -> Item<'c>,
    ) -> Self {
        self.each_entry(map, |key| Step::Key(key), |item, _, value| check(item, value))
    }

    /// Checks each value of a map whose keys are sensitive: they are `***` in a path.
    pub fn sensitive_values<M: Entries>(
        self,
        map: &M,
        check: impl for<'c> Fn(Item<'c>, &M::Value) -> Item<'c>,
    ) -> Self {
        self.each_entry(map, |_| Step::SecretKey, |item, _, value| check(item, value))
    }

    fn each_entry<M: Entries>(
        self,
        map: &M,
        step: for<'k> fn(&'k str) -> Step<'k>,
        check: impl for<'c> Fn(Item<'c>, &M::Key, &M::Value) -> Item<'c>,
    ) -> Self {
        for (key, value) in map.entries() {
            let path = Path::new(Some(self.path), step(key.key()));
            check(Item::new(&path, self.found), key, value);
        }
        self
    }
}
