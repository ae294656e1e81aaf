//! Anthropic.

use crate::Waits;
use speccast_examples::anthropic::{
    Client, Content, ContentBlock, CreateMessageError, CreateMessageInput, Delta, MessageEvent, MessageParam,
    Role, StopReason, StreamMessageError, StreamMessageInput, Tool, ToolResult,
};
use speccast_examples::servers::Server;
use speccast_examples::servers::anthropic::{Anthropic, KEY, RESTRICTED_KEY};
use speccast_runtime::Document;
use speccast_runtime::client::{Builder, Timeouts};
use speccast_runtime::stream::StreamErrorKind;
use speccast_runtime::validate::{ConstraintKind, Validation};
use std::time::Duration;

const MODEL: &str = "claude-sonnet-4-5";

async fn start(api: Anthropic) -> (Server<Anthropic>, Builder<Client>, Waits) {
    let server = Server::start(api).await.unwrap();
    let waits = Waits::default();
    let builder = Client::builder().endpoint_url(server.url()).api_key(KEY);
    (server, builder.sleeper(waits.clone()).timeouts(Timeouts::none()), waits)
}

async fn client(api: Anthropic) -> (Server<Anthropic>, Client) {
    let (server, builder, _) = start(api).await;
    (server, builder.build().unwrap())
}

fn user(text: &str) -> MessageParam {
    MessageParam::builder().role(Role::User).content(text)
}

fn ask(text: &str) -> CreateMessageInput {
    CreateMessageInput::builder().model(MODEL).max_tokens(1024).messages([user(text)])
}

fn ask_streamed(text: &str) -> StreamMessageInput {
    StreamMessageInput::builder().model(MODEL).max_tokens(1024).messages([user(text)])
}

