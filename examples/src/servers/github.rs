//! GitHub: issues of one repository, and files of its releases.

use super::{Api, Chunks, Received, chunks, json, with_header};
use http::Response;
use serde_json::{Value, json};

/// The token that the server accepts.
pub const TOKEN: &str = "ghp_token-of-the-tests";

/// When the rate limit is reset, in seconds since 1970.
pub const RESET: u64 = 1_769_817_001;

/// The repository `octocat/Hello-World` with five issues; the third is a pull request.
///
/// Without a token it can be read, but not changed.
#[derive(Debug)]
pub struct GitHub {
    issues: Vec<Value>,
    assets: Vec<String>,
    remaining: u64,
    refusals: u64,
}

impl Default for GitHub {
    fn default() -> Self {
        let mut issues: Vec<_> = (1..=5).map(|number| issue(number, "Found a bug")).collect();
        issues[2]["pull_request"] =
            json!({ "url": "https://api.github.com/repos/octocat/Hello-World/pulls/3" });
        issues[4]["labels"] = json!(["triage"]);
        Self { issues, assets: Vec::new(), remaining: 5000, refusals: 0 }
    }
}

impl GitHub {
    /// Lets through this many requests until the limit is reset.
    #[must_use]
    pub fn remaining(mut self, requests: u64) -> Self {
        self.remaining = requests;
        self
    }

    /// Refuses this many requests by the secondary limit, which asks for a minute.
    #[must_use]
    pub fn refusals(mut self, requests: u64) -> Self {
        self.refusals = requests;
        self
    }

    fn route(&mut self, request: &Received, url: &str) -> Response<Chunks> {
        let known = request.header("authorization").is_some();
        match (request.method().as_str(), &*request.segments()) {
            ("GET", ["repos", "octocat", "Hello-World", "issues"])
            | ("GET", ["repositories", "1300192", "issues"]) => self.list(request, url),
            ("GET", ["repos", "octocat", "Hello-World", "issues", number]) => match self.find(number) {
                Some(issue) => json(200, issue),
                None => error(404, "Not Found"),
            },
            (_, ["repos", "octocat", "no-issues", ..]) => error(410, "Issues are disabled for this repo"),
            (_, ["repos", "octocat", "Hello-World", ..]) if !known => error(401, "Requires authentication"),
            ("POST", ["repos", "octocat", "Hello-World", "issues"]) => self.create(&request.json()),
            ("PATCH", ["repos", "octocat", "Hello-World", "issues", number]) => {
                self.update(number, &request.json())
            }
            ("POST", ["repos", "octocat", "Hello-World", "releases", "7", "assets"]) => self.upload(request),
            ("POST", ["repos", "octocat", "read-only", ..]) => {
                error(403, "Resource not accessible by personal access token")
            }
            ("POST", ["repos", "octocat", "busy", ..]) => error(503, "Service unavailable"),
            _ => error(404, "Not Found"),
        }
    }

    fn find(&mut self, number: &str) -> Option<&mut Value> {
        let number: u64 = number.parse().ok()?;
        self.issues.iter_mut().find(|issue| issue["number"] == number)
    }

    /// A page, with links that name the repository by its ID.
    fn list(&self, request: &Received, url: &str) -> Response<Chunks> {
        let number = |name, default| {
            request.query(name).and_then(|value| value.parse::<usize>().ok()).unwrap_or(default).max(1)
        };
        let (page, per_page) = (number("page", 1), number("per_page", 30).min(100));
        let state = request.query("state").unwrap_or("open");
        let issues: Vec<_> = self.issues.iter().filter(|issue| fits(issue, request)).collect();
        let last = issues.len().div_ceil(per_page).max(1);
        let link = |page, rel| {
            format!(
                "<{url}/repositories/1300192/issues?state={state}&per_page={per_page}&page={page}>; rel=\"{rel}\""
            )
        };
        let issues: Vec<_> = issues.into_iter().skip((page - 1) * per_page).take(per_page).collect();
        let response = json(200, &json!(issues));
        match page {
            _ if last == 1 => response,
            1 => with_header(response, "link", &[link(2, "next"), link(last, "last")].join(", ")),
            _ if page < last => {
                let links =
                    [link(page - 1, "prev"), link(page + 1, "next"), link(last, "last"), link(1, "first")];
                with_header(response, "link", &links.join(", "))
            }
            _ => with_header(response, "link", &[link(page - 1, "prev"), link(1, "first")].join(", ")),
        }
    }

    fn create(&mut self, request: &Value) -> Response<Chunks> {
        let Some(title) = request["title"].as_str().filter(|title| !title.is_empty()) else {
            return invalid(&json!({ "resource": "Issue", "field": "title", "code": "missing_field" }));
        };
        let mut issue = issue(self.issues.len() + 1, title);
        issue["body"] = request["body"].clone();
        self.issues.push(issue.clone());
        json(201, &issue)
    }

