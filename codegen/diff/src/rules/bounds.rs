//! Rules about lengths, ranges and numbers of entries.

use super::{Action, E, I, Kind, Rule, Step, W};

/// What is said of a bound that lets fewer values through.
macro_rules! fewer {
    ($what:literal) => {
        concat!(
            "Where a value is lost by it, a client built from the old spec may send one that is refused; the report shows a \
             shortest. Where none is lost, because ", $what, " or the pattern says as much already, nothing changes."
        )
    };
}

/// What is said of a bound that lets more values through.
macro_rules! more {
    ($what:literal) => {
        concat!(
            "Every request stays right. A client built from the old spec refuses the new values, unless its policy says \
             otherwise. In an answer it may find values that it was told not to expect; a client made by speccast does not \
             check ", $what, " of an answer."
        )
    };
}

macro_rules! bounds {
    ($(
        $name:ident = $id:literal: $action:ident $effect:ident, $what:literal, $title:literal, $before:literal => $after:literal;
    )+) => {
        $(
            pub(crate) static $name: Rule = Rule {
                id: $id,
                kind: Kind::Constraint,
                action: Action::$action,
                request: bounds!(@request $effect),
                response: bounds!(@response $effect),
                step: Step::Patch,
                title: $title,
                explanation: $effect!($what),
                before: $before,
                after: $after,
            };
        )+
        pub(crate) static BOUNDS: &[&Rule] = &[$(&$name),+];
    };
    (@request fewer) => { E };
    (@request more) => { I };
    (@response fewer) => { I };
    (@response more) => { W };
}

bounds! {
    MIN_LENGTH_ADDED = "min-length-added": Added fewer, "the length", "a least length was added",
        "name: string" => "name: { type: string, length: { min: 2 } }";
    MIN_LENGTH_INCREASED = "min-length-increased": Changed fewer, "the length", "the least length is greater",
        "name: { type: string, length: { min: 2 } }" => "name: { type: string, length: { min: 3 } }";
    MIN_LENGTH_DECREASED = "min-length-decreased": Changed more, "the length", "the least length is smaller",
        "name: { type: string, length: { min: 3 } }" => "name: { type: string, length: { min: 2 } }";
    MIN_LENGTH_REMOVED = "min-length-removed": Removed more, "the length", "the least length was removed",
        "name: { type: string, length: { min: 2, max: 9 } }" => "name: { type: string, length: { max: 9 } }";
    MAX_LENGTH_ADDED = "max-length-added": Added fewer, "the length", "a greatest length was added",
        "name: string" => "name: { type: string, length: { max: 25 } }";
    MAX_LENGTH_INCREASED = "max-length-increased": Changed more, "the length", "the greatest length is greater",
        "name: { type: string, length: { max: 25 } }" => "name: { type: string, length: { max: 100 } }";
    MAX_LENGTH_DECREASED = "max-length-decreased": Changed fewer, "the length", "the greatest length is smaller",
        "name: { type: string, length: { max: 100 } }" => "name: { type: string, length: { max: 25 } }";
    MAX_LENGTH_REMOVED = "max-length-removed": Removed more, "the length", "the greatest length was removed",
        "name: { type: string, length: { min: 2, max: 9 } }" => "name: { type: string, length: { min: 2 } }";
    MIN_VALUE_ADDED = "min-value-added": Added fewer, "the range", "a least value was added",
        "size: integer" => "size: { type: integer, range: { min: 1 } }";
    MIN_VALUE_INCREASED = "min-value-increased": Changed fewer, "the range", "the least value is greater",
        "size: { type: integer, range: { min: 1 } }" => "size: { type: integer, range: { min: 5 } }";
    MIN_VALUE_DECREASED = "min-value-decreased": Changed more, "the range", "the least value is smaller",
        "size: { type: integer, range: { min: 5 } }" => "size: { type: integer, range: { min: 1 } }";
    MIN_VALUE_REMOVED = "min-value-removed": Removed more, "the range", "the least value was removed",
        "size: { type: integer, range: { min: 1, max: 9 } }" => "size: { type: integer, range: { max: 9 } }";
    MAX_VALUE_ADDED = "max-value-added": Added fewer, "the range", "a greatest value was added",
        "size: integer" => "size: { type: integer, range: { max: 25 } }";
    MAX_VALUE_INCREASED = "max-value-increased": Changed more, "the range", "the greatest value is greater",
        "size: { type: integer, range: { max: 25 } }" => "size: { type: integer, range: { max: 100 } }";
    MAX_VALUE_DECREASED = "max-value-decreased": Changed fewer, "the range", "the greatest value is smaller",
        "size: { type: integer, range: { max: 100 } }" => "size: { type: integer, range: { max: 25 } }";
    MAX_VALUE_REMOVED = "max-value-removed": Removed more, "the range", "the greatest value was removed",
        "size: { type: integer, range: { min: 1, max: 9 } }" => "size: { type: integer, range: { min: 1 } }";
    MIN_ITEMS_ADDED = "min-items-added": Added fewer, "the number of entries", "a least number of entries was added",
        "tags: { list: string }" => "tags: { list: string, length: { min: 1 } }";
    MIN_ITEMS_INCREASED = "min-items-increased": Changed fewer, "the number of entries", "the least number of entries is greater",
        "tags: { list: string, length: { min: 1 } }" => "tags: { list: string, length: { min: 2 } }";
    MIN_ITEMS_DECREASED = "min-items-decreased": Changed more, "the number of entries", "the least number of entries is smaller",
        "tags: { list: string, length: { min: 2 } }" => "tags: { list: string, length: { min: 1 } }";
    MIN_ITEMS_REMOVED = "min-items-removed": Removed more, "the number of entries", "the least number of entries was removed",
        "tags: { list: string, length: { min: 1, max: 9 } }" => "tags: { list: string, length: { max: 9 } }";
    MAX_ITEMS_ADDED = "max-items-added": Added fewer, "the number of entries", "a greatest number of entries was added",
        "tags: { list: string }" => "tags: { list: string, length: { max: 5 } }";
    MAX_ITEMS_INCREASED = "max-items-increased": Changed more, "the number of entries", "the greatest number of entries is greater",
        "tags: { list: string, length: { max: 5 } }" => "tags: { list: string, length: { max: 9 } }";
    MAX_ITEMS_DECREASED = "max-items-decreased": Changed fewer, "the number of entries", "the greatest number of entries is smaller",
        "tags: { list: string, length: { max: 9 } }" => "tags: { list: string, length: { max: 5 } }";
    MAX_ITEMS_REMOVED = "max-items-removed": Removed more, "the number of entries", "the greatest number of entries was removed",
        "tags: { list: string, length: { min: 1, max: 9 } }" => "tags: { list: string, length: { min: 1 } }";
}
