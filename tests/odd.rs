//! The documents of `corpus/odd`: what is damaged, contradicts itself, or is printed in a way of its
//! own. Their JSON is compared by `tests/corpus.rs`; here stands what each of them shows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use gongkai::Report;
use gongkai::report::{Block, Status};

use support::invariants::hold;

fn read(name: &str) -> Report {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = support::parse(&std::fs::read(root.join("corpus/odd").join(name)).unwrap());
    let report = report.unwrap_or_else(|error| panic!("{name}: {error}"));
    hold(&report).unwrap_or_else(|broken| panic!("{name}: {broken}"));
    report
}

fn codes(report: &Report) -> Vec<&str> {
    report.diagnostics.iter().map(|d| d.code).collect()
}

/// The facts of a table's indicators, a row a line: what it is and its values, `_` for a blank.
fn rows(report: &Report, indicators: &str) -> Vec<String> {
    let mut rows: Vec<(&str, String)> = Vec::new();
    for fact in &report.facts {
        if !fact.indicator.starts_with(indicators) {
            continue;
        }
        let value = fact.value.as_deref().unwrap_or("_");
        match rows.last_mut() {
            Some((indicator, values)) if *indicator == fact.indicator => {
                *values = format!("{values} {value}");
            }
            _ => rows.push((&fact.indicator, format!("{} {value}", fact.indicator))),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What does not hold: identity, column, both sides.
fn violated(report: &Report) -> Vec<String> {
    let checks = report.checks.iter();
    let shown = |side: &Option<smol_str::SmolStr>| side.clone().unwrap_or_default();
    checks
        .filter(|check| check.status == Status::Violated)
        .map(|check| {
            let column = check.column.clone().unwrap_or_default();
            let (left, right) = (shown(&check.left), shown(&check.right));
            format!("{} {column}: {left} {right}", check.identity)
        })
        .collect()
}

/// Name, charset, where bytes are bad, diagnostics, and what the report counts in prose.
type Bytes = (
    &'static str,
    &'static str,
    &'static [[u64; 2]],
    &'static [&'static str],
    &'static str,
);

#[test]
fn whatever_bytes_a_report_is_saved_in() {
    let documents: [Bytes; 18] = [
        (
            "weitang-2014.txt",
            "gb18030",
            &[[273, 274], [416, 417]],
            &[],
            "83",
        ),
        ("yanzhou-2016.txt", "UTF-16LE", &[], &[], "148"),
        ("dixi-2010.txt", "Big5", &[[276, 277]], &[], "36"),
        (
            "landu-2015.txt",
            "UTF-8",
            &[[240, 241], [241, 242], [657, 658]],
            &[],
            "64",
        ),
        (
            "fengze-2013.txt",
            "UTF-8",
            &[],
            &["mojibake_undone", "mojibake", "section_number", "truncated"],
            "57",
        ),
        ("yuhe-2015.html", "UTF-8", &[], &["mojibake_undone"], "29"),
        ("maiba-2012.html", "gb18030", &[], &[], "71"),
        ("xingtang-2017.mht", "gb18030", &[], &[], "92"),
        // Messages of one part: references in ASCII, and GBK that the message says is UTF-8.
        ("muxi-2016.mht", "gb18030", &[], &[], "51"),
        ("yutang-2014.mht", "gb18030", &[], &["charset_lie"], "37"),
        // What was lost before it was saved is no number: of 44 pieces the site has none.
        ("liaozhou-2015.txt", "UTF-8", &[], &["mojibake"], "44"),
        // Half of the characters of traditional text in GBK are none of daily use.
        ("lanxu-2010.txt", "gb18030", &[], &[], "58"),
        ("yunlong-2012.html", "gb18030", &[], &[], "63"),
        // References in ASCII with two bytes of Latin-1.
        ("tingwan-2013.html", "windows-1252", &[], &[], "26"),
        ("shuangqiao-2017.html", "UTF-16BE", &[], &[], "72"),
        ("tailing-2016.html", "UTF-8", &[], &[], "19"),
        ("shipi-2018.html", "gb18030", &[], &["charset_lie"], "33"),
        ("tanhu-2013.txt", "UTF-8", &[], &["mojibake_undone"], "47"),
    ];
    for (name, charset, repairs, diagnostics, published) in documents {
        let report = read(name);
        let year = name.split(['-', '.']).nth(1).unwrap();
        assert_eq!(report.year.unwrap().to_string(), year, "{name}");
        let encoding = &report.source.encoding;
        assert_eq!(encoding.used, charset, "{name}");
        let bad: Vec<[u64; 2]> = encoding.repairs.iter().map(|r| r.bytes).collect();
        assert_eq!(bad, repairs, "{name}");
        assert_eq!(codes(&report), diagnostics, "{name}");
        let counted: Vec<(&str, &str)> = (report.quantities.iter())
            .filter_map(|q| Some((q.indicator.as_deref()?, &*q.value)))
            .collect();
        assert_eq!(
            counted,
            [("disclosure.items", published), ("requests.received", "2")],
            "{name}"
        );
    }
}

/// What the bytes and the document say of its charset: the message's, the page's, none of a comment.
#[test]
fn whatever_a_page_says_of_its_charset() {
    let declared = |name: &str| read(name).source.encoding.declared.clone();
    for (name, says) in [
        ("muxi-2016.mht", Some("gb2312")),
        ("yutang-2014.mht", Some("utf-8")),
        ("yunlong-2012.html", Some("gbk")),
        ("tingwan-2013.html", Some("iso-8859-1")),
        ("shuangqiao-2017.html", None),
        ("tailing-2016.html", Some("utf-16")),
        ("shipi-2018.html", Some("zh-cn")),
        ("lanxu-2010.txt", None),
    ] {
        assert_eq!(declared(name).as_deref(), says, "{name}");
    }
    assert_eq!(
        read("lanxu-2010.txt").sections[5].heading,
        "存在的主要問題和改進措施"
    );
    let footer = |name: &str, text: &str| {
        let report = read(name);
        (report.text.contains(text)).then_some(()).expect(name);
    };
    footer("tingwan-2013.html", "© 2013\u{a0}Tingwan");
    // No day is made of what was lost in `2016年3月锟斤拷日`.
    assert!(read("liaozhou-2015.txt").published.is_none());
}

/// `pdftotext -layout` of a table that leaves its zeros blank, over two pages: the sums say which
/// columns the values stand in. What nothing settles (规章: 1 beside two blanks) stays unassigned.
#[test]
fn zeros_left_blank_in_columns() {
    let report = read("tingpu-2021.txt");
    assert_eq!(
        codes(&report),
        ["table_missing", "unassigned_values", "unassigned_values"]
    );
    assert_eq!(
        rows(&report, "requests."),
        [
            "requests.received 40 5 _ _ 1 _ 46",
            "requests.carried_in 3 _ _ _ _ _ 3",
            "requests.carried_out 4 _ _ _ _ _ 4",
        ]
    );
    assert_eq!(
        rows(&report, "results.total"),
        ["results.total 39 5 _ _ 1 _ 45"]
    );
    assert_eq!(
        rows(&report, "results.unavailable.not_held"),
        ["results.unavailable.not_held 6 1 _ _ _ _ 7"]
    );
    assert!(violated(&report).is_empty());
    // A table of no form is a table all the same.
    let cells = &report.tables[0].cells;
    let texts: Vec<&str> = cells.iter().map(|cell| &*cell.text).collect();
    assert_eq!(texts[4..8], ["城市书房", "352", "18042", "40"]);
    assert_eq!(texts[8..11], ["汀浦剧场", "118", "9310"]);
}

/// Labels, units and values on lines of their own, and the value of one row is lost: it is given to
/// none, and neither is the last, which could be that row's.
#[test]
fn a_scrambled_form_with_a_lost_value() {
    let report = read("liuting-2016.txt");
    assert_eq!(codes(&report), ["unassigned_values"]);
    assert_eq!(
        rows(&report, "requests."),
        [
            "requests.received 8",
            "requests.received.in_person 1",
            "requests.received.fax 0",
            "requests.received.online 6",
            "requests.received.letter 1",
            "requests.completed 8",
            "requests.completed.on_time 8",
            "requests.completed.extended 0",
        ]
    );
    assert_eq!(
        rows(&report, "capacity."),
        [
            "capacity.offices 1",
            "capacity.reading_points 3",
            "capacity.staff 4",
            "capacity.staff.full_time 1",
            "capacity.budget 3.8",
        ]
    );
}

/// Rows of numbers whose labels stand elsewhere, and a row without numbers among them.
#[test]
fn scrambled_requests_with_a_lost_row() {
    let report = read("baitan-2022.txt");
    assert_eq!(codes(&report), ["table_missing", "unassigned_values"]);
    assert_eq!(
        rows(&report, "requests."),
        [
            "requests.received 58 9 0 0 3 1 71",
            "requests.carried_in 4 1 0 0 0 0 5",
        ]
    );
    assert_eq!(
        rows(&report, "results.not_processed"),
        [
            "results.not_processed.repeated 1 0 0 0 0 1 2",
            "results.not_processed.publication 0 0 0 0 0 0 0",
            "results.not_processed.excessive 0 0 0 0 0 0 0",
            "results.not_processed.confirmation 0 0 0 0 0 0 0",
        ]
    );
    // The row that lost its numbers has none, nor have its neighbours, whose they could be.
    assert_eq!(
        rows(&report, "results.unavailable"),
        ["results.unavailable.not_held 11 2 0 0 1 0 14"]
    );
}

/// A form whose columns are printed one after the other: labels, units, the year, all years.
#[test]
fn a_form_column_by_column() {
    let report = read("songwu-2011.txt");
    assert!(report.diagnostics.is_empty());
    assert_eq!(report.facts.len(), 32);
    assert_eq!(
        rows(&report, "disclosure."),
        [
            "disclosure.documents 41 198",
            "disclosure.documents.website 41 160",
            "disclosure.documents.gazette 0 0",
        ]
    );
    assert_eq!(rows(&report, "results.other"), ["results.other 1 2"]);
    assert_eq!(rows(&report, "complaints"), ["complaints.received 0 1"]);
}

#[test]
fn a_report_that_contradicts_itself() {
    let report = read("xingling-2022.txt");
    assert_eq!(
        violated(&report),
        [
            "REQ-RESULTS total: 38 37",
            "REQ-APPLICANTS results.partially_granted: 5 6",
            "REV-TOTAL value: 3 4",
            "TEXT-TABLE total: 39 37",
            "TEXT-TABLE value: 3 4",
            "PERIOD-YEAR : 2022 2021",
        ]
    );
    let changes: Vec<(&str, &str)> = (report.checks.iter())
        .filter_map(|check| check.smallest_change.as_ref())
        .map(|change| (&*change.from, &*change.to))
        .collect();
    assert_eq!(changes, [("6", "5"), ("6", "5")]);
    // Printed twice, and not the same: neither is the fact.
    assert!(rows(&report, "coercion").is_empty());
    assert_eq!(rows(&report, "licensing"), ["licensing 2100"]);
    let messages = report.diagnostics.iter().map(|d| (d.code, &*d.message));
    let numbers: Vec<&str> = messages
        .filter(|(code, _)| *code == "section_number")
        .map(|(_, message)| message)
        .collect();
    assert_eq!(
        numbers,
        [
            "a number is missing: 4 is expected, and after it is 五、",
            "the number 五、 is there twice",
        ]
    );
}

/// A report in prose alone: page numbers, the title over three lines, documents with numbers, items
/// that are a list, numerals in words, a range, an attachment and who has a copy.
#[test]
fn a_report_in_prose() {
    let report = read("zhuyu-2017.txt");
    assert!(report.diagnostics.is_empty());
    assert_eq!(report.closing.furniture.len(), 3);
    assert_eq!(
        report.title.as_ref().unwrap().text,
        "2017年度竹屿市渔业局信息公开工作年度报告"
    );
    assert_eq!(report.published.as_ref().unwrap().date, "2018-03-07");
    let numbers: Vec<_> = (report.legal_basis.iter())
        .map(|basis| basis.number.as_deref().unwrap())
        .collect();
    assert_eq!(numbers, ["国令第492号", "竹政办〔2017〕36号"]);
    assert!(matches!(&report.sections[0].blocks[0], Block::List(items) if items.len() == 3));
    let quantities: Vec<(&str, Option<&str>, bool)> = (report.quantities.iter())
        .map(|q| (&*q.value, q.unit.as_deref(), q.approximate))
        .collect();
    assert_eq!(
        quantities[..9],
        [
            ("230", Some("人次"), true),
            ("95", Some("%"), false),
            ("90", Some("%"), true),
            ("95", Some("%"), true),
            ("3", Some("条"), true),
            ("5", Some("条"), true),
            ("1286", Some("条"), false),
            ("1102", Some("条"), false),
            ("16.7", Some("%"), false),
        ]
    );
    let copied: Vec<&str> = report.closing.copied_to.iter().map(|to| &**to).collect();
    assert_eq!(copied, ["市政府办公室", "市农业委员会", "市海事局"]);
}

/// Tables that an editor cut, with 续表 between the pieces, and the third table in three.
#[test]
fn a_page_of_cut_tables() {
    let report = read("hewan-2021.html");
    assert!(report.diagnostics.is_empty());
    assert!(violated(&report).is_empty());
    assert_eq!(report.tables.len(), 8);
    assert_eq!(report.facts.len(), 200);
    assert_eq!(
        rows(&report, "results.unavailable"),
        [
            "results.unavailable.not_held 4 1 0 0 0 0 5",
            "results.unavailable.needs_creation 0 0 0 0 0 0 0",
            "results.unavailable.unclear 0 0 0 0 0 0 0",
        ]
    );
    assert_eq!(rows(&report, "review.total"), ["review.total 3"]);
    assert_eq!(
        rows(&report, "litigation.after_review.pending"),
        ["litigation.after_review.pending 1"]
    );
}

/// Pipe tables without outer pipes and with escaped ones, and the third table on its side.
#[test]
fn a_markdown_of_its_own() {
    let report = read("shuangpu-2021.md");
    assert_eq!(codes(&report), ["table_missing", "DATE-AFTER"]);
    let texts: Vec<&str> = report.tables[0].cells.iter().map(|c| &*c.text).collect();
    assert_eq!(
        texts,
        [
            "类别",
            "件数",
            "备注",
            "A |甲类",
            "12",
            "已归档",
            "B |乙类",
            "7",
            ""
        ]
    );
    assert_eq!(
        rows(&report, "litigation"),
        [
            "litigation.direct.upheld 1",
            "litigation.direct.corrected 0",
            "litigation.direct.other 0",
            "litigation.direct.pending 0",
            "litigation.direct.total 1",
            "litigation.after_review.upheld 0",
            "litigation.after_review.corrected 0",
            "litigation.after_review.other 0",
            "litigation.after_review.pending 1",
            "litigation.after_review.total 1",
        ]
    );
}

#[test]
fn a_report_cut_off_in_a_sentence() {
    let report = read("lugang-2018.txt");
    assert_eq!(codes(&report), ["truncated"]);
    let last = report.quantities.last().unwrap();
    assert_eq!(
        (&*last.value, last.indicator.as_deref()),
        ("4", Some("results.granted"))
    );
}
