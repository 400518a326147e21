//! Structure-aware: the bytes make a report, a layout and a charset; the parser gives it back.
#![no_main]

use gongkai_fuzz::support::expect::judge;
use gongkai_fuzz::support::{Charset, Dice, Report, Shape};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut dice = Dice::from_bytes(data);
    let report = Report::any(&mut dice);
    let shape = *dice.pick(&Shape::ALL);
    let charset = Charset::any(&mut dice);
    let text = shape.print(&report, None, &mut dice);
    // An envelope is ASCII, and its parts have charsets of their own.
    let encoded = (!text.is_ascii()).then(|| charset.encode(&text)).flatten();
    let bytes = encoded.unwrap_or_else(|| text.clone().into_bytes());
    let parsed =
        gongkai_fuzz::parse_and_hold(&bytes).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let verdict = judge(&report, &parsed);
    assert!(
        verdict.wrong.is_empty(),
        "wrong: {:#?}\n{text}",
        verdict.wrong
    );
    assert!(
        verdict.metadata.is_empty(),
        "metadata: {:#?}\n{text}",
        verdict.metadata
    );
    if shape.settles(&report) {
        assert!(
            verdict.missing.is_empty(),
            "missing: {:#?}\n{text}",
            verdict.missing
        );
    }
});
