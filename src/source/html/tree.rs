//! A page as a tree, built by html5ever by HTML's own rules of repair, and walked as events.
//!
//! The tree is one vector of small nodes that keeps only the attributes that are asked for; it is
//! made and dropped without recursion, however deep the page is.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::LazyLock;

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ParseOpts, QualName, local_name, ns};

use super::event::{ASKED, Event, Kept, Start, Tag};

/// Nodes of one page; a page of 64 MB that is nothing but `<b>` has five times as many and would
/// take gigabytes. What stands behind is not read, and a diagnostic says so.
pub(super) const MAX_NODES: usize = 4 << 20;

/// A page is given to the parser in pieces of this size, so that [`MAX_NODES`] can stop it.
const PIECE: usize = 1 << 20;

/// Bytes of one attribute's value that are kept.
pub(super) const MAX_VALUE: usize = 4096;

const NONE: u32 = u32::MAX;
const DOCUMENT: u32 = 0;

/// A page's tree.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The page was cut off at [`MAX_NODES`].
    pub(super) is_cut: bool,
}

#[derive(Debug)]
struct Node {
    parent: u32,
    prev: u32,
    next: u32,
    first: u32,
    last: u32,
    line: u32,
    data: Data,
}

#[derive(Debug)]
enum Data {
    Element {
        name: Rc<QualName>,
        tag: Tag,
        is_hidden: bool,
        is_unmarked: bool,
        attributes: Kept<StrTendril>,
    },
    Text(StrTendril),
    Other,
}

/// Parses a page.
pub(super) fn parse(page: &str) -> Tree {
    let mut parser = html5ever::parse_document(Sink::default(), ParseOpts::default());
    let mut rest = page;
    let mut is_cut = false;
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        parser.process(StrTendril::from_slice(&rest[..end]));
        rest = &rest[end..];
        if parser.tokenizer.sink.sink.nodes.borrow().len() > MAX_NODES && !rest.is_empty() {
            is_cut = true;
            break;
        }
    }
    let mut tree = parser.finish();
    tree.is_cut = is_cut;
    tree
}

impl Tree {
    /// Gives the page's events, in document order.
    pub(super) fn walk(&self, mut each: impl FnMut(Event<'_>)) {
        let mut at = self.nodes.first().map_or(NONE, |node| node.first);
        let mut depth = 0usize;
        while let Some(node) = self.nodes.get(at as usize) {
            let mut down = NONE;
            match &node.data {
                Data::Element {
                    name,
                    tag,
                    is_hidden,
                    is_unmarked,
                    attributes,
                } => {
                    each(Event::Start(Start {
                        tag: *tag,
                        name: &name.local,
                        attributes,
                        is_hidden: *is_hidden,
                        is_unmarked: *is_unmarked,
                        line: node.line,
                        source: None,
                    }));
                    down = node.first;
                    if down == NONE {
                        each(Event::End(None));
                    }
                }
                Data::Text(text) => each(Event::Text {
                    text,
                    line: node.line,
                    source: None,
                }),
                Data::Other => {}
            }
            if down != NONE {
                depth += 1;
                at = down;
                continue;
            }
            let mut up = at;
            loop {
                let Some(node) = self.nodes.get(up as usize) else {
                    return;
                };
                if node.next != NONE {
                    at = node.next;
                    break;
                }
                if depth == 0 {
                    return;
                }
                depth -= 1;
                each(Event::End(None));
                up = node.parent;
            }
        }
    }
}

/// Takes the tree builder's orders.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    line: Cell<u32>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            line: Cell::new(1),
        };
        sink.add(Data::Other);
        sink
    }
}

/// A node, with its name where it is an element.
#[derive(Clone)]
struct Handle {
    id: u32,
    name: Rc<QualName>,
}

impl Sink {
    fn add(&self, data: Data) -> u32 {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: NONE,
            prev: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            line: self.line.get(),
            data,
        });
        nodes.len() as u32 - 1
    }

    fn other(&self) -> Handle {
        Handle {
            id: self.add(Data::Other),
            name: nameless(),
        }
    }

    /// Appends text, to the text node before it if there is one.
    fn text(&self, parent: u32, before: u32, text: StrTendril) {
        let prev = {
            let nodes = self.nodes.borrow();
            match nodes.get(before as usize) {
                Some(sibling) => sibling.prev,
                None => nodes.get(parent as usize).map_or(NONE, |node| node.last),
            }
        };
        if let Some(Node {
            data: Data::Text(old),
            ..
        }) = self.nodes.borrow_mut().get_mut(prev as usize)
        {
            old.push_tendril(&text);
            return;
        }
        let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32;
        let id = self.add(Data::Text(text));
        let mut nodes = self.nodes.borrow_mut();
        if let Some(node) = nodes.get_mut(id as usize) {
            node.line = node.line.saturating_sub(lines).max(1);
        }
        link(&mut nodes, id, parent, before);
    }
}

fn nameless() -> Rc<QualName> {
    Rc::new(QualName::new(None, ns!(), local_name!("")))
}

