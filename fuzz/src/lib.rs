//! What the targets share: the generator of tests/support and what must hold of every report.

#[path = "../../tests/support/mod.rs"]
pub mod support;

use gongkai::{NotAReport, Options, Report};

/// Parses and holds the result against everything that must be true of any report.
///
/// # Panics
/// If something is not: that is the finding.
pub fn parse_and_hold(bytes: &[u8]) -> Result<Report, NotAReport> {
    let parsed = gongkai::parse(bytes, &Options::default());
    match &parsed {
        Ok(report) => {
            if let Err(broken) = support::invariants::hold(report) {
                panic!("{broken}");
            }
            let json = support::invariants::json(report).unwrap_or_else(|broken| panic!("{broken}"));
            let again = gongkai::parse(bytes, &Options::default()).expect("the same again");
            let again = serde_json::to_string(&gongkai::output::json::Report::from(&again));
            assert!(json == again.expect("JSON"), "the same bytes gave other JSON");
        }
        Err(error) => {
            assert!(!error.code.is_empty() && !error.message.is_empty());
            let again = gongkai::parse(bytes, &Options::default()).expect_err("the same again");
            assert_eq!(again, *error);
        }
    }
    parsed
}
