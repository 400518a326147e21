//! Pages: plain, saved by Word, of a content system, dense.

use super::dice::Dice;
use super::model::{Part, Report, Role, Table};
use super::print::traditional;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    Plain,
    Word,
    Cms,
    /// The article without a page around it, all in one line.
    Fragment,
}

impl Page {
    pub const ALL: [Self; 4] = [Self::Plain, Self::Word, Self::Cms, Self::Fragment];

    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Word => "word",
            Self::Cms => "cms",
            Self::Fragment => "fragment",
        }
    }
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A page of the report; `charset` is what it declares.
pub fn page(report: &Report, kind: Page, charset: Option<&str>, dice: &mut Dice) -> String {
    let article = Article {
        kind,
        dice: dice.clone(),
    }
    .article(report);
    let title = escape(&report.title);
    let meta = charset.map_or(String::new(), |c| {
        format!("<meta http-equiv=\"Content-Type\" content=\"text/html; charset={c}\" />\n")
    });
    let page = match kind {
        Page::Fragment => article,
        Page::Plain => format!(
            "<!DOCTYPE html>\n<html>\n<head>\n{meta}<title>{title}</title>\n</head>\n<body>\n{article}</body>\n</html>\n"
        ),
        Page::Word => format!(
            "<html xmlns:v=\"urn:schemas-microsoft-com:vml\"\nxmlns:o=\"urn:schemas-microsoft-com:office:office\"\nxmlns:w=\"urn:schemas-microsoft-com:office:word\"\nxmlns=\"http://www.w3.org/TR/REC-html40\">\n<head>\n{meta}<meta name=Generator content=\"Microsoft Word 12\">\n<title>{title}</title>\n<!--[if gte mso 9]><xml>\n <w:WordDocument>\n  <w:View>Print</w:View>\n </w:WordDocument>\n</xml><![endif]-->\n<style>\n<!--\n p.MsoNormal {{mso-style-parent:\"\"; margin:0cm; font-family:\"Times New Roman\";}}\n-->\n</style>\n</head>\n<body lang=ZH-CN style='tab-interval:21.0pt'>\n<div class=Section1 style='layout-grid:15.6pt'>\n{article}</div>\n</body>\n</html>\n"
        ),
        Page::Cms => cms(report, &article, &meta, dice),
    };
    if report.oddities.traditional {
        traditional(&page)
    } else {
        page
    }
}

fn cms(report: &Report, article: &str, meta: &str, dice: &mut Dice) -> String {
    let title = escape(&report.title);
    let year = report.year + 1;
    let date = report
        .date
        .clone()
        .unwrap_or_else(|| format!("{year}-01-{:02}", dice.between(10, 28)));
    let mut nav = String::new();
    for n in 0..dice.between(5, 60) {
        nav.push_str(&format!("<li class=\"nav-item lv{}\"><a href=\"/col/col{n}/index.html\" target=\"_blank\">信息公开栏目{n}</a></li>\n", n % 3));
    }
    // The same headings once more, beside the article.
    if dice.coin() {
        for heading in &report.headings {
            nav.push_str(&format!(
                "<li><a href=\"#a\">{}</a></li>\n",
                escape(heading)
            ));
        }
    }
    let container = *dice.pick(&[
        "<div class=\"TRS_Editor\">",
        "<div id=\"zoom\">",
        "<div class=\"article-content\">",
        "<div class=\"Custom_UnionStyle\">",
        "<td id=\"ucapcontent\">",
        "<div class=\"main-box\">",
    ]);
    let (open, end) = if container.starts_with("<td") {
        (
            format!(
                "<table width=\"960\" align=\"center\"><tr><td width=\"180\">相关链接</td>{container}"
            ),
            "</td></tr></table>".to_owned(),
        )
    } else {
        (container.to_owned(), "</div>".to_owned())
    };
    let heading = if dice.coin() {
        format!("<h1 class=\"title\">{title}</h1>\n")
    } else {
        String::new()
    };
    let mut links = String::new();
    for n in 0..dice.between(3, 30) {
        links.push_str(&format!(
            "<option value=\"http://www.example{n}.gov.cn/\">友情链接单位{n}</option>\n"
        ));
    }
    format!(
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head>{meta}<title>{title}</title><meta name=\"ArticleTitle\" content=\"{title}\"/><meta name=\"PubDate\" content=\"{date} 10:00\"/><meta name=\"ContentSource\" content=\"{}\"/>\n<script type=\"text/javascript\">var tabs = ['一、总体情况', '二、主动公开政府信息情况'];</script><style>.nav-item{{float:left}}</style></head><body>\n<div class=\"header\"><ul class=\"nav\">\n{nav}</ul></div><div class=\"location\">您现在的位置：<a href=\"/\">首页</a>&nbsp;&gt;&nbsp;<a href=\"/col/col1\">政府信息公开</a>&nbsp;&gt;&nbsp;年度报告</div>\n<table class=\"xxgk_head\" width=\"100%\"><tr><td>索引号：</td><td>014001/{year}-00012</td><td>分类：</td><td>年度报告</td></tr><tr><td>发布机构：</td><td>{}</td><td>发文日期：</td><td>{date}</td></tr></table>\n<div class=\"main_con\">{heading}<div class=\"share\">【字体：大 中 小】 打印</div>\n{open}\n{article}{end}</div>\n<div class=\"footer\"><select>{links}</select><p>版权所有：{} ICP备00000000号</p></div></body></html>\n",
        report.agency, report.agency, report.agency
    )
}

