//! AWS Signature Version 4, in the `authorization` header.
//!
//! The rules are those of every AWS service but S3: the path is normalized and encoded once more, and the hash of the
//! body is signed but not sent.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use hmac_sha256::{HMAC, Hash};
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use zeroize::Zeroizing;

use crate::Timestamp;
use crate::credentials::Credentials;
use crate::error::BoxError;
use crate::lock::lock;
use crate::request::percent;
use crate::transport::host;

const DATE: HeaderName = HeaderName::from_static("x-amz-date");
const TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// Headers that are not signed: those that a proxy may change, and the one that will contain the signature. The list
/// is botocore's.
const UNSIGNED: &str = "authorization baggage connection expect keep-alive proxy-authenticate proxy-authorization te \
                        traceparent tracestate trailer transfer-encoding upgrade user-agent x-amzn-trace-id";

/// The first second of the year 10000, which the date of a signature cannot express.
const END_OF_TIME: Duration = Duration::from_secs(253_402_300_800);

/// Signs requests of one service in one region.
pub(crate) struct Signer {
    region: String,
    /// The service's signing name.
    service: &'static str,
    /// The signing key that was used last.
    day: Mutex<Option<Day>>,
}

/// The signing key of a day, which depends on the secret, the date, the region and the service.
struct Day {
    date: String,
    credentials: Credentials,
    key: Zeroizing<[u8; 32]>,
}

impl Signer {
    pub(crate) fn new(region: String, service: &'static str) -> Self {
        Self { region, service, day: Mutex::new(None) }
    }

    /// The signing key of a date. It is derived again only if the date or the credentials have changed.
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

    /// Signs a request whose URI is absolute: sets `x-amz-date`, `x-amz-security-token` if the credentials have one, and
    /// `authorization`.
    ///
    /// Everything else must be in place, because headers that are added later are not signed.
    ///
    /// # Errors
    /// If a signature cannot express the time, or a header cannot contain the key or the token.
    pub(crate) fn sign(
        &self,
        request: &mut http::Request<Bytes>,
        credentials: &Credentials,
        time: SystemTime,
    ) -> Result<(), BoxError> {
        let age = time.duration_since(SystemTime::UNIX_EPOCH).ok().filter(|age| *age < END_OF_TIME);
        let age = age.ok_or("the clock shows a time that a signature cannot have")?;
        // `20261122T123456Z`
        let date_time =
            Timestamp::from_secs(i64::try_from(age.as_secs())?).to_string().replace(['-', ':'], "");
        let date = &date_time[..8];
        request.headers_mut().insert(DATE, HeaderValue::from_str(&date_time)?);
        if let Some(token) = credentials.session_token() {
            request.headers_mut().insert(TOKEN, secret(token)?);
        }

        let (canonical, signed) = canonical_request(request)?;
        let scope = format!("{date}/{}/{}/aws4_request", self.region, self.service);
        let hash = hex(&Hash::hash(&canonical));
        let to_sign = format!("AWS4-HMAC-SHA256\n{date_time}\n{scope}\n{hash}");
        let signature = HMAC::mac(&to_sign, self.key(credentials, date).as_slice());
        let authorization = secret(&format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={signed}, Signature={}",
            credentials.access_key_id(),
            hex(&signature)
        ))?;
        request.headers_mut().insert(header::AUTHORIZATION, authorization);
        Ok(())
    }
}

/// The canonical request, and the names of the headers in it.
fn canonical_request(request: &http::Request<Bytes>) -> Result<(Vec<u8>, String), BoxError> {
    let (headers, uri) = (request.headers(), request.uri());
    let mut names: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
    names.retain(|name| !UNSIGNED.split(' ').any(|unsigned| unsigned == *name));
    if !headers.contains_key(header::HOST) {
        names.push(header::HOST.as_str());
    }
    names.sort_unstable();
    let (path, query) = (canonical_path(uri.path()), canonical_query(uri.query().unwrap_or_default()));
    let mut out = format!("{}\n{path}\n{query}\n", request.method()).into_bytes();
    for name in &names {
        out.extend_from_slice(name.as_bytes());
        out.push(b':');
        append_values(&mut out, headers, name, uri)?;
        out.push(b'\n');
    }
    let names = names.join(";");
    out.extend_from_slice(format!("\n{names}\n{}", hex(&Hash::hash(request.body()))).as_bytes());
    Ok((out, names))
}

/// Appends the values of a header, joined by commas. Spaces around a value are left out, and several in a row are one.
fn append_values(out: &mut Vec<u8>, headers: &HeaderMap, name: &str, uri: &Uri) -> Result<(), BoxError> {
    if !headers.contains_key(name) {
        out.extend_from_slice(host(uri).ok_or("the request has no host")?.as_bytes());
    }
    for (index, value) in headers.get_all(name).iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        let words = value.as_bytes().split(|byte| *byte == b' ').filter(|word| !word.is_empty());
        out.extend_from_slice(&words.collect::<Vec<_>>().join(&b' '));
    }
    Ok(())
}

/// The path without dot segments and empty ones, encoded once more.
fn canonical_path(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let mut out = "/".to_owned();
    percent::encode_greedy(&mut out, segments.join("/"));
    let is_folder = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end));
    if is_folder && !out.ends_with('/') {
        out.push('/');
    }
    out
}

/// The query with its pairs encoded anew and sorted.
fn canonical_query(query: &str) -> String {
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let encoded = [key, value].map(|text| {
            let mut out = String::with_capacity(text.len());
            percent::encode(&mut out, percent::decode_form(text));
            out
        });
        pairs.push(encoded);
    }
    pairs.sort_unstable();
    pairs.iter().map(|pair| pair.join("=")).collect::<Vec<_>>().join("&")
}

/// A header value that no log shows.
fn secret(text: &str) -> Result<HeaderValue, BoxError> {
    let mut value = HeaderValue::from_str(text)?;
    value.set_sensitive(true);
    Ok(value)
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
