//! The rules for text: where there may be none, where it starts the body, where it is repaired.

use super::super::event::Event;
use super::rules::{Mode, Rules};
use super::stack::At;

impl<F: FnMut(Event<'_>)> Rules<'_, F> {
    /// A piece of text, its references resolved.
    pub(super) fn text(&mut self, text: &str, source: u32, line: u32) {
        if self.needs_repair() {
            return;
        }
        let (mut text, mut source, mut line) = (text, source, line);
        if self.drops_line_end.take() == Some(source)
            && let Some(rest) = (text.strip_prefix("\r\n")).or_else(|| text.strip_prefix('\n'))
        {
            if self.page.as_bytes().get(source as usize) == Some(&b'&') {
                // A reference to a line end counts or not, depending on how it is written.
                self.stack.needs_repair = true;
            }
            source += (text.len() - rest.len()) as u32;
            line += 1;
            text = rest;
        }
        if text.is_empty() || self.templates > 0 || self.is_in_drawing() {
            return;
        }
        let is_blank = (text.bytes()).all(|b| b.is_ascii_whitespace());
        match self.mode {
            Mode::Initial
            | Mode::BeforeHtml
            | Mode::BeforeHead
            | Mode::InHead
            | Mode::AfterHead => {
                // White space before the body is no content.
                if is_blank {
                    return;
                }
                let start = text.len() - text.trim_ascii_start().len();
                line += memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() as u32;
                source += start as u32;
                text = &text[start..];
                let at = self.at_text(source, line);
                self.open_body(at);
            }
            Mode::AfterBody | Mode::AfterAfterBody => {
                if !is_blank {
                    self.mode = Mode::InBody;
                }
            }
            Mode::InTable | Mode::InTableBody | Mode::InRow if self.stack.is_between_parts() => {
                self.text_in_table(text, line, source, is_blank);
                return;
            }
            Mode::InColumnGroup => {
                // The group would end within the text.
                self.stack.needs_repair |= !is_blank;
                self.stack.text(text, line, source);
                return;
            }
            Mode::InBody
            | Mode::InTable
            | Mode::InTableBody
            | Mode::InRow
            | Mode::InCaption
            | Mode::InCell => {}
        }
        if !self.stack.is_formatting_open() {
            let at = self.at_text(source, line);
            self.stack.reconstruct(at);
        }
        self.stack.text(text, line, source);
    }

    /// The place of an element that a text makes necessary. Its line is where the text's first run
    /// ends, as html5ever counts.
    fn at_text(&self, source: u32, line: u32) -> At {
        let written = self.written.as_bytes();
        let (before, rest) = (written.split_at_checked(source as usize)).unwrap_or_default();
        let ends_line = |at: usize| matches!(rest.get(at), Some(b'\n' | b'\r'));
        let more = match rest.first() {
            Some(b'\n' | b'\r') => 1,
            // Only what follows says that it is no tag.
            Some(b'<') => usize::from(ends_line(1)),
            Some(b'&') => 0,
            // Behind \r and \r\n one character is looked at for itself.
            _ if before.ends_with(b"\r\n") || before.ends_with(b"\r") => 0,
            _ => {
                let run = memchr::memchr3(b'<', b'&', b'\r', rest).unwrap_or(rest.len());
                memchr::memchr_iter(b'\n', &rest[..run]).count()
            }
        };
        At {
            start: source,
            end: source,
            line: line + more as u32,
        }
    }
}
