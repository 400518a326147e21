//! Names of elements as the guard compares them, and what HTML's rules say of each.

/// A tag's name, in lower case: all of it up to eight bytes, else eight and a mark of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name(u64);

pub(super) const TABLE: Name = Name::of(b"table");
pub(super) const TBODY: Name = Name::of(b"tbody");
pub(super) const THEAD: Name = Name::of(b"thead");
pub(super) const TFOOT: Name = Name::of(b"tfoot");
pub(super) const TR: Name = Name::of(b"tr");
pub(super) const TD: Name = Name::of(b"td");
pub(super) const TH: Name = Name::of(b"th");
pub(super) const LI: Name = Name::of(b"li");
pub(super) const DD: Name = Name::of(b"dd");
pub(super) const DT: Name = Name::of(b"dt");
pub(super) const A: Name = Name::of(b"a");
pub(super) const P: Name = Name::of(b"p");
pub(super) const DIV: Name = Name::of(b"div");
pub(super) const FORM: Name = Name::of(b"form");

impl Name {
    pub(super) const fn of(name: &[u8]) -> Self {
        let (mut key, mut at) = (0_u64, 0);
        while at < name.len() {
            // Eight bytes are shifted out by none; longer names are mixed.
            let mixed = if at < 8 {
                key << 8
            } else {
                key.rotate_left(8).wrapping_mul(0x0100_0000_01b3)
            };
            key = mixed ^ name[at].to_ascii_lowercase() as u64;
            at += 1;
        }
        Self(key)
    }

    /// The name that starts at `from`, up to the next `<` at most, so that each byte is read once.
    pub(super) fn at(page: &[u8], from: usize) -> Self {
        let rest = page.get(from..).unwrap_or_default();
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'<');
        Self::of(&rest[..rest.iter().position(ends).unwrap_or(rest.len())])
    }

    fn is_in(self, names: &[Self]) -> bool {
        names.contains(&self)
    }

    pub(super) fn is_void(self) -> bool {
        const NAMES: [Name; 14] = names([
            b"br", b"img", b"hr", b"meta", b"link", b"input", b"col", b"area", b"base", b"embed",
            b"wbr", b"param", b"source", b"track",
        ]);
        self.is_in(&NAMES)
    }

    /// A second one in a row ends the first, and the end of what is around it does.
    pub(super) fn closes_itself(self) -> bool {
        const NAMES: [Name; 12] = names([
            b"p", b"li", b"td", b"th", b"tr", b"option", b"dd", b"dt", b"a", b"tbody", b"thead",
            b"tfoot",
        ]);
        self.is_in(&NAMES)
    }

    pub(super) fn is_table_part(self) -> bool {
        const NAMES: [Name; 9] = names([
            b"td",
            b"th",
            b"tr",
            b"tbody",
            b"thead",
            b"tfoot",
            b"caption",
            b"colgroup",
            b"col",
        ]);
        self.is_in(&NAMES)
    }

    /// It is opened again behind the end of what is around it.
    pub(super) fn is_formatting(self) -> bool {
        const NAMES: [Name; 14] = names([
            b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike",
            b"strong", b"tt", b"u",
        ]);
        self.is_in(&NAMES)
    }

    /// Its content is no markup.
    pub(super) fn is_raw(self) -> bool {
        const NAMES: [Name; 8] = names([
            b"script",
            b"style",
            b"textarea",
            b"title",
            b"xmp",
            b"iframe",
            b"noscript",
            b"noframes",
        ]);
        self.is_in(&NAMES)
    }

    pub(super) fn is_root(self) -> bool {
        const NAMES: [Name; 3] = names([b"html", b"head", b"body"]);
        self.is_in(&NAMES)
    }

    /// No end tag of a plain element (`</span>`) reaches over one of these.
    pub(super) fn is_special(&self) -> bool {
        const NAMES: [Name; 53] = names([
            b"address",
            b"applet",
            b"article",
            b"aside",
            b"blockquote",
            b"button",
            b"center",
            b"dd",
            b"details",
            b"dir",
            b"div",
            b"dl",
            b"dt",
            b"fieldset",
            b"figcaption",
            b"figure",
            b"footer",
            b"form",
            b"frameset",
            b"h1",
            b"h2",
            b"h3",
            b"h4",
            b"h5",
            b"h6",
            b"header",
            b"hgroup",
            b"li",
            b"listing",
            b"main",
            b"marquee",
            b"menu",
            b"nav",
            b"object",
            b"ol",
            b"p",
            b"pre",
            b"search",
            b"section",
            b"select",
            b"summary",
            b"table",
            b"tbody",
            b"td",
            b"template",
            b"tfoot",
            b"th",
            b"thead",
            b"tr",
            b"ul",
            b"caption",
            b"colgroup",
            b"plaintext",
        ]);
        self.is_in(&NAMES)
    }
}

const fn names<const N: usize>(texts: [&[u8]; N]) -> [Name; N] {
    let mut out = [Name(0); N];
    let mut at = 0;
    while at < N {
        out[at] = Name::of(texts[at]);
        at += 1;
    }
    out
}
