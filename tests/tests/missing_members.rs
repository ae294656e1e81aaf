//! Events about required members that a response lacks.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use speccast_runtime::codegen::{Protocol, RestJson1};
use speccast_runtime::response::Response;
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber, span};

/// Keeps the paths that events name.
#[derive(Clone, Default)]
struct Paths(Arc<Mutex<Vec<String>>>);

impl Subscriber for Paths {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

impl Visit for Paths {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "path" {
            self.0.lock().unwrap().push(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its decoding is looked at")]
struct Widget {
    name: String,
    size: Option<i32>,
    maker: Maker,
    parts: Option<Vec<Part>>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its decoding is looked at")]
struct Maker {
    name: String,
    towns: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its decoding is looked at")]
struct Part {
    id: String,
}

fn told(body: &'static str) -> Vec<String> {
    let paths = Paths::default();
    let response = Response::new(StatusCode::OK, HeaderMap::new(), body);
    tracing::subscriber::with_default(paths.clone(), || RestJson1::decode::<Widget>(&response, &[])).unwrap();
    paths.0.lock().unwrap().clone()
}

#[test]
fn an_event_names_the_path_once() {
    // Members of a missing structure are not reported.
    assert_eq!(told("{}"), ["/name", "/maker"]);
    assert_eq!(
        told(r#"{"name": null, "maker": {"name": "m"}, "parts": [{"id": "1"}, {}]}"#),
        ["/name", "/maker/towns", "/parts/1/id"],
    );
    let whole = r#"{"name": "w", "size": null, "maker": {"name": "m", "towns": []}}"#;
    assert_eq!(told(whole), [""; 0]);
}
