//! Pages: as the content systems, Word, old editors and browsers write them.

mod article;
mod doc;
mod frame;
mod mhtml;

use super::dice::Dice;
use super::model::Report;
use super::print::{self, Layout, traditional};
use article::Article;
pub use doc::{Cell, Doc, Flow};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    Plain,
    Word,
    Cms,
    /// The article without a page around it, all in one line.
    Fragment,
    /// A prolog, and elements that close themselves.
    Xhtml,
    /// Upper-case tags, attributes without quotes, end tags left out.
    Upper,
    /// The article is one `<pre>`.
    Pre,
    /// One `<div>`, its lines ended by `<br>`.
    Breaks,
    /// The same straight in the body.
    Bare,
    /// What a frame holds: no head to speak of.
    Framed,
    /// A cell of tables that lay out the page, below a table of metadata.
    Portal,
    /// Tables that the editor cut in several.
    Split,
    /// One of the others in the envelope that a browser saves.
    Mhtml,
}

impl Page {
    pub const ALL: [Self; 13] = [
        Self::Plain,
        Self::Word,
        Self::Cms,
        Self::Fragment,
        Self::Xhtml,
        Self::Upper,
        Self::Pre,
        Self::Breaks,
        Self::Bare,
        Self::Framed,
        Self::Portal,
        Self::Split,
        Self::Mhtml,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Word => "word",
            Self::Cms => "cms",
            Self::Fragment => "fragment",
            Self::Xhtml => "xhtml",
            Self::Upper => "upper",
            Self::Pre => "pre",
            Self::Breaks => "breaks",
            Self::Bare => "bare",
            Self::Framed => "framed",
            Self::Portal => "portal",
            Self::Split => "split",
            Self::Mhtml => "mhtml",
        }
    }

    /// The page says nothing of its charset.
    pub fn is_silent(self) -> bool {
        matches!(self, Self::Fragment | Self::Framed)
    }
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A page of the report; `charset` is what it declares.
pub fn page(report: &Report, kind: Page, charset: Option<&str>, dice: &mut Dice) -> String {
    let text = |dice: &mut Dice| {
        let layout = *dice.pick(&[Layout::Cells, Layout::Tab]);
        print::text(report, layout, dice)
    };
    of_doc(&Doc::of(report), kind, charset, dice, text)
}

/// A page of a document; `text` prints it for a `<pre>`.
pub fn of_doc(
    doc: &Doc,
    kind: Page,
    charset: Option<&str>,
    dice: &mut Dice,
    text: impl FnOnce(&mut Dice) -> String,
) -> String {
    match kind {
        Page::Mhtml => {
            let inner = *dice.pick(&[
                Page::Plain,
                Page::Word,
                Page::Cms,
                Page::Upper,
                Page::Portal,
                Page::Pre,
            ]);
            // The page is bytes in its envelope, whatever the envelope is in.
            let charset = *dice.pick(&["utf-8", "utf-8", "gb2312", "GBK"]);
            let page = of_inner(doc, inner, Some(charset), dice, text);
            mhtml::envelope(&doc.title, &page, charset, dice)
        }
        kind => of_inner(doc, kind, charset, dice, text),
    }
}

fn of_inner(
    doc: &Doc,
    kind: Page,
    charset: Option<&str>,
    dice: &mut Dice,
    text: impl FnOnce(&mut Dice) -> String,
) -> String {
    let article = match kind {
        Page::Pre => format!("<pre>{}</pre>", escape(&text(dice))),
        _ => Article::new(kind, dice.clone()).article(doc),
    };
    let page = frame::around(doc, kind, &article, charset, dice);
    if doc.is_traditional {
        traditional(&page)
    } else {
        page
    }
}
