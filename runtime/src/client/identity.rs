//! Credentials of a client, and authentication of requests.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use http::{HeaderName, HeaderValue, Method, Uri, header};
use serde_json::Value;

use super::BuildError;
use super::grant::{Grant, append, bearer};
use super::handle::Shared;
use crate::auth::{API_KEY, ApiKey, Auth, KeyPlace, TokenEndpoint};
use crate::credentials::{Cache, Expiring, OAuth2, ProvideToken, SecretSource, Token, present};
#[cfg(feature = "sigv4")]
use crate::credentials::{Credentials, ProvideCredentials};
use crate::error::{BoxError, Failure, TimeoutKind};
use crate::lock::lock;
use crate::request::{label, percent};
#[cfg(feature = "sigv4")]
use crate::sign::Signer;
use crate::stream::ByteStream;
use crate::time::Sleeper;
use crate::types::base64;

/// A provider, with its last result.
pub(super) struct Kept<P: ?Sized, T> {
    cache: Cache<T>,
    provider: Arc<P>,
}

impl<P: ?Sized, T: Clone> Kept<P, T> {
    fn new(provider: Arc<P>) -> Arc<Self> {
        let cache = Cache::new();
        Arc::new(Self { cache, provider })
    }
}

type KeptToken = Arc<Kept<dyn ProvideToken, Token>>;
#[cfg(feature = "sigv4")]
type KeptCredentials = Arc<Kept<dyn ProvideCredentials, Credentials>>;

impl Kept<dyn ProvideToken, Token> {
    async fn get(&self, now: SystemTime, patience: Patience<'_>) -> Result<Token, Failure> {
        let load = async {
            let value = self.provider.provide_token().await?;
            let expires = value.expires();
            Ok(Expiring { value, expires })
        };
        self.cache.get(now, load, patience.end()).await
    }
}

/// The providers of a configuration.
#[derive(Clone, Default)]
pub(super) struct Identities {
    token: Option<KeptToken>,
    basic: Option<(KeptToken, KeptToken)>,
    /// Keys by setter.
    keys: Vec<(&'static str, KeptToken)>,
    oauth2: Option<Arc<OAuth2>>,
    #[cfg(feature = "sigv4")]
    credentials: Option<KeptCredentials>,
}

impl Identities {
    #[cfg(feature = "sigv4")]
    pub(super) fn set_credentials(&mut self, provider: Arc<dyn ProvideCredentials>) {
        self.credentials = Some(Kept::new(provider));
    }

    pub(super) fn set_token(&mut self, source: SecretSource) {
        self.token = Some(Kept::new(source.0));
    }

    pub(super) fn set_basic(&mut self, user: SecretSource, password: SecretSource) {
        self.basic = Some((Kept::new(user.0), Kept::new(password.0)));
    }

    /// Sets the key of this setter.
    pub(super) fn set_key(&mut self, setter: &'static str, source: SecretSource) {
        self.keys.retain(|(known, _)| *known != setter);
        self.keys.push((setter, Kept::new(source.0)));
    }

    pub(super) fn set_oauth2(&mut self, credentials: OAuth2) {
        self.oauth2 = Some(Arc::new(credentials));
    }

    /// Returns these providers, and those of `base` that are not set.
    pub(super) fn or(mut self, base: Self) -> Self {
        for (setter, key) in base.keys {
            if self.key(setter).is_none() {
                self.keys.push((setter, key));
            }
        }
        Self {
            token: self.token.or(base.token),
            basic: self.basic.or(base.basic),
            keys: self.keys,
            oauth2: self.oauth2.or(base.oauth2),
            #[cfg(feature = "sigv4")]
            credentials: self.credentials.or(base.credentials),
        }
    }

    fn key(&self, setter: &str) -> Option<&KeptToken> {
        self.keys.iter().find(|(known, _)| *known == setter).map(|(_, key)| key)
    }

