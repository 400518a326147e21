//! Archives give the same records as the folder they were made of, and hostile ones stay harmless.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use zip::write::SimpleFileOptions;

fn report(year: u16) -> String {
    format!(
        "青禾县水务局{year}年政府信息公开工作年度报告\n\n\
         一、概述\n　　本年主动公开政府信息3条。\n\n\
         二、存在的主要问题及改进措施\n　　公开的内容还不够全面。\n"
    )
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn records(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Name, and the year or the error's code, of each record.
fn short(output: &Output) -> Vec<(String, String)> {
    let of = |record: &Value| {
        let name = record["source"]["path"].as_str().unwrap().to_owned();
        let code = record["error"]["code"].as_str();
        let said = code.map_or_else(|| record["year"].to_string(), str::to_owned);
        (name, said)
    };
    records(output).iter().map(of).collect()
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec()
}

const MEMBERS: [(&str, u16); 3] = [("b/1.txt", 2011), ("b/2.md", 2012), ("c.htm", 2013)];

fn tar(long: bool) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |name: &str, bytes: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, bytes).unwrap();
    };
    for (name, year) in MEMBERS {
        add(name, report(year).as_bytes());
    }
    add("d.jpg", b"\xff\xd8\xff");
    if long {
        add(&format!("{}.txt", "长".repeat(60)), report(2014).as_bytes());
    }
    tar.into_inner().unwrap()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn expected(archive: &str) -> Vec<(String, String)> {
    MEMBERS
        .iter()
        .map(|(name, year)| (format!("{archive}/{name}"), year.to_string()))
        .collect()
}

#[test]
fn every_kind_of_archive_gives_its_members_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let members: Vec<(&str, String)> = MEMBERS.iter().map(|&(n, y)| (n, report(y))).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
    let zstd = ruzstd::encoding::compress_to_vec(
        &*tar(false),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    for (name, bytes) in [
        ("a.zip", zip_of(&members)),
        ("a.tar", tar(false)),
        ("a.tar.gz", gz(&tar(false))),
        ("a.tgz", gz(&tar(false))),
        ("a.tar.zst", zstd),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
        let output = run(folder, &["parse", name]);
        assert_eq!(short(&output), expected(name));
        assert_eq!(output.status.code(), Some(0), "{name}");
        let many = run(folder, &["parse", "--jobs", "1", name]);
        assert_eq!(many.stdout, output.stdout);
    }
    // In a folder they are found, each in its place.
    let all = short(&run(folder, &["parse", "."]));
    assert_eq!(all.len(), 5 * MEMBERS.len());
    assert_eq!(all[0].0, "./a.tar/b/1.txt");
}

#[test]
fn a_member_says_what_the_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let bytes = report(2018);
    fs::write(folder.join("a.txt"), &bytes).unwrap();
    fs::write(folder.join("a.zip"), zip_of(&[("a.txt", bytes.as_bytes())])).unwrap();
    fs::write(folder.join("a.txt.gz"), gz(bytes.as_bytes())).unwrap();
    let without_path = |name| {
        let mut record = records(&run(folder, &["parse", "--format", "jsonl", name])).remove(0);
        record["source"]["path"] = Value::Null;
        record
    };
    let file = without_path("a.txt");
    assert_eq!(file["year"], 2018);
    assert_eq!(without_path("a.zip"), file);
    assert_eq!(without_path("a.txt.gz"), file);
    // One document, so one indented one.
    let single = run(folder, &["parse", "a.txt.gz"]);
    assert!(single.stdout.starts_with(b"{\n"));
}

#[test]
fn long_names_of_tar_are_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.tar"), tar(true)).unwrap();
    let found = short(&run(folder.path(), &["parse", "a.tar"]));
    let long = format!("a.tar/{}.txt", "长".repeat(60));
    assert_eq!(found.last().unwrap(), &(long, "2014".to_owned()));
}

