//! What the program promises on the command line, tried with the program itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A small report; `year` tells one from the other.
fn report(year: u16) -> String {
    format!(
        "青禾县水务局{year}年政府信息公开工作年度报告\n\n\
         一、概述\n　　本年主动公开政府信息3条。\n\n\
         二、存在的主要问题及改进措施\n　　公开的内容还不够全面。\n"
    )
}

const NOT_A_REPORT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06";

fn gongkai(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    gongkai(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

fn run_with(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = gongkai(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(input).expect("it reads");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("not killed")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("one JSON document")
}

fn lines(output: &Output) -> Vec<Value> {
    text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON on each line"))
        .collect()
}

/// A folder with two reports, an image that is called one, and a file of another suffix.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::create_dir(path.join("in")).expect("written");
    fs::create_dir(path.join("in/b")).expect("written");
    fs::write(path.join("in/c.txt"), report(2018)).expect("written");
    fs::write(path.join("in/a.txt"), NOT_A_REPORT).expect("written");
    fs::write(path.join("in/b/x.TXT"), report(2017)).expect("written");
    fs::write(path.join("in/b/x.rs"), report(2016)).expect("written");
    folder
}

#[test]
fn one_input_is_one_indented_document() {
    let folder = archive();
    let output = run(folder.path(), &["parse", "in/c.txt"]);
    assert_eq!(status(&output), 0);
    assert!(text(&output.stdout).starts_with("{\n  \"schema\": \"gongkai/report/1\",\n"));
    let record = json(&output.stdout);
    assert_eq!(record["source"]["path"], "in/c.txt");
    assert_eq!(record["year"], 2018);
    assert_eq!(text(&output.stderr), "");

    let compact = run(folder.path(), &["parse", "--compact", "in/c.txt"]);
    assert_eq!(text(&compact.stdout).lines().count(), 1);
    assert_eq!(json(&compact.stdout), record);

    let jsonl = run(folder.path(), &["parse", "--format", "jsonl", "in/c.txt"]);
    assert_eq!(jsonl.stdout, compact.stdout);
}

#[test]
fn standard_input_is_a_dash_or_nothing() {
    let folder = archive();
    let given = report(2015);
    let dash = run_with(folder.path(), &["parse", "-"], given.as_bytes());
    let nothing = run_with(folder.path(), &["parse"], given.as_bytes());
    assert_eq!(status(&dash), 0);
    assert_eq!(dash.stdout, nothing.stdout);
    assert_eq!(json(&dash.stdout)["source"]["path"], "-");
    assert_eq!(json(&dash.stdout)["year"], 2015);
}

#[test]
fn a_folder_is_walked_by_name_and_gives_a_record_for_every_file() {
    let folder = archive();
    let output = run(folder.path(), &["parse", "in"]);
    let records = lines(&output);
    let paths: Vec<_> = records.iter().map(|r| &r["source"]["path"]).collect();
    assert_eq!(paths, ["in/a.txt", "in/b/x.TXT", "in/c.txt"]);
    assert_eq!(records[0]["schema"], "gongkai/report/1");
    assert_eq!(records[0]["error"]["code"], "not_a_report");
    assert_eq!(records[1]["year"], 2017);
    assert_eq!(records[2]["year"], 2018);
    assert_eq!(status(&output), 3, "one is no report, the others are there");
    let said: Vec<&str> = text(&output.stderr).lines().collect();
    assert_eq!(said.len(), 2);
    assert!(said[0].starts_with("gongkai: in/a.txt: not_a_report: "));
    assert_eq!(said[1], "gongkai: 3 read: 2 parsed, 1 no reports, 0 failed");

    let quiet = run(folder.path(), &["parse", "--quiet", "in"]);
    assert_eq!(quiet.stdout, output.stdout);
    assert_eq!(text(&quiet.stderr), "");
}

#[test]
fn what_is_named_is_read_whatever_its_suffix() {
    let folder = archive();
    let output = run(folder.path(), &["parse", "in/b/x.rs", "in/c.txt"]);
    assert_eq!(status(&output), 0);
    assert_eq!(lines(&output)[0]["year"], 2016);
}

#[test]
fn a_list_of_paths_is_read_from_a_file_or_standard_input() {
    let folder = archive();
    let list = "in/c.txt\r\n\nmissing.txt\nin/b\n";
    fs::write(folder.path().join("list"), list).expect("written");
    let file = run(folder.path(), &["parse", "--files-from", "list"]);
    let stdin = run_with(
        folder.path(),
        &["parse", "--files-from", "-"],
        list.as_bytes(),
    );
    assert_eq!(file.stdout, stdin.stdout);
    let records = lines(&file);
    let paths: Vec<_> = records.iter().map(|r| &r["source"]["path"]).collect();
    assert_eq!(paths, ["in/c.txt", "missing.txt", "in/b/x.TXT"]);
    assert_eq!(records[1]["error"]["code"], "unreadable");
    assert_eq!(status(&file), 3);
}

#[test]
fn one_bad_input_gives_its_record_and_says_so() {
    let folder = archive();
    let output = run(folder.path(), &["parse", "missing.txt"]);
    assert_eq!(status(&output), 3);
    let record = json(&output.stdout);
    assert_eq!(record["source"]["path"], "missing.txt");
    assert_eq!(record["error"]["code"], "unreadable");
    assert!(text(&output.stderr).starts_with("gongkai: missing.txt: unreadable: "));
}

#[test]
fn the_failures_are_collected_in_a_file() {
    let folder = archive();
    for command in ["parse", "facts"] {
        let output = run(
            folder.path(),
            &[command, "in", "missing.txt", "--errors", "errors.jsonl"],
        );
        assert_eq!(status(&output), 3);
        assert_eq!(
            text(&output.stderr),
            "gongkai: 4 read: 2 parsed, 1 no reports, 1 failed\n"
        );
        let errors = fs::read_to_string(folder.path().join("errors.jsonl")).expect("there");
        let errors: Vec<Value> = errors
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(errors.len(), 2);
        assert_eq!(errors[0]["source"]["path"], "in/a.txt");
        assert_eq!(errors[0]["error"]["code"], "not_a_report");
        assert_eq!(errors[1]["source"]["path"], "missing.txt");
        assert_eq!(errors[1]["error"]["code"], "unreadable");
    }
}

#[test]
fn a_document_above_the_limit_is_refused_and_not_read() {
    let folder = archive();
    let size = report(2018).len();
    let exact = run(
        folder.path(),
        &["parse", "--max-bytes", &size.to_string(), "in/c.txt"],
    );
    assert_eq!(status(&exact), 0);
    let below = run(
        folder.path(),
        &["parse", "--max-bytes", &(size - 1).to_string(), "in/c.txt"],
    );
    assert_eq!(status(&below), 3);
    assert_eq!(json(&below.stdout)["error"]["code"], "too_large");
    // A file that never ends.
    let endless = run(folder.path(), &["parse", "--max-bytes", "1M", "/dev/zero"]);
    assert_eq!(status(&endless), 3);
    assert_eq!(json(&endless.stdout)["error"]["code"], "too_large");
}

#[test]
fn a_document_that_takes_longer_than_it_may_is_an_error_record() {
    let folder = archive();
    let out = run(
        folder.path(),
        &["parse", "--max-time", "0", "in/c.txt", "in/c.txt"],
    );
    assert_eq!(status(&out), 3);
    let lines = std::str::from_utf8(&out.stdout).expect("UTF-8").lines();
    let codes: Vec<_> = lines
        .map(|line| json(line.as_bytes())["error"]["code"].clone())
        .collect();
    assert_eq!(codes, ["time_limit", "time_limit"]);
    let enough = run(folder.path(), &["parse", "--max-time", "3600", "in/c.txt"]);
    assert_eq!(status(&enough), 0);
}

#[test]
fn an_output_that_can_not_be_made_is_named_as_it_was_given() {
    let folder = archive();
    let out = run(folder.path(), &["facts", "in/c.txt", "-o", "no/such.csv"]);
    assert_eq!(status(&out), 2);
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(
        said.starts_with("gongkai: can't write the output: no/such.csv: ")
            && !said.contains(".gongkai-"),
        "{said}"
    );
}

#[test]
fn the_output_does_not_depend_on_the_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("in")).expect("written");
    for number in 0..200_u16 {
        let path = folder.path().join(format!("in/{number:03}.txt"));
        match number % 10 {
            3 => fs::write(path, NOT_A_REPORT).expect("written"),
            7 => {
                fs::write(path, report(2000).repeat(1 + usize::from(number % 40))).expect("written")
            }
            _ => fs::write(path, report(1900 + number)).expect("written"),
        }
    }
    for command in ["parse", "facts"] {
        let one = run(folder.path(), &[command, "--jobs", "1", "in"]);
        for jobs in ["2", "3", "16"] {
            let many = run(folder.path(), &[command, "--jobs", jobs, "in"]);
            assert!(many.stdout == one.stdout, "{command} --jobs {jobs}");
            assert_eq!(many.stderr, one.stderr);
            assert_eq!(status(&many), 3);
        }
    }
    let records = lines(&run(folder.path(), &["parse", "in"]));
    assert_eq!(records.len(), 200);
    let failed = records.iter().filter(|r| r.get("error").is_some());
    assert_eq!(failed.count(), 20);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..100 {
        let path = folder.path().join(format!("{number}.txt"));
        fs::write(path, report(2018).repeat(5)).expect("written");
    }
    for command in [
        ["parse", "."],
        ["facts", "."],
        ["editions", "--format=json"],
    ] {
        let mut child = gongkai(&command)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut first = String::new();
        BufReader::with_capacity(1, child.stdout.take().expect("piped"))
            .read_line(&mut first)
            .expect("it writes");
        let output = child.wait_with_output().expect("it ends");
        let said = text(&output.stderr);
        // A run whose output fits the pipe comes to its end.
        assert!(
            said.is_empty() || said.starts_with("gongkai: 100 read: 100 parsed"),
            "{said}"
        );
        assert_eq!(status(&output), 0);
    }
}

