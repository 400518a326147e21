//! `grammar/narrative.toml`: read once, compiled to what the matcher walks over.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::words::{Set, Words};

/// The compiled grammar.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    pub(super) words: Words,
    pub(super) fill: Set,
    pub(super) elsewhere: Set,
    pub(super) review: Set,
    pub(super) litigation: Set,
    pub(super) about_requests: Set,
    pub(super) about_information: Set,
    pub(super) part_of_government: Set,
    pub(super) whole: Set,
    pub(super) part_of_organ: Set,
    pub(super) rules: Vec<Rule>,
}

impl Grammar {
    /// The grammar that the program carries.
    pub(crate) fn builtin() -> &'static Self {
        static BUILTIN: std::sync::LazyLock<Grammar> = std::sync::LazyLock::new(|| {
            // A test holds that it reads; without it prose has no quantities.
            Grammar::read(include_str!("../../grammar/narrative.toml")).unwrap_or_default()
        });
        &BUILTIN
    }

    /// The rows whose sum an indicator is, where an edition prints those in its place.
    pub(crate) fn parts(&self, indicator: &str) -> Option<&'static [String]> {
        (crate::edition::sums().iter())
            .find(|sum| sum.indicator == indicator)
            .map(|sum| &*sum.parts)
    }

    fn read(text: &str) -> Result<Self, String> {
        let raw: Raw = toml::from_str(text).map_err(|error| error.to_string())?;
        let set = |name: &str| {
            raw.sets
                .get(name)
                .map(Set::new)
                .ok_or_else(|| format!("no set {name}"))
        };
        let mut rules = Vec::with_capacity(raw.rules.len());
        for rule in &raw.rules {
            let before: Result<Vec<Step>, String> = rule
                .before
                .iter()
                .map(|step| Step::read(step, &set))
                .collect();
            rules.push(Rule {
                indicator: rule.indicator.clone(),
                sum: rule.sum.clone(),
                readings: rule.readings.clone(),
                before: before?,
                after: Set::new(&rule.after),
                after_any: rule.after.is_empty(),
                within: rule.within.iter().map(Set::new).collect(),
                unit: raw
                    .sets
                    .get(&rule.unit)
                    .cloned()
                    .ok_or_else(|| format!("no set {}", rule.unit))?,
                unless: rule
                    .unless
                    .as_deref()
                    .map(set)
                    .transpose()?
                    .unwrap_or_default(),
                needs: rule.needs,
                follows: rule.follows.clone(),
                printed: rule.printed,
                loose: rule.loose,
            });
        }
        let mut scales: Vec<(Vec<char>, Decimal)> = raw
            .scales
            .iter()
            .map(|(word, &factor)| (word.chars().collect(), Decimal::from(factor)))
            .collect();
        scales.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Ok(Self {
            words: Words {
                units: Set::new(&raw.units),
                idiomatic: raw.idiomatic,
                approximate_before: Set::new(&raw.approximate.before),
                approximate_after: Set::new(&raw.approximate.between),
                approximate_behind: Set::new(&raw.approximate.behind),
                scales,
            },
            fill: set("fill")?,
            elsewhere: set("elsewhere")?,
            review: set("review")?,
            litigation: set("litigation")?,
            about_requests: set("about_requests")?,
            about_information: set("about_information")?,
            part_of_government: set("part_of_government")?,
            whole: set("whole")?,
            part_of_organ: set("part_of_organ")?,
            rules,
        })
    }
}

/// What the sentence must be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Subject {
    /// Requests for information.
    Requests,
    /// Administrative review.
    Review,
    /// Litigation.
    Litigation,
}

/// A rule: which clause names which indicator.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) indicator: Vec<String>,
    pub(super) sum: Vec<String>,
    pub(super) readings: Vec<Vec<String>>,
    pub(super) before: Vec<Step>,
    pub(super) after: Set,
    pub(super) after_any: bool,
    pub(super) within: Vec<Set>,
    pub(super) unit: Vec<String>,
    pub(super) unless: Set,
    pub(super) needs: Option<Subject>,
    pub(super) follows: Option<String>,
    pub(super) printed: bool,
    pub(super) loose: bool,
}

/// A step of what stands before a number.
#[derive(Debug)]
pub(super) enum Step {
    /// One of the words.
    One(Set),
    /// One of them or nothing.
    Maybe(Set),
    /// Any of them, any number of times.
    Any(Set),
    /// None of them.
    Not(Set),
    /// The start of the clause.
    Start,
}

impl Step {
    fn read(step: &str, set: &impl Fn(&str) -> Result<Set, String>) -> Result<Self, String> {
        let words = |words: &str| Set::new(words.split('|'));
        Ok(if step == "^" {
            Self::Start
        } else if let Some(name) = step.strip_prefix('*') {
            Self::Any(set(name)?)
        } else if let Some(none) = step.strip_prefix('!') {
            Self::Not(words(none))
        } else if let Some(maybe) = step.strip_suffix('?') {
            Self::Maybe(words(maybe))
        } else {
            Self::One(words(step))
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    units: Vec<String>,
    idiomatic: Vec<String>,
    approximate: RawApproximate,
    scales: HashMap<String, u64>,
    sets: HashMap<String, Vec<String>>,
    #[serde(rename = "rule")]
    rules: Vec<RawRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawApproximate {
    before: Vec<String>,
    between: Vec<String>,
    behind: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    #[serde(default)]
    indicator: Vec<String>,
    #[serde(default)]
    sum: Vec<String>,
    #[serde(default)]
    readings: Vec<Vec<String>>,
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    within: Vec<Vec<String>>,
    unit: String,
    unless: Option<String>,
    needs: Option<Subject>,
    follows: Option<String>,
    #[serde(default)]
    printed: bool,
    #[serde(default)]
    loose: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_reads() {
        let grammar = Grammar::read(include_str!("../../grammar/narrative.toml"));
        assert!(!grammar.unwrap().rules.is_empty());
    }
}
