//! Tokens by which a service recognizes a repeated request.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};
use speccast_runtime::Sensitive;
use speccast_runtime::client::{Builder, Call, Config, Handle, Retry, Service, Timeouts};
use speccast_runtime::codegen::{
    self, Auth, Endpoint, InputToken, Meta, Request, RestJson1, Validator, structure,
};
use speccast_runtime::error::{EncodeError, ErrorKind};
use speccast_runtime::operation::{self, Operation, Paginated};
use speccast_runtime::transport::{Mock, TransportErrorKind};
use speccast_runtime::validate::{Check, StringRule, Violations};
use speccast_tests::fixtures::tokens::{self, PutThingInput};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::Naps;
use speccast_tests::widgets::{Client, CreateWidgetInput, Open, Widget, WidgetError};

#[derive(Clone, Debug, PartialEq)]
struct OrderInput {
    name: String,
    client_token: Option<Sensitive<String>>,
    next_token: Option<String>,
}

structure! {
    OrderInputBuilder {
        name: String = "name",
    } => OrderInput {
        client_token: Sensitive<String> = "clientToken",
        next_token: String = "nextToken",
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrderOutput {
    widgets: Option<Vec<Widget>>,
    next_token: Option<Sensitive<String>>,
}

#[derive(Debug)]
struct Order;

impl Operation for Order {
    type Service = Orders;
    type Input = OrderInput;
    type Output = OrderOutput;
    type Error = WidgetError;

    const META: Meta = Meta::new("Order");
    const VALIDATE: Validator<Self> = order_input;
    const IDEMPOTENCY_TOKEN: Option<InputToken<Self>> = Some(|input| &mut input.client_token);

    fn encode(input: &OrderInput) -> Request {
        RestJson1::post("/v1/orders")
            .query("next-token", &input.next_token)
            .header("x-token", &input.client_token)
            .field("name", &input.name)
            .field("clientToken", &input.client_token)
    }
}

impl Paginated for Order {
    type Item = Widget;

    fn next(input: &Self::Input, page: &Self::Output) -> Option<Self::Input> {
        Some(input.clone().next_token(codegen::token(&page.next_token)?))
    }

    fn items(page: Self::Output) -> Option<Vec<Self::Item>> {
        page.widgets
    }
}

fn order_input(input: &OrderInput) -> Result<(), Violations> {
    Check::new().string("clientToken", &input.client_token, StringRule::length(8, 64)).finish()
}

/// A client of the operation.
struct Orders(Handle);

impl From<Handle> for Orders {
    fn from(handle: Handle) -> Self {
        Self(handle)
    }
}

impl Service for Orders {
    type Protocol = RestJson1;

    const NAME: &'static str = "Orders";
    const AUTH: Auth = Auth::None;
    const ENDPOINTS: &'static [Endpoint] = &[];
}

impl Orders {
    fn order(&self, input: OrderInput) -> Call<Order> {
        self.0.call(input)
    }
}

fn client(configure: impl FnOnce(Builder<Orders>) -> Builder<Orders>) -> Orders {
    // The naps of timers would be over at once.
    configure(Builder::default().sleeper(Naps::default()).timeouts(Timeouts::none())).build().unwrap()
}

fn mocked() -> (Orders, Mock) {
    let mock = Mock::new();
    let client = client(|builder| builder.endpoint_url("https://orders.example.com").transport(mock.clone()));
    (client, mock)
}

fn tokens(mock: &Mock) -> Vec<String> {
    let token = |request: &http::Request<bytes::Bytes>| {
        let body: OrderInput = serde_json::from_slice(request.body()).unwrap();
        let token = body.client_token.unwrap().into_exposed();
        assert_eq!(request.headers()["x-token"], token.as_str());
        token
    };
    mock.requests().iter().map(token).collect()
}

#[track_caller]
fn assert_uuid(token: &str) {
    let shape: String = token.chars().map(|c| if c.is_ascii_hexdigit() { 'x' } else { c }).collect();
    assert_eq!(shape, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "{token}");
    assert!(token[14..].starts_with('4') && token[19..].starts_with(['8', '9', 'a', 'b']), "{token}");
}

#[tokio::test]
async fn every_attempt_over_a_socket_has_the_same_token() {
    let done = r#"{"widgets":[]}"#;
    let script = [
        Reply::hang_up(),
        Reply::json("503 Unavailable", "{}"),
        Reply::json("200 OK", done),
        Reply::json("200 OK", done),
    ];
    let server = Server::start(script).unwrap();
    let client = client(|builder| builder.endpoint_url(server.url()));
    client.order(OrderInput::builder().name("cog")).await.unwrap();
    client.order(OrderInput::builder().name("cog")).await.unwrap();
    let requests = server.requests();
    let tokens: Vec<&str> = requests.iter().map(|request| request.header("x-token").unwrap()).collect();
    assert_eq!(tokens.len(), 4);
    assert_uuid(tokens[0]);
    assert!(tokens[..3].iter().all(|token| *token == tokens[0]), "{tokens:?}");
    assert_ne!(tokens[3], tokens[0], "another call is another order");
    for request in &requests {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(body["clientToken"], request.header("x-token").unwrap());
    }
}

#[tokio::test]
async fn the_callers_own_token_is_sent() {
    let (client, mock) = mocked();
    mock.failure(TransportErrorKind::Broken, "reset").json(200, &serde_json::json!({}));
    client.order(OrderInput::builder().name("cog").client_token("my own token")).await.unwrap();
    assert_eq!(tokens(&mock), ["my own token"; 2]);
}

#[tokio::test]
async fn an_empty_token_is_absent_and_an_invalid_one_is_rejected() {
    let (client, mock) = mocked();
    mock.json(200, &serde_json::json!({}));
    client.order(OrderInput::builder().name("cog").client_token("")).await.unwrap();
    assert_uuid(&tokens(&mock)[0]);
    let error = client.order(OrderInput::builder().name("cog").client_token("short")).await.unwrap_err();
    assert_eq!(error.violations().unwrap().as_slice()[0].path(), "/clientToken");
    assert!(!format!("{error:?}").contains("short"));
}

#[tokio::test]
async fn a_token_in_the_path_is_the_same_for_every_attempt() {
    let broken = Reply::raw("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");
    let server = Server::start([broken, Reply::json("200 OK", "{}"), Reply::json("200 OK", "{}")]).unwrap();
    let builder = tokens::Client::builder().endpoint_url(server.url()).sleeper(Naps::default());
    let client = builder.timeouts(Timeouts::none()).build().unwrap();
    client.put_thing(PutThingInput::builder()).await.unwrap();
    client.put_thing(PutThingInput::builder().token("a/b")).await.unwrap();
    let requests = server.requests();
    let paths: Vec<&str> = requests.iter().filter_map(|it| it.line().split(' ').nth(1)).collect();
    assert_uuid(paths[0].strip_prefix("/things/").unwrap());
    assert_eq!((paths[1], paths[2]), (paths[0], "/things/a%2Fb"));
    // Only the client makes one up.
    let error = operation::encode::<tokens::PutThing>(&PutThingInput::builder()).unwrap_err();
    assert_eq!(error, EncodeError::EmptyLabel { label: "token" });
}

#[tokio::test]
async fn an_operation_without_one_is_still_not_repeated() {
    let mock = Mock::new();
    mock.failure(TransportErrorKind::Broken, "reset");
    let client: Client<Open> = Client::builder()
        .endpoint_url("https://widgets.example.com")
        .transport(mock.clone())
        .sleeper(Naps::default())
        .timeouts(Timeouts::none())
        .build()
        .unwrap();
    client.create_widget(CreateWidgetInput::builder().name("cog")).await.unwrap_err();
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn tokens_are_the_configurations() {
    let (mock, count) = (Mock::new(), AtomicUsize::new(0));
    let make = move || Ok(format!("token-{:04}", count.fetch_add(1, Ordering::Relaxed)));
    let config = Config::new().idempotency_tokens(make).retry(Retry::never());
    let client = client(|builder| {
        builder.endpoint_url("https://orders.example.com").transport(mock.clone()).config(config)
    });
    for _ in 0..2 {
        mock.json(200, &serde_json::json!({}));
        client.order(OrderInput::builder().name("cog")).await.unwrap();
    }
    assert_eq!(tokens(&mock), ["token-0000", "token-0001"]);
}

#[tokio::test]
async fn a_token_that_cannot_be_made_is_an_error_and_nothing_is_sent() {
    let mock = Mock::new();
    let client = client(|builder| {
        let builder = builder.endpoint_url("https://orders.example.com").transport(mock.clone());
        builder.idempotency_tokens(|| Err("out of entropy".into()))
    });
    let error = client.order(OrderInput::builder().name("cog")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode);
    let expected = "Order: could not encode the request: no idempotency token: out of entropy";
    assert_eq!(error.to_string(), expected);
    let error = client.order(OrderInput::builder().name("cog")).pages().next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert!(mock.requests().is_empty());
    mock.json(200, &serde_json::json!({}));
    client.order(OrderInput::builder().name("cog").client_token("my own token")).await.unwrap();
}

/// The state of a cloned machine or a forked process, which a generator inside the process would repeat.
#[tokio::test]
async fn tokens_do_not_depend_on_state_of_the_process() {
    let (client, mock) = mocked();
    for _ in 0..2 {
        fastrand::seed(7);
        mock.json(200, &serde_json::json!({}));
        client.order(OrderInput::builder().name("cog")).await.unwrap();
    }
    let tokens = tokens(&mock);
    tokens.iter().for_each(|token| assert_uuid(token));
    assert_ne!(tokens[0], tokens[1]);
}

#[tokio::test]
async fn every_page_is_a_separate_request() {
    let (client, mock) = mocked();
    mock.json(200, &serde_json::json!({ "widgets": [{ "name": "a" }], "nextToken": "p2" }));
    mock.json(200, &serde_json::json!({ "widgets": [{ "name": "b" }], "nextToken": "" }));
    let mut items = client.order(OrderInput::builder().name("cog")).items();
    let mut names = Vec::new();
    while let Some(item) = items.next().await {
        names.push(item.unwrap().name);
    }
    assert_eq!(names, ["a", "b"]);
    let requests = mock.requests();
    assert_eq!(requests[0].uri().query(), None);
    assert_eq!(requests[1].uri().query(), Some("next-token=p2"));
    let tokens: HashSet<String> = tokens(&mock).into_iter().collect();
    assert_eq!(tokens.len(), 2);
}
