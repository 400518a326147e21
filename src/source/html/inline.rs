//! A page's table that stands inside a text, as Markdown allows it: what is in it, by its places in
//! the text.

use super::builder::Builder;
use super::page::{Item, Kind, Page};
use super::{guard, streamed};
use crate::chars::is_visible;
use crate::source::block::MergedCell;
use crate::span::Span;

/// What the tags hold.
#[derive(Debug, Default)]
pub(in crate::source) struct Inline {
    /// In order.
    pub items: Vec<InlineItem>,
    /// All their text, without the tags that stand in it, in order.
    pub pieces: Vec<Span>,
}

/// A caption, or the table.
#[derive(Debug)]
pub(in crate::source) enum InlineItem {
    Line(Span),
    /// Cells span from their first character to their last, tags between included.
    Table(Span, Vec<MergedCell>),
}

/// Reads the markup at `range` of a text. `None` where it can only be read by moving parts of it, or
/// where a tag or an element swallows text: the text is then what it is.
pub(in crate::source) fn read(text: &str, range: Span) -> Option<Inline> {
    let source = range.of(text);
    if matches!(guard::tame(source), std::borrow::Cow::Owned(_)) {
        return None;
    }
    let page = streamed(source, usize::MAX, Builder::showing_hidden()).ok()?;
    if page.is_moved {
        return None;
    }
    let runs = places(&page, source)?;
    let mut at = 0;
    let end = Span::of_range(source.len()..source.len());
    for run in runs.iter().flatten().chain([&end]) {
        if !is_markup(source.get(at as usize..run.start as usize)?) {
            return None;
        }
        at = run.end;
    }
    let reader = Reader { page, runs, range };
    if !reader.has_places() {
        return None;
    }
    let mut inline = Inline {
        pieces: reader
            .runs
            .iter()
            .flatten()
            .map(|run| reader.moved(*run))
            .collect(),
        ..Inline::default()
    };
    for item in &reader.page.items {
        match item.kind {
            Kind::Line { .. } => {
                let pieces = reader.pieces(item.span);
                inline.items.extend(pieces.map(InlineItem::Line));
            }
            Kind::Table(_) => inline.items.extend(reader.table(item)),
        }
    }
    Some(inline)
}

struct Reader {
    page: Page,
    /// Where each run of the page's text stands in the markup; blank ones nowhere.
    runs: Vec<Option<Span>>,
    range: Span,
}

impl Reader {
    fn moved(&self, span: Span) -> Span {
        Span::new(span.start + self.range.start, span.end + self.range.start)
    }

    /// Every run stands in a line or in a cell: a second caption, between cells, is in none.
    fn has_places(&self) -> bool {
        let mut placed = vec![false; self.runs.len()];
        for item in &self.page.items {
            match item.kind {
                Kind::Line { .. } => placed[self.of(item.span)].fill(true),
                Kind::Table(_) => {
                    for cell in self.page.cells_of(item) {
                        if !cell.span.is_empty() {
                            placed[self.of(cell.span)].fill(true);
                        }
                    }
                }
            }
        }
        (self.runs.iter().zip(placed)).all(|(run, placed)| run.is_none() || placed)
    }

    /// Where a stretch of the page's text stands.
    fn pieces(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        (self.runs[self.of(span)].iter().flatten()).map(|run| self.moved(*run))
    }

    /// The runs of a stretch of the page's text.
    fn of(&self, span: Span) -> std::ops::Range<usize> {
        let runs = &self.page.runs;
        // The run that it starts in started before it.
        let first = runs
            .partition_point(|run| run.start <= span.start)
            .saturating_sub(1);
        let last = runs.partition_point(|run| run.start < span.end).max(first);
        first..last
    }

    fn table(&self, item: &Item) -> Option<InlineItem> {
        let mut whole: Option<Span> = None;
        let cells = (self.page.cells_of(item).iter())
            .map(|cell| {
                let hull = if cell.span.is_empty() {
                    None
                } else {
                    self.pieces(cell.span).reduce(Span::hull)
                };
                if let Some(hull) = hull {
                    whole = Some(whole.map_or(hull, |whole| whole.hull(hull)));
                }
                // A blank one stands where its tag does.
                let tag = self.page.nodes.get(cell.node as usize)?.source?;
                let place = self.moved(Span::new(tag, tag));
                Some(MergedCell {
                    row: cell.row,
                    row_span: cell.row_span,
                    col_span: cell.col_span,
                    header: cell.is_header,
                    span: hull.unwrap_or(place),
                    element: None,
                })
            })
            .collect::<Option<Vec<MergedCell>>>()?;
        Some(InlineItem::Table(whole?, cells))
    }
}

