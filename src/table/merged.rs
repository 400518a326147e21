//! A page's table: cells that span rows and columns, to their places in the grid.

use super::Grid;
use crate::chars::clean;
use crate::source::{MergedCell, RawTable};
use crate::span::{Region, Span};
use crate::table::Cell;

/// Columns of a grid; cells further right stand in the last one. Stops rows of a thousand cells
/// that each span a thousand columns: the form's widest table has fifteen.
const MAX_COLS: u32 = 256;

/// A cell that reaches into later rows.
struct Active {
    from: u32,
    to: u32,
    /// First row that it does not cover.
    until: u32,
}

/// The markup that is still to come.
struct Marks<'m>(&'m [Span]);

impl Marks<'_> {
    /// Where a cell's text stands, without the markup in it.
    fn region(&mut self, cell: &MergedCell, text: &str) -> Region {
        let past = self.0.iter().take_while(|mark| mark.end <= cell.span.start);
        self.0 = &self.0[past.count()..];
        let inside = self.0.iter().take_while(|mark| mark.start < cell.span.end);
        let inside = inside.count();
        if inside == 0 || cell.span.is_empty() {
            return Region::in_element(cell.span, cell.element);
        }
        let mut pieces = Vec::with_capacity(inside + 1);
        let mut at = cell.span.start;
        let ends = std::iter::once(Span::new(cell.span.end, cell.span.end));
        for mark in self.0[..inside].iter().copied().chain(ends) {
            let piece = Span::new(at, mark.start.max(at)).trim(text);
            if !piece.is_empty() {
                pieces.push(piece);
            }
            at = mark.end.max(at);
        }
        Region::of_pieces(&pieces)
    }
}

