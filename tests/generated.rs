//! What is written is what is read: reports of all editions in every layout, page and charset.
//!
//! 500 reports; `GONGKAI_ROUNDS=10000 cargo test --release --test generated` for the longer run,
//! `GONGKAI_SEED=1906` for one of them and its text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use support::expect::{Verdict, judge};
use support::html::Page;
use support::{
    Charset, Dice, Edition, Layout, Oddities, Report, Shape, parse, print, rounds, seeds, show,
};

struct Tally {
    shape: &'static str,
    reports: u64,
    bad: u64,
}

fn run(
    shapes: &[Shape],
    seed: u64,
    report: impl Fn(&mut Dice) -> Report,
    hold: impl Fn(&Report, Shape, &Verdict) -> Option<String>,
) {
    let mut tallies: Vec<Tally> = shapes
        .iter()
        .map(|s| Tally {
            shape: s.name(),
            reports: 0,
            bad: 0,
        })
        .collect();
    let mut shown = Vec::new();
    for seed in seeds(seed, 500) {
        let mut dice = Dice::new(seed);
        let report = report(&mut dice);
        let at = dice.below(shapes.len());
        let shape = shapes[at];
        let text = shape.print(&report, None, &mut dice);
        show(&text);
        tallies[at].reports += 1;
        let complaint = match parse(text.as_bytes()) {
            Ok(parsed) => hold(&report, shape, &judge(&report, &parsed)),
            Err(error) => Some(error.to_string()),
        };
        if let Some(complaint) = complaint {
            tallies[at].bad += 1;
            if shown.len() < 12 {
                shown.push(format!(
                    "seed {} {} {}: {complaint}",
                    seed,
                    report.edition.id(),
                    shape.name()
                ));
            }
        }
    }
    let bad: u64 = tallies.iter().map(|t| t.bad).sum();
    for tally in &tallies {
        eprintln!(
            "{}: {} of {} right",
            tally.shape,
            tally.reports - tally.bad,
            tally.reports
        );
    }
    assert_eq!(bad, 0, "{}", shown.join("\n"));
}

fn brief(lines: &[String]) -> String {
    format!(
        "{} ({}…)",
        lines.len(),
        lines.iter().take(3).cloned().collect::<Vec<_>>().join("; ")
    )
}

#[test]
fn no_fact_is_ever_wrong() {
    run(&Shape::ALL, 0, Report::any, |_, _, verdict| {
        (!verdict.wrong.is_empty()).then(|| format!("wrong {}", brief(&verdict.wrong)))
    });
}

#[test]
fn every_fact_is_found_where_the_document_settles_it() {
    run(
        &Shape::ALL,
        1_000_000,
        Report::any,
        |report, shape, verdict| {
            (shape.settles(report) && !verdict.missing.is_empty())
                .then(|| format!("missing {}", brief(&verdict.missing)))
        },
    );
}

#[test]
fn a_table_of_nothing_but_blanks_is_read_where_blanks_show() {
    run(
        &Shape::ALL,
        7_000_000,
        |dice| Report::any(dice).with_blank_tables(dice),
        |report, shape, verdict| {
            let lost = shape.settles(report) && !verdict.missing.is_empty();
            (lost || !verdict.wrong.is_empty()).then(|| {
                format!(
                    "wrong {}, missing {}",
                    brief(&verdict.wrong),
                    brief(&verdict.missing)
                )
            })
        },
    );
}

#[test]
fn title_organ_year_period_and_headings_are_found() {
    run(&Shape::ALL, 2_000_000, Report::any, |_, _, verdict| {
        (!verdict.metadata.is_empty()).then(|| brief(&verdict.metadata))
    });
}

/// The JSON without `source`, which names the charset.
fn json_but_source(bytes: &[u8]) -> serde_json::Value {
    let report = parse(bytes).unwrap();
    let mut json = serde_json::to_value(gongkai::output::json::Report::from(&report)).unwrap();
    json.as_object_mut().unwrap().remove("source");
    json
}

#[test]
fn the_charset_changes_nothing_but_source() {
    for seed in 0..rounds(60) {
        let mut dice = Dice::new(3_000_000 + seed);
        let report = Report::any(&mut dice);
        let shape = Shape::Text(*dice.pick(&Layout::ALL));
        let text = shape.print(&report, None, &mut dice);
        let utf8 = json_but_source(text.as_bytes());
        for charset in Charset::ALL {
            if let Some(bytes) = charset.encode(&text) {
                assert_eq!(json_but_source(&bytes), utf8, "{charset:?}, seed {seed}");
            }
        }
    }
}

