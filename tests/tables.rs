//! Small tables, whole and odd, and all that is read of each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

use gongkai::Options;
use gongkai::report::{How, Report};

/// All that the tables of a report say, a row a line: `indicator column value`, with `~` where it is
/// similar or aligned; `? label` where it has no indicator; `!` what deviates from the form or is
/// warned of.
fn read(report: &Report) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = String::new();
    for fact in report.facts.iter().filter(|fact| !fact.derived) {
        let kind = format!("({:?})", fact.kind);
        let value = fact.value.as_deref().unwrap_or(&kind);
        let (row, how) = match (&*fact.indicator, fact.how) {
            ("", _) => (format!("? {}", fact.label), ""),
            (indicator, Some(How::Similar | How::Aligned)) => (indicator.to_owned(), "~"),
            (indicator, _) => (indicator.to_owned(), ""),
        };
        let place = format!(" {}", fact.column).trim_end().to_owned();
        match out.last_mut() {
            Some(line) if row == before => *line += &format!(",{place} {value}{how}"),
            _ => out.push(format!("{row}{place} {value}{how}")),
        }
        before = row;
    }
    let deviations = report
        .edition
        .iter()
        .flat_map(|edition| &edition.deviations);
    let printed = deviations.filter(|d| d.kind != "missing_row");
    out.extend(printed.map(|d| format!("! {}", d.message)));
    for code in [
        "unmapped_row",
        "unassigned_value",
        "printed_twice",
        "truncated",
    ] {
        let count = report.diagnostics.iter().filter(|d| d.code == code).count();
        if count > 0 {
            out.push(format!("! {code} {count}"));
        }
    }
    out
}

/// A report of a year with a table between its sections.
fn report(year: u16, table: &str) -> Report {
    let text = format!(
        "# 青屿县水务局{year}年政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n二、主动公开情况\n\n{table}\n\n三、其他事项\n\n无。\n"
    );
    gongkai::parse(text.as_bytes(), &Options::default()).unwrap()
}

/// A pipe table: rows apart by `/`, cells by blanks, `_` for an empty one.
fn pipes(rows: &str) -> String {
    let mut out = String::new();
    for (at, row) in rows.split(" / ").enumerate() {
        let cells: Vec<&str> = row
            .split(' ')
            .map(|cell| if cell == "_" { "" } else { cell })
            .collect();
        out += &format!("| {} |\n", cells.join(" | "));
        if at == 0 {
            out += &format!("|{}\n", " --- |".repeat(cells.len()));
        }
    }
    out
}

/// A page's table: rows apart by `/`, cells by blanks, `_` for an empty one, `3x2:` before one that
/// spans three columns and two rows.
fn page(rows: &str) -> String {
    let mut out = String::from("<table>");
    for row in rows.split(" / ") {
        out += "<tr>";
        for cell in row.split(' ') {
            let (span, text) = cell.split_once(':').unwrap_or(("1x1", cell));
            let (cols, rows) = span.split_once('x').unwrap();
            let text = if text == "_" { "" } else { text };
            out += &format!("<td colspan={cols} rowspan={rows}>{text}</td>");
        }
        out += "</tr>";
    }
    out + "</table>"
}

#[track_caller]
fn gives(report: &Report, want: &str) {
    let have = read(report).join(" | ");
    assert_eq!(have, want);
}

/// A table of the form of 2008.
#[track_caller]
fn of_2008(rows: &str, want: &str) {
    gives(&report(2012, &pipes(rows)), want);
}

/// A page's table of the form of 2021.
#[track_caller]
fn of_2021(rows: &str, want: &str) {
    let text = format!(
        "<html><body><h1>青屿县水务局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>略。</p>\
         <p>二、情况</p>{}<p>六、其他需要报告的事项</p><p>无。</p></body></html>",
        page(rows)
    );
    gives(
        &gongkai::parse(text.as_bytes(), &Options::default()).unwrap(),
        want,
    );
}

