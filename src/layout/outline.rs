//! The walk over the flow that builds the outline.

use super::Outline;
use super::closing::{ClosingLine, closing_line, day_alone, organs, published_line};
use super::date::{find, find_year, period};
use super::enumeration::item;
use super::flow::{Flow, Numbered, Step, Unit};
use super::joined::Joined;
use super::roles::{Role, roles};
use super::title::{is_organ, title};
use super::{preamble, topic};
use crate::chars::clean;
use crate::report::{
    Block, ClosingBlock, ClosingRole, Diagnostic, NotAReport, Period, Published, Section, Severity,
    Text,
};
use crate::source::{self, Reading};
use crate::span::{Region, Span};

/// Topics that only a report's headings have; two of them say that a text without a title is one.
const OWN_TOPICS: [&str; 3] = ["disclosure", "requests", "review"];

/// Characters below which a last line without a full stop may be all there is to say (无).
const SHORT_LINE: usize = 15;

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
    if let Some(place) = cut_off(&flow.steps, &roles) {
        outline.diagnostics.push(Diagnostic {
            code: "truncated",
            severity: Severity::Warning,
            message: "the text ends in the middle of a sentence".into(),
            region: Some(place),
            help: Some("the document may have been cut off; what is there has been read".into()),
        });
    }
    Ok(outline)
}

/// The report's title, organ and year as a page's own title has them.
fn page_title(reading: &Reading<'_>) -> Option<(String, Option<String>, Option<u16>)> {
    let whole = clean(reading.page.title.as_deref()?).into_owned();
    let parts = std::iter::once(&*whole).chain(whole.split(['-', '_', '|', '—', '–', '－']));
    for part in parts {
        let part = part.trim();
        if let Some(found) = title(part) {
            let organ = found.organ.map(|organ| part[organ].to_owned());
            return Some((part.to_owned(), organ, found.year));
        }
    }
    None
}

/// Whether anything says that this is a report.
fn is_a_report(reading: &Reading<'_>, outline: &Outline) -> Result<(), NotAReport> {
    if outline.title.is_some() {
        return Ok(());
    }
    let own = OWN_TOPICS
        .iter()
        .filter(|topic| {
            outline
                .sections
                .iter()
                .any(|section| section.topic == Some(**topic))
        })
        .count();
    let has_form = reading.blocks.iter().any(|block| match block {
        source::Block::Table(table) => topic::is_form_table(table.span.of(&reading.text)),
        _ => false,
    });
    if own >= 2 || has_form {
        return Ok(());
    }
    Err(NotAReport {
        code: "not_a_report",
        message: "looked for a title (…政府信息公开工作年度报告 or the like), for headings of the \
                  form (主动公开, 依申请公开, 行政复议) and for a statistics table, and found none \
                  of them"
            .into(),
    })
}

/// Builds the tree: at most four sections are open, one of each level.
struct Walk<'o> {
    outline: &'o mut Outline,
    open: Vec<Section>,
}

