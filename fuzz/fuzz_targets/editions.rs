//! The reader of editions: what it takes is usable, what it refuses is named with a line of the file.
#![no_main]

use std::path::Path;

use gongkai::Vocabulary;
use gongkai::edition::toml::edition;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match edition(text, Path::new("own.toml")) {
        Ok(edition) => {
            let mut vocabulary = Vocabulary::default();
            vocabulary.editions.push(edition);
            let options = gongkai::Options {
                vocabulary: &vocabulary,
                ..gongkai::Options::default()
            };
            // A report read with it: its rows may be anything.
            let document = "青屿县水务局2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t11\n行政规范性文件\t8\t26\t66\n";
            let report = gongkai::parse(document.as_bytes(), &options).expect("a report");
            if let Err(broken) = gongkai_fuzz::support::invariants::hold(&report) {
                panic!("{broken}");
            }
        }
        Err(error) => {
            assert!(error.line <= text.lines().count() + 1, "{error}");
            assert!(!error.message.is_empty());
        }
    }
});
