//! Templates: what they hold is for scripts, and no part of the page's tree.

use super::super::event::Event;
use super::name::{Name, UNTAMED};
use super::rules::{Next, Rules};
use super::stack::At;
use super::tag::StartTag;

impl<F: FnMut(Event<'_>)> Rules<'_, F> {
    /// A template starts. It is told empty.
    pub(super) fn start_template(&mut self, tag: &StartTag<'_>) -> Next {
        self.stack.insert(tag);
        self.templates = 1;
        Next::Markup
    }

    /// A start tag in a template: all that counts is where the template ends.
    pub(super) fn start_in_template(&mut self, tag: &StartTag<'_>) -> Next {
        match tag.name {
            Name::Template => self.templates += 1,
            Name::Title | Name::Textarea => return Next::Text,
            Name::Script => return Next::Script,
            Name::Style | Name::Noframes | Name::Iframe | Name::Noembed | Name::Noscript => {
                return Next::Raw;
            }
            name if UNTAMED.has(name) => self.stack.needs_repair = true,
            _ => {}
        }
        Next::Markup
    }

    /// An end tag in a template.
    pub(super) fn end_in_template(&mut self, name: Name, at: At) {
        if name != Name::Template {
            return;
        }
        self.templates -= 1;
        if self.templates == 0 {
            self.stack.pop(at.end);
            self.extend_head(at.end);
        }
    }
}
