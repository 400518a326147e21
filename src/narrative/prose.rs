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
    /// The first character of each piece of the paragraph.
    pieces: Vec<usize>,
}

impl Prose {
    /// Reads the paragraph at `region`, in place of what was there before.
    pub(super) fn read(&mut self, region: &Region, text: &str) {
        self.chars.clear();
        self.at.clear();
        self.pieces.clear();
        let mut gap = None;
        for piece in region.pieces() {
            if !self.chars.is_empty() {
                gap = Some(BREAK);
            }
            self.pieces.push(self.chars.len());
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

    /// Where the characters `start..end` stand, a span for each piece of the paragraph.
    pub(super) fn region(&self, start: usize, end: usize, of: &Region) -> Region {
        let mut region = Region::default();
        let mut from = start;
        let next = self.pieces.partition_point(|&piece| piece <= start);
        for &piece in self.pieces[next..].iter().chain([&end]) {
            let to = piece.min(end);
            if let Some([first, .., last] | [first @ last]) = self.at.get(from..to) {
                region.push(first.hull(*last));
            }
            from = to;
            if to == end {
                break;
            }
        }
        region.element = of.element;
        region
    }

    /// The characters `start..end` as they are printed, white space left out.
    pub(super) fn printed(&self, start: usize, end: usize, text: &str) -> String {
        let at = self.at.get(start..end).unwrap_or_default();
        let mut printed = String::with_capacity(at.iter().map(|at| at.len()).sum());
        at.iter().for_each(|at| printed.push_str(at.of(text)));
        printed
    }
}
