//! Labels to rows and columns: what a vocabulary is asked for each cell.

use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::form::{Axis, Form, FormRow, Vocabulary};
use crate::chars::{half_width, label_key, trim};
use crate::report::How;
use crate::table::value;

/// All forms of a vocabulary, each with its labels' keys.
#[derive(Debug)]
pub(super) struct Index {
    /// One for each edition, one for each of its tables.
    pub forms: Vec<Vec<FormIndex>>,
    rows: Forms,
    heads: Forms,
    /// Those with a column whose head is the year.
    years: Vec<(usize, usize)>,
}

/// The forms that print a label as one of their rows or heads, as edition and table: asked once for
/// each label of a table, and not once for each form too.
type Forms = FxHashMap<String, Vec<(usize, usize)>>;

/// One form's labels by their keys.
#[derive(Debug)]
pub(super) struct FormIndex {
    /// Rows with that label, in printed order.
    pub rows: FxHashMap<String, Vec<(usize, How)>>,
    /// Variants with that label.
    pub variants: FxHashMap<String, usize>,
    /// The rows' own keys by position, for similar labels.
    pub row_keys: Vec<Vec<Vec<char>>>,
    columns: FxHashMap<String, (usize, How)>,
    /// The keys of the heads above each column.
    pub column_groups: Vec<Vec<String>>,
    /// The keys of the groups that each row stands in.
    pub row_groups: Vec<Vec<String>>,
    /// A column whose head is the year.
    year_column: Option<usize>,
    furniture: FxHashSet<String>,
}

impl Index {
    /// The index of a vocabulary; the built-in one's is made once.
    pub fn of(vocabulary: &Vocabulary) -> Arc<Self> {
        static BUILTIN: LazyLock<Arc<Index>> =
            LazyLock::new(|| Arc::new(Index::new(Vocabulary::builtin())));
        if std::ptr::eq(vocabulary, Vocabulary::builtin()) {
            return Arc::clone(&BUILTIN);
        }
        Arc::new(Self::new(vocabulary))
    }

    fn new(vocabulary: &Vocabulary) -> Self {
        let forms: Vec<Vec<FormIndex>> = (vocabulary.editions.iter())
            .map(|edition| edition.tables.iter().map(FormIndex::new).collect())
            .collect();
        let (mut rows, mut heads, mut years) = (Forms::default(), Forms::default(), Vec::new());
        for (edition, tables) in forms.iter().enumerate() {
            for (table, form) in tables.iter().enumerate() {
                let at = (edition, table);
                let add = |to: &mut Forms, key: &String| {
                    let forms = to.entry(key.clone()).or_default();
                    if forms.last() != Some(&at) {
                        forms.push(at);
                    }
                };
                (form.rows.keys().chain(form.variants.keys())).for_each(|key| add(&mut rows, key));
                (form.columns.keys().chain(&form.furniture)).for_each(|key| add(&mut heads, key));
                years.extend(form.year_column.map(|_| at));
            }
        }
        Self {
            forms,
            rows,
            heads,
            years,
        }
    }

    /// The forms that have a row with this key.
    pub fn with_row(&self, key: &str) -> &[(usize, usize)] {
        self.rows.get(key).map_or(&[], Vec::as_slice)
    }

    /// The forms that have a head with this key, or print it beside their heads.
    pub fn with_head(&self, key: &str) -> impl Iterator<Item = &(usize, usize)> {
        let named = self.heads.get(key).map_or(&[][..], Vec::as_slice);
        let years = if is_year_head(key) {
            &self.years[..]
        } else {
            &[]
        };
        (named.iter()).chain(years.iter().filter(|form| !named.contains(form)))
    }
}

impl FormIndex {
    fn new(form: &Form) -> Self {
        let mut rows: FxHashMap<String, Vec<(usize, How)>> = FxHashMap::default();
        let mut row_keys = Vec::with_capacity(form.rows.len());
        for (at, row) in form.rows.iter().enumerate() {
            let mut keys = Vec::new();
            for (key, how) in spellings(row) {
                let places = rows.entry(key.clone()).or_default();
                if !places.iter().any(|&(place, _)| place == at) {
                    places.push((at, how));
                }
                keys.push(key.chars().collect());
            }
            row_keys.push(keys);
        }
        let mut variants = FxHashMap::default();
        for (at, variant) in form.variants.iter().enumerate() {
            variants.extend(spellings(&variant.row).map(|(key, _)| (key, at)));
        }
        let mut columns = FxHashMap::default();
        let mut year_column = None;
        for (at, column) in form.columns.iter().enumerate() {
            if column.label.starts_with('N') {
                year_column = Some(at);
            }
            let aliases = column.aliases.iter().filter_map(|alias| key(alias));
            columns.extend(aliases.map(|alias| (alias, (at, How::Alias))));
            columns.extend(key(&column.label).map(|label| (label, (at, How::Exact))));
        }
        // Where indicators run along the columns, their labels are the heads.
        if form.indicators_in == Axis::Columns {
            columns.clear();
        }
        Self {
            rows,
            variants,
            row_keys,
            columns,
            column_groups: (form.columns.iter())
                .map(|column| keys(&column.groups))
                .collect(),
            row_groups: form.rows.iter().map(|row| keys(&row.groups)).collect(),
            year_column,
            furniture: form.furniture.iter().filter_map(|text| key(text)).collect(),
        }
    }

