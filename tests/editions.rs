//! The vocabulary: `docs/indicators.md` is what the editions say, the guide's example of an edition
//! of one's own works as the guide says, and mistakes are named with file and line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gongkai::edition::{Edition, FormRow, sums};
use gongkai::{Options, Vocabulary};

const GUIDE: &str = include_str!("../CONTRIBUTING.md");

/// An indicator over all editions.
#[derive(Default)]
struct Indicator<'v> {
    meaning: &'v str,
    /// For each edition that prints it: its table and the row.
    printed: BTreeMap<&'v str, (&'v str, &'v FormRow)>,
}

fn indicators(vocabulary: &Vocabulary) -> BTreeMap<&str, Indicator<'_>> {
    let mut all: BTreeMap<&str, Indicator<'_>> = BTreeMap::new();
    for edition in &vocabulary.editions {
        for form in &edition.tables {
            let variants = form.variants.iter().map(|variant| &variant.row);
            for row in form.rows.iter().chain(variants) {
                let Some(id) = row.indicator.as_deref() else {
                    continue;
                };
                let indicator = all.entry(id).or_default();
                if indicator.meaning.is_empty() {
                    indicator.meaning = &row.meaning;
                }
                indicator.printed.insert(&edition.id, (&form.id, row));
            }
        }
    }
    for sum in sums() {
        let indicator = all.entry(&sum.indicator).or_default();
        if indicator.meaning.is_empty() {
            indicator.meaning = &sum.meaning;
        }
    }
    all
}

fn years(edition: &Edition) -> String {
    match edition.years {
        (from, Some(to)) => format!("{from}–{to}"),
        (from, None) => format!("{from}–"),
    }
}

fn page(vocabulary: &Vocabulary) -> String {
    let mut page = String::from(
        "# Indicators\n\n\
         Generated from `grammar/editions/*.toml` and `grammar/crosswalk.toml`; \
         `UPDATE=1 cargo test --test editions` writes it anew.\n\n\
         ## Editions\n\n| edition | reports for | tables | prescribed by |\n| --- | --- | --- | --- |\n",
    );
    for edition in &vocabulary.editions {
        let tables: Vec<&str> = edition.tables.iter().map(|form| form.id.as_str()).collect();
        let (id, source) = (&edition.id, &edition.source);
        writeln!(
            page,
            "| `{id}` | {} | {} | {source} |",
            years(edition),
            tables.join(", ")
        )
        .unwrap();
    }
    page.push_str(
        "\n## Columns\n\n| edition | table | column | head | indicators | unit |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for edition in &vocabulary.editions {
        for form in &edition.tables {
            for column in &form.columns {
                let head: Vec<&str> = (column.groups.iter().map(String::as_str))
                    .chain([column.label.as_str()])
                    .filter(|part| !part.is_empty())
                    .collect();
                let only = match column.indicators[..] {
                    [] => "all".to_owned(),
                    ref some => format!("`{}`", some.join("` `")),
                };
                let unit = column.unit.as_deref().unwrap_or("the row's");
                writeln!(
                    page,
                    "| `{}` | {} | `{}` | {} | {only} | {unit} |",
                    edition.id,
                    form.id,
                    column.id,
                    head.join(" · ")
                )
                .unwrap();
            }
        }
    }
    page.push_str(
        "\n## Rows\n\nA row's label is the one that the newest edition prints; where an edition prints only the parts, `facts --derived` adds\ntheir sum.\n\n\
         | indicator | counts | label | unit | printed in | sum of |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for (id, indicator) in indicators(vocabulary) {
        let newest = (vocabulary.editions.iter().rev())
            .find_map(|edition| indicator.printed.get(edition.id.as_str()));
        let sum = sums().iter().find(|sum| sum.indicator == id);
        let label = newest.map_or_else(
            || sum.map(|sum| sum.label.clone()).unwrap_or_default(),
            |(_, row)| {
                let mut label: Vec<&str> = row.groups.iter().map(String::as_str).collect();
                label.push(&row.label);
                label.join(" · ")
            },
        );
        let printed: Vec<&str> = (vocabulary.editions.iter())
            .map(|edition| edition.id.as_str())
            .filter(|edition| indicator.printed.contains_key(edition))
            .collect();
        let printed = match printed[..] {
            [] => "–".to_owned(),
            _ => format!("`{}`", printed.join("` `")),
        };
        let parts = sum.map_or(String::new(), |sum| format!("`{}`", sum.parts.join("` `")));
        writeln!(
            page,
            "| `{id}` | {} | {label} | {} | {printed} | {parts} |",
            indicator.meaning,
            newest.map_or("件", |(_, row)| &row.unit)
        )
        .unwrap();
    }
    page
}

