//! WARC (ISO 28500): the responses that a crawler saw, each under its URL and with the charset of
//! its HTTP header.

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::super::inputs::{Content, Failure, Input, bounded};
use super::Members;

/// The longest head of a record, or of an HTTP response, that is read.
const MAX_HEAD: u64 = 64 << 10;
/// The most header fields of an HTTP response.
const MAX_FIELDS: usize = 128;

/// What is needed of a record's head.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    url: String,
    content_type: String,
    length: u64,
}

pub(super) fn each(plain: Box<dyn Read>, members: &mut Members<'_>) -> bool {
    let mut stream = BufReader::new(plain);
    loop {
        let head = match head(&mut stream) {
            Ok(Some(head)) => head,
            Ok(None) => return true,
            Err(error) => return members.failed(Failure::of(&error)),
        };
        let mut block = (&mut stream).take(head.length);
        let read = match &*head.kind {
            "response" if head.content_type.starts_with("application/http") => {
                response(&mut block, members.max_bytes)
            }
            "resource" => is_document(&head.content_type).then(|| Document {
                charset: charset(&head.content_type),
                bytes: bounded(&mut block, members.max_bytes),
            }),
            _ => None,
        };
        // Where the block was not read to its end: its rest is no part of the next record.
        let rest = io::copy(&mut block, &mut io::sink());
        if let Some(document) = read {
            let input = Input {
                name: head.url,
                declared: document.charset,
                content: match document.bytes {
                    Ok(bytes) => Content::Bytes(bytes),
                    Err(failure) => Content::Failed(failure),
                },
            };
            if !(members.each)(input) {
                return false;
            }
        }
        match rest {
            Ok(_) if block.limit() == 0 => {}
            Ok(_) => return members.broken(&"the last record is cut off"),
            Err(error) => return members.failed(Failure::of(&error)),
        }
    }
}

/// A document as a record holds it.
struct Document {
    charset: Option<String>,
    bytes: Result<Vec<u8>, Failure>,
}

/// The head of the next record; `None` at the end.
fn head(stream: &mut impl BufRead) -> io::Result<Option<Head>> {
    let mut head = Head::default();
    let mut line = Vec::new();
    let mut lines = stream.take(MAX_HEAD);
    let mut started = false;
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line)? == 0 {
            let cut = started || lines.limit() == 0;
            return if cut { Err(no_warc()) } else { Ok(None) };
        }
        let text = line.trim_ascii();
        if !started {
            // Empty lines stand between the records.
            if text.starts_with(b"WARC/") {
                started = true;
            } else if !text.is_empty() {
                return Err(no_warc());
            }
            continue;
        }
        if text.is_empty() {
            return Ok(Some(head));
        }
        let Some(colon) = text.iter().position(|&b| b == b':') else {
            continue;
        };
        let (name, value) = text.split_at(colon);
        let value = String::from_utf8_lossy(value.get(1..).unwrap_or_default());
        let value = value.trim();
        match &*name.to_ascii_lowercase() {
            b"warc-type" => head.kind = value.to_ascii_lowercase(),
            b"warc-target-uri" => {
                head.url = value
                    .trim_start_matches('<')
                    .trim_end_matches('>')
                    .to_owned();
            }
            b"content-type" => head.content_type = value.to_ascii_lowercase(),
            b"content-length" => head.length = value.parse().map_err(|_| no_warc())?,
            _ => {}
        }
    }
}

fn no_warc() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "no WARC record")
}

/// The document of a successful HTTP response; `None` for anything else that a crawler keeps.
fn response(block: &mut impl Read, max_bytes: u64) -> Option<Document> {
    // What is packed is bounded like what comes of it: no document grows by packing.
    let bytes = match bounded(block, max_bytes.saturating_add(MAX_HEAD)) {
        Ok(bytes) => bytes,
        Err(failure) => {
            return Some(Document {
                charset: None,
                bytes: Err(failure),
            });
        }
    };
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut http = httparse::Response::new(&mut fields);
    let Ok(httparse::Status::Complete(body)) = http.parse(&bytes) else {
        return None;
    };
    if http.code != Some(200) {
        return None;
    }
    let field = |name: &str| {
        let field = http
            .headers
            .iter()
            .find(|f| f.name.eq_ignore_ascii_case(name));
        field
            .map(|field| {
                String::from_utf8_lossy(field.value)
                    .trim()
                    .to_ascii_lowercase()
            })
            .unwrap_or_default()
    };
    let content_type = field("content-type");
    if !is_document(&content_type) {
        return None;
    }
    let mut body = bytes.get(body..).unwrap_or_default().to_vec();
    if field("transfer-encoding").contains("chunked")
        && let Some(joined) = unchunk(&body)
    {
        body = joined;
    }
    let unpacked = match &*field("content-encoding") {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            bounded(MultiGzDecoder::new(&*body), max_bytes)
        }
        "deflate" => bounded(ZlibDecoder::new(&*body), max_bytes),
        // Crawlers that store what they unpacked leave the field as it was.
        _ => bounded(&*body, max_bytes),
    };
    Some(Document {
        charset: charset(&content_type),
        bytes: unpacked,
    })
}

