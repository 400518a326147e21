//! The tokenizer's side: what html5gum finds becomes tags, texts and their places. Nothing is
//! allocated for a token; only the attributes that somebody asks for are kept.

use html5gum::{Emitter, Error, State, Tokenizer};

use super::super::event::{Attributes as _, Event};
use super::doctype::Doctype;
use super::name::Name;
use super::rules::{Next, Rules};
use super::stack::At;
use super::tag::{StartTag, Tag, Want};

/// Counts lines up to places that go forward.
pub(super) struct Lines {
    counted: usize,
    line: u32,
}

impl Lines {
    pub(super) fn at(&mut self, page: &str, place: usize) -> u32 {
        if let Some(between) = page.as_bytes().get(self.counted..place) {
            self.line += count_lines(between);
            self.counted = place;
        }
        self.line
    }
}

/// Most stretches are a tag or a word, too short for a search to be set up.
fn count_lines(between: &[u8]) -> u32 {
    const SHORT: usize = 128;
    if between.len() < SHORT {
        between.iter().map(|b| u32::from(*b == b'\n')).sum()
    } else {
        memchr::memchr_iter(b'\n', between).count() as u32
    }
}

/// Takes the tokenizer's calls.
pub(super) struct Tokens<'p, F> {
    pub(super) page: &'p str,
    pub(super) rules: Rules<'p, F>,
    pub(super) place: usize,
    /// Where the tag or comment starts that is being read.
    pub(super) opened: usize,
    pub(super) lines: Lines,
    /// A run of text that stands in the page as it is.
    pub(super) run: std::ops::Range<usize>,
    pub(super) tag: Tag,
    /// Text of the element whose content is no markup, and its name.
    raw: Option<Name>,
    raw_name: Vec<u8>,
    raw_text: Vec<u8>,
    doctype: Doctype,
    /// Behind what html5gum has read.
    pub(super) read: Option<usize>,
    pub(super) is_ended: bool,
}

impl<'p, F: FnMut(Event<'_>)> Tokens<'p, F> {
    pub(super) fn new(page: &'p str, rules: Rules<'p, F>) -> Self {
        Self {
            page,
            rules,
            place: 0,
            opened: 0,
            lines: Lines {
                counted: 0,
                line: 1,
            },
            run: 0..0,
            tag: Tag::default(),
            raw: None,
            raw_name: Vec::new(),
            raw_text: Vec::new(),
            doctype: Doctype::default(),
            read: None,
            is_ended: false,
        }
    }

    /// Has html5gum read on, in this state: a tag, a comment, a reference, an element's raw text.
    pub(super) fn odd(&mut self, state: State) {
        let page = self.page;
        let mut tokenizer = Tokenizer::new_with_emitter(&page[self.place..], &mut *self);
        tokenizer.set_state(state);
        // A token is given only to stop.
        tokenizer.next();
        // It may have looked further, at what is not told yet.
        if let Some(read) = self.read.take() {
            self.place = read;
        }
    }

    /// Gives on the run of text that was collected.
    pub(super) fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        if let Some(text) = self.page.get(run.clone())
            && !text.is_empty()
        {
            let line = self.lines.at(self.page, run.start);
            self.rules.text(text, run.start as u32, line);
        }
    }

    /// Goes back, if the rules ask for it.
    pub(super) fn go_back(&mut self) {
        let Some(at) = self.rules.go_back() else {
            return;
        };
        self.place = at.start as usize;
        // That of its end, up to which nobody asks for another.
        self.lines = Lines {
            counted: at.end as usize,
            line: at.line,
        };
        self.run = 0..0;
        self.raw = None;
        self.is_ended = false;
    }

    fn at(&mut self) -> At {
        At {
            start: self.opened as u32,
            end: self.place as u32,
            line: self.lines.at(self.page, self.place),
        }
    }

    fn end_raw(&mut self, end: usize) {
        if self.raw.take() == Some(Name::Title) {
            let text = std::mem::take(&mut self.raw_text);
            self.rules.raw_text(&String::from_utf8_lossy(&text));
        }
        self.rules.end_raw(end as u32);
    }

    /// The end of the page.
    pub(super) fn end(&mut self) {
        self.flush();
        if self.raw.is_some() {
            self.end_raw(self.page.len());
        }
        let line = self.lines.at(self.page, self.page.len());
        self.rules.end(self.page.len() as u32, line);
        self.is_ended = true;
    }

    /// A tag was read, between `opened` and `place`. How its content is to be read, if it is no
    /// markup.
    pub(super) fn act_on_tag(&mut self) -> Option<State> {
        self.flush();
        if !self.tag.is_end {
            return self.start_tag();
        }
        if self.raw.is_some() {
            self.end_raw(self.place);
            return None;
        }
        let at = self.at();
        let name = self.tag.kind();
        let text = self.tag.text(name);
        self.rules.end_tag(name, text, at);
        None
    }

    fn start_tag(&mut self) -> Option<State> {
        let at = self.at();
        self.tag.end_attribute();
        let name = self.tag.kind();
        if self.tag.has_too_many_attributes() {
            self.rules.hand_over();
        }
        let style = self.tag.style();
        let is_hidden_input = name == Name::Input
            && (self.tag.get("type")).is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
        let text = self.tag.text(name);
        let next = self.rules.start(&StartTag {
            name,
            text,
            attributes: &self.tag,
            is_hidden: style.is_hidden,
            is_unmarked: style.is_unmarked,
            leads: self.tag.leads(),
            is_self_closing: self.tag.is_self_closing,
            is_hidden_input,
            hash: self.tag.hash,
            at,
        });
        let state = match next {
            Next::Markup => return None,
            Next::Text => State::RcData,
            Next::Raw => State::RawText,
            Next::Script => State::ScriptData,
        };
        self.raw = Some(name);
        self.raw_name.clear();
        self.raw_name.extend_from_slice(name.text().as_bytes());
        self.raw_text.clear();
        Some(state)
    }
}

