//! The rules for what stands in a table. What is neither a row nor a cell nor in one is put in front of
//! the table by [`foster`](super::foster).

use super::super::event::Event;
use super::name::{CELLS, NO_ENDS, Name, TABLE_BODY, TABLE_ROW, TABLE_SCOPE};
use super::rules::{DONE, Mode, Rules, Step};
use super::stack::At;
use super::tag::StartTag;

impl<F: FnMut(Event<'_>)> Rules<'_, F> {
    pub(super) fn in_table(&mut self, tag: &StartTag<'_>) -> Step {
        let at = tag.at;
        match tag.name {
            Name::Caption => {
                self.stack.pop_to(TABLE_SCOPE, at);
                self.stack.mark();
                self.stack.insert(tag);
                self.mode = Mode::InCaption;
                DONE
            }
            Name::Colgroup => {
                self.stack.pop_to(TABLE_SCOPE, at);
                self.stack.insert(tag);
                self.mode = Mode::InColumnGroup;
                DONE
            }
            Name::Col => {
                self.stack.pop_to(TABLE_SCOPE, at);
                self.stack.insert_implied(Name::Colgroup, at);
                self.mode = Mode::InColumnGroup;
                Step::Again
            }
            Name::Tbody | Name::Tfoot | Name::Thead => {
                self.stack.pop_to(TABLE_SCOPE, at);
                self.stack.insert(tag);
                self.mode = Mode::InTableBody;
                DONE
            }
            Name::Td | Name::Th | Name::Tr => {
                self.stack.pop_to(TABLE_SCOPE, at);
                self.stack.insert_implied(Name::Tbody, at);
                self.mode = Mode::InTableBody;
                Step::Again
            }
            Name::Table => {
                if !self.stack.has_in(TABLE_SCOPE, Name::Table) {
                    return DONE;
                }
                self.stack
                    .pop_until(at, at.start, |name| name == Name::Table);
                self.reset_mode();
                Step::Again
            }
            Name::Style | Name::Script | Name::Template => Step::Done(self.metadata(tag)),
            Name::Input if tag.is_hidden_input => {
                self.stack.insert_empty(tag);
                DONE
            }
            Name::Form => {
                if self.form.is_none() {
                    self.form = Some(self.stack.insert_empty(tag));
                }
                DONE
            }
            _ => {
                self.stack.fosters = true;
                let next = self.in_body(tag);
                self.stack.fosters = false;
                Step::Done(next)
            }
        }
    }

    pub(super) fn in_caption(&mut self, tag: &StartTag<'_>) -> Step {
        if !Self::is_table_part(tag.name) {
            return Step::Done(self.in_body(tag));
        }
        if !self.end_caption(tag.at, tag.at.start) {
            return DONE;
        }
        Step::Again
    }

    fn end_caption(&mut self, at: At, end: u32) -> bool {
        if !self.stack.has_in(TABLE_SCOPE, Name::Caption) {
            return false;
        }
        self.stack.end_implied(None, at);
        self.stack.pop_until(at, end, |name| name == Name::Caption);
        self.stack.clear_to_mark();
        self.mode = Mode::InTable;
        true
    }

    pub(super) fn in_column_group(&mut self, tag: &StartTag<'_>) -> Step {
        match tag.name {
            Name::Html => DONE,
            Name::Col => {
                self.stack.insert_empty(tag);
                DONE
            }
            Name::Template => Step::Done(self.metadata(tag)),
            _ if self.stack.is_current(Name::Colgroup) => {
                self.stack.pop(tag.at.start);
                self.mode = Mode::InTable;
                Step::Again
            }
            _ => DONE,
        }
    }

    pub(super) fn in_table_body(&mut self, tag: &StartTag<'_>) -> Step {
        let at = tag.at;
        match tag.name {
            Name::Tr => {
                self.stack.pop_to(TABLE_BODY, at);
                self.stack.insert(tag);
                self.mode = Mode::InRow;
                DONE
            }
            Name::Th | Name::Td => {
                self.stack.pop_to(TABLE_BODY, at);
                self.stack.insert_implied(Name::Tr, at);
                self.mode = Mode::InRow;
                Step::Again
            }
            name if Self::is_table_part(name) => {
                if !self.end_table_body(at) {
                    return DONE;
                }
                Step::Again
            }
            _ => self.in_table(tag),
        }
    }

    /// Ends an open row group before another part of the table, or its end.
    fn end_table_body(&mut self, at: At) -> bool {
        let is_in_table = (self.stack).has_any_in(TABLE_SCOPE, |open| {
            matches!(open, Name::Table | Name::Tbody | Name::Tfoot)
        });
        if is_in_table {
            self.stack.pop_to(TABLE_BODY, at);
            self.stack.pop(at.start);
            self.mode = Mode::InTable;
        }
        is_in_table
    }

    pub(super) fn in_row(&mut self, tag: &StartTag<'_>) -> Step {
        match tag.name {
            Name::Th | Name::Td => {
                self.stack.pop_to(TABLE_ROW, tag.at);
                self.stack.insert(tag);
                self.stack.mark();
                self.mode = Mode::InCell;
                DONE
            }
            name if Self::is_table_part(name) => {
                if !self.end_row(tag.at, tag.at.start) {
                    return DONE;
                }
                Step::Again
            }
            _ => self.in_table(tag),
        }
    }

    fn end_row(&mut self, at: At, end: u32) -> bool {
        if !self.stack.has_in(TABLE_SCOPE, Name::Tr) {
            return false;
        }
        self.stack.pop_to(TABLE_ROW, at);
        self.stack.pop(end);
        self.mode = Mode::InTableBody;
        true
    }

    pub(super) fn in_cell(&mut self, tag: &StartTag<'_>) -> Step {
        if !Self::is_table_part(tag.name) {
            return Step::Done(self.in_body(tag));
        }
        if !self.stack.has_any_in(TABLE_SCOPE, |open| CELLS.has(open)) {
            return DONE;
        }
        self.end_cell(tag.at);
        Step::Again
    }

    /// “Close the cell”, before something that can't be in it.
    fn end_cell(&mut self, at: At) {
        self.stack.end_implied(None, at);
        self.stack.pop_until(at, at.start, |name| CELLS.has(name));
        self.stack.clear_to_mark();
        self.mode = Mode::InRow;
    }

    /// An end tag in a table, a row, a cell …
    pub(super) fn end_in_table_modes(&mut self, name: Name, text: &str, at: At) {
        // Each turn ends an element, and so does the loop.
        while !self.needs_repair() {
            let is_done = match self.mode {
                Mode::InCell => self.end_in_cell(name, text, at),
                Mode::InRow => self.end_in_row(name, text, at),
                Mode::InTableBody => self.end_in_table_body(name, text, at),
                Mode::InCaption => self.end_in_caption(name, text, at),
                Mode::InColumnGroup => self.end_in_column_group(name, at),
                _ => {
                    self.end_in_table(name, text, at);
                    true
                }
            };
            if is_done {
                return;
            }
        }
    }

    fn end_in_cell(&mut self, name: Name, text: &str, at: At) -> bool {
        match name {
            Name::Td | Name::Th => {
                if self.stack.has_in(TABLE_SCOPE, name) {
                    self.stack.end_implied(None, at);
                    self.stack.pop_until(at, at.end, |open| open == name);
                    self.stack.clear_to_mark();
                    self.mode = Mode::InRow;
                }
            }
            Name::Table | Name::Tbody | Name::Tfoot | Name::Thead | Name::Tr => {
                if self.stack.has_in(TABLE_SCOPE, name) {
                    self.end_cell(at);
                    return false;
                }
            }
            name if NO_ENDS.has(name) => {}
            _ => self.end_in_body(name, text, at),
        }
        true
    }

    fn end_in_row(&mut self, name: Name, text: &str, at: At) -> bool {
        match name {
            Name::Tr => {
                self.end_row(at, at.end);
                true
            }
            Name::Table => !self.end_row(at, at.start),
            Name::Tbody | Name::Tfoot | Name::Thead => {
                !(self.stack.has_in(TABLE_SCOPE, name) && self.end_row(at, at.start))
            }
            name if NO_ENDS.has(name) => true,
            _ => {
                self.end_in_table(name, text, at);
                true
            }
        }
    }

    fn end_in_table_body(&mut self, name: Name, text: &str, at: At) -> bool {
        match name {
            Name::Tbody | Name::Tfoot | Name::Thead => {
                if self.stack.has_in(TABLE_SCOPE, name) {
                    self.stack.pop_to(TABLE_BODY, at);
                    self.stack.pop(at.end);
                    self.mode = Mode::InTable;
                }
                true
            }
            Name::Table => !self.end_table_body(at),
            name if NO_ENDS.has(name) => true,
            _ => {
                self.end_in_table(name, text, at);
                true
            }
        }
    }

    fn end_in_caption(&mut self, name: Name, text: &str, at: At) -> bool {
        match name {
            Name::Caption => {
                self.end_caption(at, at.end);
            }
            Name::Table => return !self.end_caption(at, at.start),
            name if NO_ENDS.has(name) => {}
            _ => self.end_in_body(name, text, at),
        }
        true
    }

    fn end_in_column_group(&mut self, name: Name, at: At) -> bool {
        if !self.stack.is_current(Name::Colgroup) {
            return true;
        }
        match name {
            Name::Colgroup => {
                self.stack.pop(at.end);
                self.mode = Mode::InTable;
                true
            }
            Name::Col | Name::Template => true,
            _ => {
                self.stack.pop(at.start);
                self.mode = Mode::InTable;
                false
            }
        }
    }

    fn end_in_table(&mut self, name: Name, text: &str, at: At) {
        match name {
            Name::Table => {
                if self.stack.has_in(TABLE_SCOPE, Name::Table) {
                    self.stack.pop_until(at, at.end, |open| open == Name::Table);
                    self.reset_mode();
                }
            }
            Name::Template => {}
            name if NO_ENDS.has(name) => {}
            _ => {
                self.stack.fosters = true;
                self.end_in_body(name, text, at);
                self.stack.fosters = false;
            }
        }
    }
}
