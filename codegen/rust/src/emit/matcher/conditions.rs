//! Patterns as several conditions on one value: alternatives, and look-around at either end.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    condition::{Condition, Test},
    scan::{scan, scannable},
    table::{SMALL, table},
    text::string,
    threads::threads,
    whole::{count, whole},
};
use speccast_pattern::{Dfa, Looking, Node, Sought, compile};

/// Maximum number of alternatives outside of a table, if a table is possible.
const ALTERNATIVES_LIMIT: usize = 4;
/// Maximum number of conditions at the ends of a value that are split off one by one; the rest is compiled each time.
const LOOKING_LIMIT: usize = 16;
/// Maximum length of a table's states before a counting automaton is preferred.
const TABLE_LIMIT: usize = 3_000;
/// Maximum length of a table's states that is preferred to a scan.
const SMALL_LIMIT: usize = 60;

/// Writes conditions, and the tables that they need before them.
#[derive(Default)]
pub(super) struct Conditions {
    pub(super) tables: Vec<TokenStream>,
    /// Number of conditions that were split off.
    looking: usize,
}

/// A way to write a condition for a node, or a part of one.
type Form = fn(&mut Conditions, &Node) -> Option<Condition>;

impl Conditions {
    /// The condition in the simplest form; `None` if no form is small enough.
    pub(super) fn condition(&mut self, node: &Node) -> Option<Condition> {
        let forms: [Form; 6] =
            [Self::choosing, Self::plain, Self::tabular, Self::threaded, Self::split, Self::huge];
        forms.into_iter().find_map(|form| form(self, node))
    }

    /// By a small table, for a choice inside a repetition: `(?:\\.|[^\\"])*`.
    fn choosing(&mut self, node: &Node) -> Option<Condition> {
        if chooses_in_a_loop(node) {
            self.table_if(node, |dfa| dfa.len() <= SMALL, SMALL_LIMIT)
        } else {
            None
        }
    }

    /// Without tables.
    fn plain(&mut self, node: &Node) -> Option<Condition> {
        let few = |node: &Node| !matches!(node, Node::Alternate(nodes) if nodes.len() > ALTERNATIVES_LIMIT);
        let scanned = |node| scannable(node).map(|node| Condition::all(vec![Test::call(scan(&node))]));
        whole(node)
            .or_else(|| if few(node) { self.alternatives(node, Self::plain) } else { None })
            .or_else(|| scanned(node))
            .or_else(|| self.looking(node, Self::plain))
    }

    /// By parts, each in the simplest form.
    fn split(&mut self, node: &Node) -> Option<Condition> {
        self.alternatives(node, Self::condition).or_else(|| self.looking(node, Self::condition))
    }

    /// By one table of moderate length.
    fn tabular(&mut self, node: &Node) -> Option<Condition> {
        self.table_within(node, TABLE_LIMIT)
    }

    /// By one table of any length.
    fn huge(&mut self, node: &Node) -> Option<Condition> {
        self.table_within(node, usize::MAX)
    }

    fn table_within(&mut self, node: &Node, limit: usize) -> Option<Condition> {
        self.table_if(node, |_| true, limit)
    }

    fn table_if(&mut self, node: &Node, fits: fn(&Dfa) -> bool, limit: usize) -> Option<Condition> {
        let (dfa, lengths) = compile(node)?;
        if !fits(&dfa) {
            return None;
        }
        if dfa.is_empty() {
            return Some(Condition::never());
        }
        let name = self.name();
        self.tables.push(table(&dfa, &name, limit)?);
        let matches = Test::call(quote!(#name.matches(value)));
        Some(Condition::all(count(lengths, dfa.is_ascii()).into_iter().chain([matches]).collect()))
    }

    /// By a set of active states.
    fn threaded(&mut self, node: &Node) -> Option<Condition> {
        let name = self.name();
        self.tables.push(threads(node, &name)?);
        Some(Condition::all(vec![Test::call(quote!(#name.matches(value)))]))
    }

    fn name(&self) -> proc_macro2::Ident {
        match self.tables.len() {
            0 => format_ident!("TABLE"),
            n => format_ident!("TABLE_{}", n + 1),
        }
    }

    /// All parts, or `None` without adding their tables.
    fn parts(&mut self, nodes: &[&Node], form: Form) -> Option<Vec<Condition>> {
        let before = self.tables.len();
        let parts: Option<Vec<Condition>> = nodes.iter().map(|node| form(self, node)).collect();
        if parts.is_none() {
            self.tables.truncate(before);
        }
        parts
    }

    fn alternatives(&mut self, node: &Node, form: Form) -> Option<Condition> {
        let nodes = node.alternatives()?;
        self.parts(&nodes.iter().collect::<Vec<_>>(), form)?.into_iter().reduce(Condition::or)
    }

    /// A look-ahead at the beginning or a look-behind at the end, and the rest.
    fn looking(&mut self, node: &Node, form: Form) -> Option<Condition> {
        if self.looking == LOOKING_LIMIT {
            return None;
        }
        self.looking += 1;
        let condition = self.condition_and_rest(node, form);
        self.looking -= 1;
        condition
    }

    fn condition_and_rest(&mut self, node: &Node, form: Form) -> Option<Condition> {
        let Looking { negative, sought, rest } = node.looking()?;
        let affix = |text: String, call: &str| {
            let (text, call) = (string(&text), format_ident!("{call}"));
            Condition::all(vec![Test::call(quote!(value.#call(#text)))])
        };
        let (condition, rest) = match sought {
            Sought::Prefix(text) => (affix(text, "starts_with"), form(self, &rest)?),
            Sought::Suffix(text) => (affix(text, "ends_with"), form(self, &rest)?),
            Sought::Whole(sought) => {
                let [condition, rest] = self.parts(&[&sought, &rest], form)?.try_into().ok()?;
                (condition, rest)
            }
        };
        Some(if negative { condition.not() } else { condition }.and(rest))
    }
}

/// Whether a repetition contains alternatives that are longer than a character.
fn chooses_in_a_loop(node: &Node) -> bool {
    match node {
        Node::Empty | Node::Class(_) | Node::Look { .. } => false,
        Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().any(chooses_in_a_loop),
        Node::Repeat { node, max, .. } => {
            max.is_none() && matches!(**node, Node::Alternate(_)) || chooses_in_a_loop(node)
        }
    }
}
