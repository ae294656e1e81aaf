//! Where credentials come from, how long they are kept, and that they show nowhere.

use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use speccast_runtime::client::{BuildError, Config, Retry, Timeouts};
use speccast_runtime::credentials::{
    self, Chain, Credentials, CredentialsError, Environment, Profile, ProvideCredentials, ProvideToken, Sdk,
    Token, TokenError,
};
use speccast_runtime::error::{ErrorKind, TimeoutKind};
use speccast_runtime::time::BoxFuture;
use speccast_runtime::transport::Mock;
use speccast_tests::time::{TestClock, noon};
use speccast_tests::widgets::{self, Client, ListWidgetsInput, Open, Signed};

fn vars(pairs: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> + Send + Sync + use<> {
    let vars: HashMap<String, String> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    move |name| vars.get(name).cloned()
}

async fn load(provider: impl ProvideCredentials) -> Result<(String, Option<String>), String> {
    let found = provider.provide_credentials().await;
    let found = found.map_err(|error| error.to_string())?;
    Ok((found.access_key_id().to_owned(), found.session_token().map(str::to_owned)))
}

#[tokio::test]
async fn the_environment() {
    let key = [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "hidden")];
    let found = load(Environment::from_vars(vars(&key))).await.unwrap();
    assert_eq!(found, ("AKID".to_owned(), None));

    let session = [key[0], key[1], ("AWS_SESSION_TOKEN", "token")];
    let found = load(Environment::from_vars(vars(&session))).await.unwrap();
    assert_eq!(found.1.as_deref(), Some("token"));

    let error = load(Environment::from_vars(vars(&key[..1]))).await.unwrap_err();
    assert_eq!(error, "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not");
    let error = load(Environment::from_vars(vars(&key[1..]))).await.unwrap_err();
    assert_eq!(error, "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not");
    let empty = [("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", "")];
    let error = load(Environment::from_vars(vars(&empty))).await.unwrap_err();
    assert_eq!(error, "AWS_ACCESS_KEY_ID is not set");
}

/// Writes both profile files and returns the variables that lead to them.
struct Files {
    _folder: tempfile::TempDir,
    credentials: PathBuf,
    config: PathBuf,
}

impl Files {
    fn new(credentials: &str, config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = Self {
            credentials: folder.path().join("credentials"),
            config: folder.path().join("config"),
            _folder: folder,
        };
        std::fs::write(&files.credentials, credentials).unwrap();
        std::fs::write(&files.config, config).unwrap();
        files
    }

