//! The report's own arithmetic: identities over the tables, prose against table, structure.
//!
//! Sums are data (`identities` in `grammar/editions/*.toml`) and are evaluated by [`identity`];
//! what is no sum is a module of its own. Nothing is ever corrected: a check says which numbers
//! disagree and, where exactly one single change would mend it, names that change.

pub mod change;
mod evaluate;
pub mod explain;
mod headings;
pub mod identity;
pub mod operands;
mod parts;
mod required;
mod said;
mod settle;
#[cfg(test)]
mod testing;
mod text_table;
mod years;

use crate::edition::{Statistics, Vocabulary};
use crate::layout::Outline;
use crate::report::{Check, Diagnostic, Quantity};

/// What was checked and what was found.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Every identity that applies, evaluated.
    pub checks: Vec<Check>,
    /// What does not add up.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks one report.
#[must_use]
pub fn check(
    outline: &Outline,
    statistics: &Statistics,
    quantities: &[Quantity],
    vocabulary: &Vocabulary,
) -> Findings {
    let mut findings = Findings::default();
    let edition = identity::edition_of(statistics, vocabulary);
    identity::check(statistics, edition, &mut findings);
    text_table::check(statistics, edition, quantities, &mut findings);
    parts::check(outline, &mut findings);
    years::period_year(outline, statistics, &mut findings);
    years::date_after(outline, &mut findings);
    headings::section_numbers(outline, &mut findings);
    required::topics(outline, &mut findings);
    required::tables(outline, statistics, &mut findings);
    findings
}
