//! Bad input gets the answer that the table "Bad input" promises, and nothing takes more than
//! linear time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

#[cfg(target_os = "linux")]
#[path = "growth/mod.rs"]
mod growth;

#[cfg(target_os = "linux")]
use growth::grows_linearly;
use support::expect::{facts, judge};
use support::model::Oddities;
use support::{Charset, Dice, Edition, Layout, Report, Shape, parse, print};

fn sample(edition: Edition, seed: u64) -> (Report, Dice) {
    let mut dice = Dice::new(seed);
    let report = Report::new(edition, Oddities::default(), &mut dice);
    (report, dice)
}

fn refused(bytes: &[u8], code: &str) {
    let error = parse(bytes).map(|r| r.title).unwrap_err();
    assert_eq!(error.code, code, "{error}");
    assert!(!error.message.is_empty());
}

#[test]
fn what_is_no_report_is_refused() {
    refused(b"", "not_a_report");
    refused(b" \n\t\r\n\x0c", "not_a_report");
    refused(b"\xef\xbb\xbf", "not_a_report");
    refused(&[0u8; 4096], "not_a_report");
    refused(
        &(0..=255u8).cycle().take(10_000).collect::<Vec<_>>(),
        "not_a_report",
    );
    refused(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0",
        "not_a_report",
    );
    refused(
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0",
        "not_a_report",
    );
    refused(
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        "not_a_report",
    );
    refused(
        b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml",
        "not_a_report",
    );
    refused("购物清单\n牛奶两盒\n鸡蛋一打\n".as_bytes(), "not_a_report");
    refused(
        b"Dear Sir or Madam,\n\nplease find attached the minutes of our meeting.\n",
        "not_a_report",
    );
    refused(
        b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>",
        "not_a_report",
    );
    refused(
        "{\"a\": [1, 2, 3], \"b\": \"一二三\"}".as_bytes(),
        "not_a_report",
    );
}

#[test]
fn a_frameset_names_its_pages() {
    let page = "<html><head><title>x</title></head><frameset cols='20%,80%'><frame src=menu.htm>\
                <frame src='t2019/nb.htm'></frameset></html>";
    let error = parse(page.as_bytes()).map(|r| r.title).unwrap_err();
    assert_eq!(error.code, "not_a_report");
    assert!(
        error.message.ends_with(": menu.htm, t2019/nb.htm"),
        "{error}"
    );
}

#[test]
fn the_message_says_what_was_looked_for() {
    let error = parse("购物清单\n牛奶两盒\n".as_bytes())
        .map(|r| r.title)
        .unwrap_err();
    assert!(error.message.contains("title"), "{error}");
    assert!(error.message.contains("heading"), "{error}");
    assert!(error.message.contains("table"), "{error}");
}

#[test]
fn more_than_max_bytes_is_refused() {
    let options = gongkai::Options {
        max_bytes: 100,
        ..gongkai::Options::default()
    };
    let error = gongkai::parse(&[b'a'; 101], &options)
        .map(|r| r.title)
        .unwrap_err();
    assert_eq!(error.code, "too_large");
    assert!(error.message.contains("100"), "{error}");
}

