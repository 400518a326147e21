//! What the report says about itself outside its tables: its year, its date, the numbers and the
//! topics of its headings.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Findings;
use crate::chars::half_width;
use crate::edition::Statistics;
use crate::layout::Outline;
use crate::layout::number::{chinese_digit, digit};
use crate::report::{Check, Diagnostic, Section, Severity, Status};
use crate::span::Region;

/// Rows of a table in which its heads are looked for.
const HEAD_ROWS: u32 = 4;
/// Characters of a cell beyond which it is no head.
const MAX_HEAD: usize = 24;

/// `PERIOD-YEAR`: title, period and table heads name one year.
pub(super) fn period_year(outline: &Outline, statistics: &Statistics, findings: &mut Findings) {
    let mut named: Vec<(u16, &str, &Region)> = Vec::new();
    if let Some(title) = &outline.title
        && let Some(year) = only_year(&title.text)
    {
        named.push((year, "the title", &title.region));
    }
    if let Some(period) = &outline.period {
        for (day, what) in [
            (&period.start, "the period's start"),
            (&period.end, "the period's end"),
        ] {
            if let Some(year) = day.get(..4).and_then(|year| year.parse().ok()) {
                named.push((year, what, &period.region));
            }
        }
    }
    for table in statistics.tables.iter().filter(|t| t.table.is_some()) {
        if let Some(caption) = &table.caption
            && let Some(year) = only_year(&caption.text)
        {
            named.push((year, "a table's caption", &caption.region));
        }
        for cell in &table.cells {
            if cell.row < HEAD_ROWS
                && cell.text.len() <= MAX_HEAD
                && cell.text.contains('年')
                && let Some(year) = only_year(&cell.text)
            {
                named.push((year, "a table's head", &cell.region));
            }
        }
    }
    let Some(&(year, first, _)) = named.first() else {
        return;
    };
    let other = named.iter().find(|(other, ..)| *other != year);
    let status = match other {
        Some(_) => Status::Violated,
        None if named.len() > 1 => Status::Holds,
        None => Status::NotEvaluable,
    };
    findings.checks.push(check(
        "PERIOD-YEAR",
        status,
        Some(year.to_string()),
        other.map(|(other, ..)| other.to_string()),
    ));
    if let Some((other, what, region)) = other {
        findings.diagnostics.push(Diagnostic {
            code: "PERIOD-YEAR",
            severity: Severity::Error,
            message: format!("{what} names {other}, {first} names {year}"),
            region: Some((*region).clone()),
            help: Some(
                "one of them was carried over from another year's report; see which year the \
                 numbers are of"
                    .into(),
            ),
        });
    }
}

/// The one year that a text names: four digits before 年.
fn only_year(text: &str) -> Option<u16> {
    let chars: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(half_width)
        .collect();
    let mut only = None;
    for (at, _) in chars.iter().enumerate().filter(|&(_, &c)| c == '年') {
        let Some(start) = at.checked_sub(4) else {
            continue;
        };
        let year = chars[start..at].iter().try_fold(0, |year: u16, &c| {
            let digit = digit(c).or_else(|| chinese_digit(c))?;
            Some(year * 10 + u16::try_from(digit).ok()?)
        });
        let Some(year) = year.filter(|year| (1990..2100).contains(year)) else {
            continue;
        };
        if only.is_some_and(|only| only != year) {
            return None;
        }
        only = Some(year);
    }
    only
}

/// `DATE-AFTER`: the report is dated after its period.
pub(super) fn date_after(outline: &Outline, findings: &mut Findings) {
    let Some(published) = &outline.published else {
        return;
    };
    let end = match (&outline.period, outline.year) {
        (Some(period), _) => period.end.clone(),
        (None, Some(year)) => format!("{year}-12-31"),
        (None, None) => return,
    };
    // Both are YYYY-MM-DD, so that their order is the days'.
    let holds = published.date > end;
    let status = if holds {
        Status::Holds
    } else {
        Status::Violated
    };
    findings.checks.push(check(
        "DATE-AFTER",
        status,
        Some(published.date.clone()),
        Some(end.clone()),
    ));
    if !holds {
        findings.diagnostics.push(Diagnostic {
            code: "DATE-AFTER",
            severity: Severity::Warning,
            message: format!(
                "the report is dated {}, and its period ends {end}",
                published.date
            ),
            region: published.region.clone(),
            help: Some("the year of the date is often last year's in January".into()),
        });
    }
}

