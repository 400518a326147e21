//! Reports of an invented organ, and what their tables say together.

use super::testing::reading;
use super::*;
use crate::{Options, Report, parse};

/// A report of a year whose last part is this.
fn report(year: u16, part: &str) -> Report {
    let text = format!(
        "# 青屿县水务局{year}年政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n二、情况\n\n{part}\n"
    );
    parse(text.as_bytes(), &Options::default()).unwrap()
}

/// Rows of cells that are apart by tabs: rows apart by ` / `, cells by blanks.
fn tabs(rows: &str) -> String {
    rows.replace(" / ", "\n").replace(' ', "\t")
}

fn told<'r>(report: &'r Report, code: &str) -> Vec<&'r Diagnostic> {
    (report.diagnostics.iter())
        .filter(|told| told.code == code)
        .collect()
}

const HEAD: &str = "指标名称 计量单位 2012年度 历年累计";

#[test]
fn a_cell_has_its_own_unit_or_its_row_s_and_none_without_a_number() {
    let report = report(
        2012,
        &tabs(&format!(
            "{HEAD} / 主动公开文件数 条 12 50件 / 政府信息公开收费减免金额 元 - 3万元 / 行政复议数 件 4 无"
        )),
    );
    let cells: Vec<(&str, Option<&str>)> = (report.tables[0].cells.iter())
        .filter(|cell| cell.row > 0 && cell.col > 1)
        .map(|cell| (&*cell.text, cell.unit.as_deref()))
        .collect();
    assert_eq!(
        cells,
        [
            ("12", Some("条")),
            ("50件", Some("件")),
            ("-", None),
            ("3万元", Some("万元")),
            ("4", Some("件")),
            ("无", None),
        ]
    );
}

#[test]
fn a_document_that_ends_in_its_table_says_how_many_rows_are_missing() {
    let cut = |rows: &str, behind: &str| {
        let report = report(
            2012,
            &format!("{}{behind}", tabs(&format!("{HEAD} / {rows}"))),
        );
        let told = told(&report, "truncated");
        let at = told.first().and_then(|told| told.region.clone());
        assert!(at.is_none_or(|at| at == report.tables[0].region));
        told.iter()
            .map(|told| told.message.to_string())
            .collect::<Vec<_>>()
    };
    let says = |rows: usize| {
        vec![format!(
            "the document ends inside its last table: {rows} rows of the form are not there"
        )]
    };
    let rows = "主动公开文件数 条 12 50 / 政府网站公开数 条 9 41";
    assert_eq!(cut(rows, ""), says(14));
    assert_eq!(cut(rows, "\n- 3 -\n"), says(14));
    assert_eq!(cut(rows, "\n\n三、其他\n\n无。\n"), [""; 0]);
    // The last row is there, or one before the last that is there is not.
    assert_eq!(
        cut("主动公开文件数 条 12 50 / 政府公报公开数 条 9 41", ""),
        [""; 0]
    );
    let all: Vec<String> = (Vocabulary::builtin().editions[0].tables[0].rows.iter())
        .map(|row| format!("{} {} 1 2", row.label, row.unit))
        .collect();
    assert_eq!(cut(&all.join(" / "), ""), [""; 0]);
    assert_eq!(cut(&all[..15].join(" / "), ""), says(1));
    // Nothing of the form is there.
    assert_eq!(cut("会议 次 12 50", ""), [""; 0]);
}

#[test]
fn a_group_of_the_form_has_no_row_that_could_be_missing() {
    // The form of 2014 begins with a group's name and has 65 rows.
    let table =
        tabs("统计指标 单位 统计数 / 一、主动公开情况 —— —— / （一）主动公开政府信息数 条 5");
    let told = report(2016, &table);
    let told = super::tests::told(&told, "truncated");
    assert_eq!(told.len(), 1);
    assert!(told[0].message.contains(": 63 rows"), "{}", told[0].message);
}

/// Value and indicator of each fact, `?` where it has none.
fn facts(report: &Report) -> Vec<String> {
    (report.facts.iter())
        .map(|fact| {
            let indicator = if fact.indicator.is_empty() {
                "?"
            } else {
                &fact.indicator
            };
            format!("{} {indicator}", fact.value.as_deref().unwrap_or("none"))
        })
        .collect()
}

#[test]
fn of_a_row_printed_three_times_the_first_is_the_fact_if_all_say_the_same() {
    let rows = |values: [&str; 3]| {
        let rows = values.map(|value| format!("规章 {value} 2 3"));
        let rows = format!(
            "信息内容 本年制发件数 本年废止件数 现行有效件数 / {}",
            rows.join(" / ")
        );
        report(2022, &format!("{}\n\n三、其他\n\n无。\n", tabs(&rows)))
    };
    let of_issued =
        |report: &Report| -> Vec<String> { (facts(report).into_iter()).step_by(3).collect() };
    let same = rows(["1", "1", "1"]);
    assert_eq!(of_issued(&same), ["1 rules", "1 ?", "1 ?"]);
    assert_eq!(told(&same, "printed_twice").len(), 6);
    for values in [
        ["1", "2", "1"],
        ["1", "1", "2"],
        ["2", "1", "1"],
        ["1", "1件", "1部"],
    ] {
        let other = rows(values);
        let of = of_issued(&other);
        assert!(of.iter().all(|fact| fact.ends_with(" ?")), "{of:?}");
        assert_eq!(told(&other, "printed_twice").len(), 7);
    }
    let says_none: Vec<bool> = (told(&rows(["1", "1", "2"]), "printed_twice").iter())
        .map(|told| told.help.as_deref().unwrap().starts_with("none"))
        .collect();
    assert_eq!(says_none, [true, true, false, false, true, false, false]);
}

#[test]
fn the_line_right_above_a_table_is_its_own() {
    let reading = reading("甲\n▦\n乙\n丙\n- 3 -\n▤\n▦\n丁\n");
    assert_eq!(lines_above(&reading), ["甲", "丙", ""]);
}

#[test]
fn a_line_names_the_group_of_the_table_below_it_unless_it_is_a_paragraph() {
    let index = Index::of(Vocabulary::builtin());
    let form = &index.forms[3][2];
    let line = |padding: usize| format!("（一）{}行政复议情况", " ".repeat(padding));
    assert_eq!(over(form, Some("（一）行政复议情况")), ["行政复议"]);
    let bare = line(0).len();
    assert_eq!(over(form, Some(&line(MAX_CAPTION - bare))), ["行政复议"]);
    assert_eq!(over(form, Some(&line(MAX_CAPTION - bare + 1))), [""; 0]);
    assert_eq!(over(form, Some("如下表")), [""; 0]);
    assert_eq!(over(form, None), [""; 0]);
}

#[test]
fn lists_are_joined_in_order() {
    let mut list = Vec::new();
    join(&mut list, vec![1, 2]);
    join(&mut list, vec![]);
    join(&mut list, vec![3]);
    assert_eq!(list, [1, 2, 3]);
}