#[test]
fn the_committed_page_of_indicators_is_current() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/indicators.md");
    let current = page(Vocabulary::builtin());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&committed, &current).unwrap();
    }
    assert!(
        fs::read_to_string(&committed).unwrap() == current,
        "docs/indicators.md is old; UPDATE=1 cargo test --test editions"
    );
}

#[test]
fn every_indicator_says_what_it_counts_and_in_what() {
    for (id, indicator) in indicators(Vocabulary::builtin()) {
        assert!(!indicator.meaning.is_empty(), "{id}");
        for (edition, (_, row)) in indicator.printed {
            assert!(!row.unit.is_empty(), "{edition} {id}");
        }
    }
}

/// The form of the guide: its five rows and 31 more.
fn guides_edition() -> String {
    let start = GUIDE.find("```toml\n").unwrap() + "```toml\n".len();
    let end = start + GUIDE[start..].find("```").unwrap();
    let (rows, identity) =
        GUIDE[start..end].split_at(GUIDE[start..end].find("[[identity]]").unwrap());
    let mut edition = rows.to_owned();
    for n in 6..=36 {
        write!(
            edition,
            "\n[[table.row]]\nlabel = \"{}\"\nindicator = \"own.row_{n:02}\"\nunit = \"条\"\n",
            label(n)
        )
        .unwrap();
    }
    edition + "\n" + identity
}

/// A label that no other row has.
fn label(n: usize) -> String {
    let of = [
        "咨询", "接待", "热线", "窗口", "查阅", "培训", "会议", "经费", "收费", "减免",
    ];
    let what = ["人次数", "次数", "总金额"];
    format!("{}服务{}", of[n % 10], what[(n / 10 + n) % 3])
}

#[test]
fn the_guides_edition_reads_a_report_of_its_form() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("city-2006.toml"), guides_edition()).unwrap();
    let vocabulary = Vocabulary::with_folder(folder.path()).unwrap();
    assert_eq!(vocabulary.editions[0].id, "city-2006");
    assert_eq!(vocabulary.editions[0].tables[0].rows.len(), 36);

    let mut text = String::from(
        "临湖市人民政府2007年政府信息公开工作年度报告\n\n一、概述\n\n主动公开稳步推进。\n\n\
         附表\n\n指标名称\t计量单位\t代码\t本期实际\t本年累计\n",
    );
    for (at, row) in vocabulary.editions[0].tables[0].rows.iter().enumerate() {
        let n = at + 1;
        writeln!(
            text,
            "{}{}\t{}\t{n:02}\t{}\t{}",
            row.number,
            row.label,
            row.unit,
            n * 3,
            n * 7
        )
        .unwrap();
    }
    let options = Options {
        vocabulary: &vocabulary,
        ..Options::default()
    };
    let report = gongkai::parse(text.as_bytes(), &options).unwrap();
    assert_eq!(report.edition.as_ref().unwrap().id, "city-2006");
    assert_eq!(report.edition.as_ref().unwrap().deviations, []);
    let got: Vec<(&str, &str, Option<&str>)> = (report.facts.iter())
        .map(|fact| (&*fact.indicator, &*fact.column, fact.value.as_deref()))
        .collect();
    let printed: Vec<(String, &str, String)> = (vocabulary.editions[0].tables[0].rows.iter())
        .enumerate()
        .flat_map(|(at, row)| {
            let indicator = row.indicator.clone().unwrap().to_string();
            [
                (indicator.clone(), "period", ((at + 1) * 3).to_string()),
                (indicator, "year", ((at + 1) * 7).to_string()),
            ]
        })
        .collect();
    let printed: Vec<(&str, &str, Option<&str>)> = (printed.iter())
        .map(|(indicator, column, value)| (&**indicator, *column, Some(&**value)))
        .collect();
    assert_eq!(got, printed);
    let sums: Vec<_> = (report.checks.iter())
        .filter(|check| check.identity == "CITY06-CHANNELS")
        .collect();
    assert_eq!(sums.len(), 2);
}

