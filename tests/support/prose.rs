//! Titles, preambles, sections: invented organs, and sentences that say what the tables say.

use super::dice::Dice;
use super::model::{Edition, Part, Report};
use super::numbers::Truth;

pub const DIGITS: [&str; 13] = [
    "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
];

pub fn organ(dice: &mut Dice) -> String {
    let place = *dice.pick(&[
        "青屿", "云汀", "临澜", "安浦", "宁湖", "东岑", "石泽", "白沙", "松陵", "望川", "兴溪",
        "永岚",
    ]);
    let rank = *dice.pick(&["市", "县", "区"]);
    let body = *dice.pick(&[
        "人民政府",
        "人民政府办公室",
        "水务局",
        "教育局",
        "市场监督管理局",
        "行政服务中心",
        "发展和改革委员会",
        "交通运输局",
        "统计局",
        "科学技术委员会",
    ]);
    if dice.one_in(6) {
        let town = *dice.pick(&["柳溪镇", "河口乡", "新桥街道办事处", "大坪镇"]);
        let of = if town.ends_with("办事处") {
            ""
        } else {
            "人民政府"
        };
        return format!("{place}{rank}{town}{of}");
    }
    format!("{place}{rank}{body}")
}

/// The title, its lines, and what stands before it.
pub fn title(agency: &str, year: u16, dice: &mut Dice) -> (String, Vec<String>, Option<String>) {
    let kind = *dice.pick(&[
        "政府信息公开工作年度报告",
        "政府信息公开工作年度报告",
        "政府信息公开工作年度报告",
        "政府信息公开年度报告",
        "信息公开工作年度报告",
        "政府信息公开工作情况报告",
        "政务公开工作年度报告",
    ]);
    let year = if dice.one_in(4) {
        format!("{year} 年")
    } else {
        format!("{year}年")
    };
    let (title, cut) = if dice.one_in(4) {
        (format!("{year}{agency}{kind}"), year.len() + agency.len())
    } else {
        (format!("{agency}{year}{kind}"), agency.len())
    };
    let lines = match dice.below(5) {
        0 => vec![title[..cut].to_owned(), title[cut..].to_owned()],
        1 => {
            let chars: Vec<char> = title.chars().collect();
            let at = dice.between(chars.len() / 3, chars.len() - 3);
            // Never inside the year: a line is broken at a space or between ideographs.
            let digit = |c: char| c.is_ascii_digit() || c == ' ';
            if digit(chars[at]) && digit(chars[at - 1]) {
                vec![title.clone()]
            } else {
                vec![chars[..at].iter().collect(), chars[at..].iter().collect()]
            }
        }
        _ => vec![title.clone()],
    };
    let before = dice.one_in(12).then(|| "正文".to_owned());
    (title, lines, before)
}

fn chinese_day(n: usize) -> String {
    match n {
        0..=10 => DIGITS[n].into(),
        11..=19 => format!("十{}", DIGITS[n - 10]),
        20 | 30 => format!("{}十", DIGITS[n / 10]),
        _ => format!("{}十{}", DIGITS[n / 10], DIGITS[n % 10]),
    }
}

/// Printed and as `YYYY-MM-DD`.
fn date(year: u16, dice: &mut Dice) -> (String, String) {
    let (month, day) = (dice.between(1, 3), dice.between(1, 28));
    let iso = format!("{year}-{month:02}-{day:02}");
    let printed = match dice.below(4) {
        0 => {
            let digits: String = year
                .to_string()
                .bytes()
                .map(|b| DIGITS[usize::from(b - b'0')])
                .collect();
            format!("{digits}年{}月{}日", DIGITS[month], chinese_day(day))
        }
        1 => format!("{year} 年 {month} 月 {day} 日"),
        _ => format!("{year}年{month}月{day}日"),
    };
    (printed, iso)
}

const CLAUSES: [&str; 16] = [
    "坚持以公开为常态、不公开为例外",
    "完善信息发布协调机制",
    "健全政府信息公开审查制度",
    "及时更新政府信息公开指南和目录",
    "优化政务公开专栏设置",
    "加强政务新媒体管理",
    "规范依申请公开办理流程",
    "强化与申请人的沟通",
    "回应社会关切",
    "组织开展业务培训",
    "加大政策解读力度",
    "把政务公开工作纳入年度考核",
    "落实“先审查、后公开”的要求",
    "畅通线上线下公开渠道",
    "推进基层政务公开标准化规范化",
    "对已公开信息进行梳理",
];

fn sentence(dice: &mut Dice) -> String {
    let n = dice.between(2, 4);
    let clauses: Vec<&str> = (0..n).map(|_| *dice.pick(&CLAUSES)).collect();
    format!("{}。", clauses.join("，"))
}

fn paragraph(dice: &mut Dice) -> String {
    let n = dice.between(1, 3);
    (0..n).map(|_| sentence(dice)).collect()
}

struct Headings {
    separator: &'static str,
    parens: (&'static str, &'static str),
    run_in: bool,
    lost: bool,
}

