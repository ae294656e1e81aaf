//! What is said of a service as a whole, and names that nothing on the wire has.

use super::{At, Comparison, Found};
use crate::path::Path;
use crate::rules;
use crate::spec::rust_name;
use speccast_core::ir::{Auth, Endpoint, Protocol, Rule, TypeDef};

impl Comparison<'_> {
    /// Compares everything.
    pub(super) fn service(&mut self) {
        let at = At::both(&Path::default().key("service"), None);
        self.head(&at);
        self.endpoints(&at.key("endpoint"));
        self.operations();
        self.all_errors();
        self.unused_types();
        self.constants();
    }

    fn head(&mut self, at: &At) {
        let (old, new) = (&self.old.service, &self.new.service);
        if old.protocol != new.protocol {
            let (was, is) = (protocol(old.protocol), protocol(new.protocol));
            self.note(&rules::PROTOCOL_CHANGED, &at.key("protocol"), format!("{is}, {was} before"));
        }
        let auth = at.key("auth");
        match (&old.auth, &new.auth) {
            (old, new) if old == new => {}
            (Auth::SigV4(old), Auth::SigV4(new)) => {
                self.note(&rules::SIGNING_NAME_CHANGED, &auth, format!("signed as `{new}`, `{old}` before"));
            }
            (old, Auth::None) => {
                self.note(&rules::AUTH_REMOVED, &auth, format!("no authentication, {} before", scheme(old)));
            }
            (old, new) => {
                self.note(&rules::AUTH_CHANGED, &auth, format!("{}, {} before", scheme(new), scheme(old)));
            }
        }
        if old.module != new.module {
            let message = format!("the module is `{}`, `{}` before", new.module, old.module);
            let key = if self.new.has(&at.new.key("rust")) { "rust" } else { "name" };
            self.note(&rules::MODULE_RENAMED, &at.key(key), message);
        }
        if old.name != new.name {
            self.note(&rules::DOC_CHANGED, &at.key("name"), "the service's title changed");
        }
        for (key, old, new) in [
            ("version", &old.version, &new.version),
            ("source", &old.source, &new.source),
            ("doc", &old.doc, &new.doc),
        ] {
            if old != new {
                self.note(&rules::DOC_CHANGED, &at.key(key), format!("the {key} changed"));
            }
        }
    }

    /// Endpoint rules are matched by what they are for.
    fn endpoints(&mut self, at: &At) {
        let (old, new) = (&self.old.service.endpoints, &self.new.service.endpoints);
        let purpose = |it: &Endpoint| (it.regions.clone(), it.fips, it.dual_stack);
        for endpoint in new {
            let before = old.iter().find(|before| purpose(before) == purpose(endpoint));
            match before {
                None => {
                    let message = format!("`{}` for {}", endpoint.url, clients(endpoint));
                    self.note(&rules::ENDPOINT_ADDED, &at.name(&endpoint.url), message);
                }
                Some(before) if before.url != endpoint.url => {
                    let (is, was) = (&endpoint.url, &before.url);
                    let message = format!("`{is}` for {}, `{was}` before", clients(endpoint));
                    self.note(&rules::ENDPOINT_CHANGED, &at.names(was, is), message);
                }
                Some(_) => {}
            }
        }
        for endpoint in old {
            if !new.iter().any(|after| purpose(after) == purpose(endpoint)) {
                let message = format!("no `{}` for {}", endpoint.url, clients(endpoint));
                self.note(&rules::ENDPOINT_REMOVED, &at.name(&endpoint.url), message);
            }
        }
    }

    /// Types that no operation leads to are part of the crate all the same.
    fn unused_types(&mut self) {
        let (old, new) = (self.old, self.new);
        let name = |def: &TypeDef| rust_name(def).to_owned();
        for def in &old.service.types {
            let name = name(def);
            if !self.met[0].contains(&name) && new.def(&name).is_none() {
                let at = At::both(&Path::of_type(api_name(def)), None);
                self.note(&rules::TYPE_REMOVED, &at, format!("`{name}`, which nothing used, is gone"));
            }
        }
        for def in &new.service.types {
            let name = name(def);
            if !self.met[1].contains(&name) && old.def(&name).is_none() {
                let at = At::both(&Path::of_type(api_name(def)), None);
                self.note(&rules::TYPE_ADDED, &at, format!("`{name}` is new, and nothing uses it"));
            }
        }
    }

    /// The public constants of named constraints.
    fn constants(&mut self) {
        let (old, new) = (&self.old.service.rules, &self.new.service.rules);
        let without = |from: &[Rule], other: &[Rule]| -> Vec<Rule> {
            let gone = |rule: &&Rule| !other.iter().any(|kept| kept.constant == rule.constant);
            from.iter().filter(gone).cloned().collect()
        };
        for rule in new {
            if old.iter().any(|before| before.constant == rule.constant && before.doc != rule.doc) {
                let at = At::both(&Path::of_type(&rule.type_name).key("doc"), None);
                self.note(&rules::DOC_CHANGED, &at, "the doc changed");
            }
        }
        let mut added = without(new, old);
        for rule in without(old, new) {
            let renamed = added.iter().position(|other| other.constraint == rule.constraint);
            let at = At::both(&Path::of_type(&rule.type_name), None);
            match renamed.map(|index| added.remove(index)) {
                Some(other) => {
                    let at = At { new: Path::of_type(&other.type_name), ..at };
                    let message = format!("the constant `{}` is now `{}`", rule.constant, other.constant);
                    self.note(&rules::CONSTANT_REMOVED, &at, message);
                }
                None => {
                    let message = format!("the constant `{}` is gone", rule.constant);
                    self.note(&rules::CONSTANT_REMOVED, &at, message);
                }
            }
        }
        for rule in added {
            let at = At::both(&Path::of_type(&rule.type_name), None);
            let message = format!("the constant `{}` is new", rule.constant);
            self.record(Found::new(&rules::CONSTANT_ADDED, &at, message));
        }
    }
}

/// A type's name in the API.
pub(super) fn api_name(def: &TypeDef) -> &str {
    match def {
        TypeDef::Structure(def) => &def.name,
        TypeDef::Union(def) => &def.name,
        TypeDef::Enum(def) => &def.name,
        TypeDef::IntEnum(def) => &def.name,
    }
}

fn protocol(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::RestJson1 => "restJson1",
        Protocol::AwsJson1_0 => "awsJson1_0",
        Protocol::AwsJson1_1 => "awsJson1_1",
    }
}

fn scheme(auth: &Auth) -> String {
    match auth {
        Auth::SigV4(name) => format!("signatures as `{name}`"),
        Auth::Bearer => "a bearer token".to_owned(),
        Auth::None => "no authentication".to_owned(),
    }
}

/// Whom an endpoint is for.
fn clients(endpoint: &Endpoint) -> String {
    let regions = endpoint.regions.as_ref().map_or("all regions".to_owned(), |it| format!("regions `{it}`"));
    let marks = [("FIPS", endpoint.fips), ("dual stack", endpoint.dual_stack)];
    marks.iter().filter(|(_, on)| *on).fold(regions, |text, (mark, _)| format!("{text}, {mark}"))
}
