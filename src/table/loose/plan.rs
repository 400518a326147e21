//! What a form prints, made ready to be found in a loose text.

use std::sync::{Arc, LazyLock};

use super::key::Key;
use super::token::Token;
use crate::chars::label_key;
use crate::edition::{Axis, Form, FormRow, Vocabulary};
use crate::report::SmolStr;

/// A text of the form that a table can print in pieces.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    /// Its spellings, the form's own first.
    pub keys: Vec<Key>,
    /// It starts with a bracket.
    pub bracketed: bool,
}

impl Phrase {
    fn new<'s>(texts: impl IntoIterator<Item = &'s str>) -> Self {
        let mut keys: Vec<Key> = Vec::new();
        let mut bracketed = false;
        for text in texts {
            bracketed |= keys.is_empty() && text.starts_with(['（', '(']);
            let key: Key = label_key(text).chars().collect();
            if !key.is_empty() && !keys.contains(&key) {
                keys.push(key);
            }
        }
        Self { keys, bracketed }
    }

    /// Whether `piece` is a part of one of its spellings.
    pub fn has(&self, piece: &Key) -> bool {
        self.keys.iter().any(|key| key.find(piece, 0).is_some())
    }
}

/// A row of the form, or of a local print of it.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// Number and label.
    pub label: Phrase,
    /// Positions in [`Plan::groups`], outermost first.
    pub groups: Vec<usize>,
    /// Positions in [`Plan::heads`] of its values; one for each value.
    pub columns: Vec<usize>,
    /// The row has no value of its own.
    pub is_group: bool,
    /// A local print's row in place of others.
    pub is_variant: bool,
    /// The unit it is counted in.
    pub unit: Key,
    /// The indicator's id; empty for a group row.
    pub indicator: SmolStr,
}

impl Slot {
    /// Whether each print of the form has it, with values of its own.
    pub fn is_counted(&self) -> bool {
        !self.is_group && !self.is_variant
    }
}

/// A column head.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub label: Phrase,
    /// Positions in [`Plan::head_groups`], outermost first.
    pub groups: Vec<usize>,
    /// The unit of its column, where it has one of its own.
    pub unit: Option<SmolStr>,
    /// Its values can be negative.
    pub signed: bool,
}

/// How a form's table is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One block of heads over all rows.
    Matrix,
    /// A banner and heads of its own for each group of rows.
    Blocks,
    /// Heads over one row of values.
    Single,
}

/// One table of an edition.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub shape: Shape,
    pub slots: Vec<Slot>,
    pub groups: Vec<Phrase>,
    pub heads: Vec<Head>,
    pub head_groups: Vec<Phrase>,
    /// Further text in the head.
    pub furniture: Vec<Phrase>,
    /// Rows have a unit in a column of its own.
    pub has_unit: bool,
    /// Terms and total of the sum along each row, as positions in `heads`.
    pub row_sums: Vec<(Vec<usize>, usize)>,
    /// Equations down each column: left and right side as indicators.
    pub column_sums: Vec<(Vec<String>, Vec<String>)>,
    text: String,
}

/// All tables of a vocabulary.
#[derive(Debug, Default)]
pub(super) struct Plans(pub Vec<Plan>);

impl Plans {
    pub fn of(vocabulary: &Vocabulary) -> Arc<Self> {
        static BUILTIN: LazyLock<Arc<Plans>> =
            LazyLock::new(|| Arc::new(Plans::new(Vocabulary::builtin())));
        if std::ptr::eq(vocabulary, Vocabulary::builtin()) {
            Arc::clone(&BUILTIN)
        } else {
            Arc::new(Self::new(vocabulary))
        }
    }

    fn new(vocabulary: &Vocabulary) -> Self {
        let mut plans = Vec::new();
        for edition in &vocabulary.editions {
            for form in &edition.tables {
                plans.push(Plan::new(form, edition));
            }
        }
        Self(plans)
    }

