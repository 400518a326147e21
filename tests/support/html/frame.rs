//! What stands around the article.

use super::super::dice::Dice;
use super::doc::Doc;
use super::{Page, escape};

/// A page around an article.
pub fn around(
    doc: &Doc,
    kind: Page,
    article: &str,
    charset: Option<&str>,
    dice: &mut Dice,
) -> String {
    let title = escape(&doc.title);
    let meta = charset.map_or(String::new(), |c| {
        format!("<meta http-equiv=\"Content-Type\" content=\"text/html; charset={c}\" />\n")
    });
    match kind {
        Page::Fragment => article.to_owned(),
        Page::Plain | Page::Mhtml => format!(
            "<!DOCTYPE html>\n<html>\n<head>\n{meta}<title>{title}</title>\n</head>\n<body>\n{article}</body>\n</html>\n"
        ),
        Page::Word => format!(
            "<html xmlns:v=\"urn:schemas-microsoft-com:vml\"\nxmlns:o=\"urn:schemas-microsoft-com:office:office\"\nxmlns:w=\"urn:schemas-microsoft-com:office:word\"\nxmlns=\"http://www.w3.org/TR/REC-html40\">\n<head>\n{meta}<meta name=Generator content=\"Microsoft Word 12\">\n<title>{title}</title>\n<!--[if gte mso 9]><xml>\n <w:WordDocument>\n  <w:View>Print</w:View>\n </w:WordDocument>\n</xml><![endif]-->\n<style>\n<!--\n p.MsoNormal {{mso-style-parent:\"\"; margin:0cm; font-family:\"Times New Roman\";}}\n-->\n</style>\n</head>\n<body lang=ZH-CN style='tab-interval:21.0pt'>\n<div class=Section1 style='layout-grid:15.6pt'>\n{article}</div>\n</body>\n</html>\n"
        ),
        Page::Cms | Page::Split => cms(doc, article, &meta, dice),
        Page::Xhtml => xhtml(&title, article, charset, dice),
        Page::Upper => {
            let meta = charset.map_or(String::new(), |c| {
                format!("<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; charset={c}\">\n")
            });
            format!(
                "<HTML><HEAD><TITLE>{title}</TITLE>\n{meta}<META NAME=GENERATOR CONTENT=FrontPage>\n<SCRIPT LANGUAGE=JavaScript><!--\nvar first = '<P>一、概述</P>';\n//--></SCRIPT></HEAD>\n<BODY BGCOLOR=#FFFFFF TEXT=#000000 LINK=#0000FF TOPMARGIN=0>\n<CENTER><IMG SRC=/images/top.gif WIDTH=760 HEIGHT=80 ALT=\"\"></CENTER>\n<A HREF=/index.htm>首页</A> | <A HREF=/xxgk/>信息公开</A>\n<HR SIZE=1 NOSHADE>\n{article}<HR>\n<P ALIGN=center><FONT SIZE=2>版权所有：{} 网站地图</FONT>\n</BODY></HTML>\n",
                doc.agency
            )
        }
        Page::Pre => {
            let around = *dice.pick(&["", "<div class=\"content\">", "<td class=\"nr\">"]);
            let (open, end) = match around {
                "" => (String::new(), ""),
                cell if cell.starts_with("<td") => (
                    format!("<table width=\"90%\"><tr>{cell}"),
                    "</td></tr></table>\n",
                ),
                div => (div.to_owned(), "</div>\n"),
            };
            format!(
                "<html>\n<head>{meta}<title>{title}</title></head>\n<body>\n<ul><li><a href=\"/\">首页</a></li><li><a href=\"/nb/\">年度报告</a></li></ul>\n{open}{article}{end}<p>主办单位：{} 网站地图 ICP备00000000号</p>\n</body>\n</html>\n",
                doc.agency
            )
        }
        Page::Breaks => format!(
            "<html>\n<head>{meta}<title>{title}</title>\n<script>var titles = [{}];</script></head>\n<body>\n<ul class=\"menu\"><li><a href=\"/\">首页</a></li>{}</ul>\n<div class=\"view\" id=\"zoom\">{article}</div>\n<div class=\"foot\">版权所有：{}</div>\n</body>\n</html>\n",
            quoted(doc),
            links(doc),
            doc.agency
        ),
        Page::Bare => format!(
            "<html>\n<head>{meta}<title>{title}</title></head>\n<body>\n{article}</body>\n</html>\n"
        ),
        Page::Framed => format!(
            "<html>\n<base target=\"_blank\">\n<body leftmargin=\"0\" topmargin=\"0\" oncontextmenu=\"return false\">\n{article}</body>\n</html>\n"
        ),
        Page::Portal => portal(doc, article, &meta, dice),
    }
}

/// The headings as a script has them.
fn quoted(doc: &Doc) -> String {
    let all: Vec<String> = doc.headings.iter().map(|h| format!("'{h}'")).collect();
    all.join(", ")
}

/// The headings as links to their places.
fn links(doc: &Doc) -> String {
    (doc.headings.iter().enumerate())
        .map(|(n, h)| format!("<li><a href=\"#a{n}\">{}</a></li>\n", escape(h)))
        .collect()
}

fn date(doc: &Doc, dice: &mut Dice) -> String {
    (doc.date.clone()).unwrap_or_else(|| format!("{}-01-{:02}", doc.year + 1, dice.between(10, 28)))
}

