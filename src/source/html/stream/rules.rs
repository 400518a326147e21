//! HTML's rules for what stands where: the modes in which a tag or a text means something, from the
//! document type to the end of the page. What is in the body is [`body`](super::body)'s, what is in
//! a table [`table`](super::table)'s.
//!
//! The rules are those of “tree construction” in HTML's standard. Where one is not here, the page needs
//! repair, and another reader reads it; where one moves something that was told already, a part of the
//! page is read again ([`region`](super::region)).

use super::super::event::Event;
use super::super::guard::MAX_DEPTH;
use super::doctype::{Doctype, quirks};
use super::name::{BUTTON_SCOPE, CELLS, METADATA, NOT_FOREIGN, Name, TABLE_PARTS};
use super::stack::{At, Stack};
use super::tag::StartTag;

/// Elements of one page that are told; a page with more of them is cut off by the reader of trees.
const MAX_ELEMENTS: usize = 1 << 20;

/// How the tokenizer goes on behind a start tag.
pub(super) enum Next {
    Markup,
    /// Text with references up to the element's end tag.
    Text,
    /// The same without references.
    Raw,
    Script,
}

/// “Insertion mode”.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mode {
    #[default]
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    AfterHead,
    InBody,
    InTable,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    AfterBody,
    AfterAfterBody,
}

/// What a rule says about a start tag.
pub(super) enum Step {
    Done(Next),
    /// The mode has changed; its rules are asked.
    Again,
}

pub(super) const DONE: Step = Step::Done(Next::Markup);

/// Applies the rules.
pub(super) struct Rules<'p, F> {
    pub(super) page: &'p str,
    /// The page with its line ends as they are written.
    pub(super) written: &'p str,
    pub(super) stack: Stack<'p, F>,
    pub(super) mode: Mode,
    /// Whether a table may stand in a paragraph; `None` for a document type that is not known.
    pub(super) has_quirks: Option<bool>,
    /// The form that is open by the rules, which need not be on the stack.
    pub(super) form: Option<u32>,
    /// A line end at this byte, directly behind a tag, is none.
    pub(super) drops_line_end: Option<u32>,
    /// The head is off the stack and not yet ended: metadata may still follow.
    head_end: Option<u32>,
    pub(super) elements: usize,
    /// Templates that are open.
    pub(super) templates: usize,
    /// The next tag is one that is read again.
    pub(super) goes_on: bool,
    /// Steps that are left; at none the page is given up.
    pub(super) effort: usize,
}