/// Each cell goes to the first place of its row that no cell from above covers, as a browser puts
/// it.
///
/// Linear in the cells and rows, times at most [`MAX_COLS`]. `markup`, in order, is what of a text
/// is no text.
pub(super) fn rebuild(table: &RawTable, cells: &[MergedCell], text: &str, markup: &[Span]) -> Grid {
    let inside = markup.partition_point(|mark| mark.end <= table.span.start);
    let mut marks = Marks(markup.get(inside..).unwrap_or_default());
    let n_rows = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let mut grid = Grid {
        n_rows,
        region: Region::in_element(table.span, table.element),
        cells: Vec::with_capacity(cells.len()),
        ..Grid::default()
    };
    // By column, none overlapping.
    let mut active: Vec<Active> = Vec::new();
    let mut fresh: Vec<Active> = Vec::new();
    let mut row = 0;
    let mut col = 0;
    let mut next = 0;
    for cell in cells {
        if cell.row != row {
            active.append(&mut fresh);
            active.retain(|active| active.until > cell.row);
            active.sort_by_key(|active| active.from);
            row = cell.row;
            col = 0;
            next = 0;
        }
        while let Some(above) = active.get(next).filter(|above| above.from <= col) {
            col = col.max(above.to);
            next += 1;
        }
        let place = col.min(MAX_COLS - 1);
        let mut end = place.saturating_add(cell.col_span.max(1)).min(MAX_COLS);
        // A span that would run into a cell from above ends before it.
        if let Some(above) = active.get(next) {
            end = end.min(above.from.max(place + 1));
        }
        let row_span = cell.row_span.max(1).min(n_rows - cell.row);
        if row_span > 1 && col < MAX_COLS {
            fresh.push(Active {
                from: place,
                to: end,
                until: cell.row + row_span,
            });
        }
        grid.n_cols = grid.n_cols.max(end);
        let region = marks.region(cell, text);
        let text = clean(&region.raw(text)).into_owned();
        grid.cells.push(Cell::new(
            (cell.row, place),
            (row_span, end - place),
            cell.header,
            region,
            &text,
        ));
        col = col.max(end);
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::super::testing::whole;
    use super::*;
    use crate::source::TableBody;
    use crate::span::Span;

    fn places(cells: &[(u32, u32, u32)]) -> Vec<(u32, u32, u32)> {
        let cells: Vec<MergedCell> = (cells.iter())
            .map(|&(row, row_span, col_span)| MergedCell {
                row,
                row_span,
                col_span,
                header: false,
                span: Span::default(),
                element: None,
            })
            .collect();
        let grid = rebuild(&whole("", TableBody::Merged(Vec::new())), &cells, "", &[]);
        grid.cells
            .iter()
            .map(|cell| (cell.row, cell.col, cell.col_span))
            .collect()
    }

    #[test]
    fn cells_go_where_a_browser_puts_them() {
        // The heads of the requests table.
        assert_eq!(
            places(&[
                (0, 3, 3),
                (0, 1, 7),
                (1, 2, 1),
                (1, 1, 5),
                (1, 2, 1),
                (2, 1, 1),
                (2, 1, 1),
                (2, 1, 1),
                (2, 1, 1),
                (2, 1, 1)
            ]),
            [
                (0, 0, 3),
                (0, 3, 7),
                (1, 3, 1),
                (1, 4, 5),
                (1, 9, 1),
                (2, 4, 1),
                (2, 5, 1),
                (2, 6, 1),
                (2, 7, 1),
                (2, 8, 1)
            ]
        );
    }

    #[test]
    fn spans_are_bounded_by_what_is_there() {
        assert_eq!(
            places(&[(0, 65_535, 1_000_000), (0, 1, 1)]),
            [(0, 0, MAX_COLS), (0, MAX_COLS - 1, 1)]
        );
        assert_eq!(
            places(&[(0, 2, 1), (0, 1, 1), (1, 1, 9)]),
            [(0, 0, 1), (0, 1, 1), (1, 1, 9)]
        );
    }

    #[test]
    fn a_cell_goes_on_behind_one_from_above() {
        // The first reaches down two rows, the second three: what is below them moves to the right.
        assert_eq!(
            places(&[
                (0, 2, 1),
                (0, 3, 2),
                (0, 1, 1),
                (1, 1, 1),
                (1, 1, 1),
                (2, 1, 3),
                (2, 1, 1),
                (3, 1, 1),
            ]),
            [
                (0, 0, 1),
                (0, 1, 2),
                (0, 3, 1),
                (1, 3, 1),
                (1, 4, 1),
                (2, 0, 1),
                (2, 3, 1),
                (3, 0, 1),
            ]
        );
        // One begins below another in the second row.
        assert_eq!(
            places(&[(0, 1, 1), (0, 3, 1), (1, 2, 1), (1, 1, 1), (2, 1, 1)]),
            [(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 2, 1), (2, 2, 1)]
        );
    }

    #[test]
    fn a_cell_spans_the_rows_that_are_there() {
        let cell = |row: u32, row_span: u32| MergedCell {
            row,
            row_span,
            col_span: 1,
            header: false,
            span: Span::default(),
            element: None,
        };
        let cells = [cell(0, 2), cell(1, 9), cell(2, 0), cell(3, 1)];
        let grid = rebuild(&whole("", TableBody::Merged(Vec::new())), &cells, "", &[]);
        let spans: Vec<_> = grid
            .cells
            .iter()
            .map(|cell| (cell.row, cell.col, cell.row_span))
            .collect();
        assert_eq!(spans, [(0, 0, 2), (1, 1, 3), (2, 0, 1), (3, 0, 1)]);
    }

    /// A cell of one column over the text that stands there.
    fn cell(text: &str, row: u32, printed: &str) -> MergedCell {
        let at = text.find(printed).unwrap();
        MergedCell {
            row,
            row_span: 1,
            col_span: 1,
            header: false,
            span: Span::of_range(at..at + printed.len()),
            element: None,
        }
    }

    #[test]
    fn markup_is_no_text_of_a_cell() {
        let text = "<p>规章<br>数</p>12<b></b><i>3</i>4";
        let marks: Vec<Span> = (text.match_indices('<'))
            .map(|(at, _)| Span::of_range(at..at + text[at..].find('>').unwrap() + 1))
            .collect();
        let cells = [
            cell(text, 0, "规章<br>数"),
            cell(text, 1, "12"),
            cell(text, 1, "<b></b>"),
            cell(text, 2, "<i>3</i>4"),
        ];
        let table = RawTable {
            span: Span::of_range(3..text.len()),
            ..whole(text, TableBody::Merged(Vec::new()))
        };
        let grid = rebuild(&table, &cells, text, &marks);
        let pieces: Vec<Vec<&str>> = (grid.cells.iter())
            .map(|cell| cell.region.pieces().map(|piece| piece.of(text)).collect())
            .collect();
        assert_eq!(
            pieces,
            [vec!["规章", "数"], vec!["12"], vec![""], vec!["3", "4"]]
        );
        let texts: Vec<&str> = grid.cells.iter().map(|cell| &*cell.text).collect();
        assert_eq!(texts, ["规章数", "12", "", "34"]);
    }
}
