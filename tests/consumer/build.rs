fn main() -> Result<(), speccast::BuildError> {
    speccast::Build::new().spec("specs/ping.yaml").compile()
}
