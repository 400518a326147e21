//! Names of elements, each kept once, and the count of children by name.

use std::collections::HashMap;

/// Names that are looked for one by one; behind these an index is used. A page has some thirty.
const FEW: usize = 48;

/// Each name once.
#[derive(Debug, Default)]
pub(super) struct Names {
    list: Vec<Box<str>>,
    /// The first bytes of each of the few, compared before the whole.
    keys: Vec<u64>,
    index: HashMap<Box<str>, u32>,
}

impl Names {
    /// The name's position.
    pub(super) fn intern(&mut self, name: &str) -> u32 {
        let key = key(name);
        // A key whose last byte is empty is the whole name: none has an empty byte.
        let is_name =
            |at: &usize| self.keys[*at] == key && (is_whole(key) || *self.list[*at] == *name);
        if let Some(at) = (0..self.keys.len()).find(is_name) {
            return at as u32;
        }
        if let Some(&at) = self.index.get(name) {
            return at;
        }
        let at = self.list.len() as u32;
        self.list.push(name.into());
        if self.keys.len() < FEW {
            self.keys.push(key);
        } else {
            self.index.insert(name.into(), at);
        }
        at
    }

    /// The name at a position.
    pub(super) fn name(&self, at: u32) -> &str {
        self.list.get(at as usize).map_or("", |name| name)
    }

    pub(super) fn into_list(self) -> Vec<Box<str>> {
        self.list
    }
}

/// A name's first eight bytes.
fn key(name: &str) -> u64 {
    match name.as_bytes().first_chunk() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => (name.bytes().rev()).fold(0, |key, byte| key << 8 | u64::from(byte)),
    }
}

const fn is_whole(key: u64) -> bool {
    key >> 56 == 0
}

/// How many children of each name each open element has had.
#[derive(Debug)]
pub(super) struct Counts {
    /// One for each open element and one for the document; those behind `depth` wait to be used
    /// again.
    levels: Vec<Level>,
    depth: usize,
}

#[derive(Debug, Default)]
struct Level {
    few: Vec<(u32, u32)>,
    more: HashMap<u32, u32>,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            levels: vec![Level::default()],
            depth: 0,
        }
    }
}

impl Counts {
    /// The position of a new child among its siblings of that name, from 1.
    pub(super) fn next(&mut self, name: u32) -> u32 {
        let Some(level) = self.levels.get_mut(self.depth) else {
            return 1;
        };
        if let Some((_, count)) = level.few.iter_mut().find(|(known, _)| *known == name) {
            *count += 1;
            return *count;
        }
        if level.few.len() < FEW {
            level.few.push((name, 1));
            return 1;
        }
        let count = level.more.entry(name).or_default();
        *count += 1;
        *count
    }

    /// Takes the last child of that name back.
    pub(super) fn take_back(&mut self, name: u32) {
        let Some(level) = self.levels.get_mut(self.depth) else {
            return;
        };
        let few = level.few.iter_mut().find(|(known, _)| *known == name);
        if let Some(count) = few.map(|(_, count)| count).or(level.more.get_mut(&name)) {
            *count = count.saturating_sub(1);
        }
    }

    pub(super) fn open(&mut self) {
        self.depth += 1;
        match self.levels.get_mut(self.depth) {
            Some(level) => {
                level.few.clear();
                level.more.clear();
            }
            None => self.levels.push(Level::default()),
        }
    }

    /// Closes all but so many.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.depth = self.depth.min(depth);
    }

    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_told_apart() {
        let mut names = Names::default();
        let mut counts = Counts::default();
        for round in 1..=3 {
            for n in 0..200 {
                let name = names.intern(&format!("x-{n}"));
                assert_eq!(name, n);
                assert_eq!(counts.next(name), round);
            }
        }
        counts.open();
        assert_eq!(counts.next(0), 1);
        counts.close();
        assert_eq!(counts.next(0), 4);
        counts.open();
        assert_eq!(counts.next(0), 1);
        counts.close();
        for name in [0, 199] {
            assert_eq!(counts.next(name), if name == 0 { 5 } else { 4 });
            counts.take_back(name);
            assert_eq!(counts.next(name), if name == 0 { 5 } else { 4 });
        }
        counts.take_back(777);
        assert_eq!(counts.next(777), 1);
    }
}
