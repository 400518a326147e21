//! Bytes that are not of the charset become U+FFFD where they stand, each one listed.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding};

use crate::report::Repair;

/// Repairs that are listed one by one; a document of random bytes would otherwise get a list many
/// times its own size.
pub(crate) const MAX_REPAIRS: usize = 200;

/// The list of repairs while it grows.
pub(super) struct Repairs {
    base: usize,
    list: Vec<Repair>,
    more: usize,
    last: u64,
}

impl Repairs {
    /// Offsets that are noted count from `base` in the input.
    pub(super) fn new(base: usize) -> Self {
        Self {
            base,
            list: Vec::new(),
            more: 0,
            last: 0,
        }
    }

    /// Notes that the bytes in `start..end` of the body were replaced.
    pub(super) fn note(&mut self, bytes: &[u8], start: usize, end: usize) {
        let at = [(self.base + start) as u64, (self.base + end) as u64];
        if self.list.len() == MAX_REPAIRS {
            self.more += 1;
            self.last = at[1];
            return;
        }
        let mut what = String::from("invalid");
        for byte in bytes.get(start..end).unwrap_or_default() {
            use std::fmt::Write as _;
            let _ = write!(what, " {byte:02X}");
        }
        what.push_str(", replaced by U+FFFD");
        self.list.push(Repair { bytes: at, what });
    }

    /// The list; a last entry says how many more there were.
    pub(super) fn finish(mut self) -> Vec<Repair> {
        if self.more > 0 {
            let from = self.list.last().map_or(0, |r| r.bytes[1]);
            self.list.push(Repair {
                bytes: [from, self.last],
                what: format!("and {} more", self.more),
            });
        }
        self.list
    }
}

/// UTF-8, each invalid sequence replaced.
pub(super) fn utf8<'b>(body: &'b [u8], repairs: &mut Repairs) -> Cow<'b, str> {
    if let Ok(text) = simdutf8::basic::from_utf8(body) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(body.len() + 16);
    let mut at = 0;
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        let bad = chunk.invalid().len();
        if bad > 0 {
            text.push('\u{fffd}');
            repairs.note(body, at, at + bad);
            at += bad;
        }
    }
    Cow::Owned(text)
}

/// Any other charset, each malformed sequence replaced.
pub(super) fn any<'b>(
    charset: &'static Encoding,
    body: &'b [u8],
    repairs: &mut Repairs,
) -> Cow<'b, str> {
    if let Some(text) = charset.decode_without_bom_handling_and_without_replacement(body) {
        return text;
    }
    let mut text = String::with_capacity(body.len() + body.len() / 2);
    append(charset, body, 0, &mut text, repairs);
    Cow::Owned(text)
}

/// Decodes `body`, which starts at `start` of what `repairs` counts in, and appends it.
pub(super) fn append(
    charset: &'static Encoding,
    body: &[u8],
    start: usize,
    text: &mut String,
    repairs: &mut Repairs,
) {
    let mut decoder = charset.new_decoder_without_bom_handling();
    let mut at = 0;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(&body[at..], text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {
                // The decoder says how much the rest can need at most.
                let need = decoder
                    .max_utf8_buffer_length_without_replacement(body.len() - at)
                    .unwrap_or(64);
                text.reserve(need.max(64));
            }
            DecoderResult::Malformed(bad, after) => {
                let end = at.saturating_sub(usize::from(after));
                let from = end.saturating_sub(usize::from(bad));
                let noted = from + start;
                repairs.note_in(body, from, end, noted);
                text.push('\u{fffd}');
            }
        }
    }
}

impl Repairs {
    fn note_in(&mut self, body: &[u8], from: usize, end: usize, noted: usize) {
        let base = self.base;
        self.base = base + noted - from;
        self.note(body, from, end);
        self.base = base;
    }
}