/// Where each run stands: white space is what it is there, a reference stands for its character.
/// `None` if something is printed that is not there (the number of a list's item).
fn places(page: &Page, source: &str) -> Option<Vec<Option<Span>>> {
    let is_space = |c: char| c <= ' ' || c == '\u{7f}';
    let mut places = Vec::with_capacity(page.runs.len());
    for (at, run) in page.runs.iter().enumerate() {
        let end = page
            .runs
            .get(at + 1)
            .map_or(page.text.len(), |next| next.start as usize);
        let text = page.text.get(run.start as usize..end)?;
        let start = run.source? as usize;
        let mut place = start;
        let mut words = text.split(is_space).filter(|word| !word.is_empty());
        // `&amp;` stands for what it starts with.
        let is_coded = text == "&"
            && source.get(start + 1..).is_some_and(|rest| {
                ["amp", "AMP", "#"]
                    .iter()
                    .any(|name| rest.starts_with(name))
            });
        let is_written = !is_coded
            && words.clone().next().is_some_and(|word| {
                source
                    .get(start..)
                    .is_some_and(|rest| rest.trim_start_matches(is_space).starts_with(word))
            });
        if is_written {
            for word in words {
                let rest = source.get(place..)?;
                let from = place + rest.len() - rest.trim_start_matches(is_space).len();
                if !source.get(from..)?.starts_with(word) {
                    return None;
                }
                place = from + word.len();
            }
        } else {
            words.next()?;
            let reference = source.get(start..)?.strip_prefix('&')?;
            let name = |c: char| c.is_ascii_alphanumeric() || c == '#';
            let rest = reference.trim_start_matches(name);
            place = source.len() - rest.len() + usize::from(rest.starts_with(';'));
        }
        // A reference to a blank is blank.
        let is_blank = Span::of_range(0..text.len()).trim(text).is_empty();
        let span = strip(Span::of_range(start..place).trim(source), source);
        places.push((!is_blank && !span.is_empty()).then_some(span));
    }
    Some(places)
}

/// Nothing but tags, comments, references to blanks and emphasis. A tag whose `>` or whose second
/// quote is missing goes on to that of another one, or to the end: a `<` stands in it.
fn is_markup(between: &str) -> bool {
    let mut rest = between;
    loop {
        rest = rest.trim_start_matches(|c: char| !is_visible(c) || matches!(c, '*' | '_'));
        let name = |c: char| c.is_ascii_alphanumeric() || c == '#';
        if rest.is_empty() {
            return true;
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            let Some(end) = comment.find("-->") else {
                return false;
            };
            rest = &comment[end + 3..];
        } else if let Some(tag) = rest.strip_prefix('<') {
            let Some(len) = tag_len(tag) else {
                return false;
            };
            rest = &tag[len..];
        } else if let Some(reference) = rest.strip_prefix('&') {
            let behind = reference.trim_start_matches(name);
            rest = behind.strip_prefix(';').unwrap_or(behind);
        } else {
            return false;
        }
    }
}

/// Bytes from behind a tag's `<` to behind its `>`; `None` if another `<` stands before that, or if
/// it is none of an element, nor one of Word's conditions: HTML leaves out what `</3>` holds.
fn tag_len(tag: &str) -> Option<usize> {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.starts_with("![") {
        return None;
    }
    let (mut quote, mut before) = (None, b' ');
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'<' => return None,
            _ if quote == Some(byte) => (quote, before) = (None, b' '),
            _ if quote.is_some() => {}
            b'>' => return Some(at + 1),
            b'"' | b'\'' if before == b'=' => quote = Some(byte),
            byte if byte.is_ascii_whitespace() => {}
            byte => before = byte,
        }
    }
    None
}

/// Without Markdown's emphasis around all of it.
fn strip(mut span: Span, source: &str) -> Span {
    for mark in ["**", "__"] {
        let inner = (span.of(source).strip_prefix(mark)).and_then(|rest| rest.strip_suffix(mark));
        if inner.is_some_and(|inner| !inner.trim().is_empty() && !inner.contains(mark)) {
            span = Span::new(span.start + 2, span.end - 2).trim(source);
        }
    }
    span
}
