//! The smallest change: the one cell that, changed, makes every identity of that cell hold.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::evaluate::{Evaluated, Term};
use super::identity::decimal;
use super::operands::{Id, Printed};
use crate::edition::Relation;
use crate::report::{SmallestChange, SmolStr, Status};

/// Which evaluated identities a cell is in, with how often it counts on the left less the right.
///
/// Built once, so that a table with many violated identities costs each cell's own identities and
/// not all of them.
#[derive(Debug)]
pub(super) struct Involved {
    by_place: FxHashMap<(Id, Id), Vec<(usize, i8)>>,
}

impl Involved {
    pub(super) fn new(evaluated: &[Evaluated<'_>]) -> Self {
        let mut by_place: FxHashMap<_, Vec<(usize, i8)>> = FxHashMap::default();
        // Most reports have nothing to mend.
        if evaluated.iter().all(|e| e.status != Status::Violated) {
            return Self { by_place };
        }
        for (at, identity) in evaluated.iter().enumerate() {
            for term in &identity.terms {
                let sign = if term.left { 1 } else { -1 };
                by_place.entry(term.place).or_default().push((at, sign));
            }
        }
        Self { by_place }
    }

    fn of(&self, term: &Term<'_>) -> &[(usize, i8)] {
        self.by_place.get(&term.place).map_or(&[], Vec::as_slice)
    }
}

/// The change of one cell that makes all identities of that cell hold, if exactly one cell can, and the
/// label of its row.
///
/// A count can't become negative, which alone settles many (10 + 1 = 0 can only mean 11).
/// Identities that are no equations (an 其中 row is at most its parent) do not say which value is
/// meant, so they give no change of their own, but a change must satisfy them.
pub(super) fn smallest(
    evaluated: &[Evaluated<'_>],
    at: usize,
    involved: &Involved,
) -> Option<(SmallestChange, SmolStr)> {
    let this = &evaluated[at];
    if this.identity.relation != Relation::Equal {
        return None;
    }
    let difference = this.difference?;
    let mut only = None;
    for term in &this.terms {
        let Printed::Number(fact, value) = term.printed else {
            continue;
        };
        let delta = if term.left { -difference } else { difference };
        let Some(to) = value.checked_add(delta) else {
            continue;
        };
        if to < Decimal::ZERO || !mends(evaluated, involved.of(term), delta) {
            continue;
        }
        if only.is_some() {
            return None;
        }
        let change = SmallestChange {
            cell: fact.cell,
            from: fact.value.clone().unwrap_or_default(),
            to: decimal(to),
        };
        only = Some((change, fact.label.clone()));
    }
    only
}

/// Whether all identities of a cell that can be evaluated hold once the cell is `delta` more.
fn mends(evaluated: &[Evaluated<'_>], involved: &[(usize, i8)], delta: Decimal) -> bool {
    involved.iter().all(|&(at, sign)| {
        let other = &evaluated[at];
        if other.status == Status::NotEvaluable {
            return true;
        }
        let delta = if sign > 0 { delta } else { -delta };
        other
            .difference
            .and_then(|difference| difference.checked_add(delta))
            .is_some_and(|difference| other.holds_with(difference))
    })
}
