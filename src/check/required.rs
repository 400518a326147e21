//! What the rule for the report's year requires and the report does not have: topics that no heading
//! is about, tables of which nothing was read.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Findings;
use crate::edition::Statistics;
use crate::layout::Outline;
use crate::report::{Diagnostic, Fact, Section, Severity};

#[derive(Debug, Default, Deserialize)]
struct Rules {
    required: Vec<Required>,
}

#[derive(Debug, Deserialize)]
struct Required {
    from: u16,
    to: Option<u16>,
    source: String,
    topics: Vec<String>,
    #[serde(default)]
    tables: Vec<String>,
}

impl Required {
    /// The rule for the report's year; none for a report without headings, or cut off, which has
    /// nothing to miss.
    fn of(outline: &Outline) -> Option<&'static Self> {
        static RULES: LazyLock<Rules> = LazyLock::new(|| {
            // A test holds that it reads.
            toml::from_str(include_str!("../../grammar/structure.toml")).unwrap_or_default()
        });
        let year = outline.year?;
        let is_cut = outline.diagnostics.iter().any(|d| d.code == "truncated");
        let in_force = |rule: &&Self| rule.from <= year && rule.to.is_none_or(|to| year <= to);
        let rule = RULES.required.iter().find(in_force);
        rule.filter(|_| !is_cut && outline.sections.len() > 1)
    }
}

/// Topics that the rule for the report's year requires and no heading has.
pub(super) fn topics(outline: &Outline, findings: &mut Findings) {
    let Some(rule) = Required::of(outline) else {
        return;
    };
    let mut there = Vec::new();
    collect(&outline.sections, &mut there);
    for topic in rule.topics.iter().filter(|t| !there.contains(&&***t)) {
        findings.diagnostics.push(Diagnostic {
            code: "section_missing",
            severity: Severity::Warning,
            message: format!("no heading is about {topic}").into(),
            region: None,
            help: Some(format!("{} requires it", rule.source).into()),
        });
    }
}

/// Tables that the rule for the report's year requires and of which nothing was read.
pub(super) fn tables(outline: &Outline, statistics: &Statistics, findings: &mut Findings) {
    let Some(rule) = Required::of(outline) else {
        return;
    };
    let is_read = |id: &String| {
        let table = |fact: &Fact| statistics.tables.get(fact.cell[0])?.table.as_ref();
        statistics
            .facts
            .iter()
            .any(|fact| table(fact).is_some_and(|table| table == id))
    };
    for id in rule.tables.iter().filter(|id| !is_read(id)) {
        findings.diagnostics.push(Diagnostic {
            code: "table_missing",
            severity: Severity::Warning,
            message: format!("no statistic of the table {id} was read").into(),
            region: None,
            help: Some(
                format!(
                    "{} requires it: look whether it was lost when the report was saved, or is \
                 printed in a way that is not read",
                    rule.source
                )
                .into(),
            ),
        });
    }
}

/// Depth is at most four.
fn collect(sections: &[Section], topics: &mut Vec<&'static str>) {
    for section in sections {
        if let Some(topic) = section.topic
            && !topics.contains(&topic)
        {
            topics.push(topic);
        }
        collect(&section.sections, topics);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::section;
    use super::*;

    #[test]
    fn a_table_that_the_rule_requires_is_missed() {
        let read = |text: &str| {
            let report = crate::parse(text.as_bytes(), &crate::Options::default()).unwrap();
            let missing = |d: &&Diagnostic| d.code == "table_missing";
            let found = report.diagnostics.iter().filter(missing);
            found.map(|d| d.message.clone()).collect::<Vec<_>>()
        };
        let prose = |year: u16, table: &str| {
            format!(
                "某某县水务局{year}年政府信息公开工作年度报告\n\n一、总体情况\n全年公开3条。\n\
                 二、主动公开政府信息情况\n{table}三、收到和处理政府信息公开申请情况\n见下表。\n\
                 四、政府信息公开行政复议、行政诉讼情况\n见下表。\n\
                 五、存在的主要问题及改进情况\n公开意识有待加强。\n六、其他需要报告的事项\n无。\n"
            )
        };
        let message = |table: &str| format!("no statistic of the table {table} was read");
        assert_eq!(
            read(&prose(2020, "")),
            ["disclosure", "requests", "review"].map(message)
        );
        assert_eq!(read(&prose(2018, "")), [""; 0]);
        let table = "第二十条第（五）项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n\
            行政许可\t3\t2\t5\n其他对外管理服务事项\t1\t0\t2\n";
        assert_eq!(
            read(&prose(2020, table)),
            ["requests", "review"].map(message)
        );
    }

    #[test]
    fn a_topic_that_the_rule_requires_is_missed() {
        let rules: Rules = toml::from_str(include_str!("../../grammar/structure.toml")).unwrap();
        let mut outline = Outline {
            year: Some(2018),
            sections: ["disclosure", "requests", "review", "problems"]
                .into_iter()
                .zip(1..)
                .map(|(topic, ordinal)| section(1, ordinal, Some(topic)))
                .collect(),
            ..Outline::default()
        };
        let mut findings = Findings::default();
        topics(&outline, &mut findings);
        let messages: Vec<_> = findings.diagnostics.iter().map(|d| &*d.message).collect();
        assert_eq!(messages, ["no heading is about fees"]);
        outline.sections[0]
            .sections
            .push(section(2, 1, Some("fees")));
        let mut findings = Findings::default();
        topics(&outline, &mut findings);
        assert!(findings.diagnostics.is_empty());
        for topic in rules.required.iter().flat_map(|rule| &rule.topics) {
            assert!(
                include_str!("../../grammar/headings.toml").contains(&format!("id = \"{topic}\"")),
                "{topic} is a topic of headings.toml"
            );
        }
    }

    #[test]
    fn a_rule_holds_for_its_years_and_for_whole_reports() {
        let required = |year: Option<u16>, sections: u32, code: &'static str| {
            let outline = Outline {
                year,
                sections: (1..=sections).map(|n| section(1, n, None)).collect(),
                diagnostics: vec![Diagnostic {
                    code,
                    severity: Severity::Warning,
                    message: String::new().into(),
                    region: None,
                    help: None,
                }],
                ..Outline::default()
            };
            Required::of(&outline).map(|rule| rule.from)
        };
        for (year, from) in [
            (2007, None),
            (2008, Some(2008)),
            (2018, Some(2008)),
            (2019, Some(2019)),
            (2020, Some(2019)),
            (2021, Some(2021)),
            (2030, Some(2021)),
        ] {
            assert_eq!(required(Some(year), 2, "mojibake"), from, "{year}");
        }
        assert_eq!(required(None, 2, "mojibake"), None);
        assert_eq!(required(Some(2018), 1, "mojibake"), None);
        assert_eq!(required(Some(2018), 2, "truncated"), None);
    }
}
