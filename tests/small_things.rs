//! The small things that broke other tools, put into each layout, change nothing but the cell that
//! they touch.
//!
//! Each report is printed twice, without and with the small thing, by the same dice; the facts of
//! both are compared. `GONGKAI_ROUNDS` is the number of reports of each edition,
//! `GONGKAI_SEED=30000004` asks for one of them and shows what failed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::expect::facts;
use support::model::{Oddities, Part};
use support::{Dice, Edition, Layout, Report, Shape, parse, seeds, show};

type Facts = BTreeMap<(String, String), Option<String>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    /// One cell of a row is blank.
    BlankCell,
    /// 3,119 for 3119.
    GroupedDigits,
    /// — 4 — for - 4 -.
    PageNumbers,
    /// A sentence with a number between heading and table.
    Sentence,
    /// 主动公开政府信息的情况 for 主动公开政府信息情况.
    HeadingWording,
    /// `-` for a zero.
    DashForZero,
    /// 23 rows for 25.
    OneRowForThree,
    /// Three bytes of no charset.
    StrayBytes,
    /// White space by the thousand lines.
    WhiteSpace,
}

const THINGS: [Thing; 9] = [
    Thing::BlankCell,
    Thing::GroupedDigits,
    Thing::PageNumbers,
    Thing::Sentence,
    Thing::HeadingWording,
    Thing::DashForZero,
    Thing::OneRowForThree,
    Thing::StrayBytes,
    Thing::WhiteSpace,
];

/// What the small thing changes in the facts.
#[derive(Debug, Default)]
struct Change {
    /// Facts that are other than before.
    touched: Facts,
    /// Facts that are gone.
    gone: BTreeSet<(String, String)>,
    /// Facts that the print does not settle any more.
    open: BTreeSet<(String, String)>,
}

fn key(fact: (&str, &str)) -> (String, String) {
    (fact.0.to_owned(), fact.1.to_owned())
}

/// What may be open where the lines below a place move: at a page's end a label does not say whose
/// the next page's values are, if labels and values are apart.
fn moved(report: &Report, shape: Shape) -> BTreeSet<(String, String)> {
    match shape {
        Shape::Text(Layout::Scrambled) => report.facts.keys().map(|fact| key(*fact)).collect(),
        _ => BTreeSet::new(),
    }
}

/// A cell with a value that fits, by its place among the report's cells.
fn pick(report: &mut Report, dice: &mut Dice, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let cells = report.value_cells();
    let fitting: Vec<usize> = (0..cells.len())
        .filter(|&at| cells[at].fact.is_some() && fits(&cells[at].text))
        .collect();
    (!fitting.is_empty()).then(|| *dice.pick(&fitting))
}

/// The facts that stand in one row with a fact.
fn beside(report: &Report, fact: (&str, &str)) -> BTreeSet<(String, String)> {
    let rows = report.tables.iter().flat_map(|table| &table.rows);
    let row = rows.map(|row| row.iter().filter_map(|cell| cell.fact).collect::<Vec<_>>());
    row.filter(|row| row.contains(&fact))
        .flatten()
        .map(key)
        .collect()
}

/// Changes the report; `None` where the thing does not occur in it.
fn change(thing: Thing, report: &mut Report, shape: Shape, dice: &mut Dice) -> Option<Change> {
    let mut change = Change::default();
    match thing {
        Thing::BlankCell | Thing::DashForZero => {
            let zero = thing == Thing::DashForZero;
            let at = pick(report, dice, |text| !zero || text == "0")?;
            let cells = report.value_cells();
            let cell = cells.into_iter().nth(at)?;
            cell.text = if zero { "-".to_owned() } else { String::new() };
            let fact = cell.fact?;
            change.touched.insert(key(fact), None);
            // Where a blank leaves no trace its row is not settled, nor is a lone row of values
            // whose columns no other row shows. Where labels and values are apart, too, any row may
            // be the one that lacks a value.
            let is_lone = report.tables.iter().any(|table| {
                table.id == "review" && table.rows.iter().flatten().any(|c| c.fact == Some(fact))
            });
            match shape {
                Shape::Text(Layout::Scrambled) if !zero => {
                    change.open = moved(report, shape);
                }
                Shape::Text(Layout::Stream | Layout::Pasted) if !zero => {
                    change.open = beside(report, fact);
                }
                Shape::Text(Layout::Columns) if !zero && is_lone => {
                    change.open = beside(report, fact);
                }
                _ => {}
            }
        }
        Thing::GroupedDigits => {
            let at = pick(report, dice, |text| {
                text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
            })?;
            let cell = report.value_cells().into_iter().nth(at)?;
            cell.text.insert(1, ',');
        }
        Thing::Sentence => {
            let at = report
                .parts
                .iter()
                .position(|part| matches!(part, Part::Table(_)))?;
            let sentence = "本年度共收到申请318件，同比增长12.5%，具体情况见下表。".to_owned();
            report.parts.insert(at, Part::Para(sentence));
            change.open = moved(report, shape);
        }
        Thing::HeadingWording => {
            let text = report.parts.iter_mut().find_map(|part| match part {
                Part::Heading { text, .. } if text == "主动公开政府信息情况" => {
                    Some(text)
                }
                _ => None,
            })?;
            *text = "主动公开政府信息的情况".to_owned();
            change.open = moved(report, shape);
        }
        // These are made where the text is printed, or before.
        Thing::PageNumbers | Thing::OneRowForThree | Thing::StrayBytes | Thing::WhiteSpace => {}
    }
    Some(change)
}

