//! Enums of strings that keep unknown values.

#![deny(missing_docs)]

use std::collections::HashSet;

use speccast_runtime::codegen::string_enum;

/// A module of a user in which every name of the prelude has another meaning.
mod hostile {
    #![allow(dead_code, unreachable_pub, reason = "they are there to be in the way")]

    struct Option;
    struct Result;
    struct String;
    struct Some;
    struct None;
    struct Ok;
    trait Clone {}
    trait Into {}
    trait From {}
    mod core {}
    mod std {}

    speccast_runtime::string_enum! {
        /// A color.
        pub enum Color {
            Red = "red",
            /// The first color.
            Classic = "1.0",
            r#Type = "type",
        }
    }

    /// A string, under a name that is free here.
    pub type Text = ::std::string::String;

    /// A widget.
    pub struct Widget {
        /// Size.
        pub size: ::core::option::Option<i32>,
        /// Name.
        pub name: Text,
    }

    speccast_runtime::structure! {
        WidgetBuilder {
            name: Text = "name",
        } => Widget {
            size: i32 = "size",
        }
    }
}

use hostile::{Color, Widget};

string_enum! {
    /// Nothing that the spec names.
    pub enum Empty {}
}

#[test]
fn known_values_parse_to_their_variant() {
    for (text, color) in [("red", Color::Red), ("1.0", Color::Classic), ("type", Color::Type)] {
        assert_eq!(Color::from(text), color);
        assert_eq!(Color::from(text.to_owned()), color);
        assert_eq!(text.parse(), Ok(color.clone()));
        assert_eq!((color.as_str(), color.as_ref()), (text, text));
        assert_eq!(color.to_string(), text);
    }
    assert_eq!(Color::VALUES, ["red", "1.0", "type"]);
}

#[test]
fn unknown_values_are_kept() {
    for text in ["", "RED", "red ", "mauve", "ü"] {
        let color = Color::from(text);
        assert!(matches!(&color, Color::Unknown(value) if value.as_str() == text));
        assert_eq!(color.as_str(), text);
    }
    assert_eq!(format!("{:?} {:?}", Color::Red, Color::from("mauve")), r#"Red Unknown("mauve")"#);
    assert_eq!(format!("{:>5}|", Color::Red), "  red|");
    assert_eq!(Empty::from("x").as_str(), "x");
    assert_eq!(Empty::VALUES.len(), 0);
}

#[test]
fn equality_is_that_of_the_values() {
    let colors = ["red", "mauve", "red", "mauve"].map(Color::from);
    assert_eq!(HashSet::from(colors).len(), 2);
    assert_ne!(Color::from("mauve"), Color::from("Mauve"));
}

#[test]
fn serde_both_ways() {
    let colors: Vec<Color> = serde_json::from_str(r#"["red", "m\u0061uve", "1\u002e0"]"#).unwrap();
    assert_eq!(colors, ["red", "mauve", "1.0"].map(Color::from));
    assert_eq!(serde_json::to_string(&colors).unwrap(), r#"["red","mauve","1.0"]"#);
    assert!(serde_json::from_str::<Color>("5").is_err());
}

#[test]
fn it_is_small() {
    assert!(size_of::<Color>() <= 24);
}

#[test]
fn macros_do_not_depend_on_names_in_scope() {
    let widget = Widget::builder().name("cog").size(3);
    assert_eq!((widget.name.as_str(), widget.size), ("cog", Some(3)));
}
