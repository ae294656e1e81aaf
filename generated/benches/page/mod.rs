//! Pages of `ListPackages`.

/// Returns the JSON of a page with so many packages.
pub(crate) fn page(packages: usize) -> String {
    let package = |number: usize| {
        format!(
            r#"{{"format":"npm","namespace":"scope-{number}","package":"package-{number}","originConfiguration":{{"restrictions":{{"publish":"ALLOW","upstream":"BLOCK"}}}}}}"#
        )
    };
    let packages: Vec<String> = (0..packages).map(package).collect();
    format!(r#"{{"packages":[{}],"nextToken":"eyJwYWdlIjoyfQ=="}}"#, packages.join(","))
}
