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

#[cfg(test)]
mod tests {
    use super::super::testing::grid;
    use super::*;

    fn rows(rows: &Rows) -> Vec<Vec<usize>> {
        rows.iter().map(<[usize]>::to_vec).collect()
    }

    #[test]
    fn a_row_s_cells_are_those_that_start_there_or_reach_into_it() {
        let grid = grid("1x2:甲 乙 1x3:丙 / 丁 / 戊 己");
        let view = View::new(&grid);
        assert_eq!(rows(&view.starting), [vec![0, 1, 2], vec![3], vec![4, 5]]);
        // By column, though 丁 is read after 丙, which stands behind it.
        assert_eq!(
            rows(&view.touching),
            [vec![0, 1, 2], vec![0, 3, 2], vec![4, 5, 2]]
        );
        assert_eq!(view.starting.len(), 3);
        assert!(view.starting.above(0).is_empty());
        assert_eq!(view.starting.above(2), [0, 1, 2, 3]);
        assert_eq!(view.touching.above(1), [0, 1, 2]);
    }

    #[test]
    fn a_cell_that_reaches_below_the_grid_ends_with_it() {
        let mut grid = grid("1x2:甲 乙 / 丙");
        grid.cells[1].row_span = 70;
        let view = View::new(&grid);
        assert_eq!(rows(&view.touching), [vec![0, 1], vec![0, 1, 2]]);
        // No rows at all.
        grid.n_rows = 0;
        let view = View::new(&grid);
        assert_eq!((view.starting.len(), view.touching.len()), (0, 0));
    }

    #[test]
    fn texts_have_keys_and_numbers_and_long_texts_have_none() {
        let long = "公".repeat(MAX_LABEL);
        let grid = grid(&format!(
            "一、{long} 收到（件） 12 - {} _",
            "公".repeat(118)
        ));
        let view = View::new(&grid);
        assert_eq!(view.keys[0], "");
        assert_eq!(view.keys[1..4], ["收到件", "", ""]);
        assert_eq!(view.keys[4].chars().count(), 118);
        let most = format!("{}甲", "公".repeat(MAX_LABEL - 1));
        let grid = super::super::testing::grid(&format!("{most} {most}a"));
        let view = View::new(&grid);
        assert_eq!((&*view.keys[0], &*view.keys[1]), (&*most, ""));
    }

    #[test]
    fn what_stands_for_a_number_is_a_value() {
        let grid = grid("12 - / 甲 ／ / _ 无");
        let view = View::new(&grid);
        let values: Vec<bool> = (0..6).map(|at| view.is_value(at)).collect();
        assert_eq!(values, [true, true, false, true, true, true]);
        let numbers: Vec<bool> = (0..6).map(|at| view.is_number(at)).collect();
        assert_eq!(numbers, [true, false, false, false, false, false]);
    }

    #[test]
    fn a_cell_covers_the_columns_that_it_spans() {
        let mut grid = grid("3x1:甲 乙");
        assert_eq!(View::new(&grid).columns(0), 0..3);
        assert_eq!(View::new(&grid).columns(1), 3..4);
        grid.cells[1].col_span = 0;
        assert_eq!(View::new(&grid).columns(1), 3..4);
    }

    #[test]
    fn cells_beyond_a_million_rows_stand_in_their_first_only() {
        let n_rows = 2048;
        let within = MAX_TOUCHES / n_rows as usize;
        let mut grid = Grid {
            n_rows,
            n_cols: 1,
            ..Grid::default()
        };
        let cell = Cell::new((0, 0), (n_rows, 1), false, Default::default(), "甲");
        grid.cells = vec![cell.clone(); within + 3];
        grid.cells.push(Cell { row: 5, ..cell });
        let view = View::new(&grid);
        assert_eq!(view.touching[0].len(), within + 3);
        assert_eq!(view.touching[1].len(), within);
        assert_eq!(view.touching[5].len(), within + 1);
        assert_eq!(view.touching[2047].len(), within);
        assert_eq!(view.starting[0].len(), within + 3);
    }
}
