//! What form a text has, by its content: a page, or text (which may carry Markdown's marks).

use super::markdown;

/// Bytes at the start of a text that are looked at for markup.
const SNIFFED: usize = 8 << 10;

/// Block elements that a piece of a page without a frame is made of.
const BLOCKS: [Name; 22] = names([
    "p", "div", "table", "tr", "td", "tbody", "section", "article", "center", "ul", "ol", "li",
    "h1", "h2", "h3", "h4", "pre", "font", "span", "strong", "b", "br",
]);

/// Elements that only pages have.
const FRAME: [Name; 8] = names([
    "html", "head", "body", "meta", "title", "frameset", "link", "style",
]);

const DOCTYPE: &[u8] = b"!doctype html";

const TABLE: Name = Name::of(b"table");

/// A tag's name in lower case, its bytes as one number: each tag is held against all of the above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Name(u64);

impl Name {
    /// None of those that are looked for.
    const NONE: Self = Self(0);

    /// The name that a tag starts with behind its `<` or `</`.
    const fn of(rest: &[u8]) -> Self {
        let (mut name, mut at) = (0, 0);
        while at < rest.len() && !ends_name(rest[at]) {
            if at == size_of::<u64>() || rest[at] == 0 {
                return Self::NONE;
            }
            name = name << 8 | rest[at].to_ascii_lowercase() as u64;
            at += 1;
        }
        Self(name)
    }
}

const fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

const fn names<const N: usize>(of: [&str; N]) -> [Name; N] {
    let mut names = [Name::NONE; N];
    let mut at = 0;
    while at < N {
        names[at] = Name::of(of[at].as_bytes());
        at += 1;
    }
    names
}

fn is_doctype(rest: &[u8]) -> bool {
    (rest.get(..DOCTYPE.len())).is_some_and(|start| start.eq_ignore_ascii_case(DOCTYPE))
        && rest.get(DOCTYPE.len()).is_none_or(|&byte| ends_name(byte))
}

/// What a text turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sniffed {
    /// A page or a piece of one.
    Page,
    /// Anything else.
    Text,
}

/// Finds out from the start of the text; a `<` in prose is no markup.
pub(super) fn sniff(text: &str) -> Sniffed {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head = &start.as_bytes()[..start.len().min(SNIFFED)];
    let is_cut = start.len() > head.len();
    let (mut blocks, mut ends, mut at) = (0, 0, 0);
    let mut starts_with_tag = false;
    // Tables of Markdown, which are no reason to take it for a page.
    let (mut tables, mut is_table) = (0, false);
    // The end of the last one, and of the tags around it.
    let mut behind = 0;
    while let Some(found) = memchr::memchr(b'<', &head[at..]) {
        at += found + 1;
        let rest = &head[at..];
        let (rest, is_end) = match rest.strip_prefix(b"/") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        if is_cut && rest.iter().all(u8::is_ascii_alphanumeric) {
            // `</b` of `</body>`.
            break;
        }
        // What a converter to Markdown puts around a table.
        let is_around = || markdown::is_around(rest);
        if at > 1 && !is_end && is_around() && leads_to_table(&head[at - 1..], is_cut) {
            continue;
        }
        let is_behind =
            || (head.get(behind..at - 1)).is_some_and(|gap| gap.trim_ascii().is_empty());
        if is_end && behind > 0 && is_behind() && is_around() {
            behind = tag_end(head, at);
            continue;
        }
        let name = Name::of(rest);
        if !is_end && (FRAME.contains(&name) || is_doctype(rest)) {
            return Sniffed::Page;
        }
        let is_markup = BLOCKS.contains(&name);
        let is_first = at == 1;
        starts_with_tag |=
            is_first && (is_markup || rest.starts_with(b"!--") || rest.starts_with(b"?xml"));
        if name == TABLE {
            is_table = !is_end;
            tables += usize::from(is_table);
            if is_end {
                behind = tag_end(head, at);
            }
        } else if !is_table {
            blocks += usize::from(is_markup && !is_end);
            ends += usize::from(is_markup && is_end);
        }
    }
    if blocks + tables == 0 {
        return Sniffed::Text;
    }
    // Lines of text with tables between them.
    if blocks + ends == 0 && is_in_lines(start) {
        return Sniffed::Text;
    }
    // Markdown may hold a table or a line break as markup; its lines mostly start without.
    let (blocks, ends) = (blocks + tables * 6, ends + tables);
    let is_piece = starts_with_tag || (blocks + ends >= 3 && ends > 0) || blocks >= 6;
    if is_piece && !is_mostly_text(start) {
        Sniffed::Page
    } else {
        Sniffed::Text
    }
}

