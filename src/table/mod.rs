//! Any table-shaped block to a grid of cells.

mod cells;
pub mod grid;
mod loose;
mod merged;
mod pasted;
mod pipes;
mod tabs;
pub(crate) mod value;

use crate::chars::clean;
use crate::edition::Vocabulary;
pub use crate::report::Cell;
use crate::source::{Block, RawTable, Reading, TableBody};
use crate::span::Region;
pub use grid::Grid;

/// Builds the grid of each raw table of a reading, in order.
#[must_use]
pub fn rebuild(reading: &Reading<'_>, vocabulary: &Vocabulary) -> Vec<Grid> {
    let text = &*reading.text;
    (reading.blocks.iter())
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .map(|table| match &table.body {
            TableBody::Cells => cells::rebuild(table, text),
            TableBody::Tabs => tabs::rebuild(table, text),
            TableBody::Pasted => pasted::rebuild(table, text, vocabulary),
            TableBody::Pipes => pipes::rebuild(table, text),
            TableBody::Merged(cells) => merged::rebuild(table, cells, text, &reading.markup),
            TableBody::Loose => loose::rebuild(table, reading, vocabulary),
        })
        .collect()
}

/// Puts cells together row by row; each covers one place.
#[derive(Debug, Default)]
struct Builder {
    cells: Vec<Cell>,
    row: u32,
    col: u32,
    n_cols: u32,
}

impl Builder {
    /// A cell at the end of the current row; of several spans where it is broken over lines.
    fn push(&mut self, region: Region, text: &str, header: bool) {
        let raw = region.raw(text);
        let at = (self.row, self.col);
        self.cells
            .push(Cell::new(at, (1, 1), header, region, &clean(&raw)));
        self.col += 1;
        self.n_cols = self.n_cols.max(self.col);
    }

    fn end_row(&mut self) {
        if self.col > 0 {
            self.row += 1;
            self.col = 0;
        }
    }

    fn finish(mut self, table: &RawTable) -> Grid {
        self.end_row();
        self.cells.shrink_to_fit();
        Grid {
            n_rows: self.row,
            n_cols: self.n_cols,
            cells: self.cells,
            region: Region::in_element(table.span, table.element),
            ..Grid::default()
        }
    }
}

/// What ends a line: the source cuts lines at form feeds too.
const BREAKS: [char; 3] = ['\n', '\r', '\u{c}'];

/// The lines of a table as the text has them, page numbers left out: where the line starts in the
/// text, and the line without its end.
///
/// The table's span begins and ends with something visible; here it is widened to whole lines.
fn whole_lines<'t>(table: &'t RawTable, text: &'t str) -> impl Iterator<Item = (u32, &'t str)> {
    let span = table.span;
    let start = (text.get(..span.start as usize))
        .and_then(|before| before.rfind(BREAKS))
        .map_or(0, |at| at + 1);
    let end = (text.get(span.end as usize..))
        .and_then(|after| after.find(BREAKS))
        .map_or(text.len(), |at| span.end as usize + at);
    let mut at = start;
    let mut page = table.furniture.iter().peekable();
    let mut after_return = false;
    text.get(start..end)
        .unwrap_or("")
        .split_inclusive(BREAKS)
        .filter_map(move |line| {
            let from = at as u32;
            at += line.len();
            while page.peek().is_some_and(|page| page.end <= from) {
                page.next();
            }
            let is_page = page.peek().is_some_and(|page| (page.start as usize) < at);
            let printed = line.trim_end_matches(BREAKS);
            // Neither a form feed before a line nor the second half of CRLF is an empty line.
            let is_half = line == "\n" && std::mem::take(&mut after_return);
            after_return = line.ends_with('\r');
            let is_feed = line.ends_with('\u{c}') && printed.is_empty();
            (!is_page && !is_half && !is_feed).then_some((from, printed))
        })
}

/// The blank cells behind the last that shows something: lines of a tab and nothing else, at most so
/// many empty lines before each.
fn trailing<'t>(
    table: &RawTable,
    text: &'t str,
    apart: usize,
) -> impl Iterator<Item = (u32, &'t str)> {
    let end = table.span.end as usize;
    let rest = text.get(end..).unwrap_or("");
    let first = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let mut at = end + first;
    let mut empty = 0;
    rest.get(first..)
        .unwrap_or("")
        .split('\n')
        .map(move |line| {
            let from = at as u32;
            at += line.len() + 1;
            (from, line.trim_end_matches('\r'))
        })
        .take_while(move |(_, line)| {
            empty = if line.is_empty() { empty + 1 } else { 0 };
            line.trim().is_empty() && empty <= apart
        })
}

#[cfg(test)]
mod testing {
    use super::*;
    use crate::span::Span;

    /// A table that is all of a text.
    pub(super) fn whole(text: &str, body: TableBody) -> RawTable {
        RawTable {
            span: Span::of_range(0..text.len()).trim(text),
            body,
            element: None,
            furniture: Vec::new(),
        }
    }

    /// The cells' texts, row by row.
    pub(super) fn texts(grid: &Grid) -> Vec<Vec<&str>> {
        let mut rows = vec![Vec::new(); grid.n_rows as usize];
        for cell in &grid.cells {
            rows[cell.row as usize].push(cell.text.as_str());
        }
        rows
    }
}
