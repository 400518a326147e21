//! What the targets share: the generator of tests/support and what must hold of every report.

#[path = "../../tests/support/mod.rs"]
pub mod support;

use std::sync::LazyLock;

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
            if !thorough(bytes) {
                return parsed;
            }
            let json =
                support::invariants::json(report).unwrap_or_else(|broken| panic!("{broken}"));
            let again = gongkai::parse(bytes, &Options::default()).expect("the same again");
            let again = serde_json::to_string(&gongkai::output::json::Report::from(&again));
            assert!(
                json == again.expect("JSON"),
                "the same bytes gave other JSON"
            );
        }
        Err(error) => {
            assert!(!error.code.is_empty() && !error.message.is_empty());
            let again = gongkai::parse(bytes, &Options::default()).expect_err("the same again");
            assert_eq!(again, *error);
        }
    }
    parsed
}

/// Whether these bytes are also printed, held against the schema and parsed a second time.
///
/// That is most of the work and finds the least: one in four has it, chosen by the bytes, so that a
/// finding stays one. `FUZZ_THOROUGH=1` gives it to all, for making a finding smaller.
fn thorough(bytes: &[u8]) -> bool {
    static ALL: LazyLock<bool> = LazyLock::new(|| std::env::var_os("FUZZ_THOROUGH").is_some());
    let mixed = (bytes.iter()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    *ALL || (mixed >> 32).is_multiple_of(4)
}
