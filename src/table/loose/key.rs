//! What is compared of a word and of a text of the form.

use std::ops::Deref;

/// The characters that are compared, and which occur among them: most words and texts of a form
/// share hardly one, which is told without looking for the one in the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Key {
    chars: Vec<char>,
    letters: Letters,
}

/// Some characters of `Key`s fall on one bit: a bit that is not set says that none of them occurs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Letters(u128);

impl Letters {
    fn of(c: char) -> Self {
        Self(1 << (u32::from(c) % u128::BITS))
    }

    fn has(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }
}

impl Key {
    /// Adds another's characters.
    pub fn push(&mut self, other: &Self) {
        self.chars.extend(&other.chars);
        self.letters.0 |= other.letters.0;
    }

    /// Takes all characters out.
    pub fn clear(&mut self) {
        self.chars.clear();
        self.letters = Letters::default();
    }

    /// Where `piece` stands in it, from its character `from` on.
    pub fn find(&self, piece: &Self, from: usize) -> Option<usize> {
        if piece.is_empty() || !self.can_have(piece) {
            return None;
        }
        let last = self.len().checked_sub(piece.len())?;
        (from..=last).find(|&at| self[at..].starts_with(piece))
    }

    /// Whether all characters of `piece` may occur in it; if not, no piece of it is this.
    pub fn can_have(&self, piece: &Self) -> bool {
        self.letters.has(piece.letters)
    }

    /// At least as many as the characters that it has in common with another: each letter that the
    /// other lacks stands at one place or more.
    pub fn most_common(&self, other: &Self) -> usize {
        let lacking = self.letters.0 & !other.letters.0;
        self.len() - lacking.count_ones() as usize
    }
}

impl FromIterator<char> for Key {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let chars: Vec<char> = chars.into_iter().collect();
        let letters = chars
            .iter()
            .fold(0, |letters, &c| letters | Letters::of(c).0);
        Self {
            chars,
            letters: Letters(letters),
        }
    }
}

impl Deref for Key {
    type Target = [char];

    fn deref(&self) -> &[char] {
        &self.chars
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.letters == other.letters && self.chars == other.chars
    }
}

impl Eq for Key {}

/// Characters that two words have in common, in order; both are bounded by a label's length.
pub(super) fn common(a: &[char], b: &[char]) -> usize {
    const { assert!(super::MAX_LABEL <= crate::chars::MAX_COMMON) };
    let bounded = |chars: &'_ [char]| chars.len().min(super::MAX_LABEL);
    crate::chars::common(&a[..bounded(a)], &b[..bounded(b)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> Key {
        text.chars().collect()
    }

    #[test]
    fn pieces_are_found_where_they_stand() {
        let label = key("本机关不掌握相关政府信息");
        assert_eq!(label.find(&key("不掌握"), 0), Some(3));
        assert_eq!(label.find(&key("不掌握"), 4), None);
        assert_eq!(label.find(&key("不掌控"), 0), None);
        assert_eq!(label.find(&key(""), 0), None);
        assert_eq!(key("机关").find(&label, 0), None);
    }

    #[test]
    fn letters_that_are_lacking_are_told_without_looking() {
        let label = key("行政许可");
        assert!(label.can_have(&key("可行")) && !label.can_have(&key("可以")));
        assert_eq!(key("可以行").most_common(&label), 2);
        let mut own = key("行");
        own.push(&key("政"));
        assert!(own == key("行政") && own.can_have(&key("政")));
        own.clear();
        assert!(own == key("") && !own.can_have(&key("政")));
    }

    #[test]
    fn what_words_have_in_common() {
        let common = |a, b| common(&key(a), &key(b));
        assert_eq!(common("行政许可", "行政许可"), 4);
        assert_eq!(common("行政处罚", "行政强制"), 2);
        assert_eq!(common("政行", "行政"), 1);
        assert_eq!(common("", "行政"), 0);
        let long = "政".repeat(200);
        assert_eq!(common(&long, &long), super::super::MAX_LABEL);
    }

    /// The table that [`common`] packs into bits.
    fn table(a: &[char], b: &[char]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (at, y) in b.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if x == y {
                    diagonal + 1
                } else {
                    above.max(row[at])
                };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn bits_say_what_the_table_says(a in "[a-f]{0,96}", b in "[a-f]{0,96}") {
            let (a, b) = (key(&a), key(&b));
            prop_assert_eq!(common(&a, &b), table(&a, &b));
            prop_assert!(a.most_common(&b) >= common(&a, &b));
        }

        #[test]
        fn a_key_has_each_of_its_pieces(text in "\\PC{1,40}", from in 0_usize..40, len in 1_usize..40) {
            let whole = key(&text);
            let from = from.min(whole.len() - 1);
            let piece: Key = whole[from..].iter().copied().take(len).collect();
            prop_assert!(whole.can_have(&piece));
            prop_assert!(whole.find(&piece, 0).is_some_and(|at| at <= from));
        }
    }
}
