//! A page that a browser saved with its pictures: a MIME message whose first `text/html` part is
//! the page (`.mht`, `.mhtml`; RFC 2557).

use crate::decode;

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

/// Parts that are looked through for the page; pictures and styles follow it.
const MAX_PARTS: usize = 256;

/// Whether a text is a message that holds a page.
pub(super) fn is_envelope(head: &[u8]) -> bool {
    HEADERS.iter().any(|header| {
        head.get(..header.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(header))
    }) && {
        let lower = head[..head.len().min(HEAD)].to_ascii_lowercase();
        memchr::memmem::find(&lower, b"content-type:").is_some()
            && (memchr::memmem::find(&lower, b"multipart/").is_some()
                || memchr::memmem::find(&lower, b"content-type: text/html").is_some())
    }
}

/// The page in the envelope, decoded; `None` if no part is one.
pub(super) fn page(message: &str) -> Option<String> {
    let message = message.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let (head, body) = split(message);
    let boundary = parameter(&header(head, "content-type")?, "boundary");
    let Some(boundary) = boundary else {
        return content(head, body);
    };
    let mark = format!("--{boundary}");
    let mut parts = body.split(mark.as_str()).skip(1).take(MAX_PARTS);
    parts.find_map(|part| {
        let part = part.trim_start_matches(['\r', ' ', '\t']);
        let (head, body) = split(part.strip_prefix('\n').unwrap_or(part));
        content(head, body)
    })
}

/// A part's page, if it is one.
fn content(head: &str, body: &str) -> Option<String> {
    let kind = header(head, "content-type")?;
    if !kind.to_ascii_lowercase().starts_with("text/html") {
        return None;
    }
    let encoding = header(head, "content-transfer-encoding")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let bytes = match encoding.as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        // As it is; it was decoded with the message.
        _ => return Some(body.to_owned()),
    };
    let charset = parameter(&kind, "charset");
    let options = crate::Options {
        declared: charset.as_deref(),
        ..crate::Options::default()
    };
    let decoded = decode::decode(&bytes, &options).ok()?;
    Some(decoded.text.into_owned())
}

/// Head and body, which an empty line parts.
fn split(message: &str) -> (&str, &str) {
    let lf = message.find("\n\n").map(|at| (at, at + 2));
    let crlf = message.find("\r\n\r\n").map(|at| (at, at + 4));
    let cut = match (lf, crlf) {
        (Some(lf), Some(crlf)) => lf.min(crlf),
        (one, other) => one.or(other).unwrap_or((message.len(), message.len())),
    };
    (&message[..cut.0], &message[cut.1..])
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
fn quoted_printable(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
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
fn base64(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for byte in text.bytes() {
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

    #[test]
    fn quoted_printable_in_two_charsets() {
        let utf8 = message("quoted-printable", &quoted(PAGE.as_bytes()), "utf-8");
        assert!(is_envelope(utf8.as_bytes()));
        assert_eq!(page(&utf8).unwrap().trim(), PAGE);
        let gbk = encoding_rs::GBK.encode(PAGE).0;
        let gbk = message("quoted-printable", &quoted(&gbk), "gb2312");
        assert_eq!(page(&gbk).unwrap().trim(), PAGE);
    }

    #[test]
    fn base64_with_line_ends() {
        let coded = "PHA+5LiA44CB5qaC\r\n6L+wPC9wPg==";
        assert_eq!(
            page(&message("base64", coded, "utf-8")).unwrap(),
            "<p>一、概述</p>"
        );
    }

    #[test]
    fn other_messages_are_none() {
        assert!(!is_envelope("Date: 某日\n一、概述".as_bytes()));
        assert_eq!(
            page("Content-Type: multipart/related; boundary=a\n\n--a--"),
            None
        );
    }
}