/// The numbers of headings: none missing, none twice.
pub(super) fn section_numbers(outline: &Outline, findings: &mut Findings) {
    siblings(&outline.sections, findings);
}

/// Depth is at most four.
fn siblings(sections: &[Section], findings: &mut Findings) {
    let mut before: Option<(u8, u32)> = None;
    for section in sections {
        siblings(&section.sections, findings);
        let Some(ordinal) = section.ordinal else {
            continue;
        };
        let expected = match before {
            Some((level, before)) if level == section.level => before.saturating_add(1),
            _ => 1,
        };
        let first = before.is_none_or(|(level, _)| level != section.level);
        before = Some((section.level, ordinal));
        let number = section.number.as_deref().unwrap_or_default();
        let (severity, message) = if ordinal == expected {
            continue;
        } else if ordinal + 1 == expected {
            (
                Severity::Warning,
                format!("the number {number} is there twice"),
            )
        } else if ordinal == 1 {
            (
                Severity::Note,
                format!("the numbers start again at {number}"),
            )
        } else if ordinal > expected {
            let what = if first { "the first is" } else { "after it is" };
            (
                Severity::Warning,
                format!("a number is missing: {expected} is expected, and {what} {number}"),
            )
        } else {
            (
                Severity::Warning,
                format!("the number {number} is out of order"),
            )
        };
        findings.diagnostics.push(Diagnostic {
            code: "section_number",
            severity,
            message,
            region: Some(section.region.clone()),
            help: Some(
                "look whether a heading was lost when the report was saved, or its number is \
                 wrong in print"
                    .into(),
            ),
        });
    }
}

#[derive(Debug, Default, Deserialize)]
struct Rules {
    required: Vec<Required>,
}

#[derive(Debug, Deserialize)]
struct Required {
    from: u16,
    to: Option<u16>,
    source: String,
    topics: Vec<String>,
}

/// Topics that the rule for the report's year requires and no heading has.
pub(super) fn required_topics(outline: &Outline, findings: &mut Findings) {
    static RULES: LazyLock<Rules> = LazyLock::new(|| {
        // A test holds that it reads.
        toml::from_str(include_str!("../../grammar/structure.toml")).unwrap_or_default()
    });
    let Some(year) = outline.year else {
        return;
    };
    // A report without headings, or cut off, has no heading to miss.
    let cut = outline.diagnostics.iter().any(|d| d.code == "truncated");
    let rule = RULES
        .required
        .iter()
        .find(|r| r.from <= year && r.to.is_none_or(|to| year <= to));
    let Some(rule) = rule.filter(|_| !cut && outline.sections.len() > 1) else {
        return;
    };
    let mut topics = Vec::new();
    collect(&outline.sections, &mut topics);
    for topic in rule.topics.iter().filter(|t| !topics.contains(&&***t)) {
        findings.diagnostics.push(Diagnostic {
            code: "section_missing",
            severity: Severity::Warning,
            message: format!("no heading is about {topic}"),
            region: None,
            help: Some(format!("{} requires it", rule.source)),
        });
    }
}

/// Depth is at most four.
fn collect(sections: &[Section], topics: &mut Vec<&'static str>) {
    for section in sections {
        if let Some(topic) = section.topic
            && !topics.contains(&topic)
        {
            topics.push(topic);
        }
        collect(&section.sections, topics);
    }
}

