//! Inputs and outputs as JSON with the API's own names, for files and other programs.

use serde_json::{Value, from_str, from_value, json, to_value};
use speccast_generated::codeartifact::{
    AllowPublish, AllowUpstream, ListPackagesInput, ListPackagesOutput, PackageFormat,
    PackageOriginConfiguration, PackageOriginRestrictions, PackageSummary, ResourceNotFoundException,
    ResourceType, ThrottlingException,
};
use speccast_generated::imagebuilder::{ImagePackage, ListImagePackagesInput, ListImagePackagesOutput};

const IMAGE: &str = "arn:aws:imagebuilder:us-west-2:123456789012:image/name/1.0.0/1";

/// This value, without members that are `null`.
fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, member| !member.is_null());
    }
    value
}

#[test]
fn an_input_from_a_file() {
    let file = r#"{
        "domain": "my-domain",
        "domainOwner": "111122223333",
        "repository": "my-repo",
        "format": "npm",
        "namespace": "scope",
        "packagePrefix": "lod",
        "maxResults": 50,
        "nextToken": "AAQA",
        "publish": "ALLOW",
        "upstream": "BLOCK"
    }"#;
    let input: ListPackagesInput = from_str(file).unwrap();
    let built = ListPackagesInput::builder()
        .domain("my-domain")
        .repository("my-repo")
        .domain_owner("111122223333")
        .format(PackageFormat::Npm)
        .namespace("scope")
        .package_prefix("lod")
        .max_results(50)
        .next_token("AAQA")
        .publish(AllowPublish::Allow)
        .upstream(AllowUpstream::Block);
    assert_eq!(input, built);
    assert_eq!(to_value(&input).unwrap(), from_str::<Value>(file).unwrap());

    let file = json!({ "imageBuildVersionArn": IMAGE, "maxResults": 25, "nextToken": "AAQA" });
    let input: ListImagePackagesInput = from_value(file.clone()).unwrap();
    assert_eq!(
        input,
        ListImagePackagesInput::builder().image_build_version_arn(IMAGE).max_results(25).next_token("AAQA")
    );
    assert_eq!(to_value(&input).unwrap(), file);
}

#[test]
fn optional_members_may_be_missing_or_null() {
    let least = json!({ "domain": "my-domain", "repository": "my-repo" });
    let input: ListPackagesInput = from_value(least.clone()).unwrap();
    assert_eq!(input, ListPackagesInput::builder().domain("my-domain").repository("my-repo"));
    assert_eq!(without_nulls(to_value(&input).unwrap()), least);
    let nulls = json!({ "domain": "my-domain", "repository": "my-repo", "format": null, "maxResults": null });
    assert_eq!(from_value::<ListPackagesInput>(nulls).unwrap(), input);
}

