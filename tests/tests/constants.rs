//! Constants over a real socket, and in files.

use serde_json::json;
use speccast_runtime::operation;
use speccast_tests::fixtures::constants::{AskInput, Circle, Client, Other, Part, Shape, Square, client};
use speccast_tests::fixtures::tags::Component;
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;

fn input() -> AskInput {
    let shapes = [
        Shape::from(Circle::builder().size(1.0)),
        Square::builder().size(2.0).into(),
        Other::builder().size(3.0).into(),
    ];
    AskInput::builder().text("Why?").part(Part::builder().rust("oxide")).shapes(shapes)
}

/// Numbers are compared, not their texts.
#[test]
fn a_number_is_the_same_in_every_notation() {
    for number in ["2", "2.0", "0.2e1", "200E-2"] {
        let json = format!(r#"{{"type":{number},"label":"OK"}}"#);
        let component: Component = serde_json::from_str(&json).unwrap();
        assert!(matches!(component, Component::Button(_)), "{number}: {component:?}");
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!(matches!(serde_json::from_value(value).unwrap(), Component::Button(_)), "{number}");
    }
    let other: Component = serde_json::from_str(r#"{"type":2.5}"#).unwrap();
    assert!(matches!(other, Component::Unknown(_)));
}

#[tokio::test]
async fn they_are_sent_in_every_place_and_not_read() {
    let body = r#"{"object":"reply","part":{"type":7,"rust":"x"},"text":"So.","shapes":[{"size":1,"kind":3},{"kind":"new"}]}"#;
    let server = Server::start([Reply::json("200 OK", body)]).unwrap();
    let client = Client::builder().endpoint_url(server.url()).build().unwrap();
    let output = ends(async { client.ask(input()).await }).await.unwrap();
    assert_eq!(output.part, Some(Part::builder().rust("x")));
    let shapes = output.shapes.unwrap();
    assert_eq!(shapes[0], Shape::Other(Other::builder().size(1.0)));
    assert!(matches!(shapes[1], Shape::Unknown(_)), "another constant is of none of the alternatives");
    let request = &server.requests()[0];
    assert_eq!(request.line(), "POST /v2/ask?kind=short%20answer&lvl=2 HTTP/1.1");
    assert_eq!(request.header("x-trace"), Some("false"));
    let sent: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(
        sent,
        json!({
            "stream": true, "size": 7, "ratio": -0.5, "large": 12_345_678_901_i64, "color": "red", "quote": "a \"b\"\n",
            "text": "Why?",
            "part": { "type": "part", "rust": "oxide" },
            "shapes": [
                { "kind": "circle", "size": 1.0 }, { "kind": "square", "size": 2.0 }, { "kind": 3, "size": 3.0 },
            ],
        })
    );
}

#[test]
fn files_may_have_them_or_not() {
    let text = serde_json::to_string(&input()).unwrap();
    assert!(text.starts_with(r#"{"version":"v2","kind":"short answer","#), "{text}");
    assert_eq!(serde_json::from_str::<AskInput>(&text).unwrap(), input());
    let least: AskInput = serde_json::from_value(json!({ "text": "Why?", "ratio": -0.5 })).unwrap();
    assert_eq!(least, AskInput::builder().text("Why?"));
    let other = serde_json::from_value::<AskInput>(json!({ "text": "Why?", "stream": false }));
    assert_eq!(other.unwrap_err().to_string(), "`stream` is always true");
}

#[test]
fn an_input_without_other_members_is_empty() {
    let request = operation::encode::<client::Ping>(&Default::default()).unwrap();
    assert_eq!(request.uri(), "/ping?check=1");
}
