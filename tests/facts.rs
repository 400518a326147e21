//! The tidy table: the same rows in every format, sums that are derived, numbers from prose.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Rows as maps from column to text.
fn csv(arguments: &[&str]) -> Vec<HashMap<String, String>> {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    csv::Reader::from_reader(&*output.stdout)
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn json_lines_say_what_csv_says() {
    let rows = csv(&["facts", "corpus", "--glob", "!README.md"]);
    assert!(rows.len() > 1000);
    let output = run(&[
        "facts",
        "--format",
        "jsonl",
        "corpus",
        "--glob",
        "!README.md",
    ]);
    let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
    let objects: Vec<HashMap<String, String>> = lines
        .map(|line| {
            let object: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(line).unwrap();
            let text = |value: serde_json::Value| match value {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            };
            object.into_iter().map(|(k, v)| (k, text(v))).collect()
        })
        .collect();
    assert!(objects == rows);
}

#[test]
fn a_blank_has_no_value_and_a_number_has_its_line() {
    let rows = csv(&["facts", "corpus", "--glob", "!README.md"]);
    for row in &rows {
        let number = row["kind"] == "number";
        assert_eq!(number, !row["value"].is_empty(), "{row:?}");
        assert_eq!(row["derived"], "false");
        if row["kind"] == "blank" {
            assert_eq!(row["raw"], "");
        }
        assert!(row["line"].parse::<u32>().unwrap() > 0 || !row["path"].is_empty());
    }
    assert!(rows.iter().any(|row| row["kind"] == "blank"));
}

#[test]
fn derived_sums_are_the_sums_and_are_marked() {
    let path = "corpus/tab/songling-2022.txt";
    let printed = csv(&["facts", path]);
    let all = csv(&["facts", "--derived", path]);
    assert!(
        all[..printed.len()] == printed,
        "they come after what is printed"
    );
    let derived = &all[printed.len()..];
    let sum = |column: &str| -> u64 {
        printed
            .iter()
            .filter(|row| {
                row["indicator"].starts_with("results.refused.") && row["column"] == column
            })
            .map(|row| row["value"].parse::<u64>().unwrap())
            .sum()
    };
    let refused: Vec<_> = derived
        .iter()
        .filter(|row| row["indicator"] == "results.refused")
        .collect();
    assert_eq!(
        refused.len(),
        7,
        "one for each kind of applicant and the total"
    );
    for row in refused {
        assert_eq!(row["derived"], "true");
        assert_eq!(row["value"], sum(&row["column"]).to_string());
        assert_eq!(row["raw"], "", "nothing is printed there");
    }
}

#[test]
fn numbers_from_prose_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(
        &path,
        "青禾县水务局2018年政府信息公开工作年度报告\n一、概述\n　　2018年，共收到政府信息公开申请12件。\n",
    )
    .unwrap();
    let path = path.to_str().unwrap();
    assert!(csv(&["facts", path]).is_empty());
    let rows = csv(&["facts", "--narrative", path]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["table"], "narrative");
    assert_eq!(rows[0]["indicator"], "requests.received");
    assert_eq!(rows[0]["value"], "12");
    assert_eq!(rows[0]["unit"], "件");
    assert_eq!(rows[0]["line"], "3");
}

/// The worked example of CONTRIBUTING.md: an edition is one file.
#[test]
fn an_edition_of_ones_own_needs_no_rust() {
    let page = include_str!("../CONTRIBUTING.md");
    let (_, block) = page.split_once("```toml\n").unwrap();
    let (toml, _) = block.split_once("```").unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("city-2006.toml"), toml).unwrap();
    let report = folder.path().join("a.txt");
    std::fs::write(
        &report,
        "云亭市水务局2006年政府信息公开工作年度报告\n\n一、概述\n　　本年的情况见附表。\n\n附表\n\
         指标名称\t计量单位\t代码\t本期实际\t本年累计\n\
         主动公开信息数\t条\t01\t12\t87\n\
         其中：全文电子化的主动公开信息数\t条\t02\t10\t61\n\
         收到申请数\t件\t03\t4\t9\n\
         其中：1.当面申请数\t件\t04\t1\t3\n\
         2.网上申请数\t件\t05\t3\t5\n",
    )
    .unwrap();
    let (grammar, report) = (folder.path().to_str().unwrap(), report.to_str().unwrap());
    let rows = csv(&["facts", "--grammar", grammar, report]);
    let short: Vec<[&str; 4]> = rows
        .iter()
        .map(|row| ["indicator", "column", "value", "how"].map(|name| &*row[name]))
        .collect();
    assert_eq!(
        short,
        [
            ["disclosure.items", "period", "12", "exact"],
            ["disclosure.items", "year", "87", "exact"],
            ["disclosure.items.full_text", "period", "10", "exact"],
            ["disclosure.items.full_text", "year", "61", "exact"],
            ["requests.received", "period", "4", "exact"],
            ["requests.received", "year", "9", "exact"],
            ["requests.received.in_person", "period", "1", "exact"],
            ["requests.received.in_person", "year", "3", "exact"],
            ["requests.received.online", "period", "3", "exact"],
            ["requests.received.online", "year", "5", "exact"],
        ]
    );
    let check = run(&["check", "--grammar", grammar, report]);
    assert_eq!(check.status.code(), Some(1), "3 + 5 is not 9");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_and_arrow_hold_the_same_cells() {
    use arrow_array::cast::AsArray as _;
    use arrow_array::types::{Decimal128Type, Int32Type};
    use arrow_array::{Array as _, RecordBatch};

    let rows = csv(&["facts", "corpus", "--glob", "!README.md"]);
    let check = |batches: Vec<RecordBatch>| {
        let mut at = rows.iter();
        for batch in &batches {
            let year = batch["year"].as_primitive::<Int32Type>();
            let value = batch["value"].as_primitive::<Decimal128Type>();
            let raw = batch["raw"].as_string::<i32>();
            let how = batch["how"].as_string::<i32>();
            for n in 0..batch.num_rows() {
                let row = at.next().unwrap();
                assert_eq!(year.value(n).to_string(), row["year"]);
                assert_eq!(raw.value(n), row["raw"]);
                assert_eq!(how.is_null(n), row["how"].is_empty());
                assert_eq!(value.is_null(n), row["value"].is_empty());
                if value.is_valid(n) {
                    let exact: f64 = row["value"].parse().unwrap();
                    assert_eq!(value.value(n) as f64 / 1e9, exact);
                }
            }
        }
        assert!(at.next().is_none());
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("facts.parquet");
    let name = file.to_str().unwrap();
    let written = run(&["facts", "corpus", "--glob", "!README.md", "-o", name]);
    assert_eq!(written.status.code(), Some(0));
    let file = std::fs::File::open(file).unwrap();
    let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file);
    check(
        reader
            .unwrap()
            .build()
            .unwrap()
            .map(Result::unwrap)
            .collect(),
    );

    let stream = run(&[
        "facts",
        "corpus",
        "--glob",
        "!README.md",
        "--format",
        "arrow",
    ]);
    let reader = arrow_ipc::reader::StreamReader::try_new(&*stream.stdout, None).unwrap();
    check(reader.map(Result::unwrap).collect());

    let resumed = run(&["facts", "corpus", "--resume", "-o", "x.parquet"]);
    assert_eq!(resumed.status.code(), Some(2));
}
