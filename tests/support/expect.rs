//! A parsed report held against the truth.

use std::collections::BTreeMap;

use super::model::Report;
use super::print::traditional;

/// What a reader got wrong, in lines; empty if nothing.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// A fact that is not the one printed: never allowed.
    pub wrong: Vec<String>,
    /// A fact that was not found.
    pub missing: Vec<String>,
    /// Title, organ, year, period, headings, edition.
    pub metadata: Vec<String>,
}

impl Verdict {
    pub fn is_perfect(&self) -> bool {
        self.wrong.is_empty() && self.missing.is_empty() && self.metadata.is_empty()
    }
}

/// White space out, for texts that a layout may space.
pub fn squash(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Heading and number without the mark between them.
pub fn heading_key(text: &str) -> String {
    squash(text).replace(['、', '.', '．'], "")
}

/// Indicator and column to value; `None` where the cell holds no number.
pub fn facts(parsed: &gongkai::Report) -> BTreeMap<(String, String), Option<String>> {
    parsed
        .facts
        .iter()
        .filter(|fact| !fact.derived && !fact.indicator.is_empty())
        .map(|fact| {
            (
                (fact.indicator.to_string(), fact.column.to_string()),
                fact.value.as_deref().map(str::to_owned),
            )
        })
        .collect()
}

pub fn judge(report: &Report, parsed: &gongkai::Report) -> Verdict {
    let mut verdict = Verdict::default();
    let got = facts(parsed);
    for ((indicator, column), value) in &report.facts {
        let want = (!value.is_empty()).then(|| value.clone());
        match got.get(&((*indicator).to_owned(), (*column).to_owned())) {
            Some(have) if *have == want => {}
            Some(have) => verdict
                .wrong
                .push(format!("{indicator} {column}: {have:?} for {want:?}")),
            None => verdict
                .missing
                .push(format!("{indicator} {column}: {want:?}")),
        }
    }
    for ((indicator, column), value) in &got {
        if !report
            .facts
            .keys()
            .any(|(i, c)| i == indicator && c == column)
        {
            verdict.wrong.push(format!(
                "{indicator} {column}: {value:?}, which is not printed"
            ));
        }
    }
    let printed = |text: &str| {
        squash(&if report.oddities.traditional {
            traditional(text)
        } else {
            text.to_owned()
        })
    };
    let mut hold = |what: &str, have: String, want: String| {
        if have != want {
            verdict.metadata.push(format!("{what}: {have} for {want}"));
        }
    };
    let text =
        |of: &Option<gongkai::report::Text>| of.as_ref().map_or(String::new(), |t| squash(&t.text));
    hold("title", text(&parsed.title), printed(&report.title));
    hold("agency", text(&parsed.agency), printed(&report.agency));
    hold(
        "year",
        format!("{:?}", parsed.year),
        format!("{:?}", Some(report.year)),
    );
    hold(
        "edition",
        parsed
            .edition
            .as_ref()
            .map_or(String::new(), |e| e.id.to_string()),
        report.edition.id().to_owned(),
    );
    hold(
        "period",
        parsed
            .period
            .as_ref()
            .map_or(String::new(), |p| format!("{} {}", p.start, p.end)),
        format!("{0}-01-01 {0}-12-31", report.year),
    );
    let headings: Vec<String> = parsed
        .sections
        .iter()
        .filter_map(|s| Some(heading_key(&format!("{}{}", s.number.as_ref()?, s.heading))))
        .collect();
    let want: Vec<String> = report
        .headings
        .iter()
        .map(|h| heading_key(&printed(h)))
        .collect();
    hold("headings", format!("{headings:?}"), format!("{want:?}"));
    if let Some(date) = &report.date {
        hold(
            "date",
            parsed
                .published
                .as_ref()
                .map_or(String::new(), |p| p.date.clone()),
            date.clone(),
        );
    }
    verdict
}

/// Title, metadata, headings and paragraphs without their places.
pub fn outline(parsed: &gongkai::Report) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    let text =
        |of: &Option<gongkai::report::Text>| of.as_ref().map_or(String::new(), |t| t.text.clone());
    let _ = writeln!(
        out,
        "{} / {} / {:?} / {:?} / {:?}",
        squash(&text(&parsed.title)),
        text(&parsed.agency),
        parsed.year,
        parsed.period.as_ref().map(|p| (&p.start, &p.end)),
        parsed.edition.as_ref().map(|e| &e.id),
    );
    sections(&parsed.sections, &mut out);
    out
}

fn sections(of: &[gongkai::report::Section], out: &mut String) {
    use std::fmt::Write as _;
    for section in of {
        let number = section.number.as_deref().unwrap_or("");
        let _ = writeln!(
            out,
            "{} {}{}",
            section.level,
            squash(number),
            squash(&section.heading)
        );
        for block in &section.blocks {
            match block {
                gongkai::report::Block::Paragraph(text) => {
                    let _ = writeln!(out, "  {}", squash(&text.text));
                }
                gongkai::report::Block::List(items) => {
                    for item in items {
                        let _ = writeln!(out, "  - {}", squash(&item.text));
                    }
                }
                // A table may be printed in pieces.
                gongkai::report::Block::Table(_) if out.ends_with("[table]\n") => {}
                gongkai::report::Block::Table(_) => out.push_str("  [table]\n"),
            }
        }
        sections(&section.sections, out);
    }
}
