//! What a file says, and its mistakes.

use super::*;

#[test]
fn every_edition_of_the_program_is_read() {
    for (file, text) in BUILTIN {
        assert_eq!(
            edition(text, Path::new(file)).map(|e| format!("{}.toml", e.id)),
            Ok(file.to_owned())
        );
    }
    let rows = |edition: usize, table: usize| {
        Vocabulary::builtin().editions[edition].tables[table]
            .rows
            .len()
    };
    assert_eq!((rows(0, 0), rows(1, 0)), (16, 65));
    assert_eq!((rows(2, 0), rows(2, 1), rows(2, 2)), (8, 23, 15));
    assert_eq!((rows(3, 0), rows(3, 1), rows(3, 2)), (6, 25, 15));
}

#[test]
fn a_mistake_is_named_with_its_line() {
    let error = |text: &str| {
        edition(text, Path::new("own.toml"))
            .map(|e| e.id)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error("id = \"a\"\nyears = [2019, 2008]\n"),
        "own.toml:2: expected `years = [first]` or `years = [first, last]`"
    );
    assert!(
        error(
            "id = \"a\"\nyears = [2006]\n[[table]]\nid = \"t\"\nindicators_in = \"rows\"\nfoo = 1\n"
        )
        .starts_with("own.toml:6: unknown field `foo`")
    );
    let sums = "id = \"a\"\nyears = [2006]\n[[table]]\nid = \"t\"\nindicators_in = \"rows\"\n[[table.column]]\nid = \"c\"\nlabel = \"C\"\n[[table.row]]\nlabel = \"R\"\nindicator = \"r\"\n[[identity]]\nid = \"I\"\ntable = \"t\"\nalong = \"columns\"\nleft = [\"x\"]\nright = [\"y\"]\n";
    assert_eq!(
        error(sums),
        "own.toml:12: identity I: table `t` has no indicator `x`"
    );
}

/// An edition of these years, with two tables and an identity of the first.
fn own(years: &str, identity: &str) -> String {
    format!(
        r#"id = "own"
name = "Own"
source = "a rule"
years = {years}
[[table]]
id = "t"
indicators_in = "rows"
furniture = ["项目"]
column = [{{ id = "a", label = "本年", groups = ["数量"], indicators = ["in"], unit = "次", aliases = ["年内"] }},
    {{ id = "b", label = "累计" }}]
row = [{{ number = "1.", label = "收到数", groups = ["一"], indicator = "in", unit = "件", aliases = ["来件"], meaning = "cases received" }},
    {{ label = "办结数", indicator = "done" }}, {{ label = "其他" }}]
variant = [{{ number = "2.", label = "合并数", groups = ["二"], indicator = "both", unit = "项", aliases = ["并"], meaning = "together", stands_for = ["in", "done"] }}]
[[table]]
id = "u"
indicators_in = "columns"
column = [{{ id = "value", label = "" }}]
row = [{{ label = "维持", indicator = "kept" }}]
[[identity]]
id = "I"
table = "t"
{identity}
"#
    )
}

const SUM: &str = "along = \"columns\"\nleft = [\"in\"]\nright = [\"done\"]\nmeaning = \"as many\"";

fn read(text: &str) -> Result<Edition, String> {
    edition(text, Path::new("own.toml")).map_err(|error| error.to_string())
}

#[test]
fn all_that_a_file_says_is_in_the_edition() {
    let edition = read(&own("[2006]", SUM)).unwrap();
    assert_eq!(
        (&*edition.id, &*edition.name, &*edition.source),
        ("own", "Own", "a rule")
    );
    let axes: Vec<(&str, Axis)> = (edition.tables.iter())
        .map(|table| (&*table.id, table.indicators_in))
        .collect();
    assert_eq!(axes, [("t", Axis::Rows), ("u", Axis::Columns)]);
    let table = &edition.tables[0];
    assert_eq!(table.furniture, ["项目"]);
    let column = &table.columns[0];
    assert_eq!((&*column.id, &*column.label), ("a", "本年"));
    assert_eq!(
        [&column.groups[..], &column.indicators, &column.aliases],
        [["数量"], ["in"], ["年内"]]
    );
    assert_eq!(column.unit.as_deref(), Some("次"));
    let row = |row: &FormRow| {
        let all = [&*row.number, &row.label, &row.unit, &row.meaning].map(str::to_owned);
        (
            all,
            row.indicator.as_deref().map(String::from),
            row.groups.concat(),
            row.aliases.concat(),
        )
    };
    let all = |texts: [&str; 4], indicator: &str, group: &str, alias: &str| {
        let texts = texts.map(str::to_owned);
        (
            texts,
            Some(indicator.to_owned()),
            group.to_owned(),
            alias.to_owned(),
        )
    };
    assert_eq!(
        row(&table.rows[0]),
        all(["1.", "收到数", "件", "cases received"], "in", "一", "来件")
    );
    assert_eq!(table.rows[2].indicator, None);
    let variant = &table.variants[0];
    assert_eq!(
        row(&variant.row),
        all(["2.", "合并数", "项", "together"], "both", "二", "并")
    );
    assert_eq!(variant.stands_for, ["in", "done"]);
    let identity = &edition.identities[0];
    assert_eq!(
        (&*identity.id, &*identity.table, &*identity.meaning),
        ("I", "t", "as many")
    );
    assert_eq!(
        (identity.along, identity.relation),
        (Along::Columns, Relation::Equal)
    );
    assert_eq!([&identity.left[..], &identity.right], [["in"], ["done"]]);
    let rows = "along = \"rows\"\nleft = [\"a\"]\nrelation = \"at_most\"\nright = [\"b\"]";
    let identity = read(&own("[2006]", rows)).unwrap().identities.remove(0);
    assert_eq!(
        (identity.along, identity.relation),
        (Along::Rows, Relation::AtMost)
    );
}