fn check(id: &str, status: Status, left: Option<String>, right: Option<String>) -> Check {
    Check {
        identity: id.to_owned(),
        table: None,
        column: None,
        status,
        left,
        right,
        blanks_as_zero: false,
        operands: Vec::new(),
        smallest_change: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Period, Published, Text};

    fn section(level: u8, ordinal: u32, topic: Option<&'static str>) -> Section {
        Section {
            level,
            number: Some(format!("{ordinal}、")),
            ordinal: Some(ordinal),
            heading: String::new(),
            run_in: None,
            topic,
            region: Region::default(),
            blocks: Vec::new(),
            sections: Vec::new(),
        }
    }

    fn numbers(ordinals: &[u32]) -> Vec<(Severity, String)> {
        let outline = Outline {
            sections: ordinals.iter().map(|&o| section(1, o, None)).collect(),
            ..Outline::default()
        };
        let mut findings = Findings::default();
        section_numbers(&outline, &mut findings);
        findings
            .diagnostics
            .into_iter()
            .map(|d| (d.severity, d.message))
            .collect()
    }

    #[test]
    fn a_missing_a_repeated_and_a_restarted_number() {
        assert!(numbers(&[1, 2, 3]).is_empty());
        assert_eq!(
            numbers(&[1, 3]),
            [(
                Severity::Warning,
                "a number is missing: 2 is expected, and after it is 3、".to_owned()
            )]
        );
        assert_eq!(
            numbers(&[1, 2, 2, 3]),
            [(
                Severity::Warning,
                "the number 2、 is there twice".to_owned()
            )]
        );
        assert_eq!(
            numbers(&[1, 2, 3, 1, 2]),
            [(Severity::Note, "the numbers start again at 1、".to_owned())]
        );
        assert_eq!(
            numbers(&[2, 3]),
            [(
                Severity::Warning,
                "a number is missing: 1 is expected, and the first is 2、".to_owned()
            )]
        );
    }

    fn dated(title: &str, period: (&str, &str), published: &str) -> Outline {
        Outline {
            title: Some(Text {
                text: title.to_owned(),
                region: Region::default(),
            }),
            period: Some(Period {
                start: period.0.to_owned(),
                end: period.1.to_owned(),
                region: Region::default(),
            }),
            published: Some(Published {
                date: published.to_owned(),
                region: None,
            }),
            ..Outline::default()
        }
    }

    #[test]
    fn title_and_period_name_one_year() {
        let year = ("2018-01-01", "2018-12-31");
        for (title, status) in [
            ("某局2018年政府信息公开工作年度报告", Status::Holds),
            ("某局二〇一八年政府信息公开工作年度报告", Status::Holds),
            ("某局 ２０１７ 年政府信息公开工作年度报告", Status::Violated),
            ("某局政府信息公开工作年度报告", Status::Holds),
        ] {
            let mut findings = Findings::default();
            period_year(
                &dated(title, year, ""),
                &Statistics::default(),
                &mut findings,
            );
            assert_eq!(findings.checks[0].status, status, "{title}");
            assert_eq!(
                findings.diagnostics.len(),
                usize::from(status == Status::Violated)
            );
        }
    }

    #[test]
    fn the_head_of_a_table_names_the_year_too() {
        let mut statistics = super::super::testing::table("statistics", &["a"], &[("x", &["1"])]);
        statistics.tables[0].cells[0].text = "2017年度".to_owned();
        let mut findings = Findings::default();
        let outline = dated("2018年报告", ("2018-01-01", "2018-12-31"), "");
        period_year(&outline, &statistics, &mut findings);
        assert_eq!(findings.checks[0].status, Status::Violated);
        assert_eq!(
            findings.diagnostics[0].message,
            "a table's head names 2017, the title names 2018"
        );
    }

    #[test]
    fn a_report_is_dated_after_its_period() {
        for (date, status) in [
            ("2019-02-18", Status::Holds),
            ("2018-12-31", Status::Violated),
            ("2018-02-18", Status::Violated),
        ] {
            let mut findings = Findings::default();
            date_after(
                &dated("", ("2018-01-01", "2018-12-31"), date),
                &mut findings,
            );
            assert_eq!(findings.checks[0].status, status, "{date}");
        }
    }

    #[test]
    fn a_topic_that_the_rule_requires_is_missed() {
        let rules: Rules = toml::from_str(include_str!("../../grammar/structure.toml")).unwrap();
        let mut outline = Outline {
            year: Some(2018),
            sections: ["disclosure", "requests", "review", "problems"]
                .into_iter()
                .zip(1..)
                .map(|(topic, ordinal)| section(1, ordinal, Some(topic)))
                .collect(),
            ..Outline::default()
        };
        let mut findings = Findings::default();
        required_topics(&outline, &mut findings);
        let messages: Vec<_> = findings.diagnostics.iter().map(|d| &*d.message).collect();
        assert_eq!(messages, ["no heading is about fees"]);
        outline.sections[0]
            .sections
            .push(section(2, 1, Some("fees")));
        let mut findings = Findings::default();
        required_topics(&outline, &mut findings);
        assert!(findings.diagnostics.is_empty());
        for topic in rules.required.iter().flat_map(|rule| &rule.topics) {
            assert!(
                include_str!("../../grammar/headings.toml").contains(&format!("id = \"{topic}\"")),
                "{topic} is a topic of headings.toml"
            );
        }
    }
}
