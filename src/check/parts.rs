//! `PARTS-ANNOUNCED`: the parts that the preamble announces are the parts that follow.

use std::collections::HashSet;

use smol_str::ToSmolStr as _;

use super::Findings;
use crate::chars::label_key;
use crate::layout::{Outline, topic};
use crate::report::{Announced, Check, Diagnostic, Section, Severity, Status};

const CODE: &str = "PARTS-ANNOUNCED";

/// Share of common pairs of characters from which two names are one, worded differently.
const SIMILAR: f64 = 0.6;

/// Share of a name's pairs of characters from which a longer heading names it too.
const COVERED: f64 = 0.75;

/// Parts that are compared with every heading: stops a list of a million commas.
const MAX_PARTS: usize = 64;
/// Headings of the first level that are compared with every part: stops a million of them.
const MAX_HEADINGS: usize = 256;

/// Compares the announced parts with the headings.
pub(super) fn check(outline: &Outline, findings: &mut Findings) {
    let Some(announced) = &outline.announced else {
        return;
    };
    let headings: Vec<Named> = outline
        .sections
        .iter()
        .filter(|section| section.number.is_some() || section.topic.is_some())
        .map(|section| Named::new(&section.heading, section.topic))
        .collect();
    if headings.is_empty() || headings.len() > MAX_HEADINGS || announced.parts.len() > MAX_PARTS {
        return;
    }
    let (missing, extra) = compare(announced, &headings, outline);
    let count = announced
        .count
        .map_or(announced.parts.len(), |count| count as usize);
    // As many headings that nobody announced as parts that are not there: worded differently.
    let violated = missing.len() > extra
        || (missing.is_empty() && count > headings.len().max(announced.parts.len()));
    findings.checks.push(Check {
        identity: CODE.into(),
        table: None,
        column: None,
        status: if violated {
            Status::Violated
        } else {
            Status::Holds
        },
        left: Some(count.to_smolstr()),
        right: Some(headings.len().to_smolstr()),
        blanks_as_zero: false,
        operands: Vec::new(),
        smallest_change: None,
    });
    if !violated {
        return;
    }
    let message = if missing.is_empty() {
        format!(
            "{count} parts are announced, {} names are given, and {} parts follow",
            announced.parts.len(),
            headings.len()
        )
    } else {
        format!(
            "{count} parts are announced and {} follow; missing: {}",
            headings.len(),
            missing.join("; ")
        )
    };
    findings.diagnostics.push(Diagnostic {
        code: CODE,
        severity: Severity::Error,
        message: message.into(),
        region: Some(announced.region.clone()),
        help: Some(
            "look whether the part was left out of the report, or lost when it was saved".into(),
        ),
    });
}

struct Named {
    key: String,
    topic: Option<&'static str>,
}

impl Named {
    fn new(name: &str, topic: Option<&'static str>) -> Self {
        Self {
            key: label_key(name),
            topic,
        }
    }
}

/// The announced parts that no heading is, and how many headings no part is.
fn compare<'a>(
    announced: &'a Announced,
    headings: &[Named],
    outline: &Outline,
) -> (Vec<&'a str>, usize) {
    let parts: Vec<Named> = announced
        .parts
        .iter()
        .map(|part| Named::new(part, topic::topic(part)))
        .collect();
    let mut of_part = vec![None; parts.len()];
    let mut taken = vec![false; headings.len()];
    // From what is certain to what is likely, so that a likely one does not take a certain one's.
    let ways: [fn(&Named, &Named) -> bool; 4] = [
        |part, heading| part.key == heading.key,
        |part, heading| within(&part.key, &heading.key) || within(&heading.key, &part.key),
        |part, heading| part.topic.is_some() && part.topic == heading.topic,
        |part, heading| similar(&part.key, &heading.key) >= SIMILAR,
    ];
    for fits in ways {
        for (at, part) in parts.iter().enumerate() {
            if of_part[at].is_some() {
                continue;
            }
            let found = (0..headings.len()).find(|&h| !taken[h] && fits(part, &headings[h]));
            if let Some(found) = found {
                taken[found] = true;
                of_part[at] = Some(found);
            }
        }
    }
    let mut below = HashSet::new();
    for section in &outline.sections {
        names_below(section, &mut below);
    }
    let missing = parts.iter().enumerate().filter_map(|(at, part)| {
        let there = of_part[at].is_some()
            // Two announced parts may be one heading (需要说明的事项, 附表).
            || headings.iter().any(|heading| shares(part, heading))
            || (part.topic == Some("tables") && has_tables(outline))
            || below.contains(&part.key);
        (!there).then_some(&*announced.parts[at])
    });
    let extra = taken.iter().filter(|&&taken| !taken).count();
    (missing.collect(), extra)
}