    fn vars(&self, more: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> + Send + Sync + use<> {
        let mut pairs = vec![
            ("AWS_SHARED_CREDENTIALS_FILE", self.credentials.to_str().unwrap()),
            ("AWS_CONFIG_FILE", self.config.to_str().unwrap()),
        ];
        pairs.extend(more);
        vars(&pairs)
    }
}

const CREDENTIALS: &str = "
[default]
aws_access_key_id = DEFAULT
aws_secret_access_key = hidden

[dev]
aws_access_key_id=DEV ; the key
aws_secret_access_key=hidden#/+=
aws_session_token=token

[half]
aws_access_key_id = HALF
";

const CONFIG: &str = "
[default]
region = eu-west-1
aws_session_token = of another key

[profile dev]
region = eu-north-1

[profile role]
role_arn = arn:aws:iam::111122223333:role/x
aws_access_key_id = SOURCE
aws_secret_access_key = hidden

[profile program]
credential_process = /bin/echo

[profile plain]
aws_access_key_id = PLAIN
aws_secret_access_key = hidden
";

#[tokio::test]
async fn profiles() {
    let files = Files::new(CREDENTIALS, CONFIG);
    let found = load(Profile::from_vars(files.vars(&[]))).await.unwrap();
    assert_eq!(found, ("DEFAULT".to_owned(), None), "a session token belongs to its key");
    let found = load(Profile::from_vars(files.vars(&[("AWS_PROFILE", "dev")]))).await.unwrap();
    assert_eq!(found, ("DEV".to_owned(), Some("token".to_owned())));
    let found = load(Profile::from_vars(files.vars(&[("AWS_PROFILE", "dev")])).name("plain"));
    assert_eq!(found.await.unwrap().0, "PLAIN");

    let error = |name: &str| {
        let profile = Profile::from_vars(files.vars(&[])).name(name);
        async { load(profile).await.unwrap_err() }
    };
    assert_eq!(error("none").await, "no profile `none` with an access key");
    assert_eq!(error("half").await, "profile `half` has half an access key");
    assert!(error("role").await.starts_with("profile `role` gets its credentials by `role_arn`"));
    assert!(error("program").await.contains("`credential_process`"));
}

#[tokio::test]
async fn files_are_found_at_home_and_may_be_missing() {
    let home = tempfile::tempdir().unwrap();
    let at_home = vars(&[("HOME", home.path().to_str().unwrap())]);
    let profile = Profile::from_vars(at_home);
    assert_eq!(load(profile.clone()).await.unwrap_err(), "no profile `default` with an access key");
    std::fs::create_dir(home.path().join(".aws")).unwrap();
    std::fs::write(home.path().join(".aws/credentials"), CREDENTIALS).unwrap();
    assert_eq!(load(profile.clone()).await.unwrap().0, "DEFAULT");
    assert!(load(Profile::from_vars(|_| None)).await.is_err());
}

#[tokio::test]
async fn a_tilde_is_the_home_directory() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("keys")).unwrap();
    std::fs::write(home.path().join("keys/aws"), CREDENTIALS).unwrap();
    let at = |path: &'static str| {
        let home = home.path().to_str().unwrap().to_owned();
        load(Profile::from_vars(move |name| match name {
            "HOME" => Some(home.clone()),
            "AWS_SHARED_CREDENTIALS_FILE" => Some(path.to_owned()),
            _ => None,
        }))
    };
    assert_eq!(at("~/keys/aws").await.unwrap().0, "DEFAULT");
    assert_eq!(at("~//keys/aws").await.unwrap().0, "DEFAULT");
    assert!(at("~keys/aws").await.is_err() && at("~").await.is_err() && at("keys/aws").await.is_err());
}

#[tokio::test]
async fn profiles_are_read_on_a_thread_of_their_own() {
    let files = Files::new(CREDENTIALS, CONFIG);
    let (vars, here) = (files.vars(&[]), std::thread::current().id());
    let found = load(Profile::from_vars(move |name| {
        assert_ne!(std::thread::current().id(), here);
        vars(name)
    }));
    assert_eq!(found.await.unwrap().0, "DEFAULT");
    #[expect(clippy::panic, reason = "it is the test")]
    let broken = Profile::from_vars(|_| panic!("in the lookup"));
    assert_eq!(load(broken).await.unwrap_err(), "reading the profile panicked");
}

/// Never has an answer after the first one.
#[derive(Clone, Debug)]
struct Stuck(Counting);

impl ProvideCredentials for Stuck {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(async {
            let loaded = self.0.provide_credentials().await;
            if loaded.is_err() { std::future::pending().await } else { loaded }
        })
    }
}

#[tokio::test]
async fn loading_has_a_limit_of_its_own() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let expires = Some(noon() + Duration::from_secs(60));
    let stuck = |fails_from| Stuck(Counting { fails_from, ..Counting::until(expires) });
    let client = |provider: Stuck| {
        let timeouts = Timeouts::none().credentials(Duration::from_millis(50));
        let builder = Client::<Signed>::builder().region("eu-central-1").transport(mock.clone());
        builder.credentials(provider).clock(clock.clone()).timeouts(timeouts).build().unwrap()
    };
    let error = client(stuck(1)).list_widgets(ListWidgetsInput::new("group")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Credentials));
    assert_eq!(error.to_string(), "ListWidgets: loading credentials took longer than 50ms");
    assert!(mock.requests().is_empty());

    let client = client(stuck(2));
    assert_eq!(key(&client, &mock).await.unwrap(), "KEY1");
    clock.advance(Duration::from_secs(55));
    assert_eq!(key(&client, &mock).await.unwrap(), "KEY1", "they are still good");
    clock.advance(Duration::from_secs(5));
    assert_eq!(key(&client, &mock).await.unwrap_err(), ErrorKind::Timeout(TimeoutKind::Credentials));
}

