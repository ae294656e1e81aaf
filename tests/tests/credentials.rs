//! Where credentials come from, how long they are kept, and that they show nowhere.

use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::{self, error::CredentialsError as SdkError};
use speccast_runtime::client::{BuildError, Config, Retry, Timeouts};
use speccast_runtime::credentials::{
    self, Chain, Credentials, CredentialsError, Environment, Profile, ProvideCredentials, ProvideToken, Sdk,
    Token, TokenError,
};
use speccast_runtime::error::{ErrorKind, TimeoutKind};
use speccast_runtime::time::BoxFuture;
use speccast_runtime::transport::Mock;
use speccast_tests::time::{TestClock, ends, noon};
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
    let older = [key[0], key[1], ("AWS_SECURITY_TOKEN", "older")];
    let found = load(Environment::from_vars(vars(&older))).await.unwrap();
    assert_eq!(found.1.as_deref(), Some("older"));
    for blank in ["", " ", "\t\n"] {
        let blank = [key[0], key[1], ("AWS_SESSION_TOKEN", blank), ("AWS_SECURITY_TOKEN", blank)];
        let found = load(Environment::from_vars(vars(&blank))).await.unwrap();
        assert_eq!(found, ("AKID".to_owned(), None));
    }
    let empty = [("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", " ")];
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
    let paths = [&files.credentials, &files.config].map(|path| path.display().to_string());
    assert_eq!(error("none").await, format!("no profile `none` in {} or {}", paths[0], paths[1]));
    let half = "section `[half]`: `aws_access_key_id` is set, but `aws_secret_access_key` is not";
    assert_eq!(error("half").await, format!("{}:12, {half}", paths[0]));
    let role = format!("{}:10, section `[profile role]`: `role_arn` is not supported", paths[1]);
    let error_of_role = error("role").await;
    assert!(error_of_role.starts_with(&role) && error_of_role.contains("`aws-credential-types`"));
    assert!(error("program").await.contains("`credential_process`"));
}

/// What a load gives where one of the files is not what it should be.
async fn reason(files: &Files) -> String {
    load(Profile::from_vars(files.vars(&[]))).await.unwrap_err()
}

#[tokio::test]
async fn files_that_cannot_be_read_are_errors() {
    let files = Files::new("[default]\naws_access_key_id = AKID\n", CONFIG);
    let path = files.credentials.display().to_string();

    std::fs::write(&files.credentials, b"[default]\nx = \xff").unwrap();
    let cannot = format!("profile `default`: cannot read {path}: ");
    assert_eq!(reason(&files).await, format!("{cannot}line 2 is not UTF-8"));
    std::fs::write(&files.credentials, "[default]\n[dev]\nsecret without a sign").unwrap();
    let expected = "section `[dev]`: expected `key = value` or `[section]`";
    assert_eq!(reason(&files).await, format!("{path}:3, {expected}"));
    // What follows a separator in a damaged file may be a secret.
    for separator in ["=", " : "] {
        let damaged = format!("[aws_secret_access_key{separator}hidden[default]\nno sign");
        std::fs::write(&files.credentials, damaged).unwrap();
        let reason = reason(&files).await;
        assert!(reason.starts_with(&format!("{path}:2, section `[aws_secret_access_key")), "{reason}");
        assert!(!reason.contains("hidden"), "{reason}");
    }

    // Sparse, so that it takes no space.
    std::fs::File::create(&files.credentials).unwrap().set_len(1 << 40).unwrap();
    assert_eq!(reason(&files).await, format!("{cannot}larger than 4 MiB"));

    std::fs::remove_file(&files.credentials).unwrap();
    std::fs::create_dir(&files.credentials).unwrap();
    assert_eq!(reason(&files).await, format!("{cannot}not a regular file"));
    std::fs::remove_dir(&files.credentials).unwrap();

    let below_a_file = vars(&[("AWS_CONFIG_FILE", files.config.join("x").to_str().unwrap())]);
    assert!(load(Profile::from_vars(below_a_file)).await.unwrap_err().contains("cannot read"));
}

