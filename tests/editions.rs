//! The vocabulary: `docs/indicators.md` is what the editions say, the guide's example of an edition
//! of one's own works as the guide says, and mistakes are named with file and line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gongkai::edition::{Edition, FormRow, sums};
use gongkai::{Options, Vocabulary};

const GUIDE: &str = include_str!("../CONTRIBUTING.md");

/// An indicator over all editions.
#[derive(Default)]
struct Indicator<'v> {
    meaning: &'v str,
    /// For each edition that prints it: its table and the row.
    printed: BTreeMap<&'v str, (&'v str, &'v FormRow)>,
}

fn indicators(vocabulary: &Vocabulary) -> BTreeMap<&str, Indicator<'_>> {
    let mut all: BTreeMap<&str, Indicator<'_>> = BTreeMap::new();
    for edition in &vocabulary.editions {
        for form in &edition.tables {
            let variants = form.variants.iter().map(|variant| &variant.row);
            for row in form.rows.iter().chain(variants) {
                let Some(id) = row.indicator.as_deref() else {
                    continue;
                };
                let indicator = all.entry(id).or_default();
                if indicator.meaning.is_empty() {
                    indicator.meaning = &row.meaning;
                }
                indicator.printed.insert(&edition.id, (&form.id, row));
            }
        }
    }
    for sum in sums() {
        let indicator = all.entry(&sum.indicator).or_default();
        if indicator.meaning.is_empty() {
            indicator.meaning = &sum.meaning;
        }
    }
    all
}

fn years(edition: &Edition) -> String {
    match edition.years {
        (from, Some(to)) => format!("{from}–{to}"),
        (from, None) => format!("{from}–"),
    }
}

fn page(vocabulary: &Vocabulary) -> String {
    let mut page = String::from(
        "# Indicators\n\n\
         Generated from `grammar/editions/*.toml` and `grammar/crosswalk.toml`; \
         `UPDATE=1 cargo test --test editions` writes it anew.\n\n\
         ## Editions\n\n| edition | reports for | tables | prescribed by |\n| --- | --- | --- | --- |\n",
    );
    for edition in &vocabulary.editions {
        let tables: Vec<&str> = edition.tables.iter().map(|form| form.id.as_str()).collect();
        let (id, source) = (&edition.id, &edition.source);
        writeln!(
            page,
            "| `{id}` | {} | {} | {source} |",
            years(edition),
            tables.join(", ")
        )
        .unwrap();
    }
    page.push_str(
        "\n## Columns\n\n| edition | table | column | head | indicators | unit |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for edition in &vocabulary.editions {
        for form in &edition.tables {
            for column in &form.columns {
                let head: Vec<&str> = (column.groups.iter().map(String::as_str))
                    .chain([column.label.as_str()])
                    .filter(|part| !part.is_empty())
                    .collect();
                let only = match column.indicators[..] {
                    [] => "all".to_owned(),
                    ref some => format!("`{}`", some.join("` `")),
                };
                let unit = column.unit.as_deref().unwrap_or("the row's");
                writeln!(
                    page,
                    "| `{}` | {} | `{}` | {} | {only} | {unit} |",
                    edition.id,
                    form.id,
                    column.id,
                    head.join(" · ")
                )
                .unwrap();
            }
        }
    }
    page.push_str(
        "\n## Rows\n\nA row's label is the one that the newest edition prints; where an edition prints only the parts, `facts --derived` adds\ntheir sum.\n\n\
         | indicator | counts | label | unit | printed in | sum of |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for (id, indicator) in indicators(vocabulary) {
        let newest = (vocabulary.editions.iter().rev())
            .find_map(|edition| indicator.printed.get(edition.id.as_str()));
        let sum = sums().iter().find(|sum| sum.indicator == id);
        let label = newest.map_or_else(
            || sum.map(|sum| sum.label.clone()).unwrap_or_default(),
            |(_, row)| {
                let mut label: Vec<&str> = row.groups.iter().map(String::as_str).collect();
                label.push(&row.label);
                label.join(" · ")
            },
        );
        let printed: Vec<&str> = (vocabulary.editions.iter())
            .map(|edition| edition.id.as_str())
            .filter(|edition| indicator.printed.contains_key(edition))
            .collect();
        let printed = match printed[..] {
            [] => "–".to_owned(),
            _ => format!("`{}`", printed.join("` `")),
        };
        let parts = sum.map_or(String::new(), |sum| format!("`{}`", sum.parts.join("` `")));
        writeln!(
            page,
            "| `{id}` | {} | {label} | {} | {printed} | {parts} |",
            indicator.meaning,
            newest.map_or("件", |(_, row)| &row.unit)
        )
        .unwrap();
    }
    page
}