#[test]
fn a_mistake_in_an_edition_is_named_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let good = guides_edition();
    for (from, to, line, says) in [
        (
            "label = \"本期实际\"",
            "lable = \"本期实际\"",
            "lable",
            "lable",
        ),
        ("years = ", "year = ", "year = ", "year"),
        (
            "indicators_in = \"rows\"",
            "indicators_in = \"row\"",
            "\"row\"",
            "rows",
        ),
        ("id = \"period\"", "id = ", "id = \n", "expected"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        let line = bad[..bad.find(line).unwrap()].matches('\n').count() + 1;
        fs::write(&path, &bad).unwrap();
        let error = Vocabulary::with_folder(folder.path()).unwrap_err();
        assert_eq!((error.line, &error.file), (line, &path), "{from}: {error}");
        assert!(error.message.contains(says), "{from}: {error}");
    }
}

/// The guide's example as it stands there, by the name that its first line says.
fn example() -> (&'static str, &'static str) {
    let start = GUIDE.find("```toml\n").unwrap() + "```toml\n".len();
    let text = &GUIDE[start..start + GUIDE[start..].find("```").unwrap()];
    let name = text.lines().next().unwrap().trim_start_matches("# ");
    (name, text)
}

/// Every step of the guide, by the commands that it names.
#[test]
fn the_guides_walk_through_works_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    fs::create_dir(&own).unwrap();
    let (name, text) = example();
    assert_eq!(name, "city-2006.toml");
    fs::write(own.join(name), text).unwrap();
    let report = folder.path().join("report.txt");
    fs::write(
        &report,
        "临湖市人民政府2007年政府信息公开工作年度报告\n\n一、概述\n\n主动公开稳步推进。\n\n附表\n\n\
         指标名称\t计量单位\t代码\t本期实际\t本年累计\n主动公开信息数\t条\t01\t30\t31\n\
         其中：全文电子化的主动公开信息数\t条\t02\t20\t21\n收到申请数\t件\t03\t5\t9\n\
         其中：1.当面申请数\t件\t04\t3\t4\n2.网上申请数\t件\t05\t2\t6\n",
    )
    .unwrap();
    let steps = &GUIDE[GUIDE.find(text).unwrap()..GUIDE.find("## Adding a layout").unwrap()];
    let run = |command: &str| {
        let command = format!("gongkai {command}");
        assert!(steps.contains(&format!("`{command}`")), "{command}");
        let mut words = command.split(' ').skip(1).collect::<Vec<_>>();
        for word in &mut words {
            *word = match *word {
                "DIR" => own.to_str().unwrap(),
                "REPORT" => report.to_str().unwrap(),
                word => word,
            };
        }
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .args(words)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (out.status.code(), text(out.stdout), text(out.stderr))
    };
    let (code, editions, _) = run("editions --grammar DIR");
    assert_eq!(code, Some(0));
    assert!(editions.contains("city-2006"), "{editions}");

    let (code, facts, _) = run("facts --grammar DIR REPORT");
    assert_eq!(code, Some(0));
    let mut rows = csv::Reader::from_reader(facts.as_bytes());
    let of = rows.headers().unwrap().clone();
    let column = |name: &str| of.iter().position(|head| head == name).unwrap();
    let columns = ["edition", "indicator", "column", "value", "how"].map(column);
    let got: Vec<String> = (rows.records())
        .map(|row| {
            let row = row.unwrap();
            columns.map(|at| row[at].to_owned()).join(" ")
        })
        .collect();
    let want = [
        ("disclosure.items", 30, 31),
        ("disclosure.items.full_text", 20, 21),
        ("requests.received", 5, 9),
        ("requests.received.in_person", 3, 4),
        ("requests.received.online", 2, 6),
    ];
    let want: Vec<String> = (want.iter())
        .flat_map(|(indicator, period, year)| {
            [("period", period), ("year", year)]
                .map(|(column, value)| format!("city-2006 {indicator} {column} {value} exact"))
        })
        .collect();
    assert_eq!(got, want);

    // The channels of the year add up to 10 and not to 9.
    let (code, checks, _) = run("check --grammar DIR REPORT");
    assert_eq!(code, Some(1), "{checks}");
    let says = "The channels add up to all requests received. (column year): 4 + 6 = 10 is not 9";
    assert_eq!(checks.matches("error[").count(), 1, "{checks}");
    assert!(checks.contains(says), "{checks}");
}

