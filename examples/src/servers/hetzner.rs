//! Hetzner Cloud: servers and their actions.

use super::{Api, Chunks, Received, json, with_header};
use http::Response;
use serde_json::{Value, json};

/// The token that the server accepts.
pub const TOKEN: &str = "hcloud-token-of-the-tests";

/// A token that may only read.
pub const READ_ONLY_TOKEN: &str = "hcloud-read-only-token-of-the-tests";

/// The root password of a server without an SSH key.
pub const ROOT_PASSWORD: &str = "root-password-of-the-tests";

const CREATED: &str = "2026-01-30T23:50:00+00:00";

/// A project with 55 servers; the first is locked, and the second is protected.
///
/// An action has finished when it has been asked for twice. A server without room for it, of the type `cpx62`, is not created:
/// its action fails.
#[derive(Debug)]
pub struct Hetzner {
    servers: Vec<Value>,
    actions: Vec<Value>,
    remaining: u32,
    conflicts: u32,
    /// IDs of actions that fail.
    unplaced: Vec<Value>,
}

impl Default for Hetzner {
    fn default() -> Self {
        let servers = (1..=55).map(|id| server(id, &format!("web-{id}"))).collect();
        Self { servers, actions: Vec::new(), remaining: 3600, conflicts: 0, unplaced: Vec::new() }
    }
}

impl Hetzner {
    /// Lets through this many requests and refuses one; then the next hour begins.
    #[must_use]
    pub fn remaining(mut self, requests: u32) -> Self {
        self.remaining = requests;
        self
    }

    /// Has this many requests that change something end in a conflict with another one.
    #[must_use]
    pub fn conflicts(mut self, requests: u32) -> Self {
        self.conflicts = requests;
        self
    }

    fn act(&mut self, command: &str, server: &Value) -> Value {
        let id = self.actions.len() + 1;
        let action = json!({
            "id": id, "command": command, "status": "running", "progress": 0,
            "started": CREATED, "finished": null,
            "resources": [{ "id": server["id"], "type": "server" }], "error": null,
        });
        self.actions.push(action.clone());
        action
    }

    fn create(&mut self, request: &Value) -> Response<Chunks> {
        let name = request["name"].as_str().unwrap_or_default();
        if self.servers.iter().any(|server| server["name"] == name) {
            return error(409, "uniqueness_error", "server name is already used");
        }
        if request["server_type"] == "gone" {
            let fields = json!([{ "name": "server_type", "messages": ["server type gone not found"] }]);
            let details = json!({ "fields": fields });
            return error_with(422, "invalid_input", "invalid input in field 'server_type'", &details);
        }
        let mut server = server(self.servers.len() + 1, name);
        server["status"] = json!("initializing");
        server["labels"] = request.get("labels").cloned().unwrap_or_else(|| json!({}));
        self.servers.push(server.clone());
        let action = self.act("create_server", &server);
        if request["server_type"] == "cpx62" {
            self.unplaced.push(action["id"].clone());
        }
        let body = json!({
            "action": action,
            "next_actions": [self.act("start_server", &server)],
            "root_password": if request.get("ssh_keys").is_some() { Value::Null } else { json!(ROOT_PASSWORD) },
            "server": server,
        });
        json(201, &body)
    }

    fn delete(&mut self, id: &str) -> Response<Chunks> {
        let Some(index) = self.servers.iter().position(|server| is(&server["id"], id)) else {
            return error(404, "not_found", "server not found");
        };
        match index {
            0 => error(423, "locked", "server is locked"),
            1 => error(423, "protected", "server deletion is protected"),
            _ => {
                let server = self.servers.remove(index);
                json(200, &json!({ "action": self.act("delete_server", &server) }))
            }
        }
    }

    /// Advances the action by half.
    fn action(&mut self, id: &str) -> Response<Chunks> {
        let Some(action) = self.actions.iter_mut().find(|action| is(&action["id"], id)) else {
            return error(404, "not_found", "action not found");
        };
        let progress = action["progress"].as_u64().unwrap_or_default() + 50;
        action["progress"] = json!(progress.min(100));
        if progress >= 100 {
            action["status"] = json!("success");
            if action["command"] == "create_server" && self.unplaced.contains(&action["id"]) {
                action["status"] = json!("error");
                action["error"] = json!({ "code": "action_failed", "message": "Action failed" });
            }
            action["finished"] = json!("2026-01-30T23:50:12+00:00");
        }
        json(200, &json!({ "action": action }))
    }

