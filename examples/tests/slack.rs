//! Slack.

use crate::Waits;
use speccast_examples::servers::Server;
use speccast_examples::servers::slack::{Slack, TOKEN, WEAK_TOKEN};
use speccast_examples::slack::{
    Block, BlockDivider, BlockHeader, BlockSection, ChannelType, ChatPostMessageError, ChatPostMessageInput,
    Client, ConversationsListError, ConversationsListInput, TextObject, TextObjectMrkdwn,
    TextObjectPlainText,
};
use speccast_runtime::client::{Builder, Timeouts};
use speccast_runtime::error::Error;
use speccast_runtime::validate::Validation;
use std::time::Duration;

async fn start(api: Slack) -> (Server<Slack>, Builder<Client>, Waits) {
    let server = Server::start(api).await.unwrap();
    let waits = Waits::default();
    let builder = Client::builder().endpoint_url(format!("{}/api", server.url())).token(TOKEN);
    (server, builder.sleeper(waits.clone()).timeouts(Timeouts::none()), waits)
}

async fn client() -> (Server<Slack>, Client) {
    let (server, builder, _) = start(Slack::default()).await;
    (server, builder.build().unwrap())
}

/// A page may be shorter than asked for, or empty, in the middle of a listing; the last one has an empty cursor.
#[tokio::test]
async fn every_page_is_listed() {
    let (server, client) = client().await;
    let input = ConversationsListInput::builder().exclude_archived(true).limit(1);
    let input = input.types([ChannelType::PublicChannel, ChannelType::Im]);
    let mut channels = client.conversations_list(input).items();
    let mut found = Vec::new();
    while let Some(channel) = channels.next().await {
        let channel = channel.unwrap();
        found.push((channel.id, channel.name));
    }
    let ids: Vec<_> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["C0001", "C0002", "C0004", "C0005", "D0006"]);
    assert_eq!((found[0].1.as_deref(), found[4].1.as_deref()), (Some("team-1"), None));
    let requests = server.requests();
    let first = "/api/conversations.list?exclude_archived=true&limit=1&types=public_channel,im";
    assert_eq!((requests.len(), requests[0].target()), (6, first));
    assert_eq!(requests[1].query("cursor"), Some("dGVhbTo1%3D"));
}

#[tokio::test]
async fn a_message_has_blocks_of_several_types() {
    let (server, client) = client().await;
    let title = TextObject::PlainText(TextObjectPlainText::builder().text("Title").emoji(true));
    let body = TextObject::Mrkdwn(TextObjectMrkdwn::builder().text("*Body*"));
    let blocks = [
        Block::Header(BlockHeader::builder().text(title)),
        Block::Divider(BlockDivider::builder()),
        Block::Section(BlockSection::builder().text(body)),
    ];
    let input = ChatPostMessageInput::builder().channel("C0001").text("Title").blocks(blocks);
    let sent = client.chat_post_message(input).await.unwrap();
    assert_eq!((sent.channel.as_str(), sent.ts.as_str()), ("C0001", "1503435956.000247"));
    let [_, Block::Divider(divider), Block::Section(section), Block::Unknown(_)] =
        &sent.message.blocks.as_deref().unwrap()
    else {
        panic!("{sent:?}")
    };
    assert_eq!(divider.block_id.as_deref(), Some("b1"));
    let Some(TextObject::Mrkdwn(text)) = &section.text else { panic!("{section:?}") };
    assert_eq!((text.text.as_str(), text.verbatim), ("*Body*", Some(false)));
    let body = serde_json::json!({
        "channel": "C0001",
        "text": "Title",
        "blocks": [
            { "type": "header", "text": { "type": "plain_text", "text": "Title", "emoji": true } },
            { "type": "divider" },
            { "type": "section", "text": { "type": "mrkdwn", "text": "*Body*" } },
        ],
    });
    let request = &server.requests()[0];
    assert_eq!(request.json(), body);
    assert_eq!(request.header("content-type"), Some("application/json; charset=utf-8"));
}

async fn post(input: ChatPostMessageInput) -> Error<ChatPostMessageError> {
    let (_server, client) = client().await;
    client.chat_post_message(input).await.unwrap_err()
}

fn to(channel: &str) -> ChatPostMessageInput {
    ChatPostMessageInput::builder().channel(channel)
}

/// Failures have the status 200.
#[tokio::test]
async fn failures_are_errors() {
    let error = post(to("C0009").text("Hi")).await;
    assert!(matches!(error.modeled(), Some(ChatPostMessageError::ChannelNotFound(_))), "{error:?}");
    assert_eq!((error.code(), error.request_id()), (Some("channel_not_found"), Some("9f0b1c2d3e4f5061")));
    let error = post(to("C0002").text("Hi")).await;
    assert!(matches!(error.modeled(), Some(ChatPostMessageError::NotInChannel(_))), "{error:?}");
    let error = post(to("C0003").text("Hi")).await;
    assert!(matches!(error.modeled(), Some(ChatPostMessageError::IsArchived(_))), "{error:?}");
    let error = post(to("C0001")).await;
    assert!(matches!(error.modeled(), Some(ChatPostMessageError::NoText(_))), "{error:?}");
    let title = TextObject::Mrkdwn(TextObjectMrkdwn::builder().text("*Title*"));
    let error = post(to("C0001").blocks([Block::Header(BlockHeader::builder().text(title))])).await;
    assert!(matches!(error.modeled(), Some(ChatPostMessageError::InvalidBlocks(_))), "{error:?}");
    let long = to("C0001").text("x".repeat(40_001));
    let (_server, client) = client().await;
    let error = client.chat_post_message(long).validation(Validation::Off).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(ChatPostMessageError::MsgTooLong(_))), "{error:?}");
    let input = ConversationsListInput::builder().cursor("of another workspace");
    let error = client.conversations_list(input).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(ConversationsListError::InvalidCursor(_))), "{error:?}");
}

#[tokio::test]
async fn a_scope_that_is_missing_is_named_and_a_token_is_not_shown() {
    let (_server, builder, _) = start(Slack::default()).await;
    let weak = builder.token(WEAK_TOKEN).build().unwrap();
    let error = weak.conversations_list(ConversationsListInput::builder()).await.unwrap_err();
    let Some(ConversationsListError::MissingScope(missing)) = error.modeled() else { panic!("{error:?}") };
    assert!(missing.needed.as_deref().unwrap().contains("channels:read"));
    assert_eq!(missing.provided.as_deref(), Some("chat:write"));

    let (_server, builder, _) = start(Slack::default()).await;
    let client = builder.token("xoxb-another-of-the-tests").build().unwrap();
    let error = client.conversations_list(ConversationsListInput::builder()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(ConversationsListError::InvalidAuth(_))), "{error:?}");
    assert!(!format!("{error} {error:?} {client:?} {weak:?}").contains("of-the-tests"), "{error:?}");
}

#[tokio::test]
async fn the_rate_limit_is_waited_for() {
    let (server, builder, waits) = start(Slack::default().refusals(2)).await;
    builder.build().unwrap().chat_post_message(to("C0001").text("Hi")).await.unwrap();
    assert_eq!(server.requests().len(), 3);
    assert!(waits.all().iter().all(|wait| *wait >= Duration::from_secs(7)), "{waits:?}");
}
