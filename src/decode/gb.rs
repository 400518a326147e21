//! GB18030 with stray bytes in it.
//!
//! A stray byte of 0x81–0xFE takes the byte behind it as its second half, and every pair up to the
//! next mark is read one byte off: 三、收到 becomes something like �鴼盏. Plain decoding sees at
//! most one invalid byte, at the far end. So a run between two bytes that are never part of a
//! longer character is read in the way that costs least, where leaving out a byte costs more than
//! a rare character but less than a row of them.

use std::borrow::Cow;

use encoding_rs::GB18030;

use super::repair::{Repairs, append};

/// The longest run that is searched for the best reading; memory is five times this. Longer ones,
/// which no prose has (a line end, a space or `<` ends a run), are decoded plainly.
const MAX_RUN: usize = 16 << 10;

/// A run with so many rare characters, which are one in `RARE_SHARE` of it or more, may be read
/// one byte off even if all of it is valid.
const RARE_FLOOR: u32 = 6;
const RARE_SHARE: u32 = 3;

/// What a reading costs: nothing for what Chinese text is made of, most for a byte left out.
mod cost {
    pub(super) const COMMON: u32 = 0;
    pub(super) const SECOND_LEVEL: u32 = 3;
    pub(super) const RARE: u32 = 5;
    pub(super) const FOUR_BYTES: u32 = 7;
    pub(super) const STRAY: u32 = 11;
}

/// Decodes GB18030 (GBK, GB2312).
pub(super) fn decode<'b>(body: &'b [u8], repairs: &mut Repairs) -> Cow<'b, str> {
    if let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(body) {
        return text;
    }
    let mut text = String::with_capacity(body.len() + body.len() / 2);
    let mut good = 0;
    let mut at = 0;
    while at < body.len() {
        if body[at] < 0x80 {
            at += 1;
            continue;
        }
        let start = run_start(body, good, at);
        let end = run_end(body, at);
        let suspect = is_suspect(&body[start..end]);
        if suspect && end - start <= MAX_RUN {
            append(GB18030, &body[good..start], good, &mut text, repairs);
            mend(body, start, end, &mut text, repairs);
            good = end;
        }
        at = end;
    }
    append(GB18030, &body[good..], good, &mut text, repairs);
    Cow::Owned(text)
}

/// A byte that is neither the first nor a later byte of a longer character.
fn is_mark(byte: u8) -> bool {
    byte < 0x30 || matches!(byte, 0x3a..=0x3f)
}

fn run_start(body: &[u8], from: usize, at: usize) -> usize {
    // Only ASCII stands between the mark and the run's first high byte.
    body[from..at]
        .iter()
        .rposition(|&b| is_mark(b))
        .map_or(from, |n| from + n + 1)
}

fn run_end(body: &[u8], at: usize) -> usize {
    body[at..]
        .iter()
        .position(|&b| is_mark(b))
        .map_or(body.len(), |n| at + n)
}

/// The character at the start of `bytes`: its length and what it costs; `None` if there is none.
fn character(bytes: &[u8]) -> Option<(usize, u32)> {
    match *bytes {
        [0..=0x7f, ..] => Some((1, cost::COMMON)),
        [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, ..] => Some((4, cost::FOUR_BYTES)),
        [lead @ 0x81..=0xfe, trail @ (0x40..=0x7e | 0x80..=0xfe), ..] => Some((
            2,
            match (lead, trail) {
                // Marks, full-width letters, the 3755 characters of daily use.
                (0xa1, 0xa1..=0xbf) | (0xa3 | 0xb0..=0xd7, 0xa1..) => cost::COMMON,
                (0xa1 | 0xa2 | 0xa4..=0xa9 | 0xd8..=0xf7, 0xa1..) => cost::SECOND_LEVEL,
                _ => cost::RARE,
            },
        )),
        _ => None,
    }
}

