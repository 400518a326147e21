//! The rows of the four editions, as facts.

/// A row of an edition's table.
#[derive(Debug, Clone, Copy)]
pub struct FormRow {
    pub edition: &'static str,
    pub table: &'static str,
    pub number: &'static str,
    pub label: &'static str,
    /// Empty for a group row.
    pub indicator: &'static str,
    pub unit: &'static str,
    /// Empty where the form knows one spelling only.
    pub also: &'static str,
}

/// All rows of one table of an edition in printed order.
pub fn rows(edition: &str, table: &str) -> Vec<FormRow> {
    all()
        .filter(|row| row.edition == edition && row.table == table)
        .collect()
}

/// All rows of all editions.
pub fn all() -> impl Iterator<Item = FormRow> {
    include_str!("editions.tsv").lines().skip(1).map(|line| {
        let mut fields = line.split('\t');
        let mut field = || fields.next().unwrap_or("");
        let edition = field();
        let table = field();
        let _order = field();
        FormRow {
            edition,
            table,
            number: field(),
            label: field(),
            indicator: field(),
            unit: field(),
            also: field(),
        }
    })
}

/// The columns of the `requests` tables: id, head.
pub const APPLICANTS: [(&str, &str); 7] = [
    ("natural_person", "自然人"),
    ("enterprise", "商业企业"),
    ("research", "科研机构"),
    ("charity", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other", "其他"),
    ("total", "总计"),
];

/// What stands above the label column of the `requests` tables.
pub const BALANCE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
