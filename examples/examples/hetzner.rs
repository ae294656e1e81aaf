//! Creates a server at Hetzner Cloud, waits until it is ready, lists what there is, and deletes it.
//!
//! ```sh
//! cargo run -p speccast-examples --example hetzner              # against a server in this program
//! cargo run -p speccast-examples --example hetzner -- --live    # lists your servers, with the token in HCLOUD_TOKEN
//! ```

use speccast_examples::hetzner::{
    Action, ActionStatus, Client, CreateServerInput, DeleteServerInput, GetActionInput, ListServersInput,
};
use speccast_examples::servers::{Server, hetzner};
use speccast_runtime::credentials::Token;
use std::error::Error;
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() == Some("--live") {
        let token = Token::new(std::env::var("HCLOUD_TOKEN")?);
        return list(&Client::builder().token(token).build()?).await;
    }
    let server = Server::start(hetzner::Hetzner::default()).await?;
    let url = format!("{}/v1", server.url());
    let client = Client::builder().token(Token::new(hetzner::TOKEN)).endpoint_url(url).build()?;
    create_and_delete(&client).await
}

async fn create_and_delete(client: &Client) -> Result<(), Box<dyn Error>> {
    let input = CreateServerInput::builder()
        .name("worker-1")
        .server_type("cx23")
        .image("debian-13")
        .ssh_keys(["laptop".to_owned()]);
    let created = client.create_server(input).await?;
    for action in [vec![created.action], created.next_actions].concat() {
        wait(client, action).await?;
    }
    list(client).await?;
    let deleted = client.delete_server(DeleteServerInput::builder().id(created.server.id)).await?;
    wait(client, deleted.action).await
}

/// Asks for an action until it has finished.
async fn wait(client: &Client, mut action: Action) -> Result<(), Box<dyn Error>> {
    while action.status == ActionStatus::Running {
        tokio::time::sleep(Duration::from_millis(100)).await;
        action = client.get_action(GetActionInput::builder().id(action.id)).await?.action;
        println!("{}: {} %", action.command, action.progress);
    }
    match action.error {
        Some(error) => Err(format!("{}: {} ({})", action.command, error.message, error.code).into()),
        None => Ok(()),
    }
}

/// Lists every server, page after page.
async fn list(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut servers = client.list_servers(ListServersInput::builder().per_page(50)).items();
    while let Some(server) = servers.next().await {
        let server = server?;
        let address = server.public_net.ipv4.map(|ipv4| ipv4.ip);
        println!("{} {:?} {}", server.name, server.status, address.as_deref().unwrap_or("(no IPv4)"));
    }
    Ok(())
}
