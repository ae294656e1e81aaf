//! The effect of a change on generated code, as a text diff.

use crate::change::{Pair, Report};
use crate::spec::Spec;
use similar::{ChangeTag, TextDiff};
use speccast_build::Options;
use speccast_core::Source;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Unchanged lines shown around changed ones.
const CONTEXT: usize = 3;

/// A generated file that differs.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// Its path below the output directory.
    pub(super) path: String,
    /// Changed lines with some context; lines between pieces are left out.
    pub(super) pieces: Vec<Vec<Line>>,
}

/// A line of such a file.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Whether it is new, removed, or unchanged.
    pub(super) tag: ChangeTag,
    /// Its number, in the new file if it exists there, otherwise in the old one.
    pub(super) number: usize,
    /// Its text.
    pub(super) text: String,
}

/// Returns the generated files that differ, spec by spec.
pub(super) fn files(report: &Report) -> Vec<File> {
    report.specs.iter().flat_map(of_pair).collect()
}

fn of_pair(pair: &Pair) -> Vec<File> {
    let same =
        |(old, new): (&Source, &Source)| old.text() == new.text() && old.file_name() == new.file_name();
    if pair.old.as_ref().zip(pair.new.as_ref()).is_some_and(same) {
        return Vec::new();
    }
    let [old, new] = pair.specs.each_ref().map(|spec| texts(spec.as_deref()));
    let mut paths: Vec<&String> = new.keys().collect();
    paths.extend(old.keys().filter(|path| !new.contains_key(*path)));
    let files = paths.into_iter().map(|path| {
        let [old, new] = [&old, &new].map(|files| files.get(path).map_or("", |text| text));
        diff(path, old, new)
    });
    files.filter(|file| !file.pieces.is_empty()).collect()
}

/// Returns the files generated from a spec, by path.
fn texts(spec: Option<&Spec>) -> BTreeMap<String, Arc<str>> {
    let generated = spec.map(|spec| spec.generate(&Options::default()));
    let files = generated.and_then(Result::ok).unwrap_or_default().into_iter();
    files.map(|file| (file.path, file.text)).collect()
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
