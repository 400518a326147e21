//! Bytes to text: byte order mark, declared and detected charset, repairs. A page in the envelope
//! that a browser saves is taken out of it first.
//!
//! The charset is asked for in this order: what the caller says, byte order mark, UTF-8 (a few
//! stray bytes allowed), GB18030 whose characters are Chinese text, Big5 likewise, and only then
//! chardetng on a sample: it costs many times what decoding does. A document's own declaration is
//! only compared with the answer, because pages of this field often lie about it.

mod declared;
mod detect;
mod gb;
mod kind;
mod mhtml;
mod mojibake;
mod repair;

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding as Charset, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::report::{Diagnostic, Encoding, EncodingFrom, NotAReport, Severity};
use repair::Repairs;

/// A document as text.
#[derive(Debug, Clone)]
pub struct Decoded<'b> {
    /// The text, without byte order mark.
    pub text: Cow<'b, str>,
    /// How it came about.
    pub encoding: Encoding,
    /// What was noticed (a false declaration, text garbled once and undone).
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes a document.
///
/// ```
/// let bytes = [0xd2, 0xbb, 0xa1, 0xa2, 0xb8, 0xc5, 0xca, 0xf6];
/// let decoded = gongkai::decode::decode(&bytes, &gongkai::Options::default())?;
/// assert_eq!(decoded.text, "一、概述");
/// assert_eq!(decoded.encoding.used, "gb18030");
/// # Ok::<(), gongkai::NotAReport>(())
/// ```
///
/// # Errors
/// Bytes that are no text: empty, an image, an archive, larger than the limit.
pub fn decode<'b>(
    bytes: &'b [u8],
    options: &crate::Options<'_>,
) -> Result<Decoded<'b>, NotAReport> {
    if bytes.len() as u64 > options.max_bytes || bytes.len() > u32::MAX as usize {
        return Err(NotAReport {
            code: "too_large",
            message: format!(
                "{} bytes; the limit is {} bytes (--max-bytes)",
                bytes.len(),
                options.max_bytes.min(u64::from(u32::MAX))
            ),
        });
    }
    let Some(part) = mhtml::page(bytes) else {
        return text(bytes, options);
    };
    let options = crate::Options {
        declared: part.charset.as_deref(),
        ..options.clone()
    };
    match part.bytes {
        Cow::Borrowed(bytes) => text(bytes, &options),
        Cow::Owned(bytes) => {
            let decoded = text(&bytes, &options)?;
            Ok(Decoded {
                text: Cow::Owned(decoded.text.into_owned()),
                encoding: decoded.encoding,
                diagnostics: decoded.diagnostics,
            })
        }
    }
}

/// Decodes bytes that are a text or a page.
fn text<'b>(bytes: &'b [u8], options: &crate::Options<'_>) -> Result<Decoded<'b>, NotAReport> {
    let mark = Charset::for_bom(bytes);
    kind::refuse(bytes, mark.is_some() || options.encoding.is_some())?;
    let declared = options
        .declared
        .map(str::to_owned)
        .or_else(|| declared::declared(bytes));
    let mut decoded = match (options.encoding, mark) {
        (Some(given), mark) => {
            let skip = mark
                .filter(|(of, _)| *of == given)
                .map_or(0, |(_, len)| len);
            with(bytes, skip, given, EncodingFrom::Given)
        }
        (None, Some((charset, len))) => {
            // A UTF-8 mark in front of another charset: the tool that saved it added only the mark.
            if charset == UTF_8 && detect::is_not_utf8(&bytes[len..]) {
                detected(bytes, len, declared.as_deref())
            } else {
                with(bytes, len, charset, EncodingFrom::Bom)
            }
        }
        (None, None) => detected(bytes, 0, declared.as_deref()),
    };
    if decoded.text.trim().is_empty() {
        return Err(kind::empty());
    }
    if let Some(lie) = declared.as_deref().and_then(|label| lie(label, &decoded)) {
        decoded.diagnostics.push(lie);
    }
    decoded.encoding.declared = declared;
    mojibake::undo(&mut decoded);
    Ok(decoded)
}

