//! Tables that an editor cut in several are read as one; others that stand below each other are not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use support::parse;

const HEAD: &str = "<p>青屿县水务局2016年政府信息公开工作年度报告</p><p>一、附表</p>";

/// Cells apart by `|`, rows by `/`.
fn table(rows: &str) -> String {
    let rows: String = (rows.split('/'))
        .map(|row| {
            let cells: String = row.split('|').map(|c| format!("<td>{c}</td>")).collect();
            format!("<tr>{cells}</tr>")
        })
        .collect();
    format!("<table>{rows}</table>")
}

/// Table, indicator, column and value of each fact.
fn facts(page: &str) -> Vec<String> {
    let report = parse(page.as_bytes()).unwrap();
    (report.facts.iter())
        .map(|fact| {
            let [table, cell] = fact.cell;
            let value = fact.value.as_deref().unwrap_or("none");
            let printed = &report.tables[table].cells[cell].text;
            assert!(printed == value || value == "none", "{printed} for {value}");
            format!("{table} {} {} {value}", fact.indicator, fact.column)
        })
        .collect()
}

#[test]
fn a_label_that_stands_twice_is_in_the_group_of_the_piece_before() {
    let page = format!(
        "{HEAD}{}{}{}",
        table("统计指标|单位|统计数/四、行政复议数量|件|3/（二）被依法纠错数|件|1"),
        table("五、行政诉讼数量|件|4"),
        table("（二）被依法纠错数|件|2/（三）其他情形数|件|"),
    );
    assert_eq!(
        facts(&page),
        [
            "0 review.total value 3",
            "0 review.corrected value 1",
            "1 litigation.total value 4",
            "2 litigation.corrected value 2",
            "2 litigation.other value none",
        ]
    );
    // The same with the heads again, and a word that the table goes on.
    let page = format!(
        "{HEAD}{}<p>（续表）</p>{}",
        table("统计指标|单位|统计数/四、行政复议数量|件|3/五、行政诉讼数量|件|4"),
        table("统计指标|单位|统计数/（二）被依法纠错数|件|2"),
    );
    assert_eq!(
        facts(&page),
        [
            "0 review.total value 3",
            "0 litigation.total value 4",
            "1 litigation.corrected value 2",
        ]
    );
}

#[test]
fn a_piece_of_one_misprinted_row_is_of_the_table() {
    let page = format!(
        "{HEAD}{}{}",
        table("统计指标|单位|统计数/四、行政复议数量|件|3/五、行政诉讼数量|件|4"),
        table("（二）被依法纠正数|件|2"),
    );
    assert_eq!(facts(&page)[2], "1 litigation.corrected value 2");
}

/// Heads in one table, values in the next.
#[test]
fn values_stand_under_the_heads_of_the_piece_before() {
    let heads = "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>\
        <tr><td rowspan=2>结果维持</td><td rowspan=2>结果纠正</td><td rowspan=2>其他结果</td><td rowspan=2>尚未审结</td><td rowspan=2>总计</td>\
        <td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>";
    let ten = "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>"
        .repeat(2);
    let values = table("1|2|3|4|10|0|0|0|0|0|5|0|0|0|5");
    let page = format!(
        "<p>青屿县水务局2022年政府信息公开工作年度报告</p><p>四、行政复议、行政诉讼情况</p><table>{heads}<tr>{ten}</tr></table>{values}"
    );
    let facts = facts(&page);
    assert_eq!(facts.len(), 15);
    assert_eq!(facts[0], "1 review.upheld value 1");
    assert_eq!(facts[10], "1 litigation.after_review.upheld value 5");
    // A second row of values is nobody's.
    let twice = support::parse(format!("{page}{values}").as_bytes()).unwrap();
    let named = twice.facts.iter().filter(|fact| !fact.indicator.is_empty());
    assert!(named.clone().all(|fact| fact.cell[0] == 1));
}

#[test]
fn another_table_below_is_another_table() {
    let first = table("统计指标|单位|统计数/四、行政复议数量|件|3/五、行政诉讼数量|件|4");
    // The same rows again: neither is said to be it.
    let again = table("四、行政复议数量|件|7/五、行政诉讼数量|件|9");
    let facts_of = |second: &str| facts(&format!("{HEAD}{first}{second}"));
    assert!(facts_of(&again).iter().all(|fact| fact.contains("  value")));
    // Another width, a line between, heads that no form has, rows that no form has.
    for second in [
        table("（二）被依法纠错数|件|2|x"),
        format!("<p>另表</p>{}", table("（二）被依法纠错数|件|2")),
        table("单位名称|类别|数量合计/（二）被依法纠错数|件|2"),
        table("某街道|件|2/某镇|件|5"),
    ] {
        let of_both = facts_of(&second);
        assert_eq!(
            of_both[..2],
            ["0 review.total value 3", "0 litigation.total value 4"]
        );
        let wrong = of_both[2..].iter().find(|fact| !fact.contains("  "));
        assert_eq!(wrong, None, "{second}");
    }
}
