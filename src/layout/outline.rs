//! The walk over the flow that builds the outline.

use super::Outline;
use super::closing::{ClosingLine, closing_line, organs};
use super::enumeration::item;
use super::flow::{Flow, Numbered, Step, Unit};
use super::joined::Joined;
use super::prose::{page_title, read_prose, settle};
use super::roles::{Role, roles};
use super::title::is_organ;
use super::topic;
use super::verdict::{cut_off, is_a_report};
use crate::chars::clean;
use crate::report::{Block, ClosingBlock, ClosingRole, NotAReport, Published, Section, Text};
use crate::source::Reading;
use crate::span::{Region, Span};

pub(super) fn lay_out(reading: &Reading<'_>) -> Result<Outline, NotAReport> {
    let flow = Flow::new(reading);
    let roles = roles(&flow.steps);
    let mut outline = Outline {
        captions: vec![None; flow.tables],
        ..Outline::default()
    };
    Walk::new(&mut outline).run(&flow.steps, &roles);
    outline.closing.furniture = flow.furniture.clone();
    if let Some(found) = &flow.title {
        outline.title = Some(found.text.clone());
        outline.agency = found.organ.clone();
        outline.year = found.year;
    }
    let page_title = page_title(reading);
    if outline.title.is_none()
        && let Some((text, _, _)) = &page_title
    {
        outline.title = Some(Text {
            text: text.clone(),
            region: Region::default(),
        });
    }
    is_a_report(reading, &outline)?;
    read_prose(&flow.steps, &roles, &mut outline);
    settle(&flow.steps, &roles, page_title, reading, &mut outline);
    if let Some(cut) = cut_off(&flow.steps, &roles, &outline) {
        outline.diagnostics.push(cut);
    }
    Ok(outline)
}

/// Builds the tree: at most four sections are open, one of each level.
struct Walk<'o> {
    outline: &'o mut Outline,
    open: Vec<Section>,
    /// The number of the item that the last block is or ends with.
    last_item: Option<u32>,
}

impl<'o> Walk<'o> {
    fn new(outline: &'o mut Outline) -> Self {
        Self {
            outline,
            open: Vec::new(),
            last_item: None,
        }
    }

