//! What a byte costs in small documents and in large ones, and what it costs to find the charset.
//!
//! `cargo bench --bench growth`; the throughputs of one group should be the same, and those of the
//! charset found and given nearly so.

#![allow(clippy::expect_used, reason = "a bench that panics measures nothing")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gongkai::Options;
use gongkai::output::json;

fn main() {
    divan::main();
}

/// Kilobytes.
const SIZES: [usize; 4] = [8, 80, 800, 8000];

const TABLE: &str = "\n指标名称\t计量单位\t2018年度\t历年累计\n主动公开文件数\t条\t31\t264\n其中：1.政府网站公开数\t条\t31\t264\n\n";

/// Sections of prose with a table of the form in each.
fn text(kilobytes: usize) -> String {
    let mut text = String::from("某某县水务局2018年政府信息公开工作年度报告\n");
    let mut n = 0;
    while text.len() < kilobytes << 10 {
        n += 1;
        text.push_str(&format!("（{n}）主动公开政府信息情况\n"));
        for _ in 0..6 {
            text.push_str(&format!(
                "本年度主动公开政府信息{n}条，其中网站公开{n}条；受理依申请公开{n}件，均按时答复，没有因此被申请行政复议。\n"
            ));
        }
        text.push_str(TABLE);
    }
    text
}

/// The same as a page.
fn page(kilobytes: usize) -> String {
    let mut page = String::from("<html><body><div id=\"zoom\">");
    let text = text(kilobytes * 2 / 3);
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.split_once('\t') {
            None => page.push_str(&format!("<p><span>{line}</span></p>\n")),
            Some(_) => page.push_str(&format!(
                "<table><tr><td>{}</td></tr></table>\n",
                line.replace('\t', "</td><td>")
            )),
        }
    }
    page + "</div></body></html>"
}

fn whole(bencher: Bencher<'_, '_>, bytes: &[u8]) {
    bencher.counter(BytesCount::of_slice(bytes)).bench(|| {
        let report = gongkai::parse(black_box(bytes), &Options::default()).expect("a report");
        let mut json = Vec::new();
        json::to_writer(&json::Report::from(&report), &mut json).expect("JSON");
        json
    });
}

#[divan::bench(args = SIZES)]
fn text_of_kilobytes(bencher: Bencher<'_, '_>, kilobytes: usize) {
    whole(bencher, text(kilobytes).as_bytes());
}

#[divan::bench(args = SIZES)]
fn page_of_kilobytes(bencher: Bencher<'_, '_>, kilobytes: usize) {
    whole(bencher, page(kilobytes).as_bytes());
}

const CHARSETS: [&str; 4] = ["UTF-8", "GB18030", "Big5", "UTF-16LE"];

/// A text of 80 KB, and the charset it is in.
fn encoded(charset: &str) -> (Vec<u8>, &'static encoding_rs::Encoding) {
    let text = text(80);
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes()).expect("a charset");
    let bytes = match charset {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => encoding.encode(&text).0.into_owned(),
    };
    (bytes, encoding)
}

fn decode(bencher: Bencher<'_, '_>, bytes: &[u8], options: &Options<'_>) {
    bencher
        .counter(BytesCount::of_slice(bytes))
        .bench(|| gongkai::decode::decode(black_box(bytes), options).is_ok());
}

#[divan::bench(args = CHARSETS)]
fn charset_given(bencher: Bencher<'_, '_>, charset: &str) {
    let (bytes, encoding) = encoded(charset);
    let options = Options {
        encoding: Some(encoding),
        ..Options::default()
    };
    decode(bencher, &bytes, &options);
}

#[divan::bench(args = CHARSETS)]
fn charset_found(bencher: Bencher<'_, '_>, charset: &str) {
    decode(bencher, &encoded(charset).0, &Options::default());
}
