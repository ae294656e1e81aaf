//! Steps from one page to the next, for generated code.

use std::marker::PhantomData;

use crate::validate::member::Member;

/// A value that leads to the next page: a string or an integer.
pub trait PageToken: ToOwned {
    /// Returns whether it means that there is no token.
    fn is_end(&self) -> bool;
}

impl PageToken for str {
    fn is_end(&self) -> bool {
        self.is_empty()
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl PageToken for $number {
                fn is_end(&self) -> bool {
                    *self == 0
                }
            }
        )*
    };
}

numbers! { i8 i16 i32 i64 }

/// Returns the token of a page, unless it is absent, empty or zero.
///
/// ```
/// use speccast_runtime::codegen::token;
///
/// assert_eq!(token(&Some("t1".to_owned())), Some("t1".to_owned()));
/// assert_eq!(token(&String::new()), None);
/// assert_eq!((token(&17), token(&Some(0))), (Some(17), None));
/// ```
pub fn token<M: Member<Value: PageToken>>(token: &M) -> Option<<M::Value as ToOwned>::Owned> {
    token.value().filter(|token| !token.is_end()).map(ToOwned::to_owned)
}

/// Returns whether a boolean is present and true.
pub fn is_true(flag: &impl Member<Value = bool>) -> bool {
    flag.value().is_some_and(|flag| *flag)
}

/// The number of the next page, or the offset of its first item. `T` is the type of the input's member.
///
/// ```
/// use speccast_runtime::codegen::Count;
///
/// // The third page has items, and there are three pages.
/// let page = Count::pages(&Some(3), 1, &vec!["a"]);
/// assert_eq!(page.until_empty(), Some(4));
/// assert_eq!(page.up_to(&Some(3_i64)), None);
///
/// // The first page has two of five items.
/// let offset = Count::items(&None::<i32>, 0, &vec!["a", "b"]);
/// assert_eq!(offset.up_to(&5), Some(2));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Count<T> {
    /// The number; `None` after the greatest one.
    next: Option<i64>,
    /// Number of the first page.
    first: i64,
    /// Items on the previous page.
    items: i64,
    /// Whether the number differs from the previous page's.
    moves: bool,
    of: PhantomData<T>,
}

impl<T: Copy + Into<i64> + TryFrom<i64>> Count<T> {
    /// Returns the number of the page after `current`; if that is absent, after `first`.
    pub fn pages<'v, I: Member>(current: &impl Member<Value = T>, first: i64, items: &'v I) -> Self
    where
        &'v I::Value: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        Self::new(current, first, items, |_| 1)
    }

    /// Returns the offset of the items after the page at `current`; if that is absent, at `first`.
    pub fn items<'v, I: Member>(current: &impl Member<Value = T>, first: i64, items: &'v I) -> Self
    where
        &'v I::Value: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        Self::new(current, first, items, |items| items)
    }

    fn new<'v, I: Member>(
        current: &impl Member<Value = T>,
        first: i64,
        items: &'v I,
        step: fn(i64) -> i64,
    ) -> Self
    where
        &'v I::Value: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        let items = items.value().map_or(0, |items| items.into_iter().len());
        let items = i64::try_from(items).unwrap_or(i64::MAX);
        let current = current.value().map_or(first, |current| (*current).into());
        let step = step(items);
        Self { next: current.checked_add(step), first, items, moves: step != 0, of: PhantomData }
    }

    /// Returns the number; `None` if it equals that of the previous page, or is out of range for `T`.
    pub fn next(self) -> Option<T> {
        self.next.filter(|_| self.moves).and_then(|next| T::try_from(next).ok())
    }

    /// Returns the number, unless the previous page was empty.
    pub fn until_empty(self) -> Option<T> {
        if self.items == 0 { None } else { self.next() }
    }

    /// Returns the number if `total` has that many pages or items; if `total` is absent, unless the previous
    /// page was empty.
    pub fn up_to<N: Copy + Into<i64>>(self, total: &impl Member<Value = N>) -> Option<T> {
        let Some(total) = total.value() else { return self.until_empty() };
        let done = self.next?.saturating_sub(self.first);
        if done < (*total).into() { self.next() } else { None }
    }
}

/// The number of items on a page, and of all items.
///
/// ```
/// use speccast_runtime::codegen::Total;
///
/// assert!(Total::of(&vec!["a", "b"], &Some(5)).is_some());
/// assert!(Total::of(&vec!["a", "b"], &None::<i32>).is_none());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Total {
    pub(super) on_page: i64,
    pub(super) all: i64,
}

impl Total {
    /// Returns both numbers, unless the second is absent.
    pub fn of<'v, I: Member, N: Copy + Into<i64>>(items: &'v I, all: &impl Member<Value = N>) -> Option<Self>
    where
        &'v I::Value: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        let on_page = items.value().map_or(0, |items| items.into_iter().len());
        Some(Self { on_page: i64::try_from(on_page).unwrap_or(i64::MAX), all: (*all.value()?).into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_their_type_does() {
        assert_eq!(Count::pages(&Some(i8::MAX), 1, &vec![(); 2]).next(), None);
        assert_eq!(Count::items(&i64::MAX, 0, &vec![(); 2]).until_empty(), None);
        assert_eq!(Count::items(&i64::MIN, i64::MAX, &vec![()]).up_to(&7_i32), Some(i64::MIN + 1));
    }

    #[test]
    fn the_first_number_counts() {
        // Two pages, numbered from zero.
        assert_eq!(Count::pages(&None::<i32>, 0, &vec![()]).up_to(&2), Some(1));
        assert_eq!(Count::pages(&Some(1), 0, &vec![()]).up_to(&2), None);
        // Two items, numbered from one.
        assert_eq!(Count::items(&None::<i32>, 1, &vec![()]).up_to(&2), Some(2));
        assert_eq!(Count::items(&Some(2), 1, &vec![()]).up_to(&2), None);
    }

    #[test]
    fn without_a_total_an_empty_page_is_the_last() {
        assert_eq!(Count::pages(&Some(2), 1, &vec![()]).up_to(&None::<i64>), Some(3));
        assert_eq!(Count::pages(&Some(2), 1, &None::<Vec<()>>).up_to(&None::<i64>), None);
        // An empty page ends the listing even if the total promises more items, but not if pages are counted.
        assert_eq!(Count::items(&Some(2), 0, &vec![(); 0]).up_to(&9), None);
        assert_eq!(Count::pages(&Some(2), 1, &vec![(); 0]).up_to(&9), Some(3));
    }
}
