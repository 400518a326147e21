//! The real reports beside the repository: every fact right, none false. Skipped where they are
//! not there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use support::expect::{facts, heading_key, squash};

fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if shared.join("gold").is_dir() {
        return Some(shared);
    }
    eprintln!("skipped: ../shared is not there");
    None
}

type Gold = BTreeMap<String, BTreeMap<(String, String), Option<String>>>;

fn gold(folder: &Path) -> Gold {
    let mut gold = Gold::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().extension().is_some_and(|e| e == "csv") {
            for row in csv::Reader::from_path(entry.path()).unwrap().records() {
                let row = row.unwrap();
                let value = (!row[3].is_empty()).then(|| row[3].to_owned());
                gold.entry(row[0].to_owned())
                    .or_default()
                    .insert((row[1].to_owned(), row[2].to_owned()), value);
            }
        }
    }
    gold
}

fn number(value: &Option<String>) -> Option<rust_decimal::Decimal> {
    value
        .as_ref()
        .map(|v| v.parse::<rust_decimal::Decimal>().unwrap().normalize())
}

#[test]
fn every_fact_of_the_real_reports_is_right() {
    let Some(shared) = shared() else { return };
    for (name, facts_of) in gold(&shared.join("gold")) {
        let bytes = std::fs::read(shared.join("reports").join(&name)).unwrap();
        let got = facts(&support::parse(&bytes).unwrap());
        let mut right = 0;
        for (key, value) in &got {
            let want = facts_of
                .get(key)
                .unwrap_or_else(|| panic!("{name}: {key:?} is not printed"));
            assert_eq!(number(value), number(want), "{name}: {key:?}");
            right += 1;
        }
        // Labels and values stand in separate runs there: not all of it can be settled.
        let at_least = if name.contains(".default.") {
            facts_of.len() * 6 / 10
        } else {
            facts_of.len()
        };
        assert!(
            right >= at_least,
            "{name}: {right} of {} facts",
            facts_of.len()
        );
    }
}

#[test]
fn metadata_of_the_real_reports_is_right() {
    let Some(shared) = shared() else { return };
    let meta: serde_json::Value =
        serde_json::from_slice(&std::fs::read(shared.join("gold/meta.json")).unwrap()).unwrap();
    for (name, want) in meta.as_object().unwrap() {
        let report =
            support::parse(&std::fs::read(shared.join("reports").join(name)).unwrap()).unwrap();
        let text = |of: &Option<gongkai::report::Text>| of.as_ref().map(|t| squash(&t.text));
        assert_eq!(
            text(&report.title).as_deref(),
            want["title"].as_str(),
            "{name}"
        );
        assert_eq!(
            text(&report.agency).as_deref(),
            want["agency"].as_str(),
            "{name}"
        );
        assert_eq!(report.year.map(u64::from), want["year"].as_u64(), "{name}");
        assert_eq!(
            report.edition.as_ref().map(|e| e.id.as_str()),
            want["edition"].as_str(),
            "{name}"
        );
        let period = report.period.as_ref().unwrap();
        assert_eq!(
            serde_json::json!([period.start, period.end]),
            want["period"],
            "{name}"
        );
        let headings: Vec<String> = report
            .sections
            .iter()
            .filter_map(|s| Some(heading_key(&format!("{}{}", s.number.as_ref()?, s.heading))))
            .collect();
        let want: Vec<String> = want["headings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| heading_key(h.as_str().unwrap()))
            .collect();
        assert_eq!(headings, want, "{name}");
    }
}

/// The vocabulary against the list of the form's rows (a copy of it stands beside the generator).
#[test]
fn the_vocabulary_is_the_forms() {
    let vocabulary = gongkai::Vocabulary::builtin();
    let mut seen = 0;
    for edition in [
        "fujian-2008",
        "national-2014",
        "national-2019",
        "national-2021",
    ] {
        let ours = vocabulary
            .editions
            .iter()
            .find(|e| e.id == edition)
            .unwrap_or_else(|| panic!("{edition}"));
        for table in ["statistics", "disclosure", "requests", "review"] {
            let want = support::forms::rows(edition, table);
            let Some(form) = ours.tables.iter().find(|t| t.id == table) else {
                assert!(want.is_empty(), "{edition} {table}");
                continue;
            };
            let rows = |with: &dyn Fn(&str) -> bool| -> Vec<(String, String)> {
                want.iter()
                    .filter(|row| with(row.indicator))
                    .map(|row| (row.indicator.to_owned(), row.label.to_owned()))
                    .collect()
            };
            let have: Vec<(String, String)> = form
                .rows
                .iter()
                .filter_map(|row| Some((row.indicator.as_deref()?.to_owned(), row.label.clone())))
                .collect();
            assert_eq!(
                have,
                rows(&|indicator| !indicator.is_empty()),
                "{edition} {table}"
            );
            for row in want.iter().filter(|row| !row.also.is_empty()) {
                let ours = form
                    .rows
                    .iter()
                    .find(|r| r.indicator.as_deref() == Some(row.indicator))
                    .unwrap();
                assert!(
                    ours.aliases.iter().any(|a| a == row.also),
                    "{edition} {table} {}",
                    row.also
                );
            }
            seen += want.len();
        }
    }
    assert_eq!(seen, support::forms::all().count());
}

#[test]
fn the_copy_of_the_forms_rows_is_true() {
    let Some(shared) = shared() else { return };
    assert_eq!(
        std::fs::read_to_string(shared.join("spec/editions.tsv")).unwrap(),
        include_str!("support/editions.tsv")
    );
}