#[cfg(unix)]
#[tokio::test]
async fn pipes_devices_and_forbidden_files() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let files = Files::new("", CONFIG);
    std::fs::remove_file(&files.credentials).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&files.credentials).status().unwrap();
    assert!(made.success());
    assert!(ends(reason(&files)).await.ends_with("not a regular file"));

    // What is done to have no file at all; the other one would fill the memory.
    for device in ["/dev/null", "/dev/zero"] {
        std::fs::remove_file(&files.credentials).unwrap();
        symlink(device, &files.credentials).unwrap();
        let error = ends(reason(&files)).await;
        assert!(error.starts_with("profile `default` has no access key"), "{error}");
    }

    std::fs::remove_file(&files.credentials).unwrap();
    std::fs::write(&files.credentials, CREDENTIALS).unwrap();
    std::fs::set_permissions(&files.credentials, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read it all the same.
    if std::fs::read(&files.credentials).is_err() {
        assert!(reason(&files).await.contains("cannot read"));
    }
}

/// A log has the one line of an error, without its source.
#[tokio::test]
async fn a_failure_names_file_and_line() {
    let files = Files::new("[default]\naws_access_key_id = AKID\n", CONFIG);
    let client = Client::<Signed>::builder().region("eu-central-1").transport(Mock::new());
    let client = client.credentials(Profile::from_vars(files.vars(&[]))).build().unwrap();
    let error = client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap_err();
    let reason = "`aws_access_key_id` is set, but `aws_secret_access_key` is not";
    let place = format!("{}:2, section `[default]`", files.credentials.display());
    assert_eq!(error.to_string(), format!("ListWidgets: no credentials: {place}: {reason}"));
}

fn source(error: &dyn std::error::Error) -> String {
    error.source().unwrap().to_string()
}

/// A call with credentials or a token that are blank fails before anything is sent.
#[tokio::test]
async fn blank_keys_and_tokens_are_never_sent() {
    let mock = Mock::new();
    let call = async |keys: Credentials| {
        let builder = Client::<Signed>::builder().region("eu-central-1").transport(mock.clone());
        let client = builder.credentials(keys).build().unwrap();
        mock.json(200, &serde_json::json!({}));
        client.list_widgets(ListWidgetsInput::builder().group("group")).await.map_err(|error| source(&error))
    };
    for blank in ["", " ", "\n"] {
        let some = || Some(blank.to_owned());
        call(credentials::from_keys("AKID", "hidden", some())).await.unwrap();
        let request = mock.requests().pop().unwrap();
        assert!(!request.headers().contains_key("x-amz-security-token"));
        let sent = mock.requests().len();
        let error = call(credentials::from_keys(blank, "hidden", None)).await.unwrap_err();
        assert_eq!(error, "the access key's identifier is blank");
        let error = call(credentials::from_keys("AKID", blank, None)).await.unwrap_err();
        assert_eq!(error, "the access key's secret is blank");

        let builder = Client::<widgets::Token>::builder().region("eu-central-1").transport(mock.clone());
        let client = builder.token(Token::new(blank)).build().unwrap();
        let error = client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap_err();
        assert_eq!(source(&error), "the token is blank");
        assert_eq!(error.to_string(), "ListWidgets: no credentials: the token is blank");
        assert_eq!(mock.requests().len(), sent);
    }
}

#[test]
fn a_blank_region_is_not_set() {
    let builder = || Client::<Signed>::builder().transport(Mock::new());
    let keys = || credentials::from_keys("AKID", "hidden", None);
    for blank in ["", " ", "\t"] {
        let error = builder().credentials(keys()).region(blank).build().unwrap_err();
        assert!(matches!(error, BuildError::Endpoint(_)), "there is no other: {error}");
        let base = Config::new().region("eu-central-1").credentials(keys());
        builder().config(base).region(blank).build().unwrap();
        let set = vars(&[("AWS_REGION", blank), ("AWS_DEFAULT_REGION", "eu-central-1")]);
        builder().config(Config::from_vars(set)).build().unwrap();
    }
}

