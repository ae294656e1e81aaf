//! Values at the bounds of a constraint and just outside them, for tests and test servers.

use speccast_pattern::Language;

/// Values on both sides of a bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edges<T> {
    /// Values that satisfy the constraint, including those at its bounds.
    pub accepted: Vec<T>,
    /// Values that violate the constraint by as little as possible.
    pub refused: Vec<T>,
}

/// Length of the longest string, in characters.
const LONGEST: u64 = 100_000;
/// Number of members and near misses of a pattern, in addition to those at the bounds of the length.
const SAMPLES: usize = 6;

/// Returns strings on both sides of a pattern and of the bounds of a length, in characters; either may be absent.
///
/// A length just outside the bounds has a value only if the pattern matches a string of this length. A pattern that is
/// too large to decide yields few values or none.
///
/// ```
/// use speccast_build::edges;
///
/// let edges = edges::of_string(None, Some((1, Some(3))));
/// assert_eq!(edges.accepted, ["a", "aaa", "\u{1F600}\u{1F600}\u{1F600}"]);
/// assert_eq!(edges.refused, ["", "aaaa"]);
/// ```
pub fn of_string(
    pattern: Option<&speccast_pattern::Pattern>,
    length: Option<(u64, Option<u64>)>,
) -> Edges<String> {
    let (min, max) = length.unwrap_or((0, None));
    let all = Language::new(pattern, (min, max));
    let of_length = |wanted: u64| {
        let found = (wanted <= LONGEST).then(|| Language::new(pattern, (wanted, Some(wanted))).shortest());
        found.and_then(|found| found.ok().flatten())
    };
    let mut candidates: Vec<String> = Vec::new();
    if length.is_some() {
        candidates.extend(min.checked_sub(1).and_then(of_length));
        candidates.extend(of_length(min));
        candidates.extend(max.and_then(of_length));
        candidates.extend(max.and_then(|max| max.checked_add(1)).and_then(of_length));
    }
    match pattern {
        // Every match is longer than `LONGEST`.
        Some(_) if min > LONGEST => {}
        Some(_) => {
            // A longest member with one more character, which the pattern may not match.
            let longest = max.and_then(of_length).or_else(|| {
                let bounds = all.length_bounds().ok().flatten()?;
                bounds.1.and_then(of_length)
            });
            candidates.extend(longest.as_deref().map(longer));
            candidates.extend(all.sample_members(SAMPLES));
            candidates.extend(all.near_misses(SAMPLES));
        }
        // Characters are counted, not bytes or UTF-16 units.
        None => candidates.extend(max.filter(|max| *max <= 100).map(|max| "\u{1F600}".repeat(max as usize))),
    }
    let mut edges = Edges::default();
    for value in candidates {
        let side = if all.contains(&value) { &mut edges.accepted } else { &mut edges.refused };
        if !side.contains(&value) {
            side.push(value);
        }
    }
    edges
}

/// Repeats the character in the middle of a string.
fn longer(text: &str) -> String {
    let middle = text.chars().count() / 2;
    let twice = |(at, c): (usize, char)| std::iter::repeat_n(c, if at == middle { 2 } else { 1 });
    text.chars().enumerate().flat_map(twice).collect()
}

/// Returns integers on both sides of a range, within a signed type of `width` bits.
///
/// ```
/// use speccast_build::edges;
///
/// let edges = edges::of_integer(Some(1), Some(100), 32);
/// assert_eq!((edges.accepted, edges.refused), (vec![1, 100], vec![0, 101]));
/// ```
pub fn of_integer(min: Option<i64>, max: Option<i64>, width: u32) -> Edges<i64> {
    let most = i64::MAX >> (64 - width.clamp(1, 64));
    let fits = |value: &i64| (-most - 1..=most).contains(value);
    let mut accepted: Vec<i64> = min.into_iter().chain(max).filter(fits).collect();
    accepted.dedup();
    let below = min.and_then(|min| min.checked_sub(1));
    let above = max.and_then(|max| max.checked_add(1));
    Edges { accepted, refused: below.into_iter().chain(above).filter(fits).collect() }
}

/// Returns lengths on both sides of the bounds of a length.
///
/// ```
/// use speccast_build::edges;
///
/// let edges = edges::of_length(0, Some(3));
/// assert_eq!((edges.accepted, edges.refused), (vec![0, 3], vec![4]));
/// ```
pub fn of_length(min: u64, max: Option<u64>) -> Edges<u64> {
    let mut accepted: Vec<u64> = std::iter::once(min).chain(max).collect();
    accepted.dedup();
    let above = max.and_then(|max| max.checked_add(1));
    Edges { accepted, refused: min.checked_sub(1).into_iter().chain(above).collect() }
}

/// Returns numbers on both sides of a range: its bounds, and their neighbors outside it, in single precision if
/// `is_single`, otherwise in double precision.
///
/// ```
/// use speccast_build::edges;
///
/// let edges = edges::of_float(Some(0.0), Some(1.0), false);
/// assert_eq!(edges.accepted, [0.0, 1.0]);
/// assert!(edges.refused.iter().all(|value| !(0.0..=1.0).contains(value)));
/// ```
pub fn of_float(min: Option<f64>, max: Option<f64>, is_single: bool) -> Edges<f64> {
    let below =
        |bound: f64| if is_single { f64::from((bound as f32).next_down()) } else { bound.next_down() };
    let above = |bound: f64| if is_single { f64::from((bound as f32).next_up()) } else { bound.next_up() };
    // A bound that has no single-precision form lies between two numbers that do.
    let is_exact = |bound: &f64| !is_single || f64::from(*bound as f32) == *bound;
    let within = |value: &f64| min.is_none_or(|min| *value >= min) && max.is_none_or(|max| *value <= max);
    let mut accepted: Vec<f64> = min.into_iter().chain(max).filter(is_exact).collect();
    accepted.dedup();
    let outside = min.map(below).into_iter().chain(max.map(above));
    Edges { accepted, refused: outside.filter(|value| value.is_finite() && !within(value)).collect() }
}
