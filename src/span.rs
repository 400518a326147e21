//! Where a thing stands: offsets, spans, regions, and the map from the text a reader sees back to
//! the source it came from.
//!
//! Two texts have to be told apart. The **reading text** is what every stage after `source` works
//! on: for a text report the decoded text itself, for a web page the visible text of its article,
//! drawn line by line. The **source** is the decoded document. A [`Span`] always counts in the
//! reading text; [`SourceMap::place`] says where that is in the source.

use std::borrow::Cow;

use serde::Serialize;
use smol_str::SmolStr;

use crate::chars::is_inline_markup;

use crate::chars::{is_trimmed, is_visible};

/// A range of bytes of the reading text, half open, on character boundaries.
///
/// Offsets are `u32`: the largest document that is read (`--max-bytes`) is far below 4 GiB.
///
/// ```
/// use gongkai::span::Span;
/// let span = Span::new(3, 9);
/// assert_eq!(span.of("一、概述"), "、概");
/// assert!(span.contains(Span::new(3, 6)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The same from two `usize`; a document is bounded far below `u32::MAX`.
    #[must_use]
    pub fn of_range(range: std::ops::Range<usize>) -> Self {
        Self {
            start: range.start as u32,
            end: range.end as u32,
        }
    }

    /// As a range to index with.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text of the span; empty if it does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Bytes covered.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Nothing covered.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// From the first byte of either to the last byte of either.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Without what a reader does not see at its ends: white space (ideographic and no-break
    /// spaces included), control and zero-width characters.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let slice = self.of(text);
        if is_trimmed(slice) {
            return Self::new(self.start, self.start + slice.len() as u32);
        }
        let trimmed = slice.trim_start_matches(|c| !is_visible(c));
        let start = self.start + (slice.len() - trimmed.len()) as u32;
        Self {
            start,
            end: start + trimmed.trim_end_matches(|c| !is_visible(c)).len() as u32,
        }
    }
}

/// An element of a page, as a position in [`PageMap::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// Where one node of the output stands: one span, or several where something else stands between
/// (a page number inside a paragraph, numbers inside a broken label), and the element of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Region {
    first: Span,
    /// The pieces behind the first; few regions have any, and there is one for each cell and line.
    rest: Option<Box<Rest>>,
    /// The page's element that holds the whole node.
    pub element: Option<ElementId>,
}

/// A region's further pieces, behind one pointer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Rest(Vec<Span>);

impl From<Span> for Region {
    fn from(first: Span) -> Self {
        Self {
            first,
            rest: None,
            element: None,
        }
    }
}

impl Region {
    /// One span inside one element of a page.
    #[must_use]
    pub fn in_element(first: Span, element: Option<ElementId>) -> Self {
        Self {
            first,
            rest: None,
            element,
        }
    }

    /// The region of these spans in their order; empty at 0 for none.
    #[must_use]
    pub fn of_pieces(pieces: &[Span]) -> Self {
        match pieces {
            [] => Self::default(),
            [first, rest @ ..] => Self {
                first: *first,
                rest: (!rest.is_empty()).then(|| Box::new(Rest(rest.to_vec()))),
                element: None,
            },
        }
    }

    fn rest(&self) -> &[Span] {
        self.rest.as_ref().map_or(&[], |rest| &rest.0)
    }

    /// Adds a further span.
    pub fn push(&mut self, span: Span) {
        if self.first.is_empty() && self.is_whole() {
            self.first = span;
        } else {
            self.rest.get_or_insert_default().0.push(span);
        }
    }

    /// The spans, in reading order of the node (a broken label's parts in the label's order).
    pub fn pieces(&self) -> impl Iterator<Item = Span> + '_ {
        std::iter::once(self.first).chain(self.rest().iter().copied())
    }

    /// Whether it is of one piece.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.rest().is_empty()
    }

    /// From its first byte to its last.
    #[must_use]
    pub fn hull(&self) -> Span {
        self.rest()
            .iter()
            .fold(self.first, |hull, &span| hull.hull(span))
    }

    /// The pieces' text, one line each, but for what only tags of characters part (`7</b><b>90`);
    /// borrowed where there is one piece.
    #[must_use]
    pub fn raw<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_whole() {
            return Cow::Borrowed(self.first.of(text));
        }
        let mut raw = String::from(self.first.of(text));
        let mut end = self.first.end;
        for span in self.rest() {
            let between = text.get(end as usize..span.start as usize);
            if !between.is_some_and(is_inline_markup) {
                raw.push('\n');
            }
            raw.push_str(span.of(text));
            end = span.end;
        }
        Cow::Owned(raw)
    }
}

/// A place in the source as the output shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Bytes of the decoded source, half open; from the first piece to the last. `None` for a page
    /// whose reader does not know them.
    pub bytes: Option<[u32; 2]>,
    /// The pieces, where there is more than one.
    pub pieces: Vec<[u32; 2]>,
    /// Line of the source, from 1; 0 where it is not known.
    pub line: u32,
    /// Character of the line, from 1; 0 where it is not known.
    pub column: u32,
    /// For a page: the CSS path of the element.
    pub path: Option<String>,
}

/// From the reading text back to the source.
#[derive(Debug, Clone)]
pub enum SourceMap {
    /// The reading text is the decoded source; only lines have to be counted.
    Text(LineIndex),
    /// The reading text was drawn from a page.
    Page(PageMap),
}