#[test]
fn the_committed_page_of_indicators_is_current() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/indicators.md");
    let current = page(Vocabulary::builtin());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&committed, &current).unwrap();
    }
    assert!(
        fs::read_to_string(&committed).unwrap() == current,
        "docs/indicators.md is old; UPDATE=1 cargo test --test editions"
    );
}

#[test]
fn every_indicator_says_what_it_counts_and_in_what() {
    for (id, indicator) in indicators(Vocabulary::builtin()) {
        assert!(!indicator.meaning.is_empty(), "{id}");
        for (edition, (_, row)) in indicator.printed {
            assert!(!row.unit.is_empty(), "{edition} {id}");
        }
    }
}

/// The form of the guide: its five rows and 31 more.
fn guides_edition() -> String {
    let start = GUIDE.find("```toml\n").unwrap() + "```toml\n".len();
    let end = start + GUIDE[start..].find("```").unwrap();
    let (rows, identity) =
        GUIDE[start..end].split_at(GUIDE[start..end].find("[[identity]]").unwrap());
    let mut edition = rows.to_owned();
    for n in 6..=36 {
        write!(
            edition,
            "\n[[table.row]]\nlabel = \"{}\"\nindicator = \"own.row_{n:02}\"\nunit = \"条\"\n",
            label(n)
        )
        .unwrap();
    }
    edition + "\n" + identity
}

/// A label that no other row has.
fn label(n: usize) -> String {
    let of = [
        "咨询", "接待", "热线", "窗口", "查阅", "培训", "会议", "经费", "收费", "减免",
    ];
    let what = ["人次数", "次数", "总金额"];
    format!("{}服务{}", of[n % 10], what[(n / 10 + n) % 3])
}

#[test]
fn the_guides_edition_reads_a_report_of_its_form() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("city-2006.toml"), guides_edition()).unwrap();
    let vocabulary = Vocabulary::with_folder(folder.path()).unwrap();
    assert_eq!(vocabulary.editions[0].id, "city-2006");
    assert_eq!(vocabulary.editions[0].tables[0].rows.len(), 36);

    let mut text = String::from(
        "临湖市人民政府2007年政府信息公开工作年度报告\n\n一、概述\n\n主动公开稳步推进。\n\n\
         附表\n\n指标名称\t计量单位\t代码\t本期实际\t本年累计\n",
    );
    for (at, row) in vocabulary.editions[0].tables[0].rows.iter().enumerate() {
        let n = at + 1;
        writeln!(
            text,
            "{}{}\t{}\t{n:02}\t{}\t{}",
            row.number,
            row.label,
            row.unit,
            n * 3,
            n * 7
        )
        .unwrap();
    }
    let options = Options {
        vocabulary: &vocabulary,
        ..Options::default()
    };
    let report = gongkai::parse(text.as_bytes(), &options).unwrap();
    assert_eq!(report.edition.as_ref().unwrap().id, "city-2006");
    assert_eq!(report.edition.as_ref().unwrap().deviations, []);
    let got: Vec<(&str, &str, Option<&str>)> = (report.facts.iter())
        .map(|fact| (&*fact.indicator, &*fact.column, fact.value.as_deref()))
        .collect();
    let printed: Vec<(String, &str, String)> = (vocabulary.editions[0].tables[0].rows.iter())
        .enumerate()
        .flat_map(|(at, row)| {
            let indicator = row.indicator.clone().unwrap();
            [
                (indicator.clone(), "period", ((at + 1) * 3).to_string()),
                (indicator, "year", ((at + 1) * 7).to_string()),
            ]
        })
        .collect();
    let printed: Vec<(&str, &str, Option<&str>)> = (printed.iter())
        .map(|(indicator, column, value)| (&**indicator, *column, Some(&**value)))
        .collect();
    assert_eq!(got, printed);
    let sums: Vec<_> = (report.checks.iter())
        .filter(|check| check.identity == "CITY06-CHANNELS")
        .collect();
    assert_eq!(sums.len(), 2);
}

#[test]
fn a_mistake_in_an_edition_is_named_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let good = guides_edition();
    for (from, to, line, says) in [
        (
            "label = \"本期实际\"",
            "lable = \"本期实际\"",
            "lable",
            "lable",
        ),
        ("years = ", "year = ", "year = ", "year"),
        (
            "indicators_in = \"rows\"",
            "indicators_in = \"row\"",
            "\"row\"",
            "rows",
        ),
        ("id = \"period\"", "id = ", "id = \n", "expected"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        let line = bad[..bad.find(line).unwrap()].matches('\n').count() + 1;
        fs::write(&path, &bad).unwrap();
        let error = Vocabulary::with_folder(folder.path()).unwrap_err();
        assert_eq!((error.line, &error.file), (line, &path), "{from}: {error}");
        assert!(error.message.contains(says), "{from}: {error}");
    }
}

