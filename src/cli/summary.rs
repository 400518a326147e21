//! `gongkai summary`: what is in an archive.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use clap::ValueEnum;
use gongkai::Report;
use gongkai::output::json::{EncodingFrom, Form, Status as CheckStatus};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::batch;
use super::inputs::Inputs;
use super::options::{Reading, Writing};
use super::output::Output;
use super::progress::Progress;
use super::session::{Failed, Session};
use super::status::{Status, Stop};

/// How many rows of a list that may be long are printed as text.
const TOP: usize = 20;

/// What is in an archive: reports by year, edition, form and encoding, identities held and
/// violated, rows that no edition knows (the next aliases to add), duplicates
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gongkai summary reports/
  gongkai summary --format json reports.tar.gz | jq .unmapped_rows")]
pub struct Args {
    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    writing: Writing,

    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for reading; long lists are cut
    Text,
    /// One JSON document, complete
    Json,
}

/// What is kept of one report.
struct Kept {
    year: Option<u16>,
    edition: Option<String>,
    form: Form,
    encoding: (&'static str, EncodingFrom),
    checks: Vec<(String, CheckStatus)>,
    unmapped: Vec<Unmapped>,
    diagnostics: Vec<&'static str>,
    /// Of the text as a reader sees it.
    text: String,
}

/// A row that no edition knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
struct Unmapped {
    edition: Option<String>,
    table: Option<String>,
    label: String,
}

impl Kept {
    fn of(report: &Report) -> Self {
        let edition = report
            .edition
            .as_ref()
            .map(|edition| edition.id.to_string());
        let mut unmapped: Vec<Unmapped> = report
            .facts
            .iter()
            .filter(|fact| fact.indicator.is_empty())
            .map(|fact| Unmapped {
                edition: edition.clone(),
                table: report
                    .tables
                    .get(fact.cell[0])
                    .and_then(|table| table.table.as_deref())
                    .map(str::to_owned),
                label: fact.label.to_string(),
            })
            .collect();
        // One row has several cells.
        unmapped.dedup();
        let visible: String = report
            .text
            .chars()
            .filter(|&c| gongkai::chars::is_visible(c))
            .collect();
        let encoding = &report.source.encoding;
        Self {
            year: report.year,
            edition,
            form: report.source.form.into(),
            encoding: (encoding.used, encoding.how.into()),
            checks: report
                .checks
                .iter()
                .map(|check| (check.identity.to_string(), check.status.into()))
                .collect(),
            unmapped,
            diagnostics: report.diagnostics.iter().map(|d| d.code).collect(),
            text: gongkai::digest(visible.as_bytes()),
        }
    }
}

/// How often an identity came out how.
#[derive(Debug, Default, Serialize)]
struct Tally {
    holds: u64,
    violated: u64,
    not_evaluable: u64,
}

#[derive(Debug, Serialize)]
struct UnmappedCount {
    #[serde(flatten)]
    row: Unmapped,
    reports: u64,
}

/// The printed form.
#[derive(Debug, Serialize)]
struct Summary {
    schema: &'static str,
    read: u64,
    reports: u64,
    errors: BTreeMap<&'static str, u64>,
    years: BTreeMap<String, u64>,
    editions: BTreeMap<String, u64>,
    forms: BTreeMap<&'static str, u64>,
    encodings: BTreeMap<String, u64>,
    identities: BTreeMap<String, Tally>,
    diagnostics: BTreeMap<&'static str, u64>,
    unmapped_rows: Vec<UnmappedCount>,
    /// Groups of inputs with the same text.
    duplicates: Vec<Vec<String>>,
}

#[derive(Default)]
struct Counter {
    read: u64,
    errors: BTreeMap<&'static str, u64>,
    years: BTreeMap<String, u64>,
    editions: BTreeMap<String, u64>,
    forms: BTreeMap<&'static str, u64>,
    encodings: BTreeMap<String, u64>,
    identities: BTreeMap<String, Tally>,
    diagnostics: BTreeMap<&'static str, u64>,
    unmapped: HashMap<Unmapped, u64>,
    texts: HashMap<String, usize>,
    names: Vec<Vec<String>>,
}

impl Counter {
    fn add(&mut self, name: String, read: Result<Kept, &Failed>) {
        self.read += 1;
        let kept = match read {
            Ok(kept) => kept,
            Err(failed) => {
                *self.errors.entry(failed.failure.code).or_default() += 1;
                return;
            }
        };
        let unknown = || "unknown".to_owned();
        let year = kept.year.map_or_else(unknown, |year| year.to_string());
        *self.years.entry(year).or_default() += 1;
        let edition = kept.edition.unwrap_or_else(unknown);
        *self.editions.entry(edition).or_default() += 1;
        *self.forms.entry(kept.form.word()).or_default() += 1;
        let (used, how) = kept.encoding;
        let encoding = format!("{used} ({})", how.word());
        *self.encodings.entry(encoding).or_default() += 1;
        for (identity, status) in kept.checks {
            let tally = self.identities.entry(identity).or_default();
            match status {
                CheckStatus::Holds => tally.holds += 1,
                CheckStatus::Violated => tally.violated += 1,
                CheckStatus::NotEvaluable => tally.not_evaluable += 1,
            }
        }
        for code in kept.diagnostics {
            *self.diagnostics.entry(code).or_default() += 1;
        }
        for row in kept.unmapped {
            *self.unmapped.entry(row).or_default() += 1;
        }
        let group = *self.texts.entry(kept.text).or_insert(self.names.len());
        match self.names.get_mut(group) {
            Some(names) => names.push(name),
            None => self.names.push(vec![name]),
        }
    }