/// Text, a page, or not said.
fn is_document(content_type: &str) -> bool {
    content_type.is_empty()
        || [
            "text/html",
            "text/plain",
            "text/markdown",
            "application/xhtml",
        ]
        .iter()
        .any(|known| content_type.starts_with(known))
}

/// The charset of a `Content-Type`.
fn charset(content_type: &str) -> Option<String> {
    let (_, charset) = content_type.split_once("charset=")?;
    let charset = charset.split([';', ',']).next()?.trim();
    let charset = charset.trim_matches(['"', '\'']);
    (!charset.is_empty()).then(|| charset.to_owned())
}

/// The chunks of a chunked body (RFC 9112, 7.1), joined; `None` for one that is not chunked, as
/// crawlers write it that joined them and left the field.
fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    loop {
        let end = memchr::memchr(b'\n', body)?;
        let (line, rest) = body.split_at(end + 1);
        let size = line.split(|&b| b == b';').next()?.trim_ascii();
        let size = usize::from_str_radix(std::str::from_utf8(size).ok()?, 16).ok()?;
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(rest.get(..size)?);
        body = rest.get(size..)?;
        body = body
            .strip_prefix(b"\r\n")
            .or_else(|| body.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::{charset, head, response, unchunk};

    #[test]
    fn heads() {
        let mut stream = &b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: \
            <http://a.cn/b>\r\nContent-Length: 12\r\n\r\nblock"[..];
        let found = head(&mut stream).expect("read").expect("a head");
        assert_eq!((&*found.kind, &*found.url), ("response", "http://a.cn/b"));
        assert_eq!(found.length, 12);
        assert_eq!(stream, b"block");
        assert!(head(&mut &b"\r\n"[..]).expect("read").is_none());
        assert!(head(&mut &b"HTTP/1.1 200 OK\r\n\r\n"[..]).is_err());
        assert!(head(&mut &b"WARC/1.0\r\nContent-Length: 1"[..]).is_err());
        assert!(head(&mut &b"WARC/1.0\r\nContent-Length: -1\r\n\r\n"[..]).is_err());
    }

    #[test]
    fn charsets() {
        assert_eq!(
            charset("text/html; charset=gb2312").as_deref(),
            Some("gb2312")
        );
        assert_eq!(
            charset("text/html;charset=\"utf-8\"; x").as_deref(),
            Some("utf-8")
        );
        assert_eq!(charset("text/html"), None);
        assert_eq!(charset("text/html; charset="), None);
    }

    #[test]
    fn chunks() {
        let chunked = b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        assert_eq!(unchunk(chunked).as_deref(), Some(&b"abcde"[..]));
        assert_eq!(unchunk(b"<html>no chunk</html>\n"), None);
        assert_eq!(unchunk(b"ffffffffffffffff\r\nabc"), None);
        assert_eq!(unchunk(b"5\r\nab"), None);
    }

    #[test]
    fn responses() {
        let page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=GBK\r\n\r\n<p>".as_slice();
        let document = response(&mut &*page, 100).expect("a document");
        assert_eq!(document.charset.as_deref(), Some("gbk"));
        assert_eq!(document.bytes.expect("read"), b"<p>");
        let image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG".as_slice();
        assert!(response(&mut &*image, 100).is_none());
        let moved = b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>".as_slice();
        assert!(response(&mut &*moved, 100).is_none());
        let long = b"HTTP/1.1 200 OK\r\n\r\n0123456789".as_slice();
        let failure = response(&mut &*long, 9).expect("a document").bytes;
        assert_eq!(failure.expect_err("too large").code, "too_large");
    }
}