/// Finds the charset of `bytes[from..]` and decodes them.
fn detected<'b>(bytes: &'b [u8], from: usize, declared: Option<&str>) -> Decoded<'b> {
    let claim = declared.and_then(|label| Charset::for_label(label.trim().as_bytes()));
    let body = &bytes[from..];
    // Valid UTF-8 settles it, and checking is all the decoding it needs.
    let (charset, text) = match simdutf8::compat::from_utf8(body) {
        Ok(text) => (UTF_8, Some(text)),
        Err(error) => (detect::detect(body, error.valid_up_to(), claim), None),
    };
    if charset == UTF_8 && text.is_some_and(str::is_ascii) {
        if let Some(utf16) = detect::utf16(body) {
            return with(bytes, from, utf16, EncodingFrom::Detected);
        }
        // ASCII is the same in every charset that a page may truthfully declare.
        if let Some(claim) = claim.filter(|c| c.is_ascii_compatible()) {
            let mut decoded = with(bytes, from, UTF_8, EncodingFrom::Declared);
            decoded.encoding.used = name(claim);
            return decoded;
        }
    }
    let how = if claim.is_some_and(|claim| same_family(claim, charset)) {
        EncodingFrom::Declared
    } else {
        EncodingFrom::Detected
    };
    match text {
        Some(text) => Decoded {
            text: Cow::Borrowed(text),
            encoding: encoding(UTF_8, how),
            diagnostics: Vec::new(),
        },
        None => with(bytes, from, charset, how),
    }
}

fn encoding(charset: &'static Charset, how: EncodingFrom) -> Encoding {
    Encoding {
        used: name(charset),
        declared: None,
        how,
        repairs: Vec::new(),
    }
}

/// Decodes `bytes[from..]`; what is not of the charset is repaired where it stands.
fn with<'b>(
    bytes: &'b [u8],
    from: usize,
    charset: &'static Charset,
    how: EncodingFrom,
) -> Decoded<'b> {
    let body = &bytes[from..];
    let mut repairs = Repairs::new(from);
    let text = if charset == UTF_8 {
        repair::utf8(body, &mut repairs)
    } else if charset == GB18030 || charset == GBK {
        gb::decode(body, &mut repairs)
    } else {
        repair::any(charset, body, &mut repairs)
    };
    let mut encoding = encoding(charset, how);
    if how == EncodingFrom::Given {
        encoding.used = charset.name();
    }
    encoding.repairs = repairs.finish();
    Decoded {
        text,
        encoding,
        diagnostics: Vec::new(),
    }
}

/// GBK and GB2312 are parts of GB18030, and are decoded as it.
fn name(charset: &'static Charset) -> &'static str {
    if charset == GBK {
        GB18030.name()
    } else {
        charset.name()
    }
}

fn same_family(one: &'static Charset, other: &'static Charset) -> bool {
    name(one) == name(other)
}

/// The declaration, where it is not true.
fn lie(label: &str, decoded: &Decoded<'_>) -> Option<Diagnostic> {
    let used = decoded.encoding.used;
    let claim = Charset::for_label(label.trim().as_bytes());
    // "UTF-16" in a page's own <meta> is read as UTF-8 by the rules of the web: the page could not
    // have been read up to there otherwise.
    let claim = claim.map(|c| {
        if c == UTF_16LE || c == UTF_16BE {
            UTF_8
        } else {
            c
        }
    });
    let utf16 = used == UTF_16LE.name() || used == UTF_16BE.name();
    if claim.is_some_and(|claim| name(claim) == used || (utf16 && claim == UTF_8))
        || decoded.encoding.how == EncodingFrom::Declared
        || (claim == Some(BIG5) && used == BIG5.name())
    {
        return None;
    }
    Some(Diagnostic {
        code: "charset_lie",
        severity: Severity::Warning,
        message: match claim {
            Some(_) => format!("declared as {label}, but the bytes are {used}").into(),
            None => {
                format!("declared as {label}, which is no charset; the bytes are {used}").into()
            }
        },
        region: None,
        help: Some("read as what it is; --encoding overrides".into()),
    })
}

#[cfg(test)]
mod tests;
