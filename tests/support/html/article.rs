//! The article's lines and tables as markup.

use super::super::dice::Dice;
use super::doc::{Cell, Doc, Flow};
use super::{Page, escape};

pub struct Article {
    kind: Page,
    dice: Dice,
}

/// A cell that reaches over the place where a table is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// Its text stands in both parts.
    Repeated,
    /// It goes on empty.
    Empty,
}

impl Article {
    pub fn new(kind: Page, dice: Dice) -> Self {
        Self { kind, dice }
    }

    pub fn article(mut self, doc: &Doc) -> String {
        let mut out = String::new();
        let mut last = None;
        for flow in &doc.flow {
            match flow {
                // Signature and date are one paragraph of two lines.
                Flow::Line(text, 2) if self.kind == Page::Xhtml && last == Some(2) => {
                    let end = out.trim_end().len() - "</p>".len();
                    out.truncate(end);
                    out.push_str(&format!("<br />{}</p>\n", escape(text)));
                }
                Flow::Line(text, align) => {
                    self.line(text, ["", "center", "right"][usize::from(*align)], &mut out);
                }
                Flow::Table { rows, head_rows } if self.kind == Page::Split => {
                    self.cut(rows, *head_rows, &mut out);
                }
                Flow::Table { rows, head_rows } => self.table(rows, *head_rows, &mut out),
            }
            last = match flow {
                Flow::Line(_, align) => Some(*align),
                Flow::Table { .. } => None,
            };
        }
        out
    }

