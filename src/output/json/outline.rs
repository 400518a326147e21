//! The text of a report as it is printed: headings, blocks, closing, numbers in prose.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use super::{ClosingRole, List, Span, View};
use crate::report;
use crate::span::Span as Bytes;

/// A text with its place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Text<'r> {
    /// White space cleaned.
    pub text: &'r str,
    /// Where it stands.
    pub span: Span<'r>,
}

/// How to reach the organ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Contact<'r> {
    /// 电话.
    pub phones: &'r [String],
    /// 传真.
    pub fax: &'r [String],
    /// 地址.
    pub address: Option<&'r str>,
    /// 邮编.
    pub postcode: Option<&'r str>,
    /// 电子邮箱.
    pub emails: &'r [String],
    /// Sites and addresses of pages.
    pub urls: &'r [String],
}

impl<'r> From<&'r report::Contact> for Contact<'r> {
    fn from(contact: &'r report::Contact) -> Self {
        Self {
            phones: &contact.phones,
            fax: &contact.fax,
            address: contact.address.as_deref(),
            postcode: contact.postcode.as_deref(),
            emails: &contact.emails,
            urls: &contact.urls,
        }
    }
}

/// A rule or document that is named.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LegalBasis<'r> {
    /// Without 《》.
    pub title: &'r str,
    /// Its number (泉港政办〔2018〕118号), as printed.
    pub number: Option<&'r str>,
    /// From 《 to the number's end.
    pub span: Span<'r>,
}

/// The parts that a preamble announces.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Announced<'r> {
    /// How many it says there are.
    pub count: Option<u32>,
    /// Their names as printed.
    pub parts: &'r [String],
    /// The sentence.
    pub span: Span<'r>,
}

/// A piece of the text flow.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block<'r> {
    /// Prose.
    Paragraph(Text<'r>),
    /// A table, by its position in `tables`.
    Table {
        /// Position in `tables`.
        table: usize,
    },
    /// An enumeration whose items stand on lines of their own.
    List {
        /// Its items.
        items: List<'r, report::Text, Text<'r>>,
    },
}

/// A heading and what is under it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Section<'r> {
    /// 1 to 4.
    pub level: u8,
    /// The number as printed with its mark (`一、`, `（二）`); null where it was lost.
    pub number: Option<&'r str>,
    /// The number's value.
    pub ordinal: Option<u32>,
    /// The heading without number and closing mark.
    pub heading: &'r str,
    /// The mark between the heading and the text that runs on in its line, or the colon at the
    /// end of a bare heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_in: Option<&'r str>,
    /// What the heading is about; null where the vocabulary does not know it.
    pub topic: Option<&'r str>,
    /// From the number to the closing mark.
    pub span: Span<'r>,
    /// What stands under it before its first sub-heading.
    pub blocks: List<'r, report::Block, Block<'r>>,
    /// Its sub-headings.
    pub sections: List<'r, report::Section, Section<'r>>,
}

/// A number in prose.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Quantity<'r> {
    /// A decimal string, scale applied (1.2万 is 12000).
    pub value: &'r str,
    /// Its unit as printed.
    pub unit: Option<&'r str>,
    /// 余, 近, 约, 超, 多 stand with it.
    pub approximate: bool,
    /// The number with its unit as printed.
    pub text: Cow<'r, str>,
    /// Path of positions in `sections`, from 0 at each level; empty in the preamble.
    pub section: &'r [usize],
    /// The indicator that the clause names.
    pub indicator: Option<&'r str>,
    /// The number with its unit.
    pub span: Span<'r>,
}

/// What stands after the last section.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Closing<'r> {
    /// The organ that signs.
    pub signature: Option<&'r str>,
    /// 抄送, without the word.
    pub copied_to: &'r [String],
    /// 附表, 附件, as printed.
    pub attachments: &'r [String],
    /// The lines themselves and the tables among them, in order.
    pub blocks: List<'r, report::ClosingBlock, Item<'r>>,
    /// Page numbers and the like, wherever they stand in the report.
    pub furniture: List<'r, Bytes, Span<'r>>,
}

/// A piece of the closing.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Item<'r> {
    /// A line.
    Line(ClosingLine<'r>),
    /// A table, by its position in `tables`.
    Table {
        /// Position in `tables`.
        table: usize,
    },
}

/// A line of the closing.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClosingLine<'r> {
    /// What it is.
    pub role: ClosingRole,
    /// White space cleaned.
    pub text: &'r str,
    /// Where it stands.
    pub span: Span<'r>,
}

impl<'r> LegalBasis<'r> {
    pub(super) fn of(view: &View<'r>, basis: &'r report::LegalBasis) -> Self {
        Self {
            title: &basis.title,
            number: basis.number.as_deref(),
            span: view.places.of(&basis.region),
        }
    }
}

impl<'r> Announced<'r> {
    pub(super) fn of(view: &View<'r>, announced: &'r report::Announced) -> Self {
        Self {
            count: announced.count,
            parts: &announced.parts,
            span: view.places.of(&announced.region),
        }
    }
}

impl<'r> Text<'r> {
    pub(super) fn of(view: &View<'r>, text: &'r report::Text) -> Self {
        Self {
            text: &text.text,
            span: view.places.of(&text.region),
        }
    }
}

impl<'r> Block<'r> {
    pub(super) fn of(view: &View<'r>, block: &'r report::Block) -> Self {
        match block {
            report::Block::Paragraph(text) => Self::Paragraph(Text::of(view, text)),
            report::Block::Table(table) => Self::Table { table: *table },
            report::Block::List(items) => Self::List {
                items: view.list(items, Text::of),
            },
        }
    }
}

impl<'r> Section<'r> {
    /// Depth is at most four: headings have four levels.
    pub(super) fn of(view: &View<'r>, section: &'r report::Section) -> Self {
        Self {
            level: section.level,
            number: section.number.as_deref(),
            ordinal: section.ordinal,
            heading: &section.heading,
            run_in: section.run_in.as_deref(),
            topic: section.topic,
            span: view.places.of(&section.region),
            blocks: view.list(&section.blocks, Block::of),
            sections: view.list(&section.sections, Section::of),
        }
    }
}

impl<'r> Quantity<'r> {
    pub(super) fn of(view: &View<'r>, quantity: &'r report::Quantity) -> Self {
        Self {
            value: &quantity.value,
            unit: quantity.unit.as_deref(),
            approximate: quantity.approximate,
            text: view.raw(&quantity.region),
            section: &quantity.section,
            indicator: quantity.indicator.as_deref(),
            span: view.places.of(&quantity.region),
        }
    }
}

impl<'r> Item<'r> {
    fn of(view: &View<'r>, block: &'r report::ClosingBlock) -> Self {
        match block {
            report::ClosingBlock::Line(role, line) => Self::Line(ClosingLine {
                role: (*role).into(),
                text: &line.text,
                span: view.places.of(&line.region),
            }),
            report::ClosingBlock::Table(table) => Self::Table { table: *table },
        }
    }
}

impl<'r> Closing<'r> {
    pub(super) fn of(view: &View<'r>, closing: &'r report::Closing) -> Self {
        Self {
            signature: closing.signature.as_deref(),
            copied_to: &closing.copied_to,
            attachments: &closing.attachments,
            blocks: view.list(&closing.blocks, Item::of),
            furniture: view.list(&closing.furniture, |view, &span| view.places.of_span(span)),
        }
    }
}