/// Without a region nothing fails, but with a service that needs one, the error has the reason.
#[test]
fn an_unreadable_profile_is_the_reason_for_a_missing_region() {
    let files = Files::new("", "[default]\nregion =\n  eu-central-1\n");
    let config = Config::from_vars(files.vars(&[])).transport(Mock::new());
    let error = Client::<Signed>::builder().config(config.clone()).build().unwrap_err();
    assert!(matches!(error, BuildError::Profile { .. }), "{error:?}");
    let (path, line) = (files.config.display(), 2);
    let reason = "section `[default]`: the value of `region` must be on the same line as its key";
    assert_eq!(error.to_string(), format!("the region cannot be read: {path}:{line}, {reason}"));
    Client::<Signed>::builder().config(config.clone()).region("eu-central-1").build().unwrap();
    Client::<Open>::builder().config(config.endpoint_url("http://localhost")).build().unwrap();

    std::fs::write(&files.config, "").unwrap();
    let named = Config::from_vars(files.vars(&[("AWS_PROFILE", "dev")])).transport(Mock::new());
    let error = Client::<Signed>::builder().config(named).build().unwrap_err().to_string();
    assert!(error.starts_with("the region cannot be read: no profile `dev` in "), "{error}");
}

#[tokio::test]
async fn files_are_found_at_home_and_may_be_missing() {
    let home = tempfile::tempdir().unwrap();
    let at_home = vars(&[("HOME", home.path().to_str().unwrap())]);
    let profile = Profile::from_vars(at_home);
    let path = home.path().join(".aws").display().to_string();
    let expected = format!("no profile `default` in {path}/credentials or {path}/config");
    assert_eq!(load(profile.clone()).await.unwrap_err().replace('\\', "/"), expected.replace('\\', "/"));
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
    // The directory itself is not a file.
    assert!(at("~").await.unwrap_err().contains("not a regular file"));
}

#[tokio::test]
async fn profiles_are_read_on_a_separate_thread() {
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

/// Never returns after the first load.
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
async fn loading_has_its_own_limit() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let expires = Some(noon() + Duration::from_secs(60));
    let stuck = |fails_from| Stuck(Counting { fails_from, ..Counting::until(expires) });
    let client = |provider: Stuck| {
        let timeouts = Timeouts::none().credentials(Duration::from_millis(50));
        let builder = Client::<Signed>::builder().region("eu-central-1").transport(mock.clone());
        builder.credentials(provider).clock(clock.clone()).timeouts(timeouts).build().unwrap()
    };
    let error = client(stuck(1)).list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap_err();
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
async fn a_chain_continues_unless_a_provider_fails() {
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
    let nowhere = "no profile `default`: no home directory was found";
    assert_eq!(error, format!("AWS_ACCESS_KEY_ID is not set; {nowhere}"));
}

/// A provider of the AWS SDK for Rust with this result.
#[derive(Debug)]
struct OfSdk(fn() -> provider::Result);

impl provider::ProvideCredentials for OfSdk {
    fn provide_credentials<'a>(&'a self) -> provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        provider::future::ProvideCredentials::ready((self.0)())
    }
}

fn found_by_sdk() -> provider::Result {
    let token = Some("token".to_owned());
    Ok(aws_credential_types::Credentials::new("SDK", "hidden", token, Some(noon()), "test"))
}

fn none_in_sdk() -> provider::Result {
    Err(SdkError::not_loaded("no role"))
}

fn failed_in_sdk() -> provider::Result {
    Err(SdkError::provider_error(SdkError::invalid_configuration("no start URL")))
}

#[tokio::test]
async fn providers_of_the_sdk() {
    let found = Sdk(OfSdk(found_by_sdk)).provide_credentials().await.unwrap();
    assert_eq!((found.access_key_id(), found.secret_access_key()), ("SDK", "hidden"));
    assert_eq!((found.session_token(), found.expiry()), (Some("token"), Some(noon())));
    // This is what `aws_config::SdkConfig::credentials_provider` returns.
    let provider = provider::SharedCredentialsProvider::new(OfSdk(found_by_sdk));
    let config = Config::new().region("eu-central-1").credentials(Sdk(provider));
    let mock = Mock::new();
    let client = Client::<Signed>::builder().config(config.transport(mock.clone()));
    assert_eq!(
        key(&client.clock(TestClock::at(noon() - Duration::from_secs(60))).build().unwrap(), &mock).await,
        Ok("SDK".to_owned())
    );
    assert_eq!(mock.requests()[0].headers()["x-amz-security-token"], "token");

    let shared: Arc<dyn ProvideCredentials> = Arc::new(Sdk(OfSdk(found_by_sdk)));
    assert_eq!(load(Chain::new(Sdk(OfSdk(none_in_sdk))).or(shared)).await.unwrap().0, "SDK");
    assert_eq!(load(Sdk(OfSdk(none_in_sdk))).await.unwrap_err(), "no role");
    // What is wrong is in the causes of an error of the SDK.
    let failed = load(Sdk(OfSdk(failed_in_sdk))).await.unwrap_err();
    assert_eq!(failed, "the credentials provider was not properly configured: no start URL");
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

/// Calls the client, and returns the key that signed the request.
async fn key(client: &Client<Signed>, mock: &Mock) -> Result<String, ErrorKind> {
    mock.json(200, &serde_json::json!({}));
    let call = client.list_widgets(ListWidgetsInput::builder().group("group"));
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
        let call = client.list_widgets(ListWidgetsInput::builder().group("group"));
        calls.push(tokio::spawn(call.into_future()));
    }
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(provider.asked.load(Ordering::SeqCst), 1);
}

