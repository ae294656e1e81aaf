//! Checks that every decoder of the runtime handles any text safely, in any pieces: streams of events and lines, gzip,
//! links, dates, profiles, times to wait, redirects. Where a rule is simple, the whole text is read by it as an oracle.

use crate::mutation::Mutator;
use crate::widgets::{Client, ListWidgetsInput, Open};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use speccast_runtime::client::Retry;
use speccast_runtime::codegen::link;
use speccast_runtime::credentials::{Profile, ProvideCredentials as _};
use speccast_runtime::response::Response;
use speccast_runtime::stream::{LineDecoder, SseDecoder};
use speccast_runtime::timestamp::Format;
use speccast_runtime::transport::Mock;
use speccast_runtime::{Date, Timestamp};
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, SystemTime};

/// A secret: no message may show it, and no other origin may receive it.
const SECRET: &str = "hidden-secret";

/// Decodes a text and compares the result with an oracle; the error is the finding.
type Decoder = fn(&mut Mutator, &[u8]) -> Result<(), String>;

/// Decodes a text, and reports findings: a panic, another result than that of the oracle, a secret that leaks.
///
/// # Errors
/// The finding.
pub fn judge(mutator: &mut Mutator) -> Result<(), String> {
    let (name, decoder, parts): (&str, Decoder, &[&str]) = match mutator.below(9) {
        0 => ("events", events, EVENTS),
        1 => ("lines", lines, EVENTS),
        2 => ("links", links, LINKS),
        3 | 4 => ("times", times, TIMES),
        5 => ("waits", waits, TIMES),
        6 => ("profiles", profiles, PROFILES),
        7 => ("redirects", redirects, URLS),
        _ => ("gzip", gzip, EVENTS),
    };
    let text = text(mutator, parts);
    let answer = catch_unwind(AssertUnwindSafe(|| decoder(mutator, &text)));
    let answer = answer.unwrap_or_else(|_| Err("panic".to_owned()));
    answer.map_err(|error| format!("{name}: {error}\n{:?}", String::from_utf8_lossy(&text)))
}

/// Parts of event streams and lines of JSON.
const EVENTS: &[&str] = &[
    "data: ",
    "data:",
    "data",
    "event: ",
    "event",
    "id: ",
    "id",
    "id:\0",
    "retry: ",
    "retry: 12",
    "retry: 99999999999999999999",
    ":",
    ": comment",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\r\r",
    "\r\n\r\n",
    "{\"a\":1}",
    "[DONE]",
    " ",
    "\u{feff}",
    "\u{e9}",
    "x",
    "\0",
    "message",
];
/// Parts of `Link` headers.
const LINKS: &[&str] = &[
    "<",
    ">",
    "/a?page=2",
    "https://a.example.com/b",
    ";",
    ",",
    "rel",
    "=",
    "\"",
    "next",
    "prev next",
    "rel=next",
    "rel=\"next\"",
    "anchor",
    "title*=UTF-8''a",
    "\\",
    " ",
    "\t",
    "\u{e9}",
    "; rel=\"next\"",
    "<>",
    "<</a>>",
];
/// Parts of dates and numbers.
const TIMES: &[&str] = &[
    "2016-12-31",
    "T",
    "23:59:60",
    "Z",
    "+01:00",
    "-00:00",
    "+2400",
    ".5",
    ".000000000000001",
    " ",
    "Sat, ",
    "31 Dec 2016",
    "31-Dec-16",
    "GMT",
    "UTC",
    "Sun Nov  6 08:49:37 1994",
    "0000-01-01",
    "9999-12-31",
    "10000-01-01",
    "02-30",
    "-",
    "0",
    "1",
    "59",
    "99",
    ":",
    ",",
    ";",
    "1e3",
    "-0",
    "18446744073709551615",
    "9223372036854775807",
    "1769860800",
    "1769860800000",
    "limit",
    "=",
    "\"default\";r=50;t=30",
    "\u{e9}",
    "inf",
    "NaN",
    "0x1",
    "+",
];
/// Parts of files of profiles.
const PROFILES: &[&str] = &[
    "[default]",
    "[profile a]",
    "[profile \"a b\"]",
    "[",
    "]",
    "\n",
    "\r\n",
    "  ",
    "\t",
    "#",
    ";",
    "=",
    ":",
    " = ",
    "aws_access_key_id",
    "aws_secret_access_key = hidden-secret",
    "aws_secret_access_key",
    "aws_session_token",
    "region",
    "eu-central-1",
    "AKID",
    "role_arn",
    "credential_process = x",
    "sso_session",
    "\u{feff}",
    "\u{e9}",
    "\0",
    "%",
    "[sso-session a]",
    "[services b]",
    "s3 =\n  region = x",
];
/// Parts of URL references.
const URLS: &[&str] = &[
    "http:",
    "https:",
    "HTTPS:",
    "//",
    "/",
    "\\",
    "evil.example.com",
    "widgets.example.com",
    ":443",
    ":80",
    ":0",
    ":99999",
    "@",
    "?",
    "#",
    "..",
    "%2e%2e",
    "%",
    "%00",
    " ",
    "\t",
    "[::1]",
    "javascript:",
    "a",
    "?token=hidden-secret",
    "&",
    "=",
    "\u{e9}",
    "xn--a",
    ".",
    "//evil.example.com",
];

