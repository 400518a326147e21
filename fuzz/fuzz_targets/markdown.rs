//! Any text after a heading of Markdown and a pipe table's first rows.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut text = "# 青屿县水务局2021年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| --- | --- | --- | --- |\n".as_bytes().to_vec();
    text.extend_from_slice(data);
    let _ = gongkai_fuzz::parse_and_hold(&text);
});
