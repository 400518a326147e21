//! What the fuzz targets found, each as the smallest document that shows it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use std::path::Path;

use gongkai::edition::toml::edition;
use gongkai::{Options, Vocabulary};

use support::invariants::{hold, json};
use support::parse;

/// Reads a report of two rows with a form of its own, and holds it against all that must be true.
fn read_with(own: &str) -> gongkai::Report {
    let mut vocabulary = Vocabulary::default();
    vocabulary
        .editions
        .push(edition(own, Path::new("own.toml")).unwrap());
    let options = Options {
        vocabulary: &vocabulary,
        ..Options::default()
    };
    let text = "青屿县水务局2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n\
        信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t11\n行政规范性文件\t8\t26\t66\n";
    let report = gongkai::parse(text.as_bytes(), &options).unwrap();
    hold(&report).unwrap();
    report
}

/// Found by `markdown`: the cell reached over the control characters at the table's end.
#[test]
fn a_cell_ends_where_its_table_ends() {
    let text = "# 青屿县水务局2021年政府信息公开工作年度报告\n\n## 一、总体情况\n\n| --- | --- |\n| 甲 | 乙\0\0\r丙\n";
    let report = parse(text.as_bytes()).unwrap();
    hold(&report).unwrap();
    let cells: Vec<&str> = report.tables[0]
        .cells
        .iter()
        .map(|cell| cell.region.hull().of(&report.text))
        .collect();
    assert_eq!(cells, ["甲", "乙"]);
}

/// Found by `editions`: values beside the last column of a form in blocks stood in no column.
#[test]
fn values_beyond_the_forms_columns_are_in_the_grid() {
    let own = r#"
id = "own"
years = [2]

[[table]]
id = "t"
indicators_in = "rows"
furniture = ["信息内容"]

[[table.column]]
id = "c"
label = "本年制发件数本年废止件数现行有效件数"
indicators = ["t"]

[[table.row]]
number = "二"
label = "主动公开政府信息情况乴"

[[table.row]]
indicator = "t"
label = "乵乶乷乸"
"#;
    let report = read_with(own);
    let table = &report.tables[0];
    let values: Vec<&str> = (table.cells.iter())
        .filter_map(|cell| cell.value.as_deref())
        .collect();
    assert_eq!(values, ["1", "0", "11", "8", "26", "66"]);
}

/// Found by `roundtrip`: eight values stand for two rows, one of which lacks one. Where the first
/// ends is not said, and the second row got its zeros from the first.
#[test]
fn a_row_beside_one_that_lacks_a_value_is_not_cut_by_guess() {
    let text = "青屿市柳溪镇人民政府2021年政府信息公开工作年度报告\n4.無正當理由大量反復申請\n\
        ０\n０\n０\n３\n０\n０\n０\n３\n０\n９\n５７\n０\n１０\n０\n７６\n１７\n７５\n１２１\n０\n１７９\n９３\n４８５\n\
        5.要求行政機關確認或重新出具\n已獲取信息\n（六）其他處理\n（七）總計\n";
    let report = parse(text.as_bytes()).unwrap();
    hold(&report).unwrap();
    let values = |indicator: &str| -> Vec<&str> {
        (report.facts.iter())
            .filter(|fact| fact.indicator == indicator)
            .filter_map(|fact| fact.value.as_deref())
            .collect()
    };
    // The values stand between a label and the table's end: nothing bounds them.
    for row in ["excessive", "confirmation"] {
        assert_eq!(values(&format!("results.not_processed.{row}")), [""; 0]);
    }
    for row in ["other", "total"] {
        assert_eq!(values(&format!("results.{row}")), [""; 0]);
    }
    let printed =
        |table: &gongkai::report::Table| table.cells.iter().filter(|c| c.value.is_some()).count();
    assert_eq!(report.tables.iter().map(printed).sum::<usize>(), 22);
}

/// Found by `markdown`: a delimiter row with a control character behind it was all marks to the
/// ledger and a row of cells to the table.
#[test]
fn a_delimiter_row_is_one_for_ledger_and_table() {
    // A row of single dashes is one of values.
    for (row, cells, markup) in [("||--\u{7f}", 2, 19), ("||-\u{7f}", 4, 17)] {
        let text = format!(
            "# 青屿县水务局2021年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n| 信息内容 | 本年制发件数 |\n| --- | --- |\n{row}"
        );
        let report = parse(text.as_bytes()).unwrap();
        hold(&report).unwrap();
        assert_eq!(report.tables[0].cells.len(), cells);
        assert_eq!(report.ledger.markup, markup);
    }
}

/// Found by `markdown`: a quote that is not closed made one tag of a table's rest, and its cells were
/// markup; they are text as it stands.
#[test]
fn cells_that_an_open_quote_swallows_are_not_lost() {
    let text = "# 青屿县水务局2021年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n<table border=\"><tr><td>规章</td><td>3</td></tr>\n<tr><td rowspan=\"3\">文件\n";
    let report = parse(text.as_bytes()).unwrap();
    hold(&report).unwrap();
    assert!(report.tables.is_empty());
    let shown = json(&report).unwrap();
    assert!(shown.contains("<td>规章</td><td>3</td>"), "{shown}");
}

