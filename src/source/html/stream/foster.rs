//! Texts and elements between a table's rows: HTML puts them in front of the table (“foster
//! parenting”).
//!
//! A stream tells the page in its order, and has told the table already. So what goes in front of a
//! table, or of one inside it, is kept until the outermost table ends; then the builder goes back to
//! where that one starts, and it is read again, now with all this where it belongs. A table is read
//! twice at most, and only one that has something between its rows.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::super::event::{ASKED, Event, Kept, Start as StartEvent, Tag as EventTag};
use super::formatting::Entry;
use super::rules::{Mode, Rules};
use super::stack::{At, Open, Stack};
use super::tag::StartTag;

/// An event that is told later.
enum Piece {
    Start(Box<Element>),
    Text {
        text: Box<str>,
        line: u32,
        source: Option<u32>,
    },
    End(Option<u32>),
}

/// The start of an element.
struct Element {
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

/// Where the outermost open table starts, and what was open there.
struct Start {
    /// The number that the table gets, each time it is read.
    table: u32,
    at: At,
    open: Vec<Open>,
    formatting: Vec<Entry>,
    mode: Mode,
    form: Option<u32>,
    elements: usize,
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
    start: Option<Start>,
    /// By the number of the table.
    pieces: FxHashMap<u32, Vec<Piece>>,
    is_second: bool,
    /// The element that is read is one of them, or in one.
    inside: Option<Inside>,
    /// The outermost table has ended, has such pieces, and is to be read again: until then nothing is
    /// told.
    pub(super) is_due: bool,
    /// The blank pieces that the text starts with that is being read, as line, first byte and last:
    /// what comes behind them says whether they are moved.
    blanks: Vec<(u32, u32, u32)>,
    /// The text is moved, with all that follows of it.
    is_moving: bool,
}

impl Foster {
    pub(super) fn is_inside(&self) -> bool {
        self.inside.is_some()
    }

    /// Keeps what is told in front of a table; a second reading has told it.
    #[cold]
    pub(super) fn keep(&mut self, event: Event<'_>) {
        if let Some(inside) = &self.inside
            && !self.is_second
            && let Some(piece) = Piece::of(event)
        {
            self.pieces.entry(inside.table).or_default().push(piece);
        }
    }

    /// An element has ended in so many others.
    pub(super) fn leave(&mut self, depth: usize) {
        if (self.inside.as_ref()).is_some_and(|inside| inside.depth >= depth) {
            self.inside = None;
        }
    }

    /// A table has ended.
    pub(super) fn end(&mut self, element: u32) {
        let is_outermost = (self.start.as_ref()).is_some_and(|start| start.table == element);
        if !is_outermost || self.is_due {
            return;
        }
        if self.is_second || self.pieces.is_empty() {
            *self = Self::default();
        } else {
            self.is_due = true;
        }
    }
}

impl<F: FnMut(Event<'_>)> Stack<'_, F> {
    /// Tells what goes in front of the table that starts now.
    fn tell_fostered(&mut self) {
        let table = self.ids + 1;
        for piece in self.foster.pieces.remove(&table).into_iter().flatten() {
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
    /// Inserts a table.
    pub(super) fn insert_table(&mut self, tag: &StartTag<'_>) {
        if self.stack.foster.start.is_none() {
            self.stack.foster.start = Some(Start {
                table: self.stack.ids + 1,
                at: tag.at,
                open: self.stack.open.clone(),
                formatting: self.stack.formatting.clone(),
                mode: self.mode,
                form: self.form,
                elements: self.elements - 1,
            });
            self.stack.tell(Event::Mark);
        } else if self.stack.foster.is_second {
            self.stack.tell_fostered();
        }
        self.stack.insert(tag);
        self.mode = Mode::InTable;
    }

    /// Text between the parts of a table: if any of it is not blank, all of it is moved.
    pub(super) fn text_in_table(&mut self, text: &str, line: u32, source: u32, is_blank: bool) {
        let foster = &mut self.stack.foster;
        if is_blank && !foster.is_moving {
            let end = source + text.len() as u32;
            // A blank that is written as a reference is none that can be told later.
            let is_written = self.page.get(source as usize..end as usize) == Some(text);
            self.stack.needs_repair |= !is_written;
            foster.blanks.push((line, source, end));
            return;
        }
        foster.is_moving = true;
        if foster.is_second {
            foster.blanks.clear();
            return;
        }
        let Some(table) = self.stack.table() else {
            self.stack.needs_repair = true;
            return;
        };
        // Formatting is opened again where the text ends, which is not known yet.
        self.stack.needs_repair |= !self.stack.is_formatting_open();
        let foster = &mut self.stack.foster;
        let pieces = foster.pieces.entry(table).or_default();
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

    /// A text has ended: it was blank, or is moved.
    #[inline]
    pub(super) fn end_text_in_table(&mut self) {
        if !self.stack.foster.blanks.is_empty() || self.stack.foster.is_moving {
            self.tell_blanks();
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

    /// Goes back to where the outermost table starts, if there is something to be put in front of it
    /// or of one in it.
    pub(super) fn go_back(&mut self) -> Option<At> {
        let foster = &mut self.stack.foster;
        if !std::mem::take(&mut foster.is_due) {
            return None;
        }
        foster.is_second = true;
        let start = foster.start.as_mut()?;
        self.mode = start.mode;
        self.form = start.form;
        self.elements = start.elements;
        let at = start.at;
        self.stack.ids = start.table - 1;
        self.stack.open = std::mem::take(&mut start.open);
        self.stack.formatting = std::mem::take(&mut start.formatting);
        self.stack.tell(Event::Back);
        Some(at)
    }
}
