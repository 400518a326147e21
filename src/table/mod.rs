//! Any table-shaped block to a grid of cells.

pub mod grid;

use crate::edition::Vocabulary;
use crate::source::Reading;
pub use grid::{Cell, Grid};

/// Builds the grid of each raw table of a reading, in order.
#[must_use]
pub fn rebuild(reading: &Reading<'_>, vocabulary: &Vocabulary) -> Vec<Grid> {
    let _ = (reading, vocabulary);
    Vec::new()
}
