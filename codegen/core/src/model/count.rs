//! Number of different values of a type, which limits the sizes of maps and of lists without equal items.

use super::{Bounds, Constraints, Integer, Member, Number, Service, Shape, Type, TypeId, TypeRef};
use speccast_pattern::Language;
use std::collections::HashMap;

/// The least and the greatest of some values, if they are bounded.
type Ends<T> = (Option<T>, Option<T>);

/// More than any bound.
const MANY: u64 = u64::MAX;
/// Maximum depth of types inside types.
const DEPTH: usize = 100;

/// Lower and upper bound of a number of different values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// There are at least so many.
    pub least: u64,
    /// There are at most so many.
    pub most: u64,
}

impl Count {
    /// More than any bound.
    pub const MANY: Self = Self::exactly(MANY);
    const ANY: Self = Self { least: 0, most: MANY };

    const fn exactly(count: u64) -> Self {
        Self { least: count, most: count }
    }

    /// Returns whether there is certainly no value.
    pub fn is_none(self) -> bool {
        self.most == 0
    }

    fn map(self, of: impl Fn(u64) -> u64) -> Self {
        Self { least: of(self.least), most: of(self.most) }
    }

    fn with(self, other: Self, of: impl Fn(u64, u64) -> u64) -> Self {
        Self { least: of(self.least, other.least), most: of(self.most, other.most) }
    }

    /// Returns the count with one more value, such as `null`, if `one_more`.
    fn and(self, one_more: bool) -> Self {
        self.map(|count| count.saturating_add(one_more.into()))
    }

    /// Returns `count` if there are any of these values.
    fn then(self, count: Self) -> Self {
        self.with(count, |own, count| if own == 0 { 0 } else { count })
    }
}

/// The question about a number of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Whether there is any value; decided without an automaton.
    Any,
    /// How many there are.
    HowMany,
}

/// Counts the values of a service's types.
#[derive(Debug)]
pub struct Counts<'a> {
    service: &'a Service,
    /// Known results; `None` while a type is being counted.
    known: HashMap<(TypeId, Question), Option<Count>>,
    depth: usize,
}

impl<'a> Counts<'a> {
    /// Creates counts of the types of a service.
    pub fn new(service: &'a Service) -> Self {
        Self { service, known: HashMap::new(), depth: 0 }
    }