    /// Returns whether everything for a scheme is set.
    fn has(&self, scheme: Auth) -> bool {
        match scheme {
            Auth::Bearer => self.token.is_some(),
            Auth::Basic => self.basic.is_some(),
            Auth::Keys(keys) => keys.iter().all(|key| self.key(key.setter).is_some()),
            Auth::OAuth2(_) => self.oauth2.is_some(),
            #[cfg(feature = "sigv4")]
            Auth::SigV4(_) => self.credentials.is_some(),
            #[cfg(not(feature = "sigv4"))]
            Auth::SigV4(_) => false,
            Auth::AnyOf(schemes) => schemes.iter().any(|scheme| self.has(*scheme)),
            Auth::None => true,
        }
    }

    /// Returns the scheme of requests: the first with credentials, or none if that is allowed.
    ///
    /// # Errors
    /// If credentials are missing, with the setters to call.
    pub(super) fn choose(&self, auth: Auth) -> Result<Auth, BuildError> {
        let schemes = auth.schemes();
        let wanted = schemes.iter().copied().find(|scheme| *scheme != Auth::None && self.has(*scheme));
        let chosen = wanted.or_else(|| schemes.contains(&Auth::None).then_some(Auth::None));
        chosen.ok_or_else(|| match auth {
            Auth::Bearer => BuildError::NoToken,
            Auth::SigV4(_) if cfg!(feature = "sigv4") => BuildError::NoCredentials,
            Auth::SigV4(_) => BuildError::NoSigner,
            auth => {
                let setters = auth.schemes().iter().map(|scheme| self.setters(*scheme)).collect::<Vec<_>>();
                BuildError::MissingCredentials { setters: setters.join(", or ") }
            }
        })
    }

    /// Returns the missing setters of a scheme.
    fn setters(&self, scheme: Auth) -> String {
        match scheme {
            Auth::Bearer => "`Builder::token`".to_owned(),
            Auth::Basic => "`Builder::basic`".to_owned(),
            Auth::OAuth2(_) => "`Builder::oauth2`".to_owned(),
            Auth::SigV4(_) => "`Builder::credentials`".to_owned(),
            Auth::Keys(keys) => {
                let missing = keys.iter().filter(|key| self.key(key.setter).is_none());
                let setters = missing.map(|key| match key.setter {
                    API_KEY => "`Builder::api_key`".to_owned(),
                    own => format!("`BuilderExt::{own}`"),
                });
                setters.collect::<Vec<_>>().join(" and ")
            }
            Auth::AnyOf(_) | Auth::None => String::new(),
        }
    }
}

/// Requested tokens, by endpoint.
#[derive(Default)]
pub(super) struct Grants(Mutex<Vec<Arc<Grant>>>);

impl Grants {
    fn of(&self, endpoint: TokenEndpoint) -> Arc<Grant> {
        let mut grants = lock(&self.0);
        if let Some(grant) = grants.iter().find(|grant| grant.endpoint == endpoint) {
            return Arc::clone(grant);
        }
        let grant = Arc::new(Grant::new(endpoint));
        grants.push(Arc::clone(&grant));
        grant
    }
}

impl Shared {
    /// Authenticates a complete request with credentials that are valid at `now`. A signature uses the
    /// server's date, read after the credentials are loaded.
    pub(super) async fn authorize(
        &self,
        auth: Auth,
        request: &mut http::Request<ByteStream>,
        now: SystemTime,
    ) -> Result<(), Failure> {
        let patience = Patience { limit: self.timeouts.credentials, sleeper: &*self.sleeper };
        let identities = &self.identities;
        match auth {
            Auth::None | Auth::AnyOf(_) => {}
            Auth::Bearer => {
                let Some(token) = &identities.token else { return Err(missing(BuildError::NoToken)) };
                let token = token.get(now, patience).await?;
                request.headers_mut().insert(header::AUTHORIZATION, bearer(&token).map_err(unusable)?);
            }
            Auth::Basic => {
                let Some((user, password)) = &identities.basic else { return Err(self.missing(auth)) };
                let (user, password) = (user.get(now, patience).await?, password.get(now, patience).await?);
                let value = basic(user.secret(), password.secret()).map_err(unusable)?;
                request.headers_mut().insert(header::AUTHORIZATION, value);
            }
            Auth::Keys(keys) => {
                for key in keys {
                    let Some(kept) = identities.key(key.setter) else { return Err(self.missing(auth)) };
                    add_key(request, key, &kept.get(now, patience).await?).map_err(unusable)?;
                }
            }
            Auth::OAuth2(endpoint) => {
                let Some(credentials) = &identities.oauth2 else { return Err(self.missing(auth)) };
                let grant = self.grants.of(endpoint);
                // In a box, so that the futures of other calls are small.
                let load = Box::pin(grant.request(credentials, self));
                let token = grant.cache.get(now, load, patience.end()).await.inspect_err(|failure| {
                    if matches!(failure, Failure::Timeout(..)) {
                        // The next call asks again.
                        grant.give_up();
                    }
                })?;
                request.headers_mut().insert(header::AUTHORIZATION, bearer(&token).map_err(unusable)?);
            }
            #[cfg(feature = "sigv4")]
            Auth::SigV4(service) => {
                let Some(kept) = &identities.credentials else {
                    return Err(missing(BuildError::NoCredentials));
                };
                let load = async {
                    let loaded = kept.provider.provide_credentials().await.and_then(Credentials::check);
                    let value = loaded?;
                    let expires = value.expiry();
                    Ok(Expiring { value, expires })
                };
                let credentials = kept.cache.get(now, load, patience.end()).await?;
                let own;
                let signer = match &self.signer {
                    Some(signer) if signer.service() == service => signer,
                    _ => {
                        own = self.signer_for(service).map_err(missing)?;
                        &own
                    }
                };
                signer.sign(request, &credentials, self.server_time()).map_err(Failure::Signing)?;
            }
            #[cfg(not(feature = "sigv4"))]
            Auth::SigV4(_) => return Err(missing(BuildError::NoSigner)),
        }
        Ok(())
    }

