//! A page as a stream of tags, without a tree: the same events as [`tree`](super::tree) gives, each
//! with its place in the source.
//!
//! `plain` finds the tags that are written as nearly all are, html5gum the odd ones; `rules` says
//! what HTML makes of them, as far as they are here. What they move is told where it
//! belongs by reading a part of the page again (`region`): what stands between a table's rows (`foster`),
//! formatting that ends in another block than it started in (`adoption`). Where a rule is not here
//! (framesets, tables in templates, HTML inside drawings) the page needs repair, and whoever asked has the tree read it.

mod adoption;
mod body;
mod doctype;
mod formatting;
mod foster;
mod name;
mod plain;
mod region;
mod rules;
mod stack;
mod table;
mod tag;
mod template;
mod text;
mod token;

use std::borrow::Cow;

use super::event::Event;
use plain::Stop;
use rules::Rules;
use token::Tokens;

/// Why a page is not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stopped {
    /// Parts of it have to be moved, which takes a tree.
    NeedsRepair,
    /// It takes more than the effort that was given.
    TooMuchWork,
}

/// Gives the page's events, in document order. `effort` bounds the steps it takes: elements and
/// formats that are open, summed over the page's tags, as [`CHEAP`](super::guard::CHEAP) is.
///
/// # Errors
/// [`Stopped`], and what was told until then is void.
pub(super) fn walk(page: &str, effort: usize, each: impl FnMut(Event<'_>)) -> Result<(), Stopped> {
    if !is_plain(page.as_bytes()) {
        return Err(Stopped::NeedsRepair);
    }
    let read = with_line_ends(page);
    let mut tokens = Tokens::new(&read, Rules::new(&read, page, effort, each));
    while !tokens.is_ended {
        match tokens.plain() {
            Stop::End => tokens.end(),
            Stop::Odd(state) => tokens.odd(state),
            Stop::Rules => {}
        }
        if tokens.rules.needs_repair() {
            return Err(match tokens.rules.effort {
                0 => Stopped::TooMuchWork,
                _ => Stopped::NeedsRepair,
            });
        }
        tokens.go_back();
    }
    Ok(())
}

/// No character that HTML's preprocessing would change but a line end.
fn is_plain(page: &[u8]) -> bool {
    page.len() < u32::MAX as usize
        && !page.starts_with("\u{feff}".as_bytes())
        && memchr::memchr(0, page).is_none()
}

/// The page with a line end for each `\r` that is none with what follows, as HTML reads it: one byte
/// for one.
pub(super) fn with_line_ends(page: &str) -> Cow<'_, str> {
    let is_lone = |at: &usize| page.as_bytes().get(at + 1) != Some(&b'\n');
    let Some(first) = memchr::memchr_iter(b'\r', page.as_bytes()).find(is_lone) else {
        return Cow::Borrowed(page);
    };
    let mut out = String::with_capacity(page.len());
    let (before, rest) = page.split_at(first);
    out.push_str(before);
    let mut pieces = rest.split('\r').peekable();
    while let Some(piece) = pieces.next() {
        out.push_str(piece);
        if let Some(next) = pieces.peek() {
            out.push(if next.starts_with('\n') { '\r' } else { '\n' });
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_is_one_that_is_counted() {
        for (page, read) in [
            ("", ""),
            ("一\r\n二\n", "一\r\n二\n"),
            ("一\r二", "一\n二"),
            ("\r\r\n\r", "\n\r\n\n"),
            ("一\r\n\r\r二\r", "一\r\n\n\n二\n"),
        ] {
            assert_eq!(with_line_ends(page), read);
        }
        assert!(matches!(with_line_ends("一\r\n"), Cow::Borrowed(_)));
    }
}
