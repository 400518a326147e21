//! Tables in the text of a PDF, whichever way it was drawn: columns apart by spaces, a stream of
//! rows, or labels and values in separate runs.
//!
//! The form says what to look for: its labels in order, the number of values in a row, the sums.
//! What comes out is the grid that the form's table has on paper, filled with what is printed.

mod align;
mod anchors;
#[cfg(test)]
mod any_statistics_tests;
#[cfg(test)]
mod any_tests;
mod blanks;
mod broken;
mod columnwise;
mod cover;
mod doubts;
mod emit;
mod empty;
mod ends;
#[cfg(test)]
mod grid_tests;
mod key;
mod lines;
mod order;
#[cfg(test)]
mod paper_tests;
#[cfg(test)]
mod pieces_tests;
mod place;
mod plan;
#[cfg(test)]
mod printed;
mod scrambled;
mod spot;
#[cfg(test)]
mod statistics;
#[cfg(test)]
mod statistics_tests;
mod sums;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod token;
mod units;
mod unknown;
mod whole;

use super::{Grid, value};
use crate::chars::line_ends;
use crate::edition::Vocabulary;
use crate::layout::heading::mark;
use crate::source::{Block, RawTable, Reading, is_dash, is_value};
use crate::span::Span;
use key::Key;
use plan::{Plan, Plans};
use token::Token;

/// Characters of a label that are compared: no form has a longer one.
const MAX_LABEL: usize = 96;

/// Values of a table beyond which it is none of the form's: stops a text of numbers only.
const MAX_VALUES: usize = 4000;

/// Lines behind a table's end on which the values of its last row can stand.
const BEHIND: usize = 3;

/// Words of a page's number between dashes.
const PAGE_WORDS: usize = 3;

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
    let mut filled = if is_scrambled(&tokens) {
        scrambled::fill(text, plan, &tokens)
    } else {
        lines::fill(plan, &tokens)
    };
    let behind = behind(raw, reading);
    filled.doubt_pages(text, raw, behind, plan, &tokens);
    filled.doubt_end(text, raw, behind);
    if filled.is_cut_off(plan, &tokens) {
        filled.unassign();
    }
    emit::grid(text, raw, plan, &tokens, &filled)
}

impl Filled {
    /// The last column is cut off at the paper's edge: of its head only the start is there, and
    /// rows lack values.
    fn is_cut_off(&self, plan: &Plan, tokens: &[Token]) -> bool {
        let last = plan.heads.len().saturating_sub(1);
        let Some((_, _, words)) = self.heads.iter().find(|(head, ..)| *head == last) else {
            return false;
        };
        let mut printed = Key::default();
        for &word in words {
            printed.push(&tokens[word].key);
        }
        let keys = &plan.heads[last].label.keys;
        // A head that is printed in pieces (统 计 数) goes on in another word.
        let lacks_its_end = |key: &Key| {
            let end: Key = key[printed.len()..].iter().copied().collect();
            !tokens
                .iter()
                .any(|token| end.find(&token.key, 0) == Some(0))
        };
        let is_start = !keys.contains(&printed)
            && (keys.iter()).any(|key| key.find(&printed, 0) == Some(0) && lacks_its_end(key));
        let lacks = |row: &Row| {
            let is_counted = row.slot.is_some_and(|slot| !plan.slots[slot].is_group);
            is_counted && (row.values.is_empty() || row.values.contains(&None))
        };
        is_start && self.rows.iter().any(lacks)
    }

    /// Right behind a label `- 4 -` can be what is printed of a row, and no page's number: it is not blank.
    fn doubt_pages(
        &mut self,
        text: &str,
        raw: &RawTable,
        behind: &[Block],
        plan: &Plan,
        tokens: &[Token],
    ) {
        // Where a row has a total, dashes beside any other number do not add up.
        let adds_up =
            |word| plan.row_sums.is_empty() || sums::term(word).is_some_and(|n| n.is_zero());
        let is_row = |page: &Span| {
            let mut words = page.of(text).split_whitespace();
            words.next().is_some_and(is_dash) && words.next().is_some_and(adds_up)
        };
        let last_page = behind.first().and_then(|block| match block {
            Block::Furniture(span) => Some(span),
            _ => None,
        });
        for row in &mut self.rows {
            let width = row.slot.map_or(0, |slot| plan.slots[slot].columns.len());
            let Some(&last) = row.label.last() else {
                continue;
            };
            if width < PAGE_WORDS || row.values.iter().any(Option::is_some) {
                continue;
            }
            let start = tokens[last].span.end;
            let next = tokens.get(last + 1);
            let end = next.map_or(u32::MAX, |next| next.span.start);
            let from = raw.furniture.partition_point(|page| page.start < start);
            let mut between = (raw.furniture[from..].iter())
                .chain(last_page)
                .take_while(|page| page.end <= end);
            if between.any(is_row) {
                row.values.clear();
            }
        }
    }

    /// What ends a table can stand before its last row's values: where there are values close behind
    /// it, or it goes on behind lines of the same paragraph, the rows behind its own last values are not
    /// blank.
    fn doubt_end(&mut self, text: &str, raw: &RawTable, behind: &[Block]) {
        let is_paper = |block: &&Block| matches!(block, Block::Furniture(_));
        let close = || behind.iter().filter(|block| !is_paper(block)).take(BEHIND);
        let has_values = |block: &Block| match block {
            Block::Line(line) => {
                let mut words = line.span.of(text).split_whitespace().rev();
                // The unit may stand before them.
                words.next().is_some_and(is_value)
                    && words.all(|word| is_value(word) || value::unit(word).is_some())
            }
            _ => false,
        };
        let mut end = raw.span.end;
        let goes_on = close().find_map(|block| {
            let span = match block {
                Block::Line(line) => line.span,
                Block::Table(table) => table.span,
                Block::Furniture(span) => *span,
            };
            let between = text.get(end as usize..span.start as usize);
            let is_beside = between.is_some_and(|between| line_ends(between) <= 1);
            end = span.end;
            match block {
                Block::Table(_) => Some(is_beside),
                _ if !is_beside || mark(span.of(text)).is_some() => Some(false),
                _ => None,
            }
        });
        if goes_on != Some(true) && !close().any(has_values) {
            return;
        }
        let is_blank =
            |row: &&mut Row| row.stray.is_empty() && row.values.iter().all(Option::is_none);
        for row in self.rows.iter_mut().rev().take_while(is_blank) {
            row.values.clear();
        }
    }

    /// No row keeps its values.
    fn unassign(&mut self) {
        for row in &mut self.rows {
            row.stray.extend(row.values.drain(..).flatten());
        }
    }
}

/// What stands behind a table.
fn behind<'r>(raw: &RawTable, reading: &'r Reading<'_>) -> &'r [Block] {
    let starts_before = |block: &Block| {
        let span = match block {
            Block::Line(line) => &line.span,
            Block::Table(table) => &table.span,
            Block::Furniture(span) => span,
        };
        span.start < raw.span.end
    };
    &reading.blocks[reading.blocks.partition_point(starts_before)..]
}

/// Most values stand alone on their lines.
fn is_scrambled(tokens: &[Token]) -> bool {
    let mut values = 0;
    let mut alone = 0;
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.value) {
        values += 1;
        let shares = |other: Option<&Token>| other.is_some_and(|o| o.line == token.line);
        if !shares(tokens.get(at + 1)) && !shares(at.checked_sub(1).and_then(|at| tokens.get(at))) {
            alone += 1;
        }
    }
    alone * 10 > values * 6
}