/// What is printed in the cells that diagnostics point at, each as often as it stands there.
fn flagged(parsed: &gongkai::Report) -> BTreeMap<String, usize> {
    let mut flagged = BTreeMap::new();
    for region in (parsed.diagnostics.iter()).filter_map(|d| d.region.as_ref()) {
        for word in region.raw(&parsed.text).split_whitespace() {
            *flagged.entry(word.to_owned()).or_default() += 1;
        }
    }
    flagged
}

/// Page numbers between dashes, one kind for the other.
fn page_numbers(text: &str) -> Option<String> {
    let mut any = false;
    let out: Vec<String> = text
        .split('\n')
        .map(|line| {
            let inner = line
                .trim()
                .strip_prefix('-')
                .and_then(|line| line.strip_suffix('-'))
                .filter(|inner| inner.trim().parse::<u32>().is_ok());
            match inner {
                Some(inner) => {
                    any = true;
                    let indent = &line[..line.len() - line.trim_start().len()];
                    format!("{indent}— {} —", inner.trim())
                }
                None => line.to_owned(),
            }
        })
        .collect();
    any.then(|| out.join("\n"))
}

/// Puts bytes behind the first sentence after the title, or behind the first tag of a paragraph.
fn stray_bytes(text: &str) -> Option<Vec<u8>> {
    let at = text.find('。')? + '。'.len_utf8();
    let mut bytes = text.as_bytes()[..at].to_vec();
    bytes.extend([0xff, 0xfe, 0x81]);
    bytes.extend(&text.as_bytes()[at..]);
    Some(bytes)
}

/// A thousand lines of white space behind the first paragraph that ends with a sentence.
fn white_space(text: &str) -> Option<String> {
    let sentence = text.find('。')?;
    let end = |mark: &str| {
        text[sentence..]
            .find(mark)
            .map(|at| sentence + at + mark.len())
    };
    let at = end("</p>")
        .or_else(|| end("</div>"))
        .or_else(|| end("</FONT>"))
        .or_else(|| end("<BR>"))
        .or_else(|| end("。\n"))?;
    let space = "\n  \n\u{3000}\n \u{a0}\n".repeat(300);
    Some(format!("{}{space}{}", &text[..at], &text[at..]))
}

/// The report and what it is like with three rows in one.
fn one_row(edition: Edition, seed: u64, shape: Shape) -> Option<(Report, Change)> {
    if edition != Edition::National2021 {
        return None;
    }
    let oddities = Oddities {
        other_as_one_row: true,
        ..Oddities::default()
    };
    let before = Report::new(edition, Oddities::default(), &mut Dice::new(seed));
    let after = Report::new(edition, oddities, &mut Dice::new(seed));
    let mut change = Change::default();
    for fact in before.facts.keys() {
        if !after.facts.contains_key(fact) {
            change.gone.insert(key(*fact));
        }
    }
    for (fact, value) in &after.facts {
        if before.facts.get(fact) != Some(value) {
            change.touched.insert(key(*fact), Some(value.clone()));
        }
    }
    change.open = moved(&after, shape);
    Some((after, change))
}

