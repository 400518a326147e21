//! What must be true of every report that the parser gives, whatever the document was.

mod order;
mod printed;
mod values;

use gongkai::chars::is_visible;
use gongkai::report::{Block, ClosingBlock, Form, Report, Section, Text};
use gongkai::span::{Region, Span};

pub use printed::json;

/// Checks all of it; the error says what is not so.
pub fn hold(report: &Report) -> Result<(), String> {
    regions(report)?;
    let claimed = claims(report)?;
    complete(report, &claimed)?;
    order::hold(report)?;
    values::hold(report)?;
    let ledger = report.ledger;
    let parts =
        ledger.content + ledger.markup + ledger.furniture + ledger.boilerplate + ledger.unclaimed;
    if parts != ledger.characters {
        return Err(format!("the ledger does not add up: {ledger:?}"));
    }
    if ledger.unclaimed != 0 {
        return Err(format!("{} characters are unclaimed", ledger.unclaimed));
    }
    Ok(())
}

fn inside(span: Span, text: &str, what: &str) -> Result<(), String> {
    if span.start > span.end || text.get(span.range()).is_none() {
        return Err(format!("{what}: {span:?} is not a piece of the text"));
    }
    Ok(())
}

fn all_inside(region: &Region, text: &str, what: &str) -> Result<(), String> {
    region
        .pieces()
        .try_for_each(|span| inside(span, text, what))
}

/// Every span of every node lies in the text, on character boundaries.
fn regions(report: &Report) -> Result<(), String> {
    let text = &report.text;
    let check = |region: &Region, what: &str| all_inside(region, text, what);
    for (what, of) in [("title", &report.title), ("agency", &report.agency)] {
        if let Some(of) = of {
            check(&of.region, what)?;
        }
    }
    if let Some(period) = &report.period {
        check(&period.region, "period")?;
    }
    if let Some(region) = report.published.as_ref().and_then(|p| p.region.as_ref()) {
        check(region, "published")?;
    }
    for basis in &report.legal_basis {
        check(&basis.region, "legal basis")?;
        let raw = squash(&basis.region.raw(text));
        if !raw.contains(&squash(&basis.title)) {
            return Err(format!("legal basis {:?} is not in {raw:?}", basis.title));
        }
    }
    if let Some(announced) = &report.announced {
        check(&announced.region, "announced")?;
    }
    for quantity in &report.quantities {
        check(&quantity.region, "quantity")?;
    }
    for diagnostic in &report.diagnostics {
        if let Some(region) = &diagnostic.region {
            check(region, diagnostic.code)?;
        }
    }
    for table in &report.tables {
        check(&table.region, "table")?;
        for cell in &table.cells {
            if cell.row + cell.row_span > table.n_rows || cell.col + cell.col_span > table.n_cols {
                return Err(format!(
                    "cell {}, {} is outside its table",
                    cell.row, cell.col
                ));
            }
        }
    }
    Ok(())
}

fn squash(text: &str) -> String {
    text.chars().filter(|&c| is_visible(c)).collect()
}

/// The pieces of the nodes that own text, each with the text the node shows.
fn claims(report: &Report) -> Result<Vec<Span>, String> {
    let mut claims = Claims {
        text: &report.text,
        spans: Vec::new(),
    };
    // A page's title may be its <title> only, which is not in the text.
    let of_page = |text: &Text| report.source.form == Form::Html && text.region.hull().is_empty();
    if let Some(title) = report.title.as_ref().filter(|title| !of_page(title)) {
        claims.shown(title, "title")?;
    }
    claims.blocks(&report.preamble)?;
    claims.sections(&report.sections)?;
    for table in &report.tables {
        if let Some(caption) = &table.caption {
            claims.shown(caption, "caption")?;
        }
        for cell in &table.cells {
            claims.own(&cell.region, &cell.text, "cell")?;
        }
    }
    for block in &report.closing.blocks {
        if let ClosingBlock::Line(_, line) = block {
            claims.shown(line, "closing")?;
        }
    }
    for &span in &report.closing.furniture {
        inside(span, &report.text, "furniture")?;
        claims.spans.push(span);
    }
    Ok(claims.spans)
}

struct Claims<'r> {
    text: &'r str,
    spans: Vec<Span>,
}