fn has_tables(outline: &Outline) -> bool {
    !outline.captions.is_empty() || !outline.closing.attachments.is_empty()
}

/// The keys of all sub-headings. Depth is at most four.
fn names_below(section: &Section, names: &mut HashSet<String>) {
    for below in &section.sections {
        names.insert(label_key(&below.heading));
        names_below(below, names);
    }
}

/// Whether a name of at least two characters is a part of another.
fn within(part: &str, whole: &str) -> bool {
    part.chars().nth(1).is_some() && whole.contains(part)
}

/// Whether a part may be what a heading names along with another part.
fn shares(part: &Named, heading: &Named) -> bool {
    if within(&part.key, &heading.key) {
        return true;
    }
    match (part.topic, heading.topic) {
        (Some(part), Some(heading)) if part == heading => return true,
        (Some(_), Some(_)) => return false,
        _ => {}
    }
    let (part, heading) = (pairs(&part.key), pairs(&heading.key));
    let common = part.intersection(&heading).count();
    !part.is_empty() && common as f64 >= COVERED * part.len() as f64
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// The share of pairs of characters that two names have in common (Dice).
fn similar(a: &str, b: &str) -> f64 {
    let (a, b) = (pairs(a), pairs(b));
    let common = a.intersection(&b).count();
    2.0 * common as f64 / (a.len() + b.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Region;

    fn outline(count: Option<u32>, parts: &[&str], headings: &[&str]) -> Outline {
        Outline {
            announced: Some(Announced {
                count,
                parts: parts.iter().map(|&p| p.to_owned()).collect(),
                region: Region::default(),
            }),
            sections: headings
                .iter()
                .map(|&heading| Section {
                    level: 1,
                    number: Some("一、".to_owned()),
                    ordinal: Some(1),
                    heading: heading.to_owned(),
                    run_in: None,
                    topic: topic::topic(heading),
                    region: Region::default(),
                    blocks: Vec::new(),
                    sections: Vec::new(),
                })
                .collect(),
            ..Outline::default()
        }
    }

    fn checked(outline: &Outline) -> (Status, Option<String>) {
        let mut findings = Findings::default();
        check(outline, &mut findings);
        (
            findings.checks[0].status,
            findings.diagnostics.first().map(|d| d.message.to_string()),
        )
    }

    const HEADINGS: &[&str] = &[
        "概述",
        "主动公开政府信息情况",
        "依申请公开办理情况",
        "政府信息公开的收费及减免情况",
        "存在的主要问题及改进措施",
        "需要说明的其他事项与附表",
    ];

    #[test]
    fn a_part_that_does_not_follow_is_named() {
        let mut headings = HEADINGS.to_vec();
        headings.remove(3);
        let (status, message) = checked(&outline(Some(6), HEADINGS, &headings));
        assert_eq!(status, Status::Violated);
        assert_eq!(
            message.as_deref(),
            Some("6 parts are announced and 5 follow; missing: 政府信息公开的收费及减免情况")
        );
    }

    #[test]
    fn parts_may_be_worded_differently_and_share_a_heading() {
        let parts = [
            "概述",
            "主动公开政府信息的情况",
            "依申请公开政府信息办理情况",
            "收费及减免情况",
            "存在的问题及改进情况",
            "需要说明的事项",
            "附表",
        ];
        assert_eq!(
            checked(&outline(Some(7), &parts, HEADINGS)),
            (Status::Holds, None)
        );
    }

    #[test]
    fn a_part_under_another_name_is_not_missing() {
        let mut headings = HEADINGS.to_vec();
        headings[3] = "咨询处理";
        assert_eq!(
            checked(&outline(None, HEADINGS, &headings)),
            (Status::Holds, None)
        );
    }

    #[test]
    fn more_parts_counted_than_there_are() {
        let (status, message) = checked(&outline(Some(7), HEADINGS, HEADINGS));
        assert_eq!(status, Status::Violated);
        assert_eq!(
            message.as_deref(),
            Some("7 parts are announced, 6 names are given, and 6 parts follow")
        );
    }

    #[test]
    fn an_attached_form_is_the_part_that_announces_it() {
        let mut parts = HEADINGS[..5].to_vec();
        parts.push("附表");
        let mut report = outline(Some(6), &parts, &HEADINGS[..5]);
        let (status, message) = checked(&report);
        assert_eq!(status, Status::Violated);
        assert_eq!(
            message.as_deref(),
            Some("6 parts are announced and 5 follow; missing: 附表")
        );
        report.closing.attachments.push("附表".to_owned());
        assert_eq!(checked(&report).0, Status::Holds);
        report.closing.attachments.clear();
        report.captions = vec![None];
        assert_eq!(checked(&report).0, Status::Holds);
    }

    #[test]
    fn a_part_may_be_a_sub_heading_of_any_level() {
        let mut parts = HEADINGS.to_vec();
        parts.push("咨询接待安排");
        let mut report = outline(None, &parts, HEADINGS);
        let missing = "7 parts are announced and 6 follow; missing: 咨询接待安排";
        assert_eq!(checked(&report).1.as_deref(), Some(missing));
        let below = |heading: &str| outline(None, &[], &[heading]).sections;
        report.sections[1].sections = below("窗口");
        assert_eq!(checked(&report).1.as_deref(), Some(missing));
        report.sections[1].sections[0].sections = below("咨询接待安排");
        assert_eq!(checked(&report), (Status::Holds, None));
    }

    #[test]
    fn two_parts_are_one_heading_if_it_has_three_quarters_of_the_second_name() {
        let headings = ["机构设置职责和联系方式", "办理情况"];
        let with = |part| {
            checked(&outline(
                None,
                &["机构设置职责和联系方式", part, "办理情况"],
                &headings,
            ))
            .0
        };
        // Seven of eight pairs of characters, three of four, and two of four.
        assert_eq!(with("机构设置和联系方式"), Status::Holds);
        assert_eq!(with("机构设置人"), Status::Holds);
        assert_eq!(with("机构设人员"), Status::Violated);
        // A name of one character has no pair to compare.
        assert_eq!(with("人"), Status::Violated);
        assert_eq!(with("机"), Status::Violated);
    }

    #[test]
    fn similar_counts_pairs_of_both_names() {
        assert_eq!(similar("办理情况", "办理情况"), 1.0);
        // 办理, 情况 of three and three.
        assert_eq!(similar("办理情况", "办理的情况"), 4.0 / 7.0);
        assert_eq!(similar("概", "述"), 0.0);
    }

    #[test]
    fn a_part_of_another_topic_is_no_second_name_of_a_heading() {
        let fees = "因政府信息公开工作产生的收费情况";
        let appeals = "因政府信息公开工作产生的申诉情况";
        let (status, message) =
            checked(&outline(None, &["概述", appeals, fees], &["概述", appeals]));
        assert_eq!(status, Status::Violated);
        assert_eq!(
            message,
            Some(format!(
                "3 parts are announced and 2 follow; missing: {fees}"
            ))
        );
    }

    #[test]
    fn long_lists_are_not_compared() {
        let checks = |parts: usize, headings: usize| {
            let parts = vec!["概述"; parts];
            let headings = vec!["概述"; headings];
            let mut findings = Findings::default();
            check(&outline(None, &parts, &headings), &mut findings);
            findings.checks.len()
        };
        assert_eq!(checks(MAX_PARTS, 1), 1);
        assert_eq!(checks(MAX_PARTS + 1, 1), 0);
        assert_eq!(checks(3, MAX_HEADINGS), 1);
        assert_eq!(checks(3, MAX_HEADINGS + 1), 0);
        assert_eq!(checks(3, 0), 0);
    }
}
