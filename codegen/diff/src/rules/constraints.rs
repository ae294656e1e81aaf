//! Rules about patterns, multiples and equal items.

use super::{Action, E, I, Kind, Rule, Step, W, table};

table! { CONSTRAINTS;
    PATTERN_ADDED = "pattern-added": Constraint Added, E I Patch,
        "a pattern was added",
        "What does not match it was accepted and is refused now; the report shows a shortest such value.",
        "name: string" => "name: { type: string, pattern: '[a-z]*' }";
    PATTERN_REMOVED = "pattern-removed": Constraint Removed, I W Patch,
        "a pattern was removed",
        "Every request stays valid. A client built from the old spec refuses what does not match, unless its policy accepts them.",
        "name: { type: string, pattern: '[a-z]*' }" => "name: string";
    PATTERN_EQUIVALENT = "pattern-equivalent": Constraint Changed, I I Patch,
        "a pattern is written in another way",
        "It is proved that the same values are accepted as before, the length beside it taken into account.",
        "name: { type: string, pattern: '[0-9]+' }" => "name: { type: string, pattern: '\\d\\d*' }";
    PATTERN_WIDENED = "pattern-widened": Constraint Changed, I W Patch,
        "a pattern accepts more",
        "It is proved that everything accepted before still is. A client built from the old spec refuses the new values, \
         unless its policy accepts them.",
        "name: { type: string, pattern: '[a-z]+' }" => "name: { type: string, pattern: '[a-z0-9]+' }";
    PATTERN_NARROWED = "pattern-narrowed": Constraint Changed, E I Patch,
        "a pattern accepts less",
        "The report shows a shortest value that was accepted and is refused now.",
        "name: { type: string, pattern: '[a-z][a-z-]*' }" =>
        "name: { type: string, pattern: '[a-z]([a-z-]*[a-z])?' }";
    PATTERN_CHANGED = "pattern-changed": Constraint Changed, E W Patch,
        "a pattern accepts other values",
        "Some values were accepted and are refused now, and others the reverse; the report shows a shortest of either.",
        "name: { type: string, pattern: '[a-z]+' }" => "name: { type: string, pattern: '[A-Z]+' }";
    PATTERN_UNDECIDED = "pattern-undecided": Constraint Changed, W W Patch,
        "a changed pattern cannot be compared",
        "The old or the new pattern is not checked, or too large, so that it cannot be decided which values are gained or \
         lost. Compare them by hand.",
        "name: { type: string, pattern: { unchecked: '(a+)\\1' } }" =>
        "name: { type: string, pattern: { unchecked: '(a*)\\1' } }";
    CONSTRAINTS_REWRITTEN = "constraints-rewritten": Constraint Changed, I I Patch,
        "constraints are written differently, with the same meaning",
        "Several constraints changed, and it is proved that together they accept the same values as before.",
        "name: { type: string, length: { min: 1, max: 9 }, pattern: '[a-z]+' }" =>
        "name: { type: string, pattern: '[a-z]{1,9}' }";
    MULTIPLE_OF_ADDED = "multiple-of-added": Constraint Added, E I Patch,
        "only multiples of a number are accepted now",
        "A request with another number was accepted and is refused now; the report shows one.",
        "size: integer" => "size: { type: integer, multipleOf: 8 }";
    MULTIPLE_OF_REMOVED = "multiple-of-removed": Constraint Removed, I W Patch,
        "numbers that are not multiples are accepted now",
        "Every request stays valid. A client built from the old spec refuses other numbers, unless its policy accepts them.",
        "size: { type: integer, multipleOf: 8 }" => "size: integer";
    MULTIPLE_OF_CHANGED = "multiple-of-changed": Constraint Changed, E W Patch,
        "multiples of another number are accepted now",
        "The report shows a number that was accepted and is refused now, and one for the reverse, if there are such.",
        "size: { type: integer, multipleOf: 8 }" => "size: { type: integer, multipleOf: 12 }";
    UNIQUE_ITEMS_ADDED = "unique-items-added": Constraint Added, E I Patch,
        "no two items may be equal now",
        "A request with the same item twice was accepted and is refused now.",
        "tags: { list: string }" => "tags: { list: string, uniqueItems: true }";
    UNIQUE_ITEMS_REMOVED = "unique-items-removed": Constraint Removed, I W Patch,
        "items may be equal now",
        "Every request stays valid. A client built from the old spec refuses a list with the same item twice.",
        "tags: { list: string, uniqueItems: true }" => "tags: { list: string }";
}