/// A text of these parts, some of them damaged.
fn text(mutator: &mut Mutator, parts: &[&str]) -> Vec<u8> {
    let count = 1 + mutator.below(24);
    let mut text: Vec<u8> = (0..count).flat_map(|_| mutator.pick(parts).bytes()).collect();
    for _ in 0..mutator.below(3) {
        let at = mutator.below(text.len().max(1));
        match mutator.below(4) {
            0 => text.truncate(at),
            1 if at < text.len() => drop(text.remove(at)),
            2 => text.insert(at.min(text.len()), [0, b'\n', b'\r', b'"', 0x7f, 0x80, 0xff][mutator.below(7)]),
            _ => {}
        }
    }
    text
}

/// Divides a text at random.
fn pieces(mutator: &mut Mutator, text: &[u8]) -> Vec<Bytes> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(mutator.below(rest.len().min(9)) + 1);
        pieces.push(Bytes::copy_from_slice(piece));
        rest = more;
    }
    pieces
}

/// What a stream of events contains.
#[derive(Debug, Default, PartialEq)]
struct Events {
    events: Vec<(String, Vec<u8>)>,
    last_id: String,
    retry: Option<Duration>,
}

impl Events {
    /// Reads a whole stream line by line, as WHATWG HTML section 9.2.6 has it.
    fn of(text: &[u8]) -> Self {
        let mut read = Self::default();
        let (mut name, mut data, mut id) = (Vec::new(), Vec::new(), Vec::new());
        for line in whole_lines(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)) {
            if line.is_empty() {
                read.last_id = String::from_utf8_lossy(&id).into_owned();
                if data.pop().is_some() {
                    read.events
                        .push((String::from_utf8_lossy(&name).into_owned(), std::mem::take(&mut data)));
                }
                name.clear();
                continue;
            }
            let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
            let value = line.get(colon + 1..).unwrap_or_default();
            let value = value.strip_prefix(b" ").unwrap_or(value).to_vec();
            match &line[..colon] {
                b"event" => name = value,
                b"data" => data.extend(value.into_iter().chain([b'\n'])),
                b"id" if !value.contains(&0) => id = value,
                b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                    let millis = String::from_utf8_lossy(&value).parse().ok();
                    read.retry = millis.map(Duration::from_millis).or(read.retry);
                }
                _ => {}
            }
        }
        read
    }
}

