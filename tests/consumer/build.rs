fn main() -> Result<(), speccast_build::BuildError> {
    speccast_build::Build::new().spec("specs/ping.yaml").compile()
}
