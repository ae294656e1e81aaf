//! Types of single values.

use super::{Kind, Node};

/// A single value by its type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar {
    /// Null, or absent.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// An integer.
    Integer(i128),
    /// Another number; it may be infinite or NaN.
    Float(f64),
    /// A string.
    String,
}

impl Node {
    /// Returns the type of a single value; none for a list or mapping. Quoted values are strings.
    pub fn scalar(&self) -> Option<Scalar> {
        match &self.kind {
            Kind::Scalar { text, plain: true } => Some(plain(text)),
            Kind::Scalar { plain: false, .. } => Some(Scalar::String),
            Kind::Sequence(_) | Kind::Mapping(_) | Kind::Refused => None,
        }
    }
}

/// The core schema of YAML 1.2.2 (section 10.3.2), as other parsers implement it: a number with leading zeros
/// is a string, and `0b` starts a binary number.
fn plain(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "true" | "True" | "TRUE" => return Scalar::Boolean(true),
        "false" | "False" | "FALSE" => return Scalar::Boolean(false),
        ".nan" | ".NaN" | ".NAN" => return Scalar::Float(f64::NAN),
        _ => {}
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Scalar::Float(f64::from(sign) * f64::INFINITY);
    }
    let (radix, digits) = match unsigned.split_at_checked(2) {
        Some(("0x", digits)) => (16, digits),
        Some(("0o", digits)) => (8, digits),
        Some(("0b", digits)) => (2, digits),
        _ => (10, unsigned),
    };
    let is_decimal = digits.bytes().all(|byte| byte.is_ascii_digit());
    if digits.starts_with(['+', '-'])
        || (radix == 10 && is_decimal && digits.len() > 1 && digits.starts_with('0'))
    {
        return Scalar::String;
    }
    if let Ok(integer) = i128::from_str_radix(digits, radix) {
        return Scalar::Integer(i128::from(sign) * integer);
    }
    match unsigned.parse::<f64>() {
        Ok(float) if float.is_finite() => Scalar::Float(f64::from(sign) * float),
        _ => Scalar::String,
    }
}
