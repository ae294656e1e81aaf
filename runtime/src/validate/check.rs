//! The check of a structure, a list or a map.

use super::member::{Known, Member};
use super::range::{Bound, Number};
use super::{
    Constraint, FloatRule, Found, IntegerRule, LengthRule, RangeRule, StringRule, Violation, Violations,
};
use crate::path::{Path, Step};
use crate::request::Text;

/// Checks the parts of a value, one call for each constraint, and collects every violation.
///
/// Members have their names on the wire; elements of a list and entries of a map have the place that
/// [`each`](Self::each) and [`entries`](Self::entries) provide. Absent values satisfy every constraint.
///
/// ```
/// use speccast_runtime::codegen::{Check, StringRule, structure};
///
/// struct Widget { name: String, size: Option<i32>, parts: Option<Vec<Widget>> }
///
/// structure! {
///     WidgetBuilder {
///         name: String = "name",
///     } => Widget {
///         size: i32 = "size",
///         parts: Vec<Widget> = "parts",
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
/// let large = Widget::builder().name("widget").size(500).parts([Widget::builder().name("w").size(5)]);
/// let violations = widget(Check::new(), &large).finish().unwrap_err();
/// let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
/// assert_eq!(paths, ["/size", "/parts/0/name"]);
/// ```
#[derive(Debug, Default)]
#[must_use = "`finish` returns what a check found"]
pub struct Check<'a> {
    parent: Option<&'a Path<'a>>,
    /// Boxed, so that a check takes two words if there are no violations.
    found: Option<Box<Violations>>,
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
        self.found.map_or(Ok(()), |found| Err(*found))
    }

    /// Checks a string.
    #[inline]
    pub fn string<'s>(
        self,
        at: impl Into<Step<'s>>,
        value: &(impl Member<Value = str> + ?Sized),
        rule: StringRule,
    ) -> Self {
        match value.value() {
            Some(value) if !rule.is_satisfied(value) => {
                self.report(at.into(), |path, found| rule.report(Some(path), value, found))
            }
            _ => self,
        }
    }

    /// Checks an integer.
    #[inline]
    pub fn integer<'s>(
        self,
        at: impl Into<Step<'s>>,
        value: &impl Member<Value: Copy + Into<i64>>,
        rule: impl Into<IntegerRule>,
    ) -> Self {
        let rule = rule.into();
        self.range(at, value.value().map(|value| (*value).into()), rule, rule)
    }

    /// Checks a number with a fraction.
    #[inline]
    pub fn number<'s>(
        self,
        at: impl Into<Step<'s>>,
        value: &impl Member<Value: Copy + Into<Number>>,
        rule: impl Into<FloatRule>,
    ) -> Self {
        let (rule, number) = (rule.into(), value.value().map(|value| (*value).into()));
        let in_its_precision = |number: &Number| if number.1 { rule.single() } else { rule };
        let rounded = number.as_ref().map_or(rule, in_its_precision);
        self.range(at, number.map(|number| number.0), rounded, rule)
    }

    /// Checks that an enum has a value in the spec.
    #[inline]
    pub fn known<'s, K: Known>(self, at: impl Into<Step<'s>>, value: &impl Member<Value = K>) -> Self {
        self.unknown(at.into(), K::CONSTRAINT, value.value().and_then(K::unknown))
    }

    fn unknown(self, at: Step<'_>, constraint: Constraint, found: Option<Found>) -> Self {
        match found {
            Some(found) => self.report_one(at, constraint, found),
            None => self,
        }
    }

    /// Checks that the value, a union, has a member of the spec.
    pub fn known_member<K: Known>(mut self, value: &K) -> Self {
        if let Some(unknown) = value.unknown() {
            let violation = Violation::new(self.parent, K::CONSTRAINT, unknown);
            self.found().push(violation);
        }
        self
    }

    /// Checks the number of entries of a list or map, or of bytes of a blob.
    pub fn length<'s, 'v, M: Member>(
        self,
        at: impl Into<Step<'s>>,
        value: &'v M,
        rule: impl Into<LengthRule>,
    ) -> Self
    where
        &'v M::Value: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        let rule = rule.into();
        self.range(at, value.value().map(|value| value.into_iter().len()), rule, rule)
    }

    /// Checks that no two elements of a list are equal, in time quadratic in its length.
    pub fn unique<'s, T: PartialEq>(
        self,
        at: impl Into<Step<'s>>,
        list: &(impl Member<Value = [T]> + ?Sized),
    ) -> Self {
        let list = list.value().unwrap_or_default();
        let is_repeated = |index: &usize| {
            let (before, from) = list.split_at(*index);
            from.split_first().is_some_and(|(value, after)| before.contains(value) || after.contains(value))
        };
        let indices: Vec<usize> = (0..list.len()).filter(is_repeated).collect();
        if indices.is_empty() {
            return self;
        }
        self.report_one(at.into(), Constraint::UniqueItems, Found::RepeatedAt(indices))
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

    /// Checks each element of a list, with its place.
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

    /// Checks each entry of a map, with its key as the place; a sensitive key is shown as `***`.
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
        self.inside(at.into(), |mut entries| {
            for (key, value) in map {
                let step = if K::SENSITIVE { Step::SecretKey } else { Step::Entry(key) };
                entries = check(entries, step, key, value);
            }
            entries
        })
    }

    /// Reports a value that does not satisfy `tested` as a violation of `rule`.
    #[inline]
    fn range<'s, T: Bound>(
        self,
        at: impl Into<Step<'s>>,
        value: Option<T>,
        tested: RangeRule<T>,
        rule: RangeRule<T>,
    ) -> Self {
        match value {
            Some(value) if !tested.is_satisfied(value) => {
                self.report(at.into(), |path, found| rule.report(Some(path), value, found))
            }
            _ => self,
        }
    }

    /// Adds the violations of `report` at `step`.
    #[cold]
    fn report(mut self, step: Step<'_>, report: impl FnOnce(&Path<'_>, &mut Vec<Violation>)) -> Self {
        report(&Path::new(self.parent, step), self.found());
        self
    }

    /// Adds a violation at `step`.
    #[cold]
    fn report_one(self, step: Step<'_>, constraint: Constraint, value: Found) -> Self {
        self.report(step, |path, found| found.push(Violation::new(Some(path), constraint, value)))
    }

    fn found(&mut self) -> &mut Vec<Violation> {
        &mut self.found.get_or_insert_with(|| Box::new(Violations(Vec::new()))).0
    }

    /// Applies `check` at `step`.
    #[inline]
    fn inside(self, step: Step<'_>, check: impl for<'c> FnOnce(Check<'c>) -> Check<'c>) -> Self {
        let path = Path::new(self.parent, step);
        let inner = check(Check { parent: Some(&path), found: self.found });
        Self { parent: self.parent, found: inner.found }
    }
}
