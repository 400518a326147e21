//! Numbers that satisfy what an edition demands of them.

use std::collections::BTreeMap;

use super::dice::Dice;
use super::forms;
use super::model::Edition;

/// (indicator, column) to a decimal string.
pub type Truth = BTreeMap<(&'static str, &'static str), String>;

/// A count: mostly 0, sometimes small, sometimes large.
fn count(dice: &mut Dice, busy: usize) -> u64 {
    match dice.below(10) {
        n if n >= 4 + busy => 0,
        0..=2 => dice.below(10) as u64,
        3..=5 => dice.below(100) as u64,
        6..=7 => dice.below(1000) as u64,
        _ => dice.below(10_000) as u64,
    }
}

fn money(dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => "0".into(),
        1 => format!("{}", dice.below(100_000)),
        2 => format!("{}.{}", dice.below(10_000), dice.between(1, 9)),
        _ => format!(
            "{}.{:02}{}",
            dice.below(5_000),
            dice.below(100),
            dice.between(1, 9)
        ),
    }
}

pub fn numbers(edition: Edition, dice: &mut Dice) -> Truth {
    let busy = dice.below(6);
    match edition {
        Edition::Fujian2008 => fujian(dice, busy),
        Edition::National2014 => national_2014(dice, busy),
        Edition::National2019 | Edition::National2021 => modern(edition, dice, busy),
    }
}

fn fujian(dice: &mut Dice, busy: usize) -> Truth {
    let mut truth = Truth::new();
    let rows = forms::rows("fujian-2008", "statistics");
    let mut year: BTreeMap<&str, u64> = BTreeMap::new();
    let mut cumulative: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &rows {
        let value = count(dice, busy);
        year.insert(row.indicator, value);
        cumulative.insert(row.indicator, value + count(dice, busy));
    }
    for side in [&mut year, &mut cumulative] {
        for parent in ["requests.received", "results.total"] {
            let parts = if parent == "requests.received" {
                "requests.received."
            } else {
                "results."
            };
            let sum = rows
                .iter()
                .filter(|row| row.indicator.starts_with(parts) && row.indicator != parent)
                .map(|row| side[row.indicator])
                .sum();
            side.insert(parent, sum);
        }
    }
    for row in &rows {
        truth.insert((row.indicator, "year"), year[row.indicator].to_string());
        truth.insert(
            (row.indicator, "cumulative"),
            cumulative[row.indicator].to_string(),
        );
    }
    truth
}

/// Parent and parts of the sums of `national-2014`.
pub const SUMS_2014: [(&str, &[&str]); 7] = [
    (
        "requests.received",
        &[
            "requests.received.in_person",
            "requests.received.fax",
            "requests.received.online",
            "requests.received.letter",
        ],
    ),
    (
        "requests.completed",
        &["requests.completed.on_time", "requests.completed.extended"],
    ),
    (
        "results.refused",
        &[
            "results.refused.state_secret",
            "results.refused.trade_secret",
            "results.refused.privacy",
            "results.refused.safety_stability",
            "results.refused.not_government_information",
            "results.refused.forbidden_by_law",
        ],
    ),
    (
        "results.total",
        &[
            "results.already_public",
            "results.granted",
            "results.partially_granted",
            "results.refused",
            "results.not_this_agency",
            "results.nonexistent",
            "results.asked_to_amend",
            "results.redirected",
        ],
    ),
    (
        "review.total",
        &["review.upheld", "review.corrected", "review.other"],
    ),
    (
        "litigation.total",
        &[
            "litigation.upheld",
            "litigation.corrected",
            "litigation.other",
        ],
    ),
    (
        "capacity.staff",
        &["capacity.staff.full_time", "capacity.staff.part_time"],
    ),
];

const OF_WHICH_2014: [(&str, &str); 3] = [
    ("disclosure.items", "disclosure.items.normative_documents"),
    (
        "responses.press_conferences",
        "responses.press_conferences.principal",
    ),
    ("responses.interviews", "responses.interviews.principal"),
];

fn national_2014(dice: &mut Dice, busy: usize) -> Truth {
    let rows = forms::rows("national-2014", "statistics");
    let mut values: BTreeMap<&'static str, u64> = rows
        .iter()
        .filter(|row| !row.indicator.is_empty())
        .map(|row| (row.indicator, count(dice, busy)))
        .collect();
    for (parent, parts) in SUMS_2014 {
        let sum = parts.iter().map(|part| values[part]).sum();
        values.insert(parent, sum);
    }
    for (parent, part) in OF_WHICH_2014 {
        let whole = values[parent].max(values[part]);
        values.insert(parent, whole);
    }
    let mut truth: Truth = values
        .into_iter()
        .map(|(indicator, value)| ((indicator, "value"), value.to_string()))
        .collect();
    for indicator in ["fees.charged", "capacity.budget"] {
        let money = money(dice);
        truth.insert((indicator, "value"), money);
    }
    truth
}

