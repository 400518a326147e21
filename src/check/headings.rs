//! What the report's headings say of it: numbers that are missing or there twice.

use super::Findings;
use crate::layout::Outline;
use crate::report::{Diagnostic, Section, Severity};

/// The numbers of headings: none missing, none twice.
pub(super) fn section_numbers(outline: &Outline, findings: &mut Findings) {
    siblings(&outline.sections, findings);
}

/// Depth is at most four.
fn siblings(sections: &[Section], findings: &mut Findings) {
    let mut before: Option<(u8, u32)> = None;
    for section in sections {
        siblings(&section.sections, findings);
        let Some(ordinal) = section.ordinal else {
            continue;
        };
        let expected = match before {
            Some((level, before)) if level == section.level => before.saturating_add(1),
            _ => 1,
        };
        let first = before.is_none_or(|(level, _)| level != section.level);
        before = Some((section.level, ordinal));
        let number = section.number.as_deref().unwrap_or_default();
        let (severity, message) = if ordinal == expected {
            continue;
        } else if ordinal + 1 == expected {
            (
                Severity::Warning,
                format!("the number {number} is there twice"),
            )
        } else if ordinal == 1 {
            (
                Severity::Note,
                format!("the numbers start again at {number}"),
            )
        } else if ordinal > expected {
            let what = if first { "the first is" } else { "after it is" };
            (
                Severity::Warning,
                format!("a number is missing: {expected} is expected, and {what} {number}"),
            )
        } else {
            (
                Severity::Warning,
                format!("the number {number} is out of order"),
            )
        };
        findings.diagnostics.push(Diagnostic {
            code: "section_number",
            severity,
            message: message.into(),
            region: Some(section.region.clone()),
            help: Some(
                "look whether a heading was lost when the report was saved, or its number is \
                 wrong in print"
                    .into(),
            ),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::section;
    use super::*;

    fn numbers(ordinals: &[u32]) -> Vec<(Severity, String)> {
        let outline = Outline {
            sections: ordinals.iter().map(|&o| section(1, o, None)).collect(),
            ..Outline::default()
        };
        let mut findings = Findings::default();
        section_numbers(&outline, &mut findings);
        findings
            .diagnostics
            .into_iter()
            .map(|d| (d.severity, d.message.into_owned()))
            .collect()
    }

    #[test]
    fn a_missing_a_repeated_and_a_restarted_number() {
        assert!(numbers(&[1, 2, 3]).is_empty());
        assert_eq!(
            numbers(&[1, 3]),
            [(
                Severity::Warning,
                "a number is missing: 2 is expected, and after it is 3、".to_owned()
            )]
        );
        assert_eq!(
            numbers(&[1, 2, 2, 3]),
            [(
                Severity::Warning,
                "the number 2、 is there twice".to_owned()
            )]
        );
        assert_eq!(
            numbers(&[1, 2, 3, 1, 2]),
            [(Severity::Note, "the numbers start again at 1、".to_owned())]
        );
        assert_eq!(
            numbers(&[2, 3]),
            [(
                Severity::Warning,
                "a number is missing: 1 is expected, and the first is 2、".to_owned()
            )]
        );
    }
}
