//! What is written as nearly all pages write it: text without references, tags whose attributes are
//! quoted or bare words, comments that end as they should.
//!
//! It is read here in one go; anything else is left to html5gum, from its `<` or `&` on, which knows
//! what HTML makes of it. A piece is looked through no further than html5gum reads it for one token,
//! so that no byte is read more than twice.

use html5gum::State;
use memchr::{memchr, memchr_iter, memchr2};

use super::super::event::Event;
use super::tag::Tag;
use super::token::Tokens;

/// What ended the plain part.
pub(super) enum Stop {
    /// The page.
    End,
    /// The rules, which give the page up or go back in it.
    Rules,
    /// Something that is not plain, or whose content is no markup: html5gum is to read it in this
    /// state.
    Odd(State),
}

impl<F: FnMut(Event<'_>)> Tokens<'_, F> {
    /// Reads on while all is plain, up to the page's end or what html5gum has to read.
    pub(super) fn plain(&mut self) -> Stop {
        let page = self.page.as_bytes();
        loop {
            // Most tags stand right behind another one.
            if page.get(self.place) != Some(&b'<') {
                let Some(len) = memchr2(b'<', b'&', &page[self.place..]) else {
                    self.extend_run(page.len());
                    return Stop::End;
                };
                self.extend_run(self.place + len);
            }
            let rest = &page[self.place..];
            if let Some((text, len)) = reference(rest) {
                self.flush();
                let line = self.lines.at(self.page, self.place);
                self.rules.text(text, self.place as u32, line);
                self.place += len;
            } else if let Some(len) = comment(rest) {
                self.flush();
                self.place += len;
                let line = self.lines.at(self.page, self.place);
                self.rules.comment(line);
            } else if let Some(len) = tag(rest, &mut self.tag) {
                self.opened = self.place;
                self.place += len;
                if let Some(state) = self.act_on_tag() {
                    return Stop::Odd(state);
                }
            } else {
                return Stop::Odd(State::Data);
            }
            if self.rules.halts() {
                return Stop::Rules;
            }
        }
    }

    /// Text goes on from the place up to `end`.
    fn extend_run(&mut self, end: usize) {
        if self.place == end {
            return;
        }
        if self.run.is_empty() || self.run.end != self.place {
            self.flush();
            self.run.start = self.place;
        }
        self.run.end = end;
        self.place = end;
    }
}

/// The reference that editors write for blanks and quotes, and its length.
fn reference(rest: &[u8]) -> Option<(&'static str, usize)> {
    rest.strip_prefix(b"&")?;
    const USUAL: [(&str, &str); 8] = [
        ("&nbsp;", "\u{a0}"),
        ("&emsp;", "\u{2003}"),
        ("&ensp;", "\u{2002}"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&quot;", "\""),
        ("&amp;", "&"),
        ("&middot;", "·"),
    ];
    (USUAL.iter())
        .find(|(written, _)| rest.starts_with(written.as_bytes()))
        .map(|(written, text)| (*text, written.len()))
}

/// The length of a comment that ends with `-->` and not before.
fn comment(rest: &[u8]) -> Option<usize> {
    let inner = rest.strip_prefix(b"<!--")?;
    if inner.starts_with(b">") || inner.starts_with(b"->") {
        return None;
    }
    let end = memchr_iter(b'>', inner)
        .find(|&at| inner[..at].ends_with(b"--") || inner[..at].ends_with(b"--!"))?;
    (!inner[..end].ends_with(b"!")).then_some(4 + end + 1)
}

/// Reads a tag with its attributes and gives its length.
fn tag(rest: &[u8], tag: &mut Tag) -> Option<usize> {
    let is_end = rest.starts_with(b"</");
    let start = 1 + usize::from(is_end);
    if !rest.starts_with(b"<") || !rest.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let mut at = start + rest[start..].iter().position(|b| !is_tag_name(*b))?;
    tag.start(is_end);
    tag.set_name(&rest[start..at]);
    loop {
        let before = at;
        at = skip_blanks(rest, at);
        match *rest.get(at)? {
            b'>' => return Some(at + 1),
            b'/' if rest.get(at + 1) == Some(&b'>') => {
                tag.is_self_closing = true;
                return Some(at + 2);
            }
            // Between attributes there is white space.
            _ if at == before => return None,
            _ => {}
        }
        let name = at..at + rest[at..].iter().position(|b| !is_attribute_name(*b))?;
        if name.is_empty() {
            return None;
        }
        at = skip_blanks(rest, name.end);
        let mut value = 0..0;
        if rest.get(at) == Some(&b'=') {
            at = skip_blanks(rest, at + 1);
            match *rest.get(at)? {
                quote @ (b'"' | b'\'') => {
                    let len = memchr(quote, &rest[at + 1..])?;
                    value = at + 1..at + 1 + len;
                    at = value.end + 1;
                }
                _ => {
                    let len = rest[at..].iter().position(|b| !is_bare(*b))?;
                    value = at..at + len;
                    at = value.end;
                    if value.is_empty() || !is_blank(rest[at]) && rest[at] != b'>' {
                        return None;
                    }
                }
            }
        } else {
            // The white space behind a name parts it from the next.
            at = name.end;
        }
        tag.attribute(&rest[name], &rest[value])?;
    }
}

fn skip_blanks(rest: &[u8], from: usize) -> usize {
    let blanks = rest[from..].iter().take_while(|b| is_blank(**b));
    from + blanks.count()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0c)
}

