//! The last step of [`parse`](crate::parse): the stages' results put together, and the ledger that
//! proves that nothing of the text was lost on the way.

use sha2::{Digest as _, Sha256};

use crate::Options;
use crate::chars::count_visible;
use crate::check::Findings;
use crate::decode::Decoded;
use crate::edition::Statistics;
use crate::layout::Outline;
use crate::report::{
    Block, ClosingBlock, Diagnostic, Ledger, Published, Quantity, Report, Section, Severity,
    Source, Table, Text,
};
use crate::source::Reading;
use crate::span::{Region, Span};

/// Puts the stages' results together.
#[expect(
    clippy::too_many_arguments,
    reason = "one for each stage of the pipeline"
)]
pub(crate) fn assemble(
    bytes: &[u8],
    options: &Options<'_>,
    decoded: &Decoded<'_>,
    reading: Reading<'_>,
    outline: Outline,
    statistics: Statistics,
    quantities: Vec<Quantity>,
    findings: Findings,
) -> Report {
    let ledger = balance(&reading, &outline, &statistics.tables);
    let mut diagnostics: Vec<Diagnostic> = decoded
        .diagnostics
        .iter()
        .cloned()
        .chain(reading.diagnostics)
        .chain(outline.diagnostics)
        .chain(statistics.diagnostics)
        .chain(findings.diagnostics)
        .collect();
    if ledger.unclaimed > 0 {
        diagnostics.push(Diagnostic {
            code: "unclaimed",
            severity: Severity::Error,
            message: format!(
                "{} characters of the text are in no place of the output",
                ledger.unclaimed
            )
            .into(),
            region: None,
            help: Some("this is a defect of gongkai; please report it with the document".into()),
        });
    }
    // Stable, so that findings without a place keep the order of the stages.
    diagnostics.sort_by_key(|d| d.region.as_ref().map(|r| r.hull().start));
    let published = outline.published.or_else(|| {
        reading
            .page
            .published
            .clone()
            .map(|date| Published { date, region: None })
    });
    Report {
        source: Source {
            path: options.path.to_owned(),
            sha256: digest(bytes),
            bytes: bytes.len() as u64,
            form: reading.form,
            encoding: decoded.encoding.clone(),
            metadata: reading.page.metadata,
        },
        title: outline.title,
        agency: outline.agency,
        year: outline.year,
        period: outline.period,
        published,
        edition: statistics.edition,
        contact: outline.contact,
        legal_basis: outline.legal_basis,
        announced: outline.announced,
        preamble: outline.preamble,
        sections: outline.sections,
        tables: statistics.tables,
        facts: statistics.facts,
        quantities,
        closing: outline.closing,
        checks: findings.checks,
        diagnostics,
        ledger,
        text: reading.text.into_owned(),
        map: reading.map,
    }
}

/// The SHA-256 of a document's bytes in lower-case hexadecimal, as in `source.sha256`.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| {
            [
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ]
        })
        .map(char::from)
        .collect()
}

/// The spans of every node that holds text, each text once: the pieces of the report.
///
/// In span order they give back the reading text, white space and Markdown's marks aside.
pub(crate) struct Pieces(Vec<Span>);

impl Pieces {
    fn region(&mut self, region: &Region) {
        self.0
            .extend(region.pieces().filter(|span| !span.is_empty()));
    }

    fn text(&mut self, text: &Text) {
        self.region(&text.region);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.text(text),
                Block::List(items) => items.iter().for_each(|item| self.text(item)),
                // Tables are claimed cell by cell, from the list of tables.
                Block::Table(_) => {}
            }
        }
    }

    /// Depth is at most four: headings have four levels.
    fn sections(&mut self, sections: &[Section]) {
        for section in sections {
            self.region(&section.region);
            self.blocks(&section.blocks);
            self.sections(&section.sections);
        }
    }

    fn tables(&mut self, tables: &[Table]) {
        for table in tables {
            if let Some(caption) = &table.caption {
                self.text(caption);
            }
            table
                .cells
                .iter()
                .for_each(|cell| self.region(&cell.region));
        }
    }
}

fn balance(reading: &Reading<'_>, outline: &Outline, tables: &[Table]) -> Ledger {
    let text = &*reading.text;
    let mut pieces = Pieces(Vec::new());
    if let Some(title) = &outline.title {
        pieces.text(title);
    }
    pieces.blocks(&outline.preamble);
    pieces.sections(&outline.sections);
    pieces.tables(tables);
    for block in &outline.closing.blocks {
        if let ClosingBlock::Line(_, line) = block {
            pieces.text(line);
        }
    }
    let furniture: usize = outline
        .closing
        .furniture
        .iter()
        .map(|span| count_visible(span.of(text)))
        .sum();
    let markup: usize = reading
        .markup
        .iter()
        .map(|span| count_visible(span.of(text)))
        .sum();
    let mut claimed = pieces.0;
    claimed.extend(&outline.closing.furniture);
    claimed.extend(&reading.markup);
    claimed.sort_unstable();

    let mut content = 0;
    let mut unclaimed = 0;
    let mut at = 0;
    for span in claimed {
        let range = span.range();
        if range.start > at {
            unclaimed += count_visible(text.get(at..range.start).unwrap_or(""));
        }
        content += count_visible(text.get(range.start.max(at)..range.end).unwrap_or(""));
        at = at.max(range.end);
    }
    unclaimed += count_visible(text.get(at..).unwrap_or(""));
    let content = content.saturating_sub(furniture + markup);
    Ledger {
        characters: content + furniture + markup + unclaimed + reading.boilerplate,
        content,
        markup,
        furniture,
        boilerplate: reading.boilerplate,
        unclaimed,
    }
}
