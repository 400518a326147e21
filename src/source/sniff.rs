//! What form a text has, by its content: a page, or text (which may carry Markdown's marks).

/// Bytes at the start of a text that are looked at for markup.
const SNIFFED: usize = 8 << 10;

/// Block elements that a piece of a page without a frame is made of.
const BLOCKS: [&[u8]; 22] = [
    b"p", b"div", b"table", b"tr", b"td", b"tbody", b"section", b"article", b"center", b"ul",
    b"ol", b"li", b"h1", b"h2", b"h3", b"h4", b"pre", b"font", b"span", b"strong", b"b", b"br",
];

/// Elements that only pages have.
const FRAME: [&[u8]; 9] = [
    b"!doctype html",
    b"html",
    b"head",
    b"body",
    b"meta",
    b"title",
    b"frameset",
    b"link",
    b"style",
];

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
    let (mut blocks, mut ends, mut at) = (0, 0, 0);
    let mut starts_with_tag = false;
    while let Some(found) = memchr::memchr(b'<', &head[at..]) {
        at += found + 1;
        let rest = &head[at..];
        let (rest, is_end) = match rest.strip_prefix(b"/") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let is_frame = is_one_of(rest, &FRAME);
        if is_frame && !is_end {
            return Sniffed::Page;
        }
        let is_markup = is_one_of(rest, &BLOCKS);
        let is_first = at == 1;
        starts_with_tag |=
            is_first && (is_markup || rest.starts_with(b"!--") || rest.starts_with(b"?xml"));
        blocks += usize::from(is_markup && !is_end);
        ends += usize::from(is_markup && is_end);
    }
    if blocks == 0 {
        return Sniffed::Text;
    }
    // Markdown may hold a table or a line break as markup; its lines mostly start without.
    let is_piece = starts_with_tag || (blocks + ends >= 3 && ends > 0) || blocks >= 6;
    if is_piece && !is_mostly_text(start) {
        Sniffed::Page
    } else {
        Sniffed::Text
    }
}

/// Whether headings of Markdown stand at the start of lines outside any tag.
fn is_mostly_text(text: &str) -> bool {
    let mut end = text.len().min(SNIFFED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (mut marked, mut tagged) = (0, 0);
    for line in text[..end].lines().map(str::trim_start) {
        marked += usize::from(super::markdown::heading(line).is_some());
        marked += usize::from(super::markdown::is_pipe_row(line));
        tagged += usize::from(line.starts_with('<'));
    }
    marked > 0 && tagged <= marked * 4
}

fn is_one_of(rest: &[u8], names: &[&[u8]]) -> bool {
    names.iter().any(|name| {
        rest.get(..name.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(name))
            && rest
                .get(name.len())
                .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(sniff(text), Sniffed::Text, "{text}");
        }
    }
}