/// What a report of an invented organ with this between its parts gives: indicator and value.
fn values(part: &str) -> Vec<(String, Option<String>)> {
    let text = format!(
        "# 临湖区人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n略。\n\n{part}\n\n\
         五、存在的主要问题及改进情况\n\n略。\n"
    );
    let report = gongkai::parse(text.as_bytes(), &Options::default()).unwrap();
    (report.facts.into_iter())
        .map(|fact| (fact.indicator.into(), fact.value.map(String::from)))
        .collect()
}

/// The review table's values in the form's order.
fn review(values: [&str; 15]) -> Vec<(String, Option<String>)> {
    let groups = ["review", "litigation.direct", "litigation.after_review"];
    let results = ["upheld", "corrected", "other", "pending", "total"];
    (groups
        .iter()
        .flat_map(|group| results.map(|result| format!("{group}.{result}"))))
    .zip(values)
    .map(|(indicator, value)| (indicator, Some(value.to_owned())))
    .collect()
}

const REVIEW: [&str; 15] = [
    "10", "1", "0", "2", "13", "5", "6", "7", "8", "26", "1", "2", "3", "4", "10",
];

#[test]
fn reviews_in_a_table_for_each_group() {
    let tables = "四、行政复议、行政诉讼情况\n\n（一）行政复议情况\n\n\
        | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| --- | --- | --- | --- | --- |\n\
        | 10 | 1 | 0 | 2 | 13 |\n\n行政诉讼\n\n\
        | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |\n| - | - | - | - | - | - | - | - | - | - |\n\
        | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
        | 5 | 6 | 7 | 8 | 26 | 1 | 2 | 3 | 4 | 10 |";
    assert_eq!(values(tables), review(REVIEW));
    // Nothing says whose results they are.
    let unnamed = tables
        .replace("（一）行政复议情况", "如下表。")
        .replace("未经复议直接起诉", "甲");
    assert!(
        values(&unnamed)
            .iter()
            .all(|(indicator, _)| indicator.is_empty())
    );
}

#[test]
fn reviews_as_groups_by_results() {
    let table = "四、行政复议、行政诉讼情况\n\n\
        | 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| - | - | - | - | - | - |\n\
        | 行政复议 | 10 | 1 | 0 | 2 | 13 |\n\
        | 行政诉讼（未经复议直接起诉） | 5 | 6 | 7 | 8 | 26 |\n\
        | 复议后起诉 | 1 | 2 | 3 | 4 | 10 |";
    assert_eq!(values(table), review(REVIEW));
    // Lawsuits of both kinds in one row are no row of the form.
    let together = table.replace("行政诉讼（未经复议直接起诉）", "行政诉讼");
    let got = values(&together);
    assert_eq!(got[..5], review(REVIEW)[..5]);
    assert!(got[5..10].iter().all(|(indicator, _)| indicator.is_empty()));
    assert_eq!(got[10..], review(REVIEW)[10..]);
}

#[test]
fn reviews_with_a_result_in_each_row() {
    let mut table =
        String::from("四、行政复议、行政诉讼情况\n\n| 类别 | 结果 | 件数 |\n| --- | --- | --- |\n");
    for (at, value) in REVIEW.iter().enumerate() {
        // The group's name only in its first row, as a merged cell is printed.
        let group = match at {
            0 => "行政复议",
            5 => "未经复议直接起诉",
            10 => "复议后起诉",
            _ => "",
        };
        let result = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"][at % 5];
        writeln!(table, "| {group} | {result} | {value} |").unwrap();
    }
    assert_eq!(values(&table), review(REVIEW));
    // The second group's name is lost: its results are nobody's, and not the first group's.
    let got = values(&table.replace("未经复议直接起诉", ""));
    assert_eq!(got[..5], review(REVIEW)[..5]);
    assert!(got[5..10].iter().all(|(indicator, _)| indicator.is_empty()));
    assert_eq!(got[10..], review(REVIEW)[10..]);
}

#[test]
fn a_blank_row_under_the_values_is_not_the_values() {
    let heads = "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 ".repeat(3);
    let blank = "| ".repeat(15);
    let row = REVIEW.join(" | ");
    let table = format!(
        "四、行政复议、行政诉讼情况\n\n{heads}|\n{}|\n| {row} |\n{blank}|",
        "| - ".repeat(15)
    );
    assert_eq!(values(&table), review(REVIEW));
}

