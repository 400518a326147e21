//! The names that HTML's rules of repair speak of, and the sets they are in.

use std::sync::LazyLock;

use super::super::event::Tag;

/// A name of an element that the rules know.
macro_rules! names {
    ($($name:ident $text:literal,)*) => {
        /// The name of an HTML element, as far as the rules tell them apart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Name {
            $($name,)*
            /// Any other; the rules treat them all alike.
            Other,
        }

        impl Name {
            const TEXTS: &[&str] = &[$($text,)* ""];

            /// By local name in lower case.
            #[allow(non_upper_case_globals, reason = "a constant for each name")]
            pub(super) fn of(name: &[u8]) -> Self {
                $(const $name: &[u8] = $text.as_bytes();)*
                // Patterns of bytes are compiled to a tree of choices; those of strings would be
                // compared one by one.
                match name {
                    $($name => Self::$name,)*
                    _ => Self::Other,
                }
            }
        }
    };
}

names! {
    Html "html", Head "head", Body "body", Base "base", Basefont "basefont", Bgsound "bgsound",
    Link "link", Meta "meta", Title "title", Noframes "noframes", Style "style",
    Noscript "noscript", Script "script", Template "template", Frameset "frameset", Frame "frame",
    Address "address", Article "article", Aside "aside", Blockquote "blockquote",
    Center "center", Details "details", Dialog "dialog", Dir "dir", Div "div", Dl "dl",
    Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Footer "footer",
    Header "header", Hgroup "hgroup", Main "main", Menu "menu", Nav "nav", Ol "ol", P "p",
    Search "search", Section "section", Summary "summary", Ul "ul",
    H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6",
    Pre "pre", Listing "listing", Form "form", Li "li", Dd "dd", Dt "dt",
    Plaintext "plaintext", Button "button",
    A "a", B "b", Big "big", Code "code", Em "em", Font "font", I "i", Nobr "nobr", S "s",
    Small "small", Strike "strike", Strong "strong", Tt "tt", U "u",
    Applet "applet", Marquee "marquee", Object "object", Table "table",
    Area "area", Br "br", Embed "embed", Img "img", Keygen "keygen", Wbr "wbr", Input "input",
    Param "param", Source "source", Track "track", Hr "hr", Image "image",
    Textarea "textarea", Xmp "xmp", Iframe "iframe", Noembed "noembed",
    Select "select", Option "option", Optgroup "optgroup",
    Rb "rb", Rtc "rtc", Rp "rp", Rt "rt", Ruby "ruby", Math "math", Svg "svg",
    Caption "caption", Col "col", Colgroup "colgroup", Tbody "tbody", Td "td", Tfoot "tfoot",
    Th "th", Thead "thead", Tr "tr", Isindex "isindex",
    Span "span", Sub "sub", Sup "sup", Var "var",
    Mi "mi", Mo "mo", Mn "mn", Ms "ms", Mtext "mtext", AnnotationXml "annotation-xml",
    ForeignObject "foreignobject", Desc "desc",
}

/// What each name is to the reader, looked up once.
static TAGS: LazyLock<Vec<Tag>> =
    LazyLock::new(|| Name::TEXTS.iter().map(|text| Tag::of(text)).collect());

impl Name {
    /// The name as it is written; empty for [`Name::Other`].
    pub(super) fn text(self) -> &'static str {
        Self::TEXTS.get(self as usize).copied().unwrap_or("")
    }

    /// What it is to the reader, `text` being the name as it is written.
    pub(super) fn tag(self, text: &str) -> Tag {
        match self {
            Self::Other => Tag::of(text),
            known => (TAGS.get(known as usize).copied()).unwrap_or(Tag::Inline),
        }
    }
}

/// A set of names, a bit each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set(u128);

