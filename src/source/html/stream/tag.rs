//! Tags and the attributes of them that somebody asks for.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::super::event::Attributes;
use super::super::guard::MAX_ATTRIBUTES;
use super::super::tree::{MAX_VALUE, Style};
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

/// The attributes that are asked for: by the builder, and by the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Rowspan,
    Colspan,
    Name,
    Property,
    Content,
    Start,
    Value,
    Src,
    Type,
    Style,
    Hidden,
    Href,
}

impl Kept {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"rowspan" => Self::Rowspan,
            b"colspan" => Self::Colspan,
            b"name" => Self::Name,
            b"property" => Self::Property,
            b"content" => Self::Content,
            b"start" => Self::Start,
            b"value" => Self::Value,
            b"src" => Self::Src,
            b"type" => Self::Type,
            b"style" => Self::Style,
            b"hidden" => Self::Hidden,
            b"href" => Self::Href,
            _ => return None,
        })
    }

    fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The tag that is being read. Its buffers are used again for the next.
#[derive(Default)]
pub(super) struct Tag {
    pub(super) is_end: bool,
    pub(super) is_self_closing: bool,
    /// In lower case; not filled where `kind` is known from the start.
    pub(super) name: Vec<u8>,
    kind: Option<Name>,
    /// Attributes so far.
    count: usize,
    /// An attribute is being read.
    pub(super) is_open: bool,
    pub(super) attribute: Vec<u8>,
    pub(super) value: Vec<u8>,
    pub(super) wants: Want,
    /// Which of [`Kept`] are there, a bit each.
    seen: u16,
    /// Those whose value is asked for, and where that ends in `values`.
    kept: Vec<(Kept, usize)>,
    values: Vec<u8>,
    style: Style,
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
    Value,
    Hash,
}

impl Attributes for Tag {
    fn get(&self, name: &str) -> Option<&str> {
        let name = Kept::of(name.as_bytes())?;
        let mut start = 0;
        for &(kept, end) in &self.kept {
            if kept == name {
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
        self.count = 0;
        self.is_open = false;
        self.name.clear();
        self.kind = None;
        self.seen = 0;
        self.kept.clear();
        self.values.clear();
        self.style = Style::default();
        self.names.clear();
        self.hash = 0;
    }

    /// The name, read whole.
    pub(super) fn set_name(&mut self, name: &[u8]) {
        let kind = Name::of(name);
        if kind == Name::Other {
            self.name.extend_from_slice(name);
            self.name.make_ascii_lowercase();
        } else {
            self.kind = Some(kind);
        }
    }

    pub(super) fn kind(&mut self) -> Name {
        *self.kind.get_or_insert_with(|| Name::of(&self.name))
    }

    /// The name as the rules compare it, in lower case; `kind` is its.
    pub(super) fn text(&self, kind: Name) -> &str {
        match kind {
            Name::Other => std::str::from_utf8(&self.name).unwrap_or(""),
            known => known.text(),
        }
    }

    /// An attribute, read whole. `None` if its value is asked for and is not what is written.
    pub(super) fn attribute(&mut self, name: &[u8], value: &[u8]) -> Option<()> {
        if self.is_end {
            return Some(());
        }
        self.count += 1;
        let is_lower = !name.iter().any(u8::is_ascii_uppercase);
        if is_lower && !needs_hash(self.kind()) {
            if let Some(kept) = Kept::of(name) {
                if is_changed(value) {
                    return None;
                }
                self.keep(kept, value);
            }
            return Some(());
        }
        self.is_open = true;
        self.attribute.clear();
        self.attribute.extend_from_slice(name);
        self.attribute.make_ascii_lowercase();
        self.wants = self.decide();
        if self.wants != Want::Nothing {
            if is_changed(value) {
                return None;
            }
            self.value.clear();
            self.value.extend_from_slice(value);
        }
        self.end_attribute();
        Some(())
    }

    /// An attribute starts.
    pub(super) fn start_attribute(&mut self) {
        self.end_attribute();
        self.count += 1;
        self.is_open = true;
        self.attribute.clear();
        self.value.clear();
        self.wants = Want::Unknown;
    }

    /// It has more attributes than are compared with each other.
    pub(super) fn has_too_many_attributes(&self) -> bool {
        self.count > MAX_ATTRIBUTES
    }

    /// Once the attribute's name is complete: what its value is for.
    pub(super) fn decide(&mut self) -> Want {
        if self.is_end {
            return Want::Nothing;
        }
        if needs_hash(self.kind()) {
            return Want::Hash;
        }
        match Kept::of(&self.attribute) {
            Some(_) => Want::Value,
            None => Want::Nothing,
        }
    }

    pub(super) fn end_attribute(&mut self) {
        if !std::mem::take(&mut self.is_open) || self.has_too_many_attributes() {
            return;
        }
        if self.wants == Want::Unknown {
            self.wants = self.decide();
        }
        match self.wants {
            Want::Unknown | Want::Nothing => return,
            Want::Value => {}
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
            }
        }
        if let Some(kept) = Kept::of(&self.attribute) {
            let value = std::mem::take(&mut self.value);
            self.keep(kept, &value);
            self.value = value;
        }
    }

    /// Keeps an attribute; of two of the same name the first counts.
    fn keep(&mut self, kept: Kept, value: &[u8]) {
        if self.seen & kept.bit() != 0 {
            return;
        }
        self.seen |= kept.bit();
        match kept {
            Kept::Hidden | Kept::Href => {}
            Kept::Style => self.style = Style::of(value),
            _ => {
                self.values.extend_from_slice(value);
                self.kept.push((kept, self.values.len()));
            }
        }
    }

    /// It has an address.
    pub(super) fn leads(&self) -> bool {
        self.seen & Kept::Href.bit() != 0
    }

    /// What it says of how it is shown.
    pub(super) fn style(&self) -> Style {
        let is_hidden = self.seen & Kept::Hidden.bit() != 0;
        Style {
            is_hidden: is_hidden || self.style.is_hidden,
            ..self.style
        }
    }
}

/// Whether a value as it is written is another than HTML reads.
fn is_changed(value: &[u8]) -> bool {
    memchr::memchr2(b'&', b'\r', value).is_some()
}
