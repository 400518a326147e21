//! The words of `grammar/narrative.toml`: units, approximation, scales, sets that rules refer to.

use rust_decimal::Decimal;

/// A set of words, tried longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Set {
    by_first: ByChar,
    by_last: ByChar,
    /// The letters of each word.
    letters: Vec<Letters>,
}

/// Which characters stand in a text, each as one of 128 bits: a word whose bits are not all there
/// does not stand in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Letters(u128);

impl Letters {
    pub(super) const fn of(chars: &[char]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < chars.len() {
            bits |= Self::bit(chars[at]);
            at += 1;
        }
        Self(bits)
    }

    const fn bit(c: char) -> u128 {
        1 << ((c as u32).wrapping_mul(0x9e37_79b1) >> 25)
    }

    pub(super) const fn may_have(self, c: char) -> bool {
        self.0 & Self::bit(c) != 0
    }
}

/// Words by one of their characters.
#[derive(Debug, Clone, Default)]
struct ByChar {
    /// In order.
    keys: Vec<char>,
    /// The same: most characters are refused by one look at them.
    letters: Letters,
    /// The words of each, the longest first.
    words: Vec<Vec<Vec<char>>>,
}

impl ByChar {
    fn new(words: &[Vec<char>], key: fn(&[char]) -> Option<&char>) -> Self {
        let mut by_char = Self::default();
        for word in words {
            let Some(&key) = key(word) else {
                continue;
            };
            let at = by_char.keys.partition_point(|&k| k < key);
            if by_char.keys.get(at) != Some(&key) {
                by_char.keys.insert(at, key);
                by_char.words.insert(at, Vec::new());
            }
            by_char.words[at].push(word.clone());
        }
        by_char.letters = Letters::of(&by_char.keys);
        for words in &mut by_char.words {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        by_char
    }

    fn of(&self, key: Option<&char>) -> &[Vec<char>] {
        let key = key.filter(|&&key| self.letters.may_have(key));
        let at = key.and_then(|key| self.keys.binary_search(key).ok());
        at.map_or(&[], |at| &self.words[at])
    }
}

impl Set {
    pub(super) fn new<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Self {
        let words: Vec<Vec<char>> = words
            .into_iter()
            .map(|w| w.as_ref().chars().collect())
            .collect();
        Self {
            by_first: ByChar::new(&words, <[char]>::first),
            by_last: ByChar::new(&words, <[char]>::last),
            letters: words.iter().map(|word| Letters::of(word)).collect(),
        }
    }

    /// Whether the letters of one of the words are all there.
    pub(super) fn may_stand(&self, there: Letters) -> bool {
        (self.letters.iter()).any(|word| word.0 & !there.0 == 0)
    }

    /// The length of the longest word that `chars` starts with.
    pub(super) fn starts(&self, chars: &[char]) -> Option<usize> {
        let mut words = self.by_first.of(chars.first()).iter();
        words.find(|w| chars.starts_with(w)).map(Vec::len)
    }

    /// The length of the longest word that `chars` ends with.
    pub(super) fn ends(&self, chars: &[char]) -> Option<usize> {
        self.all_ends(chars).next()
    }

    /// The lengths of all words that `chars` ends with, the longest first.
    pub(super) fn all_ends(&self, chars: &[char]) -> impl Iterator<Item = usize> {
        let words = self.by_last.of(chars.last()).iter();
        words.filter(|w| chars.ends_with(w)).map(Vec::len)
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
