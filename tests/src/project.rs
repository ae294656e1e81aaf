//! A project of a user: a folder with a spec and a crate, and the command run in it.

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A whole spec, of the operation `Ping` in the module `ping`.
pub const SPEC: &str = include_str!("../consumer/specs/ping.yaml");

/// An example of the operation, for generated tests.
pub const EXAMPLE: &str = "
examples:
  Ping:
    - input: { word: hello }
      response: { status: 200, body: { word: hello } }
      output: { word: hello }
";

/// A folder with `specs/ping.yaml` and the root of a crate that declares the module.
#[derive(Debug)]
pub struct Project {
    folder: TempDir,
    binary: &'static str,
}

impl Project {
    /// A project where nothing was generated yet. `binary` is the command, which only a test knows.
    #[expect(clippy::expect_used, reason = "a test may panic")]
    pub fn new(binary: &'static str) -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a folder"), binary };
        // Where a search for the lock file ends.
        fs::create_dir(project.path().join(".git")).expect("a folder");
        project.write("specs/ping.yaml", SPEC);
        project.write("generated/src/lib.rs", "#[rustfmt::skip]\npub mod ping;\n");
        project
    }

    /// The same with an example in the spec.
    pub fn with_example(binary: &'static str) -> Self {
        let project = Self::new(binary);
        project.write("specs/ping.yaml", [SPEC, EXAMPLE].concat());
        project
    }

    /// A project after `generate`.
    pub fn generated(binary: &'static str) -> Self {
        let project = Self::new(binary);
        let said = project.run(&["generate"]);
        assert!(said.ends_with("[exit 0]\n"), "{said}");
        project
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and makes its folder. It is there as a whole at once, however busy the machine is.
    #[expect(clippy::expect_used, reason = "a test may panic")]
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let (path, new) = (self.path().join(path), self.path().join(".new"));
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&new, text).expect("a file");
        fs::rename(new, path).expect("a file");
    }

    /// Reads a file.
    #[expect(clippy::panic, reason = "a test may panic")]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether something is there.
    pub fn has(&self, path: &str) -> bool {
        self.path().join(path).exists()
    }

    /// Puts `to` in the place of `from`, which must be there.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} holds {from:?}:\n{text}");
        self.write(path, text.replace(from, to));
    }

    /// Removes a file.
    #[expect(clippy::expect_used, reason = "a test may panic")]
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path().join(path)).expect("a file");
    }

    /// Returns the output of the command, and its exit status.
    pub fn run(&self, arguments: &[&str]) -> String {
        self.run_in("", arguments)
    }

    /// The same from another folder of the project.
    #[expect(clippy::expect_used, reason = "a test may panic")]
    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> String {
        let mut command = self.command(arguments);
        let output = command.current_dir(self.path().join(folder)).output().expect("the command runs");
        let (stdout, stderr) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let mut shown = format!("$ speccast {}\n{stdout}", arguments.join(" "));
        if !stderr.is_empty() {
            shown.push_str(&format!("[stderr]\n{stderr}"));
        }
        format!("{shown}[exit {}]\n", output.status.code().unwrap_or(-1))
    }

    /// The command, in the project's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.binary);
        command.args(arguments).current_dir(self.path()).env("COLUMNS", "100").env_remove("CARGO_PKG_NAME");
        command
    }

    /// Paths of all files, sorted.
    pub fn files(&self) -> Vec<String> {
        files(self.path())
    }
}

/// Paths of all files below a folder, sorted.
#[expect(clippy::expect_used, reason = "a test may panic")]
pub fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            found.push(name);
        }
    }
    found.sort_unstable();
    found
}
