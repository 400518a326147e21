//! Blocks to outline: title, preamble, the tree of headings, closing. The rules are numbered in
//! `grammar/layout.md`.

pub mod closing;
pub mod date;
pub mod enumeration;
mod flow;
pub mod heading;
mod joined;
pub mod number;
mod outline;
pub mod preamble;
mod prose;
mod roles;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod title;
pub mod topic;
mod verdict;

use crate::report::{
    Announced, Block, Closing, Contact, Diagnostic, LegalBasis, NotAReport, Period, Published,
    Section, Text,
};
use crate::source::Reading;

/// A report's text, laid out.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The title, joined where it is broken over lines.
    pub title: Option<Text>,
    /// The publishing organ.
    pub agency: Option<Text>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The statistics' period.
    pub period: Option<Period>,
    /// The day of the date line.
    pub published: Option<Published>,
    /// How to reach the organ.
    pub contact: Contact,
    /// Rules and documents named.
    pub legal_basis: Vec<LegalBasis>,
    /// The parts announced.
    pub announced: Option<Announced>,
    /// Before the first heading.
    pub preamble: Vec<Block>,
    /// The tree of headings.
    pub sections: Vec<Section>,
    /// After the last section.
    pub closing: Closing,
    /// One entry for each raw table of the reading, in order: its caption, if it has one.
    pub captions: Vec<Option<Text>>,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lays out the blocks of a document.
///
/// `Block::Table(n)` of the outline is the n-th table block of the reading.
///
/// # Errors
/// If nothing in it says that it is a report: neither a title nor a heading nor a table of the
/// form.
pub fn lay_out(reading: &Reading<'_>) -> Result<Outline, NotAReport> {
    outline::lay_out(reading)
}
