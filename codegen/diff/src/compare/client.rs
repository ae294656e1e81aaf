//! Authentication, constant headers and variables: parts of every request and setters of the builder.

use super::{At, Comparison, Found, Match, before, matched};
use crate::rules;
use crate::verdict::{Direction, Step, Wire};
use speccast_build::names::{Kind, rust_name};
use speccast_core::model::{
    API_KEY, ApiKey, Auth, FailureCondition, FailurePlace, FailureSource, Head, KeyPlace, Operation,
    RateLimit, Variable, WaitUnit,
};
use speccast_core::vocabulary::WAIT_UNITS;
use std::collections::BTreeSet;

/// Whether an operation has a constant header of its own.
fn has_header(operation: &Operation, name: &str) -> bool {
    operation.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name))
}

impl Comparison<'_> {
    /// Compares authentication.
    pub(super) fn auth(&mut self, old: &Auth, new: &Auth, at: &At) {
        if old == new {
            return;
        }
        let at = at.key("auth");
        let (before, after) = (old.schemes(), new.schemes());
        let missing = |of: &[Auth], from: &[Auth]| {
            of.iter().filter(|it| !from.contains(it)).cloned().collect::<Vec<_>>()
        };
        let (gone, added) = (missing(before, after), missing(after, before));
        match (old, new, gone.as_slice(), added.as_slice()) {
            (Auth::SigV4(old), Auth::SigV4(new), ..) => {
                self.note(&rules::SIGNING_NAME_CHANGED, &at, format!("signed as `{new}`, `{old}` before"));
            }
            (old, Auth::None, ..) => {
                self.note(&rules::AUTH_REMOVED, &at, format!("no authentication, {} before", scheme(old)));
            }
            (_, _, [], added) if !added.is_empty() => {
                let schemes = list(added);
                self.note(&rules::AUTH_SCHEME_ADDED, &at, format!("{schemes} is now enough"));
            }
            (_, _, gone, []) if !gone.is_empty() => {
                let schemes = list(gone);
                self.note(&rules::AUTH_SCHEME_REMOVED, &at, format!("{schemes} is no longer enough"));
            }
            (old, new, ..) => {
                self.note(&rules::AUTH_CHANGED, &at, super::before(scheme(new), scheme(old)));
            }
        }
    }

    /// Compares the settings of an operation that replace the service's.
    pub(super) fn own(&mut self, old: &Operation, new: &Operation, at: &At) {
        let service = [self.old.service(), self.new.service()];
        if old.auth.is_some() || new.auth.is_some() {
            let of =
                |own: &Option<Auth>, side: usize| own.clone().unwrap_or_else(|| service[side].auth.clone());
            self.auth(&of(&old.auth, 0), &of(&new.auth, 1), at);
        }
        let urls = [&old.endpoint, &new.endpoint];
        self.differs(&rules::ENDPOINT_CHANGED, &at.key("endpoint"), "", urls, |url| {
            url.as_ref().map_or("the service's".to_owned(), |it| format!("`{it}`"))
        });
        let prefixes = [&old.host_prefix, &new.host_prefix];
        self.differs(&rules::ENDPOINT_CHANGED, &at.key("hostPrefix"), "", prefixes, |prefix| {
            prefix.as_ref().map_or("no prefix of the host".to_owned(), |it| format!("`{it}`"))
        });
        let is_own = |name: &str| has_header(old, name) || has_header(new, name);
        let in_force = |side: usize, own: &Operation| {
            let shared = service[side].headers.iter().filter(|(name, _)| !has_header(own, name));
            own.headers.iter().chain(shared).filter(|(name, _)| is_own(name)).cloned().collect::<Vec<_>>()
        };
        self.constant_headers(&in_force(0, old), &in_force(1, new), at);
        self.statuses(&old.statuses, &new.statuses, at);
    }

    /// Compares the constant headers of the service, except those that every operation has itself, before or after.
    pub(super) fn service_headers(&mut self, at: &At) {
        let (old, new) = (self.old.service(), self.new.service());
        let is_own = |name: &str| {
            let mut both = new.operations.iter().filter_map(|is| {
                let was = old.operations.iter().find(|was| was.head.name == is.head.name)?;
                Some(has_header(was, name) || has_header(is, name))
            });
            both.next().is_some_and(|first| first && both.all(|own| own))
        };
        let shared = |of: &[(String, String)]| {
            of.iter().filter(|(name, _)| !is_own(name)).cloned().collect::<Vec<_>>()
        };
        self.constant_headers(&shared(&old.headers), &shared(&new.headers), at);
    }

    /// Compares constant headers.
    fn constant_headers(&mut self, old: &[(String, String)], new: &[(String, String)], at: &At) {
        let at = at.key("headers").towards(Direction::Request);
        for found in matched(old, new, |(name, _)| name.to_ascii_lowercase(), |it, _| it.clone()) {
            match found {
                Match::Both(before, after) => {
                    let ((was, old), (is, new)) = (&old[before], &new[after]);
                    if old != new {
                        let message = format!("`{}`, `{}` before", shown(new), shown(old));
                        self.note(&rules::HEADER_CHANGED, &at.names(was, is), message);
                    }
                }
                Match::Added(index) => {
                    let (name, value) = &new[index];
                    let message = format!("each request has `{}` now", shown(value));
                    self.note(&rules::HEADER_ADDED, &at.name(name), message);
                }
                Match::Removed(index) => {
                    let (name, value) = &old[index];
                    let message = format!("requests no longer have `{}`", shown(value));
                    self.note(&rules::HEADER_REMOVED, &at.name(name), message);
                }
            }
        }
    }

    /// Compares how failures are read.
    pub(super) fn failure(&mut self, at: &At) {
        let (old, new) = (&self.old.service().failure, &self.new.service().failure);
        let at = at.key("failure").towards(Direction::Response);
        let body =
            |at: &str| if at.is_empty() { "in the body itself".to_owned() } else { format!("at `{at}`") };
        for (key, was, is) in [
            ("code", places(&old.code), places(&new.code)),
            ("message", places(&old.message), places(&new.message)),
            ("requestId", places(&old.request_id), places(&new.request_id)),
            ("retryAfter", places(&old.retry_after), places(&new.retry_after)),
            ("retry", places(&old.retry), places(&new.retry)),
            ("rateLimit", rate_limits(&old.rate_limits), rate_limits(&new.rate_limits)),
            ("at", body(&old.at), body(&new.at)),
            ("when", condition(old.when.as_ref()), condition(new.when.as_ref())),
        ] {
            if was != is {
                let message = format!("`{key}` of a failure: {is}, {was} before");
                let found = Found::new(&rules::FAILURE_CHANGED, &at.key(key), message);
                // A client that reads another place still returns the error.
                let is_minor = matches!(key, "message" | "requestId");
                self.record(if is_minor { found.wire(Wire::Compatible) } else { found });
            }
        }
    }

    /// Compares the statuses of success.
    pub(super) fn statuses(&mut self, old: &[u16], new: &[u16], at: &At) {
        let at = at.key("status").towards(Direction::Response);
        let statuses = [old, new].map(|of| of.iter().copied().collect::<BTreeSet<_>>());
        self.differs(&rules::SUCCESS_STATUS_CHANGED, &at, "", statuses, |of| {
            let list = of.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
            if list.is_empty() { "every 2xx".to_owned() } else { list }
        });
    }

    /// Compares variables of endpoints, which are setters of the builder.
    pub(super) fn variables(&mut self, at: &At) {
        let (old, new) = (&self.old.service().variables, &self.new.service().variables);
        let at = at.key("variables");
        for found in matched(old, new, |it| it.head.name.clone(), |it, _| it.head.name.clone()) {
            match found {
                Match::Both(before, after) => {
                    self.variable(&old[before], &new[after], &at.name(&old[before].head.name))
                }
                Match::Added(index) => {
                    let variable = &new[index];
                    let (message, step, wire) = match &variable.default {
                        Some(default) => {
                            (format!("`{}` by default", shown(default)), Step::Minor, Wire::Compatible)
                        }
                        None => ("each client must set it".to_owned(), Step::Major, Wire::Dangerous),
                    };
                    let found = Found::new(&rules::VARIABLE_ADDED, &at.name(&variable.head.name), message);
                    self.record(found.step(step).wire(wire));
                }
                Match::Removed(index) => {
                    let message = "its setter was removed";
                    self.note(&rules::VARIABLE_REMOVED, &at.name(&old[index].head.name), message);
                }
            }
        }
    }

    fn variable(&mut self, old: &Variable, new: &Variable, at: &At) {
        self.head(at, &old.head, &new.head);
        self.rust_name(at, &rust_name(Kind::Function, &old.head), &rust_name(Kind::Function, &new.head));
        if old.default != new.default {
            let value = |of: &Variable| {
                of.default.as_ref().map_or("none".to_owned(), |it| format!("`{}`", shown(it)))
            };
            let message = before(value(new), value(old));
            let found = Found::new(&rules::VARIABLE_DEFAULT_CHANGED, &at.key("default"), message);
            let step = match (&old.default, &new.default) {
                (Some(_), None) => Step::Major,
                _ => Step::Patch,
            };
            self.record(found.step(step));
        }
    }

    /// Compares the names of keys, which are setters of the builder.
    pub(super) fn keys(&mut self, at: &At) {
        let at = at.key("auth");
        let mut keys = [self.old, self.new].map(|spec| spec.service().keys());
        keys.iter_mut().for_each(|names| names.retain(|name| *name != API_KEY));
        let [old, new] = keys;
        for name in old.iter().filter(|name| !new.contains(name)) {
            self.note(&rules::KEY_REMOVED, &at, format!("`{}` was removed", setter(name)));
        }
        for name in new.iter().filter(|name| !old.contains(name)) {
            self.note(&rules::KEY_ADDED, &at, format!("`{}` was added", setter(name)));
        }
    }
}

