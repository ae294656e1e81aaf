//! Which host a request goes to.

use speccast_runtime::client::{BuildError, Builder, Config, Handle, Service};
use speccast_runtime::codegen::{Auth, Endpoint, RestJson1, endpoints};
use speccast_runtime::error::EndpointError;
use speccast_runtime::transport::Mock;
use speccast_tests::widgets::{Client, ListWidgets, ListWidgetsInput, Open};

const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("https://w.{region}.example.com"),
    Endpoint::new("https://w.{region}.example.com.cn").regions("cn-*"),
    Endpoint::new("https://north.example.com.cn").regions("cn-north-*"),
    Endpoint::new("https://w-fips.{region}.example.com").fips(),
    Endpoint::new("https://w.{region}.example.net").dual_stack(),
];

/// Sets of endpoints.
const SETS: [&[Endpoint]; 3] = [
    ENDPOINTS,
    &[Endpoint::new("https://w.example.com")],
    &[Endpoint::new("https://first"), Endpoint::new("https://second")],
];
const REGIONAL: usize = 0;
const GLOBAL: usize = 1;
const EQUAL: usize = 2;

/// A client of a service with one of these sets.
struct Of<const SET: usize>(Handle);

impl<const SET: usize> Service for Of<SET> {
    type Protocol = RestJson1;

    const NAME: &'static str = "Widgets";
    const AUTH: Auth = Auth::None;
    const ENDPOINTS: &'static [Endpoint] = SETS[SET];
}

impl<const SET: usize> From<Handle> for Of<SET> {
    fn from(handle: Handle) -> Self {
        Self(handle)
    }
}

/// Where a client that is configured so sends a request, without the path.
async fn host<const SET: usize>(config: Config) -> Result<String, EndpointError> {
    let mock = Mock::new();
    mock.json(200, &serde_json::json!({}));
    let built = Builder::<Of<SET>>::default().config(config).transport(mock.clone()).build();
    let client = built.map_err(|error| match error {
        BuildError::Endpoint(error) => error,
        other => panic!("{other}"),
    })?;
    client.0.call::<ListWidgets>(ListWidgetsInput::builder().group("group")).await.unwrap();
    let uri = mock.requests()[0].uri().to_string();
    Ok(uri.strip_suffix("/v1/groups/group/widgets").unwrap().to_owned())
}

async fn resolve(region: &str, use_fips: bool, use_dual_stack: bool) -> Result<String, EndpointError> {
    let config = Config::new().region(region).use_fips(use_fips).use_dual_stack(use_dual_stack);
    host::<REGIONAL>(config).await
}

#[tokio::test]
async fn the_most_specific_endpoint_wins() {
    for (region, host) in [
        ("eu-central-1", "https://w.eu-central-1.example.com"),
        ("cn-west-1", "https://w.cn-west-1.example.com.cn"),
        ("cn-north-1", "https://north.example.com.cn"),
    ] {
        assert_eq!(resolve(region, false, false).await.unwrap(), host);
    }
    assert_eq!(host::<EQUAL>(Config::new()).await.unwrap(), "https://first");
}

#[tokio::test]
async fn each_variant_has_its_own_rule() {
    assert_eq!(resolve("us-east-1", true, false).await.unwrap(), "https://w-fips.us-east-1.example.com");
    assert_eq!(resolve("us-east-1", false, true).await.unwrap(), "https://w.us-east-1.example.net");
    let error = resolve("us-east-1", true, true).await.unwrap_err();
    assert_eq!(error.to_string(), r#"the service has no FIPS dual-stack endpoint in region "us-east-1""#);
}

#[tokio::test]
async fn a_region_may_be_unneeded() {
    assert_eq!(host::<GLOBAL>(Config::new()).await.unwrap(), "https://w.example.com");
    assert_eq!(host::<REGIONAL>(Config::new()).await, Err(EndpointError::RegionMissing));
}

#[tokio::test]
async fn a_region_is_one_dns_label() {
    let longest = "a".repeat(63);
    for region in ["us-east-1", "A", "0", longest.as_str()] {
        assert!(resolve(region, false, false).await.is_ok(), "{region}");
    }
    let too_long = "a".repeat(64);
    let evil = ["x.evil.example/#", "a.b", "", "-a", "a-", "a_b", "a b", "ü", "a\n", "a@b", "a:1", &too_long];
    for region in evil {
        let invalid = Err(EndpointError::RegionInvalid(region.into()));
        assert_eq!(resolve(region, false, false).await, invalid);
        assert_eq!(host::<GLOBAL>(Config::new().region(region)).await, invalid);
    }
}

/// A host has no case, and the rules of `cn-*` are for `CN-North-1` too.
#[tokio::test]
async fn the_case_of_a_region_means_nothing() {
    for region in ["cn-south-1", "CN-South-1"] {
        assert_eq!(resolve(region, false, false).await.unwrap(), "https://w.cn-south-1.example.com.cn");
    }
}

/// A table of a generated client is the same as the chain of each of its rows.
#[test]
fn a_table_of_endpoints() {
    let table: &[Endpoint] = endpoints! {
        any          standard        "https://w.{region}.example.com",
        "cn-*"       standard        "https://w.{region}.example.com.cn",
        "cn-north-*" standard        "https://north.example.com.cn",
        any          fips            "https://w-fips.{region}.example.com",
        any          dual_stack      "https://w.{region}.example.net",
        "cn-*"       fips_dual_stack "https://both.example.com.cn",
    };
    assert_eq!(table[..5], *ENDPOINTS);
    assert_eq!(table[5], Endpoint::new("https://both.example.com.cn").regions("cn-*").fips().dual_stack());
}

#[test]
fn a_callers_endpoint_has_a_host_and_a_port_that_exists() {
    let wrong = [
        "http://localhost:99999",
        "http://localhost:",
        "http://localhost:65536/x",
        "http://localhost:0",
        "http://:8080",
        "http://[::1",
        "http://::1/",
    ];
    for url in wrong {
        let built = Client::<Open>::builder().endpoint_url(url).transport(Mock::new()).build();
        assert!(matches!(built, Err(BuildError::EndpointUrl { .. })), "{url}: {built:?}");
    }
    for url in ["http://localhost:65535", "https://a", "http://[::1]:1/base", "http://127.0.0.1"] {
        let built = Client::<Open>::builder().endpoint_url(url).transport(Mock::new()).build();
        assert!(built.is_ok(), "{url}: {built:?}");
    }
}
