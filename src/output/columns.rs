//! The tidy table in typed columns: Parquet files and Arrow streams.

use std::io::{self, Write};
use std::sync::{Arc, LazyLock};

use arrow_array::builder::{BooleanBuilder, Decimal128Builder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::facts::{COLUMNS, Row};
use super::json::How;

/// Digits of a value, and how many of them stand after the point.
const DIGITS: (u8, i8) = (38, 9);

/// Rows of a row group: what is held in memory before it is written.
const ROW_GROUP: usize = 1 << 16;

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let fields = COLUMNS.map(|name| {
        let (kind, nullable) = match name {
            "year" | "line" => (DataType::Int32, true),
            "value" => (DataType::Decimal128(DIGITS.0, DIGITS.1), true),
            "derived" => (DataType::Boolean, false),
            "agency" | "edition" | "table" | "unit" | "how" | "path" => (DataType::Utf8, true),
            _ => (DataType::Utf8, false),
        };
        Field::new(name, kind, nullable)
    });
    Arc::new(Schema::new(fields.to_vec()))
});

/// Rows of the tidy table on their way into columns.
#[derive(Debug)]
pub struct Columns {
    report: StringBuilder,
    agency: StringBuilder,
    year: Int32Builder,
    edition: StringBuilder,
    table: StringBuilder,
    indicator: StringBuilder,
    column: StringBuilder,
    label: StringBuilder,
    unit: StringBuilder,
    value: Decimal128Builder,
    raw: StringBuilder,
    kind: StringBuilder,
    how: StringBuilder,
    derived: BooleanBuilder,
    line: Int32Builder,
    path: StringBuilder,
}

impl Default for Columns {
    fn default() -> Self {
        let text = StringBuilder::new;
        Self {
            report: text(),
            agency: text(),
            year: Int32Builder::new(),
            edition: text(),
            table: text(),
            indicator: text(),
            column: text(),
            label: text(),
            unit: text(),
            value: Decimal128Builder::new()
                .with_data_type(DataType::Decimal128(DIGITS.0, DIGITS.1)),
            raw: text(),
            kind: text(),
            how: text(),
            derived: BooleanBuilder::new(),
            line: Int32Builder::new(),
            path: text(),
        }
    }
}

impl Columns {
    /// Adds a row. A value with more digits than the column holds is null there and stands in
    /// `raw`: no digit is ever dropped.
    pub fn push(&mut self, row: &Row<'_>) {
        self.report.append_value(row.report);
        self.agency.append_option(row.agency);
        self.year.append_option(row.year.map(i32::from));
        self.edition.append_option(row.edition);
        self.table.append_option(row.table);
        self.indicator.append_value(row.indicator);
        self.column.append_value(row.column);
        self.label.append_value(row.label);
        self.unit.append_option(row.unit);
        self.value.append_option(row.value.and_then(scaled));
        self.raw.append_value(&row.raw);
        self.kind.append_value(row.kind.word());
        self.how.append_option(row.how.map(How::word));
        self.derived.append_value(row.derived);
        let line = row.line.and_then(|line| i32::try_from(line).ok());
        self.line.append_option(line);
        self.path.append_option(row.path.as_deref());
    }

    /// The rows so far as one batch.
    ///
    /// # Errors
    /// None that the columns can give; the builder asks.
    pub fn finish(mut self) -> io::Result<RecordBatch> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.report.finish()),
            Arc::new(self.agency.finish()),
            Arc::new(self.year.finish()),
            Arc::new(self.edition.finish()),
            Arc::new(self.table.finish()),
            Arc::new(self.indicator.finish()),
            Arc::new(self.column.finish()),
            Arc::new(self.label.finish()),
            Arc::new(self.unit.finish()),
            Arc::new(self.value.finish()),
            Arc::new(self.raw.finish()),
            Arc::new(self.kind.finish()),
            Arc::new(self.how.finish()),
            Arc::new(self.derived.finish()),
            Arc::new(self.line.finish()),
            Arc::new(self.path.finish()),
        ];
        RecordBatch::try_new(Arc::clone(&SCHEMA), columns).map_err(of_arrow)
    }
}

/// A decimal string as the integer that the column stores; `None` if it does not fit exactly.
fn scaled(value: &str) -> Option<i128> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let fraction = fraction.trim_end_matches('0');
    let missing = usize::try_from(DIGITS.1)
        .ok()?
        .checked_sub(fraction.len())?;
    let mut digits = String::with_capacity(whole.len() + fraction.len() + missing);
    digits.push_str(whole);
    digits.push_str(fraction);
    digits.extend(std::iter::repeat_n('0', missing));
    let scaled: i128 = digits.parse().ok()?;
    (scaled.unsigned_abs() < 10_u128.pow(u32::from(DIGITS.0))).then_some(scaled)
}

/// Writes batches of the tidy table.
pub enum Writer<W: Write + Send> {
    /// A Parquet file: dictionary-encoded text, Snappy, in row groups as they fill.
    Parquet(Box<ArrowWriter<W>>),
    /// An Arrow IPC stream, for pipes.
    Arrow(Box<StreamWriter<W>>),
}

impl<W: Write + Send> std::fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Parquet(_) => "Parquet",
            Self::Arrow(_) => "Arrow",
        })
    }
}

impl<W: Write + Send> Writer<W> {
    /// A Parquet file.
    ///
    /// # Errors
    /// Of `to`.
    pub fn parquet(to: W) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_created_by(concat!("gongkai ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = ArrowWriter::try_new(to, Arc::clone(&SCHEMA), Some(properties));
        Ok(Self::Parquet(Box::new(writer.map_err(of_parquet)?)))
    }

    /// An Arrow IPC stream.
    ///
    /// # Errors
    /// Of `to`.
    pub fn arrow(to: W) -> io::Result<Self> {
        let writer = StreamWriter::try_new(to, &SCHEMA).map_err(of_arrow)?;
        Ok(Self::Arrow(Box::new(writer)))
    }

    /// Writes a batch.
    ///
    /// # Errors
    /// Of the writer below.
    pub fn put(&mut self, batch: &RecordBatch) -> io::Result<()> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        match self {
            Self::Parquet(writer) => writer.write(batch).map_err(of_parquet),
            Self::Arrow(writer) => writer.write(batch).map_err(of_arrow),
        }
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// Of the writer below.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Self::Parquet(writer) => writer.into_inner().map_err(of_parquet),
            Self::Arrow(writer) => writer.into_inner().map_err(of_arrow),
        }
    }
}

/// The error below an Arrow error, so that a closed pipe is still one.
fn of_arrow(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

fn of_parquet(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn values_are_exact_or_null() {
        assert_eq!(scaled("0"), Some(0));
        assert_eq!(scaled("3119"), Some(3_119_000_000_000));
        assert_eq!(scaled("4068.208"), Some(4_068_208_000_000));
        assert_eq!(scaled("-1.5"), Some(-1_500_000_000));
        assert_eq!(scaled("-0.5"), Some(-500_000_000));
        assert_eq!(scaled("0.1234567890"), Some(123_456_789));
        assert_eq!(scaled("0.1234567891"), None, "ten digits after the point");
        assert_eq!(
            scaled(&"9".repeat(29)),
            Some(10_i128.pow(38) - 10_i128.pow(9))
        );
        assert_eq!(scaled(&"9".repeat(30)), None);
        assert_eq!(scaled("x"), None);
    }
}
