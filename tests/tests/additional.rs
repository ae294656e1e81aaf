//! Members that are not listed, over a real socket.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use speccast_runtime::codegen::{Http, Protocol, structure};
use speccast_runtime::error::{EncodeError, ErrorKind};
use speccast_tests::fixtures::additional::{Client, Detail, Person, PutPersonInput};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;

fn person() -> Person {
    let detail = Detail::builder().value("1780").extra([("place", "Jedburgh")]);
    Person::builder().name("Mary").details([("born", detail)])
}

#[tokio::test]
async fn they_are_kept_and_sent_back() {
    let body = r#"{"mentor":{"born":{"place":"Jedburgh","value":"1780"},"gone":null,"name":"Mary"},"odd":[1,null],"name":"Ada"}"#;
    let server =
        Server::start([Reply::json("200 OK", body), Reply::json("200 OK", r#"{"name":"Ada"}"#)]).unwrap();
    let client = Client::builder().endpoint_url(server.url()).build().unwrap();
    let input = PutPersonInput::builder().id("a").name("Ada").custom([("color", "red")]).mentor(person());
    let output = ends(async { client.put_person(input).await }).await.unwrap();
    assert_eq!(output.custom.unwrap()["odd"], json!([1, null]));
    assert_eq!(output.mentor, Some(person()), "what is null is as good as absent");
    let input = PutPersonInput::builder().id("a").name("Ada").mentor(output.mentor);
    let output = ends(async { client.put_person(input).await }).await.unwrap();
    assert_eq!((output.custom, output.mentor), (None, None));
    let sent: Vec<Value> =
        server.requests().iter().map(|it| serde_json::from_slice(&it.body).unwrap()).collect();
    let mentor = json!({"type": "person", "name": "Mary", "born": {"value": "1780", "place": "Jedburgh"}});
    assert_eq!(sent[0], json!({"name": "Ada", "mentor": mentor, "color": "red"}));
    assert_eq!(sent[1], json!({"name": "Ada", "mentor": mentor}));
}

#[tokio::test]
async fn the_name_of_another_member_is_an_error() {
    let client = Client::builder().endpoint_url("http://127.0.0.1:9").build().unwrap();
    let least = || PutPersonInput::builder().id("a").name("Ada");
    let inputs = [
        least().custom([("name", "Eve")]),
        least().mentor(Person::builder().name("Mary").details([("type", Detail::builder().value("x"))])),
    ];
    for input in inputs {
        let error = client.put_person(input).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode, "{error}");
        let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        assert!(format!("{error} {source}").contains("has the name of another member"), "{error} {source}");
    }
}

#[test]
fn values_are_validated_and_files_read_back() {
    let input = PutPersonInput::builder().id("a").name("Ada").custom([("long", "x".repeat(21))]);
    let checked = speccast_tests::fixtures::additional::validator::put_person_input(&input);
    assert!(checked.unwrap_err().to_string().contains("custom"));
    let text = serde_json::to_string(&person()).unwrap();
    assert_eq!(serde_json::from_str::<Person>(&text).unwrap(), person());
    let twice = r#"{"name":"Mary","a":{"value":"1"},"a":{"value":"2"}}"#;
    assert!(serde_json::from_str::<Person>(twice).is_err());
}

#[derive(Debug, PartialEq)]
struct Open {
    listed: Option<i32>,
    others: Option<BTreeMap<String, i32>>,
}

structure! {
    Open {
        listed: i32 = "listed",
        ..others: BTreeMap<String, i32>,
    }
}

#[test]
fn the_path_of_an_error_has_their_names() {
    let response = http::Response::builder().status(200).body(r#"{"a":1,"b":"x"}"#).unwrap();
    let error = Http::decode::<Open>(&response.into(), &[]).unwrap_err();
    assert!(error.to_string().contains("/b"), "{error}");
}

#[test]
fn absent_members_are_left_out() {
    let open = Open::builder().others([("a", 1)]);
    let request = Http::post("/").json_payload("open", &open).finish().unwrap();
    assert_eq!(request.body(), r#"{"a":1}"#);
    let taken = Open::builder().others([("listed", 1)]);
    let error = Http::post("/").json_payload("open", &taken).finish().unwrap_err();
    assert!(matches!(error, EncodeError::Json { .. }), "{error}");
    let form = Http::post("/")
        .bracket_form()
        .field("a", &[1])
        .additional("rest", &BTreeMap::from([("a".to_owned(), 1)]));
    assert!(form.finish().is_err());
}
