//! What is printed: JSON, valid by its schema, with places that are in the source.

use std::sync::OnceLock;

use gongkai::report::{Form, Report};
use jsonschema::Validator;
use serde_json::Value;

/// The compact JSON of a report, held against the schema and the decoded source.
pub fn json(report: &Report) -> Result<String, String> {
    let json = serde_json::to_string(&gongkai::output::json::Report::from(report))
        .map_err(|error| error.to_string())?;
    let value: Value = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    if let Err(error) = validator()?.validate(&value) {
        return Err(format!("{error} at {}", error.instance_path()));
    }
    if report.source.form != Form::Html {
        places(&value, &report.text)?;
    }
    Ok(json)
}

fn validator() -> Result<&'static Validator, String> {
    static VALIDATOR: OnceLock<Result<Validator, String>> = OnceLock::new();
    VALIDATOR
        .get_or_init(|| {
            jsonschema::draft202012::new(gongkai::output::json::schema().as_value())
                .map_err(|error| error.to_string())
        })
        .as_ref()
        .map_err(Clone::clone)
}

/// Every `bytes`, `pieces`, `line` and `column` of the output, counted in `source` anew.
fn places(value: &Value, source: &str) -> Result<(), String> {
    let mut starts: Vec<usize> = vec![0];
    let bytes = source.as_bytes();
    for at in 0..bytes.len() {
        let ends = match bytes[at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends {
            starts.push(at + 1);
        }
    }
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values),
            Value::Object(fields) => {
                open.extend(fields.values());
                if fields.contains_key("bytes") && fields.contains_key("line") {
                    place(value, source, &starts)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn place(place: &Value, source: &str, starts: &[usize]) -> Result<(), String> {
    let pair = |value: &Value| {
        let at = |n: usize| value.get(n).and_then(Value::as_u64).map(|n| n as usize);
        at(0).zip(at(1))
    };
    let broken = |what: &str| Err(format!("{what}: {place}"));
    let Some(hull) = pair(&place["bytes"]) else {
        return broken("no pair");
    };
    let mut pieces = Vec::new();
    if let Some(values) = place["pieces"].as_array() {
        pieces.extend(values.iter().filter_map(pair));
    }
    for &(from, to) in pieces.iter().chain([&hull]) {
        if source.get(from..to).is_none() {
            return broken("not a piece of the source");
        }
        if from < hull.0 || hull.1 < to {
            return broken("a piece outside the whole");
        }
    }
    let first = pieces.first().map_or(hull.0, |piece| piece.0);
    let line = starts.partition_point(|&start| start <= first);
    // Only the last place of a line of a megabyte would make this slow.
    let column = source[starts[line - 1]..first].chars().count() + 1;
    if place["line"].as_u64() != Some(line as u64)
        || place["column"].as_u64() != Some(column as u64)
    {
        return broken(&format!("it is line {line}, column {column}"));
    }
    Ok(())
}