/// The lines that end in a line feed, a carriage return or both.
fn whole_lines(text: &[u8]) -> Vec<Vec<u8>> {
    let (mut lines, mut line, mut bytes) = (Vec::new(), Vec::new(), text.iter().peekable());
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' | b'\n' => {
                if *byte == b'\r' {
                    bytes.next_if(|next| **next == b'\n');
                }
                lines.push(std::mem::take(&mut line));
            }
            byte => line.push(*byte),
        }
    }
    lines
}

fn events(mutator: &mut Mutator, text: &[u8]) -> Result<(), String> {
    let mut decoder = SseDecoder::new();
    let mut read = Events::default();
    for mut piece in pieces(mutator, text) {
        while decoder.next(&mut piece).map_err(|limit| format!("over {limit} bytes"))? {
            read.events.push((decoder.event().into_owned(), decoder.data().to_vec()));
        }
    }
    read.last_id = decoder.last_event_id().unwrap_or_default().to_owned();
    read.retry = decoder.retry();
    same(&read, &Events::of(text))?;
    let limit = 1 + mutator.below(20);
    let mut bounded = SseDecoder::new().max_event_size(limit);
    for mut piece in pieces(mutator, text) {
        while let Ok(true) = bounded.next(&mut piece) {
            if bounded.data().len() > limit {
                return Err(format!("an event of {} bytes with the limit {limit}", bounded.data().len()));
            }
        }
    }
    Ok(())
}

fn lines(mutator: &mut Mutator, text: &[u8]) -> Result<(), String> {
    let mut decoder = LineDecoder::new();
    let mut read = Vec::new();
    for mut piece in pieces(mutator, text) {
        while decoder.next(&mut piece).map_err(|limit| format!("over {limit} bytes"))? {
            read.push(decoder.line().to_vec());
        }
    }
    if decoder.end() {
        read.push(decoder.line().to_vec());
    }
    let all = text.split(|byte| *byte == b'\n').map(|line| line.trim_ascii().to_vec());
    same(&read, &all.filter(|line| !line.is_empty()).collect())
}

fn links(_: &mut Mutator, text: &[u8]) -> Result<(), String> {
    let Ok(response) = http::Response::builder().header("link", text).body("") else { return Ok(()) };
    let found = link(&Response::from(response), "next");
    let shown = String::from_utf8_lossy(text);
    match found {
        Some(target) if !shown.contains(&format!("<{target}>")) && !shown.contains(['\t', ' ']) => {
            Err(format!("{target:?} is not a target"))
        }
        _ => Ok(()),
    }
}

/// Every format of a timestamp.
pub const FORMATS: [Format; 8] = [
    Format::DateTime,
    Format::HttpDate,
    Format::EpochSeconds,
    Format::EpochMillis,
    Format::Rfc2822,
    Format::Iso8601,
    Format::Iso8601Millis,
    Format::Sql,
];

fn times(mutator: &mut Mutator, text: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(text);
    if let Ok(day) = text.parse::<Date>() {
        same(&day.to_string().parse(), &Ok(day))?;
    }
    let format = FORMATS[mutator.below(FORMATS.len())];
    for time in [Timestamp::parse(&text, format), text.parse()].into_iter().flatten() {
        same(&time.to_string().parse(), &Ok(time))?;
        for format in FORMATS {
            let shown = time.format(format).to_string();
            let again = Timestamp::parse(&shown, format).map_err(|error| format!("{shown}: {error}"))?;
            same(&again.format(format).to_string(), &shown)?;
        }
    }
    Ok(())
}

/// A client with a mock.
fn client(mock: &Mock) -> Result<Client<Open>, String> {
    let builder =
        Client::<Open>::builder().endpoint_url("https://widgets.example.com").transport(mock.clone());
    let client = builder.retry(Retry::never()).max_redirects(3).build();
    client.map_err(|error| error.to_string())
}

fn runtime() -> Result<tokio::runtime::Runtime, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.map_err(|error| error.to_string())
}

