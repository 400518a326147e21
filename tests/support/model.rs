//! A report before it is printed: what it says, and the facts that a reader must find.

use std::collections::BTreeMap;

/// A group of the disclosure table: its paragraph of 第二十条, its indicators, its columns (id and
/// head).
type DisclosureGroup = (
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

use super::dice::Dice;
use super::forms::{self, APPLICANTS, BALANCE};
use super::numbers::{self, Truth};
use super::prose;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    Fujian2008,
    National2014,
    National2019,
    National2021,
}

impl Edition {
    pub const ALL: [Self; 4] = [
        Self::Fujian2008,
        Self::National2014,
        Self::National2019,
        Self::National2021,
    ];

    pub fn id(self) -> &'static str {
        match self {
            Self::Fujian2008 => "fujian-2008",
            Self::National2014 => "national-2014",
            Self::National2019 => "national-2019",
            Self::National2021 => "national-2021",
        }
    }

    fn year(self, dice: &mut Dice) -> u16 {
        match self {
            Self::Fujian2008 => dice.between(2008, 2018) as u16,
            Self::National2014 => dice.between(2014, 2018) as u16,
            Self::National2019 => dice.between(2019, 2020) as u16,
            Self::National2021 => dice.between(2021, 2025) as u16,
        }
    }
}

/// What is odd about a report; see "Small things that broke other tools" and "Editions" of the
/// description of the documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Oddities {
    /// One blank cell somewhere.
    pub blank_cell: bool,
    /// All zeros of the tables are left blank.
    pub blank_zeros: bool,
    /// Some zeros are `-`, `—`, `/` or 无.
    pub marks_for_zero: bool,
    /// 3,119 for 3119.
    pub grouped_digits: bool,
    /// １２３ for 123.
    pub full_width_digits: bool,
    /// 22（其中修订16件）, 251000元.
    pub notes_in_cells: bool,
    /// One label with one wrong character.
    pub misspelt_label: bool,
    /// 部分公开 for its long form, 规范性文件 for 行政规范性文件.
    pub short_labels: bool,
    /// （六）其他处理 of 2021 as one row.
    pub other_as_one_row: bool,
    /// A sentence with a number between a heading and its table.
    pub sentence_before_table: bool,
    /// The tables stand after the text, under headings that count from 一、 again.
    pub tables_restart: bool,
    /// Headings of level 2 run into their paragraph.
    pub run_in_headings: bool,
    /// Headings of level 2 lost their number.
    pub lost_numbers: bool,
    /// All in traditional characters.
    pub traditional: bool,
}

impl Oddities {
    /// Some of them, each seldom.
    pub fn any(dice: &mut Dice) -> Self {
        let mut rare = |n| dice.one_in(n);
        Self {
            blank_cell: rare(8),
            blank_zeros: rare(10),
            marks_for_zero: rare(8),
            grouped_digits: rare(6),
            full_width_digits: rare(14),
            notes_in_cells: rare(12),
            misspelt_label: rare(8),
            short_labels: rare(5),
            other_as_one_row: rare(5),
            sentence_before_table: rare(4),
            tables_restart: rare(8),
            run_in_headings: rare(2),
            lost_numbers: rare(8),
            traditional: rare(20),
        }
    }

