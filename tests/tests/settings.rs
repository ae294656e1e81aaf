//! Settings of a project, `speccast.yaml`: their effect, the commands that read them, and errors in them.

use speccast_tests::project::{EXAMPLE, Project, SPEC};
use std::process::Command;

const SPECCAST: &str = env!("CARGO_BIN_EXE_speccast-cli");
const SETTINGS: &str = "speccast.yaml";

#[track_caller]
fn done(said: &str) {
    assert!(said.ends_with("[exit 0]\n"), "{said}");
}

fn project() -> Project {
    let project = Project::new(SPECCAST);
    project.write("api/ping.yaml", [SPEC, EXAMPLE].concat());
    project.remove("specs/ping.yaml");
    project.write("src/api/mod.rs", "pub mod ping;\n");
    project.write(SETTINGS, "# Ours.\nspecs: [api]\nout: src/api\ntests: true\n");
    project
}

#[test]
fn every_command_reads_them_from_anywhere_below() {
    let project = project();
    done(&project.run(&["generate"]));
    assert!(project.has("src/api/ping/tests.rs") && project.has("speccast.lock"));
    assert!(!project.has("generated/src/ping"));
    for folder in ["", "src", "src/api/ping", "api"] {
        done(&project.run_in(folder, &["generate"]));
        let check = project.run_in(folder, &["generate", "--check"]);
        assert!(check.contains("5 files up to date in "), "{check}");
        done(&project.run_in(folder, &["lint"]));
        let api = "../".repeat(folder.split('/').filter(|part| !part.is_empty()).count()) + "api";
        done(&project.run_in(folder, &["diff", &api]));
    }
    assert_eq!(project.files().iter().filter(|path| path.ends_with("client.rs")).count(), 1);
    assert_eq!(project.files().iter().filter(|path| path.ends_with("speccast.lock")).count(), 1);
    project.edit("api/ping.yaml", "max: 10", "max: 12");
    let check = project.run_in("src", &["generate", "--check"]);
    assert!(check.contains("help: run `speccast generate` and commit the result"), "{check}");
    let lint = project.run(&["lint", "api/none.yaml"]);
    assert!(lint.contains("api/none.yaml: no such file"), "{lint}");
}

#[test]
fn arguments_go_before_them() {
    let project = project();
    project.write("other/pong.yaml", SPEC.replace("name: Ping", "name: Pong"));
    done(&project.run(&["generate", "--no-tests"]));
    assert!(project.has("src/api/ping/model.rs") && !project.has("src/api/ping/tests.rs"));
    done(&project.run(&["generate", "other", "--out", "elsewhere"]));
    assert!(project.has("elsewhere/pong/model.rs") && !project.has("src/api/pong"));
    project.write(SETTINGS, "tests: false\nspecs: [api]\n");
    done(&project.run(&["generate", "--out", "third", "--tests"]));
    assert!(project.has("third/ping/tests.rs"));
    done(&project.run(&["generate", "--out", "third"]));
    assert!(
        !project.has("third/ping/tests.rs"),
        "what the settings say goes before what the lock file remembers"
    );
}

#[test]
fn errors_in_settings_have_a_place() {
    let project = project();
    for (settings, said) in [
        ("otu: src/api\n", "unknown key `otu`\n --> speccast.yaml:1:1\n"),
        ("otu: src/api\n", "help: did you mean `out`?"),
        ("specs: api\n", "--> speccast.yaml:1:8\n"),
        ("out: ../src\n", "expected a path below the directory of this file\n --> speccast.yaml:1:6\n"),
        ("out: /tmp\n", "expected a path below the directory of this file"),
        ("out: src/../../x\n", "expected a path below the directory of this file"),
        ("tests: maybe\n", "expected `true` or `false`"),
        ("specs: [api]\nspecs: [api]\n", "--> speccast.yaml:2:1\n"),
        ("specs: [\n", "--> speccast.yaml:"),
        ("- a\n", "--> speccast.yaml:1:1\n"),
        ("otu: a\n", "error: invalid settings in speccast.yaml\n"),
    ] {
        project.write(SETTINGS, settings);
        for arguments in
            [&["generate"][..], &["generate", "--check"], &["lint"], &["diff", "api"], &["init", "Zed"]]
        {
            let shown = project.run(arguments);
            assert!(shown.contains(said) && shown.ends_with("[exit 2]\n"), "{settings}{said}\n{shown}");
        }
    }
    for settings in ["", "# Nothing.\n", "specs: [api]\nout: .\n", "specs:\n  - api/ping.yaml\nout: ./src\n"]
    {
        project.write(SETTINGS, settings);
        let shown = project.run(&["generate", "api", "--dry-run"]);
        done(&shown);
    }
}