    fn finish(self) -> Summary {
        let mut unmapped_rows: Vec<UnmappedCount> = self
            .unmapped
            .into_iter()
            .map(|(row, reports)| UnmappedCount { row, reports })
            .collect();
        unmapped_rows.sort_by(|a, b| b.reports.cmp(&a.reports).then_with(|| a.row.cmp(&b.row)));
        Summary {
            schema: "gongkai/summary/1",
            read: self.read,
            reports: self.read - self.errors.values().sum::<u64>(),
            errors: self.errors,
            years: self.years,
            editions: self.editions,
            forms: self.forms,
            encodings: self.encodings,
            identities: self.identities,
            diagnostics: self.diagnostics,
            unmapped_rows,
            duplicates: self
                .names
                .into_iter()
                .filter(|names| names.len() > 1)
                .collect(),
        }
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let session = Session::new(&args.reading)?;
    let inputs = Inputs::new(&args.reading)?;
    let mut output = Output::open(args.writing.output.as_deref())?;
    let mut progress = Progress::new(&inputs, args.reading.quiet, false, false);
    let mut counter = Counter::default();
    let work = |_, input| {
        let document = session.load(input)?;
        let name = document.name.clone();
        let kept = session.parse(document, Kept::of)?;
        Ok((name, kept))
    };
    batch::run(&inputs, session.jobs(), work, |done: Result<_, Failed>| {
        match done {
            Ok((name, kept)) => {
                progress.done(None);
                counter.add(name, Ok(kept));
            }
            Err(failed) => {
                progress.done(Some(&failed));
                counter.add(String::new(), Err(&failed));
            }
        }
        Ok(())
    })?;
    progress.finish();
    let summary = counter.finish();
    match args.format {
        Format::Text => summary.print(&mut output)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut output, &summary)?;
            output.write_all(b"\n")?;
        }
    }
    let status = if summary.errors.is_empty() {
        Status::Done
    } else {
        Status::Input
    };
    output.finish(status)
}

impl Summary {
    fn print(&self, to: &mut impl Write) -> io::Result<()> {
        writeln!(to, "{} read, {} reports", self.read, self.reports)?;
        counts(to, "error", &self.errors)?;
        counts(to, "year", &self.years)?;
        counts(to, "edition", &self.editions)?;
        counts(to, "form", &self.forms)?;
        counts(to, "encoding", &self.encodings)?;
        counts(to, "diagnostic", &self.diagnostics)?;
        if !self.identities.is_empty() {
            let head = ["identity", "holds", "violated", "not evaluable"].map(str::to_owned);
            let rows = self.identities.iter().map(|(identity, tally)| {
                [
                    identity.clone(),
                    tally.holds.to_string(),
                    tally.violated.to_string(),
                    tally.not_evaluable.to_string(),
                ]
            });
            table(to, std::iter::once(head).chain(rows))?;
        }
        if !self.unmapped_rows.is_empty() {
            let head = ["row that no edition knows", "reports", "edition", "table"];
            let rows = self.unmapped_rows.iter().take(TOP).map(|count| {
                [
                    count.row.label.clone(),
                    count.reports.to_string(),
                    count.row.edition.clone().unwrap_or_default(),
                    count.row.table.clone().unwrap_or_default(),
                ]
            });
            table(to, std::iter::once(head.map(str::to_owned)).chain(rows))?;
            more(to, self.unmapped_rows.len())?;
        }
        if !self.duplicates.is_empty() {
            writeln!(to, "\nthe same text under different names")?;
            for names in self.duplicates.iter().take(TOP) {
                writeln!(to, "  {}", names.join("  "))?;
            }
            more(to, self.duplicates.len())?;
        }
        Ok(())
    }
}

fn more(to: &mut impl Write, rows: usize) -> io::Result<()> {
    match rows.checked_sub(TOP) {
        None | Some(0) => Ok(()),
        Some(more) => writeln!(to, "  … and {more} more (--format json has all)"),
    }
}

fn counts<K: AsRef<str>>(
    to: &mut impl Write,
    head: &str,
    counts: &BTreeMap<K, u64>,
) -> io::Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    let head = [head.to_owned(), "count".to_owned()];
    let rows = counts
        .iter()
        .map(|(key, count)| [key.as_ref().to_owned(), count.to_string()]);
    table(to, std::iter::once(head).chain(rows))
}

/// Writes rows with their columns aligned; an ideograph is two columns wide.
fn table<const N: usize>(
    to: &mut impl Write,
    rows: impl Iterator<Item = [String; N]>,
) -> io::Result<()> {
    let rows: Vec<[String; N]> = rows.collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    writeln!(to)?;
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str("  ");
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width()));
        }
        writeln!(to, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn columns_are_aligned() {
        let mut out = Vec::new();
        let rows = [["行", "n"], ["abc", "10"], ["行政", ""]];
        table(&mut out, rows.map(|row| row.map(str::to_owned)).into_iter()).expect("written");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "\n  行    n\n  abc   10\n  行政\n"
        );
    }
}