#[test]
fn each_mistake_in_an_edition_says_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let (_, good) = example();
    let more = |text: &str| format!("{good}\n{text}");
    let mistakes = [
        (
            good.replace("source =", "sorce ="),
            "sorce",
            "unknown field `sorce`, expected one of",
        ),
        (
            good.replace("[2006, 2008]", "\"2006\""),
            "years",
            "expected a sequence",
        ),
        (
            good.replace("[2006, 2008]", "[2008, 2006]"),
            "years",
            "expected `years = [first]`",
        ),
        (
            good.replace("\"收到申请数\"", "3"),
            "label = 3",
            "expected a string",
        ),
        (
            good.replace("\"rows\"", "rows"),
            "= rows",
            "string values must be quoted",
        ),
        (
            good.replace("\"city-2006\"", "\"\""),
            "id = \"\"",
            "expected an id of the edition",
        ),
        (
            good.replace("\"city-2006\"", "\"city 2006\""),
            "id = \"city 2006",
            "without white space",
        ),
        (
            good.replace("label = \"收到申请数\"\n", ""),
            "[[table.row]]\nindicator",
            "missing field `label`",
        ),
        (
            good.replace("\"收到申请数\"", "\" \""),
            "label = \" \"",
            "expected the label as it is printed",
        ),
        (
            good.replace("received.online\"\nunit", "received.in_person\"\nunit"),
            "indicator = \"requests.received.in_person\"\nunit = \"件\"\nmeaning = \"of these, through",
            "indicator `requests.received.in_person` stands above already; expected another id",
        ),
        (
            good.replace("id = \"year\"", "id = \"period\""),
            "id = \"period\"\nlabel = \"本年",
            "column `period` stands above",
        ),
        (
            more("[[table]]\nid = \"statistics\"\nindicators_in = \"rows\"\n"),
            "id = \"statistics\"\nindicators_in = \"rows\"\n\u{0}",
            "table `statistics` stands above already",
        ),
        (
            good.replace(
                "id = \"year\"\n",
                "id = \"year\"\nindicators = [\"own.other\"]\n",
            ),
            "indicators = ",
            "no row with the indicator `own.other`",
        ),
        (
            good.replace("id = \"CITY06-CHANNELS\"", "id = \"\""),
            "[[identity]]",
            "expected an id of the identity",
        ),
        (
            good.replace("right = [\"requests.received\"]", "right = []"),
            "right = []",
            "expected a term on each side",
        ),
        (
            good.replace("\"equal\"", "\"equals\""),
            "\"equals\"",
            "expected `equal` or `at_most`",
        ),
        (
            good.replace("right = [\"requests.received\"]", "right = [\"recieved\"]"),
            "[[identity]]",
            "has no indicator `recieved`",
        ),
        (
            good.replace("table = \"statistics\"", "table = \"stat\""),
            "[[identity]]",
            "the edition has no table `stat`",
        ),
    ];
    for (bad, at, says) in mistakes {
        assert_ne!(bad, good, "{at}");
        // A zero stands for the last place that the text has.
        let place = match at.strip_suffix('\u{0}') {
            Some(at) => bad.rfind(at),
            None => bad.find(at),
        };
        let line = bad[..place.unwrap()].matches('\n').count() + 1;
        fs::write(&path, &bad).unwrap();
        let error = Vocabulary::with_folder(folder.path()).unwrap_err();
        assert_eq!((error.line, &error.file), (line, &path), "{at}: {error}");
        assert!(error.message.contains(says), "{at}: {error}");
    }
    let headless = &good[..good.find("[[table]]").unwrap()];
    fs::write(&path, headless).unwrap();
    let error = Vocabulary::with_folder(folder.path()).unwrap_err();
    assert_eq!(
        (error.line, &*error.message),
        (2, "expected at least one [[table]]")
    );
    let rowless = &good[..good.find("# The rows in printed order").unwrap()];
    fs::write(&path, rowless).unwrap();
    let error = Vocabulary::with_folder(folder.path()).unwrap_err();
    assert_eq!(
        &*error.message,
        "expected a [[table.row]] in table `statistics`"
    );

    let (bytes, _, _) = encoding_rs::GB18030.encode(good);
    fs::write(&path, bytes).unwrap();
    let error = Vocabulary::with_folder(folder.path()).unwrap_err();
    let before = good.lines().take_while(|line| line.is_ascii()).count();
    assert_eq!(
        (error.line, &*error.message),
        (before + 1, "expected text in UTF-8")
    );

    // Two files with one edition.
    fs::write(&path, good).unwrap();
    fs::write(folder.path().join("other.toml"), good).unwrap();
    let error = Vocabulary::with_folder(folder.path()).unwrap_err();
    assert_eq!(error.file, path);
    assert!(
        error.message.contains("`city-2006` is the edition of"),
        "{error}"
    );
}

