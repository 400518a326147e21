//! Identities evaluated over the columns or rows of one printed table.
//!
//! A term of an identity is an indicator, or a column of an identity along rows. Where a local print
//! has one row for several (`variants` of the form), that row takes the place of their terms.

use rust_decimal::Decimal;

use super::operands::{Id, Printed, Printing};
use crate::edition::{Along, Form, Identity, Relation};
use crate::report::Status;

/// One operand: where it stands and on which side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term<'s> {
    /// Indicator as the identity names it.
    pub(super) indicator: &'s str,
    /// Column as the identity names it.
    pub(super) column: &'s str,
    /// What is printed there.
    pub(super) printed: Printed<'s>,
    /// The numbers of indicator and column in the printing.
    pub(super) place: (Id, Id),
    /// On the left side.
    pub(super) left: bool,
}

/// An identity over one column or row.
#[derive(Debug)]
pub(super) struct Evaluated<'s> {
    pub(super) identity: &'s Identity,
    /// The column, or for an identity along a row the row's indicator.
    pub(super) over: &'s str,
    pub(super) terms: Vec<Term<'s>>,
    /// Left side less right side, what has no number as 0; `None` if it can't be represented.
    pub(super) difference: Option<Decimal>,
    pub(super) status: Status,
    pub(super) blanks_as_zero: bool,
    pub(super) first_table: Option<usize>,
}

impl Evaluated<'_> {
    /// Whether the relation holds for a difference of the sides.
    pub(super) fn holds_with(&self, difference: Decimal) -> bool {
        match self.identity.relation {
            Relation::Equal => difference.is_zero(),
            Relation::AtMost => difference <= Decimal::ZERO,
        }
    }

    /// A side's sum; `None` where one of its terms has no number.
    pub(super) fn side(&self, left: bool) -> Option<Decimal> {
        self.terms
            .iter()
            .filter(|term| term.left == left)
            .try_fold(Decimal::ZERO, |sum, term| {
                sum.checked_add(term.printed.number()?)
            })
    }
}

/// A side of an identity in one printing: its terms and their numbers, looked up once for all
/// columns or rows.
struct Side<'s> {
    terms: Vec<(&'s str, Id)>,
    /// Rows that may be printed for several of the terms.
    variants: Vec<Instead<'s>>,
    left: bool,
}

/// A row that a local print has for several ((六)其他处理), and the positions of those in the side.
struct Instead<'s> {
    indicator: &'s str,
    row: Id,
    stands_for: Vec<usize>,
}

impl<'s> Side<'s> {
    fn new(
        printing: &Printing<'s>,
        form: Option<&'s Form>,
        identity: &'s Identity,
        left: bool,
    ) -> Self {
        let names = if left {
            &identity.left
        } else {
            &identity.right
        };
        let terms = names
            .iter()
            .map(|name| {
                let id = match identity.along {
                    Along::Columns => printing.row(name),
                    Along::Rows => printing.column(name),
                };
                (&**name, id)
            })
            .collect();
        let variants = form
            .iter()
            .filter(|_| identity.along == Along::Columns)
            .flat_map(|form| &form.variants)
            .filter_map(|variant| {
                let indicator = variant.row.indicator.as_deref()?;
                let position = |term| names.iter().position(|name| name == term);
                let stands_for = variant.stands_for.iter().map(position);
                Some(Instead {
                    indicator,
                    row: Some(printing.row(indicator)?),
                    stands_for: stands_for.collect::<Option<_>>()?,
                })
            })
            .collect();
        Self {
            terms,
            variants,
            left,
        }
    }

    /// Adds the terms over one column or row; a row that is printed in the place of several takes
    /// it where none of them is.
    fn push(&self, printing: &Printing<'s>, over: &Over<'s>, terms: &mut Vec<Term<'s>>) {
        let mut push = |name: &'s str, id: Id| terms.push(over.term(printing, name, id, self.left));
        let missing = |id: Id| over.printed(printing, id) == Printed::Missing;
        let instead = self.variants.iter().filter(|variant| {
            !missing(variant.row)
                && variant
                    .stands_for
                    .iter()
                    .all(|&at| missing(self.terms[at].1))
        });
        let instead: Vec<_> = instead.collect();
        for (at, &(name, id)) in self.terms.iter().enumerate() {
            match instead.iter().find(|v| v.stands_for.contains(&at)) {
                None => push(name, id),
                Some(variant) if variant.stands_for.first() == Some(&at) => {
                    push(variant.indicator, variant.row);
                }
                Some(_) => {}
            }
        }
    }
}

