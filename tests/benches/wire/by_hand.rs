//! A parser of server-sent events as one would write it by hand for one API: it knows that lines end in a line feed, that
//! an event has one line of data, and that all of it is UTF-8.

use bytes::Bytes;
use serde::Deserialize;

/// An event of the API.
#[expect(dead_code, reason = "only its parsing is measured")]
pub(crate) enum Event {
    Start(Start),
    Delta(Delta),
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its parsing is measured")]
pub(crate) struct Start {
    id: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only its parsing is measured")]
pub(crate) struct Delta {
    text: String,
    index: Option<i32>,
}

/// Calls `visit` with each event.
pub(crate) fn events(pieces: &[Bytes], mut visit: impl FnMut(Event)) {
    let (mut buffer, mut name) = (Vec::new(), String::new());
    for piece in pieces {
        buffer.extend_from_slice(piece);
        let mut start = 0;
        while let Some(end) = buffer[start..].iter().position(|byte| *byte == b'\n') {
            let line = &buffer[start..start + end];
            start += end + 1;
            if let Some(event) = line.strip_prefix(b"event: ") {
                name.clear();
                name.push_str(std::str::from_utf8(event).unwrap());
            } else if let Some(data) = line.strip_prefix(b"data: ") {
                visit(match name.as_str() {
                    "start" => Event::Start(serde_json::from_slice(data).unwrap()),
                    _ => Event::Delta(serde_json::from_slice(data).unwrap()),
                });
            }
        }
        buffer.drain(..start);
    }
}
