//! Which of a row's cells is which column.

use std::cell::OnceCell;

use super::form::Form;
use super::index::{FormIndex, split_number, split_unit};
use super::view::View;
use crate::chars::label_key;
use crate::report::How;

/// Rows of heads that belong together, at most: stops a table that is nothing but heads. The forms
/// have three.
const MAX_ROWS: u32 = 6;

/// Heads that are kept; the forms have at most fifteen. Stops rows of thousands of heads, each of
/// which would be asked for each value.
const MAX_HEADS: usize = 64;

/// A head above the values.
#[derive(Debug, Clone)]
struct Head {
    cell: usize,
    row: usize,
    columns: std::ops::Range<u32>,
    /// What it says in brackets.
    unit: Option<&'static str>,
    /// Column of the form; `None` for a head that it does not know.
    column: Option<(usize, How)>,
}

/// The heads that are in force at a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Heads {
    heads: Vec<Head>,
    /// Other text of the form in their rows: 申请人情况, 计量单位.
    others: Vec<Head>,
    /// The columns that their rows have cells in, with whatever text or none.
    covered: u32,
    /// Rows that the heads stand in.
    rows: u32,
    /// The row before was one of heads.
    open: bool,
    /// The first column with a known head, if the heads' places can be trusted; asked for each row.
    trusted: OnceCell<Option<u32>>,
}

/// Where a row's value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placed {
    /// Column of the form.
    Column(usize, How),
    /// Under a head that no form knows: the head's cell.
    Unknown(usize),
    /// Under no head.
    Nowhere,
}

impl Heads {
    /// Whether a row is one of heads; if so they are in force from here on.
    pub fn read(&mut self, view: &View<'_>, row: usize, index: &FormIndex) -> bool {
        let cells = &view.starting[row];
        if cells.iter().any(|&at| view.is_number(at)) {
            self.open = false;
            return false;
        }
        let columns: Vec<Option<(usize, How)>> = (cells.iter())
            .map(|&at| index.column_of(&view.keys[at], &view.cell(at).text))
            .collect();
        let known: Vec<usize> = (cells.iter().zip(&columns))
            .filter_map(|(&at, column)| column.map(|_| at))
            .collect();
        let is_row = |&at: &usize| {
            let bare = label_key(split_number(&view.cell(at).text).1);
            index.rows.contains_key(&bare)
        };
        let marked = !cells.is_empty() && cells.iter().all(|&at| view.cell(at).header);
        let furniture = cells.iter().any(|&at| index.is_furniture(&view.keys[at]));
        let heads = match known.len() {
            0 => furniture || marked,
            1 => furniture || marked || !known.iter().any(is_row),
            _ => true,
        };
        if !heads {
            self.open = false;
            return false;
        }
        if !self.open || self.rows == MAX_ROWS {
            self.heads.clear();
            self.others.clear();
            self.covered = 0;
            self.rows = 0;
        }
        self.open = true;
        self.rows += 1;
        self.trusted = OnceCell::new();
        for (&at, column) in cells.iter().zip(columns) {
            self.covered = self.covered.max(view.columns(at).end);
            let key = &view.keys[at];
            if key.is_empty() {
                continue;
            }
            let heads = match column {
                None if index.is_furniture(key) => &mut self.others,
                _ => &mut self.heads,
            };
            if heads.len() == MAX_HEADS {
                break;
            }
            heads.push(Head {
                cell: at,
                row,
                columns: view.columns(at),
                unit: split_unit(&view.cell(at).text).1,
                column,
            });
        }
        true
    }

