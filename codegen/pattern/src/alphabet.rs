//! The characters that a pattern tells apart: a partition of all scalar values into disjoint classes.

use super::{class::CharClass, node::Node};

/// A partition of the scalar values into numbered classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alphabet {
    classes: Vec<CharClass>,
    /// All ranges with their classes, in ascending order, to look characters up in.
    ranges: Vec<(char, usize)>,
}

impl Alphabet {
    fn new(classes: Vec<CharClass>) -> Self {
        let numbered = classes.iter().enumerate();
        let mut ranges: Vec<(char, usize)> = numbered
            .flat_map(|(number, class)| class.ranges().map(move |(first, _)| (first, number)))
            .collect();
        ranges.sort_unstable();
        Self { classes, ranges }
    }

    /// The coarsest partition in which every set is a union of classes. No class is empty, and they are in
    /// the order of their first members.
    pub(super) fn of<'a>(sets: impl IntoIterator<Item = &'a CharClass>) -> Self {
        let mut distinct: Vec<&CharClass> = Vec::new();
        for set in sets {
            if !distinct.contains(&set) {
                distinct.push(set);
            }
        }
        let mut cuts: Vec<u32> = distinct.iter().flat_map(|set| set.starts()).collect();
        cuts.extend([0, CharClass::END]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut known: std::collections::HashMap<Vec<bool>, usize> = std::collections::HashMap::new();
        let mut ranges: Vec<Vec<(u32, u32)>> = Vec::new();
        for pair in cuts.windows(2) {
            let (start, end) = (pair[0], pair[1]);
            let signature = distinct.iter().map(|set| set.contains_number(start)).collect();
            let class = *known.entry(signature).or_insert(ranges.len());
            if class == ranges.len() {
                ranges.push(Vec::new());
            }
            ranges[class].push((start, end - 1));
        }
        Self::new(ranges.into_iter().map(CharClass::of_numbers).collect())
    }

    /// For each class of the common refinement of two partitions, a character and its class in either.
    pub(super) fn refine(&self, other: &Self) -> Vec<(char, usize, usize)> {
        Self::of(self.classes.iter().chain(&other.classes))
            .classes
            .iter()
            .filter_map(CharClass::representative)
            .map(|c| (c, self.class_of(c), other.class_of(c)))
            .collect()
    }

    /// The classes, disjoint and together everything.
    #[must_use]
    pub fn classes(&self) -> &[CharClass] {
        &self.classes
    }

    /// The number of the class that `c` is in.
    #[must_use]
    pub fn class_of(&self, c: char) -> usize {
        // The classes leave no character out, so the range that starts last before it has it.
        let after = self.ranges.partition_point(|&(first, _)| first <= c);
        self.ranges[..after].last().map_or(0, |&(_, class)| class)
    }

    /// The classes that make up `set`.
    pub(super) fn split(&self, set: &CharClass) -> Vec<usize> {
        let member = |class: &CharClass| class.ranges().next().is_some_and(|(first, _)| set.contains(first));
        (0..self.classes.len()).filter(|&i| member(&self.classes[i])).collect()
    }

    /// The partition that joins classes with the same number in `groups`.
    pub(super) fn join(&self, groups: &[usize], count: usize) -> Self {
        let mut classes = vec![CharClass::empty(); count];
        for (class, &group) in self.classes.iter().zip(groups) {
            classes[group] = classes[group].union(class);
        }
        Self::new(classes)
    }
}

impl Node {
    /// Every set in the node, look-around included.
    pub(super) fn classes<'a>(&'a self, found: &mut Vec<&'a CharClass>) {
        match self {
            Self::Empty => {}
            Self::Class(class) => {
                if found.last() != Some(&class) {
                    found.push(class);
                }
            }
            Self::Concat(nodes) | Self::Alternate(nodes) => nodes.iter().for_each(|node| node.classes(found)),
            Self::Repeat { node, .. } | Self::Look { node, .. } => node.classes(found),
        }
    }
}
