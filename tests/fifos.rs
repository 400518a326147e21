//! What is no file: a FIFO or device that is named is read, one in a folder is passed over.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const REPORT: &str =
    "青屿县水务局2018年政府信息公开工作年度报告\n一、概述\n本年主动公开政府信息3条。\n";

/// What the program does at most; one that waits for a writer that never comes would not end.
const PATIENCE: Duration = Duration::from_secs(60);

fn fifo(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.wait_with_output().unwrap()
}

/// Year or error of each record.
fn records(output: &Output) -> Vec<String> {
    (String::from_utf8(output.stdout.clone()).unwrap().lines())
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let path = record["source"]["path"].as_str().unwrap().to_owned();
            match record["error"]["code"].as_str() {
                Some(code) => format!("{path} {code}"),
                None => format!("{path} {}", record["year"]),
            }
        })
        .collect()
}

#[test]
fn a_fifo_that_is_named_is_read_until_its_writer_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    fifo(&path);
    let writer = std::thread::spawn(move || {
        let mut pipe = OpenOptions::new().write(true).open(path).unwrap();
        let (first, rest) = REPORT.as_bytes().split_at(20);
        pipe.write_all(first).unwrap();
        pipe.flush().unwrap();
        std::thread::sleep(Duration::from_millis(300));
        pipe.write_all(rest).unwrap();
    });
    let output = run(&["parse", "--format", "jsonl", "pipe"], folder.path());
    writer.join().unwrap();
    assert!(output.status.success());
    assert_eq!(records(&output), ["pipe 2018"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_fifo_that_ends_without_a_byte_is_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    fifo(&path);
    let writer = std::thread::spawn(move || drop(OpenOptions::new().write(true).open(path)));
    let output = run(&["parse", "--format", "jsonl", "pipe"], folder.path());
    writer.join().unwrap();
    assert_eq!(records(&output), ["pipe not_a_report"]);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn fifos_and_devices_in_a_folder_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    fs::create_dir(&archive).unwrap();
    fs::write(archive.join("b.txt"), REPORT).unwrap();
    fifo(&archive.join("a.txt"));
    fifo(&archive.join("c.zip"));
    fifo(&archive.join("d.txt.gz"));
    std::os::unix::fs::symlink("a.txt", archive.join("e.txt")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", archive.join("f.txt")).unwrap();
    std::os::unix::fs::symlink("b.txt", archive.join("g.txt")).unwrap();
    for jobs in ["1", "4"] {
        let output = run(&["parse", "--jobs", jobs, "archive"], folder.path());
        assert!(output.status.success());
        assert_eq!(
            records(&output),
            ["archive/b.txt 2018", "archive/g.txt 2018"]
        );
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("2 read: 2 parsed"), "{said}");
    }
}

/// A device that never ends is refused like any other document that is too large.
#[test]
fn a_device_that_is_named_is_read_up_to_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(
        &[
            "parse",
            "--format",
            "jsonl",
            "--max-bytes",
            "1000000",
            "/dev/zero",
            "/dev/null",
        ],
        folder.path(),
    );
    assert_eq!(
        records(&output),
        ["/dev/zero too_large", "/dev/null not_a_report"]
    );
    assert_eq!(output.status.code(), Some(3));
}
