//! Formatting elements: what an end of a block closes of them, though nobody had ended it, is opened
//! again behind it.

use super::super::event::Event;
use super::name::{FORMATTING, Name};
use super::stack::{At, Stack};
use super::tag::StartTag;

/// Formatting elements around a block that are looked for. Stops hundreds that were left unended in
/// front of a million blocks.
const MAX_FORMATS: usize = 8;

/// An entry of the list of active formatting elements.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry {
    /// Nothing before it is opened again: the start of a cell, a caption, an object.
    Marker,
    Element(Formatting),
}

/// A formatting element, and the tag that it is made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Formatting {
    pub(super) name: Name,
    pub(super) id: u32,
    is_hidden: bool,
    is_unmarked: bool,
    leads: bool,
    /// Of its attributes, whatever their order.
    hash: u64,
    /// Where its tag stands in the page.
    tag: (u32, u32),
}

impl Formatting {
    /// Its tag, as if it stood here.
    pub(super) fn tag_at(&self, at: At) -> StartTag<'static> {
        StartTag {
            is_hidden: self.is_hidden,
            is_unmarked: self.is_unmarked,
            leads: self.leads,
            ..StartTag::implied(self.name, at)
        }
    }
}

impl<F: FnMut(Event<'_>)> Stack<'_, F> {
    pub(super) fn mark(&mut self) {
        self.formatting.push(Entry::Marker);
    }

    pub(super) fn clear_to_mark(&mut self) {
        while let Some(Entry::Element(_)) = self.formatting.pop() {}
    }

    /// The formatting elements behind the last marker, the last first.
    pub(super) fn since_mark(&self) -> impl Iterator<Item = (usize, &Formatting)> {
        (self.formatting.iter().enumerate().rev()).map_while(|(index, entry)| match entry {
            Entry::Marker => None,
            Entry::Element(element) => Some((index, element)),
        })
    }

    /// Where an element stands in the list.
    pub(super) fn in_formatting(&self, id: u32) -> Option<usize> {
        (self.formatting.iter())
            .position(|entry| matches!(entry, Entry::Element(element) if element.id == id))
    }

    /// What starts now starts in a formatting element, as far as the last few tell.
    pub(super) fn is_in_formatting(&self) -> bool {
        (self.since_mark().take(MAX_FORMATS))
            .any(|(_, element)| self.iter().any(|open| open.id == element.id))
    }

    /// Nothing is to be opened again.
    pub(super) fn is_formatting_open(&self) -> bool {
        (self.formatting.last()).is_none_or(|last| self.is_open(last))
    }

    fn is_open(&self, entry: &Entry) -> bool {
        match entry {
            Entry::Marker => true,
            Entry::Element(element) => self.iter().any(|open| open.id == element.id),
        }
    }

    /// “Reconstruct the active formatting elements”: those that an end of a block closed, though
    /// nobody had ended them.
    pub(super) fn reconstruct(&mut self, at: At) {
        if self.is_formatting_open() {
            return;
        }
        let mut first = self.formatting.len() - 1;
        while first > 0 && !self.is_open(&self.formatting[first - 1]) {
            first -= 1;
        }
        for index in first..self.formatting.len() {
            let Entry::Element(element) = self.formatting[index] else {
                continue;
            };
            let id = self.insert(&element.tag_at(at));
            self.formatting[index] = Entry::Element(Formatting { id, ..element });
        }
    }

    /// Inserts a formatting element. Of four that are alike the first is not opened again.
    pub(super) fn insert_formatting(&mut self, tag: &StartTag<'_>) {
        let (mut first, mut alike) = (None, 0);
        let mut is_unsure = false;
        for (index, old) in self.since_mark() {
            if old.name != tag.name || old.hash != tag.hash {
                continue;
            }
            // The same attributes in another order or other quotes; or another hash's equal.
            is_unsure |=
                self.attributes_of(old.tag) != self.attributes_of((tag.at.start, tag.at.end));
            first = Some(index);
            alike += 1;
        }
        if alike >= 3
            && let Some(first) = first
        {
            self.needs_repair |= is_unsure;
            self.formatting.remove(first);
        }
        let id = self.insert(tag);
        self.formatting.push(Entry::Element(Formatting {
            name: tag.name,
            id,
            is_hidden: tag.is_hidden,
            is_unmarked: tag.is_unmarked,
            leads: tag.leads,
            hash: tag.hash,
            tag: (tag.at.start, tag.at.end),
        }));
    }

    /// A tag as it is written, without its name.
    fn attributes_of(&self, (start, end): (u32, u32)) -> &str {
        let tag = (self.page.get(start as usize + 1..end as usize)).unwrap_or("");
        tag.trim_start_matches(|c: char| c.is_ascii_alphanumeric())
    }

    /// `<a>` inside `<a>`: the first ends before the second.
    pub(super) fn end_open_link(&mut self, at: At) {
        let found = self
            .since_mark()
            .find(|(_, element)| element.name == Name::A);
        let Some((_, &Formatting { id, .. })) = found else {
            return;
        };
        self.end_formatting(Name::A, at, at.start);
        if let Some(index) = self.in_formatting(id) {
            self.formatting.remove(index);
        }
        self.remove(id, at.start);
    }
}

/// Formatting elements keep their attributes' hash; nothing else needs one.
pub(super) fn needs_hash(name: Name) -> bool {
    FORMATTING.has(name)
}
