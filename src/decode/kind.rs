//! Bytes that are no text at all.

use crate::report::NotAReport;

/// How much of a document is looked at for control characters: enough to see that a file is
/// binary, whatever its size.
const SAMPLE: usize = 4096;

/// Control characters in a sample, one in this many, beyond which it is no text. A stray NUL in a
/// text saved from an old database is not enough.
const ONE_CONTROL_IN: usize = 50;

const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document (take its text with pdftotext)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"RIFF", "a RIFF file (WebP image, sound)"),
    (b"PK\x03\x04", "a ZIP archive (.zip, .docx, .xlsx, .ofd)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an OLE document (.doc, .xls, .wps)",
    ),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
];

/// Refuses what is empty, or a known format that is no text, or full of control characters.
/// With `told` the charset is known, and control characters may be halves of characters.
pub(super) fn refuse(bytes: &[u8], told: bool) -> Result<(), NotAReport> {
    if bytes.is_empty() {
        return Err(empty());
    }
    for (magic, what) in MAGIC {
        if bytes.starts_with(magic) {
            return Err(refusal(format!("{what}, not text")));
        }
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls = sample.iter().filter(|b| is_control(**b)).count();
    if !told
        && controls > 0
        && controls * ONE_CONTROL_IN > sample.len()
        && super::detect::utf16(bytes).is_none()
    {
        return Err(refusal(format!(
            "binary data: {controls} control characters in the first {} bytes, and no UTF-16",
            sample.len()
        )));
    }
    Ok(())
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b)
}

pub(super) fn empty() -> NotAReport {
    refusal("empty: looked for text and found none".to_owned())
}

fn refusal(message: String) -> NotAReport {
    NotAReport {
        code: "not_a_report",
        message,
    }
}
