//! Pages that are made to take the square of their size, or all memory: each ends in linear time
//! and within a multiple of its size.
//!
//! The largest run on the program, whose address space is limited, so that what takes more fails.
//! `GONGKAI_BINARY` names another than the one beside the tests; without optimisation the ignored
//! ones take a minute each:
//!
//! ```sh
//! GONGKAI_BINARY=target/release/gongkai cargo test --test hostile_pages -- --ignored
//! ```

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "growth/mod.rs"]
mod growth;
#[path = "support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::process::{Command, Output};

use growth::grows_linearly;
use support::invariants::hold;
use support::parse;

const HEAD: &str = "<html><head><meta charset=utf-8></head><body>\
    <p>青屿县水务局2021年政府信息公开工作年度报告</p><p>一、总体情况</p><p>本年主动公开3条。</p>";

/// What an empty page takes of address space, and then some.
const BASE: usize = 160 << 20;

fn page(rest: &str) -> Vec<u8> {
    format!("{HEAD}{rest}").into_bytes()
}

/// Reads a page with the program in `times` its size of memory.
fn in_memory(times: usize, page: &[u8]) -> Output {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, page).unwrap();
    let binary =
        std::env::var_os("GONGKAI_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_gongkai").into());
    // Output is thrown away here and not held by the test.
    Command::new("sh")
        .arg("-c")
        .arg("ulimit -v \"$1\"; exec \"$2\" parse --compact -o /dev/null --max-bytes 100000000 \"$3\"")
        .arg("sh")
        .arg(((BASE + times * page.len()) / 1024).to_string())
        .arg(&binary)
        .arg(file.path())
        .output()
        .unwrap()
}

fn is_read_in(times: usize, page: &[u8]) {
    let done = in_memory(times, page);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}: {said}", done.status);
}

/// The limit is one: a page that needs more does not get it.
#[test]
fn the_limit_on_memory_limits() {
    let cells = "<td>1".repeat(100_000);
    let done = in_memory(
        0,
        &page(&format!(
            "<table><tr>{cells}</table>{}",
            " ".repeat(1 << 27)
        )),
    );
    assert!(!done.status.success());
}

#[test]
fn a_million_nested_tags() {
    for tag in [
        "<div>",
        "<b>",
        "<span>",
        "<font color=red><p>",
        "<table><tr><td>",
        "<x-y>",
    ] {
        is_read_in(
            8,
            &page(&format!(
                "{}文",
                tag.repeat(1_000_000 / tag.matches('<').count())
            )),
        );
    }
}

#[test]
fn an_attribute_of_30_mb() {
    let value = "a b=c ".repeat(5_000_000);
    for rest in [
        format!("<p title=\"{value}\">文</p>"),
        format!("<p title=\"{value}"),
        format!("<p style='{value}'>文</p>"),
        format!("<td colspan={}>文", value.replace(' ', "")),
        format!("<meta name=x content='{value}'>"),
    ] {
        is_read_in(4, &page(&rest));
    }
}

#[test]
fn a_tag_of_100_000_attributes() {
    let mut attributes = String::new();
    for n in 0..100_000 {
        let _ = write!(attributes, " a{n}={n}");
    }
    is_read_in(8, &page(&format!("<p{attributes}>文</p>")));
    is_read_in(8, &page(&format!("<p>文</p{attributes}><p{attributes}")));
}

/// Tables in cells of tables are lines from the sixteenth on; that nothing of a report is found then
/// is an answer, too.
#[test]
fn a_hundred_thousand_nested_tables() {
    for table in ["<table><tr><td>", "<table>", "<table><tr><td>规章<td>1<td>"] {
        let done = in_memory(16, &page(&format!("{}文", table.repeat(100_000))));
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(
            done.status.success() || said.contains("not_a_report"),
            "{}: {said}",
            done.status
        );
    }
}

fn spans(rows: usize, span: &str) -> Vec<u8> {
    let row = format!("<tr>{}</tr>", format!("<td {span}>1</td>").repeat(10));
    page(&format!("<table>{}</table>", row.repeat(rows)))
}

/// Every cell covers 65 million places, a thousandth of them its own.
#[test]
fn spans_that_overlap_are_stored_once() {
    for span in [
        "rowspan=2 colspan=2",
        "rowspan=65535 colspan=1000",
        "rowspan=0 colspan=999999999",
    ] {
        let report = parse(&spans(500, span)).unwrap();
        let table = &report.tables[0];
        assert_eq!(table.cells.len(), 5000, "{span}");
        assert!(table.n_cols <= 256, "{span}: {} columns", table.n_cols);
        assert_eq!(table.n_rows, 500);
        hold(&report).unwrap();
    }
}

#[test]
#[ignore = "takes a minute without optimisation"]
fn a_table_of_a_million_spans() {
    for span in ["rowspan=2 colspan=2", "rowspan=65535 colspan=1000"] {
        is_read_in(40, &spans(100_000, span));
    }
}

#[test]
#[ignore = "takes a minute without optimisation"]
fn a_page_of_64_mb() {
    let line = "<p>本年主动公开政府信息三条，均在网站公布。</p>\n";
    is_read_in(20, &page(&line.repeat((64 << 20) / line.len())));
}

