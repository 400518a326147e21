//! What sentences say: basis, parts, period, contact; and what the title leaves open.

use super::Outline;
use super::closing::{day_alone, published_line, publisher_line};
use super::date::{find, find_year, period, year_line};
use super::flow::{Step, Unit};
use super::joined::Joined;
use super::preamble;
use super::roles::Role;
use super::title::{is_organ, title};
use crate::chars::clean;
use crate::report::{ClosingBlock, ClosingRole, Period, Published, Text};
use crate::source::Reading;
use crate::span::{Region, Span};

/// Lines of a preamble that are looked through together.
const MAX_PREAMBLE_LINES: usize = 400;

/// Text, organ and year of a page's own title.
pub(super) type PageTitle = (String, Option<String>, Option<u16>);

/// The report's title, organ and year as a page's own title has them.
pub(super) fn page_title(reading: &Reading<'_>) -> Option<PageTitle> {
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

/// What preamble and prose say: basis, parts, period, contact.
pub(super) fn read_prose<'t>(
    reading: &'t Reading<'_>,
    steps: &[Step<'t>],
    roles: &[Role],
    outline: &mut Outline,
) {
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
            outline.period = period_of(&unit.joined);
        }
        if outline.agency.is_none() {
            outline.agency = preamble::author(text)
                .or_else(|| publisher_line(text))
                .and_then(|organ| unit.joined.part(organ));
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
    if outline.period.is_none() {
        outline.period = period_over_lines(reading, units(0..first_heading));
    }
    for unit in units(first_heading..steps.len()) {
        let text = &*unit.joined.text;
        if outline.period.is_none() && (text.contains('期') || text.contains("数据")) {
            outline.period = period_of(&unit.joined);
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

/// The period where its sentence is broken over lines that nothing says go on: 自2018 / 年1月1日至….
fn period_over_lines<'s, 't: 's>(
    reading: &'t Reading<'_>,
    units: impl Iterator<Item = &'s Unit<'t>>,
) -> Option<Period> {
    let spans: Vec<Span> = units
        .filter(|unit| unit.heading.is_none())
        .flat_map(|unit| unit.joined.spans())
        .take(MAX_PREAMBLE_LINES)
        .collect();
    period_of(&Joined::of_spans(&reading.text, Region::of_pieces(&spans)))
}

fn period_of(joined: &Joined<'_>) -> Option<Period> {
    let text = &*joined.text;
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
        region: joined.region(range),
    })
}

/// What the title leaves open: organ, year, date.
pub(super) fn settle(
    steps: &[Step<'_>],
    roles: &[Role],
    page_title: Option<PageTitle>,
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
            .or_else(|| {
                // A line of its own under the title.
                let title = roles.iter().position(|role| *role == Role::Title)?;
                match steps.get(title + 1)? {
                    Step::Unit(unit) => year_line(&unit.joined.text),
                    _ => None,
                }
            })
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

#[cfg(test)]
mod tests {
    use super::super::testing::{outline, reading};
    use crate::layout::lay_out;

    #[test]
    fn the_preamble_says_basis_period_and_parts_over_broken_lines() {
        let text = "某某县水务局2018年政府信息公开工作年度报告\n根据《中华人民共和国政府信息公开条↵\n例》（国令第 \
                    711 号）（以下简称《条例》）编制，报告由概述、↵\n主动公开情况和附表三部分组成。统计期限自 \
                    2018 年 1 ↵\n月 1 日至 12 月 31 日止。\n一、概述\n";
        let outline = outline(text).unwrap();
        assert_eq!(outline.legal_basis.len(), 1);
        let basis = &outline.legal_basis[0];
        assert_eq!(basis.title, "中华人民共和国政府信息公开条例");
        assert_eq!(basis.number.as_deref(), Some("国令第711号"));
        let period = outline.period.unwrap();
        assert_eq!((&*period.start, &*period.end), ("2018-01-01", "2018-12-31"));
        assert!(period.region.raw(text).starts_with("自 2018 年 1"));
        let parts = outline.announced.unwrap();
        assert_eq!(parts.count, Some(3));
        assert_eq!(parts.parts, ["概述", "主动公开情况", "附表"]);
    }

    #[test]
    fn a_period_is_found_over_lines_that_do_not_say_that_they_go_on() {
        let text = "某某县水务局2018年政府信息公开工作年度报告\n统计期限自2018\n年1月1日至12月31日止。\n一、概述\n";
        let period = outline(text).unwrap().period.unwrap();
        assert_eq!((&*period.start, &*period.end), ("2018-01-01", "2018-12-31"));
        assert_eq!(period.region.raw(text), "自2018\n年1月1日至12月31日止");
    }

    #[test]
    fn what_the_title_leaves_open_is_looked_for_elsewhere() {
        let text = "2018年政府信息公开工作年度报告\n发布日期：2019-01-31\n本报告由某某县水务局根据《条例》编制。\n\
                    一、概述\n甲。\n";
        let found = outline(text).unwrap();
        assert_eq!(found.agency.unwrap().text, "某某县水务局");
        assert_eq!(found.published.unwrap().date, "2019-01-31");
        assert_eq!(found.period, None);

        let text =
            "政府信息公开工作年度报告\n二〇一八年度\n一、概述\n甲。\n某某县水务局\n2019年1月3日\n";
        let found = outline(text).unwrap();
        assert_eq!(found.year, Some(2018));
        assert_eq!(found.agency.unwrap().text, "某某县水务局");
    }

    #[test]
    fn a_pages_own_title_stands_in_for_one_that_is_not_in_the_text() {
        let mut page = reading("一、主动公开情况\n甲。\n二、依申请公开情况\n乙。\n");
        page.page.title = Some("某某县水务局2018年政府信息公开工作年度报告-某某县人民政府".into());
        let outline = lay_out(&page).unwrap();
        let title = outline.title.unwrap();
        assert_eq!(title.text, "某某县水务局2018年政府信息公开工作年度报告");
        assert!(title.region.hull().is_empty());
        assert_eq!(outline.year, Some(2018));
        assert_eq!(outline.agency.unwrap().text, "某某县水务局");
    }
}