/// Whether the tag at the start, and those behind it, stand around a table, as far as can be seen.
fn leads_to_table(rest: &[u8], is_cut: bool) -> bool {
    let mut rest = rest;
    while let Some(tag) = rest.strip_prefix(b"<") {
        if markdown::is_tag(tag, "table") {
            return true;
        }
        let Some(end) = memchr::memchr(b'>', &tag[..tag.len().min(markdown::MAX_TAG)]) else {
            return is_cut && tag.len() < markdown::MAX_TAG;
        };
        if !markdown::is_around(tag) || tag.starts_with(b"/") {
            return false;
        }
        rest = tag[end + 1..].trim_ascii_start();
    }
    is_cut && rest.is_empty()
}

/// Behind the tag at a place.
fn tag_end(head: &[u8], at: usize) -> usize {
    memchr::memchr(b'>', &head[at..]).map_or(head.len(), |len| at + len + 1)
}

/// Whether two lines of text at least stand before the first table.
fn is_in_lines(text: &str) -> bool {
    let before = memchr::memchr(b'<', text.as_bytes()).map_or(text, |at| &text[..at]);
    before
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count()
        >= 2
}

/// Whether headings of Markdown stand at the start of lines outside any tag and table.
fn is_mostly_text(text: &str) -> bool {
    let mut end = text.len().min(SNIFFED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (mut marked, mut tagged) = (0, 0);
    let mut is_table = false;
    for line in text[..end].lines().map(str::trim_start) {
        let has_table = |start: &[u8]| {
            (memchr::memchr_iter(b'<', line.as_bytes()))
                .filter_map(|at| line.as_bytes()[at..].strip_prefix(start))
                .any(|rest| Name::of(rest) == TABLE)
        };
        is_table |= has_table(b"<");
        if !is_table {
            marked += usize::from(markdown::heading(line).is_some());
            marked += usize::from(markdown::is_pipe_row(line));
            tagged += usize::from(line.starts_with('<'));
        }
        is_table &= !has_table(b"</");
    }
    marked > 0 && tagged <= marked * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_where_its_tag_says() {
        for text in ["table", "table>", "TABLE border=1>", "Table/>", "table\n"] {
            assert_eq!(Name::of(text.as_bytes()), TABLE, "{text}");
        }
        for text in [
            "",
            ">",
            "tables",
            "tabl",
            "/table",
            "\0table",
            "xtable",
            "tablexxxx",
        ] {
            assert_ne!(Name::of(text.as_bytes()), TABLE, "{text}");
        }
        assert!(
            FRAME.contains(&Name::of(b"FRAMESET>")) && !FRAME.contains(&Name::of(b"framesets>"))
        );
        assert!(is_doctype(b"!DOCTYPE html>") && is_doctype(b"!doctype HTML PUBLIC"));
        assert!(!is_doctype(b"!doctype htm>") && !is_doctype(b"!doctype html5>"));
        assert!(!BLOCKS.contains(&Name::NONE) && !FRAME.contains(&Name::NONE));
    }

    /// Wherever the part ends that is looked at.
    #[test]
    fn a_table_that_is_cut_is_one() {
        let table = "<div align=center><html><body>\n<table><tr><td>1</td></tr></table></body></html></div>";
        for len in 0..100 {
            let before = "x".repeat(SNIFFED - len);
            let text = format!("一\n二{before}\n{table}\n三\n");
            assert_eq!(sniff(&text), Sniffed::Text, "{len}");
        }
    }

    #[test]
    fn by_content() {
        for page in [
            "<!DOCTYPE html><html>",
            "\u{feff}\n<HTML>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"x\">",
            "<p style='a'>某某县年度报告</p><p>一、概述</p>",
            "<!-- begin --><div>一</div>",
            "某某县年度报告<br>一、概述<br>正文<p>二</p>",
            "junk\n<body bgcolor=white>",
            "<TABLE><TR><TD>一",
            "某某县年度报告<table><tr><td>一、概述</td></tr></table>二<table><tr><td>1</table>",
            "一\n二\n<p>三</p><table><tr><td>1</td></tr></table>",
        ] {
            assert_eq!(sniff(page), Sniffed::Page, "{page}");
        }
        for text in [
            "某某县年度报告\n一、概述\n",
            "差评数 < 5，好评数 <p 值为 0.34>，a < b",
            "# 年度报告\n\n一<br>二\n\n| 甲 | 乙<br>丙 |\n| --- | --- |\n| 1<br>2 | 3 |\n",
            "",
            "<",
            "《<长江三角洲区域一体化发展规划纲要>实施方案》",
            "某某县年度报告\n一、概述\n<table>\n<tr>\n<td>1</td>\n</tr>\n</table>\n二、其他\n",
            "# 年度报告\n\n<html><body><table><tr><td>1</td></tr></table></body></html>\n",
            "# 年度报告\n\n<div><table>\n<tr>\n<td>\n1\n</td>\n<td>\n2\n</td>\n</tr>\n</table></div>\n",
        ] {
            assert_eq!(sniff(text), Sniffed::Text, "{text}");
        }
    }
}
