//! Which charset bytes are in, from samples of them.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes of one sample; three are taken (where the first high byte stands, in the middle, and
/// before the end), so that finding out costs a fraction of decoding.
const SAMPLE: usize = 512;

/// What chardetng is given at most: it costs many times what decoding does.
const LAST_RESORT: usize = 4096;

/// Sequences of UTF-8 for one invalid one, from which on a text is UTF-8 with stray bytes.
const UTF8_FOR_ONE_STRAY: usize = 4;

/// What the samples hold, read as one charset.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    /// Characters of more than one byte.
    all: usize,
    /// Those that texts of the charset are mostly made of.
    common: usize,
    /// Bytes that are none.
    bad: usize,
}

impl Count {
    /// Nine in ten are common ones, and few bytes are bad.
    fn is_text(self) -> bool {
        self.all > 0 && self.common * 10 >= self.all * 8 && self.bad * 8 <= self.all
    }
}

/// The charset of bytes that are not valid UTF-8; valid they are up to `valid`. `claim` is what the
/// document declares: it is believed where the bytes say nothing.
pub(super) fn detect(
    body: &[u8],
    valid: usize,
    claim: Option<&'static Encoding>,
) -> &'static Encoding {
    if let Some(utf16) = utf16(body) {
        return utf16;
    }
    let samples = samples(body, valid);
    let mut utf8 = Count::default();
    let mut gb = Count::default();
    let mut big5 = Count::default();
    for sample in samples {
        count_utf8(sample, &mut utf8);
        count_gb(sample, &mut gb);
        count_big5(sample, &mut big5);
    }
    if utf8.all >= UTF8_FOR_ONE_STRAY * utf8.bad.max(1) {
        return UTF_8;
    }
    // Big5 text is also made of pairs that GB18030 has, but of such that Chinese text in it never
    // uses; its own second bytes below 0xA1 are two in five.
    if big5.is_text() && !(gb.is_text() && gb.common * big5.all >= big5.common * gb.all) {
        return BIG5;
    }
    if gb.is_text() {
        return GB18030;
    }
    if utf8.all > 0 && utf8.all >= utf8.bad {
        return UTF_8;
    }
    if let Some(claim) = claim
        && claim != UTF_8
        && !claim.is_single_byte()
        && claim
            .decode_without_bom_handling_and_without_replacement(
                &body[..body.len().min(LAST_RESORT)],
            )
            .is_some()
    {
        return claim;
    }
    // Characters that are rare in Chinese text (a list of names, a table of symbols) and a few
    // stray bytes in ASCII are still more likely this field's charset than any other.
    if gb.all > 0 && gb.bad * 8 <= gb.all && gb.common * 2 >= gb.all {
        return GB18030;
    }
    let mut last = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    last.feed(
        &body[..body.len().min(LAST_RESORT)],
        body.len() <= LAST_RESORT,
    );
    let guess = last.guess(Some(b"cn"), chardetng::Utf8Detection::Allow);
    if guess == encoding_rs::GBK {
        GB18030
    } else {
        guess
    }
}

/// Whether bytes behind a mark of UTF-8 are something else.
pub(super) fn is_not_utf8(body: &[u8]) -> bool {
    match std::str::from_utf8(body) {
        Ok(_) => false,
        Err(error) => detect(body, error.valid_up_to(), None) != UTF_8,
    }
}

/// UTF-16 without a mark: nearly all units are ASCII or of the ideographic blocks, and some are
/// ASCII (two ASCII letters read as one unit would be an ideograph, too).
pub(super) fn utf16(body: &[u8]) -> Option<&'static Encoding> {
    let sample = &body[..body.len().min(SAMPLE) & !1];
    if sample.len() < 4 || memchr::memchr(0, sample).is_none() {
        return None;
    }
    let fits = |read: fn([u8; 2]) -> u16| {
        let (mut fit, mut ascii) = (0, 0);
        for pair in sample.chunks_exact(2) {
            match read([pair[0], pair[1]]) {
                0x09 | 0x0a | 0x0d | 0x20..=0x7e => ascii += 1,
                0xa0 | 0x2000..=0x206f | 0x3000..=0x303f | 0x4e00..=0x9fff | 0xff00..=0xffef => {
                    fit += 1;
                }
                _ => {}
            }
        }
        ascii > 0 && (fit + ascii) * 20 >= sample.len() / 2 * 19
    };
    if fits(u16::from_le_bytes) {
        Some(UTF_16LE)
    } else if fits(u16::from_be_bytes) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Three stretches with high bytes in them; each starts behind a byte that ends any character.
fn samples(body: &[u8], valid: usize) -> [&[u8]; 3] {
    let first = body.iter().position(|b| *b >= 0x80).unwrap_or(0);
    let at = |from: usize| {
        let from = from.min(body.len());
        let start = body[..from]
            .iter()
            .rev()
            .take(SAMPLE)
            .position(|b| *b < 0x30)
            .map_or(from, |n| from - n);
        &body[start..(start + SAMPLE).min(body.len())]
    };
    // The place of the first byte that is not UTF-8 is worth a look if the beginning is.
    let second = if valid > first + SAMPLE {
        valid
    } else {
        body.len() / 2
    };
    let third = body.len().saturating_sub(2 * SAMPLE);
    let mut all = [at(first), &[][..], &[][..]];
    if body.len() > 2 * SAMPLE {
        all[1] = at(second);
        all[2] = at(third.max(first));
    }
    all
}

fn count_utf8(sample: &[u8], count: &mut Count) {
    let mut at = 0;
    for chunk in sample.utf8_chunks() {
        count.all += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        at += chunk.valid().len() + chunk.invalid().len();
        // A character that the sample's end cuts is not bad.
        if !chunk.invalid().is_empty() && at < sample.len() {
            count.bad += 1;
        }
    }
}

fn count_gb(sample: &[u8], count: &mut Count) {
    pairs(sample, count, |lead, trail| match lead {
        0xa1..=0xa3 | 0xb0..=0xd7 => Some(trail >= 0xa1),
        0x81..=0xfe if matches!(trail, 0x30..=0x39 | 0x40..=0x7e | 0x80..=0xfe) => Some(false),
        _ => None,
    });
}

fn count_big5(sample: &[u8], count: &mut Count) {
    pairs(sample, count, |lead, trail| {
        if !matches!(trail, 0x40..=0x7e | 0xa1..=0xfe) {
            return None;
        }
        match lead {
            // Marks, and the 5401 characters of daily use.
            0xa1 | 0xa4..=0xc6 => Some(true),
            0x81..=0xfe => Some(false),
            _ => None,
        }
    });
}

fn pairs(sample: &[u8], count: &mut Count, is_common: impl Fn(u8, u8) -> Option<bool>) {
    let mut at = 0;
    while let Some(&lead) = sample.get(at) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let Some(&trail) = sample.get(at + 1) else {
            break;
        };
        match is_common(lead, trail) {
            Some(common) => {
                count.all += 1;
                count.common += usize::from(common);
                at += 2;
            }
            None => {
                count.bad += 1;
                at += 1;
            }
        }
    }
}
