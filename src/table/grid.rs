//! What `table` gives: a grid of cells, each stored once.

use crate::span::Region;

/// A table as a grid: cells with their row, column and spans, in row-major order.
///
/// A loose table (a PDF's text) is built to the grid that its form has on paper: head rows, label
/// columns for groups, labels and units, a column for each value. Values that could not be placed
/// stand in rows without a label, and words that are no label of the form in rows without values;
/// neither is ever to be read as a row of the form.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Rows.
    pub n_rows: u32,
    /// Columns.
    pub n_cols: u32,
    /// Each cell once, ordered by row, then column.
    pub cells: Vec<Cell>,
    /// The whole table.
    pub region: Region,
    /// Rows whose values were given to them by the form's order and sums, because the print keeps
    /// labels and values apart: one flag a row. Shorter than `n_rows` means `false` for the rest.
    pub concluded: Vec<bool>,
    /// What was noticed while the grid was built (values left without a row, …).
    pub diagnostics: Vec<crate::report::Diagnostic>,
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// First row it covers, from 0.
    pub row: u32,
    /// First column it covers, from 0.
    pub col: u32,
    /// Rows it covers, at least 1.
    pub row_span: u32,
    /// Columns it covers, at least 1.
    pub col_span: u32,
    /// A column head (or a page's `<th>`).
    pub header: bool,
    /// Where it stands; empty for a blank cell (then at the place where its text would be).
    pub region: Region,
    /// Its text: white space collapsed, broken lines joined as the language joins them (nothing
    /// between ideographs, one space between Latin words).
    pub text: String,
}

impl Grid {
    /// The cell that covers a place of the grid.
    ///
    /// Linear in the row's cells; for many look-ups build an index once.
    #[must_use]
    pub fn at(&self, row: u32, col: u32) -> Option<usize> {
        self.cells.iter().position(|cell| {
            cell.row <= row
                && row < cell.row + cell.row_span
                && cell.col <= col
                && col < cell.col + cell.col_span
        })
    }
}
