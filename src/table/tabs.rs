//! One row a line, cells apart by tabs.

use super::{Builder, Grid, trailing, whole_lines};
use crate::source::RawTable;
use crate::span::Span;

/// A tab stands between two cells; a tab at the start or the end of a line means a blank one, and a
/// line of nothing but tabs a row of blanks, right behind the table's last line, too.
pub(super) fn rebuild(table: &RawTable, text: &str) -> Grid {
    let mut builder = Builder::default();
    for (at, line) in whole_lines(table, text).chain(trailing(table, text, 0)) {
        if line.trim().is_empty() && !line.contains('\t') {
            continue;
        }
        let mut from = at;
        for cell in line.split('\t') {
            let span = Span::new(from, from + cell.len() as u32).trim(text);
            builder.push(span.into(), text, false);
            from += cell.len() as u32 + 1;
        }
        builder.end_row();
    }
    builder.finish(table)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{texts, whole};
    use super::*;
    use crate::source::TableBody;

    #[test]
    fn rows_are_lines_and_blank_cells_count() {
        let text = "规章\t1\t\t11\r\n\t文件\t\t\n";
        let grid = rebuild(&whole(text, TableBody::Tabs), text);
        assert_eq!(
            texts(&grid),
            [vec!["规章", "1", "", "11"], vec!["", "文件", "", ""]]
        );
        assert_eq!(grid.n_cols, 4);
    }

    #[test]
    fn a_line_of_tabs_is_a_row_of_blanks() {
        let text = "维持\t纠正\t总计\n\t\t\n \n其他\t\t1\n\t\t\r\n\n\t\t\n";
        let grid = rebuild(&whole(text, TableBody::Tabs), text);
        assert_eq!(
            texts(&grid),
            [
                vec!["维持", "纠正", "总计"],
                vec!["", "", ""],
                vec!["其他", "", "1"],
                vec!["", "", ""]
            ]
        );
    }
}
