//! Lists the packages of a CodeArtifact repository.
//!
//! ```sh
//! cargo run -p speccast-generated --example list_packages                            # against a server in this program
//! cargo run -p speccast-generated --example list_packages -- --aws DOMAIN REPOSITORY  # against AWS
//! ```
//!
//! The second reads region and credentials from the environment (`AWS_REGION`, `AWS_ACCESS_KEY_ID`, …) or from a
//! profile, as AWS's own tools do.

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use speccast_generated::codeartifact::{Client, ListPackagesInput, PackageFormat};
use speccast_generated::runtime::client::Config;
use speccast_generated::runtime::credentials;
use std::convert::Infallible;
use std::error::Error;
use std::process::ExitCode;
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            let client = client_of_a_local_server().await?;
            refuse(&client).await;
            list(&client, "my-domain", "my-repo").await
        }
        ["--aws", domain, repository] => {
            let client = Client::builder().config(Config::from_env()).build()?;
            list(&client, domain, repository).await
        }
        _ => Err("usage: list_packages [--aws DOMAIN REPOSITORY]".into()),
    }
}

/// Lists every npm package, page after page.
async fn list(client: &Client, domain: &str, repository: &str) -> Result<(), Box<dyn Error>> {
    let input = ListPackagesInput::builder()
        .domain(domain)
        .repository(repository)
        .format(PackageFormat::Npm)
        .max_results(2);
    let mut packages = client.list_packages(input).items();
    println!("Packages:");
    while let Some(package) = packages.next().await {
        let package = package?;
        println!("  {}", package.package.as_deref().unwrap_or("(no name)"));
    }
    Ok(())
}

/// Shows that an invalid input is not sent, and that every violation is reported.
async fn refuse(client: &Client) {
    let input = ListPackagesInput::builder().domain("D").repository("my-repo").max_results(0);
    if let Err(error) = client.list_packages(input).await {
        println!("An invalid input is not sent ({:?}):", error.kind());
        for violation in error.violations().into_iter().flatten() {
            println!("  {violation}");
        }
    }
}

async fn client_of_a_local_server() -> Result<Client, Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(serve(listener));
    let keys = credentials::from_keys("AKIDEXAMPLE", "secret", None);
    let builder = Client::builder().region("eu-central-1").endpoint_url(format!("http://{address}"));
    Ok(builder.credentials(keys).build()?)
}

async fn serve(listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        let service = service_fn(|request| async move { Ok::<_, Infallible>(respond(&request)) });
        tokio::spawn(
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service),
        );
    }
}

/// Two pages, and an error for what is not there.
fn respond(request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let query = request.uri().query().unwrap_or_default();
    let (status, body) = if !query.contains("repository=my-repo") {
        (
            StatusCode::NOT_FOUND,
            r#"{ "__type": "ResourceNotFoundException", "message": "no such repository" }"#,
        )
    } else if query.contains("next-token=page-2") {
        (StatusCode::OK, r#"{ "packages": [ { "format": "npm", "package": "react" } ] }"#)
    } else {
        let page =
            r#"{ "nextToken": "page-2", "packages": [ { "package": "express" }, { "package": "lodash" } ] }"#;
        (StatusCode::OK, page)
    };
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status;
    response
}