    /// Returns the service.
    pub fn service(&self) -> &'a Service {
        self.service
    }

    /// Returns how many different values a type has.
    pub fn of(&mut self, target: &TypeRef, question: Question) -> Count {
        let constraints = &target.constraints;
        let length = ends(constraints.length);
        match &target.ty {
            // The resolver refuses strings and numbers whose constraints exclude every value.
            Type::String | Type::Integer(_) if question == Question::Any => Count { least: 1, most: MANY },
            Type::String => strings(constraints),
            Type::Integer(width) => Count::exactly(integers(*width, constraints)),
            Type::Boolean => Count::exactly(2),
            Type::Float | Type::Double | Type::Error => Count { least: 1, most: MANY },
            Type::Timestamp(_) | Type::Date | Type::Document => Count::MANY,
            Type::Blob => Count::exactly(lists(256, length, false)),
            Type::List { .. } | Type::Map { .. } => self.collections(target, question),
            Type::Structure(id) | Type::Union(id) | Type::Enum(id) | Type::IntEnum(id) => {
                self.definition(*id, question)
            }
        }
    }

    /// Returns how many entries a list or map can have without its bounds.
    pub fn room(&mut self, target: &TypeRef) -> Count {
        match &target.ty {
            Type::List { item, sparse } if target.constraints.unique_items == Some(true) => {
                self.of(item, Question::HowMany).and(*sparse)
            }
            Type::List { item, sparse } => self.of(item, Question::Any).and(*sparse).then(Count::MANY),
            Type::Map { key, value, sparse } => {
                let keys = self.of(key, Question::HowMany);
                self.of(value, Question::Any).and(*sparse).then(keys)
            }
            _ => Count::MANY,
        }
    }

    /// Returns whether a list or map may have an entry.
    pub fn may_have_entries(&mut self, target: &TypeRef) -> bool {
        let (min, max) = ends(target.constraints.length);
        if max == Some(0) {
            return false;
        }
        // Most types have too many values to need counting.
        let is_list = matches!(&target.ty, Type::List { .. });
        let is_set = !is_list || target.constraints.unique_items == Some(true);
        match &target.ty {
            _ if is_set && min.is_some_and(|min| min > 1) => self.room(target).most >= min.unwrap_or(0),
            Type::List { item, sparse } => !self.of(item, Question::Any).and(*sparse).is_none(),
            Type::Map { key, value, sparse } => {
                let any = !self.of(key, Question::Any).is_none();
                any && !self.of(value, Question::Any).and(*sparse).is_none()
            }
            _ => true,
        }
    }

    fn collections(&mut self, target: &TypeRef, question: Question) -> Count {
        let length = ends(target.constraints.length);
        let least = length.0.unwrap_or(0);
        if question == Question::Any && least == 0 {
            return Count { least: 1, most: MANY };
        }
        if question == Question::Any {
            let room = if least > 1 { self.room(target) } else { Count::from(self.may_have_entries(target)) };
            return room.map(|room| u64::from(room >= least || room == MANY));
        }
        let is_set = target.constraints.unique_items == Some(true);
        match &target.ty {
            Type::List { item, sparse } => {
                self.of(item, question).and(*sparse).map(|items| lists(items, length, is_set))
            }
            Type::Map { key, value, sparse } => {
                let (keys, values) = (self.of(key, question), self.of(value, question).and(*sparse));
                Count {
                    least: maps(keys.least, values.least, length, 1),
                    most: maps(keys.most, values.most, length, MANY),
                }
            }
            _ => Count::ANY,
        }
    }

    fn definition(&mut self, id: TypeId, question: Question) -> Count {
        if let Some(known) = self.known.get(&(id, question)) {
            return known.unwrap_or(Count::ANY);
        }
        if self.depth == DEPTH {
            return Count::ANY;
        }
        self.depth += 1;
        self.known.insert((id, question), None);
        let count = match &self.service.definition(id).shape {
            Shape::Structure(members) => self.structures(members, question),
            Shape::Union(members, _) => members.iter().fold(Count::exactly(0), |sum, member| {
                sum.with(self.of(&member.target, question), u64::saturating_add)
            }),
            Shape::Enum(values) | Shape::IntEnum(values) => Count::exactly(values.len() as u64),
            Shape::Alias(target) => self.of(target, question),
        };
        self.depth -= 1;
        self.known.insert((id, question), Some(count));
        count
    }

    /// Returns the number of different combinations of members.
    pub fn structures(&mut self, members: &[Member], question: Question) -> Count {
        members.iter().fold(Count::exactly(1), |product, member| {
            if !member.required && question == Question::Any {
                return product;
            }
            let values = self.of(&member.target, question);
            // An absent member may be equal to one with the default's value.
            let values = match (&member.default, member.required) {
                (_, true) => values,
                (None, _) => values.and(true),
                (Some(_), _) => Count { least: values.least.max(1), most: values.and(true).most },
            };
            product.with(values, u64::saturating_mul)
        })
    }
}

impl From<bool> for Count {
    fn from(any: bool) -> Self {
        Self { least: any.into(), most: if any { MANY } else { 0 } }
    }
}

fn ends(length: Option<Bounds<u64>>) -> Ends<u64> {
    length.map_or((None, None), |length| length.ends())
}

/// Returns the number of strings of a length and a pattern.
fn strings(constraints: &Constraints) -> Count {
    let (min, max) = ends(constraints.length);
    let count = |pattern| Language::new(pattern, (min.unwrap_or(0), max)).count();
    let counted = match &constraints.pattern {
        None => count(None).ok(),
        Some(pattern) => pattern.parsed.as_deref().and_then(|parsed| count(Some(parsed)).ok()),
    };
    // If it is undecided, the lengths alone give the upper bound.
    let all = || count(None).map_or(MANY, |(_, most)| most);
    let (least, most) = counted.unwrap_or_else(|| (1, all()));
    Count { least, most }
}

