//! Every code that the program can print is explained.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::path::Path;

/// The codes in a file of Rust: `code: "…"` and the constants that stand for one.
fn codes(text: &str, found: &mut BTreeSet<String>) {
    for mark in [
        "code: \"",
        "const CODE: &str = \"",
        "check(\n        \"",
        "error(\"",
        "Failure::new(\"",
    ] {
        for (at, _) in text.match_indices(mark) {
            let code = text[at + mark.len()..].split('"').next().unwrap();
            if code
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
            {
                found.insert(code.to_owned());
            }
        }
    }
}

fn walk(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            // What is behind the tests' mark makes codes of its own.
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            codes(text, found);
        }
    }
}

#[test]
fn every_code_is_explained_with_a_sound_and_a_broken_example() {
    let mut found = BTreeSet::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    for identity in gongkai::Vocabulary::builtin()
        .editions
        .iter()
        .flat_map(|edition| &edition.identities)
    {
        found.insert(identity.id.to_string());
    }
    assert!(
        found.contains("unclaimed") && found.contains("TEXT-TABLE"),
        "{found:?}"
    );
    let missing: Vec<&String> = found
        .iter()
        .filter(|code| gongkai::check::explain::explain(code).is_none())
        .collect();
    assert!(
        missing.is_empty(),
        "docs/checks.md does not explain {missing:?}"
    );
    for explanation in gongkai::check::explain::all() {
        for part in ["Sound:", "Broken:", "What to do:"] {
            assert!(
                explanation.text.contains(part),
                "{} has no {part}",
                explanation.code
            );
        }
        assert!(!explanation.summary().is_empty());
    }
}
