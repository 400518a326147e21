//! Parts of a page that are told in another order than they stand in. They are read twice.
//!
//! HTML puts what stands between a table's rows in front of the table ([`foster`](super::foster)),
//! and takes apart what does not nest ([`adoption`](super::adoption)), once a stream has told all
//! that already. So the builder marks the place in front of the outermost table, or of the outermost
//! block in open formatting. If something is to be told otherwise by the time that element has ended,
//! the builder goes back to its mark, and the element is read again, all of it now where it belongs.
//! No part is read more than twice, and only one that has something to be moved.

use rustc_hash::FxHashMap;

use super::super::event::Event;
use super::adoption::Adoption;
use super::formatting::Entry;
use super::foster::Piece;
use super::name::Name;
use super::rules::{Mode, Next, Rules};
use super::stack::{At, Open, Stack};
use super::tag::StartTag;

/// How far a region is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Reading {
    /// It is told as it stands.
    #[default]
    First,
    /// What was told is void, and the rest is only read, for what else is to be moved.
    Void,
    /// It has ended, and is to be read again: until then nothing is even kept.
    Due,
    /// It is told as it has to be.
    Second,
}

/// An element that may have to be read again.
#[derive(Default)]
pub(super) struct Region {
    /// The element's number, the same each time it is read; 0 if there is no region.
    element: u32,
    /// Its tag.
    at: At,
    /// The tag was inserted just now.
    is_fresh: bool,
    behind: State,
    reading: Reading,
    /// What is told in front of an element, by its number.
    pub(super) fostered: FxHashMap<u32, Vec<Piece>>,
    /// What is told on either side of an element's tag, by its number.
    pub(super) adopted: FxHashMap<u32, Adoption>,
}

/// The rules' state behind the element's tag.
#[derive(Default)]
struct State {
    open: Vec<Open>,
    formatting: Vec<Entry>,
    mode: Mode,
    form: Option<u32>,
    drops_line_end: Option<u32>,
    elements: usize,
}

impl Region {
    /// What is told now is void.
    pub(super) fn is_void(&self) -> bool {
        self.reading == Reading::Void
    }

    /// Nothing is told or kept until it is read again.
    pub(super) fn is_due(&self) -> bool {
        self.reading == Reading::Due
    }

    /// It is told as it has to be.
    pub(super) fn is_second(&self) -> bool {
        self.reading == Reading::Second
    }

    /// Whether it is this element.
    pub(super) fn is(&self, element: u32) -> bool {
        self.element == element
    }

    /// Whether this element is in a region: whatever is to be told around it can be.
    pub(super) fn has(&self, element: u32) -> bool {
        self.element != 0 && self.element <= element
    }

    /// What was told of it is void.
    pub(super) fn set_void(&mut self) {
        if self.reading == Reading::First {
            self.reading = Reading::Void;
        }
    }

    /// Its element has ended.
    fn end(&mut self) {
        match self.reading {
            Reading::Due => {}
            Reading::First if self.fostered.is_empty() => self.close(),
            Reading::First | Reading::Void => self.reading = Reading::Due,
            Reading::Second => self.close(),
        }
    }

    fn close(&mut self) {
        self.element = 0;
        self.is_fresh = false;
        self.reading = Reading::First;
        self.fostered.clear();
        self.adopted.clear();
    }
}

impl<F: FnMut(Event<'_>)> Stack<'_, F> {
    /// A special element starts next: it may be a region, or have something told in front of it, and
    /// behind its tag.
    #[inline]
    pub(super) fn enter(&mut self, tag: &StartTag<'_>) -> Option<Adoption> {
        if self.region.element == 0 {
            if tag.name == Name::Table || self.is_in_formatting() {
                self.region.element = self.ids + 1;
                self.region.at = tag.at;
                self.region.is_fresh = true;
                self.tell(Event::Mark);
            }
        } else if self.region.is_second() {
            self.tell_fostered();
            return self.tell_adopted_before(tag.at);
        }
        None
    }

    /// An element has ended.
    #[inline]
    pub(super) fn leave(&mut self, element: u32) {
        if self.region.element == element {
            self.region.end();
        }
    }
}

impl<F: FnMut(Event<'_>)> Rules<'_, F> {
    /// Behind a start tag: if a region starts with it, what is needed to read it again.
    #[inline]
    pub(super) fn note_region(&mut self) {
        if self.stack.region.is_fresh {
            self.keep_state();
        }
    }

    fn keep_state(&mut self) {
        let region = &mut self.stack.region;
        region.is_fresh = false;
        let state = &mut region.behind;
        state.open.clone_from(&self.stack.open);
        state.formatting.clone_from(&self.stack.formatting);
        state.mode = self.mode;
        state.form = self.form;
        state.drops_line_end = self.drops_line_end;
        state.elements = self.elements;
    }

    /// Goes back to the region's tag, if it is to be read again.
    pub(super) fn go_back(&mut self) -> Option<At> {
        let region = &mut self.stack.region;
        if !region.is_due() {
            return None;
        }
        region.reading = Reading::Second;
        let at = region.at;
        self.goes_on = true;
        self.stack.tell(Event::Back);
        Some(at)
    }

    /// The region's tag is read again: all is as it was behind it.
    pub(super) fn go_on(&mut self, tag: &StartTag<'_>) -> Next {
        let region = &mut self.stack.region;
        let state = &mut region.behind;
        std::mem::swap(&mut self.stack.open, &mut state.open);
        std::mem::swap(&mut self.stack.formatting, &mut state.formatting);
        self.mode = state.mode;
        self.form = state.form;
        self.drops_line_end = state.drops_line_end;
        self.elements = state.elements;
        self.stack.ids = region.element - 1;
        // It is inserted now.
        self.stack.open.pop();
        self.stack.insert(tag);
        Next::Markup
    }
}
