//! The end of a formatting element: HTML's “adoption agency algorithm”.
//!
//! Formatting that ends in another block than it started in (`<b>一<p>二</b>三</p>`) is taken apart:
//! it ends in front of the block, and a copy of it starts in the block. A stream has told the block
//! by then: it is told again ([`region`](super::region)).

use super::super::event::Event;
use super::formatting::{Entry, Formatting};
use super::name::{Name, SCOPE, SPECIAL};
use super::stack::{At, Stack};

/// So many blocks that are open in a formatting element get a copy of it at its end.
const MAX_BLOCKS: usize = 8;

/// So many formatting elements between it and the block are opened again around the block.
const MAX_COPIES: usize = 3;

/// What is told on either side of a block's tag.
#[derive(Default)]
pub(super) struct Adoption {
    before: Vec<Piece>,
    behind: Vec<Piece>,
}

#[derive(Clone, Copy)]
enum Piece {
    End,
    /// A copy of a formatting element, and the line of the end tag that made it.
    Start(Formatting, u32),
}

/// Where the copy goes in the list of active formatting elements.
enum Bookmark {
    Instead(u32),
    Behind(u32),
}

impl<F: FnMut(Event<'_>)> Stack<'_, F> {
    /// The end of a formatting element: all that is open in it ends too, formatting to be opened
    /// again; but not blocks, which go on outside of it.
    pub(super) fn end_formatting(&mut self, name: Name, at: At, end: u32) {
        if let Some(&current) = self.current()
            && current.name == name
            && self.in_formatting(current.id).is_none()
        {
            self.pop(end);
            return;
        }
        for _ in 0..MAX_BLOCKS {
            let found = self.since_mark().find(|(_, element)| element.name == name);
            let Some((index, &element)) = found else {
                return self.end_other(name, "", At { end, ..at });
            };
            let Some(place) = self.open.iter().rposition(|open| open.id == element.id) else {
                self.formatting.remove(index);
                return;
            };
            let inside = &self.open[place + 1..];
            if inside.iter().any(|open| SCOPE.has(open.name)) {
                return;
            }
            let Some(block) = inside.iter().position(|open| SPECIAL.has(open.name)) else {
                self.truncate(place, at, end);
                self.formatting.remove(index);
                return;
            };
            self.adopt(element, place, place + 1 + block, at.line);
            if self.needs_repair {
                return;
            }
        }
    }

    /// Takes a formatting element apart, that is open at `place`: the outermost block in it, at
    /// `block`, goes on outside, with a copy of the element around what is in the block.
    #[cold]
    fn adopt(&mut self, element: Formatting, place: usize, block: usize, line: u32) {
        let target = self.open[block].id;
        let outlives = self.open[place..=block]
            .iter()
            .any(|open| open.outlived > 0);
        if !self.region.has(target) || self.foster.is_inside() || outlives {
            self.needs_repair = true;
            return;
        }
        let between = block - place - 1;
        let mut bookmark = Bookmark::Instead(element.id);
        // The innermost first.
        let mut copies = Vec::new();
        for (count, node) in (place + 1..block).rev().enumerate() {
            let listed = self.in_formatting(self.open[node].id);
            let Some(index) = listed.filter(|_| count < MAX_COPIES) else {
                if let Some(index) = listed {
                    self.formatting.remove(index);
                }
                self.open.remove(node);
                continue;
            };
            let id = self.new_id();
            if let Entry::Element(copied) = &mut self.formatting[index] {
                copied.id = id;
                copies.push(Piece::Start(*copied, line));
            }
            self.open[node].id = id;
            if copies.len() == 1 {
                bookmark = Bookmark::Behind(id);
            }
        }
        let mut copy = element;
        copy.id = self.new_id();
        match bookmark {
            Bookmark::Instead(id) => {
                if let Some(index) = self.in_formatting(id) {
                    self.formatting[index] = Entry::Element(copy);
                }
            }
            Bookmark::Behind(id) => {
                if let Some(index) = self.in_formatting(id) {
                    self.formatting.insert(index + 1, Entry::Element(copy));
                }
                if let Some(index) = self.in_formatting(element.id) {
                    self.formatting.remove(index);
                }
            }
        }
        let mut open = self.open.remove(place);
        open.id = copy.id;
        // Behind the copies and the block.
        self.open.insert(place + copies.len() + 1, open);
        if !self.region.is_second() {
            self.region.set_void();
            let adoption = self.region.adopted.entry(target).or_default();
            let ends = std::iter::repeat_n(Piece::End, between + 1);
            adoption.before.extend(ends.chain(copies.into_iter().rev()));
            adoption.behind.push(Piece::Start(copy, line));
        }
    }

    /// Tells what goes in front of the element that starts next; gives what goes on.
    pub(super) fn tell_adopted_before(&mut self, at: At) -> Option<Adoption> {
        let adoption = self.region.adopted.remove(&(self.ids + 1))?;
        for piece in &adoption.before {
            self.tell_piece(*piece, at.start, at.end);
        }
        Some(adoption)
    }

    /// Tells what goes first in the element that has started.
    pub(super) fn tell_adopted_behind(&mut self, adoption: &Adoption, at: At) {
        // The last was made around the others.
        for piece in adoption.behind.iter().rev() {
            self.tell_piece(*piece, at.end, at.end);
        }
    }

    fn tell_piece(&mut self, piece: Piece, start: u32, end: u32) {
        match piece {
            Piece::End => self.tell(Event::End(Some(start))),
            Piece::Start(element, line) => {
                let at = At { start, end, line };
                self.tell_start(&element.tag_at(at), false);
            }
        }
    }
}