/// A path is printed for every node of the output: neither depth nor a long name multiplies it.
#[test]
fn paths_do_not_multiply_a_page() {
    let name = "a".repeat(100_000);
    for around in ["<div>".repeat(250), format!("<x-{name}>")] {
        let bytes = page(&format!(
            "{around}{}",
            "<p>一、甲乙丙丁。</p>".repeat(20_000)
        ));
        let report = parse(&bytes).unwrap();
        let json = serde_json::to_string(&gongkai::output::json::Report::from(&report)).unwrap();
        assert!(
            json.len() < 64 * bytes.len(),
            "{} of {}",
            json.len(),
            bytes.len()
        );
        let codes: Vec<&str> = report.diagnostics.iter().map(|d| d.code).collect();
        assert!(codes.contains(&"page_simplified"), "{codes:?}");
    }
    // A page as deep as that is not touched where it is short.
    let short = parse(&page(&format!("{}<p>完。</p>", "<div>".repeat(100)))).unwrap();
    assert_eq!(
        short
            .map
            .clone()
            .place(&short.sections[0].region, &short.text)
            .line,
        1
    );
    assert!(
        short
            .diagnostics
            .iter()
            .all(|d| d.code != "page_simplified")
    );
}

fn long(unit: &str) -> impl Fn(usize) -> Vec<u8> + '_ {
    move |size| page(&unit.repeat(size / unit.len()))
}

#[test]
fn cost_stays_linear() {
    // Small, so that the run without optimisation is short; the fuzz target `growth` takes more.
    let size = 12_000;
    for unit in [
        "<div>",
        "<b>",
        "<div><b>一、甲乙。",
        "<p><b>一、甲。",
        "<p><font size=1>文",
        "<a href=x>文<p>",
        "<a><b><i></a></b></i>",
        "<b><p></b></p>",
        "<b><p>文</b>",
        "<b><p>文<i><p></b>文",
        "<font size=1><div></font><i>",
        "<b></tr>",
        "<form><div></form>",
        "<svg><title>文</title></svg>",
        "文\r",
        "<body><tab</td></tr>",
        "<table><tr><td>规章<td>1<td>",
        "<table>",
        "<table>文<b>",
        "文<table>文",
        "<table>文<tr><td>",
        "文<table> 文<tr><td>1</table>",
        "<b>&nbsp;<table>文</table>",
        "<tr>",
        "<td>",
        "<ol><li>文",
        "<li>文",
        "<br>",
        "文<br>",
        "&nbsp;",
        "&",
        "<",
        "</p>",
        "</div>",
        "<!-- x -->",
        "<script>",
        "<select><option>文",
        "<svg><g>",
        "<template>",
        "<meta name=a content=b>",
        "<iframe src=x></iframe>",
        "<frameset>",
        "<h1>一、甲</h1>",
        "<p>来源：某局 发布日期：2020-01-01</p>",
        "<p>青屿县2021年政府信息公开工作年度报告</p>",
        "<div style='display:none'>文",
        "<table><tr><td>索引号<td>1<tr><td>文号<td>2</table>",
        "<table><tr><td>规章<td>1</table>",
        "<table><caption>文",
        "<ruby><rt>文",
        "<form>",
        "<x-y>文",
    ] {
        grows_linearly(unit, long(unit), size);
    }
    let within = |open: &'static str, unit: &'static str| {
        move |size: usize| page(&format!("{open}{}", unit.repeat(size / unit.len())))
    };
    for (open, unit) in [
        ("<table><tr>", "<td rowspan=65535 colspan=1000>1"),
        ("<table>", "<tr><td rowspan=65535 colspan=2>1<td>2"),
        ("<table>", "<tr><td rowspan=0>1"),
        ("<table>", "<tr><td>规章<td>1"),
        ("<table>", "文<tr><td>规章<td>1</td>&nbsp;"),
        ("<table>", "<b>文<tr><td>规章<td>1</td>"),
        ("<p><b><i><u></p><table>", "文<tr><td>规章<td>1</td>"),
        ("<table>", "<p>文</p><meta name=a content=b>"),
        ("<table>", "<br>"),
        ("<table>", "<div>"),
        ("<pre>", " \t<table>文</table>"),
        ("<table>", "<tbody><tr><td>规章<td>1"),
        ("<p ", "a b=c "),
        ("<p title='", "a b=c "),
        ("<p class=", "a"),
        ("<title>", "文"),
        ("<pre>", "一、甲\n"),
        ("<pre>", "规章\t1\t2\n"),
        ("<!--", "<p>文"),
        ("<a><b><i><u><s><font>", "<p>x</a></b></i>"),
        ("<p>", "<span>文</span>"),
        ("<b><div>", "<i><p>文</i></p>"),
        ("<b><div>", "<p>文</b><b>"),
        ("<b><div><div><div><div><div><div><div><div><div>", "</b>"),
    ] {
        grows_linearly(&format!("{open}{unit}"), within(open, unit), size);
    }
    // Formatting that nobody ended, and that is not opened again, as no text follows.
    let fonts: String = (0..100).map(|n| format!("<font size={n}>")).collect();
    let unended = format!("{}<div>{fonts}</div>", "<div>".repeat(100));
    let unit = "<p></p>";
    grows_linearly(
        unit,
        |size| page(&format!("{unended}{}", unit.repeat(size / unit.len()))),
        size,
    );
}
