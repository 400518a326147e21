//! Where rows found by their order lose their values again: each rule is a print in which the order
//! was not the form's.

use super::order::Item;
use super::plan::{Head, Plan, Slot};
use super::scrambled::{Found, Label};
use super::sums;
use super::token::Token;
use crate::chars::key_chars;
use crate::table::value;

/// Values with a paragraph each, for every one that shares its paragraph, where the paragraphs are
/// the cells.
const FEW_PIECES: usize = 4;

/// Which words are values of a row.
pub(super) fn taken<'f>(tokens: &[Token], rows: impl Iterator<Item = &'f Found>) -> Vec<bool> {
    let mut taken = vec![false; tokens.len()];
    for &word in rows.flat_map(|row| &row.values) {
        taken[word] = true;
    }
    taken
}

/// Where some values do not stand as a row of the form stands, the others do not say in which order
/// a row's own values are drawn.
pub(super) fn single_values_only(found: &mut [Option<Found>]) {
    for row in found.iter_mut() {
        if row.as_ref().is_some_and(|row| row.values.len() > 1) {
            *row = None;
        }
    }
}

/// A value that a row lacks is printed further on, mostly at the end of its page: where rows lack
/// values, those at such places are not the row's that they stand beside.
pub(super) fn displaced(
    plan: &Plan,
    tokens: &[Token],
    labels: &[Label],
    items: &[Item],
    found: &mut [Option<Found>],
) {
    let page = |item: &Item| {
        let first = item.unit.or_else(|| item.values.first().copied());
        first.map(|word| tokens[word].page)
    };
    if plan.has_unit {
        let width = plan.heads.len();
        let mut lacking: Vec<usize> = items
            .iter()
            .filter(|item| item.values.len() < width || item.unit.is_none())
            .filter_map(page)
            .collect();
        lacking.dedup();
        for row in found.iter_mut() {
            let Some(Found { unit, values, .. }) = row else {
                continue;
            };
            let pages: Vec<usize> = (unit.iter().chain(values.iter()))
                .map(|&word| tokens[word].page)
                .collect();
            let crosses = pages.windows(2).any(|pair| pair[0] != pair[1]);
            let is_last = values.last().is_some_and(|&last| {
                let here = tokens[last].page;
                lacking.contains(&here)
                    && !tokens[last + 1..]
                        .iter()
                        .any(|t| t.page == here && plan.is_unit(t))
            });
            if crosses || is_last {
                *row = None;
            }
        }
    } else if plan.row_sums.is_empty() {
        let unsettled = labels
            .iter()
            .zip(found.iter())
            .any(|(label, found)| label.seen && found.is_none());
        for row in found.iter_mut() {
            if unsettled && row.as_ref().is_some_and(|row| row.concluded) {
                *row = None;
            }
        }
    }
}

/// Where a row that lacks a value stands beside one without a label, the values do not say where
/// one ends and the other starts: the row keeps its values only if its sum fails with every other
/// boundary.
///
/// `0 0 0 0 0 0 | 0 0 3 0 0 0 3`: the lacking row can as well be the second.
pub(super) fn shifted(plan: &Plan, tokens: &[Token], found: &mut [Option<Found>]) {
    if plan.row_sums.is_empty() {
        return;
    }
    let taken = taken(tokens, found.iter().flatten());
    let is_stray = |word: usize| (tokens.get(word)).is_some_and(|t| t.value) && !taken[word];
    for (slot, found) in plan.slots.iter().zip(found) {
        let Some(row) = found.as_ref().filter(|row| row.concluded) else {
            continue;
        };
        let [first, inner @ .., last] = &row.values[..] else {
            continue;
        };
        let holds =
            |values: &[usize]| sums::row(plan, tokens, &slot.columns, values) == sums::Sum::Holds;
        let from_before = first.checked_sub(1).filter(|&word| is_stray(word));
        let from_behind = Some(last + 1).filter(|&word| is_stray(word));
        let counts_nothing = |word: usize| tokens[word].term.is_none_or(|term| term.is_zero());
        let moved = from_before.is_some_and(|before| {
            let shifted: Vec<usize> = [&[before, *first][..], inner].concat();
            counts_nothing(*first) || holds(&shifted)
        }) || from_behind.is_some_and(|behind| {
            let shifted: Vec<usize> = [inner, &[*last, behind][..]].concat();
            holds(&shifted)
        });
        if moved {
            *found = None;
        }
    }
}

/// Pieces of one row's label can fit another's, where its own have misprints or are lost. A row whose
/// label reads as that of another would give its values to that one.
pub(super) fn misnamed(
    text: &str,
    plan: &Plan,
    tokens: &[Token],
    labels: &[Label],
    found: &mut [Option<Found>],
) {
    let reads_as = |slot: &Slot, key: &[char]| {
        let mut spellings = slot.label.keys.iter();
        spellings.any(|own| without_number(own) == without_number(key))
    };
    for (slot, (label, row)) in plan.slots.iter().zip(labels.iter().zip(found)) {
        if row.is_none() || label.words.is_empty() {
            continue;
        }
        let words = label.words.iter().map(|&word| tokens[word].span.of(text));
        let key: Vec<char> = words.flat_map(key_chars).collect();
        let is_it = |other: &Slot| reads_as(other, &key);
        if !is_it(slot) && plan.slots.iter().any(is_it) {
            *row = None;
        }
    }
}

/// A label's characters behind its number: 其中：1.
fn without_number(key: &[char]) -> &[char] {
    let is_number = |c: &char| c.is_ascii_digit() || "其中一二三四五六七八九十".contains(*c);
    let number = key.iter().take_while(|c| is_number(c)).count();
    &key[number..]
}

