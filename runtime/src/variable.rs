//! Variables of endpoints.

use crate::service::EndpointError;

/// A variable of a service's endpoints, and the client's setter for it.
///
/// Its place in the URL decides which characters a value may have, so that no value leads to another host or
/// path.
///
/// ```
/// use speccast_runtime::codegen::Variable;
///
/// const VARIABLES: &[Variable] = &[Variable::host("host", "host").default("api.example.com")];
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable {
    pub(crate) name: &'static str,
    setter: &'static str,
    place: Place,
    default: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Host,
    Domain,
    Label,
    Port,
    Segment,
}

/// The longest host, in bytes (RFC 1035 section 2.3.4).
const LONGEST_HOST: usize = 253;

macro_rules! places {
    ($($(#[$doc:meta])* $function:ident = $place:ident),*) => {
        $(
            $(#[$doc])*
            pub const fn $function(name: &'static str, setter: &'static str) -> Self {
                Self { name, setter, place: Place::$place, default: None }
            }
        )*
    };
}

impl Variable {
    places! {
        /// A whole host or the rest of one: letters, digits, inner hyphens and dots, and optionally a port.
        host = Host,
        /// The same without a port, since the URL itself contains one.
        domain = Domain,
        /// A label of a host, or a part of one: 1 to 63 letters, digits and inner hyphens.
        label = Label,
        /// A port, 1 to 65535.
        port = Port,
        /// A segment of the path, or a part of one: letters, digits, `-`, `.`, `_` and `~`, and neither `.` nor `..`.
        segment = Segment
    }

    /// Sets the default value.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// Returns the value of a client with these settings.
    ///
    /// # Errors
    /// If no value was given and there is no default, or if the value has an invalid character.
    pub(crate) fn value<'v>(&self, given: &'v [(&'static str, String)]) -> Result<&'v str, EndpointError> {
        let given = given.iter().rev().find(|(name, _)| *name == self.name).map(|(_, value)| value.as_str());
        let Some(value) = given.or(self.default) else {
            return Err(EndpointError::VariableMissing { setter: self.setter });
        };
        if self.place.fits(value) {
            Ok(value)
        } else {
            Err(EndpointError::VariableInvalid { setter: self.setter, expected: self.place.expected() })
        }
    }
}

impl Place {
    fn fits(self, value: &str) -> bool {
        match self {
            Self::Host => match value.split_once(':') {
                Some((host, port)) => is_host(host) && is_port(port),
                None => is_host(value),
            },
            Self::Domain => is_host(value),
            Self::Label => is_label(value),
            Self::Port => is_port(value),
            Self::Segment => {
                let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
                !value.is_empty() && value.bytes().all(fits) && !matches!(value, "." | "..")
            }
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Host => "a host: letters, digits, inner hyphens and dots, and a port if it needs one",
            Self::Domain => "a host without a port: letters, digits, inner hyphens and dots",
            Self::Label => "part of a host: 1 to 63 letters, digits and inner hyphens",
            Self::Port => "a port: 1 to 65535",
            Self::Segment => "part of a path: letters, digits, `-`, `.`, `_` and `~`",
        }
    }
}

/// Returns whether a text is one DNS label (RFC 1123 section 2.1): 1 to 63 letters, digits and hyphens,
/// without a hyphen at either end.
pub(crate) fn is_label(label: &str) -> bool {
    let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    inner && !label.starts_with('-') && !label.ends_with('-') && (1..=63).contains(&label.len())
}

fn is_host(host: &str) -> bool {
    host.len() <= LONGEST_HOST && host.split('.').all(is_label)
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_leads_elsewhere() {
        let hostile = [
            "",
            "evil.example/",
            "evil.example/x",
            "a@evil.example",
            "a:b@evil.example",
            "evil.example#",
            "evil.example?x",
            "a\\b",
            "a%2fb",
            " a",
            "a\n",
            "..",
            ".",
            "a..b",
            "-a",
            "a-",
            "[::1]",
            "a:",
            "a:0",
            "a:99999",
            "a:1:2",
            "é",
            "{a}",
        ];
        for place in [Place::Host, Place::Domain, Place::Label, Place::Port] {
            for value in hostile {
                assert!(!place.fits(value), "{place:?}: {value:?}");
            }
        }
        assert!(!Place::Domain.fits("a.example:8443"));
        for value in ["", "a/b", "..", ".", "a?b", "a#b", "a%2e", "a b", "a\\b", "a;b", "{a}"] {
            assert!(!Place::Segment.fits(value), "{value:?}");
        }
    }

    #[test]
    fn what_fits() {
        for (place, values) in [
            (Place::Host, &["api.github.com", "localhost:8080", "10.0.0.1"][..]),
            (Place::Domain, &["api.github.com", "localhost", "10.0.0.1"]),
            (Place::Label, &["acme", "eu-west-1", "7"]),
            (Place::Port, &["1", "8080", "65535"]),
            (Place::Segment, &["v1.0", "a~b", "...", "-"]),
        ] {
            for value in values {
                assert!(place.fits(value), "{place:?}: {value}");
            }
        }
    }
}
