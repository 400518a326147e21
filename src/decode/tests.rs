use super::*;

const TEXT: &str = "青屿县水务局2018年政府信息公开工作年度报告\n一、概述\n本年主动公开政府信息324条，其中：\n\t31\n（二）依申请公开情况。收到申请4件，全部办结。\n";
const TRADITIONAL: &str = "青嶼縣水務局2018年政府資訊公開工作年度報告\n一、概述\n本年主動公開政府資訊324條，依申請公開4件，均已按時答覆。\n";

fn utf16(text: &str, order: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    mark.then_some(0xfeff)
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(order)
        .collect()
}

fn ok(bytes: &[u8]) -> Decoded<'_> {
    decode(bytes, &crate::Options::default()).unwrap()
}

fn codes(decoded: &Decoded<'_>) -> Vec<&'static str> {
    decoded.diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn every_charset_gives_the_same_text() {
    let gb = GB18030.encode(TEXT).0;
    let mark = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
    let cases: [(&[u8], &str, EncodingFrom); 7] = [
        (TEXT.as_bytes(), "UTF-8", EncodingFrom::Detected),
        (&mark, "UTF-8", EncodingFrom::Bom),
        (&gb, "gb18030", EncodingFrom::Detected),
        (
            &utf16(TEXT, u16::to_le_bytes, true),
            "UTF-16LE",
            EncodingFrom::Bom,
        ),
        (
            &utf16(TEXT, u16::to_be_bytes, true),
            "UTF-16BE",
            EncodingFrom::Bom,
        ),
        (
            &utf16(TEXT, u16::to_le_bytes, false),
            "UTF-16LE",
            EncodingFrom::Detected,
        ),
        (
            &utf16(TEXT, u16::to_be_bytes, false),
            "UTF-16BE",
            EncodingFrom::Detected,
        ),
    ];
    for (bytes, used, how) in cases {
        let decoded = ok(bytes);
        assert_eq!(decoded.text, TEXT, "{used}");
        assert_eq!(decoded.encoding.used, used);
        assert_eq!(decoded.encoding.how, how, "{used}");
        assert!(decoded.encoding.repairs.is_empty());
        assert!(decoded.diagnostics.is_empty(), "{used}");
    }
}

#[test]
fn traditional_characters_in_big5_and_in_gbk() {
    let (big5, _, lossy) = BIG5.encode(TRADITIONAL);
    assert!(!lossy);
    assert_eq!(ok(&big5).text, TRADITIONAL);
    assert_eq!(ok(&big5).encoding.used, "Big5");
    let gbk = GB18030.encode(TRADITIONAL).0;
    assert_eq!(ok(&gbk).text, TRADITIONAL);
    assert_eq!(ok(&gbk).encoding.used, "gb18030");
}

#[test]
fn what_is_given_overrides() {
    let gb = GB18030.encode(TEXT).0;
    let options = crate::Options {
        encoding: Some(GBK),
        ..Default::default()
    };
    let decoded = decode(&gb, &options).unwrap();
    assert_eq!(decoded.text, TEXT);
    assert_eq!(decoded.encoding.used, "GBK");
    assert_eq!(decoded.encoding.how, EncodingFrom::Given);
}

#[test]
fn a_false_declaration_is_noticed_both_ways() {
    let page = |charset: &str| format!("<meta charset={charset}><p>{TEXT}</p>");
    let lies = page("gb2312");
    let decoded = ok(lies.as_bytes());
    assert_eq!(decoded.text, lies);
    assert_eq!(codes(&decoded), ["charset_lie"]);
    assert_eq!(decoded.encoding.declared.as_deref(), Some("gb2312"));
    assert_eq!(decoded.encoding.how, EncodingFrom::Detected);

    let lies = page("utf-8");
    let bytes = GB18030.encode(&lies).0;
    let decoded = ok(&bytes);
    assert_eq!(decoded.text, lies);
    assert_eq!(codes(&decoded), ["charset_lie"]);

    let true_one = page("gb2312");
    let bytes = GB18030.encode(&true_one).0;
    let decoded = ok(&bytes);
    assert!(decoded.diagnostics.is_empty());
    assert_eq!(decoded.encoding.how, EncodingFrom::Declared);
    assert_eq!(decoded.encoding.used, "gb18030");
}

#[test]
fn the_transport_may_declare() {
    let options = crate::Options {
        declared: Some("GBK"),
        ..Default::default()
    };
    let decoded = decode(TEXT.as_bytes(), &options).unwrap();
    assert_eq!(codes(&decoded), ["charset_lie"]);
    assert_eq!(decoded.text, TEXT);
}

#[test]
fn stray_bytes_are_replaced_and_listed() {
    let mut bytes = TEXT.as_bytes().to_vec();
    bytes.insert(28, 0xff);
    bytes.insert(9, 0xc3);
    let decoded = ok(&bytes);
    assert_eq!(decoded.encoding.used, "UTF-8");
    assert_eq!(decoded.text.replace('\u{fffd}', ""), TEXT);
    let places: Vec<[u64; 2]> = decoded.encoding.repairs.iter().map(|r| r.bytes).collect();
    assert_eq!(places, [[9, 10], [29, 30]]);
    assert_eq!(
        decoded.encoding.repairs[1].what,
        "invalid FF, replaced by U+FFFD"
    );
}

#[test]
fn repairs_behind_a_mark_count_in_the_input() {
    let mut bytes = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
    bytes.insert(12, 0xff);
    assert_eq!(ok(&bytes).encoding.repairs[0].bytes, [12, 13]);
}

#[test]
fn the_list_of_repairs_is_bounded() {
    let mut bytes = Vec::new();
    for _ in 0..repair::MAX_REPAIRS + 7 {
        bytes.extend("信息公开".as_bytes());
        bytes.push(0xff);
    }
    let repairs = ok(&bytes).encoding.repairs;
    assert_eq!(repairs.len(), repair::MAX_REPAIRS + 1);
    assert_eq!(repairs.last().unwrap().what, "and 7 more");
}

#[test]
fn garbled_once_is_undone() {
    let even = "一、总体情况，主动公开信息";
    let garbled = GBK.decode_without_bom_handling(TEXT.as_bytes()).0;
    let decoded = ok(garbled.as_bytes());
    assert!(codes(&decoded).contains(&"mojibake_undone"));
    assert!(
        decoded.text.starts_with("青屿县水务局2018年"),
        "{}",
        decoded.text
    );
    // What was lost on the way stays a gap and is told.
    assert_eq!(
        decoded.text.contains('\u{fffd}'),
        codes(&decoded).contains(&"mojibake")
    );
    let garbled = GBK.decode_without_bom_handling(even.as_bytes()).0;
    let decoded = ok(garbled.as_bytes());
    if !garbled.contains('\u{fffd}') {
        assert_eq!(decoded.text, even);
        assert_eq!(codes(&decoded), ["mojibake_undone"]);
    }
    let known = ok("涓€銆佹€讳綋鎯呭喌".as_bytes());
    assert_eq!(known.text, "一、总体情况");
}

#[test]
fn read_as_latin_is_undone() {
    for bytes in [TEXT.as_bytes(), &GB18030.encode(TEXT).0] {
        let garbled: String = bytes.iter().map(|b| char::from(*b)).collect();
        let decoded = ok(garbled.as_bytes());
        assert_eq!(decoded.text, TEXT);
        assert_eq!(codes(&decoded), ["mojibake_undone"]);
    }
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let code = |bytes: &[u8]| {
        let error = decode(bytes, &crate::Options::default()).unwrap_err();
        assert_eq!(error.code, "not_a_report");
        error.message
    };
    assert!(code(b"").contains("empty"));
    assert!(code(b"\xef\xbb\xbf \r\n").contains("empty"));
    assert!(code(b"%PDF-1.7\n1 0 obj").contains("PDF"));
    assert!(code(b"PK\x03\x04\x14\0").contains("ZIP"));
    assert!(code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0").contains("OLE"));
    assert!(code(&[0; 100]).contains("binary"));
}

#[test]
fn a_single_stray_nul_is_no_reason_to_refuse() {
    let text = TEXT.replacen('\n', "\n\0", 1);
    assert_eq!(ok(text.as_bytes()).text, text);
}

#[test]
fn larger_than_allowed_is_refused() {
    let options = crate::Options {
        max_bytes: 3,
        ..Default::default()
    };
    assert_eq!(decode(b"abcd", &options).unwrap_err().code, "too_large");
}
