//! What HTML's rules would make quadratic, found before they are applied.
//!
//! The rules look through all open elements for nearly every tag, open unclosed formatting elements
//! again in every paragraph, and compare each attribute of a tag with those before it. So a page
//! of nested tags, of unclosed `<font>`s or of a tag with a million attributes would take the
//! square of its size. A cheap count over the page's `<` says whether it could be one; only then
//! are its tags followed by name and the surplus ones taken out. Lines are kept, so that places
//! stay true; the text is never touched.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use super::tag_name::{A, DD, DIV, DT, FORM, LI, Name, P, TABLE, TBODY, TD, TFOOT, TH, THEAD, TR};

/// Open elements at one place. Stops a million nested tags; real pages have some thirty, browsers
/// stop at 512.
pub(super) const MAX_DEPTH: usize = 256;

/// Sum, over all tags, of the elements open at each, up to which a page is not looked at closer:
/// what the rules can do with it takes a fraction of a second. The stream of tags keeps the sum while
/// it reads, and asks the guard only where it is too large.
pub(super) const CHEAP: usize = 1 << 20;

/// Attributes of one tag. Stops a tag of a million attributes.
pub(super) const MAX_ATTRIBUTES: usize = 256;

/// Elements whose ends are left out that an end tag is looked for behind: `</table>` behind those of
/// a row. Stops a million of them before as many end tags.
const MAX_LEFT_OUT: usize = 8;

/// Bytes of a tag from which its attributes are counted.
const LONG_TAG: usize = 2 * MAX_ATTRIBUTES;

/// Copies of formatting elements that a page may need, beside [`CHEAP`], for each of its tags.
/// Stops `<p><font a=1>…<font a=250></p>` in front of a million paragraphs.
const COPIES_FOR_ONE_TAG: usize = 4;

/// The page, without what would cost too much.
pub(super) fn tame(page: &str) -> Cow<'_, str> {
    if is_cheap(page.as_bytes()) {
        return Cow::Borrowed(page);
    }
    let mut scan = Scan::new(page);
    scan.run(false);
    if scan.copies > CHEAP + COPIES_FOR_ONE_TAG * scan.tags {
        scan = Scan::new(page);
        scan.run(true);
    }
    match scan.out {
        Some(mut out) => {
            out.push_str(&page[scan.copied..]);
            Cow::Owned(out)
        }
        None => Cow::Borrowed(page),
    }
}

/// Follows starts and ends as far as they nest: an end tag of what is not open, or not open last but
/// for elements whose end may be left out, ends nothing, which only makes the count larger.
fn is_cheap(page: &[u8]) -> bool {
    let (mut most, mut sum, mut last) = (0usize, 0usize, 0usize);
    let mut open: Vec<Name> = Vec::new();
    for at in memchr_iter(b'<', page) {
        if at - last > LONG_TAG && has_long_tag(&page[last..at]) {
            return false;
        }
        last = at;
        match page.get(at + 1) {
            Some(b'/') => {
                let name = Name::at(page, at + 2);
                let left_out = open.iter().rev().take(MAX_LEFT_OUT);
                let left_out = left_out.take_while(|&&open| open != name && open.closes_itself());
                let inner = open.len() - left_out.count();
                if open[..inner].last() == Some(&name) {
                    open.truncate(inner - 1);
                }
            }
            Some(b) if b.is_ascii_alphabetic() => {
                let name = Name::at(page, at + 1);
                let is_next = name.closes_itself() && open.last() == Some(&name);
                if !is_next && !name.is_void() {
                    open.push(name);
                    most = most.max(open.len());
                }
            }
            _ => {}
        }
        sum += open.len();
        if sum > CHEAP {
            return false;
        }
    }
    !has_long_tag(&page[last..]) && (most <= MAX_DEPTH || sum <= CHEAP / 8)
}

/// Whether a tag at the start of `piece` has so many blanks in it that it may have too many
/// attributes.
fn has_long_tag(piece: &[u8]) -> bool {
    piece.len() > LONG_TAG
        && piece
            .get(1 + usize::from(piece.get(1) == Some(&b'/')))
            .is_some_and(u8::is_ascii_alphabetic)
        && piece
            .iter()
            .filter(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'"' | b'\''))
            .nth(MAX_ATTRIBUTES)
            .is_some()
}

/// A tag of the page.
struct Tag<'p> {
    name: &'p [u8],
    is_end: bool,
    /// From `<` to behind `>`.
    range: std::ops::Range<usize>,
    /// Where its attributes are cut off, if they are too many.
    cut: Option<usize>,
}

struct Scan<'p> {
    page: &'p str,
    /// The open elements.
    open: Vec<Name>,
    /// Formatting elements that were started and not ended.
    formatting: usize,
    /// One of them is a link.
    has_link: bool,
    copies: usize,
    tags: usize,
    out: Option<String>,
    copied: usize,
}

