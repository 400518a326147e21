//! The sums of a table prove it: a sound table gives no finding, and whatever single error is put
//! into one, the identities that it breaks are the ones that are found.
//!
//! 300 tables a test; `GONGKAI_ROUNDS=10000` for the longer run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use gongkai::Vocabulary;
use gongkai::check::{Findings, check};
use gongkai::edition::{Along, Edition as Form, Relation, Statistics};
use gongkai::layout::Outline;
use gongkai::report::{Cell, CellKind, EditionFound, Fact, How, Severity, Status, Table};
use gongkai::span::Region;
use rust_decimal::Decimal;
use support::numbers::numbers;
use support::{Dice, Edition, rounds};

/// Table, indicator, column.
type Place = (String, String, String);

/// A table's numbers, sound by construction.
#[derive(Debug, Clone)]
struct Numbers {
    edition: &'static Form,
    at: BTreeMap<Place, Decimal>,
}

impl Numbers {
    fn new(edition: Edition, dice: &mut Dice) -> Self {
        let form = Vocabulary::builtin()
            .editions
            .iter()
            .find(|form| form.id == edition.id())
            .unwrap();
        let table_of = |indicator: &str| {
            let has = |row: &gongkai::edition::FormRow| row.indicator.as_deref() == Some(indicator);
            let table = form.tables.iter().find(|t| t.rows.iter().any(has));
            table.unwrap_or_else(|| panic!("{indicator}")).id.clone()
        };
        let truth = numbers(edition, dice);
        Self {
            edition: form,
            at: truth
                .into_iter()
                .filter_map(|((indicator, column), value)| {
                    let place = (table_of(indicator), indicator.to_owned(), column.to_owned());
                    Some((place, value.parse().ok()?))
                })
                .collect(),
        }
    }

    fn statistics(&self) -> Statistics {
        let mut statistics = Statistics {
            edition: Some(EditionFound {
                id: self.edition.id.clone().into(),
                deviations: Vec::new(),
            }),
            ..Statistics::default()
        };
        for form in &self.edition.tables {
            let at = statistics.tables.len();
            let mut cells = Vec::new();
            for ((_, indicator, column), value) in
                self.at.iter().filter(|((table, ..), _)| *table == form.id)
            {
                statistics.facts.push(Fact {
                    indicator: indicator.clone().into(),
                    column: column.clone().into(),
                    label: String::new().into(),
                    value: Some(value.to_string().into()),
                    unit: None,
                    kind: CellKind::Number,
                    how: Some(How::Exact),
                    derived: false,
                    cell: [at, cells.len()],
                });
                cells.push(Cell {
                    row: 0,
                    col: 0,
                    row_span: 1,
                    col_span: 1,
                    header: false,
                    text: String::new().into(),
                    region: Region::default(),
                    kind: CellKind::Number,
                    value: Some(value.to_string().into()),
                    unit: None,
                    note: None,
                });
            }
            statistics.tables.push(Table {
                caption: None,
                table: Some(form.id.clone().into()),
                region: Region::default(),
                n_rows: 1,
                n_cols: 1,
                cells,
                rows: Vec::new(),
            });
        }
        statistics
    }

    fn checked(&self) -> Findings {
        check(
            &Outline::default(),
            &self.statistics(),
            &[],
            Vocabulary::builtin(),
        )
    }

    /// What is violated, worked out without the program: (number of the identity, column or row).
    fn broken(&self) -> BTreeSet<(usize, String)> {
        let mut broken = BTreeSet::new();
        for (at, identity) in self.edition.identities.iter().enumerate() {
            let overs: BTreeSet<&String> = self
                .at
                .keys()
                .filter(|(table, ..)| *table == identity.table)
                .map(|(_, indicator, column)| match identity.along {
                    Along::Columns => column,
                    Along::Rows => indicator,
                })
                .collect();
            for over in overs {
                let value = |term: &String| {
                    let place = match identity.along {
                        Along::Columns => (identity.table.clone(), term.clone(), over.clone()),
                        Along::Rows => (identity.table.clone(), over.clone(), term.clone()),
                    };
                    self.at.get(&place).copied()
                };
                let sum = |terms: &[String]| {
                    terms
                        .iter()
                        .try_fold(Decimal::ZERO, |sum, term| Some(sum + value(term)?))
                };
                let (Some(left), Some(right)) = (sum(&identity.left), sum(&identity.right)) else {
                    continue;
                };
                let holds = match identity.relation {
                    Relation::Equal => left == right,
                    Relation::AtMost => left <= right,
                };
                if !holds {
                    broken.insert((at, over.clone()));
                }
            }
        }
        broken
    }

