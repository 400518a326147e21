//! Nodes are in document order and inside what holds them.

use gongkai::report::{Block, ClosingBlock, Report, Section};
use gongkai::span::{Region, Span};

/// Sections, blocks, cells and diagnostics stand in order and are nested.
pub fn hold(report: &Report) -> Result<(), String> {
    let order = Order { report };
    let first = report.sections.first().map(|s| s.region.hull().start);
    let end = order.blocks(&report.preamble, 0, "the preamble")?;
    if first.is_some_and(|first| first < end) {
        return Err("the preamble reaches past the first heading".into());
    }
    order.sections(&report.sections, first.unwrap_or(0))?;
    for (n, table) in report.tables.iter().enumerate() {
        let whole = table.region.hull();
        for cell in &table.cells {
            let at = cell.region.hull();
            if !at.is_empty() && !whole.contains(at) {
                return Err(format!("cell {:?} is outside table {n}", cell.text));
            }
        }
        let places = |cell: &gongkai::report::Cell| (cell.row, cell.col);
        if !table.cells.is_sorted_by_key(places) {
            return Err(format!("cells of table {n} are not in order"));
        }
    }
    order.tables_once()?;
    let starts = report.diagnostics.iter().map(|d| start(d.region.as_ref()));
    if !starts.is_sorted() {
        return Err("diagnostics are not in order".into());
    }
    let quantities = report.quantities.iter().map(|q| q.region.hull().start);
    if !quantities.is_sorted() {
        return Err("quantities are not in order".into());
    }
    if !report.closing.furniture.is_sorted() {
        return Err("furniture is not in order".into());
    }
    Ok(())
}

fn start(region: Option<&Region>) -> Option<u32> {
    region.map(|region| region.hull().start)
}

struct Order<'r> {
    report: &'r Report,
}

impl Order<'_> {
    /// Blocks start in order, from `from`; where the last of them starts.
    fn blocks(&self, blocks: &[Block], from: u32, of: &str) -> Result<u32, String> {
        let mut before = from;
        for block in blocks {
            let spans: Vec<Span> = match block {
                Block::Paragraph(text) => vec![text.region.hull()],
                Block::List(items) => items.iter().map(|item| item.region.hull()).collect(),
                Block::Table(table) => match self.report.tables.get(*table) {
                    Some(table) => vec![table.region.hull()],
                    None => return Err(format!("table {table} of {of} is not there")),
                },
            };
            for span in spans.into_iter().filter(|span| !span.is_empty()) {
                if span.start < before {
                    return Err(format!("{span:?} of {of} stands before its forerunner"));
                }
                before = span.start;
            }
        }
        Ok(before)
    }

    /// Headings ascend, and what is under one starts behind it and before the next. Depth is four.
    fn sections(&self, sections: &[Section], from: u32) -> Result<u32, String> {
        let mut before = from;
        for section in sections {
            let heading = section.region.hull();
            if heading.start < before {
                return Err(format!("{:?} stands in what is before it", section.heading));
            }
            if !(1..=4).contains(&section.level)
                || section.sections.iter().any(|s| s.level <= section.level)
            {
                return Err(format!("{:?} has a level of its own", section.heading));
            }
            before = self.blocks(&section.blocks, heading.start, &section.heading)?;
            before = self.sections(&section.sections, before)?;
        }
        Ok(before)
    }

    /// Each table is in one place of the outline.
    fn tables_once(&self) -> Result<(), String> {
        let mut seen = vec![0; self.report.tables.len()];
        let mut count = |blocks: &[Block]| {
            for block in blocks {
                if let Block::Table(table) = block {
                    seen[*table] += 1;
                }
            }
        };
        count(&self.report.preamble);
        let mut open: Vec<&Section> = self.report.sections.iter().collect();
        while let Some(section) = open.pop() {
            count(&section.blocks);
            open.extend(&section.sections);
        }
        for block in &self.report.closing.blocks {
            if let ClosingBlock::Table(table) = block {
                match seen.get_mut(*table) {
                    Some(seen) => *seen += 1,
                    None => return Err(format!("table {table} of the closing is not there")),
                }
            }
        }
        match seen.iter().position(|&n| n != 1) {
            Some(table) => Err(format!(
                "table {table} is {} times in the outline",
                seen[table]
            )),
            None => Ok(()),
        }
    }
}
