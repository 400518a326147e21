//! Whether a text is a report at all, and whether it is a whole one.

use super::Outline;
use super::flow::Step;
use super::roles::Role;
use super::topic;
use crate::report::{self, Diagnostic, NotAReport, Section, Severity};
use crate::source::{self, Reading};
use crate::span::Region;

/// Topics that only a report's headings have; two of them say that a text without a title is one.
const OWN_TOPICS: [&str; 3] = ["disclosure", "requests", "review"];

/// Topics of the last sections of every edition.
const LAST_TOPICS: [&str; 4] = ["problems", "improvements", "other", "tables"];

/// Lines from the top that say what a document is.
const TOP: usize = 5;

/// Characters below which a last line without a full stop may be all there is to say (无).
const SHORT_LINE: usize = 15;

/// Addresses of frames that a message names.
const SHOWN_FRAMES: usize = 8;

fn has_topic(sections: &[Section], topics: &[&str]) -> bool {
    sections.iter().any(|section| {
        section.topic.is_some_and(|topic| topics.contains(&topic))
            || section
                .sections
                .iter()
                .any(|s| s.topic.is_some_and(|topic| topics.contains(&topic)))
    })
}

/// Whether anything says that this is a report.
pub(super) fn is_a_report(reading: &Reading<'_>, outline: &Outline) -> Result<(), NotAReport> {
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
    // A guide or a regulation has some of the headings, and says what it is.
    let is_other = outline.preamble.iter().take(TOP).any(|block| match block {
        report::Block::Paragraph(text) => topic::is_other_document(&text.text),
        _ => false,
    });
    if (own >= 2 && !is_other) || has_form {
        return Ok(());
    }
    let mut message =
        "looked for a title (…政府信息公开工作年度报告 or the like), for headings of the \
                       form (主动公开, 依申请公开, 行政复议) and for a statistics table, and found \
                       none of them"
            .to_owned();
    // A frameset has no text of its own: the report is in one of its pages.
    let frames = &reading.page.frames;
    if !frames.is_empty() {
        let shown = frames[..frames.len().min(SHOWN_FRAMES)].join(", ");
        message.push_str("; the page shows others in its frames: ");
        message.push_str(&shown);
    }
    Err(NotAReport {
        code: "not_a_report",
        message,
    })
}

/// **R23**. Where the text breaks off: its last step is prose, longer than a remark, without an end;
/// or a heading of an early section with nothing under it; or there is none of the sections that
/// every edition ends with and no closing either.
pub(super) fn cut_off(steps: &[Step<'_>], roles: &[Role], outline: &Outline) -> Option<Diagnostic> {
    let truncated = |message: &'static str, region: Option<Region>| {
        Some(Diagnostic {
            code: "truncated",
            severity: Severity::Warning,
            message: message.into(),
            region,
            help: Some("the document may have been cut off; what is there has been read".into()),
        })
    };
    let role = *roles.last()?;
    let has_end = has_topic(&outline.sections, &LAST_TOPICS);
    if let Step::Unit(unit) = steps.last()? {
        let text = unit.joined.text.trim_end();
        let region = unit.joined.region(0..text.len());
        let open = matches!(role, Role::Heading(_))
            && unit.heading.as_ref().is_some_and(|h| h.rest.is_empty());
        if open {
            if has_end || outline.sections.len() < 2 {
                return None;
            }
            return truncated("the text ends with a heading", Some(region));
        }
        let prose = matches!(role, Role::Prose | Role::Heading(_));
        let ends = text
            .chars()
            .next_back()
            .is_none_or(|last| "。！？；：”）》…】.!?;:)\"".contains(last));
        if prose && !ends && text.chars().nth(SHORT_LINE).is_some() {
            return truncated("the text ends in the middle of a sentence", Some(region));
        }
    }
    let own = has_topic(&outline.sections, &OWN_TOPICS);
    if own && !has_end && outline.closing.blocks.is_empty() && outline.sections.len() >= 2 {
        return truncated(
            "the text ends before the last sections of a report (problems, other matters) and \
             has no date or signature",
            None,
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::outline;

    #[test]
    fn some_other_document_is_no_report() {
        for text in [
            "今天天气很好。\n",
            "某某县政府工作报告\n一、总体情况\n甲。\n二、存在的问题\n乙。\n",
            "某某县政府信息公开指南\n一、主动公开\n甲。\n二、依申请公开\n乙。\n",
            "▦ 甲乙丙\n",
        ] {
            assert_eq!(outline(text).unwrap_err().code, "not_a_report", "{text}");
        }
    }

    #[test]
    fn headings_or_a_table_of_the_form_make_a_report() {
        assert!(outline("一、主动公开情况\n甲。\n二、依申请公开情况\n乙。\n").is_ok());
        assert!(outline("▦ 主动公开文件数 31\n").is_ok());
    }
}