#[test]
fn a_group_s_name_over_a_pipe_table_takes_no_row_from_it() {
    let table = "三、收到和处理政府信息公开申请情况\n\n（四）无法提供\n\n\
        | 1.本机关不掌握相关政府信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n| - | - | - | - | - | - | - | - |\n\
        | 2.没有现成信息需要另行制作 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n\
        | 3.补正后申请内容仍不明确 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |";
    let got: Vec<_> = (values(table).into_iter().step_by(7)).collect();
    let want = |name: &str, value: &str| {
        (
            format!("results.unavailable.{name}"),
            Some(value.to_owned()),
        )
    };
    assert_eq!(
        got,
        [
            want("not_held", "1"),
            want("needs_creation", "2"),
            want("unclear", "3")
        ]
    );
}

const APPLICANTS: [&str; 7] = [
    "natural_person",
    "enterprise",
    "research",
    "charity",
    "legal_service",
    "other",
    "total",
];

/// The heads of the requests table as a page prints them; 法人或其他组织 spans `span` columns.
fn heads(span: u32) -> String {
    format!(
        "<tr><td colspan=3 rowspan=3>本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和</td>\
         <td colspan=7>申请人情况</td></tr>\
         <tr><td rowspan=2>自然人</td><td colspan={span}>法人或其他组织</td><td rowspan=2>总计</td></tr>\
         <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
    )
}

/// A row: its cells before the values, and the values.
fn row(labels: &str, values: &[&str]) -> String {
    let values: String = values
        .iter()
        .map(|value| format!("<td>{value}</td>"))
        .collect();
    format!("<tr>{labels}{values}</tr>")
}

/// What a page with this table gives for an indicator, a value a column; `None` for no fact.
fn of_page(table: &str, indicator: &str) -> Vec<Option<String>> {
    let page = format!(
        "<html><body><h1>临湖区人民政府2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>略。</p>\
         <p>三、收到和处理政府信息公开申请情况</p><table>{table}</table><p>六、其他需要报告的事项</p><p>无。</p>\
         </body></html>"
    );
    let report = gongkai::parse(page.as_bytes(), &Options::default()).unwrap();
    (APPLICANTS.iter())
        .map(|column| {
            let mut facts = (report.facts.iter())
                .filter(|fact| fact.indicator == indicator && fact.column == *column);
            let fact = facts.next()?;
            assert!(facts.next().is_none());
            Some(fact.value.as_deref().unwrap_or_default().to_owned())
        })
        .collect()
}

fn all(values: &[&str]) -> Vec<Option<String>> {
    values
        .iter()
        .map(|value| Some((*value).to_owned()))
        .collect()
}

const RECEIVED: &str = "<td colspan=3>一、本年新收政府信息公开申请数量</td>";

#[test]
fn a_label_that_spans_too_few_columns_shifts_no_value() {
    let received = row(RECEIVED, &["11", "12", "13", "14", "15", "16", "81"]);
    let granted = |values: &[&str]| {
        row(
            "<td rowspan=2>三、本年度办理结果</td><td>（一）予以公开</td>",
            values,
        )
    };
    let partial = row(
        "<td colspan=2>（二）部分公开</td>",
        &["1", "2", "3", "4", "5", "6", "21"],
    );
    for values in [
        ["21", "22", "23", "24", "25", "26", "141"],
        ["", "22", "23", "24", "25", "26", "120"],
    ] {
        let table = heads(5) + &received + &granted(&values) + &partial;
        assert_eq!(of_page(&table, "results.granted"), all(&values));
        assert_eq!(
            of_page(&table, "results.partially_granted"),
            all(&["1", "2", "3", "4", "5", "6", "21"])
        );
    }
    // A cell is missing: which one is not said.
    let table = heads(5) + &received + &granted(&["21", "22", "24", "25", "26", "141"]) + &partial;
    assert_eq!(of_page(&table, "results.granted"), vec![None; 7]);
}

#[test]
fn a_group_that_spans_too_few_columns_swaps_no_head() {
    let values = ["11", "12", "13", "14", "15", "16", "81"];
    let carried = row(
        "<td colspan=3>二、上年结转政府信息公开申请数量</td>",
        &values,
    );
    for span in [4, 5, 6] {
        let table = heads(span) + &row(RECEIVED, &values) + &carried;
        assert_eq!(of_page(&table, "requests.received"), all(&values), "{span}");
    }
}

#[test]
fn heads_in_another_order_take_their_values_with_them() {
    let values = ["11", "12", "13", "14", "15", "16", "81"];
    let swapped = heads(5)
        .replace("<td>科研机构</td>", "")
        .replace("<td>其他</td>", "<td>其他</td><td>科研机构</td>");
    let carried = row(
        "<td colspan=3>二、上年结转政府信息公开申请数量</td>",
        &values,
    );
    assert_eq!(
        of_page(
            &(swapped + &row(RECEIVED, &values) + &carried),
            "requests.received"
        ),
        all(&["11", "12", "16", "13", "14", "15", "81"])
    );
}