#[test]
fn globs_choose_among_files_and_members() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.tar"), tar(false)).unwrap();
    fs::write(folder.join("in/x.txt"), report(2020)).unwrap();
    fs::write(folder.join("in/y.rep"), report(2021)).unwrap();
    let found = |globs: &[&str]| -> Vec<String> {
        let arguments: Vec<&str> = ["parse", "in"]
            .into_iter()
            .chain(globs.iter().flat_map(|glob| ["--glob", glob]))
            .collect();
        let found = short(&run(folder, &arguments));
        found.into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(found(&["*.txt"]), ["in/a.tar/b/1.txt", "in/x.txt"]);
    assert_eq!(found(&["*.rep"]), ["in/y.rep"]);
    assert_eq!(
        found(&["!b/"]),
        [
            "in/a.tar/b/1.txt",
            "in/a.tar/b/2.md",
            "in/a.tar/c.htm",
            "in/x.txt"
        ],
        "a glob with ! keeps the known suffixes"
    );
    assert_eq!(found(&["!b/**"]), ["in/a.tar/c.htm", "in/x.txt"]);
    let wrong = run(folder, &["parse", "in", "--glob", "a{"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn names_that_lead_out_of_an_archive_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (good, bad) = (report(2018), report(2019));
    let members = [
        ("../out.txt", bad.as_bytes()),
        ("a/../../out.txt", bad.as_bytes()),
        ("in.txt", good.as_bytes()),
    ];
    fs::write(folder.join("a.zip"), zip_of(&members)).unwrap();
    let output = run(folder, &["parse", "a.zip"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        short(&output),
        pairs([
            ("a.zip/../out.txt", "unsafe_name"),
            ("a.zip/a/../../out.txt", "unsafe_name"),
            ("a.zip/in.txt", "2018"),
        ])
    );
    assert!(!folder.parent().unwrap().join("out.txt").exists());
}

#[test]
fn bombs_are_refused_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let zeros = vec![0; 80 << 20];
    let good = report(2018);
    let zip = zip_of(&[("bomb.txt", &zeros), ("in.txt", good.as_bytes())]);
    assert!(zip.len() < 1 << 20);
    fs::write(folder.join("a.zip"), &zip).unwrap();
    let ratio = run(folder, &["parse", "--max-bytes", "1G", "a.zip"]);
    assert_eq!(
        short(&ratio),
        pairs([("a.zip/bomb.txt", "archive_bomb"), ("a.zip/in.txt", "2018")])
    );
    let size = run(folder, &["parse", "a.zip"]);
    assert_eq!(short(&size)[0].1, "too_large");

    fs::write(folder.join("c.txt.gz"), gz(&zeros)).unwrap();
    let one = run(folder, &["parse", "--max-bytes", "1G", "c.txt.gz"]);
    assert_eq!(one.status.code(), Some(3));
    let record: Value = serde_json::from_slice(&one.stdout).unwrap();
    assert_eq!(record["error"]["code"], "archive_bomb");
}

#[test]
fn what_is_broken_says_so_and_keeps_what_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let whole = gz(&tar(false));
    fs::write(folder.join("cut.tar.gz"), &whole[..whole.len() - 40]).unwrap();
    fs::write(folder.join("no.zip"), "no zip at all").unwrap();
    fs::write(folder.join("no.tar.zst"), "no zstd at all").unwrap();
    fs::write(folder.join("no.warc"), "no warc at all").unwrap();
    for (name, records) in [
        ("cut.tar.gz", 4),
        ("no.zip", 1),
        ("no.tar.zst", 1),
        ("no.warc", 1),
    ] {
        let output = run(folder, &["parse", name]);
        assert_eq!(output.status.code(), Some(3), "{name}");
        let found = short(&output);
        assert_eq!(found.len(), records, "{found:?}");
        assert_eq!(found.last().unwrap().1, "unreadable", "{name}");
        assert_eq!(found.last().unwrap().0, name);
    }
}

#[test]
fn a_warc_gives_its_responses_under_their_urls() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut warc = Vec::new();
    let mut record = |kind: &str, url: &str, content_type: &str, block: &[u8]| {
        let length = block.len();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n\
             Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
        );
        let one = [head.as_bytes(), block, b"\r\n\r\n"].concat();
        warc.extend(gz(&one));
    };
    const HTTP: &str = "application/http; msgtype=response";
    record(
        "warcinfo",
        "",
        "application/warc-fields",
        b"software: x\r\n",
    );
    record(
        "request",
        "http://a.cn/1",
        "application/http; msgtype=request",
        b"GET / HTTP/1.1\r\n\r\n",
    );
    let big5 = encoding_rs::BIG5
        .encode("水務局2018年政府信息公開工作年度報告\n一、概述\n沒有什麼可以說的。\n")
        .0
        .into_owned();
    record(
        "response",
        "http://a.cn/1",
        HTTP,
        &[
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=big5\r\n\r\n",
            &*big5,
        ]
        .concat(),
    );
    record(
        "response",
        "http://a.cn/image",
        HTTP,
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
    );
    record(
        "response",
        "http://a.cn/gone",
        HTTP,
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>404",
    );
    let packed = gz(report(2016).as_bytes());
    let (one, two) = packed.split_at(7);
    let chunks = [
        &b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n"[..],
        one,
        format!("\r\n{:x}\r\n", two.len()).as_bytes(),
        two,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    record("response", "http://a.cn/2", HTTP, &chunks);
    fs::write(folder.join("a.warc.gz"), &warc).unwrap();
    let output = run(folder, &["parse", "a.warc.gz"]);
    assert_eq!(
        short(&output),
        pairs([("http://a.cn/1", "2018"), ("http://a.cn/2", "2016")])
    );
    let encoding = &records(&output)[0]["source"]["encoding"];
    assert_eq!(encoding["used"], "Big5");
    assert_eq!(encoding["declared"], "big5");

    let plain = flate2::read::MultiGzDecoder::new(&*warc);
    let mut file = File::create(folder.join("a.warc")).unwrap();
    std::io::copy(&mut { plain }, &mut file).unwrap();
    let unpacked = run(folder, &["parse", "a.warc"]);
    assert_eq!(unpacked.stdout, output.stdout);
}