    fn run(mut self, steps: &[Step<'_>], roles: &[Role]) {
        let mut closing = false;
        for (step, role) in steps.iter().zip(roles) {
            match (step, *role) {
                (Step::Title, _) => {}
                (_, Role::Table(n)) if closing => {
                    self.outline.closing.blocks.push(ClosingBlock::Table(n));
                }
                (_, Role::Table(n)) => {
                    self.last_item = None;
                    self.blocks().push(Block::Table(n));
                }
                (Step::Unit(unit), Role::Caption(n)) => self.caption(unit, n),
                (Step::Unit(unit), Role::Heading(level)) => self.heading(unit, level),
                (Step::Unit(unit), Role::Closing) => {
                    closing = true;
                    self.closing_line(unit);
                }
                (Step::Unit(unit), _) => {
                    if let Some(text) = whole(unit) {
                        let number = match &unit.heading {
                            Some(numbered) => Some(numbered.mark.ordinal),
                            None => item(&text.text),
                        };
                        self.prose(text, number);
                    }
                }
                (Step::Table(_), _) => {}
            }
        }
        self.close_to(0);
    }

    /// Closes the open sections of `level` and below it.
    fn close_to(&mut self, level: u8) {
        while self.open.last().is_some_and(|s| s.level >= level) {
            if let Some(done) = self.open.pop() {
                match self.open.last_mut() {
                    Some(parent) => parent.sections.push(done),
                    None => self.outline.sections.push(done),
                }
            }
        }
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        match self.open.last_mut() {
            Some(section) => &mut section.blocks,
            None => &mut self.outline.preamble,
        }
    }

    /// A paragraph; items on lines of their own, one under the other, become a list.
    fn prose(&mut self, text: Text, number: Option<u32>) {
        let before = std::mem::replace(&mut self.last_item, number);
        let blocks = self.blocks();
        if let (Some(before), Some(number)) = (before, number) {
            match blocks.pop() {
                Some(Block::List(mut items)) => {
                    items.push(text);
                    blocks.push(Block::List(items));
                    return;
                }
                Some(Block::Paragraph(first)) if before + 1 == number => {
                    blocks.push(Block::List(vec![first, text]));
                    return;
                }
                last => blocks.extend(last),
            }
        }
        blocks.push(Block::Paragraph(text));
    }

    fn caption(&mut self, unit: &Unit<'_>, table: usize) {
        let Some(text) = whole(unit) else { return };
        let Some(slot) = self.outline.captions.get_mut(table) else {
            return;
        };
        match slot {
            // The unit under the name.
            Some(name) => {
                name.text.push(' ');
                name.text.push_str(&text.text);
                for piece in text.region.pieces() {
                    name.region.push(piece);
                }
            }
            None => *slot = Some(text),
        }
    }

    fn heading(&mut self, unit: &Unit<'_>, level: u8) {
        self.close_to(level);
        self.last_item = None;
        let joined = &unit.joined;
        let section = match &unit.heading {
            Some(numbered) => {
                let section = numbered_section(unit, numbered);
                let rest = joined.part(numbered.rest.clone());
                self.open.push(section);
                if let Some(rest) = rest {
                    let number = item(&rest.text);
                    self.prose(rest, number);
                }
                return;
            }
            None => {
                let heading = joined.text.trim_end_matches(['：', ':']).trim();
                let mark = joined.text.get(heading.len()..).unwrap_or("").trim();
                Section {
                    level,
                    number: None,
                    ordinal: None,
                    heading: heading.to_owned(),
                    run_in: (!mark.is_empty()).then(|| mark.to_owned()),
                    topic: topic::topic(heading),
                    region: joined.region(0..joined.text.len()),
                    blocks: Vec::new(),
                    sections: Vec::new(),
                }
            }
        };
        self.open.push(section);
    }

    fn closing_line(&mut self, unit: &Unit<'_>) {
        let Some(text) = whole(unit) else { return };
        let closing = &mut self.outline.closing;
        let line = unit
            .heading
            .is_none()
            .then(|| closing_line(&text.text))
            .flatten();
        let role = match line {
            Some(ClosingLine::Date {
                signature,
                date,
                day,
            }) => {
                if let Some(day) = day
                    && self.outline.published.is_none()
                {
                    self.outline.published = Some(Published {
                        date: day.to_string(),
                        region: Some(unit.joined.region(date)),
                    });
                }
                if let Some(name) = signature.and_then(|range| text.text.get(range)) {
                    closing.signature = Some(name.to_owned());
                }
                ClosingRole::Date
            }
            Some(ClosingLine::CopiedTo(to)) => {
                closing
                    .copied_to
                    .extend(organs(text.text.get(to).unwrap_or("")));
                ClosingRole::CopiedTo
            }
            Some(ClosingLine::Attachment) => {
                closing.attachments.push(text.text.clone());
                ClosingRole::Attachment
            }
            None if is_organ(&text.text) && unit.lines == 1 && closing.copied_to.is_empty() => {
                closing.signature = Some(text.text.clone());
                ClosingRole::Signature
            }
            Some(ClosingLine::Printed) | None => ClosingRole::Other,
        };
        closing.blocks.push(ClosingBlock::Line(role, text));
    }
}

/// All of a unit's text, its number included.
fn whole(unit: &Unit<'_>) -> Option<Text> {
    let Some(numbered) = &unit.heading else {
        return unit.joined.whole();
    };
    let mut text = unit.joined.whole()?;
    let (number, region) = number_of(unit, numbered, text.region);
    text.text.insert_str(0, &number);
    text.region = region;
    Some(text)
}

/// A heading's number as printed, and `region` with the number in front.
fn number_of(unit: &Unit<'_>, numbered: &Numbered, region: Region) -> (String, Region) {
    let start = unit.line.span.start;
    let span = Span::new(start, start + numbered.mark.len as u32);
    let number = clean(unit.joined.source_text(span)).into_owned();
    let mut pieces: Vec<Span> = region.pieces().collect();
    if let Some(first) = pieces.first_mut() {
        first.start = start;
    }
    let mut with_number = Region::of_pieces(&pieces);
    with_number.element = unit.line.element.filter(|_| unit.lines == 1);
    (number, with_number)
}

fn numbered_section(unit: &Unit<'_>, numbered: &Numbered) -> Section {
    let joined: &Joined<'_> = &unit.joined;
    let end = numbered
        .run_in
        .as_ref()
        .map_or(numbered.heading.end, |mark| mark.end);
    let heading = joined.text.get(numbered.heading.clone()).unwrap_or("");
    let (number, region) = number_of(unit, numbered, joined.region(numbered.heading.start..end));
    Section {
        level: numbered.mark.level,
        number: Some(number),
        ordinal: Some(numbered.mark.ordinal),
        heading: heading.to_owned(),
        run_in: numbered
            .run_in
            .clone()
            .and_then(|mark| joined.text.get(mark))
            .map(str::to_owned),
        topic: topic::topic(heading),
        region,
        blocks: Vec::new(),
        sections: Vec::new(),
    }
}
