//! `generate --watch`, with the real command: its output and effects when specs are saved.

use speccast_tests::project::{Project, SPEC};
use speccast_tests::time::PATIENCE;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

const SPECCAST: &str = env!("CARGO_BIN_EXE_speccast-cli");
const MODEL: &str = "generated/src/ping/model.rs";

macro_rules! shown {
    ($($text:expr),+ $(,)?) => {
        insta::with_settings!({ snapshot_path => "../snapshots/watch", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!([$($text),+].join(""));
        })
    };
}

/// The command while it runs; it is ended with the test.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(project: &Project, arguments: &[&str]) -> Self {
        // Both outputs share one pipe, so that lines are in order.
        let (reader, writer) = io::pipe().expect("a pipe");
        let mut command = project.command(&[&["generate", "--watch"], arguments].concat());
        command.stdout(writer.try_clone().expect("a pipe")).stderr(writer);
        let child = command.spawn().expect("the command runs");
        // The command has handles of the pipe's end, which would stay open.
        drop(command);
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(reader).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { child, lines }
    }

    /// Returns its output until it waits again.
    ///
    /// The number of lines of a file depends on generated code.
    fn said(&self) -> String {
        let mut said = String::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|error| panic!("{error} after:\n{said}"));
            let line =
                line.strip_suffix(" lines)").and_then(|it| it.rsplit_once(" (")).map_or(&*line, |it| it.0);
            said.push_str(line);
            said.push('\n');
            if line.starts_with("watching ") {
                return said;
            }
        }
    }

    fn ended(&mut self) -> ExitStatus {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("it still runs");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_changed_since_the_start() {
    let project = Project::new(SPECCAST);
    let watch = Watch::start(&project, &[]);
    let start = watch.said();
    project.edit("specs/ping.yaml", "max: 10", "max: 12");
    let first = watch.said();
    assert!(project.read(MODEL).contains("at most 12 characters"), "{first}");
    project.edit("specs/ping.yaml", "max: 12", "max: 9, min: 2");
    let second = watch.said();
    project.write("specs/ping.yaml", SPEC);
    shown!(start, first, second, watch.said());
}

#[test]
fn it_continues_after_an_error() {
    let project = Project::generated(SPECCAST);
    let watch = Watch::start(&project, &["specs"]);
    let start = watch.said();
    project.edit("specs/ping.yaml", "type: string", "type: strng");
    let wrong = watch.said();
    project.remove("specs/ping.yaml");
    let nothing = watch.said();
    project.write("specs/ping.yaml", SPEC.replace("max: 10", "max: 12"));
    shown!(start, wrong, nothing, watch.said());
    assert!(project.read(MODEL).contains("at most 12 characters"));
}

#[test]
fn it_starts_with_an_error() {
    let project = Project::new(SPECCAST);
    project.edit("specs/ping.yaml", "type: string", "type: strng");
    let watch = Watch::start(&project, &[]);
    let wrong = watch.said();
    assert!(wrong.contains("error[undefined-type]"), "{wrong}");
    project.write("specs/ping.yaml", SPEC);
    let right = watch.said();
    assert!(right.contains("4 files changed, 0 up to date"), "{right}");
}

#[test]
fn specs_come_and_go() {
    let project = Project::generated(SPECCAST);
    let watch = Watch::start(&project, &[]);
    let start = watch.said();
    project.write("specs/pong.yaml", SPEC.replace("name: Ping", "name: Pong"));
    let added = watch.said();
    assert!(project.has("generated/src/pong/mod.rs"), "{added}");
    // Other files in the directory are ignored.
    project.write("specs/README.md", "Specs.\n");
    project.remove("specs/pong.yaml");
    let removed = watch.said();
    assert!(!project.has("generated/src/pong"), "{removed}");
    shown!(start, added, removed);
}

#[test]
fn editors_may_write_by_renaming() {
    let project = Project::generated(SPECCAST);
    let watch = Watch::start(&project, &["specs/ping.yaml"]);
    watch.said();
    for (number, max) in [(1, "max: 12"), (2, "max: 14")] {
        let backup = project.path().join("specs/ping.yaml~");
        let spec = project.path().join("specs/ping.yaml");
        fs::rename(&spec, &backup).expect("a backup");
        fs::write(project.path().join("specs/.ping.swp"), SPEC.replace("max: 10", max)).expect("a new file");
        fs::rename(project.path().join("specs/.ping.swp"), &spec).expect("a spec");
        let mut said = watch.said();
        if said.contains("specs/ping.yaml removed") {
            // On a machine that is busy it may be seen between the two steps.
            said = watch.said();
        }
        assert!(
            said.contains("specs/ping.yaml saved\n changed generated/src/ping/model.rs"),
            "{number}: {said}"
        );
        assert!(project.read(MODEL).contains(&max.replace("max: ", "at most ")), "{said}");
    }
}

#[test]
fn it_does_not_lose_work_by_hand_either() {
    let project = Project::generated(SPECCAST);
    let watch = Watch::start(&project, &[]);
    watch.said();
    project.edit(MODEL, "at most 10", "at most ten");
    project.edit("specs/ping.yaml", "max: 10", "max: 12");
    let said = watch.said();
    assert!(said.contains("  generated/src/ping/model.rs: edited by hand"), "{said}");
    assert!(project.read(MODEL).contains("at most ten"), "{said}");
    project.edit(MODEL, "at most ten", "at most 10");
    project.edit("specs/ping.yaml", "max: 12", "max: 13");
    let said = watch.said();
    assert!(project.read(MODEL).contains("at most 13"), "{said}");
}

/// Whether a shell runs a command to a good end.
#[cfg(unix)]
fn sh(command: &str) -> bool {
    Command::new("sh").args(["-c", command]).status().expect("a shell").success()
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_and_harms_nothing() {
    let project = Project::generated(SPECCAST);
    let mut watch = Watch::start(&project, &[]);
    watch.said();
    project.edit("specs/ping.yaml", "max: 10", "max: 12");
    watch.said();
    let files = project.files();
    // A shell's background process ignores SIGINT, and so do its children.
    let is_ignored = sh("kill -INT $$");
    let signal = if is_ignored { "TERM" } else { "INT" };
    assert!(sh(&format!("kill -{signal} {}", watch.child.id())));
    assert!(!watch.ended().success());
    assert_eq!(project.files(), files);
    let check = project.run(&["generate", "--check"]);
    assert!(check.ends_with("[exit 0]\n"), "{check}");
}

#[test]
fn it_neither_checks_nor_runs_dry() {
    let project = Project::new(SPECCAST);
    for flag in ["--check", "--dry-run"] {
        let said = project.run(&["generate", "--watch", flag]);
        assert!(said.contains("cannot be used with") && said.ends_with("[exit 2]\n"), "{said}");
    }
}