impl<'o> Walk<'o> {
    fn new(outline: &'o mut Outline) -> Self {
        Self {
            outline,
            open: Vec::new(),
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
                (_, Role::Table(n)) => self.blocks().push(Block::Table(n)),
                (Step::Unit(unit), Role::Caption(n)) => self.caption(unit, n),
                (Step::Unit(unit), Role::Heading(level)) => self.heading(unit, level),
                (Step::Unit(unit), Role::Closing) => {
                    closing = true;
                    self.closing_line(unit);
                }
                (Step::Unit(unit), _) => {
                    if let Some(text) = whole(unit) {
                        self.prose(text);
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
    fn prose(&mut self, text: Text) {
        let number = item(&text.text);
        let blocks = self.blocks();
        match (number, blocks.last_mut()) {
            (Some(_), Some(Block::List(items))) => {
                items.push(text);
                return;
            }
            (Some(number), Some(Block::Paragraph(before)))
                if item(&before.text).is_some_and(|n| n + 1 == number) =>
            {
                let first = std::mem::replace(
                    before,
                    Text {
                        text: String::new(),
                        region: Region::default(),
                    },
                );
                blocks.pop();
                blocks.push(Block::List(vec![first, text]));
                return;
            }
            _ => {}
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
        let joined = &unit.joined;
        let section = match &unit.heading {
            Some(numbered) => {
                let section = numbered_section(unit, numbered);
                let rest = joined.part(numbered.rest.clone());
                self.open.push(section);
                if let Some(rest) = rest {
                    self.prose(rest);
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

/// What preamble and prose say: basis, parts, period, contact.
fn read_prose(steps: &[Step<'_>], roles: &[Role], outline: &mut Outline) {
    let first_heading = roles
        .iter()
        .position(|role| matches!(role, Role::Heading(_)))
        .unwrap_or(roles.len());
    let units = |range: std::ops::Range<usize>| {
        steps
            .get(range)
            .unwrap_or_default()
            .iter()
            .filter_map(|step| match step {
                Step::Unit(unit) => Some(unit),
                Step::Title | Step::Table(_) => None,
            })
    };
    for unit in units(0..first_heading) {
        let text = &*unit.joined.text;
        preamble::legal_basis(&unit.joined, &mut outline.legal_basis);
        preamble::contact(text, &mut outline.contact);
        if outline.announced.is_none() {
            outline.announced = preamble::announced(&unit.joined);
        }
        if outline.period.is_none() {
            outline.period = period_of(unit);
        }
        if outline.agency.is_none() {
            outline.agency = preamble::author(text).and_then(|organ| unit.joined.part(organ));
        }
        if outline.published.is_none()
            && let Some((range, day)) = published_line(text).or_else(|| day_alone(text))
        {
            outline.published = Some(Published {
                date: day.to_string(),
                region: Some(unit.joined.region(range)),
            });
        }
    }
    for unit in units(first_heading..steps.len()) {
        let text = &*unit.joined.text;
        if outline.period.is_none() && (text.contains('期') || text.contains("数据")) {
            outline.period = period_of(unit);
        }
    }
    if outline.contact == crate::report::Contact::default() {
        for unit in units(first_heading..steps.len()) {
            let text = &*unit.joined.text;
            if text.contains("联系") || text.contains("邮编") {
                preamble::contact(text, &mut outline.contact);
            }
        }
    }
}

fn period_of(unit: &Unit<'_>) -> Option<Period> {
    let text = &*unit.joined.text;
    let (mut range, (start, end)) = find(text, period)?;
    // 自 stands before the year that was found.
    for word in ["自", "从", "從", "由"] {
        if text.get(..range.start).is_some_and(|t| t.ends_with(word)) {
            range.start -= word.len();
        }
    }
    Some(Period {
        start: start.to_string(),
        end: end.to_string(),
        region: unit.joined.region(range),
    })
}

/// What the title leaves open: organ, year, date.
fn settle(
    steps: &[Step<'_>],
    roles: &[Role],
    page_title: Option<(String, Option<String>, Option<u16>)>,
    reading: &Reading<'_>,
    outline: &mut Outline,
) {
    let (_, page_organ, page_year) = page_title.unwrap_or_default();
    if outline.agency.is_none() {
        let signature = outline.closing.signature.clone();
        let region = outline.closing.blocks.iter().find_map(|block| match block {
            ClosingBlock::Line(ClosingRole::Signature, line) => Some(line.region.clone()),
            _ => None,
        });
        let publisher = reading.page.publisher.clone().filter(|name| is_organ(name));
        outline.agency = signature
            .map(|text| Text {
                text,
                region: region.unwrap_or_default(),
            })
            .or_else(|| {
                page_organ.or(publisher).map(|text| Text {
                    text,
                    region: Region::default(),
                })
            });
    }
    if outline.year.is_none() {
        outline.year = outline
            .period
            .as_ref()
            .and_then(|period| period.start.get(..4)?.parse().ok())
            .or(page_year)
            .or_else(|| announced_year(steps));
    }
    if outline.published.is_none() {
        outline.published = steps.iter().zip(roles).rev().find_map(|(step, role)| {
            let (Step::Unit(unit), Role::Prose) = (step, role) else {
                return None;
            };
            let (range, day) = day_alone(&unit.joined.text)?;
            Some(Published {
                date: day.to_string(),
                region: Some(unit.joined.region(range)),
            })
        });
    }
}

/// The year in 编制了2018年政府信息公开工作年度报告.
fn announced_year(steps: &[Step<'_>]) -> Option<u16> {
    steps.iter().find_map(|step| {
        let Step::Unit(unit) = step else { return None };
        let text = &*unit.joined.text;
        let at = text.find("编制").or_else(|| text.find("公布"))?;
        find_year(text.get(at..)?).map(|(_, year)| year)
    })
}

/// **R23**. Where the text breaks off: its last step is prose, longer than a remark, without an end.
fn cut_off(steps: &[Step<'_>], roles: &[Role]) -> Option<Region> {
    let (Step::Unit(unit), Role::Prose) = (steps.last()?, *roles.last()?) else {
        return None;
    };
    let text = unit.joined.text.trim_end();
    let last = text.chars().next_back()?;
    let ends = "。！？；：”）》…】.!?;:)\"、".contains(last) && last != '、';
    (!ends && text.chars().nth(SHORT_LINE).is_some())
        .then(|| unit.joined.region(0..unit.joined.text.len()))
}
