//! The tidy table as CSV (RFC 4180, but with `\n`), UTF-8.

use std::io::{self, Write};

use super::facts::{COLUMNS, Row};

/// What a spreadsheet program wants in front of UTF-8.
pub const BOM: &[u8] = "\u{feff}".as_bytes();

/// Writes rows of the tidy table.
#[derive(Debug)]
pub struct Writer<W: Write> {
    inner: csv::Writer<W>,
}

impl<W: Write> Writer<W> {
    /// Writes to `to`, without a head.
    pub fn new(to: W) -> Self {
        Self {
            inner: csv::WriterBuilder::new().has_headers(false).from_writer(to),
        }
    }

    /// Writes the head: the names of the columns.
    ///
    /// # Errors
    /// Of the writer.
    pub fn head(&mut self) -> io::Result<()> {
        self.inner.write_record(COLUMNS).map_err(io::Error::from)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Of the writer.
    pub fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        let mut digits = [String::new(), String::new()];
        for (number, digits) in [row.year.map(u32::from), row.line]
            .into_iter()
            .zip(&mut digits)
        {
            if let Some(number) = number {
                *digits = number.to_string();
            }
        }
        let [year, line] = &digits;
        self.inner
            .write_record([
                row.report,
                row.agency.unwrap_or_default(),
                year,
                row.edition.unwrap_or_default(),
                row.table.unwrap_or_default(),
                row.indicator,
                row.column,
                row.label,
                row.unit.unwrap_or_default(),
                row.value.unwrap_or_default(),
                &row.raw,
                row.kind.word(),
                row.how.map_or("", super::json::How::word),
                if row.derived { "true" } else { "false" },
                line,
                row.path.as_deref().unwrap_or_default(),
            ])
            .map_err(io::Error::from)
    }

    /// Hands on what is buffered.
    ///
    /// # Errors
    /// Of the writer.
    pub fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
