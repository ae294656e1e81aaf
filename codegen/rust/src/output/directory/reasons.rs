//! Why a file differs, according to the lock file.

use super::{Directory, Module};
use crate::output::{Change, Reason, fingerprint};

impl Directory {
    /// Returns why a file differs.
    pub(super) fn reasons(&self, change: &Change, now: &[Module], tests: bool) -> Vec<Reason> {
        let Some(before) = change.before.as_ref().filter(|text| !text.trim().is_empty()) else {
            return vec![Reason::Missing];
        };
        let key = self.key(&change.path);
        let recorded = self.recorded.files.get(&key);
        let is = fingerprint::of_code(before);
        let by_hand = match recorded {
            None => Some(Reason::Unrecorded),
            Some(hashes) if hashes.contains(&is) => None,
            Some(_) => Some(Reason::EditedByHand),
        };
        let Some(after) = &change.after else {
            return [Reason::LeftBehind].into_iter().chain(by_hand).collect();
        };
        if before.lines().any(|line| line.starts_with("<<<<<<< ")) {
            return vec![Reason::MergeConflict];
        }
        let wanted = fingerprint::of_code(after);
        if is == wanted {
            return vec![Reason::Reformatted];
        }
        if by_hand == Some(Reason::Unrecorded) {
            return vec![Reason::Unrecorded];
        }
        let is_other = !recorded.is_some_and(|hashes| hashes.contains(&wanted));
        let causes = if is_other { self.causes(&change.path, now, tests) } else { Vec::new() };
        by_hand.into_iter().chain(causes).collect()
    }

    /// Returns why the code generated for a module changed.
    fn causes(&self, path: &str, now: &[Module], tests: bool) -> Vec<Reason> {
        let name = path.split('/').next().unwrap_or_default();
        let before = self.recorded.specs.get(&self.key(name));
        let mut causes = Vec::new();
        if let Some(Module { spec, .. }) = now.iter().find(|module| module.name == name)
            && let Some(before) = before
        {
            if let Some(first) = before.first().filter(|_| !before.iter().any(|old| old.path == spec.path)) {
                causes.push(Reason::SpecRenamed(first.path.clone()));
            }
            if !before.iter().any(|old| old.hash == spec.hash) {
                causes.push(Reason::SpecChanged(spec.path.clone()));
            }
        }
        let generators = &self.recorded.generators;
        if let Some(from) = generators.first().filter(|_| !generators.contains(crate::VERSION)) {
            causes.push(Reason::GeneratorUpgraded { from: from.clone() });
        }
        if self.has_tests() != tests {
            causes.push(Reason::Tests(tests));
        }
        if causes.is_empty() {
            causes.push(Reason::GeneratorChanged);
        }
        causes
    }
}