#[tokio::test]
async fn a_chain_goes_on_unless_something_is_broken() {
    let files = Files::new(CREDENTIALS, CONFIG);
    let chain = |pairs: &[(&str, &str)]| {
        Chain::new(Environment::from_vars(vars(pairs))).or(Profile::from_vars(files.vars(&[])))
    };
    assert_eq!(load(chain(&[])).await.unwrap().0, "DEFAULT");
    let key = [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "hidden")];
    assert_eq!(load(chain(&key)).await.unwrap().0, "AKID");
    assert!(load(chain(&key[..1])).await.unwrap_err().contains("is not"));
    let none = Chain::new(Environment::from_vars(|_| None)).or(Profile::from_vars(|_| None));
    let error = load(none).await.unwrap_err();
    assert_eq!(error, "AWS_ACCESS_KEY_ID is not set; no profile `default` with an access key");
}

/// A provider of the AWS SDK for Rust.
#[derive(Debug)]
struct OfSdk(bool);

impl aws_credential_types::provider::ProvideCredentials for OfSdk {
    fn provide_credentials<'a>(&'a self) -> aws_credential_types::provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        use aws_credential_types::{Credentials, provider};
        provider::future::ProvideCredentials::ready(if self.0 {
            let token = Some("token".to_owned());
            Ok(Credentials::new("SDK", "hidden", token, Some(noon()), "test"))
        } else {
            Err(provider::error::CredentialsError::not_loaded("no role"))
        })
    }
}

#[tokio::test]
async fn providers_of_the_sdk() {
    let found = Sdk(OfSdk(true)).provide_credentials().await.unwrap();
    assert_eq!((found.access_key_id(), found.secret_access_key()), ("SDK", "hidden"));
    assert_eq!((found.session_token(), found.expiry()), (Some("token"), Some(noon())));
    let shared: Arc<dyn ProvideCredentials> = Arc::new(Sdk(OfSdk(true)));
    assert_eq!(load(Chain::new(Sdk(OfSdk(false))).or(shared)).await.unwrap().0, "SDK");
    assert_eq!(load(Sdk(OfSdk(false))).await.unwrap_err(), "no role");
}

/// Counts how often it is asked, and takes a while.
#[derive(Clone, Debug)]
struct Counting {
    asked: Arc<AtomicUsize>,
    expires: Option<SystemTime>,
    fails_from: usize,
}

impl Counting {
    fn until(expires: Option<SystemTime>) -> Self {
        Self { asked: Arc::default(), expires, fails_from: usize::MAX }
    }

    async fn ask(&self) -> Result<String, &'static str> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        tokio::task::yield_now().await;
        if number >= self.fails_from { Err("out of order") } else { Ok(format!("KEY{number}")) }
    }
}

impl ProvideCredentials for Counting {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(async {
            let key = self.ask().await.map_err(|reason| CredentialsError::Failed(reason.into()))?;
            Ok(Credentials::new(key, "hidden", None, self.expires))
        })
    }
}

impl ProvideToken for Counting {
    fn provide_token(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
        Box::pin(async {
            let token = Token::new(self.ask().await?);
            Ok(match self.expires {
                Some(time) => token.expires_at(time),
                None => token,
            })
        })
    }
}

fn signed(mock: &Mock, provider: &Counting, clock: &TestClock) -> Client<Signed> {
    let builder = Client::<Signed>::builder().region("eu-central-1").transport(mock.clone());
    let builder = builder.credentials(provider.clone()).clock(clock.clone());
    builder.retry(Retry::never()).build().unwrap()
}

/// Calls the client, and tells the key that the request was signed with.
async fn key(client: &Client<Signed>, mock: &Mock) -> Result<String, ErrorKind> {
    mock.json(200, &serde_json::json!({}));
    let call = client.list_widgets(ListWidgetsInput::new("group"));
    call.await.map_err(|error| error.kind())?;
    let request = mock.requests().pop().unwrap();
    let header = request.headers()["authorization"].to_str().unwrap().to_owned();
    let (_, rest) = header.split_once("Credential=").unwrap();
    Ok(rest.split('/').next().unwrap().to_owned())
}