/// Returns the name of a key's setter.
fn setter(name: &str) -> String {
    rust_name(Kind::Function, &Head::named(name))
}

/// Returns the value of a header or variable for a message.
fn shown(value: &str) -> String {
    value.escape_debug().to_string()
}

/// A place in a failed response.
fn places(places: &[FailurePlace]) -> String {
    let place = |FailurePlace { source, unit }: &FailurePlace| {
        let place = match source {
            FailureSource::Pointer(pointer) => format!("at `{}`", shown(pointer)),
            FailureSource::Header(name) => format!("in the header `{}`", shown(name)),
        };
        match unit {
            WaitUnit::Seconds => place,
            unit => format!("{place} as {}", WAIT_UNITS.word(unit)),
        }
    };
    match places {
        [] => "in the usual places".to_owned(),
        places => places.iter().map(place).collect::<Vec<_>>().join(" or "),
    }
}

/// Where a response has its rate limits.
fn rate_limits(of: &[RateLimit]) -> String {
    match of {
        [] => places(&[]),
        of => of.iter().map(rate_limit).collect::<Vec<_>>().join("; "),
    }
}

/// Where a response has a rate limit, and the statuses that can mean that it is reached.
fn rate_limit(of: &RateLimit) -> String {
    let RateLimit { name, limit, remaining, reset, statuses } = of;
    let name = name.as_ref().map(|name| format!("for `{}` ", shown(name))).unwrap_or_default();
    let parts = [("limit", limit), ("remaining", remaining), ("reset", reset)];
    let parts = parts.into_iter().filter(|(_, of)| !of.is_empty());
    let parts = parts.map(|(key, of)| format!("`{key}` {}", places(of)));
    let statuses = statuses.iter().map(|status| format!("status {status}"));
    match parts.chain(statuses).collect::<Vec<_>>().join(", ").as_str() {
        "" => name + &places(&[]),
        parts => name + parts,
    }
}