#[test]
fn the_place_that_the_lock_file_knows_gets_no_second_copy() {
    let project = Project::new(SPECCAST);
    done(&project.run(&["generate", "--out", "src/api"]));
    for folder in ["", "specs"] {
        let said = project
            .run_in(folder, &["generate", &format!("{}specs/ping.yaml", "../".repeat(folder.len().min(1)))]);
        assert!(said.contains("0 files changed, 4 up to date in "), "{said}");
        done(&said);
    }
    assert_eq!(project.files().iter().filter(|path| path.ends_with("client.rs")).count(), 1);
    done(&project.run(&["generate", "--out", "src/more"]));
    let said = project.run(&["generate"]);
    assert!(said.contains("error: generated code is in several directories: `src/api`, `src/more`\nhelp: pass one with `--out`"), "{said}");
    assert!(said.ends_with("[exit 2]\n"));
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_project() {
    let (project, elsewhere) = (project(), Project::new(SPECCAST));
    std::fs::remove_dir_all(project.path().join("src")).expect("a folder");
    std::os::unix::fs::symlink(elsewhere.path(), project.path().join("src")).expect("a link");
    let before = elsewhere.files();
    let said = project.run(&["generate"]);
    assert!(
        said.contains(
            "error: src/api leads to another directory through a symbolic link\nhelp: pass that directory with `--out`"
        ),
        "{said}"
    );
    assert_eq!(elsewhere.files(), before);
    // A module's directory must not be a link, wherever the output directory comes from.
    std::os::unix::fs::symlink(elsewhere.path(), project.path().join("generated/src/ping")).expect("a link");
    let said = project.run(&["generate", "--out", "generated/src"]);
    assert!(said.contains("generated/src/ping is a symbolic link"), "{said}");
    assert_eq!(elsewhere.files(), before);
}

#[test]
fn init_writes_them_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(SPECCAST);
        let output = command.args(arguments).current_dir(folder.path()).output().expect("it runs");
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    assert!(
        run(&["init", "Widget Works"]).starts_with("wrote specs/widget_works.yaml\nwrote speccast.yaml\n")
    );
    let path = folder.path().join(SETTINGS);
    let text = std::fs::read_to_string(&path).expect("settings");
    assert!(text.contains("specs: [specs]") && text.contains("\nout: \"generated/src\""), "{text}");
    assert!(run(&["generate"]).contains("up to date in generated/src\n"));
    std::fs::write(&path, text.replace("[specs]", "[apis]")).expect("settings");
    assert!(run(&["init", "Other Works"]).starts_with("wrote apis/other_works.yaml\nnext: "));
}

#[test]
fn a_diff_without_a_new_side_takes_the_projects_specs() {
    let project = project();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]);
        let output = git.args(arguments).current_dir(project.path()).output().expect("git runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    std::fs::remove_dir(project.path().join(".git")).expect("a folder");
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "first"]);
    project.edit("api/ping.yaml", "max: 10", "max: 9");
    for folder in ["", "src"] {
        let said = project.run_in(folder, &["diff", "git:HEAD"]);
        assert!(said.contains("api/ping.yaml") && said.contains("wire: "), "{said}");
        done(&said);
    }
    project.write("old.yaml", SPEC);
    let said = project.run(&["diff", "git:HEAD:api"]);
    done(&said);
}