/// A PDF can draw a row's values in another order than they are printed in: an amount of money does not
/// stand where things are counted, nor a negative number where it is no difference.
pub(super) fn misfits(text: &str, plan: &Plan, tokens: &[Token], found: &mut [Option<Found>]) {
    let is_misfit = |head: &Head, word: usize| {
        let Some(own) = head.unit.as_deref() else {
            return false;
        };
        let printed = value::value(tokens[word].span.of(text));
        let Some(number) = printed.value else {
            return false;
        };
        let counts = !is_money(own);
        let is_other = printed.unit.is_some_and(|unit| is_money(unit) == counts);
        is_other || counts && number.contains('.') || !head.signed && number.starts_with('-')
    };
    for (slot, row) in plan.slots.iter().zip(found) {
        row.take_if(|row| {
            let cells = slot.columns.iter().zip(&row.values);
            let heads = cells.filter_map(|(&column, &word)| Some((plan.heads.get(column)?, word)));
            row.values.len() > 1 && heads.into_iter().any(|(head, word)| is_misfit(head, word))
        });
    }
}

fn is_money(unit: &str) -> bool {
    unit.ends_with('元')
}

/// Values beside a number that is cut off are not all of their row's, or one of them is its rest.
pub(super) fn beside_cut(tokens: &[Token], found: &mut [Option<Found>]) {
    let is_cut = |word: usize| tokens.get(word).is_some_and(|t| t.cut);
    let is_beside = |&word: &usize| is_cut(word + 1) || word.checked_sub(1).is_some_and(is_cut);
    for row in found.iter_mut() {
        row.take_if(|row| row.values.iter().any(is_beside));
    }
}

/// A number that is broken over lines is several values: those that share a paragraph where all
/// others have one each, and those of a row that is followed by more than it has columns.
pub(super) fn in_pieces(plan: &Plan, tokens: &[Token], found: &mut [Option<Found>]) {
    let is_value = |word: usize| tokens.get(word).is_some_and(|t| t.value);
    let shares = |word: usize, other: usize| {
        tokens
            .get(other)
            .is_some_and(|t| t.chunk == tokens[word].chunk)
    };
    let has_neighbour = |word: usize| {
        let before = word.checked_sub(1);
        shares(word, word + 1) || before.is_some_and(|before| shares(word, before))
    };
    let values = (0..tokens.len()).filter(|&word| is_value(word));
    let (alone, beside): (Vec<usize>, Vec<usize>) = values.partition(|&word| !has_neighbour(word));
    let is_apart = alone.len() > beside.len() * FEW_PIECES;
    let is_piece = |word: usize| {
        let with = |other: usize| is_value(other) && shares(word, other);
        is_apart && (with(word + 1) || word.checked_sub(1).is_some_and(with))
    };
    for row in found.iter_mut() {
        row.take_if(|row| {
            let goes_on = || row.values.last().is_some_and(|&last| is_value(last + 1));
            row.values.iter().any(|&word| is_piece(word)) || plan.has_unit && goes_on()
        });
    }
}

/// A row without a label beside its values has them by its order between two rows that do: only if
/// every row between those has its values, no value between theirs is left, and none stands right
/// behind one of the `strange` words, that are nobody's: those can be the label of a row with a
/// misprint, or of one that the form does not have.
pub(super) fn unbounded<'w>(
    plan: &Plan,
    tokens: &[Token],
    labels: &[Label],
    strange: impl Iterator<Item = &'w usize>,
    found: &mut [Option<Found>],
) {
    if plan.row_sums.is_empty() {
        return;
    }
    let taken = taken(tokens, found.iter().flatten());
    // Values right behind a strange word.
    let mut is_named = vec![false; tokens.len() + 1];
    for &word in strange {
        is_named[word + 1] = true;
    }
    let mut between = 0..0;
    let mut from = 0;
    let mut is_open = false;
    // A row above has neither values nor a label: that can be one with a misprint.
    let mut is_unseen = false;
    let end = tokens.len();
    let rows = plan.slots.iter().zip(labels).map(Some).chain([None]);
    for (slot, form) in rows.enumerate() {
        let row = found.get(slot).and_then(Option::as_ref);
        let bounds = match (form, row) {
            // Behind the last row.
            (None, _) => Some((&end, &end)),
            (_, Some(row)) if !row.concluded => row.values.first().zip(row.values.last()),
            _ => None,
        };
        let Some((&first, &last)) = bounds else {
            let is_seen = form.is_some_and(|(form, label)| !form.is_group && label.seen);
            is_open |= row.is_none() && is_seen || row.is_some() && is_unseen;
            is_unseen |= row.is_none() && form.is_some_and(|(form, _)| form.is_counted());
            between.end = slot + 1;
            continue;
        };
        let is_left = |word: usize| tokens[word].value && (!taken[word] || is_named[word]);
        if is_open || (from..first).any(is_left) {
            for row in &mut found[between.clone()] {
                row.take_if(|row| row.concluded);
            }
        }
        between = slot + 1..slot + 1;
        from = last + 1;
        is_open = false;
        is_unseen = false;
    }
}

/// Rows that only order gives their values lose them where a column does not add up.
pub(super) fn check_columns(
    plan: &Plan,
    tokens: &[Token],
    labels: &[Label],
    found: &mut [Option<Found>],
) {
    let unsettled = labels
        .iter()
        .zip(found.iter())
        .any(|(label, found)| label.seen && found.is_none());
    if unsettled || plan.column_sums.is_empty() {
        return;
    }
    if sums::violated(plan, tokens, found) {
        for row in found.iter_mut() {
            if row.as_ref().is_some_and(|row| row.concluded) {
                *row = None;
            }
        }
    }
}

#[cfg(test)]
#[path = "doubts_tests.rs"]
mod tests;