impl<'p, F: FnMut(Event<'_>)> Rules<'p, F> {
    pub(super) fn new(page: &'p str, written: &'p str, effort: usize, each: F) -> Self {
        Self {
            page,
            written,
            stack: Stack::new(page, each),
            mode: Mode::Initial,
            has_quirks: Some(true),
            form: None,
            drops_line_end: None,
            head_end: None,
            elements: 0,
            templates: 0,
            goes_on: false,
            effort,
        }
    }

    pub(super) fn needs_repair(&self) -> bool {
        self.stack.needs_repair
    }

    /// The page is given up, or a part of it is to be read again.
    pub(super) fn halts(&self) -> bool {
        self.stack.needs_repair || self.stack.region.is_due()
    }

    /// Something that is no text and ends in this line.
    fn end_text(&mut self, line: u32) {
        self.drops_line_end = None;
        self.end_text_in_table(line);
    }

    /// A tag may be held against all that is open.
    fn take_steps(&mut self) {
        let steps = 1 + self.stack.len() + self.stack.formatting.len();
        self.effort = self.effort.saturating_sub(steps);
        self.stack.needs_repair |= self.effort == 0;
    }

    pub(super) fn is_in_drawing(&self) -> bool {
        self.stack.current().is_some_and(|open| open.is_foreign)
    }

    /// A comment that ends in this line.
    pub(super) fn comment(&mut self, line: u32) {
        self.end_text(line);
    }

    pub(super) fn doctype(&mut self, doctype: &Doctype) {
        // A text between a table's rows goes on behind it.
        self.drops_line_end = None;
        if self.mode == Mode::Initial {
            self.has_quirks = quirks(doctype);
            self.mode = Mode::BeforeHtml;
        }
    }

    /// A start tag.
    pub(super) fn start(&mut self, tag: &StartTag<'_>) -> Next {
        if std::mem::take(&mut self.goes_on) {
            return self.go_on(tag);
        }
        self.end_text(tag.at.line);
        self.elements += 1;
        self.take_steps();
        if self.elements > MAX_ELEMENTS || self.stack.len() > MAX_DEPTH {
            self.stack.needs_repair = true;
        }
        if self.templates > 0 {
            return self.start_in_template(tag);
        }
        if self.is_in_drawing() {
            self.stack.needs_repair |= NOT_FOREIGN.has(tag.name) || self.stack.is_in_label();
            self.stack.insert_foreign(tag);
            return Next::Markup;
        }
        loop {
            if self.needs_repair() {
                return Next::Markup;
            }
            let step = match self.mode {
                Mode::Initial | Mode::BeforeHtml | Mode::BeforeHead => self.before_head(tag),
                Mode::InHead => self.in_head(tag),
                Mode::AfterHead => self.after_head(tag),
                Mode::InBody => Step::Done(self.in_body(tag)),
                Mode::AfterBody | Mode::AfterAfterBody if tag.name == Name::Html => DONE,
                Mode::AfterBody | Mode::AfterAfterBody => {
                    self.mode = Mode::InBody;
                    Step::Again
                }
                Mode::InTable => self.in_table(tag),
                Mode::InCaption => self.in_caption(tag),
                Mode::InColumnGroup => self.in_column_group(tag),
                Mode::InTableBody => self.in_table_body(tag),
                Mode::InRow => self.in_row(tag),
                Mode::InCell => self.in_cell(tag),
            };
            if let Step::Done(next) = step {
                self.note_region();
                return next;
            }
        }
    }

    fn before_head(&mut self, tag: &StartTag<'_>) -> Step {
        if self.mode == Mode::BeforeHead {
            if tag.name == Name::Html {
                return DONE;
            }
            self.mode = Mode::InHead;
            if tag.name == Name::Head {
                self.stack.insert(tag);
                return DONE;
            }
            self.stack.insert_implied(Name::Head, tag.at);
            return Step::Again;
        }
        self.mode = Mode::BeforeHead;
        if tag.name == Name::Html {
            self.stack.insert(tag);
            return DONE;
        }
        self.stack.insert_implied(Name::Html, tag.at);
        Step::Again
    }

    fn in_head(&mut self, tag: &StartTag<'_>) -> Step {
        match tag.name {
            Name::Html | Name::Head => DONE,
            name if METADATA.has(name) => Step::Done(self.metadata(tag)),
            Name::Noscript => Step::Done(self.raw(tag, Next::Raw)),
            _ => {
                self.leave_head(tag.at.start);
                Step::Again
            }
        }
    }

    fn after_head(&mut self, tag: &StartTag<'_>) -> Step {
        match tag.name {
            Name::Html | Name::Head => DONE,
            Name::Frameset => self.hand_over(),
            // It goes into the head, whose end was not told yet.
            name if METADATA.has(name) => {
                self.head_end = Some(tag.at.end);
                Step::Done(self.metadata(tag))
            }
            name => {
                self.end_head();
                self.mode = Mode::InBody;
                if name == Name::Body {
                    self.stack.insert(tag);
                    return DONE;
                }
                self.stack.insert_implied(Name::Body, tag.at);
                Step::Again
            }
        }
    }

    /// Takes the head off the stack; what ends it is told when the body starts.
    fn leave_head(&mut self, end: u32) {
        self.stack.pop_silently();
        self.head_end = Some(end);
        self.mode = Mode::AfterHead;
    }

    fn end_head(&mut self) {
        if let Some(end) = self.head_end.take() {
            self.stack.tell(Event::End(Some(end)));
        }
    }

    /// Goes on to the body, for what belongs there and nowhere else.
    pub(super) fn open_body(&mut self, at: At) {
        if matches!(self.mode, Mode::Initial | Mode::BeforeHtml) {
            self.stack.insert_implied(Name::Html, at);
            self.mode = Mode::BeforeHead;
        }
        if self.mode == Mode::BeforeHead {
            self.stack.insert_implied(Name::Head, at);
            self.mode = Mode::InHead;
        }
        if self.mode == Mode::InHead {
            self.leave_head(at.start);
        }
        if self.mode == Mode::AfterHead {
            self.end_head();
            self.stack.insert_implied(Name::Body, at);
        }
        self.mode = Mode::InBody;
    }

    /// `link`, `meta`, `script` and their like.
    pub(super) fn metadata(&mut self, tag: &StartTag<'_>) -> Next {
        match tag.name {
            Name::Template => self.start_template(tag),
            Name::Title => self.raw(tag, Next::Text),
            Name::Script => self.raw(tag, Next::Script),
            Name::Style | Name::Noframes => self.raw(tag, Next::Raw),
            _ => {
                self.stack.insert_empty(tag);
                Next::Markup
            }
        }
    }

    /// An element whose content is no markup.
    pub(super) fn raw(&mut self, tag: &StartTag<'_>, next: Next) -> Next {
        self.stack.insert(tag);
        next
    }

    pub(super) fn hand_over(&mut self) -> Step {
        self.stack.needs_repair = true;
        DONE
    }

    /// The whole text of a `<title>`.
    pub(super) fn raw_text(&mut self, text: &str) {
        if self.templates == 0 {
            self.stack.text(text, 0, 0);
        }
    }

    pub(super) fn end_raw(&mut self, end: u32) {
        self.drops_line_end = None;
        if self.templates > 0 {
            return;
        }
        self.stack.pop(end);
        self.extend_head(end);
    }

    /// Something behind the head was put into it.
    pub(super) fn extend_head(&mut self, end: u32) {
        if self.head_end.is_some() {
            self.head_end = Some(end);
        }
    }

    /// An end tag.
    pub(super) fn end_tag(&mut self, name: Name, text: &str, at: At) {
        self.end_text(at.line);
        self.take_steps();
        if self.templates > 0 {
            self.end_in_template(name, at);
            return;
        }
        if self.is_in_drawing() {
            if matches!(name, Name::Br | Name::P) {
                self.stack.needs_repair = true;
            }
            self.stack.end_foreign(text, at);
            return;
        }
        let opens_body = matches!(name, Name::Body | Name::Html | Name::Br);
        match self.mode {
            Mode::Initial | Mode::BeforeHtml | Mode::BeforeHead => {
                if self.mode == Mode::Initial {
                    self.mode = Mode::BeforeHtml;
                }
                if name == Name::Head {
                    self.open_head(at);
                    self.leave_head(at.end);
                } else if opens_body {
                    self.open_body(at);
                    self.end_in_body(name, text, at);
                }
            }
            Mode::InHead if name == Name::Head => self.leave_head(at.end),
            Mode::InHead | Mode::AfterHead => {
                if opens_body {
                    self.open_body(at);
                    self.end_in_body(name, text, at);
                }
            }
            Mode::InBody => self.end_in_body(name, text, at),
            Mode::AfterBody if name == Name::Html => self.mode = Mode::AfterAfterBody,
            Mode::AfterBody | Mode::AfterAfterBody => {
                self.mode = Mode::InBody;
                self.end_in_body(name, text, at);
            }
            _ => self.end_in_table_modes(name, text, at),
        }
    }

    fn open_head(&mut self, at: At) {
        if self.mode == Mode::BeforeHtml {
            self.stack.insert_implied(Name::Html, at);
        }
        self.stack.insert_implied(Name::Head, at);
        self.mode = Mode::InHead;
    }

    /// The end of the page, which has so many lines.
    pub(super) fn end(&mut self, end: u32, line: u32) {
        self.end_text(line);
        self.templates = 0;
        self.end_head();
        self.stack.end_all(end);
    }

    /// “Reset the insertion mode appropriately”.
    pub(super) fn reset_mode(&mut self) {
        self.mode = (self.stack.iter())
            .find_map(|open| match open.name {
                name if CELLS.has(name) => Some(Mode::InCell),
                Name::Tr => Some(Mode::InRow),
                Name::Tbody | Name::Thead | Name::Tfoot => Some(Mode::InTableBody),
                Name::Caption => Some(Mode::InCaption),
                Name::Colgroup => Some(Mode::InColumnGroup),
                Name::Table => Some(Mode::InTable),
                Name::Body => Some(Mode::InBody),
                Name::Html => Some(Mode::AfterHead),
                _ => None,
            })
            .unwrap_or(Mode::InBody);
    }

    /// A table ends an open paragraph, except in pages of the oldest kind.
    pub(super) fn end_paragraph_before_table(&mut self, at: At) {
        match self.has_quirks {
            Some(true) => {}
            Some(false) => self.stack.end_paragraph_in(BUTTON_SCOPE, at),
            None => self.stack.needs_repair |= self.stack.has_in(BUTTON_SCOPE, Name::P),
        }
    }

    pub(super) fn is_table_part(name: Name) -> bool {
        TABLE_PARTS.has(name)
    }
}