    fn end(&self) -> &'static str {
        if self.kind == Page::Fragment {
            ""
        } else {
            "\n"
        }
    }

    fn line(&mut self, text: &str, align: &str, out: &mut String) {
        let inner = self.run(text);
        let style = if align.is_empty() {
            String::new()
        } else {
            format!("text-align: {align};")
        };
        let plain = if align.is_empty() && self.kind != Page::Fragment {
            String::new()
        } else {
            format!(" style=\"{style}\"")
        };
        out.push_str(&match self.kind {
            Page::Plain | Page::Fragment | Page::Pre | Page::Mhtml => format!("<p{plain}>{inner}</p>"),
            Page::Word => format!(
                "<p class=MsoNormal style='{style}text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;mso-pagination:none'>{inner}</p>"
            ),
            Page::Cms | Page::Split => format!("<p style=\"{style}line-height: 2em;\">　　{inner}</p>"),
            Page::Xhtml => {
                // Editors leave empty paragraphs behind.
                let empty = *self.dice.pick(&["", "", "", "<p />\n", "<p>&#160;</p>\n"]);
                format!("{empty}<p{plain}>{inner}</p>")
            }
            Page::Upper => match align {
                "" => format!("<P>&nbsp;&nbsp;&nbsp; {inner}"),
                align => format!("<P ALIGN={align}>{inner}"),
            },
            Page::Breaks | Page::Bare => {
                let br = if self.kind == Page::Bare { "<BR>" } else { "<br />" };
                let indent = *self.dice.pick(&["", "　　", "&nbsp;&nbsp;&nbsp;&nbsp;", "&emsp;&emsp;"]);
                let more = if self.dice.one_in(3) { br } else { "" };
                format!("{indent}{inner}{br}{more}")
            }
            Page::Framed if align == "center" => format!("<center><b>{inner}</b></center>"),
            Page::Framed => format!("<p align=\"left\">{inner}</p>"),
            Page::Portal => format!("<div{plain}>{inner}</div>"),
        });
        out.push_str(self.end());
    }

    /// A run of characters; Word cuts it anywhere.
    fn run(&mut self, text: &str) -> String {
        match self.kind {
            Page::Cms | Page::Split => format!(
                "<span style=\"font-family: 仿宋_GB2312; font-size: 16pt;\">{}</span>",
                escape(text)
            ),
            Page::Word => {
                let chars: Vec<char> = text.chars().collect();
                let mut out = String::new();
                let mut at = 0;
                while at < chars.len() {
                    let end = (at + self.dice.between(1, 24)).min(chars.len());
                    let piece: String = chars[at..end].iter().collect();
                    let latin = piece.is_ascii();
                    let lang = if latin { " lang=EN-US" } else { "" };
                    out.push_str(&format!("<span{lang} style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体'>{}</span>", escape(&piece)));
                    at = end;
                }
                out.push_str("<span lang=EN-US style='font-size:16.0pt'><o:p></o:p></span>");
                out
            }
            Page::Upper => format!(
                "<FONT SIZE=3 COLOR=#000000 FACE=宋体>{}</FONT>",
                escape(text)
            ),
            Page::Portal => format!("<font face=\"宋体\">{}</font>", escape(text)),
            _ => escape(text),
        }
    }

    /// The parts of a table that was cut between its rows, with and without its heads again.
    fn cut(&mut self, rows: &[Vec<Cell>], head_rows: usize, out: &mut String) {
        let parts = self
            .dice
            .between(1, 3)
            .min(rows.len().saturating_sub(head_rows).max(1));
        let mut cuts: Vec<usize> = (1..parts)
            .map(|_| self.dice.between(head_rows.max(1), rows.len() - 1))
            .collect();
        cuts.extend([0, rows.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let how = *self.dice.pick(&[Cut::Repeated, Cut::Empty]);
        let with_heads = self.dice.coin();
        for pair in cuts.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let mut part = Vec::new();
            if with_heads && from > head_rows {
                part.extend_from_slice(&rows[..head_rows]);
            }
            for at in from..to {
                let mut row: Vec<Cell> = rows[at].clone();
                if at == from {
                    // What reaches into the part from above it.
                    for (above, cells) in rows[..from].iter().enumerate() {
                        let over = cells.iter().filter(|cell| above + cell.rows > from);
                        row.extend(over.map(|cell| Cell {
                            rows: above + cell.rows - from,
                            text: match how {
                                Cut::Repeated => cell.text.clone(),
                                Cut::Empty => String::new(),
                            },
                            ..cell.clone()
                        }));
                    }
                    row.sort_by_key(|cell| cell.col);
                }
                for cell in &mut row {
                    cell.rows = cell.rows.min(to - at);
                }
                part.push(row);
            }
            self.table(&part, head_rows, out);
        }
    }

    fn table(&mut self, rows: &[Vec<Cell>], head_rows: usize, out: &mut String) {
        let end = self.end();
        out.push_str(match self.kind {
            Page::Plain | Page::Bare | Page::Breaks | Page::Pre | Page::Mhtml => "<table border=\"1\">",
            Page::Fragment => "<table align=\"center\" border=\"1\" cellspacing=\"1\"><tbody>",
            Page::Word => "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-padding-alt:0cm 5.4pt 0cm 5.4pt'>",
            Page::Cms | Page::Split => "<table border=\"1\" cellspacing=\"0\" cellpadding=\"0\" style=\"border-collapse: collapse; width: 100%;\"><tbody>",
            Page::Xhtml => "<table border=\"1\" summary=\"\"><colgroup><col width=\"20%\" /><col /></colgroup><tbody>",
            Page::Upper => "<CENTER><TABLE BORDER=1 CELLSPACING=0 WIDTH=90% BORDERCOLOR=#000000>",
            Page::Framed => "<table border=1 align=center>",
            Page::Portal => "<table border=\"1\" bordercolor=\"#000000\" align=\"center\">",
        });
        out.push_str(end);
        for (n, row) in rows.iter().enumerate() {
            out.push_str(if self.kind == Page::Upper {
                "<TR>"
            } else {
                "<tr>"
            });
            for cell in row {
                let inner = self.cell(cell);
                self.tag(cell, &inner, n < head_rows, out);
                out.push_str(end);
            }
            if self.kind != Page::Upper {
                out.push_str("</tr>");
            }
            out.push_str(end);
        }
        out.push_str(match self.kind {
            Page::Upper => "</TABLE></CENTER>",
            Page::Cms | Page::Split | Page::Fragment | Page::Xhtml => "</tbody></table>",
            _ => "</table>",
        });
        out.push_str(end);
    }

    /// What stands in a cell.
    fn cell(&mut self, cell: &Cell) -> String {
        let text = &cell.text;
        if text.is_empty() {
            return match self.kind {
                Page::Plain | Page::Xhtml | Page::Bare | Page::Mhtml | Page::Pre => "",
                Page::Word => "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>",
                Page::Cms | Page::Split | Page::Fragment => "<p>&nbsp;</p>",
                Page::Upper => "&nbsp",
                Page::Breaks => "<br>",
                Page::Framed => "&nbsp;",
                Page::Portal => "<div><font></font></div>",
            }
            .to_owned();
        }
        let is_head = cell.is_head && text.chars().count() == 7;
        let run = match self.kind {
            Page::Word | Page::Upper | Page::Portal => self.run(text),
            Page::Fragment | Page::Xhtml if is_head => {
                let cut = text.char_indices().nth(3).map_or(0, |(at, _)| at);
                format!("{}<br />{}", escape(&text[..cut]), escape(&text[cut..]))
            }
            _ => escape(text),
        };
        match self.kind {
            Page::Plain | Page::Bare | Page::Breaks | Page::Framed | Page::Upper | Page::Xhtml => {
                run
            }
            Page::Portal => format!("<div>{run}</div>"),
            _ => format!("<p align=\"center\">{run}</p>"),
        }
    }

    fn tag(&mut self, cell: &Cell, inner: &str, is_head: bool, out: &mut String) {
        let quote = if self.kind == Page::Upper { "" } else { "\"" };
        let mut spans = String::new();
        if cell.cols > 1 {
            spans.push_str(&format!(" colspan={quote}{}{quote}", cell.cols));
        }
        if cell.rows > 1 {
            spans.push_str(&format!(" rowspan={quote}{}{quote}", cell.rows));
        }
        let style = match self.kind {
            Page::Fragment => " nowrap=\"nowrap\" style=\"width:38px;\"",
            Page::Word => {
                " valign=top style='border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'"
            }
            Page::Cms | Page::Split => {
                " valign=\"center\" style=\"border: 1px solid windowtext; padding: 0px 7px;\""
            }
            Page::Upper => " ALIGN=center NOWRAP",
            Page::Framed => " align=center",
            _ => "",
        };
        let name = if self.kind == Page::Plain && is_head {
            "th"
        } else {
            "td"
        };
        match self.kind {
            Page::Upper => out.push_str(&format!("<TD{}{style}>{inner}", spans.to_uppercase())),
            Page::Xhtml if inner.is_empty() => out.push_str(&format!("<td{spans}{style} />")),
            _ => out.push_str(&format!("<{name}{spans}{style}>{inner}</{name}>")),
        }
    }
}
