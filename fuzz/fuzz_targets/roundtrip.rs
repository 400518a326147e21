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
    let bytes = charset.encode(&text).unwrap_or_else(|| text.clone().into_bytes());
    let parsed = gongkai_fuzz::parse_and_hold(&bytes).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let verdict = judge(&report, &parsed);
    assert!(verdict.wrong.is_empty(), "wrong: {:#?}\n{text}", verdict.wrong);
    // The edition is known by its table: where the print does not settle that, it can be absent.
    let is_settled = shape.settles(&report);
    let is_open = |wrong: &String| !is_settled && wrong.starts_with("edition:  for ");
    let metadata: Vec<&String> = verdict.metadata.iter().filter(|wrong| !is_open(wrong)).collect();
    assert!(metadata.is_empty(), "metadata: {metadata:#?}\n{text}");
    if is_settled {
        assert!(verdict.missing.is_empty(), "missing: {:#?}\n{text}", verdict.missing);
    }
});
