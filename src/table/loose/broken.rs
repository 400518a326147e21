//! Numbers broken over lines: a narrow column prints 1288 as `128` and, one line further, `8`, or a
//! number as `882（其中修订441` and its note's end below it.
//!
//! The pieces beside a row's line are values on lines that are no row's. A row whose own values can
//! be such pieces, or whose blanks can be filled by them, says nothing.

use super::align::{Lines, ValueLine};
use super::key::Key;
use super::sums::{self, Sum};

/// Columns of a form up to which a line of values without a label can be pieces of numbers and have
/// as many values as a row.
const NARROW: usize = 2;

impl Lines<'_> {
    /// Whether a row's values, which stand on line `at`, are whole whatever stands beside them.
    pub fn are_whole(&self, at: usize, slot: usize, values: &[Option<usize>]) -> bool {
        let is_cut = self.is_cut(at);
        // What no sum proves can be the end of a number as well.
        if is_cut && self.plan.row_sums.is_empty() {
            return false;
        }
        let (mut is_beside, mut is_under) = (is_cut, false);
        for line in self.beside(at, slot) {
            is_beside = true;
            // A label that ends in a digit, whose row's values stand beside its next line.
            if self.plan.has_unit && self.lines[at].unit.is_none() && line.unit.is_some() {
                return false;
            }
            let is_short = self.is_narrow() || line.values.len() < self.plan.heads.len();
            is_under |= is_short && line.values.iter().any(|&piece| self.touches(piece, values));
        }
        if values.iter().any(Option::is_none) {
            return !is_beside && !self.is_glued(at, slot);
        }
        !is_beside || !is_under && self.adds_up(slot, values)
    }

    fn adds_up(&self, slot: usize, values: &[Option<usize>]) -> bool {
        let columns = &self.plan.slots[slot].columns;
        let sum = sums::with_blanks(self.plan, self.tokens, columns, values);
        self.plan.row_sums.is_empty() || matches!(sum, Sum::Holds | Sum::Trivial)
    }

    /// A piece stands over or under one of the values.
    fn touches(&self, piece: usize, values: &[Option<usize>]) -> bool {
        let piece = &self.tokens[piece];
        let is_over = |&value: &usize| {
            let value = &self.tokens[value];
            (self.measure).is_none_or(|measure| piece.gap(value, measure) <= 0)
        };
        values.iter().flatten().any(is_over)
    }

    /// The label ends in a digit that is not the form's: a value without a space before it.
    fn is_glued(&self, at: usize, slot: usize) -> bool {
        let ends = |key: &Key| key.last().is_some_and(char::is_ascii_digit);
        let last = self.lines[at].words.last();
        last.is_some_and(|&word| ends(&self.tokens[word].key))
            && !self.plan.slots[slot].label.keys.iter().any(ends)
    }

    /// A number that goes on on the next line stands on the line or right beside it.
    fn is_cut(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let all = || line.words.iter().chain(&line.values).copied();
        let (Some(first), Some(last)) = (all().min(), all().max()) else {
            return false;
        };
        let here = at * 2 + 1;
        let above = (0..first)
            .rev()
            .take_while(|&word| self.places[word] >= here - 1);
        let below = (last + 1..self.tokens.len()).take_while(|&word| self.places[word] <= here + 1);
        let mut near = line.words.iter().copied().chain(above).chain(below);
        near.any(|word| self.tokens[word].cut)
    }

    /// The lines right above and below a row's that are no rows.
    fn beside(&self, at: usize, slot: usize) -> impl Iterator<Item = &ValueLine> {
        let is_beside = move |&line: &usize| self.is_lone(line) || self.goes_on(line, slot);
        let above = (0..at).rev().take_while(is_beside);
        let below = (at + 1..self.lines.len()).take_while(is_beside);
        above.chain(below).map(|line| &self.lines[line])
    }

    /// The text of a line that is no row's are pieces of a row's label and unit.
    fn goes_on(&self, line: usize, slot: usize) -> bool {
        let form = &self.plan.slots[slot];
        let line = (self.slots[line].is_none()).then_some(&self.lines[line]);
        let is_piece = |word: usize| {
            let key = &self.tokens[word].key;
            form.label.has(key) || form.unit.find(key, 0).is_some()
        };
        line.is_some_and(|line| line.words.iter().copied().chain(line.unit).all(is_piece))
    }

    fn is_narrow(&self) -> bool {
        self.plan.heads.len() <= NARROW
    }

    /// A line of values that is no row, be it one that the form does not know.
    fn is_lone(&self, line: usize) -> bool {
        let words = &self.lines[line].words;
        let of_form = |&word: &usize| self.plan.has(&self.tokens[word].key);
        self.slots[line].is_none()
            && (words.is_empty() || !self.is_narrow() && words.iter().all(of_form))
    }
}