#[test]
fn a_declared_charset_that_is_not_true_changes_nothing() {
    for seed in 0..rounds(20) {
        let dice = Dice::new(4_000_000 + seed);
        let mut report_dice = dice.clone();
        let report = Report::any(&mut report_dice);
        for page in Page::ALL {
            // These declare nothing, or have an envelope that does.
            if page.is_silent() || page == Page::Mhtml {
                continue;
            }
            let print =
                |declared| support::html::page(&report, page, declared, &mut report_dice.clone());
            let facts = |bytes: &[u8]| support::expect::facts(&parse(bytes).unwrap());
            let plain = facts(print(None).as_bytes());
            assert_eq!(
                facts(print(Some("gb2312")).as_bytes()),
                plain,
                "UTF-8 that says gb2312, seed {seed}"
            );
            if let Some(bytes) = Charset::Gb18030.encode(&print(Some("utf-8"))) {
                assert_eq!(facts(&bytes), plain, "GBK that says utf-8, seed {seed}");
            }
            if let Some(bytes) = Charset::Gb18030.encode(&print(Some("gb2312"))) {
                assert_eq!(facts(&bytes), plain, "GBK that says gb2312, seed {seed}");
            }
        }
    }
}

#[test]
fn the_kind_of_line_end_changes_nothing_but_offsets() {
    for seed in 0..rounds(60) {
        let mut dice = Dice::new(5_000_000 + seed);
        let report = Report::any(&mut dice);
        let shape = *dice.pick(&Shape::ALL);
        let text = shape.print(&report, None, &mut dice);
        let unix = parse(text.as_bytes()).unwrap();
        let dos = parse(text.replace('\n', "\r\n").as_bytes()).unwrap();
        assert_eq!(
            support::expect::outline(&unix),
            support::expect::outline(&dos),
            "{} seed {seed}",
            shape.name()
        );
        assert_eq!(
            support::expect::facts(&unix),
            support::expect::facts(&dos),
            "{} seed {seed}",
            shape.name()
        );
    }
}

#[test]
fn the_same_bytes_give_the_same_json() {
    for seed in 0..rounds(40) {
        let mut dice = Dice::new(6_000_000 + seed);
        let report = Report::any(&mut dice);
        let shape = *dice.pick(&Shape::ALL);
        let text = shape.print(&report, None, &mut dice);
        let json = || support::invariants::json(&parse(text.as_bytes()).unwrap()).unwrap();
        assert_eq!(json(), json());
    }
}

/// A mirror for readers elsewhere prints everything in traditional characters.
#[test]
fn traditional_characters_change_nothing_but_the_characters() {
    for (nth, edition) in Edition::ALL.into_iter().enumerate() {
        for (at, shape) in Shape::ALL.into_iter().enumerate() {
            let seed = 8_000_000 + (nth * Shape::ALL.len() + at) as u64;
            let print = |traditional: bool| {
                let oddities = Oddities {
                    traditional,
                    ..Oddities::default()
                };
                let report = Report::new(edition, oddities, &mut Dice::new(seed));
                let text = shape.print(&report, None, &mut Dice::new(seed + 1));
                let parsed = parse(text.as_bytes()).unwrap();
                let verdict = judge(&report, &parsed);
                let topics: Vec<_> = parsed.sections.iter().map(|s| s.topic).collect();
                (verdict.wrong, verdict.metadata, topics, verdict.missing)
            };
            let (traditional, simplified) = (print(true), print(false));
            let place = format!("{} {}", edition.id(), shape.name());
            assert_eq!(traditional, simplified, "{place}");
            assert_eq!((traditional.0, traditional.1), (vec![], vec![]), "{place}");
            assert!(traditional.2.iter().all(Option::is_some), "{place}");
        }
    }
}

/// No combination is left to chance: each edition in each layout and page in each charset.
#[test]
fn every_edition_in_every_layout_and_charset() {
    let mut tried = 0;
    for (nth, edition) in Edition::ALL.into_iter().enumerate() {
        for (at, shape) in Shape::ALL.into_iter().enumerate() {
            let mut dice = Dice::new(7_000_000 + (nth * Shape::ALL.len() + at) as u64);
            let report = Report::new(edition, Oddities::default(), &mut dice);
            let text = shape.print(&report, None, &mut dice);
            for charset in Charset::ALL {
                // An envelope is ASCII.
                let is_wide = matches!(charset, Charset::Utf16Le | Charset::Utf16Be);
                if is_wide && shape == Shape::Page(Page::Mhtml) {
                    tried += 1;
                    continue;
                }
                let text = match charset {
                    Charset::Big5 => print::traditional(&text),
                    _ => text.clone(),
                };
                let bytes = charset.encode(&text);
                // Big5 has no letter for some of what a page of navigation prints.
                let Some(bytes) = bytes else {
                    assert_eq!(charset, Charset::Big5, "{} {}", edition.id(), shape.name());
                    continue;
                };
                tried += 1;
                let verdict = judge(&report, &parse(&bytes).unwrap());
                let place = format!("{} {} {charset:?}", edition.id(), shape.name());
                assert_eq!(verdict.wrong, Vec::<String>::new(), "{place}");
                if shape.settles(&report) {
                    assert_eq!(verdict.missing, Vec::<String>::new(), "{place}");
                }
            }
        }
    }
    let all = Edition::ALL.len() * Shape::ALL.len() * Charset::ALL.len();
    let without_big5 = all - Edition::ALL.len() * Shape::ALL.len();
    assert!(tried >= without_big5, "{tried} of {all}");
}
