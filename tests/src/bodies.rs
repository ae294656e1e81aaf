//! Checks that any body of a response is handled safely.

use crate::mutation::Mutator;
use crate::widgets::{Client, ListWidgetsInput, Open};
use speccast_runtime::client::Retry;
use speccast_runtime::codegen::{Http, Protocol, RestJson1, union};
use speccast_runtime::response::Response;
use speccast_runtime::serde::Deserialize;
use speccast_runtime::transport::Mock;
use speccast_runtime::{Blob, Document, Sensitive, Timestamp};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Allocations of some work.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Most bytes at a time.
    pub bytes: u64,
    /// Number of allocations.
    pub count: u64,
}

/// Counts the allocations of a piece of work. A library cannot: it is for the program to choose the allocator.
pub type Measure = fn(&mut dyn FnMut()) -> Cost;

/// Memory that any response may take.
const FREE: u64 = 4 << 20;

/// A structure with every type that generated code has.
#[derive(Debug, Deserialize)]
#[serde(crate = "speccast_runtime::serde")]
#[expect(dead_code, reason = "only its decoding is looked at")]
struct Everything {
    a: Option<String>,
    b: Option<Vec<Everything>>,
    c: Option<BTreeMap<String, Everything>>,
    d: Option<Document>,
    e: Option<Choice>,
    f: Option<Box<Everything>>,
    g: Option<Vec<Option<i64>>>,
    h: Option<BTreeMap<String, Vec<String>>>,
    i: Option<Sensitive<Vec<String>>>,
    j: Option<Timestamp>,
    k: Option<Blob>,
    l: Option<f32>,
    m: Option<Vec<Wide>>,
    n: Option<i8>,
}

/// A structure that is much larger than `{}`.
#[derive(Debug, Deserialize)]
#[serde(crate = "speccast_runtime::serde")]
#[expect(dead_code, reason = "only its decoding is looked at")]
struct Wide {
    a: Option<String>,
    b: String,
    c: Option<[(); 0]>,
    d: BTreeMap<String, f64>,
    e: Option<Document>,
    h: Vec<bool>,
}

union! {
    enum Choice {
        Number(i64) = "a",
        Choices(Vec<Choice>) = "b",
        Map(BTreeMap<String, Choice>) = "c",
    }
}

/// JSON values, and text that is almost JSON.
const VALUES: &[&str] = &[
    "null",
    "true",
    "0",
    "-0",
    "1.0",
    "1e3",
    "1e400",
    "-1E-400",
    "1e39",
    "9007199254740993",
    "18446744073709551616",
    "NaN",
    "01",
    "\"\"",
    "\"a\"",
    "\"AA==\"",
    "\"2016-12-31T23:59:60Z\"",
    "\"Infinity\"",
    "\"\\ud83d\"",
    "\"\\u0000\\\"\"",
    "\"\u{feff}\"",
    "{}",
    "[]",
    "{",
    "[",
    "\"",
    "nul",
    "[[]]",
    "{\"\":{}}",
    "0.1000000000000000055",
];

/// Names of members, known ones and others.
const NAMES: &[&str] = &[
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "n",
    "widgets",
    "nextToken",
    "name",
    "code",
    "message",
    "__type",
    "x",
    "",
    "\\u0061",
    "\\ud800",
    "a/b~c",
];

/// Decodes a body in every way, and reports findings: a panic, another result the second time, too much
/// memory or work for the body, an error of more than one line.
///
/// # Errors
/// The finding.
pub fn judge(mutator: &mut Mutator, measure: Measure) -> Result<(), String> {
    let body = body(mutator);
    let shown = || format!("{} bytes: {}", body.len(), String::from_utf8_lossy(&body[..body.len().min(300)]));
    let answer = catch_unwind(AssertUnwindSafe(|| {
        decoded::<RestJson1, Everything>(&body, measure)?;
        decoded::<Http, Everything>(&body, measure)?;
        decoded::<Http, Vec<Wide>>(&body, measure)?;
        decoded::<Http, Document>(&body, measure)?;
        called(&body, 200, measure)?;
        called(&body, 429, measure)
    }));
    let answer = answer.unwrap_or_else(|_| Err("panic".to_owned()));
    answer.map_err(|error| format!("body: {error}\n{}", shown()))
}

/// Decodes it.
fn decoded<P: Protocol, T: for<'de> Deserialize<'de> + Debug>(
    body: &[u8],
    measure: Measure,
) -> Result<(), String> {
    let response = Response::from(http::Response::new(body.to_vec()));
    let read = || P::decode::<T>(&response, &[]);
    let mut first = None;
    let cost = measure(&mut || first = Some(read()));
    is_worth(cost, body)?;
    let again = read();
    let same = match (&first, &again) {
        (Some(Ok(first)), Ok(again)) => format!("{first:?}") == format!("{again:?}"),
        (Some(Err(first)), Err(again)) => first == again,
        _ => false,
    };
    if same { Ok(()) } else { Err("another result the second time".to_owned()) }
}