/// Returns the number of integers of a width, a range and a divisor.
fn integers(width: Integer, constraints: &Constraints) -> u64 {
    let (low, high) = width.limits();
    let (min, max) = constraints.range.map_or((None, None), |range| range.map(Number::as_i64).ends());
    let (low, high) = (min.map_or(low, |min| min.max(low)), max.map_or(high, |max| max.min(high)));
    let up_to = |end: i128| end.div_euclid(constraints.multiple_of.unwrap_or(1).max(1).into());
    u64::try_from((up_to(high.into()) - up_to(i128::from(low) - 1)).max(0)).unwrap_or(MANY)
}

/// Returns the number of lists of `items` different items, without equal items if `are_sets`.
fn lists(items: u64, (min, max): Ends<u64>, are_sets: bool) -> u64 {
    let (min, max) = (min.unwrap_or(0), max.unwrap_or(MANY));
    let longest = if are_sets { max.min(items) } else { max };
    match items {
        _ if min > longest => return 0,
        0 => return u64::from(min == 0),
        1 if !are_sets => return (longest - min).saturating_add(1),
        MANY if longest > 0 => return MANY,
        _ => {}
    }
    let (mut sum, mut lists) = (0_u64, 1_u64);
    for length in 0..=longest {
        if length >= min {
            sum = sum.saturating_add(lists);
        }
        if sum == MANY || length == longest {
            break;
        }
        lists = lists.saturating_mul(if are_sets { items - length } else { items });
        if lists == MANY {
            return MANY;
        }
    }
    sum
}

/// Returns the number of maps of so many different keys and values; `some` if it is too large to compute.
fn maps(keys: u64, values: u64, (min, max): Ends<u64>, some: u64) -> u64 {
    let min = min.unwrap_or(0);
    let largest = max.unwrap_or(MANY).min(if values == 0 { 0 } else { keys });
    match keys {
        _ if min > largest => return 0,
        MANY if largest > 0 => return MANY,
        _ => {}
    }
    let (mut sum, mut maps) = (0_u128, 1_u128);
    for size in 0..=largest {
        if size >= min {
            sum += maps;
        }
        if size == largest {
            break;
        }
        let more = maps.checked_mul((keys - size).into()).map(|maps| maps / u128::from(size + 1));
        match more.and_then(|more| more.checked_mul(values.into())) {
            Some(more) if more < MANY.into() && sum < MANY.into() => maps = more,
            // Each size from the minimum on adds to the number.
            _ if size + 1 >= min => return MANY,
            _ => return some,
        }
    }
    u64::try_from(sum).unwrap_or(MANY)
}

#[cfg(test)]
mod tests {
    use super::{MANY, lists, maps};

    #[test]
    fn small_numbers() {
        let up_to = |max| (None, Some(max));
        assert_eq!(lists(2, up_to(2), false), 1 + 2 + 4);
        assert_eq!(lists(3, (None, None), true), 1 + 3 + 6 + 6);
        assert_eq!(lists(3, (Some(4), None), true), 0);
        assert_eq!(lists(1, (Some(2), Some(5)), false), 4);
        assert_eq!(lists(0, (None, None), false), 1);
        assert_eq!(lists(0, (Some(1), None), false), 0);
        assert_eq!(lists(2, (None, None), false), MANY);
        assert_eq!(lists(1 << 20, (Some(1_000_000), None), true), MANY);
        assert_eq!(lists(MANY, up_to(0), true), 1);
        assert_eq!(maps(3, 2, (None, None), 1), 27);
        assert_eq!(maps(3, 1, (Some(2), None), 1), 4);
        assert_eq!(maps(3, 0, (None, None), 1), 1);
        assert_eq!(maps(MANY, 1, up_to(1), 1), MANY);
        assert_eq!(maps(200, 1, (Some(200), None), 7), 7);
        assert_eq!(maps(200, 1, (None, None), 7), MANY);
    }
}
