//! Tables of HTML in a text, as converters write into Markdown what its own tables can't say.

use crate::source::html::inline::{self, InlineItem};
use crate::source::markdown::{MAX_TAG, is_around, is_tag};
use crate::span::Span;

/// A table and what stands right around it: no line of the text.
#[derive(Debug)]
pub(super) struct Tagged {
    pub range: Span,
    pub items: Vec<InlineItem>,
    /// What is markup in `range`.
    pub markup: Vec<Span>,
}

/// The tables of a text, in order. One that is not ended goes to the end of its last row.
pub(super) fn find(text: &str) -> Vec<Tagged> {
    let mut found: Vec<Tagged> = Vec::new();
    let mut open: Option<usize> = None;
    let mut after = 0;
    let mut add = |range: std::ops::Range<usize>| {
        let range = Span::of_range(around(text, range, after));
        if let Some(tagged) = read(text, range) {
            after = range.end as usize;
            found.push(tagged);
        }
    };
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        if is_tag(&text.as_bytes()[at + 1..], "table") {
            if let Some(start) = open.take() {
                unended(text, start..at).map(&mut add);
            }
            open = Some(at);
        } else if is_tag(&text.as_bytes()[at + 1..], "/table")
            && let Some(len) =
                memchr::memchr(b'>', &text.as_bytes()[at..text.len().min(at + MAX_TAG)])
            && let Some(start) = open.take()
        {
            add(start..at + len + 1);
        }
    }
    if let Some(start) = open {
        unended(text, start..text.len()).map(&mut add);
    }
    found
}

/// A table without its end: up to the end of its last row.
fn unended(text: &str, range: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let inside = &text[range.clone()];
    let last = memchr::memrchr_iter(b'<', inside.as_bytes())
        .find(|at| is_tag(&inside.as_bytes()[at + 1..], "/tr"))?;
    let end = inside[last..].find('>')?;
    Some(range.start..range.start + last + end + 1)
}

/// The table with the tags that stand right around it.
fn around(text: &str, range: std::ops::Range<usize>, after: usize) -> std::ops::Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    loop {
        let before = text[after.min(start)..start].trim_end();
        let Some(at) = before.strip_suffix('>').and_then(|tag| {
            let from = tag.len().saturating_sub(MAX_TAG);
            memchr::memrchr(b'<', &tag.as_bytes()[from..]).map(|at| from + at)
        }) else {
            break;
        };
        if before[at + 1..].starts_with('/') || !is_around(&before.as_bytes()[at + 1..]) {
            break;
        }
        start = after.min(start) + at;
    }
    loop {
        let rest = &text[end..];
        let trimmed = rest.trim_start();
        let Some(tag) = trimmed.strip_prefix("</") else {
            break;
        };
        let within = &tag.as_bytes()[..tag.len().min(MAX_TAG)];
        match memchr::memchr(b'>', within) {
            Some(len) if is_around(tag.as_bytes()) => end += rest.len() - tag.len() + len + 1,
            _ => break,
        }
    }
    start..end
}

fn read(text: &str, range: Span) -> Option<Tagged> {
    let inline = inline::read(text, range)?;
    let mut markup = Vec::with_capacity(inline.pieces.len() + 1);
    let mut at = range.start;
    let ends = std::iter::once(Span::new(range.end, range.end));
    for piece in inline.pieces.iter().copied().chain(ends) {
        if at < piece.start {
            markup.push(Span::new(at, piece.start));
        }
        at = piece.end;
    }
    Some(Tagged {
        range,
        items: inline.items,
        markup,
    })
}
