//! One cell a line behind a tab, rows apart by an empty line (Word, saved as text).

use super::{Builder, Grid, trailing, whole_lines};
use crate::source::RawTable;
use crate::span::{Region, Span};

/// A line without a tab goes on in the cell before, an empty line between them or not; an empty
/// line in front of a tab ends the row.
pub(super) fn rebuild(table: &RawTable, text: &str) -> Grid {
    let mut builder = Builder::default();
    let mut open: Option<Region> = None;
    let mut blank_before = false;
    for (at, line) in whole_lines(table, text).chain(trailing(table, text, 1)) {
        let Some(rest) = line.strip_prefix('\t') else {
            let span = Span::new(at, at + line.len() as u32).trim(text);
            if span.is_empty() {
                blank_before = true;
            } else {
                open.get_or_insert_default().push(span);
                blank_before = false;
            }
            continue;
        };
        if let Some(region) = open.take() {
            builder.push(region, text, false);
        }
        if blank_before {
            builder.end_row();
            blank_before = false;
        }
        let start = at + 1;
        let span = Span::new(start, start + rest.len() as u32).trim(text);
        open = Some(span.into());
    }
    if let Some(region) = open {
        builder.push(region, text, false);
    }
    builder.finish(table)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{texts, whole};
    use super::*;
    use crate::source::TableBody;

    #[test]
    fn a_cell_of_two_paragraphs_is_one_cell() {
        let text = "\t指　标\n\t计量\n\n单位\n\t2018年度\n\n\t　　其中：1.网站\n\t条\n\t31\n";
        let grid = rebuild(&whole(text, TableBody::Cells), text);
        assert_eq!(
            texts(&grid),
            [
                vec!["指标", "计量单位", "2018年度"],
                vec!["其中：1.网站", "条", "31"]
            ]
        );
        assert_eq!(grid.cells[1].region.raw(text), "计量\n单位");
    }

    #[test]
    fn line_ends_and_form_feeds_are_no_empty_lines() {
        let text = "\t规章\r\n\t1\r\n\u{c}\t2\r\n\r\n\t文件\r\n\t3\r\n\t4\r\n";
        let grid = rebuild(&whole(text, TableBody::Cells), text);
        assert_eq!(
            texts(&grid),
            [vec!["规章", "1", "2"], vec!["文件", "3", "4"]]
        );
    }

    #[test]
    fn blank_cells_count_at_the_end_too() {
        let text = "\t规章\n\t\n\t3\n\n\t文件\n\t1\n\t\n\n结束\n";
        let table = RawTable {
            span: Span::of_range(1..text.find("1\n").unwrap() + 1),
            ..whole(text, TableBody::Cells)
        };
        assert_eq!(
            texts(&rebuild(&table, text)),
            [vec!["规章", "", "3"], vec!["文件", "1", ""]]
        );
        let text = "\t维持\n\t总计\n\n\t\n\t\n\n\n\t\n结束\n";
        let table = RawTable {
            span: Span::of_range(1..text.find("计\n").unwrap() + 3),
            ..whole(text, TableBody::Cells)
        };
        assert_eq!(
            texts(&rebuild(&table, text)),
            [vec!["维持", "总计"], vec!["", ""]]
        );
    }
}
