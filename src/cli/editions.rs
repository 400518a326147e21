//! `gongkai editions`: the vocabulary.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use gongkai::Vocabulary;
use gongkai::edition::{Along, Edition, Relation};
use serde::Serialize;

use super::options::Writing;
use super::output::Output;
use super::status::{Status, Stop};

/// The vocabulary: editions, rows, labels, indicator ids, columns, units, identities
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    writing: Writing,

    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Add the editions of DIR's *.toml
    #[arg(long, value_name = "DIR")]
    grammar: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON document
    Json,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let vocabulary = super::session::vocabulary(args.grammar.as_deref())?;
    let mut output = Output::open(args.writing.output.as_deref())?;
    match args.format {
        Format::Text => {
            for edition in &vocabulary.editions {
                text(edition, &mut output)?;
            }
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut output, &json(&vocabulary))?;
            output.write_all(b"\n")?;
        }
    }
    output.finish(Status::Done)
}

fn text(edition: &Edition, to: &mut impl Write) -> io::Result<()> {
    let (first, last) = edition.years;
    let last = last.map_or(String::new(), |year| year.to_string());
    writeln!(to, "{}  {first}–{last}  {}", edition.id, edition.name)?;
    writeln!(to, "  {}", edition.source)?;
    for table in &edition.tables {
        writeln!(to, "\n  table {}", table.id)?;
        for column in &table.columns {
            let head = column.groups.iter().chain([&column.label]);
            let head: Vec<&str> = head.map(String::as_str).collect();
            writeln!(to, "    column {:<18} {}", column.id, head.join(" · "))?;
        }
        for row in &table.rows {
            let depth = 2 * row.groups.len();
            let indicator = row.indicator.as_deref().unwrap_or("–");
            writeln!(
                to,
                "    {indicator:<42} {:<4} {:depth$}{}{}",
                row.unit, "", row.number, row.label
            )?;
        }
    }
    if !edition.identities.is_empty() {
        writeln!(to, "\n  identities")?;
    }
    for identity in &edition.identities {
        writeln!(to, "    {:<16} {}", identity.id, identity.meaning)?;
    }
    writeln!(to)
}

/// The printed form of the vocabulary, apart from the internal types.
#[derive(Serialize)]
struct Printed<'v> {
    schema: &'static str,
    editions: Vec<PrintedEdition<'v>>,
}

#[derive(Serialize)]
struct PrintedEdition<'v> {
    id: &'v str,
    name: &'v str,
    source: &'v str,
    first_year: u16,
    last_year: Option<u16>,
    tables: Vec<PrintedTable<'v>>,
    identities: Vec<PrintedIdentity<'v>>,
}

#[derive(Serialize)]
struct PrintedTable<'v> {
    id: &'v str,
    columns: Vec<PrintedColumn<'v>>,
    rows: Vec<PrintedRow<'v>>,
}

#[derive(Serialize)]
struct PrintedColumn<'v> {
    id: &'v str,
    label: &'v str,
    groups: &'v [String],
    indicators: &'v [String],
    unit: Option<&'v str>,
    aliases: &'v [String],
}

#[derive(Serialize)]
struct PrintedRow<'v> {
    indicator: Option<&'v str>,
    number: &'v str,
    label: &'v str,
    groups: &'v [String],
    unit: &'v str,
    aliases: &'v [String],
    meaning: &'v str,
}

#[derive(Serialize)]
struct PrintedIdentity<'v> {
    id: &'v str,
    table: &'v str,
    along: &'static str,
    left: &'v [String],
    relation: &'static str,
    right: &'v [String],
    meaning: &'v str,
}

fn json(vocabulary: &Vocabulary) -> Printed<'_> {
    Printed {
        schema: "gongkai/editions/1",
        editions: vocabulary.editions.iter().map(printed).collect(),
    }
}

fn printed(edition: &Edition) -> PrintedEdition<'_> {
    let tables = edition.tables.iter().map(|table| PrintedTable {
        id: &table.id,
        columns: table
            .columns
            .iter()
            .map(|column| PrintedColumn {
                id: &column.id,
                label: &column.label,
                groups: &column.groups,
                indicators: &column.indicators,
                unit: column.unit.as_deref(),
                aliases: &column.aliases,
            })
            .collect(),
        rows: table
            .rows
            .iter()
            .map(|row| PrintedRow {
                indicator: row.indicator.as_deref(),
                number: &row.number,
                label: &row.label,
                groups: &row.groups,
                unit: &row.unit,
                aliases: &row.aliases,
                meaning: &row.meaning,
            })
            .collect(),
    });
    let identities = edition.identities.iter().map(|identity| PrintedIdentity {
        id: &identity.id,
        table: &identity.table,
        along: match identity.along {
            Along::Columns => "columns",
            Along::Rows => "rows",
        },
        left: &identity.left,
        relation: match identity.relation {
            Relation::Equal => "equal",
            Relation::AtMost => "at_most",
        },
        right: &identity.right,
        meaning: &identity.meaning,
    });
    PrintedEdition {
        id: &edition.id,
        name: &edition.name,
        source: &edition.source,
        first_year: edition.years.0,
        last_year: edition.years.1,
        tables: tables.collect(),
        identities: identities.collect(),
    }
}