impl Set {
    const fn of(names: &[Name]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < names.len() {
            bits |= 1 << names[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    const fn and(self, names: &[Name]) -> Self {
        Self(self.0 | Self::of(names).0)
    }

    const fn without(self, names: &[Name]) -> Self {
        Self(self.0 & !Self::of(names).0)
    }

    pub(super) const fn has(self, name: Name) -> bool {
        self.0 >> name as u32 & 1 == 1
    }
}

use Name::*;

/// “Has an element in scope” looks no further up than these.
pub(super) const SCOPE: Set = Set::of(&[
    Applet, Caption, Html, Table, Td, Th, Marquee, Object, Select, Template,
]);
pub(super) const LIST_SCOPE: Set = SCOPE.and(&[Ol, Ul]);
pub(super) const BUTTON_SCOPE: Set = SCOPE.and(&[Button]);
pub(super) const TABLE_SCOPE: Set = Set::of(&[Html, Table, Template]);
pub(super) const TABLE_BODY: Set = Set::of(&[Tbody, Tfoot, Thead, Template, Html]);
pub(super) const TABLE_ROW: Set = Set::of(&[Tr, Template, Html]);
/// Where an element or a text that is none of a table's would be put in front of the table.
pub(super) const FOSTER: Set = Set::of(&[Table, Tbody, Tfoot, Thead, Tr]);
pub(super) const CELLS: Set = Set::of(&[Td, Th]);
/// “Generate implied end tags” ends these.
pub(super) const IMPLIED: Set = Set::of(&[Dd, Dt, Li, Option, Optgroup, P, Rb, Rp, Rt, Rtc]);
pub(super) const HEADINGS: Set = Set::of(&[H1, H2, H3, H4, H5, H6]);
/// “Special” elements, which ends of others do not reach across.
pub(super) const SPECIAL: Set = Set::of(&[
    Address, Applet, Area, Article, Aside, Base, Basefont, Bgsound, Blockquote, Body, Br, Button,
    Caption, Center, Col, Colgroup, Dd, Details, Dir, Div, Dl, Dt, Embed, Fieldset, Figcaption,
    Figure, Footer, Form, Frame, Frameset, H1, H2, H3, H4, H5, H6, Head, Header, Hgroup, Hr, Html,
    Iframe, Img, Input, Isindex, Li, Link, Listing, Main, Marquee, Menu, Meta, Nav, Noembed,
    Noframes, Noscript, Object, Ol, P, Param, Plaintext, Pre, Script, Section, Select, Source,
    Style, Summary, Table, Tbody, Td, Template, Textarea, Tfoot, Th, Thead, Title, Tr, Track, Ul,
    Wbr, Xmp,
]);
/// Special elements that the search for an open list item goes past.
pub(super) const LIST_STOPS: Set = SPECIAL.without(&[Address, Div, P]);
/// Formatting elements: opened again in the next paragraph if they were not ended.
pub(super) const FORMATTING: Set = Set::of(&[
    A, B, Big, Code, Em, Font, I, Nobr, S, Small, Strike, Strong, Tt, U,
]);
/// Elements that belong into the head, wherever they stand.
pub(super) const METADATA: Set = Set::of(&[
    Base, Basefont, Bgsound, Link, Meta, Noframes, Script, Style, Template, Title,
]);
/// Blocks: their start ends an open paragraph, their end tag whatever is open in them.
pub(super) const BLOCKS: Set = Set::of(&[
    Address, Article, Aside, Blockquote, Center, Details, Dialog, Dir, Div, Dl, Fieldset,
    Figcaption, Figure, Footer, Header, Hgroup, Main, Menu, Nav, Ol, Search, Section, Summary, Ul,
]);
/// The end tags that are treated as those of blocks.
pub(super) const BLOCK_ENDS: Set = BLOCKS.and(&[Button, Listing, Pre, Select]);
/// The parts of a table.
pub(super) const TABLE_PARTS: Set =
    Set::of(&[Caption, Col, Colgroup, Tbody, Td, Tfoot, Th, Thead, Tr]);
/// Their end tags mean nothing in a table, but for those that a mode has a rule for.
pub(super) const NO_ENDS: Set = TABLE_PARTS.and(&[Body, Html]);
/// In a template they leave a marker in the list of active formatting elements, or change what is markup
/// behind them.
pub(super) const UNTAMED: Set = Set::of(&[
    Applet, Caption, Col, Frameset, Marquee, Math, Object, Plaintext, Svg, Td, Th, Xmp,
]);
/// Elements that HTML has inside drawings: they end the drawing, or are HTML inside it.
pub(super) const NOT_FOREIGN: Set = Set::of(&[
    B,
    Big,
    Blockquote,
    Body,
    Br,
    Center,
    Code,
    Dd,
    Div,
    Dl,
    Dt,
    Em,
    Embed,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Head,
    Hr,
    I,
    Img,
    Li,
    Listing,
    Menu,
    Meta,
    Nobr,
    Ol,
    P,
    Pre,
    Ruby,
    S,
    Small,
    Span,
    Strong,
    Strike,
    Sub,
    Sup,
    Table,
    Tt,
    U,
    Ul,
    Var,
    Font,
    ForeignObject,
    Mi,
    Mo,
    Mn,
    Ms,
    Mtext,
    AnnotationXml,
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_by_its_text_and_fits_the_sets() {
        assert!(Other as u32 <= 127);
        for text in Name::TEXTS.iter().filter(|text| !text.is_empty()) {
            let name = Name::of(text.as_bytes());
            assert_eq!(name.text(), *text);
            assert_eq!(name.tag(text), Tag::of(text));
        }
        assert_eq!(Name::of(b"o:p"), Other);
        assert_eq!(Other.tag("xml"), Tag::Unseen);
        assert!(!SPECIAL.has(Other) && SPECIAL.has(Td) && !LIST_STOPS.has(P));
    }
}
