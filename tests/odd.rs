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
    // The end of the first label, 条）, is no unit.
    assert_eq!(
        rows(&report, "disclosure.items"),
        [
            "disclosure.items 316",
            "disclosure.items.normative_documents 5"
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

/// Zeros printed in turns as 0, -, / or nothing, and labels behind their values.
#[test]
fn scrambled_requests_whose_labels_follow_their_values() {
    let report = read("lanpu-2023.txt");
    assert_eq!(
        codes(&report),
        ["table_missing", "table_missing", "unassigned_values"]
    );
    // `0 - / -` are the second row's, `6 6 12` those of （一）予以公开: seven values that add up.
    assert_eq!(
        rows(&report, "requests."),
        [
            "requests.received 52 4 1 0 6 6 69",
            "requests.carried_out 3 0 0 0 0 0 3",
        ]
    );
    assert!(rows(&report, "results.granted").is_empty());
    // Each of three labels stands between its own values and those of the next row.
    assert!(rows(&report, "results.other").is_empty());
    assert_eq!(
        rows(&report, "results.not_processed"),
        [
            "results.not_processed.petition 2 0 0 0 0 0 2",
            "results.not_processed.repeated 1 0 0 0 0 0 1",
            "results.not_processed.publication 0 0 0 0 0 0 0",
        ]
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

/// The same with values lost from both columns: which are left is not said, but the labels are those of
/// an edition, and a row of `5 无` has no label that would be another form's.
#[test]
fn a_form_column_by_column_with_values_lost() {
    let report = read("heting-2013.txt");
    assert_eq!(codes(&report), ["unassigned_values"]);
    assert_eq!(report.edition.as_ref().unwrap().id, "fujian-2008");
    assert!(report.facts.is_empty());
}

/// A label's second line, with a misprint, fits the next row's label, whose first line fits the row behind:
/// the values of neither are given to the other.
#[test]
fn a_form_whose_late_labels_have_a_misprint() {
    let report = read("shiqiaobu-2016.txt");
    assert_eq!(
        rows(&report, "disclosure.channel"),
        [
            "disclosure.channel.gazette 0",
            "disclosure.channel.website 52",
            "disclosure.channel.other 5",
        ]
    );
    // The value of the row that lost its label is kept under what is left of it.
    let lost = (report.facts.iter()).filter(|fact| fact.indicator.is_empty());
    let lost: Vec<_> = lost
        .map(|fact| (&*fact.label, fact.value.as_deref()))
        .collect();
    assert_eq!(lost, [("开政府信息数", Some("7"))]);
    assert_eq!(report.facts.len(), 57);
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

/// A unit under the table's name, and at the end the frames of the page numbers, tabs and all.
#[test]
fn a_unit_under_a_name_and_a_table_of_page_numbers() {
    let report = read("bolu-2015.txt");
    assert!(report.diagnostics.is_empty());
    assert_eq!(report.tables.len(), 1);
    let caption = report.tables[0].caption.as_ref().unwrap();
    assert_eq!(caption.text, "政府信息公开情况统计表 单位：件");
    assert_eq!(report.closing.furniture.len(), 3);
    assert_eq!(
        rows(&report, "disclosure."),
        [
            "disclosure.items 127",
            "disclosure.items.normative_documents 0",
            "disclosure.channel.gazette 0",
            "disclosure.channel.website 127",
            "disclosure.channel.weibo 40",
            "disclosure.channel.wechat 0",
            "disclosure.channel.other 0",
        ]
    );
    let texts: Vec<&str> = (report.closing.blocks.iter())
        .filter_map(|block| match block {
            gongkai::report::ClosingBlock::Line(_, text) => Some(&*text.text),
            gongkai::report::ClosingBlock::Table(_) => None,
        })
        .collect();
    assert_eq!(
        texts,
        [
            "柏陆区体育局",
            "2016年1月29日",
            "附件：1.柏陆区体育局公开目录",
            "2.政府信息公开情况统计表",
            "注：数据来自本局台账。",
        ]
    );
}

/// The last column is cut off at the paper's edge: of 总计 one character is left and of 139 one
/// digit. Nothing says which other digits are gone, so the table gives no values.
#[test]
fn columns_cut_off_at_the_edge() {
    let report = read("ludu-2022.txt");
    assert!(rows(&report, "requests.").is_empty());
    assert!(rows(&report, "results.").is_empty());
    // One for the table, and one for each of its rows.
    let codes = codes(&report);
    assert_eq!(codes[0], "table_missing");
    assert_eq!(codes[1..], ["unassigned_values"; 25]);
    // What is lost is in the table all the same.
    let cells = &report.tables[1].cells;
    assert!(cells.iter().any(|cell| cell.text == "131"));
    assert_eq!(rows(&report, "licensing"), ["licensing 265"]);
    assert_eq!(
        rows(&report, "litigation.after_review.corrected"),
        ["litigation.after_review.corrected 1"]
    );
}

/// Heads at a page's end that come back on the next page and the one behind it, with another word for
/// the unit.
#[test]
fn heads_that_come_back_on_the_next_page() {
    let report = read("taowu-2016.txt");
    assert!(report.diagnostics.is_empty());
    assert!(violated(&report).is_empty());
    assert_eq!(report.facts.len(), 58);
    assert_eq!(
        rows(&report, "results."),
        [
            "results.total 12",
            "results.already_public 4",
            "results.granted 5",
            "results.partially_granted 0",
            "results.refused 1",
            "results.refused.state_secret 0",
            "results.refused.trade_secret 0",
            "results.refused.privacy 1",
            "results.refused.safety_stability 0",
            "results.refused.not_government_information 0",
            "results.refused.forbidden_by_law 0",
            "results.not_this_agency 0",
            "results.nonexistent 2",
            "results.asked_to_amend 0",
            "results.redirected 0",
        ]
    );
    // One row of heads is the table's; what comes back stands in rows of its own.
    let heads = |word: &str| {
        let cells = report.tables[0].cells.iter();
        let places = cells.filter(|cell| cell.text.contains(word));
        places.map(|cell| (cell.row, &*cell.text)).collect()
    };
    let units: Vec<(u32, &str)> = heads("单位");
    assert_eq!(
        units,
        [(0, "单位"), (1, "计量单位"), (33, "统计指标计量单位统计数")]
    );
    assert_eq!(report.closing.furniture.len(), 3);
}

/// Text of a page whose blank cells hold an empty paragraph, the first below the heads among them:
/// as many line ends stand in front of its tab as between two rows.
#[test]
fn a_pasted_row_that_starts_blank() {
    let report = read("huaizhuang-2022.txt");
    assert_eq!(codes(&report), ["table_missing"]);
    let mut read = rows(&report, "");
    read.truncate(11);
    assert_eq!(
        read,
        [
            "rules _ _ 1",
            "normative_documents 2 _ 6",
            "licensing 84",
            "penalties 5",
            "coercion _",
            "admin_fees _",
            "review.upheld _",
            "review.corrected 1",
            "review.other _",
            "review.pending _",
            "review.total 1",
        ]
    );
    assert_eq!(
        rows(&report, "litigation.after_review."),
        [
            "litigation.after_review.upheld _",
            "litigation.after_review.corrected _",
            "litigation.after_review.other _",
            "litigation.after_review.pending 1",
            "litigation.after_review.total 1",
        ]
    );
}

fn paragraphs(blocks: &[Block]) -> Vec<&str> {
    let texts = blocks.iter().flat_map(|block| match block {
        Block::Paragraph(text) => std::slice::from_ref(text),
        Block::List(items) => items,
        Block::Table(_) => &[],
    });
    texts.map(|text| &*text.text).collect()
}

fn headings(report: &Report) -> Vec<&str> {
    let sections = report.sections.iter();
    sections.map(|section| &*section.heading).collect()
}

const SIX: [&str; 6] = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
];

/// A page of HTML 4 that leaves its end tags out, in a template of forms, frames and drawings.
#[test]
fn a_page_of_old_tags() {
    let report = read("cangwu-2021.html");
    assert_eq!(codes(&report), ["table_missing"]);
    assert_eq!(headings(&report), SIX);
    assert_eq!(
        paragraphs(&report.sections[0].blocks),
        [
            "全年公开信息如下：",
            "3.预案演练公告；",
            "7.隐患整改通报；",
            "8.值班安排。",
            "防汛物资按乡镇登记。",
            "每月核对台账。",
            "公开渠道",
            "区政府网站和公开栏。",
            "办公时间",
            "工作日上午。",
            "联系人姓名（míng）见公开栏。",
        ]
    );
    assert_eq!(
        paragraphs(&report.sections[4].blocks),
        ["演练信息公开不及时，将按计划提前公告。"]
    );
    assert_eq!(
        rows(&report, "normative_documents"),
        ["normative_documents 4 1 15"]
    );
    assert_eq!(
        rows(&report, "litigation.after_review.corrected"),
        ["litigation.after_review.corrected 1"]
    );
    let caption = report.tables[0].caption.as_ref().unwrap();
    assert_eq!(caption.text, "第二十条第（一）项");
    assert_eq!(report.published.as_ref().unwrap().date, "2022-01-20");
}

/// Tags that do not nest, and text between a table's rows: read as a browser repairs it.
#[test]
fn a_page_that_has_to_be_repaired() {
    let report = read("haitang-2020.html");
    assert_eq!(codes(&report), ["table_missing", "table_missing"]);
    assert_eq!(headings(&report), SIX);
    assert_eq!(
        paragraphs(&report.sections[0].blocks),
        ["村务公开栏每月更新一次，共设14处。"]
    );
    assert_eq!(
        paragraphs(&report.sections[1].blocks),
        ["镇政府网站公开信息36条。"]
    );
    // It stands in front of the table then.
    let caption = report.tables[0].caption.as_ref().unwrap();
    assert_eq!(caption.text, "（单位：件）");
    assert_eq!(
        rows(&report, "litigation.direct"),
        [
            "litigation.direct.upheld 1",
            "litigation.direct.corrected 0",
            "litigation.direct.other 0",
            "litigation.direct.pending 0",
            "litigation.direct.total 1",
        ]
    );
}

/// Text between a table's rows, in two pieces and with a blank of its own: it goes on in front of
/// the table, where the sentence has started, without a tree of the page.
#[test]
fn text_between_rows_goes_on_in_front_of_the_table() {
    let report = read("hujing-2022.html");
    assert_eq!(codes(&report), ["table_missing", "table_missing"]);
    assert_eq!(headings(&report), SIX);
    assert_eq!(
        paragraphs(&report.sections[3].blocks),
        ["下表单位为件，没有发生的记为零。"]
    );
    assert_eq!(report.tables.len(), 1);
    assert_eq!(
        rows(&report, "review"),
        [
            "review.upheld 1",
            "review.corrected 0",
            "review.other 0",
            "review.pending 1",
            "review.total 2",
        ]
    );
    assert_eq!(
        rows(&report, "litigation.direct.total"),
        ["litigation.direct.total 1"]
    );
}

/// End tags too many part the article in three; title and period stand above it.
#[test]
fn an_article_in_three_elements() {
    let report = read("qiufeng-2019.html");
    assert_eq!(
        report.title.as_ref().unwrap().text,
        "秋枫县工业和信息化局2019年政府信息公开工作年度报告"
    );
    assert_eq!(report.period.as_ref().unwrap().end.as_str(), "2019-12-31");
    assert_eq!(headings(&report), SIX);
    assert_eq!(
        paragraphs(&report.sections[0].blocks),
        ["技改项目备案结果当日公开。"]
    );
    assert_eq!(
        paragraphs(&report.sections[4].blocks),
        ["热线记录汇总偏粗。"]
    );
    assert_eq!(paragraphs(&report.sections[5].blocks), ["没有收费。"]);
}

/// An article that is hidden until a script shows it, in a table that lays out the page: too short
/// for a cell of prose, but it has chapters.
#[test]
fn a_hidden_article() {
    let report = read("zhenluo-2018.html");
    assert!(report.diagnostics.is_empty());
    assert_eq!(report.sections.len(), 6);
    let counted: Vec<&str> = report.quantities.iter().map(|q| &*q.value).collect();
    assert_eq!(counted, ["66", "2"]);
    assert_eq!(report.published.as_ref().unwrap().date, "2019-01-17");
}

/// All of a page in one `<pre>`, with tabs and page numbers.
#[test]
fn a_page_of_preformatted_text() {
    let report = read("qiantang-2014.html");
    assert!(report.diagnostics.is_empty());
    assert!(violated(&report).is_empty());
    assert_eq!(report.closing.furniture.len(), 4);
    assert_eq!(report.facts.len(), 58);
    assert_eq!(
        rows(&report, "capacity."),
        [
            "capacity.offices 0",
            "capacity.reading_points 1",
            "capacity.staff 3",
            "capacity.staff.full_time 0",
            "capacity.staff.part_time 3",
            "capacity.budget 0",
        ]
    );
    assert_eq!(
        rows(&report, "requests.received.letter"),
        ["requests.received.letter 2"]
    );
}

/// Markdown with tables of HTML: a caption, a cell of two lines, references, and one without its end.
#[test]
fn a_markdown_with_tables_of_html() {
    let report = read("digang-2022.md");
    assert_eq!(codes(&report), ["table_missing"]);
    assert_eq!(report.tables.len(), 4);
    assert_eq!(
        rows(&report, "normative_documents"),
        ["normative_documents 1 _ 7"]
    );
    let texts: Vec<&str> = report.tables[2].cells.iter().map(|c| &*c.text).collect();
    assert_eq!(
        texts,
        [
            "地点",
            "时间",
            "政务大厅A&amp;B区",
            "工作日&lt;上午&gt;",
            "商务局",
            "工作日"
        ]
    );
    assert_eq!(
        rows(&report, "review."),
        [
            "review.upheld 0",
            "review.corrected 0",
            "review.other 1",
            "review.pending 0",
            "review.total 1",
        ]
    );
    assert_eq!(
        rows(&report, "litigation.after_review.pending"),
        ["litigation.after_review.pending 1"]
    );
}

/// A page without the tags that may be left out, with Word's smart tags and a table of metadata that
/// has labels and values in one cell.
#[test]
fn a_page_of_few_tags() {
    let report = read("chunhu-2020.html");
    assert_eq!(codes(&report), ["table_missing", "table_missing"]);
    assert_eq!(headings(&report), SIX);
    assert_eq!(
        report.title.as_ref().unwrap().text,
        "莼湖镇人民政府2020年政府信息公开工作年度报告"
    );
    assert_eq!(report.period.as_ref().unwrap().start.as_str(), "2020-01-01");
    assert_eq!(
        paragraphs(&report.sections[1].blocks),
        ["镇公开栏更新12次，内容齐全。"]
    );
    // The report's own day, and not the page's.
    assert_eq!(report.published.as_ref().unwrap().date, "2021-02-08");
    assert_eq!(
        rows(&report, "review."),
        [
            "review.upheld 0",
            "review.corrected 1",
            "review.other 0",
            "review.pending 0",
            "review.total 1",
        ]
    );
    let caption = report.tables[0].caption.as_ref().unwrap();
    assert_eq!(caption.text, "行政复议、行政诉讼统计表");
}

/// A page that starts with text, tables one in another for its layout, end tags of what is not open.
#[test]
fn a_page_of_tables_in_tables() {
    let report = read("jiaoao-2022.html");
    assert_eq!(codes(&report), ["table_missing", "table_missing"]);
    assert_eq!(headings(&report), SIX);
    assert_eq!(
        paragraphs(&report.sections[0].blocks),
        [
            "渔船进出港报备结果在码头公示。",
            "码头公示屏每日更新；",
            "村广播每日播报。",
        ]
    );
    assert_eq!(report.tables.len(), 1);
    assert_eq!(
        rows(&report, "review."),
        [
            "review.upheld 0",
            "review.corrected 0",
            "review.other 0",
            "review.pending 1",
            "review.total 1",
        ]
    );
    assert_eq!(
        rows(&report, "litigation.after_review."),
        [
            "litigation.after_review.upheld 1",
            "litigation.after_review.corrected 0",
            "litigation.after_review.other 0",
            "litigation.after_review.pending 0",
            "litigation.after_review.total 1",
        ]
    );
    assert_eq!(report.published.as_ref().unwrap().date, "2023-01-12");
}
