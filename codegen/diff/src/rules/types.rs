//! Rules about types.

use super::{Action, E, I, Kind, N, Rule, Step, W, table};

table! { TYPES;
    TYPE_CHANGED = "type-changed": Type Changed, E E Major,
        "something has another type",
        "What one side writes, the other cannot read. Add another member instead.",
        "size: string" => "size: integer";
    TYPE_WIDENED = "type-widened": Type Changed, I E Major,
        "numbers have a wider type",
        "Every request stays valid. A response may contain a number that a client built from the old spec cannot decode.",
        "size: integer" => "size: long";
    TYPE_NARROWED = "type-narrowed": Type Changed, E I Major,
        "numbers have a narrower type",
        "A request may hold a number that was accepted and cannot be read now.",
        "size: long" => "size: integer";
    TIMESTAMP_FORMAT_CHANGED = "timestamp-format-changed": Type Changed, E W Patch,
        "points in time are written in another form",
        "A service takes one form. A client made by speccast reads all three; others may not.",
        "since: { type: timestamp, format: date-time }" => "since: { type: timestamp, format: epoch-seconds }";
    BECAME_ENUM = "became-enum": Type Changed, E I Major,
        "any value was allowed, and now one of a list",
        "Values that are not in the list are refused. In the crate the type changes.",
        "color: string" => "color: Color\ntypes:\n  Color: { enum: [red, green] }";
    NO_LONGER_ENUM = "no-longer-enum": Type Changed, I W Major,
        "one of a list was allowed, and now any value",
        "A client built from the old spec refuses values that are not in the list, and reads them as unknown ones.",
        "color: Color\ntypes:\n  Color: { enum: [red, green] }" => "color: string";
    ENUM_VALUE_ADDED = "enum-value-added": Type Added, I I Minor,
        "an enum has more values",
        "Enums are open in responses: a client built from the old spec keeps a value that it does not know. In a request it \
         refuses the new values, unless its policy accepts them. In the crate enums are `#[non_exhaustive]`.",
        "color: Color\ntypes:\n  Color: { enum: [red, green] }" =>
        "color: Color\ntypes:\n  Color: { enum: [red, green, blue] }";
    ENUM_VALUE_REMOVED = "enum-value-removed": Type Removed, E I Major,
        "an enum has fewer values",
        "A request with such a value is refused. In the crate the variant is gone.",
        "color: Color\ntypes:\n  Color: { enum: [red, green, blue] }" =>
        "color: Color\ntypes:\n  Color: { enum: [red, green] }";
    ENUM_VALUE_RENAMED = "enum-value-renamed": Type Changed, E W Patch,
        "a value of an enum is another one on the wire",
        "The variant has its old name in Rust, so nothing in the crate shows it. A client built from the old spec sends the old \
         value, which is refused, and reads the new one in a response as an unknown value.",
        "level: Level\ntypes:\n  Level: { enum: [{ value: hi, rust: High }] }" =>
        "level: Level\ntypes:\n  Level: { enum: [{ value: high, rust: High }] }";
    ENUM_REORDERED = "enum-reordered": Type Changed, I I Patch,
        "the values of an enum are in another order",
        "Nothing changes on the wire. In the crate, values of an enum of strings compare in the spec's order (`Ord`), and \
         `VALUES` has it: sorted lists and ranges change. Values of an enum of numbers compare as their numbers, and `VALUES` \
         alone changes.",
        "color: Color\ntypes:\n  Color: { enum: [red, green] }" =>
        "color: Color\ntypes:\n  Color: { enum: [green, red] }";
    VARIANT_ADDED = "variant-added": Type Added, I I Minor,
        "a union has another member",
        "Unions are open in responses: a client built from the old spec keeps a member that it does not know, and cannot send it.",
        "shape: Shape\ntypes:\n  Shape: { union: { radius: double } }" =>
        "shape: Shape\ntypes:\n  Shape: { union: { radius: double, side: double } }";
    VARIANT_REMOVED = "variant-removed": Type Removed, E I Major,
        "a union has a member less",
        "A request with that member is refused. In the crate the variant is gone.",
        "shape: Shape\ntypes:\n  Shape: { union: { radius: double, side: double } }" =>
        "shape: Shape\ntypes:\n  Shape: { union: { radius: double } }";
    UNION_FORM_CHANGED = "union-form-changed": Type Changed, E E Major,
        "the members of a union are distinguished otherwise",
        "What one side writes, the other takes for another member, or for none.",
        "shape: Shape\ntypes:\n  Circle: { structure: { radius: double } }\n  Shape: { union: { circle: Circle } }" =>
        "shape: Shape\ntypes:\n  Circle: { structure: { radius: double } }\n  Shape: { union: { circle: Circle }, tag: type }";
    SPARSE_ADDED = "sparse-added": Type Changed, I E Major,
        "items may be absent now",
        "A `null` among the items is allowed. A client built from the old spec cannot decode such a response.",
        "sizes: { list: integer }" => "sizes: { list: integer, sparse: true }";
    SPARSE_REMOVED = "sparse-removed": Type Changed, E I Major,
        "items may no longer be absent",
        "A request with a `null` among the items is refused.",
        "sizes: { list: integer, sparse: true }" => "sizes: { list: integer }";
    SENSITIVE_ADDED = "sensitive-added": Type Changed, I I Major,
        "a value must not be shown",
        "Rebuilt clients keep it out of logs and wipe it from memory. In the crate the type changes.",
        "name: string" => "name: { type: string, sensitive: true }";
    SENSITIVE_REMOVED = "sensitive-removed": Type Changed, W W Major,
        "a value may be shown now",
        "Nothing changes on the wire, but rebuilt clients show the value in `Debug` output, and so perhaps in logs. Make sure \
         that it is no secret.",
        "name: { type: string, sensitive: true }" => "name: string";
    TYPE_RENAMED = "type-renamed": Name Changed, I I Major,
        "a type has another name in Rust",
        "Nothing changes on the wire: names of types do not travel, and neither does whether a type is written in place or under \
         a name. Code that names the type does not compile.",
        "color: Color\ntypes:\n  Color: { enum: [red, green] }" => "color: Colour\ntypes:\n  Colour: { enum: [red, green] }";
    RUST_TYPE_CHANGED = "rust-type-changed": Type Changed, I I Major,
        "a field has another type in Rust alone",
        "Nothing changes on the wire. It happens where a type begins or ceases to hold itself, and is boxed then.",
        "shape: Shape\ntypes:\n  Inner: { structure: { name: string } }\n  Shape: { structure: { name: string, inner: Inner } }" =>
        "shape: Shape\ntypes:\n  Inner: { structure: { name: string, outer: Shape } }\n  Shape: { structure: { name: string, inner: Inner } }";
    TYPE_REMOVED = "type-removed": Name Removed, N N Major,
        "a type is gone that nothing used",
        "Nothing changes on the wire. Code that names the type does not compile.",
        "name: string\ntypes:\n  Color: { enum: [red, green] }" => "name: string";
    TYPE_ADDED = "type-added": Name Added, N N Minor,
        "a type is new that nothing uses",
        "Nothing changes on the wire.",
        "name: string" => "name: string\ntypes:\n  Color: { enum: [red, green] }";
    CONSTANT_ADDED = "constant-added": Name Added, N N Minor,
        "there is another named constraint",
        "The validator has a public constant more. What it constrains is judged on its own.",
        "name: { type: string, length: { max: 25 } }" =>
        "name: Name\ntypes:\n  Name: { type: string, length: { max: 25 } }";
    CONSTANT_REMOVED = "constant-removed": Name Removed, N N Major,
        "a named constraint is gone, or has another name",
        "The validator has a public constant less, such as `NAME` of a type `Name`. What it constrained is judged on its own.",
        "name: Name\ntypes:\n  Name: { type: string, length: { max: 25 } }" =>
        "name: { type: string, length: { max: 25 } }";
}
