//! Editions read from TOML: `grammar/editions/*.toml`, and a user's own of the same form.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

mod mistakes;

use super::form::{
    Along, Axis, Edition, Form, FormColumn, FormRow, Identity, Relation, Variant, Vocabulary,
};

/// The editions that the program knows, in order of their start.
pub(super) const BUILTIN: [(&str, &str); 4] = [
    (
        "fujian-2008.toml",
        include_str!("../../grammar/editions/fujian-2008.toml"),
    ),
    (
        "national-2014.toml",
        include_str!("../../grammar/editions/national-2014.toml"),
    ),
    (
        "national-2019.toml",
        include_str!("../../grammar/editions/national-2019.toml"),
    ),
    (
        "national-2021.toml",
        include_str!("../../grammar/editions/national-2021.toml"),
    ),
];

/// A mistake in an edition's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionError {
    /// The file.
    pub file: PathBuf,
    /// Line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong and what is expected.
    pub message: String,
}

impl fmt::Display for EditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match self.line {
            0 => write!(f, "{file}: {}", self.message),
            line => write!(f, "{file}:{line}: {}", self.message),
        }
    }
}

impl std::error::Error for EditionError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: Spanned<String>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    source: String,
    years: Spanned<Vec<u16>>,
    #[serde(default)]
    table: Vec<TableFile>,
    #[serde(default)]
    identity: Vec<Spanned<IdentityFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    id: Spanned<String>,
    indicators_in: AxisFile,
    #[serde(default)]
    furniture: Vec<String>,
    #[serde(default)]
    column: Vec<ColumnFile>,
    #[serde(default)]
    row: Vec<RowFile>,
    #[serde(default)]
    variant: Vec<VariantFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum AxisFile {
    Rows,
    Columns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    id: Spanned<String>,
    label: String,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    indicators: Vec<Spanned<String>>,
    unit: Option<String>,
    #[serde(default)]
    signed: bool,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    #[serde(default)]
    number: String,
    label: Spanned<String>,
    #[serde(default)]
    groups: Vec<String>,
    indicator: Option<Spanned<String>>,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    meaning: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantFile {
    stands_for: Vec<Spanned<String>>,
    #[serde(default)]
    number: String,
    label: Spanned<String>,
    #[serde(default)]
    groups: Vec<String>,
    indicator: Spanned<String>,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    meaning: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentityFile {
    id: String,
    table: String,
    along: AlongFile,
    left: Spanned<Vec<String>>,
    #[serde(default)]
    relation: RelationFile,
    right: Spanned<Vec<String>>,
    #[serde(default)]
    meaning: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum AlongFile {
    Columns,
    Rows,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum RelationFile {
    #[default]
    Equal,
    AtMost,
}

/// Reads one edition.
///
/// # Errors
/// [`EditionError`] with the line, for what is no TOML, has an unknown or missing key, names a table,
/// row or column that the edition does not have, or gives two of them one id.
pub fn edition(text: &str, file: &Path) -> Result<Edition, EditionError> {
    let wrong = |at: Option<Range<usize>>, message: String| EditionError {
        file: file.to_owned(),
        line: at.map_or(0, |at| line_of(text, at.start)),
        message,
    };
    let read: File =
        toml::from_str(text).map_err(|error| wrong(error.span(), error.message().to_owned()))?;
    let at = read.years.span();
    let years = match read.years.get_ref()[..] {
        [from] => (from, None),
        [from, to] if from <= to => (from, Some(to)),
        _ => {
            let message = "expected `years = [first]` or `years = [first, last]`".to_owned();
            return Err(wrong(Some(at), message));
        }
    };
    if let Some((at, message)) = mistakes::first(&read) {
        return Err(wrong(Some(at), message));
    }
    let tables: Vec<Form> = read.table.into_iter().map(form).collect();
    let mut identities = Vec::with_capacity(read.identity.len());
    for spanned in read.identity {
        let at = spanned.span();
        let identity = identity(spanned.into_inner());
        check(&identity, &tables).map_err(|message| wrong(Some(at), message))?;
        identities.push(identity);
    }
    Ok(Edition {
        id: read.id.into_inner(),
        name: read.name,
        source: read.source,
        years,
        tables,
        identities,
    })
}

fn line_of(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1
}

/// Every term of an identity is one of its table's rows or columns.
fn check(identity: &Identity, tables: &[Form]) -> Result<(), String> {
    let Some(form) = tables.iter().find(|form| form.id == identity.table) else {
        return Err(format!(
            "identity {}: the edition has no table `{}`",
            identity.id, identity.table
        ));
    };
    let known = |term: &String| match identity.along {
        Along::Columns => form
            .rows
            .iter()
            .any(|row| row.indicator.as_deref() == Some(term)),
        Along::Rows => form.columns.iter().any(|column| column.id == *term),
    };
    match identity
        .left
        .iter()
        .chain(&identity.right)
        .find(|term| !known(term))
    {
        None => Ok(()),
        Some(term) => Err(format!(
            "identity {}: table `{}` has no {} `{term}`",
            identity.id,
            identity.table,
            match identity.along {
                Along::Columns => "indicator",
                Along::Rows => "column",
            }
        )),
    }
}

fn form(read: TableFile) -> Form {
    Form {
        id: read.id.into_inner(),
        indicators_in: match read.indicators_in {
            AxisFile::Rows => Axis::Rows,
            AxisFile::Columns => Axis::Columns,
        },
        rows: read.row.into_iter().map(row).collect(),
        variants: read
            .variant
            .into_iter()
            .map(|read| Variant {
                stands_for: read
                    .stands_for
                    .into_iter()
                    .map(Spanned::into_inner)
                    .collect(),
                row: row(RowFile {
                    number: read.number,
                    label: read.label,
                    groups: read.groups,
                    indicator: Some(read.indicator),
                    unit: read.unit,
                    aliases: read.aliases,
                    meaning: read.meaning,
                }),
            })
            .collect(),
        columns: read
            .column
            .into_iter()
            .map(|read| FormColumn {
                id: read.id.into_inner().into(),
                label: read.label,
                groups: read.groups,
                indicators: read
                    .indicators
                    .into_iter()
                    .map(Spanned::into_inner)
                    .collect(),
                unit: read.unit.map(SmolStr::from),
                signed: read.signed,
                aliases: read.aliases,
            })
            .collect(),
        furniture: read.furniture,
    }
}

fn row(read: RowFile) -> FormRow {
    FormRow {
        number: read.number,
        label: read.label.into_inner(),
        groups: read.groups,
        indicator: read.indicator.map(|id| id.into_inner().into()),
        unit: read.unit.into(),
        aliases: read.aliases,
        meaning: read.meaning,
    }
}

fn identity(read: IdentityFile) -> Identity {
    Identity {
        id: read.id.into(),
        table: read.table,
        along: match read.along {
            AlongFile::Columns => Along::Columns,
            AlongFile::Rows => Along::Rows,
        },
        left: read.left.into_inner(),
        relation: match read.relation {
            RelationFile::Equal => Relation::Equal,
            RelationFile::AtMost => Relation::AtMost,
        },
        right: read.right.into_inner(),
        meaning: read.meaning,
    }
}

impl Vocabulary {
    /// The editions that the program knows.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN_VOCABULARY: std::sync::LazyLock<Vocabulary> =
            std::sync::LazyLock::new(|| Vocabulary {
                editions: BUILTIN
                    .iter()
                    .filter_map(|(file, text)| edition(text, Path::new(file)).ok())
                    .collect(),
            });
        &BUILTIN_VOCABULARY
    }

    /// The known editions and those of a folder's `*.toml`; one with a known id takes its place.
    ///
    /// # Errors
    /// [`EditionError`] for the first mistake, with file and line.
    pub fn with_folder(folder: &Path) -> Result<Self, EditionError> {
        let unreadable = |path: &Path, error: &std::io::Error| EditionError {
            file: path.to_owned(),
            line: 0,
            message: error.to_string(),
        };
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
            let path = entry.map_err(|error| unreadable(folder, &error))?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                paths.push(path);
            }
        }
        paths.sort();
        let mut vocabulary = Self::builtin().clone();
        let mut own: Vec<(String, PathBuf)> = Vec::new();
        for path in paths {
            let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
            let text = String::from_utf8(bytes).map_err(|error| {
                let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                EditionError {
                    file: path.clone(),
                    line: memchr::memchr_iter(b'\n', good).count() + 1,
                    message: "expected text in UTF-8".to_owned(),
                }
            })?;
            let edition = edition(&text, &path)?;
            if let Some((id, other)) = own.iter().find(|(id, _)| *id == edition.id) {
                return Err(EditionError {
                    message: format!(
                        "`{id}` is the edition of {}, too; expected another id",
                        other.display()
                    ),
                    line: 0,
                    file: path,
                });
            }
            own.push((edition.id.clone(), path));
            vocabulary.editions.retain(|known| known.id != edition.id);
            vocabulary.editions.push(edition);
        }
        vocabulary.editions.sort_by_key(|edition| edition.years.0);
        Ok(vocabulary)
    }
}

#[cfg(test)]
mod tests;