fn modern(edition: Edition, dice: &mut Dice, busy: usize) -> Truth {
    let mut truth = Truth::new();
    if edition == Edition::National2021 {
        for row in ["rules", "normative_documents"] {
            let issued = count(dice, busy);
            truth.insert((row, "issued"), issued.to_string());
            truth.insert((row, "repealed"), count(dice, busy).to_string());
            truth.insert((row, "in_force"), (issued + count(dice, busy)).to_string());
        }
        for row in ["licensing", "penalties", "coercion"] {
            let many = if dice.one_in(4) {
                dice.below(5_000_000) as u64
            } else {
                count(dice, busy)
            };
            truth.insert((row, "decisions"), many.to_string());
        }
        truth.insert(("admin_fees", "amount"), money(dice));
    } else {
        for row in ["rules", "normative_documents"] {
            let made = count(dice, busy);
            truth.insert((row, "made"), made.to_string());
            truth.insert((row, "newly_public"), made.to_string());
            truth.insert(
                (row, "public_total"),
                (made + count(dice, busy)).to_string(),
            );
        }
        for row in [
            "licensing",
            "other_services",
            "penalties",
            "coercion",
            "admin_fees",
        ] {
            let prior = count(dice, busy);
            truth.insert((row, "prior_year_items"), prior.to_string());
            let change = match dice.below(5) {
                0 if prior > 0 => format!("-{}", dice.between(1, prior as usize)),
                1 => dice.below(20).to_string(),
                _ => "0".into(),
            };
            truth.insert((row, "change"), change);
            if row != "admin_fees" {
                truth.insert((row, "decisions"), count(dice, busy).to_string());
            }
        }
        truth.insert(("procurement", "projects"), count(dice, busy).to_string());
        truth.insert(("procurement", "amount"), money(dice));
    }
    requests(edition, dice, busy, &mut truth);
    review(dice, busy, &mut truth);
    truth
}

fn requests(edition: Edition, dice: &mut Dice, busy: usize, truth: &mut Truth) {
    let rows = forms::rows(edition.id(), "requests");
    let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
    for (nth, (column, _)) in forms::APPLICANTS.iter().enumerate() {
        if *column == "total" {
            break;
        }
        let quiet = nth > 1 && dice.coin();
        let mut total = 0;
        let mut put = |indicator: &'static str, value: u64, truth: &mut Truth| {
            *totals.entry(indicator).or_default() += value;
            truth.insert((indicator, column), value.to_string());
        };
        for row in &rows {
            if row.indicator.starts_with("results.") && row.indicator != "results.total" {
                let value = if quiet { 0 } else { count(dice, busy) };
                total += value;
                put(row.indicator, value, truth);
            }
        }
        let out = if quiet { 0 } else { count(dice, busy).min(200) };
        let carried = if quiet {
            0
        } else {
            count(dice, busy).min(total + out)
        };
        put("results.total", total, truth);
        put("requests.carried_out", out, truth);
        put("requests.carried_in", carried, truth);
        put("requests.received", total + out - carried, truth);
    }
    for (indicator, value) in totals {
        truth.insert((indicator, "total"), value.to_string());
    }
}

fn review(dice: &mut Dice, busy: usize, truth: &mut Truth) {
    for group in forms::rows("national-2021", "review").chunks(5) {
        let mut total = 0;
        for row in &group[..4] {
            let value = count(dice, busy).min(300);
            total += value;
            truth.insert((row.indicator, "value"), value.to_string());
        }
        truth.insert((group[4].indicator, "value"), total.to_string());
    }
}

/// Makes `new` the numbers of the year after `old`: what was carried out is carried in, what is in
/// force and what was counted in all goes on. All other sums still hold.
pub fn follow(old: &Truth, new: &mut Truth) {
    let get = |truth: &Truth, indicator: &str, column: &str| -> Option<i64> {
        let found = truth
            .iter()
            .find(|((i, c), _)| *i == indicator && *c == column);
        found?.1.parse().ok()
    };
    for (indicator, column) in old.keys().copied() {
        if column == "cumulative"
            && let (Some(before), Some(year)) =
                (get(old, indicator, column), get(new, indicator, "year"))
        {
            new.insert((indicator, column), (before + year).to_string());
        }
        if column == "in_force"
            && let (Some(before), Some(issued), Some(repealed)) = (
                get(old, indicator, column),
                get(new, indicator, "issued"),
                get(new, indicator, "repealed"),
            )
        {
            let repealed = repealed.min(before + issued);
            new.insert((indicator, "repealed"), repealed.to_string());
            new.insert(
                (indicator, column),
                (before + issued - repealed).to_string(),
            );
        }
    }
    let mut sums = [0; 3];
    for (column, _) in forms::APPLICANTS {
        let (Some(carried_in), Some(total), Some(out)) = (
            get(old, "requests.carried_out", column),
            get(new, "results.total", column),
            get(new, "requests.carried_out", column),
        ) else {
            continue;
        };
        let row = if column == "total" {
            sums
        } else {
            // More was carried in than was answered: the rest is carried on.
            let out = out.max(carried_in - total);
            [carried_in, out, total + out - carried_in]
        };
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += value;
        }
        for (indicator, value) in [
            "requests.carried_in",
            "requests.carried_out",
            "requests.received",
        ]
        .into_iter()
        .zip(row)
        {
            new.insert((indicator, column), value.to_string());
        }
    }
}
