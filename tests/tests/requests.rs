//! The requests of both operations, byte for byte.

use bytes::Bytes;
use http::{HeaderValue, Method, Request, header};
use speccast_generated::{codeartifact, imagebuilder};
use speccast_runtime::error::EncodeError;
use speccast_runtime::operation;

use codeartifact::{AllowPublish, AllowUpstream, ListPackages, ListPackagesInput, PackageFormat};
use imagebuilder::{ListImagePackages, ListImagePackagesInput};

const IMAGE: &str = "arn:aws:imagebuilder:us-west-2:123456789012:image/name/1.0.0/1";

fn packages(input: &ListPackagesInput) -> Request<Bytes> {
    operation::encode::<ListPackages>(input).unwrap()
}

fn image_packages(input: &ListImagePackagesInput) -> Request<Bytes> {
    operation::encode::<ListImagePackages>(input).unwrap()
}

/// The query of a request from its only optional member, `next-token`, on.
fn encoded(token: &str) -> String {
    let request = packages(&ListPackagesInput::builder().domain("d").repository("r").next_token(token));
    let query = request.uri().query().unwrap();
    query.strip_prefix("domain=d&repository=r&next-token=").unwrap().to_owned()
}

#[test]
fn list_packages_with_required_members() {
    let request = packages(&ListPackagesInput::builder().domain("my-domain").repository("my-repo"));
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "/v1/packages?domain=my-domain&repository=my-repo");
    // There is no body and no content type: every member is in the query.
    assert!(request.headers().is_empty(), "{:?}", request.headers());
    assert!(request.body().is_empty());
}

#[test]
fn list_packages_with_every_member_in_the_order_of_the_spec() {
    // Set in another order, which must not show.
    let input = ListPackagesInput::builder()
        .domain("my-domain")
        .repository("my_repo.x")
        .upstream(AllowUpstream::Block)
        .publish(AllowPublish::Allow)
        .next_token("AAQA+/==")
        .max_results(1000)
        .package_prefix("lod")
        .namespace("@scope")
        .format(PackageFormat::Npm)
        .domain_owner("111122223333");
    let request = packages(&input);
    assert_eq!(request.method(), Method::POST);
    assert_eq!(
        request.uri(),
        "/v1/packages?domain=my-domain&domain-owner=111122223333&repository=my_repo.x&format=npm\
         &namespace=%40scope&package-prefix=lod&max-results=1000&next-token=AAQA%2B%2F%3D%3D\
         &publish=ALLOW&upstream=BLOCK"
    );
    assert!(request.headers().is_empty());
    assert!(request.body().is_empty());
}

#[test]
fn every_optional_member_alone() {
    let input = || ListPackagesInput::builder().domain("d").repository("r");
    let table = [
        (input().domain_owner("111122223333"), "domain=d&domain-owner=111122223333&repository=r"),
        (input().format(PackageFormat::Cargo), "domain=d&repository=r&format=cargo"),
        (input().namespace("n"), "domain=d&repository=r&namespace=n"),
        (input().package_prefix("p"), "domain=d&repository=r&package-prefix=p"),
        (input().max_results(1), "domain=d&repository=r&max-results=1"),
        (input().next_token("t"), "domain=d&repository=r&next-token=t"),
        (input().publish(AllowPublish::Block), "domain=d&repository=r&publish=BLOCK"),
        (input().upstream(AllowUpstream::Allow), "domain=d&repository=r&upstream=ALLOW"),
        // Absent is not empty, and not 0.
        (input().namespace(""), "domain=d&repository=r&namespace="),
        (input().max_results(0), "domain=d&repository=r&max-results=0"),
        (input().max_results(i32::MIN), "domain=d&repository=r&max-results=-2147483648"),
        (input().format("un known"), "domain=d&repository=r&format=un%20known"),
        (ListPackagesInput::builder().domain("").repository(""), "domain=&repository="),
    ];
    for (input, query) in table {
        assert_eq!(packages(&input).uri(), &*format!("/v1/packages?{query}"));
    }
}

