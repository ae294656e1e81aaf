//! Hetzner Cloud.

use crate::Waits;
use speccast_examples::hetzner::{
    ActionStatus, Client, CreateServerError, CreateServerInput, DeleteServerError, DeleteServerInput,
    GetActionInput, ListServerActionsInput, ListServersError, ListServersInput, ServerStatus,
};
use speccast_examples::servers::Server;
use speccast_examples::servers::hetzner::{Hetzner, READ_ONLY_TOKEN, ROOT_PASSWORD, TOKEN};
use speccast_runtime::client::{Builder, Timeouts};
use speccast_runtime::credentials::Token;

async fn start(api: Hetzner) -> (Server<Hetzner>, Builder<Client>, Waits) {
    let server = Server::start(api).await.unwrap();
    let waits = Waits::default();
    let builder = Client::builder().endpoint_url(format!("{}/v1", server.url())).token(Token::new(TOKEN));
    (server, builder.sleeper(waits.clone()).timeouts(Timeouts::none()), waits)
}

async fn client() -> (Server<Hetzner>, Client) {
    let (server, builder, _) = start(Hetzner::default()).await;
    (server, builder.build().unwrap())
}

#[tokio::test]
async fn every_page_is_listed() {
    let (server, client) = client().await;
    let input = ListServersInput::builder().status([ServerStatus::Running, ServerStatus::Off]).per_page(25);
    let mut items = client.list_servers(input).items();
    let mut names = Vec::new();
    while let Some(server) = items.next().await {
        names.push(server.unwrap().name);
    }
    assert_eq!((names.len(), names[0].as_str(), names[54].as_str()), (55, "web-1", "web-55"));
    let targets: Vec<_> = server.requests().iter().map(|request| request.target().to_owned()).collect();
    let target = "/v1/servers?status=running&status=off";
    let pages = ["&per_page=25", "&page=2&per_page=25", "&page=3&per_page=25"];
    assert_eq!(targets, pages.map(|page| format!("{target}{page}")));
}

#[tokio::test]
async fn a_server_is_created_and_its_actions_finish() {
    let (server, client) = client().await;
    let input = CreateServerInput::builder()
        .name("db-1")
        .server_type("cx23")
        .image("debian-13")
        .labels([("env".to_owned(), "prod".to_owned())]);
    let created = client.create_server(input).await.unwrap();
    assert_eq!(
        (created.server.status, created.server.labels["env"].as_str()),
        (ServerStatus::Initializing, "prod")
    );
    assert_eq!(created.server.public_net.ipv6, None);
    let sent = serde_json::json!({
        "name": "db-1", "server_type": "cx23", "image": "debian-13", "labels": { "env": "prod" },
    });
    assert_eq!(server.requests()[0].json(), sent);

    let action = |id| client.get_action(GetActionInput::builder().id(id));
    let half = action(created.action.id).await.unwrap().action;
    assert_eq!((half.status, half.progress, half.finished), (ActionStatus::Running, 50, None));
    let done = action(created.action.id).await.unwrap().action;
    assert!(done.status == ActionStatus::Success && done.finished > Some(done.started), "{done:?}");
    let actions =
        client.list_server_actions(ListServerActionsInput::builder().id(created.server.id)).await.unwrap();
    let commands: Vec<_> = actions.actions.iter().map(|action| action.command.as_str()).collect();
    assert_eq!(commands, ["create_server", "start_server"]);
}

#[tokio::test]
async fn an_action_may_fail() {
    let (_server, client) = client().await;
    let input = CreateServerInput::builder().name("db-1").server_type("cpx62").image("debian-13");
    let id = client.create_server(input).await.unwrap().action.id;
    let action = || client.get_action(GetActionInput::builder().id(id));
    assert_eq!(action().await.unwrap().action.error, None);
    let failed = action().await.unwrap().action;
    assert_eq!((failed.status, failed.error.unwrap().code.as_str()), (ActionStatus::Error, "action_failed"));
}

