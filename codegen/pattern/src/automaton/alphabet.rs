//! Partitions of all characters into the classes that a pattern distinguishes.

use std::collections::HashMap;

use crate::{class::CharClass, node::Node};

/// A partition of all characters into numbered classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alphabet {
    classes: Vec<CharClass>,
    /// The first character of each range and its class, ascending.
    starts: Vec<(char, usize)>,
}

impl Alphabet {
    fn new(classes: Vec<CharClass>) -> Self {
        let numbered = classes.iter().enumerate();
        let starts =
            numbered.flat_map(|(number, class)| class.ranges().map(move |(first, _)| (first, number)));
        let mut starts: Vec<(char, usize)> = starts.collect();
        starts.sort_unstable();
        Self { classes, starts }
    }

    /// Returns the coarsest partition in which every set is a union of classes. No class is empty, and
    /// classes are in the order of their first characters.
    pub(crate) fn of<'a>(sets: impl IntoIterator<Item = &'a CharClass>) -> Self {
        let sets: Vec<&CharClass> = sets.into_iter().collect();
        // Starts of the sets, and the characters after their ends.
        let mut cuts = vec!['\0'];
        for (first, last) in sets.iter().flat_map(|set| set.ranges()) {
            cuts.push(first);
            cuts.extend((last..=char::MAX).nth(1));
        }
        cuts.sort_unstable();
        cuts.dedup();
        // The class of the characters from each cut to the next one; each set splits the classes that it
        // overlaps.
        let (mut class_at, mut count) = (vec![0; cuts.len()], 1);
        let mut inside: HashMap<usize, usize> = HashMap::new();
        for set in sets {
            inside.clear();
            for (first, last) in set.ranges() {
                let from = cuts.partition_point(|&cut| cut < first);
                let within = cuts[from..].iter().take_while(|&&cut| cut <= last).count();
                for class in &mut class_at[from..from + within] {
                    *class = *inside.entry(*class).or_insert_with(|| {
                        count += 1;
                        count - 1
                    });
                }
            }
        }
        let mut known: HashMap<usize, usize> = HashMap::new();
        let mut ranges: Vec<Vec<(char, char)>> = Vec::new();
        for (at, &first) in cuts.iter().enumerate() {
            let last = cuts.get(at + 1).and_then(|&next| ('\0'..next).next_back()).unwrap_or(char::MAX);
            let class = *known.entry(class_at[at]).or_insert(ranges.len());
            if class == ranges.len() {
                ranges.push(Vec::new());
            }
            ranges[class].push((first, last));
        }
        Self::new(ranges.into_iter().map(CharClass::from_ranges).collect())
    }

    /// Returns the coarsest partition in which every set of the node, including look-around, is a union of
    /// classes.
    pub(crate) fn of_node(node: &Node) -> Self {
        fn collect<'a>(node: &'a Node, sets: &mut Vec<&'a CharClass>) {
            if let Node::Class(class) = node {
                sets.push(class);
            }
            node.children().iter().for_each(|node| collect(node, sets));
        }
        let mut sets = Vec::new();
        collect(node, &mut sets);
        Self::of(sets)
    }

    /// Returns, for each class of the common refinement of two partitions, a character and its class in each.
    pub(crate) fn refine(&self, other: &Self) -> Vec<(char, usize, usize)> {
        let refined = Self::of(self.classes.iter().chain(&other.classes));
        let characters = refined.classes.iter().filter_map(CharClass::representative);
        characters.map(|c| (c, self.class_of(c), other.class_of(c))).collect()
    }

    /// Returns the classes, which are disjoint and cover all characters.
    #[must_use]
    pub fn classes(&self) -> &[CharClass] {
        &self.classes
    }

    /// Returns the number of the class of `c`.
    pub(crate) fn class_of(&self, c: char) -> usize {
        // The classes cover all characters, so `c` is in the last range that starts at or before it.
        let after = self.starts.partition_point(|&(first, _)| first <= c);
        self.starts[..after].last().map_or(0, |&(_, class)| class)
    }

    /// Returns the numbers of the classes whose union is `set`.
    pub(crate) fn split(&self, set: &CharClass) -> Vec<usize> {
        let is_part = |class: &CharClass| class.ranges().next().is_some_and(|(first, _)| set.contains(first));
        (0..self.classes.len()).filter(|&number| is_part(&self.classes[number])).collect()
    }

    /// Returns the partition that joins classes with the same number in `groups`.
    pub(crate) fn join(&self, groups: &[usize], count: usize) -> Self {
        let mut ranges = vec![Vec::new(); count];
        self.classes.iter().zip(groups).for_each(|(class, &group)| ranges[group].extend(class.ranges()));
        Self::new(ranges.into_iter().map(CharClass::from_ranges).collect())
    }
}