    /// Places that an equation speaks of.
    fn proven(&self) -> Vec<Place> {
        let terms = |along: Along| -> BTreeSet<(&str, &str)> {
            self.edition
                .identities
                .iter()
                .filter(|i| i.along == along && i.relation == Relation::Equal)
                .flat_map(|i| i.left.iter().chain(&i.right).map(|t| (&*i.table, &**t)))
                .collect()
        };
        let (rows, columns) = (terms(Along::Columns), terms(Along::Rows));
        self.at
            .keys()
            .filter(|(table, indicator, column)| {
                rows.contains(&(&**table, &**indicator)) || columns.contains(&(&**table, &**column))
            })
            .cloned()
            .collect()
    }
}

/// What the program found, in the same words: identities of one id are told apart by their terms.
fn found(numbers: &Numbers, findings: &Findings) -> BTreeSet<(usize, String)> {
    let violated = findings
        .checks
        .iter()
        .filter(|c| c.status == Status::Violated);
    violated
        .map(|check| {
            let over = check.column.as_ref().unwrap().to_string();
            let first = &check.operands[0];
            let at = numbers
                .edition
                .identities
                .iter()
                .position(|identity| {
                    let term = match identity.along {
                        Along::Columns => &first.indicator,
                        Along::Rows => &first.column,
                    };
                    identity.id == check.identity && identity.left[0] == *term
                })
                .unwrap();
            (at, over)
        })
        .collect()
}

fn any(dice: &mut Dice) -> Numbers {
    Numbers::new(*dice.pick(&Edition::ALL), dice)
}

/// Another number that differs from it in one digit.
fn other_digit(value: Decimal, dice: &mut Dice) -> Decimal {
    let mut digits: Vec<u8> = value.to_string().into_bytes();
    loop {
        let at = dice.below(digits.len());
        if digits[at].is_ascii_digit() {
            digits[at] = b'0' + (digits[at] - b'0' + 1 + dice.below(9) as u8) % 10;
            return String::from_utf8(digits).unwrap().parse().unwrap();
        }
    }
}

#[test]
fn sound_tables_hold_in_every_identity() {
    let mut evaluated = BTreeMap::<String, usize>::new();
    for seed in 0..rounds(300) {
        let numbers = any(&mut Dice::new(seed));
        let findings = numbers.checked();
        for check in &findings.checks {
            assert_eq!(check.status, Status::Holds, "seed {seed}: {check:?}");
            *evaluated.entry(check.identity.to_string()).or_default() += 1;
        }
        assert!(findings.diagnostics.is_empty(), "seed {seed}");
    }
    // Every identity that is data was there to hold.
    for identity in Vocabulary::builtin()
        .editions
        .iter()
        .flat_map(|edition| &edition.identities)
    {
        assert!(
            evaluated.contains_key(identity.id.as_str()),
            "{}",
            identity.id
        );
    }
}

#[test]
fn a_changed_digit_breaks_the_sums_it_is_in_and_the_change_back_is_found() {
    let mut named = 0;
    for seed in 0..rounds(300) {
        let mut dice = Dice::new(seed);
        let mut numbers = any(&mut dice);
        let place = dice.pick(&numbers.proven()).clone();
        let before = numbers.at[&place];
        let after = other_digit(before, &mut dice);
        numbers.at.insert(place.clone(), after);
        let broken = numbers.broken();
        assert!(!broken.is_empty(), "seed {seed}: {place:?} is in a sum");
        let findings = numbers.checked();
        assert_eq!(found(&numbers, &findings), broken, "seed {seed}: {place:?}");
        let errors = findings
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error);
        assert_eq!(errors.count(), broken.len());
        for check in &findings.checks {
            let Some(change) = &check.smallest_change else {
                continue;
            };
            // Taking the error back always mends it, so that the only change is that one.
            let statistics = numbers.statistics();
            let fact = statistics
                .facts
                .iter()
                .find(|f| f.cell == change.cell)
                .unwrap();
            assert_eq!(
                (&*fact.indicator, &*fact.column),
                (&*place.1, &*place.2),
                "seed {seed}"
            );
            assert_eq!(change.from, after.to_string());
            assert_eq!(change.to.parse::<Decimal>().unwrap(), before);
            named += 1;
        }
    }
    assert!(named > 0, "some errors can have one cause only");
}

