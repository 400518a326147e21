//! What a heading is about, as `grammar/headings.toml` has it.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::chars::{common, is_visible, label_key};

const DATA: &str = include_str!("../../grammar/headings.toml");

/// Characters beyond which a line is no heading's wording: keys of long lines are not made.
const MAX_WORDING: usize = 60;

#[derive(serde::Deserialize)]
struct File {
    topic: Vec<Topic>,
    table_rows: TableRows,
    bare: Bare,
    form: Form,
    other_documents: OtherDocuments,
    trailer: Trailer,
}

#[derive(serde::Deserialize)]
struct Topic {
    id: String,
    #[serde(default)]
    headings: Vec<String>,
    #[serde(default)]
    subheadings: Vec<String>,
    #[serde(default)]
    words: Vec<Vec<String>>,
}

#[derive(serde::Deserialize)]
struct TableRows {
    first_level: Vec<String>,
    labels: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Bare {
    endings: Vec<String>,
    never: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Form {
    words: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Trailer {
    starts: Vec<String>,
}

#[derive(serde::Deserialize)]
struct OtherDocuments {
    endings: Vec<String>,
}

/// A wording that is known as a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// What it is about.
    pub topic: &'static str,
    /// Reports print it as a heading of the first level.
    pub first_level: bool,
}

/// Words of all topics, found in one walk over a heading: asked of every heading and of every part
/// that a preamble announces.
struct Words {
    by_first: FxHashMap<char, Vec<(usize, String)>>,
    /// For each topic the sets of words that say it is one.
    groups: Vec<Vec<u128>>,
}

impl Words {
    /// The words of `topics`; those beyond the 128th are left out (a test counts them).
    fn new(topics: &[Topic]) -> Self {
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let mut by_first: FxHashMap<char, Vec<(usize, String)>> = FxHashMap::default();
        let mut groups = Vec::with_capacity(topics.len());
        for topic in topics {
            let mut sets = Vec::new();
            for group in &topic.words {
                let mut set = 0_u128;
                for word in group {
                    let next = numbers.len();
                    let number = *numbers.entry(word).or_insert(next);
                    set |= 1_u128.checked_shl(number as u32).unwrap_or(0);
                    if number == next
                        && let Some(first) = word.chars().next()
                    {
                        by_first
                            .entry(first)
                            .or_default()
                            .push((number, word.clone()));
                    }
                }
                sets.extend((set != 0).then_some(set));
            }
            groups.push(sets);
        }
        Self { by_first, groups }
    }

    /// The first topic of which a group is all in `key`.
    fn topic(&self, key: &str) -> Option<usize> {
        let mut found = 0_u128;
        for (at, c) in key.char_indices() {
            for (number, word) in self.by_first.get(&c).into_iter().flatten() {
                if key[at..].starts_with(&**word) {
                    found |= 1_u128.checked_shl(*number as u32).unwrap_or(0);
                }
            }
        }
        if found == 0 {
            return None;
        }
        self.groups
            .iter()
            .position(|sets| sets.iter().any(|set| set & found == *set))
    }
}

struct Table {
    words: Words,
    topics: Vec<Topic>,
    known: FxHashMap<String, (usize, bool)>,
    rows: FxHashSet<String>,
    first_rows: Vec<FirstRow>,
    bare: Bare,
    form: Vec<String>,
    others: Vec<String>,
    trailers: Vec<String>,
}

/// A row of the first level, and its characters.
struct FirstRow {
    key: String,
    chars: Vec<char>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it; an empty table is what is left if not.
    let file: File = toml::from_str(DATA).unwrap_or(File {
        topic: Vec::new(),
        table_rows: TableRows {
            first_level: Vec::new(),
            labels: Vec::new(),
        },
        bare: Bare {
            endings: Vec::new(),
            never: Vec::new(),
        },
        form: Form { words: Vec::new() },
        other_documents: OtherDocuments {
            endings: Vec::new(),
        },
        trailer: Trailer { starts: Vec::new() },
    });
    let mut known = FxHashMap::default();
    for (at, topic) in file.topic.iter().enumerate() {
        for heading in &topic.subheadings {
            known.insert(label_key(heading), (at, false));
        }
        for heading in &topic.headings {
            known.insert(label_key(heading), (at, true));
        }
    }
    Table {
        words: Words::new(&file.topic),
        topics: file.topic,
        known,
        first_rows: file
            .table_rows
            .first_level
            .iter()
            .map(|label| label_key(label))
            .map(|key| FirstRow {
                chars: key.chars().collect(),
                key,
            })
            .collect(),
        rows: file
            .table_rows
            .labels
            .iter()
            .map(|l| label_key(l))
            .collect(),
        bare: file.bare,
        form: file.form.words,
        others: file.other_documents.endings,
        trailers: file.trailer.starts,
    }
});

/// The key of a line that may be a heading's wording; `None` if it is too long.
fn key(text: &str) -> Option<String> {
    // Most are told to be short enough by their bytes.
    let is_long = text.len() > MAX_WORDING
        && (text.chars().filter(|&c| is_visible(c)))
            .nth(MAX_WORDING)
            .is_some();
    (!is_long).then(|| label_key(text))
}

/// **R13**. What a heading (without its number) is about.
///
/// ```
/// use gongkai::layout::topic::topic;
/// assert_eq!(topic("主動公開政府信息的情況"), Some("disclosure"));
/// assert_eq!(topic("因政府信息公开申请行政复议、提起行政诉讼的情况"), Some("review"));
/// assert_eq!(topic("加强学习"), None);
/// ```
#[must_use]
pub fn topic(heading: &str) -> Option<&'static str> {
    let key = key(heading)?;
    let table: &'static Table = &TABLE;
    if let Some(&(at, _)) = table.known.get(&key) {
        return table.topics.get(at).map(|topic| &*topic.id);
    }
    let at = table.words.topic(&key)?;
    table.topics.get(at).map(|topic| &*topic.id)
}

