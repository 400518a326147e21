//! The open elements, and the events that they give.

use super::super::event::{Event, Start, Tag as EventTag};
use super::super::names::Names;
use super::formatting::Entry;
use super::foster::Foster;
use super::name::{FOSTER, IMPLIED, Name, SPECIAL, Set};
use super::region::Region;
use super::tag::{NoAttributes, StartTag};

/// An open element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) name: Name,
    /// For [`Name::Other`], which one.
    other: u32,
    /// Told apart from every other element of the page.
    pub(super) id: u32,
    /// Inside a drawing, and so none of HTML's.
    pub(super) is_foreign: bool,
    /// Its end ends so many elements around it, too, that the rules ended before.
    pub(super) outlived: u8,
}

/// The place of a token: its first byte, the one behind it, and its line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct At {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) line: u32,
}

/// The open elements of a page that is read.
pub(super) struct Stack<'p, F> {
    each: F,
    pub(super) page: &'p str,
    pub(super) open: Vec<Open>,
    pub(super) formatting: Vec<Entry>,
    others: Names,
    pub(super) ids: u32,
    /// The page needs repair: nothing is told any more.
    pub(super) needs_repair: bool,
    /// What is inserted into a table now is put in front of it.
    pub(super) fosters: bool,
    /// What is put there.
    pub(super) foster: Foster,
    /// The element that may have to be read again.
    pub(super) region: Region,
}

