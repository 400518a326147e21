//! Where rows that count in units lose their values again: no sum of a row says that they are its own.

use super::order::Item;
use super::plan::Plan;
use super::scrambled::{Found, Label};
use super::token::Token;
use crate::table::value;

/// Where rows above are lost, order says nothing up to the first row whose label stands beside its values.
pub(super) fn before_firm(found: &mut [Option<Found>]) {
    for row in found.iter_mut() {
        if row.as_ref().is_some_and(|row| !row.concluded) {
            return;
        }
        *row = None;
    }
}

/// Where rows above are lost, the one label that is there of two that read the same can be either's.
pub(super) fn twins(plan: &Plan, labels: &[Label], found: &mut [Option<Found>]) {
    let is_lone = |slot: usize| {
        let own = &plan.slots[slot].label;
        (plan.slots.iter().zip(labels).enumerate()).any(|(at, (other, label))| {
            let is_same = other.label.keys.first() == own.keys.first();
            at != slot && is_same && !label.seen
        })
    };
    for (slot, row) in found.iter_mut().enumerate() {
        row.take_if(|_| is_lone(slot));
    }
}

/// A row's values can be drawn before its label, each then stands behind the label of the row above:
/// the first row's are nobody's, and the last label has none.
pub(super) fn drawn_before(
    plan: &Plan,
    labels: &[Label],
    items: &[Item],
    found: &mut [Option<Found>],
) {
    if !plan.has_unit {
        return;
    }
    let width = plan.heads.len();
    let taken = found.iter().flatten().filter_map(|row| row.values.first());
    let Some(&first) = taken.min() else {
        return;
    };
    let is_lone =
        |item: &Item| item.values.len() == width && item.values.iter().all(|&value| value < first);
    let is_unfilled =
        (plan.slots.iter().zip(labels).zip(found.iter())).any(|((slot, label), row)| {
            let values = row.as_ref().map_or(0, |row| row.values.len());
            label.seen && !slot.is_group && values < width
        });
    if is_unfilled && items.iter().any(is_lone) {
        found.fill(None);
    }
}

/// A row's label can be drawn behind its values: where the values that stand before a row's or
/// behind them are nobody's, only a label beside them says that they are the row's.
pub(super) fn beside_lone(plan: &Plan, items: &[Item], found: &mut [Option<Found>]) {
    if !plan.has_unit {
        return;
    }
    let width = plan.heads.len();
    let mut taken: Vec<usize> = (found.iter().flatten())
        .filter_map(|row| row.values.first().copied())
        .collect();
    taken.sort_unstable();
    let is_lone = |item: Option<&Item>| {
        let whole = item.filter(|item| item.values.len() == width);
        let first = whole.and_then(|item| item.values.first());
        first.is_some_and(|first| taken.binary_search(first).is_err())
    };
    let is_beside = |at: usize| {
        is_lone(items.get(at + 1)) || at.checked_sub(1).is_some_and(|at| is_lone(items.get(at)))
    };
    let doubtful: Vec<usize> = (0..items.len())
        .filter(|&at| is_beside(at))
        .filter_map(|at| items[at].values.first().copied())
        .collect();
    for row in found.iter_mut() {
        row.take_if(|row| {
            let first = row.values.first();
            row.concluded && first.is_some_and(|first| doubtful.binary_search(first).is_ok())
        });
    }
}

/// Each row of a statistics table has its unit, then its value. One that has its unit in it (1次) is the
/// end of a label (…计1次）) where others' stand before theirs. A value right before a unit is another
/// row's, a group's mostly (—), drawn beside this one: it is not that of the row whose label it stands
/// behind; and a dash that follows the unit can be the group's as well if only order says whose it is.
pub(super) fn before_unit(text: &str, plan: &Plan, tokens: &[Token], found: &mut [Option<Found>]) {
    if !found.iter().flatten().any(|row| row.unit.is_some()) {
        return;
    }
    let is_unit = |word: usize| (tokens.get(word)).is_some_and(|t| plan.is_unit(t));
    let is_value = |word: usize| tokens.get(word).is_some_and(|t| t.value);
    let has_unit = |&word: &usize| value::value(tokens[word].span.of(text)).unit.is_some();
    for row in found.iter_mut() {
        row.take_if(|row| match (row.unit, row.values.last()) {
            (None, Some(&last)) => is_unit(last + 1) || row.values.iter().any(has_unit),
            (Some(unit), Some(&last)) => {
                row.concluded
                    && tokens[last].dash
                    && !tokens[unit].dash
                    && unit.checked_sub(1).is_some_and(is_value)
            }
            (_, None) => false,
        });
    }
}

/// A row that counts in another unit than the form's is most likely another row, whose own label stands
/// elsewhere: then those beside it that only order gives their values are others, too.
pub(super) fn other_units(plan: &Plan, tokens: &[Token], found: &mut [Option<Found>]) {
    let is_other = |slot: usize, row: &Found| {
        let own = &plan.slots[slot].unit;
        row.unit
            .is_some_and(|unit| !own.is_empty() && !tokens[unit].dash && tokens[unit].key != *own)
    };
    let mut from = 0;
    let mut is_shifted = false;
    for slot in 0..=found.len() {
        let row = found.get(slot).and_then(Option::as_ref);
        let is_wrong = row.is_some_and(|row| is_other(slot, row));
        is_shifted |= is_wrong;
        let is_firm = row.is_some_and(|row| !row.concluded) && !is_wrong;
        if slot < found.len() && !is_firm {
            continue;
        }
        if std::mem::take(&mut is_shifted) {
            found[from..slot].fill(None);
        }
        from = slot + 1;
    }
}

#[cfg(test)]
#[path = "units_tests.rs"]
mod tests;
