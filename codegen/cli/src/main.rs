//! The command `speccast`; `speccast help` says what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    speccast::run()
}
