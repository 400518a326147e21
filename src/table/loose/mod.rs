//! Tables in the text of a PDF, whichever way it was drawn: columns apart by spaces, a stream of
//! rows, or labels and values in separate runs.
//!
//! The form says what to look for: its labels in order, the number of values in a row, the sums.
//! What comes out is the grid that the form's table has on paper, filled with what is printed.

mod align;
mod blanks;
mod broken;
mod columnwise;
mod cover;
mod doubts;
mod emit;
mod key;
mod lines;
mod order;
mod place;
mod plan;
mod scrambled;
mod spot;
mod sums;
#[cfg(test)]
mod tests;
mod token;
mod unknown;
mod whole;

use super::Grid;
use crate::edition::Vocabulary;
use crate::source::{RawTable, Reading};
use plan::Plans;

/// Characters of a label that are compared: no form has a longer one.
const MAX_LABEL: usize = 96;

/// Values of a table beyond which it is none of the form's: stops a text of numbers only.
const MAX_VALUES: usize = 4000;

/// A row of the table.
#[derive(Debug, Clone, Default)]
struct Row {
    /// The form's row.
    slot: Option<usize>,
    /// The words of its label, in order.
    label: Vec<usize>,
    /// The word that is its unit.
    unit: Option<usize>,
    /// A value for each of the form row's columns; `None` is blank.
    values: Vec<Option<usize>>,
    /// Values that could not be placed.
    stray: Vec<usize>,
    /// Its values came to it by order and sums.
    concluded: bool,
}

/// What was found of a form's table.
#[derive(Debug, Default)]
struct Filled {
    rows: Vec<Row>,
    /// Group, its first and last row, its words.
    groups: Vec<(usize, usize, usize, Vec<usize>)>,
    /// Head and group of heads by the block of rows they stand over.
    heads: Vec<(usize, usize, Vec<usize>)>,
    head_groups: Vec<(usize, usize, Vec<usize>)>,
    furniture: Vec<(usize, usize, Vec<usize>)>,
    /// Words that are nobody's, with the row they stand before.
    left: Vec<(usize, Vec<usize>)>,
}

/// Builds the grid of a loose table.
#[must_use]
pub fn rebuild(raw: &RawTable, reading: &Reading<'_>, vocabulary: &Vocabulary) -> Grid {
    let text = &*reading.text;
    let tokens = token::tokens(text, raw);
    let values = tokens.iter().filter(|token| token.value).count();
    let plans = Plans::of(vocabulary);
    let plan = plans.best(&tokens).filter(|_| values <= MAX_VALUES);
    let Some(plan) = plan else {
        return unknown::grid(text, raw, &tokens);
    };
    let filled = if is_scrambled(&tokens) {
        scrambled::fill(text, plan, &tokens)
    } else {
        lines::fill(plan, &tokens)
    };
    emit::grid(text, raw, plan, &tokens, &filled)
}

/// Most values stand alone on their lines.
fn is_scrambled(tokens: &[token::Token]) -> bool {
    let mut values = 0;
    let mut alone = 0;
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.value) {
        values += 1;
        let shares = |other: Option<&token::Token>| other.is_some_and(|o| o.line == token.line);
        if !shares(tokens.get(at + 1)) && !shares(at.checked_sub(1).and_then(|at| tokens.get(at))) {
            alone += 1;
        }
    }
    alone * 10 > values * 6
}