impl SourceMap {
    /// Where `region` of the reading text `text` stands in the source.
    #[must_use]
    pub fn place(&self, region: &Region, text: &str) -> Place {
        match self {
            Self::Text(lines) => {
                let hull = region.hull();
                // The place that is named is where the node's own text starts.
                let (line, column) = lines.line_column(region.first.start.min(hull.start), text);
                Place {
                    bytes: Some([hull.start, hull.end]),
                    pieces: if region.is_whole() {
                        Vec::new()
                    } else {
                        region.pieces().map(|s| [s.start, s.end]).collect()
                    },
                    line,
                    column,
                    path: None,
                }
            }
            Self::Page(page) => page.place(region),
        }
    }
}

/// The starts of a text's lines.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Counts the lines of `text`; `\n`, `\r\n` and a lone `\r` each end one.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// Line of the byte at `offset`, from 1.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset).max(1) as u32
    }

    /// Line and character of the byte at `offset`, both from 1.
    #[must_use]
    pub fn line_column(&self, offset: u32, text: &str) -> (u32, u32) {
        let line = self.line(offset);
        let start = self.starts.get(line as usize - 1).copied().unwrap_or(0);
        let before = text.get(start as usize..offset as usize).unwrap_or("");
        (line, before.chars().count() as u32 + 1)
    }
}

/// An element of a page on the way to one that holds text.
#[derive(Debug, Clone)]
pub struct Element {
    /// The element around it; `None` for the root.
    pub parent: Option<ElementId>,
    /// Its local name in lower case, as `document.querySelector` takes it.
    pub name: SmolStr,
    /// Its position among the siblings of the same name, from 1.
    pub nth_of_type: u32,
    /// Line of its start tag in the source, from 1; 0 where it is not known.
    pub line: u32,
    /// Bytes of the decoded source from its start tag to its end tag, where they are known.
    pub bytes: Option<Span>,
}

impl Element {
    /// Adds the element to the path of the one around it.
    pub(crate) fn step(&self, path: &mut String) {
        if !path.is_empty() {
            path.push_str(" > ");
        }
        path.push_str(&self.name);
        if self.parent.is_some() && !matches!(self.name.as_str(), "body" | "head") {
            path.push_str(":nth-of-type(");
            // Without the machinery of `write!`: a path has ten of them.
            path.push_str(itoa::Buffer::new().format(self.nth_of_type));
            path.push(')');
        }
    }
}

/// A stretch of the reading text that came from one text node of a page.
#[derive(Debug, Clone, Copy)]
pub struct TextRun {
    /// First byte in the reading text.
    pub start: u32,
    /// The element around the text node.
    pub element: ElementId,
    /// Line of the source, from 1; 0 where it is not known.
    pub line: u32,
    /// First byte in the decoded source, where it is known.
    pub source: Option<u32>,
}

/// From the reading text of a page to its elements.
#[derive(Debug, Clone, Default)]
pub struct PageMap {
    /// Elements in document order; an [`ElementId`] is a position here.
    pub elements: Vec<Element>,
    /// Runs in order of [`TextRun::start`].
    pub runs: Vec<TextRun>,
}

impl PageMap {
    /// The run that holds the byte at `offset`.
    #[must_use]
    pub fn run_at(&self, offset: u32) -> Option<&TextRun> {
        let after = self.runs.partition_point(|run| run.start <= offset);
        self.runs.get(after.checked_sub(1)?)
    }

    /// The CSS path of an element, as `document.querySelector` resolves it.
    #[must_use]
    pub fn path(&self, id: ElementId) -> String {
        let mut steps = Vec::new();
        let mut at = Some(id);
        while let Some(element) = at.and_then(|id| self.elements.get(id.0 as usize)) {
            steps.push(element);
            // A parent always stands before its child; anything else would not end.
            at = element.parent.filter(|parent| Some(*parent) < at);
        }
        let mut path = String::new();
        for element in steps.iter().rev() {
            element.step(&mut path);
        }
        path
    }

    /// The innermost element that holds all of `span`.
    fn around(&self, span: Span) -> Option<ElementId> {
        let first = self.run_at(span.start)?.element;
        let after = self.runs.partition_point(|run| run.start <= span.start);
        let rest = self.runs.get(after..).unwrap_or_default();
        (rest.iter().take_while(|run| run.start < span.end))
            .try_fold(first, |around, run| self.common(around, run.element))
    }

    /// The innermost element around both; parents stand before their children.
    fn common(&self, one: ElementId, other: ElementId) -> Option<ElementId> {
        let (mut one, mut other) = (one, other);
        while one != other {
            let deeper = if one > other { &mut one } else { &mut other };
            let parent = self.elements.get(deeper.0 as usize)?.parent?;
            *deeper = Some(parent).filter(|parent| *parent < *deeper)?;
        }
        Some(one)
    }

    /// The element that holds a region, and the line that it starts on, 0 where it is not known.
    pub(crate) fn holds(&self, region: &Region) -> (Option<ElementId>, u32) {
        let id = region.element.or_else(|| self.around(region.hull()));
        // What is in several elements starts on the line of its first character.
        let line = match region.element {
            Some(id) => self.elements.get(id.0 as usize).map(|e| e.line),
            None => self.run_at(region.first.start).map(|run| run.line),
        };
        (id, line.unwrap_or(0))
    }

    /// The bytes of an element in the decoded source, half open, where they are known.
    pub(crate) fn bytes(&self, id: ElementId) -> Option<[u32; 2]> {
        let span = self.elements.get(id.0 as usize)?.bytes?;
        Some([span.start, span.end])
    }

    fn place(&self, region: &Region) -> Place {
        let (id, line) = self.holds(region);
        Place {
            bytes: id.and_then(|id| self.bytes(id)),
            pieces: Vec::new(),
            line,
            column: 0,
            path: id.map(|id| self.path(id)),
        }
    }
}
