//! How much of the prose was carried over word for word.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::{Block, Report, Section};

/// Visible characters from which a sentence counts: 无。 and 特此报告。 are carried over by everyone.
const MIN_SENTENCE: usize = 8;

/// What was carried over word for word.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Prose {
    /// Sentences of the earlier report.
    pub old_sentences: usize,
    /// Sentences of the later report.
    pub new_sentences: usize,
    /// Sentences of the later report that the earlier one has too, white space and width aside.
    pub carried_over: usize,
    /// Their share of the later report's sentences, between `0` and `1`.
    pub share: Option<String>,
}

/// The sentences of a report's paragraphs.
pub(super) fn sentences(report: &Report) -> Vec<String> {
    let mut found = Vec::new();
    blocks(&report.preamble, &mut found);
    sections(&report.sections, &mut found);
    found
}

/// Depth is at most four.
fn sections(sections_: &[Section], found: &mut Vec<String>) {
    for section in sections_ {
        blocks(&section.blocks, found);
        sections(&section.sections, found);
    }
}

fn blocks(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => split(&text.text, found),
            Block::List(items) => items.iter().for_each(|item| split(&item.text, found)),
            Block::Table(_) => {}
        }
    }
}

fn split(text: &str, found: &mut Vec<String>) {
    for sentence in text.split(['。', '；', '！', '？', ';']) {
        let sentence: String = sentence
            .chars()
            .filter(|&c| crate::chars::is_visible(c))
            .map(crate::chars::half_width)
            .collect();
        if sentence.chars().nth(MIN_SENTENCE - 1).is_some() {
            found.push(sentence);
        }
    }
}

/// Each sentence of the earlier report answers for one of the later report.
pub(super) fn carried(old: &[String], new: &[String]) -> Prose {
    let mut there: HashMap<&str, usize> = HashMap::new();
    for sentence in old {
        *there.entry(sentence).or_default() += 1;
    }
    let carried = new
        .iter()
        .filter(|sentence| match there.get_mut(sentence.as_str()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        })
        .count();
    Prose {
        old_sentences: old.len(),
        new_sentences: new.len(),
        carried_over: carried,
        share: (!new.is_empty()).then(|| format!("{:.3}", carried as f64 / new.len() as f64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_carried_over_whatever_its_white_space() {
        let of = |text: &str| {
            let mut found = Vec::new();
            split(text, &mut found);
            found
        };
        let old = of("一是信息公开的意识有待加强。二是公开的数量仍有改进空间。无。");
        let new = of(
            "一是信息公开的 意识\n有待加强。三是公众参与需要进一步细化；一是信息公开的意识有待加强。",
        );
        assert_eq!(
            carried(&old, &new),
            Prose {
                old_sentences: 2,
                new_sentences: 3,
                carried_over: 1,
                share: Some("0.333".to_owned())
            }
        );
    }
}
