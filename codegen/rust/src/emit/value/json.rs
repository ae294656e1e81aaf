//! JSON: as what the macro `json!` takes, and as text.

use super::float;
use super::text::literal;
use crate::plan::{Type, Value};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// What the macro `json!` takes.
pub(super) fn tokens(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Boolean(value) => quote!(#value),
        Value::Integer(value) => {
            // Without a type to infer from, a plain literal is an `i32`.
            let is_plain = i32::try_from(*value).is_ok();
            let literal = if is_plain { Literal::i64_unsuffixed } else { Literal::i64_suffixed };
            literal(*value).into_token_stream()
        }
        Value::Float(number) => float(&Type::Double, *number),
        Value::String(text) => literal(text),
        Value::Time(time) => literal(&time.to_string()),
        Value::List(values) => {
            let values = values.iter().map(tokens);
            quote!([#(#values),*])
        }
        Value::Map(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let (name, value) = (literal(name), tokens(value));
                quote!(#name: #value)
            });
            quote!({#(#entries),*})
        }
    }
}

/// A value as JSON text, on one line.
pub(in crate::emit) fn json(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) if value.is_nan() => quoted("NaN"),
        Value::Float(value) if value.is_infinite() => {
            quoted(if *value > 0.0 { "Infinity" } else { "-Infinity" })
        }
        Value::Float(value) => format!("{value:?}"),
        Value::String(text) => quoted(text),
        Value::Time(time) => quoted(&time.to_string()),
        Value::List(values) => {
            let values: Vec<String> = values.iter().map(json).collect();
            format!("[{}]", values.join(","))
        }
        Value::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(name, value)| format!("{}:{}", quoted(name), json(value))).collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

/// A JSON string (RFC 8259 section 7).
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if u32::from(c) < 0x20 => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::json;
    use crate::plan::Value;

    #[test]
    fn text_of_values() {
        let list = Value::List(vec![Value::Null, Value::Float(1.0), Value::Float(f64::INFINITY)]);
        let map = Value::Map(vec![("a\"\n".to_owned(), list), ("b".to_owned(), Value::Integer(-1))]);
        assert_eq!(json(&map), r#"{"a\"\n":[null,1.0,"Infinity"],"b":-1}"#);
    }
}
