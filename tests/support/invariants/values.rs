//! Values come from characters that are there: read from the cell once more, by other code.

use std::collections::BTreeSet;

use gongkai::chars::{half_width, is_visible};
use gongkai::report::{CellKind, Report};

/// Every value is the number that its cell prints, every number in prose stands where it says.
pub fn hold(report: &Report) -> Result<(), String> {
    cells(report)?;
    facts(report)?;
    checks(report)?;
    for quantity in &report.quantities {
        numeral(&quantity.region.raw(&report.text), &quantity.value)?;
    }
    for (what, region) in [
        ("period", report.period.as_ref().map(|p| &p.region)),
        (
            "published",
            report.published.as_ref().and_then(|p| p.region.as_ref()),
        ),
    ] {
        if let Some(region) = region {
            numeral(&region.raw(&report.text), what)?;
        }
    }
    Ok(())
}

/// A cell's value is the number at the start of its text.
fn cells(report: &Report) -> Result<(), String> {
    for cell in report.tables.iter().flat_map(|table| &table.cells) {
        let Some(value) = &cell.value else {
            if cell.kind == CellKind::Number {
                return Err(format!("a number without value: {:?}", cell.text));
            }
            continue;
        };
        if cell.kind != CellKind::Number || !prints(&cell.text, value) {
            return Err(format!("{value} is not what {:?} prints", cell.text));
        }
    }
    Ok(())
}

/// A fact is its cell's value, and no cell gives two facts.
fn facts(report: &Report) -> Result<(), String> {
    let mut taken = BTreeSet::new();
    for fact in report.facts.iter().filter(|fact| !fact.derived) {
        let name = format!("{} {} ({})", fact.indicator, fact.column, fact.label);
        let [table, at] = fact.cell;
        let cell = report
            .tables
            .get(table)
            .and_then(|table| table.cells.get(at))
            .ok_or_else(|| format!("{name} has no cell"))?;
        if fact.value != cell.value || fact.kind != cell.kind {
            return Err(format!(
                "{name}: {:?} {:?} is not its cell's {:?} {:?}",
                fact.value, fact.kind, cell.value, cell.kind
            ));
        }
        if !taken.insert(fact.cell) {
            return Err(format!("{name}: its cell {:?} has two facts", fact.cell));
        }
    }
    Ok(())
}

/// Operands and changes name cells that hold what they say.
fn checks(report: &Report) -> Result<(), String> {
    let cell = |[table, at]: [usize; 2]| report.tables.get(table)?.cells.get(at);
    for check in &report.checks {
        for operand in &check.operands {
            let Some(at) = operand.cell else { continue };
            let found = cell(at).ok_or_else(|| format!("{} has no cell", operand.indicator))?;
            if operand.value.is_some() && operand.value != found.value {
                return Err(format!(
                    "{}: {:?} of {} is not {:?}",
                    check.identity, operand.value, operand.indicator, found.value
                ));
            }
        }
        if let Some(change) = &check.smallest_change {
            if cell(change.cell).is_none() {
                return Err(format!("{}: a change of no cell", check.identity));
            }
            if change.from == change.to {
                return Err(format!("{}: a change of nothing", check.identity));
            }
        }
    }
    Ok(())
}

/// Whether `text` starts with the number `value`, grouping, width, sign and 万 aside.
fn prints(text: &str, value: &str) -> bool {
    let bare: String = text
        .trim()
        .chars()
        .map(half_width)
        .filter(|&c| is_visible(c) && c != ',' && c != '，')
        .collect();
    let unsigned = bare.trim_start_matches(|c| "-+－−—＋".contains(c));
    let end = unsigned
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(unsigned.len());
    let number = unsigned[..end].trim_end_matches('.');
    let value = value.trim_start_matches('-');
    plain(number) == plain(value)
        || unsigned[end..].starts_with(['万', '萬']) && plain(&times_10_000(number)) == plain(value)
}

/// Without zeros that say nothing.
fn plain(number: &str) -> &str {
    let number = number.trim_start_matches('0');
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.'),
        false => number,
    }
}

fn times_10_000(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = format!("{fraction:0<4}");
    format!("{whole}{}.{}", &fraction[..4], &fraction[4..])
}

fn numeral(raw: &str, what: &str) -> Result<(), String> {
    let numerals =
        "〇○零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾萬億兩０１２３４５６７８９";
    if raw
        .chars()
        .any(|c| half_width(c).is_ascii_digit() || numerals.contains(c))
    {
        return Ok(());
    }
    Err(format!("{what}: no numeral in {raw:?}"))
}
