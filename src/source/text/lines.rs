//! A text cut into lines, blank ones left out.

use crate::chars::{is_visible, is_wide};
use crate::span::Span;

/// Columns of indent beyond which they are no longer counted.
const MAX_INDENT: usize = u16::MAX as usize;

/// A line of the text that has something on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawLine {
    /// Without the white space at its ends; empty only for a blank cell (a lone tab).
    pub span: Span,
    /// Columns of white space before it, an ideographic space counting two.
    pub indent: u16,
    /// Empty lines stand before it.
    pub after_blank: bool,
    /// A form feed stands between it and the line before.
    pub after_feed: bool,
    /// The line's first byte is a tab.
    pub tabbed: bool,
    /// Tabs between its first and its last byte that are not at its start.
    pub inner_tabs: u16,
    /// Page, counted by form feeds.
    pub page: u32,
}

/// Cuts a text into lines: `\n`, `\r\n`, a lone `\r` and a form feed each end one.
///
/// What lies in `gaps`, which are in order, is in no line.
pub(super) fn lines(text: &str, gaps: impl Iterator<Item = Span>) -> Vec<RawLine> {
    let bytes = text.as_bytes();
    let mut out: Vec<RawLine> = Vec::new();
    let mut blank = false;
    let mut page = 0;
    let mut fed = false;
    let mut at = 0;
    let mut gaps = gaps.peekable();
    while at < bytes.len() {
        let gap = gaps.peek().map_or(bytes.len(), |gap| gap.start as usize);
        let end =
            memchr::memchr3(b'\n', b'\r', b'\x0c', &bytes[at..gap]).map_or(gap, |found| at + found);
        match line(text, at, end) {
            Some(mut line) => {
                line.after_blank = blank || fed;
                line.after_feed = fed;
                line.page = page;
                out.push(line);
                blank = false;
                fed = false;
            }
            None => blank = true,
        }
        if end == gap
            && let Some(gap) = gaps.next()
        {
            at = gap.end as usize;
            blank = true;
            continue;
        }
        at = match bytes.get(end) {
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => end + 2,
            Some(b'\x0c') => {
                page += 1;
                fed = true;
                end + 1
            }
            _ => end + 1,
        };
    }
    out
}

fn line(text: &str, start: usize, end: usize) -> Option<RawLine> {
    let slice = text.get(start..end)?;
    let tabbed = slice.starts_with('\t');
    let first = slice.char_indices().find(|&(_, c)| is_visible(c));
    let Some((first, _)) = first else {
        // A lone tab is a cell with nothing in it.
        return tabbed.then(|| RawLine {
            span: Span::of_range(end..end),
            indent: 0,
            after_blank: false,
            after_feed: false,
            tabbed,
            inner_tabs: inner_tabs(slice),
            page: 0,
        });
    };
    let last = slice
        .char_indices()
        .rev()
        .find(|&(_, c)| is_visible(c))
        .map_or(slice.len(), |(at, c)| at + c.len_utf8());
    let indent: usize = slice[..first].chars().map(space_width).sum();
    Some(RawLine {
        span: Span::of_range(start + first..start + last),
        indent: indent.min(MAX_INDENT) as u16,
        after_blank: false,
        after_feed: false,
        tabbed,
        inner_tabs: inner_tabs(slice),
        page: 0,
    })
}

/// Tabs but the first byte.
fn inner_tabs(slice: &str) -> u16 {
    memchr::memchr_iter(b'\t', slice.as_bytes())
        .filter(|&at| at > 0)
        .count()
        .min(usize::from(u16::MAX)) as u16
}

fn space_width(c: char) -> usize {
    match c {
        '\u{3000}' => 2,
        '\t' => 4,
        c if c.is_whitespace() => 1,
        _ => 0,
    }
}

/// Columns that a text takes on paper: two for an ideograph, one for any other visible character
/// and white space.
pub(crate) fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if c == '\u{3000}' || is_wide(c) {
                2
            } else {
                usize::from(is_visible(c) || c.is_whitespace())
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_of_a_line_ends_one() {
        let text = "一\r\n二\r三\n\n\u{3000}\u{3000}四 \u{c}五";
        let lines = lines(text, std::iter::empty());
        let texts: Vec<_> = lines.iter().map(|l| l.span.of(text)).collect();
        assert_eq!(texts, ["一", "二", "三", "四", "五"]);
        assert_eq!(lines[3].indent, 4);
        assert!(lines[3].after_blank && !lines[2].after_blank);
        assert!(lines[4].after_feed && lines[4].page == 1);
    }

    #[test]
    fn a_lone_tab_is_a_blank_cell() {
        let lines = lines("\t条\n\t\n\t0\n", std::iter::empty());
        assert_eq!(lines.len(), 3);
        assert!(lines[1].span.is_empty() && lines[1].tabbed);
    }
}
