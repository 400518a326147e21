//! `--resume`: whatever stopped a run, the next one gives what one run would have given.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn report(number: u16) -> String {
    let paragraph = format!("　　本年主动公开政府信息{number}条。\n");
    format!(
        "青禾县水务局{}年政府信息公开工作年度报告\n\n一、概述\n{}",
        1900 + number % 100,
        paragraph.repeat(10)
    )
}

fn archive(reports: u16) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for number in 0..reports {
        let path = folder.path().join(format!("in/{number:04}.txt"));
        if number % 50 == 7 {
            fs::write(path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
        } else {
            fs::write(path, report(number)).unwrap();
        }
    }
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Starts a run, and sends it a signal when its output has grown to `bytes`.
fn stopped(folder: &Path, arguments: &[&str], signal: &str, bytes: u64) -> Output {
    let child = command(folder, arguments).spawn().unwrap();
    let part = folder.join("out.part");
    while fs::metadata(&part).map_or(0, |part| part.len()) < bytes {
        std::thread::sleep(Duration::from_millis(1));
    }
    let kill = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    child.wait_with_output().unwrap()
}

#[test]
fn a_killed_run_is_gone_on_with() {
    let folder = archive(600);
    let folder = folder.path();
    for command in ["parse", "facts"] {
        let whole = run(folder, &[command, "in", "-o", "whole"]);
        let whole_bytes = fs::read(folder.join("whole")).unwrap();
        let resumed = [command, "in", "--resume", "-o", "out"];
        if command == "parse" {
            let killed = stopped(folder, &resumed, "-KILL", 700 << 10);
            assert_eq!(killed.status.code(), None, "it was still running");
            assert!(!folder.join("out").exists());
        }
        let output = run(folder, &resumed);
        assert_eq!(output.status.code(), whole.status.code());
        assert_eq!(output.stderr.is_empty(), whole.stderr.is_empty());
        assert!(fs::read(folder.join("out")).unwrap() == whole_bytes);
        assert!(!folder.join("out.part").exists());
        // The last line counts what was taken over, too.
        let last = |output: &Output| {
            let text = String::from_utf8(output.stderr.clone()).unwrap();
            text.lines().last().unwrap().to_owned()
        };
        assert_eq!(last(&output), last(&whole));
        assert_eq!(
            last(&whole),
            "gongkai: 600 read: 588 parsed, 12 no reports, 0 failed"
        );
    }
}

#[test]
fn an_interrupted_run_leaves_whole_records_and_says_how_to_go_on() {
    let folder = archive(600);
    let folder = folder.path();
    let resumed = ["parse", "in", "--resume", "-o", "out"];
    let stopped = stopped(folder, &resumed, "-INT", 300 << 10);
    assert_eq!(stopped.status.code(), Some(130));
    let said = String::from_utf8(stopped.stderr).unwrap();
    assert!(said.contains("the same command goes on"), "{said}");
    let part = fs::read_to_string(folder.join("out.part")).unwrap();
    let mut records = 0;
    for line in part.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
        records += 1;
    }
    let journal = fs::read_to_string(folder.join("out.resume")).unwrap();
    assert_eq!(journal.lines().count(), 1 + records);
    run(folder, &resumed);
    run(folder, &["parse", "in", "-o", "whole"]);
    assert!(fs::read(folder.join("out")).unwrap() == fs::read(folder.join("whole")).unwrap());
}

