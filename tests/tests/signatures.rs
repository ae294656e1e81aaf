//! Both operations through their generated clients, signed as botocore signs them: see `vectors/README.md`.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;
use speccast_generated::{codeartifact, imagebuilder};
use speccast_runtime::client::Config;
use speccast_runtime::credentials;
use speccast_runtime::transport::Mock;
use speccast_runtime::validate::Validation;
use speccast_tests::time::TestClock;

#[derive(Deserialize)]
struct File {
    access_key_id: String,
    secret_access_key: String,
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Vector {
    name: String,
    operation: String,
    region: String,
    clock: u64,
    #[serde(rename = "session_token")]
    session_token: Option<String>,
    parameters: Value,
    method: String,
    url: String,
    body: String,
    x_amz_date: String,
    authorization: String,
}

fn file() -> File {
    serde_json::from_str(include_str!("../vectors/signatures.json")).unwrap()
}

impl Vector {
    fn config(&self, file: &File, mock: &Mock) -> Config {
        let token = self.session_token.clone();
        mock.json(200, &serde_json::json!({}));
        Config::new()
            .region(&self.region)
            .credentials(credentials::from_keys(&file.access_key_id, &file.secret_access_key, token))
            .clock(TestClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(self.clock)))
            .transport(mock.clone())
            // Some parameters are there for their characters, which a pattern refuses.
            .validation(Validation::Off)
    }

    /// Sends the operation's request, and returns it as it was sent.
    async fn send(&self, file: &File) -> http::Request<Bytes> {
        let mock = Mock::new();
        let config = self.config(file, &mock);
        let parameters = self.parameters.clone();
        match self.operation.as_str() {
            "ListPackages" => {
                let client = codeartifact::Client::builder().config(config).build().unwrap();
                let input = serde_json::from_value(parameters).unwrap();
                client.list_packages(input).await.unwrap();
            }
            "ListImagePackages" => {
                let client = imagebuilder::Client::builder().config(config).build().unwrap();
                let input = serde_json::from_value(parameters).unwrap();
                client.list_image_packages(input).await.unwrap();
            }
            other => panic!("no client has {other}"),
        }
        mock.requests().remove(0)
    }
}

fn header<'a>(request: &'a http::Request<Bytes>, name: &str) -> Option<&'a str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn requests_and_signatures_are_botocores() {
    let file = file();
    for vector in &file.vectors {
        let request = vector.send(&file).await;
        let label = format!("{} {}", vector.operation, vector.name);
        assert_eq!(request.method().as_str(), vector.method, "{label}");
        assert_eq!(request.uri().to_string(), vector.url, "{label}");
        assert_eq!(*request.body(), vector.body.as_bytes(), "{label}");
        let names = ["x-amz-date", "x-amz-security-token", "authorization"];
        let expected = [
            Some(vector.x_amz_date.as_str()),
            vector.session_token.as_deref(),
            Some(vector.authorization.as_str()),
        ];
        assert_eq!(names.map(|name| header(&request, name)), expected, "{label}");
    }
}

/// Every sent header is signed, except those that no client signs.
#[tokio::test]
async fn nothing_is_sent_unsigned() {
    let file = file();
    for vector in &file.vectors {
        let request = vector.send(&file).await;
        let authorization = header(&request, "authorization").unwrap();
        let signed = authorization.split_once("SignedHeaders=").unwrap().1;
        let signed: Vec<&str> = signed.split(',').next().unwrap().split(';').collect();
        for name in request.headers().keys() {
            let known = ["accept-encoding", "authorization", "user-agent"].contains(&name.as_str());
            assert!(known || signed.contains(&name.as_str()), "{} {name}", vector.name);
        }
    }
}

/// The file covers each operation with and without a session, and with a token that needs encoding.
#[test]
fn the_vectors_cover_both_operations() {
    let file = file();
    for operation in ["ListPackages", "ListImagePackages"] {
        let of_operation = || file.vectors.iter().filter(|vector| vector.operation == operation);
        assert!(of_operation().any(|vector| vector.session_token.is_some()));
        assert!(of_operation().any(|vector| vector.session_token.is_none()));
        let tokens = |vector: &Vector| vector.parameters["nextToken"].as_str().map(str::to_owned);
        assert!(of_operation().filter_map(tokens).any(|token| "+/=".chars().all(|c| token.contains(c))));
    }
    assert_eq!(file.vectors.len(), 18);
}

#[tokio::test]
async fn a_call_s_header_is_signed_and_user_agent_is_not() {
    let file = file();
    let vector = &file.vectors[0];
    let mock = Mock::new();
    let config = vector.config(&file, &mock).user_agent("another/1");
    let client = codeartifact::Client::builder().config(config).build().unwrap();
    let input = || codeartifact::ListPackagesInput::builder().domain("my-domain").repository("my_repo.x");
    mock.json(200, &serde_json::json!({}));
    client.list_packages(input()).await.unwrap();
    client.list_packages(input()).header("x-team", "a").await.unwrap();
    let [plain, with_team] = mock.requests().try_into().unwrap();
    assert_eq!(header(&plain, "authorization"), Some(vector.authorization.as_str()));
    let authorization = header(&with_team, "authorization").unwrap();
    assert!(authorization.contains("SignedHeaders=host;x-amz-date;x-team,"), "{authorization}");
}
