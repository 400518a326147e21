//! Pipe tables of Markdown.

use super::{Builder, Grid, whole_lines};
use crate::source::RawTable;
use crate::source::markdown::Rules;
use crate::span::{Region, Span};

/// Rows of `| a | b |`, whose outer pipes may be left out; the row above `| --- | --- |` holds heads.
pub(super) fn rebuild(table: &RawTable, text: &str) -> Grid {
    let rows: Vec<(u32, &str)> = whole_lines(table, text)
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let mut rules = Rules::default();
    let is_rule: Vec<bool> = rows.iter().map(|(_, line)| rules.is_next(line)).collect();
    let mut builder = Builder::default();
    for (n, (at, line)) in rows.iter().enumerate() {
        if is_rule[n] {
            continue;
        }
        let header = is_rule.get(n + 1) == Some(&true);
        let indent = line.len() - line.trim_start().len();
        let mut from = at + indent as u32;
        let mut body = line.trim();
        // With outer pipes the last one ends a cell, without them a blank one is behind it.
        let has_outer = body.starts_with('|');
        if has_outer {
            body = &body[1..];
            from += 1;
        }
        let mut region = Region::default();
        let mut start = from;
        let bytes = body.as_bytes();
        for pipe in memchr::memchr_iter(b'|', bytes) {
            let here = from + pipe as u32;
            // An escaped pipe is text; its backslash is not.
            if pipe > 0 && bytes[pipe - 1] == b'\\' {
                region.push(Span::new(start, here - 1).trim(text));
                start = here;
                continue;
            }
            close(
                &mut builder,
                &mut region,
                Span::new(start, here),
                text,
                header,
            );
            start = here + 1;
        }
        let end = from + body.len() as u32;
        if start < end || !has_outer && body.ends_with('|') {
            close(
                &mut builder,
                &mut region,
                Span::new(start, end),
                text,
                header,
            );
        }
        builder.end_row();
    }
    builder.finish(table)
}

fn close(builder: &mut Builder, region: &mut Region, last: Span, text: &str, header: bool) {
    let last = last.trim(text);
    let mut region = std::mem::take(region);
    if region.hull().is_empty() {
        region = last.into();
    } else if !last.is_empty() {
        region.push(last);
    }
    builder.push(region, text, header);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{texts, whole};
    use super::*;
    use crate::source::TableBody;

    #[test]
    fn the_row_above_the_rule_is_heads() {
        let text = "| 信息内容 | 本年制发件数 |\n| --- | :-: |\n| 规章 |  |\n| 文件 | 3 |\n";
        let grid = rebuild(&whole(text, TableBody::Pipes), text);
        assert_eq!(
            texts(&grid),
            [
                vec!["信息内容", "本年制发件数"],
                vec!["规章", ""],
                vec!["文件", "3"]
            ]
        );
        assert!(grid.cells[0].header && !grid.cells[2].header);
    }

    #[test]
    fn a_row_of_dashes_is_values() {
        let text = "| 结果维持 | 总计 |\n| - | - |\n| - | - |\n| 3 | - |\n";
        let grid = rebuild(&whole(text, TableBody::Pipes), text);
        assert_eq!(
            texts(&grid),
            [vec!["结果维持", "总计"], vec!["-", "-"], vec!["3", "-"]]
        );
        assert!(grid.cells[0].header && !grid.cells[2].header);
    }

    #[test]
    fn outer_pipes_may_be_left_out() {
        let text = "第二十条第（一）项  \n---  \n信息内容 | 本年制发件数  \n规章 |   \n文件 | 3  \n规章 | 5 |  \n";
        let grid = rebuild(&whole(text, TableBody::Pipes), text);
        assert_eq!(
            texts(&grid),
            [
                vec!["第二十条第（一）项"],
                vec!["信息内容", "本年制发件数"],
                vec!["规章", ""],
                vec!["文件", "3"],
                vec!["规章", "5", ""]
            ]
        );
        assert!(grid.cells[0].header && !grid.cells[1].header);
    }

    #[test]
    fn an_escaped_pipe_is_text() {
        let text = "| a \\| b | 1 |\n";
        let grid = rebuild(&whole(text, TableBody::Pipes), text);
        assert_eq!(grid.n_cols, 2);
        assert_eq!(grid.cells[0].region.raw(text), "a\n| b");
        let text = "| A\\|甲 | 1 |\n";
        let grid = rebuild(&whole(text, TableBody::Pipes), text);
        assert_eq!(grid.cells[0].text, "A|甲");
    }

    #[test]
    fn an_indent_moves_no_cell() {
        let text = "  | 规章 | 1 |\n  文件 | 2\n";
        let table = RawTable {
            span: Span::of_range(2..text.len() - 1),
            ..whole(text, TableBody::Pipes)
        };
        let grid = rebuild(&table, text);
        let printed: Vec<_> = grid
            .cells
            .iter()
            .map(|cell| cell.region.raw(text))
            .collect();
        assert_eq!(printed, ["规章", "1", "文件", "2"]);
    }
}
