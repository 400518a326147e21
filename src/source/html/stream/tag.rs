//! Tags and the attributes of them that somebody asks for.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::super::event::Attributes;
use super::super::tree::MAX_VALUE;
use super::formatting::needs_hash;
use super::name::Name;
use super::stack::At;

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct StartTag<'t> {
    pub(super) name: Name,
    /// The name as it is written, in lower case.
    pub(super) text: &'t str,
    pub(super) attributes: &'t dyn Attributes,
    pub(super) is_hidden: bool,
    pub(super) is_unmarked: bool,
    /// It has an address: an `a` is a link.
    pub(super) leads: bool,
    pub(super) is_self_closing: bool,
    /// `type=hidden`.
    pub(super) is_hidden_input: bool,
    /// Of all attributes, for formatting elements.
    pub(super) hash: u64,
    pub(super) at: At,
}

/// An element without attributes.
#[derive(Debug)]
pub(super) struct NoAttributes;

impl Attributes for NoAttributes {
    fn get(&self, _name: &str) -> Option<&str> {
        None
    }
}

/// The attributes that are kept, those of HTML's events and more for the rules.
const KEPT: [&str; 12] = [
    "rowspan", "colspan", "name", "property", "content", "start", "value", "src", "type", "style",
    "hidden", "href",
];

/// The tag that is being read. Its buffers are used again for the next.
#[derive(Default)]
pub(super) struct Tag {
    pub(super) is_end: bool,
    pub(super) is_self_closing: bool,
    pub(super) name: Vec<u8>,
    kind: Option<Name>,
    /// An attribute is being read.
    pub(super) is_open: bool,
    pub(super) attribute: Vec<u8>,
    pub(super) value: Vec<u8>,
    pub(super) wants: Want,
    /// Those that are kept: their positions in [`KEPT`], and where the value ends in `values`.
    pub(super) kept: Vec<(usize, usize)>,
    values: Vec<u8>,
    /// Hashes of the names, for formatting elements: of two of the same name the first counts.
    names: Vec<u64>,
    pub(super) hash: u64,
}

/// What the value of the attribute that is being read is for.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// Its name is not complete.
    #[default]
    Unknown,
    Nothing,
    Kept(usize),
    Hash,
}

impl Attributes for Tag {
    fn get(&self, name: &str) -> Option<&str> {
        let mut start = 0;
        for &(index, end) in &self.kept {
            if KEPT[index] == name {
                let value = self.values.get(start..end)?;
                return (std::str::from_utf8(value).ok()).filter(|value| value.len() <= MAX_VALUE);
            }
            start = end;
        }
        None
    }
}

impl Tag {
    pub(super) fn start(&mut self, is_end: bool) {
        self.is_end = is_end;
        self.is_self_closing = false;
        self.is_open = false;
        self.name.clear();
        self.kind = None;
        self.kept.clear();
        self.values.clear();
        self.names.clear();
        self.hash = 0;
    }

    pub(super) fn kind(&mut self) -> Name {
        *self
            .kind
            .get_or_insert_with(|| Name::of(std::str::from_utf8(&self.name).unwrap_or("")))
    }

    /// Once the attribute's name is complete: what its value is for.
    pub(super) fn decide(&mut self) -> Want {
        if self.is_end {
            return Want::Nothing;
        }
        if needs_hash(self.kind()) {
            return Want::Hash;
        }
        match self.known() {
            Some(index) if self.kept.iter().all(|(kept, _)| *kept != index) => Want::Kept(index),
            _ => Want::Nothing,
        }
    }

    fn known(&self) -> Option<usize> {
        KEPT.iter()
            .position(|name| name.as_bytes() == self.attribute)
    }

    pub(super) fn end_attribute(&mut self) {
        if !std::mem::take(&mut self.is_open) {
            return;
        }
        if self.wants == Want::Unknown {
            self.wants = self.decide();
        }
        match self.wants {
            Want::Unknown | Want::Nothing => {}
            Want::Kept(index) => {
                self.values.extend_from_slice(&self.value);
                self.kept.push((index, self.values.len()));
            }
            Want::Hash => {
                let mut hasher = FxHasher::default();
                hasher.write(&self.attribute);
                let name = hasher.finish();
                if self.names.contains(&name) {
                    return;
                }
                self.names.push(name);
                hasher.write_u8(b'=');
                hasher.write(&self.value);
                // A sum does not depend on the order.
                self.hash = self.hash.wrapping_add(hasher.finish());
                if let Some(index) = self.known() {
                    self.values.extend_from_slice(&self.value);
                    self.kept.push((index, self.values.len()));
                }
            }
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.kept.iter().any(|(index, _)| KEPT[*index] == name)
    }

    /// The whole style, however long.
    pub(super) fn style(&self) -> &str {
        let mut start = 0;
        for &(index, end) in &self.kept {
            if KEPT[index] == "style" {
                return std::str::from_utf8(&self.values[start..end]).unwrap_or("");
            }
            start = end;
        }
        ""
    }
}
