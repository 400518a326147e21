//! A table that an editor cut between two of its rows: several tables, one below the other, that
//! are to be read as one. What a row is, a label above it says, and heads stand in the first piece.

use std::ops::Range;

use super::form::{Axis, Form};
use super::index::{FormIndex, Index, split_number};
use super::recognise::Recognised;
use super::rows::Order;
use super::table::{Made, label_cell};
use super::view::View;
use crate::chars::label_key;
use crate::source::{Block, Reading, TableBody};
use crate::table::Grid;

/// Lines between two pieces that say nothing but that the table goes on.
const GOES_ON: [&str; 5] = ["续表", "续上表", "接上表", "上接", "续"];

/// The runs of tables that are one, in order; most are of one table. A piece that is too small to
/// be known by itself gets the form of its run.
pub(super) fn runs(
    views: &[View<'_>],
    reading: &Reading<'_>,
    recognised: Option<&mut Recognised<'_>>,
    index: &Index,
) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::with_capacity(views.len());
    let Some(recognised) = recognised else {
        runs.extend((0..views.len()).map(|at| at..at + 1));
        return runs;
    };
    let adjacent = adjacent(reading, views.len());
    let mut state: Option<Run<'_, '_>> = None;
    for (at, view) in views.iter().enumerate() {
        let goes_on = adjacent[at]
            && state.as_mut().is_some_and(|run| {
                let form = recognised.forms[at];
                form.is_none_or(|form| form == run.form_at) && run.goes_on(view, form.is_some())
            });
        match (&state, runs.last_mut()) {
            (Some(run), Some(last)) if goes_on => {
                recognised.forms[at] = Some(run.form_at);
                last.end = at + 1;
            }
            _ => {
                runs.push(at..at + 1);
                // What it shows is asked only where another table stands right below.
                let is_above = adjacent.get(at + 1) == Some(&true);
                state = recognised.forms[at].filter(|_| is_above).map(|form_at| {
                    let form = &recognised.edition.tables[form_at];
                    let mut run = Run::new(form, form_at, &index.forms[recognised.at][form_at]);
                    run.start(view);
                    run
                });
            }
        }
    }
    runs
}

/// Whether each of a page's tables stands right below the one before it.
fn adjacent(reading: &Reading<'_>, tables: usize) -> Vec<bool> {
    let mut adjacent = Vec::with_capacity(tables);
    let mut is_below = false;
    for block in &reading.blocks {
        match block {
            Block::Line(line) => {
                let text = line.span.of(&reading.text);
                let bare = text.trim_matches(['（', '）', '(', ')', '：', ':']);
                is_below &= GOES_ON.contains(&bare);
            }
            Block::Table(table) => {
                let is_merged = matches!(table.body, TableBody::Merged(_));
                adjacent.push(is_below && is_merged);
                is_below = is_merged;
            }
            Block::Furniture(_) => {}
        }
    }
    adjacent
}

/// What a run has shown of its form so far.
struct Run<'f, 'i> {
    form: &'f Form,
    form_at: usize,
    index: &'i FormIndex,
    n_cols: u32,
    order: Order,
    /// Values were seen below heads that stand over indicators.
    has_values: bool,
}

impl<'f, 'i> Run<'f, 'i> {
    fn new(form: &'f Form, form_at: usize, index: &'i FormIndex) -> Self {
        Self {
            form,
            form_at,
            index,
            n_cols: 0,
            order: Order::new(form.rows.len()),
            has_values: false,
        }
    }

    fn start(&mut self, view: &View<'_>) {
        self.n_cols = view.grid.n_cols;
        self.has_values = has_row_of_values(view);
        let mut order = self.order.clone();
        for key in self.labels(view) {
            order.take(&key, self.index);
        }
        self.order = order;
    }

