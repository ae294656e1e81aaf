//! Timestamps and dates.

use crate::plan::Time;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use speccast_core::model::day;

/// A timestamp as an expression.
pub(super) fn timestamp(time: Time) -> TokenStream {
    let seconds = grouped(time.seconds);
    if time.seconds == 0 && time.nanos == 0 {
        return quote!(Timestamp::UNIX_EPOCH);
    }
    if time.nanos == 0 {
        return quote!(Timestamp::from_secs(#seconds));
    }
    let nanos = grouped(time.nanos.into());
    quote!(Timestamp::new(#seconds, #nanos).unwrap_or(Timestamp::from_secs(#seconds)))
}

/// A date as an expression.
pub(super) fn date(text: &str) -> TokenStream {
    let Some((year, month, day)) = day(text) else {
        // The value was validated when the spec was read.
        return quote!(Date::UNIX_EPOCH);
    };
    let (year, month, day) =
        (Literal::u16_unsuffixed(year), Literal::u8_unsuffixed(month), Literal::u8_unsuffixed(day));
    // It is checked when the code is compiled.
    quote!(const { Date::new(#year, #month, #day).unwrap() })
}

/// A number with separators between thousands.
fn grouped(number: i64) -> Literal {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = if number < 0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped.parse().unwrap_or_else(|_| Literal::i64_unsuffixed(number))
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (-1000, "-1_000"), (1_769_860_800, "1_769_860_800")] {
            assert_eq!(grouped(number).to_string(), text);
        }
    }
}