/// A city's form of 36 rows, a few of which are labelled as a provincial form's.
#[test]
fn a_form_that_is_none_of_the_programs_is_not_taken_for_one() {
    let labels = [
        "主动公开信息数",
        "全文电子化的主动公开信息数",
        "新增的行政规范性文件数",
        "提供服务类信息数",
        "收到申请数",
        "当面申请数",
        "传真申请数",
        "电子邮件申请数",
        "网上申请数",
        "信函申请数",
        "对申请的答复总数",
        "同意公开答复数",
        "同意部分公开答复数",
        "信息不存在数",
        "非本机关掌握数",
        "申请内容不明确数",
        "行政复议数",
        "行政诉讼数",
        "行政申诉数",
        "接受市民咨询数",
        "现场接待人数",
        "咨询电话接听数",
        "网站专栏页面访问量",
        "指定专职人员数",
        "全职人员数",
        "兼职人员数",
        "处理政府信息公开的实际支出",
        "实际收取费用总额",
        "检索费",
        "邮寄费",
        "复制费",
        "其他费用",
    ];
    for (head, code) in [
        ("代码\t本期实际\t本年累计", true),
        ("本期实际\t本年累计", false),
    ] {
        for year in [2007, 2009, 2016] {
            let mut table = format!("指标名称\t计量单位\t{head}\n");
            for (n, label) in labels.iter().enumerate() {
                let code = if code {
                    format!("{n:02}\t")
                } else {
                    String::new()
                };
                writeln!(table, "{label}\t条\t{code}{}\t{}", n * 3, n * 7).unwrap();
            }
            let text = format!(
                "临湖市人民政府{year}年政府信息公开工作年度报告\n\n一、概述\n\n稳步推进。\n\n附表\n\n{table}"
            );
            let report = gongkai::parse(text.as_bytes(), &Options::default()).unwrap();
            assert_eq!(
                report.edition.map(|e| e.id.to_string()),
                None,
                "{year} {code}"
            );
            assert!(report.facts.iter().all(|fact| fact.indicator.is_empty()));
            let printed = labels.len() * if code { 3 } else { 2 };
            assert_eq!(report.facts.len(), printed, "its numbers are kept");
            let mut kept: Vec<&str> = report.facts.iter().map(|fact| &*fact.label).collect();
            kept.dedup();
            assert_eq!(kept, labels, "and stand under their own labels");
        }
    }
}

/// Indicator, value and unit of the disclosure table with these in place of 规章, of the last head
/// and of the last label.
fn disclosure(rules: &str, fees: [&str; 2]) -> Vec<(String, Option<String>, Option<String>)> {
    let [head, label] = fees;
    let text = format!(
        "临湖市教育局2022年政府信息公开工作年度报告\n一、总体情况\n稳步推进。\n\
         二、主动公开政府信息情况\n第二十条第（一）项\n\
         信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n{rules}\t1\t2\t3\n\
         行政规范性文件\t4\t5\t6\n第二十条第（八）项\n信息内容\t{head}\n{label}\t10\n\
         三、其他\n无。\n"
    );
    let report = gongkai::parse(text.as_bytes(), &Options::default()).unwrap();
    (report.facts.iter())
        .map(|fact| {
            let own = |text: &Option<_>| text.as_ref().map(ToString::to_string);
            (
                fact.indicator.to_string(),
                own(&fact.value),
                own(&fact.unit),
            )
        })
        .collect()
}

