//! Where the time of a report goes: each stage of [`gongkai::parse`] alone, and the whole way from
//! bytes to JSON, beside its floor (decoding the bytes, and writing a JSON of the same size).
//!
//! `cargo bench --bench stages`; only the ratios within one run matter.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a bench that panics measures nothing"
)]

use divan::{Bencher, black_box};
use gongkai::{Options, check, decode, edition, layout, narrative, output::json, source, table};

fn main() {
    divan::main();
}

/// A report of the corpus in each reading of a table.
const REPORTS: [&str; 6] = [
    "cells/yunting-2021.txt",
    "tab/songling-2022.txt",
    "columns/ninghu-2023.txt",
    "markdown/shize-2023.md",
    "stream/wangchuan-2024.txt",
    "scrambled/xingxi-2024.txt",
];

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/corpus/{name}", env!("CARGO_MANIFEST_DIR")))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn written(report: &gongkai::Report) -> Vec<u8> {
    let mut json = Vec::new();
    json::to_writer(&json::Report::from(report), &mut json).expect("JSON");
    json
}

#[divan::bench(args = REPORTS)]
fn floor(bencher: Bencher<'_, '_>, name: &str) {
    let bytes = bytes(name);
    let report = gongkai::parse(&bytes, &Options::default()).expect("a report");
    let json = serde_json::to_value(json::Report::from(&report)).expect("JSON");
    bencher.bench(|| {
        let text = String::from_utf8(black_box(&bytes).clone());
        black_box((text, serde_json::to_vec(&json)))
    });
}

#[divan::bench(args = REPORTS)]
fn whole(bencher: Bencher<'_, '_>, name: &str) {
    let bytes = bytes(name);
    bencher.bench(|| {
        let report = gongkai::parse(black_box(&bytes), &Options::default()).expect("a report");
        written(&report)
    });
}

#[divan::bench(args = REPORTS)]
fn stage_1_decode(bencher: Bencher<'_, '_>, name: &str) {
    let bytes = bytes(name);
    let options = Options::default();
    bencher.bench(|| black_box(decode::decode(black_box(&bytes), &options).is_ok()));
}

#[divan::bench(args = REPORTS)]
fn stage_2_read(bencher: Bencher<'_, '_>, name: &str) {
    let (bytes, options) = (bytes(name), Options::default());
    let decoded = decode::decode(&bytes, &options).expect("text");
    bencher.bench(|| source::read(black_box(&decoded), options.vocabulary));
}

#[divan::bench(args = REPORTS)]
fn stage_3_lay_out(bencher: Bencher<'_, '_>, name: &str) {
    let (bytes, options) = (bytes(name), Options::default());
    let decoded = decode::decode(&bytes, &options).expect("text");
    let reading = source::read(&decoded, options.vocabulary);
    bencher.bench(|| layout::lay_out(black_box(&reading)));
}

#[divan::bench(args = REPORTS)]
fn stage_4_tables(bencher: Bencher<'_, '_>, name: &str) {
    let (bytes, options) = (bytes(name), Options::default());
    let decoded = decode::decode(&bytes, &options).expect("text");
    let reading = source::read(&decoded, options.vocabulary);
    bencher.bench(|| table::rebuild(black_box(&reading), options.vocabulary));
}

#[divan::bench(args = REPORTS)]
fn stage_5_interpret(bencher: Bencher<'_, '_>, name: &str) {
    let (bytes, options) = (bytes(name), Options::default());
    let decoded = decode::decode(&bytes, &options).expect("text");
    let reading = source::read(&decoded, options.vocabulary);
    let outline = layout::lay_out(&reading).expect("a report");
    bencher
        .with_inputs(|| table::rebuild(&reading, options.vocabulary))
        .bench_values(|grids| edition::interpret(grids, &reading, &outline, &options));
}

#[divan::bench(args = REPORTS)]
fn stage_6_narrative_and_check(bencher: Bencher<'_, '_>, name: &str) {
    let (bytes, options) = (bytes(name), Options::default());
    let decoded = decode::decode(&bytes, &options).expect("text");
    let reading = source::read(&decoded, options.vocabulary);
    let outline = layout::lay_out(&reading).expect("a report");
    let grids = table::rebuild(&reading, options.vocabulary);
    let statistics = edition::interpret(grids, &reading, &outline, &options);
    bencher.bench(|| {
        let quantities = narrative::read(&outline, &reading, None);
        check::check(&outline, &statistics, &quantities, options.vocabulary)
    });
}

#[divan::bench(args = REPORTS)]
fn stage_7_json(bencher: Bencher<'_, '_>, name: &str) {
    let bytes = bytes(name);
    let report = gongkai::parse(&bytes, &Options::default()).expect("a report");
    bencher.bench(|| written(black_box(&report)));
}