impl Claims<'_> {
    fn take(&mut self, region: &Region) {
        self.spans
            .extend(region.pieces().filter(|span| !span.is_empty()));
    }

    /// The node's text is its region's, white space and marks of Markdown aside.
    fn own(&mut self, region: &Region, shown: &str, what: &str) -> Result<(), String> {
        all_inside(region, self.text, what)?;
        let raw = squash(&region.raw(self.text));
        let shown = squash(shown);
        if raw != shown
            && raw.replace(['\\', '*', '_', '`'], "") != shown.replace(['\\', '*', '_', '`'], "")
        {
            return Err(format!("{what} shows {shown:?} and stands on {raw:?}"));
        }
        self.take(region);
        Ok(())
    }

    fn shown(&mut self, text: &Text, what: &str) -> Result<(), String> {
        self.own(&text.region, &text.text, what)
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<(), String> {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.shown(text, "paragraph")?,
                Block::List(items) => {
                    for item in items {
                        self.shown(item, "item")?;
                    }
                }
                Block::Table(_) => {}
            }
        }
        Ok(())
    }

    fn sections(&mut self, sections: &[Section]) -> Result<(), String> {
        let mut before = None;
        for section in sections {
            all_inside(&section.region, self.text, "heading")?;
            let raw = squash(&section.region.raw(self.text));
            let shown = squash(&format!(
                "{}{}{}",
                section.number.as_deref().unwrap_or(""),
                section.heading,
                section.run_in.as_deref().unwrap_or("")
            ));
            let bare = |text: &str| text.replace(['*', '#', '_'], "");
            if bare(&raw) != bare(&shown) {
                return Err(format!("heading shows {shown:?} and stands on {raw:?}"));
            }
            let start = section.region.hull().start;
            if before.is_some_and(|before| start < before) {
                return Err(format!(
                    "heading {:?} stands before its forerunner",
                    section.heading
                ));
            }
            before = Some(start);
            self.take(&section.region);
            self.blocks(&section.blocks)?;
            self.sections(&section.sections)?;
        }
        Ok(())
    }
}

/// Where a tag ends: at the first `>` outside an attribute's quotes, which open behind `=` only.
/// What another `<` stands in is no tag, but text that one without its end would swallow.
fn tag_end(tag: &str) -> Option<usize> {
    if tag.starts_with("<!--") {
        return Some(tag.find("-->")? + 2);
    }
    let mut open = None;
    let mut before = ' ';
    for (at, c) in tag.char_indices() {
        match open {
            _ if c == '<' && at > 0 => return None,
            Some(quote) if c == quote => (open, before) = (None, ' '),
            Some(_) => {}
            None if c == '>' => return Some(at),
            None if before == '=' && matches!(c, '"' | '\'') => open = Some(c),
            None if c.is_whitespace() => {}
            None => before = c,
        }
    }
    None
}

/// Without tags of HTML and references to blanks.
fn untagged(gap: &str) -> String {
    let mut out = String::new();
    let mut rest = gap;
    while let Some(at) = rest.find("<") {
        out.push_str(&rest[..at]);
        let (tag, is_letter) = (&rest[at + 1..], |c: char| c.is_ascii_alphabetic());
        let is_tag = tag.strip_prefix('/').unwrap_or(tag).starts_with(is_letter)
            || ["!--", "!["].iter().any(|start| tag.starts_with(start));
        match tag_end(&rest[at..]).filter(|_| is_tag) {
            Some(end) => rest = &rest[at + end + 1..],
            None => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    let mut plain = String::new();
    for piece in out.split_inclusive(';') {
        let reference = piece.rfind('&').filter(|at| {
            (piece[at + 1..].strip_suffix(';'))
                .is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'))
        });
        plain.push_str(&piece[..reference.unwrap_or(piece.len())]);
    }
    unended_references(&plain)
}

/// Without references to blanks that no semicolon ends: `&nbsp` and those by number.
fn unended_references(text: &str) -> String {
    let mut plain = String::new();
    for (nth, piece) in text.split('&').enumerate() {
        let hex = ["#x", "#X"]
            .iter()
            .find_map(|start| piece.strip_prefix(start));
        let rest = if nth == 0 {
            Some(piece)
        } else if let Some(hex) = hex {
            Some(hex.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
        } else if let Some(digits) = piece.strip_prefix('#') {
            Some(digits.trim_start_matches(|c: char| c.is_ascii_digit()))
        } else {
            piece.strip_prefix("nbsp")
        };
        if rest.is_none() {
            plain.push('&');
        }
        plain.push_str(rest.unwrap_or(piece));
    }
    plain
}

/// Pieces are disjoint, and what is in none of them is white space or a mark of Markdown.
fn complete(report: &Report, claims: &[Span]) -> Result<(), String> {
    let text = &report.text;
    let mut spans = claims.to_vec();
    spans.sort_unstable();
    let mut at = 0;
    let mut left = String::new();
    let mut markup = 0;
    let is_markdown = report.source.form == Form::Markdown;
    let mut leave = |gap: &str| {
        if is_markdown {
            markup += gap.chars().filter(|&c| is_visible(c)).count();
            let gap = untagged(gap);
            left.extend(gap.chars().filter(|&c| is_visible(c)));
        } else {
            left.extend(gap.chars().filter(|&c| is_visible(c)));
        }
    };
    for span in spans {
        let start = span.start as usize;
        if start < at {
            return Err(format!(
                "{:?} is in two nodes",
                &text[start..at.min(span.end as usize)]
            ));
        }
        leave(&text[at..start]);
        at = span.end as usize;
    }
    leave(&text[at..]);
    if is_markdown {
        left.retain(|c| !"|#-:*_>`\\+=".contains(c));
    }
    if !left.is_empty() {
        return Err(format!("{left:?} is in no node"));
    }
    if markup != report.ledger.markup {
        return Err(format!(
            "{markup} marks, {} in the ledger",
            report.ledger.markup
        ));
    }
    Ok(())
}