#[test]
fn rows_stand_under_their_heads() {
    of_2008(
        "指标名称 计量单位 2012年度 历年累计 / 主动公开文件数 条 12 50 / 其中：1.政府网站公开数 条 9 41",
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.website year 9, cumulative 41",
    );
    // In another order, one unknown between them, one that got lost, none at all.
    of_2008(
        "指标名称 计量单位 历年累计 2012年度 / 主动公开文件数 条 50 12 / 其中：1.政府网站公开数 条 41 9",
        "disclosure.documents cumulative 50, year 12 | disclosure.documents.website cumulative 41, year 9",
    );
    of_2008(
        "指标名称 计量单位 2012年度 上年度 历年累计 / 主动公开文件数 条 12 11 50 / 2.政府公报公开数 条 9 8 41",
        "disclosure.documents year 12 | ? 主动公开文件数 上年度 11 | disclosure.documents cumulative 50 | disclosure.documents.gazette year 9 | ? 政府公报公开数 上年度 8 | disclosure.documents.gazette cumulative 41 | ! unassigned_value 2",
    );
    of_2008(
        "指标名称 计量单位 2012年度 _ / 主动公开文件数 条 12 50 / 其中：1.政府网站公开数 条 9 41",
        "disclosure.documents year 12, cumulative 50~ | disclosure.documents.website year 9, cumulative 41~",
    );
    of_2008(
        "指标名称 计量单位 _ _ / 主动公开文件数 条 12 50 / 其中：1.政府网站公开数 条 9 41",
        "disclosure.documents year 12~, cumulative 50~ | disclosure.documents.website year 9~, cumulative 41~",
    );
    of_2008(
        "主动公开文件数 条 12 50 / 其中：1.政府网站公开数 条 9 41",
        "disclosure.documents year 12~, cumulative 50~ | disclosure.documents.website year 9~, cumulative 41~",
    );
    // Heads stand again in the middle, in another order.
    of_2008(
        "指标名称 计量单位 2012年度 历年累计 / 主动公开文件数 条 12 50 / 指标名称 计量单位 历年累计 2012年度 / 其中：1.政府网站公开数 条 41 9",
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.website cumulative 41, year 9",
    );
}

#[test]
fn cells_too_many_or_too_few_are_nobodys() {
    of_2008(
        "指标名称 计量单位 2012年度 历年累计 / 主动公开文件数 12 50 / 其中：1.政府网站公开数 条 9 41",
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.website year 9, cumulative 41",
    );
    of_2008(
        "指标名称 计量单位 2012年度 历年累计 / 主动公开文件数 条 12 / 其中：1.政府网站公开数 条 9 41",
        "? 主动公开文件数 12 | disclosure.documents.website year 9, cumulative 41 | ! unassigned_value 1",
    );
    of_2008(
        "指标名称 计量单位 2012年度 历年累计 / 主动公开文件数 条 12 13 50 / 其中：1.政府网站公开数 条 9 41",
        "? 主动公开文件数 12, 13, 50 | disclosure.documents.website year 9, cumulative 41 | ! unassigned_value 3",
    );
    // A converter fills merged cells: one value twice under one head, or two different ones.
    of_2008(
        "指标名称 计量单位 2012年度 2012年度 历年累计 / 主动公开文件数 条 12 12 50 / 其中：1.政府网站公开数 条 9 9 41",
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.website year 9, cumulative 41",
    );
    of_2008(
        "指标名称 计量单位 2012年度 2012年度 历年累计 / 主动公开文件数 条 12 13 50 / 其中：1.政府网站公开数 条 9 9 41",
        "? 主动公开文件数 year 12, year 13 | disclosure.documents cumulative 50 | disclosure.documents.website year 9, cumulative 41 | ! printed_twice 2",
    );
    of_2008(
        "指标名称 指标名称 2012年度 历年累计 / 主动公开文件数 主动公开文件数 12 50 / 其中：1.政府网站公开数 其中：1.政府网站公开数 9 41",
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.website year 9, cumulative 41",
    );
}

