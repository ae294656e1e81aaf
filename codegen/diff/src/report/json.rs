//! A report for tools, in the format documented in `DIFF.md`.

use crate::change::{Change, Pair, Report};
use crate::spec::Location;
use crate::verdict::{Verdict, Wire};
use crate::witness::{Value, Witness};
use speccast_core::text::Json;

/// Version of the format; an incompatible change increases it.
const VERSION: usize = 1;
/// Longer texts of witnesses are left out: the text for people has their length.
const LONGEST: usize = 1_000;

/// Returns a report with all changes as a JSON document.
pub fn json(report: &Report) -> String {
    let counts = Wire::ALL.iter().zip(report.counts()).rev();
    let counts = counts.map(|(wire, count)| (wire.name(), count.into())).collect();
    let changes = |changes: &[Change]| Json::array(changes.iter().map(|change| self::change(report, change)));
    let document = Json::from([
        ("version", VERSION.into()),
        ("verdict", verdict(&report.verdict)),
        ("counts", Json::Object(counts)),
        ("specs", Json::array(report.specs.iter().map(pair))),
        ("changes", changes(&report.changes)),
        ("ignored", changes(&report.ignored)),
    ]);
    format!("{document}\n")
}

fn pair(pair: &Pair) -> Json {
    let mut members = vec![("module", text(&pair.module)), ("service", text(&pair.service))];
    members.extend(pair.old.as_ref().map(|source| ("old", text(source.name()))));
    members.extend(pair.new.as_ref().map(|source| ("new", text(source.name()))));
    members.push(("verdict", verdict(&pair.verdict)));
    Json::Object(members)
}

fn verdict(verdict: &Verdict) -> Json {
    let mut members = vec![
        ("wire", text(verdict.wire.name())),
        ("crate", text(verdict.step.name())),
        ("staleClients", text(verdict.stale.name())),
    ];
    members.extend(verdict.stale.text().map(|reason| ("staleText", text(reason))));
    Json::Object(members)
}

fn change(report: &Report, change: &Change) -> Json {
    let texts = |texts: &[String]| Json::array(texts.iter().map(|it| text(it)));
    let module = report.specs.get(change.spec).map_or("", |pair| &pair.module);
    let mut members = vec![
        ("rule", text(change.rule.id)),
        ("kind", text(&change.rule.kind.to_string())),
        ("action", text(&change.rule.action.to_string())),
        ("module", text(module)),
        ("path", text(&change.path)),
        ("subject", text(&change.subject)),
        ("message", text(&change.message)),
        ("verdict", verdict(&change.verdict)),
        ("directions", Json::array(change.directions.iter().map(|direction| direction.name()))),
        ("witnesses", Json::array(change.witnesses.iter().map(witness))),
        ("notes", texts(&change.notes)),
    ];
    members.extend(change.old.as_ref().map(|it| ("old", location(it))));
    members.extend(change.new.as_ref().map(|it| ("new", location(it))));
    members.push(("places", texts(&change.places)));
    members.push(("docsOrOrder", change.rule.is_minor_matter().into()));
    members.push(("fingerprint", text(&change.fingerprint)));
    Json::Object(members)
}

fn witness(witness: &Witness) -> Json {
    let value = match &witness.value {
        Value::Text(value) if value.chars().count() <= LONGEST => Some(text(value)),
        Value::Integer(value) => Some(Json::Number((*value).into())),
        _ => None,
    };
    let mut members = vec![("text", text(&witness.value.to_string()))];
    members.extend(value.map(|value| ("value", value)));
    members.push(("accepted", text(if witness.refused_now { "before" } else { "now" })));
    Json::Object(members)
}

fn location(location: &Location) -> Json {
    Json::from([
        ("file", text(&location.file)),
        ("line", location.line.into()),
        ("column", location.column.into()),
        ("text", text(&location.text)),
        ("exact", location.exact.into()),
    ])
}

fn text(text: &str) -> Json {
    text.into()
}