impl<'p, F: FnMut(Event<'_>)> Stack<'p, F> {
    pub(super) fn new(page: &'p str, each: F) -> Self {
        Self {
            each,
            page,
            open: Vec::new(),
            formatting: Vec::new(),
            others: Names::default(),
            ids: 0,
            needs_repair: false,
            fosters: false,
            foster: Foster::default(),
            region: Region::default(),
        }
    }

    /// Tells the builder, now or later.
    pub(super) fn tell(&mut self, event: Event<'_>) {
        if self.needs_repair || self.region.is_due() {
            return;
        }
        if self.foster.is_inside() {
            self.keep(event);
        } else if !self.region.is_void() {
            (self.each)(event);
        }
    }

    pub(super) fn current(&self) -> Option<&Open> {
        self.open.last()
    }

    pub(super) fn is_current(&self, name: Name) -> bool {
        self.current().is_some_and(|open| open.name == name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Open> {
        self.open.iter().rev()
    }

    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// The number of a name that the rules do not know.
    pub(super) fn other(&mut self, name: Name, text: &str) -> u32 {
        match name {
            Name::Other => self.others.intern(text),
            _ => 0,
        }
    }

    /// Whether an element is open, looking no further up than `scope`.
    pub(super) fn has_in(&self, scope: Set, name: Name) -> bool {
        self.has_any_in(scope, |open| open == name)
    }

    pub(super) fn has_any_in(&self, scope: Set, is_it: impl Fn(Name) -> bool) -> bool {
        for open in self.iter() {
            if is_it(open.name) {
                return true;
            }
            if scope.has(open.name) {
                return false;
            }
        }
        false
    }

    pub(super) fn new_id(&mut self) -> u32 {
        self.ids += 1;
        self.ids
    }

    /// What stands here stands between the parts of a table.
    pub(super) fn is_between_parts(&self) -> bool {
        self.current().is_some_and(|open| FOSTER.has(open.name))
    }

    /// The number of the innermost table.
    pub(super) fn table(&self) -> Option<u32> {
        let table = self.iter().find(|open| open.name == Name::Table)?;
        Some(table.id)
    }

    fn start(&mut self, tag: &StartTag<'_>, is_foreign: bool) -> u32 {
        if self.fosters && self.is_between_parts() {
            self.foster_element();
        }
        self.tell_start(tag, is_foreign);
        self.new_id()
    }

    pub(super) fn tell_start(&mut self, tag: &StartTag<'_>, is_foreign: bool) {
        let kind = if is_foreign {
            EventTag::Unseen
        } else {
            match tag.name.tag(tag.text) {
                EventTag::Link if !tag.leads => EventTag::Inline,
                kind => kind,
            }
        };
        self.tell(Event::Start(Start {
            tag: kind,
            name: tag.text,
            attributes: tag.attributes,
            is_hidden: tag.is_hidden,
            is_unmarked: tag.is_unmarked,
            line: tag.at.line,
            source: Some(tag.at.start),
        }));
    }

    /// Inserts an element and leaves it open.
    pub(super) fn insert(&mut self, tag: &StartTag<'_>) -> u32 {
        let adoption = match SPECIAL.has(tag.name) {
            true => self.enter(tag),
            false => None,
        };
        let id = self.start(tag, false);
        if let Some(adoption) = adoption {
            self.tell_adopted_behind(&adoption, tag.at);
        }
        let other = self.other(tag.name, tag.text);
        self.open.push(Open {
            name: tag.name,
            other,
            id,
            is_foreign: false,
            outlived: 0,
        });
        id
    }

    /// Inserts an element that has no content.
    pub(super) fn insert_empty(&mut self, tag: &StartTag<'_>) -> u32 {
        let id = self.start(tag, false);
        self.tell_end(tag.at.end);
        id
    }

    fn tell_end(&mut self, end: u32) {
        self.tell(Event::End(Some(end)));
        self.foster.leave(self.open.len());
    }

    /// Inserts an element of a drawing.
    pub(super) fn insert_foreign(&mut self, tag: &StartTag<'_>) {
        let id = self.start(tag, true);
        if tag.is_self_closing {
            self.tell_end(tag.at.end);
            return;
        }
        let other = self.others.intern(tag.text);
        self.open.push(Open {
            name: Name::Other,
            other,
            id,
            is_foreign: true,
            outlived: 0,
        });
    }

    /// Inserts an element that has no tag: it starts where what makes it necessary does.
    pub(super) fn insert_implied(&mut self, name: Name, at: At) -> u32 {
        self.insert(&StartTag::implied(name, at))
    }

    /// Ends the innermost element, before the byte `end`.
    pub(super) fn pop(&mut self, end: u32) -> Option<Open> {
        let open = self.open.pop()?;
        self.tell_end(end);
        self.leave(open.id);
        for _ in 0..open.outlived {
            self.tell(Event::End(Some(end)));
        }
        Some(open)
    }

    /// Takes the innermost element off without telling: its end comes later.
    pub(super) fn pop_silently(&mut self) {
        self.open.pop();
    }

    /// Ends elements until one of those that `is_it` names has ended: what is in it ends where the
    /// token starts, it itself at `end`.
    pub(super) fn pop_until(&mut self, at: At, end: u32, is_it: impl Fn(Name) -> bool) {
        while let Some(open) = self.open.last() {
            let is_last = is_it(open.name);
            self.pop(if is_last { end } else { at.start });
            if is_last {
                return;
            }
        }
    }

    /// Ends elements until the innermost is one of `set`.
    pub(super) fn pop_to(&mut self, set: Set, at: At) {
        while self.current().is_some_and(|open| !set.has(open.name)) {
            self.pop(at.start);
        }
    }

    /// “Generate implied end tags”, except for one name.
    pub(super) fn end_implied(&mut self, except: Option<Name>, at: At) {
        while let Some(open) = self.open.last() {
            if !IMPLIED.has(open.name) || Some(open.name) == except {
                return;
            }
            self.pop(at.start);
        }
    }

    /// Ends an open paragraph that `scope` does not hide.
    pub(super) fn end_paragraph_in(&mut self, scope: Set, at: At) {
        if self.has_in(scope, Name::P) {
            self.end_paragraph(at, at.start);
        }
    }

    pub(super) fn end_paragraph(&mut self, at: At, end: u32) {
        self.end_implied(Some(Name::P), at);
        self.pop_until(at, end, |name| name == Name::P);
    }

    /// The end tag of an element that has no rule of its own.
    pub(super) fn end_other(&mut self, name: Name, text: &str, at: At) {
        let other = self.other(name, text);
        let mut found = None;
        for (index, open) in self.open.iter().enumerate().rev() {
            if open.name == name && open.other == other && !open.is_foreign {
                found = Some(index);
                break;
            }
            if SPECIAL.has(open.name) {
                return;
            }
        }
        let Some(found) = found else { return };
        self.end_implied(Some(name), at);
        self.truncate(found, at, at.end);
    }

    /// The innermost element is a drawing's title or description: what is in it is HTML again.
    pub(super) fn is_in_label(&self) -> bool {
        self.current().is_some_and(|open| {
            open.is_foreign && matches!(self.others.name(open.other), "title" | "desc")
        })
    }

    /// The end tag of an element of a drawing: only of the innermost.
    pub(super) fn end_foreign(&mut self, text: &str, at: At) {
        let other = self.others.intern(text);
        if (self.current()).is_some_and(|open| open.is_foreign && open.other == other) {
            self.pop(at.end);
        } else {
            self.needs_repair = true;
        }
    }

    pub(super) fn truncate(&mut self, to: usize, at: At, end: u32) {
        while self.open.len() > to {
            let is_last = self.open.len() == to + 1;
            self.pop(if is_last { end } else { at.start });
        }
    }

    /// Takes an element off the stack wherever it is. One that is not the innermost goes on around
    /// what is open in it.
    pub(super) fn remove(&mut self, id: u32, end: u32) {
        let Some(at) = self.open.iter().rposition(|open| open.id == id) else {
            return;
        };
        if at + 1 == self.open.len() {
            self.pop(end);
            return;
        }
        let removed = self.open.remove(at);
        let ends = removed.outlived.checked_add(1);
        let inside = &mut self.open[at];
        match ends.and_then(|ends| inside.outlived.checked_add(ends)) {
            Some(ends) => inside.outlived = ends,
            None => self.needs_repair = true,
        }
        self.needs_repair |= self.foster.is_inside() || self.region.is(id);
    }

    /// Ends everything, at the end of the page.
    pub(super) fn end_all(&mut self, end: u32) {
        while self.pop(end).is_some() {}
    }

    pub(super) fn text(&mut self, text: &str, line: u32, source: u32) {
        self.tell(Event::Text {
            text,
            line,
            source: Some(source),
        });
    }
}

impl StartTag<'_> {
    pub(super) fn implied(name: Name, at: At) -> StartTag<'static> {
        StartTag {
            name,
            text: name.text(),
            attributes: &NoAttributes,
            is_hidden: false,
            is_unmarked: false,
            leads: false,
            is_self_closing: false,
            is_hidden_input: false,
            hash: 0,
            at,
        }
    }
}
