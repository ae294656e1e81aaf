//! Slack: the channels of a workspace, and messages to them.

use super::{Api, Chunks, Received, json, with_header};
use http::Response;
use serde_json::{Value, json};

/// The token that the server accepts.
pub const TOKEN: &str = "xoxb-token-of-the-tests";

/// A token that may do nothing.
pub const WEAK_TOKEN: &str = "xoxb-weak-token-of-the-tests";

/// A workspace with five channels and a direct message. The bot is not in `C0002`, and `C0003` is archived.
#[derive(Debug)]
pub struct Slack {
    channels: Vec<Value>,
    refusals: u32,
}

impl Default for Slack {
    fn default() -> Self {
        let mut channels: Vec<_> = (1..=5).map(channel).collect();
        channels[2]["is_archived"] = json!(true);
        channels.push(json!({
            "id": "D0006", "created": 1_503_435_900, "is_im": true, "user": "U0001", "is_user_deleted": false,
            "is_archived": false, "updated": 1_503_435_900_123_u64,
        }));
        Self { channels, refusals: 0 }
    }
}

impl Slack {
    /// Refuses this many requests, which have been too many.
    #[must_use]
    pub fn refusals(mut self, requests: u32) -> Self {
        self.refusals = requests;
        self
    }

    /// A page of channels. As in the reference, filters apply to a page and not to the listing.
    fn list(&self, request: &Received) -> Response<Chunks> {
        let limit = request.query("limit").and_then(|limit| limit.parse().ok()).unwrap_or(100);
        let from = match request.query("cursor") {
            None => 0,
            Some(cursor) => match cursor.strip_prefix("dGVhbTo").and_then(|from| from.strip_suffix("%3D")) {
                Some(from) => from.parse().unwrap_or_default(),
                None => return error("invalid_cursor"),
            },
        };
        let direct = request.query("types").is_some_and(|types| types.split(',').any(|it| it == "im"));
        let archived = request.query("exclude_archived") != Some("true");
        let channels: Vec<_> = self.channels.iter().skip(from).take(limit).collect();
        let more = from + channels.len() < self.channels.len();
        let fits = |channel: &&Value| {
            (direct || channel.get("is_im").is_none()) && (archived || channel["is_archived"] == false)
        };
        let channels: Vec<_> = channels.into_iter().filter(fits).collect();
        let next = if more { format!("dGVhbTo{}=", from + limit) } else { String::new() };
        json(200, &json!({ "ok": true, "channels": channels, "response_metadata": { "next_cursor": next } }))
    }

    fn post(&self, request: &Received) -> Response<Chunks> {
        let media = request.header("content-type").unwrap_or_default();
        if !media.starts_with("application/json") {
            return error("invalid_post_type");
        }
        let has_charset = media.contains("charset=");
        let request = request.json();
        let Some(channel) = self.channels.iter().find(|channel| channel["id"] == request["channel"]) else {
            return error("channel_not_found");
        };
        let blocks = request["blocks"].as_array().map_or(&[][..], Vec::as_slice);
        let text = request["text"].as_str().unwrap_or_default();
        if channel["is_archived"] == true {
            return error("is_archived");
        }
        if channel["is_member"] == false {
            return error("not_in_channel");
        }
        if text.is_empty() && blocks.is_empty() {
            return error("no_text");
        }
        if text.chars().count() > 40_000 {
            return error("msg_too_long");
        }
        if blocks.iter().any(|block| block["type"] == "header" && block["text"]["type"] != "plain_text") {
            return error("invalid_blocks");
        }
        let message = json!({
            "type": "message", "subtype": "bot_message", "ts": "1503435956.000247", "text": text,
            "bot_id": "B0001", "app_id": "A0001", "blocks": with_ids(blocks), "edited": null,
        });
        let mut body = json!({
            "ok": true, "channel": channel["id"], "ts": "1503435956.000247", "message": message,
        });
        if !has_charset {
            body["warning"] = json!("missing_charset");
            body["response_metadata"] = json!({ "warnings": ["missing_charset"] });
        }
        json(200, &body)
    }
}

impl Api for Slack {
    fn respond(&mut self, request: &Received, _: &str) -> Response<Chunks> {
        let token = request.header("authorization").and_then(|header| header.strip_prefix("Bearer "));
        let response = match (token, request.method().as_str(), request.path()) {
            (None, ..) => error("not_authed"),
            (Some(WEAK_TOKEN), ..) => missing_scope(),
            (Some(token), ..) if token != TOKEN => error("invalid_auth"),
            _ if self.refusals > 0 => {
                self.refusals -= 1;
                with_header(json(429, &json!({ "ok": false, "error": "ratelimited" })), "retry-after", "7")
            }
            (_, "GET", "/api/conversations.list") => self.list(request),
            (_, "POST", "/api/chat.postMessage") => self.post(request),
            _ => error("unknown_method"),
        };
        with_header(response, "x-slack-req-id", "9f0b1c2d3e4f5061")
    }
}

/// A failure, with status 200.
fn error(code: &str) -> Response<Chunks> {
    json(200, &json!({ "ok": false, "error": code }))
}

fn missing_scope() -> Response<Chunks> {
    let needed = "channels:read,groups:read,mpim:read,im:read";
    let body = json!({ "ok": false, "error": "missing_scope", "needed": needed, "provided": "chat:write" });
    json(200, &body)
}

/// The service gives each block an ID, and fills in what is by default.
fn with_ids(blocks: &[Value]) -> Vec<Value> {
    let mut blocks = blocks.to_vec();
    for (index, block) in blocks.iter_mut().enumerate() {
        block["block_id"] = json!(format!("b{index}"));
        if block["text"]["type"] == "mrkdwn" {
            block["text"]["verbatim"] = json!(false);
        }
    }
    // A block of a type that the spec does not name.
    blocks.push(json!({ "type": "rich_text", "block_id": "b9", "elements": [] }));
    blocks
}

fn channel(number: u32) -> Value {
    json!({
        "id": format!("C000{number}"), "name": format!("team-{number}"), "is_channel": true, "is_group": false,
        "created": 1_449_252_889, "creator": "U0001", "is_archived": false, "is_general": number == 1,
        "name_normalized": format!("team-{number}"), "is_member": number != 2, "is_private": false,
        "topic": { "value": "", "creator": "", "last_set": 0 }, "previous_names": [], "num_members": 4,
        "updated": 1_449_252_889_414_u64,
    })
}