    /// Cells are empty: where a layout says nothing of an empty cell, its row can't be settled.
    pub fn blanks(&self) -> bool {
        self.blank_cell || self.blank_zeros
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Head,
    /// A label over several rows, or a line over all columns.
    Group,
    Label,
    Unit,
    Value,
}

#[derive(Debug, Clone)]
pub struct Cell {
    pub text: String,
    pub col: usize,
    pub cols: usize,
    pub rows: usize,
    pub role: Role,
    pub fact: Option<(&'static str, &'static str)>,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub id: &'static str,
    pub caption: Option<String>,
    pub n_cols: usize,
    pub label_cols: usize,
    pub head_rows: usize,
    /// The cells that start in each row, by column.
    pub rows: Vec<Vec<Cell>>,
}

/// A piece of the report's flow.
#[derive(Debug, Clone)]
pub enum Part {
    Heading {
        level: u8,
        number: String,
        text: String,
        /// The mark behind it and the text that runs on.
        run_in: Option<(char, String)>,
    },
    Para(String),
    Table(usize),
    /// A short line: where it stands, 0 left, 1 middle, 2 right.
    Line(String, u8),
}

#[derive(Debug, Clone)]
pub struct Report {
    pub edition: Edition,
    pub oddities: Oddities,
    pub agency: String,
    pub year: u16,
    pub title: String,
    /// The title as it is broken over lines.
    pub title_lines: Vec<String>,
    /// 正文, before the title.
    pub before_title: Option<String>,
    pub parts: Vec<Part>,
    pub tables: Vec<Table>,
    /// (indicator, column) to a decimal string, empty where no number is printed.
    pub facts: BTreeMap<(&'static str, &'static str), String>,
    /// Level 1, number and text.
    pub headings: Vec<String>,
    pub date: Option<String>,
}

impl Report {
    /// A report of any edition with some oddities.
    pub fn any(dice: &mut Dice) -> Self {
        let edition = *dice.pick(&Edition::ALL);
        let oddities = Oddities::any(dice);
        Self::new(edition, oddities, dice)
    }

    pub fn new(edition: Edition, oddities: Oddities, dice: &mut Dice) -> Self {
        let year = edition.year(dice);
        let agency = prose::organ(dice);
        let truth = numbers::numbers(edition, dice);
        Self::of(edition, oddities, (agency, year), &truth, dice)
    }

    /// The reports of one organ for two years, the second of which continues the first.
    pub fn two_years(dice: &mut Dice) -> [Self; 2] {
        let first = *dice.pick(&[2012, 2019, 2020, 2021, 2022]);
        let agency = prose::organ(dice);
        let mut before: Option<Truth> = None;
        [first, first + 1].map(|year| {
            let edition = match year {
                ..2019 => Edition::Fujian2008,
                2019 | 2020 => Edition::National2019,
                _ => Edition::National2021,
            };
            let mut truth = numbers::numbers(edition, dice);
            if let Some(before) = &before {
                numbers::follow(before, &mut truth);
            }
            let oddities = Oddities::any(dice);
            let report = Self::of(edition, oddities, (agency.clone(), year), &truth, dice);
            before = Some(truth);
            report
        })
    }

    fn of(
        edition: Edition,
        oddities: Oddities,
        (agency, year): (String, u16),
        truth: &Truth,
        dice: &mut Dice,
    ) -> Self {
        let mut maker = Maker {
            edition,
            oddities,
            year,
            truth,
            facts: BTreeMap::new(),
            labels: 0,
        };
        let misspell_at = if oddities.misspelt_label {
            dice.between(1, 30)
        } else {
            0
        };
        maker.labels = misspell_at;
        let tables: Vec<Table> = match edition {
            Edition::Fujian2008 => vec![maker.fujian(dice)],
            Edition::National2014 => vec![maker.national_2014(dice)],
            Edition::National2019 => {
                vec![
                    maker.disclosure_2019(dice),
                    maker.requests(dice),
                    maker.review(dice),
                ]
            }
            Edition::National2021 => {
                vec![
                    maker.disclosure_2021(dice),
                    maker.requests(dice),
                    maker.review(dice),
                ]
            }
        };
        let facts = maker.facts;
        let (title, title_lines, before_title) = prose::title(&agency, year, dice);
        let mut report = Self {
            edition,
            oddities,
            agency,
            year,
            title,
            title_lines,
            before_title,
            parts: Vec::new(),
            tables,
            facts,
            headings: Vec::new(),
            date: None,
        };
        prose::write(&mut report, truth, dice);
        report.headings = report
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Heading {
                    level: 1,
                    number,
                    text,
                    ..
                } => Some(format!("{number}{text}")),
                _ => None,
            })
            .collect();
        report
    }

    /// Some tables with all numbers left out, or all but one or two.
    pub fn with_blank_tables(mut self, dice: &mut Dice) -> Self {
        self.oddities.blank_zeros = true;
        for table in &mut self.tables {
            if dice.coin() {
                continue;
            }
            let cells = table.rows.iter_mut().flatten();
            let mut cells: Vec<&mut Cell> = cells.filter(|cell| cell.fact.is_some()).collect();
            for _ in 0..*dice.pick(&[0, 0, 1, 2]) {
                cells.swap_remove(dice.below(cells.len()));
            }
            for cell in cells {
                cell.text.clear();
                if let Some(fact) = cell.fact {
                    self.facts.insert(fact, String::new());
                }
            }
        }
        self
    }

    /// Blanks one more cell of a value, for mutations.
    pub fn value_cells(&mut self) -> Vec<&mut Cell> {
        self.tables
            .iter_mut()
            .flat_map(|table| table.rows.iter_mut().flatten())
            .filter(|cell| cell.role == Role::Value && cell.fact.is_some())
            .collect()
    }
}