#[test]
fn what_is_no_number_is_kept_as_it_is() {
    of_2008(
        "指标名称 计量单位 2012年度 历年累计 / 主动公开文件数 条 - ／ / 其中：1.政府网站公开数 条 无 _ / 2.政府公报公开数 条 3（册） 见附件",
        "disclosure.documents year (Dash), cumulative (Slash) | disclosure.documents.website year (Text), cumulative (Blank) | disclosure.documents.gazette year 3, cumulative (Text)",
    );
}

#[test]
fn labels_are_known_exactly_by_likeness_or_by_order() {
    let head = "指标名称 计量单位 2012年度 历年累计";
    of_2008(
        &format!(
            "{head} / 主动公开文件数 条 12 50 / 其中：1.政府网站公布数 条 9 41 / 2.政府公报公开数 条 3 9"
        ),
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.website year 9~, cumulative 41~ | disclosure.documents.gazette year 3, cumulative 9 | ! 政府网站公布数 for 政府网站公开数",
    );
    of_2008(
        &format!(
            "{head} / 主动公开文件数 条 12 50 / 网站上公开的 条 9 41 / 2.政府公报公开数 条 3 9"
        ),
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.website year 9~, cumulative 41~ | disclosure.documents.gazette year 3, cumulative 9 | ! 网站上公开的 for 政府网站公开数",
    );
    of_2008(
        &format!(
            "{head} / 主动公开文件数 条 12 50 / 大气污染防治 条 9 41 / 2.政府公报公开数 条 3 9"
        ),
        "disclosure.documents year 12, cumulative 50 | ? 大气污染防治 year 9, cumulative 41 | disclosure.documents.gazette year 3, cumulative 9 | ! 大气污染防治 is no row of the form | ! unmapped_row 1",
    );
    of_2008(
        &format!(
            "{head} / 主动公开文件数 条 12 50 / 大气污染防治 条 _ _ / 2.政府公报公开数 条 3 9"
        ),
        "disclosure.documents year 12, cumulative 50 | ? 大气污染防治 year (Blank), cumulative (Blank) | disclosure.documents.gazette year 3, cumulative 9 | ! 大气污染防治 is no row of the form | ! unmapped_row 1",
    );
    of_2008(
        &format!(
            "{head} / 主动公开文件数 条 12 50 / 2.政府公报公开数 条 3 9 / 主动公开文件数 条 1 2"
        ),
        "? 主动公开文件数 year 12, cumulative 50 | disclosure.documents.gazette year 3, cumulative 9 | ? 主动公开文件数 year 1, cumulative 2 | ! printed_twice 4",
    );
    of_2008(
        &format!(
            "{head} / 主动公开文件数 条 12 50 / 2.政府公报公开数 条 3 9 / 主动公开政府信息数 条 12 50"
        ),
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.gazette year 3, cumulative 9 | ? 主动公开政府信息数 year 12, cumulative 50 | ! printed_twice 2",
    );
}

#[test]
fn a_table_that_is_no_form_s_keeps_its_labels() {
    of_2008(
        "项目 数量 / 办结件 12 / 在办件 _ / 说明 见附件",
        "? 办结件 12",
    );
    // One label of a form and one head are few; two are a form's table.
    of_2008(
        "项目 数量 / 行政诉讼数 12 / 在办件 3",
        "? 行政诉讼数 12 | ? 在办件 3 | ! 在办件 is no row of the form | ! unmapped_row 1 | ! unassigned_value 1",
    );
    of_2008("项目 累计 / 会议 12 / 在办件 3", "? 会议 12 | ? 在办件 3");
    of_2008(
        "本年 累计 / 会议 12",
        "? 会议 12 | ! 会议 is no row of the form | ! unmapped_row 1",
    );
}

