//! Text between a table's rows: HTML puts it in front of the table (“foster parenting”).
//!
//! A stream tells the page in its order, and has told the table already. So what goes in front of a
//! table, or of one inside it, is kept until the outermost table ends; then the builder goes back to
//! where that one starts, and it is read again, now with its texts where they belong. A table is read
//! twice at most, and only one that has such texts.

use rustc_hash::FxHashMap;

use super::super::event::Event;
use super::formatting::Entry;
use super::name::{FOSTER, Name};
use super::rules::{Mode, Rules};
use super::stack::{At, Open, Stack};
use super::tag::StartTag;

/// A piece of text that is told later.
struct Piece {
    text: Box<str>,
    line: u32,
    source: u32,
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

/// What goes in front of tables.
#[derive(Default)]
pub(super) struct Foster {
    start: Option<Start>,
    /// By the number of the table.
    texts: FxHashMap<u32, Vec<Piece>>,
    is_second: bool,
    /// The outermost table has ended, has such texts, and is to be read again: until then nothing is
    /// told.
    pub(super) is_due: bool,
    /// The blank pieces that the text starts with that is being read, as line, first byte and last:
    /// what comes behind them says whether they are moved.
    blanks: Vec<(u32, u32, u32)>,
    /// The text is moved, with all that follows of it.
    is_moving: bool,
}

impl Foster {
    /// An element has ended.
    pub(super) fn end(&mut self, element: u32) {
        let is_outermost = (self.start.as_ref()).is_some_and(|start| start.table == element);
        if !is_outermost || self.is_due {
            return;
        }
        if self.is_second || self.texts.is_empty() {
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
        for piece in self.foster.texts.remove(&table).into_iter().flatten() {
            self.text(&piece.text, piece.line, piece.source);
        }
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
        let is_part = (self.stack.current()).is_some_and(|open| FOSTER.has(open.name));
        let table = (self.stack.iter()).find(|open| open.name == Name::Table && !open.is_foreign);
        let Some(&Open { id: table, .. }) = table.filter(|_| is_part) else {
            self.stack.needs_repair = true;
            return;
        };
        // Formatting that would be opened again is an element, and would be moved, too.
        self.stack.needs_repair |= !self.stack.is_formatting_open();
        let foster = &mut self.stack.foster;
        let texts = foster.texts.entry(table).or_default();
        let blanks = foster.blanks.drain(..).map(|(line, source, end)| Piece {
            text: (self.page.get(source as usize..end as usize))
                .unwrap_or_default()
                .into(),
            line,
            source,
        });
        texts.extend(blanks);
        texts.push(Piece {
            text: text.into(),
            line,
            source,
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
