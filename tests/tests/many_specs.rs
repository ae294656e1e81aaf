//! Many specs at once: output is in their order, and work is proportional to new contents.

use allocation_counter::measure;
use speccast::{Options, Source, generate, lint};
use speccast_tests::services::service;

fn source(number: usize, text: String) -> Source {
    Source::new(format!("service{number}.yaml"), text)
}

/// Larger specs first, so that threads do not finish in the order of the sources.
fn sources() -> Vec<Source> {
    (0..12).map(|number| source(number, service(number, 2 * (12 - number)))).collect()
}

#[test]
fn modules_and_files_are_in_the_order_of_the_specs() {
    let sources = sources();
    let all = generate(&sources, &Options::default()).expect("specs without errors");
    let each = sources.iter().map(|source| {
        generate(std::slice::from_ref(source), &Options::default()).expect("a spec without errors")
    });
    let (modules, files): (Vec<_>, Vec<_>) = each.map(|one| (one.modules, one.files)).unzip();
    assert_eq!(all.modules, modules.concat());
    assert_eq!(all.files, files.concat());
}

#[test]
fn findings_are_in_the_order_of_the_specs() {
    let mut sources = sources();
    for number in [1, 4, 9] {
        let text = sources[number].text().replace("{ status: 404 }", "{ status: 404, statsu: 1 }");
        sources[number] = source(number, text);
    }
    sources.push(source(12, service(3, 1)));
    let errors = generate(&sources, &Options::default()).expect_err("four errors");
    let lines: Vec<String> = errors.iter().map(|finding| finding.line()).collect();
    let places = ["service1.yaml", "service4.yaml", "service9.yaml", "service12.yaml"];
    assert_eq!(lines.len(), places.len(), "{lines:?}");
    assert!(lines.iter().zip(places).all(|(line, place)| line.contains(place)), "{lines:?}");
    assert!(lines[3].contains("service3.yaml also generates the module"), "{}", lines[3]);
}

/// A pattern is compiled, and compared with a length, once for all of its uses.
#[test]
fn a_use_of_a_known_pattern_costs_little() {
    let work = |uses: usize, pattern: &str| {
        let text = service(0, 20 * uses).replace("'[0-9]{12}'", pattern);
        let sources = [source(0, text)];
        measure(|| drop(lint(&sources))).count_total
    };
    let more = |pattern: &str| work(8, pattern) - work(4, pattern);
    // A thousand states, which take a hundred thousand allocations to find.
    let large = "'(?:[ab]*a[ab]{8}|[0-9]{12})'";
    let (plain, hard) = (more("'[0-9]{12}'"), more(large));
    assert!(hard < plain + plain / 10, "{hard} allocations for more uses, {plain} of a small pattern");
}