    fn actions_of(&self, id: &str, request: &Received) -> Response<Chunks> {
        let actions = self.actions.iter().filter(|action| is(&action["resources"][0]["id"], id));
        page("actions", &actions.cloned().collect::<Vec<_>>(), request)
    }

    fn route(&mut self, request: &Received) -> Response<Chunks> {
        match (request.method().as_str(), &*request.segments()) {
            ("GET", ["v1", "servers"]) => page("servers", &self.servers, request),
            ("POST", ["v1", "servers"]) => self.create(&request.json()),
            ("DELETE", ["v1", "servers", id]) => self.delete(id),
            ("GET", ["v1", "servers", id, "actions"]) => self.actions_of(id, request),
            ("GET", ["v1", "actions", id]) => self.action(id),
            _ => error(404, "not_found", "route not found"),
        }
    }
}

impl Api for Hetzner {
    fn respond(&mut self, request: &Received, _: &str) -> Response<Chunks> {
        let token = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
        let is_change = request.method() != "GET";
        match token {
            Some(READ_ONLY_TOKEN) if is_change => {
                return error(403, "forbidden", "insufficient permissions for this request");
            }
            Some(TOKEN | READ_ONLY_TOKEN) => {}
            _ => return error(401, "unauthorized", "unable to authenticate"),
        }
        if let Some(left) = self.conflicts.checked_sub(1).filter(|_| is_change) {
            self.conflicts = left;
            return error(409, "conflict", "the resource has changed during the request, please retry");
        }
        let response = match self.remaining.checked_sub(1) {
            Some(remaining) => {
                self.remaining = remaining;
                self.route(request)
            }
            None => {
                self.remaining = 3600;
                error(429, "rate_limit_exceeded", "limit of 3600 requests per hour reached")
            }
        };
        let response = with_header(response, "ratelimit-limit", "3600");
        let response = with_header(response, "ratelimit-remaining", &self.remaining.to_string());
        with_header(response, "ratelimit-reset", "1769817001")
    }
}

fn is(found: &Value, id: &str) -> bool {
    id.parse::<u64>().is_ok_and(|id| *found == id)
}

/// A page of a list, with what the reference calls its metadata.
fn page(name: &str, items: &[Value], request: &Received) -> Response<Chunks> {
    let number = |name, default| {
        request.query(name).and_then(|value| value.parse::<usize>().ok()).unwrap_or(default).max(1)
    };
    let (page, per_page) = (number("page", 1), number("per_page", 25).min(50));
    let last = items.len().div_ceil(per_page).max(1);
    let items: Vec<_> = items.iter().skip((page - 1) * per_page).take(per_page).collect();
    let pagination = json!({
        "page": page,
        "per_page": per_page,
        "previous_page": (page > 1).then(|| page - 1),
        "next_page": (page < last).then(|| page + 1),
        "last_page": last,
        "total_entries": null,
    });
    json(200, &json!({ name: items, "meta": { "pagination": pagination } }))
}

fn error(status: u16, code: &str, message: &str) -> Response<Chunks> {
    error_with(status, code, message, &Value::Null)
}

fn error_with(status: u16, code: &str, message: &str, details: &Value) -> Response<Chunks> {
    let error = json!({ "error": { "code": code, "message": message, "details": details } });
    with_header(json(status, &error), "x-correlation-id", "d5f9a1c2")
}

/// A server as the reference shows it: many members, some of them null.
fn server(id: usize, name: &str) -> Value {
    json!({
        "id": id,
        "name": name,
        "status": "running",
        "created": CREATED,
        "public_net": {
            "ipv4": { "id": id, "ip": format!("203.0.113.{}", id % 256), "blocked": false, "dns_ptr": null },
            "ipv6": null,
            "floating_ips": [],
            "firewalls": [{ "id": 38, "status": "applied" }],
        },
        "private_net": [],
        "server_type": {
            "id": 114, "name": "cx23", "description": "CX23", "cores": 2, "memory": 4.0, "disk": 40,
            "prices": [{ "location": "fsn1", "price_hourly": { "net": "0.0056", "gross": "0.0066640000000000" } }],
            "deprecation": null,
        },
        "location": { "id": 1, "name": "fsn1", "country": "DE", "latitude": 50.47612 },
        "image": null,
        "iso": null,
        "rescue_enabled": false,
        "locked": id == 1,
        "backup_window": null,
        "outgoing_traffic": 123_456,
        "ingoing_traffic": null,
        "included_traffic": 654_321,
        "protection": { "delete": id == 2, "rebuild": id == 2 },
        "labels": {},
        "volumes": [],
        "primary_disk_size": 40,
        "placement_group": null,
    })
}
