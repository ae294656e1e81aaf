//! Numbers in their textual form (RFC 8259 section 6).

use std::borrow::Cow;
use std::str::FromStr;

/// A JSON number.
pub(super) struct Number<'a> {
    text: &'a str,
    /// Digits before the point.
    whole: &'a str,
    /// Digits after the point.
    fraction: &'a str,
    /// The exponent, limited to the range of its type.
    exponent: i64,
}

/// Why a number is not an integer of some type.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotInteger {
    /// It has a fraction.
    Fraction,
    /// It is outside of all integer types.
    Large,
}

impl<'a> Number<'a> {
    /// Parses a number; `None` if it is invalid.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let digits = |text: &str| text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, rest) = unsigned.split_at(digits(unsigned));
        if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
            return None;
        }
        let (fraction, rest) = match rest.strip_prefix('.') {
            Some(rest) => rest.split_at(digits(rest)),
            None => ("0", rest),
        };
        let exponent = match rest.strip_prefix(['e', 'E']) {
            Some(exponent) => parse_exponent(exponent)?,
            None if rest.is_empty() => 0,
            None => return None,
        };
        (!fraction.is_empty()).then_some(Self { text, whole, fraction, exponent })
    }

    /// Returns its text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Returns its value if it is an integer, in any notation.
    pub(super) fn integer(&self) -> Result<i128, NotInteger> {
        let digits = || self.whole.bytes().chain(self.fraction.bytes());
        let zeros = digits().rev().take_while(|digit| *digit == b'0').count();
        let count = self.whole.len() + self.fraction.len();
        if zeros == count {
            return Ok(0);
        }
        // The exponent of the last digit that is not zero.
        let length = |digits: usize| i64::try_from(digits).unwrap_or(i64::MAX);
        let power = self.exponent.saturating_add(length(zeros)).saturating_sub(length(self.fraction.len()));
        if power < 0 {
            return Err(NotInteger::Fraction);
        }
        let mut magnitude = 0_i128;
        for digit in digits().take(count - zeros) {
            let next = magnitude.checked_mul(10).and_then(|tens| tens.checked_add(i128::from(digit - b'0')));
            magnitude = next.ok_or(NotInteger::Large)?;
        }
        let power = u32::try_from(power).ok().and_then(|power| 10_i128.checked_pow(power));
        let magnitude = power.and_then(|power| magnitude.checked_mul(power)).ok_or(NotInteger::Large)?;
        Ok(if self.text.starts_with('-') { -magnitude } else { magnitude })
    }

    /// Returns the nearest float; `None` if it is out of range.
    pub(super) fn float<T: Float>(&self) -> Option<T> {
        finite(self.text)
    }
}

/// A floating-point type.
pub(super) trait Float: FromStr + From<f32> + Into<f64> + Copy {}

impl Float for f32 {}
impl Float for f64 {}

/// Returns the nearest float of the type; `None` if it is out of range.
pub(super) fn finite<T: Float>(text: &str) -> Option<T> {
    text.parse().ok().filter(|float: &T| (*float).into().is_finite())
}

/// Parses the exponent after the `e`; one that is too large is limited.
/// Returns the text of a number, in one form if it is whole: `1.0` and `1e0` are `1` (RFC 8259 section 6).
pub(crate) fn whole(text: &str) -> Cow<'_, str> {
    let is_plain = !text.contains(['.', 'e', 'E']) && text != "-0";
    let number = Number::parse(text).filter(|_| !is_plain);
    number.and_then(|number| number.integer().ok()).map_or(text.into(), |number| number.to_string().into())
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || digits.bytes().any(|byte| !byte.is_ascii_digit()) {
        return None;
    }
    let value = digits
        .bytes()
        .fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    Some(if text.starts_with('-') { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::{NotInteger, Number, whole};

    #[test]
    fn whole_numbers_have_one_text() {
        for text in ["12", "12.0", "1.2e1", "1200E-2"] {
            assert_eq!(whole(text), "12", "{text}");
        }
        assert_eq!((whole("-0"), whole("-0.0"), whole("-3e0")), ("0".into(), "0".into(), "-3".into()));
        for text in ["1.5", "1e-1", "1e400", "404", "x"] {
            assert_eq!(whole(text), text);
        }
    }

    #[test]
    fn grammar() {
        for text in ["0", "-0", "10", "1.0", "1e3", "1E+3", "-1.50e-07", "1e0", "0.0"] {
            assert!(Number::parse(text).is_some(), "{text}");
        }
        for text in ["", "-", "01", "1.", ".1", "1e", "1e+", "1.e1", "--1", "+1", "1e1e1", "1.1.1", "1-1"] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn integers() {
        let integer =
            |text: &str| Number::parse(text).map_or(Err(NotInteger::Fraction), |number| number.integer());
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("-0.0e5", 0),
            ("0e99999999999999999999", 0),
            ("1.0", 1),
            ("1e3", 1000),
            ("-1.5E1", -15),
            ("1200e-2", 12),
            ("9223372036854775807.000", i128::from(i64::MAX)),
            ("0.00001e5", 1),
        ] {
            assert_eq!(integer(text), Ok(value), "{text}");
        }
        let long = format!("1{}e-1000", "0".repeat(1000));
        assert_eq!(integer(&long), Ok(1));
        for text in ["1.5", "1e-1", "0.1", "1e-99999999999999999999"] {
            assert_eq!(integer(text), Err(NotInteger::Fraction), "{text}");
        }
        for text in ["1e99", "1e99999999999999999999", &"9".repeat(60)] {
            assert_eq!(integer(text), Err(NotInteger::Large), "{text}");
        }
    }
}
