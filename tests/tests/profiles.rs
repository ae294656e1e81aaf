//! Profiles, compared with botocore's reading of the same files.

use serde_json::{Map, Value, json};
use speccast_runtime::client::{BuildError, Config};
use speccast_runtime::credentials::{CredentialsError, Profile, ProvideCredentials as _};
use speccast_runtime::transport::Mock;
use speccast_tests::widgets::{Client, Signed};

/// Reads a case, in the form of the table.
async fn read(case: &Value) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = |key: &str| folder.path().join(key).display().to_string();
    for key in ["credentials", "config"] {
        if let Some(text) = case[key].as_str() {
            std::fs::write(path(key), text).unwrap();
        }
    }
    let (credentials, config) = (path("credentials"), path("config"));
    let profile = case["profile"].as_str().map(str::to_owned);
    let vars = move |name: &str| match name {
        "AWS_SHARED_CREDENTIALS_FILE" => Some(credentials.clone()),
        "AWS_CONFIG_FILE" => Some(config.clone()),
        "AWS_PROFILE" => profile.clone(),
        _ => None,
    };

    let mut read = Map::new();
    match Profile::from_vars(vars.clone()).provide_credentials().await {
        Ok(keys) => {
            let keys = json!([keys.access_key_id(), keys.secret_access_key(), keys.session_token()]);
            read.insert("keys".to_owned(), keys);
        }
        Err(CredentialsError::NotLoaded(_)) => {
            read.insert("none".to_owned(), true.into());
        }
        Err(error) => {
            let error = error.to_string();
            assert!(!error.contains("hidden"), "{error}");
            let key = if error.contains("is not supported by this provider") { "elsewhere" } else { "error" };
            read.insert(key.to_owned(), true.into());
        }
    }
    // The region shows in the endpoint.
    let config = Config::from_vars(vars).transport(Mock::new());
    match Client::<Signed>::builder().config(config).build() {
        Ok(client) => {
            let shown = format!("{client:?}");
            let (_, region) = shown.split_once("widgets.").unwrap();
            read.insert("region".to_owned(), region.split('.').next().into());
        }
        Err(BuildError::Profile { .. }) => return json!({ "error": true }),
        Err(_) => {}
    }
    if read.contains_key("error") { json!({ "error": true }) } else { read.into() }
}

#[tokio::test]
async fn as_botocore_reads_them() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../vectors/profiles.json")).unwrap();
    assert!(cases.len() > 80);
    let mut wrong = Vec::new();
    for case in &cases {
        let expected = case.get("ours").unwrap_or(&case["botocore"]);
        let mut found = read(case).await;
        // botocore runs the program, or fails where the role is incomplete; here both are errors.
        if expected["error"] == true && found["elsewhere"] == true {
            found = expected.clone();
        }
        if found != *expected {
            wrong.push(format!("{}: {found}, not {expected}", case["name"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A missing line end makes the next lines part of a section's name, up to the last bracket of the line.
#[tokio::test]
async fn the_name_of_a_section_does_not_show_a_secret() {
    let credentials = "[default] aws_secret_access_key = hidden [other]\nkey\n";
    let read = read(&json!({ "credentials": credentials, "config": "" })).await;
    assert_eq!(read, json!({ "error": true }));
}
