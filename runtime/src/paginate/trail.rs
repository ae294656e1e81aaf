//! Loops of pages, whatever leads from one to the next.

/// How many pages with the same bytes are a loop, where the client itself counts them: the service ignores the count.
const SAME: usize = 3;

/// Where the next page is, seen from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// No page with this input is known to have been requested.
    Forward,
    /// It is an earlier page.
    Back,
    /// It is the same page.
    Itself,
}

/// What is remembered of a listing's pages: one of them, whatever their number (R. P. Brent, "An improved Monte Carlo
/// factorization algorithm", 1980). A loop of n pages is found after a few times n requests.
#[derive(Debug)]
pub(super) struct Trail<P> {
    /// An earlier page.
    anchor: Option<P>,
    /// Pages since then.
    steps: u64,
    /// Pages after which another one is remembered.
    until: u64,
    /// Pages before the last one that had the same bytes.
    same: usize,
}

impl<P> Default for Trail<P> {
    fn default() -> Self {
        Self { anchor: None, steps: 0, until: 1, same: 0 }
    }
}

impl<P: Clone + PartialEq> Trail<P> {
    /// Goes on to `next`, from a page that `is_same` as the one before it.
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

    /// How many pages a walk has before a loop is found.
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