#[test]
fn a_unit_in_brackets_is_no_part_of_a_label_and_counts_for_its_value() {
    let fact = |indicator: &str, value: &str, unit: &str| {
        (
            indicator.to_owned(),
            Some(value.to_owned()),
            Some(unit.to_owned()),
        )
    };
    let fees = ["本年收费金额（单位：万元）", "行政事业性收费"];
    let plain = disclosure("规章", fees);
    assert_eq!(plain[0], fact("rules", "1", "件"));
    assert_eq!(plain[6], fact("admin_fees", "10", "万元"));
    for rules in [
        "规章（件）",
        "规章(件)",
        "规章 （单位：件）",
        "規章（單位:件）",
    ] {
        assert_eq!(disclosure(rules, fees), plain, "{rules}");
    }
    for head in [
        "本年收费金额（单位：元）",
        "本年收费金额（元）",
        "本年收费金额(单位:元)",
    ] {
        let got = disclosure("规章", [head, "行政事业性收费"]);
        assert_eq!(got[6], fact("admin_fees", "10", "元"), "{head}");
    }
    let got = disclosure("规章", ["本年收费金额", "行政事业性收费（元）"]);
    assert_eq!(got[6], fact("admin_fees", "10", "元"));
}

#[test]
fn what_is_printed_twice_is_a_fact_where_it_is_the_same() {
    let report = |second: &str| {
        let text = format!(
            "临湖市教育局2022年政府信息公开工作年度报告\n一、总体情况\n稳步推进。\n\
             二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n\
             规章\t1\t2\t3\n规章\t{second}\n行政规范性文件\t4\t5\t6\n三、其他\n无。\n"
        );
        gongkai::parse(text.as_bytes(), &Options::default()).unwrap()
    };
    let rules = |report: &gongkai::Report| -> Vec<String> {
        (report.facts.iter().filter(|fact| fact.indicator == "rules"))
            .map(|fact| format!("{} {:?}", fact.column, fact.value.as_deref()))
            .collect()
    };
    let told = |report: &gongkai::Report| -> Vec<String> {
        (report
            .diagnostics
            .iter()
            .filter(|d| d.code == "printed_twice"))
        .map(|d| d.region.as_ref().unwrap().raw(&report.text).into_owned())
        .collect()
    };
    let same = report("1\t2\t3");
    assert_eq!(
        rules(&same),
        [
            "issued Some(\"1\")",
            "repealed Some(\"2\")",
            "in_force Some(\"3\")"
        ]
    );
    // Only the second is pointed at: it is left out.
    assert_eq!(told(&same), ["1", "2", "3"]);
    let other = report("1\t7\t3");
    assert_eq!(
        rules(&other),
        ["issued Some(\"1\")", "in_force Some(\"3\")"]
    );
    assert_eq!(told(&other), ["2", "1", "7", "3"]);
}

/// What a report of an invented organ with this between its parts gives: indicator and value.
fn values(part: &str) -> Vec<(String, Option<String>)> {
    let text = format!(
        "# 临湖区人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n略。\n\n{part}\n\n\
         五、存在的主要问题及改进情况\n\n略。\n"
    );
    let report = gongkai::parse(text.as_bytes(), &Options::default()).unwrap();
    (report.facts.into_iter())
        .map(|fact| (fact.indicator.into(), fact.value.map(String::from)))
        .collect()
}

/// The review table's values in the form's order.
fn review(values: [&str; 15]) -> Vec<(String, Option<String>)> {
    let groups = ["review", "litigation.direct", "litigation.after_review"];
    let results = ["upheld", "corrected", "other", "pending", "total"];
    (groups
        .iter()
        .flat_map(|group| results.map(|result| format!("{group}.{result}"))))
    .zip(values)
    .map(|(indicator, value)| (indicator, Some(value.to_owned())))
    .collect()
}

const REVIEW: [&str; 15] = [
    "10", "1", "0", "2", "13", "5", "6", "7", "8", "26", "1", "2", "3", "4", "10",
];

#[test]
fn reviews_in_a_table_for_each_group() {
    let tables = "四、行政复议、行政诉讼情况\n\n（一）行政复议情况\n\n\
        | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| --- | --- | --- | --- | --- |\n\
        | 10 | 1 | 0 | 2 | 13 |\n\n行政诉讼\n\n\
        | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |\n| - | - | - | - | - | - | - | - | - | - |\n\
        | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
        | 5 | 6 | 7 | 8 | 26 | 1 | 2 | 3 | 4 | 10 |";
    assert_eq!(values(tables), review(REVIEW));
    // Nothing says whose results they are.
    let unnamed = tables
        .replace("（一）行政复议情况", "如下表。")
        .replace("未经复议直接起诉", "甲");
    assert!(
        values(&unnamed)
            .iter()
            .all(|(indicator, _)| indicator.is_empty())
    );
}