impl<'p> Scan<'p> {
    fn new(page: &'p str) -> Self {
        Self {
            page,
            open: Vec::with_capacity(MAX_DEPTH),
            formatting: 0,
            has_link: false,
            copies: 0,
            tags: 0,
            out: None,
            copied: 0,
        }
    }

    fn run(&mut self, without_formatting: bool) {
        let bytes = self.page.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr(b'<', bytes.get(at..).unwrap_or_default()) {
            at += found;
            if bytes[at..].starts_with(b"<!--") {
                let end = memchr::memmem::find(&bytes[at + 4..], b"-->");
                at = end.map_or(bytes.len(), |end| at + 4 + end);
                continue;
            }
            let Some(tag) = tag(bytes, at) else {
                if opens_tag(bytes, at) {
                    // It runs to the page's end, and so does every tag that is looked for in it.
                    break;
                }
                at += 1;
                continue;
            };
            self.tags += 1;
            at = tag.range.end;
            let name = Name::of(tag.name);
            if name.is_formatting() && without_formatting {
                self.leave_out(tag.range);
                continue;
            }
            if tag.is_end {
                self.end(name);
            } else if !self.start(name) {
                self.leave_out(tag.range);
                continue;
            } else if name.is_raw() {
                at = raw_end(bytes, at, tag.name);
            }
            self.copies += self.formatting;
            if let Some(cut) = tag.cut {
                // Its `>` stays; a tag without end has none, and may end in any character.
                let end = tag.range.end - usize::from(bytes[..tag.range.end].ends_with(b">"));
                self.leave_out(cut..end.max(cut));
            }
        }
    }

    /// Opens an element; `false` where too many are open.
    fn start(&mut self, name: Name) -> bool {
        // Parts of a table outside one are no elements, and a page has one root.
        let is_ignored = name.is_root() || name.is_table_part() && !self.open.contains(&TABLE);
        if is_ignored || name.is_void() {
            return true;
        }
        self.end_implied(name);
        if self.open.len() >= MAX_DEPTH {
            return false;
        }
        // A second link ends the first, wherever that stands.
        let is_next = name == A && std::mem::replace(&mut self.has_link, true);
        self.formatting += usize::from(name.is_formatting() && !is_next);
        self.open.push(name);
        true
    }

    /// What a start tag ends: a row the row before, an item the item before, a block a paragraph.
    fn end_implied(&mut self, name: Name) {
        let open = &self.open;
        let last = |of: &dyn Fn(Name) -> bool| open.iter().rposition(|&name| of(name));
        let is_bound = |name: Name| name == TABLE || name.is_table_part();
        let keep = if name.is_table_part() {
            last(&|open| {
                let is_cell = [TD, TH].contains(&name);
                let is_body = [TBODY, THEAD, TFOOT].contains(&open);
                open == TABLE || open == TR && is_cell || is_body && (is_cell || name == TR)
            })
            .map(|at| at + 1)
        } else if [LI, DD, DT].contains(&name) {
            let is_other = |open: Name| open.is_special() && ![P, DIV].contains(&open);
            last(&|open| open == name || is_other(open)).filter(|&at| open[at] == name)
        } else if name.is_special() && name != TABLE {
            last(&|open| open == P || is_bound(open)).filter(|&at| open[at] == P)
        } else {
            None
        };
        if let Some(keep) = keep {
            self.open.truncate(keep);
        }
    }

    /// Closes an element and those in it, if it is open where the end tag can reach it.
    fn end(&mut self, name: Name) {
        let formats = name.is_formatting();
        self.formatting = self.formatting.saturating_sub(usize::from(formats));
        self.has_link &= name != A;
        let Some(at) = self.open.iter().rposition(|&open| open == name) else {
            return;
        };
        if name == FORM {
            // What is in it stays open.
            self.open.remove(at);
            return;
        }
        let inside = &self.open[at + 1..];
        let is_bound = if name == TABLE || name.is_table_part() {
            inside.contains(&TABLE)
        } else if formats {
            // What is formatted goes on behind the end tag, without the format.
            if inside.iter().any(Name::is_special) {
                self.open.remove(at);
                return;
            }
            false
        } else if name.is_special() {
            inside
                .iter()
                .any(|&open| open == TABLE || open.is_table_part())
        } else {
            inside.iter().any(Name::is_special)
        };
        if !is_bound {
            self.open.truncate(at);
        }
    }

    /// Leaves out a piece of a tag; its line ends stay.
    fn leave_out(&mut self, range: std::ops::Range<usize>) {
        let piece = &self.page[range.clone()];
        let out = self
            .out
            .get_or_insert_with(|| String::with_capacity(self.page.len()));
        out.push_str(&self.page[self.copied..range.start]);
        // Inside a tag a blank parts attributes, outside it is a space that a line end was anyway.
        out.extend(piece.bytes().filter(|b| *b == b'\n').map(char::from));
        self.copied = range.end;
    }
}

/// Whether what stands at `at` is a tag for the page's reader, ended or not.
fn opens_tag(bytes: &[u8], at: usize) -> bool {
    let is_end = bytes.get(at + 1) == Some(&b'/');
    (bytes.get(at + 1 + usize::from(is_end))).is_some_and(u8::is_ascii_alphabetic)
}

