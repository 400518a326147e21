//! The vocabulary: what an edition of the statistics form prints, as data.
//!
//! Read from `grammar/editions/*.toml` by [`toml`](super::toml); the rest of the program sees only
//! these types. What ends up in every fact and check is kept so that it is copied without an
//! allocation.

use crate::report::SmolStr;

/// All editions and what is looked up in them.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Editions in order of their start.
    pub editions: Vec<Edition>,
}

/// An edition of the statistics form.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Stable id (`national-2021`).
    pub id: String,
    /// What it is, in words.
    pub name: String,
    /// The rule that prescribes it.
    pub source: String,
    /// First and last year of the reports it is for; no last year while it is in force.
    pub years: (u16, Option<u16>),
    /// Its tables in printed order.
    pub tables: Vec<Form>,
    /// What its numbers must satisfy.
    pub identities: Vec<Identity>,
}

/// One table of an edition.
#[derive(Debug, Clone)]
pub struct Form {
    /// `statistics`, `disclosure`, `requests`, `review`.
    pub id: String,
    /// Indicators stand in rows (all but `review`) or in columns over one row of values.
    pub indicators_in: Axis,
    /// Its rows in printed order, group rows without values included.
    pub rows: Vec<FormRow>,
    /// Rows that local prints have in place of the form's: （六）其他处理 as one row.
    pub variants: Vec<Variant>,
    /// Its columns in printed order.
    pub columns: Vec<FormColumn>,
    /// Other text that the form prints inside the table and that is neither a row's label nor a
    /// column's head: 信息内容, 申请人情况, 第二十条第（一）项, 本列数据的勾稽关系….
    pub furniture: Vec<String>,
}

/// Along which axis the indicators of a table run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Each row is an indicator.
    Rows,
    /// Each column is an indicator; one row of values.
    Columns,
}

/// A row of a form (for `review`: one of its columns).
#[derive(Debug, Clone)]
pub struct FormRow {
    /// The number before the label as printed (`1.`, `（一）`, `其中：`), may be empty.
    pub number: String,
    /// The label as printed in the form.
    pub label: String,
    /// Group labels above it, outermost first (`三、本年度办理结果`, `（三）不予公开`).
    pub groups: Vec<String>,
    /// Stable id; `None` for a group row, which has no value.
    pub indicator: Option<SmolStr>,
    /// Unit, may be empty.
    pub unit: SmolStr,
    /// Other spellings of the label that are known.
    pub aliases: Vec<String>,
    /// What it counts, in English, for `docs/indicators.md`.
    pub meaning: String,
}

/// A row that stands in place of several of the form's.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The row as it is printed.
    pub row: FormRow,
    /// The indicators of the form's rows that it stands for.
    pub stands_for: Vec<String>,
}

/// A column of a form.
#[derive(Debug, Clone)]
pub struct FormColumn {
    /// Stable id (`natural_person`).
    pub id: SmolStr,
    /// Its head as printed; `N` stands for the year in `N年度`.
    pub label: String,
    /// Heads above it, outermost first (`申请人情况`, `法人或其他组织`).
    pub groups: Vec<String>,
    /// The indicators that have it; empty for all.
    pub indicators: Vec<String>,
    /// Unit where it is not the row's.
    pub unit: Option<SmolStr>,
    /// It prints a difference, which can be negative; a count can't.
    pub signed: bool,
    /// Other spellings that are known.
    pub aliases: Vec<String>,
}

/// A relation that a table's numbers must satisfy.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Stable id (`REQ-BALANCE`).
    pub id: SmolStr,
    /// Table of the form it speaks of.
    pub table: String,
    /// How its terms are read.
    pub along: Along,
    /// Terms of the left side (indicators, or columns if along rows), to be added.
    pub left: Vec<String>,
    /// Relation.
    pub relation: Relation,
    /// Terms of the right side.
    pub right: Vec<String>,
    /// What it says, in English.
    pub meaning: String,
}

/// What the terms of an identity are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    /// Terms are indicators; it is evaluated once for each column.
    Columns,
    /// Terms are columns; it is evaluated once for each row.
    Rows,
}

/// The relation of an identity's sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Both sides are equal.
    Equal,
    /// Left is at most right.
    AtMost,
}