#[tokio::test]
async fn credentials_are_kept_until_they_expire() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let provider = Counting::until(Some(noon() + Duration::from_secs(60)));
    let client = signed(&mock, &provider, &clock);
    assert_eq!(provider.asked.load(Ordering::SeqCst), 0, "not before they are needed");
    assert_eq!(key(&client, &mock).await.unwrap(), "KEY1");
    clock.advance(Duration::from_secs(49));
    assert_eq!(key(&client, &mock).await.unwrap(), "KEY1");
    clock.advance(Duration::from_secs(1));
    assert_eq!(key(&client, &mock).await.unwrap(), "KEY2", "ten seconds early");
}

#[tokio::test]
async fn credentials_that_do_not_expire_are_kept_for_good() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let client = signed(&mock, &Counting::until(None), &clock);
    key(&client, &mock).await.unwrap();
    clock.advance(Duration::from_secs(1 << 30));
    assert_eq!(key(&client, &mock).await.unwrap(), "KEY1");
}

#[tokio::test]
async fn old_credentials_do_while_new_ones_cannot_be_had() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let expires = Some(noon() + Duration::from_secs(60));
    let provider = Counting { fails_from: 2, ..Counting::until(expires) };
    let client = signed(&mock, &provider, &clock);
    key(&client, &mock).await.unwrap();
    clock.advance(Duration::from_secs(55));
    assert_eq!(key(&client, &mock).await.unwrap(), "KEY1");
    clock.advance(Duration::from_secs(5));
    assert_eq!(key(&client, &mock).await.unwrap_err(), ErrorKind::Credentials);
}