/// The column or row that an identity is evaluated over.
struct Over<'s> {
    along: Along,
    name: &'s str,
    id: Id,
}

impl<'s> Over<'s> {
    fn place(&self, term: Id) -> (Id, Id) {
        match self.along {
            Along::Columns => (term, self.id),
            Along::Rows => (self.id, term),
        }
    }

    fn printed(&self, printing: &Printing<'s>, term: Id) -> Printed<'s> {
        let (row, column) = self.place(term);
        printing.at(row, column)
    }

    fn term(&self, printing: &Printing<'s>, name: &'s str, id: Id, left: bool) -> Term<'s> {
        let (indicator, column) = match self.along {
            Along::Columns => (name, self.name),
            Along::Rows => (self.name, name),
        };
        Term {
            indicator,
            column,
            printed: self.printed(printing, id),
            place: self.place(id),
            left,
        }
    }
}

/// Evaluates identities of one table over every column or row of one printing of it.
pub(super) fn evaluate<'s>(
    printing: &Printing<'s>,
    form: Option<&'s Form>,
    identities: impl Iterator<Item = &'s Identity>,
) -> Vec<Evaluated<'s>> {
    let mut evaluated = Vec::new();
    for identity in identities {
        let names = match identity.along {
            Along::Columns => printing.columns(),
            Along::Rows => printing.indicators(),
        };
        let sides = [true, false].map(|left| Side::new(printing, form, identity, left));
        evaluated.extend(names.iter().zip(0..).filter_map(|(&name, id)| {
            let over = Over {
                along: identity.along,
                name,
                id: Some(id),
            };
            evaluate_over(printing, identity, &sides, &over)
        }));
    }
    evaluated
}

/// Evaluates an identity over one column or row; `None` where the table has none of its terms, or
/// the terms of one side only where the other side has no column here.
fn evaluate_over<'s>(
    printing: &Printing<'s>,
    identity: &'s Identity,
    sides: &[Side<'s>; 2],
    over: &Over<'s>,
) -> Option<Evaluated<'s>> {
    let mut terms = Vec::with_capacity(sides.iter().map(|side| side.terms.len()).sum());
    for side in sides {
        side.push(printing, over, &mut terms);
        // A column that has nothing of one side is not one that the identity speaks of
        // (现行有效件数 of a row that has no such column); a row that was lost leaves others of its
        // side.
        let mut of_side = terms.iter().filter(|term| term.left == side.left);
        if of_side.all(|term| term.printed == Printed::Missing) {
            return None;
        }
    }
    let difference = terms.iter().try_fold(Decimal::ZERO, |sum, term| {
        let value = term.printed.number().unwrap_or_default();
        if term.left {
            sum.checked_add(value)
        } else {
            sum.checked_sub(value)
        }
    });
    let mut evaluated = Evaluated {
        identity,
        over: over.name,
        first_table: terms
            .iter()
            .find_map(|t| t.printed.fact())
            .map(|f| f.cell[0]),
        terms,
        difference,
        status: Status::NotEvaluable,
        blanks_as_zero: false,
    };
    let lost = evaluated
        .terms
        .iter()
        .any(|t| matches!(t.printed, Printed::Missing | Printed::Doubled));
    let blank = evaluated
        .terms
        .iter()
        .any(|t| matches!(t.printed, Printed::Blank(_)));
    let unmapped = || identity.along == Along::Columns && printing.has_unmapped(over.name);
    evaluated.status = match difference {
        None => Status::NotEvaluable,
        Some(_) if lost => Status::NotEvaluable,
        Some(difference) if evaluated.holds_with(difference) => {
            evaluated.blanks_as_zero = blank;
            Status::Holds
        }
        // A row that nobody knows may be the missing part.
        Some(_) if blank || unmapped() => Status::NotEvaluable,
        Some(_) => Status::Violated,
    };
    Some(evaluated)
}
