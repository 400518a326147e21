//! Which piece of text belongs to which text of the form.
//!
//! A broken label's pieces stand in the label's order, others' between them. So each text of the
//! form remembers how much of it has been seen, and a word goes to the text that it continues,
//! else to one that it starts, else to one that it is a part of.

use super::key::{Key, common};
use super::plan::Phrase;
use super::token::Token;

/// Characters from which on a word with a misprint is recognised.
const MIN_SIMILAR: usize = 4;

/// Characters that a misprint can lack.
const MISPRINT: usize = 3;

/// Characters that tell where a misprint ends.
const TAIL: usize = 2;

/// Columns that the pieces of one head may stand apart sideways.
const SIDEWAYS: i64 = 2;

/// What a text of the form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Label of a row, by the slot.
    Label(usize),
    /// Label of a group of rows.
    Group(usize),
    /// Head of a column, and its block.
    Head(usize, usize),
    /// Head over several columns, and its block.
    HeadGroup(usize, usize),
    /// Other text, and its block.
    Furniture(usize, usize),
}

/// A text of the form that is looked for.
#[derive(Debug, Clone)]
pub(super) struct Entity<'p> {
    pub kind: Kind,
    pub phrase: &'p Phrase,
    /// Places (see [`cover`]) between which it can stand.
    pub range: (usize, usize),
    /// The words that are its.
    pub tokens: Vec<usize>,
    /// Characters of each spelling that have been seen; `None` where it is another spelling.
    seen: Vec<Option<usize>>,
}

impl<'p> Entity<'p> {
    pub fn new(kind: Kind, phrase: &'p Phrase, range: (usize, usize)) -> Self {
        Self {
            kind,
            phrase,
            range,
            tokens: Vec::new(),
            seen: vec![Some(0); phrase.keys.len()],
        }
    }

    /// The share of its text that has been seen, of the spelling that fits best, in percent.
    pub fn share(&self) -> usize {
        if self.tokens.is_empty() {
            return 0;
        }
        self.phrase
            .keys
            .iter()
            .zip(&self.seen)
            .filter_map(|(key, seen)| seen.map(|seen| seen * 100 / key.len().max(1)))
            .max()
            .unwrap_or(0)
    }

    /// All but one character of a spelling has been seen: a misprint of a label of two characters and its
    /// number.
    pub fn lacks_one(&self) -> bool {
        let mut both = self.phrase.keys.iter().zip(&self.seen);
        both.any(|(key, seen)| seen.is_some_and(|seen| seen > 1 && seen + 1 >= key.len()))
    }

    /// How well a word fits, the less the better: a rank, and how many characters are passed over or,
    /// where it has a misprint, strange.
    fn rank(&self, token: &Token) -> Option<(u8, usize)> {
        let piece = &token.key;
        // A number alone: its mark says which.
        if self.tokens.is_empty()
            && piece.len() <= 2
            && token.bracketed != self.phrase.bracketed
            && piece.iter().all(|c| "一二三四五六七八九十".contains(*c))
        {
            return None;
        }
        let mut best = None;
        for (key, seen) in self.phrase.keys.iter().zip(&self.seen) {
            let Some(seen) = *seen else { continue };
            let is_there = key.can_have(piece);
            let rank = if is_there && key[seen..].starts_with(piece) {
                (u8::from(seen == 0), 0)
            } else if is_there
                && piece.len() >= 2
                && let Some(at) = key.find(piece, seen)
            {
                // Of two, the one that it is the end of.
                let goes_on = at + piece.len() < key.len();
                (2, (at - seen) * 2 + usize::from(goes_on))
            } else if piece.len() >= MIN_SIMILAR
                && let Some((_, strange)) = similar(piece, key, seen)
            {
                (3, strange)
            } else {
                continue;
            };
            if best.is_none_or(|best| rank < best) {
                best = Some(rank);
            }
        }
        best
    }

    fn take(&mut self, token: usize, piece: &Key) {
        let fits: Vec<Option<usize>> = self
            .phrase
            .keys
            .iter()
            .zip(&self.seen)
            .map(|(key, seen)| {
                let seen = (*seen)?;
                if key[seen..].starts_with(piece) {
                    Some(seen + piece.len())
                } else if piece.len() >= 2
                    && let Some(at) = key.find(piece, seen)
                {
                    Some(at + piece.len())
                } else if piece.len() >= MIN_SIMILAR {
                    similar(piece, key, seen).map(|(end, _)| end)
                } else {
                    None
                }
            })
            .collect();
        if fits.iter().any(Option::is_some) {
            self.seen = fits;
        }
        self.tokens.push(token);
    }
}

/// Where a misprint of the start of `key` behind the characters seen ends, and how many of the piece's
/// characters do not stand there in their order: most do.
fn similar(piece: &Key, key: &Key, seen: usize) -> Option<(usize, usize)> {
    let is_most = |common: usize| common * 10 >= piece.len() * 7;
    if !is_most(piece.most_common(key)) {
        return None;
    }
    let rest = &key[seen..];
    let rest = &rest[..rest.len().min(piece.len() + MISPRINT)];
    let same = common(piece, rest);
    if !is_most(same) {
        return None;
    }
    // A misprint can have more characters than the label, or fewer: it ends with those that both
    // have, where the next piece goes on.
    let end = piece.last_chunk::<TAIL>().and_then(|tail| {
        let ends = (TAIL..=rest.len()).filter(|&end| rest[..end].ends_with(tail));
        ends.min_by_key(|end| end.abs_diff(piece.len()))
    });
    let end = seen + end.unwrap_or(piece.len().min(rest.len()));
    Some((end, piece.len() - same))
}