#[test]
fn an_edition_is_for_a_year_or_for_the_years_between_two() {
    let years = |years: &str| read(&own(years, SUM)).map(|edition| edition.years);
    assert_eq!(years("[2006]"), Ok((2006, None)));
    assert_eq!(years("[2006, 2006]"), Ok((2006, Some(2006))));
    assert_eq!(years("[2006, 2008]"), Ok((2006, Some(2008))));
    for wrong in ["[2008, 2006]", "[]", "[2006, 2007, 2008]"] {
        let message = "own.toml:4: expected `years = [first]` or `years = [first, last]`";
        assert_eq!(years(wrong), Err(message.to_owned()), "{wrong}");
    }
}

#[test]
fn the_terms_of_an_identity_are_its_table_s() {
    let terms = |along: &str, left: &str, right: &str| {
        let identity = format!("along = \"{along}\"\nleft = [\"{left}\"]\nright = [\"{right}\"]");
        read(&own("[2006]", &identity)).map(|_| ())
    };
    let wrong = |message: &str| {
        Err(format!(
            "own.toml:19: identity I: table `t` has no {message}"
        ))
    };
    assert_eq!(terms("rows", "a", "b"), Ok(()));
    assert_eq!(terms("columns", "in", "done"), Ok(()));
    assert_eq!(terms("rows", "a", "done"), wrong("column `done`"));
    assert_eq!(terms("columns", "a", "done"), wrong("indicator `a`"));
    assert_eq!(terms("columns", "in", "kept"), wrong("indicator `kept`"));
}

#[test]
fn a_mistake_of_a_file_as_a_whole_has_no_line() {
    let error = EditionError {
        file: "own.toml".into(),
        line: 0,
        message: "no file".to_owned(),
    };
    assert_eq!(error.to_string(), "own.toml: no file");
}

#[test]
fn an_edition_of_a_folder_takes_the_place_of_one_with_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let ids = || -> Vec<String> {
        let read = Vocabulary::with_folder(folder.path()).unwrap();
        read.editions
            .into_iter()
            .map(|edition| edition.id)
            .collect()
    };
    write("notes.txt", "no edition");
    let known = [
        "fujian-2008",
        "national-2014",
        "national-2019",
        "national-2021",
    ];
    assert_eq!(ids(), known);
    write("own.toml", &own("[2016]", SUM));
    assert_eq!(
        ids(),
        [
            "fujian-2008",
            "national-2014",
            "own",
            "national-2019",
            "national-2021"
        ]
    );
    let newer = own("[2022]", SUM).replace("\"own\"", "\"national-2014\"");
    write("own.toml", &newer);
    assert_eq!(
        ids(),
        [
            "fujian-2008",
            "national-2019",
            "national-2021",
            "national-2014"
        ]
    );
    let gone = Vocabulary::with_folder(&folder.path().join("gone")).unwrap_err();
    assert_eq!((gone.file, gone.line), (folder.path().join("gone"), 0));
}

#[test]
fn ids_are_words_and_each_stands_once() {
    let wrong = |from: &str, to: &str| read(&own("[2006]", SUM).replacen(from, to, 1)).map(|_| ());
    let says = |message: &str| Err(format!("own.toml:{message}"));
    assert_eq!(
        wrong("\"own\"", "\"o\\u0007wn\""),
        says("1: expected an id of the edition without white space, found \"o\\u{7}wn\"")
    );
    assert_eq!(
        wrong("id = \"t\"", "id = \"t t\""),
        says("6: expected an id of the table without white space, found \"t t\"")
    );
    assert_eq!(
        wrong("id = \"a\"", "id = \"\""),
        says("9: expected an id of the column without white space, found \"\"")
    );
    assert_eq!(
        wrong("\"done\" }, ", "\"do ne\" }, "),
        says("12: expected an id of the indicator without white space, found \"do ne\"")
    );
    assert_eq!(
        wrong("id = \"b\"", "id = \"a\""),
        says("10: column `a` stands above already; expected another id")
    );
    assert_eq!(
        wrong("\"both\"", "\"in\""),
        says("13: indicator `in` stands above already; expected another id")
    );
    assert_eq!(
        wrong("id = \"u\"", "id = \"t\""),
        says("15: table `t` stands above already; expected another id")
    );
    assert_eq!(
        wrong(
            "stands_for = [\"in\", \"done\"]",
            "stands_for = [\"in\", \"gone\"]"
        ),
        says("13: table `t` has no row with the indicator `gone`")
    );
    assert_eq!(
        wrong("label = \"合并数\"", "label = \"　\""),
        says("13: expected the label as it is printed")
    );
}
