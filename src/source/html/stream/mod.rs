//! A page as a stream of tags, without a tree: the same events as [`tree`](super::tree) gives, each
//! with its place in the source.
//!
//! html5gum finds the tags; `rules` says what HTML makes of them, as long as that can be told in
//! the order of the page. Where it can't (text between a table's rows, formatting that was ended in
//! another block than it was started in, templates, framesets) the page needs repair, and whoever
//! asked has the tree read it.

mod body;
mod doctype;
mod formatting;
mod name;
mod rules;
mod stack;
mod table;
mod tag;
mod text;
mod token;

use html5gum::Tokenizer;

use super::event::Event;
use rules::Rules;
use token::Tokens;

/// The page can only be read by building its tree.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NeedsRepair;

/// Gives the page's events, in document order.
///
/// # Errors
/// [`NeedsRepair`] for a page whose markup has to be repaired by moving parts of it: what was told
/// until then is void.
pub(super) fn walk(page: &str, each: impl FnMut(Event<'_>)) -> Result<(), NeedsRepair> {
    if !is_plain(page.as_bytes()) {
        return Err(NeedsRepair);
    }
    let mut tokens = Tokenizer::new_with_emitter(page, Tokens::new(page, Rules::new(page, each)));
    // A token is given only to stop: the page needs repair.
    match tokens.next() {
        Some(_) => Err(NeedsRepair),
        None => Ok(()),
    }
}

/// No character that HTML's preprocessing would change but `\r\n`.
fn is_plain(page: &[u8]) -> bool {
    page.len() < u32::MAX as usize
        && !page.starts_with("\u{feff}".as_bytes())
        && memchr::memchr(0, page).is_none()
        && memchr::memchr_iter(b'\r', page).all(|at| page.get(at + 1) == Some(&b'\n'))
}