#[test]
fn the_year_decides_between_forms_that_have_the_same_labels() {
    let table = pipes("信息内容 本年处理决定数量 / 行政处罚 12 / 行政强制 3");
    let edition = |text: &str, edition| {
        let options = Options {
            edition,
            ..Options::default()
        };
        let report = gongkai::parse(text.as_bytes(), &options).unwrap();
        report
            .edition
            .map_or(String::new(), |edition| edition.id.to_string())
    };
    let of = |year: &str, wanted| {
        edition(
            &format!(
                "# 青屿县水务局{year}政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n{table}\n"
            ),
            wanted,
        )
    };
    for (year, wanted, want) in [
        ("2019年", None, "national-2019"),
        ("2020年", None, "national-2019"),
        ("2021年", None, "national-2021"),
        ("2025年", None, "national-2021"),
        ("", None, "national-2021"),
        ("2019年", Some("national-2021"), "national-2021"),
        ("2022年", Some("national-2019"), "national-2019"),
        ("2022年", Some("fujian-2008"), ""),
    ] {
        assert_eq!(of(year, wanted), want, "{year} {wanted:?}");
    }
}

#[test]
fn a_row_has_only_the_columns_of_its_own() {
    of_2021(
        "4x1:第二十条第（一）项 / 信息内容 本年制发件数 本年废止件数 现行有效件数 / 规章 1 0 7 / 行政规范性文件 2 3 4 / 4x1:第二十条第（五）项 / 信息内容 3x1:本年处理决定数量 / 行政许可 3x1:12 / 4x1:第二十条第（八）项 / 信息内容 3x1:本年收费金额（单位：万元） / 行政事业性收费 3x1:3.5",
        "rules issued 1, repealed 0, in_force 7 | normative_documents issued 2, repealed 3, in_force 4 | licensing decisions 12 | admin_fees amount 3.5",
    );
    of_2021(
        "信息内容 本年制发件数 本年废止件数 现行有效件数 / 规章 1 0 7 / 行政许可 12 _ _ / 行政处罚 _ 3 _",
        "rules issued 1, repealed 0, in_force 7 | ? 行政许可 12 | ? 行政处罚 3 | ! unassigned_value 2",
    );
    of_2021(
        "信息内容 本年处理决定数量 / 规章 5 / 行政许可 12 / 行政处罚 3",
        "? 规章 5 | licensing decisions 12 | penalties decisions 3 | ! unassigned_value 1",
    );
}

const APPLICANTS: &str = "3x3:本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和 7x1:申请人情况 / 1x2:自然人 5x1:法人或其他组织 1x2:总计 / 商业企业 科研机构 社会公益组织 法律服务机构 其他";

