//! Mistakes that TOML and its types let pass: ids given twice, empty labels, a table without rows.

use std::ops::Range;

use rustc_hash::FxHashMap;
use toml::Spanned;

use super::{File, TableFile};

/// Where a mistake is, and what is expected.
type Mistake = (Range<usize>, String);

/// The first mistake of an edition's file.
pub(super) fn first(file: &File) -> Option<Mistake> {
    id(&file.id, "edition")
        .or_else(|| {
            (file.table.is_empty())
                .then(|| (file.id.span(), "expected at least one [[table]]".to_owned()))
        })
        .or_else(|| twice(file.table.iter().map(|table| &table.id), "table"))
        .or_else(|| file.table.iter().find_map(table))
        .or_else(|| identities(file))
}

/// An id is a word: it stands in columns of CSV and in messages.
fn id(id: &Spanned<String>, of: &str) -> Option<Mistake> {
    let text = id.get_ref();
    let is_word = !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    (!is_word).then(|| {
        let message = format!("expected an id of the {of} without white space, found {text:?}");
        (id.span(), message)
    })
}

fn twice<'f>(ids: impl Iterator<Item = &'f Spanned<String>>, of: &str) -> Option<Mistake> {
    let mut seen: FxHashMap<&str, ()> = FxHashMap::default();
    for id in ids {
        if seen.insert(id.get_ref(), ()).is_some() {
            let message = format!(
                "{of} `{}` stands above already; expected another id",
                id.get_ref()
            );
            return Some((id.span(), message));
        }
    }
    None
}

fn table(table: &TableFile) -> Option<Mistake> {
    let at = || table.id.span();
    let name = table.id.get_ref();
    let indicators = || {
        let rows = table.row.iter().filter_map(|row| row.indicator.as_ref());
        rows.chain(table.variant.iter().map(|variant| &variant.indicator))
    };
    let is_known = |indicator: &Spanned<String>| {
        indicators().any(|of_row| of_row.get_ref() == indicator.get_ref())
    };
    let unknown = |indicator: &Spanned<String>| {
        let message = format!(
            "table `{name}` has no row with the indicator `{}`",
            indicator.get_ref()
        );
        (indicator.span(), message)
    };
    let labels = (table.row.iter().map(|row| &row.label))
        .chain(table.variant.iter().map(|variant| &variant.label));
    id(&table.id, "table")
        .or_else(|| {
            (table.column.is_empty()).then(|| {
                (
                    at(),
                    format!("expected a [[table.column]] in table `{name}`"),
                )
            })
        })
        .or_else(|| {
            (table.row.is_empty())
                .then(|| (at(), format!("expected a [[table.row]] in table `{name}`")))
        })
        .or_else(|| {
            table
                .column
                .iter()
                .find_map(|column| id(&column.id, "column"))
        })
        .or_else(|| twice(table.column.iter().map(|column| &column.id), "column"))
        .or_else(|| indicators().find_map(|indicator| id(indicator, "indicator")))
        .or_else(|| twice(indicators(), "indicator"))
        .or_else(|| {
            labels
                .into_iter()
                .find(|label| label.get_ref().trim().is_empty())
                .map(|label| {
                    (
                        label.span(),
                        "expected the label as it is printed".to_owned(),
                    )
                })
        })
        .or_else(|| {
            let named = (table.column.iter()).flat_map(|column| &column.indicators);
            let replaced = (table.variant.iter()).flat_map(|variant| &variant.stands_for);
            named
                .chain(replaced)
                .find(|indicator| !is_known(indicator))
                .map(unknown)
        })
}

/// Several identities may share an id: one rule for each of a form's groups.
fn identities(file: &File) -> Option<Mistake> {
    for spanned in &file.identity {
        let identity = spanned.get_ref();
        if identity.id.trim().is_empty() {
            let message = format!("expected an id of the identity, found {:?}", identity.id);
            return Some((spanned.span(), message));
        }
        for side in [&identity.left, &identity.right] {
            if side.get_ref().is_empty() {
                let message = format!("identity {}: expected a term on each side", identity.id);
                return Some((side.span(), message));
            }
        }
    }
    None
}
