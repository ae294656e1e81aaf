//! Rules about patterns, multiples and equal items.

use super::{Action, E, I, Kind, Rule, Step, W, table};

table! { CONSTRAINTS;
    PATTERN_ADDED = "pattern-added": Constraint Added, E I Patch,
        "pattern added",
        "Values that do not match were accepted and are now refused. The report shows a shortest one.",
        "name: string" => "name: { type: string, pattern: '[a-z]*' }";
    PATTERN_REMOVED = "pattern-removed": Constraint Removed, I W Patch,
        "pattern removed",
        "Every request stays valid. A client built from the old spec refuses values that do not match, unless its \
         policy accepts them.",
        "name: { type: string, pattern: '[a-z]*' }" => "name: string";
    PATTERN_EQUIVALENT = "pattern-equivalent": Constraint Changed, I I Patch,
        "pattern rewritten with the same meaning",
        "It is proved that the pattern and the length together accept the same values as before.",
        "name: { type: string, pattern: '[0-9]+' }" => "name: { type: string, pattern: '\\d\\d*' }";
    PATTERN_WIDENED = "pattern-widened": Constraint Changed, I W Patch,
        "pattern accepts more values",
        "It is proved that every value accepted before is still accepted. A client built from the old spec refuses \
         the new values, unless its policy accepts them.",
        "name: { type: string, pattern: '[a-z]+' }" => "name: { type: string, pattern: '[a-z0-9]+' }";
    PATTERN_NARROWED = "pattern-narrowed": Constraint Changed, E I Patch,
        "pattern accepts fewer values",
        "The report shows a shortest value that was accepted and is now refused.",
        "name: { type: string, pattern: '[a-z][a-z-]*' }" =>
        "name: { type: string, pattern: '[a-z]([a-z-]*[a-z])?' }";
    PATTERN_CHANGED = "pattern-changed": Constraint Changed, E W Patch,
        "pattern accepts other values",
        "Some values were accepted and are now refused, and others the reverse. The report shows a shortest one of \
         each.",
        "name: { type: string, pattern: '[a-z]+' }" => "name: { type: string, pattern: '[A-Z]+' }";
    PATTERN_UNDECIDED = "pattern-undecided": Constraint Changed, W W Patch,
        "changed pattern that cannot be compared",
        "The old or the new pattern is not checked, or is too large, so it cannot be decided which values are \
         gained or lost. Compare them by hand.",
        "name: { type: string, pattern: { unchecked: '(a+)\\1' } }" =>
        "name: { type: string, pattern: { unchecked: '(a*)\\1' } }";
    CONSTRAINTS_REWRITTEN = "constraints-rewritten": Constraint Changed, I I Patch,
        "constraints rewritten with the same meaning",
        "Several constraints changed. It is proved that together they accept the same values as before.",
        "name: { type: string, length: { min: 1, max: 9 }, pattern: '[a-z]+' }" =>
        "name: { type: string, pattern: '[a-z]{1,9}' }";
    MULTIPLE_OF_ADDED = "multiple-of-added": Constraint Added, E I Patch,
        "divisor added",
        "Requests with other numbers were accepted and are now refused. The report shows one.",
        "size: integer" => "size: { type: integer, multipleOf: 8 }";
    MULTIPLE_OF_REMOVED = "multiple-of-removed": Constraint Removed, I W Patch,
        "divisor removed",
        "Every request stays valid. A client built from the old spec refuses other numbers, unless its policy accepts them.",
        "size: { type: integer, multipleOf: 8 }" => "size: integer";
    MULTIPLE_OF_CHANGED = "multiple-of-changed": Constraint Changed, E W Patch,
        "divisor changed",
        "The report shows a number that was accepted and is now refused, and one for the reverse, if they exist.",
        "size: { type: integer, multipleOf: 8 }" => "size: { type: integer, multipleOf: 12 }";
    UNIQUE_ITEMS_ADDED = "unique-items-added": Constraint Added, E I Patch,
        "equal items forbidden",
        "A request with a repeated item was accepted and is now refused.",
        "tags: { list: string }" => "tags: { list: string, uniqueItems: true }";
    UNIQUE_ITEMS_REMOVED = "unique-items-removed": Constraint Removed, I W Patch,
        "equal items allowed",
        "Every request stays valid. A client built from the old spec refuses a list with a repeated item.",
        "tags: { list: string, uniqueItems: true }" => "tags: { list: string }";
}
