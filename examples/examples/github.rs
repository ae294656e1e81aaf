//! Reads and changes issues on GitHub, and adds a file to a release.
//!
//! ```sh
//! cargo run -p speccast-examples --example github                        # against a server in this program
//! cargo run -p speccast-examples --example github -- --live OWNER REPO   # lists the issues of a repository
//! ```
//!
//! The second uses the token in `GITHUB_TOKEN`, if there is one.

use speccast_examples::github::{
    Client, CreateIssueInput, IssueState, ListIssuesInput, StateReason, UpdateIssueInput,
    UploadReleaseAssetInput, UploadReleaseAssetInputRequired,
};
use speccast_examples::servers::{Server, github};
use speccast_runtime::Nullable;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [live, owner, repo] = arguments.as_slice()
        && live == "--live"
    {
        let builder = Client::builder();
        let client = match std::env::var("GITHUB_TOKEN") {
            Ok(token) => builder.token(token).build()?,
            Err(_) => builder.build()?,
        };
        return list(&client, owner, repo).await;
    }
    let server = Server::start(github::GitHub::default()).await?;
    let client = Client::builder().token(github::TOKEN).endpoint_url(server.url()).build()?;
    change(&client, "octocat", "Hello-World").await?;
    list(&client, "octocat", "Hello-World").await
}

/// Lists the open issues, page after page.
async fn list(client: &Client, owner: &str, repo: &str) -> Result<(), Box<dyn Error>> {
    let input = ListIssuesInput::new(owner, repo).per_page(100);
    let mut issues = client.list_issues(input).items();
    while let Some(issue) = issues.next().await {
        let issue = issue?;
        println!("#{} {}", issue.number, issue.title);
    }
    Ok(())
}

async fn change(client: &Client, owner: &str, repo: &str) -> Result<(), Box<dyn Error>> {
    let input = CreateIssueInput::new(owner, repo, "It is slow").labels(["bug".to_owned()]);
    let created = client.create_issue(input).await?.issue;
    println!("created #{}", created.number);

    let input = UpdateIssueInput::new(owner, repo, created.number);
    let input =
        input.state(IssueState::Closed).state_reason(StateReason::NotPlanned).milestone(Nullable::Null);
    let closed = client.update_issue(input).await?.issue;
    println!("closed #{} as {:?}", closed.number, closed.state_reason);

    let input = UploadReleaseAssetInput::new(UploadReleaseAssetInputRequired {
        owner: owner.to_owned(),
        repo: repo.to_owned(),
        release_id: 7,
        name: "notes.txt".to_owned(),
        content_type: "text/plain".to_owned(),
        data: "What is new".into(),
    });
    let asset = client.upload_release_asset(input).await?.asset;
    println!("uploaded {} bytes: {}", asset.size, asset.browser_download_url);
    Ok(())
}
