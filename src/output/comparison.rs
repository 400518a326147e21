//! Comparisons for the terminal and as CSV.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use crate::compare::{Comparison, Panel, Which, YearCheck};

/// Columns that a label takes at most in the terminal's table.
const LABEL: usize = 44;

/// A table whose columns are as wide as their widest cell, in terminal columns.
#[derive(Debug, Default)]
struct Grid {
    rows: Vec<Vec<String>>,
    /// Columns from this one on are numbers and stand to the right.
    numbers: usize,
}

impl Grid {
    fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|c| {
                let cells = self.rows.iter().filter_map(|row| row.get(c));
                cells.map(|cell| cell.width()).max().unwrap_or(0)
            })
            .collect();
        for row in &self.rows {
            let mut line = String::new();
            for (c, cell) in row.iter().enumerate() {
                let pad = " ".repeat(widths[c] - cell.width());
                if c > 0 {
                    line.push_str("  ");
                }
                if c >= self.numbers {
                    line.push_str(&pad);
                    line.push_str(cell);
                } else {
                    line.push_str(cell);
                    line.push_str(&pad);
                }
            }
            writeln!(to, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

fn name(which: &Which) -> String {
    let year = which.year.map_or("?".to_owned(), |year| year.to_string());
    match &which.agency {
        Some(agency) => format!("{agency} {year}"),
        None => year,
    }
}

/// A label cut to the table's width.
fn cut(label: &str) -> String {
    let mut shown = String::new();
    let mut width = 0;
    for c in label.chars().filter(|c| !c.is_control()) {
        width += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if width > LABEL {
            shown.push('…');
            break;
        }
        shown.push(c);
    }
    shown
}

/// The comparison for reading.
///
/// # Errors
/// Those of the writer.
pub fn text(comparison: &Comparison, to: &mut impl Write) -> io::Result<()> {
    writeln!(
        to,
        "old  {}  {}",
        name(&comparison.old),
        comparison.old.path
    )?;
    writeln!(
        to,
        "new  {}  {}\n",
        name(&comparison.new),
        comparison.new.path
    )?;
    let mut grid = Grid {
        rows: vec![
            [
                "indicator",
                "column",
                "label",
                "unit",
                "old",
                "new",
                "change",
                "%",
            ]
            .map(str::to_owned)
            .to_vec(),
        ],
        numbers: 4,
    };
    for change in &comparison.indicators {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
        let signed = |value: &Option<String>| match value.as_deref() {
            None => "–".to_owned(),
            Some("0") => "0".to_owned(),
            Some(value) if value.starts_with('-') => value.to_owned(),
            Some(value) => format!("+{value}"),
        };
        grid.rows.push(vec![
            change.indicator.clone(),
            change.column.clone(),
            if change.derived {
                "(sum)".to_owned()
            } else {
                cut(&change.label)
            },
            change.unit.clone().unwrap_or_default(),
            shown(&change.old),
            shown(&change.new),
            signed(&change.change),
            signed(&change.percent),
        ]);
    }
    if comparison.indicators.is_empty() {
        writeln!(to, "no indicator that both reports print")?;
    } else {
        grid.write(to)?;
    }
    writeln!(to)?;
    if comparison.checks.is_empty() {
        writeln!(to, "no identity crosses these two reports")?;
    }
    for check in &comparison.checks {
        check_line(check, "", to)?;
    }
    for (sign, headings) in [
        ('+', &comparison.headings.added),
        ('-', &comparison.headings.dropped),
    ] {
        for heading in headings {
            writeln!(to, "{sign} heading {}", cut(heading))?;
        }
    }
    let prose = &comparison.prose;
    writeln!(
        to,
        "{} of {} sentences are carried over word for word ({})",
        prose.carried_over,
        prose.new_sentences,
        prose.share.as_deref().unwrap_or("–")
    )
}

fn check_line(check: &YearCheck, before: &str, to: &mut impl Write) -> io::Result<()> {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "blank".to_owned());
    let terms: Vec<String> = check
        .operands
        .iter()
        .enumerate()
        .map(|(at, term)| {
            let sign = match (term.less, at) {
                (true, _) => "− ",
                (false, 0) => "",
                (false, _) => "+ ",
            };
            format!("{sign}{}", shown(&term.value))
        })
        .collect();
    let relation = match check.status {
        "holds" => "=",
        "violated" => "≠",
        _ => "?",
    };
    writeln!(
        to,
        "{before}{} {}: {} ({}): {} {relation} {}",
        check.identity,
        check.status,
        check.indicator,
        check.column,
        shown(&check.left),
        terms.join(" ")
    )
}

/// The comparison as CSV, a row an indicator.
///
/// # Errors
/// Those of the writer.
pub fn csv(comparison: &Comparison, to: &mut impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record([
        "indicator",
        "column",
        "label",
        "unit",
        "old",
        "new",
        "change",
        "percent",
        "derived",
    ])?;
    for change in &comparison.indicators {
        csv.write_record([
            &*change.indicator,
            &change.column,
            &change.label,
            change.unit.as_deref().unwrap_or_default(),
            change.old.as_deref().unwrap_or_default(),
            change.new.as_deref().unwrap_or_default(),
            change.change.as_deref().unwrap_or_default(),
            change.percent.as_deref().unwrap_or_default(),
            if change.derived { "true" } else { "false" },
        ])?;
    }
    csv.flush()
}

/// The panel for reading.
///
/// # Errors
/// Those of the writer.
pub fn panel_text(panel: &Panel, to: &mut impl Write) -> io::Result<()> {
    for report in &panel.reports {
        writeln!(to, "{}  {}", name(report), report.path)?;
    }
    writeln!(to)?;
    let mut grid = Grid {
        rows: vec![heads(panel)],
        numbers: 3,
    };
    for row in &panel.rows {
        let mut cells = vec![
            row.indicator.clone(),
            row.column.clone(),
            row.unit.clone().unwrap_or_default(),
        ];
        let values = row.values.iter();
        cells.extend(values.map(|v| v.clone().unwrap_or_else(|| "–".to_owned())));
        grid.rows.push(cells);
    }
    grid.write(to)?;
    writeln!(to)?;
    for (at, check) in &panel.checks {
        let year = panel.reports.get(*at).map(name).unwrap_or_default();
        check_line(check, &format!("{year}: "), to)?;
    }
    Ok(())
}

fn heads(panel: &Panel) -> Vec<String> {
    let mut heads = ["indicator", "column", "unit"].map(str::to_owned).to_vec();
    let years = panel.reports.iter();
    heads.extend(years.map(|r| r.year.map_or("?".to_owned(), |y| y.to_string())));
    heads
}

/// The panel as CSV, a row an indicator and column, a column a year.
///
/// # Errors
/// Those of the writer.
pub fn panel_csv(panel: &Panel, to: &mut impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(heads(panel))?;
    for row in &panel.rows {
        let mut cells = vec![
            row.indicator.clone(),
            row.column.clone(),
            row.unit.clone().unwrap_or_default(),
        ];
        cells.extend(row.values.iter().map(|v| v.clone().unwrap_or_default()));
        csv.write_record(cells)?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        let grid = Grid {
            rows: vec![
                vec!["规章".to_owned(), "1".to_owned()],
                vec!["ab".to_owned(), "20".to_owned()],
            ],
            numbers: 1,
        };
        let mut out = Vec::new();
        grid.write(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "规章   1\nab    20\n");
    }
}