#[test]
fn the_output_file_appears_when_it_is_complete() {
    let folder = archive();
    let printed = run(folder.path(), &["parse", "in/c.txt"]);
    let written = run(folder.path(), &["parse", "in/c.txt", "-o", "out.json"]);
    assert_eq!(status(&written), 0);
    assert_eq!(text(&written.stdout), "");
    let out = folder.path().join("out.json");
    assert_eq!(fs::read(&out).expect("there"), printed.stdout);
    let names = fs::read_dir(folder.path()).expect("read").count();
    assert_eq!(names, 2, "in and out.json, nothing else");

    let nowhere = run(folder.path(), &["parse", "in/c.txt", "-o", "no/out.json"]);
    assert_eq!(status(&nowhere), 2);
    assert!(text(&nowhere.stderr).starts_with("gongkai: can't write the output: no/out.json"));
    let device = run(folder.path(), &["parse", "in/c.txt", "-o", "/dev/stdout"]);
    assert_eq!(device.stdout, printed.stdout);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out.json");
    fs::write(&out, "what was there").expect("written");
    let mut child = gongkai(&["parse", "-", "-o", "out.json"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Held open: to wait for the child would close it, and an empty document be read at its end.
    let stdin = child.stdin.take();
    let files = || fs::read_dir(folder.path()).expect("read").count();
    while files() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    // The handler is set just after the file is made.
    std::thread::sleep(std::time::Duration::from_millis(200));
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .expect("kill");
    assert!(kill.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    drop(stdin);
    assert_eq!(files(), 1);
    assert_eq!(fs::read(&out).expect("there"), b"what was there");
}

#[test]
fn wrong_usage_is_status_2() {
    let folder = archive();
    for wrong in [
        &["parse", "--no-such-option"][..],
        &["no-such-command"],
        &["parse", "--encoding", "klingon", "in"],
        &["parse", "--edition", "nowhere-1999", "in"],
        &["parse", "--max-bytes", "plenty", "in"],
        &["parse", "--jobs", "0", "in"],
        &["facts", "--format", "xls", "in"],
        &["completions", "nosh"],
    ] {
        let output = run(folder.path(), wrong);
        assert_eq!(status(&output), 2, "{wrong:?}");
        assert_eq!(text(&output.stdout), "", "{wrong:?}");
        assert!(!output.stderr.is_empty(), "{wrong:?}");
    }
}

#[test]
fn the_encoding_can_be_given() {
    let folder = archive();
    let (bytes, _, _) =
        encoding_rs::BIG5.encode("水務局2018年政府信息公開工作年度報告\n一、概述\n");
    let output = run_with(folder.path(), &["parse", "--encoding", "big5"], &bytes);
    assert_eq!(status(&output), 0);
    let record = json(&output.stdout);
    assert_eq!(record["source"]["encoding"]["used"], "Big5");
    assert_eq!(record["source"]["encoding"]["how"], "given");
}

#[test]
fn the_tidy_table_has_its_head_even_without_rows() {
    const HEAD: &str = "report,agency,year,edition,table,indicator,column,label,unit,value,raw,\
                        kind,how,derived,line,path\n";
    let folder = archive();
    let none = run(folder.path(), &["facts", "in/a.txt"]);
    assert_eq!(text(&none.stdout), HEAD);
    assert_eq!(status(&none), 3);
    let bom = run(folder.path(), &["facts", "--bom", "in/c.txt"]);
    assert!(text(&bom.stdout).starts_with(&format!("\u{feff}{HEAD}")));
}

#[test]
fn a_summary_says_what_is_in_an_archive() {
    let folder = archive();
    fs::copy(
        folder.path().join("in/c.txt"),
        folder.path().join("in/d.md"),
    )
    .expect("copied");
    let output = run(folder.path(), &["summary", "--format", "json", "in"]);
    assert_eq!(status(&output), 3);
    let summary = json(&output.stdout);
    assert_eq!(summary["schema"], "gongkai/summary/1");
    assert_eq!(summary["read"], 4);
    assert_eq!(summary["reports"], 3);
    assert_eq!(summary["errors"], serde_json::json!({"not_a_report": 1}));
    assert_eq!(summary["years"], serde_json::json!({"2017": 1, "2018": 2}));
    assert_eq!(
        summary["duplicates"],
        serde_json::json!([["in/c.txt", "in/d.md"]])
    );
    let printed = run(folder.path(), &["summary", "in"]);
    assert!(text(&printed.stdout).starts_with("4 read, 3 reports\n"));
    assert!(text(&printed.stdout).contains("\n  2018  2\n"));
    assert!(text(&printed.stdout).contains("\n  in/c.txt  in/d.md\n"));
}

#[test]
fn completions_are_there_for_every_shell() {
    let folder = archive();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(folder.path(), &["completions", shell]);
        assert_eq!(status(&output), 0);
        assert!(text(&output.stdout).contains("files-from"), "{shell}");
    }
}

#[test]
fn there_is_a_man_page_for_every_command() {
    let folder = archive();
    fs::create_dir(folder.path().join("man1")).expect("written");
    let output = run(folder.path(), &["man", "man1"]);
    assert_eq!(status(&output), 0);
    for page in [
        "gongkai.1",
        "gongkai-parse.1",
        "gongkai-facts.1",
        "gongkai-summary.1",
    ] {
        let page = fs::read_to_string(folder.path().join("man1").join(page)).expect(page);
        assert!(page.contains(".SH NAME"));
    }
    let nowhere = run(folder.path(), &["man", "nowhere"]);
    assert_eq!(status(&nowhere), 2);
}

#[test]
fn version_and_help() {
    let folder = archive();
    let version = run(folder.path(), &["--version"]);
    assert_eq!(
        text(&version.stdout),
        concat!("gongkai ", env!("CARGO_PKG_VERSION"), "\n")
    );
    let help = run(folder.path(), &["--help"]);
    assert!(text(&help.stdout).contains("Exit status:"));
}

/// `docs/help.txt` is what every command's `--help` says. `UPDATE=1 cargo test` writes it anew.
#[test]
fn the_committed_help_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = text(&run(root, &["--help"]).stdout).to_owned();
    let commands: Vec<String> = all
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|command| *command != "help")
        .map(str::to_owned)
        .collect();
    assert!(commands.len() >= 5, "{commands:?}");
    for command in commands {
        let help = run(root, &[&command, "--help"]);
        all.push_str(&format!("\n\n$ gongkai {command} --help\n"));
        all.push_str(text(&help.stdout));
    }
    let committed = root.join("docs/help.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&committed, &all).expect("written");
    }
    assert!(
        fs::read_to_string(&committed).expect("docs/help.txt") == all,
        "docs/help.txt is old; UPDATE=1 cargo test --test cli"
    );
}
