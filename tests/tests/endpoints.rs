//! Which host a request goes to.

use speccast_runtime::client::BuildError;
use speccast_runtime::service::{Endpoint, EndpointError, EndpointParams, check_region};
use speccast_runtime::transport::Mock;
use speccast_tests::widgets::{Client, Open};

const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("https://w.{region}.example.com"),
    Endpoint::new("https://w.{region}.example.com.cn").regions("cn-*"),
    Endpoint::new("https://north.example.com.cn").regions("cn-north-*"),
    Endpoint::new("https://w-fips.{region}.example.com").fips(),
    Endpoint::new("https://w.{region}.example.net").dual_stack(),
];

const GLOBAL: &[Endpoint] = &[Endpoint::new("https://w.example.com")];

fn resolve(region: &str, use_fips: bool, use_dual_stack: bool) -> Result<String, EndpointError> {
    EndpointParams { region: Some(region), use_fips, use_dual_stack }.resolve(ENDPOINTS)
}

#[test]
fn the_most_specific_endpoint_wins() {
    assert_eq!(resolve("eu-central-1", false, false).unwrap(), "https://w.eu-central-1.example.com");
    assert_eq!(resolve("cn-west-1", false, false).unwrap(), "https://w.cn-west-1.example.com.cn");
    assert_eq!(resolve("cn-north-1", false, false).unwrap(), "https://north.example.com.cn");
    let equals = [Endpoint::new("https://first"), Endpoint::new("https://second")];
    assert_eq!(EndpointParams::default().resolve(&equals).unwrap(), "https://first");
}

#[test]
fn variants_stand_in_for_nobody() {
    assert_eq!(resolve("us-east-1", true, false).unwrap(), "https://w-fips.us-east-1.example.com");
    assert_eq!(resolve("us-east-1", false, true).unwrap(), "https://w.us-east-1.example.net");
    let error = resolve("us-east-1", true, true).unwrap_err();
    assert_eq!(error.to_string(), r#"the service has no FIPS dual-stack endpoint in region "us-east-1""#);
}

#[test]
fn a_region_may_be_unneeded() {
    assert_eq!(EndpointParams::default().resolve(GLOBAL).unwrap(), "https://w.example.com");
    let error = EndpointParams::default().resolve(ENDPOINTS).unwrap_err();
    assert_eq!(error, EndpointError::RegionMissing);
}

#[test]
fn a_region_is_one_dns_label() {
    let longest = "a".repeat(63);
    for region in ["us-east-1", "A", "0", longest.as_str()] {
        assert!(check_region(region).is_ok(), "{region}");
    }
    let too_long = "a".repeat(64);
    let evil = ["x.evil.example/#", "a.b", "", "-a", "a-", "a_b", "a b", "ü", "a\n", "a@b", "a:1", &too_long];
    for region in evil {
        assert_eq!(resolve(region, false, false), Err(EndpointError::RegionInvalid(region.into())));
        let global = EndpointParams { region: Some(region), ..EndpointParams::default() };
        assert!(global.resolve(GLOBAL).is_err(), "{region}");
    }
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
