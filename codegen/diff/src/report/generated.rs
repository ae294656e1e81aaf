//! What a change of specs does to the generated code, as pieces of a text diff.

use crate::change::{Pair, Report};
use similar::{ChangeTag, TextDiff};
use speccast_build::{GeneratedFile, Options, generate};
use speccast_core::Source;
use std::collections::BTreeMap;

/// Unchanged lines shown around changed ones.
const CONTEXT: usize = 3;

/// A generated file that differs.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// Its path below the output directory.
    pub(super) path: String,
    /// Changed lines with some around them; between two pieces, lines are left out.
    pub(super) pieces: Vec<Vec<Line>>,
}

/// A line of such a file.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Whether it is new, gone, or as before.
    pub(super) tag: ChangeTag,
    /// Its number, in the new file if it is there, else in the old one.
    pub(super) number: usize,
    /// Its text.
    pub(super) text: String,
}

/// Every generated file that differs, spec by spec.
pub(super) fn files(report: &Report) -> Vec<File> {
    report.specs.iter().flat_map(of_pair).collect()
}

fn of_pair(pair: &Pair) -> Vec<File> {
    let (old, new) = (texts(pair.old.as_ref()), texts(pair.new.as_ref()));
    let mut paths: Vec<&str> = new.iter().map(|file| file.path.as_str()).collect();
    paths.extend(
        old.iter().map(|file| file.path.as_str()).filter(|path| !new.iter().any(|file| file.path == *path)),
    );
    let text = |files: &BTreeMap<&str, &str>, path: &str| {
        files.get(path).map_or(String::new(), |text| (*text).to_owned())
    };
    let (old, new) = (by_path(&old), by_path(&new));
    let files = paths.iter().map(|path| diff(path, &text(&old, path), &text(&new, path)));
    files.filter(|file| !file.pieces.is_empty()).collect()
}

/// What is generated from a spec. It was compared, so that it can be.
fn texts(source: Option<&Source>) -> Vec<GeneratedFile> {
    let Some(source) = source else { return Vec::new() };
    // Headers name the spec's file: where it was found says nothing of the code.
    let name = source.name().rsplit(['/', ':', '\\']).next().unwrap_or_default();
    let source = Source::new(name, source.text());
    generate(&[source], &Options::default()).map(|generated| generated.files).unwrap_or_default()
}

fn by_path(files: &[GeneratedFile]) -> BTreeMap<&str, &str> {
    files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect()
}

fn diff(path: &str, old: &str, new: &str) -> File {
    let diff = TextDiff::from_lines(old, new);
    let line = |change: similar::Change<&str>| Line {
        tag: change.tag(),
        number: change.new_index().or(change.old_index()).map_or(0, |index| index + 1),
        text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
    };
    let groups = diff.grouped_ops(CONTEXT);
    let piece =
        |ops: &Vec<similar::DiffOp>| ops.iter().flat_map(|op| diff.iter_changes(op)).map(line).collect();
    File { path: path.to_owned(), pieces: groups.iter().map(piece).collect() }
}
