//! A report as one self-contained page of HTML: no scripts, fonts or other files.

use super::escape::{html as text, prose};
use super::generated::{self, File, Line};
use super::highlight;
use super::plain::{counts, facts, places, witness};
use crate::change::{Change, Report};
use crate::spec::Location;
use crate::verdict::{Stale, Step, Verdict, Wire};
use similar::ChangeTag;
use speccast_core::Source;
use std::fmt::Write;

/// Returns a report as a page: verdicts, changes with both lines of the spec, and their effect on generated
/// code.
///
/// With `everything`, changes of docs and order are included.
pub fn html(report: &Report, everything: bool) -> String {
    let title =
        if report.changes.is_empty() { "the specs mean the same" } else { report.verdict.wire.name() };
    let sources = report.specs.iter().filter_map(|pair| pair.new.as_ref().or(pair.old.as_ref()));
    let names: Vec<&str> = sources.map(Source::file_name).collect();
    let names = names.join(", ");
    let mut body = String::new();
    for (index, pair) in report.specs.iter().enumerate() {
        let mut changes = report.shown(everything).filter(|change| change.spec == index).peekable();
        if changes.peek().is_some() && report.specs.len() > 1 {
            let _ = writeln!(body, "<h3 class=\"spec\">{}</h3>", text(&pair.service));
        }
        changes.for_each(|change| article(&mut body, change));
    }
    if body.is_empty() {
        body.push_str("<p>No relevant changes.</p>\n");
    }
    let mut code: String = generated::files(report).iter().map(file).collect();
    if code.is_empty() {
        code.push_str("<p>No changes.</p>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{names}: {title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n\
         <header><h1>{names}</h1><p class=\"dim\">{sides}{counts}</p></header>\n{verdicts}\
         <div class=\"columns\">\n<section>\n<h2>Changes of the spec</h2>\n{body}</section>\n\
         <section>\n<h2>Changes of the generated code</h2>\n{code}</section>\n</div>\n</main>\n</body>\n</html>\n",
        names = text(&names),
        title = text(title),
        style = include_str!("html.css"),
        sides = sides(report),
        counts = text(&counts(report)),
        verdicts = verdicts(&report.verdict),
    )
}

/// Names both sides, if there is one spec on each.
fn sides(report: &Report) -> String {
    match report.specs.as_slice() {
        [pair] => {
            let side = |source: Option<&Source>| {
                source.map_or("nothing".to_owned(), |source| source.name().to_owned())
            };
            text(&format!("{} → {} · ", side(pair.old.as_ref()), side(pair.new.as_ref())))
        }
        _ => String::new(),
    }
}

fn verdicts(verdict: &Verdict) -> String {
    let wire = match verdict.wire {
        Wire::Compatible => "deployed clients keep working",
        Wire::Dangerous => "deployed clients may fail, depending on their code",
        Wire::Breaking => "deployed clients fail",
    };
    let step = match verdict.step {
        Step::None => "the generated crate is unchanged",
        Step::Patch => "the same API behaves differently",
        Step::Minor => "the generated crate has new items",
        Step::Major => "code that uses the generated crate may not compile",
    };
    let (stale, note) = match &verdict.stale {
        Stale::Unaffected => ("unaffected", "they accept every value that is now accepted".to_owned()),
        Stale::Perhaps(reason) => ("perhaps affected", text(reason)),
        Stale::Refuses(example) => ("refuse", format!("what is accepted now: {}", prose(example))),
    };
    let card = |what: &str, class: &str, verdict: &str, note: &str| {
        format!("<li class=\"{class}\"><span class=\"dim\">{what}</span><b>{verdict}</b>{note}</li>\n")
    };
    format!(
        "<ul class=\"verdicts\">\n{}{}{}</ul>\n",
        card("Wire", class(verdict.wire), verdict.wire.name(), wire),
        card("Crate", step_class(verdict.step), verdict.step.name(), step),
        card("Clients that enforce the old spec", stale_class(&verdict.stale), stale, &note),
    )
}

fn class(wire: Wire) -> &'static str {
    match wire {
        Wire::Compatible => "good",
        Wire::Dangerous => "warn",
        Wire::Breaking => "bad",
    }
}

fn step_class(step: Step) -> &'static str {
    match step {
        Step::None | Step::Patch => "good",
        Step::Minor => "warn",
        Step::Major => "bad",
    }
}

fn stale_class(stale: &Stale) -> &'static str {
    match stale {
        Stale::Unaffected => "good",
        Stale::Perhaps(_) => "warn",
        Stale::Refuses(_) => "bad",
    }
}

fn article(page: &mut String, change: &Change) {
    let wire = change.verdict.wire;
    let _ = write!(
        page,
        "<article id=\"{id}\">\n<p><span class=\"badge {class}\">{wire}</span> <span class=\"dim\">{facts}</span></p>\n\
         <h3><code>{subject}</code>: {message}</h3>\n",
        id = text(&change.fingerprint),
        class = class(wire),
        facts = text(&facts(change).join(" · ")),
        subject = text(&change.subject),
        message = prose(&change.message),
    );
    for value in &change.witnesses {
        let _ = writeln!(page, "<p class=\"witness\">{}</p>", text(&witness(change, value)));
    }
    lines(page, change);
    for note in &change.notes {
        let _ = writeln!(page, "<p class=\"dim\">{}</p>", prose(note));
    }
    if let Some(places) = places(change) {
        let _ = writeln!(page, "<p class=\"dim\">{}</p>", text(&places));
    }
    let _ = writeln!(
        page,
        "<details><summary>{}</summary><p>{}</p></details>\n</article>",
        text(change.rule.id),
        prose(change.rule.explanation)
    );
}

/// Appends the lines of both specs.
fn lines(page: &mut String, change: &Change) {
    let sides = [("del", "-", &change.old), ("add", "+", &change.new)];
    let exact = |location: &&Location| location.exact;
    let rows: Vec<String> = sides
        .iter()
        .filter_map(|(class, sign, location)| {
            location.as_ref().filter(exact).map(|location| (class, sign, location))
        })
        .map(|(class, sign, location)| {
            row(class, &location.line.to_string(), sign, &text(location.text.trim()))
        })
        .collect();
    if !rows.is_empty() {
        let _ = writeln!(page, "<div class=\"code wrap\"><table>\n{}</table></div>", rows.concat());
    }
}

fn row(class: &str, number: &str, sign: &str, code: &str) -> String {
    format!("<tr class=\"{class}\"><td class=\"n\">{number}</td><td>{sign}</td><td>{code}</td></tr>\n")
}

fn file(file: &File) -> String {
    let pieces: Vec<String> = file.pieces.iter().map(|lines| lines.iter().map(line).collect()).collect();
    let rows = pieces.join("<tr class=\"gap\"><td></td><td></td><td>…</td></tr>\n");
    format!(
        "<details open><summary><code>{}</code></summary><div class=\"code\"><table>\n{rows}</table></div></details>\n",
        text(&file.path)
    )
}

fn line(line: &Line) -> String {
    let (class, sign) = match line.tag {
        ChangeTag::Delete => ("del", "-"),
        ChangeTag::Insert => ("add", "+"),
        ChangeTag::Equal => ("", ""),
    };
    row(class, &line.number.to_string(), sign, &highlight::rust(&line.text))
}