    /// The table of the form whose text this is, if most of it is.
    pub fn best(&self, tokens: &[Token]) -> Option<&Plan> {
        let total: usize = tokens.iter().map(|t| t.key.len()).sum();
        let mut matched = vec![0; self.0.len()];
        let mut key = String::new();
        for token in tokens.iter().filter(|t| !t.key.is_empty()) {
            key.clear();
            key.extend(token.key.iter());
            let word = memchr::memmem::Finder::new(&key);
            for (plan, matched) in self.0.iter().zip(&mut matched) {
                if word.find(plan.text.as_bytes()).is_some() {
                    *matched += token.key.len();
                }
            }
        }
        // The first of equals.
        let mut best: Option<(usize, &Plan)> = None;
        for (plan, &matched) in self.0.iter().zip(&matched) {
            if best.is_none_or(|(most, _)| matched > most) {
                best = Some((matched, plan));
            }
        }
        best.filter(|&(matched, _)| matched >= 8 && matched * 2 >= total)
            .map(|(_, plan)| plan)
    }
}

fn intern(phrases: &mut Vec<Phrase>, text: &str) -> usize {
    let phrase = Phrase::new([text]);
    match phrases.iter().position(|have| have.keys == phrase.keys) {
        Some(at) => at,
        None => {
            phrases.push(phrase);
            phrases.len() - 1
        }
    }
}

fn label(number: &str, label: &str, aliases: &[String]) -> Phrase {
    let full = |label: &str| format!("{number}{label}");
    let texts: Vec<String> = std::iter::once(full(label))
        .chain(aliases.iter().map(|alias| full(alias)))
        .collect();
    Phrase::new(texts.iter().map(String::as_str))
}

impl Plan {
    fn new(form: &Form, edition: &crate::edition::Edition) -> Self {
        let is_single = form.indicators_in == Axis::Columns;
        let mut plan = Self {
            shape: Shape::Matrix,
            slots: Vec::new(),
            groups: Vec::new(),
            heads: Vec::new(),
            head_groups: Vec::new(),
            furniture: Vec::new(),
            has_unit: false,
            row_sums: Vec::new(),
            column_sums: Vec::new(),
            text: String::new(),
        };
        if is_single {
            plan.shape = Shape::Single;
            for row in &form.rows {
                plan.head(&row.label, &row.aliases, &row.groups);
            }
            plan.slots.push(Slot {
                label: Phrase::default(),
                groups: Vec::new(),
                columns: (0..plan.heads.len()).collect(),
                is_group: false,
                is_variant: false,
                unit: Key::default(),
                indicator: SmolStr::default(),
            });
        } else {
            for column in &form.columns {
                plan.head(&column.label, &column.aliases, &column.groups);
                if let Some(head) = plan.heads.last_mut() {
                    head.unit.clone_from(&column.unit);
                    head.signed = column.signed;
                }
            }
            if form
                .columns
                .iter()
                .any(|column| !column.indicators.is_empty())
            {
                plan.shape = Shape::Blocks;
            }
            for row in &form.rows {
                if let Some(variant) = form.variants.iter().find(|variant| {
                    variant.stands_for.first().map(String::as_str) == row.indicator.as_deref()
                }) {
                    plan.slot(form, &variant.row, true);
                }
                plan.slot(form, row, false);
            }
        }
        // A statistics table counts each row in a unit of its own, printed beside the label.
        plan.has_unit = plan.shape == Shape::Matrix
            && form
                .furniture
                .iter()
                .any(|text| label_key(text).ends_with("单位"));
        plan.furniture = form
            .furniture
            .iter()
            .map(|text| Phrase::new([text.as_str()]))
            .filter(|phrase| {
                plan.groups
                    .iter()
                    .chain(&plan.head_groups)
                    .all(|group| group.keys != phrase.keys)
            })
            .collect();
        plan.sums(form, edition);
        plan.text = plan.all_text();
        plan
    }

