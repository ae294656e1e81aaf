//! Automata that count repetitions, as text that the runtime reads.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::table::{Classes, letter};
use speccast_pattern::{Node, Rounds, ThreadState, counting};

/// `static NAME: Threads<…> = …;`, if the node's look-around is about single characters and it is within the limits.
pub(super) fn threads(node: &Node, name: &Ident) -> Option<TokenStream> {
    let threads = counting(node)?;
    let classes = Classes::of(&threads.alphabet)?;
    let states: String = threads.states.iter().map(|state| entry(state, &classes.order)).collect();
    let edges = threads.states.iter().map(|state| state.edges.len()).sum();
    let [rows, edges] = [threads.states.len(), edges].map(Literal::usize_unsuffixed);
    Some(classes.constant(name, &quote!(Threads), &quote!(#rows, #edges), &states))
}

/// The classes that lead to a state, its repetitions, its successors, and whether it is accepting.
fn entry(state: &ThreadState, order: &[usize]) -> String {
    let mut text: String = if state.reads.len() == order.len() {
        "*".to_owned()
    } else {
        (0..order.len()).filter(|&number| state.reads.contains(&order[number])).map(letter).collect()
    };
    if state.most > 0 {
        text.push_str(&format!("{{{}}}", state.most));
    }
    let edges: Vec<String> = state
        .edges
        .iter()
        .map(|(target, rounds)| match rounds {
            Rounds::First => target.to_string(),
            Rounds::Same => format!("={target}"),
            Rounds::Next => format!("+{target}"),
        })
        .collect();
    text.push_str(&edges.join(","));
    text.push(if state.accepting { '.' } else { ' ' });
    text
}