impl Headings {
    fn first(&self, n: usize, text: &str) -> Part {
        Part::Heading {
            level: 1,
            number: format!("{}{}", DIGITS[n], self.separator),
            text: text.into(),
            run_in: None,
        }
    }

    fn second(&self, n: usize, text: &str, body: String) -> Vec<Part> {
        let number = format!("{}{}{}", self.parens.0, DIGITS[n], self.parens.1);
        if self.lost {
            let heading = Part::Heading {
                level: 2,
                number: String::new(),
                text: format!("{text}："),
                run_in: None,
            };
            return vec![heading, Part::Para(body)];
        }
        if self.run_in {
            return vec![Part::Heading {
                level: 2,
                number,
                text: text.into(),
                run_in: Some(('。', body)),
            }];
        }
        vec![
            Part::Heading {
                level: 2,
                number,
                text: text.into(),
                run_in: None,
            },
            Part::Para(body),
        ]
    }
}

pub fn write(report: &mut Report, truth: &Truth, dice: &mut Dice) {
    let odd = report.oddities;
    let style = Headings {
        separator: dice.pick::<&str>(&["、", "、", "、", "、", "．", " 、"]),
        parens: *dice.pick(&[("（", "）"), ("（", "）"), ("(", ")")]),
        run_in: odd.run_in_headings,
        lost: odd.lost_numbers,
    };
    let year = report.year;
    let agency = report.agency.clone();
    let mut parts = Vec::new();
    if dice.one_in(6) {
        parts.push(Part::Line("引言".into(), 0));
    }
    parts.push(Part::Para(preamble(&agency, year, dice)));
    match report.edition {
        Edition::Fujian2008 | Edition::National2014 => old(report, truth, &style, &mut parts, dice),
        _ => modern(report, truth, &style, &mut parts, dice),
    }
    if dice.one_in(4) {
        parts.push(Part::Line(
            format!(
                "抄送：{}。",
                dice.pick(&["县政府办", "市政府办公室，市档案馆", "区政府办"])
            ),
            0,
        ));
    }
    report.parts = parts;
}

fn preamble(agency: &str, year: u16, dice: &mut Dice) -> String {
    let period = match dice.below(4) {
        0 => format!("本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"),
        1 => format!("报告所列统计期限自 {year} 年 1 月 1 日至 {year} 年 12 月 31 日。"),
        2 => format!("本年度报告中所列数据统计期限从{year}年1月1日到12月31日止。"),
        _ => format!("本年报中所列数据的统计期限自{year}年1月1日至{year}年12月31日止。"),
    };
    let phone = format!(
        "0{}-{}",
        dice.between(510, 599),
        dice.between(80_000_000, 89_999_999)
    );
    let contact = match dice.below(3) {
        0 => format!(
            "如对本报告有疑问，请与{agency}联系（地址：滨河路{}号，邮编：{}，电话：{phone}）。",
            dice.between(1, 200),
            dice.between(350_000, 369_999)
        ),
        1 => format!("如对本年度报告有疑问，请与{agency}联系（电 话 ：{phone}，传真：{phone}）。"),
        _ => String::new(),
    };
    let number = if dice.coin() {
        "（国令第 711 号）"
    } else {
        ""
    };
    format!(
        "根据《中华人民共和国政府信息公开条例》{number}（以下简称《条例》）要求，编制{agency}{year}年度政府信息公开工作年度报告。{period}{contact}"
    )
}

fn said(truth: &Truth, indicator: &'static str, column: &'static str) -> String {
    truth
        .get(&(indicator, column))
        .cloned()
        .unwrap_or_else(|| "0".into())
}

fn close(report: &mut Report, parts: &mut Vec<Part>, dice: &mut Dice) {
    if dice.one_in(3) {
        return;
    }
    let (printed, iso) = date(report.year + 1, dice);
    if dice.coin() {
        parts.push(Part::Line(report.agency.clone(), 2));
    }
    parts.push(Part::Line(printed, 2));
    report.date = Some(iso);
}

