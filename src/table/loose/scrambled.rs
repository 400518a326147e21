//! Labels and values in separate runs.
use super::plan::Plan;
use super::token::Token;
use super::{Filled, Row};

/// Finds the form's rows.
pub(super) fn fill(_text: &str, _plan: &Plan, tokens: &[Token]) -> Filled {
    let mut filled = Filled::default();
    let words = (0..tokens.len()).filter(|&w| !tokens[w].value).collect();
    filled.left.push((0, words));
    filled.rows.push(Row {
        stray: (0..tokens.len()).filter(|&w| tokens[w].value).collect(),
        ..Row::default()
    });
    filled
}
