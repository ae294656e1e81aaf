//! Which modeled error a response is.

use std::fmt;

use super::{Case, Modeled};
use crate::error::Cut;
use crate::json::{self, Fields, HeadPart};
use crate::response::Response;

/// The parts of a failed response that its [`Protocol`](crate::protocol::Protocol) can read.
pub struct ErrorResponse<'a> {
    pub(crate) response: &'a Response,
    /// Possible codes of the error, the preferred place first.
    pub(crate) codes: Vec<CodePlace>,
    /// The error's message.
    pub(crate) message: Option<String>,
    /// The body, with an empty one read as an object; `None` if it is not JSON.
    pub(crate) body: Option<Fields<'a>>,
    /// Whether a response without a code is the only error of its status, independent of its body.
    pub(crate) status_decides: bool,
    /// Place of the members in the body: a JSON Pointer.
    pub(crate) at: &'static str,
}

/// A possible code of an error, and its place.
#[derive(Debug)]
pub(crate) struct CodePlace {
    /// Member of the body; `None` for a header.
    pub(crate) member: Option<&'static str>,
    /// The code without a namespace; `None` if the value is not a string.
    pub(crate) code: Option<String>,
}

/// The error that a response was recognized as.
#[derive(Debug)]
pub(crate) struct Recognized {
    /// The modeled error, whose members have not been read yet.
    pub(crate) case: Option<&'static Case>,
    /// The code of the response, or of the inferred error.
    pub(crate) code: Option<String>,
    /// Whether the status alone identifies the modeled error, although the protocol has error codes.
    pub(crate) inferred: bool,
}

impl ErrorResponse<'_> {
    /// Decodes the members of an error; `None` if `T` is not a structure of optional members. An invalid
    /// member counts as absent.
    pub fn decode<T: Modeled>(&self) -> Option<T> {
        json::decode_error(self, T::HEAD, T::AT.unwrap_or(self.at)).ok()
    }

    /// Recognizes an error by its code. Without a code, the status decides if only one error has it and,
    /// unless the protocol relies on the status, the body is empty or has a member of that error. Otherwise
    /// it is the default error, if there is one, for an unknown code, or for a body that is empty or has a
    /// member of it.
    ///
    /// A member such as `code` that an error of this status defines may have another meaning, so it is the
    /// code only if it names an error of the operation.
    pub(crate) fn recognize(&self, cases: &'static [Case]) -> Recognized {
        if self.status_decides {
            return self.recognize_by_status(cases);
        }
        let status = self.response.status().as_u16();
        let of_status = || cases.iter().filter(|case| case.status == Some(status));
        let by_code = |code: &str| cases.iter().find(|case| case.code == code);
        let code = self.codes.iter().find_map(|place| {
            let code = place.code.as_deref()?;
            let may_be_data = place.member.is_some_and(|name| of_status().any(|case| case.has_member(name)));
            (!may_be_data || by_code(code).is_some()).then_some(code)
        });
        let other = || other(cases, status);
        let case = match (code, of_status().collect::<Vec<_>>().as_slice()) {
            (Some(code), _) => by_code(code).or_else(other),
            (None, [only]) if self.may_be(only) => Some(*only),
            (None, _) => other().filter(|case| self.may_be(case)),
        };
        let inferred = code.is_none() && case.is_some_and(|case| case.status.is_some());
        let of_status = case.filter(|_| inferred);
        let code = code.or_else(|| of_status.map(|case| case.code)).map(str::to_owned);
        Recognized { case, code, inferred }
    }

    /// Recognizes an error by its code in the spec, or by its status among the errors without a code.
    fn recognize_by_status(&self, cases: &'static [Case]) -> Recognized {
        let status = self.response.status().as_u16();
        let code = self.codes.iter().find_map(|place| place.code.as_deref());
        let by_code = |code: &str| cases.iter().find(|case| case.has_code && case.code == code);
        let of_status = || {
            let mut same = cases.iter().filter(|case| !case.has_code && case.status == Some(status));
            same.next().filter(|_| same.next().is_none())
        };
        let named = code.and_then(by_code);
        let case = named.or_else(of_status).or_else(|| other(cases, status));
        let own = case.filter(|case| case.status.is_some()).map(|case| case.code);
        Recognized { case, code: code.or(own).map(str::to_owned), inferred: false }
    }

    /// Returns whether a response without a code may be the only error of its status: a proxy's page, or an
    /// error of another API, has none of its members.
    fn may_be(&self, case: &Case) -> bool {
        let has = |name: &str| case.has_member(name);
        if let Some((_, payload)) = case.head.iter().find(|(_, part)| part.is_payload()) {
            return self.body.is_some() || *payload != HeadPart::Payload;
        }
        let Some(body) = self.body.filter(Fields::is_object) else { return false };
        let (mut is_empty, mut is_known) = (true, self.message.is_some());
        body.visit(|name, _| {
            is_empty = false;
            is_known |= has(name);
        });
        let other_code = self.codes.iter().any(|place| place.member.is_some_and(|name| !has(name)));
        !other_code && (is_empty || is_known)
    }
}

/// Without headers and body, which may contain secrets.
impl fmt::Debug for ErrorResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("response", &self.response)
            .field("codes", &Cut(&self.codes))
            .finish_non_exhaustive()
    }
}

/// Returns the default error of a status: that of its class, or of all.
fn other(cases: &'static [Case], status: u16) -> Option<&'static Case> {
    let of = |class| cases.iter().find(move |case| case.status.is_none() && case.class == class);
    of(Some(status / 100)).or_else(|| of(None))
}
