//! A grid made ready to be asked: what each cell holds, its key, and the cells of each row.

use super::value::{CellValue, value};
use crate::chars::label_key;
use crate::report::CellKind;
use crate::table::Grid;
use crate::table::grid::Cell;

/// Cells that are looked at through the rows they span: stops a grid of a million cells that all
/// span a thousand rows.
const MAX_TOUCHES: usize = 1 << 20;

/// Characters beyond which a cell is no label of a form: keys of long texts are not made.
const MAX_LABEL: usize = 120;

/// A grid with what is asked of its cells over and over.
pub(super) struct View<'g> {
    pub grid: &'g Grid,
    /// For each cell, what it holds.
    pub values: Vec<CellValue>,
    /// For each cell, its text's key; empty for numbers and long texts.
    pub keys: Vec<String>,
    /// For each row, the cells that start there, by column.
    pub starting: Vec<Vec<usize>>,
    /// For each row, the cells that stand in it, by column.
    pub touching: Vec<Vec<usize>>,
}

impl<'g> View<'g> {
    pub fn new(grid: &'g Grid) -> Self {
        let rows = grid.n_rows as usize;
        let values: Vec<CellValue> = grid.cells.iter().map(|cell| value(&cell.text)).collect();
        let keys = (grid.cells.iter().zip(&values))
            .map(|(cell, value)| {
                if value.kind == CellKind::Text && cell.text.len() <= MAX_LABEL * 3 {
                    label_key(&cell.text)
                } else {
                    String::new()
                }
            })
            .collect();
        let mut starting = vec![Vec::new(); rows];
        let mut touching = vec![Vec::new(); rows];
        let mut touches = 0;
        for (at, cell) in grid.cells.iter().enumerate() {
            let row = cell.row as usize;
            if let Some(starts) = starting.get_mut(row) {
                starts.push(at);
            }
            let last = (row + cell.row_span as usize).min(rows);
            touches += last.saturating_sub(row);
            let last = if touches > MAX_TOUCHES {
                last.min(row + 1)
            } else {
                last
            };
            for row in touching.get_mut(row..last).into_iter().flatten() {
                row.push(at);
            }
        }
        for row in &mut touching {
            row.sort_by_key(|&at| grid.cells[at].col);
        }
        Self {
            grid,
            values,
            keys,
            starting,
            touching,
        }
    }

    pub fn cell(&self, at: usize) -> &'g Cell {
        &self.grid.cells[at]
    }

    /// A number, nothing, a dash, a slash, or a word for none.
    pub fn is_value(&self, at: usize) -> bool {
        self.values[at].stands_for_a_number(&self.cell(at).text)
    }

    pub fn is_number(&self, at: usize) -> bool {
        self.values[at].kind == CellKind::Number
    }

    /// The columns that a cell covers.
    pub fn columns(&self, at: usize) -> std::ops::Range<u32> {
        let cell = self.cell(at);
        cell.col..cell.col.saturating_add(cell.col_span.max(1))
    }
}
