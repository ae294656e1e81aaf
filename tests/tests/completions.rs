//! `speccast completions`, a script for each shell, and `speccast man`, a page for each command.

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

#[test]
fn every_command_has_a_manual_page() {
    let page = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_speccast-cli"));
        let output = command.arg("man").args(arguments).output().expect("the command runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("a page"))
    };
    let (status, whole) = page(&[]);
    assert_eq!(status, Some(0));
    for command in ["generate", "lint", "diff", "explain", "schema", "init", "completions", "man"] {
        assert!(whole.contains(&format!("speccast\\-{command}(1)")), "{command} in {whole}");
        let (status, one) = page(&[command]);
        assert_eq!(status, Some(0));
        let title = format!(".TH speccast-{command} 1 \" \" \"speccast {}\"", env!("CARGO_PKG_VERSION"));
        assert!(one.contains(&title), "{one}");
    }
    assert_eq!(page(&["nothing"]).0, Some(2));
    assert_eq!(page(&["help"]).0, Some(2));
}
