//! Points in time, in every form and place.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use speccast_runtime::codegen::{self, Head, HeadPart, Protocol, RestJson1, structure};
use speccast_runtime::response::Response;
use speccast_runtime::timestamp::Format;
use speccast_runtime::{Date, Nullable, Sensitive, Timestamp};
use speccast_tests::decoders::FORMATS;

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn every_form_of_the_same_time() {
    let same = [
        "2019-12-16T23:48:18Z",
        "2019-12-16t23:48:18.000z",
        "2019-12-17T00:48:18+01:00",
        "2019-12-16T18:18:18-05:30",
        "Mon, 16 Dec 2019 23:48:18 GMT",
        "Monday, 16-Dec-19 23:48:18 GMT",
        "Mon Dec 16 23:48:18 2019",
        "2019-12-16 23:48:18Z",
        "2019-12-16 23:48:18 UTC",
        "2019-12-16 23:48:18.000 +0000",
        "2019-12-17T00:48:18.000+0100",
        "2019-12-16T18:48:18-05",
        "Mon, 16 Dec 2019 23:48:18 +0000",
        "Tue, 17 Dec 2019 00:48:18 +0100",
        "16 Dec 2019 23:48:18 UT",
        "1576540098",
        "1576540098.0",
    ];
    for text in same {
        assert_eq!(text.parse(), Ok(Timestamp::from_secs(1_576_540_098)), "{text}");
    }
}

#[test]
fn parts_of_a_second() {
    let nanos = |nanos| Timestamp::new(1_576_540_098, nanos).unwrap();
    assert_eq!(time("2019-12-16T23:48:18.52Z"), nanos(520_000_000));
    assert_eq!(time("2019-12-16T23:48:18.000000001Z"), nanos(1));
    assert_eq!(time("2019-12-16T23:48:18.9999999999Z"), nanos(999_999_999));
    assert_eq!(time("Mon, 16 Dec 2019 23:48:18.123 GMT"), nanos(123_000_000));
    assert_eq!(time("1576540098.5"), nanos(500_000_000));
    assert_eq!(time("-0.25"), Timestamp::new(-1, 750_000_000).unwrap());
    let forms = |time: Timestamp| FORMATS.map(|form| time.format(form).to_string());
    let expected = [
        "2019-12-16T23:48:18.001Z",
        "Mon, 16 Dec 2019 23:48:18 GMT",
        "1576540098.001",
        "1576540098001",
        "Mon, 16 Dec 2019 23:48:18 +0000",
        "2019-12-16T23:48:18+0000",
        "2019-12-16T23:48:18.001+0000",
        "2019-12-16 23:48:18",
    ];
    assert_eq!(
        forms(nanos(1_000_999)),
        expected.map(|text| text.replace("18.001Z", "18.001000999Z").replace("098.001", "098.001000999"))
    );
    let expected = [
        "1969-12-31T23:59:59.75Z",
        "Wed, 31 Dec 1969 23:59:59 GMT",
        "-0.25",
        "-250",
        "Wed, 31 Dec 1969 23:59:59 +0000",
        "1969-12-31T23:59:59+0000",
        "1969-12-31T23:59:59.750+0000",
        "1969-12-31 23:59:59",
    ];
    assert_eq!(forms(Timestamp::new(-1, 750_000_000).unwrap()), expected);
}

#[test]
fn what_only_its_form_makes_clear() {
    let noon = Timestamp::new(1_576_540_098, 500_000_000);
    assert_eq!(Timestamp::parse("1576540098500", Format::EpochMillis).ok(), noon);
    assert_eq!(
        Timestamp::parse("1576540098499.9999995", Format::EpochMillis).unwrap().subsec_nanos(),
        499_999_999
    );
    assert_eq!(Timestamp::parse("-0.5", Format::EpochMillis).ok(), Timestamp::new(-1, 999_500_000));
    assert_eq!(Timestamp::parse("2019-12-16 23:48:18.5", Format::Sql).ok(), noon);
    assert_eq!(Timestamp::parse("2019-12-17 00:48:18.5+01:00", Format::Sql).ok(), noon);
    for text in ["1576540098500", "2019-12-16 23:48:18.5"] {
        text.parse::<Timestamp>().unwrap_err();
    }
    for format in FORMATS.into_iter().filter(|form| *form != Format::EpochMillis) {
        Timestamp::parse("1576540098500", format).unwrap_err();
    }
}