/// The tag at `at`, up to its `>` outside quotes; `None` if it is none or has no end.
fn tag(bytes: &[u8], at: usize) -> Option<Tag<'_>> {
    if !opens_tag(bytes, at) {
        return None;
    }
    let is_end = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(is_end);
    let len = bytes[start..]
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))?;
    let name = &bytes[start..start + len];
    let (mut place, mut attributes, mut cut) = (start + len, 0, None);
    let mut is_between = true;
    loop {
        // A tag without end holds the rest of the page, and its attributes cost as much.
        let Some(&byte) = bytes.get(place) else {
            cut?;
            break;
        };
        match byte {
            b'>' => break,
            quote @ (b'"' | b'\'') if bytes.get(place - 1) == Some(&b'=') => {
                match memchr(quote, &bytes[place + 1..]) {
                    Some(len) => place += 1 + len,
                    None => place = bytes.len() - 1,
                }
                is_between = true;
            }
            b'/' => is_between = true,
            b if b.is_ascii_whitespace() => is_between = true,
            _ => {
                if std::mem::take(&mut is_between) {
                    attributes += 1;
                    if attributes == MAX_ATTRIBUTES {
                        cut = Some(place);
                    }
                }
            }
        }
        place += 1;
    }
    Some(Tag {
        name,
        is_end,
        range: at..(place + 1).min(bytes.len()),
        cut,
    })
}

/// Where the end tag of a raw element stands.
fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(found) = memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        at += found;
        let rest = &bytes[at + 1..];
        if rest.first() == Some(&b'/')
            && rest
                .get(1..=name.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(name))
        {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_page_is_left_as_it_is() {
        let page = "<html><body><p>一<br>二</p><p><font color=red>三</font></p></body></html>";
        assert!(matches!(tame(page), Cow::Borrowed(_)));
    }

    #[test]
    fn surplus_depth_goes_and_text_and_lines_stay() {
        let page = format!(
            "{}\n文{}",
            "<div>\n".repeat(20_000),
            "</div>".repeat(20_000)
        );
        let tamed = tame(&page);
        assert_eq!(tamed.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(tamed.matches('\n').count(), 20_001);
        assert_eq!(tamed.matches('文').count(), 1);
    }

    #[test]
    fn a_deep_page_that_closes_its_elements_again_and_again_is_kept() {
        let page = "<ul><li>一<li>二</ul><p>三<p>四".repeat(50_000);
        assert_eq!(tame(&page), page);
    }

    #[test]
    fn elements_that_an_end_tag_does_not_reach_stay_open() {
        for piece in [
            "<tr><tx>文</td></tr>",
            "<span><div></span></div>",
            "<b><div></b>",
            "<html><tx></html>",
            "<b><table><tr><td></b>",
            "<form><tx></form>",
            "<tx><table><tr><td></tx></td></tr></table>",
        ] {
            let page = piece.repeat(20_000);
            let tamed = tame(&page);
            assert!(tamed.len() < page.len(), "{piece}");
            assert_eq!(tamed.matches('文').count(), page.matches('文').count());
        }
    }

    #[test]
    fn ends_that_may_be_left_out_are_no_depth() {
        for piece in [
            "<tr><td>一<td><p>二<p>三",
            "<tr><td><table><tr><td>一</table>",
        ] {
            let page = format!("<table>{}</table>", piece.repeat(5000));
            assert_eq!(tame(&page), page, "{piece}");
        }
        let list = "<li>一<p>二".repeat(5000);
        assert_eq!(tame(&list), list);
    }

    #[test]
    fn formatting_that_would_be_copied_without_end_goes() {
        let fonts: String = (0..200).map(|n| format!("<font size={n}>")).collect();
        let page = format!("<p>{fonts}</p>{}", "<p>文</p>".repeat(100_000));
        let tamed = tame(&page);
        assert!(!tamed.contains("<font"));
        assert_eq!(tamed.matches("<p>文</p>").count(), 100_000);
    }

    #[test]
    fn a_tag_of_many_attributes_is_cut() {
        let attributes: String = (0..5000).map(|n| format!(" a{n}=1")).collect();
        let page = format!("<p{attributes}>文</p>");
        let tamed = tame(&page);
        assert!(tamed.len() < 4000, "{}", tamed.len());
        assert!(tamed.ends_with(">文</p>"), "{tamed}");
        for open in [
            format!("文</p{attributes}>"),
            format!("文<p{attributes}"),
            format!("文<p{attributes} x=\"y"),
            format!("文<p{attributes} 文"),
            format!("文<p{attributes} x=\"文"),
        ] {
            let tamed = tame(&open);
            assert!(tamed.len() < 4000, "{}", tamed.len());
            assert!(tamed.starts_with('文'));
        }
        let value = format!("<p title=\"{}\">文</p>", "a b ".repeat(5000));
        assert_eq!(tame(&value), value);
    }
}