    /// A signer of one service.
    #[cfg(feature = "sigv4")]
    fn signer_for(&self, service: &'static str) -> Result<Signer, BuildError> {
        let region = self.region.clone().ok_or(crate::service::EndpointError::RegionMissing)?;
        Ok(Signer::new(region, service))
    }

    fn missing(&self, auth: Auth) -> Failure {
        missing(self.identities.choose(auth).err().unwrap_or(BuildError::NoToken))
    }

    /// Drops a requested token that the service refused; returns whether there was one.
    pub(super) fn give_up_token(&self, auth: Auth) -> bool {
        let Auth::OAuth2(endpoint) = auth else { return false };
        self.grants.of(endpoint).cache.clear()
    }
}

/// Returns the failure of a call without credentials.
pub(super) fn missing(error: BuildError) -> Failure {
    Failure::Credentials(Arc::new(error))
}

fn unusable(error: BoxError) -> Failure {
    Failure::Credentials(error.into())
}

/// Limits of waiting for credentials.
#[derive(Clone, Copy)]
pub(super) struct Patience<'a> {
    pub(super) limit: Option<Duration>,
    pub(super) sleeper: &'a dyn Sleeper,
}

impl Patience<'_> {
    /// Resolves to a failure after the limit.
    async fn end(self) -> Failure {
        match self.limit {
            Some(limit) => {
                self.sleeper.sleep(limit).await;
                Failure::Timeout(TimeoutKind::Credentials, limit)
            }
            None => pending().await,
        }
    }
}

