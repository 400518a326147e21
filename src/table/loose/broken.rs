//! Numbers broken over lines: a narrow column prints 1288 as `128` and, one line further, `8`.
//!
//! The pieces beside a row's line are values on lines that are no row's. A row whose own values can
//! be such pieces, or whose blanks can be filled by them, says nothing.

use super::align::ValueLine;
use super::key::Key;
use super::plan::{Plan, Shape};
use super::sums::{self, Sum};
use super::token::Token;

/// Columns of a form up to which a line of values without a label can be pieces of numbers and have
/// as many values as a row.
const NARROW: usize = 2;

/// The lines with values, and which row of the form each is.
pub(super) struct Lines<'a> {
    pub plan: &'a Plan,
    pub tokens: &'a [Token],
    pub lines: &'a [ValueLine],
    pub slots: &'a [Option<usize>],
    /// The measure of columns; without one any two values can be pieces of one number.
    pub measure: Option<usize>,
}

impl Lines<'_> {
    /// Whether a row's values, which stand on line `at`, are whole whatever stands beside them.
    pub fn are_whole(&self, at: usize, slot: usize, values: &[Option<usize>]) -> bool {
        let is_complete = values.iter().all(Option::is_some);
        if !is_complete && self.is_glued(at, slot) {
            return false;
        }
        let mut pieces = self.pieces(at).peekable();
        if pieces.peek().is_none() {
            return true;
        }
        let stands_over = |piece: usize, value: usize| {
            let [piece, value] = [piece, value].map(|word| &self.tokens[word]);
            self.measure
                .is_none_or(|measure| piece.gap(value, measure) <= 0)
        };
        let touches = |piece: usize| {
            values
                .iter()
                .flatten()
                .any(|&value| stands_over(piece, value))
        };
        let columns = &self.plan.slots[slot].columns;
        let adds_up = || {
            let sum = sums::with_blanks(self.plan, self.tokens, columns, values);
            self.plan.row_sums.is_empty() || matches!(sum, Sum::Holds | Sum::Trivial)
        };
        is_complete && !pieces.any(touches) && adds_up()
    }

    /// The label ends in a digit that is not the form's: a value without a space before it.
    fn is_glued(&self, at: usize, slot: usize) -> bool {
        let ends = |key: &Key| key.last().is_some_and(char::is_ascii_digit);
        let last = self.lines[at].words.last();
        last.is_some_and(|&word| ends(&self.tokens[word].key))
            && !self.plan.slots[slot].label.keys.iter().any(ends)
    }

    /// The values on the lines around `at` that are no row's.
    fn pieces(&self, at: usize) -> impl Iterator<Item = usize> {
        let above = (0..at).rev().take_while(|&line| self.is_lone(line));
        let below = (at + 1..self.lines.len()).take_while(|&line| self.is_lone(line));
        above
            .chain(below)
            .flat_map(|line| self.lines[line].values.iter().copied())
    }

    /// A line of values that is no row, be it one that the form does not know.
    fn is_lone(&self, line: usize) -> bool {
        let width = self.plan.heads.len();
        let ValueLine { words, values, .. } = &self.lines[line];
        let of_form = |&word: &usize| {
            let key = &self.tokens[word].key;
            let labels = self.plan.slots.iter().map(|slot| &slot.label);
            labels.chain(&self.plan.groups).any(|text| text.has(key))
        };
        let can_be = match self.plan.shape {
            Shape::Matrix if width > NARROW => values.len() < width && words.iter().all(of_form),
            _ => words.is_empty(),
        };
        self.slots[line].is_none() && can_be
    }
}
