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

use support::invariants::hold;
use support::parse;

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
id = ""
years = [2]

[[table]]
id = ""
indicators_in = "rows"
furniture = ["信息内容"]

[[table.column]]
id = ""
label = "本年制发件数本年废止件数现行有效件数"
indicators = ["t"]

[[table.row]]
number = "二"
label = "主动公开政府信息情况乴"
"#;
    let mut vocabulary = Vocabulary::default();
    vocabulary
        .editions
        .push(edition(own, Path::new("own.toml")).unwrap());
    let options = Options {
        vocabulary: &vocabulary,
        ..Options::default()
    };
    let text = "青屿县水务局2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t11\n行政规范性文件\t8\t26\t66\n";
    let report = gongkai::parse(text.as_bytes(), &options).unwrap();
    hold(&report).unwrap();
    let table = &report.tables[0];
    let values: Vec<&str> = (table.cells.iter())
        .filter_map(|cell| cell.value.as_deref())
        .collect();
    assert_eq!(values, ["1", "0", "11", "8", "26", "66"]);
}
