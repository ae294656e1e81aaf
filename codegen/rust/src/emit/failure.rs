//! The failure map: places of codes, messages and other parts of failed responses.

use super::{method, statuses, string, value, with_list};
use crate::plan::{Failure, FailurePlace, FailureSource, RateLimit, WaitUnit};
use proc_macro2::TokenStream;
use quote::quote;

/// The failure map of a service; absent if the protocol's defaults apply.
pub(super) fn map(failure: &Failure) -> Option<TokenStream> {
    if *failure == Failure::default() {
        return None;
    }
    let places = [
        ("code", &failure.code),
        ("message", &failure.message),
        ("request_id", &failure.request_id),
        ("retry_after", &failure.retry_after),
        ("retry", &failure.retry),
    ];
    let places = places.into_iter().filter_map(|(name, of)| with_list(name, of.iter().map(place)));
    let limits = with_list("rate_limits", failure.rate_limits.iter().map(rate_limit));
    let statuses: Vec<u16> = failure.rate_limits.iter().flat_map(|it| &it.statuses).copied().collect();
    let statuses = self::statuses("limit_statuses", &statuses);
    let at = (!failure.at.is_empty()).then(|| method("at", [string(&failure.at)]));
    let when = failure.when.as_ref().map(|when| match &when.equals {
        Some(equals) => method("when", [string(&when.pointer), string(&value::json(equals))]),
        None => method("when_present", [string(&when.pointer)]),
    });
    let calls = places.chain(limits).chain(statuses).chain(at).chain(when);
    Some(quote!(&codegen::FailureMap::new() #(#calls)*))
}

/// The places of a rate limit.
fn rate_limit(of: &RateLimit) -> TokenStream {
    // The statuses are those of all limits.
    let RateLimit { name, limit, remaining, reset, statuses: _ } = of;
    let name = name.as_ref().map(|name| method("name", [string(name)]));
    let numbers = [("limit", limit), ("remaining", remaining), ("reset", reset)];
    let numbers = numbers.into_iter().filter_map(|(name, of)| with_list(name, of.iter().map(place)));
    quote!(codegen::RateLimitMap::new() #name #(#numbers)*)
}

fn place(place: &FailurePlace) -> TokenStream {
    let (constructor, at) = match &place.source {
        FailureSource::Pointer(pointer) => (quote!(pointer), string(pointer)),
        FailureSource::Header(name) => (quote!(header), string(&name.to_lowercase())),
    };
    let source = quote!(codegen::FailurePlace::#constructor(#at));
    match place.unit {
        WaitUnit::Seconds => source,
        WaitUnit::Millis => quote!(#source.milliseconds()),
        WaitUnit::EpochSeconds => quote!(#source.epoch_seconds()),
        WaitUnit::EpochMillis => quote!(#source.epoch_millis()),
        WaitUnit::DateTime => quote!(#source.date_time()),
        WaitUnit::Duration => quote!(#source.duration()),
    }
}
