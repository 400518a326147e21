//! Numbers in prose: which of them the clause says to be which indicator, in the real reports
//! beside the repository. Whatever is mapped is mapped rightly; the lists are complete.
//!
//! Skipped where the reports are not there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use gongkai::report::{Severity, Status};

fn report(name: &str) -> Option<gongkai::Report> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/reports")
        .join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {name} is not there");
        return None;
    };
    Some(gongkai::parse(&bytes, &gongkai::Options::default()).unwrap())
}

/// Value and indicator of what is mapped, in the text's order.
fn mapped(report: &gongkai::Report) -> Vec<(&str, &str)> {
    report
        .quantities
        .iter()
        .filter_map(|q| Some((&*q.value, q.indicator.as_deref()?)))
        .collect()
}

/// Identities with a violation, and the codes of errors.
fn wrong(report: &gongkai::Report) -> (Vec<&str>, Vec<&str>) {
    let violated = report
        .checks
        .iter()
        .filter(|c| c.status == Status::Violated);
    let errors = report
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error);
    (
        violated.map(|c| &*c.identity).collect(),
        errors.map(|d| d.code).collect(),
    )
}

#[test]
fn every_form_of_one_report_says_the_same_and_proves_it() {
    for name in [
        "huaian-2024.layout.txt",
        "huaian-2024.raw.txt",
        "huaian-2024.default.txt",
        "huaian-2024.page.html",
        "huaian-2024.dense.html",
    ] {
        let Some(report) = report(name) else { return };
        assert_eq!(
            mapped(&report),
            [
                ("3119", "requests.received"),
                ("3050", "results.total"),
                ("34", "requests.carried_in"),
                ("103", "requests.carried_out"),
                ("351", "review.total"),
                ("72", "review.upheld"),
                ("64", "review.corrected"),
                ("178", "review.other"),
                ("37", "review.pending"),
                ("46", "litigation.total"),
                ("25", "litigation.upheld"),
                ("5", "litigation.corrected"),
                ("9", "litigation.other"),
                ("7", "litigation.pending"),
            ],
            "{name}"
        );
        assert_eq!(wrong(&report), (vec![], vec![]), "{name}");
    }
}

#[test]
fn the_years_and_the_cumulative_number_agree_with_the_table() {
    let Some(report) = report("quangang-2018.txt") else {
        return;
    };
    assert_eq!(
        mapped(&report),
        [
            ("324", "disclosure.documents"),
            ("31", "disclosure.documents"),
            ("0", "requests.received"),
        ]
    );
    assert_eq!(
        wrong(&report),
        (vec!["PARTS-ANNOUNCED"], vec!["PARTS-ANNOUNCED"])
    );
}

#[test]
fn a_sum_in_prose_contradicts_the_table_and_blank_totals_do_not() {
    let Some(report) = report("shanghai-2019.html") else {
        return;
    };
    let mapped = mapped(&report);
    for known in [
        ("859", "requests.received"),
        ("805", "results.total"),
        ("18", "requests.carried_in"),
        ("72", "requests.carried_out"),
        ("35", "results.refused"),
        ("158", "results.not_processed"),
        ("0", "results.other"),
        ("7", "review.total"),
        ("9", "litigation.total"),
    ] {
        assert!(mapped.contains(&known), "{known:?} of {mapped:?}");
    }
    assert!(
        mapped.iter().all(|(_, indicator)| {
            !indicator.starts_with("results.granted") && !indicator.starts_with("disclosure")
        }),
        "{mapped:?}"
    );
    assert_eq!(wrong(&report), (vec!["TEXT-TABLE"], vec!["TEXT-TABLE"]));
    let violated = report
        .checks
        .iter()
        .find(|c| c.status == Status::Violated)
        .unwrap();
    assert_eq!(
        (violated.left.as_deref(), violated.right.as_deref()),
        (Some("258"), Some("275"))
    );
    let total = report
        .checks
        .iter()
        .find(|c| c.identity == "REQ-RESULTS" && c.column.as_deref() == Some("total"))
        .unwrap();
    assert_eq!(total.status, Status::NotEvaluable);
}
