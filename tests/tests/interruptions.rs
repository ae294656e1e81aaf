//! A run may be interrupted anywhere: the next one repairs the directory without `--force`, even if specs
//! changed in between.

use speccast::output::{Disk, RealDisk};
use speccast_tests::ending::{Ending, generate};
use speccast_tests::project::{EXAMPLE, Project, SPEC};
use std::io;
use std::path::Path;

const SPECCAST: &str = env!("CARGO_BIN_EXE_speccast-cli");
/// The working directory of a test is elsewhere.
const LOCK: &str = "generated/src/speccast.lock";
const MODEL: &str = "generated/src/ping/model.rs";

fn run(project: &Project, tests: bool, over: bool, disk: &mut dyn Disk) -> Result<(), String> {
    generate(project.path(), tests, over, disk)
}

/// All files of a project but the specs, with their texts.
fn tree(project: &Project) -> Vec<(String, String)> {
    let files = project.files().into_iter().filter(|path| !path.starts_with("specs/"));
    files.map(|path| (project.read(&path), path)).map(|(text, path)| (path, text)).collect()
}

/// A change of a project, and then perhaps another.
struct Change {
    name: &'static str,
    before: fn(&Project),
    change: fn(&Project),
    tests: bool,
    over: bool,
}

fn write(project: &Project, spec: &str, from: &str, to: &str) {
    project.write("specs/ping.yaml", spec.replace(from, to));
}

const CHANGES: &[Change] = &[
    Change { name: "first", before: |_| {}, change: |_| {}, tests: false, over: false },
    Change {
        name: "spec changed",
        before: generated,
        change: |project| write(project, SPEC, "max: 10", "max: 12"),
        tests: false,
        over: false,
    },
    Change {
        name: "tests wanted",
        before: generated,
        change: |project| project.write("specs/ping.yaml", [SPEC, EXAMPLE].concat()),
        tests: true,
        over: false,
    },
    Change {
        name: "tests not wanted",
        before: |project| {
            project.write("specs/ping.yaml", [SPEC, EXAMPLE].concat());
            run(project, true, false, &mut RealDisk).expect("a good spec");
        },
        change: |project| write(project, &[SPEC, EXAMPLE].concat(), "max: 10", "max: 12"),
        tests: false,
        over: false,
    },
    Change {
        name: "service renamed",
        before: generated,
        change: |project| write(project, SPEC, "name: Ping", "name: Gong"),
        tests: false,
        over: false,
    },
    Change {
        name: "edited by hand, and forced",
        before: |project| {
            generated(project);
            project.edit(MODEL, "at most 10", "at most 100");
        },
        change: |project| write(project, SPEC, "max: 10", "max: 12"),
        tests: false,
        over: true,
    },
];

fn generated(project: &Project) {
    run(project, false, false, &mut RealDisk).expect("a good spec");
}

/// A change of a project.
type Edit = fn(&Project);

/// Changes of the spec between the interrupted run and the next one.
const NEXT: &[(&str, Edit)] = &[
    ("the same", |_| {}),
    ("another", |project| write(project, SPEC, "max: 10", "max: 14")),
    ("as before", |project| write(project, SPEC, "", "")),
    ("another service", |project| write(project, SPEC, "name: Ping", "name: Zed")),
];

#[test]
fn the_next_run_repairs_the_tree_wherever_one_ends() {
    for change in CHANGES {
        for (next, and_then) in NEXT {
            // The expected result, generated in one run.
            let expected = Project::new(SPECCAST);
            (change.change)(&expected);
            and_then(&expected);
            run(&expected, change.tests, false, &mut RealDisk).expect("a good spec");
            let expected = tree(&expected);
            for in_part in [false, true] {
                for operations in 0.. {
                    let project = Project::new(SPECCAST);
                    (change.before)(&project);
                    (change.change)(&project);
                    let mut disk = Ending { operations, in_part };
                    let ended = run(&project, change.tests, change.over, &mut disk);
                    let what = format!("{}, {operations} operations, then {next}", change.name);
                    and_then(&project);
                    // Manual edits are lost only if that was requested: until the first file is replaced, the
                    // same run may be repeated.
                    let is_untouched =
                        change.over && !(project.has(LOCK) && project.read(LOCK).contains("\nunfinished\n"));
                    let over = is_untouched && ended.is_err();
                    run(&project, change.tests, over, &mut RealDisk)
                        .unwrap_or_else(|error| panic!("{what}: {error}"));
                    assert_eq!(tree(&project), expected, "{what}");
                    if ended.is_ok() {
                        assert!(operations > 5, "{what}: not every operation is one of the disk");
                        break;
                    }
                }
            }
        }
    }
}

#[test]
fn a_failure_before_the_first_replacement_changes_nothing() {
    let project = Project::new(SPECCAST);
    generated(&project);
    write(&project, SPEC, "max: 10", "max: 12");
    let before = tree(&project);
    /// A disk that is full from some file on, and can remove files.
    struct Full(usize);
    impl Disk for Full {
        fn make_folder(&mut self, path: &Path) -> io::Result<()> {
            RealDisk.make_folder(path)
        }
        fn write_new(&mut self, path: &Path, text: &str) -> io::Result<()> {
            if self.0 == 0 {
                let _ = RealDisk.write_new(path, "");
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.0 -= 1;
            RealDisk.write_new(path, text)
        }
        fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
            RealDisk.rename(from, to)
        }
        fn remove(&mut self, path: &Path) -> io::Result<()> {
            RealDisk.remove(path)
        }
        fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
            RealDisk.remove_folder(path)
        }
    }
    for files in 0..4 {
        assert!(run(&project, false, false, &mut Full(files)).is_err(), "{files} files can be written");
        assert_eq!(tree(&project), before, "{files} files can be written");
    }
}

/// The name of a temporary file is taken by another file, or by a link to one.
#[cfg(unix)]
#[test]
fn planted_links_are_not_followed() {
    let project = Project::new(SPECCAST);
    generated(&project);
    project.write("mine", "mine");
    for number in 0..3 {
        for file in [MODEL, "generated/src/ping/validator.rs", LOCK] {
            let name = format!("{file}.{}.{number}.tmp", std::process::id());
            std::os::unix::fs::symlink(project.path().join("mine"), project.path().join(name))
                .expect("a link");
        }
    }
    project.write("generated/src/ping/model.rs.1.0.tmp", "somebody's notes");
    write(&project, SPEC, "max: 10", "max: 12");
    generated(&project);
    assert!(project.read(MODEL).contains("at most 12"));
    assert_eq!(project.read("mine"), "mine");
    assert_eq!(project.read("generated/src/ping/model.rs.1.0.tmp"), "somebody's notes");
    assert!(std::fs::symlink_metadata(project.path().join(MODEL)).expect("a file").is_file());
}
