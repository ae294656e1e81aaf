//! Asks a model something, lets it call a tool, and prints a message while it is being written.
//!
//! ```sh
//! cargo run -p speccast-examples --example anthropic              # against a server in this program
//! cargo run -p speccast-examples --example anthropic -- --live    # with the key in ANTHROPIC_API_KEY
//! ```

use speccast_examples::anthropic::{
    Client, Content, ContentBlock, CreateMessageInput, Delta, MessageEvent, MessageParam, Role,
    StreamMessageInput, Tool, ToolResult,
};
use speccast_examples::servers::{Server, anthropic};
use speccast_runtime::Document;
use speccast_runtime::validate::{ConstraintKind, Validation};
use std::error::Error;
use std::io::Write;

const MODEL: &str = "claude-sonnet-4-5";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() == Some("--live") {
        return run(&Client::builder().api_key(std::env::var("ANTHROPIC_API_KEY")?).build()?).await;
    }
    let server = Server::start(anthropic::Anthropic::default()).await?;
    run(&Client::builder().api_key(anthropic::KEY).endpoint_url(server.url()).build()?).await
}

async fn run(client: &Client) -> Result<(), Box<dyn Error>> {
    weather(client).await?;
    stream(client).await
}

/// Responds to each call of the tool until the model has nothing more to ask.
async fn weather(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut messages = vec![MessageParam::builder().role(Role::User).content("Is it warm in Oslo?")];
    loop {
        let input = CreateMessageInput::builder()
            .model(MODEL)
            .max_tokens(1024)
            .messages(messages.clone())
            .tools([tool()?]);
        // A block of a kind that the spec does not name is sent back as it was received.
        let policy = Validation::Reject.except(ConstraintKind::Enum, Validation::Off);
        let output = client.create_message(input).validation(policy).await?;
        let mut results = Vec::new();
        for block in &output.content {
            match block {
                ContentBlock::Text(text) => println!("{}", text.text),
                ContentBlock::ToolUse(call) => {
                    println!("[{} is called]", call.name);
                    let result = ToolResult::builder().tool_use_id(&call.id).content("-3 degrees");
                    results.push(ContentBlock::from(result));
                }
                _ => {}
            }
        }
        if results.is_empty() {
            return Ok(());
        }
        messages.push(MessageParam::builder().role(Role::Assistant).content(output.content));
        messages.push(MessageParam::builder().role(Role::User).content(results));
    }
}

fn tool() -> Result<Tool, Box<dyn Error>> {
    let schema: Document =
        serde_json::from_str(r#"{ "type": "object", "properties": { "city": { "type": "string" } } }"#)?;
    Ok(Tool::builder()
        .name("get_weather")
        .input_schema(schema)
        .description("Returns the temperature in a city."))
}

/// Prints a message while it is being written.
async fn stream(client: &Client) -> Result<(), Box<dyn Error>> {
    let input = StreamMessageInput::builder()
        .model(MODEL)
        .max_tokens(1024)
        .messages([MessageParam::builder().role(Role::User).content(Content::from("Say hello."))]);
    let mut events = client.stream_message(input).await?.events;
    while let Some(event) = events.next().await {
        match event? {
            MessageEvent::ContentBlockDelta(delta) => {
                if let Delta::TextDelta(text) = delta.delta {
                    print!("{}", text.text);
                    std::io::stdout().flush()?;
                }
            }
            MessageEvent::MessageDelta(end) => println!("\n{:?}", end.delta.stop_reason),
            MessageEvent::Error(error) => return Err(error.error.message.into()),
            _ => {}
        }
    }
    Ok(())
}
