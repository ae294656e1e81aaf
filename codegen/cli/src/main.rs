//! The command `speccast`; see `speccast help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    speccast::run()
}