/// Returns a sensitive header with a secret after a prefix. If it is invalid, the error names the secret by
/// `what`.
pub(super) fn secret_header(prefix: &str, secret: &str, what: &str) -> Result<HeaderValue, BoxError> {
    let Some(secret) = present(secret) else {
        return Err(format!("the {what} is blank").into());
    };
    let value = HeaderValue::try_from([prefix, secret].concat());
    let mut value = value.map_err(|_| {
        // A general message, which cannot contain the secret.
        format!("the {what} has characters that are not valid in a header")
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Returns the header of user and password (RFC 7617 section 2).
pub(super) fn basic(user: &str, password: &str) -> Result<HeaderValue, BoxError> {
    if user.contains(':') {
        return Err("the user name contains a colon, which separates it from the password".into());
    }
    if [user, password].iter().any(|text| text.contains(char::is_control)) {
        return Err("the user name or the password contains a control character".into());
    }
    if present(user).is_none() && present(password).is_none() {
        return Err("user name and password are blank".into());
    }
    secret_header("Basic ", &base64::encode([user, ":", password].concat().as_bytes()), "password")
}

/// Adds a key to a request.
fn add_key(request: &mut http::Request<ByteStream>, key: &ApiKey, secret: &Token) -> Result<(), BoxError> {
    match key.place {
        KeyPlace::Header(name, prefix) => {
            let value = secret_header(prefix, secret.secret(), "key")?;
            let name =
                HeaderName::from_bytes(name.as_bytes()).map_err(|_| "the header of the key is not valid")?;
            request.headers_mut().insert(name, value);
        }
        KeyPlace::Query(name) => {
            let secret = present(secret.secret()).ok_or("the key is blank")?;
            change_path(request, |path| {
                path.push(if path.contains('?') { '&' } else { '?' });
                percent::encode(path, name);
                path.push('=');
                percent::encode(path, secret);
                Ok(())
            })?;
        }
        KeyPlace::Path(label) => {
            let secret = present(secret.secret()).ok_or("the key is blank")?;
            change_path(request, |path| label::fill_in(path, label, secret))?;
        }
        // A redirect has removed the body.
        KeyPlace::Body(_) if matches!(*request.method(), Method::GET | Method::HEAD) => {}
        KeyPlace::Body(name) => {
            let secret = present(secret.secret()).ok_or("the key is blank")?;
            let body = request.body().as_bytes().ok_or("a key cannot be added to a stream")?;
            let is_form = request.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == FORM);
            let body = if is_form { in_form(body, name, secret) } else { in_object(body, name, secret) };
            *request.body_mut() = ByteStream::from(body?);
            request.headers_mut().entry(header::CONTENT_TYPE).or_insert(JSON);
        }
    }
    Ok(())
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: &str = "application/x-www-form-urlencoded";

/// Changes the path and the query of a request.
fn change_path(
    request: &mut http::Request<ByteStream>,
    change: impl FnOnce(&mut String) -> Result<(), BoxError>,
) -> Result<(), BoxError> {
    let uri = request.uri();
    let mut path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    change(&mut path)?;
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(path.parse().map_err(|_| "the key is too long for a URL")?);
    *request.uri_mut() = Uri::from_parts(parts).map_err(|_| "the key is not valid in a URL")?;
    Ok(())
}

/// Adds a key to a form.
fn in_form(form: &[u8], name: &str, secret: &str) -> Result<Vec<u8>, BoxError> {
    let mut form = str::from_utf8(form)?.to_owned();
    append(&mut form, name, secret);
    Ok(form.trim_start_matches('&').into())
}

/// Adds a key to a JSON object as its first member; without a body, to a new one.
fn in_object(object: &[u8], name: &str, secret: &str) -> Result<Vec<u8>, BoxError> {
    let rest = if object.is_empty() {
        b"}"
    } else {
        object.strip_prefix(b"{").ok_or("the body is not an object")?
    };
    let separator = if rest.starts_with(b"}") { "" } else { "," };
    let member = format!("{{{}:{}{separator}", Value::from(name), Value::from(secret));
    Ok([member.as_bytes(), rest].concat())
}
