//! Modules that are unchanged according to the lock file are not generated again: counted in allocations, not
//! in time.

use allocation_counter::measure;
use speccast::output::{Directory, Update};
use speccast::{Options, input};
use speccast_tests::project::{Project, SPEC};

const SPECCAST: &str = env!("CARGO_BIN_EXE_speccast-cli");
const MODEL: &str = "generated/src/ping/model.rs";
/// The working directory of a test is elsewhere.
const LOCK: &str = "generated/src/speccast.lock";

/// One run of a build of the generator, and how many bytes it allocated.
fn run(project: &Project, build: &str, tests: bool, fresh: bool) -> (Update, u64) {
    let mut update = None;
    let allocations = measure(|| {
        let (specs, out) = (project.path().join("specs"), project.path().join("generated/src"));
        let directory = Directory::open(&out).expect("a directory").made_by(build);
        let sources: Vec<_> = input::find(&specs)
            .expect("specs")
            .iter()
            .map(|it| directory.read(it).expect("a spec"))
            .collect();
        let mut options = Options::default();
        options.tests = tests;
        update = Some(directory.update(&sources, &[specs], &options, fresh).expect("good specs"));
    });
    let update = update.expect("an update");
    update.plan.write().expect("a directory");
    (update, allocations.bytes_total)
}

/// The modules that one more run generates.
fn generates(project: &Project) -> Vec<String> {
    run(project, "a", false, false).0.generated.modules
}

fn project() -> Project {
    let project = Project::new(SPECCAST);
    project.write("specs/pong.yaml", SPEC.replace("name: Ping", "name: Pong"));
    project.write("generated/src/lib.rs", "pub mod ping;\npub mod pong;\n");
    assert_eq!(generates(&project), ["ping", "pong"]);
    assert_eq!(generates(&project), [""; 0]);
    project
}

#[test]
fn an_unchanged_run_reads_and_hashes() {
    let project = Project::new(SPECCAST);
    for number in 0..20 {
        project.write(
            &format!("specs/s{number}.yaml"),
            SPEC.replace("name: Ping", &format!("name: Service{number}")),
        );
    }
    let (first, _) = run(&project, "a", false, false);
    assert_eq!((first.generated.modules.len(), first.plan.changes().len()), (21, 84));
    let (again, bytes) = run(&project, "a", false, false);
    assert_eq!((again.generated.modules.len(), again.unchanged.len(), again.plan.unchanged()), (0, 21, 84));
    assert!(again.plan.is_done() || !again.plan.declarations().is_empty(), "{:?}", again.plan);
    let (_, generated) = run(&project, "a", false, true);
    let files = project.files();
    let size: usize = files.iter().map(|path| project.read(path).len()).sum();
    assert!(bytes < 10 * size as u64, "{bytes} bytes for {size} bytes of files");
    assert!(generated > 10 * bytes, "{generated} bytes to generate, {bytes} to find that nothing changed");
}

#[test]
fn a_change_is_found_wherever_it_is() {
    let project = project();
    project.edit("specs/ping.yaml", "max: 10", "max: 12");
    assert_eq!(generates(&project), ["ping"], "a spec");
    project.edit("specs/ping.yaml", "max: 12", "max: 12 ");
    assert_eq!(generates(&project), ["ping"], "a spec to the same effect");
    project.remove(MODEL);
    assert_eq!(generates(&project), ["ping"], "a file that is gone");
    project.edit(MODEL, "\n    ", "\n  ");
    assert_eq!(generates(&project), ["ping"], "layout");
    project.edit(LOCK, "generator 0.1.0", "generator 0.0.9");
    assert_eq!(generates(&project), ["ping", "pong"], "another version");
    assert_eq!(run(&project, "b", false, false).0.generated.modules, ["ping", "pong"], "another build");
    assert_eq!(run(&project, "a", true, false).0.generated.modules, ["ping", "pong"], "tests");
    assert_eq!(generates(&project), ["ping", "pong"], "no tests");
    std::fs::rename(project.path().join("specs/ping.yaml"), project.path().join("specs/zing.yaml"))
        .expect("a spec");
    assert_eq!(generates(&project), ["ping"], "a name");
    project.edit(LOCK, "format 2\n", "format 2\nunfinished\n");
    assert_eq!(generates(&project), ["pong", "ping"], "an interruption");
    assert_eq!(generates(&project), [""; 0]);
    assert_eq!(run(&project, "a", false, true).0.generated.modules, ["pong", "ping"], "if that is wanted");
}

#[test]
fn line_ends_of_a_checkout_are_not_a_change() {
    let project = project();
    for path in project.files() {
        project.write(&path, project.read(&path).replace('\n', "\r\n"));
    }
    assert_eq!(generates(&project), [""; 0]);
}

#[test]
fn another_build_that_makes_the_same_leaves_the_lock_file_alone() {
    let project = project();
    let lock = project.read(LOCK);
    let (update, _) = run(&project, "b", false, false);
    assert_eq!(update.generated.modules, ["ping", "pong"]);
    assert_eq!(project.read(LOCK), lock);
}

#[test]
fn a_duplicate_module_is_reported_although_one_is_unchanged() {
    let project = Project::generated(SPECCAST);
    // Of one module generated and one kept, both are the same in the end.
    project.edit("specs/ping.yaml", "name: Ping", "name: Pong");
    project.write("specs/twin.yaml", SPEC);
    let said = project.run(&["generate"]);
    assert!(said.ends_with("[exit 0]\n") && project.has("generated/src/pong/mod.rs"), "{said}");
    project.write("specs/third.yaml", SPEC.replace("GET /ping", "GET /third"));
    let said = project.run(&["generate"]);
    assert!(said.contains("also generates the module `ping`") && said.ends_with("[exit 1]\n"), "{said}");
}

#[test]
fn warnings_come_each_time() {
    let project = Project::new(SPECCAST);
    project.write(
        "specs/ping.yaml",
        SPEC.replace("    http: GET /ping\n", "    http: GET /ping\n    doc: Cut #short\n"),
    );
    for _ in 0..2 {
        let said = project.run(&["generate"]);
        assert!(said.contains("warning[comment-in-doc]") && said.ends_with("[exit 0]\n"), "{said}");
    }
}

#[test]
fn a_file_edited_together_with_the_lock_file_is_found_if_wanted() {
    let project = Project::with_example(SPECCAST);
    project.run(&["generate"]);
    let said = project.run(&["generate", "--check", "--fresh"]);
    assert!(said.ends_with("[exit 0]\n"), "{said}");
    project.edit(MODEL, "at most 10", "at most 11");
    for arguments in [&["generate", "--check"][..], &["generate", "--check", "--fresh"], &["generate"]] {
        let said = project.run(arguments);
        assert!(
            said.contains(&format!("{MODEL}: edited by hand\n")) && said.ends_with("[exit 1]\n"),
            "{said}"
        );
    }
}