fn waits(mutator: &mut Mutator, text: &[u8]) -> Result<(), String> {
    let name = mutator.pick(&["retry-after", "x-amz-retry-after", "ratelimit", "x-ratelimit-reset"]);
    let response = http::Response::builder().status(429).header(name, text).body("{}");
    let Ok(response) = response else { return Ok(()) };
    let mock = Mock::new();
    mock.response(response);
    let call = client(&mock)?.list_widgets(ListWidgetsInput::builder().group("group"));
    let Err(error) = runtime()?.block_on(call.send()) else { return Err("no error".to_owned()) };
    let now = SystemTime::now();
    let wait = error.retry_after().map(|wait| wait.from(now));
    let _ = error.rate_limit().and_then(|limit| limit.reset).map(|wait| wait.from(now));
    match wait {
        Some(wait) if name.contains("ratelimit") => Err(format!("waits for {wait:?} without being asked")),
        _ => Ok(()),
    }
}

fn profiles(mutator: &mut Mutator, text: &[u8]) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let other = self::text(mutator, PROFILES);
    for (name, text) in [("credentials", text), ("config", &other)] {
        std::fs::write(path(name), text).map_err(|error| error.to_string())?;
    }
    let (credentials, config) = (path("credentials"), path("config"));
    let name = ["default", "a", "a b"][mutator.below(3)];
    let profile = Profile::from_vars(move |name| match name {
        "AWS_SHARED_CREDENTIALS_FILE" => Some(credentials.clone()),
        "AWS_CONFIG_FILE" => Some(config.clone()),
        _ => None,
    });
    let profile = profile.name(name);
    let read = || runtime().map(|runtime| format!("{:?}", runtime.block_on(profile.provide_credentials())));
    let first = read()?;
    same(&first, &read()?)?;
    if first.contains(SECRET) { Err(format!("shows a secret\n{first}")) } else { Ok(()) }
}

fn redirects(_: &mut Mutator, text: &[u8]) -> Result<(), String> {
    let response = http::Response::builder().status(307).header("location", text).body("");
    let Ok(response) = response else { return Ok(()) };
    let mock = Mock::new();
    mock.response(response).json(200, &serde_json::json!({}));
    let call = client(&mock)?.list_widgets(ListWidgetsInput::builder().group("group"));
    let _ = runtime()?.block_on(call.header("x-api-key", SECRET).send());
    for request in mock.requests() {
        let uri = request.uri();
        let is_own =
            uri.host() == Some("widgets.example.com") && uri.port_u16().is_none_or(|port| port == 443);
        if uri.scheme_str() != Some("https") || uri.host().is_none_or(str::is_empty) {
            return Err(format!("a request without a host\n{uri}"));
        }
        if !is_own && request.headers().values().any(|value| value.as_bytes() == SECRET.as_bytes()) {
            return Err(format!("a secret is sent elsewhere\n{uri}"));
        }
    }
    Ok(())
}

fn gzip(mutator: &mut Mutator, text: &[u8]) -> Result<(), String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let packed = encoder.write_all(text).and_then(|()| encoder.finish());
    let mut packed = packed.map_err(|error| error.to_string())?;
    let is_whole = mutator.below(2) == 0;
    if !is_whole {
        let at = mutator.below(packed.len());
        match mutator.below(3) {
            0 => packed.truncate(at),
            1 => packed[at] ^= 1 << mutator.below(8),
            _ => packed.insert(at, 0),
        }
    }
    let response = http::Response::builder().status(500).header("content-encoding", "gzip").body(packed);
    let mock = Mock::new();
    mock.response(response.map_err(|error| error.to_string())?);
    let call = client(&mock)?.list_widgets(ListWidgetsInput::builder().group("group"));
    let Err(error) = runtime()?.block_on(call.send()) else { return Err("no error".to_owned()) };
    match error.body() {
        Some(body) if is_whole && body != text => {
            Err(format!("decoded to {:?}", String::from_utf8_lossy(body)))
        }
        None if is_whole => Err("not decoded".to_owned()),
        _ => Ok(()),
    }
}

fn same<T: std::fmt::Debug + PartialEq>(found: &T, expected: &T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{found:?}, not {expected:?}")) }
}
