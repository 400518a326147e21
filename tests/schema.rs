//! The JSON Schema of `parse`'s output: the committed copy is current, and what is printed is
//! valid by it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use gongkai::output::json::{ErrorRecord, Record, schema};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every document of a folder and its folders.
fn documents(folder: PathBuf) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if ["txt", "html", "md"]
                .iter()
                .any(|suffix| path.extension().is_some_and(|found| found == *suffix))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// `UPDATE=1 cargo test` writes it anew.
#[test]
fn the_committed_schema_is_current() {
    let committed = root().join("docs/report.schema.json");
    let mut current = serde_json::to_string_pretty(&schema()).expect("JSON");
    current.push('\n');
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&committed, &current).expect("written");
    }
    assert!(
        fs::read_to_string(&committed).expect("docs/report.schema.json") == current,
        "docs/report.schema.json is old; UPDATE=1 cargo test --test schema"
    );
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let validator = jsonschema::draft202012::new(schema().as_value()).expect("a schema");
    for wrong in [
        r#"{}"#,
        r#"{"schema":"gongkai/report/1"}"#,
        r#"{"schema":"gongkai/report/2","source":{"path":""},"error":{"code":"","message":""}}"#,
        r#"{"schema":"gongkai/report/1","source":{"path":""},"error":{"code":""}}"#,
    ] {
        let wrong: Value = serde_json::from_str(wrong).expect("JSON");
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn everything_printed_is_valid() {
    let validator = jsonschema::draft202012::new(schema().as_value()).expect("a schema");
    let mut documents_seen = documents(root().join("corpus"));
    let shared = documents(root().join("../shared/reports"));
    if shared.is_empty() {
        println!("skipped: no real reports here");
    }
    documents_seen.extend(shared);
    let mut reports = 0;
    for path in documents_seen {
        let bytes = fs::read(&path).expect("read");
        let parsed = gongkai::parse(&bytes, &gongkai::Options::default());
        let record = match &parsed {
            Ok(report) => {
                reports += 1;
                Record::Report(Box::new(report.into()))
            }
            Err(error) => Record::Error(ErrorRecord::new("x", None, error.code, &error.message)),
        };
        let compact = serde_json::to_string(&record).expect("JSON");
        let value: Value = serde_json::from_str(&compact).expect("JSON");
        if let Err(error) = validator.validate(&value) {
            panic!("{}: {error} at {}", path.display(), error.instance_path());
        }
    }
    println!("{reports} reports are valid");
}