#[test]
fn requests_stand_under_three_rows_of_heads() {
    let rows = |rows: &str| format!("{APPLICANTS} / {rows}");
    of_2021(
        &rows(
            "3x1:一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21 / 3x1:二、上年结转政府信息公开申请数量 7 8 9 10 11 12 57",
        ),
        "requests.received natural_person 1, enterprise 2, research 3, charity 4, legal_service 5, other 6, total 21 | requests.carried_in natural_person 7, enterprise 8, research 9, charity 10, legal_service 11, other 12, total 57",
    );
    of_2021(
        &rows(
            "1x3:三、本年度办理结果 2x1:（一）予以公开 1 2 3 4 5 6 21 / 1x2:（三）不予公开 1.属于国家秘密 1 0 0 0 0 0 1 / 2.其他法律行政法规禁止公开 2 0 0 0 0 0 2",
        ),
        "results.granted natural_person 1, enterprise 2, research 3, charity 4, legal_service 5, other 6, total 21 | results.refused.state_secret natural_person 1, enterprise 0, research 0, charity 0, legal_service 0, other 0, total 1 | results.refused.forbidden_by_law natural_person 2, enterprise 0, research 0, charity 0, legal_service 0, other 0, total 2",
    );
    of_2021(
        &rows(
            "3x1:一、本年新收政府信息公开申请数量 1 2 3 4 5 6 / 3x1:二、上年结转政府信息公开申请数量 7 8 9 10 11 12 57",
        ),
        "? 本年新收政府信息公开申请数量 1, 2, 3, 4, 5, 6 | requests.carried_in natural_person 7, enterprise 8, research 9, charity 10, legal_service 11, other 12, total 57 | ! unassigned_value 6",
    );
    of_2021(
        &rows(
            "3x1:一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21 30 / 3x1:二、上年结转政府信息公开申请数量 7 8 9 10 11 12 57",
        ),
        "? 本年新收政府信息公开申请数量 1, 2, 3, 4, 5, 6, 21, 30 | requests.carried_in natural_person 7, enterprise 8, research 9, charity 10, legal_service 11, other 12, total 57 | ! unassigned_value 8",
    );
    of_2021(
        &rows(
            "2x1:一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21 / 2x1:二、上年结转政府信息公开申请数量 7 8 9 10 11 12 57",
        ),
        "requests.received natural_person 1, enterprise 2, research 3, charity 4, legal_service 5, other 6, total 21 | requests.carried_in natural_person 7, enterprise 8, research 9, charity 10, legal_service 11, other 12, total 57",
    );
    of_2021(
        &rows(
            "2x1:一、本年新收政府信息公开申请数量 _ 1 2 3 4 5 6 21 / 2x1:二、上年结转政府信息公开申请数量 _ 7 8 9 10 11 12 57",
        ),
        "requests.received natural_person 1, enterprise 2, research 3, charity 4, legal_service 5, other 6, total 21 | requests.carried_in natural_person 7, enterprise 8, research 9, charity 10, legal_service 11, other 12, total 57",
    );
    of_2021(
        &rows(
            "3x1:一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21 / 3x1:（六）其他处理 1 1 1 1 1 1 6",
        ),
        "requests.received natural_person 1, enterprise 2, research 3, charity 4, legal_service 5, other 6, total 21 | results.other natural_person 1, enterprise 1, research 1, charity 1, legal_service 1, other 1, total 6 | ! 其他处理 is printed as one row",
    );
    of_2021(
        "3x1:_ 自然人 科研机构 商业企业 社会公益组织 法律服务机构 其他 总计 / 3x1:一、本年新收政府信息公开申请数量 1 3 2 4 5 6 21 / 3x1:二、上年结转政府信息公开申请数量 7 9 8 10 11 12 57",
        "requests.received natural_person 1, research 3, enterprise 2, charity 4, legal_service 5, other 6, total 21 | requests.carried_in natural_person 7, research 9, enterprise 8, charity 10, legal_service 11, other 12, total 57",
    );
    of_2021(
        "3x1:_ 自然人 _ 商业企业 社会公益组织 法律服务机构 其他 总计 / 3x1:一、本年新收政府信息公开申请数量 1 3 2 4 5 6 21 / 3x1:二、上年结转政府信息公开申请数量 7 9 8 10 11 12 57",
        "requests.received natural_person 1 | ? 本年新收政府信息公开申请数量 3 | requests.received enterprise 2, charity 4, legal_service 5, other 6, total 21 | requests.carried_in natural_person 7 | ? 上年结转政府信息公开申请数量 9 | requests.carried_in enterprise 8, charity 10, legal_service 11, other 12, total 57 | ! unassigned_value 2",
    );
}

const REVIEW: &str = "5x1:行政复议 10x1:行政诉讼 / 1x2:结果维持 1x2:结果纠正 1x2:其他结果 1x2:尚未审结 1x2:总计 5x1:未经复议直接起诉 5x1:复议后起诉 / 结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计";

const WHOLE: &str = "review.upheld value 1 | review.corrected value 2 | review.other value 3 | review.pending value 4 | review.total value 10 | litigation.direct.upheld value 5 | litigation.direct.corrected value 6 | litigation.direct.other value 7 | litigation.direct.pending value 8 | litigation.direct.total value 26 | litigation.after_review.upheld value 9 | litigation.after_review.corrected value 1 | litigation.after_review.other value 2 | litigation.after_review.pending value 3 | litigation.after_review.total value 15";

