//! Changes of whole specs: names, places, and definitions that are used several times.

use speccast::Source;
use speccast::diff::{Report, Stale, Step, Wire, compare};
use speccast_tests::diff::{Side, found, only, report, spec};

#[test]
fn a_constraint_that_twenty_members_share_is_one_change_at_twenty_places() {
    let members: String = (0..20).map(|number| format!("m{number}: Name\n")).collect();
    let old = format!("{members}types:\n  Name: {{ type: string, length: {{ max: 25 }} }}");
    let found = report(&old, &old.replace("25", "100"));
    let change = only(&found);
    assert_eq!(change.path, "types/Name/length/max");
    assert_eq!(change.subject, "Name");
    assert_eq!(change.places.len(), 20);
    assert_eq!(change.places[0], "operations/Act/input/m0");
}

#[test]
fn a_member_s_own_constraint_is_its_own_change() {
    let old = "own: { type: Name, length: { max: 9 } }\nother: Name\ntypes:\n  Name: { type: string, length: { max: 25 } }";
    let found = report(old, &old.replace('9', "8"));
    let change = only(&found);
    assert_eq!(
        (change.path.as_str(), change.rule.id),
        ("operations/Act/input/own/length/max", "max-length-decreased")
    );
    assert!(change.places.is_empty());
}

#[test]
fn a_type_used_both_ways_is_judged_both_ways() {
    let old = "operations:\n  Act: { http: POST /act, input: { color: Color }, output: { color: Color } }\n\
               types:\n  Color: { enum: [red, green] }";
    let added = report(old, &old.replace("green", "green, blue"));
    let change = only(&added);
    assert_eq!(change.direction(), "request and response");
    assert_eq!((change.verdict.wire, change.verdict.step), (Wire::Compatible, Step::Minor));
    assert_eq!(change.verdict.stale, Stale::Refuses("\"blue\"".to_owned()));
    let removed = report(old, &old.replace(", green", ""));
    assert_eq!(only(&removed).verdict.wire, Wire::Breaking, "a request with it fails");
}

#[test]
fn a_renamed_type_changes_the_crate_alone() {
    let old = "widget: Widget\ntypes:\n  Widget: { structure: { name: Name, color: Color } }\n  \
               Name: { type: string, length: { max: 9 } }\n  Color: { enum: [red] }";
    let new = old.replace("Widget", "Gadget").replace("Name", "Title").replace("Color", "Colour");
    let report = report(old, &new);
    assert_eq!(report.verdict.wire, Wire::Compatible);
    assert_eq!(report.verdict.stale, Stale::Unaffected);
    assert_eq!(report.verdict.step, Step::Major);
    assert_eq!(
        found(&report),
        [
            "compatible major type-renamed: Gadget",
            "compatible major constant-removed: Title",
            "compatible major type-renamed: Colour",
        ]
    );
    assert_eq!(report.changes[1].message, "the constant `NAME` is now `TITLE`");
}

#[test]
fn a_type_moved_out_of_its_place_changes_the_crate_alone() {
    let inline =
        "widget: { structure: { color: { enum: [red] }, size: { type: integer, range: { max: 9 } } } }";
    let named = "widget: Widget\ntypes:\n  Widget: { structure: { color: Color, size: Size } }\n  \
                 Color: { enum: [red] }\n  Size: { type: integer, range: { max: 9 } }";
    for (old, new) in [(inline, named), (named, inline)] {
        let report = report(old, new);
        assert_eq!((report.verdict.wire, &report.verdict.stale), (Wire::Compatible, &Stale::Unaffected));
        assert_eq!(report.verdict.step, Step::Major);
    }
}

#[test]
fn a_constraint_moved_to_a_named_type_is_unchanged() {
    let old = "name: { type: string, length: { max: 25 } }";
    let new = "name: Name\ntypes:\n  Name: { type: string, length: { max: 25 } }";
    assert_eq!(found(&report(old, new)), ["compatible minor constant-added: Name"]);
    let wider = new.replace("25", "30");
    assert_eq!(
        found(&report(old, &wider)),
        ["compatible minor constant-added: Name", "compatible patch max-length-increased: Name",]
    );
}

#[test]
fn types_that_hold_themselves_come_to_an_end() {
    let old = "part: Part\ntypes:\n  Part: { structure: { name: { type: string, length: { max: 9 } }, parts: { list: Part } } }";
    let found = report(old, &old.replace('9', "8"));
    assert_eq!(only(&found).path, "types/Part/structure/name/length/max");
}

#[test]
fn a_label_may_have_another_name() {
    let old = "operations:\n  Act:\n    http: GET /groups/{group}/things/{id}\n    in: path\n    input:\n      \
               group: { type: string, required: true }\n      id: { type: string, required: true }";
    let labels = old.replace("{group}", "{g}").replace("group: {", "group: { name: g,");
    assert!(report(old, &labels).changes.is_empty(), "{:?}", found(&report(old, &labels)));
    // Members that change places in the path do matter.
    let swapped = old.replace("{group}/things/{id}", "{id}/things/{group}");
    let wrong: Vec<String> = found(&report(old, &swapped));
    assert_eq!(
        wrong,
        [
            "breaking patch wire-name-changed: Act.input.group",
            "breaking patch wire-name-changed: Act.input.id",
        ]
    );
}

