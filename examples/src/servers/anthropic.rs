//! Anthropic: messages, whole and streamed.

use super::{Api, Chunks, Received, chunks, json, with_header};
use http::Response;
use serde_json::{Value, json};

/// The API key that the server accepts.
pub const KEY: &str = "sk-ant-of-the-tests";

/// A key that may not use the model.
pub const RESTRICTED_KEY: &str = "sk-ant-restricted-of-the-tests";

/// A model that knows one tool, `get_weather`. Its last message makes a request fail if it is the code of an error; a
/// stream then fails halfway.
#[derive(Debug)]
pub struct Anthropic {
    remaining: u32,
    overloaded: u32,
}

impl Default for Anthropic {
    fn default() -> Self {
        Self { remaining: 50, overloaded: 0 }
    }
}

impl Anthropic {
    /// Lets through this many requests and refuses one; then the next minute begins.
    #[must_use]
    pub fn remaining(mut self, requests: u32) -> Self {
        self.remaining = requests;
        self
    }

    /// Is overloaded for this many requests.
    #[must_use]
    pub fn overloaded(mut self, requests: u32) -> Self {
        self.overloaded = requests;
        self
    }

    fn message(request: &Received) -> Response<Chunks> {
        let body = request.json();
        if request.header("anthropic-version") != Some("2023-06-01") {
            return error(400, "invalid_request_error", "anthropic-version: header is required");
        }
        let model = body["model"].as_str().unwrap_or_default();
        if !model.starts_with("claude-") {
            return error(404, "not_found_error", &format!("model: {model}"));
        }
        if body["max_tokens"].as_u64() > Some(64_000) {
            return error(400, "invalid_request_error", "max_tokens: 64001 > 64000");
        }
        let last = body["messages"].as_array().and_then(|messages| messages.last());
        let Some(content) = last.map(|last| &last["content"]) else {
            return error(400, "invalid_request_error", "messages: at least one message is required");
        };
        if body["stream"] == true {
            return stream(model, content);
        }
        match content.as_str() {
            Some("billing_error") => error(402, "billing_error", "Your credit balance is too low"),
            Some("request_too_large") => error(413, "request_too_large", "Request exceeds the maximum size"),
            Some("api_error") => error(500, "api_error", "Internal server error"),
            Some("timeout_error") => error(504, "timeout_error", "Request timed out"),
            _ => json(200, &reply(model, &body, content)),
        }
    }
}

impl Api for Anthropic {
    fn respond(&mut self, request: &Received, _: &str) -> Response<Chunks> {
        match request.header("x-api-key") {
            Some(KEY) => {}
            Some(RESTRICTED_KEY) => {
                return error(403, "permission_error", "Your API key may not use this model");
            }
            _ => return error(401, "authentication_error", "invalid x-api-key"),
        }
        if let Some(left) = self.overloaded.checked_sub(1) {
            self.overloaded = left;
            return error(529, "overloaded_error", "Overloaded");
        }
        let response = match self.remaining.checked_sub(1) {
            Some(remaining) => {
                self.remaining = remaining;
                Self::message(request)
            }
            None => {
                self.remaining = 50;
                let message =
                    "This request would exceed your organization's rate limit of 50 requests per minute";
                with_header(error(429, "rate_limit_error", message), "retry-after", "7")
            }
        };
        let response = with_header(response, "anthropic-ratelimit-requests-limit", "50");
        let remaining = self.remaining.to_string();
        let response = with_header(response, "anthropic-ratelimit-requests-remaining", &remaining);
        let response = with_header(response, "anthropic-ratelimit-requests-reset", "2026-01-30T23:50:00Z");
        let response = with_header(response, "anthropic-ratelimit-tokens-remaining", "39000");
        let response = with_header(response, "anthropic-ratelimit-tokens-reset", "2026-01-30T23:50:01Z");
        with_header(response, "request-id", "req_011CS")
    }
}

fn error(status: u16, kind: &str, message: &str) -> Response<Chunks> {
    let error = json!({ "type": kind, "message": message });
    let response = json(status, &json!({ "type": "error", "error": error, "request_id": "req_011CS" }));
    with_header(response, "request-id", "req_011CS")
}

/// Calls the tool if there is one; without a tool, or with its result, responds with text.
fn reply(model: &str, request: &Value, content: &Value) -> Value {
    let result =
        content.as_array().and_then(|blocks| blocks.iter().find(|block| block["type"] == "tool_result"));
    let (blocks, stop_reason) = match result {
        Some(result) => {
            let text = format!("It is {}.", result["content"].as_str().unwrap_or("warm"));
            (json!([{ "type": "text", "text": text, "citations": null }]), "end_turn")
        }
        None if request.get("tools").is_some() => (
            json!([
                { "type": "thinking", "thinking": "I should call the tool.", "signature": "EqQB" },
                { "type": "text", "text": "Let me see.", "citations": null },
                { "type": "tool_use", "id": "toolu_01", "name": "get_weather", "input": { "city": "Oslo" } },
                { "type": "server_tool_use", "id": "srvtoolu_01", "name": "web_search", "input": {} },
            ]),
            "tool_use",
        ),
        None => (json!([{ "type": "text", "text": "Hello!", "citations": null }]), "end_turn"),
    };
    json!({
        "id": "msg_01XFDUDYJgAACzvnptvVoYEL",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": blocks,
        "stop_reason": stop_reason,
        "stop_sequence": null,
        "usage": usage(),
    })
}

fn usage() -> Value {
    json!({
        "input_tokens": 25, "output_tokens": 12, "cache_creation_input_tokens": 0, "cache_read_input_tokens": null,
        "cache_creation": { "ephemeral_5m_input_tokens": 0 }, "service_tier": "standard",
    })
}

/// A stream in pieces of 20 bytes, which do not end where events do.
fn stream(model: &str, content: &Value) -> Response<Chunks> {
    let mut message = reply(model, &Value::Null, content);
    message["content"] = json!([]);
    message["stop_reason"] = Value::Null;
    let delta = |text: &str| {
        json!({
            "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": text },
        })
    };
    let mut events = vec![
        json!({ "type": "message_start", "message": message }),
        json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } }),
        json!({ "type": "ping" }),
        delta("Hel"),
    ];
    if content == "overloaded_error" {
        let error = json!({ "type": "overloaded_error", "message": "Overloaded" });
        events.push(json!({ "type": "error", "error": error }));
    } else {
        events.extend([
            delta("lo"),
            json!({ "type": "an_event_of_the_future", "detail": [1] }),
            delta("\u{1F600}"),
            json!({ "type": "content_block_stop", "index": 0 }),
            json!({
                "type": "message_delta",
                "delta": { "stop_reason": "end_turn", "stop_sequence": null },
                "usage": { "output_tokens": 15 },
            }),
            json!({ "type": "message_stop" }),
        ]);
    }
    let text: String = events
        .iter()
        .map(|event| format!("event: {}\ndata: {event}\n\n", event["type"].as_str().unwrap_or_default()))
        .collect();
    let pieces: Vec<_> = text.into_bytes().chunks(20).map(<[u8]>::to_vec).collect();
    with_header(chunks(200, pieces), "content-type", "text/event-stream; charset=utf-8")
}
