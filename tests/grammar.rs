//! Every example of `grammar/layout.md` does what the page says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says so by stopping"
)]

use gongkai::layout::closing::{
    Caption, ClosingLine, caption, closing_line, organs, published_line,
};
use gongkai::layout::date::{date, period, year};
use gongkai::layout::enumeration::item;
use gongkai::layout::heading::{mark, split};
use gongkai::layout::number::{arabic, chinese, positional};
use gongkai::layout::preamble::{announced_parts, author, contact, document_number};
use gongkai::layout::title::title;
use gongkai::layout::topic::topic;
use gongkai::report::{ClosingBlock, Contact, Report, Section};

const PAGE: &str = include_str!("../grammar/layout.md");

/// Rules of the page, in its order; the numbers are those of the functions' documentation.
const RULES: [&str; 26] = [
    "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R24", "R8", "R9", "R10", "R11", "R12", "R13", "R26",
    "R22", "R14", "R18", "R19", "R20", "R21", "R16", "R15", "R25", "R17", "R23",
];

struct Example {
    rule: String,
    line: usize,
    text: String,
    /// What it gives; `None` for a near miss.
    gives: Option<String>,
}

/// The examples: rows of tables headed `text` (they match) or `not` (they do not).
fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    let mut rule = String::new();
    let mut matches = None;
    for (at, line) in PAGE.lines().enumerate() {
        if let Some(heading) = line.strip_prefix("### ") {
            rule = heading.split(' ').next().unwrap().to_owned();
            matches = None;
        } else if line.starts_with("| text |") {
            matches = Some(true);
        } else if line.starts_with("| not |") {
            matches = Some(false);
        } else if line.starts_with("| `") && !rule.is_empty() {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
            let [text, gives] = cells.as_slice() else {
                panic!("line {}: {line}", at + 1)
            };
            examples.push(Example {
                rule: rule.clone(),
                line: at + 1,
                text: text.trim().trim_matches('`').replace('⏎', "\n"),
                gives: matches
                    .unwrap_or_else(|| panic!("line {}", at + 1))
                    .then(|| gives.trim().to_owned()),
            });
        } else if line.starts_with("## ") {
            rule.clear();
        }
    }
    examples
}

fn with_rest<T: ToString>(result: nom::IResult<&str, T>) -> Option<String> {
    let (rest, value) = result.ok()?;
    Some(match rest {
        "" => value.to_string(),
        rest => format!("{} + `{rest}`", value.to_string()),
    })
}

fn parse(text: &str) -> Report {
    gongkai::parse(text.as_bytes(), &gongkai::Options::default()).unwrap()
}

/// Level and words of the headings with or without a number.
fn headings(sections: &[Section], numbered: bool, into: &mut Vec<String>) {
    for section in sections {
        if section.number.is_some() == numbered {
            into.push(format!("{} {}", section.level, section.heading));
        }
        headings(&section.sections, numbered, into);
    }
}

fn some(list: Vec<String>, between: &str) -> Option<String> {
    (!list.is_empty()).then(|| list.join(between))
}

