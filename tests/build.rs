//! Generates the code of the good fixtures, as a consumer's build script would.

fn main() -> Result<(), speccast::BuildError> {
    speccast::Build::new().spec("fixtures/good").compile()
}
