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
    read_prose(reading, &flow.steps, &roles, &mut outline);
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
                let section = numbered_section(unit, numbered, level);
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
            Some(ClosingLine::Printed | ClosingLine::Site) | None => ClosingRole::Other,
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
    match pieces.first_mut() {
        Some(first) if unit.joined.only_space(span.end, first.start) => first.start = start,
        // A page number between a number in its own line and its heading.
        _ => pieces.insert(0, span),
    }
    let mut with_number = Region::of_pieces(&pieces);
    with_number.element = unit.line.element.filter(|_| unit.lines == 1);
    (number, with_number)
}

fn numbered_section(unit: &Unit<'_>, numbered: &Numbered, level: u8) -> Section {
    let joined: &Joined<'_> = &unit.joined;
    let end = numbered
        .run_in
        .as_ref()
        .map_or(numbered.heading.end, |mark| mark.end);
    let heading = joined.text.get(numbered.heading.clone()).unwrap_or("");
    let (number, region) = number_of(unit, numbered, joined.region(numbered.heading.start..end));
    Section {
        level,
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

#[cfg(test)]
mod tests {
    use super::super::testing::outline;
    use super::*;

    const TITLE: &str = "某某县水务局2018年政府信息公开工作年度报告\n";

    fn tree(sections: &[Section]) -> Vec<String> {
        sections
            .iter()
            .flat_map(|s| {
                let own = format!(
                    "{} {}{}",
                    s.level,
                    s.number.as_deref().unwrap_or(""),
                    s.heading
                );
                std::iter::once(own).chain(tree(&s.sections).into_iter().map(|t| format!("  {t}")))
            })
            .collect()
    }

    fn blocks(blocks: &[Block]) -> Vec<String> {
        blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(text) => text.text.clone(),
                Block::Table(n) => format!("table {n}"),
                Block::List(items) => {
                    let items: Vec<&str> = items.iter().map(|item| &*item.text).collect();
                    format!("[{}]", items.join("|"))
                }
            })
            .collect()
    }

    #[test]
    fn four_levels_nest_and_numbers_may_start_again() {
        let text = format!(
            "{TITLE}一、概述\n（一）组织\n1.机构\n（1）人员\n共三人。\n2.经费\n无。\n二、主动公开\n甲。\n\
             一、主动公开统计\n▦\n（三）其他\n乙。\n"
        );
        let outline = outline(&text).unwrap();
        assert_eq!(
            tree(&outline.sections),
            [
                "1 一、概述",
                "  2 （一）组织",
                "    3 1.机构",
                "      4 （1）人员",
                "    3 2.经费",
                "1 二、主动公开",
                "1 一、主动公开统计",
                "  2 （三）其他",
            ]
        );
        assert_eq!(blocks(&outline.sections[2].blocks), ["table 0"]);
    }

    #[test]
    fn a_page_number_inside_a_paragraph_parts_its_region() {
        let text = format!("{TITLE}一、概述\n本局认真落实↵\n- 1 -\n条例。\n");
        let outline = outline(&text).unwrap();
        let Block::Paragraph(paragraph) = &outline.sections[0].blocks[0] else {
            panic!("no paragraph");
        };
        assert_eq!(paragraph.text, "本局认真落实条例。");
        let pieces: Vec<&str> = paragraph.region.pieces().map(|s| s.of(&text)).collect();
        assert_eq!(pieces, ["本局认真落实", "条例。"]);
        let furniture: Vec<&str> = outline
            .closing
            .furniture
            .iter()
            .map(|s| s.of(&text))
            .collect();
        assert_eq!(furniture, ["- 1 -"]);
    }

    #[test]
    fn a_heading_may_be_wrapped_and_a_number_at_a_line_start_is_none() {
        let text = format!(
            "{TITLE}四、因政府信息公开申请行政复议、提起行政诉讼的↵\n情况\n依据条例第↵\n（一）项和第↵\n\
             （二）项，受理申请↵\n3、件。\n"
        );
        let outline = outline(&text).unwrap();
        assert_eq!(
            tree(&outline.sections),
            ["1 四、因政府信息公开申请行政复议、提起行政诉讼的情况"]
        );
        assert_eq!(
            blocks(&outline.sections[0].blocks),
            ["依据条例第（一）项和第（二）项，受理申请3、件。"]
        );
    }

    #[test]
    fn a_known_heading_ends_its_line_whatever_the_wrapping_says() {
        let text =
            format!("{TITLE}一、总体情况↵\n本局认真落实条例。↵\n二、其他需要报告的事项↵\n无。\n");
        let outline = outline(&text).unwrap();
        assert_eq!(
            tree(&outline.sections),
            ["1 一、总体情况", "1 二、其他需要报告的事项"]
        );
        assert_eq!(blocks(&outline.sections[1].blocks), ["无。"]);
    }

    #[test]
    fn a_number_in_a_line_of_its_own_belongs_to_the_heading_below() {
        let text = format!("{TITLE}一、\n- 1 -\n概述\n甲。\n");
        let outline = outline(&text).unwrap();
        assert_eq!(tree(&outline.sections), ["1 一、概述"]);
        let pieces: Vec<&str> = outline.sections[0]
            .region
            .pieces()
            .map(|s| s.of(&text))
            .collect();
        assert_eq!(pieces, ["一、", "概述"]);
    }

    #[test]
    fn captions_belong_to_their_tables() {
        let text = format!(
            "{TITLE}一、附表\n附表\n政府信息公开情况统计表\n单位：件\n▦\n说明。\n第二十条第（一）项\n▦\n▦\n"
        );
        let outline = outline(&text).unwrap();
        let captions: Vec<Option<&str>> = outline
            .captions
            .iter()
            .map(|caption| caption.as_ref().map(|text| &*text.text))
            .collect();
        assert_eq!(
            captions,
            [
                Some("政府信息公开情况统计表 单位：件"),
                Some("第二十条第（一）项"),
                None
            ]
        );
        assert_eq!(outline.closing.attachments, ["附表"]);
        let roles: Vec<String> = outline
            .closing
            .blocks
            .iter()
            .map(|block| match block {
                ClosingBlock::Line(role, text) => format!("{role:?} {}", text.text),
                ClosingBlock::Table(n) => format!("table {n}"),
            })
            .collect();
        assert_eq!(
            roles,
            [
                "Attachment 附表",
                "table 0",
                "Other 说明。",
                "table 1",
                "table 2"
            ]
        );
    }

    #[test]
    fn items_in_lines_of_their_own_are_a_list() {
        let text = format!(
            "{TITLE}一、概述\n（一）渠道\n1.网站\n2.公报\n（二）做法\n一是学习。\n二是培训。\n1.培训。全年三次。\n"
        );
        let outline = outline(&text).unwrap();
        let sections = &outline.sections[0].sections;
        assert_eq!(blocks(&sections[0].blocks), ["[1.网站|2.公报]"]);
        assert_eq!(blocks(&sections[1].blocks), ["[一是学习。|二是培训。]"]);
        assert_eq!(sections[1].sections[0].heading, "培训");
        assert_eq!(sections[1].sections[0].run_in.as_deref(), Some("。"));
    }

    #[test]
    fn the_closing_says_who_when_and_to_whom() {
        let text = format!(
            "{TITLE}一、概述\n甲。\n某某县水务局\n二〇一九年二月十八日\n附件：统计表\n抄送：县政府办、县档案局。\n"
        );
        let outline = outline(&text).unwrap();
        assert_eq!(outline.closing.signature.as_deref(), Some("某某县水务局"));
        assert_eq!(outline.closing.copied_to, ["县政府办", "县档案局"]);
        assert_eq!(outline.closing.attachments, ["附件：统计表"]);
        assert_eq!(outline.published.unwrap().date, "2019-02-18");
        assert_eq!(blocks(&outline.sections[0].blocks), ["甲。"]);
    }

    #[test]
    fn an_attached_form_that_came_apart_has_no_sections() {
        let text = format!(
            "{TITLE}一、概述\n甲。\n二、主动公开\n乙。\n三、其他事项\n无。\n某某县水务局\n2019年1月3日\n附表\n\
             政府信息公开情况统计表\n一、主动公开情况\n条\n31\n"
        );
        let found = outline(&text).unwrap();
        assert_eq!(found.sections.len(), 3);
        assert_eq!(found.closing.signature.as_deref(), Some("某某县水务局"));
        assert_eq!(found.closing.blocks.len(), 7);
        // Without one, numbers that start again are sections.
        let text = format!(
            "{TITLE}一、概述\n甲。\n二、主动公开\n乙。\n三、其他事项\n无。\n一、统计\n丙。\n"
        );
        assert_eq!(outline(&text).unwrap().sections.len(), 4);
    }

    #[test]
    fn without_a_first_level_the_marks_nest_as_they_appear() {
        let text = format!(
            "{TITLE}1.概述\n甲。\n2.依申请公开情况\n（一）收到申请\n乙。\n（二）办理\n丙。\n"
        );
        let outline = outline(&text).unwrap();
        assert_eq!(
            tree(&outline.sections),
            [
                "1 1.概述",
                "1 2.依申请公开情况",
                "  2 （一）收到申请",
                "  2 （二）办理"
            ]
        );
    }

    #[test]
    fn a_pages_own_headings_are_headings() {
        let text = format!("# {TITLE}## 一、概述\n甲。\n### 组织机构\n乙。\n## 二、其他\n丙。\n");
        let outline = outline(&text).unwrap();
        assert_eq!(outline.title.unwrap().text, TITLE.trim());
        assert_eq!(
            tree(&outline.sections),
            ["1 一、概述", "  2 组织机构", "1 二、其他"]
        );
    }
}