    /// Changes what is sent; null clears.
    fn update(&mut self, number: &str, request: &Value) -> Response<Chunks> {
        let Some(issue) = self.find(number) else { return error(404, "Not Found") };
        for (name, value) in request.as_object().into_iter().flatten() {
            issue[name] = match (name.as_str(), value) {
                ("labels", Value::Array(names)) => names.iter().map(label).collect(),
                ("milestone", Value::Number(number)) => milestone(number),
                _ => value.clone(),
            };
        }
        json(200, issue)
    }

    fn upload(&mut self, request: &Received) -> Response<Chunks> {
        let name = request.query("name").unwrap_or_default().to_owned();
        if self.assets.contains(&name) {
            return invalid(
                &json!({ "resource": "ReleaseAsset", "code": "already_exists", "field": "name" }),
            );
        }
        self.assets.push(name.clone());
        let download = format!("https://github.com/octocat/Hello-World/releases/download/v1/{name}");
        let asset = json!({
            "id": self.assets.len(), "node_id": "RA_kwDO", "name": name, "label": request.query("label"),
            "uploader": user(), "content_type": request.header("content-type"), "state": "uploaded",
            "size": request.body.len(), "digest": null, "download_count": 0,
            "created_at": "2026-01-10T13:33:48Z", "browser_download_url": download,
        });
        json(201, &asset)
    }
}

impl Api for GitHub {
    fn respond(&mut self, request: &Received, url: &str) -> Response<Chunks> {
        if request.header("user-agent").is_none() {
            return chunks(403, ["Request forbidden by administrative rules."]);
        }
        let token = request.header("authorization");
        let response = if token.is_some_and(|token| token != format!("Bearer {TOKEN}")) {
            error(401, "Bad credentials")
        } else if self.refusals > 0 {
            self.refusals -= 1;
            with_header(error(429, "You have exceeded a secondary rate limit."), "retry-after", "60")
        } else if let Some(remaining) = self.remaining.checked_sub(1) {
            self.remaining = remaining;
            self.route(request, url)
        } else {
            error(403, "API rate limit exceeded for user ID 583231.")
        };
        let response = with_header(response, "x-github-request-id", "0A1B:2C3D");
        let response = with_header(response, "x-ratelimit-resource", "core");
        let response = with_header(response, "x-ratelimit-limit", "5000");
        let response = with_header(response, "x-ratelimit-remaining", &self.remaining.to_string());
        with_header(response, "x-ratelimit-reset", &RESET.to_string())
    }
}

/// Whether an issue has the state and all the labels that a request names.
fn fits(issue: &Value, request: &Received) -> bool {
    let state = request.query("state").unwrap_or("open");
    let has = |name: &str| {
        let mut labels = issue["labels"].as_array().into_iter().flatten();
        labels.any(|label| label == name || label["name"] == name)
    };
    let labels = request.query("labels").unwrap_or_default();
    (state == "all" || issue["state"] == state) && labels.split(',').filter(|name| !name.is_empty()).all(has)
}

fn error(status: u16, message: &str) -> Response<Chunks> {
    let documentation = "https://docs.github.com/rest";
    json(
        status,
        &json!({ "message": message, "documentation_url": documentation, "status": status.to_string() }),
    )
}

fn invalid(error: &Value) -> Response<Chunks> {
    json(422, &json!({ "message": "Validation Failed", "errors": [error], "status": "422" }))
}

fn user() -> Value {
    json!({ "login": "octocat", "id": 583_231, "node_id": "MDQ6VXNlcjE=", "type": "User", "site_admin": false })
}

fn label(name: &Value) -> Value {
    json!({ "id": 208_045_946, "name": name, "description": null, "color": "f29513", "default": true })
}

fn milestone(number: &serde_json::Number) -> Value {
    json!({ "id": 1_002_604, "number": number, "title": "v1.0", "state": "open", "due_on": null })
}

/// An issue as the reference shows it: many members, some of them null.
fn issue(number: usize, title: &str) -> Value {
    json!({
        "id": 3_000_000_000_u64 + number as u64,
        "node_id": "MDU6SXNzdWUx",
        "url": format!("https://api.github.com/repos/octocat/Hello-World/issues/{number}"),
        "html_url": format!("https://github.com/octocat/Hello-World/issues/{number}"),
        "number": number,
        "state": "open",
        "state_reason": null,
        "title": title,
        "body": null,
        "user": user(),
        "labels": [label(&json!("bug"))],
        "assignee": null,
        "assignees": [],
        "milestone": milestone(&1.into()),
        "locked": false,
        "active_lock_reason": null,
        "comments": 0,
        "closed_at": null,
        "created_at": "2026-01-10T13:33:48Z",
        "updated_at": "2026-01-10T13:33:48Z",
        "author_association": "OWNER",
        "reactions": { "total_count": 0, "+1": 0 },
    })
}
