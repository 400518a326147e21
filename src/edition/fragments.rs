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
        // Where a character is missing, what is left of the text is a part, and so is its end.
        after.as_str().is_empty() || self.has_part(after.as_str())
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

    /// The texts of a form with labels of these characters; 甲…乙 is the longest that is asked for.
    fn own(longest: usize) -> (Arc<Fragments>, String) {
        let long = format!("甲{}乙", "丙".repeat(longest - 2));
        let table = format!(
            r#"{{ id = "t", indicators_in = "rows", furniture = ["供水一览表", "——"],
            column = [{{ id = "a", label = "N年度", aliases = ["本期"], groups = ["用水情况"] }}],
            row = [{{ number = "（一）", label = "供水总量", aliases = ["全年供水"], indicator = "a", unit = "吨", groups = ["供水和用水"] }},
                {{ label = "停水次数", indicator = "b" }}, {{ label = "{long}", indicator = "c" }}] }}"#
        );
        (
            Fragments::of(&super::super::testing::vocabulary(&table)),
            long,
        )
    }

    #[test]
    fn a_piece_is_a_part_of_one_text_of_the_forms() {
        let (fragments, _) = own(9);
        for (piece, want) in [
            ("供水总量", Piece::Part(4)),
            ("（一）供水", Piece::Part(3)),
            ("一全年供", Piece::Part(4)),
            ("吨", Piece::Part(1)),
            ("和用水", Piece::Part(3)),
            ("本期", Piece::Part(2)),
            ("用水情", Piece::Part(3)),
            ("一览", Piece::Part(2)),
            ("2018年度", Piece::Part(3)),
            ("2018 年", Piece::Part(3)),
            ("—— 。", Piece::Empty),
            ("", Piece::Empty),
            ("供水和", Piece::Part(3)),
            // Parts of two texts, each pair of characters of which is in some text.
            ("供水情况", Piece::Strange),
            ("用水总量", Piece::Strange),
            ("量停", Piece::Strange),
            ("停电", Piece::Strange),
            ("201年度", Piece::Strange),
            ("二〇一八年度", Piece::Strange),
            ("20180", Piece::Strange),
        ] {
            assert_eq!(fragments.piece(piece), want, "{piece}");
        }
        assert_eq!(Fragments::key("2018年"), "N年度");
        assert_eq!(Fragments::key("2018年 底"), "2018年底");
        assert_eq!(Fragments::key("abcd年"), "abcd年");
        assert!(fragments.has_whole("停水次数") && !fragments.has_whole("停水次"));
        assert!(!fragments.has_part("") && !fragments.has_whole(""));
    }

    #[test]
    fn a_text_longer_than_any_label_is_not_looked_up() {
        let (fragments, long) = own(MAX_FRAGMENT + 1);
        let within: String = long.chars().take(MAX_FRAGMENT).collect();
        assert!(fragments.has_part(&within));
        assert!(!fragments.has_part(&long));
        // Nor is a misprint of it.
        let misprint = |chars: usize| {
            format!(
                "丁{}",
                long.chars().skip(1).take(chars - 1).collect::<String>()
            )
        };
        assert!(fragments.has_misprint(&misprint(MAX_FRAGMENT)));
        assert!(!fragments.has_misprint(&misprint(MAX_FRAGMENT + 1)));
        let (fragments, long) = own(MAX_FRAGMENT);
        assert!(fragments.has_misprint_of_whole(&long.replace('甲', "丁")));
        assert!(!fragments.has_misprint_of_whole(&format!("{long}丁")));
    }

    #[test]
    fn a_misprint_has_one_character_more_less_or_another() {
        let (fragments, _) = own(12);
        let good = "甲丙丙丙丙丙丙丙丙丙丙乙";
        assert!(fragments.has_part(good));
        for (misprint, want) in [
            ("甲丙丙丙丁丙丙丙丙丙丙乙", true),
            ("甲丙丙丙丁丙丙丙丙丙丙丙乙", true),
            ("丙丙丙丙丙丙丙丁", true),
            ("丁丙丙丙丙丙丙丙", true),
            ("甲丙丙丙丁丙丙丁丙丙丙乙", false),
            ("甲丁丁丙丙丙丙丙丙丙丙乙", false),
            // Seven characters are too few.
            ("丙丙丙丙丙丙丁", false),
        ] {
            assert_eq!(fragments.has_misprint(misprint), want, "{misprint}");
        }
        for (misprint, want) in [
            ("停水次教", true),
            ("停水水次数", true),
            ("停水次数数", true),
            ("断水次数", true),
            ("供总量", false),
            ("停水量数", true),
            ("停断量数", false),
            ("水停次数", false),
            // It is that text.
            ("停水次数", false),
            ("一供水总", true),
            ("本斯", false),
        ] {
            assert_eq!(
                fragments.has_misprint_of_whole(misprint),
                want,
                "{misprint}"
            );
        }
    }
}
