//! Number of crates that a user builds, by `cargo tree`, without speccast's own.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Names and versions of the crates that a package needs on this machine to be built, with their macros but without
/// build scripts' and tests' own.
fn crates(package: &str, flags: &[&str]) -> BTreeSet<String> {
    let fixed = ["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let run = |network: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(fixed).args(["--package", package]).args(flags).args(network).current_dir(root);
        cargo.output().unwrap()
    };
    // Without network if everything is there; a fresh machine has to ask for packages of other platforms.
    let mut output = run(&["--offline"]);
    if !output.status.success() {
        output = run(&[]);
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let mut crates = BTreeSet::new();
    for line in lines.lines() {
        // `name v1.2.3`, optionally with `(proc-macro)`, a path, or `(*)` for a repeated entry.
        let mut words = line.split_whitespace();
        if let (Some(name), Some(version)) = (words.next(), words.next())
            && !name.starts_with("speccast")
        {
            crates.insert(format!("{name} {version}"));
        }
    }
    crates
}

fn has(crates: &BTreeSet<String>, name: &str) -> bool {
    crates.iter().any(|entry| entry.split(' ').next() == Some(name))
}

#[track_caller]
fn assert_at_most(crates: &BTreeSet<String>, limit: usize) {
    assert!(crates.len() <= limit, "{} crates, more than {limit}: {crates:#?}", crates.len());
    // Otherwise the listing was not read right.
    assert!(has(crates, "serde") && has(crates, "http"), "{crates:#?}");
}

#[test]
fn the_runtime_without_features() {
    let crates = crates("speccast-runtime", &["--no-default-features"]);
    assert_at_most(&crates, 13);
}

#[test]
fn generated_clients_add_nothing() {
    for flags in [&["--no-default-features"][..], &[], &["--no-default-features", "--features", "hyper"]] {
        assert_eq!(crates("speccast-generated", flags), crates("speccast-runtime", flags), "{flags:?}");
    }
}

#[test]
fn a_client_without_features_has_no_transport_signer_or_regex() {
    let crates = crates("speccast-generated", &["--no-default-features"]);
    assert_at_most(&crates, 13);
    for name in ["hyper", "tokio", "rustls", "ring", "hmac-sha256", "tracing", "regex", "serde_yaml", "syn"] {
        assert!(!has(&crates, name), "{name}");
    }
}

#[test]
fn the_default_features() {
    let crates = crates("speccast-generated", &[]);
    assert_at_most(&crates, 43);
    for name in ["hyper", "tokio", "rustls", "ring", "hmac-sha256", "tracing"] {
        assert!(has(&crates, name), "{name}");
    }
    // Others for the same thing, which some feature of a dependency would bring.
    for name in [
        "aws-lc-sys",
        "aws-sigv4",
        "aws-smithy-types",
        "chrono",
        "h2",
        "native-tls",
        "openssl-sys",
        "regex",
        "reqwest",
        "webpki-roots",
    ] {
        assert!(!has(&crates, name), "{name}");
    }
}

#[test]
fn each_feature_brings_its_own() {
    let with = |feature| crates("speccast-runtime", &["--no-default-features", "--features", feature]);
    let hyper = with("hyper");
    assert!(has(&hyper, "rustls") && !has(&hyper, "hmac-sha256"), "{hyper:#?}");
    assert_at_most(&hyper, 41);
    let (ring, aws_lc) = (with("ring"), with("aws-lc-rs"));
    let providers = |crates| ["ring", "aws-lc-rs"].map(|name| has(crates, name));
    assert_eq!([&hyper, &ring, &aws_lc].map(providers), [[false, false], [true, false], [false, true]]);
    let sigv4 = with("sigv4");
    assert_at_most(&sigv4, 14);
    assert!(has(&sigv4, "hmac-sha256") && !has(&sigv4, "rustls"), "{sigv4:#?}");
    // The runtime alone has 13.
    for (feature, limit) in [("chrono", 15), ("jiff", 15), ("time", 18)] {
        assert_at_most(&with(feature), limit);
    }
    // What another transport, a proxy and compression cost.
    let tower = with("tower");
    assert_at_most(&tower, 15);
    assert!(!has(&tower, "tokio") && !has(&tower, "tower"), "{tower:#?}");
    let tokio = with("tokio");
    assert_at_most(&tokio, 15);
    let proxy = with("proxy");
    assert_at_most(&proxy, 44);
    let gzip = with("gzip");
    assert_at_most(&gzip, 18);
    assert!(!has(&gzip, "libz-sys") && !has(&gzip, "zlib-rs"), "{gzip:#?}");
    let reqwest = with("reqwest");
    assert_at_most(&reqwest, 75);
    for name in ["rustls", "native-tls", "h2", "hyper-rustls", "flate2"] {
        assert!(!has(&reqwest, name), "{name} is up to the user: {reqwest:#?}");
    }
    let tracing = with("tracing");
    assert!(has(&tracing, "tracing") && !has(&tracing, "tokio"), "{tracing:#?}");
}

#[test]
fn one_version_of_each() {
    let crates = crates("speccast-generated", &[]);
    let names: Vec<_> = crates.iter().filter_map(|entry| entry.split(' ').next()).collect();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?}: {crates:#?}");
}
