//! Any bytes, with a title in front so that most of them are taken for a report.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = gongkai_fuzz::parse_and_hold(data);
    let mut titled = "青屿县水务局2021年政府信息公开工作年度报告\n一、总体情况\n"
        .as_bytes()
        .to_vec();
    titled.extend_from_slice(data);
    let report = gongkai_fuzz::parse_and_hold(&titled);
    if let (Ok(report), Ok(_)) = (&report, std::str::from_utf8(data)) {
        // A page's text is made of it; one that was garbled once is read as what it was before.
        let is_undone = |found: &gongkai::report::Diagnostic| found.code == "mojibake_undone";
        if report.source.form != gongkai::report::Form::Html
            && !report.diagnostics.iter().any(is_undone)
        {
            assert_eq!(report.text.len(), titled.len());
        }
    }
});
