//! Lists that are made while they are written.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use super::View;

/// A list of `T`, each made of an `S` of the report when its turn comes to be written: the printed
/// form of a report of a million cells is never in memory as a whole.
pub struct List<'r, S, T> {
    view: View<'r>,
    of: &'r [S],
    make: fn(&View<'r>, &'r S) -> T,
}

impl<'r> View<'r> {
    /// The printed form of each of `of`, by `make`.
    pub(super) fn list<S, T>(&self, of: &'r [S], make: fn(&Self, &'r S) -> T) -> List<'r, S, T> {
        let view = self.clone();
        List { view, of, make }
    }
}

impl<'r, S, T> List<'r, S, T> {
    /// Its elements, one by one.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        self.of.iter().map(|of| (self.make)(&self.view, of))
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.of.is_empty()
    }
}

impl<S, T: Serialize> Serialize for List<'_, S, T> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<S, T: JsonSchema> JsonSchema for List<'_, S, T> {
    fn inline_schema() -> bool {
        Vec::<T>::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}

impl<S, T: fmt::Debug> fmt::Debug for List<'_, S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