impl<F: FnMut(Event<'_>)> Emitter for &mut Tokens<'_, F> {
    /// One is given when something was read, or the page is handed over: it stops the tokenizer.
    type Token = ();

    fn set_last_start_tag(&mut self, _last_start_tag: Option<&[u8]>) {}

    fn emit_eof(&mut self) {
        self.end();
    }

    fn emit_error(&mut self, _error: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<()> {
        (self.read.is_some() || self.rules.halts()).then_some(())
    }

    fn emit_string(&mut self, text: &[u8]) {
        if text.is_empty() {
            return;
        }
        if let Some(name) = self.raw {
            if name == Name::Title {
                self.raw_text.extend_from_slice(text);
            }
            return;
        }
        let page = self.page.as_bytes();
        let start = self.place.saturating_sub(text.len());
        let written = page.get(start..self.place).unwrap_or_default();
        // \r\n is read as \n, and its \n only with what follows: it is read here.
        let is_line_end = written == b"\r" && text == b"\n";
        self.read = Some(self.place + usize::from(is_line_end));
        if written == text || is_line_end {
            if self.run.is_empty() || self.run.end != start {
                self.flush();
                self.run.start = start;
            }
            self.run.end = self.place + usize::from(is_line_end);
            return;
        }
        // What is not as written is a reference.
        let source = memchr::memrchr(b'&', &page[..self.place]).unwrap_or(start);
        self.flush();
        let line = self.lines.at(self.page, source);
        let text = std::str::from_utf8(text).unwrap_or("\u{fffd}");
        self.rules.text(text, source as u32, line);
    }

    fn init_start_tag(&mut self) {
        self.tag.start(false);
    }

    fn init_end_tag(&mut self) {
        self.tag.start(true);
    }

    fn init_comment(&mut self) {
        if self.raw.is_none() {
            self.flush();
        }
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let state = self.act_on_tag();
        // What is no markup is read to its end.
        self.read = state.is_none().then_some(self.place);
        state
    }

    fn emit_current_comment(&mut self) {
        let line = self.lines.at(self.page, self.place);
        self.rules.comment(line);
        self.read = Some(self.place);
    }

    fn emit_current_doctype(&mut self) {
        self.flush();
        self.rules.doctype(&self.doctype);
        self.read = Some(self.place);
    }

    fn set_self_closing(&mut self) {
        self.tag.is_self_closing = true;
    }

    fn set_force_quirks(&mut self) {
        self.doctype.is_forced = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.extend_from_slice(name);
    }

    fn push_comment(&mut self, _text: &[u8]) {}

    fn push_doctype_name(&mut self, name: &[u8]) {
        self.doctype.name.extend_from_slice(name);
    }

    fn init_doctype(&mut self) {
        self.flush();
        self.doctype = Doctype::default();
    }

    fn init_attribute(&mut self) {
        self.tag.start_attribute();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.tag.attribute.extend_from_slice(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        if self.tag.wants == Want::Unknown {
            self.tag.wants = self.tag.decide();
        }
        if self.tag.wants != Want::Nothing {
            self.tag.value.extend_from_slice(value);
        }
    }

    fn set_doctype_public_identifier(&mut self, value: &[u8]) {
        self.doctype.public = Some(value.to_owned());
    }

    fn set_doctype_system_identifier(&mut self, value: &[u8]) {
        self.doctype.system = Some(value.to_owned());
    }

    fn push_doctype_public_identifier(&mut self, value: &[u8]) {
        self.doctype
            .public
            .get_or_insert_default()
            .extend_from_slice(value);
    }

    fn push_doctype_system_identifier(&mut self, value: &[u8]) {
        self.doctype
            .system
            .get_or_insert_default()
            .extend_from_slice(value);
    }

    fn start_open_tag(&mut self) {
        self.opened = self.place.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && self.raw.is_some() && self.tag.name == self.raw_name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.rules.is_in_drawing()
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.place = self.place.wrapping_add_signed(offset);
    }
}
