//! Smithy's protocols awsJson1_0 and awsJson1_1.

use serde::Deserialize;
use speccast_runtime::client::{Builder, Call, Handle, Service};
use speccast_runtime::codegen::{
    Auth, AwsJson1_0, AwsJson1_1, Endpoint, Meta, Request, modeled_error, operation_error, serde_structure,
    structure,
};
use speccast_runtime::operation::{self, Operation};
use speccast_runtime::{Blob, Timestamp};
use speccast_tests::server::{Reply, Server};

#[derive(Clone, Debug, PartialEq)]
struct GetWidgetInput {
    name: Option<String>,
    since: Option<Timestamp>,
    data: Option<Blob>,
}

structure! {
    GetWidgetInput {
        name: String = "name",
        since: Timestamp = "since",
        data: Blob = "data",
    }
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct GetWidgetOutput {
    name: String,
    made: Option<Timestamp>,
}

operation_error! {
    enum GetWidgetError {
        WidgetMissing,
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct WidgetMissing {
    message: Option<String>,
    kind: Option<String>,
}

serde_structure! {
    WidgetMissing {
        message: Member = "message";
        kind: Member = "kind";
    }
    skip
}

modeled_error! {
    WidgetMissing { code: "WidgetMissing", status: 400 }
}

#[derive(Debug)]
struct GetWidget;

impl Operation for GetWidget {
    type Service = Client;
    type Input = GetWidgetInput;
    type Output = GetWidgetOutput;
    type Error = GetWidgetError;

    const META: Meta = Meta::new("GetWidget").readonly();

    fn encode(input: &GetWidgetInput) -> Request {
        AwsJson1_1::call("Widgets_20260101.GetWidget")
            .field("name", &input.name)
            .field("since", &input.since)
            .field("data", &input.data)
    }
}

#[derive(Clone, Debug)]
struct Client(Handle);

impl From<Handle> for Client {
    fn from(handle: Handle) -> Self {
        Self(handle)
    }
}

impl Service for Client {
    type Protocol = AwsJson1_1;

    const NAME: &'static str = "Widgets";
    const AUTH: Auth = Auth::None;
    const ENDPOINTS: &'static [Endpoint] = &[];
}

impl Client {
    fn get_widget(&self, input: GetWidgetInput) -> Call<GetWidget> {
        self.0.call(input)
    }
}

#[test]
fn every_member_travels_in_the_body() {
    let since = Timestamp::new(1_576_540_098, 520_000_000).unwrap();
    let input = GetWidgetInput::builder().name("cog").since(since).data(b"\x01");
    let request = operation::encode::<GetWidget>(&input).unwrap();
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("POST", "/"));
    assert_eq!(request.headers()["x-amz-target"], "Widgets_20260101.GetWidget");
    assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.1");
    assert_eq!(request.headers().len(), 2);
    assert_eq!(request.body(), r#"{"name":"cog","since":1576540098.52,"data":"AQ=="}"#);
}

#[test]
fn there_is_always_a_body() {
    let request = operation::encode::<GetWidget>(&GetWidgetInput::builder()).unwrap();
    assert_eq!(request.body(), "{}");
    let request = AwsJson1_0::call("W.G").finish().unwrap();
    assert_eq!(request.body(), "{}");
    assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.0");
}

#[tokio::test]
async fn over_a_socket() {
    let refusal = r##"{"__type":"com.example#WidgetMissing","Message":"no cog","kind":"cog"}"##;
    let script = [
        Reply::json("200 OK", r#"{"name":"cog","made":1576540098.123,"new":{}}"#),
        Reply::json("400 Bad Request", refusal),
        Reply::json("400 Bad Request", r#"{"__type":"Other","message":"?"}"#),
        Reply::json("200 OK", ""),
    ];
    let server = Server::start(script).unwrap();
    let client: Client = Builder::default().endpoint_url(server.url()).build().unwrap();

    let (output, response) =
        client.get_widget(GetWidgetInput::builder().name("cog")).send_with_response().await.unwrap();
    assert_eq!(output.name, "cog");
    assert_eq!(output.made, Timestamp::new(1_576_540_098, 123_000_000));
    assert_eq!((response.status().as_u16(), response.request_id()), (200, Some("req-1")));
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert!(response.body().starts_with(b"{\"name\""));

    let error = client.get_widget(GetWidgetInput::builder()).await.unwrap_err();
    let Some(GetWidgetError::WidgetMissing(missing)) = error.modeled() else { panic!("{error:?}") };
    assert_eq!((missing.message.as_deref(), missing.kind.as_deref()), (Some("no cog"), Some("cog")));
    let error = client.get_widget(GetWidgetInput::builder()).send_with_response().await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("Other"), Some("?")));
    assert_eq!(
        client.get_widget(GetWidgetInput::builder()).await.unwrap().name,
        "",
        "as of any missing member"
    );

    let request = &server.requests()[0];
    assert_eq!(request.line(), "POST / HTTP/1.1");
    assert_eq!(request.header("X-Amz-Target"), Some("Widgets_20260101.GetWidget"));
    assert_eq!(request.header("content-type"), Some("application/x-amz-json-1.1"));
    assert_eq!(request.body, br#"{"name":"cog"}"#);
}
