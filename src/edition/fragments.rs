//! Which pieces of text are pieces of the form: a PDF's text breaks a label over lines, and each
//! line is then a part of one.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;

use super::form::Vocabulary;
use crate::chars::{key_chars, label_key};

/// Characters of a piece's key beyond which it is not looked up: no label is longer.
pub const MAX_FRAGMENT: usize = 90;

/// Characters of a piece from which on it is known in spite of a misprint.
const MIN_MISPRINT: usize = 8;

/// The same of a whole label: it has both ends to be known by.
const MIN_MISPRINT_WHOLE: usize = 4;

/// All text that the forms of a vocabulary print, to ask whether a piece of text is a part of it.
#[derive(Debug, Clone, Default)]
pub struct Fragments {
    /// The keys of all labels, heads and furniture, a line each.
    text: String,
    /// The keys as they are.
    whole: FxHashSet<String>,
    /// Which two characters stand beside each other in it: most text of a report is told from the
    /// form's by its first few characters.
    pairs: FxHashSet<u64>,
}

/// Two characters as one number, which is looked up in one step.
fn pair(one: char, next: char) -> u64 {
    u64::from(one) << 32 | u64::from(next)
}

/// What a piece of text is to the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Nothing of it is compared: marks only.
    Empty,
    /// A part of some text of the forms, with the characters of its key.
    Part(usize),
    /// Anything else.
    Strange,
}

impl Fragments {
    /// The text of a vocabulary's forms; of the program's own vocabulary it is made only once.
    #[must_use]
    pub fn of(vocabulary: &Vocabulary) -> Arc<Self> {
        static BUILTIN: LazyLock<Arc<Fragments>> =
            LazyLock::new(|| Arc::new(Fragments::new(Vocabulary::builtin())));
        if std::ptr::eq(vocabulary, Vocabulary::builtin()) {
            Arc::clone(&BUILTIN)
        } else {
            Arc::new(Self::new(vocabulary))
        }
    }

    fn new(vocabulary: &Vocabulary) -> Self {
        let mut this = Self::default();
        for form in vocabulary.editions.iter().flat_map(|e| &e.tables) {
            for row in &form.rows {
                this.add(&format!("{}{}", row.number, row.label));
                row.aliases
                    .iter()
                    .for_each(|alias| this.add(&format!("{}{alias}", row.number)));
                row.groups.iter().for_each(|group| this.add(group));
                this.add(&row.unit);
            }
            for column in &form.columns {
                this.add(&column.label);
                column.aliases.iter().for_each(|alias| this.add(alias));
                column.groups.iter().for_each(|group| this.add(group));
            }
            form.furniture.iter().for_each(|text| this.add(text));
        }
        this
    }

    fn add(&mut self, text: &str) {
        let key = label_key(text);
        if !key.is_empty() && self.whole.insert(key.clone()) {
            let pairs = key.chars().zip(key.chars().skip(1));
            self.pairs.extend(pairs.map(|(one, next)| pair(one, next)));
            self.text.push_str(&key);
            self.text.push('\n');
        }
    }

    /// The key of a piece as it is looked up: a year in `2018年度` is the form's `N年度`.
    #[must_use]
    pub fn key(piece: &str) -> String {
        let key = label_key(piece);
        match key.get(4..) {
            Some("年度" | "年") if key.as_bytes()[..4].iter().all(u8::is_ascii_digit) => {
                "N年度".to_owned()
            }
            _ => key,
        }
    }

    /// Whether a piece with this key is a part of some text of the forms.
    #[must_use]
    pub fn has_part(&self, key: &str) -> bool {
        !key.is_empty()
            && key.len() <= MAX_FRAGMENT * 3
            && (self.whole.contains(key)
                || memchr::memmem::find(self.text.as_bytes(), key.as_bytes()).is_some())
    }

    /// What a piece is to the forms, without making the key of a text that is none of theirs.
    #[must_use]
    pub fn piece(&self, piece: &str) -> Piece {
        let mut chars = key_chars(piece);
        let Some(mut before) = chars.next() else {
            return Piece::Empty;
        };
        // 2018年度 is the form's N年度.
        if !before.is_ascii_digit() {
            for c in chars {
                if !self.pairs.contains(&pair(before, c)) {
                    return Piece::Strange;
                }
                before = c;
            }
        }
        let key = Self::key(piece);
        if self.has_part(&key) {
            Piece::Part(key.chars().count())
        } else {
            Piece::Strange
        }
    }

    /// Whether a piece would be a part of some text of the forms with one character more, less or
    /// another: a misprint.
    #[must_use]
    pub fn has_misprint(&self, key: &str) -> bool {
        if key.chars().count() < MIN_MISPRINT || key.len() > MAX_FRAGMENT * 3 {
            return false;
        }
        let ends = key.char_indices().map(|(at, c)| at + c.len_utf8());
        let good = ends.take_while(|&end| self.has_part(&key[..end])).last();
        let rest = &key[good.unwrap_or(0)..];
        let mut after = rest.chars();
        after.next();
        let is_part = |rest: &str| rest.is_empty() || self.has_part(rest);
        is_part(after.as_str()) || is_part(rest)
    }

    /// Whether it is a whole text of the forms with one character more, less or another.
    ///
    /// Compares with every text of the forms: for the few lines about which nothing else tells.
    #[must_use]
    pub fn has_misprint_of_whole(&self, key: &str) -> bool {
        let len = key.chars().count();
        if !(MIN_MISPRINT_WHOLE..=MAX_FRAGMENT).contains(&len) {
            return false;
        }
        self.whole.iter().any(|whole| {
            let (short, long) = (
                len.min(whole.chars().count()),
                len.max(whole.chars().count()),
            );
            let same = |(a, b): &(char, char)| a == b;
            let start = key.chars().zip(whole.chars()).take_while(same).count();
            let end = (key.chars().rev().zip(whole.chars().rev()))
                .take(short - start)
                .take_while(same)
                .count();
            long - start - end == 1
        })
    }

    /// Whether it is a whole label, head or other text of the forms.
    #[must_use]
    pub fn has_whole(&self, key: &str) -> bool {
        self.whole.contains(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misprinted_row_is_known_and_a_heading_is_not() {
        let fragments = Fragments::of(Vocabulary::builtin());
        let misprint = |line: &str| fragments.has_misprint(&Fragments::key(line));
        assert!(misprint("二、上年结转政府信息公开申末"));
        assert!(misprint("机关不干处理其政府信息公开申请"));
        assert!(misprint("2.其他法律行政法规禁止公升"));
        assert!(!misprint("三、收到和处理政府信息公开申请情况"));
        assert!(!misprint("五、存在的主要问题及改进情况"));
        assert!(!misprint("公升"));
    }

    #[test]
    fn a_short_label_is_known_by_both_its_ends() {
        let fragments = Fragments::of(Vocabulary::builtin());
        for misprint in ["行诉讼数", "行政诉讼教", "行政政诉讼数"] {
            assert!(fragments.has_misprint_of_whole(misprint), "{misprint}");
        }
        // A heading, two characters off, too short.
        for other in ["行政诉讼情况", "行诉讼教", "条次"] {
            assert!(!fragments.has_misprint_of_whole(other), "{other}");
        }
    }
}
