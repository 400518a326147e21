//! Rows without a value in a table of lines: a label alone is a row of blanks only where no values near it
//! can be its own.

use super::Row;
use super::align::{Lines, ValueLine};
use super::cover::Entity;
use super::token::Token;

/// Values one under the other from which on they are a column printed by itself, and no piece of a
/// number beside its row.
const COLUMN: usize = 2;

impl Lines<'_> {
    /// A row of the form that has no line of values, and where it stands: a group's label, or a row of
    /// blanks. What is not settled of its label goes to the words that are `left`.
    pub fn empty_row(
        &self,
        slot: usize,
        entity: Entity<'_>,
        left: &mut Vec<usize>,
    ) -> Option<(usize, Row)> {
        let Self {
            plan,
            tokens,
            places,
            slots,
            ..
        } = *self;
        let place = entity.tokens.first().map_or(0, |&word| places[word]);
        // Values beside it that are no row's could be its own.
        let lone = |line: Option<usize>| {
            line.is_some_and(|line| slots.get(line).is_some_and(Option::is_none))
        };
        let is_settled = !lone((place / 2).checked_sub(1)) && !lone(Some(place / 2));
        // A number that is no value to us, for what stands behind it on its line, is no blank; nor is
        // one that is cut off, which may stand on the line beside.
        let on_its_lines = |&word: &usize| {
            let cut = tokens[word].cut;
            let is_beside = |&own: &usize| {
                tokens[own].line.abs_diff(tokens[word].line) <= usize::from(cut)
                    || cut && places[own] == places[word]
            };
            tokens[word].is_numeric() && entity.tokens.iter().any(is_beside)
        };
        // Its label stands on a line whose values went to another row.
        let is_beside = |&word: &usize| {
            places[word] % 2 == 1 && slots.get(places[word] / 2) != Some(&Some(slot))
        };
        let is_settled = is_settled && !entity.tokens.iter().any(is_beside);
        if entity.share() < 80 || !is_settled || left.iter().any(on_its_lines) {
            left.extend(entity.tokens);
            return None;
        }
        let mut unit = None;
        if plan.has_unit
            && let Some(&last) = entity.tokens.last()
            && let Some(at) = left.iter().position(|&word| {
                places[word] == places[last] && word > last && plan.is_unit(&tokens[word])
            })
        {
            unit = Some(left.remove(at));
        }
        // A table without any value can have them behind its end.
        let is_blank = !plan.slots[slot].is_group && !slots.is_empty();
        Some((
            place,
            Row {
                slot: Some(slot),
                label: entity.tokens,
                unit,
                values: if is_blank {
                    vec![None; plan.slots[slot].columns.len()]
                } else {
                    Vec::new()
                },
                ..Row::default()
            },
        ))
    }

    /// Takes their blanks from rows that can have values beside them.
    pub fn doubt_blanks(&self, rows: &mut [(usize, Row)]) {
        doubt_shifts(self.tokens, rows);
        if has_column(self.lines, self.slots) {
            // The rows that it is of are those without values.
            for (_, row) in rows.iter_mut() {
                if row.values.iter().all(Option::is_none) {
                    row.values.clear();
                }
            }
        }
    }
}

/// Values stand one under the other, apart from their rows.
fn has_column(lines: &[ValueLine], slots: &[Option<usize>]) -> bool {
    let is_lone = |(line, slot): (&ValueLine, &Option<usize>)| {
        slot.is_none() && line.words.is_empty() && line.unit.is_none() && line.values.len() == 1
    };
    let lone: Vec<bool> = lines.iter().zip(slots).map(is_lone).collect();
    lone.windows(COLUMN)
        .any(|lines| lines.iter().all(|lone| *lone))
}

/// What stands before a row or behind it, up to a row with its label beside its values.
#[derive(Debug, Clone, Copy, Default)]
struct Near {
    /// Values that could not be placed, or are of a row without a label.
    open: bool,
    /// Such values on a line without a label.
    apart: bool,
    /// A row of blanks.
    blank: bool,
}

/// A row of blanks next to one whose values could not be placed: they could be its own where they
/// stand on a line without a label, or where its label is broken over lines. So can those of a row
/// without a label. Of rows between the two that have no label beside their values, each could have the
/// next one's.
fn doubt_shifts(tokens: &[Token], rows: &mut [(usize, Row)]) {
    let line = |&word: &usize| tokens[word].line;
    let is_beside = |label: &[usize], values: usize| label.iter().map(line).any(|l| l == values);
    let pass = |seen: &mut Near, row: &Row| {
        let before = *seen;
        let first = row.values.iter().flatten().next();
        if let Some(values) = row.stray.first().map(line) {
            *seen = Near {
                open: true,
                apart: !is_beside(&row.label, values),
                blank: false,
            };
        } else if let Some(values) = first.map(line) {
            if row.label.is_empty() {
                *seen = Near {
                    open: true,
                    apart: true,
                    blank: before.blank,
                };
            } else if is_beside(&row.label, values) {
                *seen = Near::default();
            }
        } else {
            *seen = Near {
                blank: true,
                ..Near::default()
            };
        }
        before
    };
    let mut seen = Near::default();
    let above: Vec<Near> = (rows.iter()).map(|(_, row)| pass(&mut seen, row)).collect();
    let mut seen = Near::default();
    for ((_, row), above) in rows.iter_mut().zip(above).rev() {
        let below = pass(&mut seen, row);
        let is_doubtful = if row.values.iter().all(Option::is_none) {
            let is_broken = row.label.first().map(line) != row.label.last().map(line);
            above.apart || below.apart || is_broken && (above.open || below.open)
        } else {
            let first = row.values.iter().flatten().next().map(line);
            let is_beside = first.is_some_and(|values| is_beside(&row.label, values));
            !is_beside && (above.blank && below.open || above.open && below.blank)
        };
        if is_doubtful {
            row.stray.extend(row.values.drain(..).flatten());
        }
    }
}
