//! Bytes to text: repairs are where they say they are, and decoding what was decoded changes
//! nothing.
#![no_main]

use gongkai::Options;
use gongkai::decode::decode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let options = Options::default();
    let Ok(decoded) = decode(data, &options) else {
        return;
    };
    let mut at = 0;
    for repair in &decoded.encoding.repairs {
        let [from, to] = repair.bytes;
        assert!(
            at <= from && from < to && to <= data.len() as u64,
            "{repair:?} of {}",
            data.len()
        );
        at = to;
    }
    // Encoded again with a mark that leaves no doubt, it is the same text.
    let text = decoded
        .text
        .strip_prefix('\u{feff}')
        .unwrap_or(&decoded.text);
    let marked: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    if let Ok(again) = decode(&marked, &options) {
        assert!(again.encoding.repairs.is_empty());
        if !again
            .diagnostics
            .iter()
            .any(|d| d.code.contains("mojibake"))
        {
            assert_eq!(again.text, text);
        }
    }
});