/// Where a word stands that would continue a text.
enum Next {
    /// Where the next piece does.
    Here,
    /// Too far to the side for a head, as far as columns of letters can tell.
    Sideways,
    /// Where no piece of it can.
    No,
}

/// How a table's words are given out.
pub(super) struct Cover<'a> {
    pub tokens: &'a [Token],
    /// Where each word stands: `2n` between the rows `n - 1` and `n`, `2n + 1` in row `n`.
    pub place: &'a dyn Fn(usize) -> usize,
    /// The entity of the label of the row that a word stands in.
    pub own: &'a dyn Fn(usize) -> Option<usize>,
    /// The measure of columns, where the words' places on the paper mean something.
    pub measure: Option<usize>,
}

impl Cover<'_> {
    /// Gives each of `words` to an entity; returns those that are nobody's.
    pub fn run(
        &self,
        entities: &mut [Entity<'_>],
        words: impl Iterator<Item = usize>,
    ) -> Vec<usize> {
        let mut left = Vec::new();
        // What took the word before.
        let mut last = None;
        for word in words {
            let token = &self.tokens[word];
            let place = (self.place)(word);
            let own = (self.own)(word);
            let best = entities
                .iter()
                .enumerate()
                .filter(|(_, entity)| entity.range.0 <= place && place <= entity.range.1)
                .filter_map(|(at, entity)| {
                    let (mut rank, off) = entity.rank(token)?;
                    if rank == 0 {
                        match self.continues(entity, word) {
                            Next::Here => {}
                            // Only if nothing nearer takes it.
                            Next::Sideways => rank = 2,
                            Next::No => return None,
                        }
                    }
                    let order = match entity.kind {
                        Kind::Label(_) if token.key.len() > 1 => 1,
                        Kind::Group(_) => 2,
                        _ => 3,
                    };
                    let is_others = own != Some(at);
                    let distance = self.distance(entity, word);
                    Some(((rank, is_others, off, order, distance, at), at))
                })
                .min();
            let is_next = best.is_some_and(|((rank, ..), _)| rank == 0);
            let before = last.take().filter(|_| !is_next);
            if let Some(at) = before.and_then(|before| self.rightful(entities, before, word)) {
                entities[at].take(word, &token.key);
                last = Some(at);
                continue;
            }
            last = best.map(|(_, at)| at);
            match (best, own) {
                (Some((_, at)), _) => entities[at].take(word, &token.key),
                // Next to the values, and nobody else's: a label of the row's own wording.
                (None, Some(at)) if token.key.len() > 1 || !entities[at].tokens.is_empty() => {
                    entities[at].take(word, &token.key);
                }
                _ => left.push(word),
            }
        }
        left
    }

    /// Of texts that start alike the first takes their first pieces. If the next word goes on as another
    /// of them does, that one gets all of these.
    fn rightful(&self, entities: &mut [Entity<'_>], before: usize, word: usize) -> Option<usize> {
        let holder = &entities[before];
        let is_beside = holder.tokens.last().is_some_and(|&last| {
            last + 1 == word && self.tokens[last].chunk == self.tokens[word].chunk
        });
        let is_label = |entity: &Entity<'_>| matches!(entity.kind, Kind::Label(_) | Kind::Group(_));
        if !is_beside || !is_label(holder) || holder.share() >= 100 {
            return None;
        }
        let place = (self.place)(word);
        let (at, other) = (entities.iter().enumerate())
            .filter(|(_, entity)| entity.tokens.is_empty() && is_label(entity))
            .filter(|(_, entity)| entity.range.0 <= place && place <= entity.range.1)
            .find_map(|(at, entity)| Some((at, self.begun(entity, &holder.tokens, word)?)))?;
        entities[at] = other;
        let holder = &mut entities[before];
        *holder = Entity::new(holder.kind, holder.phrase, holder.range);
        Some(at)
    }

    /// A text with these pieces, if they are its first ones and the word is the next.
    fn begun<'p>(&self, entity: &Entity<'p>, pieces: &[usize], word: usize) -> Option<Entity<'p>> {
        let mut begun = Entity::new(entity.kind, entity.phrase, entity.range);
        for &piece in pieces {
            let (0 | 1, _) = begun.rank(&self.tokens[piece])? else {
                return None;
            };
            begun.take(piece, &self.tokens[piece].key);
        }
        (begun.rank(&self.tokens[word])?.0 == 0).then_some(begun)
    }

    /// Whether the word can be the next piece of what it would continue.
    fn continues(&self, entity: &Entity<'_>, word: usize) -> Next {
        let Some(&last) = entity.tokens.last() else {
            return Next::Here;
        };
        let (before, here) = (&self.tokens[last], &self.tokens[word]);
        if before.line == here.line {
            return if last + 1 == word {
                Next::Here
            } else {
                Next::No
            };
        }
        match (self.measure, entity.kind) {
            (Some(measure), Kind::Head(..)) if before.page == here.page => {
                if before.gap(here, measure) <= SIDEWAYS {
                    Next::Here
                } else {
                    Next::Sideways
                }
            }
            _ => Next::Here,
        }
    }

    /// How far the word stands from the entity's last, as far as that says something.
    fn distance(&self, entity: &Entity<'_>, word: usize) -> i64 {
        let Some(&last) = entity.tokens.last() else {
            return 0;
        };
        match self.measure {
            Some(measure) => {
                (self.tokens[last].middle(measure) - self.tokens[word].middle(measure)).abs()
            }
            None => (word - last.min(word)) as i64,
        }
    }
}