#[tokio::test]
async fn calls_at_the_same_time_load_credentials_once() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let provider = Counting::until(None);
    let client = signed(&mock, &provider, &clock);
    let mut calls = Vec::new();
    for _ in 0..10 {
        mock.json(200, &serde_json::json!({}));
        let call = client.list_widgets(ListWidgetsInput::new("group"));
        calls.push(tokio::spawn(call.into_future()));
    }
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(provider.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_loads_lets_another_one_load() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let provider = Counting::until(None);
    let client = signed(&mock, &provider, &clock);
    let mut first = Box::pin(client.list_widgets(ListWidgetsInput::new("group")).send());
    let waker = std::task::Waker::noop();
    assert!(first.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_pending());
    let second = client.list_widgets(ListWidgetsInput::new("group"));
    mock.json(200, &serde_json::json!({}));
    let second = tokio::spawn(second.into_future());
    tokio::task::yield_now().await;
    drop(first);
    second.await.unwrap().unwrap();
    assert_eq!(provider.asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn clients_of_one_configuration_share_credentials() {
    let (mock, provider) = (Mock::new(), Counting::until(None));
    let config = Config::new().region("eu-central-1").credentials(provider.clone());
    let config = config.transport(mock.clone());
    for _ in 0..2 {
        let client = Client::<Signed>::builder().config(config.clone()).build().unwrap();
        assert_eq!(key(&client, &mock).await.unwrap(), "KEY1");
    }
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let provider = Counting { fails_from: 1, ..Counting::until(None) };
    let client = signed(&mock, &provider, &clock);
    let error = client.list_widgets(ListWidgetsInput::new("group")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(std::error::Error::source(&error).is_some());
    assert!(mock.requests().is_empty());

    let builder = || Client::<Signed>::builder().transport(Mock::new());
    let error = builder().region("eu-central-1").build().unwrap_err();
    assert!(matches!(error, BuildError::NoCredentials), "{error}");
    let url = "https://widgets.example.com";
    let error = builder().credentials(provider).endpoint_url(url).build().unwrap_err();
    assert_eq!(error.to_string(), "the endpoint depends on a region, and none is set");
}

#[tokio::test]
async fn bearer_tokens_are_kept_and_sent() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let provider = Counting::until(Some(noon() + Duration::from_secs(60)));
    let builder = Client::<widgets::Token>::builder().region("eu-central-1").clock(clock.clone());
    let client = builder.transport(mock.clone()).token(provider).build().unwrap();
    for advance in [0, 30, 30] {
        clock.advance(Duration::from_secs(advance));
        mock.json(200, &serde_json::json!({}));
        client.list_widgets(ListWidgetsInput::new("group")).await.unwrap();
    }
    let sent: Vec<_> = mock.requests().iter().map(|r| r.headers()["authorization"].clone()).collect();
    assert_eq!(sent, ["Bearer KEY1", "Bearer KEY1", "Bearer KEY2"]);
    assert!(sent[0].is_sensitive());

    let builder = Client::<widgets::Token>::builder().region("eu-central-1").transport(mock);
    let error = builder.clone().build().unwrap_err();
    assert!(
        matches!(error, BuildError::NoToken) && error.to_string().contains("`Builder::token`"),
        "{error}"
    );
    let client = builder.token(Token::new("hid\nden")).build().unwrap();
    let error = client.list_widgets(ListWidgetsInput::new("group")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(!format!("{error:?}{:?}", std::error::Error::source(&error)).contains("hid"));
}

#[test]
fn secrets_show_nowhere() {
    let config = Config::new()
        .region("eu-central-1")
        .credentials(credentials::from_keys("AKID", "hidden", Some("hidden".to_owned())))
        .token(Token::new("hidden"))
        .transport(Mock::new());
    let builder = Client::<Signed>::builder().config(config.clone());
    let client = builder.clone().build().unwrap();
    let call = client.list_widgets(ListWidgetsInput::new("hidden")).header("x-key", "hidden");
    let wrong = Config::new().endpoint_url("https://user:hidden@example.com/?hidden");
    let shown = format!("{config:?}{builder:?}{client:?}{call:?}{:?}{wrong:?}", Token::new("hidden"));
    assert!(!shown.contains("hidden"), "{shown}");
    let vars = Environment::from_vars(|_| Some("hidden".to_owned()));
    assert!(!format!("{vars:?}").contains("hidden"));
}

#[tokio::test]
async fn the_environment_configures_a_client() {
    let files = Files::new(CREDENTIALS, CONFIG);
    let mock = Mock::new();
    let client = |pairs: &[(&str, &str)]| {
        let config = Config::from_vars(files.vars(pairs)).transport(mock.clone());
        Client::<Signed>::builder().config(config).build()
    };
    let host = |pairs: &[(&str, &str)]| {
        let client = client(pairs).unwrap();
        let mock = mock.clone();
        async move {
            key(&client, &mock).await.unwrap();
            mock.requests().pop().unwrap().uri().authority().unwrap().to_string()
        }
    };
    assert_eq!(host(&[]).await, "widgets.eu-west-1.example.com");
    assert_eq!(host(&[("AWS_PROFILE", "dev")]).await, "widgets.eu-north-1.example.com");
    let region = ("AWS_REGION", "us-east-1");
    let fallback = ("AWS_DEFAULT_REGION", "us-west-2");
    assert_eq!(host(&[region, fallback]).await, "widgets.us-east-1.example.com");
    assert_eq!(host(&[fallback]).await, "widgets.us-west-2.example.com");
    let fips = ("AWS_USE_FIPS_ENDPOINT", "true");
    assert_eq!(host(&[region, fips]).await, "widgets-fips.us-east-1.example.com");
    let local = ("AWS_ENDPOINT_URL", "http://localhost:4566");
    assert_eq!(host(&[region, local]).await, "localhost:4566");

    let error = |pairs: &[(&str, &str)]| client(pairs).unwrap_err().to_string();
    let attempts = error(&[("AWS_MAX_ATTEMPTS", "0")]);
    assert_eq!(attempts, "the environment variable AWS_MAX_ATTEMPTS is not a number, 1 or more");
    assert!(error(&[("AWS_USE_FIPS_ENDPOINT", "yes")]).contains("is not `true` or `false`"));
    assert!(error(&[("AWS_USE_DUALSTACK_ENDPOINT", "true")]).contains("dual-stack"));
    assert!(error(&[("AWS_REGION", "x.evil.example/#")]).contains("is not a DNS label"));
    let _ = client(&[("AWS_MAX_ATTEMPTS", "1")]).unwrap();
    let open = Config::from_vars(|_| None).endpoint_url("http://localhost").transport(Mock::new());
    Client::<Open>::builder().config(open).build().unwrap();
}
