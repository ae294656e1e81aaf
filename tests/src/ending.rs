//! Runs of `generate` that end anywhere.

use speccast::output::{Directory, Disk, RealDisk};
use speccast::{Options, input};
use std::io;
use std::path::Path;

/// A disk of a process that ends after some operations; the last one may be done in part.
#[derive(Clone, Copy, Debug)]
pub struct Ending {
    /// How many operations are done.
    pub operations: usize,
    /// Whether half of the file is written that comes after them.
    pub in_part: bool,
}

impl Ending {
    /// Does one more operation, unless the process has ended.
    fn go_on(&mut self, operation: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        if self.operations == 0 {
            return Err(io::Error::other("the process has ended"));
        }
        self.operations -= 1;
        operation()
    }
}

impl Disk for Ending {
    fn make_folder(&mut self, path: &Path) -> io::Result<()> {
        self.go_on(|| RealDisk.make_folder(path))
    }

    fn write_new(&mut self, path: &Path, text: &str) -> io::Result<()> {
        if self.operations == 0 && self.in_part {
            self.in_part = false;
            let half = text.floor_char_boundary(text.len() / 2);
            let _ = RealDisk.write_new(path, &text[..half]);
        }
        self.go_on(|| RealDisk.write_new(path, text))
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.go_on(|| RealDisk.rename(from, to))
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.go_on(|| RealDisk.remove(path))
    }

    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        self.go_on(|| RealDisk.remove_folder(path))
    }
}

/// Does what `generate` does in a project with specs in `specs`, without output, on a disk that the test
/// chooses.
///
/// # Errors
/// Why it did not, in words.
pub fn generate(project: &Path, tests: bool, over: bool, disk: &mut dyn Disk) -> Result<(), String> {
    let (specs, out) = (project.join("specs"), project.join("generated/src"));
    let directory = Directory::open(&out).map_err(|error| error.to_string())?;
    let found = input::find(&specs).map_err(|error| error.to_string())?;
    let sources: Result<Vec<_>, _> = found.iter().map(|spec| directory.read(spec)).collect();
    let sources = sources.map_err(|error| error.to_string())?;
    let mut options = Options::default();
    options.tests = tests;
    let update = directory.update(&sources, &[specs], &options, false).map_err(|error| error.to_string())?;
    update.plan.write_on(disk, over).map_err(|error| error.to_string())
}