#[test]
fn an_error_inside_a_table_of_applicants_is_always_named() {
    for seed in 0..rounds(100) {
        let mut dice = Dice::new(seed);
        let mut numbers = Numbers::new(Edition::National2021, &mut dice);
        // A cell of a row's sum and of a column's sum: no other cell is in both.
        let inner: Vec<Place> = numbers
            .proven()
            .into_iter()
            .filter(|(table, ..)| table == "requests")
            .collect();
        let place = dice.pick(&inner).clone();
        let before = numbers.at[&place];
        numbers.at.insert(place.clone(), before + Decimal::ONE);
        let findings = numbers.checked();
        let changes: Vec<_> = findings
            .checks
            .iter()
            .filter(|c| c.status == Status::Violated)
            .map(|c| c.smallest_change.as_ref().map(|change| change.to.clone()))
            .collect();
        assert!(changes.len() >= 2, "seed {seed}: {place:?}");
        for change in changes {
            assert_eq!(
                change.map(|to| to.parse::<Decimal>().unwrap()),
                Some(before),
                "seed {seed}: {place:?}"
            );
        }
    }
}

#[test]
fn two_cells_swapped_break_what_they_are_in() {
    let mut swapped = 0;
    for seed in 0..rounds(300) {
        let mut dice = Dice::new(seed);
        let mut numbers = any(&mut dice);
        let places = numbers.proven();
        let (a, b) = (dice.pick(&places).clone(), dice.pick(&places).clone());
        let (value_a, value_b) = (numbers.at[&a], numbers.at[&b]);
        numbers.at.insert(a, value_b);
        numbers.at.insert(b, value_a);
        let broken = numbers.broken();
        let findings = numbers.checked();
        assert_eq!(found(&numbers, &findings), broken, "seed {seed}");
        swapped += usize::from(!broken.is_empty());
    }
    assert!(swapped > 0);
}

#[test]
fn a_total_off_by_one_is_violated_in_its_own_sum() {
    for seed in 0..rounds(300) {
        let mut dice = Dice::new(seed);
        let mut numbers = any(&mut dice);
        let sums: Vec<usize> = (0..numbers.edition.identities.len())
            .filter(|&at| {
                let identity = &numbers.edition.identities[at];
                identity.relation == Relation::Equal && identity.right.len() == 1
            })
            .collect();
        let at = *dice.pick(&sums);
        let identity = &numbers.edition.identities[at];
        let totals: Vec<Place> = numbers
            .at
            .keys()
            .filter(|(table, indicator, column)| {
                *table == identity.table
                    && match identity.along {
                        Along::Columns => *indicator == identity.right[0],
                        Along::Rows => *column == identity.right[0],
                    }
            })
            .cloned()
            .collect();
        let place = dice.pick(&totals).clone();
        let over = match identity.along {
            Along::Columns => place.2.clone(),
            Along::Rows => place.1.clone(),
        };
        *numbers.at.get_mut(&place).unwrap() += Decimal::ONE;
        let found = found(&numbers, &numbers.checked());
        assert!(found.contains(&(at, over)), "seed {seed}: {place:?}");
        assert_eq!(found, numbers.broken(), "seed {seed}");
    }
}

#[test]
fn a_blank_never_contradicts() {
    for seed in 0..rounds(200) {
        let mut dice = Dice::new(seed);
        let numbers = any(&mut dice);
        let mut statistics = numbers.statistics();
        for _ in 0..dice.between(1, 10) {
            let fact = dice.below(statistics.facts.len());
            statistics.facts[fact].value = None;
            statistics.facts[fact].kind = CellKind::Blank;
        }
        let findings = check(&Outline::default(), &statistics, &[], Vocabulary::builtin());
        for check in &findings.checks {
            assert_ne!(check.status, Status::Violated, "seed {seed}: {check:?}");
        }
        assert!(findings.diagnostics.is_empty());
    }
}

/// Printed in every layout, a sound report has no error in its sums, its prose or its parts.
#[test]
fn sound_reports_have_no_error_however_they_are_printed() {
    for seed in 0..rounds(120) {
        let mut dice = Dice::new(seed);
        let report = support::Report::any(&mut dice);
        let shape = *dice.pick(&support::Shape::ALL);
        let text = shape.print(&report, None, &mut dice);
        let parsed = support::parse(text.as_bytes()).unwrap();
        let errors: Vec<_> = parsed
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .map(|d| (d.code, &*d.message))
            .collect();
        assert!(
            errors.is_empty(),
            "seed {seed}, {}: {errors:?}",
            shape.name()
        );
        for check in &parsed.checks {
            assert_ne!(check.status, Status::Violated, "seed {seed}: {check:?}");
        }
    }
}
