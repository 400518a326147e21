//! Text that was decoded wrongly once already and saved: UTF-8 read as GBK (一、总体情况 as
//! 涓€銆佹€讳綋鎯呭喌), or any text read as Latin-1.

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{GBK, WINDOWS_1252};

use super::{Decoded, detect, gb, repair::Repairs};
use crate::report::{Diagnostic, Severity};

/// Characters of a text that are looked at before anything else is done.
const SAMPLE: usize = 96;

/// Characters without which nothing can be said.
const FEWEST: usize = 8;

/// What U+FFFD becomes when text is garbled once more: then nothing can be got back.
const LOST_TWICE: &str = "锟斤拷";

/// The pair of bytes of each character of the basic plane in GBK, 0 for none.
static PAIRS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut pairs = vec![0u16; 0x1_0000];
    for lead in 0x81..=0xfe_u8 {
        for trail in (0x40..=0x7e).chain(0x80..=0xfe_u8) {
            let pair = [lead, trail];
            let (text, _) = GBK.decode_without_bom_handling(&pair);
            let mut chars = text.chars();
            if let (Some(c), None) = (chars.next(), chars.next())
                && let Some(entry) = pairs.get_mut(c as usize)
            {
                *entry = u16::from_be_bytes([lead, trail]);
            }
        }
    }
    pairs
});

/// Characters that the first two bytes of an ideograph or of a full-width mark in UTF-8 are in
/// GBK, sorted. Natural text has one in a hundred of them, garbled text one in three.
static HEADS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut heads = Vec::with_capacity(8 * 64);
    for lead in [0xe3u8, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xef] {
        for trail in 0x80..=0xbf_u8 {
            let pair = [lead, trail];
            let (text, _) = GBK.decode_without_bom_handling(&pair);
            heads.extend(text.chars().next().filter(|c| *c != '\u{fffd}'));
        }
    }
    heads.sort_unstable();
    heads
});

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Garbled {
    Gbk,
    Latin,
}

/// Undoes what can be undone, and says so.
pub(super) fn undo(decoded: &mut Decoded<'_>) {
    let Some(way) = suspicion(&decoded.text) else {
        if memchr::memmem::find_iter(decoded.text.as_bytes(), LOST_TWICE)
            .take(3)
            .count()
            == 3
        {
            decoded.diagnostics.push(lost(
                "holds 锟斤拷: characters were lost before it was saved".to_owned(),
            ));
        }
        return;
    };
    let (bytes, unknown) = match way {
        Garbled::Gbk => gbk_bytes(&decoded.text),
        Garbled::Latin => latin_bytes(&decoded.text),
    };
    let undone = match std::str::from_utf8(&bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if way == Garbled::Gbk => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => {
            let charset = detect::detect(&bytes, error.valid_up_to(), None);
            if charset == encoding_rs::GB18030 {
                gb::decode(&bytes, &mut Repairs::new(0)).into_owned()
            } else {
                String::from_utf8_lossy(&bytes).into_owned()
            }
        }
    };
    if !is_better(&undone) {
        return;
    }
    let gaps = undone.matches('\u{fffd}').count();
    let read_as = match way {
        Garbled::Gbk => "UTF-8 text that was once read as GBK",
        Garbled::Latin => "text that was once read as Latin-1",
    };
    decoded.diagnostics.push(Diagnostic {
        code: "mojibake_undone",
        severity: Severity::Warning,
        message: format!("{read_as} and saved; undone").into(),
        region: None,
        help: None,
    });
    if gaps > 0 || unknown > 0 {
        decoded.diagnostics.push(lost(format!(
            "{gaps} characters were lost when it was garbled, and stand as U+FFFD"
        )));
    }
    decoded.text = Cow::Owned(undone);
}

fn lost(message: String) -> Diagnostic {
    Diagnostic {
        code: "mojibake",
        severity: Severity::Warning,
        message: message.into(),
        region: None,
        help: Some("look for a copy that was not saved in the wrong charset".into()),
    }
}

/// How the text looks garbled, from its first characters beyond ASCII.
fn suspicion(text: &str) -> Option<Garbled> {
    let start = text.bytes().position(|b| b >= 0x80)?;
    let (mut all, mut heads, mut latin) = (0, 0, 0);
    for c in text[start..].chars().filter(|c| !c.is_ascii()).take(SAMPLE) {
        match c {
            '\u{a0}' | '\u{3000}' => {}
            '\u{80}'..='\u{ff}' | '\u{152}'..='\u{192}' | '\u{2c6}' | '\u{2dc}' | '™' => {
                all += 1;
                latin += 1;
            }
            _ => {
                all += 1;
                heads += usize::from(HEADS.binary_search(&c).is_ok());
            }
        }
    }
    if all < FEWEST {
        None
    } else if heads * 5 >= all {
        Some(Garbled::Gbk)
    } else if latin * 10 >= all * 7 {
        Some(Garbled::Latin)
    } else {
        None
    }
}

/// Characters of daily use are what an undone text is made of.
fn is_better(text: &str) -> bool {
    let (mut all, mut wide) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()).take(8 * SAMPLE) {
        all += 1;
        wide += usize::from(crate::chars::is_wide(c) && HEADS.binary_search(&c).is_err());
    }
    all >= FEWEST / 2 && wide * 10 >= all * 7
}

/// The bytes that were read as GBK, and how many characters had none.
fn gbk_bytes(text: &str) -> (Vec<u8>, usize) {
    let mut bytes = Vec::with_capacity(text.len());
    let mut unknown = 0;
    for c in text.chars() {
        match c {
            '\0'..='\u{7f}' => bytes.push(c as u8),
            // GBK's single byte 0x80, and what other decoders make of it.
            '€' | '\u{80}' => bytes.push(0x80),
            _ => match PAIRS.get(c as usize) {
                Some(pair) if *pair != 0 => bytes.extend(pair.to_be_bytes()),
                // One byte was lost here. 0xFF is in no UTF-8: it can't join with its neighbours.
                _ => {
                    unknown += 1;
                    bytes.push(0xff);
                }
            },
        }
    }
    (bytes, unknown)
}

/// The bytes that were read as Latin-1 or windows-1252, and how many characters had none.
fn latin_bytes(text: &str) -> (Vec<u8>, usize) {
    let mut bytes = Vec::with_capacity(text.len());
    let mut unknown = 0;
    for c in text.chars() {
        match c {
            '\0'..='\u{ff}' => bytes.push(c as u8),
            _ => {
                let mut buffer = [0; 4];
                let (one, _, lossy) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
                if lossy {
                    unknown += 1;
                    bytes.push(0xff);
                } else {
                    bytes.extend_from_slice(&one);
                }
            }
        }
    }
    (bytes, unknown)
}