    /// The unit that the head over a value says in brackets.
    pub fn unit(&self, view: &View<'_>, at: usize) -> Option<&'static str> {
        let col = view.cell(at).col;
        (self.heads.iter().chain(&self.others))
            .filter(|head| head.columns.contains(&col))
            .find_map(|head| head.unit)
    }

    /// The first column of the grid that has a known head.
    fn first(&self) -> Option<u32> {
        (self.heads.iter())
            .filter(|head| head.column.is_some())
            .map(|head| head.columns.start)
            .min()
    }

    /// No two heads stand over one column of the grid: their places can be trusted. A head that no
    /// form knows may span some that are known: it is a group of theirs.
    fn apart(&self) -> bool {
        let mut heads: Vec<&Head> = self.heads.iter().collect();
        heads.sort_by_key(|head| (head.columns.start, head.column.is_none()));
        let is_group = |head: &Head| head.column.is_none() && head.columns.len() > 1;
        heads.retain(|head| !is_group(head));
        (heads.windows(2)).all(|pair| pair[0].columns.end <= pair[1].columns.start)
    }

    /// Each known head stands under its group where that spans columns: a group that spans too many
    /// or too few pushes the heads beside it to other places.
    fn under_groups(&self, view: &View<'_>, index: &FormIndex) -> bool {
        (self.heads.iter()).all(|head| {
            let groups = head
                .column
                .map_or(&[][..], |(column, _)| &index.column_groups[column]);
            groups.iter().all(|group| {
                let mut spans = (self.others.iter())
                    .filter(|other| other.columns.len() > 1 && view.keys[other.cell] == *group)
                    .peekable();
                spans.peek().is_none()
                    || spans.any(|span| span.columns.contains(&head.columns.start))
            })
        })
    }

    /// A row's cells are where the heads are: one stands under the last of them, and no value
    /// stands before the first, where a label spans too few columns.
    fn covers(&self, view: &View<'_>, row: usize, label: Option<usize>, first: u32) -> bool {
        let last = (self.heads.iter())
            .filter(|head| head.column.is_some())
            .map(|head| head.columns.start)
            .max();
        let reaches = (view.touching[row].iter().rev())
            .any(|&at| last.is_some_and(|last| view.columns(at).contains(&last)));
        let behind = label.map_or(0, |label| view.cell(label).col);
        let has_head = |col: u32| {
            (self.others.iter().chain(&self.heads)).any(|head| head.columns.start == col)
        };
        let before = (view.starting[row].iter())
            .filter(|&&at| (behind..first).contains(&view.cell(at).col))
            .take(MAX_HEADS);
        let stray = before
            .filter(|&&at| view.is_value(at) && !view.cell(at).text.is_empty())
            .any(|&at| !has_head(view.cell(at).col));
        reaches && !stray
    }

    /// The cells of a row that are values, and where each goes; `label` is the row's label,
    /// `indicator` bounds the columns.
    pub fn place(
        &self,
        view: &View<'_>,
        row: usize,
        label: Option<usize>,
        (form, index): (&Form, &FormIndex),
        indicator: Option<&str>,
    ) -> Vec<(usize, Placed)> {
        let cells = &view.starting[row];
        // The form's columns for this row.
        let asked: Vec<usize> = (0..form.columns.len())
            .filter(|&at| {
                let only = &form.columns[at].indicators;
                only.is_empty() || indicator.is_some_and(|i| only.iter().any(|o| o == i))
            })
            .collect();
        // Heads stand over the values and not over the labels, where places count at all: text keeps
        // no place for a cell that goes on from the row above.
        let trusted = self.trusted.get_or_init(|| {
            let is_trusted = self.apart() && self.under_groups(view, index);
            self.first().filter(|_| is_trusted)
        });
        if let Some(first) = *trusted
            && label.is_none_or(|label| view.cell(label).col < first)
            && self.covers(view, row, label, first)
            && cells
                .last()
                .is_none_or(|&at| view.cell(at).col < self.covered)
        {
            let under: Vec<usize> = (cells.iter().copied())
                .filter(|&at| view.cell(at).col >= first)
                .collect();
            if let Some(placed) = self.by_place(view, &under, form, &asked) {
                return placed;
            }
            // As many values as heads: the editor's columns do not fit, the order does.
            if self.rows == 1 && under.len() == self.over(first).count() {
                return (under.iter().zip(self.over(first)))
                    .map(|(&at, head)| (at, head.placed()))
                    .collect();
            }
        }
        // The values at the row's end, in the form's order.
        let from = (cells.iter().rposition(|&at| !view.is_value(at))).map_or(0, |at| at + 1);
        // Numbers, other text, and numbers again: two rows whose break got lost. The first label is
        // not the last values', and how many of the first are its own is not said.
        let behind = label.map_or(0, |label| view.columns(label).end);
        let of_row = |at: &usize| view.cell(*at).col >= behind;
        if cells[..from]
            .iter()
            .any(|at| of_row(at) && view.is_number(*at))
        {
            return (cells.iter().filter(|at| of_row(at) && view.is_value(**at)))
                .map(|&at| (at, Placed::Nowhere))
                .collect();
        }
        let values = past_fillers(view, &cells[from..], asked.len());
        let how = if self.shows_all(&asked) {
            How::Exact
        } else {
            How::Aligned
        };
        if values.len() == asked.len() && self.allows_order(&asked) {
            return (values.iter().zip(&asked))
                .map(|(&at, &column)| (at, Placed::Column(column, how)))
                .collect();
        }
        values.iter().map(|&at| (at, Placed::Nowhere)).collect()
    }

    fn over(&self, first: u32) -> impl Iterator<Item = &Head> {
        let mut heads: Vec<&Head> = (self.heads.iter())
            .filter(|head| head.columns.start >= first)
            .collect();
        heads.sort_by_key(|head| head.columns.start);
        heads.into_iter()
    }

    /// Each value under its head. `None` if two values stand under one, or a value under none that
    /// can't be settled by the form's order.
    fn by_place(
        &self,
        view: &View<'_>,
        under: &[usize],
        form: &Form,
        asked: &[usize],
    ) -> Option<Vec<(usize, Placed)>> {
        let mut taken = vec![false; form.columns.len()];
        let mut placed: Vec<(usize, Placed)> = Vec::with_capacity(under.len());
        for &at in under {
            let col = view.cell(at).col;
            let mut over = (self.heads.iter().rev()).filter(|head| head.columns.contains(&col));
            // Text that no form knows, a piece of a broken head, hides none that is known.
            let known = over.clone().find(|head| head.column.is_some());
            let head = known.or_else(|| over.next());
            let place = head.map_or(Placed::Nowhere, Head::placed);
            if let Placed::Column(column, _) = place
                && std::mem::replace(taken.get_mut(column)?, true)
            {
                // A converter that fills merged cells: one value under one head, several times.
                let before = placed.last().filter(|(_, before)| *before == place);
                let (before, _) = before?;
                if view.cell(*before).text == view.cell(at).text {
                    continue;
                }
                return None;
            }
            placed.push((at, place));
        }
        // A head that got lost: its value is where the form's order has it, if all others are.
        if placed.len() == asked.len() {
            let in_order = (placed.iter().zip(asked)).all(
                |((_, place), &column)| !matches!(place, Placed::Column(c, _) if *c != column),
            );
            if in_order
                && placed
                    .iter()
                    .any(|(_, place)| matches!(place, Placed::Column(..)))
            {
                for ((_, place), &column) in placed.iter_mut().zip(asked) {
                    if *place == Placed::Nowhere {
                        *place = Placed::Column(column, How::Aligned);
                    }
                }
            }
        }
        // A value under a column that this row of the form does not have is not its value.
        for (_, place) in &mut placed {
            if matches!(place, Placed::Column(column, _) if !asked.contains(column))
                && !asked.is_empty()
            {
                *place = Placed::Nowhere;
            }
        }
        Some(placed)
    }

    fn shows_all(&self, asked: &[usize]) -> bool {
        asked.iter().all(|&column| {
            self.heads
                .iter()
                .any(|head| head.column.is_some_and(|(c, _)| c == column))
        })
    }

    /// The heads do not say that the order is another: in each row they are in the form's, and
    /// none is unknown.
    fn allows_order(&self, asked: &[usize]) -> bool {
        let mut before: Option<(usize, usize)> = None;
        (self.heads.iter()).all(|head| {
            let Some((column, _)) = head.column else {
                return true;
            };
            let ascends = before.is_none_or(|(row, last)| row != head.row || last < column);
            before = Some((head.row, column));
            ascends && asked.contains(&column)
        })
    }
}

/// A row's values without the blanks that a converter put behind its label where that spans
/// columns: the row ends in a value, and what it has too many at its start is blank.
fn past_fillers<'c>(view: &View<'_>, values: &'c [usize], asked: usize) -> &'c [usize] {
    let is_blank = |&at: &usize| view.cell(at).text.is_empty();
    let surplus = values.len().checked_sub(asked);
    let Some((fillers, rest)) = surplus.and_then(|surplus| values.split_at_checked(surplus)) else {
        return values;
    };
    if fillers.iter().all(is_blank) && rest.last().is_some_and(|last| !is_blank(last)) {
        rest
    } else {
        values
    }
}

impl Head {
    fn placed(&self) -> Placed {
        self.column
            .map_or(Placed::Unknown(self.cell), |(column, how)| {
                Placed::Column(column, how)
            })
    }
}

#[cfg(test)]
mod tests;