#[test]
fn a_wrong_member_of_an_input_is_reported() {
    let packages = |change: Value| {
        let mut file = json!({ "domain": "my-domain", "repository": "my-repo" });
        for (name, value) in change.as_object().unwrap() {
            file[name] = value.clone();
        }
        from_value::<ListPackagesInput>(without_nulls(file)).unwrap_err().to_string()
    };
    let table = [
        // The name on the wire and the name in Rust are not the name in the API.
        (
            json!({ "domain-owner": "111122223333" }),
            "unknown field `domain-owner`, expected one of `domain`,",
        ),
        (json!({ "max_results": 1 }), "unknown field `max_results`"),
        (json!({ "MaxResults": 1 }), "unknown field `MaxResults`"),
        (json!({ "maxresults": 1 }), "`maxResults`"),
        (json!({ "domain": null }), "missing field `domain`"),
        (json!({ "repository": null }), "missing field `repository`"),
        (json!({ "maxResults": "50" }), "invalid type: string \"50\", expected i32"),
        (json!({ "maxResults": 2_147_483_648_i64 }), "invalid value: integer `2147483648`, expected i32"),
        (json!({ "maxResults": 1.5 }), "invalid type: floating point"),
        (json!({ "format": 7 }), "invalid type: integer `7`, expected a string"),
        (json!({ "domain": ["my-domain"] }), "invalid type: sequence, expected a string"),
    ];
    for (change, expected) in table {
        let shown = change.to_string();
        let message = packages(change);
        assert!(message.contains(expected), "{shown}: {message}");
    }
    let missing = from_value::<ListImagePackagesInput>(json!({})).unwrap_err();
    assert_eq!(missing.to_string(), "missing field `imageBuildVersionArn`");
    let twice = from_str::<ListImagePackagesInput>(r#"{"maxResults":1,"maxResults":2}"#).unwrap_err();
    assert!(twice.to_string().contains("duplicate field `maxResults`"), "{twice}");
}

/// Reading checks names and types; the validator checks values.
#[test]
fn a_file_is_not_validated() {
    let file = json!({ "domain": "", "repository": "/", "format": "golang", "maxResults": -1 });
    let input: ListPackagesInput = from_value(file.clone()).unwrap();
    assert_eq!(without_nulls(to_value(&input).unwrap()), file);
    let violations = speccast_generated::codeartifact::validator::list_packages_input(&input).unwrap_err();
    assert_eq!(violations.as_slice().len(), 6);
}

#[test]
fn an_output_there_and_back() {
    let restrictions = PackageOriginRestrictions::builder().publish(AllowPublish::Allow).upstream("MAYBE");
    let package = PackageSummary::builder()
        .format(PackageFormat::Maven)
        .namespace("org.apache")
        .package("commons")
        .origin_configuration(PackageOriginConfiguration::builder().restrictions(restrictions));
    let output =
        ListPackagesOutput::builder().packages(vec![package, PackageSummary::builder()]).next_token("AAQA");
    let value = to_value(&output).unwrap();
    assert_eq!(
        value["packages"][0],
        json!({
            "format": "maven",
            "namespace": "org.apache",
            "package": "commons",
            "originConfiguration": { "restrictions": { "publish": "ALLOW", "upstream": "MAYBE" } },
        })
    );
    assert_eq!(value["nextToken"], "AAQA");
    assert_eq!(from_value::<ListPackagesOutput>(value).unwrap(), output);

    let package = ImagePackage::builder().package_name("bash").package_version("5.2");
    let output = ListImagePackagesOutput::builder().request_id("r-1").image_package_list(vec![package]);
    let value = to_value(&output).unwrap();
    let expected = json!({
        "requestId": "r-1",
        "imagePackageList": [{ "packageName": "bash", "packageVersion": "5.2" }],
    });
    assert_eq!(without_nulls(value.clone()), expected);
    assert_eq!(from_value::<ListImagePackagesOutput>(value).unwrap(), output);
}

/// A service may add members to its responses, but a caller must not add any to an input.
#[test]
fn an_output_has_room_for_what_is_new() {
    let value = json!({ "packages": [{ "package": "a", "license": "MIT" }], "total": 1 });
    let output: ListPackagesOutput = from_value(value).unwrap();
    assert_eq!(output.packages, Some(vec![PackageSummary::builder().package("a")]));
}

#[test]
fn enums_there_and_back() {
    for name in PackageFormat::VALUES.iter().copied().chain(["golang", "NPM", "", "é📦\n"]) {
        let format: PackageFormat = from_value(json!(name)).unwrap();
        assert_eq!(format, PackageFormat::from(name));
        assert_eq!(to_value(&format).unwrap(), json!(name));
        assert_eq!((format.as_str(), format.to_string()), (name, name.to_owned()));
        let known = PackageFormat::VALUES.contains(&name);
        assert_eq!(matches!(format, PackageFormat::Unknown(_)), !known, "{name}");
    }
    assert_eq!(from_value::<PackageFormat>(json!("npm")).unwrap(), PackageFormat::Npm);
    assert!(from_value::<PackageFormat>(json!(null)).is_err());
}

/// Errors are data too, for a log or a test's script.
#[test]
fn an_error_there_and_back() {
    let value = json!({ "message": "Gone", "resourceId": "my-domain", "resourceType": "domain" });
    let error: ResourceNotFoundException = from_value(value.clone()).unwrap();
    assert_eq!(error.resource_type, Some(ResourceType::Domain));
    assert_eq!(to_value(&error).unwrap(), value);
    let throttled: ThrottlingException = from_value(json!({ "retryAfterSeconds": 30 })).unwrap();
    assert_eq!((throttled.message, throttled.retry_after_seconds), (None, Some(30)));
}
