//! `speccast completions`: a script for each shell, which names every command.

use std::process::Command;

#[test]
fn every_shell_has_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_speccast-cli"));
        let output = command.args(["completions", shell]).output().expect("the command runs");
        assert_eq!(output.status.code(), Some(0), "{shell}");
        let script = String::from_utf8(output.stdout).expect("a script");
        for word in ["speccast", "generate", "lint", "explain", "init", "format"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_speccast-cli"));
    let output = command.args(["completions", "tcsh"]).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(2), "a shell that is not known");
}
