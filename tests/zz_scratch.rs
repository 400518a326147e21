#[path = "support/mod.rs"]
mod support;
use support::{Dice, Layout, Report, Shape, expect::judge, parse};
#[test]
fn meta() {
    let mut bad = std::collections::BTreeMap::<String, u32>::new();
    let only: Option<u64> = std::env::var("SEED").ok().and_then(|s| s.parse().ok());
    for seed in 0..2000u64 {
        if only.is_some_and(|o| o != seed) {
            continue;
        }
        let mut dice = Dice::new(9_000_000 + seed);
        let report = Report::any(&mut dice);
        let shapes: Vec<Shape> = Shape::ALL.iter().copied().collect();
        let shape = shapes[dice.below(shapes.len())];
        let text = shape.print(&report, None, &mut dice);
        if only.is_some() {
            println!("{text}");
        }
        let html = std::env::var("HTML").is_ok();
        match parse(text.as_bytes()) {
            Ok(p) => {
                for m in judge(&report, &p).metadata {
                    if !m.starts_with("edition") {
                        let k = format!("{} {}", shape.name(), m.split(':').next().unwrap());
                        let n = bad.entry(k).or_default();
                        *n += 1;
                        if *n <= 3 && (html || text.trim_start().chars().next() != Some('<')) {
                            println!("{seed} {} {m}", shape.name());
                        }
                    }
                }
            }
            Err(e) => {
                let n = bad.entry(format!("{} err", shape.name())).or_default();
                *n += 1;
                if *n <= 2 {
                    println!("{seed} {} ERR {e}", shape.name());
                }
            }
        }
    }
    println!("{bad:#?}");
}