#[test]
fn a_small_thing_changes_nothing_but_what_it_touches() {
    let mut tried: BTreeMap<(Thing, &str), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for seed in seeds(30_000_000, 1) {
        for edition in Edition::ALL {
            let plain = Report::new(edition, Oddities::default(), &mut Dice::new(seed));
            for shape in Shape::ALL {
                let print = |report: &Report| shape.print(report, None, &mut Dice::new(seed + 1));
                let text = print(&plain);
                let before = facts(&parse(text.as_bytes()).unwrap());
                for thing in THINGS {
                    let mut report = plain.clone();
                    let made = match thing {
                        Thing::OneRowForThree => {
                            one_row(edition, seed, shape).map(|(other, change)| {
                                report = other;
                                change
                            })
                        }
                        _ => change(thing, &mut report, shape, &mut Dice::new(seed + 2)),
                    };
                    let Some(change) = made else { continue };
                    let bytes = match thing {
                        Thing::PageNumbers => page_numbers(&text).map(String::into_bytes),
                        Thing::StrayBytes => stray_bytes(&text),
                        Thing::WhiteSpace => white_space(&text).map(String::into_bytes),
                        _ => Some(print(&report).into_bytes()),
                    };
                    let Some(bytes) = bytes else { continue };
                    *tried.entry((thing, shape.name())).or_default() += 1;
                    let parsed = parse(&bytes).unwrap();
                    let after = facts(&parsed);
                    let mut expected = before.clone();
                    expected.retain(|fact, _| !change.gone.contains(fact));
                    // A cell that was not settled before need not be settled now.
                    let is_new = |fact: &(String, String)| {
                        !plain.facts.keys().any(|known| key(*known) == *fact)
                    };
                    for (fact, value) in &change.touched {
                        if before.contains_key(fact) || is_new(fact) {
                            expected.insert(fact.clone(), value.clone());
                        }
                    }
                    // What the print does not settle any more is shown as unsettled.
                    let mut flagged = flagged(&parsed);
                    let mut is_flagged = |fact: &(String, String), value: &Option<String>| {
                        let is_flagged = value.as_ref().is_none_or(|value| {
                            let left = flagged.get_mut(value).filter(|left| **left > 0);
                            left.map(|left| *left -= 1).is_some()
                        });
                        change.open.contains(fact) && is_flagged
                    };
                    let mut complaints: Vec<String> = Vec::new();
                    for (fact, value) in &expected {
                        if !after.contains_key(fact) && !is_flagged(fact, value) {
                            complaints.push(format!("{} {} is gone", fact.0, fact.1));
                        }
                    }
                    // Labels and values that are apart can be settled by what moved them.
                    let truth = |fact: &(String, String)| {
                        let printed = (report.facts.iter()).find(|(f, _)| key(**f) == *fact);
                        printed.map(|(_, value)| Some(value.clone()).filter(|v| !v.is_empty()))
                    };
                    for (fact, value) in &after {
                        let want = expected.get(fact).cloned().or_else(|| truth(fact));
                        if want.as_ref() != Some(value) {
                            complaints
                                .push(format!("{} {}: {value:?} for {want:?}", fact.0, fact.1));
                        }
                    }
                    if let Some(first) = complaints.first() {
                        show(&text);
                        show(&String::from_utf8_lossy(&bytes));
                        wrong.push(format!(
                            "{thing:?} {} {} seed {seed}: {} ({first})",
                            edition.id(),
                            shape.name(),
                            complaints.len()
                        ));
                    }
                }
            }
        }
    }
    // Each small thing was in each layout that it can be in.
    let is_whole = std::env::var_os("GONGKAI_SEED").is_none();
    for thing in THINGS.into_iter().filter(|_| is_whole) {
        for shape in Shape::ALL {
            let is_paper = matches!(
                shape,
                Shape::Text(Layout::Columns | Layout::Stream | Layout::Scrambled)
            );
            // What an envelope holds is coded.
            let is_coded = shape == Shape::Page(support::html::Page::Mhtml);
            let can = match thing {
                Thing::PageNumbers => is_paper,
                Thing::StrayBytes | Thing::WhiteSpace => !is_coded,
                _ => true,
            };
            let times = tried.get(&(thing, shape.name())).copied().unwrap_or(0);
            assert!(times > 0 || !can, "{thing:?} was never in {}", shape.name());
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        tried.values().sum::<usize>(),
        wrong.join("\n")
    );
}
