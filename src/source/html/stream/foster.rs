//! Texts and elements between a table's rows: HTML puts them in front of the table (“foster
//! parenting”).
//!
//! A stream tells the page in its order, and has told the table already. So what goes in front of a
//! table is kept until the outermost one ends, which is read again then, as a
//! [`region`](super::region).

use smol_str::SmolStr;

use super::super::event::{ASKED, Event, Kept, Start as StartEvent, Tag as EventTag};
use super::rules::Rules;
use super::stack::{At, Stack};

/// An event that is told later.
pub(super) enum Piece {
    Start(Box<Element>),
    Text {
        text: Box<str>,
        line: u32,
        source: Option<u32>,
    },
    End(Option<u32>),
}

/// The start of an element.
pub(super) struct Element {
    tag: EventTag,
    name: SmolStr,
    attributes: Kept<Box<str>>,
    is_hidden: bool,
    is_unmarked: bool,
    line: u32,
    source: Option<u32>,
}

impl Piece {
    /// `None` for what nobody tells inside an element.
    fn of(event: Event<'_>) -> Option<Self> {
        Some(match event {
            Event::Start(start) => Self::Start(Box::new(Element {
                tag: start.tag,
                name: start.name.into(),
                attributes: Kept(
                    (ASKED.into_iter())
                        .filter_map(|name| Some((name, start.attributes.get(name)?.into())))
                        .collect(),
                ),
                is_hidden: start.is_hidden,
                is_unmarked: start.is_unmarked,
                line: start.line,
                source: start.source,
            })),
            Event::Text { text, line, source } => Self::Text {
                text: text.into(),
                line,
                source,
            },
            Event::End(at) => Self::End(at),
            Event::Mark | Event::Back => return None,
        })
    }

    fn event(&self) -> Event<'_> {
        match self {
            Self::Start(element) => Event::Start(StartEvent {
                tag: element.tag,
                name: &element.name,
                attributes: &element.attributes,
                is_hidden: element.is_hidden,
                is_unmarked: element.is_unmarked,
                line: element.line,
                source: element.source,
            }),
            Self::Text { text, line, source } => Event::Text {
                text,
                line: *line,
                source: *source,
            },
            Self::End(at) => Event::End(*at),
        }
    }
}

/// An element between the parts of a table.
struct Inside {
    table: u32,
    /// Elements that are open around it.
    depth: usize,
}

/// What goes in front of tables.
#[derive(Default)]
pub(super) struct Foster {
    /// The element that is read is one of them, or in one.
    inside: Option<Inside>,
    /// The blank pieces that the text starts with that is being read, as line, first byte and last:
    /// what comes behind them says whether they are moved.
    blanks: Vec<(u32, u32, u32)>,
    /// The text is moved, with all that follows of it.
    is_moving: bool,
    /// Formatting is opened again around it, at its end, from this byte on.
    reopens: Option<u32>,
    /// The text that waits for that.
    waiting: Vec<Piece>,
}

impl Foster {
    pub(super) fn is_inside(&self) -> bool {
        self.inside.is_some()
    }

    /// An element has ended in so many others.
    pub(super) fn leave(&mut self, depth: usize) {
        if (self.inside.as_ref()).is_some_and(|inside| inside.depth >= depth) {
            self.inside = None;
        }
    }
}

impl<F: FnMut(Event<'_>)> Stack<'_, F> {
    /// Keeps what is told in front of a table; a second reading has told it.
    #[cold]
    pub(super) fn keep(&mut self, event: Event<'_>) {
        if let Some(inside) = &self.foster.inside
            && !self.region.is_second()
            && let Some(piece) = Piece::of(event)
        {
            let pieces = self.region.fostered.entry(inside.table).or_default();
            pieces.push(piece);
        }
    }

    /// Tells what goes in front of the table that starts next.
    pub(super) fn tell_fostered(&mut self) {
        let table = self.ids + 1;
        for piece in (self.region.fostered.remove(&table)).into_iter().flatten() {
            self.tell(piece.event());
        }
    }

    /// The element that starts goes in front of the innermost table, with all that is in it.
    #[cold]
    pub(super) fn foster_element(&mut self) {
        let depth = self.open.len();
        self.foster.inside = self.table().map(|table| Inside { table, depth });
        self.needs_repair |= self.foster.inside.is_none();
    }
}

impl<F: FnMut(Event<'_>)> Rules<'_, F> {
    /// Text between the parts of a table: if any of it is not blank, all of it is moved.
    pub(super) fn text_in_table(&mut self, text: &str, line: u32, source: u32, is_blank: bool) {
        let foster = &mut self.stack.foster;
        if is_blank && !foster.is_moving {
            let end = source + text.len() as u32;
            // What is written as a reference could not be told later.
            let is_written = self.page.get(source as usize..end as usize) == Some(text);
            self.stack.needs_repair |= !is_written;
            foster.blanks.push((line, source, end));
            return;
        }
        if !foster.is_moving && !self.stack.is_formatting_open() {
            let foster = &mut self.stack.foster;
            foster.reopens = Some(foster.blanks.first().map_or(source, |blank| blank.1));
        }
        let foster = &mut self.stack.foster;
        foster.is_moving = true;
        if self.stack.region.is_second() {
            foster.blanks.clear();
            return;
        }
        let Some(table) = self.stack.table() else {
            self.stack.needs_repair = true;
            return;
        };
        let foster = &mut self.stack.foster;
        let pieces = match foster.reopens {
            Some(_) => &mut foster.waiting,
            None => self.stack.region.fostered.entry(table).or_default(),
        };
        let blanks = (foster.blanks.drain(..)).map(|(line, source, end)| Piece::Text {
            text: (self.page.get(source as usize..end as usize))
                .unwrap_or_default()
                .into(),
            line,
            source: Some(source),
        });
        pieces.extend(blanks);
        pieces.push(Piece::Text {
            text: text.into(),
            line,
            source: Some(source),
        });
    }

    /// A text has ended in front of a token that ends in this line: it was blank, or is moved.
    #[inline]
    pub(super) fn end_text_in_table(&mut self, line: u32) {
        if !self.stack.foster.blanks.is_empty() || self.stack.foster.is_moving {
            self.reopen_around_text(line);
            self.tell_blanks();
        }
    }

    fn reopen_around_text(&mut self, line: u32) {
        let Some(start) = self.stack.foster.reopens.take() else {
            return;
        };
        self.stack.fosters = true;
        self.stack.reconstruct(At {
            start,
            end: start,
            line,
        });
        self.stack.fosters = false;
        for piece in std::mem::take(&mut self.stack.foster.waiting) {
            self.stack.tell(piece.event());
        }
    }

    fn tell_blanks(&mut self) {
        for at in 0..self.stack.foster.blanks.len() {
            let (line, source, end) = self.stack.foster.blanks[at];
            if let Some(text) = self.page.get(source as usize..end as usize) {
                self.stack.text(text, line, source);
            }
        }
        self.stack.foster.blanks.clear();
        self.stack.foster.is_moving = false;
    }
}
