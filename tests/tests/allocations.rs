//! Allocations: none for checks of valid inputs, few for calls, and a limited number for decoding.

use std::collections::BTreeMap;

use allocation_counter::{AllocationInfo, measure};
use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use speccast_generated::codeartifact::{
    self, AllowPublish, AllowUpstream, ListPackages, ListPackagesInput, ListPackagesOutput, PackageFormat,
};
use speccast_generated::imagebuilder::{self, ListImagePackagesInput};
use speccast_runtime::codegen::{Http, Protocol, RestJson1, union};
use speccast_runtime::credentials::from_keys;
use speccast_runtime::error::DecodeError;
use speccast_runtime::response::Response;
use speccast_runtime::transport::{self, Body};
use speccast_runtime::{Document, Sensitive, operation};

#[track_caller]
fn assert_allocates_nothing(check: impl Fn() -> bool) {
    let mut is_valid = false;
    let allocations = measure(|| is_valid = check());
    assert!(is_valid, "another path than that of a valid input");
    assert_eq!(allocations.count_total, 0, "{allocations:?}");
}

#[test]
fn allocations_are_counted() {
    let input = ListPackagesInput::builder().domain("-").repository("my-repo");
    let allocations = measure(|| drop(codeartifact::validator::list_packages_input(&input)));
    assert!(allocations.count_total > 0, "{allocations:?}");
}

/// A whole call except for the network: input to signed request, response to output.
#[test]
fn a_call() {
    let transport =
        transport::from_fn(|_| async { Ok(http::Response::new(Body::from(Bytes::from_static(b"{}")))) });
    let builder = codeartifact::Client::builder().region("eu-central-1").transport(transport);
    let keys = from_keys("AKIDEXAMPLE", "not-a-secret", None);
    let client = builder.credentials(keys).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let call = |client: &codeartifact::Client| {
        client.list_packages(ListPackagesInput::builder().domain("my-domain").repository("my-repo"))
    };
    runtime.block_on(call(&client).send()).unwrap();
    let allocations = measure(|| {
        runtime.block_on(call(&client).send()).unwrap();
    });
    assert!(allocations.count_total <= 40, "{allocations:?}");
}

#[test]
fn list_packages() {
    let all = |domain: &str, repository: &str, name: &str, token: &str| {
        ListPackagesInput::builder()
            .domain(domain)
            .repository(repository)
            .domain_owner("111122223333")
            .format(PackageFormat::Npm)
            .namespace(name)
            .package_prefix(name)
            .max_results(1000)
            .next_token(token)
            .publish(AllowPublish::Allow)
            .upstream(AllowUpstream::Block)
    };
    let inputs = [
        ListPackagesInput::builder().domain("my-domain").repository("my-repo"),
        all("my-domain", "my-repo", "left-pad", "eyJwYWdlIjoyfQ=="),
        all(&"d".repeat(50), &"r".repeat(100), &"n".repeat(255), &"t".repeat(2000)),
        all("d1", "r1", &"\u{e9}\u{4e2d}\u{1f980}".repeat(85), &"\u{1f980}".repeat(2000)),
    ];
    for input in inputs {
        assert_allocates_nothing(|| codeartifact::validator::list_packages_input(&input).is_ok());
    }
}

#[test]
fn list_image_packages() {
    let arn = |account: &str, name: &str| {
        format!("arn:aws-us-gov:imagebuilder:us-gov-west-1:{account}:image/{name}/1024.0.4096/8192")
    };
    let inputs = [
        ListImagePackagesInput::builder().image_build_version_arn(arn("111122223333", "web")),
        ListImagePackagesInput::builder()
            .image_build_version_arn(arn("aws-marketplace", &"n".repeat(1000)))
            .max_results(100)
            .next_token("t".repeat(65535)),
        ListImagePackagesInput::builder()
            .image_build_version_arn(arn("aws", "web"))
            .next_token("\u{1f980}".repeat(65535)),
    ];
    for input in inputs {
        assert_allocates_nothing(|| imagebuilder::validator::list_image_packages_input(&input).is_ok());
    }
}

