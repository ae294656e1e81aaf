//! Detection of loops, for every style of pagination.

/// Number of identical pages that count as a loop if the client counts: the service ignores the number.
const SAME: usize = 3;

/// Position of the next page relative to earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A page that is not known to have been requested.
    Forward,
    /// An earlier page.
    Back,
    /// The same page.
    Itself,
}

/// Remembers one page of a listing of any length (R. P. Brent, "An improved Monte Carlo factorization
/// algorithm", 1980). A loop of n pages is found after a small multiple of n requests.
#[derive(Debug)]
pub(super) struct Trail<P> {
    /// An earlier page.
    anchor: Option<P>,
    /// Pages since then.
    steps: u64,
    /// Number of pages after which another one is remembered.
    until: u64,
    /// Number of identical pages before the last one.
    same: usize,
}

impl<P> Default for Trail<P> {
    fn default() -> Self {
        Self { anchor: None, steps: 0, until: 1, same: 0 }
    }
}

impl<P: Clone + PartialEq> Trail<P> {
    /// Advances to `next`; `is_same` if the last page was identical to the one before.
    pub(super) fn step(&mut self, next: &P, is_same: bool) -> Step {
        self.same = if is_same { self.same + 1 } else { 0 };
        if self.anchor.as_ref() == Some(next) || self.same + 1 >= SAME {
            return Step::Back;
        }
        self.steps += 1;
        if self.steps == self.until {
            self.anchor = Some(next.clone());
            (self.steps, self.until) = (0, self.until.saturating_mul(2));
        }
        Step::Forward
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how many pages are requested before a loop is found.
    fn walk(mut next: impl FnMut(usize) -> usize) -> Option<usize> {
        let (mut trail, mut at) = (Trail::default(), 0);
        (1..10_000).find(|_| {
            at = next(at);
            trail.step(&at, false) == Step::Back
        })
    }

    #[test]
    fn loops_of_any_length_are_found_soon() {
        for before in [0, 1, 7, 100] {
            for length in [1, 2, 3, 10, 250] {
                let last = before + length - 1;
                let found = walk(|at| if at == last { before } else { at + 1 });
                let most = 3 * (before + length) + 2;
                assert!(found.is_some_and(|found| found <= most), "{before}, {length}: {found:?}");
            }
        }
        assert_eq!(walk(|at| at + 1), None);
    }

    #[test]
    fn equal_pages_in_a_row() {
        let mut trail = Trail::default();
        let steps = [false, true, false, true, true].map(|is_same| {
            let at = trail.steps + trail.until;
            trail.step(&(at + 1000 * trail.until), is_same)
        });
        let expected = [Step::Forward, Step::Forward, Step::Forward, Step::Forward, Step::Back];
        assert_eq!(steps, expected);
    }
}