/// Something in the run is no character, or too much of it is rare.
fn is_suspect(run: &[u8]) -> bool {
    let (mut at, mut all, mut rare) = (0, 0u32, 0u32);
    while at < run.len() {
        match character(&run[at..]) {
            Some((1, _)) => at += 1,
            Some((len, price)) => {
                at += len;
                all += 1;
                rare += u32::from(price > cost::COMMON);
            }
            None => return true,
        }
    }
    rare >= RARE_FLOOR && rare * RARE_SHARE >= all
}

/// Reads `body[start..end]` in the way that costs least.
fn mend(body: &[u8], start: usize, end: usize, text: &mut String, repairs: &mut Repairs) {
    let run = &body[start..end];
    // Cheapest reading of the rest, from the end: (cost, bytes to take first; 0 for a stray one).
    let mut best: Vec<(u32, u8)> = vec![(0, 0); run.len() + 1];
    for at in (0..run.len()).rev() {
        let mut choice = (cost::STRAY.saturating_add(best[at + 1].0), 0u8);
        if let Some((len, price)) = character(&run[at..]) {
            let total = price.saturating_add(best[at + len].0);
            // Of equal ones the later byte is the stray one: what stands before it was read well.
            if total <= choice.0 {
                choice = (total, len as u8);
            }
        }
        best[at] = choice;
    }
    let (mut at, mut from) = (0, 0);
    while at < run.len() {
        let take = best[at].1;
        if take == 0 {
            append(GB18030, &run[from..at], start + from, text, repairs);
            text.push('\u{fffd}');
            repairs.note(body, start + at, start + at + 1);
            at += 1;
            from = at;
        } else {
            at += usize::from(take);
        }
    }
    append(GB18030, &run[from..], start + from, text, repairs);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn a_stray_lead_byte_costs_itself_only() {
        let before = "本年度主动公开政府信息";
        let after = "三百二十四条，依申请公开政府信息四条。\n二、收到";
        for stray in [0x80u8, 0x81, 0xb0, 0xc4, 0xd0, 0xe5, 0xfe, 0xff] {
            let mut bytes = gbk(before);
            bytes.push(stray);
            bytes.extend(gbk(after));
            let mut repairs = Repairs::new(0);
            let text = decode(&bytes, &mut repairs);
            if stray == 0x80 {
                // The charset's own single byte for the euro sign.
                assert_eq!(text, format!("{before}€{after}"));
                continue;
            }
            // Which of two adjacent bytes is the stray one can't always be told.
            let broken: Vec<char> = before.chars().chain(after.chars()).collect();
            let kept = text.chars().filter(|c| broken.contains(c)).count();
            assert!(kept + 1 >= broken.len(), "{stray:x}: {text}");
            assert_eq!(text.matches('\u{fffd}').count(), 1, "{stray:x}: {text}");
            assert!(text.starts_with("本年度主动公开政府信"), "{text}");
            assert!(
                text.ends_with("依申请公开政府信息四条。\n二、收到"),
                "{text}"
            );
            assert_eq!(repairs.finish().len(), 1);
        }
    }

    #[test]
    fn a_lost_half_costs_one_character() {
        let mut bytes = gbk("一、概述\n二、主动公开政府信息的情况");
        bytes.remove(12);
        let mut repairs = Repairs::new(0);
        let text = decode(&bytes, &mut repairs);
        assert!(text.starts_with("一、概述\n"), "{text}");
        assert!(text.ends_with("主动公开政府信息的情况"), "{text}");
        assert_eq!(repairs.finish().len(), 1);
    }

    #[test]
    fn characters_of_four_bytes_are_read() {
        let text = "㐀某某镇𠀀报告";
        let mut repairs = Repairs::new(0);
        assert_eq!(decode(&gbk(text), &mut repairs), text);
        let mut bytes = gbk(text);
        bytes.push(0xff);
        assert_eq!(decode(&bytes, &mut repairs), format!("{text}\u{fffd}"));
    }
}