#[test]
fn a_review_table_is_read_by_its_heads_or_by_the_form_s_order() {
    let all = "1 2 3 4 10 5 6 7 8 26 9 1 2 3 15";
    of_2021(&format!("{REVIEW} / {all}"), WHOLE);
    // A blank row behind it, a second row of numbers.
    of_2021(
        &format!("{REVIEW} / {all} / _ _ _ _ _ _ _ _ _ _ _ _ _ _ _"),
        WHOLE,
    );
    of_2021(
        &format!("{REVIEW} / _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ / {all}"),
        WHOLE,
    );
    // A value less, one more, twice as many and more.
    of_2021(
        &format!("{REVIEW} / 1 2 3 4 10 5 6 7 8 26 9 1 2 3"),
        "?  1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 1, 2, 3 | ! unassigned_value 14",
    );
    of_2021(
        &format!("{REVIEW} / {all} 7"),
        "review.upheld value 1 | review.corrected value 2 | review.other value 3 | review.pending value 4 | review.total value 10 | litigation.direct.upheld value 5 | litigation.direct.corrected value 6 | litigation.direct.other value 7 | litigation.direct.pending value 8 | litigation.direct.total value 26 | litigation.after_review.upheld value 9 | litigation.after_review.corrected value 1 | litigation.after_review.other value 2 | litigation.after_review.pending value 3 | litigation.after_review.total value 15 | ?  7 | ! unassigned_value 1",
    );
    of_2021(&format!("{REVIEW} / {all} {all} 1"), "");
    // A head got lost, most of them, a group's.
    of_2021(
        &format!("{} / {all}", REVIEW.replacen("结果纠正", "_", 1)),
        "review.upheld value 1 | review.corrected value 2~ | review.other value 3 | review.pending value 4 | review.total value 10 | litigation.direct.upheld value 5 | litigation.direct.corrected value 6 | litigation.direct.other value 7 | litigation.direct.pending value 8 | litigation.direct.total value 26 | litigation.after_review.upheld value 9 | litigation.after_review.corrected value 1 | litigation.after_review.other value 2 | litigation.after_review.pending value 3 | litigation.after_review.total value 15",
    );
    of_2021(
        &format!(
            "{} / {all}",
            REVIEW
                .replace("结果纠正", "_")
                .replace("其他结果", "_")
                .replace("尚未审结", "_")
        ),
        "review.upheld value 1 | ?  2, 3, 4 | review.total value 10 | litigation.direct.upheld value 5 | ?  6, 7, 8 | litigation.direct.total value 26 | litigation.after_review.upheld value 9 | ?  1, 2, 3 | litigation.after_review.total value 15 | ! unassigned_value 9",
    );
    of_2021(
        &format!("{} / {all}", REVIEW.replace("5x1:复议后起诉", "5x1:_")),
        "review.upheld value 1 | review.corrected value 2 | review.other value 3 | review.pending value 4 | review.total value 10 | litigation.direct.upheld value 5 | litigation.direct.corrected value 6 | litigation.direct.other value 7 | litigation.direct.pending value 8 | litigation.direct.total value 26 | litigation.after_review.upheld value 9~ | litigation.after_review.corrected value 1~ | litigation.after_review.other value 2~ | litigation.after_review.pending value 3~ | litigation.after_review.total value 15~",
    );
    of_2021(
        &format!(
            "{} / {all}",
            REVIEW
                .replacen("结果维持", "甲", 1)
                .replacen("结果纠正", "结果维持", 1)
        ),
        "?  1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 1, 2, 3, 15 | ! unassigned_value 15",
    );
    // Without heads at all: nothing says whose they are.
    of_2021(
        &format!("5x1:行政复议 10x1:行政诉讼 / {all}"),
        "?  1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 1, 2, 3, 15 | ! unassigned_value 15",
    );
}