/// What a rule gives for a text, in the page's words.
fn apply(rule: &str, text: &str) -> Option<String> {
    let level = |wanted: u8| {
        let mark = mark(text).filter(|mark| mark.level == wanted)?;
        Some(mark.ordinal.to_string())
    };
    match rule {
        "R1" => with_rest(chinese(text)),
        "R2" => with_rest(positional(text)),
        "R3" => with_rest(arabic(text)),
        "R4" => with_rest(year(text)),
        "R5" => with_rest(date(text)),
        "R6" => with_rest(period(text).map(|(rest, (a, b))| (rest, format!("{a} {b}")))),
        "R7" => {
            let title = title(text)?;
            let organ = title.organ.map(|organ| text[organ].to_owned());
            let parts: Vec<String> = organ
                .into_iter()
                .chain(title.year.map(|year| year.to_string()))
                .collect();
            some(parts, " · ").or_else(|| Some("–".into()))
        }
        "R8" => level(1),
        "R9" => level(2),
        "R10" => level(3),
        "R11" => level(4),
        "R12" => {
            let (mark, heading, run_in, rest) = split(text)?;
            let mut parts = vec![mark.level.to_string(), heading.to_owned()];
            parts.extend(run_in.map(str::to_owned));
            parts.extend((!rest.is_empty()).then(|| rest.to_owned()));
            some(parts, " · ")
        }
        "R13" => topic(text).map(str::to_owned),
        "R14" => item(text).map(|n| n.to_string()),
        "R15" => Some(match closing_line(text)? {
            ClosingLine::Date { signature, day, .. } => {
                let day = day.map_or(String::new(), |day| format!(" {day}"));
                let by = signature.map_or(String::new(), |s| format!(" by {}", &text[s]));
                format!("date{day}{by}")
            }
            ClosingLine::CopiedTo(to) => format!("copied to {}", organs(&text[to]).join(" / ")),
            ClosingLine::Attachment => "attachment".into(),
            ClosingLine::Printed => "printed".into(),
            ClosingLine::Site => "site".into(),
        }),
        "R16" => published_line(text).map(|(_, day)| day.to_string()),
        "R17" => caption(text).map(|caption| match caption {
            Caption::Name => "name".into(),
            Caption::Unit => "unit".into(),
        }),
        "R18" => document_number(text).map(|range| text[range].to_owned()),
        "R19" => {
            let (_, parts, count) = announced_parts(text)?;
            let count = count.map_or(String::new(), |count| format!("{count}: "));
            Some(format!("{count}{}", parts.join(" / ")))
        }
        "R20" => {
            let mut found = Contact::default();
            contact(text, &mut found);
            let mut parts = Vec::new();
            let mut add = |name: &str, values: &[String]| {
                parts.extend(values.iter().map(|value| format!("{name} {value}")));
            };
            add("phone", &found.phones);
            add("fax", &found.fax);
            add("address", found.address.as_slice());
            add("postcode", found.postcode.as_slice());
            add("email", &found.emails);
            add("url", &found.urls);
            some(parts, ", ")
        }
        "R21" => author(text).map(|range| text[range].to_owned()),
        "R22" | "R26" => {
            let mut found = Vec::new();
            headings(&parse(text).sections, rule == "R26", &mut found);
            some(found, " / ")
        }
        "R23" => parse(text)
            .diagnostics
            .iter()
            .find(|d| d.code == "truncated")
            .map(|d| d.code.to_owned()),
        "R24" => parse(text).title.map(|title| title.text),
        "R25" => {
            let roles = parse(text).closing.blocks.into_iter().map(|b| match b {
                ClosingBlock::Line(role, _) => match role {
                    gongkai::report::ClosingRole::Date => "date",
                    gongkai::report::ClosingRole::Signature => "signature",
                    gongkai::report::ClosingRole::CopiedTo => "copied_to",
                    gongkai::report::ClosingRole::Attachment => "attachment",
                    gongkai::report::ClosingRole::Other => "other",
                }
                .to_owned(),
                ClosingBlock::Table(n) => format!("table {n}"),
            });
            some(roles.collect(), ", ")
        }
        _ => panic!("no rule {rule}"),
    }
}

#[test]
fn every_example_gives_what_the_page_says() {
    let mut wrong = Vec::new();
    for example in examples() {
        let given = apply(&example.rule, &example.text);
        if given != example.gives {
            wrong.push(format!(
                "grammar/layout.md:{}: {} of {:?} gives {given:?}, not {:?}",
                example.line, example.rule, example.text, example.gives
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_examples_that_match_and_near_misses() {
    let examples = examples();
    let of_page: Vec<&str> = PAGE
        .lines()
        .filter_map(|line| line.strip_prefix("### ")?.split(' ').next())
        .collect();
    assert_eq!(of_page, RULES);
    for rule in RULES {
        let of = |matching: bool| {
            examples
                .iter()
                .filter(|e| e.rule == rule && e.gives.is_some() == matching)
                .count()
        };
        assert!(of(true) >= 1 && of(false) >= 1, "{rule}");
    }
}
