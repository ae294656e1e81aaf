//! Bytes, in every place.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use speccast_runtime::codegen::{Head, HeadPart, Protocol, Request, RestJson1};
use speccast_runtime::response::Response;
use speccast_runtime::validate::Check;
use speccast_runtime::{Blob, Sensitive};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Image {
    data: Blob,
    thumbs: Option<Vec<Blob>>,
}

fn respond(body: &'static [u8], head: Head) -> Result<Image, speccast_runtime::error::DecodeError> {
    let response = http::Response::builder().header("x-data", "Zm9v").body(body).unwrap();
    RestJson1::decode(&Response::from(response), head)
}

#[test]
fn debug_shows_how_many() {
    assert_eq!(format!("{:?}", Blob::from("s3cret")), "Blob(6 bytes)");
}

#[test]
fn made_of_bytes_of_any_kind() {
    let blobs = [
        Blob::from("foo"),
        Blob::from("foo".to_owned()),
        Blob::from(b"foo"),
        Blob::from([b'f', b'o', b'o']),
        Blob::from(b"foo".as_slice()),
        Blob::from(b"foo".to_vec()),
        Blob::from(bytes::Bytes::from_static(b"foo")),
        Blob::from_base64("Zm9v").unwrap(),
    ];
    for blob in blobs {
        assert_eq!(
            (blob.as_ref(), blob.len(), blob.clone().into_vec()),
            (b"foo".as_slice(), 3, b"foo".to_vec())
        );
    }
}

#[test]
fn in_json() {
    let image = Image { data: Blob::from([0, 255]), thumbs: Some(vec![Blob::default()]) };
    let json = r#"{"data":"AP8=","thumbs":[""]}"#;
    assert_eq!(serde_json::to_string(&image).unwrap(), json);
    assert_eq!(serde_json::from_str::<Image>(json).unwrap(), image);
    let request = RestJson1::put("/").field("image", &image).finish().unwrap();
    assert_eq!(request.body(), &format!("{{\"image\":{json}}}"));
    assert_eq!(respond(json.as_bytes(), &[]).unwrap(), image);
    assert_eq!(respond(b"{}", &[]).unwrap().data, Blob::default());
    assert_eq!(respond(br#"{"data":"?"}"#, &[]).unwrap_err().to_string(), "expected base64 at '/data'");
    assert_eq!(respond(br#"{"data":[1]}"#, &[]).unwrap_err().path(), "/data");
}

#[test]
fn in_places_of_a_request() {
    let blob = Blob::from([0xfb, 0xff]);
    let request =
        RestJson1::get("/{blob}").label("blob", &blob).query("q", &Some("x")).header("x-b", &vec![blob]);
    let request = request.finish().unwrap();
    assert_eq!(request.uri(), "/%2B%2F8%3D?q=x");
    assert_eq!(request.headers()["x-b"], "+/8=");
}

#[test]
fn as_the_body_of_a_request() {
    let body = |request: Request| {
        let request = request.finish().unwrap();
        (
            request.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned()),
            request.into_body(),
        )
    };
    let octets = || Some("application/octet-stream".to_owned());
    let bytes = bytes::Bytes::from_static(&[0, 255]);
    let blob = Blob::from([0, 255]);
    assert_eq!(body(RestJson1::put("/").blob_payload(&blob)), (octets(), bytes.clone()));
    assert_eq!(body(RestJson1::put("/").blob_payload(&Some(blob.clone()))), (octets(), bytes.clone()));
    assert_eq!(body(RestJson1::put("/").blob_payload(&Some(Sensitive::new(blob)))), (octets(), bytes));
    assert_eq!(body(RestJson1::put("/").blob_payload(&Some(Blob::default()))), (octets(), "".into()));
    assert_eq!(body(RestJson1::put("/").blob_payload(&None::<Blob>)), (None, "".into()));
}

#[test]
fn as_the_body_or_a_header_of_a_response() {
    let body: Head = &[("data", HeadPart::BlobPayload)];
    assert_eq!(respond(b"\x00\xff{", body).unwrap(), Image { data: Blob::from(b"\x00\xff{"), thumbs: None });
    assert_eq!(respond(b"", body).unwrap().data, Blob::default());
    let header: Head = &[("data", HeadPart::Header("x-data"))];
    assert_eq!(respond(b"", header).unwrap().data, Blob::from("foo"));
}

#[test]
fn a_length_counts_bytes() {
    let check = |blob: Option<Sensitive<Blob>>| Check::new().length("data", &blob, 1..=2).finish();
    assert!(check(None).is_ok() && check(Some("é".into())).is_ok());
    assert_eq!(
        check(Some("éa".into())).unwrap_err().as_slice()[0].to_string(),
        "Value with length 3 at '/data' failed to satisfy constraint: Member must have length between 1 and 2, inclusive"
    );
}

proptest! {
    #[test]
    fn base64_comes_back(bytes: Vec<u8>) {
        let blob = Blob::from(bytes);
        prop_assert_eq!(Blob::from_base64(&blob.to_base64()), Some(blob));
    }

    #[test]
    fn no_text_panics(text in ".{0,20}|[A-Za-z0-9+/=]{0,20}") {
        if let Some(blob) = Blob::from_base64(&text) {
            let written = blob.to_base64();
            prop_assert_eq!(written.trim_end_matches('='), text.trim_end_matches('='));
        }
    }
}
