//! A table's text straight into reconstruction: the input stands under the heading of a table, in
//! an edition that the first byte chooses.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    let Ok(rest) = std::str::from_utf8(rest) else {
        return;
    };
    let (year, head) = match first % 4 {
        0 => (2018, "附表\n指标名称\t计量单位\t2018年度\t历年累计\n"),
        1 => (2016, "附件\n统计指标\t单位\t统计数\n"),
        2 => (2020, "二、主动公开政府信息情况\n"),
        _ => (2023, "三、收到和处理政府信息公开申请情况\n"),
    };
    let text =
        format!("青屿县水务局{year}年政府信息公开工作年度报告\n一、总体情况\n无。\n{head}{rest}");
    let _ = gongkai_fuzz::parse_and_hold(text.as_bytes());
});
