//! Tables of HTML inside Markdown and text: the cells are those of a page, their places the text's.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "growth/mod.rs"]
mod growth;
#[path = "support/mod.rs"]
mod support;

use gongkai::report::Form;
use growth::grows_linearly;
use support::invariants::hold;
use support::parse;

const HEAD: &str = "青屿县水务局2021年政府信息公开工作年度报告\n\n## 一、总体情况\n\n本年主动公开政府信息3条。\n\n## 二、主动公开政府信息情况\n\n";

/// Row, column, rows, columns, text and the text's pieces of each cell of the first table.
fn cells(document: &str) -> Vec<(u32, u32, u32, u32, String, Vec<String>)> {
    let report = parse(document.as_bytes()).unwrap();
    hold(&report).unwrap();
    assert_eq!(report.source.form, Form::Markdown);
    let Some(table) = report.tables.first() else {
        return Vec::new();
    };
    (table.cells.iter())
        .map(|cell| {
            let pieces = cell.region.pieces().filter(|piece| !piece.is_empty());
            let pieces = pieces.map(|piece| piece.of(document).to_owned()).collect();
            let text = cell.text.to_string();
            (
                cell.row,
                cell.col,
                cell.row_span,
                cell.col_span,
                text,
                pieces,
            )
        })
        .collect()
}

fn texts(document: &str) -> Vec<String> {
    cells(document).into_iter().map(|cell| cell.4).collect()
}

/// The paragraphs of the last section.
fn last(document: &str) -> Vec<String> {
    let report = parse(document.as_bytes()).unwrap();
    hold(&report).unwrap();
    let section = report.sections.last().unwrap();
    (section.blocks.iter())
        .map(|block| match block {
            gongkai::report::Block::Paragraph(text) => text.text.to_string(),
            gongkai::report::Block::Table(n) => format!("#{n}"),
            gongkai::report::Block::List(items) => format!("{} items", items.len()),
        })
        .collect()
}

#[test]
fn cells_are_a_pages_and_places_the_texts() {
    let document = format!(
        "{HEAD}<table>\n<tr><td rowspan=\"2\">规<b>章</b></td><td colspan=2>本年<br>制发</td></tr>\n<tr><td>**12**</td><td>&nbsp;</td></tr>\n</table>\n\n后文。\n"
    );
    let piece = |of: &[&str]| of.iter().map(|&s| s.to_owned()).collect::<Vec<_>>();
    assert_eq!(
        cells(&document),
        [
            (0, 0, 2, 1, "规章".to_owned(), piece(&["规", "章"])),
            (0, 1, 1, 2, "本年制发".to_owned(), piece(&["本年", "制发"])),
            (1, 1, 1, 1, "12".to_owned(), piece(&["12"])),
            (1, 2, 1, 1, String::new(), piece(&[])),
        ]
    );
    let report = parse(document.as_bytes()).unwrap();
    let place = report
        .map
        .place(&report.tables[0].cells[2].region, &report.text);
    assert_eq!((place.line, place.column), (11, 11));
    assert_eq!(last(&document), ["#0", "后文。"]);
}

/// Lines of a text end at a table: nothing before it goes on behind it.
#[test]
fn a_table_in_a_line_parts_it() {
    let table = "<TABLE><TR><TD>甲<TD>1<TR><TD>乙<TD>2</TABLE>";
    let document = format!("{HEAD}如下：{table}以上。\n");
    assert_eq!(texts(&document), ["甲", "1", "乙", "2"]);
    assert_eq!(last(&document), ["如下：", "#0", "以上。"]);
    // What converters put around it is markup, a caption is a line.
    let document = format!(
        "{HEAD}<div align=\"center\"><html><body>\n{}\n</body></html></div>\n\n以上。\n",
        table.replace("<TABLE>", "<table><caption>表1</caption>")
    );
    assert_eq!(texts(&document), ["甲", "1", "乙", "2"]);
    assert_eq!(last(&document), ["表1", "#0", "以上。"]);
}

#[test]
fn a_text_without_a_mark_of_markdown_may_hold_tables_of_html() {
    let head = HEAD.replace("## ", "");
    let document = format!(
        "{head}<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>\n\n三、其他\n"
    );
    assert_eq!(texts(&document), ["甲", "1", "乙", "2"]);
}

