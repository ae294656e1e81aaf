//! The steps from a page to the next one that generated code takes.

use std::marker::PhantomData;

use crate::validate::member::Member;

/// A value that leads to the next page: a string or a whole number.
pub trait PageToken: ToOwned {
    /// Whether it stands for no token.
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

/// Returns whether a boolean is there and true.
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
    /// The number, unless there is none greater.
    next: Option<i64>,
    /// That of the first page.
    first: i64,
    /// Items on the page before.
    items: i64,
    /// Whether it is that of another page.
    moves: bool,
    of: PhantomData<T>,
}

impl<T: Copy + Into<i64> + TryFrom<i64>> Count<T> {
    /// The page after number `current`, which is `first` if it is absent.
    pub fn pages<'v, I: Member>(current: &impl Member<Value = T>, first: i64, items: &'v I) -> Self
    where
        &'v I::Value: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        Self::new(current, first, items, |_| 1)
    }

    /// The items after those from `current` on, which is `first` if it is absent.
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

    /// Returns it; `None` if it is that of the page before, or if `T` has no such number.
    pub fn next(self) -> Option<T> {
        self.next.filter(|_| self.moves).and_then(|next| T::try_from(next).ok())
    }

    /// Returns it unless the page before was empty.
    pub fn until_empty(self) -> Option<T> {
        if self.items == 0 { None } else { self.next() }
    }

    /// Returns it if there are that many pages or items in `total`; where that is absent, unless the page before was empty.
    pub fn up_to<N: Copy + Into<i64>>(self, total: &impl Member<Value = N>) -> Option<T> {
        let Some(total) = total.value() else { return self.until_empty() };
        let done = self.next?.saturating_sub(self.first);
        if done < (*total).into() { self.next() } else { None }
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
        // A total that promises more cannot be had from an empty page, unless pages are counted.
        assert_eq!(Count::items(&Some(2), 0, &vec![(); 0]).up_to(&9), None);
        assert_eq!(Count::pages(&Some(2), 1, &vec![(); 0]).up_to(&9), Some(3));
    }
}
