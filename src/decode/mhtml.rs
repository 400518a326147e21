//! A page that a browser saved with its pictures: a MIME message whose first `text/html` part is
//! the page (`.mht`, `.mhtml`; RFC 2557). Of a frameset's pages, which are parts as well, the
//! longest is the article.

use std::borrow::Cow;

use memchr::memmem;

/// Headers that a saved page's envelope starts with, one of them.
const HEADERS: [&[u8]; 6] = [
    b"from:",
    b"mime-version:",
    b"snapshot-content-location:",
    b"subject:",
    b"date:",
    b"content-type:",
];

/// Bytes of an envelope's head that are searched for `multipart/` or `text/html`.
const HEAD: usize = 8 << 10;

/// Bytes of a part's head: stops a message whose every line could be one of it.
const MAX_HEAD: usize = 64 << 10;

/// Parts that are looked through for the page; pictures and styles follow it.
const MAX_PARTS: usize = 256;

/// A page's bytes, and the charset that the envelope declares for them.
#[derive(Debug)]
pub(super) struct Part<'m> {
    pub bytes: Cow<'m, [u8]>,
    pub charset: Option<String>,
}

/// Whether bytes are a message that holds a page.
fn is_envelope(message: &[u8]) -> bool {
    let starts = |header: &[u8]| {
        (message.get(..header.len())).is_some_and(|start| start.eq_ignore_ascii_case(header))
    };
    if !HEADERS.iter().any(|header| starts(header)) {
        return false;
    }
    let lower = message[..message.len().min(HEAD)].to_ascii_lowercase();
    memmem::find(&lower, b"content-type:").is_some()
        && (memmem::find(&lower, b"multipart/").is_some()
            || memmem::find(&lower, b"content-type: text/html").is_some())
}

/// The page in the envelope; `None` if the bytes are none, or no part is a page.
pub(super) fn page(bytes: &[u8]) -> Option<Part<'_>> {
    let message = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    if !is_envelope(message) {
        return None;
    }
    let (head, body) = split(message);
    let Some(boundary) = parameter(&header(&head, "content-type")?, "boundary") else {
        return content(&head, body);
    };
    let mark = format!("--{boundary}");
    let mut ends: Vec<usize> = memmem::find_iter(body, mark.as_bytes())
        .take(MAX_PARTS + 1)
        .collect();
    ends.push(body.len());
    let mut pages = ends.windows(2).filter_map(|pair| {
        let part = body.get(pair[0] + mark.len()..pair[1])?;
        let blank = part
            .iter()
            .take_while(|b| matches!(b, b'\r' | b' ' | b'\t'))
            .count();
        let part = part.get(blank..)?;
        let (head, body) = split(part.strip_prefix(b"\n").unwrap_or(part));
        content(&head, body)
    });
    let first = pages.next()?;
    if !is_frameset(&first.bytes) {
        return Some(first);
    }
    pages.max_by_key(|page| page.bytes.len()).or(Some(first))
}

/// Whether a page only says which others are shown beside each other.
fn is_frameset(page: &[u8]) -> bool {
    let mark = b"<frameset";
    memchr::memchr_iter(b'<', page)
        .any(|at| (page.get(at..at + mark.len())).is_some_and(|tag| tag.eq_ignore_ascii_case(mark)))
}

/// A part's page, if it is one.
fn content<'m>(head: &str, body: &'m [u8]) -> Option<Part<'m>> {
    let kind = header(head, "content-type")?;
    if !kind.to_ascii_lowercase().starts_with("text/html") {
        return None;
    }
    let encoding = header(head, "content-transfer-encoding")
        .unwrap_or_default()
        .to_ascii_lowercase();
    Some(Part {
        bytes: match encoding.as_str() {
            "quoted-printable" => Cow::Owned(quoted_printable(body)),
            "base64" => Cow::Owned(base64(body)),
            _ => Cow::Borrowed(body),
        },
        charset: parameter(&kind, "charset"),
    })
}

/// Head and body, which an empty line parts.
fn split(message: &[u8]) -> (Cow<'_, str>, &[u8]) {
    let head = &message[..message.len().min(MAX_HEAD)];
    let lf = memmem::find(head, b"\n\n").map(|at| (at, at + 2));
    let crlf = memmem::find(head, b"\r\n\r\n").map(|at| (at, at + 4));
    let cut = match (lf, crlf) {
        (Some(lf), Some(crlf)) => lf.min(crlf),
        (one, other) => one.or(other).unwrap_or((head.len(), message.len())),
    };
    (
        String::from_utf8_lossy(&message[..cut.0]),
        &message[cut.1..],
    )
}

