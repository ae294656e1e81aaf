//! AWS Signature Version 4, in the `authorization` header.
//!
//! Implements the rules of every AWS service except S3: the path is normalized and encoded once more, and the
//! hash of the body is signed but not sent.

use std::ops::Range;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use hmac_sha256::{HMAC, Hash};
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use zeroize::Zeroizing;

use crate::Timestamp;
use crate::credentials::Credentials;
use crate::error::BoxError;
use crate::lock::lock;
use crate::request::percent;
use crate::stream::ByteStream;
use crate::transport::host;

const DATE: HeaderName = HeaderName::from_static("x-amz-date");
const TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// The hash of a body that is not in memory.
const CONTENT_HASH: HeaderName = HeaderName::from_static("x-amz-content-sha256");

/// Headers that are not signed: those that a proxy may change, and the one that contains the signature. The
/// list is botocore's.
const UNSIGNED: [&str; 15] = [
    "authorization",
    "baggage",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// The SHA-256 hash of an empty body.
const EMPTY_HASH: &[u8; 64] = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The first second of the year 10000, after the last date of a signature.
const END_OF_TIME: Duration = Duration::from_secs(253_402_300_800);

/// Signs requests of one service in one region.
pub(crate) struct Signer {
    region: String,
    /// The service's signing name.
    service: &'static str,
    /// The last signing key.
    day: Mutex<Option<Day>>,
}

/// The signing key of a day; it depends on the secret, the date, the region and the service.
struct Day {
    date: String,
    credentials: Credentials,
    key: Zeroizing<[u8; 32]>,
}

impl Signer {
    pub(crate) fn new(region: String, service: &'static str) -> Self {
        Self { region, service, day: Mutex::new(None) }
    }

    /// Returns the service's signing name.
    pub(crate) fn service(&self) -> &'static str {
        self.service
    }

    /// Returns the signing key of a date, which is derived again only if the date or the credentials changed.
    fn key(&self, credentials: &Credentials, date: &str) -> Zeroizing<[u8; 32]> {
        let mut day = lock(&self.day);
        if let Some(day) = &*day
            && day.date == date
            && day.credentials.is_same(credentials)
        {
            return day.key.clone();
        }
        let secret = Zeroizing::new(["AWS4", credentials.secret_access_key()].concat());
        let mut key = Zeroizing::new(HMAC::mac(date, secret.as_bytes()));
        for part in [&self.region, self.service, "aws4_request"] {
            *key = HMAC::mac(part, key.as_slice());
        }
        *day = Some(Day { date: date.to_owned(), credentials: credentials.clone(), key: key.clone() });
        key
    }

    /// Signs a request with an absolute URI: sets `x-amz-date`, `x-amz-security-token` if the credentials
    /// have one, and `authorization`.
    ///
    /// Must be the last step, since headers added later are not signed.
    ///
    /// # Errors
    /// If a signature cannot contain the time, or a header cannot contain the key or the token.
    pub(crate) fn sign(
        &self,
        request: &mut http::Request<ByteStream>,
        credentials: &Credentials,
        time: SystemTime,
    ) -> Result<(), BoxError> {
        let age = time.duration_since(SystemTime::UNIX_EPOCH).ok().filter(|age| *age < END_OF_TIME);
        let age = age.ok_or("the clock's time cannot be used in a signature")?;
        // `20261122T123456Z`
        let mut date_time = Timestamp::from_secs(i64::try_from(age.as_secs())?).to_string();
        date_time.retain(|c| !matches!(c, '-' | ':'));
        let date = &date_time[..8];
        request.headers_mut().insert(DATE, HeaderValue::from_str(&date_time)?);
        if let Some(token) = credentials.session_token() {
            request.headers_mut().insert(TOKEN, secret(token.as_bytes())?);
        }

        let (canonical, signed) = canonical_request(request)?;
        let scope = [date, &self.region, self.service, "aws4_request"].join("/");
        let mut to_sign = Vec::with_capacity(256);
        append(&mut to_sign, ["AWS4-HMAC-SHA256\n", &date_time, "\n", &scope, "\n"]);
        append_hex(&mut to_sign, &Hash::hash(&canonical));
        let signature = HMAC::mac(&to_sign, self.key(credentials, date).as_slice());

        let mut authorization = Vec::with_capacity(512);
        append(
            &mut authorization,
            ["AWS4-HMAC-SHA256 Credential=", credentials.access_key_id(), "/", &scope],
        );
        append(&mut authorization, [", SignedHeaders="]);
        authorization.extend_from_slice(&canonical[signed]);
        append(&mut authorization, [", Signature="]);
        append_hex(&mut authorization, &signature);
        request.headers_mut().insert(header::AUTHORIZATION, secret(&authorization)?);
        Ok(())
    }
}

