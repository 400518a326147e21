//! The words of `grammar/narrative.toml`: units, approximation, scales, sets that rules refer to.

use rust_decimal::Decimal;

/// A set of words, tried longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Set {
    /// By first character, then the longest first.
    by_first: Vec<Vec<char>>,
    /// By last character, then the longest first.
    by_last: Vec<Vec<char>>,
}

/// The words that have `key` where `of` looks.
fn with(words: &[Vec<char>], key: Option<char>, of: fn(&[char]) -> Option<&char>) -> &[Vec<char>] {
    let from = words.partition_point(|w| of(w).copied() < key);
    let len = words[from..].partition_point(|w| of(w).copied() == key);
    &words[from..from + len]
}

impl Set {
    pub(super) fn new<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Self {
        let mut by_first: Vec<Vec<char>> = words
            .into_iter()
            .map(|w| w.as_ref().chars().collect())
            .filter(|w: &Vec<char>| !w.is_empty())
            .collect();
        let mut by_last = by_first.clone();
        by_first.sort_by_key(|w| (w.first().copied(), std::cmp::Reverse(w.len())));
        by_last.sort_by_key(|w| (w.last().copied(), std::cmp::Reverse(w.len())));
        Self { by_first, by_last }
    }

    /// The length of the longest word that `chars` starts with.
    pub(super) fn starts(&self, chars: &[char]) -> Option<usize> {
        let first = chars.first().copied()?;
        let mut words = with(&self.by_first, Some(first), <[char]>::first).iter();
        words.find(|w| chars.starts_with(w)).map(Vec::len)
    }

    /// The length of the longest word that `chars` ends with.
    pub(super) fn ends(&self, chars: &[char]) -> Option<usize> {
        self.all_ends(chars).next()
    }

    /// The lengths of all words that `chars` ends with, the longest first.
    pub(super) fn all_ends(&self, chars: &[char]) -> impl Iterator<Item = usize> {
        let last = chars.last().copied();
        let words = match last {
            Some(_) => with(&self.by_last, last, <[char]>::last),
            None => &[],
        };
        words.iter().filter(|w| chars.ends_with(w)).map(Vec::len)
    }

    /// Whether any of the words stands in `chars`.
    pub(super) fn within(&self, chars: &[char]) -> bool {
        (0..chars.len()).any(|at| self.starts(&chars[at..]).is_some())
    }

    /// The position of the last of the words in `chars`, from 0.
    pub(super) fn last_in(&self, chars: &[char]) -> Option<usize> {
        (0..chars.len())
            .rev()
            .find(|&at| self.starts(&chars[at..]).is_some())
    }
}

/// What the scanner needs to know.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// Units.
    pub(super) units: Set,
    /// Units before which a Chinese numeral is seldom a count (三个代表, 一项).
    pub(super) idiomatic: Vec<String>,
    /// 近, 约, 超过: before the number.
    pub(super) approximate_before: Set,
    /// 余, 多: between number and unit.
    pub(super) approximate_after: Set,
    /// 左右, 以上: behind the unit.
    pub(super) approximate_behind: Set,
    /// 万 and the like.
    pub(super) scales: Vec<(Vec<char>, Decimal)>,
}

impl Words {
    /// Length and factor of the scale that `chars` starts with.
    pub(super) fn scale(&self, chars: &[char]) -> Option<(usize, Decimal)> {
        let (word, factor) = self.scales.iter().find(|(w, _)| chars.starts_with(w))?;
        Some((word.len(), *factor))
    }
}
