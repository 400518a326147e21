//! The charset that a document names in its own text.

use memchr::memchr;

/// The declaration stands in the first bytes (the web's rule says 1024; pages of this field put
/// scripts and comments before it). Stops a scan through a document without one.
const SNIFFED: usize = 4096;

/// The label in `<meta charset>`, `<meta http-equiv … content="…charset=">` or `<?xml encoding=?>`,
/// as printed.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(SNIFFED)];
    let mut at = 0;
    while let Some(open) = memchr(b'<', &head[at..]) {
        let tag = &head[at + open..];
        at += open + 1;
        let rest = &tag[1..];
        if starts_with(rest, b"!--") {
            // A comment may quote a <meta>; Word's conditional comments do.
            let end = memchr::memmem::find(rest, b"-->")?;
            at += end;
        } else if starts_with(rest, b"meta") {
            let end = memchr(b'>', rest).unwrap_or(rest.len());
            if let Some(label) = value(&rest[..end], b"charset") {
                return Some(label);
            }
        } else if starts_with(rest, b"?xml") {
            let end = memchr(b'>', rest).unwrap_or(rest.len());
            if let Some(label) = value(&rest[..end], b"encoding") {
                return Some(label);
            }
        } else if starts_with(rest, b"body") {
            return None;
        }
    }
    None
}

fn starts_with(bytes: &[u8], name: &[u8]) -> bool {
    bytes
        .get(..name.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(name))
}

/// The word behind `name=`, with or without quotes.
fn value(tag: &[u8], name: &[u8]) -> Option<String> {
    let found = tag
        .windows(name.len())
        .position(|window| window.eq_ignore_ascii_case(name))?;
    let rest = tag[found + name.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").unwrap_or(rest);
    let rest = rest.strip_prefix(b"'").unwrap_or(rest).trim_ascii_start();
    let end = rest
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
        .unwrap_or(rest.len());
    let label = std::str::from_utf8(&rest[..end]).ok()?;
    (!label.is_empty()).then(|| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_declare_is_read() {
        let of = |page: &str| declared(page.as_bytes());
        assert_eq!(of("<meta charset=utf-8>").as_deref(), Some("utf-8"));
        assert_eq!(of("<META CHARSET = 'GBK' />").as_deref(), Some("GBK"));
        assert_eq!(
            of("<html><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">")
                .as_deref(),
            Some("gb2312")
        );
        assert_eq!(
            of("<?xml version=\"1.0\" encoding=\"UTF-8\"?><html>").as_deref(),
            Some("UTF-8")
        );
        assert_eq!(of("<!-- <meta charset=big5> --><p>x"), None);
        assert_eq!(of("<body><meta charset=big5>"), None);
        assert_eq!(of("charset=utf-8 in prose"), None);
        assert_eq!(of("<meta name=keywords content=charset>"), None);
    }
}
