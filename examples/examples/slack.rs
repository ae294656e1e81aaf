//! Lists the channels of a Slack workspace and sends a message.
//!
//! ```sh
//! cargo run -p speccast-examples --example slack                    # against a server in this program
//! cargo run -p speccast-examples --example slack -- --live CHANNEL  # lists channels and sends a message to one of them
//! ```
//!
//! The second uses the token in `SLACK_TOKEN`, with the scopes `channels:read` and `chat:write`.

use speccast_examples::servers::{Server, slack};
use speccast_examples::slack::{
    Block, BlockHeader, BlockSection, ChatPostMessageInput, Client, ConversationsListInput, TextObject,
    TextObjectMrkdwn, TextObjectPlainText,
};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [live, channel] = arguments.as_slice()
        && live == "--live"
    {
        let client = Client::builder().token(std::env::var("SLACK_TOKEN")?).build()?;
        list(&client).await?;
        return send(&client, channel).await;
    }
    let server = Server::start(slack::Slack::default()).await?;
    let client =
        Client::builder().token(slack::TOKEN).endpoint_url(format!("{}/api", server.url())).build()?;
    list(&client).await?;
    send(&client, "C0001").await
}

/// Lists every channel, page after page.
async fn list(client: &Client) -> Result<(), Box<dyn Error>> {
    let input = ConversationsListInput::builder().exclude_archived(true).limit(200);
    let mut channels = client.conversations_list(input).items();
    while let Some(channel) = channels.next().await {
        let channel = channel?;
        println!("{} {}", channel.id, channel.name.as_deref().unwrap_or("(no name)"));
    }
    Ok(())
}

/// Sends a message of two blocks, and replies to it.
async fn send(client: &Client, channel: &str) -> Result<(), Box<dyn Error>> {
    let title = TextObject::PlainText(TextObjectPlainText::builder().text("Release 1.2"));
    let body = TextObject::Mrkdwn(TextObjectMrkdwn::builder().text("It has *everything*."));
    let blocks = [
        Block::Header(BlockHeader::builder().text(title)),
        Block::Section(BlockSection::builder().text(body)),
    ];
    let input = ChatPostMessageInput::builder().channel(channel).text("Release 1.2").blocks(blocks);
    let sent = client.chat_post_message(input).await?;
    println!("sent {}", sent.ts);
    let reply =
        ChatPostMessageInput::builder().channel(channel).text("Questions go here.").thread_ts(sent.ts);
    client.chat_post_message(reply).await?;
    Ok(())
}
