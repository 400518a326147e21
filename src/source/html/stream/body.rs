//! The rules for what stands in the body: “in body”.

use super::super::event::Event;
use super::name::{
    BLOCK_ENDS, BLOCKS, BUTTON_SCOPE, FORMATTING, HEADINGS, LIST_SCOPE, LIST_STOPS, METADATA, Name,
    SCOPE,
};
use super::rules::{Mode, Next, Rules};
use super::stack::At;
use super::tag::StartTag;

impl<F: FnMut(Event<'_>)> Rules<'_, F> {
    /// A start tag in the body.
    pub(super) fn in_body(&mut self, tag: &StartTag<'_>) -> Next {
        let at = tag.at;
        match tag.name {
            name if METADATA.has(name) => return self.metadata(tag),
            // Their attributes would be added to those that are there; none is asked for.
            Name::Html | Name::Body | Name::Head | Name::Frame => {}
            name if Self::is_table_part(name) => {}
            Name::Frameset | Name::Plaintext | Name::Xmp => self.stack.needs_repair = true,
            name if BLOCKS.has(name) || name == Name::P => {
                self.stack.end_paragraph_in(BUTTON_SCOPE, at);
                self.stack.insert(tag);
            }
            name if HEADINGS.has(name) => {
                self.stack.end_paragraph_in(BUTTON_SCOPE, at);
                if self
                    .stack
                    .current()
                    .is_some_and(|open| HEADINGS.has(open.name))
                {
                    self.stack.pop(at.start);
                }
                self.stack.insert(tag);
            }
            Name::Pre | Name::Listing => {
                self.stack.end_paragraph_in(BUTTON_SCOPE, at);
                self.stack.insert(tag);
                self.drops_line_end = Some(at.end);
            }
            Name::Form if self.form.is_some() => {}
            Name::Form => {
                self.stack.end_paragraph_in(BUTTON_SCOPE, at);
                self.form = Some(self.stack.insert(tag));
            }
            Name::Li | Name::Dd | Name::Dt => {
                self.end_item_before(tag.name, at);
                self.stack.end_paragraph_in(BUTTON_SCOPE, at);
                self.stack.insert(tag);
            }
            Name::Button => {
                if self.stack.has_in(SCOPE, Name::Button) {
                    self.stack.end_implied(None, at);
                    self.stack
                        .pop_until(at, at.start, |name| name == Name::Button);
                }
                self.insert_inline(tag);
            }
            Name::A => {
                self.stack.end_open_link(at);
                self.stack.reconstruct(at);
                self.stack.insert_formatting(tag);
            }
            Name::Nobr => {
                self.stack.reconstruct(at);
                if self.stack.has_in(SCOPE, Name::Nobr) {
                    self.stack.end_formatting(Name::Nobr, at, at.start);
                    self.stack.reconstruct(at);
                }
                self.stack.insert_formatting(tag);
            }
            name if FORMATTING.has(name) => {
                self.stack.reconstruct(at);
                self.stack.insert_formatting(tag);
            }
            Name::Applet | Name::Marquee | Name::Object => {
                self.insert_inline(tag);
                self.stack.mark();
            }
            Name::Table => {
                self.end_paragraph_before_table(at);
                self.stack.insert(tag);
                self.mode = Mode::InTable;
            }
            Name::Area | Name::Br | Name::Embed | Name::Img | Name::Keygen | Name::Wbr => {
                self.stack.reconstruct(at);
                self.stack.insert_empty(tag);
            }
            Name::Image => {
                self.stack.reconstruct(at);
                self.stack.insert_empty(&StartTag {
                    name: Name::Img,
                    text: Name::Img.text(),
                    ..*tag
                });
            }
            Name::Input => {
                if self.stack.has_in(SCOPE, Name::Select) {
                    self.stack
                        .pop_until(at, at.start, |name| name == Name::Select);
                }
                self.stack.reconstruct(at);
                self.stack.insert_empty(tag);
            }
            Name::Param | Name::Source | Name::Track => {
                self.stack.insert_empty(tag);
            }
            Name::Hr => {
                self.stack.end_paragraph_in(BUTTON_SCOPE, at);
                if self.stack.has_in(SCOPE, Name::Select) {
                    self.stack.end_implied(None, at);
                }
                self.stack.insert_empty(tag);
            }
            Name::Textarea => return self.raw(tag, Next::Text),
            Name::Iframe | Name::Noembed | Name::Noscript => return self.raw(tag, Next::Raw),
            Name::Select if self.stack.has_in(SCOPE, Name::Select) => {
                self.stack
                    .pop_until(at, at.start, |name| name == Name::Select);
            }
            Name::Option | Name::Optgroup => {
                if self.stack.has_in(SCOPE, Name::Select) {
                    let except = (tag.name == Name::Option).then_some(Name::Optgroup);
                    self.stack.end_implied(except, at);
                } else if self.stack.is_current(Name::Option) {
                    self.stack.pop(at.start);
                }
                self.insert_inline(tag);
            }
            Name::Rb | Name::Rtc | Name::Rp | Name::Rt => {
                if self.stack.has_in(SCOPE, Name::Ruby) {
                    let is_inner = matches!(tag.name, Name::Rp | Name::Rt);
                    self.stack.end_implied(is_inner.then_some(Name::Rtc), at);
                }
                self.stack.insert(tag);
            }
            Name::Math | Name::Svg => {
                self.stack.reconstruct(at);
                self.stack.insert_foreign(tag);
            }
            _ => self.insert_inline(tag),
        }
        Next::Markup
    }

    fn insert_inline(&mut self, tag: &StartTag<'_>) {
        self.stack.reconstruct(tag.at);
        self.stack.insert(tag);
    }

    /// An item ends the one before it in the same list.
    fn end_item_before(&mut self, name: Name, at: At) {
        let closes = |open: Name| match name {
            Name::Li => open == Name::Li,
            _ => matches!(open, Name::Dd | Name::Dt),
        };
        let found = (self.stack.iter())
            .map(|open| open.name)
            .find(|&open| closes(open) || LIST_STOPS.has(open));
        if let Some(found) = found.filter(|&open| closes(open)) {
            self.stack.end_implied(Some(found), at);
            self.stack.pop_until(at, at.start, |name| name == found);
        }
    }

    /// An end tag in the body.
    pub(super) fn end_in_body(&mut self, name: Name, text: &str, at: At) {
        match name {
            Name::Body | Name::Html => {
                if self.stack.has_in(SCOPE, Name::Body) {
                    self.mode = match name {
                        Name::Body => Mode::AfterBody,
                        _ => Mode::AfterAfterBody,
                    };
                }
            }
            Name::Template => {}
            name if BLOCK_ENDS.has(name) => {
                if self.stack.has_in(SCOPE, name) {
                    self.stack.end_implied(None, at);
                    self.stack.pop_until(at, at.end, |open| open == name);
                }
            }
            Name::Form => self.end_form(at),
            Name::P => {
                if !self.stack.has_in(BUTTON_SCOPE, Name::P) {
                    self.stack.insert_implied(Name::P, at);
                }
                self.stack.end_paragraph(at, at.end);
            }
            Name::Li | Name::Dd | Name::Dt => {
                let scope = match name {
                    Name::Li => LIST_SCOPE,
                    _ => SCOPE,
                };
                if self.stack.has_in(scope, name) {
                    self.stack.end_implied(Some(name), at);
                    self.stack.pop_until(at, at.end, |open| open == name);
                }
            }
            name if HEADINGS.has(name) => {
                if self.stack.has_any_in(SCOPE, |open| HEADINGS.has(open)) {
                    self.stack.end_implied(None, at);
                    self.stack.pop_until(at, at.end, |open| HEADINGS.has(open));
                }
            }
            name if FORMATTING.has(name) => self.stack.end_formatting(name, at, at.end),
            Name::Applet | Name::Marquee | Name::Object => {
                if self.stack.has_in(SCOPE, name) {
                    self.stack.end_implied(None, at);
                    self.stack.pop_until(at, at.end, |open| open == name);
                    self.stack.clear_to_mark();
                }
            }
            // Browsers take </br> for <br>.
            Name::Br => {
                self.stack.reconstruct(at);
                self.stack.insert_implied(Name::Br, at);
                self.stack.pop(at.end);
            }
            name => self.stack.end_other(name, text, at),
        }
    }

    fn end_form(&mut self, at: At) {
        let Some(form) = self.form.take() else { return };
        let is_in_scope = (self.stack.iter())
            .find(|open| open.id == form || SCOPE.has(open.name))
            .is_some_and(|open| open.id == form);
        if is_in_scope {
            self.stack.end_implied(None, at);
            self.stack.remove(form, at.end);
        }
    }
}