/// What makes a response with a successful status a failure.
fn condition(when: Option<&FailureCondition>) -> String {
    let condition = |when: &FailureCondition| match &when.equals {
        Some(equals) => format!("`{}` is {equals}", shown(&when.pointer)),
        None => format!("there is a value at `{}`", shown(&when.pointer)),
    };
    when.map_or_else(|| "never with a successful status".to_owned(), condition)
}

fn list(schemes: &[Auth]) -> String {
    schemes.iter().map(scheme).collect::<Vec<_>>().join(" or ")
}

fn scheme(auth: &Auth) -> String {
    match auth {
        Auth::SigV4(name) => format!("a signature as `{name}`"),
        Auth::Bearer => "a bearer token".to_owned(),
        Auth::Basic => "user and password".to_owned(),
        Auth::Keys(keys) => keys.iter().map(key).collect::<Vec<_>>().join(" and "),
        Auth::OAuth2(endpoint) => {
            let scopes = match endpoint.scopes.as_slice() {
                [] => String::new(),
                scopes => format!(" with the scopes `{}`", shown(&scopes.join(" "))),
            };
            let parameters =
                endpoint.parameters.iter().map(|(name, value)| format!("`{}={}`", shown(name), shown(value)));
            let parameters = match parameters.collect::<Vec<_>>().join(", ").as_str() {
                "" => String::new(),
                all => format!(" with {all}"),
            };
            format!("a token of `{}`{scopes}{parameters}", shown(&endpoint.url))
        }
        Auth::AnyOf(schemes) => list(schemes),
        Auth::None => "no authentication".to_owned(),
    }
}

fn key(key: &ApiKey) -> String {
    match &key.place {
        KeyPlace::Header { name, prefix } if prefix.is_empty() => format!("a key in `{}`", shown(name)),
        KeyPlace::Header { name, prefix } => {
            format!("a key in `{}` after `{}`", shown(name), shown(prefix))
        }
        KeyPlace::Path(label) => format!("a key in the path at `{{{}}}`", shown(label)),
        KeyPlace::Query(name) => format!("a key in the parameter `{}`", shown(name)),
        KeyPlace::Body(name) => format!("a key in `{}` of the body", shown(name)),
    }
}