#[test]
fn reviews_as_groups_by_results() {
    let table = "四、行政复议、行政诉讼情况\n\n\
        | 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| - | - | - | - | - | - |\n\
        | 行政复议 | 10 | 1 | 0 | 2 | 13 |\n\
        | 行政诉讼（未经复议直接起诉） | 5 | 6 | 7 | 8 | 26 |\n\
        | 复议后起诉 | 1 | 2 | 3 | 4 | 10 |";
    assert_eq!(values(table), review(REVIEW));
    // Lawsuits of both kinds in one row are no row of the form.
    let together = table.replace("行政诉讼（未经复议直接起诉）", "行政诉讼");
    let got = values(&together);
    assert_eq!(got[..5], review(REVIEW)[..5]);
    assert!(got[5..10].iter().all(|(indicator, _)| indicator.is_empty()));
    assert_eq!(got[10..], review(REVIEW)[10..]);
}

#[test]
fn reviews_with_a_result_in_each_row() {
    let mut table =
        String::from("四、行政复议、行政诉讼情况\n\n| 类别 | 结果 | 件数 |\n| --- | --- | --- |\n");
    for (at, value) in REVIEW.iter().enumerate() {
        // The group's name only in its first row, as a merged cell is printed.
        let group = match at {
            0 => "行政复议",
            5 => "未经复议直接起诉",
            10 => "复议后起诉",
            _ => "",
        };
        let result = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"][at % 5];
        writeln!(table, "| {group} | {result} | {value} |").unwrap();
    }
    assert_eq!(values(&table), review(REVIEW));
    // The second group's name is lost: its results are nobody's, and not the first group's.
    let got = values(&table.replace("未经复议直接起诉", ""));
    assert_eq!(got[..5], review(REVIEW)[..5]);
    assert!(got[5..10].iter().all(|(indicator, _)| indicator.is_empty()));
    assert_eq!(got[10..], review(REVIEW)[10..]);
}

#[test]
fn a_blank_row_under_the_values_is_not_the_values() {
    let heads = "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 ".repeat(3);
    let blank = "| ".repeat(15);
    let row = REVIEW.join(" | ");
    let table = format!(
        "四、行政复议、行政诉讼情况\n\n{heads}|\n{}|\n| {row} |\n{blank}|",
        "| - ".repeat(15)
    );
    assert_eq!(values(&table), review(REVIEW));
}

#[test]
fn a_group_s_name_over_a_pipe_table_takes_no_row_from_it() {
    let table = "三、收到和处理政府信息公开申请情况\n\n（四）无法提供\n\n\
        | 1.本机关不掌握相关政府信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n| - | - | - | - | - | - | - | - |\n\
        | 2.没有现成信息需要另行制作 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n\
        | 3.补正后申请内容仍不明确 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |";
    let got: Vec<_> = (values(table).into_iter().step_by(7)).collect();
    let want = |name: &str, value: &str| {
        (
            format!("results.unavailable.{name}"),
            Some(value.to_owned()),
        )
    };
    assert_eq!(
        got,
        [
            want("not_held", "1"),
            want("needs_creation", "2"),
            want("unclear", "3")
        ]
    );
}

const APPLICANTS: [&str; 7] = [
    "natural_person",
    "enterprise",
    "research",
    "charity",
    "legal_service",
    "other",
    "total",
];

/// The heads of the requests table as a page prints them; 法人或其他组织 spans `span` columns.
fn heads(span: u32) -> String {
    format!(
        "<tr><td colspan=3 rowspan=3>本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和</td>\
         <td colspan=7>申请人情况</td></tr>\
         <tr><td rowspan=2>自然人</td><td colspan={span}>法人或其他组织</td><td rowspan=2>总计</td></tr>\
         <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
    )
}

/// A row: its cells before the values, and the values.
fn row(labels: &str, values: &[&str]) -> String {
    let values: String = values
        .iter()
        .map(|value| format!("<td>{value}</td>"))
        .collect();
    format!("<tr>{labels}{values}</tr>")
}

