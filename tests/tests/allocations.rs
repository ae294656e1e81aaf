//! Checks of valid inputs allocate nothing, and calls little.

use allocation_counter::measure;
use bytes::Bytes;
use speccast_generated::codeartifact::{self, AllowPublish, AllowUpstream, ListPackagesInput, PackageFormat};
use speccast_generated::imagebuilder::{self, ListImagePackagesInput};
use speccast_runtime::credentials::from_keys;
use speccast_runtime::transport::{self, Body};

#[track_caller]
fn assert_allocates_nothing(check: impl Fn() -> bool) {
    let mut is_valid = false;
    let allocations = measure(|| is_valid = check());
    assert!(is_valid, "another path than that of a valid input");
    assert_eq!(allocations.count_total, 0, "{allocations:?}");
}

#[test]
fn allocations_are_counted() {
    let input = ListPackagesInput::new("-", "my-repo");
    let allocations = measure(|| drop(codeartifact::validator::list_packages_input(&input)));
    assert!(allocations.count_total > 0, "{allocations:?}");
}

/// A whole call but for the network: input to signed request, response to output.
#[test]
fn a_call() {
    let transport =
        transport::from_fn(|_| async { Ok(http::Response::new(Body::from(Bytes::from_static(b"{}")))) });
    let builder = codeartifact::Client::builder().region("eu-central-1").transport(transport);
    let keys = from_keys("AKIDEXAMPLE", "not-a-secret", None);
    let client = builder.credentials(keys).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let call =
        |client: &codeartifact::Client| client.list_packages(ListPackagesInput::new("my-domain", "my-repo"));
    runtime.block_on(call(&client).send()).unwrap();
    let allocations = measure(|| {
        runtime.block_on(call(&client).send()).unwrap();
    });
    assert!(allocations.count_total <= 40, "{allocations:?}");
}

#[test]
fn list_packages() {
    let all = |domain: &str, repository: &str, name: &str, token: &str| {
        ListPackagesInput::new(domain, repository)
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
        ListPackagesInput::new("my-domain", "my-repo"),
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
        ListImagePackagesInput::new(arn("111122223333", "web")),
        ListImagePackagesInput::new(arn("aws-marketplace", &"n".repeat(1000)))
            .max_results(100)
            .next_token("t".repeat(65535)),
        ListImagePackagesInput::new(arn("aws", "web")).next_token("\u{1f980}".repeat(65535)),
    ];
    for input in inputs {
        assert_allocates_nothing(|| imagebuilder::validator::list_image_packages_input(&input).is_ok());
    }
}