/// What changed meanwhile was not touched, so the request is sent again.
#[tokio::test]
async fn conflicts_are_waited_out() {
    let delete =
        |client: Client| async move { client.delete_server(DeleteServerInput::builder().id(3)).await };
    let (server, builder, waits) = start(Hetzner::default().conflicts(2)).await;
    delete(builder.build().unwrap()).await.unwrap();
    assert_eq!((server.requests().len(), waits.all().len()), (3, 2));
    let (_server, builder, _) = start(Hetzner::default().conflicts(9)).await;
    let error = delete(builder.build().unwrap()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(DeleteServerError::Conflict(_))), "{error:?}");
}

#[tokio::test]
async fn secrets_are_not_shown() {
    let (server, client) = client().await;
    let input = CreateServerInput::builder()
        .name("db-1")
        .server_type("cx23")
        .image("debian-13")
        .user_data("#cloud-config of the tests");
    assert!(!format!("{input:?} {client:?}").contains("of the tests"));
    let created = client.create_server(input).await.unwrap();
    assert!(!format!("{created:?} {client:?}").contains("of-the-tests"));
    assert_eq!(created.root_password.unwrap().expose(), ROOT_PASSWORD);
    assert_eq!(server.requests()[0].json()["user_data"], "#cloud-config of the tests");
}

#[tokio::test]
async fn errors_have_the_code_and_message_of_the_service() {
    let (_server, client) = client().await;
    let delete = |id| client.delete_server(DeleteServerInput::builder().id(id));
    let error = delete(404).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(DeleteServerError::NotFound(_))), "{error:?}");
    assert_eq!(error.to_string(), "DeleteServer: not_found (404): server not found [request d5f9a1c2]");
    let error = delete(1).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(DeleteServerError::Locked(_))), "{error:?}");
    let error = delete(2).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(DeleteServerError::Protected(_))), "{error:?}");

    let create = |name, kind| {
        client.create_server(CreateServerInput::builder().name(name).server_type(kind).image("debian-13"))
    };
    let error = create("web-7", "cx23").await.unwrap_err();
    assert!(matches!(error.modeled(), Some(CreateServerError::UniquenessError(_))), "{error:?}");
    let error = create("db-1", "gone").await.unwrap_err();
    let Some(CreateServerError::InvalidInput(invalid)) = error.modeled() else { panic!("{error:?}") };
    let details = invalid.details.as_ref().unwrap();
    assert_eq!(details.fields[0].messages, ["server type gone not found"]);
}

#[tokio::test]
async fn tokens_that_are_not_valid_or_may_only_read() {
    let (server, builder, _) = start(Hetzner::default()).await;
    let client = builder.token(Token::new("another-token-of-the-tests")).build().unwrap();
    let error = client.list_servers(ListServersInput::builder()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(ListServersError::Unauthorized(_))), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("of-the-tests"), "{error:?}");
    assert_eq!(server.requests().len(), 1);

    let (_server, builder, _) = start(Hetzner::default()).await;
    let client = builder.token(Token::new(READ_ONLY_TOKEN)).build().unwrap();
    client.list_servers(ListServersInput::builder()).await.unwrap();
    let error = client.delete_server(DeleteServerInput::builder().id(3)).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(DeleteServerError::Forbidden(_))), "{error:?}");
}

#[tokio::test]
async fn an_invalid_request_is_not_sent() {
    let (server, client) = client().await;
    let error = client
        .create_server(CreateServerInput::builder().name("-db").server_type("cx23").image("debian-13"))
        .await
        .unwrap_err();
    assert_eq!(error.violations().into_iter().flatten().count(), 1, "{error}");
    assert!(server.requests().is_empty());
}

/// Requests become possible again one by one, long before the time in `RateLimit-Reset`.
#[tokio::test]
async fn the_rate_limit_is_waited_for() {
    let (server, builder, waits) = start(Hetzner::default().remaining(1)).await;
    let client = builder.build().unwrap();
    let page = || client.list_servers(ListServersInput::builder());
    let (_, response) = page().send_with_response().await.unwrap();
    let limit = response.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining), (Some(3600), Some(0)));
    page().await.unwrap();
    assert_eq!((server.requests().len(), waits.all().len()), (3, 1));
}
