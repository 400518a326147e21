//! `check`, `compare` and `explain` on the command line.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .current_dir(folder)
        .args(args)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A report of the Fujian form: what was published in the year and in all, requests received.
fn report(year: u16, published: u32, all: u32, received: &str) -> String {
    let row = |label: &str, unit: &str, y: &str, all: &str| {
        format!("\t{label}\n\t{unit}\n\t{y}\n\t{all}\n\n")
    };
    let mut table = String::new();
    let (published, all) = (published.to_string(), all.to_string());
    table += &row("指标名称", "计量单位", &format!("{year}年度"), "历年累计");
    table += &row("主动公开文件数", "条", &published, &all);
    table += &row("其中：1.政府网站公开数", "条", &published, &all);
    table += &row("2.政府公报公开数", "条", "0", "0");
    table += &row("受理政府信息公开申请总数", "条", received, "9");
    table += &row("其中：1.当面申请数", "条", "1", "4");
    table += &row("2.网上申请数", "条", "2", "5");
    table += &row("3.信函申请数", "条", "0", "0");
    table += &row("对申请的答复总数", "条", "3", "9");
    table += &row("其中：1.同意公开答复数", "条", "3", "9");
    table += &row("2.同意部分公开答复数", "条", "0", "0");
    table += &row("3.不予公开答复数", "条", "0", "0");
    table += &row("4.其他类型答复数", "条", "0", "0");
    format!(
        "某某县水务局{year}年政府信息公开工作年度报告\n\n一、概述\n本局按照要求做好政府信息公开工作。\n\
         二、主动公开政府信息的情况\n全年主动公开政府信息{published}条。\n\
         三、依申请公开政府信息办理情况\n共受理政府信息公开申请3件。\n\
         四、政府信息公开的收费及减免情况\n不收费。\n五、行政复议、行政诉讼情况\n没有。\n\
         六、存在的主要问题及改进情况\n公开意识有待进一步加强。\n\n{}年2月18日\n\n附表\n\
         某某县水务局{year}年度政府信息公开情况统计表\n{table}\n",
        year + 1
    )
}

#[test]
fn a_violated_sum_is_shown_with_its_place_and_ends_with_1() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("sound.txt"), report(2017, 31, 324, "3")).unwrap();
    fs::write(folder.path().join("broken.txt"), report(2017, 31, 324, "4")).unwrap();
    let sound = run(folder.path(), &["check", "sound.txt"]);
    assert_eq!(sound.status.code(), Some(0), "{}", text(&sound.stdout));
    assert!(
        text(&sound.stdout).contains("0 errors"),
        "{}",
        text(&sound.stdout)
    );

    let broken = run(folder.path(), &["check", "broken.txt"]);
    assert_eq!(broken.status.code(), Some(1));
    let shown = text(&broken.stdout);
    assert!(shown.contains("error[FJ-CHANNELS]: "), "{shown}");
    assert!(shown.contains("--> broken.txt:"), "{shown}");
    assert!(shown.contains("| 4\n"), "{shown}");
    assert!(shown.contains("| ^\n"), "{shown}");
    // The text says 3: the prose proves which of the two is wrong.
    assert!(
        shown.contains("error[TEXT-TABLE]: the text says 3, the table 4"),
        "{shown}"
    );
    assert!(
        !shown.contains('\x1b'),
        "no colour where there is no terminal"
    );
    let coloured = run(folder.path(), &["check", "--color", "always", "broken.txt"]);
    assert!(text(&coloured.stdout).contains("\x1b[1;31merror[FJ-CHANNELS]"));
}