fn old(
    report: &mut Report,
    truth: &Truth,
    style: &Headings,
    parts: &mut Vec<Part>,
    dice: &mut Dice,
) {
    let fujian = report.edition == Edition::Fujian2008;
    let column = if fujian { "year" } else { "value" };
    let received = said(truth, "requests.received", column);
    parts.push(style.first(
        1,
        if dice.one_in(5) {
            "主要任务落实情况"
        } else {
            "概述"
        },
    ));
    parts.push(Part::Para(paragraph(dice)));
    parts.extend(style.second(1, "加强组织领导", paragraph(dice)));
    parts.extend(style.second(2, "完善工作制度", paragraph(dice)));
    parts.push(style.first(
        2,
        if dice.coin() {
            "主动公开政府信息的情况"
        } else {
            "主动公开政府信息情况"
        },
    ));
    let disclosed = if fujian {
        "disclosure.documents"
    } else {
        "disclosure.items"
    };
    parts.extend(style.second(
        1,
        "主动公开的数量",
        format!(
            "{}年，主动公开政府信息{}条。",
            report.year,
            said(truth, disclosed, column)
        ),
    ));
    parts.extend(style.second(2, "主动公开的形式", sentence(dice)));
    parts.push(style.first(3, "依申请公开政府信息办理情况"));
    parts.push(Part::Para(format!(
        "{}年共受理政府信息公开申请{received}件。{}",
        report.year,
        sentence(dice)
    )));
    parts.push(style.first(4, "因政府信息公开申请行政复议、提起行政诉讼的情况"));
    parts.push(Part::Para(sentence(dice)));
    parts.push(style.first(5, "政府信息公开工作存在的主要问题及改进措施"));
    parts.push(Part::Para(
        "一是公开意识有待加强。二是公开内容不够全面。三是公开形式有待丰富。".into(),
    ));
    parts.push(Part::Para(
        "下一步，一是进一步转变思想观念。二是继续拓宽公开渠道。".into(),
    ));
    parts.push(style.first(
        6,
        if fujian {
            "需要说明的其他事项与附表"
        } else {
            "需要说明的事项"
        },
    ));
    parts.push(Part::Para("无其他需要说明的事项。".into()));
    close(report, parts, dice);
    let attached = *dice.pick(&["附表", "附件：", "附表："]);
    parts.push(Part::Line(attached.into(), 0));
    let caption = if fujian {
        format!("{}{}年度政府信息公开情况统计表", report.agency, report.year)
    } else {
        format!("政府信息公开情况统计表（{}年度）", report.year)
    };
    parts.push(Part::Line(caption, 1));
    parts.push(Part::Table(0));
}

fn modern(
    report: &mut Report,
    truth: &Truth,
    style: &Headings,
    parts: &mut Vec<Part>,
    dice: &mut Dice,
) {
    let received = said(truth, "requests.received", "total");
    let carried_in = said(truth, "requests.carried_in", "total");
    let carried_out = said(truth, "requests.carried_out", "total");
    let answered = said(truth, "results.total", "total");
    parts.push(style.first(1, "总体情况"));
    if dice.coin() {
        parts.push(Part::Para(format!(
            "{}年，{}",
            report.year,
            paragraph(dice)
        )));
    }
    parts.extend(style.second(1, "主动公开情况", paragraph(dice)));
    parts.extend(style.second(
        2,
        "依申请公开情况",
        format!("{}年，共受理政府信息公开申请{received}件，答复{answered}件（含上年度结转申请{carried_in}件，另有{carried_out}件顺延到下年度答复）。{}", report.year, sentence(dice)),
    ));
    parts.extend(style.second(3, "政府信息管理情况", paragraph(dice)));
    parts.extend(style.second(4, "平台建设情况", paragraph(dice)));
    parts.extend(style.second(5, "监督保障情况", paragraph(dice)));
    let restart = report.oddities.tables_restart;
    let of = if dice.one_in(4) {
        "主动公开政府信息的情况"
    } else {
        "主动公开政府信息情况"
    };
    let with_tables = [
        of,
        "收到和处理政府信息公开申请情况",
        if dice.one_in(4) {
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况"
        } else {
            "政府信息公开行政复议、行政诉讼情况"
        },
    ];
    let problems = *dice.pick(&[
        "存在的主要问题及改进情况",
        "政府信息公开工作存在的主要问题及改进情况",
    ]);
    let tables = |parts: &mut Vec<Part>, from: usize, dice: &mut Dice| {
        for (n, heading) in with_tables.iter().enumerate() {
            parts.push(style.first(from + n, heading));
            if report.oddities.sentence_before_table && dice.coin() {
                parts.push(Part::Para(match n {
                    1 => format!("本年度新收政府信息公开申请{received}件，具体情况见下表。"),
                    _ => format!("{}年度有关数据如下表。", report.year),
                }));
            }
            parts.push(Part::Table(n));
        }
    };
    if restart {
        parts.push(style.first(2, "主动公开和解读回应情况"));
        parts.push(Part::Para(paragraph(dice)));
        parts.push(style.first(3, problems));
        problems_and_plans(parts, dice);
        parts.push(style.first(4, "其他需要报告的事项"));
        parts.push(Part::Para("本年度无其他需要报告的事项。".into()));
        tables(parts, 1, dice);
    } else {
        tables(parts, 2, dice);
        parts.push(style.first(5, problems));
        problems_and_plans(parts, dice);
        parts.push(style.first(6, "其他需要报告的事项"));
        parts.push(Part::Para(
            (*dice.pick(&[
                "无。",
                "本年度无其他需要报告的事项。",
                "本机关严格落实信息处理费管理办法，全年收取信息处理费0元。",
            ]))
            .into(),
        ));
        close(report, parts, dice);
    }
}

fn problems_and_plans(parts: &mut Vec<Part>, dice: &mut Dice) {
    parts.push(Part::Para(
        "主要表现在：一是政策解读质量仍需提升；二是队伍建设还需进一步加强。".into(),
    ));
    parts.push(Part::Para(format!(
        "下一步，一是{}；二是{}。",
        dice.pick(&CLAUSES),
        dice.pick(&CLAUSES)
    )));
}
