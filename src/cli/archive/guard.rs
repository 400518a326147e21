//! What stops a decompression bomb.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

/// How many bytes may come of one compressed byte. Reports give 5 to 30, a whole archive of much
/// alike ones perhaps 100; a bomb gives 1,000 and more.
pub const MAX_RATIO: u64 = 200;

/// Up to so many bytes nobody asks for the ratio: a file of white space is no attack.
pub const FREE: u64 = 64 << 20;

/// Counts what is read of a compressed stream.
pub struct Guard<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R> Guard<R> {
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            read: Rc::new(Cell::new(0)),
        }
    }

    /// What was read so far, for [`Counter::limit`].
    pub fn counter(&self) -> Counter {
        Counter(Rc::clone(&self.read))
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// How much of a compressed stream was read.
pub struct Counter(Rc<Cell<u64>>);

impl Counter {
    /// Lets through what `inner` makes of the counted stream, as long as that is in proportion.
    pub fn limit<R>(self, inner: R) -> Limit<R> {
        Limit {
            inner,
            written: 0,
            read: self.0,
        }
    }
}

/// A decompressed stream that stays in proportion.
pub struct Limit<R> {
    inner: R,
    written: u64,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Limit<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if is_bomb(self.written, self.read.get()) {
            return Err(io::Error::other(Refusal));
        }
        let read = self.inner.read(buffer)?;
        self.written += read as u64;
        Ok(read)
    }
}

/// So much came of so little.
pub fn is_bomb(written: u64, read: u64) -> bool {
    written > FREE && written / MAX_RATIO > read
}

/// The error of a stream that grew out of proportion.
#[derive(Debug)]
pub struct Refusal;

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "grows more than {MAX_RATIO} times when unpacked")
    }
}

impl std::error::Error for Refusal {}

/// The error is (or hides) a [`Refusal`].
pub fn is_refusal(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Refusal>)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::{FREE, Guard, MAX_RATIO, is_bomb, is_refusal};

    #[test]
    fn proportion() {
        assert!(!is_bomb(FREE, 0), "small ones are free");
        assert!(!is_bomb(FREE * 4, FREE * 4 / MAX_RATIO));
        assert!(is_bomb(FREE * 4, FREE * 4 / MAX_RATIO - 1));
    }

    #[test]
    fn a_stream_out_of_proportion_is_cut() {
        let mut few = Guard::new(&b"few"[..]);
        let counter = few.counter();
        few.read_to_end(&mut Vec::new()).expect("read");
        let mut limit = counter.limit(std::io::repeat(b' '));
        let mut total = 0;
        let mut buffer = vec![0; 1 << 20];
        let error = loop {
            match limit.read(&mut buffer) {
                Ok(read) => total += read as u64,
                Err(error) => break error,
            }
        };
        assert!(is_refusal(&error));
        assert_eq!(total, FREE + (1 << 20));
    }
}
