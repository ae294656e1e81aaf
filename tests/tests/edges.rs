//! Generated checks accept values at the bounds of each constraint and refuse those just outside, wherever in the input
//! they are.

use speccast::{Options, Source, generate, input};
use speccast_tests::checked::{self, Check, all_wrong};
use speccast_tests::edges::cases;
use speccast_tests::fixtures;
use std::fs;
use std::path::Path;

/// The checks of each module's operations, which this package's build script lists.
const CHECKS: &[(&str, &[Check])] = include!(concat!(env!("OUT_DIR"), "/checks.rs"));

#[test]
fn checks_of_inputs_hold_at_the_edge_of_each_constraint() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut wrong, mut counts) = (Vec::new(), [0, 0]);
    for path in ["fixtures/good", "../specs", "../codegen/cli/src/init/starter.yaml"] {
        for path in input::find(&here.join(path)).expect("specs") {
            let text = fs::read_to_string(&path).expect("a spec");
            let generated = generate(&[Source::new("spec.yaml", text.as_str())], &Options::default());
            let module = &generated.expect("a good spec").modules[0];
            let (_, checks) = CHECKS.iter().find(|(name, _)| name == module).expect("a generated module");
            let cases = cases(&text);
            wrong.extend(all_wrong(&cases, checks).into_iter().map(|wrong| format!("{module}: {wrong}")));
            for (_, is_valid) in cases.iter().flat_map(|(_, cases)| cases) {
                counts[usize::from(*is_valid)] += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counts.iter().all(|count| *count > 300), "values were tried: {counts:?}");
}
