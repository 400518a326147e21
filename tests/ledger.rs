//! Nothing is lost and nothing is invented: every visible character of a document is in exactly
//! one node, every span is a piece of the text, every value is printed in its cell.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};

use support::invariants::{hold, json};
use support::{Dice, Report, Shape, parse, rounds};

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else if path
            .extension()
            .is_some_and(|e| e == "txt" || e == "md" || e == "html" || e == "mht")
            && path.file_name().is_some_and(|name| name != "README.md")
        {
            into.push(path);
        }
    }
    into.sort();
}

fn all_hold(folder: &str) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let mut broken = Vec::new();
    for path in &paths {
        let bytes = std::fs::read(path).unwrap();
        let done = parse(&bytes).map_err(|e| e.to_string()).and_then(|report| {
            hold(&report)?;
            json(&report)
        });
        if let Err(error) = done {
            broken.push(format!(
                "{}: {error}",
                path.file_name().unwrap().to_string_lossy()
            ));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    paths.len()
}

#[test]
fn of_the_corpus() {
    assert!(all_hold("corpus") >= 12);
}

#[test]
fn of_the_real_reports() {
    if all_hold("../shared/reports") == 0 {
        eprintln!("skipped: ../shared/reports is not there");
    }
}

#[test]
fn of_generated_reports() {
    let mut broken = Vec::new();
    for seed in 0..rounds(300) {
        let mut dice = Dice::new(7_000_000 + seed);
        let report = Report::any(&mut dice);
        let shape = Shape::ALL[seed as usize % Shape::ALL.len()];
        let text = shape.print(&report, None, &mut dice);
        if let Err(error) = parse(text.as_bytes())
            .map_err(|e| e.to_string())
            .and_then(|r| hold(&r))
        {
            broken.push(format!(
                "seed {seed} {} {}: {error}",
                report.edition.id(),
                shape.name()
            ));
        }
    }
    assert!(
        broken.is_empty(),
        "{} broken\n{}",
        broken.len(),
        broken[..broken.len().min(12)].join("\n")
    );
}

/// "Said once": the compact JSON of a real report stays under twelve times its text.
///
/// The corpus has two hundred one-digit cells around a page of prose, where it comes to twenty-four
/// times; held there so that it does not grow unseen.
#[test]
fn the_json_is_bounded_by_the_text() {
    for (folder, times) in [("../shared/reports", 12), ("corpus", 25)] {
        let mut paths = Vec::new();
        files(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut paths,
        );
        for path in paths
            .iter()
            .filter(|path| path.extension().is_some_and(|e| e != "html" && e != "mht"))
        {
            let report = parse(&std::fs::read(path).unwrap()).unwrap();
            let size = json(&report).unwrap().len();
            assert!(
                size < times * report.text.len(),
                "{}: {size} bytes of JSON for {} of text",
                path.display(),
                report.text.len()
            );
        }
    }
}