struct Article {
    kind: Page,
    dice: Dice,
}

impl Article {
    fn article(mut self, report: &Report) -> String {
        let mut out = String::new();
        if let Some(before) = &report.before_title {
            self.para(before, "", &mut out);
        }
        for line in &report.title_lines {
            self.para(line, "center", &mut out);
        }
        for part in &report.parts {
            match part {
                Part::Heading {
                    number,
                    text,
                    run_in,
                    ..
                } => {
                    let mut line = format!("{number}{text}");
                    if let Some((mark, body)) = run_in {
                        line.push(*mark);
                        line.push_str(body);
                    }
                    self.para(&line, "", &mut out);
                }
                Part::Para(text) => self.para(text, "", &mut out),
                Part::Line(text, at) => {
                    self.para(text, ["", "center", "right"][usize::from(*at)], &mut out)
                }
                Part::Table(n) => self.table(&report.tables[*n], &mut out),
            }
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

    fn para(&mut self, text: &str, align: &str, out: &mut String) {
        let inner = self.run(text);
        let align = if align.is_empty() {
            String::new()
        } else {
            format!("text-align: {align};")
        };
        let (style, indent) = match self.kind {
            Page::Plain if align.is_empty() => (String::new(), ""),
            Page::Plain | Page::Fragment => (format!(" style=\"{align}\""), ""),
            Page::Word => (
                format!(
                    " class=MsoNormal style='{align}text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;mso-pagination:none'"
                ),
                "",
            ),
            Page::Cms => (format!(" style=\"{align}line-height: 2em;\""), "　　"),
        };
        out.push_str(&format!("<p{style}>{indent}{inner}</p>{}", self.end()));
    }

    /// A run of characters; Word cuts it anywhere.
    fn run(&mut self, text: &str) -> String {
        match self.kind {
            Page::Plain | Page::Fragment => escape(text),
            Page::Cms => format!(
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
        }
    }

    fn table(&mut self, table: &Table, out: &mut String) {
        let end = self.end();
        out.push_str(match self.kind {
            Page::Plain => "<table border=\"1\">",
            Page::Fragment => "<table align=\"center\" border=\"1\" cellspacing=\"1\"><tbody>",
            Page::Word => "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-padding-alt:0cm 5.4pt 0cm 5.4pt'>",
            Page::Cms => "<table border=\"1\" cellspacing=\"0\" cellpadding=\"0\" style=\"border-collapse: collapse; width: 100%;\"><tbody>",
        });
        out.push_str(end);
        for (n, row) in table.rows.iter().enumerate() {
            out.push_str("<tr>");
            for cell in row {
                let mut spans = String::new();
                if cell.cols > 1 {
                    spans.push_str(&format!(" colspan=\"{}\"", cell.cols));
                }
                if cell.rows > 1 {
                    spans.push_str(&format!(" rowspan=\"{}\"", cell.rows));
                }
                let text = &cell.text;
                let inner = if text.is_empty() {
                    match self.kind {
                        Page::Plain => String::new(),
                        Page::Word => {
                            "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
                                .into()
                        }
                        Page::Cms | Page::Fragment => "<p>&nbsp;</p>".into(),
                    }
                } else {
                    let run = if self.kind == Page::Word {
                        self.run(text)
                    } else if self.kind == Page::Fragment
                        && cell.role == Role::Head
                        && text.chars().count() == 7
                    {
                        let cut = text.char_indices().nth(3).map_or(0, |(at, _)| at);
                        format!("{}<br />{}", escape(&text[..cut]), escape(&text[cut..]))
                    } else {
                        escape(text)
                    };
                    if self.kind == Page::Plain {
                        run
                    } else {
                        format!("<p align=\"center\">{run}</p>")
                    }
                };
                let tag = if self.kind == Page::Plain && n < table.head_rows {
                    "th"
                } else {
                    "td"
                };
                let style = match self.kind {
                    Page::Plain => "",
                    Page::Fragment => " nowrap=\"nowrap\" style=\"width:38px;\"",
                    Page::Word => {
                        " valign=top style='border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'"
                    }
                    Page::Cms => {
                        " valign=\"center\" style=\"border: 1px solid windowtext; padding: 0px 7px;\""
                    }
                };
                out.push_str(&format!("<{tag}{spans}{style}>{inner}</{tag}>{end}"));
            }
            out.push_str("</tr>");
            out.push_str(end);
        }
        out.push_str(match self.kind {
            Page::Plain | Page::Word => "</table>",
            _ => "</tbody></table>",
        });
        out.push_str(end);
    }
}