#[test]
fn days() {
    let leap: Date = "2024-02-29".parse().unwrap();
    assert_eq!((leap.year(), leap.month(), leap.day()), (2024, 2, 29));
    assert_eq!(format!("{leap} {leap:?} {leap:>12}"), "2024-02-29 2024-02-29   2024-02-29");
    assert_eq!((Date::MIN.to_string(), Date::MAX.to_string()), ("0001-01-01".into(), "9999-12-31".into()));
    assert!(Date::MIN < Date::UNIX_EPOCH && Date::new(2024, 3, 1) > Some(leap));
    for (year, month, day) in
        [(0, 1, 1), (10_000, 1, 1), (2023, 0, 1), (2023, 13, 1), (2023, 1, 0), (2023, 2, 29)]
    {
        assert_eq!(Date::new(year, month, day), None);
    }
    for text in [
        "",
        "2024-2-29",
        "2024-02-29Z",
        "2024-02-29T00:00:00Z",
        "20240229",
        "2023-02-29",
        "+024-02-29",
        "2024-02-é",
    ] {
        let error = text.parse::<Date>().unwrap_err();
        assert_eq!(error.to_string(), "expected a date such as 2026-11-28", "{text}");
    }
    assert_eq!(serde_json::to_string(&leap).unwrap(), "\"2024-02-29\"");
    assert_eq!(serde_json::from_str::<Date>("\"2024-02-29\"").unwrap(), leap);
    serde_json::from_str::<Date>("19782").unwrap_err();
}

#[test]
fn the_ends_of_time() {
    assert_eq!(Timestamp::MIN.to_string(), "0001-01-01T00:00:00Z");
    assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999999999Z");
    assert_eq!(time("0001-01-01T00:00:00Z"), Timestamp::MIN);
    assert_eq!(time("9999-12-31T23:59:59.999999999Z"), Timestamp::MAX);
    assert_eq!(
        (Timestamp::from_secs(i64::MIN), Timestamp::from_secs(i64::MAX).secs()),
        (Timestamp::MIN, Timestamp::MAX.secs())
    );
    assert_eq!(Timestamp::new(0, 1_000_000_000), None);
    assert_eq!(Timestamp::new(253_402_300_800, 0), None);
    let json = serde_json::to_string(&Timestamp::MAX).unwrap();
    assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap().secs(), Timestamp::MAX.secs(), "{json}");
    // A leap second is the first second of the next minute.
    assert_eq!(time("2016-12-31T23:59:60Z"), time("2017-01-01T00:00:00Z"));
    assert_eq!(time("2000-02-29T00:00:00Z").secs(), 951_782_400);
}

#[test]
fn invalid_times() {
    let texts = [
        "",
        "now",
        "2019-12-16",
        "2019-12-16T23:48:18",
        "2019-13-16T23:48:18Z",
        "2019-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2019-12-16T24:00:00Z",
        "2019-12-16T23:60:00Z",
        "2019-12-16T23:48:18.Z",
        "2019-12-16T23:48:18+24:00",
        "19-12-16T23:48:18Z",
        "+2019-12-16T23:48:18Z",
        "10000-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2019-12-16T23:48:18+1:00",
        "2019-12-16T23:48:1éZ",
        "Mon, 32 Dec 2019 23:48:18 GMT",
        "Mon, 16 Dec 2019 23:48:18 CET",
        "1e9",
        "1.",
        ".5",
        "-",
        "--1",
        "0x10",
        "NaN",
        "253402300800",
        "-62135596801",
        "99999999999999999999",
        "0001-01-01T00:00:00+01:00",
    ];
    for text in texts {
        let error = text.parse::<Timestamp>().unwrap_err();
        assert!(error.to_string().starts_with("expected a timestamp"), "{text}: {error}");
    }
}