/// Returns the canonical request, and the range of the header names in it.
fn canonical_request(request: &http::Request<ByteStream>) -> Result<(Vec<u8>, Range<usize>), BoxError> {
    let (headers, uri) = (request.headers(), request.uri());
    let mut names = Vec::with_capacity(headers.keys_len() + 1);
    names.extend(headers.keys().map(HeaderName::as_str));
    names.retain(|name| !UNSIGNED.contains(name));
    if !headers.contains_key(header::HOST) {
        names.push(header::HOST.as_str());
    }
    names.sort_unstable();
    let mut out = Vec::with_capacity(1024);
    append(&mut out, [request.method().as_str(), "\n"]);
    append_path(&mut out, uri.path());
    append_query(&mut out, uri.query().unwrap_or_default());
    for name in &names {
        append(&mut out, [name, ":"]);
        append_values(&mut out, headers, name, uri)?;
        out.push(b'\n');
    }
    out.push(b'\n');
    let start = out.len();
    for (index, name) in names.iter().enumerate() {
        append(&mut out, [if index == 0 { "" } else { ";" }, name]);
    }
    let names = start..out.len();
    out.push(b'\n');
    match (request.body().as_bytes(), headers.get(&CONTENT_HASH)) {
        (Some(bytes), _) if bytes.is_empty() => out.extend_from_slice(EMPTY_HASH),
        (Some(bytes), _) => append_hex(&mut out, &Hash::hash(bytes)),
        (None, Some(hash)) => out.extend_from_slice(hash.as_bytes()),
        (None, None) => {
            return Err(
                "a signature covers the body: set its bytes, or its hash in `x-amz-content-sha256`".into()
            );
        }
    }
    Ok((out, names))
}

fn append<const N: usize>(out: &mut Vec<u8>, texts: [&str; N]) {
    texts.iter().for_each(|text| out.extend_from_slice(text.as_bytes()));
}

fn append_hex(out: &mut Vec<u8>, bytes: &[u8; 32]) {
    for byte in bytes {
        let digits = [byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]);
        out.extend_from_slice(&digits);
    }
}

/// Appends the values of a header, joined by commas. Surrounding spaces are removed, and several spaces
/// become one.
fn append_values(out: &mut Vec<u8>, headers: &HeaderMap, name: &str, uri: &Uri) -> Result<(), BoxError> {
    if !headers.contains_key(name) {
        out.extend_from_slice(host(uri).ok_or("the request has no host")?.as_bytes());
    }
    for (index, value) in headers.get_all(name).iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        let words = value.as_bytes().split(|byte| *byte == b' ').filter(|word| !word.is_empty());
        for (index, word) in words.enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            out.extend_from_slice(word);
        }
    }
    Ok(())
}

/// Appends a line with the path without dot segments and empty ones, encoded once more.
fn append_path(out: &mut Vec<u8>, path: &str) {
    let mut segments = Vec::with_capacity(16);
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let mut encoded = String::with_capacity(2 * path.len());
    for segment in &segments {
        encoded.push('/');
        percent::encode(&mut encoded, segment);
    }
    let is_folder = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end));
    if is_folder || segments.is_empty() {
        encoded.push('/');
    }
    append(out, [&encoded, "\n"]);
}

/// Appends a line with the query, its pairs normalized and sorted by key, then value.
fn append_query(out: &mut Vec<u8>, query: &str) {
    let mut encoded = String::with_capacity(2 * query.len());
    // Start of each key and value, and end of the value.
    let mut pairs = Vec::with_capacity(16);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let start = encoded.len();
        percent::encode_again(&mut encoded, key);
        let middle = encoded.len();
        percent::encode_again(&mut encoded, value);
        pairs.push((start..middle, middle..encoded.len()));
    }
    pairs.sort_unstable_by_key(|(key, value)| (&encoded[key.clone()], &encoded[value.clone()]));
    for (index, (key, value)) in pairs.into_iter().enumerate() {
        append(out, [if index == 0 { "" } else { "&" }, &encoded[key], "=", &encoded[value]]);
    }
    out.push(b'\n');
}

/// Creates a header value that logs do not show.
fn secret(text: &[u8]) -> Result<HeaderValue, BoxError> {
    let mut value = HeaderValue::from_str(std::str::from_utf8(text)?)?;
    value.set_sensitive(true);
    Ok(value)
}
