//! The year and the day that a report names: one year everywhere, and a day after it.

use smol_str::ToSmolStr as _;

use super::Findings;
use crate::chars::half_width;
use crate::edition::Statistics;
use crate::layout::Outline;
use crate::layout::number::{chinese_digit, digit};
use crate::report::{Check, Diagnostic, Severity, SmolStr, Status};
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
        Some(year.to_smolstr()),
        other.map(|(other, ..)| other.to_smolstr()),
    ));
    if let Some((other, what, region)) = other {
        findings.diagnostics.push(Diagnostic {
            code: "PERIOD-YEAR",
            severity: Severity::Error,
            message: format!("{what} names {other}, {first} names {year}").into(),
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
        Some(published.date.as_str().into()),
        Some(end.as_str().into()),
    ));
    if !holds {
        findings.diagnostics.push(Diagnostic {
            code: "DATE-AFTER",
            severity: Severity::Warning,
            message: format!(
                "the report is dated {}, and its period ends {end}",
                published.date
            )
            .into(),
            region: published.region.clone(),
            help: Some("the year of the date is often last year's in January".into()),
        });
    }
}

fn check(id: &str, status: Status, left: Option<SmolStr>, right: Option<SmolStr>) -> Check {
    Check {
        identity: id.into(),
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
        statistics.tables[0].cells[0].text = "2017年度".into();
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

    /// What a table whose caption and cells say this is checked to be, beside a report that names
    /// no year elsewhere.
    fn year_of(caption: Option<&str>, cells: &[(u32, &str)]) -> Option<Status> {
        let mut statistics = super::super::testing::table("statistics", &["a"], &[("x", &["1"])]);
        let cell = statistics.tables[0].cells.remove(0);
        statistics.tables[0].caption = caption.map(|text| Text {
            text: text.to_owned(),
            region: Region::default(),
        });
        statistics.tables[0].cells = (cells.iter())
            .map(|&(row, text)| crate::report::Cell {
                row,
                text: text.into(),
                ..cell.clone()
            })
            .collect();
        let mut findings = Findings::default();
        period_year(&Outline::default(), &statistics, &mut findings);
        findings.checks.first().map(|check| check.status)
    }

    #[test]
    fn a_year_is_one_if_a_short_head_or_the_caption_names_it() {
        let head = "2018年度";
        assert_eq!(year_of(None, &[(0, head)]), Some(Status::NotEvaluable));
        assert_eq!(
            year_of(Some("2018年统计表"), &[(0, head)]),
            Some(Status::Holds)
        );
        assert_eq!(
            year_of(Some("2017年统计表"), &[(0, head)]),
            Some(Status::Violated)
        );
        // Two years in one text say nothing, nor do a long head, a row below the heads, other digits.
        for cell in [
            (0, "2017年和2018年"),
            (0, "2018"),
            (HEAD_ROWS, head),
            (0, &*format!("{head}{}", "的".repeat(MAX_HEAD))),
            (0, "1989年度"),
            (0, "2100年度"),
        ] {
            assert_eq!(year_of(None, &[cell]), None, "{cell:?}");
        }
        assert_eq!(
            year_of(None, &[(HEAD_ROWS - 1, "1990年和1990年")]),
            Some(Status::NotEvaluable)
        );
    }
}