/// Found by `markdown`: a tag without its `>` or the end of its quote went on to the next one's, and
/// what stood between was markup; the table is text as it stands.
#[test]
fn text_that_a_tag_without_its_end_swallows_is_not_lost() {
    for row in [
        "<tr><td>规章</td>\n\n本年收到3件。\n\n<td>3</td></tr>",
        "<tr><td>规章</td本年收到3件。<td>3</td></tr>",
        "<tr><td>规章</td><td colspan=\"2>本年收到3件。</td><td class=\"b\">3</td></tr>",
        "<tr><td>规章<xmp>本年收到3件。<i></xmp></td><td>3</td></tr>",
        "<tr><td>规章<!-- 本年收到3件。</td><td>3</td></tr>",
        "<tr><td>规章<?本年收到3件。></td><td>3</td></tr>",
        "<tr><td>规章</本年收到3件。></td><td>3</td></tr>",
    ] {
        let text = format!(
            "# 青屿县水务局2021年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n<table>{row}</table>\n\n## 三、其他\n"
        );
        let report = parse(text.as_bytes()).unwrap();
        hold(&report).unwrap();
        let shown = json(&report).unwrap();
        assert!(shown.contains("本年收到3件。"), "{shown}");
    }
    // Quotes hold what they may hold.
    let text = "# 青屿县水务局2021年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n<table><tr><td title='a>b \"'>甲</td><td data-x=1/2 >3</td></tr><!-- <td> --></table>\n";
    let report = parse(text.as_bytes()).unwrap();
    hold(&report).unwrap();
    assert_eq!(report.tables[0].cells.len(), 2);
}

/// Found by `html` and `markdown`: a table of lines was looked for beyond the lines above the next
/// table of HTML, which are all it may have.
#[test]
fn a_table_of_lines_ends_where_one_of_html_starts() {
    let above = "# 青屿县水务局2018年政府信息公开工作年度报告\n\n## 一、概述\n\n本年主动公开31条。\n\n\
        指标名称        计量单位    2018年度    历年累计\n\
        主动公开文件数        条    31    264\n\
        其中：1.政府网站公开数        条    31    264\n\
        2.政府公报公开数        条    0    0\n\
        <table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>\n";
    for (behind, rows) in [
        ("受理政府信息公开申请总数        件    3    4\n", vec![4, 2]),
        (
            "行政复议数        件    3    4\n行政诉讼数        件    0    0\n",
            vec![4, 2, 2],
        ),
        ("受理申请数\n3\n4\n", vec![4, 2]),
    ] {
        let report = parse(format!("{above}{behind}").as_bytes()).unwrap();
        hold(&report).unwrap();
        let found: Vec<u32> = report.tables.iter().map(|table| table.n_rows).collect();
        assert_eq!(found, rows, "{behind}");
        assert_eq!(report.tables[1].cells[3].text, "2");
    }
    let odd = "（五）监督保障情况。全年开展培训2次。\n##政府信息公开会议和培训情况<html><body><table border=\"1\"><tr><td colspan=\"4\">第二十条第其他方式公开政府信息数同步确定公开属性。\n<tr><td colspan=\"3\">一、本年新收政府信息公开申请数量</td><td>22</td><td>1</td><td>0</td></tr>\n    \"sha256\": \"30\",";
    hold(&parse(odd.as_bytes()).unwrap()).unwrap();
}

/// Found by `editions`: a head that only a row of the form further down has a column for was in no
/// cell.
#[test]
fn a_head_without_a_column_in_its_block_is_in_the_grid() {
    let own = r#"
id = "own"
years = [2021]

[[table]]
id = "disclosure"
indicators_in = "rows"
furniture = ["信息内容"]

[[table.column]]
id = "issued"
label = "本年制发件数"
indicators = ["rules", "documents"]

[[table.column]]
id = "repealed"
label = "本年废止件数"
indicators = ["others"]

[[table.column]]
id = "in_force"
label = "现行有效件数"
indicators = ["rules", "documents"]

[[table.row]]
indicator = "rules"
label = "规章"

[[table.row]]
indicator = "documents"
label = "行政规范性文件"

[[table.row]]
indicator = "others"
label = "其余"
"#;
    read_with(own);
}

/// Found by `markdown`, in the test itself: a reference that no semicolon ends is one all the same.
#[test]
fn a_reference_in_a_table_of_html_needs_no_semicolon() {
    let text = "# 青屿县水务局2021年政府信息公开工作年度报告\n\n## 一、总体情况\n\n<table><tr><td>甲</td><td>&nbsp乙&#160</td><td>&#xa0</td></tr></table>\n";
    let report = parse(text.as_bytes()).unwrap();
    hold(&report).unwrap();
    let cells = report.tables[0].cells.iter();
    let cells: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
    assert_eq!(cells, ["甲", "乙", ""]);
    assert_eq!(report.ledger.unclaimed, 0);
}

/// Found by `tables`: a caption behind cells was in no node.
#[test]
fn a_caption_between_cells_is_not_lost() {
    let text = "# 青屿县水务局2021年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n<table><tr><td>规章</td><td>3</td><caption>表一</caption><tr><td>文件</td><td>4</td></tr></table>\n";
    let report = parse(text.as_bytes()).unwrap();
    hold(&report).unwrap();
    assert!(json(&report).unwrap().contains("表一"));
}