/// Those that waited for a load share its failure; a later call asks again.
#[tokio::test]
async fn calls_at_the_same_time_share_a_failure() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let provider = Counting { fails_from: 1, ..Counting::until(None) };
    let client = signed(&mock, &provider, &clock);
    for round in 1..=2 {
        let call =
            || tokio::spawn(client.list_widgets(ListWidgetsInput::builder().group("group")).into_future());
        let calls: Vec<_> = (0..10).map(|_| call()).collect();
        for call in calls {
            let error = call.await.unwrap().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Credentials);
            assert_eq!(source(&error), "out of order");
            let found = std::error::Error::source(&error).unwrap();
            assert!(found.downcast_ref::<CredentialsError>().is_some(), "{found:?}");
        }
        assert_eq!(provider.asked.load(Ordering::SeqCst), round);
    }
}

/// A client that signed before signs like a new one, after every change.
#[tokio::test]
async fn signatures_follow_the_date_and_the_secret() {
    #[derive(Debug)]
    struct Rotating(AtomicUsize, TestClock);

    impl ProvideCredentials for Rotating {
        fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
            use speccast_runtime::time::Clock as _;
            let secret = format!("secret {}", self.0.fetch_add(1, Ordering::SeqCst));
            let expires = self.1.now() + Duration::from_secs(40 * 60 * 60);
            Box::pin(async move { Ok(Credentials::new("AKID", secret, None, Some(expires))) })
        }
    }

    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let builder = || {
        let builder = Client::<Signed>::builder().region("eu-central-1").transport(mock.clone());
        builder.clock(clock.clone())
    };
    let signature = async |client: &Client<Signed>| {
        key(client, &mock).await.unwrap();
        mock.requests().pop().unwrap().headers()["authorization"].clone()
    };
    let client = builder().credentials(Rotating(AtomicUsize::new(0), clock.clone())).build().unwrap();
    let mut seen = std::collections::HashSet::new();
    // A second later, the next day, with another secret, with that the next day.
    for (hours, secret) in [(0, 0), (13, 0), (20, 0), (10, 1), (20, 1), (24, 2)] {
        clock.advance(Duration::from_secs(hours * 60 * 60));
        let fresh = credentials::from_keys("AKID", format!("secret {secret}"), None);
        let fresh = builder().credentials(fresh).build().unwrap();
        let found = signature(&client).await;
        assert_eq!(found, signature(&fresh).await, "{hours} {secret}");
        assert_eq!(found, signature(&client).await);
        assert!(seen.insert(found));
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_while_it_loads_lets_another_one_load() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let provider = Counting::until(None);
    let client = signed(&mock, &provider, &clock);
    let mut first = Box::pin(client.list_widgets(ListWidgetsInput::builder().group("group")).send());
    let waker = std::task::Waker::noop();
    assert!(first.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_pending());
    let second = client.list_widgets(ListWidgetsInput::builder().group("group"));
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
    let error = client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(std::error::Error::source(&error).is_some());
    assert!(mock.requests().is_empty());

    let builder = || Client::<Signed>::builder().transport(Mock::new());
    let error = builder().region("eu-central-1").build().unwrap_err();
    assert!(matches!(error, BuildError::NoCredentials), "{error}");
    let url = "https://widgets.example.com";
    let error = builder().credentials(provider).endpoint_url(url).build().unwrap_err();
    assert_eq!(error.to_string(), "the endpoint requires a region, but none is set");
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
        client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap();
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
    let error = client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap_err();
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
    let call = client.list_widgets(ListWidgetsInput::builder().group("hidden")).header("x-key", "hidden");
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
