//! Text to blocks: what kind of document it is, and its reading text cut into lines, tables and
//! furniture.

pub mod block;
pub mod html;
mod markdown;
mod text;
mod value;

use crate::decode::Decoded;
use crate::edition::Vocabulary;
pub use block::{Block, Line, MergedCell, PageInfo, RawTable, Reading, TableBody};
#[allow(unused_imports)]
pub(crate) use text::columns;
pub use value::{is_dash, is_number, is_value};

/// Reads a decoded document into blocks.
#[must_use]
pub fn read<'t>(decoded: &'t Decoded<'_>, vocabulary: &Vocabulary) -> Reading<'t> {
    if html::is_page(&decoded.text) {
        return html::read(&decoded.text);
    }
    text::read(&decoded.text, vocabulary)
}