/// What a page with this table gives for an indicator, a value a column; `None` for no fact.
fn of_page(table: &str, indicator: &str) -> Vec<Option<String>> {
    let page = format!(
        "<html><body><h1>临湖区人民政府2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>略。</p>\
         <p>三、收到和处理政府信息公开申请情况</p><table>{table}</table><p>六、其他需要报告的事项</p><p>无。</p>\
         </body></html>"
    );
    let report = gongkai::parse(page.as_bytes(), &Options::default()).unwrap();
    (APPLICANTS.iter())
        .map(|column| {
            let mut facts = (report.facts.iter())
                .filter(|fact| fact.indicator == indicator && fact.column == *column);
            let fact = facts.next()?;
            assert!(facts.next().is_none());
            Some(fact.value.as_deref().unwrap_or_default().to_owned())
        })
        .collect()
}

fn all(values: &[&str]) -> Vec<Option<String>> {
    values
        .iter()
        .map(|value| Some((*value).to_owned()))
        .collect()
}

const RECEIVED: &str = "<td colspan=3>一、本年新收政府信息公开申请数量</td>";

#[test]
fn a_label_that_spans_too_few_columns_shifts_no_value() {
    let received = row(RECEIVED, &["11", "12", "13", "14", "15", "16", "81"]);
    let granted = |values: &[&str]| {
        row(
            "<td rowspan=2>三、本年度办理结果</td><td>（一）予以公开</td>",
            values,
        )
    };
    let partial = row(
        "<td colspan=2>（二）部分公开</td>",
        &["1", "2", "3", "4", "5", "6", "21"],
    );
    for values in [
        ["21", "22", "23", "24", "25", "26", "141"],
        ["", "22", "23", "24", "25", "26", "120"],
    ] {
        let table = heads(5) + &received + &granted(&values) + &partial;
        assert_eq!(of_page(&table, "results.granted"), all(&values));
        assert_eq!(
            of_page(&table, "results.partially_granted"),
            all(&["1", "2", "3", "4", "5", "6", "21"])
        );
    }
    // A cell is missing: which one is not said.
    let table = heads(5) + &received + &granted(&["21", "22", "24", "25", "26", "141"]) + &partial;
    assert_eq!(of_page(&table, "results.granted"), vec![None; 7]);
}

#[test]
fn a_group_that_spans_too_few_columns_swaps_no_head() {
    let values = ["11", "12", "13", "14", "15", "16", "81"];
    let carried = row(
        "<td colspan=3>二、上年结转政府信息公开申请数量</td>",
        &values,
    );
    for span in [4, 5, 6] {
        let table = heads(span) + &row(RECEIVED, &values) + &carried;
        assert_eq!(of_page(&table, "requests.received"), all(&values), "{span}");
    }
}

#[test]
fn heads_in_another_order_take_their_values_with_them() {
    let values = ["11", "12", "13", "14", "15", "16", "81"];
    let swapped = heads(5)
        .replace("<td>科研机构</td>", "")
        .replace("<td>其他</td>", "<td>其他</td><td>科研机构</td>");
    let carried = row(
        "<td colspan=3>二、上年结转政府信息公开申请数量</td>",
        &values,
    );
    assert_eq!(
        of_page(
            &(swapped + &row(RECEIVED, &values) + &carried),
            "requests.received"
        ),
        all(&["11", "12", "16", "13", "14", "15", "81"])
    );
}

#[test]
fn two_rows_whose_break_got_lost_are_neither() {
    let values = ["11", "12", "13", "14", "15", "16", "81"];
    let partial = "<td>（二）部分公开</td>";
    let rest: String = (21..28).map(|n| format!("<td>{n}</td>")).collect();
    let joined = row(RECEIVED, &values).replace("</tr>", &format!("{partial}{rest}</tr>"));
    let table = heads(5) + &joined;
    for indicator in ["requests.received", "results.partially_granted"] {
        assert_eq!(of_page(&table, indicator), vec![None; 7]);
    }
    // A text behind a row's values takes none of them away.
    let noted = row(RECEIVED, &values).replace("</tr>", "<td>见说明</td></tr>");
    let carried = row(
        "<td colspan=3>二、上年结转政府信息公开申请数量</td>",
        &values,
    );
    assert_eq!(
        of_page(&(heads(5) + &noted + &carried), "requests.carried_in"),
        all(&values)
    );
}
