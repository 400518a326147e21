//! What `table` gives: a grid of cells, each stored once.

use super::value::value;
use crate::chars::trim;
use crate::report::{Cell, CellKind, SmolStr};
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

impl Cell {
    /// A cell with what it holds, told from its text.
    pub(crate) fn new(
        at: (u32, u32),
        span: (u32, u32),
        header: bool,
        region: Region,
        text: &str,
    ) -> Self {
        let held = value(text);
        Self {
            row: at.0,
            col: at.1,
            row_span: span.0,
            col_span: span.1,
            header,
            text: text.into(),
            region,
            kind: held.kind,
            value: held.value,
            unit: held.unit.map(SmolStr::new_static),
            note: held.note,
        }
    }

    /// What may stand where a form asks for a number, the words for none included.
    pub(crate) fn stands_for_a_number(&self) -> bool {
        self.kind != CellKind::Text
            || matches!(
                trim(&self.text),
                "无" | "無" | "不适用" | "不適用" | "暂无" | "未统计"
            )
    }
}
