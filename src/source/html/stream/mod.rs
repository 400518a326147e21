//! A page as a stream of tags, without a tree: the same events as [`tree`](super::tree) gives, each
//! with its place in the source.
//!
//! `plain` finds the tags that are written as nearly all are, html5gum the odd ones; `rules` says
//! what HTML makes of them, as far as they are here. What they move is told where it
//! belongs by reading a part of the page again (`region`): what stands between a table's rows (`foster`),
//! formatting that ends in another block than it started in (`adoption`). Where a rule is not here
//! (framesets, tables in templates) the page needs repair, and whoever asked has the tree read it.

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
    let mut tokens = Tokens::new(page, Rules::new(page, effort, each));
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

/// No character that HTML's preprocessing would change but `\r\n`.
fn is_plain(page: &[u8]) -> bool {
    page.len() < u32::MAX as usize
        && !page.starts_with("\u{feff}".as_bytes())
        && memchr::memchr(0, page).is_none()
        && memchr::memchr_iter(b'\r', page).all(|at| page.get(at + 1) == Some(&b'\n'))
}