#[test]
fn the_systems_time() {
    for nanos in [0, 1, 999_999_999] {
        let since = Duration::new(1_576_540_098, nanos);
        for system in [SystemTime::UNIX_EPOCH + since, SystemTime::UNIX_EPOCH - since] {
            assert_eq!(Timestamp::from(system).system_time(), Some(system));
        }
    }
    assert_eq!(
        Timestamp::from(SystemTime::UNIX_EPOCH - Duration::from_millis(1)).to_string(),
        "1969-12-31T23:59:59.999Z"
    );
    let far = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40);
    assert_eq!(Timestamp::from(far).secs(), Timestamp::MAX.secs());
}

proptest! {
    #[test]
    fn every_time_comes_back(seconds in Timestamp::MIN.secs()..=Timestamp::MAX.secs(), nanos in 0_u32..1_000_000_000) {
        for form in FORMATS {
            let kept = match form {
                Format::DateTime | Format::EpochSeconds => nanos,
                Format::EpochMillis | Format::Iso8601Millis => nanos / 1_000_000 * 1_000_000,
                _ => 0,
            };
            let text = Timestamp::new(seconds, nanos).unwrap().format(form).to_string();
            prop_assert_eq!(Timestamp::parse(&text, form).ok(), Timestamp::new(seconds, kept), "{}", text);
        }
    }

    /// `httpdate` knows the years from 1970 on.
    #[test]
    fn http_dates_are_those_of_another_implementation(seconds in 0..=Timestamp::MAX.secs()) {
        let time = Timestamp::from_secs(seconds);
        let expected = time.system_time().map(httpdate::fmt_http_date);
        prop_assert_eq!(Some(time.format(Format::HttpDate).to_string()), expected);
    }

    #[test]
    fn json_numbers_have_microseconds(seconds in -5_000_000_000_i64..5_000_000_000, micros in 0_u32..1_000_000) {
        let time = Timestamp::new(seconds, micros * 1_000).unwrap();
        let json = serde_json::to_string(&time).unwrap();
        prop_assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), time, "{}", json);
    }

    #[test]
    fn no_text_panics(text in ".{0,30}|[0-9TZ:.+-]{0,30}|[A-Z][a-z]{2}, .{0,25} GMT") {
        let _ = text.parse::<Timestamp>();
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Widget {
    made: Timestamp,
    sold: Timestamp,
    broken: Option<Timestamp>,
    mended: Option<Vec<Timestamp>>,
    by: Option<BTreeMap<String, Option<Timestamp>>>,
    secret: Option<Sensitive<Timestamp>>,
    sparse: Option<Vec<Option<Timestamp>>>,
}

structure! {
    WidgetBuilder {
        made: Timestamp = "made",
        sold: Timestamp = "sold" as date_time,
    } => Widget {
        broken: Timestamp = "broken" as http_date,
        mended: Vec<Timestamp> = "mended" as date_time,
        by: BTreeMap<String, Option<Timestamp>> = "by" as date_time,
        secret: Sensitive<Timestamp> = "secret" as date_time,
        sparse: Vec<Option<Timestamp>> = "sparse" as epoch_seconds,
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Stamps {
    one: Timestamp,
    null: Option<Nullable<Timestamp>>,
    list: Option<Vec<Option<Timestamp>>>,
    by: Option<BTreeMap<String, Sensitive<Timestamp>>>,
    stored: Option<Timestamp>,
}

structure! {
    StampsBuilder {
        one: Timestamp = "one" as epoch_millis,
    } => Stamps {
        null: Nullable<Timestamp> = "null" as epoch_millis,
        list: Vec<Option<Timestamp>> = "list" as epoch_millis,
        by: BTreeMap<String, Sensitive<Timestamp>> = "by" as epoch_millis,
        stored: Timestamp = "stored" as sql,
    }
}

#[test]
fn a_form_that_must_be_known_is_read_wherever_timestamps_are() {
    let json = r#"{"one":43200000,"null":43200000,"list":[43200000,null],"by":{"a":43200000},"stored":"1970-01-01 12:00:00"}"#;
    let stamps = Stamps {
        one: NOON,
        null: Some(NOON.into()),
        list: Some(vec![Some(NOON), None]),
        by: Some(BTreeMap::from([("a".into(), NOON.into())])),
        stored: Some(NOON),
    };
    assert_eq!(serde_json::to_string(&stamps).unwrap(), json);
    let decode = |body: &str, head: Head| {
        let response =
            http::Response::builder().header("x-one", "43200000").header("x-list", "43200000, 43200000");
        RestJson1::decode::<Stamps>(&Response::from(response.body(body.to_owned()).unwrap()), head)
    };
    assert_eq!(serde_json::from_str::<Stamps>(json).unwrap(), stamps);
    assert_eq!(decode(json, &[]).unwrap(), stamps);
    // Any form that cannot be misunderstood is read too, and a fraction is one of milliseconds.
    let lenient = r#"{"one":"1970-01-01T12:00:00Z","null":null,"list":[43200000.0,"43200000"],"stored":"1970-01-01T13:00:00+01:00"}"#;
    let read = decode(lenient, &[]).unwrap();
    assert_eq!((read.one, read.list, read.stored), (NOON, Some(vec![Some(NOON); 2]), Some(NOON)));
    assert_eq!(decode(r#"{"one":0.5}"#, &[]).unwrap().one, Timestamp::new(0, 500_000).unwrap());
    let nulls = serde_json::from_str::<Stamps>(r#"{"one":0,"null":null}"#).unwrap();
    assert_eq!((nulls.null, nulls.list), (Some(Nullable::Null), None));
    serde_json::from_str::<Stamps>(r#"{"one":0,"one":1}"#).unwrap_err();
    serde_json::from_str::<Stamps>("{}").unwrap_err();
    let head: Head = &[("one", HeadPart::Header("x-one")), ("list", HeadPart::Header("x-list"))];
    let read = decode("{}", head).unwrap();
    assert_eq!((read.one, read.list), (NOON, Some(vec![Some(NOON); 2])));
    for (body, path) in [(r#"{"one":1e300}"#, "/one"), (r#"{"one":0,"by":{"a":"noon"}}"#, "/by/a")] {
        let error = decode(body, &[]).unwrap_err();
        assert_eq!(error.path(), path);
        assert!(!error.to_string().contains("noon"), "{error}");
    }
}

const NOON: Timestamp = Timestamp::from_secs(43_200);

fn widget() -> Widget {
    Widget {
        made: NOON,
        sold: NOON,
        broken: Some(NOON),
        mended: Some(vec![NOON]),
        by: Some(BTreeMap::from([("a".into(), Some(NOON)), ("b".into(), None)])),
        secret: Some(NOON.into()),
        sparse: Some(vec![None, Some(NOON)]),
    }
}

const WIDGET: &str = concat!(
    r#"{"made":43200,"sold":"1970-01-01T12:00:00Z","broken":"Thu, 01 Jan 1970 12:00:00 GMT","#,
    r#""mended":["1970-01-01T12:00:00Z"],"by":{"a":"1970-01-01T12:00:00Z","b":null},"#,
    r#""secret":"1970-01-01T12:00:00Z","sparse":[null,43200]}"#,
);

fn respond(body: &str, head: Head) -> Result<Widget, speccast_runtime::error::DecodeError> {
    let response = http::Response::builder().header("x-broken", "Thu, 01 Jan 1970 12:00:00 GMT");
    let response = response.header("x-mended", "43200, 1970-01-01T12:00:00Z, Thu, 01 Jan 1970 12:00:00 GMT");
    RestJson1::decode(&Response::from(response.body(body.to_owned()).unwrap()), head)
}

#[test]
fn members_of_a_body() {
    assert_eq!(serde_json::to_string(&widget()).unwrap(), WIDGET);
    assert_eq!(serde_json::from_str::<Widget>(WIDGET).unwrap(), widget());
    let request = RestJson1::put("/").field("widget", &widget()).finish().unwrap();
    assert_eq!(request.body(), &format!("{{\"widget\":{WIDGET}}}"));
    assert_eq!(respond(WIDGET, &[]).unwrap(), widget());
}

#[test]
fn a_response_may_have_any_form() {
    let body = r#"{"made":"1970-01-01T13:00:00+01:00","sold":43200.0}"#;
    let read = respond(body, &[]).unwrap();
    assert_eq!((read.made, read.sold, read.broken), (NOON, NOON, None));
    // A missing one is that of the number 0 (Smithy, "Client error correction").
    assert_eq!(respond(r#"{"sold":0}"#, &[]).unwrap().made, Timestamp::UNIX_EPOCH);
    for (body, path) in [
        (r#"{"made":"noon"}"#, "/made"),
        (r#"{"made":true}"#, "/made"),
        (r#"{"made":1e300}"#, "/made"),
        (r#"{"made":18446744073709551615}"#, "/made"),
        (r#"{"mended":[null]}"#, "/mended/0"),
    ] {
        assert_eq!(respond(body, &[]).unwrap_err().path(), path, "{body}");
    }
}

#[test]
fn in_headers_of_a_response() {
    let head: Head = &[("broken", HeadPart::Header("x-broken")), ("mended", HeadPart::Header("x-mended"))];
    let read = respond("{}", head).unwrap();
    assert_eq!((read.broken, read.mended), (Some(NOON), Some(vec![NOON; 3])));
}

#[test]
fn in_places_of_a_request() {
    let (some, list) = (Some(NOON), vec![NOON, Timestamp::UNIX_EPOCH]);
    let secret = Some(Sensitive::new(NOON));
    let request = RestJson1::get("/{made}/{sold}")
        .label("made", &NOON)
        .label("sold", &codegen::epoch_seconds(&NOON))
        .query("a", &some)
        .query("b", &codegen::epoch_seconds(&some))
        .query("c", &codegen::http_date(&list))
        .query("d", &codegen::epoch_seconds(&None::<Timestamp>))
        .query("e", &codegen::date_time(&secret))
        .header("x-a", &some)
        .header("x-b", &list)
        .header("x-c", &codegen::date_time(&list))
        .header("x-d", &codegen::epoch_seconds(&Some(list.clone())))
        .header("x-e", &secret)
        .finish()
        .unwrap();
    assert_eq!(
        request.uri(),
        "/1970-01-01T12%3A00%3A00Z/43200?a=1970-01-01T12%3A00%3A00Z&b=43200\
         &c=Thu%2C%2001%20Jan%201970%2012%3A00%3A00%20GMT&c=Thu%2C%2001%20Jan%201970%2000%3A00%3A00%20GMT\
         &e=1970-01-01T12%3A00%3A00Z"
    );
    let headers = [
        ("x-a", "Thu, 01 Jan 1970 12:00:00 GMT"),
        ("x-b", "Thu, 01 Jan 1970 12:00:00 GMT, Thu, 01 Jan 1970 00:00:00 GMT"),
        ("x-c", "1970-01-01T12:00:00Z, 1970-01-01T00:00:00Z"),
        ("x-d", "43200, 0"),
        ("x-e", "Thu, 01 Jan 1970 12:00:00 GMT"),
    ];
    for (name, value) in headers {
        assert_eq!(request.headers()[name], value);
    }
}
