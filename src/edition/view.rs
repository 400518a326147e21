//! A grid made ready to be asked: what each cell holds, its key, and the cells of each row.

use std::ops::{Index, IndexMut, Range};

use crate::chars::label_key;
use crate::report::{Cell, CellKind};
use crate::table::Grid;

/// Cells that are looked at through the rows they span: stops a grid of a million cells that all
/// span a thousand rows.
const MAX_TOUCHES: usize = 1 << 20;

/// Characters beyond which a cell is no label of a form: keys of long texts are not made.
const MAX_LABEL: usize = 120;

/// A grid with what is asked of its cells over and over.
pub(super) struct View<'g> {
    pub grid: &'g Grid,
    /// For each cell, its text's key; empty for numbers and long texts.
    pub keys: Vec<String>,
    /// For each row, the cells that start there, by column.
    pub starting: Rows,
    /// For each row, the cells that stand in it, by column.
    pub touching: Rows,
}

/// The cells of each row, all rows' in one piece of memory.
pub(super) struct Rows {
    /// Where each row's cells end; they start where the row's before end.
    ends: Vec<usize>,
    cells: Vec<usize>,
}

impl Rows {
    /// Of `rows` rows; cell by cell the rows that it is in.
    fn of(rows: usize, cells: impl Iterator<Item = Range<usize>> + Clone) -> Self {
        let of_grid = |range: Range<usize>| range.start.min(rows)..range.end.min(rows);
        // First how many stand before each row, then each to its place, which moves on.
        let mut ends = vec![0; rows + 1];
        for row in cells.clone().flat_map(of_grid) {
            ends[row + 1] += 1;
        }
        for row in 0..rows {
            ends[row + 1] += ends[row];
        }
        let mut places = vec![0; ends[rows]];
        for (at, range) in cells.enumerate() {
            for row in of_grid(range) {
                places[ends[row]] = at;
                ends[row] += 1;
            }
        }
        ends.truncate(rows);
        Self {
            ends,
            cells: places,
        }
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &[usize]> {
        (0..self.len()).map(|row| &self[row])
    }

    /// The cells of all rows before `row`, row by row.
    pub fn above(&self, row: usize) -> &[usize] {
        &self.cells[..self.range(row).start]
    }

    fn range(&self, row: usize) -> Range<usize> {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[row]
    }
}

impl Index<usize> for Rows {
    type Output = [usize];

    fn index(&self, row: usize) -> &[usize] {
        &self.cells[self.range(row)]
    }
}

impl IndexMut<usize> for Rows {
    fn index_mut(&mut self, row: usize) -> &mut [usize] {
        let range = self.range(row);
        &mut self.cells[range]
    }
}

impl<'g> View<'g> {
    pub fn new(grid: &'g Grid) -> Self {
        let rows = grid.n_rows as usize;
        let keys = (grid.cells.iter())
            .map(|cell| {
                if cell.kind == CellKind::Text && cell.text.len() <= MAX_LABEL * 3 {
                    label_key(&cell.text)
                } else {
                    String::new()
                }
            })
            .collect();
        let mut touches = 0;
        let standing: Vec<Range<usize>> = (grid.cells.iter())
            .map(|cell| {
                let row = cell.row as usize;
                let last = (row + cell.row_span as usize).min(rows);
                touches += last.saturating_sub(row);
                if touches > MAX_TOUCHES {
                    row..last.min(row + 1)
                } else {
                    row..last
                }
            })
            .collect();
        let mut touching = Rows::of(rows, standing.iter().cloned());
        for row in 0..rows {
            touching[row].sort_by_key(|&at| grid.cells[at].col);
        }
        Self {
            grid,
            keys,
            starting: Rows::of(rows, standing.iter().map(|rows| rows.start..rows.start + 1)),
            touching,
        }
    }

    pub fn cell(&self, at: usize) -> &'g Cell {
        &self.grid.cells[at]
    }

    /// A number, nothing, a dash, a slash, or a word for none.
    pub fn is_value(&self, at: usize) -> bool {
        self.cell(at).stands_for_a_number()
    }

    pub fn is_number(&self, at: usize) -> bool {
        self.cell(at).kind == CellKind::Number
    }

    /// The columns that a cell covers.
    pub fn columns(&self, at: usize) -> std::ops::Range<u32> {
        let cell = self.cell(at);
        cell.col..cell.col.saturating_add(cell.col_span.max(1))
    }
}
