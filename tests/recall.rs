//! How much is read of each print, whole and damaged: `docs/recall.md` says it.
//!
//! A report that is damaged on its way (a line lost, a character misread, spaces gone) gives fewer
//! facts and no wrong ones. `UPDATE=1 cargo test --test recall` writes the page's figures anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::fs;
use std::sync::Mutex;

use gongkai::report::Severity;
use support::expect::facts;
use support::html::Page;
use support::model::Oddities;
use support::{Dice, Edition, Layout, Report, Shape, parse};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/recall.md");

/// What happens to a print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Damage {
    None,
    Oddities,
    BlankZeros,
    PageBreak,
    LineLost,
    LinesSwapped,
    LineBroken,
    LinesJoined,
    EmptyLines,
    NoEmptyLines,
    NoSpaces,
    Misprint,
    ValueLost,
    StrangeRow,
    OneRow,
    BlankZerosOverPages,
    NumberBroken,
    OneValueALine,
    BlockMoved,
    OtherTable,
    SpanLost,
}

impl Damage {
    const TEXT: [Self; 20] = [
        Self::None,
        Self::Oddities,
        Self::BlankZeros,
        Self::PageBreak,
        Self::LineLost,
        Self::LinesSwapped,
        Self::LineBroken,
        Self::LinesJoined,
        Self::EmptyLines,
        Self::NoEmptyLines,
        Self::NoSpaces,
        Self::Misprint,
        Self::ValueLost,
        Self::StrangeRow,
        Self::OneRow,
        Self::BlankZerosOverPages,
        Self::NumberBroken,
        Self::OneValueALine,
        Self::BlockMoved,
        Self::OtherTable,
    ];