#[test]
fn every_format_has_its_name() {
    for name in PackageFormat::VALUES {
        let input = ListPackagesInput::builder().domain("d").repository("r").format(*name);
        assert!(!matches!(input.format, Some(PackageFormat::Unknown(_))));
        assert_eq!(packages(&input).uri().query(), Some(&*format!("domain=d&repository=r&format={name}")));
    }
}

#[test]
fn every_ascii_character_in_a_query() {
    let printable: String = (' '..='~').collect();
    assert_eq!(
        encoded(&printable),
        "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ\
         %5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~"
    );
    for c in ('\0'..' ').chain(['\x7f']) {
        assert_eq!(encoded(&c.to_string()), format!("%{:02X}", u32::from(c)));
    }
}

#[test]
fn other_characters_in_a_query_are_utf_8() {
    let table = [
        ("a b+c", "a%20b%2Bc"),
        ("100%25", "100%2525"),
        ("é", "%C3%A9"),
        ("e\u{301}", "e%CC%81"),
        ("\u{7ff}\u{800}\u{ffff}", "%DF%BF%E0%A0%80%EF%BF%BF"),
        ("日本", "%E6%97%A5%E6%9C%AC"),
        ("📦", "%F0%9F%93%A6"),
        ("\u{10ffff}", "%F4%8F%BF%BF"),
    ];
    for (text, expected) in table {
        assert_eq!(encoded(text), expected);
    }
}

/// No value can add a parameter, end the query or reach the path.
#[test]
fn a_value_stays_inside_its_parameter() {
    let input = ListPackagesInput::builder()
        .domain("d&repository=other")
        .repository("../r?x=1#y")
        .namespace("\r\nhost: evil");
    let request = packages(&input);
    assert_eq!(request.uri().path(), "/v1/packages");
    assert_eq!(
        request.uri().query(),
        Some("domain=d%26repository%3Dother&repository=..%2Fr%3Fx%3D1%23y&namespace=%0D%0Ahost%3A%20evil")
    );
}

#[test]
fn an_invalid_query_is_an_error() {
    let input = ListPackagesInput::builder().domain("d").repository("r").next_token("t".repeat(70_000));
    let error = operation::encode::<ListPackages>(&input).unwrap_err();
    assert_eq!(error, EncodeError::Uri);
    let longest_allowed =
        ListPackagesInput::builder().domain("d").repository("r").next_token("😀".repeat(2000));
    assert!(packages(&longest_allowed).uri().query().is_some_and(|query| query.len() > 24_000));
}

#[test]
fn list_image_packages() {
    let input = || ListImagePackagesInput::builder().image_build_version_arn(IMAGE);
    let token = "a\"b\\c/d\u{8}\u{c}\n\r\t\u{1}\u{7f}é📦\u{2028}";
    let table = [
        (input(), format!(r#"{{"imageBuildVersionArn":"{IMAGE}"}}"#)),
        (input().max_results(25), format!(r#"{{"imageBuildVersionArn":"{IMAGE}","maxResults":25}}"#)),
        (
            input().next_token("AAQA+/==").max_results(100),
            format!(r#"{{"imageBuildVersionArn":"{IMAGE}","maxResults":100,"nextToken":"AAQA+/=="}}"#),
        ),
        // Absent is not empty, and not 0.
        (
            input().next_token("").max_results(0),
            format!(r#"{{"imageBuildVersionArn":"{IMAGE}","maxResults":0,"nextToken":""}}"#),
        ),
        (
            ListImagePackagesInput::builder().image_build_version_arn("").next_token(token),
            format!(
                r#"{{"imageBuildVersionArn":"","nextToken":"a\"b\\c/d\b\f\n\r\t\u0001{}é📦{}"}}"#,
                '\u{7f}', '\u{2028}'
            ),
        ),
    ];
    for (input, body) in table {
        let request = image_packages(&input);
        assert_eq!(request.method(), Method::POST);
        assert_eq!(request.uri(), "/ListImagePackages");
        assert_eq!(request.headers().len(), 1, "{:?}", request.headers());
        let json = HeaderValue::from_static("application/json");
        assert_eq!(request.headers().get(header::CONTENT_TYPE), Some(&json));
        assert_eq!(str::from_utf8(request.body()).unwrap(), body);
    }
}
