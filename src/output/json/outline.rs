//! The text of a report as it is printed: headings, blocks, closing, numbers in prose.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use super::{ClosingRole, Span, View};
use crate::report;

/// A text with its place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Text<'r> {
    /// White space cleaned.
    pub text: &'r str,
    /// Where it stands.
    pub span: Span,
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
    pub span: Span,
}

/// The parts that a preamble announces.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Announced<'r> {
    /// How many it says there are.
    pub count: Option<u32>,
    /// Their names as printed.
    pub parts: &'r [String],
    /// The sentence.
    pub span: Span,
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
        items: Vec<Text<'r>>,
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
    pub span: Span,
    /// What stands under it before its first sub-heading.
    pub blocks: Vec<Block<'r>>,
    /// Its sub-headings.
    pub sections: Vec<Section<'r>>,
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
    pub span: Span,
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
    pub blocks: Vec<Item<'r>>,
    /// Page numbers and the like, wherever they stand in the report.
    pub furniture: Vec<Span>,
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
    pub span: Span,
}

impl<'r> View<'r> {
    pub(super) fn legal_basis(&self) -> Vec<LegalBasis<'r>> {
        let basis = self.report.legal_basis.iter();
        basis
            .map(|basis| LegalBasis {
                title: &basis.title,
                number: basis.number.as_deref(),
                span: self.places.of(&basis.region),
            })
            .collect()
    }

    pub(super) fn announced(&self) -> Option<Announced<'r>> {
        let announced = self.report.announced.as_ref()?;
        Some(Announced {
            count: announced.count,
            parts: &announced.parts,
            span: self.places.of(&announced.region),
        })
    }

    pub(super) fn blocks(&self, blocks: &'r [report::Block]) -> Vec<Block<'r>> {
        let printed = blocks.iter().map(|block| match block {
            report::Block::Paragraph(text) => Block::Paragraph(self.text(text)),
            report::Block::Table(table) => Block::Table { table: *table },
            report::Block::List(items) => Block::List {
                items: items.iter().map(|item| self.text(item)).collect(),
            },
        });
        printed.collect()
    }

    /// Depth is at most four: headings have four levels.
    pub(super) fn sections(&self, sections: &'r [report::Section]) -> Vec<Section<'r>> {
        let printed = sections.iter().map(|section| Section {
            level: section.level,
            number: section.number.as_deref(),
            ordinal: section.ordinal,
            heading: &section.heading,
            run_in: section.run_in.as_deref(),
            topic: section.topic,
            span: self.places.of(&section.region),
            blocks: self.blocks(&section.blocks),
            sections: self.sections(&section.sections),
        });
        printed.collect()
    }

    pub(super) fn quantities(&self) -> Vec<Quantity<'r>> {
        let quantities = self.report.quantities.iter();
        quantities
            .map(|quantity| Quantity {
                value: &quantity.value,
                unit: quantity.unit.as_deref(),
                approximate: quantity.approximate,
                text: self.raw(&quantity.region),
                section: &quantity.section,
                indicator: quantity.indicator.as_deref(),
                span: self.places.of(&quantity.region),
            })
            .collect()
    }

    pub(super) fn closing(&self) -> Closing<'r> {
        let closing = &self.report.closing;
        let blocks = closing.blocks.iter().map(|block| match block {
            report::ClosingBlock::Line(role, line) => Item::Line(ClosingLine {
                role: (*role).into(),
                text: &line.text,
                span: self.places.of(&line.region),
            }),
            report::ClosingBlock::Table(table) => Item::Table { table: *table },
        });
        Closing {
            signature: closing.signature.as_deref(),
            copied_to: &closing.copied_to,
            attachments: &closing.attachments,
            blocks: blocks.collect(),
            furniture: closing
                .furniture
                .iter()
                .map(|&span| self.places.of_span(span))
                .collect(),
        }
    }
}
