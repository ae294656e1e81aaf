//! The failure map: places of codes, messages and other parts of failed responses.

use super::{string, value};
use crate::plan::{Failure, FailurePlace, FailureSource, RateLimit, WaitUnit};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The failure map of a service; absent if the protocol's defaults apply.
pub(super) fn map(failure: &Failure) -> Option<TokenStream> {
    if *failure == Failure::default() {
        return None;
    }
    let code = places(&failure.code).map(|it| quote!(.code(#it)));
    let message = places(&failure.message).map(|it| quote!(.message(#it)));
    let request_id = places(&failure.request_id).map(|it| quote!(.request_id(#it)));
    let retry_after = places(&failure.retry_after).map(|it| quote!(.retry_after(#it)));
    let retry = places(&failure.retry).map(|it| quote!(.retry(#it)));
    let RateLimit { limit, remaining, reset, statuses } = &failure.rate_limit;
    let limit = places(limit).map(|it| quote!(.limit(#it)));
    let remaining = places(remaining).map(|it| quote!(.remaining(#it)));
    let reset = places(reset).map(|it| quote!(.reset(#it)));
    let statuses = (!statuses.is_empty()).then(|| {
        let statuses = statuses.iter().map(|status| Literal::u16_unsuffixed(*status));
        quote!(.limit_statuses(&[#(#statuses),*]))
    });
    let at = (!failure.at.is_empty()).then(|| {
        let at = string(&failure.at);
        quote!(.at(#at))
    });
    let when = failure.when.as_ref().map(|when| {
        let pointer = string(&when.pointer);
        match &when.equals {
            Some(equals) => {
                let equals = string(&value::json(equals));
                quote!(.when(#pointer, #equals))
            }
            None => quote!(.when_present(#pointer)),
        }
    });
    Some(quote! {
        &codegen::FailureMap::new() #code #message #request_id #retry_after #retry #limit #remaining #reset #statuses #at #when
    })
}

fn places(places: &[FailurePlace]) -> Option<TokenStream> {
    let each = places.iter().map(|place| {
        let source = match &place.source {
            FailureSource::Pointer(pointer) => {
                let pointer = string(pointer);
                quote!(codegen::FailurePlace::pointer(#pointer))
            }
            FailureSource::Header(name) => {
                let name = string(&name.to_lowercase());
                quote!(codegen::FailurePlace::header(#name))
            }
        };
        match place.unit {
            WaitUnit::Seconds => source,
            WaitUnit::Millis => quote!(#source.milliseconds()),
            WaitUnit::EpochSeconds => quote!(#source.epoch_seconds()),
            WaitUnit::EpochMillis => quote!(#source.epoch_millis()),
            WaitUnit::DateTime => quote!(#source.date_time()),
            WaitUnit::Duration => quote!(#source.duration()),
        }
    });
    (!places.is_empty()).then(|| quote!(&[#(#each),*]))
}