    /// The column that a head with this key names.
    pub fn column(&self, key: &str) -> Option<(usize, How)> {
        self.columns
            .get(key)
            .copied()
            .or_else(|| Some((self.year_column.filter(|_| is_year_head(key))?, How::Exact)))
    }

    /// The column that a head names; a unit in brackets behind it is no part of its name.
    pub fn column_of(&self, key: &str, text: &str) -> Option<(usize, How)> {
        self.column(key).or_else(|| {
            let (bare, unit) = split_unit(text);
            unit.and_then(|_| self.column(&label_key(bare)))
        })
    }

    /// The key of a row's label as the form has it: without its number, and without a unit in
    /// brackets that the form does not print there.
    pub fn row_key(&self, text: &str) -> String {
        let label = split_number(text).1;
        let key = label_key(label);
        if self.rows.contains_key(&key) || self.variants.contains_key(&key) {
            return key;
        }
        match split_unit(label) {
            (bare, Some(_)) => label_key(bare),
            _ => key,
        }
    }

    /// The form prints this beside its rows and columns.
    pub fn is_furniture(&self, key: &str) -> bool {
        self.furniture.contains(key)
    }
}

/// 2018年度, 2018年.
fn is_year_head(key: &str) -> bool {
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && matches!(&key[digits..], "年度" | "年")
}

/// The key of a form's text; a text of marks only has none: every blank cell would be it.
fn key(text: &str) -> Option<String> {
    Some(label_key(text)).filter(|key| !key.is_empty())
}

fn keys(groups: &[String]) -> Vec<String> {
    groups.iter().map(|group| label_key(group)).collect()
}

/// The keys by which a row is known.
fn spellings(row: &FormRow) -> impl Iterator<Item = (String, How)> {
    let aliases = row.aliases.iter().map(|alias| (alias, How::Alias));
    std::iter::once((&row.label, How::Exact))
        .chain(aliases)
        .filter_map(|(text, how)| Some((key(text)?, how)))
}

/// Cuts the number off a label: `　　其中：1.政府网站公开数` is `其中：1.` and `政府网站公开数`.
///
/// The label is empty where nothing else is there.
pub(super) fn split_number(text: &str) -> (&str, &str) {
    let text = trim(text);
    let mut rest = text;
    for word in ["其中：", "其中:", "其中"] {
        if let Some(after) = rest.strip_prefix(word) {
            rest = after.trim_start();
            break;
        }
    }
    rest = after_mark(rest);
    let number = text[..text.len() - rest.len()].trim_end();
    (number, rest)
}

/// Cuts a unit in brackets off a label or head: `规章（件）` is `规章` and 件,
/// `本年收费金额（单位：元）` is `本年收费金额` and 元.
pub(super) fn split_unit(text: &str) -> (&str, Option<&'static str>) {
    let text = trim(text);
    let found = text.strip_suffix(['）', ')']).and_then(|inner| {
        let (label, unit) = inner.rsplit_once(['（', '('])?;
        let said = ["单位", "單位"]
            .iter()
            .find_map(|word| unit.trim_start().strip_prefix(word));
        let named = said.map_or(unit, |rest| {
            rest.trim_start().trim_start_matches(['：', ':'])
        });
        let label = label.trim_end();
        (!label.is_empty()).then_some((label, value::unit(named)?))
    });
    match found {
        Some((label, unit)) => (label, Some(unit)),
        None => (text, None),
    }
}