#[test]
fn a_review_table_may_have_a_result_in_each_row() {
    of_2021(
        "行政复议 结果维持 1 / 行政复议 结果纠正 2 / 行政复议 总计 3",
        "review.upheld value 1 | review.corrected value 2 | review.total value 3",
    );
    of_2021(
        "1x3:行政复议 结果维持 1 / 结果纠正 2 / 总计 3 / 1x2:未经复议直接起诉 结果维持 4 / 总计 4",
        "review.upheld value 1 | review.corrected value 2 | review.total value 3 | litigation.direct.upheld value 4 | litigation.direct.total value 4",
    );
    of_2021(
        "行政复议 结果维持 1 / _ 结果纠正 2 / _ 总计 3 / 复议后起诉 结果维持 4 / _ 总计 4",
        "review.upheld value 1 | review.corrected value 2 | review.total value 3 | litigation.after_review.upheld value 4 | litigation.after_review.total value 4",
    );
    of_2021(
        "行政复议 结果维持 1 / _ 总计 3 / _ 结果纠正 2",
        "review.upheld value 1 | review.total value 3 | ?  2 | ! unassigned_value 1",
    );
    of_2021(
        "类别 结果维持 结果纠正 其他结果 尚未审结 总计 / 行政复议 1 2 3 4 10 / 复议后起诉 5 6 7 8 26",
        "review.upheld value 1 | review.corrected value 2 | review.other value 3 | review.pending value 4 | review.total value 10 | litigation.after_review.upheld value 5 | litigation.after_review.corrected value 6 | litigation.after_review.other value 7 | litigation.after_review.pending value 8 | litigation.after_review.total value 26",
    );
    of_2021(
        "类别 结果维持 结果纠正 其他结果 尚未审结 / 行政复议 1 2 3 4 10 / 复议后起诉 5 6 7 8 26",
        "?  1, 2, 3, 4, 10, 5, 6, 7, 8, 26 | ! unassigned_value 10",
    );
    of_2021(
        "类别 结果维持 结果维持 其他结果 尚未审结 总计 / 行政复议 1 2 3 4 10 / 复议后起诉 5 6 7 8 26",
        "? 结果维持 value 1, value 2 | review.other value 3 | review.pending value 4 | review.total value 10 | ? 结果维持 value 5, value 6 | litigation.after_review.other value 7 | litigation.after_review.pending value 8 | litigation.after_review.total value 26 | ! printed_twice 4",
    );
    of_2021(
        "类别 行政复议 复议后起诉 / 结果维持 1 5 / 结果纠正 2 6 / 总计 3 11",
        "review.upheld value 1 | litigation.after_review.upheld value 5 | review.corrected value 2 | litigation.after_review.corrected value 6 | review.total value 3 | litigation.after_review.total value 11",
    );
    of_2021(
        "类别 行政复议 行政诉讼 / 结果维持 1 5 / 结果纠正 2 6 / 总计 3 11",
        "review.upheld value 1 | ?  5 | review.corrected value 2 | ?  6 | review.total value 3 | ?  11 | ! unassigned_value 3",
    );
    of_2021(
        "结果 件数 / 结果维持 1 / 结果纠正 2 / 总计 3",
        "?  1, 2, 3 | ! unassigned_value 3",
    );
}

#[test]
fn a_table_at_the_end_of_a_document_may_be_cut_off() {
    let cut = |rows: &str| {
        let text = format!(
            "# 青屿县水务局2012年政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n附表\n\n{}",
            pipes(rows)
        );
        gongkai::parse(text.as_bytes(), &Options::default()).unwrap()
    };
    let head = "指标名称 计量单位 2012年度 历年累计";
    gives(
        &cut(&format!(
            "{head} / 主动公开文件数 条 12 50 / 其中：1.政府网站公开数 条 9 41"
        )),
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.website year 9, cumulative 41 | ! truncated 1",
    );
    gives(
        &cut(&format!(
            "{head} / 主动公开文件数 条 12 50 / 2.政府公报公开数 条 9 41"
        )),
        "disclosure.documents year 12, cumulative 50 | disclosure.documents.gazette year 9, cumulative 41",
    );
    gives(
        &cut(&format!(
            "{head} / 主动公开文件数 条 12 50 / 行政诉讼数 件 9 41"
        )),
        "disclosure.documents year 12, cumulative 50 | litigation.total year 9, cumulative 41",
    );
}
