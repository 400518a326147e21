//! Lines joined to the text a reader takes them for, with the way back to where each character
//! stands.

use std::borrow::Cow;
use std::ops::Range;

use crate::chars::{is_visible, is_wide, simplified};
use crate::report::Text;
use crate::source::Line;
use crate::span::{Region, Span};

/// One or more lines as one text, white space cleaned as [`crate::chars::clean`] does.
#[derive(Debug)]
pub(super) struct Joined<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// Starts of stretches that stand together in the source as they do here: here, there.
    /// None where all of it does.
    runs: Vec<(u32, u32)>,
    /// The spans that were joined, and the element that holds them.
    spans: Region,
    source: &'t str,
}

impl<'t> Joined<'t> {
    /// Joins `lines`; the first one counts from `from` on, a byte of the reading text.
    pub fn new(source: &'t str, lines: &[Line], from: Option<u32>) -> Self {
        let first = lines.first().map_or(Span::default(), |line| line.span);
        let first = match from {
            Some(from) => Span::new(from.clamp(first.start, first.end), first.end).trim(source),
            None => first,
        };
        let mut spans = match lines {
            [line] => Region::in_element(first, line.element),
            _ => first.into(),
        };
        for line in lines.iter().skip(1) {
            spans.push(line.span);
        }
        Self::of_spans(source, spans)
    }

    /// Joins spans of the reading text.
    pub fn of_spans(source: &'t str, spans: Region) -> Self {
        if spans.is_whole() {
            let slice = spans.hull().of(source);
            if slice.chars().all(is_visible) {
                return Self {
                    text: Cow::Borrowed(slice),
                    runs: Vec::new(),
                    spans,
                    source,
                };
            }
        }
        let mut text = String::with_capacity(spans.pieces().map(Span::len).sum());
        let mut runs: Vec<(u32, u32)> = Vec::new();
        let mut last = None;
        let mut together = false;
        for span in spans.pieces() {
            let mut gap = true;
            for (at, c) in span.of(source).char_indices() {
                if c.is_whitespace() {
                    gap = true;
                    together = false;
                } else if is_visible(c) {
                    if gap && last.is_some_and(|b| !is_wide(b)) && !is_wide(c) {
                        text.push(' ');
                    }
                    if !together || gap {
                        runs.push((text.len() as u32, span.start + at as u32));
                    }
                    gap = false;
                    together = true;
                    text.push(c);
                    last = Some(c);
                } else {
                    together = false;
                }
            }
            together = false;
        }
        Self {
            text: Cow::Owned(text),
            runs,
            spans,
            source,
        }
    }

    /// The spans that were joined.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.spans.pieces()
    }

    /// Where the character at byte `at` of the joined text stands in the reading text.
    pub fn source_of(&self, at: usize) -> u32 {
        let after = self.runs.partition_point(|&(here, _)| here as usize <= at);
        match after.checked_sub(1).and_then(|run| self.runs.get(run)) {
            Some(&(here, there)) => there + (at as u32 - here),
            None => self.spans.hull().start + at.min(self.text.len()) as u32,
        }
    }

    /// Where a stretch of the joined text stands: one span, or more where something else, such as
    /// a page number, stands between its lines.
    pub fn region(&self, range: Range<usize>) -> Region {
        let range = range.start..range.end.min(self.text.len());
        let Some(last) = self
            .text
            .get(range.clone())
            .and_then(|part| part.char_indices().next_back())
        else {
            let at = self.source_of(range.start.min(self.text.len()));
            return Region::in_element(Span::new(at, at), self.spans.element);
        };
        let start = self.source_of(range.start);
        let end = self.source_of(range.start + last.0) + last.1.len_utf8() as u32;
        let mut pieces: Vec<Span> = Vec::new();
        for span in self.spans.pieces() {
            let piece = Span::new(span.start.max(start), span.end.min(end));
            if piece.start >= piece.end {
                continue;
            }
            match pieces.last_mut() {
                Some(before) if self.only_space(before.end, piece.start) => before.end = piece.end,
                _ => pieces.push(piece),
            }
        }
        let mut region = Region::of_pieces(&pieces);
        region.element = self.spans.element;
        region
    }

    /// Nothing that can be seen stands between two places of the reading text.
    pub fn only_space(&self, start: u32, end: u32) -> bool {
        start <= end
            && Span::new(start, end)
                .of(self.source)
                .chars()
                .all(|c| !is_visible(c))
    }

    /// A stretch as a text of its own; `None` if nothing of it can be seen.
    pub fn part(&self, range: Range<usize>) -> Option<Text> {
        let part = self.text.get(range.clone())?;
        let trimmed = part.trim();
        if trimmed.is_empty() {
            return None;
        }
        let start = range.start + (part.len() - part.trim_start().len());
        Some(Text {
            text: trimmed.to_owned(),
            region: self.region(start..start + trimmed.len()),
        })
    }

    /// The reading text of a span.
    pub fn source_text(&self, span: Span) -> &'t str {
        self.source.get(span.range()).unwrap_or("")
    }

    /// All of it.
    pub fn whole(&self) -> Option<Text> {
        self.part(0..self.text.len())
    }
}

/// `text` with traditional characters made simplified: of the same length byte for byte, so that
/// what is found in it stands at the same place in `text`.
pub(super) fn simplify(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| simplified(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| {
                let other = simplified(c);
                if other.len_utf8() == c.len_utf8() {
                    other
                } else {
                    c
                }
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(span: Span) -> Line {
        Line {
            span,
            indent: 0,
            after_blank: false,
            continues: false,
            heading: 0,
            element: None,
        }
    }

    #[test]
    fn what_is_joined_knows_where_it_stood() {
        let source = "甲 乙\n- 3 -\n丙丁";
        let lines = [line(Span::new(0, 7)), line(Span::new(14, 20))];
        let joined = Joined::new(source, &lines, None);
        assert_eq!(joined.text, "甲乙丙丁");
        let text = joined.part(3..9).unwrap();
        assert_eq!(text.text, "乙丙");
        assert_eq!(
            text.region.pieces().collect::<Vec<_>>(),
            [Span::new(4, 7), Span::new(14, 17)]
        );
        assert_eq!(
            joined.region(0..6).pieces().collect::<Vec<_>>(),
            [Span::new(0, 7)]
        );
    }

    #[test]
    fn lines_that_follow_each_other_are_one_piece() {
        let source = "甲乙\n  丙丁 end\nof";
        let lines = [
            line(Span::new(0, 6)),
            line(Span::new(9, 19)),
            line(Span::new(20, 22)),
        ];
        let joined = Joined::new(source, &lines, None);
        assert_eq!(joined.text, "甲乙丙丁end of");
        assert_eq!(
            joined.whole().unwrap().region.pieces().collect::<Vec<_>>(),
            [Span::new(0, 22)]
        );
        assert_eq!(Joined::new(source, &lines, Some(3)).text, "乙丙丁end of");
    }

    #[test]
    fn simplified_text_keeps_its_places() {
        assert_eq!(simplify("依申請公開"), "依申请公开");
        assert_eq!(simplify("概述"), "概述");
    }
}