/// Found by the fuzz target `markdown`: the row's last cell went to the end of the line.
#[test]
fn a_row_of_pipes_ends_where_a_table_of_html_starts_on_its_line() {
    let table = "<table><tr><td>规章</td><td>3</td></tr></table>";
    for document in [
        format!("{HEAD}| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 {table}\n| 戊 | 己 |\n"),
        format!("{HEAD}| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |{table}\n"),
        format!("{HEAD}{table} | 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |\n"),
    ] {
        let report = parse(document.as_bytes()).unwrap();
        hold(&report).unwrap();
        let cells = report.tables.iter().flat_map(|table| &table.cells);
        let all: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
        for cell in ["甲", "乙", "丙", "丁", "规章", "3"] {
            let there = all.iter().filter(|text| **text == cell).count();
            assert_eq!(there, 1, "{cell} of {all:?}");
        }
    }
}

#[test]
fn a_table_without_its_end_goes_to_its_last_row() {
    let rows = "<tr><td>甲</td><td>1</td></tr>\n<tr><td>乙</td><td>2</td></tr>\n";
    let document = format!("{HEAD}<table>\n{rows}<tr><td>丙\n\n后文。\n");
    assert_eq!(texts(&document), ["甲", "1", "乙", "2"]);
    assert_eq!(last(&document), ["#0", "<tr><td>丙", "后文。"]);
    // The next one starts anew.
    let document = format!("{HEAD}<table>\n{rows}\n中间。\n\n<table>{rows}</table>\n");
    assert_eq!(last(&document), ["#0", "中间。", "#1"]);
}

#[test]
fn what_is_no_table_stays_text() {
    for text in [
        "<table>",
        "<table",
        "</table>",
        "a <table> b",
        "<table><tr><td>x",
    ] {
        let document = format!("{HEAD}{text}\n");
        assert_eq!(cells(&document), []);
        assert_eq!(last(&document), [text]);
    }
    // Text between the rows would have to be moved before the table.
    let moved =
        format!("{HEAD}<table><tr><td>甲</td><td>1</td></tr>乙<tr><td>2</td></tr></table>\n");
    assert_eq!(cells(&moved), []);
    assert!(last(&moved)[0].contains('乙'));
}

#[test]
fn a_reference_is_what_is_printed_and_no_number() {
    let document = format!(
        "{HEAD}<table><tr><td>A&amp;B</td><td>1&#50;</td></tr><tr><td>&lt;1</td><td>&#12288;3</td></tr></table>\n"
    );
    let report = parse(document.as_bytes()).unwrap();
    hold(&report).unwrap();
    let values: Vec<Option<&str>> = (report.tables[0].cells.iter())
        .map(|c| c.value.as_deref())
        .collect();
    assert_eq!(values, [None, None, None, Some("3")]);
    let texts: Vec<&str> = (report.tables[0].cells.iter()).map(|c| &*c.text).collect();
    assert_eq!(texts, ["A&amp;B", "1&#50;", "&lt;1", "3"]);
}

#[test]
fn cost_stays_linear() {
    let long = |unit: &'static str| {
        move |size: usize| format!("{HEAD}{}", unit.repeat(size / unit.len())).into_bytes()
    };
    for unit in [
        "<table>",
        "<table ",
        "</table",
        "<table></table",
        "<table></table>",
        "<table><tr><td>1</td></tr></table>",
        "<table><tr><td>1</td></tr>",
        "<div><table>",
        "<div>",
        "<table><tr><td>规章</td><td>1</td></tr></table></div>\n",
        "<table><tr><td><b>",
        "<table><tr><td>&amp;</td><td>&",
        "文<table><tr><td>1</td><td>2</td></tr></table>",
    ] {
        grows_linearly(unit, long(unit), 24_000);
    }
    let cells = |size: usize| {
        format!(
            "{HEAD}<table><tr>{}</tr></table>",
            "<td>规<b>章</b></td>".repeat(size / 24)
        )
        .into_bytes()
    };
    grows_linearly("cells", cells, 24_000);
}

/// Tags of characters part no number, whatever lines they are broken over; a blank does.
#[test]
fn tags_of_characters_part_no_number() {
    let document = format!(
        "{HEAD}<table><tr><td>信息<font>内容</font></td><td><span>7</span><span\nlang=\"EN-US\">90</span><o:p></o:p></td><td><b>7</b> <b>90</b></td><td>1<br>2</td></tr></table>\n"
    );
    assert_eq!(texts(&document), ["信息内容", "790", "7 90", "1 2"]);
}