    /// Whether the table goes on where the run has ended: as wide, its rows behind those that were
    /// there, and with nothing above them that is no head of the form. `is_known`: it is the form's
    /// by its own labels.
    fn goes_on(&mut self, view: &View<'_>, is_known: bool) -> bool {
        if view.grid.n_cols != self.n_cols {
            return false;
        }
        if self.form.indicators_in == Axis::Columns {
            // Heads without values, then the values.
            let is_rest = (view.starting.iter()).all(|row| row.iter().all(|&at| view.is_value(at)))
                && has_row_of_values(view);
            return !std::mem::replace(&mut self.has_values, true) && is_rest;
        }
        if !self.starts_well(view) {
            return false;
        }
        let mut order = self.order.clone();
        for key in self.labels(view) {
            match order.follow(&key, self.index) {
                Some(true) => {}
                Some(false) => return false,
                // One row alone is not enough to know a table by.
                None if !is_known && !order.resembles(&key, self.index) => return false,
                None => {}
            }
        }
        self.order = order;
        true
    }

    /// The first row is not the head of some other table.
    fn starts_well(&self, view: &View<'_>) -> bool {
        view.starting.iter().next().is_some_and(|row| {
            row.iter().any(|&at| {
                let key = &view.keys[at];
                let is_value = view.is_value(at) && !view.cell(at).text.is_empty();
                let is_row = || {
                    let label = bare(view, at);
                    self.index.rows.contains_key(&label) || self.order.resembles(&label, self.index)
                };
                is_value
                    || self.index.column(key).is_some()
                    || self.index.is_furniture(key)
                    || is_row()
            })
        })
    }

    fn labels<'v>(&'v self, view: &'v View<'_>) -> impl Iterator<Item = String> + 'v {
        (0..view.starting.len()).filter_map(move |row| {
            let cell = label_cell(view, row, Some((self.form, self.index)))?;
            let key = &view.keys[cell];
            let is_head = self.index.is_furniture(key) || self.index.column(key).is_some();
            (!is_head).then(|| bare(view, cell))
        })
    }
}

/// The key of a cell's label without its number.
fn bare(view: &View<'_>, at: usize) -> String {
    label_key(split_number(&view.cell(at).text).1)
}

fn has_row_of_values(view: &View<'_>) -> bool {
    (view.starting.iter()).any(|row| row.len() > 1 && row.iter().all(|&at| view.is_value(at)))
}

/// The grid of a run.
pub(super) fn join(views: &[View<'_>]) -> Grid {
    let mut grid = Grid::default();
    for view in views {
        let rows = grid.n_rows;
        grid.cells
            .extend(view.grid.cells.iter().cloned().map(|mut cell| {
                cell.row += rows;
                cell
            }));
        grid.n_rows += view.grid.n_rows;
        grid.n_cols = grid.n_cols.max(view.grid.n_cols);
    }
    grid
}

/// What was made of a run's grid, piece by piece; `first` is the position of the first of them.
pub(super) fn part(made: Made, views: &[View<'_>], first: usize) -> Vec<Made> {
    let mut parts: Vec<Made> = views.iter().map(|_| Made::default()).collect();
    let mut row_ends = Vec::with_capacity(views.len());
    let mut cell_ends = Vec::with_capacity(views.len());
    let (mut rows, mut cells) = (0, 0);
    for view in views {
        rows += view.grid.n_rows;
        cells += view.grid.cells.len();
        row_ends.push(rows);
        cell_ends.push(cells);
    }
    let of_cell = |cell: usize| {
        let piece = cell_ends.partition_point(|end| *end <= cell);
        let before = piece.checked_sub(1).map_or(0, |before| cell_ends[before]);
        (piece, cell - before)
    };
    for mut row in made.rows {
        let piece = row_ends.partition_point(|end| *end <= row.row);
        row.row -= piece.checked_sub(1).map_or(0, |before| row_ends[before]);
        parts[piece].rows.push(row);
    }
    for mut fact in made.facts {
        let (piece, cell) = of_cell(fact.cell[1]);
        fact.cell = [first + piece, cell];
        parts[piece].facts.push(fact);
    }
    for (cell, unit) in made.units {
        let (piece, cell) = of_cell(cell);
        parts[piece].units.push((cell, unit));
    }
    for (row, mut deviation) in made.deviations {
        let piece = row_ends.partition_point(|end| *end <= row);
        deviation.table = first + piece;
        parts[piece].deviations.push((row, deviation));
    }
    parts[0].diagnostics = made.diagnostics;
    parts
}

#[cfg(test)]
mod tests;
