//! The corpus: every document gives exactly the JSON beside it.
//!
//! `GONGKAI_BLESS=1` writes the JSON anew; read the difference before you commit it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

use std::path::{Path, PathBuf};

fn documents(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            documents(&path, into);
        } else if path
            .extension()
            .is_some_and(|e| e == "txt" || e == "md" || e == "html")
            && path.parent() != Some(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
        {
            into.push(path);
        }
    }
    into.sort();
}

fn json(path: &Path, root: &Path) -> String {
    let name = path
        .strip_prefix(root)
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/");
    let bytes = std::fs::read(path).unwrap();
    let options = gongkai::Options {
        path: &name,
        ..gongkai::Options::default()
    };
    let report = gongkai::parse(&bytes, &options).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut json =
        serde_json::to_string_pretty(&gongkai::output::json::Report::from(&report)).unwrap();
    json.push('\n');
    json
}

#[test]
fn every_document_gives_the_json_beside_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let bless = std::env::var_os("GONGKAI_BLESS").is_some();
    let mut paths = Vec::new();
    documents(&root, &mut paths);
    assert!(
        paths
            .iter()
            .filter(|p| p.extension().is_some_and(|e| e != "html"))
            .count()
            >= 12
    );
    let mut differ = Vec::new();
    for path in paths {
        let got = json(&path, &root);
        let beside = path.with_extension("json");
        // Pages are held against their text by tests/equivalence.rs; one of each kind has its JSON.
        if path.extension().is_some_and(|e| e == "html") && !beside.exists() {
            continue;
        }
        if bless {
            std::fs::write(&beside, got).unwrap();
            continue;
        }
        let want = std::fs::read_to_string(&beside).unwrap_or_default();
        if got != want {
            let line = got
                .lines()
                .zip(want.lines())
                .take_while(|(a, b)| a == b)
                .count();
            differ.push(format!(
                "{}: line {}: {} for {}",
                path.strip_prefix(&root).unwrap().display(),
                line + 1,
                got.lines().nth(line).unwrap_or("").trim(),
                want.lines().nth(line).unwrap_or("nothing").trim(),
            ));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