/// Behind `1.`, `1、`, `（一）`, `(1)`, `一、`, `①`.
fn after_mark(text: &str) -> &str {
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c) || half_width(c).is_ascii_digit();
    let inner = text.strip_prefix(['（', '(']);
    let numeral = inner.unwrap_or(text);
    let after = numeral.trim_start_matches(is_numeral);
    if after.len() == numeral.len() {
        return match text.chars().next() {
            Some(ringed @ '\u{2460}'..='\u{2473}') => text[ringed.len_utf8()..].trim_start(),
            _ => text,
        };
    }
    let behind = if inner.is_some() {
        after.strip_prefix(['）', ')'])
    } else {
        after
            .trim_start()
            .strip_prefix(['、', '.', '．', '。', ',', '，'])
    };
    behind.map_or(text, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_cut_off_its_label() {
        for (text, want) in [
            ("　　其中：1.政府网站公开数", ("其中：1.", "政府网站公开数")),
            ("（三）不予公开", ("（三）", "不予公开")),
            ("三、本年度办理结果", ("三、", "本年度办理结果")),
            ("3、其他", ("3、", "其他")),
            ("规章", ("", "规章")),
            ("三安全一稳定", ("", "三安全一稳定")),
            ("（区分处理的）", ("", "（区分处理的）")),
            ("1.", ("1.", "")),
            ("其中 ①网站", ("其中 ①", "网站")),
            ("⑳ 网站", ("⑳", "网站")),
            ("㉑网站", ("", "㉑网站")),
            ("其中:12．网站", ("其中:12．", "网站")),
            ("（１) 网站", ("（１)", "网站")),
            ("1 、网站", ("1 、", "网站")),
            ("（1.网站", ("", "（1.网站")),
            ("1）网站", ("", "1）网站")),
            ("其中网站", ("其中", "网站")),
            ("", ("", "")),
        ] {
            assert_eq!(split_number(text), want, "{text}");
        }
    }

    #[test]
    fn a_unit_in_brackets_is_cut_off_its_label() {
        for (text, want) in [
            ("规章（件）", ("规章", Some("件"))),
            ("规章 (件)", ("规章", Some("件"))),
            ("本年收费金额（单位：万元）", ("本年收费金额", Some("万元"))),
            ("本年收費金額（單位:萬元）", ("本年收費金額", Some("万元"))),
            ("部分公开（区分处理的）", ("部分公开（区分处理的）", None)),
            ("（件）", ("（件）", None)),
            ("收费）", ("收费）", None)),
            ("收费（单位 ： 元）", ("收费", Some("元"))),
            ("收费（单位）", ("收费（单位）", None)),
            (" 收费（甲）（元) ", ("收费（甲）", Some("元"))),
            ("收费（元）等", ("收费（元）等", None)),
        ] {
            assert_eq!(split_unit(text), want, "{text}");
        }
    }

    #[test]
    fn heads_with_the_year_are_the_years_column() {
        let index = Index::of(Vocabulary::builtin());
        assert_eq!(index.forms[0][0].column("2018年度"), Some((0, How::Exact)));
        assert_eq!(index.forms[0][0].column("历年累计"), Some((1, How::Exact)));
        for other in ["18年度", "2018年底", "20185年", "２０１８年度"] {
            assert_eq!(index.forms[0][0].column(other), None, "{other}");
        }
        // Where no column's head is the year.
        assert_eq!(index.forms[1][0].column("2018年度"), None);
    }

    /// A form's columns, rows and other texts, some of which are marks only.
    const OWN: &str = r#"{ id = "t", indicators_in = "rows", furniture = ["项目", "—"],
        column = [{ id = "blank", label = "" }, { id = "mark", label = "……", aliases = ["数", "·"] },
            { id = "number", label = "数量", aliases = ["数", "本期"] }],
        row = [{ label = "收到数", aliases = ["收　到　数", "", "来件"], indicator = "in" },
            { label = "收费（元）", indicator = "fees" }, { label = "来件", indicator = "more" },
            { label = "——", indicator = "mark" }],
        variant = [{ label = "合并数", aliases = ["、", "并数"], indicator = "both", stands_for = ["in"] }] }"#;

    #[test]
    fn a_label_s_places_are_in_the_form_s_order_each_once() {
        let index = Index::of(&super::super::testing::vocabulary(OWN));
        let form = &index.forms[0][0];
        let row = |key: &str| form.rows.get(key).cloned().unwrap_or_default();
        assert_eq!(row("收到数"), [(0, How::Exact)]);
        assert_eq!(row("来件"), [(0, How::Alias), (2, How::Exact)]);
        assert_eq!(form.rows.len(), 3);
        assert_eq!((form.variants["合并数"], form.variants["并数"]), (0, 0));
        // Of two columns with one name the later, and the name before the other spelling.
        assert_eq!(form.column("数"), Some((2, How::Alias)));
        assert_eq!(form.column("数量"), Some((2, How::Exact)));
        assert_eq!(
            form.column_of("本期元", "本期（元）"),
            Some((2, How::Alias))
        );
        assert_eq!(form.column_of("本期（年）", "本期（年）"), None);
        assert!(form.is_furniture("项目") && !form.is_furniture("数量"));
    }

    #[test]
    fn a_text_of_marks_only_names_nothing() {
        let index = Index::of(&super::super::testing::vocabulary(OWN));
        let form = &index.forms[0][0];
        assert_eq!(form.rows.get(""), None);
        assert_eq!(form.variants.get(""), None);
        assert_eq!(form.column(""), None);
        assert!(!form.is_furniture(""));
    }

    #[test]
    fn a_row_s_key_is_without_number_and_unit_unless_the_form_prints_them() {
        let index = Index::of(&super::super::testing::vocabulary(OWN));
        for (text, want) in [
            ("（一）收到数", "收到数"),
            ("其中：1.收到数（件）", "收到数"),
            ("收费（元）", "收费元"),
            ("收费（件）", "收费"),
            ("合并数（份）", "合并数"),
            ("收到数（本年）", "收到数本年"),
        ] {
            assert_eq!(index.forms[0][0].row_key(text), want, "{text}");
        }
    }
}
