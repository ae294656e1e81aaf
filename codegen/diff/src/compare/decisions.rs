//! Turns lost and gained values into verdicts.

use super::values::Held;
use super::{Comparison, Found};
use crate::constraints::{Answer, Part, shows};
use crate::rules::{self, Rule};
use crate::verdict::{Direction, Stale, Wire};
use crate::witness::Witness;

/// Effect of a change on the values of an item.
struct Effect {
    lost: Answer,
    gained: Answer,
    /// Whether a client of the old spec refuses gained values before it sends them.
    enforced: bool,
    /// Level if a response may contain values that it could not contain before.
    unexpected: Wire,
}

impl Comparison<'_> {
    /// Records changed parts of a value's constraints.
    pub(super) fn parts(&mut self, parts: Vec<Part>, held: Held<'_>) {
        for part in parts {
            let mut place = self.declared(held, part.key);
            if let Some(bound) = part.bound {
                // A bound may have its own line; otherwise its constraint's line is used.
                if self.old.has(&place.old.key(bound)) {
                    place.old = place.old.key(bound);
                }
                if self.new.has(&place.new.key(bound)) {
                    place.new = place.new.key(bound);
                }
            }
            let nothing = part.lost == Answer::No && part.gained == Answer::No;
            let says_so = [&rules::PATTERN_EQUIVALENT, &rules::CONSTRAINTS_REWRITTEN];
            let remark = (nothing && !says_so.contains(&part.rule))
                .then(|| "no value is gained or lost, since its other constraints imply this".to_owned());
            let found = Found::new(part.rule, &place, part.message).remark(remark);
            let Part { lost, gained, enforced, .. } = part;
            self.decided(found, Effect { lost, gained, enforced, unexpected: Wire::Dangerous }, held);
        }
    }

    /// Records another type of number.
    pub(super) fn retyped(&mut self, rule: &'static Rule, lost: Answer, gained: Answer, held: Held<'_>) {
        let (was, is) = (self.old.noun(&held.old.ty), self.new.noun(&held.new.ty));
        let found = Found::new(rule, &self.type_key(held), format!("{is}, {was} before"));
        // An old client checks the type of the values it sends, and cannot decode others.
        self.decided(found, Effect { lost, gained, enforced: true, unexpected: Wire::Breaking }, held);
    }

    /// Records a value that has become one of a list, or the reverse.
    pub(super) fn chosen(
        &mut self,
        rule: &'static Rule,
        message: &str,
        lost: Answer,
        gained: Answer,
        held: Held<'_>,
    ) {
        let found = Found::new(rule, &self.type_key(held), message);
        self.decided(found, Effect { lost, gained, enforced: true, unexpected: Wire::Dangerous }, held);
    }

    /// Keeps a witness only if the value may appear here and both specs treat it as expected.
    fn checked(&mut self, answer: Answer, lost: bool, held: Held<'_>) -> Answer {
        let Held { old, new, at } = held;
        match answer {
            _ if !at.filled[usize::from(!lost)] => Answer::No,
            Answer::Yes(value) if !shows(&value, [old, new], &mut self.counts, lost) => {
                Answer::Unknown("no example was found".to_owned())
            }
            answer => answer,
        }
    }

    fn decided(&mut self, found: Found, effect: Effect, held: Held<'_>) {
        let Effect { lost, gained, enforced, unexpected } = effect;
        let (lost, gained) = (self.checked(lost, true, held), self.checked(gained, false, held));
        let level = |answer: &Answer, worst: Wire| match answer {
            Answer::No => Wire::Compatible,
            Answer::Yes(_) => worst,
            Answer::Unknown(_) => Wire::Dangerous,
        };
        let mut found = match found.at.direction {
            Some(Direction::Response) => found.wire(level(&gained, unexpected)),
            _ => {
                let stale = match &gained {
                    _ if !enforced => Stale::Unaffected,
                    Answer::No => Stale::Unaffected,
                    Answer::Yes(value) => Stale::Refuses(value.to_string()),
                    Answer::Unknown(reason) => Stale::Perhaps(reason.clone()),
                };
                found.wire(level(&lost, Wire::Breaking)).stale(stale)
            }
        };
        for (answer, witness) in
            [(lost, Witness::refused_now as fn(_) -> _), (gained, Witness::accepted_now as fn(_) -> _)]
        {
            found = match answer {
                Answer::No => found,
                Answer::Yes(value) => found.witness(Some(witness(value))),
                Answer::Unknown(reason) => found.remark(Some(format!("not decided: {reason}"))),
            };
        }
        self.record(found);
    }
}
