//! Any table-shaped block to a grid of cells.

mod cells;
pub mod grid;
mod loose;
mod merged;
mod pasted;
mod pipes;
mod tabs;
pub(crate) mod value;

use crate::chars::{clean, is_visible};
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
/// The table's span begins and ends with something visible; here it is widened to whole lines, up to
/// a table of HTML that stands on one of them.
fn whole_lines<'t>(table: &'t RawTable, text: &'t str) -> impl Iterator<Item = (u32, &'t str)> {
    let span = table.span;
    let is_end = |c: char| is_visible(c) || BREAKS.contains(&c);
    let start = (text.get(..span.start as usize)).map_or(0, |before| {
        before.trim_end_matches(|c: char| !is_end(c)).len()
    });
    let end = (text.get(span.end as usize..))
        .and_then(|after| after.find(is_end))
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
    let first = match rest.find(|c| c == '\n' || is_visible(c)) {
        Some(at) if rest[at..].starts_with('\n') => at + 1,
        _ => rest.len(),
    };
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

#[cfg(test)]
mod tests {
    use super::testing::whole;
    use super::*;
    use crate::span::Span;

    /// A table from `first` to `last`, with the pages that are named in it.
    fn table(text: &str, first: &str, last: &str, pages: &[&str]) -> RawTable {
        let start = text.find(first).unwrap();
        let end = text.rfind(last).unwrap() + last.len();
        let place = |page: &&str| {
            let at = text.find(page).unwrap();
            Span::of_range(at..at + page.len())
        };
        RawTable {
            span: Span::of_range(start..end),
            furniture: pages.iter().map(place).collect(),
            ..whole(text, TableBody::Tabs)
        }
    }

    #[test]
    fn lines_are_whole_and_pages_are_none() {
        let text = "标题\n  规章\t1\r\n- 3 -\r\n\u{c}文件\t2\n\n甲\t3\u{c}乙\t4\n- 4 -\n丙\t5\r\n\r\n计\t6  \r\n落款\n";
        let at = |line: &str| text.find(line).unwrap() as u32;
        let all = table(text, "规章", "计\t6", &["- 3 -", "- 4 -"]);
        let lines: Vec<_> = whole_lines(&all, text).collect();
        assert_eq!(
            lines,
            [
                (at("  规章"), "  规章\t1"),
                (at("文件"), "文件\t2"),
                (at("\n甲"), ""),
                (at("甲"), "甲\t3"),
                (at("乙"), "乙\t4"),
                (at("丙"), "丙\t5"),
                (at("\r\n计"), ""),
                (at("计"), "计\t6  "),
            ]
        );
        // The text's first line and its last one.
        let text = "甲\t1\n乙\t2";
        let all = table(text, "甲", "2", &[]);
        let lines: Vec<_> = whole_lines(&all, text).collect();
        assert_eq!(lines, [(0, "甲\t1"), (6, "乙\t2")]);
    }

    #[test]
    fn blank_cells_behind_a_table_end_with_its_empty_lines() {
        let of = |text: &str, apart: usize| {
            let table = table(text, "甲", "1", &[]);
            let lines: Vec<_> = trailing(&table, text, apart).collect();
            lines
                .iter()
                .map(|(at, line)| format!("{at} {line}"))
                .collect::<Vec<_>>()
        };
        let text = "甲\t1 \n\t\r\n\n\t\t\n\n\n\t\n乙";
        assert_eq!(of(text, 0), ["7 \t"]);
        assert_eq!(of(text, 1), ["7 \t", "10 ", "11 \t\t", "14 "]);
        assert_eq!(
            of(text, 2),
            ["7 \t", "10 ", "11 \t\t", "14 ", "15 ", "16 \t"]
        );
        assert_eq!(of("甲\t1\n \n乙\n\t\n", 1), ["6  "]);
    }
}