/// Cut anywhere, the facts before the cut are the whole document's, and the cut is noticed when it
/// goes through a table.
#[test]
fn a_report_cut_off_is_read_up_to_there() {
    for edition in Edition::ALL {
        let (report, mut dice) = sample(edition, 31);
        let text = print::text(&report, Layout::Cells, &mut dice);
        for part in 3..10 {
            let mut cut = text.len() * part / 10;
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            let parsed = parse(&text.as_bytes()[..cut]).unwrap();
            let verdict = judge(&report, &parsed);
            // The last number may have lost digits.
            assert!(
                verdict.wrong.len() <= 1,
                "{} at {part}: {:?}",
                edition.id(),
                verdict.wrong
            );
            assert_eq!(parsed.year, Some(report.year));
        }
        let cut = text.char_indices().rev().nth(60).unwrap().0;
        let parsed = parse(&text.as_bytes()[..cut]).unwrap();
        if matches!(edition, Edition::Fujian2008 | Edition::National2014) {
            assert!(
                parsed.diagnostics.iter().any(|d| d.code == "truncated"),
                "{}: {:?}",
                edition.id(),
                parsed
                    .diagnostics
                    .iter()
                    .map(|d| d.code)
                    .collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn stray_bytes_are_repaired_where_they_stand() {
    for (charset, seed) in [(Charset::Utf8, 1), (Charset::Gb18030, 2)] {
        let (report, mut dice) = sample(Edition::National2021, seed);
        let text = print::text(&report, Layout::Tab, &mut dice);
        let clean = parse(&charset.encode(&text).unwrap()).unwrap();
        let mut bytes = charset.encode(&text).unwrap();
        // Three stray bytes at the ends of lines of prose.
        let ends: Vec<usize> = (0..bytes.len()).filter(|&n| bytes[n] == b'\n').collect();
        for &at in [ends[8], ends[5], ends[4]].iter() {
            bytes.insert(at, 0xff);
        }
        let parsed = parse(&bytes).unwrap();
        assert_eq!(facts(&parsed), facts(&clean), "{charset:?}");
        assert_eq!(parsed.source.encoding.used, clean.source.encoding.used);
        assert_eq!(
            parsed.source.encoding.repairs.len(),
            3,
            "{:?}",
            parsed.source.encoding
        );
        for repair in &parsed.source.encoding.repairs {
            let [from, to] = repair.bytes;
            assert!(bytes[from as usize..to as usize].contains(&0xff));
        }
        assert_eq!(parsed.text.matches('\u{fffd}').count(), 3);
        assert_eq!(parsed.ledger.unclaimed, 0);
    }
}

/// UTF-8 read as GBK and saved as UTF-8: 涓€銆佹€讳綋鎯呭喌.
fn garbled(text: &str) -> String {
    encoding_rs::GBK
        .decode_without_bom_handling(text.as_bytes())
        .0
        .into_owned()
}

#[test]
fn text_garbled_once_is_undone_or_named() {
    for seed in 0..8 {
        let (report, mut dice) = sample(Edition::National2021, 50 + seed);
        let text = print::text(&report, Layout::Tab, &mut dice);
        let garbled = garbled(&text);
        match parse(garbled.as_bytes()) {
            Ok(parsed) => {
                assert!(
                    parsed
                        .diagnostics
                        .iter()
                        .any(|d| d.code.contains("mojibake")),
                    "{:?}",
                    parsed
                        .diagnostics
                        .iter()
                        .map(|d| d.code)
                        .collect::<Vec<_>>()
                );
                let verdict = judge(&report, &parsed);
                assert!(verdict.wrong.is_empty(), "{:?}", verdict.wrong);
            }
            Err(error) => assert_eq!(error.code, "mojibake", "{error}"),
        }
    }
}

#[test]
fn white_space_by_the_thousand_lines_changes_nothing() {
    for shape in [
        Shape::Text(Layout::Tab),
        Shape::Text(Layout::Cells),
        Shape::Page(support::html::Page::Plain),
    ] {
        let (report, mut dice) = sample(Edition::National2021, 77);
        let text = shape.print(&report, None, &mut dice);
        let before = facts(&parse(text.as_bytes()).unwrap());
        let blank = " \t\u{3000}\n".repeat(3000);
        // Before a heading, and behind everything.
        let heading = text.find("三、收到").or_else(|| text.find("三")).unwrap();
        let start = text[..heading].rfind('\n').map_or(0, |at| at + 1);
        let spaced = format!("{}{blank}{}{blank}", &text[..start], &text[start..]);
        let parsed = parse(spaced.as_bytes()).unwrap();
        assert_eq!(facts(&parsed), before, "{}", shape.name());
        assert_eq!(parsed.ledger.unclaimed, 0);
    }
}

const HEAD: &str = "青屿县水务局2021年政府信息公开工作年度报告\n一、总体情况\n";

fn long(unit: &str) -> impl Fn(usize) -> Vec<u8> + '_ {
    move |size| format!("{HEAD}{}", unit.repeat(size / unit.len())).into_bytes()
}

#[cfg(target_os = "linux")]
#[test]
fn cost_stays_linear() {
    // Small, so that the run without optimisation is short; the fuzz target `growth` takes more.
    let size = 12_000;
    grows_linearly("one line", long("公开"), size);
    grows_linearly("one line of digits", long("1234567890"), size);
    grows_linearly("one line of headings", long("（一）"), size);
    grows_linearly("headings", long("（一）甲\n"), size);
    grows_linearly("first headings", long("一、甲\n"), size);
    grows_linearly("enumerations", long("一是甲；二是乙。"), size);
    grows_linearly("blank lines", long(" \n"), size);
    grows_linearly("spaces", long(" "), size);
    grows_linearly("tabs", long("\t"), size);
    grows_linearly("cells", long("\t1\n"), size);
    grows_linearly("rows of tabs", long("规章\t1\t2\t3\n"), size);
    grows_linearly("rows of numbers", long("规章 1 2 3\n"), size);
    grows_linearly("columns", long("规章      1     2     3\n"), size);
    grows_linearly("pipes", long("| 规章 | 1 | 2 |\n"), size);
    grows_linearly("a row of pipes", long("| 1 "), size);
    grows_linearly("numbers on lines", long("1\n\n"), size);
    grows_linearly("labels on lines", long("1.属于国家秘密\n"), size);
    grows_linearly("vertical", long("三\n本\n年\n"), size);
    grows_linearly("open brackets", long("（《〔"), size);
    grows_linearly(
        "titles",
        long("青屿县2021年政府信息公开工作年度报告\n"),
        size,
    );
    grows_linearly("page numbers", long("- 3 -\n"), size);
    grows_linearly("form feeds", long("\u{c}"), size);
    grows_linearly("dates", long("2021年1月1日\n"), size);
    grows_linearly("form rows", long("行政许可\n0\n"), size);
    grows_linearly("year heads", long("2021年度\t历年累计\n"), size);
}

#[test]
fn a_line_of_8_mb_is_read() {
    let bytes = long("政府信息公开，2021年主动公开12条。")(8 << 20);
    let parsed = parse(&bytes).unwrap();
    assert_eq!(parsed.ledger.unclaimed, 0);
}

/// `cargo test --release --test hostile -- --ignored`
#[test]
#[ignore = "takes a minute without optimisation"]
fn a_line_of_60_mb_is_read() {
    let bytes = long("政府信息公开，2021年主动公开12条。")(60 << 20);
    let parsed = parse(&bytes).unwrap();
    assert_eq!(parsed.ledger.unclaimed, 0);
}