#[test]
fn a_torn_end_is_cut_off() {
    let folder = archive(60);
    let folder = folder.path();
    let resumed = ["parse", "in", "--resume", "-o", "out"];
    run(folder, &resumed);
    let whole = fs::read(folder.join("out")).unwrap();
    let journal = fs::read(folder.join("out.resume")).unwrap();
    for (output, journal_bytes) in [
        (whole.len() - 1, journal.len()),
        (whole.len() / 2, journal.len() - 3),
        (whole.len() - 1, journal.len() / 2),
        (0, journal.len()),
        (whole.len(), 10),
        (whole.len(), 0),
    ] {
        fs::remove_file(folder.join("out")).unwrap();
        fs::write(folder.join("out.part"), &whole[..output]).unwrap();
        fs::write(folder.join("out.resume"), &journal[..journal_bytes]).unwrap();
        run(folder, &resumed);
        assert!(fs::read(folder.join("out")).unwrap() == whole, "{output}");
        assert_eq!(fs::read(folder.join("out.resume")).unwrap(), journal);
    }
}

#[test]
fn what_is_new_or_changed_is_read_again() {
    let folder = archive(60);
    let folder = folder.path();
    let resumed = ["parse", "in", "--resume", "-o", "out", "--errors", "errors"];
    run(folder, &resumed);
    let same = |what: &str| {
        run(folder, &resumed);
        run(folder, &["parse", "in", "-o", "whole", "--errors", "all"]);
        let read = |name: &str| fs::read(folder.join(name)).unwrap();
        assert!(read("out") == read("whole"), "{what}");
        assert!(read("errors") == read("all"), "{what}");
    };
    same("nothing");
    fs::write(folder.join("in/0030.txt"), report(99)).unwrap();
    same("a changed file");
    fs::write(folder.join("in/0001a.txt"), report(98)).unwrap();
    same("a file between");
    fs::write(folder.join("in/9.txt"), report(97)).unwrap();
    same("a file at the end");
    fs::remove_file(folder.join("in/0000.txt")).unwrap();
    same("the first file gone");
    fs::remove_file(folder.join("in/9.txt")).unwrap();
    same("the last file gone");
    fs::rename(folder.join("in/0031.txt"), folder.join("in/0031b.txt")).unwrap();
    same("a file renamed");
    assert_eq!(
        names(folder),
        ["all", "errors", "in", "out", "out.resume", "whole"]
    );
}

#[test]
fn other_options_begin_anew() {
    let folder = archive(20);
    let folder = folder.path();
    run(folder, &["facts", "in", "--resume", "-o", "out"]);
    run(folder, &["facts", "in", "--resume", "-o", "out", "--bom"]);
    let out = fs::read_to_string(folder.join("out")).unwrap();
    assert!(out.starts_with("\u{feff}report,agency"));
    assert_eq!(out.matches("report,agency").count(), 1);
}

#[test]
fn a_compressed_output_is_resumed_too() {
    let folder = archive(120);
    let folder = folder.path();
    run(folder, &["parse", "in", "-o", "plain.jsonl"]);
    run(folder, &["parse", "in", "-o", "whole.jsonl.gz"]);
    run(folder, &["parse", "in", "--resume", "-o", "out.jsonl.gz"]);
    let whole = fs::read(folder.join("whole.jsonl.gz")).unwrap();
    assert!(fs::read(folder.join("out.jsonl.gz")).unwrap() == whole);
    fs::rename(
        folder.join("out.jsonl.gz"),
        folder.join("out.jsonl.gz.part"),
    )
    .unwrap();
    let part = fs::OpenOptions::new()
        .write(true)
        .open(folder.join("out.jsonl.gz.part"))
        .unwrap();
    part.set_len(whole.len() as u64 / 2).unwrap();
    run(folder, &["parse", "in", "--resume", "-o", "out.jsonl.gz"]);
    assert!(fs::read(folder.join("out.jsonl.gz")).unwrap() == whole);
    let mut plain = Vec::new();
    flate2::read::MultiGzDecoder::new(&*whole)
        .read_to_end(&mut plain)
        .unwrap();
    assert!(plain == fs::read(folder.join("plain.jsonl")).unwrap());
}

#[test]
fn resume_needs_an_output_file() {
    let folder = archive(1);
    let output = run(folder.path(), &["parse", "in", "--resume"]);
    assert_eq!(output.status.code(), Some(2));
}