/// The line is, but for white space and punctuation, a wording known as a heading.
#[must_use]
pub fn known(line: &str) -> Option<Known> {
    let key = key(line)?;
    let table: &'static Table = &TABLE;
    let &(at, first_level) = table.known.get(&key)?;
    Some(Known {
        topic: &table.topics.get(at)?.id,
        first_level,
    })
}

/// The text behind a number is a row of a statistics table and no heading.
#[must_use]
pub fn is_table_row(label: &str) -> bool {
    key(label).is_some_and(|key| TABLE.rows.contains(&key))
}

/// The text behind a number of the first level is such a row, cut short, misprinted, or with its
/// next row run on.
#[must_use]
pub fn is_first_row(label: &str) -> bool {
    let Some(key) = key(label).filter(|key| !key.is_empty()) else {
        return false;
    };
    let printed: Vec<char> = key.chars().collect();
    TABLE.first_rows.iter().any(|row| {
        let least = (row.chars.len() * 4).div_ceil(5);
        row.key.starts_with(&*key)
            || key.starts_with(&*row.key)
            || ((least..=row.chars.len() + 2).contains(&printed.len())
                && common(&row.chars, &printed) >= least)
    })
}

/// The words of a bare line (without its colon) are such as a heading ends with.
#[must_use]
pub fn ends_as_heading(line: &str) -> bool {
    let line = super::joined::simplify(line);
    TABLE
        .bare
        .endings
        .iter()
        .any(|word| line.ends_with(&**word))
        && !TABLE.bare.never.iter().any(|word| line.ends_with(&**word))
}

/// A table with this text is one of the forms'.
#[must_use]
pub fn is_form_table(text: &str) -> bool {
    TABLE.form.iter().any(|word| text.contains(&**word))
}

/// A line that a site puts under an article.
#[must_use]
pub fn is_trailer(line: &str) -> bool {
    let bare = line.trim_start_matches(['【', '[', '（', '(', ' ']);
    TABLE.trailers.iter().any(|word| bare.starts_with(&**word))
}

/// A line near the top says that the document is another one: a guide, a regulation, a notice.
#[must_use]
pub fn is_other_document(line: &str) -> bool {
    line.chars().nth(MAX_WORDING).is_none()
        && TABLE.others.iter().any(|word| line.ends_with(&**word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_readable() {
        let file: File = toml::from_str(DATA).unwrap();
        assert_eq!(file.topic.first().map(|t| &*t.id), Some("review"));
        assert_eq!(file.topic.len(), TABLE.topics.len());
        let words: FxHashSet<&String> = file
            .topic
            .iter()
            .flat_map(|t| t.words.iter().flatten())
            .collect();
        assert!(words.len() <= 128, "{} words", words.len());
    }

    #[test]
    fn a_heading_has_the_first_topic_that_fits() {
        assert_eq!(topic("收到和处理政府信息公开申请情况"), Some("requests"));
        assert_eq!(topic("政府信息公开的收费及减免情况"), Some("fees"));
        assert_eq!(topic("其他需要报告的事项"), Some("other"));
        assert_eq!(topic("需要说明的其他事项与附表"), Some("other"));
        assert_eq!(topic("依申請公開政府信息辦理情況"), Some("requests"));
        assert_eq!(topic("概 述"), Some("overview"));
        assert_eq!(topic(&"主动公开".repeat(1000)), None);
    }

    #[test]
    fn known_wordings_are_whole_lines() {
        assert!(known("受理依申请公开的数量：").is_some());
        assert!(known("总体情况良好").is_none());
        assert!(is_table_row("3.危及\"三安全一稳定\"") || is_table_row("危及\"三安全一稳定\""));
        assert!(!is_table_row("主动公开情况"));
        assert!(is_first_row("上年的转政府信息公开申请数"));
        assert!(is_first_row("本年") && is_first_row("本年度办理结果（一）予以公开"));
        assert!(!is_first_row("本年度办理情况") && !is_first_row("总体情况"));
        assert!(ends_as_heading("受理依申请公开的数量"));
        assert!(!ends_as_heading("具体情况如下"));
    }
}
