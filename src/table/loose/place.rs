//! Which column each value of a row belongs to, where the row has fewer values than the form has
//! columns.

use super::token::Token;

/// Ways to place a row's values that are tried at most: stops a form with many columns.
const MAX_WAYS: usize = 10_000;

/// Twice the columns by which the best way must be nearer than the next.
const CLEAR: i64 = 6;

/// Where the columns of a table stand, by the rows that have a value in each.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    /// Twice the middle of each column.
    pub middles: Vec<i64>,
}

/// Every way to put `n` values in order into `k` columns, at most [`MAX_WAYS`].
pub(super) fn ways(n: usize, k: usize) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    if n > k {
        return out;
    }
    let mut at: Vec<usize> = (0..n).collect();
    loop {
        out.push(at.clone());
        if out.len() >= MAX_WAYS {
            return Vec::new();
        }
        // The last place that can still move right, and all behind it close up.
        let Some(moved) = (0..n).rev().find(|&i| at[i] < k - n + i) else {
            return out;
        };
        at[moved] += 1;
        for i in moved + 1..n {
            at[i] = at[i - 1] + 1;
        }
    }
}

/// Places values by where they stand on the paper, if one way is clearly the nearest.
pub(super) fn by_place(values: &[&Token], columns: &Columns, measure: usize) -> Option<Vec<usize>> {
    let mut best: Option<(i64, Vec<usize>)> = None;
    let mut next = i64::MAX;
    for way in ways(values.len(), columns.middles.len()) {
        let cost: i64 = way
            .iter()
            .zip(values)
            .map(|(&column, value)| (columns.middles[column] - value.middle(measure)).abs())
            .sum();
        match &mut best {
            Some((least, _)) if cost >= *least => next = next.min(cost),
            _ => {
                if let Some((least, _)) = best.replace((cost, way)) {
                    next = next.min(least);
                }
            }
        }
    }
    let (cost, way) = best?;
    // Half the distance of neighbouring columns is as far as a value can stand from its own.
    let pitch = columns
        .middles
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .min()
        .unwrap_or(i64::MAX);
    let near = way.iter().zip(values).all(|(&column, value)| {
        (columns.middles[column] - value.middle(measure)).abs() * 2 <= pitch.max(CLEAR)
    });
    (near && next - cost >= CLEAR).then_some(way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_in_order() {
        assert_eq!(ways(2, 3), [[0, 1], [0, 2], [1, 2]]);
        assert_eq!(ways(0, 3), [[0_usize; 0]; 1]);
        assert!(ways(4, 3).is_empty());
        assert_eq!(ways(6, 7).len(), 7);
    }

    #[test]
    fn a_value_stands_in_the_column_that_is_clearly_nearest() {
        // Twice the middles: of a number in columns 5, 15 and 25.
        let columns = |middles: &[i64]| Columns {
            middles: middles.to_vec(),
        };
        let three = columns(&[11, 31, 51]);
        let placed = |line: &str, columns: &Columns| {
            let raw = crate::table::testing::whole(line, crate::source::TableBody::Loose);
            let words = super::super::token::tokens(line, &raw);
            by_place(&words.iter().collect::<Vec<_>>(), columns, 0)
        };
        let at = |places: &[(usize, &str)]| {
            let mut line = String::new();
            for (column, text) in places {
                line += &" ".repeat(column - line.len());
                line += text;
            }
            line
        };
        assert_eq!(
            placed(&at(&[(5, "7"), (25, "8")]), &three),
            Some(vec![0, 2])
        );
        assert_eq!(placed(&at(&[(15, "7")]), &three), Some(vec![1]));
        // Between two; as near as is clear, and a little less.
        assert_eq!(placed(&at(&[(10, "7")]), &three), None);
        assert_eq!(placed(&at(&[(8, "12")]), &three), Some(vec![0]));
        assert_eq!(placed(&at(&[(9, "1")]), &three), None);
        // Further from its column than half the distance of two.
        assert_eq!(placed(&at(&[(30, "1")]), &three), Some(vec![2]));
        assert_eq!(placed(&at(&[(31, "1")]), &three), None);
        assert_eq!(placed(&at(&[(40, "1")]), &columns(&[11])), Some(vec![0]));
        assert_eq!(placed("1  2", &columns(&[3])), None);
    }

    #[test]
    fn too_many_ways_are_not_tried() {
        assert_eq!(ways(7, 15).len(), 6435);
        assert_eq!(ways(8, 16), [[0_usize; 0]; 0]);
    }
}
