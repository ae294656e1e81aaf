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
    UploadReleaseAssetInput,
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
    let input = ListIssuesInput::builder().owner(owner).repo(repo).per_page(100);
    let mut issues = client.list_issues(input).items();
    while let Some(issue) = issues.next().await {
        let issue = issue?;
        println!("#{} {}", issue.number, issue.title);
    }
    Ok(())
}

async fn change(client: &Client, owner: &str, repo: &str) -> Result<(), Box<dyn Error>> {
    let input = CreateIssueInput::builder().owner(owner).repo(repo).title("It is slow").labels(["bug"]);
    let created = client.create_issue(input).await?.issue;
    println!("created #{}", created.number);

    let input = UpdateIssueInput::builder().owner(owner).repo(repo).issue_number(created.number);
    let input =
        input.state(IssueState::Closed).state_reason(StateReason::NotPlanned).milestone(Nullable::Null);
    let closed = client.update_issue(input).await?.issue;
    println!("closed #{} as {:?}", closed.number, closed.state_reason);

    let input = UploadReleaseAssetInput::builder()
        .owner(owner)
        .repo(repo)
        .release_id(7)
        .name("notes.txt")
        .content_type("text/plain")
        .data("What is new");
    let asset = client.upload_release_asset(input).await?.asset;
    println!("uploaded {} bytes: {}", asset.size, asset.browser_download_url);
    Ok(())
}