/// As a terminal shows it: characters of double width, half width and none stand before the marks.
#[test]
fn marks_stand_under_what_they_mark() {
    let folder = tempfile::tempdir().unwrap();
    let broken = report(2017, 31, 324, "4").replace("共受理", "\u{3000}\u{200b}共　ＡBｱ受理");
    fs::write(folder.path().join("broken.txt"), broken).unwrap();
    let out = run(
        folder.path(),
        &["check", "--severity", "error", "broken.txt"],
    );
    assert_eq!(
        text(&out.stdout),
        "\
error[TEXT-TABLE]: the text says 3, the table 4 (requests.received, column year)
 --> broken.txt:8:18
  |
8 | 共　ＡBｱ受理政府信息公开申请3件。
  |                             ^^^

error[FJ-CHANNELS]: the ways of applying make up the requests received (column year): 1 + 2 + 0 = 3 is not 4
  --> broken.txt:42:2
   |
42 | 4
   | ^

broken.txt: 2 errors, 1 warning, 0 notes; identities: 18 hold, 2 violated, 0 not evaluable

"
    );
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/cells");
    let out = run(&corpus, &["check", "qingyu-2016.txt"]);
    assert_eq!(
        text(&out.stdout),
        "\
error[PARTS-ANNOUNCED]: 7 parts are announced and 6 follow; missing: 政府信息公开的收费及减免情况
 --> qingyu-2016.txt:4:105
  |
4 | …报告由概述、主动公开政府信息的情况、依申请公开政府信息办理情况、政府信息公开的收费及减免情况、因…
  |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: look whether the part was left out of the report, or lost when it was saved

warning[section_missing]: no heading is about fees
 = help: 《政府信息公开条例》（2007）第三十二条 requires it

qingyu-2016.txt: 1 error, 1 warning, 0 notes; identities: 25 hold, 1 violated, 0 not evaluable

"
    );
}

#[test]
fn findings_as_json_lines_by_severity() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), report(2017, 31, 324, "4")).unwrap();
    fs::write(folder.path().join("b.txt"), "").unwrap();
    let out = run(
        folder.path(),
        &[
            "check",
            "--format",
            "jsonl",
            "--severity",
            "error",
            "-q",
            "a.txt",
            "b.txt",
        ],
    );
    assert_eq!(out.status.code(), Some(3));
    let lines: Vec<Value> = text(&out.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let codes: Vec<&str> = lines.iter().filter_map(|l| l["code"].as_str()).collect();
    assert!(
        codes.contains(&"FJ-CHANNELS") && codes.contains(&"TEXT-TABLE"),
        "{codes:?}"
    );
    assert!(
        lines
            .iter()
            .filter(|l| l["code"].is_string())
            .all(|l| { l["severity"] == "error" && l["report"] == "a.txt" })
    );
    assert!(lines.last().unwrap()["error"]["code"].is_string());
}

#[test]
fn two_years_are_compared_and_must_continue_each_other() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("2016.txt"), report(2016, 20, 293, "3")).unwrap();
    fs::write(folder.path().join("2017.txt"), report(2017, 31, 324, "3")).unwrap();
    fs::write(folder.path().join("wrong.txt"), report(2017, 31, 325, "3")).unwrap();
    let of = |new: &str, check: &str| -> (Option<i32>, Value, String) {
        let out = run(
            folder.path(),
            &["compare", "--format", "json", "-q", "2016.txt", new],
        );
        let document: Value = serde_json::from_slice(&out.stdout).unwrap();
        let status = document["checks"]
            .as_array()
            .unwrap()
            .iter()
            .find(|c| c["identity"] == check && c["indicator"] == "disclosure.documents")
            .unwrap()["status"]
            .as_str()
            .unwrap()
            .to_owned();
        (out.status.code(), document, status)
    };
    let (_, document, status) = of("2017.txt", "YEAR-CUMULATIVE");
    assert_eq!(status, "holds");
    let row = document["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["indicator"] == "disclosure.documents" && r["column"] == "total")
        .unwrap();
    assert_eq!(
        (&row["old"], &row["new"], &row["change"], &row["percent"]),
        (&"20".into(), &"31".into(), &"11".into(), &"55.0".into())
    );
    let (code, _, status) = of("wrong.txt", "YEAR-CUMULATIVE");
    assert_eq!((code, &*status), (Some(1), "violated"));

    let csv = run(
        folder.path(),
        &[
            "compare", "--panel", "--format", "csv", "-q", "2017.txt", "2016.txt",
        ],
    );
    let csv = text(&csv.stdout);
    assert!(
        csv.starts_with("indicator,column,unit,2016,2017\n"),
        "{csv}"
    );
    assert!(
        csv.contains("disclosure.documents,total,条,20,31\n"),
        "{csv}"
    );

    let one = run(folder.path(), &["compare", "2016.txt"]);
    assert_eq!(one.status.code(), Some(2));
}

#[test]
fn a_code_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let out = run(folder.path(), &["explain", "fj-cumulative"]);
    assert!(text(&out.stdout).starts_with("FJ-CUMULATIVE\n"));
    let unknown = run(folder.path(), &["explain", "NO-SUCH"]);
    assert_eq!(unknown.status.code(), Some(2));
    let all = run(folder.path(), &["explain"]);
    assert!(text(&all.stdout).lines().count() > 20);
}