struct Maker<'t> {
    edition: Edition,
    oddities: Oddities,
    year: u16,
    truth: &'t Truth,
    facts: BTreeMap<(&'static str, &'static str), String>,
    /// Labels until one is misspelt; 0 for never.
    labels: usize,
}

fn cell(text: impl Into<String>, col: usize, cols: usize, rows: usize, role: Role) -> Cell {
    Cell {
        text: text.into(),
        col,
        cols,
        rows,
        role,
        fact: None,
    }
}

impl Maker<'_> {
    fn value(
        &mut self,
        indicator: &'static str,
        column: &'static str,
        col: usize,
        cols: usize,
        dice: &mut Dice,
    ) -> Cell {
        let exact = &self.truth[&(indicator, column)];
        let (text, value) = self.printed(indicator, column, exact, dice);
        self.facts.insert((indicator, column), value);
        Cell {
            fact: Some((indicator, column)),
            ..cell(text, col, cols, 1, Role::Value)
        }
    }

    /// How a number is printed, and what of it is a value.
    fn printed(
        &self,
        indicator: &str,
        column: &str,
        exact: &str,
        dice: &mut Dice,
    ) -> (String, String) {
        let odd = &self.oddities;
        let zero = exact == "0";
        if zero && odd.blank_zeros || odd.blank_cell && zero && dice.one_in(30) {
            return (String::new(), String::new());
        }
        if zero && odd.marks_for_zero && dice.one_in(4) {
            return (
                (*dice.pick(&["-", "—", "/", "无"])).to_owned(),
                String::new(),
            );
        }
        if odd.notes_in_cells && column == "amount" && indicator == "procurement" && !zero {
            return (format!("{exact}元"), exact.to_owned());
        }
        if odd.notes_in_cells && column == "issued" && exact.len() > 1 {
            let part: u64 = exact.parse().unwrap_or(2) / 2;
            return (format!("{exact}（其中修订{part}件）"), exact.to_owned());
        }
        let mut text = exact.to_owned();
        if odd.grouped_digits {
            let whole = exact.split('.').next().unwrap_or(exact);
            if whole.len() > 3 && !whole.starts_with('-') {
                let mut grouped = String::new();
                for (at, digit) in whole.chars().enumerate() {
                    if at > 0 && (whole.len() - at).is_multiple_of(3) {
                        grouped.push(',');
                    }
                    grouped.push(digit);
                }
                grouped.push_str(&exact[whole.len()..]);
                text = grouped;
            }
        }
        if odd.full_width_digits && !exact.starts_with('-') {
            text = text
                .chars()
                .map(|c| match c {
                    '0'..='9' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
                    c => c,
                })
                .collect();
        }
        (text, exact.to_owned())
    }

    /// A label as printed: misspelt when its turn has come.
    fn label(&mut self, label: &str, dice: &mut Dice) -> String {
        if self.labels > 0 {
            self.labels -= 1;
            let chars: Vec<char> = label.chars().collect();
            if self.labels == 0 {
                if chars.len() < 5 {
                    self.labels = 1;
                } else {
                    let at = dice.between(1, chars.len() - 2);
                    return match dice.below(3) {
                        0 => chars[..at].iter().chain(&chars[at + 1..]).collect(),
                        _ => chars[..at]
                            .iter()
                            .chain([dice.pick(&['止', '的', '务', '己'])])
                            .chain(&chars[at + 1..])
                            .collect(),
                    };
                }
            }
        }
        label.to_owned()
    }

    fn form_label(&mut self, row: &forms::FormRow, dice: &mut Dice) -> String {
        let label = if self.oddities.short_labels && !row.also.is_empty() {
            row.also
        } else {
            row.label
        };
        self.label(label, dice)
    }

    fn fujian(&mut self, dice: &mut Dice) -> Table {
        let spaced = dice.coin();
        let mut rows = vec![vec![
            cell(
                if spaced {
                    "指　　标　　名　　称"
                } else {
                    "指标名称"
                },
                0,
                1,
                1,
                Role::Head,
            ),
            cell("计量单位", 1, 1, 1, Role::Head),
            cell(format!("{}年度", self.year), 2, 1, 1, Role::Head),
            cell("历年累计", 3, 1, 1, Role::Head),
        ]];
        for row in forms::rows("fujian-2008", "statistics") {
            let indent = if row.number.is_empty() {
                ""
            } else if row.number.starts_with('其') {
                "　　"
            } else {
                "　　　　　"
            };
            let label = self.form_label(&row, dice);
            rows.push(vec![
                cell(
                    format!("{indent}{}{label}", row.number),
                    0,
                    1,
                    1,
                    Role::Label,
                ),
                cell(row.unit, 1, 1, 1, Role::Unit),
                self.value(row.indicator, "year", 2, 1, dice),
                self.value(row.indicator, "cumulative", 3, 1, dice),
            ]);
        }
        Table {
            id: "statistics",
            caption: None,
            n_cols: 4,
            label_cols: 1,
            head_rows: 1,
            rows,
        }
    }

    fn national_2014(&mut self, dice: &mut Dice) -> Table {
        let spaced = dice.coin();
        let group_mark = *dice.pick(&["——", "----", "—", ""]);
        let mut rows = vec![vec![
            cell(
                if spaced {
                    "统 计 指 标"
                } else {
                    "统计指标"
                },
                0,
                1,
                1,
                Role::Head,
            ),
            cell("单位", 1, 1, 1, Role::Head),
            cell(
                if spaced { "统 计 数" } else { "统计数" },
                2,
                1,
                1,
                Role::Head,
            ),
        ]];
        for row in forms::rows("national-2014", "statistics") {
            let indent = match row.number.chars().next() {
                Some('（') => "　　",
                Some('1'..='9') => "　　　",
                Some('其') => "　　　　",
                None => "　　　　　　　",
                _ => "",
            };
            let label = if row.indicator.is_empty() {
                row.label.to_owned()
            } else {
                self.form_label(&row, dice)
            };
            let mut cells = vec![cell(
                format!("{indent}{}{label}", row.number),
                0,
                1,
                1,
                Role::Label,
            )];
            if row.indicator.is_empty() {
                cells[0].role = Role::Group;
                cells.push(cell(group_mark, 1, 1, 1, Role::Unit));
                cells.push(cell(group_mark, 2, 1, 1, Role::Unit));
            } else {
                cells.push(cell(row.unit, 1, 1, 1, Role::Unit));
                cells.push(self.value(row.indicator, "value", 2, 1, dice));
            }
            rows.push(cells);
        }
        Table {
            id: "statistics",
            caption: None,
            n_cols: 3,
            label_cols: 1,
            head_rows: 1,
            rows,
        }
    }

    fn disclosure(&mut self, groups: &[DisclosureGroup], dice: &mut Dice) -> Table {
        let spaced = dice.coin();
        let form = forms::rows(self.edition.id(), "disclosure");
        let mut rows = Vec::new();
        for (article, indicators, columns) in groups {
            let article = if spaced {
                article.replace("条第", "条 第")
            } else {
                (*article).to_owned()
            };
            rows.push(vec![cell(article, 0, 4, 1, Role::Group)]);
            // Few columns are widened to fill the table.
            let widths: &[usize] = match columns.len() {
                1 => &[3],
                2 => &[2, 1],
                _ => &[1, 1, 1],
            };
            let mut head = vec![cell("信息内容", 0, 1, 1, Role::Head)];
            let mut at = 1;
            for ((_, label), &cols) in columns.iter().zip(widths) {
                head.push(cell(*label, at, cols, 1, Role::Head));
                at += cols;
            }
            rows.push(head);
            for row in form
                .iter()
                .filter(|row| indicators.contains(&row.indicator))
            {
                let label = self.form_label(row, dice);
                let mut line = vec![cell(label, 0, 1, 1, Role::Label)];
                let mut at = 1;
                for ((column, _), &cols) in columns.iter().zip(widths) {
                    line.push(self.value(row.indicator, column, at, cols, dice));
                    at += cols;
                }
                rows.push(line);
            }
        }
        Table {
            id: "disclosure",
            caption: None,
            n_cols: 4,
            label_cols: 1,
            head_rows: 0,
            rows,
        }
    }

    fn disclosure_2019(&mut self, dice: &mut Dice) -> Table {
        let items: &[(&str, &str)] = &[
            ("prior_year_items", "上一年项目数量"),
            ("change", "本年增/减"),
            ("decisions", "处理决定数量"),
        ];
        self.disclosure(
            &[
                (
                    "第二十条第（一）项",
                    &["rules", "normative_documents"],
                    &[
                        ("made", "本年新制作数量"),
                        ("newly_public", "本年新公开数量"),
                        ("public_total", "对外公开总数量"),
                    ],
                ),
                (
                    "第二十条第（五）项",
                    &["licensing", "other_services"],
                    items,
                ),
                ("第二十条第（六）项", &["penalties", "coercion"], items),
                ("第二十条第（八）项", &["admin_fees"], &items[..2]),
                (
                    "第二十条第（九）项",
                    &["procurement"],
                    &[("projects", "采购项目数量"), ("amount", "采购总金额")],
                ),
            ],
            dice,
        )
    }

    fn disclosure_2021(&mut self, dice: &mut Dice) -> Table {
        let decisions: &[(&str, &str)] = &[("decisions", "本年处理决定数量")];
        self.disclosure(
            &[
                (
                    "第二十条第（一）项",
                    &["rules", "normative_documents"],
                    &[
                        ("issued", "本年制发件数"),
                        ("repealed", "本年废止件数"),
                        ("in_force", "现行有效件数"),
                    ],
                ),
                ("第二十条第（五）项", &["licensing"], decisions),
                ("第二十条第（六）项", &["penalties", "coercion"], decisions),
                (
                    "第二十条第（八）项",
                    &["admin_fees"],
                    &[("amount", "本年收费金额（单位：万元）")],
                ),
            ],
            dice,
        )
    }

    fn requests(&mut self, dice: &mut Dice) -> Table {
        let mut rows = vec![
            vec![
                cell(BALANCE, 0, 3, 3, Role::Head),
                cell("申请人情况", 3, 7, 1, Role::Head),
            ],
            vec![
                cell("自然人", 3, 1, 2, Role::Head),
                cell("法人或其他组织", 4, 5, 1, Role::Head),
                cell("总计", 9, 1, 2, Role::Head),
            ],
            (1..6)
                .map(|n| cell(APPLICANTS[n].1, n + 3, 1, 1, Role::Head))
                .collect(),
        ];
        let one_row = self.oddities.other_as_one_row && self.edition == Edition::National2021;
        let mut form = forms::rows(self.edition.id(), "requests");
        let mut truth = self.truth.clone();
        if one_row {
            let at = form
                .iter()
                .position(|row| row.indicator.starts_with("results.other"))
                .unwrap_or(0);
            form[at].number = "三、（六）";
            form[at].label = "其他处理";
            form[at].indicator = "results.other";
            form.drain(at + 1..at + 3);
            for (column, _) in APPLICANTS {
                let sum: u64 = ["correction_overdue", "fee_overdue", "remainder"]
                    .iter()
                    .filter_map(|part| {
                        let key = format!("results.other.{part}");
                        truth
                            .iter()
                            .find(|((i, c), _)| *i == key && *c == column)?
                            .1
                            .parse::<u64>()
                            .ok()
                    })
                    .sum();
                truth.insert(("results.other", column), sum.to_string());
            }
        }
        let results = form
            .iter()
            .filter(|row| row.number.starts_with('三'))
            .count();
        let mut group_seen = String::new();
        let mut results_seen = false;
        let mut maker = Maker {
            truth: &truth,
            facts: BTreeMap::new(),
            ..*self
        };
        for row in &form {
            let mut line = Vec::new();
            let number = row.number;
            if let Some(below) = number.strip_prefix("三、") {
                if !results_seen {
                    results_seen = true;
                    line.push(cell("三、本年度办理结果", 0, 1, results, Role::Group));
                }
                // （三）不予公开 1. is a row of a group, （一） one of its own.
                if let Some((group, own)) = below.split_once(' ') {
                    if group != group_seen {
                        group_seen = group.to_owned();
                        let many = form.iter().filter(|r| r.number.contains(group)).count();
                        line.push(cell(group, 1, 1, many, Role::Group));
                    }
                    let own = if group.starts_with("（六）") {
                        own.replace('.', "、")
                    } else {
                        own.to_owned()
                    };
                    line.push(cell(
                        format!("{own}{}", maker.form_label(row, dice)),
                        2,
                        1,
                        1,
                        Role::Label,
                    ));
                } else {
                    line.push(cell(
                        format!("{below}{}", maker.form_label(row, dice)),
                        1,
                        2,
                        1,
                        Role::Label,
                    ));
                }
            } else {
                line.push(cell(
                    format!("{number}{}", maker.form_label(row, dice)),
                    0,
                    3,
                    1,
                    Role::Label,
                ));
            }
            for (nth, (column, _)) in APPLICANTS.iter().enumerate() {
                line.push(maker.value(row.indicator, column, nth + 3, 1, dice));
            }
            rows.push(line);
        }
        let Maker { facts, labels, .. } = maker;
        self.labels = labels;
        self.facts.extend(facts);
        Table {
            id: "requests",
            caption: None,
            n_cols: 10,
            label_cols: 3,
            head_rows: 3,
            rows,
        }
    }

    fn review(&mut self, dice: &mut Dice) -> Table {
        let form = forms::rows(self.edition.id(), "review");
        let names = |from: usize, rows: usize| {
            (from..from + 5)
                .map(move |n| cell(form_label(n), n, 1, rows, Role::Head))
                .collect::<Vec<_>>()
        };
        fn form_label(n: usize) -> &'static str {
            ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"][n % 5]
        }
        let mut second = names(0, 2);
        second.push(cell("未经复议直接起诉", 5, 5, 1, Role::Head));
        second.push(cell("复议后起诉", 10, 5, 1, Role::Head));
        let third = names(5, 1).into_iter().chain(names(10, 1)).collect();
        let rows = vec![
            vec![
                cell("行政复议", 0, 5, 1, Role::Head),
                cell("行政诉讼", 5, 10, 1, Role::Head),
            ],
            second,
            third,
            form.iter()
                .enumerate()
                .map(|(n, row)| self.value(row.indicator, "value", n, 1, dice))
                .collect(),
        ];
        Table {
            id: "review",
            caption: None,
            n_cols: 15,
            label_cols: 0,
            head_rows: 3,
            rows,
        }
    }
}
