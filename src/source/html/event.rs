//! What a page's markup is to its reader: elements that start and end, and text between them.
//!
//! This is the seam between the sources of a page (a tree that was built by HTML's rules; a stream
//! of tags) and the one [`Builder`](super::builder::Builder) that makes blocks of it.
//!
//! What a source owes the builder is what HTML's rules decide: elements that were left out stand
//! there (`html`, `body`, `tbody`), unclosed ones end, what stands between a table's rows is before
//! the table, a line end directly behind `<pre>` is none. The builder counts siblings and writes
//! paths itself, so a source needs no tree. Places are optional, each for itself: a source says
//! what it knows.

use std::ops::Deref;

/// One event, in document order. Every `Start` has its `End`, void elements too.
pub(super) enum Event<'e> {
    /// An element starts.
    Start(Start<'e>),
    /// Text, character references resolved. One text may come in several pieces; it does so where
    /// byte places are given and a reference is longer than what it stands for.
    Text {
        /// The characters.
        text: &'e str,
        /// Line of its first character in the source, from 1; 0 if not known.
        line: u32,
        /// Byte of its first character in the source, if known.
        source: Option<u32>,
    },
    /// The innermost open element ends; the byte behind it in the source, if known.
    End(Option<u32>),
    /// An element starts next to which the source may go back, if something in it has to be told in
    /// another place.
    Mark,
    /// What was told since the last mark is void, and told again. Elements may be open in it.
    Back,
}

/// The start of an element.
pub(super) struct Start<'e> {
    /// What it is to the reader.
    pub(super) tag: Tag,
    /// Its local name in lower case.
    pub(super) name: &'e str,
    /// Its attributes.
    pub(super) attributes: &'e dyn Attributes,
    /// A style or attribute says that it is not shown.
    pub(super) is_hidden: bool,
    /// A style says that a list prints no numbers.
    pub(super) is_unmarked: bool,
    /// Line of its tag's end, from 1; 0 if not known.
    pub(super) line: u32,
    /// First byte of its tag in the source, if known.
    pub(super) source: Option<u32>,
}

/// The attributes that the builder asks for; a source need not keep any other.
pub(super) const ASKED: [&str; 8] = [
    "rowspan", "colspan", "name", "property", "content", "start", "value", "src",
];

/// The attributes of an element, by name in lower case.
pub(super) trait Attributes {
    /// The value, if the attribute is there.
    fn get(&self, name: &str) -> Option<&str>;
}

/// Those of [`ASKED`] that an element has, kept for later.
#[derive(Debug)]
pub(super) struct Kept<T>(pub(super) Vec<(&'static str, T)>);

impl<T: Deref<Target = str>> Attributes for Kept<T> {
    fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(kept, _)| *kept == name)?;
        Some(value)
    }
}

/// What an element is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Ends no line: `span`, `font`, `o:p`, everything unknown.
    Inline,
    /// Starts and ends a line.
    Block,
    /// `p`: a block that may stand empty for a blank line.
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    /// `a` that leads somewhere; one that does not marks a place, and is inline.
    Link,
    /// `br`.
    Break,
    /// White space counts: `pre`, `xmp`, `plaintext`, `listing`.
    Pre,
    /// `ol`.
    Ordered,
    /// `li`.
    Item,
    /// `table`.
    Table,
    /// `caption`.
    Caption,
    /// `thead`, `tbody`, `tfoot`.
    RowGroup,
    /// `tr`.
    Row,
    /// `td`.
    Cell,
    /// `th`.
    HeadCell,
    /// Never the article, by HTML's own word for it: `nav`, `footer`, `aside`, controls of forms.
    Aside,
    /// `title`.
    Title,
    /// `meta`.
    Meta,
    /// `frame`, `iframe`: another page.
    Frame,
    /// Not shown: scripts, styles, fallbacks.
    Unseen,
}

impl Tag {
    /// By local name.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "p" => Self::Paragraph,
            "td" => Self::Cell,
            "th" => Self::HeadCell,
            "tr" => Self::Row,
            "a" => Self::Link,
            "br" => Self::Break,
            "li" => Self::Item,
            "ol" => Self::Ordered,
            "table" => Self::Table,
            "tbody" | "thead" | "tfoot" => Self::RowGroup,
            "caption" => Self::Caption,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "pre" | "xmp" | "plaintext" | "listing" => Self::Pre,
            "title" => Self::Title,
            "meta" => Self::Meta,
            "frame" | "iframe" => Self::Frame,
            "script" | "style" | "noscript" | "template" | "noframes" | "noembed" | "object"
            | "applet" | "svg" | "math" | "audio" | "video" | "canvas" | "textarea" | "xml" => {
                Self::Unseen
            }
            "nav" | "footer" | "aside" | "select" | "option" | "optgroup" | "button" | "menu"
            | "datalist" => Self::Aside,
            "address" | "article" | "blockquote" | "body" | "center" | "dd" | "details"
            | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure"
            | "form" | "frameset" | "head" | "header" | "hgroup" | "hr" | "html" | "legend"
            | "main" | "section" | "summary" | "ul" | "colgroup" => Self::Block,
            _ => Self::Inline,
        }
    }

    /// It starts and ends lines.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Inline
                | Self::Link
                | Self::Break
                | Self::Title
                | Self::Meta
                | Self::Frame
                | Self::Unseen
        )
    }
}
