//! Text to bytes.

use super::dice::Dice;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16Be,
    Gb18030,
    Big5,
}

impl Charset {
    pub const ALL: [Self; 6] = [
        Self::Utf8,
        Self::Utf8Bom,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Gb18030,
        Self::Big5,
    ];

    pub fn any(dice: &mut Dice) -> Self {
        *dice.pick(&[
            Self::Utf8,
            Self::Utf8,
            Self::Utf8,
            Self::Gb18030,
            Self::Gb18030,
            Self::Utf8Bom,
            Self::Utf16Le,
            Self::Utf16Be,
        ])
    }

    /// The bytes; `None` where the charset lacks a character.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        let with = |encoding: &'static encoding_rs::Encoding| {
            let (bytes, _, lossy) = encoding.encode(text);
            (!lossy).then(|| bytes.into_owned())
        };
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Utf8Bom => Some([b"\xef\xbb\xbf", text.as_bytes()].concat()),
            Self::Utf16Le => Some(
                [0xfeff]
                    .into_iter()
                    .chain(text.encode_utf16())
                    .flat_map(u16::to_le_bytes)
                    .collect(),
            ),
            Self::Utf16Be => Some(
                [0xfeff]
                    .into_iter()
                    .chain(text.encode_utf16())
                    .flat_map(u16::to_be_bytes)
                    .collect(),
            ),
            Self::Gb18030 => with(encoding_rs::GB18030),
            Self::Big5 => with(encoding_rs::BIG5),
        }
    }
}