#[tokio::test]
async fn a_tool_is_called() {
    let (server, client) = client(Anthropic::default()).await;
    let schema: Document = serde_json::from_str(r#"{"type":"object"}"#).unwrap();
    let input = ask("Is it warm in Oslo?").tools([Tool::builder().name("get_weather").input_schema(schema)]);
    let output = client.create_message(input.clone()).await.unwrap();
    assert_eq!((&output.stop_reason, &output.stop_sequence), (&Some(StopReason::ToolUse), &None));
    let [ContentBlock::Thinking(_), ContentBlock::Text(text), ContentBlock::ToolUse(call), other] =
        &output.content[..]
    else {
        panic!("{output:?}")
    };
    assert!(matches!(other, ContentBlock::Unknown { .. }), "{other:?}");
    assert_eq!((text.text.as_str(), call.name.as_str()), ("Let me see.", "get_weather"));
    assert_eq!((output.requests_remaining, output.tokens_remaining), (Some(49), Some(39000)));
    assert!(output.requests_reset < output.tokens_reset);

    let result = ContentBlock::from(ToolResult::builder().tool_use_id(&call.id).content("cold"));
    let mut messages = input.messages.clone();
    messages.push(MessageParam::builder().role(Role::Assistant).content(output.content.clone()));
    messages.push(MessageParam::builder().role(Role::User).content(vec![result]));
    let mut input = input;
    input.messages = messages;
    let policy = Validation::Reject.except(ConstraintKind::Enum, Validation::Off);
    let output = client.create_message(input).validation(policy).await.unwrap();
    assert!(
        matches!(&output.content[..], [ContentBlock::Text(text)] if text.text == "It is cold."),
        "{output:?}"
    );

    let requests = server.requests();
    assert_eq!(requests[1].header("anthropic-version"), Some("2023-06-01"));
    let sent = &requests[1].json()["messages"];
    assert_eq!(sent[0]["content"], "Is it warm in Oslo?");
    assert_eq!(sent[1]["content"][0]["signature"], "EqQB");
    let unknown = serde_json::json!({ "type": "server_tool_use", "id": "srvtoolu_01", "name": "web_search", "input": {} });
    assert_eq!(sent[1]["content"][3], unknown);
    let result = serde_json::json!({ "type": "tool_result", "tool_use_id": "toolu_01", "content": "cold" });
    assert_eq!(sent[2]["content"], serde_json::json!([result]));
}

#[tokio::test]
async fn a_message_is_streamed() {
    let (server, client) = client(Anthropic::default()).await;
    let mut events = client.stream_message(ask_streamed("Hi")).await.unwrap().events;
    let (mut text, mut kinds) = (String::new(), Vec::new());
    while let Some(event) = events.next().await {
        match event.unwrap() {
            MessageEvent::MessageStart(start) => kinds.push(start.message.id),
            MessageEvent::ContentBlockDelta(delta) => match delta.delta {
                Delta::TextDelta(delta) => text.push_str(&delta.text),
                other => panic!("{other:?}"),
            },
            MessageEvent::Unknown { .. } => kinds.push("unknown".to_owned()),
            MessageEvent::MessageDelta(end) => {
                assert_eq!((end.delta.stop_reason, end.usage.output_tokens), (Some(StopReason::EndTurn), 15));
            }
            MessageEvent::MessageStop(_) => kinds.push("stop".to_owned()),
            MessageEvent::Ping(_)
            | MessageEvent::ContentBlockStart(_)
            | MessageEvent::ContentBlockStop(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(text, "Hello\u{1F600}");
    assert_eq!(kinds, ["msg_01XFDUDYJgAACzvnptvVoYEL", "unknown", "stop"]);
    assert_eq!(server.requests()[0].json()["stream"], true);
}

#[tokio::test]
async fn a_stream_fails_halfway() {
    let (_server, client) = client(Anthropic::default()).await;
    let mut events = client.stream_message(ask_streamed("overloaded_error")).await.unwrap().events;
    let mut last = None;
    let broken = loop {
        match events.next().await.unwrap() {
            Ok(event) => last = Some(event),
            Err(error) => break error,
        }
    };
    // There was no `message_stop`.
    assert_eq!(broken.kind(), StreamErrorKind::Broken);
    assert!(events.next().await.is_none());
    let Some(MessageEvent::Error(error)) = last else { panic!("{last:?}") };
    assert_eq!((error.error.kind.as_str(), error.error.message.as_str()), ("overloaded_error", "Overloaded"));
}

/// Failures before the first event are those of the call.
#[tokio::test]
async fn a_stream_does_not_begin() {
    let (server, builder, _) = start(Anthropic::default().overloaded(1)).await;
    let client = builder.build().unwrap();
    assert!(client.stream_message(ask_streamed("Hi")).await.unwrap().events.next().await.is_some());
    let mut input = ask_streamed("Hi");
    input.model = "gpt".to_owned();
    let error = client.stream_message(input).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(StreamMessageError::NotFoundError(_))), "{error:?}");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn errors_are_told_apart() {
    let (_server, client) = client(Anthropic::default()).await;
    let error = |input: CreateMessageInput| {
        let call = client.create_message(input);
        async move { call.await.unwrap_err() }
    };
    let invalid =
        error(CreateMessageInput::builder().model(MODEL).max_tokens(64_001).messages([user("Hi")])).await;
    assert!(matches!(invalid.modeled(), Some(CreateMessageError::InvalidRequestError(_))), "{invalid:?}");
    assert_eq!(
        invalid.to_string(),
        "CreateMessage: invalid_request_error (400): max_tokens: 64001 > 64000 [request req_011CS]"
    );
    let missing =
        error(CreateMessageInput::builder().model("gpt").max_tokens(1).messages([user("Hi")])).await;
    assert!(matches!(missing.modeled(), Some(CreateMessageError::NotFoundError(_))), "{missing:?}");
    let billing = error(ask("billing_error")).await;
    assert!(matches!(billing.modeled(), Some(CreateMessageError::BillingError(_))), "{billing:?}");
    let large = error(ask("request_too_large")).await;
    assert!(matches!(large.modeled(), Some(CreateMessageError::RequestTooLarge(_))), "{large:?}");
    let broken = error(ask("api_error")).await;
    assert!(matches!(broken.modeled(), Some(CreateMessageError::ApiError(_))), "{broken:?}");
    let timeout = error(ask("timeout_error")).await;
    assert!(matches!(timeout.modeled(), Some(CreateMessageError::TimeoutError(_))), "{timeout:?}");
}

#[tokio::test]
async fn keys_that_are_refused_and_never_shown() {
    let (server, builder, _) = start(Anthropic::default()).await;
    let client = builder.clone().api_key("sk-ant-another-of-the-tests").build().unwrap();
    let error = client.create_message(ask("Hi")).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(CreateMessageError::AuthenticationError(_))), "{error:?}");
    assert!(!format!("{error} {error:?} {client:?} {builder:?}").contains("of-the-tests"), "{error:?}");
    let error = builder.api_key(RESTRICTED_KEY).build().unwrap().create_message(ask("Hi")).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(CreateMessageError::PermissionError(_))), "{error:?}");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn the_rate_limit_is_waited_for() {
    let (server, builder, waits) = start(Anthropic::default().remaining(1)).await;
    let client = builder.build().unwrap();
    let (output, response) = client.create_message(ask("Hi")).send_with_response().await.unwrap();
    assert_eq!(output.requests_remaining, Some(0));
    let limit = response.rate_limit().unwrap();
    assert!(limit.limit == Some(50) && limit.remaining == Some(0) && limit.reset.is_some(), "{limit:?}");
    client.create_message(ask("Hi")).await.unwrap();
    assert_eq!((server.requests().len(), waits.all()), (3, vec![Duration::from_secs(7)]));
}

#[tokio::test]
async fn an_overloaded_service_is_waited_for() {
    let (server, builder, waits) = start(Anthropic::default().overloaded(2)).await;
    builder.build().unwrap().create_message(ask("Hi")).await.unwrap();
    assert_eq!((server.requests().len(), waits.all().len()), (3, 2));
    let (_server, client) = client(Anthropic::default().overloaded(9)).await;
    let error = client.create_message(ask("Hi")).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(CreateMessageError::OverloadedError(_))), "{error:?}");
    assert!(
        error.is_throttling() && error.status().is_some_and(|status| status.as_u16() == 529),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_invalid_request_is_not_sent() {
    let (server, client) = client(Anthropic::default()).await;
    let content = Content::from(vec![ContentBlock::from(ToolResult::builder().tool_use_id("toolu_01"))]);
    let input = CreateMessageInput::builder()
        .model(MODEL)
        .max_tokens(0)
        .messages([MessageParam::builder().role(Role::User).content(content)])
        .temperature(1.5);
    let error = client.create_message(input).await.unwrap_err();
    assert_eq!(error.violations().into_iter().flatten().count(), 2, "{error}");
    assert!(server.requests().is_empty());
}