/// 索引号, 发布机构 and the like.
fn metadata(doc: &Doc, date: &str) -> String {
    format!(
        "<table class=\"xxgk_head\" width=\"100%\"><tr><td>索引号：</td><td>014001/{}-00012</td><td>分类：</td><td>年度报告</td></tr><tr><td>发布机构：</td><td>{}</td><td>发文日期：</td><td>{date}</td></tr></table>",
        doc.year + 1,
        doc.agency
    )
}

fn xhtml(title: &str, article: &str, charset: Option<&str>, dice: &mut Dice) -> String {
    let encoding = charset.map_or(String::new(), |c| format!(" encoding=\"{c}\""));
    let meta = charset.map_or(String::new(), |c| {
        format!(
            "<meta http-equiv=\"content-type\" content=\"application/xhtml+xml; charset={c}\" />\n"
        )
    });
    let anchor = *dice.pick(&["", "<a name=\"top\" />", "<a id=\"top\"></a>"]);
    format!(
        "<?xml version=\"1.0\"{encoding}?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\"\n  \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"zh-CN\" lang=\"zh-CN\">\n<head>\n{meta}<title>{title}</title>\n<link rel=\"stylesheet\" href=\"/style.css\" type=\"text/css\" />\n<style type=\"text/css\">/*<![CDATA[*/\nbody > p {{ margin: 0; }}\n/*]]>*/</style>\n<script type=\"text/javascript\">//<![CDATA[\nif (1 < 2 && document.all) {{ var x = '<p>一、概述</p>'; }}\n//]]></script>\n</head>\n<body>\n<div id=\"header\"><img src=\"/logo.png\" alt=\"\" /><hr /></div>\n<div id=\"content\">{anchor}\n{article}</div>\n</body>\n</html>\n"
    )
}

fn cms(doc: &Doc, article: &str, meta: &str, dice: &mut Dice) -> String {
    let title = escape(&doc.title);
    let date = date(doc, dice);
    let mut nav = String::new();
    for n in 0..dice.between(5, 60) {
        nav.push_str(&format!("<li class=\"nav-item lv{}\"><a href=\"/col/col{n}/index.html\" target=\"_blank\">信息公开栏目{n}</a></li>\n", n % 3));
    }
    // The same headings once more, beside the article.
    if dice.coin() {
        nav.push_str(&links(doc));
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
    let mut sites = String::new();
    for n in 0..dice.between(3, 30) {
        sites.push_str(&format!(
            "<option value=\"http://www.example{n}.gov.cn/\">友情链接单位{n}</option>\n"
        ));
    }
    format!(
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head>{meta}<title>{title}</title><meta name=\"ArticleTitle\" content=\"{title}\"/><meta name=\"PubDate\" content=\"{date} 10:00\"/><meta name=\"ContentSource\" content=\"{}\"/>\n<script type=\"text/javascript\">var tabs = [{}];</script><style>.nav-item{{float:left}}</style></head><body>\n<div class=\"header\"><ul class=\"nav\">\n{nav}</ul></div><div class=\"location\">您现在的位置：<a href=\"/\">首页</a>&nbsp;&gt;&nbsp;<a href=\"/col/col1\">政府信息公开</a>&nbsp;&gt;&nbsp;年度报告</div>\n{}\n<div class=\"main_con\">{heading}<div class=\"share\">【字体：大 中 小】 打印</div>\n{open}\n{article}{end}</div>\n<div class=\"footer\"><select>{sites}</select><p>版权所有：{} ICP备00000000号</p></div></body></html>\n",
        doc.agency,
        quoted(doc),
        metadata(doc, &date),
        doc.agency
    )
}

/// Tables in tables: a banner, a menu that has the headings, the article's cell.
fn portal(doc: &Doc, article: &str, meta: &str, dice: &mut Dice) -> String {
    let date = date(doc, dice);
    let title = escape(&doc.title);
    // A menu of places, by links or by what a script does.
    let menu: String = if dice.coin() {
        format!("<ul>{}</ul>", links(doc))
    } else {
        (doc.headings.iter().enumerate())
            .map(|(n, h)| {
                format!(
                    "<tr><td class=\"menu\" onclick=\"go({n})\">{}</td></tr>\n",
                    escape(h)
                )
            })
            .collect::<String>()
    };
    let menu = if menu.starts_with("<tr") {
        format!("<table>{menu}</table>")
    } else {
        menu
    };
    let below = if dice.coin() {
        format!(
            "<tr><td align=\"center\">发布时间：{date} 信息来源：{} 浏览次数：<span id=\"hits\">128</span></td></tr>\n",
            doc.agency
        )
    } else {
        String::new()
    };
    format!(
        "<html><head>\n{meta}<title>{title}</title>\n<script>var anchors = [{}];</script>\n</head>\n<body>\n<table width=\"1000\" align=\"center\" cellspacing=\"0\"><tbody>\n<tr><td colspan=\"2\"><img src=\"banner.jpg\"></td></tr>\n<tr><td width=\"200\" valign=\"top\">{menu}</td>\n<td valign=\"top\"><table width=\"100%\">\n<tr><td>当前位置：<a href=\"/\">首页</a> &gt;&gt; <a href=\"/xxgk\">信息公开年报</a></td></tr>\n<tr><td>{}</td></tr>\n{below}<tr><td class=\"con\" id=\"con\">\n{article}</td></tr>\n<tr><td align=\"right\">【<a href=\"javascript:print()\">打印本页</a>】【<a href=\"javascript:close()\">关闭窗口</a>】</td></tr>\n</table></td></tr>\n<tr><td colspan=\"2\" align=\"center\">版权所有：{} 网站标识码：0000000000</td></tr>\n</tbody></table>\n</body></html>\n",
        quoted(doc),
        metadata(doc, &date),
        doc.agency
    )
}
