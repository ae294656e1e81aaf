//! Names of paths for people.

use speccast_core::source_map::{KeyPart, KeyPath};

/// Returns the named type that this is, or is part of.
pub(super) fn named_type(path: &KeyPath) -> Option<&str> {
    match path.parts() {
        [KeyPart::Key("types"), KeyPart::Name(name), ..] => Some(name),
        _ => None,
    }
}

/// Returns the operation whose input has this member.
pub(super) fn operation_of_input(path: &KeyPath) -> Option<KeyPath> {
    match path.parts() {
        [KeyPart::Key("operations"), KeyPart::Name(name), KeyPart::Key("input"), KeyPart::Name(_)] => {
            Some(KeyPath::default().key("operations").name(name))
        }
        _ => None,
    }
}

/// Returns a name for people: `ListWidgets.input.color`, `Widget.tags[]`.
pub(super) fn subject(path: &KeyPath) -> String {
    let mut subject = String::new();
    for (index, part) in path.parts().iter().enumerate() {
        let after = index.checked_sub(1).and_then(|before| path.parts().get(before));
        let part = match part {
            // The message contains the value of an enum and the URL of an endpoint.
            KeyPart::Name(_) if matches!(after, Some(KeyPart::Key("enum" | "intEnum" | "endpoint"))) => {
                continue;
            }
            KeyPart::Name(name) => name,
            KeyPart::Key(key @ ("input" | "output")) => *key,
            KeyPart::Key("list") => {
                subject.push_str("[]");
                continue;
            }
            KeyPart::Key("map") => {
                subject.push_str("{}");
                continue;
            }
            KeyPart::Key("key") => "(keys)",
            // No name precedes it.
            KeyPart::Key("service") if index == 0 => "service",
            KeyPart::Key(_) => continue,
        };
        if !subject.is_empty() {
            subject.push('.');
        }
        subject.push_str(part);
    }
    subject
}