/// Calls an operation whose response has this body.
fn called(body: &[u8], status: u16, measure: Measure) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let mock = Mock::new();
    let client =
        Client::<Open>::builder().region("eu-central-1").transport(mock.clone()).retry(Retry::never());
    let client = client.build().map_err(|error| error.to_string())?;
    let response = http::Response::builder().status(status).body(body.to_vec());
    mock.response(response.map_err(|error| error.to_string())?);
    let mut outcome = None;
    let mut call = Some(client.list_widgets(ListWidgetsInput::builder().group("group")));
    let cost = measure(&mut || outcome = call.take().map(|call| runtime.block_on(call.send())));
    // The body itself is collected too, at most twice while it grows.
    is_worth(Cost { bytes: cost.bytes.saturating_sub(2 * body.len() as u64), ..cost }, body)?;
    let Some(Err(error)) = outcome else { return Ok(()) };
    for text in [error.to_string(), format!("{error:?}")] {
        if text.len() > 20_000 {
            return Err(format!("an error of {} bytes", text.len()));
        }
    }
    if error.to_string().contains(char::is_control) {
        return Err(format!("not one line: {error:?}"));
    }
    match error.body() {
        Some(kept) if kept == body || body.len() > 1 << 20 => Ok(()),
        kept => Err(format!("{} bytes are kept", kept.map_or(0, |kept| kept.len()))),
    }
}

/// Whether a body is worth its cost.
fn is_worth(cost: Cost, body: &[u8]) -> Result<(), String> {
    let size = body.len() as u64;
    // The cost of the call and the error.
    let bytes = (5 * size).max(FREE) + (64 << 10);
    if cost.bytes > bytes || cost.count > 3 * size + 1_000 { Err(format!("{cost:?}")) } else { Ok(()) }
}

/// A body that a service might send in error, or an attacker.
fn body(mutator: &mut Mutator) -> Vec<u8> {
    let mut text = match mutator.below(6) {
        // Many repetitions, which cost memory.
        0 => {
            let (name, part) = (pick(mutator, NAMES).to_owned(), value(mutator, 1));
            let times = (1 + mutator.below(4)) * 40_000 / part.len().max(1);
            let part = if mutator.below(2) == 0 { part } else { member(mutator, &part) };
            let parts = vec![part; times].join(",");
            match mutator.below(4) {
                0 => format!("{{\"{name}\":[{parts}]}}"),
                1 => format!("[{parts}]"),
                2 => format!("{{{parts}}}"),
                _ => format!("{{\"b\":[{{\"{name}\":{{{parts}}}}}]}}"),
            }
        }
        1 => {
            let depth = 1 + mutator.below(200);
            let (open, close) =
                [("[", "]"), ("{\"f\":", "}"), ("{\"b\":[", "]}"), ("{\"x\":[", "]}")][mutator.below(4)];
            open.repeat(depth) + &value(mutator, 2) + &close.repeat(depth)
        }
        _ => value(mutator, 4),
    }
    .into_bytes();
    for _ in 0..mutator.below(4) {
        let at = mutator.below(text.len().max(1));
        match mutator.below(5) {
            0 => text.truncate(at),
            1 if at < text.len() => drop(text.remove(at)),
            2 => text.insert(at.min(text.len()), [0, b'"', b'\\', b',', 0x7f, 0x80, 0xff][mutator.below(7)]),
            3 => {
                let _ = text.splice(0..0, *b"\xEF\xBB\xBF");
            }
            _ => {}
        }
    }
    text
}

fn value(mutator: &mut Mutator, depth: usize) -> String {
    let several = |mutator: &mut Mutator| 1 + mutator.below(5);
    match mutator.below(if depth == 0 { 1 } else { 4 }) {
        0 => pick(mutator, VALUES).to_owned(),
        1 => {
            let values: Vec<String> = (0..several(mutator)).map(|_| value(mutator, depth - 1)).collect();
            format!("[{}]", values.join(","))
        }
        _ => {
            let members = (0..several(mutator)).map(|_| {
                let value = value(mutator, depth - 1);
                member(mutator, &value)
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

fn member(mutator: &mut Mutator, value: &str) -> String {
    format!("\"{}\":{value}", pick(mutator, NAMES))
}

fn pick(mutator: &mut Mutator, from: &'static [&'static str]) -> &'static str {
    from[mutator.below(from.len())]
}