/// A header's value, its folded lines joined.
fn header(head: &str, name: &str) -> Option<String> {
    let mut value: Option<String> = None;
    for line in head.lines() {
        if let Some(value) = &mut value {
            if !line.starts_with([' ', '\t']) {
                break;
            }
            value.push_str(line);
        } else if let Some((key, rest)) = line.split_once(':')
            && key.trim().eq_ignore_ascii_case(name)
        {
            value = Some(rest.trim().to_owned());
        }
    }
    value
}

/// A parameter of a header's value: `boundary="…"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().trim_matches('"').to_owned())
            .filter(|value| !value.is_empty())
    })
}

/// RFC 2045, 6.7; what is no code stays as it is.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        match bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => at += 2,
            Some([b'\n', ..]) => at += 1,
            Some([high, low, ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    at += 2;
                }
                _ => out.push(byte),
            },
            _ => out.push(byte),
        }
    }
    out
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// RFC 2045, 6.8; characters outside the alphabet are passed over.
fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for &byte in text {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "<html><body><p>某某县水务局2018年政府信息公开工作年度报告</p></body></html>";

    fn message(encoding: &str, body: &str, charset: &str) -> String {
        format!(
            "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Part=_1\"\r\n\r\n------Part=_1\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n------Part=_1\r\nContent-Type: image/png\r\n\r\nxx\r\n------Part=_1--\r\n"
        )
    }

    fn quoted(bytes: &[u8]) -> String {
        let mut out = String::new();
        for (n, byte) in bytes.iter().enumerate() {
            out.push_str(&format!("={byte:02X}"));
            if n % 24 == 23 {
                out.push_str("=\r\n");
            }
        }
        out
    }

    /// The page as it is read, and its charset.
    fn read(message: &str) -> Option<(String, String)> {
        page(message.as_bytes())?;
        let decoded = super::super::decode(message.as_bytes(), &crate::Options::default()).unwrap();
        Some((
            decoded.text.trim().to_owned(),
            decoded.encoding.used.to_owned(),
        ))
    }

    fn is(text: &str, charset: &str) -> Option<(String, String)> {
        Some((text.to_owned(), charset.to_owned()))
    }

    #[test]
    fn quoted_printable_in_two_charsets() {
        let utf8 = message("quoted-printable", &quoted(PAGE.as_bytes()), "utf-8");
        assert_eq!(read(&utf8), is(PAGE, "UTF-8"));
        let gbk = encoding_rs::GBK.encode(PAGE).0;
        let gbk = message("quoted-printable", &quoted(&gbk), "gb2312");
        assert_eq!(read(&gbk), is(PAGE, "gb18030"));
    }

    #[test]
    fn a_charset_that_is_not_true_is_none() {
        let lie = message("quoted-printable", &quoted(PAGE.as_bytes()), "gb2312");
        assert_eq!(read(&lie), is(PAGE, "UTF-8"));
        let gbk = encoding_rs::GBK.encode(PAGE).0;
        let lie = message("quoted-printable", &quoted(&gbk), "utf-8");
        assert_eq!(read(&lie), is(PAGE, "gb18030"));
    }

    #[test]
    fn base64_with_line_ends() {
        let coded = "PHA+5LiA44CB5qaC\r\n6L+wPC9wPg==";
        assert_eq!(
            read(&message("base64", coded, "utf-8")),
            is("<p>一、概述</p>", "UTF-8")
        );
    }

    #[test]
    fn a_page_that_is_not_coded_has_its_own_charset() {
        let text = message("8bit", PAGE, "gb2312");
        let bytes = encoding_rs::GBK.encode(&text).0;
        let decoded = super::super::decode(&bytes, &crate::Options::default()).unwrap();
        assert_eq!(decoded.text.trim(), PAGE);
        assert_eq!(decoded.encoding.declared.as_deref(), Some("gb2312"));
    }

    #[test]
    fn of_a_frameset_the_longest_page_is_read() {
        let part = |page: &str| format!("--x\nContent-Type: text/html\n\n{page}\n");
        let frames = "<html><FRAMESET cols=20%,80%><frame src=a><frame src=b></FRAMESET></html>";
        let message = format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{}{}{}--x--\n",
            part(frames),
            part("<p>目录</p>"),
            part(PAGE)
        );
        assert_eq!(read(&message), is(PAGE, "UTF-8"));
        let first = frames.replace("FRAMESET", "p");
        assert_eq!(read(&message.replace("FRAMESET", "p")), is(&first, "UTF-8"));
    }

    #[test]
    fn other_messages_are_none() {
        assert!(page("Date: 某日\n一、概述".as_bytes()).is_none());
        assert!(page(b"Content-Type: multipart/related; boundary=a\n\n--a--").is_none());
    }
}