#[test]
fn members_without_in_move_together() {
    let old = "operations:\n  Act:\n    http: POST /act\n    in: query\n    input: { a: string, b: string, c: { type: string, in: header } }";
    let found = report(old, &old.replace("in: query", "in: body"));
    let change = only(&found);
    assert_eq!((change.path.as_str(), change.rule.id), ("operations/Act/in", "place-changed"));
    assert_eq!(change.places, ["operations/Act/input/a", "operations/Act/input/b"]);
    assert_eq!((change.verdict.wire, change.verdict.step), (Wire::Breaking, Step::Patch));
}

#[test]
fn the_short_form_of_aws_endpoints_is_the_whole_table() {
    let spec = |endpoint: &str| {
        format!(
            "service: {{ name: W, protocol: restJson1, endpoint: {endpoint}, auth: {{ sigv4: w }} }}\noperations:\n  A: {{ http: POST /a }}"
        )
    };
    let suffixes = [
        ("", ", fips: false, dualStack: false", ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu"]),
        ("-fips", ", fips: true", ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu"]),
        ("", ", dualStack: true", ["api.aws", "api.amazonwebservices.com.cn", "api.amazonwebservices.eu"]),
        (
            "-fips",
            ", fips: true, dualStack: true",
            ["api.aws", "api.amazonwebservices.com.cn", "api.amazonwebservices.eu"],
        ),
    ];
    let regions = ["", ", regions: cn-*", ", regions: eusc-*"];
    let row = |(fips, variant, suffixes): &(&str, &str, [&str; 3])| {
        let rules = suffixes.iter().zip(regions).map(|(suffix, regions)| {
            format!("{{ url: \"https://w{fips}.{{region}}.{suffix}\"{variant}{regions} }}")
        });
        rules.collect::<Vec<_>>().join(", ")
    };
    let table = spec(&format!("[{}]", suffixes.iter().map(row).collect::<Vec<_>>().join(", ")));
    let word = spec("{ aws: w }");
    assert_eq!(found(&report(&table, &word)), [""; 0]);
    assert_eq!(found(&report(&word, &table)), [""; 0]);
    let removed = report(&word, &spec("{ aws: w, without: [aws-cn, fips] }"));
    assert_eq!(removed.changes.len(), 8, "{:?}", found(&removed));
    assert!(removed.changes.iter().all(|change| change.rule.id == "endpoint-removed"));
    // An exception replaces one of the rules, wherever it is.
    let exception = "{ url: \"https://w.us-east-1.amazonaws.com\", fips: true }";
    let lists = [format!("[{{ aws: w }}, {exception}]"), format!("[{exception}, {{ aws: w }}]")];
    for list in &lists {
        let changed = report(&word, &spec(list));
        assert_eq!(only(&changed).rule.id, "endpoint-changed");
        assert_eq!(changed.verdict.wire, Wire::Dangerous);
    }
    assert_eq!(found(&report(&spec(&lists[0]), &spec(&lists[1]))), [""; 0]);
}

#[test]
fn required_members_in_another_order_are_other_steps() {
    let old = "from: { type: string, required: true }\nto: { type: string, required: true }";
    let new = "to: { type: string, required: true }\nfrom: { type: string, required: true }";
    let reordered = report(old, new);
    let change = only(&reordered);
    assert_eq!((change.rule.id, change.verdict.step), ("required-members-reordered", Step::Major));
    assert_eq!(change.message, "`ActInput::builder()` takes to, from in this order, from, to before");
    // However many there are.
    let more = "\nb: { type: string, required: true }\na: { type: string, required: true }";
    let many = report(
        &format!("{old}{more}"),
        &format!("to: {{ type: string, required: true }}\nfrom: {{ type: string, required: true }}{more}"),
    );
    assert_eq!((only(&many).rule.id, many.verdict.step), ("required-members-reordered", Step::Major));
    // Optional members are not steps, and an error without defaults has no builder.
    let optional = |members: &str| report(members, &members.split('\n').rev().collect::<Vec<_>>().join("\n"));
    assert_eq!(only(&optional("from: string\nto: string")).rule.id, "members-reordered");
    let errors = |members: &str| {
        format!(
            "operations:\n  Act: {{ http: POST /, errors: [Gone] }}\nerrors:\n  Gone: {{ status: 410, members: {{ {members} }} }}"
        )
    };
    let [a, b] = ["a: { type: string, required: true }", "b: { type: string, required: true }"];
    let error = report(&errors(&format!("{a}, {b}")), &errors(&format!("{b}, {a}")));
    assert_eq!((only(&error).rule.id, error.verdict.step), ("members-reordered", Step::None));
}

#[test]
fn an_error_of_the_service_is_one_change_for_all_operations() {
    let old = "service: { name: W, protocol: restJson1, endpoint: \"https://w.example.com\", auth: none, errors: [Busy] }\n\
               operations:\n  A: { http: POST /a }\n  B: { http: POST /b }\nerrors:\n  Busy: { status: 503 }";
    let new = old.replace("[Busy]", "[Busy, Gone]") + "\n  Gone: { status: 410 }";
    let added = report(old, &new);
    let change = only(&added);
    assert_eq!((change.rule.id, change.path.as_str()), ("error-added", "errors/Gone"));
    assert_eq!(change.places, ["operations/A", "operations/B"]);
    assert_eq!((change.verdict.wire, change.verdict.step), (Wire::Compatible, Step::Minor));
    let removed = report(&new, old);
    assert_eq!((only(&removed).rule.id, removed.verdict.wire), ("error-removed", Wire::Dangerous));
}

#[test]
fn a_member_of_every_error_is_one_change() {
    let old = "service: { name: W, protocol: restJson1, endpoint: \"https://w.example.com\", auth: none, errorMembers: { id: string } }\n\
               operations:\n  A: { http: POST /a, errors: [Busy, Gone, Own] }\n\
               errors:\n  Busy: { status: 503 }\n  Gone: { status: 410 }\n  Own: { status: 400, members: { id: integer } }";
    let changed = report(old, &old.replace("id: string", "id: { type: string, name: ID }"));
    let change = only(&changed);
    assert_eq!((change.rule.id, change.path.as_str()), ("wire-name-changed", "service/errorMembers/id/name"));
    assert_eq!(change.places, ["errors/Busy", "errors/Gone"]);
    let more = old.replace("id: string", "id: string, more: string");
    for (old, new) in [(old, more.as_str()), (more.as_str(), old)] {
        let found = report(old, new);
        assert_eq!((only(&found).path.as_str(), only(&found).places.len()), ("service/errorMembers/more", 3));
    }
    // The same members, written with each error.
    let each = old.replace(", errorMembers: { id: string }", "");
    let each = each
        .replace("503 }", "503, members: { id: string } }")
        .replace("410 }", "410, members: { id: string } }");
    assert_eq!(found(&report(old, &each)), [""; 0]);
    assert_eq!(found(&report(&each, old)), [""; 0]);
}

#[test]
fn an_error_becomes_the_default_one() {
    let old =
        "operations:\n  A: { http: POST /a, errors: [Busy] }\nerrors:\n  Busy: { status: 503, code: Busy }";
    let new = old.replace("503, code: Busy", "default");
    let found = report(old, &new);
    let change = only(&found);
    assert_eq!(
        (change.rule.id, change.message.as_str()),
        ("error-status-changed", "status default, 503 before")
    );
    assert_eq!(found.verdict.wire, Wire::Breaking);
}

#[test]
fn a_renamed_error_with_its_code_changes_the_crate_alone() {
    let old =
        "operations:\n  A: { http: POST /a, errors: [Busy] }\nerrors:\n  Busy: { status: 503, code: BUSY }";
    let found_in = |new: &str| found(&report(old, new));
    assert_eq!(found_in(&old.replace("Busy", "Occupied")), ["compatible major type-renamed: Occupied"]);
    assert_eq!(found_in(&old.replace("BUSY", "busy")), ["breaking patch error-code-changed: Busy"]);
    assert_eq!(
        found_in(&old.replace("code: BUSY", "code: BUSY, rust: Occupied")),
        ["compatible major rust-name-changed: Busy"]
    );
    // Without a code, the name is sent.
    let bare = old.replace(", code: BUSY", "");
    let renamed = report(&bare, &bare.replace("Busy", "Occupied"));
    assert_eq!(renamed.verdict.wire, Wire::Dangerous);
    assert_eq!(
        found(&renamed),
        ["dangerous major error-removed: Busy", "compatible minor error-added: Occupied"]
    );
}

#[test]
fn types_of_what_is_gone_are_gone_with_it() {
    let old = "operations:\n  A: { http: POST /a }\n  B: { http: POST /b, input: { color: Color }, errors: [Gone] }\n\
               types:\n  Color: { enum: [red] }\n  Reason: { enum: [old] }\n\
               errors:\n  Gone: { status: 410, members: { reason: Reason } }";
    let new = "operations:\n  A: { http: POST /a }";
    assert_eq!(found(&report(old, new)), ["breaking major operation-removed: B"]);
    assert_eq!(found(&report(new, old)), ["compatible minor operation-added: B"]);
}

#[test]
fn a_name_kept_in_rust_is_not_a_major_change() {
    let old = "max: { type: integer, name: max-size }";
    let kept = report(old, "most: { type: integer, name: max-size, rust: max }");
    assert_eq!(found(&kept), ["compatible patch member-renamed: Act.input.most"]);
    let old = "operations:\n  Act: { http: POST /act }";
    let kept = report(old, "operations:\n  Perform: { http: POST /act, rust: Act }");
    assert_eq!(found(&kept), ["compatible patch operation-renamed: Perform"]);
}

#[test]
fn a_name_in_files_is_part_of_the_api() {
    // Outside of a body, serde knows a member by its name in the API.
    let old = "operations:\n  Act:\n    http: POST /act\n    in: query\n    input: { max: { type: integer, name: max-size } }";
    let kept = report(old, &old.replace("max: { type: integer,", "most: { type: integer, rust: max,"));
    assert_eq!(found(&kept), ["compatible major member-renamed: Act.input.most"]);
    let renamed = report(old, &old.replace("max-size", "maxSize"));
    assert_eq!(found(&renamed), ["breaking patch wire-name-changed: Act.input.max"]);
    let moved = report(old, &old.replace("in: query", "in: body"));
    assert_eq!(found(&moved), ["breaking major place-changed: Act"]);
    // In a body, by the wire's.
    let old = old.replace("in: query", "in: body");
    let renamed = report(&old, &old.replace("max-size", "maxSize"));
    assert_eq!(found(&renamed), ["breaking major wire-name-changed: Act.input.max"]);
}

#[test]
fn a_body_is_the_object_on_the_wire() {
    let single = "operations:\n  Act:\n    http: POST /act/{id}\n    MEMBERS: { id: { type: string, in: header }, a: string, b: { type: string, length: { max: 9 } } }";
    let grouped = "operations:\n  Act:\n    http: POST /act/{id}\n    MEMBERS: { id: { type: string, in: header }, body: { type: S, in: payload } }\n\
                   types:\n  S: { structure: { b: { type: string, length: { max: 9 } }, a: string } }";
    for side in ["input", "output"] {
        let spec = |text: &str| text.replace("MEMBERS", side).replace("/{id}", "");
        let (single, grouped) = (&spec(single), &spec(grouped));
        let into = report(single, grouped);
        assert_eq!(found(&into), [format!("compatible major body-regrouped: Act.{side}.body")]);
        assert_eq!(only(&into).message, "members of the body are in `body`, which is the whole body");
        let out = report(grouped, single);
        assert_eq!(found(&out), [format!("compatible major body-regrouped: Act.{side}")]);
        assert_eq!(
            only(&out).message,
            "members of `body`, which was the whole body, are in the body themselves"
        );
        // Other changes are reported at the new place.
        let other = report(single, &grouped.replace("max: 9", "max: 8").replace("a: string", "c: string"));
        let level = if side == "input" { "breaking" } else { "compatible" };
        let expected = [
            format!("compatible major body-regrouped: Act.{side}.body"),
            "dangerous major optional-member-removed: Act.a".to_owned(),
            format!("{level} patch max-length-decreased: S.b"),
            "compatible minor optional-member-added: S.c".to_owned(),
        ];
        let mut found = found(&other);
        found.iter_mut().for_each(|it| *it = it.replace(&format!("Act.{side}.a"), "Act.a"));
        found.sort();
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!(found, expected);
    }
    // Without the structure, its required members do not exist.
    let spec = |text: &str| text.replace("MEMBERS", "input").replace("/{id}", "");
    let (single, grouped) =
        (spec(single).replace("a: string", "a: { type: string, required: true }"), spec(grouped));
    let optional = grouped.replace("a: string", "a: { type: string, required: true }");
    let required = optional.replace("in: payload", "in: payload, required: true");
    let rules = |old: &str, new: &str| -> Vec<String> {
        let report = report(old, new);
        report.changes.iter().map(|it| format!("{} {}", it.verdict.wire, it.rule.id)).collect()
    };
    assert_eq!(rules(&single, &required), ["compatible body-regrouped"]);
    assert_eq!(rules(&required, &single), ["compatible body-regrouped"]);
    assert_eq!(rules(&single, &optional), ["compatible body-regrouped", "compatible became-optional"]);
    assert_eq!(rules(&optional, &single), ["compatible body-regrouped", "breaking became-required"]);
    let error = "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410, members: { why: string, at: { type: string, in: header } } }";
    let grouped = error.replace("why: string", "body: { type: S, in: payload }")
        + "\ntypes:\n  S: { structure: { why: string } }";
    assert_eq!(found(&report(error, &grouped)), ["compatible major body-regrouped: Gone.body"]);
    assert_eq!(found(&report(&grouped, error)), ["compatible major body-regrouped: Gone"]);
}

#[test]
fn a_map_and_an_object_with_additional_members_are_the_same_on_the_wire() {
    let labels = |ty: &str| format!("labels: Labels\ntypes:\n  Labels: {ty}");
    let map = labels("{ map: string }");
    let object = labels("{ structure: { name: string, others: { map: string, in: additional } } }");
    for (old, new) in [(&map, &object), (&object, &map)] {
        assert_eq!(found(&report(old, new)), ["compatible major map-regrouped: Act.input.labels"]);
    }
    // Each entry is compared.
    let required = object.replace("name: string", "name: { type: string, required: true }");
    let expected =
        ["compatible major map-regrouped: Act.input.labels", "breaking major became-required: Labels.name"];
    assert_eq!(found(&report(&map, &required)), expected);
    let expected =
        ["compatible major map-regrouped: Act.input.labels", "compatible major became-optional: Labels.name"];
    assert_eq!(found(&report(&required, &map)), expected);
    let shorter = object.replace("map: string,", "map: { type: string, length: { max: 9 } },");
    let expected = [
        "compatible major map-regrouped: Act.input.labels",
        "breaking patch max-length-added: Labels.others{}",
    ];
    assert_eq!(found(&report(&map, &shorter)), expected);
    let number = object.replace("name: string", "name: integer");
    let expected =
        ["compatible major map-regrouped: Act.input.labels", "breaking major type-changed: Labels.name"];
    assert_eq!(found(&report(&map, &number)), expected);
    // A listed member counts in the one and not in the other.
    let few = object.replace("in: additional", "in: additional, length: { max: 9 }");
    assert_eq!(found(&report(&map, &few)), ["breaking major type-changed: Labels"]);
    let closed = labels("{ structure: { name: string } }");
    assert_eq!(found(&report(&map, &closed)), ["breaking major type-changed: Labels"]);
    let few = labels("{ structure: { all: { map: string, in: additional, length: { max: 9 } } } }");
    let expected =
        ["compatible major map-regrouped: Act.input.labels", "breaking patch max-items-added: Labels.all"];
    assert_eq!(found(&report(&map, &few)), expected);
}

#[test]
fn a_type_may_become_an_alternative() {
    let spec = |side: &str, ty: &str| {
        format!(
            "operations:\n  Act:\n    http: POST /act\n    {side}: {{ at: {ty} }}\ntypes:\n  One: {{ structure: {{ a: {{ type: string, required: true }} }} }}\n  Two: {{ structure: {{ b: {{ type: string, required: true }} }} }}"
        )
    };
    let wire = |side: &str, old: &str, new: &str| {
        let [old, new] = [old, new].map(|ty| {
            spec(side, ty)
                .replace("  Two", if ty.contains("Two") { "  Two" } else { "  # Two" })
                .replace("  One", if ty.contains("One") { "  One" } else { "  # One" })
        });
        found(&report(&old, &new))
    };
    for (single, several) in [
        ("string", "{ oneOf: [string, integer] }"),
        ("One", "{ oneOf: [string, One] }"),
        ("One", "{ oneOf: [Two, One] }"),
        ("{ list: One }", "{ oneOf: [string, { list: One }] }"),
    ] {
        let became = |level: &str, side: &str| [format!("{level} major became-one-of: Act.{side}.at")];
        let no_longer = |level: &str, side: &str| [format!("{level} major no-longer-one-of: Act.{side}.at")];
        assert_eq!(wire("input", single, several), became("compatible", "input"), "{several}");
        assert_eq!(wire("output", single, several), became("breaking", "output"), "{several}");
        assert_eq!(wire("input", several, single), no_longer("breaking", "input"), "{several}");
        assert_eq!(wire("output", several, single), no_longer("compatible", "output"), "{several}");
    }
    // The alternative itself is compared.
    let bounded = "{ oneOf: [{ type: string, length: { max: 9 } }, integer] }";
    let expected = [
        "compatible major became-one-of: Act.input.at",
        "breaking patch max-length-added: Act.input.at.String",
    ];
    assert_eq!(wire("input", "string", bounded), expected);
    assert_eq!(wire("input", "boolean", bounded), ["breaking major type-changed: Act.input.at"]);
}

#[test]
fn a_value_of_a_union_is_shown_in_its_form() {
    let witness = |members: &str| {
        let removed = report(
            &format!("at: {members}"),
            &format!("at: {}", members.replace(", two: boolean", "").replace(", boolean]", "]")),
        );
        only(&removed).witnesses.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(witness("{ union: { one: string, two: boolean } }"), "{\"two\": …} was accepted, now refused");
    assert_eq!(witness("{ oneOf: [string, integer, boolean] }"), "a boolean was accepted, now refused");
    let tagged = "{ union: { one: string, two: boolean }, tag: kind, content: data }";
    assert_eq!(witness(tagged), "{\"kind\": \"two\", \"data\": …} was accepted, now refused");
}

#[test]
fn text_that_becomes_a_json_string_breaks_the_wire() {
    let spec = |media_type: &str| {
        format!(
            "service: {{ name: W, protocol: http, endpoint: \"https://w.example.com\", auth: none }}\noperations:\n  Act:\n    http: POST /act\n    output: {{ text: {{ type: string, in: payload, mediaType: {media_type} }} }}"
        )
    };
    let wire = |old: &str, new: &str| report(&spec(old), &spec(new)).verdict.wire;
    assert_eq!(wire("text/plain", "application/json"), Wire::Breaking);
    assert_eq!(wire("application/problem+json", "text/csv"), Wire::Breaking);
    assert_eq!(wire("text/plain", "text/csv"), Wire::Dangerous);
    assert_eq!(wire("application/json", "application/problem+json"), Wire::Dangerous);
}

#[test]
fn a_map_that_is_the_body_may_become_its_additional_members() {
    let spec = |side: &str, members: &str| {
        format!(
            "service: {{ name: W, protocol: http, endpoint: \"https://w.example.com\", auth: none }}\noperations:\n  Act:\n    http: POST /act\n    {side}: {{ id: {{ type: string, in: header }}, {members} }}"
        )
    };
    for side in ["input", "output"] {
        let map = spec(side, "all: { map: string, in: payload }");
        let members = spec(side, "rest: { map: string, in: additional }, name: string");
        let into = report(&map, &members);
        assert_eq!(found(&into), [format!("compatible major body-regrouped: Act.{side}")]);
        let out = report(&members, &map);
        assert_eq!(found(&out), [format!("compatible major body-regrouped: Act.{side}.all")]);
        // Without additional members, entries are lost.
        assert_eq!(report(&map, &spec(side, "name: string")).verdict.wire, Wire::Dangerous);
    }
}

#[test]
fn order_that_is_visible_in_code_is_reported() {
    let old = "color: Color\ntypes:\n  Color: { enum: [red, green, blue] }";
    let strings = report(old, &old.replace("red, green", "green, red"));
    assert_eq!(found(&strings), ["compatible patch enum-reordered: Color"]);
    assert_eq!(only(&strings).message, "the values are in another order in `VALUES`, and so in `Ord`");
    assert!(strings.shown(false).next().is_some(), "shown without being asked for");
    let old = "level: Level\ntypes:\n  Level: { intEnum: { Low: 1, High: 2 } }";
    let numbers = report(old, &old.replace("Low: 1, High: 2", "High: 2, Low: 1"));
    assert_eq!(found(&numbers), ["compatible patch enum-reordered: Level"]);
    assert_eq!(only(&numbers).message, "the values are in another order in `VALUES`");
    let old = "operations:\n  A: { http: POST /a, errors: [Busy, Gone] }\nerrors:\n  Busy: { status: 503 }\n  Gone: { status: 410 }";
    let errors = report(old, &old.replace("[Busy, Gone]", "[Gone, Busy]"));
    assert_eq!(found(&errors), ["compatible patch errors-reordered: A"]);
    // One that is renamed and stays in its place is not reordered.
    let renamed = old.replace("Busy: {", "Full: { code: Busy,").replace("[Busy", "[Full");
    assert_eq!(found(&report(old, &renamed)), ["compatible major type-renamed: Full"]);
}

#[test]
fn keys_of_maps_are_values_too() {
    let old = "tags: { map: string, key: { type: string, length: { max: 9 } } }";
    let longer = report(old, &old.replace('9', "99"));
    assert_eq!(only(&longer).path, "operations/Act/input/tags/key/length/max");
    assert!(matches!(only(&longer).verdict.stale, Stale::Refuses(_)));
    let old = "tags: { map: string, key: Color }\ntypes:\n  Color: { enum: [red, green] }";
    let fewer = report(old, &old.replace(", green", ""));
    assert_eq!(found(&fewer), ["breaking major enum-value-removed: Color"]);
    assert_eq!(only(&fewer).places, ["operations/Act/input/tags/key"]);
}

#[test]
fn enums_of_numbers_are_enums() {
    let old = "level: Level\ntypes:\n  Level: { intEnum: { Low: 1, High: 2 } }";
    let added = report(old, &old.replace("High: 2", "High: 2, Top: 3"));
    assert_eq!(found(&added), ["compatible minor enum-value-added: Level"]);
    assert_eq!(only(&added).message, "3 (Top) is one more value");
    assert_eq!(only(&added).path, "types/Level/intEnum/Top");
    assert_eq!(added.verdict.stale, Stale::Refuses("3 (Level)".to_owned()));
    assert_eq!(
        found(&report(old, &old.replace("High: 2", "High: 3"))),
        ["breaking patch enum-value-renamed: Level"]
    );
    assert_eq!(
        found(&report(old, &old.replace("High: 2", "Top: 2"))),
        ["compatible major rust-name-changed: Level"]
    );
    let number = report(old, "level: integer");
    assert!(
        found(&number).contains(&"compatible major no-longer-enum: Act.input.level".to_owned()),
        "{:?}",
        found(&number)
    );
}

#[test]
fn members_of_unions_are_judged_like_others() {
    let old = "shape: Shape\ntypes:\n  Shape: { union: { radius: { type: double, range: { max: 9.5 } }, side: double } }";
    let less = report(old, &old.replace("9.5", "9.25"));
    assert_eq!(found(&less), ["breaking patch max-value-decreased: Shape.radius"]);
    assert_eq!(only(&less).witnesses[0].to_string(), "9.5 was accepted, now refused");
    assert_eq!(
        found(&report(old, &old.replace(", side: double", ""))),
        ["breaking major variant-removed: Shape.side"]
    );
}

#[test]
fn a_named_type_that_becomes_another_is_one_change() {
    let old = "a: Size\nb: Size\nc: { list: Size }\ntypes:\n  Size: { type: string, length: { max: 9 } }";
    let number = report(
        old,
        &old.replace("{ type: string, length: { max: 9 } }", "{ type: integer, range: { max: 9 } }"),
    );
    let change = number.changes.iter().find(|change| change.rule.id == "type-changed").expect("a change");
    assert_eq!((change.path.as_str(), change.places.len()), ("types/Size/type", 3));
    let secret = report(old, &old.replace("string,", "string, sensitive: true,"));
    assert_eq!(found(&secret), ["compatible major sensitive-added: Size"]);
    assert_eq!(only(&secret).path, "types/Size/sensitive");
}

#[test]
fn bytes_are_counted_as_bytes() {
    let old = "data: { type: blob, length: { max: 9 } }";
    let shorter = report(old, "data: { type: blob, length: { max: 8 } }");
    assert_eq!(found(&shorter), ["breaking patch max-length-decreased: Act.input.data"]);
    assert_eq!(only(&shorter).witnesses[0].to_string(), "one of 9 bytes was accepted, now refused");
    assert_eq!(only(&shorter).message, "at most 8 bytes, 9 before");
}

#[test]
fn an_operation_named_by_a_header_has_no_other_name() {
    let old = "service: { name: W, protocol: { awsJson1_0: W }, endpoint: \"https://w.example.com\", auth: none }\n\
               operations:\n  Act: { input: { a: string } }";
    let renamed = report(old, &old.replace("Act", "Perform"));
    assert_eq!(renamed.verdict.wire, Wire::Breaking);
    assert_eq!(
        found(&renamed),
        ["breaking major operation-removed: Act", "compatible minor operation-added: Perform"]
    );
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let old = "name: { type: string, length: { max: 25 } }\nsize: integer";
    let new = old.replace("25", "20");
    let print = |report: &Report| only(report).fingerprint.clone();
    let first = print(&report(old, &new));
    let moved = "# A comment.\nspeccast: 1\n";
    let elsewhere = |text: &str| {
        let source = spec("other.yaml", text, Side::Request);
        Source::new("other.yaml", source.text().replace("speccast: 1\n", moved))
    };
    let report =
        compare(&[elsewhere(old)], &[elsewhere(&new)]).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    assert_eq!(print(&report), first);
    assert_ne!(print(&self::report(old, &old.replace("25", "19"))), first, "another change");
}

/// Each part of each style, by the rule that its change is reported by.
#[test]
fn every_style_of_pagination_is_compared() {
    /// A text, its replacement, and the kind of change.
    type Edit = (&'static str, &'static str, &'static str);
    const STYLES: [(&str, &[Edit]); 6] = [
        (
            "inputToken: [a, b], outputToken: [x.a, n]",
            &[
                ("[a, b]", "[c, b]", "token"),
                ("x.a", "x.b", "token"),
                ("[a, b], outputToken: [x.a, n]", "a, outputToken: x.a", "token"),
            ],
        ),
        (
            "page: n, firstPage: 0, totalPages: n",
            &[
                ("page: n", "page: m", "token"),
                ("firstPage: 0", "firstPage: 2", "token"),
                ("totalPages: n", "totalPages: m", "end"),
                ("totalPages: n", "hasMore: t", "end"),
            ],
        ),
        ("offset: n, total: n", &[("offset: n", "offset: m", "token"), (", total: n", "", "end")]),
        (
            "after: a, from: id, hasMore: t",
            &[
                ("after: a", "after: c", "token"),
                ("id", "name", "token"),
                ("hasMore: t", "hasMore: u", "end"),
            ],
        ),
        ("link: next", &[("next", "more", "token"), ("link: next", "nextUrl: x.a", "style")]),
        ("nextUrl: x.a", &[("x.a", "x.b", "token"), ("nextUrl: x.a", "page: n", "style")]),
    ];
    let operation = |style: &str| {
        format!(
            "operations:\n  Act:\n    http: POST /act\n    paginated: {{ items: things, {style} }}\n    \
             input: {{ a: string, b: long, c: string, n: integer, m: integer }}\n    \
             output: {{ x: {{ structure: {{ a: string, b: string }} }}, n: long, m: long, t: boolean, u: boolean, \
             things: {{ list: {{ structure: {{ id: string, name: string }} }} }} }}"
        )
    };
    for (style, changes) in STYLES {
        assert!(report(&operation(style), &operation(style)).changes.is_empty(), "{style}");
        for (from, to, kind) in changes {
            let new = style.replacen(from, to, 1);
            let found = report(&operation(style), &operation(&new));
            let rules: Vec<&str> = found.changes.iter().map(|change| change.rule.id).collect();
            let rule = format!("pagination-{kind}-changed");
            assert!(!rules.is_empty() && rules.iter().all(|id| *id == rule), "{style} -> {new}: {rules:?}");
            let worst = if *kind == "end" { Wire::Dangerous } else { Wire::Breaking };
            assert_eq!(found.verdict.wire, worst, "{style} -> {new}");
        }
    }
    // A relation has no case, and a default that is written twice is one.
    let same = |old: &str, new: &str| report(&operation(old), &operation(new)).changes.is_empty();
    assert!(same("link: next", "link: NEXT") && same("page: n", "page: n, firstPage: 1"));
}

#[test]
fn another_prefix_of_the_host_is_another_endpoint() {
    let old = "operations:\n  Act: { http: POST /act }";
    let found = report(old, &old.replace("/act", "/act, hostPrefix: data."));
    let change = only(&found);
    assert_eq!((change.path.as_str(), change.rule.id), ("operations/Act/hostPrefix", "endpoint-changed"));
    assert_eq!(change.verdict.wire, Wire::Dangerous);
}

#[test]
fn a_format_that_a_deployed_client_misreads_breaks_it() {
    let changed = |was: &str, is: &str| {
        let member = |format: &str| {
            format!(
                "operations:\n  Act: {{ http: POST /act, output: {{ at: {{ type: timestamp, format: {format} }} }} }}"
            )
        };
        let found = report(&member(was), &member(is));
        (only(&found).rule.id, only(&found).verdict.wire)
    };
    for (was, is) in [
        ("epoch-seconds", "epoch-millis"),
        ("epoch-millis", "epoch-seconds"),
        ("date-time", "epoch-millis"),
        ("date-time", "sql"),
    ] {
        assert_eq!(changed(was, is), ("timestamp-misread", Wire::Breaking), "{was} {is}");
    }
    for (was, is) in [("epoch-millis", "date-time"), ("sql", "rfc2822"), ("date-time", "iso8601")] {
        assert_eq!(changed(was, is), ("timestamp-format-changed", Wire::Dangerous), "{was} {is}");
    }
}

/// The only value of an enum is as good as a constant, and other values of its type are no witnesses.
#[test]
fn a_constant_is_compared_with_the_values_of_the_other_type() {
    let constant = "kind: { const: a }";
    for (old, new, expected) in [
        ("kind: { enum: [a], required: true }", constant, "compatible major const-added"),
        ("kind: { enum: [a] }", constant, "breaking major const-added"),
        ("kind: { enum: [a, b], required: true }", constant, "breaking major const-added"),
        (constant, "kind: { enum: [a, b], required: true }", "compatible major const-removed"),
        (constant, "kind: { enum: [b, c], required: true }", "breaking major const-changed"),
        (constant, "kind: { type: string, pattern: '[b-z]' }", "breaking major const-changed"),
        (constant, "kind: { type: string, pattern: '[a-z]' }", "compatible minor const-removed"),
        ("kind: { const: 1 }", "kind: { type: byte, required: true }", "compatible major const-removed"),
        ("kind: { const: 128 }", "kind: { type: byte, required: true }", "breaking major const-changed"),
    ] {
        let report = report(old, new);
        let change = only(&report);
        let found = format!("{} {} {}", change.verdict.wire, change.verdict.step, change.rule.id);
        assert_eq!(found, expected, "{old} to {new}");
        assert!(change.witnesses.is_empty(), "{old} to {new}: {:?}", change.witnesses);
    }
    assert!(report("kind: { const: 1 }", "kind: { type: long, const: 1 }").changes.is_empty());
}

/// What counts is the headers that requests have, wherever the spec has them.
#[test]
fn a_header_may_move_from_the_service_to_its_operations() {
    let fragment = |shared: &str, own: &str, other: &str| {
        let service =
            "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none";
        let operation =
            |name: &str, own: &str| format!("  {name}: {{ http: POST /{name}, headers: {{ {own} }} }}\n");
        format!(
            "{service}, headers: {{ {shared} }} }}\noperations:\n{}{}",
            operation("act", own),
            operation("be", other)
        )
    };
    let shared = fragment("X-A: b", "", "");
    assert!(report(&shared, &fragment("", "X-A: b", "x-a: b")).changes.is_empty());
    assert!(report(&fragment("", "X-A: b", "x-a: b"), &shared).changes.is_empty());
    let one = report(&shared, &fragment("", "X-A: b", ""));
    assert_eq!(only(&one).rule.id, "header-removed");
    let other = report(&shared, &fragment("X-A: b", "X-A: c", ""));
    assert_eq!(
        (only(&other).rule.id, only(&other).path.as_str()),
        ("header-changed", "operations/act/headers/X-A")
    );
}
