//! Points at which a listing can be resumed.

use std::fmt;

use serde::de::{DeserializeOwned, MapAccess};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::client::Service;
use crate::operation::Paginated;
use crate::response::Response;
use crate::structure::members::{Structure, deserialize_structure};
use crate::structure::slot::{Skip, read_members, unread};
use crate::url;

/// A page of a listing, at which another listing can continue, even in another process.
///
/// It consists of the input of the page's request and, if the service links to its pages, the URL. An input
/// converts to it.
///
/// ```
/// use speccast_runtime::client::ResumePoint;
///
/// let point = ResumePoint::from("an input");
/// let stored = speccast_runtime::serde_json::to_string(&point)?;
/// assert_eq!(stored, r#"{"input":"an input"}"#);
/// assert_eq!(speccast_runtime::serde_json::from_str::<ResumePoint<String>>(&stored)?.input(), "an input");
/// # Ok::<_, speccast_runtime::serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ResumePoint<I> {
    input: I,
    url: Option<String>,
}

impl<I> ResumePoint<I> {
    /// Returns the input: that of the page's own request, or of the first page's if there is a
    /// [`url`](Self::url).
    pub fn input(&self) -> &I {
        &self.input
    }

    /// Returns the URL of the page, if the service links to it.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Returns the page after `page`, which came in `response`.
    pub(super) fn after<Op: Paginated<Input = I>>(
        &self,
        page: &Op::Output,
        response: &Response,
    ) -> Option<Self>
    where
        I: Clone,
    {
        let Some(reference) = Op::next_url(page, response) else {
            return Op::next(&self.input, page).map(Self::from);
        };
        // An invalid URL is reported when its page is requested.
        let url = response.url().and_then(|base| url::resolve(base, &reference));
        // A key that the service repeats must not be stored, nor sent in addition to the client's own.
        let auth = Op::META.own_auth().unwrap_or(<Op::Service as Service>::AUTH);
        let url = url.map(|url| url::without_parameters(url, |name| auth.is_query_key(name)));
        let url = url.map_or(reference, |url| url.to_string());
        Some(Self { input: self.input.clone(), url: Some(url) })
    }
}

impl<I> From<I> for ResumePoint<I> {
    fn from(input: I) -> Self {
        Self { input, url: None }
    }
}

impl<I: Serialize> Serialize for ResumePoint<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = 1 + usize::from(self.url.is_some());
        let mut point = serializer.serialize_struct("ResumePoint", count)?;
        point.serialize_field("input", &self.input)?;
        match &self.url {
            Some(url) => point.serialize_field("url", url)?,
            None => point.skip_field("url")?,
        }
        point.end()
    }
}

impl<I: DeserializeOwned> Structure for ResumePoint<I> {
    const NAME: &'static str = "ResumePoint";
    const MEMBERS: &'static [&'static str] = &["input", "url"];

    fn read<'de, A: MapAccess<'de>>(mut members: A) -> Result<Self, A::Error> {
        let (mut input, mut url) = (None, None);
        read_members(&mut members, &mut [("input", &mut input), ("url", &mut url)], &mut Skip)?;
        match (input, url) {
            (Some(input), Some(url)) => Ok(Self { input, url }),
            _ => Err(unread()),
        }
    }
}

impl<'de, I: DeserializeOwned> Deserialize<'de> for ResumePoint<I> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_structure(deserializer)
    }
}

/// Without the URL, which may contain a secret.
impl<I: fmt::Debug> fmt::Debug for ResumePoint<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResumePoint").field("input", &self.input).finish_non_exhaustive()
    }
}
