//! Any markup inside a page that is a report; both readers of pages make the same of it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut page =
        "<html><body><h1>青屿县水务局2021年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
            .as_bytes()
            .to_vec();
    page.extend_from_slice(data);
    let _ = gongkai_fuzz::parse_and_hold(&page);
    let _ = gongkai_fuzz::parse_and_hold(data);
    if let Ok(page) = std::str::from_utf8(&page)
        && let Some([stream, tree]) = gongkai::source::html::both::read(page)
    {
        assert!(stream == tree, "the stream:\n{stream}\nthe tree:\n{tree}");
    }
});