/// Takes `id` out of its place.
fn unlink(nodes: &mut [Node], id: u32) {
    let Some(node) = nodes.get_mut(id as usize) else {
        return;
    };
    let (parent, prev, next) = (node.parent, node.prev, node.next);
    (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
    match nodes.get_mut(prev as usize) {
        Some(before) => before.next = next,
        None => {
            if let Some(parent) = nodes.get_mut(parent as usize) {
                parent.first = next;
            }
        }
    }
    match nodes.get_mut(next as usize) {
        Some(after) => after.prev = prev,
        None => {
            if let Some(parent) = nodes.get_mut(parent as usize) {
                parent.last = prev;
            }
        }
    }
}

/// Puts `id` under `parent`, in front of `before` or, if that is none, at the end.
fn link(nodes: &mut [Node], id: u32, parent: u32, before: u32) {
    let prev = match nodes.get(before as usize) {
        Some(sibling) => sibling.prev,
        None => nodes.get(parent as usize).map_or(NONE, |node| node.last),
    };
    if let Some(node) = nodes.get_mut(id as usize) {
        (node.parent, node.prev, node.next) = (parent, prev, before);
    }
    match nodes.get_mut(prev as usize) {
        Some(sibling) => sibling.next = id,
        None => {
            if let Some(parent) = nodes.get_mut(parent as usize) {
                parent.first = id;
            }
        }
    }
    match nodes.get_mut(before as usize) {
        Some(sibling) => sibling.prev = id,
        None => {
            if let Some(parent) = nodes.get_mut(parent as usize) {
                parent.last = id;
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Tree {
        Tree {
            nodes: self.nodes.into_inner(),
            is_cut: false,
        }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            id: DOCUMENT,
            name: nameless(),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> Handle {
        let mut tag = if name.ns == ns!(html) {
            Tag::of(&name.local)
        } else {
            Tag::Unseen
        };
        let mut kept = Kept(Vec::new());
        let (mut is_hidden, mut is_unmarked, mut leads) = (false, false, false);
        for attribute in attributes {
            match &*attribute.name.local {
                "hidden" => is_hidden = true,
                "href" => leads = true,
                "style" => {
                    let style = Style::of(attribute.value.as_bytes());
                    is_hidden |= style.is_hidden;
                    is_unmarked |= style.is_unmarked;
                }
                other => {
                    if let Some(name) = ASKED.into_iter().find(|name| *name == other)
                        && attribute.value.len() <= MAX_VALUE
                    {
                        kept.0.push((name, attribute.value));
                    }
                }
            }
        }
        if tag == Tag::Link && !leads {
            tag = Tag::Inline;
        }
        let name = Rc::new(name);
        Handle {
            id: self.add(Data::Element {
                name: Rc::clone(&name),
                tag,
                is_hidden,
                is_unmarked,
                attributes: kept,
            }),
            name,
        }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(node) => {
                let nodes = &mut self.nodes.borrow_mut();
                unlink(nodes, node.id);
                link(nodes, node.id, parent.id, NONE);
            }
            NodeOrText::AppendText(text) => self.text(parent.id, NONE, text),
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self
            .nodes
            .borrow()
            .get(element.id as usize)
            .is_some_and(|node| node.parent != NONE);
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _target: &Handle) -> Handle {
        // What a template holds is not shown: it hangs nowhere.
        self.other()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self
            .nodes
            .borrow()
            .get(sibling.id as usize)
            .map_or(NONE, |node| node.parent);
        if parent == NONE {
            return;
        }
        match child {
            NodeOrText::AppendNode(node) => {
                let nodes = &mut self.nodes.borrow_mut();
                unlink(nodes, node.id);
                link(nodes, node.id, parent, sibling.id);
            }
            NodeOrText::AppendText(text) => self.text(parent, sibling.id, text),
        }
    }

    fn add_attrs_if_missing(&self, _target: &Handle, _attributes: Vec<Attribute>) {
        // Only <html> and <body> get attributes later; none of theirs is asked for.
    }

    fn remove_from_parent(&self, target: &Handle) {
        unlink(&mut self.nodes.borrow_mut(), target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let nodes = &mut self.nodes.borrow_mut();
        let mut child = nodes.get(node.id as usize).map_or(NONE, |n| n.first);
        while child != NONE {
            let next = nodes.get(child as usize).map_or(NONE, |n| n.next);
            unlink(nodes, child);
            link(nodes, child, new_parent.id, NONE);
            child = next;
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}

/// What an inline style says that the reader has to know.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    /// The element is not shown.
    pub(super) is_hidden: bool,
    /// A list prints no numbers.
    pub(super) is_unmarked: bool,
}

impl Style {
    pub(super) fn of(style: &[u8]) -> Self {
        // Editors style every run of characters, and hardly one says `none`: looked for first, and by
        // what is made once.
        static NONE: LazyLock<memchr::memmem::Finder<'_>> =
            LazyLock::new(|| memchr::memmem::Finder::new("none"));
        if NONE.find(style).is_none() {
            return Self::default();
        }
        let style = std::str::from_utf8(style).unwrap_or("");
        Self {
            is_hidden: says_none(style, "display"),
            is_unmarked: says_none(style, "list-style") || says_none(style, "list-style-type"),
        }
    }
}

/// Whether an inline style sets `property` to `none`.
fn says_none(style: &str, property: &str) -> bool {
    let Some(at) = memchr::memmem::find(style.as_bytes(), property.as_bytes()) else {
        return false;
    };
    style[at + property.len()..]
        .trim_start()
        .strip_prefix(':')
        .is_some_and(|value| value.trim_start().starts_with("none"))
}