fn is_tag_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_')
}

fn is_attribute_name(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'/' | b'=' | b'&')
}

/// In a value without quotes.
fn is_bare(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'=' | b'`' | b'&')
}

#[cfg(test)]
mod tests {
    use super::super::super::event::Attributes as _;
    use super::super::name::Name;
    use super::*;

    #[test]
    fn tags_that_are_plain() {
        for text in [
            "<p>",
            "</p>",
            "<BR/>",
            "<br />",
            "<o:p></o:p>",
            "<td rowspan=2 colspan='3' nowrap>",
            "<td\n  width = \"10\"\t>",
            "<a href=/a/b/?c#d>",
            "<a title=\"a>b\">",
            "</p class=\"a&amp;b\">",
            "<td title=\"a&amp;b\">",
        ] {
            let mut read = Tag::default();
            let first = text.find("><").map_or(text.len(), |at| at + 1);
            assert_eq!(tag(text.as_bytes(), &mut read), Some(first), "{text}");
        }
        let mut read = Tag::default();
        tag(
            b"<TD RowSpan=2 colspan='3' rowspan=4 style='display:none'/>",
            &mut read,
        );
        assert_eq!(read.kind(), Name::Td);
        assert_eq!(read.get("rowspan"), Some("2"));
        assert_eq!(read.get("colspan"), Some("3"));
        assert!(read.is_self_closing && !read.is_end && read.style().is_hidden);
        tag(b"</x-y>", &mut read);
        assert!(read.is_end && !read.is_self_closing && !read.style().is_hidden);
        assert_eq!((read.kind(), read.text(Name::Other)), (Name::Other, "x-y"));
        assert_eq!(read.get("rowspan"), None);
    }

    #[test]
    fn tags_that_are_left_to_html5gum() {
        for text in [
            "",
            "<",
            "</",
            "<>",
            "</>",
            "< p>",
            "<1>",
            "<!doctype html>",
            "<?xml?>",
            "&a >",
            "<p",
            "<p class",
            "<p class=",
            "<p class=\"a",
            "<p class=>",
            "<p =a>",
            "<p class=\"a\"id=b>",
            "<p class=a\"b>",
            "<p a/b>",
            "<p / >",
            "<p<b>",
            "<p a<b>",
            "<p.a>",
            "<段>",
            "<td colspan=\"&#50;\">",
            "<font color=\"a&amp;b\">",
        ] {
            assert_eq!(tag(text.as_bytes(), &mut Tag::default()), None, "{text}");
        }
    }

    #[test]
    fn comments() {
        for (text, len) in [
            ("<!---->x", Some(7)),
            ("<!-- a -->x-->", Some(10)),
            ("<!-- a ---->x", Some(12)),
            ("<!-- > -- > -->x", Some(15)),
            ("<!--[if mso]><xml><![endif]-->", Some(30)),
            ("<!-->", None),
            ("<!--->", None),
            ("<!-- a --!> b -->", None),
            ("<!-- a", None),
            ("<!- a -->", None),
        ] {
            assert_eq!(comment(text.as_bytes()), len, "{text}");
        }
    }

    #[test]
    fn references() {
        assert_eq!(reference(b"&nbsp;x"), Some(("\u{a0}", 6)));
        for text in ["&nbsp", "&NBSP;", "&amp", "& ", "nbsp;", "&#160;"] {
            assert_eq!(reference(text.as_bytes()), None, "{text}");
        }
    }
}
