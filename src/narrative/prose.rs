//! A paragraph as a run of characters, each with its place in the reading text.
//!
//! A paragraph is several lines, or has a page number in its middle; the clause is looked at
//! without them, and the way back to the source is carried along.

use crate::chars::{half_width, is_visible, simplified};
use crate::span::{Region, Span};

/// White space between two Latin letters or digits on one line: `3 119`.
pub(super) const GAP: char = ' ';
/// White space with a line's end in it between two Latin letters or digits: whether the number
/// goes on, nobody knows.
pub(super) const BREAK: char = '\n';

/// The characters of a paragraph: width folded, simplified, without white space but for a [`GAP`]
/// or [`BREAK`] between Latin letters or digits.
#[derive(Debug, Default)]
pub(super) struct Prose {
    /// The characters.
    pub(super) chars: Vec<char>,
    at: Vec<Span>,
}

impl Prose {
    /// Reads the paragraph at `region`, in place of what was there before.
    pub(super) fn read(&mut self, region: &Region, text: &str) {
        self.chars.clear();
        self.at.clear();
        let mut gap = None;
        for piece in region.pieces() {
            if !self.chars.is_empty() {
                gap = Some(BREAK);
            }
            let mut start = piece.start;
            for raw in piece.of(text).chars() {
                let span = Span::new(start, start + raw.len_utf8() as u32);
                start = span.end;
                if raw.is_whitespace() {
                    gap = if matches!(raw, '\n' | '\r') || gap == Some(BREAK) {
                        Some(BREAK)
                    } else {
                        Some(GAP)
                    };
                } else if is_visible(raw) {
                    let c = simplified(half_width(raw));
                    if let Some(gap) = gap.take()
                        && c.is_ascii_alphanumeric()
                        && self.chars.last().is_some_and(char::is_ascii_alphanumeric)
                    {
                        self.chars.push(gap);
                        self.at.push(Span::new(span.start, span.start));
                    }
                    self.chars.push(c);
                    self.at.push(span);
                }
            }
        }
    }

    /// Where the characters `start..end` stand, a piece for each stretch without a break.
    pub(super) fn region(&self, start: usize, end: usize, of: &Region) -> Region {
        let mut pieces = of.pieces();
        let mut piece = pieces.next();
        let mut region = Region::default();
        region.element = of.element;
        let mut open: Option<Span> = None;
        for &at in self.at.get(start..end).unwrap_or_default() {
            while piece.is_some_and(|p| !p.contains(at)) {
                piece = pieces.next();
                if let Some(span) = open.take() {
                    region.push(span);
                }
            }
            open = Some(open.map_or(at, |span| span.hull(at)));
        }
        if let Some(span) = open {
            region.push(span);
        }
        region
    }

    /// The characters `start..end` as they are printed, white space left out.
    pub(super) fn printed(&self, start: usize, end: usize, text: &str) -> String {
        self.at
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .map(|at| at.of(text))
            .collect()
    }
}
