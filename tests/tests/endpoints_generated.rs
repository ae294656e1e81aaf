//! Where the generated clients send their requests: where botocore does, see `vectors/README.md`.

use serde::Deserialize;
use speccast_generated::{codeartifact, imagebuilder};
use speccast_runtime::client::{BuildError, Config};
use speccast_runtime::credentials;
use speccast_runtime::transport::Mock;

#[derive(Deserialize)]
struct File {
    endpoints: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    operation: String,
    region: String,
    use_fips: bool,
    use_dual_stack: bool,
    url: String,
}

fn config(mock: &Mock) -> Config {
    mock.json(200, &serde_json::json!({}));
    Config::new().credentials(credentials::from_keys("AKIDEXAMPLE", "secret", None)).transport(mock.clone())
}

#[tokio::test]
async fn endpoints_are_botocores() {
    let file: File = serde_json::from_str(include_str!("../vectors/endpoints.json")).unwrap();
    assert_eq!(file.endpoints.len(), 56);
    for vector in file.endpoints {
        let mock = Mock::new();
        let config = config(&mock)
            .region(&vector.region)
            .use_fips(vector.use_fips)
            .use_dual_stack(vector.use_dual_stack);
        match vector.operation.as_str() {
            "ListPackages" => {
                let client = codeartifact::Client::builder().config(config).build().unwrap();
                let input =
                    codeartifact::ListPackagesInput::builder().domain("my-domain").repository("my_repo.x");
                client.list_packages(input).await.unwrap();
            }
            "ListImagePackages" => {
                let client = imagebuilder::Client::builder().config(config).build().unwrap();
                let image = "arn:aws:imagebuilder:us-west-2:123456789012:image/name/1.0.0/1";
                client
                    .list_image_packages(
                        imagebuilder::ListImagePackagesInput::builder().image_build_version_arn(image),
                    )
                    .await
                    .unwrap();
            }
            other => panic!("no client has {other}"),
        }
        assert_eq!(mock.requests()[0].uri().to_string(), vector.url);
    }
}

/// A region is part of a host, so an invalid one could lead a signed request to another host.
#[test]
fn an_invalid_region_does_not_build_a_client() {
    let long = "a".repeat(64);
    let regions = [
        "",
        "x.evil.example/#",
        "x.evil.example",
        "us-east-1/",
        "us-east-1@evil",
        "us east",
        "-a",
        "a-",
        "ü",
        "a\n",
        &long,
    ];
    for region in regions {
        let mock = Mock::new();
        let built = codeartifact::Client::builder().config(config(&mock)).region(region).build();
        assert!(matches!(built, Err(BuildError::Endpoint(_))), "{region:?}: {built:?}");
        // Even where the endpoint is another: the region is in the signature too.
        let elsewhere = imagebuilder::Client::builder().config(config(&mock)).region(region);
        assert!(elsewhere.endpoint_url("https://example.com").build().is_err(), "{region:?}");
    }
}

#[test]
fn no_region_builds_no_client() {
    let mock = Mock::new();
    assert!(codeartifact::Client::builder().config(config(&mock)).build().is_err());
    assert!(imagebuilder::Client::builder().config(config(&mock)).build().is_err());
}