    fn head(&mut self, label: &str, aliases: &[String], groups: &[String]) {
        let groups = groups
            .iter()
            .map(|group| intern(&mut self.head_groups, group))
            .collect();
        let texts = std::iter::once(label).chain(aliases.iter().map(String::as_str));
        self.heads.push(Head {
            label: Phrase::new(texts),
            groups,
            unit: None,
            signed: false,
        });
    }

    fn slot(&mut self, form: &Form, row: &FormRow, is_variant: bool) {
        let indicator = row.indicator.clone().unwrap_or_default();
        let groups = row
            .groups
            .iter()
            .map(|group| intern(&mut self.groups, group))
            .collect();
        let columns = form
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| {
                column.indicators.is_empty() || column.indicators.iter().any(|id| *id == indicator)
            })
            .map(|(at, _)| at)
            .collect();
        self.slots.push(Slot {
            label: label(&row.number, &row.label, &row.aliases),
            groups,
            columns,
            is_group: row.indicator.is_none(),
            is_variant,
            unit: label_key(&row.unit).chars().collect(),
            indicator,
        });
    }

    fn sums(&mut self, form: &Form, edition: &crate::edition::Edition) {
        use crate::edition::{Along, Relation};
        for identity in &edition.identities {
            if identity.table != form.id || identity.relation != Relation::Equal {
                continue;
            }
            match (identity.along, form.indicators_in) {
                (Along::Rows, Axis::Rows) => {
                    let at = |id: &String| form.columns.iter().position(|c| c.id == *id);
                    let left: Option<Vec<usize>> = identity.left.iter().map(at).collect();
                    if let (Some(left), [total]) = (left, identity.right.as_slice())
                        && let Some(total) = at(total)
                    {
                        self.row_sums.push((left, total));
                    }
                }
                (Along::Columns, Axis::Columns) => {
                    let at = |id: &String| {
                        form.rows
                            .iter()
                            .position(|row| row.indicator.as_deref() == Some(id))
                    };
                    let left: Option<Vec<usize>> = identity.left.iter().map(at).collect();
                    if let (Some(left), [total]) = (left, identity.right.as_slice())
                        && let Some(total) = at(total)
                    {
                        self.row_sums.push((left, total));
                    }
                }
                (Along::Columns, Axis::Rows) => self
                    .column_sums
                    .push((identity.left.clone(), identity.right.clone())),
                (Along::Rows, Axis::Columns) => {}
            }
        }
    }

    fn all_text(&self) -> String {
        let mut text = String::new();
        let phrases = self
            .slots
            .iter()
            .map(|slot| &slot.label)
            .chain(&self.groups)
            .chain(self.heads.iter().map(|head| &head.label))
            .chain(&self.head_groups)
            .chain(&self.furniture);
        for key in phrases.flat_map(|phrase| &phrase.keys) {
            text.extend(key.iter());
            text.push('\n');
        }
        for slot in &self.slots {
            text.extend(slot.unit.iter());
            text.push('\n');
        }
        text
    }

    /// Whether a key is a part of some text of the form.
    pub fn has(&self, key: &[char]) -> bool {
        let key: String = key.iter().collect();
        memchr::memmem::find(self.text.as_bytes(), key.as_bytes()).is_some()
    }

    /// Whether a word is the unit of some row.
    pub fn is_unit(&self, token: &Token) -> bool {
        let key = &token.key;
        self.has_unit
            && !token.closes
            && !key.is_empty()
            && self.slots.iter().any(|slot| slot.unit == *key)
    }

    /// Groups of rows one inside the other.
    pub fn depth(&self) -> usize {
        if self.shape == Shape::Blocks {
            return 0;
        }
        self.slots
            .iter()
            .map(|slot| slot.groups.len())
            .max()
            .unwrap_or(0)
    }
}
