//! Clients: configuration, and the driver of calls.

mod builder;
mod cause;
mod config;
mod driver;
mod encoding;
mod endpoint;
mod environment;
mod error;
mod ext;
mod grant;
#[cfg(feature = "gzip")]
mod gzip;
mod handle;
mod idempotency;
mod identity;
mod reconnect;
mod redirect;
mod trace_context;

pub use self::builder::Builder;
pub use self::config::Config;
pub use self::error::BuildError;
pub use self::handle::Handle;
pub use self::trace_context::TraceHeaders;
pub use crate::call::Call;
pub use crate::paginate::{Items, Pages, ResumePoint};
pub use crate::retry::Retry;
pub use crate::stream::Reconnect;
pub use crate::timeout::Timeouts;

pub(crate) use self::driver::{Answer, Failed, Plan, Refusal};
pub(crate) use self::reconnect::Reconnecting;

use crate::auth::Auth;
use crate::failure::FailureMap;
use crate::protocol::Protocol;
use crate::service::Endpoint;
use crate::variable::Variable;

/// A client of one service: constants of the service, and the conversion of a configured [`Handle`] to the
/// client.
///
/// ```
/// use speccast_runtime::client::{Handle, Service};
/// use speccast_runtime::codegen::{Auth, Endpoint, RestJson1};
///
/// struct Client(Handle);
///
/// impl From<Handle> for Client {
///     fn from(handle: Handle) -> Self {
///         Self(handle)
///     }
/// }
///
/// impl Service for Client {
///     type Protocol = RestJson1;
///
///     const NAME: &'static str = "Widgets";
///     const AUTH: Auth = Auth::Bearer;
///     const ENDPOINTS: &'static [Endpoint] = &[Endpoint::new("https://widgets.example.com")];
/// }
/// ```
pub trait Service: From<Handle> {
    /// Protocol of its requests and responses.
    type Protocol: Protocol;

    /// The service's name, for people.
    const NAME: &'static str;
    /// Authentication of its requests.
    const AUTH: Auth;
    /// Its endpoints.
    const ENDPOINTS: &'static [Endpoint];
    /// Variables of its endpoints.
    const VARIABLES: &'static [Variable] = &[];
    /// Places of the parts of its failed responses.
    const FAILURE: &'static FailureMap = &FailureMap::new();
    /// Headers that each request has, by name and value.
    const HEADERS: &'static [(&'static str, &'static str)] = &[];
}
