//! Text to blocks: what kind of document it is, and its reading text cut into lines, tables and
//! furniture.

pub mod block;
pub mod html;
pub(crate) mod markdown;
mod sniff;
mod text;
mod value;

use crate::decode::Decoded;
use crate::edition::Vocabulary;
use sniff::Sniffed;

pub use block::{Block, Line, MergedCell, PageInfo, RawTable, Reading, TableBody};
pub(crate) use value::{is_cut_number, is_plain};
pub use value::{is_dash, is_number, is_value};

/// Reads a decoded document into blocks.
#[must_use]
pub fn read<'t>(decoded: &'t Decoded<'_>, vocabulary: &Vocabulary) -> Reading<'t> {
    match sniff::sniff(&decoded.text) {
        Sniffed::Page => html::read(&decoded.text, vocabulary),
        Sniffed::Text => text::read(&decoded.text, vocabulary),
    }
}