    const PAGE: [Self; 5] = [
        Self::None,
        Self::Oddities,
        Self::BlankZeros,
        Self::Misprint,
        Self::SpanLost,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Oddities => "notes, marks, short labels, blanks",
            Self::BlankZeros => "zeros left blank",
            Self::PageBreak => "a page ends in a table",
            Self::LineLost => "a line lost",
            Self::LinesSwapped => "two lines swapped",
            Self::LineBroken => "a line broken at a space",
            Self::LinesJoined => "two lines joined",
            Self::EmptyLines => "three empty lines more",
            Self::NoEmptyLines => "no empty lines",
            Self::NoSpaces => "no two spaces or tabs together",
            Self::Misprint => "three characters misread",
            Self::ValueLost => "a number lost",
            Self::StrangeRow => "a row that is not the form's",
            Self::OneRow => "three rows printed as one, marks for zeros",
            Self::BlankZerosOverPages => "zeros left blank, a page ends",
            Self::NumberBroken => "numbers and notes broken over lines",
            Self::OneValueALine => "each word of two lines on its own",
            Self::BlockMoved => "four lines moved",
            Self::OtherTable => "another table",
            Self::SpanLost => "a cell's span lost",
        }
    }

    /// The damaged text.
    fn of(self, text: String, dice: &mut Dice) -> String {
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let table: Vec<usize> = (1..lines.len() - 1)
            .filter(|&at| is_of_table(&lines[at]))
            .collect();
        if table.is_empty() {
            return text;
        }
        let at = *dice.pick(&table);
        match self {
            Self::None | Self::Oddities | Self::BlankZeros | Self::OneRow => {}
            Self::PageBreak | Self::BlankZerosOverPages => {
                lines.insert(at, "\n- 3 -\n\u{c}".to_owned())
            }
            Self::LineLost => {
                lines.remove(at);
            }
            Self::LinesSwapped => lines.swap(at, at + 1),
            Self::LineBroken => {
                let cut = (lines[at].trim().rfind([' ', '\t']))
                    .map(|cut| lines[at].len() - lines[at].trim_start().len() + cut);
                if let Some(cut) = cut {
                    let rest = lines[at].split_off(cut);
                    lines.insert(at + 1, rest);
                }
            }
            Self::LinesJoined => {
                let next = lines.remove(at + 1);
                lines[at] += &format!(" {}", next.trim());
            }
            Self::EmptyLines => {
                for _ in 0..3 {
                    lines.insert(*dice.pick(&table), String::new());
                }
            }
            Self::NoEmptyLines => {
                let (first, last) = (table[0], table[table.len() - 1]);
                let mut at = 0;
                lines.retain(|line| {
                    at += 1;
                    at < first || at > last || !line.trim().is_empty()
                });
            }
            Self::NoSpaces => {
                for at in table {
                    lines[at] = lines[at].split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
            Self::Misprint => {
                for _ in 0..3 {
                    misprint(&mut lines[*dice.pick(&table)], dice);
                }
            }
            Self::ValueLost => {
                let is_number = |line: &&usize| lines[**line].chars().any(|c| c.is_ascii_digit());
                let table: Vec<usize> = table.iter().filter(is_number).copied().collect();
                let line = &mut lines[*dice.pick(&table)];
                let numbers: Vec<_> = line
                    .match_indices(|c: char| c.is_ascii_digit())
                    .map(|(at, _)| at)
                    .collect();
                let start = *dice.pick(&numbers);
                let end = (start..line.len())
                    .find(|&at| !line.as_bytes()[at].is_ascii_digit())
                    .unwrap_or(line.len());
                line.replace_range(start..end, "");
            }
            Self::StrangeRow => lines.insert(at, "大气污染防治信息 12 7".to_owned()),
            Self::NumberBroken => {
                // Behind the comma of 3,119 or inside a note's bracket.
                let is_cut = |line: &str| {
                    line.find([',', '其'])
                        .filter(|cut| line[..*cut].contains(|c: char| c.is_ascii_digit()))
                };
                for at in (0..lines.len()).rev() {
                    if let Some(cut) = is_cut(&lines[at]).filter(|_| table.contains(&at)) {
                        let cut = cut + usize::from(lines[at].as_bytes()[cut] == b',');
                        let indent = lines[at][..cut].chars().count() - 2;
                        let rest = lines[at].split_off(cut);
                        lines.insert(at + 1, format!("{}{rest}", " ".repeat(indent)));
                    }
                }
            }
            Self::OneValueALine => {
                for at in [*dice.pick(&table), at] {
                    lines[at] = lines[at].split_whitespace().collect::<Vec<_>>().join("\n");
                }
            }
            Self::BlockMoved => {
                let end = (at + 4).min(lines.len());
                let block: Vec<String> = lines.drain(at..end).collect();
                let to = (*dice.pick(&table)).min(lines.len());
                lines.splice(to..to, block);
            }
            Self::OtherTable => {
                let other = "\n项目          件数    人次    金额\n大气污染防治     12     7     3.5\n水土保持       -     8     1,204\n其余                 4\n合计          12    15\n";
                lines.insert(table[0], other.to_owned());
            }
            Self::SpanLost => {
                let spans: Vec<_> = text.match_indices("span=").map(|(at, _)| at).collect();
                if spans.is_empty() {
                    return text;
                }
                let at = *dice.pick(&spans);
                return format!("{}lost={}", &text[..at], &text[at + 5..]);
            }
        }
        lines.join("\n")
    }
}

/// A line as tables have them: short, no sentence.
fn is_of_table(line: &str) -> bool {
    let has_number = line.chars().any(|c| c.is_ascii_digit());
    let characters = line.chars().filter(|c| !c.is_whitespace()).count();
    let is_prose = line.contains(['。', '，', '年', '：']);
    characters > 0 && !is_prose && (has_number || characters < 20)
}

/// One ideograph of a line becomes another.
fn misprint(line: &mut String, dice: &mut Dice) {
    let all: Vec<(usize, char)> = line
        .char_indices()
        .filter(|(_, c)| matches!(c, '\u{4e00}'..='\u{9fff}'))
        .collect();
    if let Some(&(at, c)) = all.get(dice.below(all.len())) {
        let other = *dice.pick(&["止", "的", "务", "己", "口", "干", "末"]);
        line.replace_range(at..at + c.len_utf8(), other);
    }
}

/// What is found of reports in one shape with one damage.
#[derive(Debug, Default)]
struct Found {
    printed: usize,
    right: usize,
    other: usize,
    kept: usize,
    warnings: usize,
}

fn found(shape: Shape, damage: Damage, reports: u64) -> Found {
    let mut sum = Found::default();
    for edition in Edition::ALL {
        for nth in 0..reports {
            let mut dice = Dice::new(7000 + nth);
            let oddities = match damage {
                Damage::Oddities => Oddities::any(&mut dice),
                Damage::BlankZeros | Damage::BlankZerosOverPages => Oddities {
                    blank_zeros: true,
                    ..Oddities::default()
                },
                Damage::OneRow => Oddities {
                    other_as_one_row: true,
                    marks_for_zero: true,
                    ..Oddities::default()
                },
                Damage::NumberBroken => Oddities {
                    grouped_digits: true,
                    notes_in_cells: true,
                    ..Oddities::default()
                },
                _ => Oddities::default(),
            };
            let report = Report::new(edition, oddities, &mut dice);
            let text = damage.of(shape.print(&report, None, &mut dice), &mut dice);
            sum.printed += report.facts.len();
            let Ok(parsed) = parse(text.as_bytes()) else {
                continue;
            };
            for ((indicator, column), value) in facts(&parsed) {
                let printed = report
                    .facts
                    .iter()
                    .find(|((i, c), _)| *i == indicator && *c == column);
                match printed {
                    Some((_, printed)) if *printed == value.clone().unwrap_or_default() => {
                        sum.right += 1
                    }
                    _ => sum.other += 1,
                }
            }
            sum.kept += parsed
                .facts
                .iter()
                .filter(|fact| fact.indicator.is_empty())
                .count();
            sum.warnings += parsed
                .diagnostics
                .iter()
                .filter(|d| d.severity == Severity::Warning)
                .count();
        }
    }
    sum
}

/// The page's lines for one shape are what is found.
fn hold(shape: Shape, damages: &[Damage], reports: u64) {
    static WRITING: Mutex<()> = Mutex::new(());
    let start = format!("| {} | ", shape.name());
    let mut want = String::new();
    for &damage in damages {
        let found = found(shape, damage, reports);
        let _ = writeln!(
            want,
            "{start}{} | {} | {} | {} | {} | {} |",
            damage.name(),
            found.printed,
            found.right,
            found.other,
            found.kept,
            found.warnings
        );
        if matches!(damage, Damage::None | Damage::Oddities | Damage::BlankZeros) {
            assert_eq!(found.other, 0, "a whole print gives no wrong fact");
        }
    }
    let _one = WRITING.lock();
    let page = fs::read_to_string(PATH).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        let at = page.find(&start).unwrap_or(page.len());
        let (before, after) = (&page[..at], &page[at..]);
        let after: String = after
            .split_inclusive('\n')
            .filter(|line| !line.starts_with(&start))
            .collect();
        fs::write(PATH, format!("{before}{want}{after}")).unwrap();
        return;
    }
    let have: String = page
        .split_inclusive('\n')
        .filter(|line| line.starts_with(&start))
        .collect();
    assert_eq!(
        want, have,
        "docs/recall.md is not current: UPDATE=1 cargo test --test recall"
    );
}

#[test]
fn lines_in_columns() {
    hold(Shape::Text(Layout::Columns), &Damage::TEXT, 3);
}

#[test]
fn lines_of_a_stream() {
    hold(Shape::Text(Layout::Stream), &Damage::TEXT, 3);
}

#[test]
fn values_and_labels_apart() {
    hold(Shape::Text(Layout::Scrambled), &Damage::TEXT, 3);
}

#[test]
fn one_cell_a_line() {
    hold(Shape::Text(Layout::Cells), &Damage::TEXT, 1);
}

#[test]
fn tabs() {
    hold(Shape::Text(Layout::Tab), &Damage::TEXT, 1);
}

#[test]
fn markdown() {
    hold(Shape::Text(Layout::Markdown), &Damage::TEXT, 1);
}

#[test]
fn pages() {
    hold(Shape::Page(Page::Plain), &Damage::PAGE, 3);
}