/// A page of packages, each with two names, a format and settings.
fn page(packages: usize) -> String {
    let package = |number: usize| {
        format!(
            r#"{{"format":"npm","namespace":"scope-{number}","package":"package-{number}","originConfiguration":{{"restrictions":{{"publish":"ALLOW","upstream":"BLOCK"}}}}}}"#
        )
    };
    let packages: Vec<String> = (0..packages).map(package).collect();
    format!(r#"{{"packages":[{}],"nextToken":"eyJwYWdlIjoyfQ=="}}"#, packages.join(","))
}

#[test]
fn a_page_of_100_packages_allocates_its_strings_and_its_list() {
    let response = http::Response::new(Bytes::from(page(100)));
    let mut output = None;
    let allocations = measure(|| output = Some(operation::decode::<ListPackages>(response)));
    assert_eq!(output.unwrap().unwrap().packages.unwrap().len(), 100);
    // 200 names and the token; the list, which grows from 4 elements to 128.
    assert_eq!(allocations.count_total, 201 + 6, "{allocations:?}");
}

/// The same request and response cost the same with every protocol of methods and paths.
#[test]
fn plain_http_costs_no_more_than_rest_json() {
    let name = "left pad".to_owned();
    let since = Some(7);
    let plain = measure(|| {
        let request = Http::put("/widgets/{name}").label("name", &name).query("since", &since);
        drop(request.header("X-Name", &name).field("name", &name).field("size", &since).finish());
    });
    let rest = measure(|| {
        let request = RestJson1::put("/widgets/{name}").label("name", &name).query("since", &since);
        drop(request.header("X-Name", &name).field("name", &name).field("size", &since).finish());
    });
    assert_eq!((plain.count_total, plain.bytes_total), (rest.count_total, rest.bytes_total));
    let response = Response::from(http::Response::new(Bytes::from(page(100))));
    let plain = measure(|| drop(Http::decode::<ListPackagesOutput>(&response, &[])));
    let rest = measure(|| drop(RestJson1::decode::<ListPackagesOutput>(&response, &[])));
    assert_eq!((plain.count_total, plain.bytes_total), (rest.count_total, rest.bytes_total));
}

/// Allocations for decoding a body, and the result.
fn decode<T: DeserializeOwned>(body: &Bytes) -> (AllocationInfo, Result<T, DecodeError>) {
    let response = Response::from(http::Response::new(body.clone()));
    let mut decoded = None;
    let allocations = measure(|| decoded = Some(RestJson1::decode(&response, &[])));
    (allocations, decoded.unwrap())
}

/// A body of 4 MiB that repeats a part.
fn repeat(before: &str, part: &str, after: &str) -> Bytes {
    let parts = part.repeat((4 << 20) / part.len());
    format!("{before}{}{after}", parts.strip_suffix(',').unwrap_or(&parts)).into()
}

#[track_caller]
fn assert_bounded<T: DeserializeOwned>(body: &Bytes) -> Result<T, DecodeError> {
    let (allocations, decoded) = decode(body);
    let shown = String::from_utf8_lossy(&body[..40]);
    assert!(allocations.bytes_max <= 5 * body.len() as u64, "{shown}: {allocations:?}, {} bytes", body.len());
    decoded
}

/// A structure that is much larger than its text.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its decoding is looked at")]
struct Large {
    strings: Option<Vec<String>>,
    map: Option<BTreeMap<String, i8>>,
    maps: Option<Vec<BTreeMap<String, String>>>,
    numbers: Option<Vec<i64>>,
    sparse: Option<BTreeMap<String, Option<i64>>>,
    documents: Option<Vec<Document>>,
    document: Option<Document>,
    unions: Option<Vec<Choice>>,
    nodes: Option<Vec<Node>>,
    secrets: Option<Sensitive<Vec<String>>>,
    required: Vec<Required>,
    choice: Choice,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its decoding is looked at")]
struct Node {
    n: Option<Box<Node>>,
    m: Option<Box<Node>>,
    strings: [Option<String>; 0],
    padding: Option<String>,
    more: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its decoding is looked at")]
struct Required {
    a: i8,
}

union! {
    enum Choice {
        Number(i64) = "number",
        Choices(Vec<Choice>) = "choices",
    }
}

#[test]
fn unknown_members_take_no_memory() {
    for part in
        ["[],", "{},", "0,", r#""","#, r#"{"a":[{}]},"#, "null,", r#"{"":""},"#, "1e5,", r#""\u0041","#]
    {
        for (before, after) in [(r#"{"new":["#, "]}"), (r#"{"packages":[{"new":["#, "]}]}")] {
            let (allocations, output) = decode::<ListPackagesOutput>(&repeat(before, part, after));
            assert!(output.is_ok() && allocations.bytes_max < 1000, "{part}: {allocations:?}");
        }
    }
    let (allocations, output) = decode::<ListPackagesOutput>(&repeat("{", r#""a":{"b":[]},"#, "}"));
    assert!(output.is_ok() && allocations.bytes_max == 0, "{allocations:?}");
}

#[test]
fn no_body_takes_more_than_five_times_its_size() {
    assert_bounded::<ListPackagesOutput>(&page(40_000).into()).unwrap();
    let error = assert_bounded::<ListPackagesOutput>(&repeat(r#"{"packages":["#, "{},", "]}")).unwrap_err();
    assert!(error.to_string().starts_with("would take more than 20971"), "{error}");
    assert_eq!(error.path(), "/packages");
    for (before, part, after) in [
        (r#"{"strings":["#, r#""","#, "]}"),
        (r#"{"strings":["#, r#""abcdef","#, "]}"),
        (r#"{"secrets":["#, r#""a","#, "]}"),
        (r#"{"maps":["#, "{},", "]}"),
        (r#"{"maps":["#, r#"{"":""},"#, "]}"),
        (r#"{"numbers":["#, "1,", "]}"),
        (r#"{"documents":["#, "[],", "]}"),
        (r#"{"documents":["#, r#"{"":{}},"#, "]}"),
        (r#"{"document":["#, "1,", "]}"),
        (r#"{"document":["#, r#"{"a":1,"b":1},"#, "]}"),
        (r#"{"document":["#, r#""a string of some length","#, "]}"),
        (r#"{"unions":["#, r#"{"a":1},"#, "]}"),
        (r#"{"unions":["#, r#"{"choices":[]},"#, "]}"),
        (r#"{"unions":["#, r#"{"number":1},"#, "]}"),
        (r#"{"required":["#, "{},", "]}"),
        (r#"{"nodes":["#, r#"{"n":{},"m":{}},"#, "]}"),
        (r#"{"nodes":["#, r#"{"n":{"n":{"n":{"n":{"n":{"n":{"n":{"n":{}}}}}}}}},"#, "]}"),
    ] {
        // Refused or not.
        let _ = assert_bounded::<Large>(&repeat(before, part, after));
    }
    for map in ["map", "sparse"] {
        for value in ["1", "null"] {
            let entries: Vec<String> = (0..400_000).map(|key| format!("\"{key}\":{value}")).collect();
            let _ = assert_bounded::<Large>(&format!(r#"{{"{map}":{{{}}}}}"#, entries.join(",")).into());
        }
    }
}

#[test]
fn small_values_are_never_rejected() {
    let (_, output) =
        decode::<ListPackagesOutput>(&format!(r#"{{"packages":[{}{{}}]}}"#, "{},".repeat(9_999)).into());
    assert_eq!(output.unwrap().packages.unwrap().len(), 10_000);
}

#[test]
fn a_body_of_an_error_takes_no_memory_but_that_of_its_members() {
    for part in [r#""a":[{}],"#, r#""message":"","#, r#""a":{"a":"\ud800"},"#] {
        let body = format!("{{{}\"code\":\"ThrottlingException\"}}", part.repeat((4 << 20) / part.len()));
        let response = http::Response::builder().status(429).header("retry-after", "soon");
        let response = Response::from(response.body(Bytes::from(body)).unwrap());
        let mut error = None;
        let allocations = measure(|| error = operation::decode::<ListPackages>(response).err());
        assert_eq!(error.unwrap().code(), Some("ThrottlingException"));
        assert!(allocations.bytes_max < 2000, "{allocations:?}");
    }
}
