//! A page in the envelope that browsers and Word save (RFC 2557).

use super::super::dice::Dice;

/// The message; the page's bytes are in `charset`, coded as quoted-printable or base64.
pub fn envelope(title: &str, page: &str, charset: &str, dice: &mut Dice) -> String {
    let is_quoted = dice.coin();
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap();
    // What GBK lacks, a browser saves as a reference.
    let (bytes, ..) = encoding.encode(page);
    let subject = base64(title.as_bytes()).replace('\n', "");
    let boundary = *dice.pick(&[
        "----MultipartBoundary--qk3FZ1cVv0----",
        "----=_NextPart_000_0000_01D5E0A2.7C0B4F10",
        "=_part.1",
    ]);
    let (name, body) = if is_quoted {
        ("quoted-printable", quoted_printable(&bytes))
    } else {
        ("base64", base64(&bytes))
    };
    let preamble = *dice.pick(&["", "This is a multi-part message in MIME format.\n\n"]);
    let kind = if dice.coin() {
        format!("text/html; charset=\"{charset}\"")
    } else {
        "text/html".to_owned()
    };
    let location = "http://www.example.gov.cn/xxgk/nb/art.html";
    format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: {location}\nSubject: =?utf-8?B?{subject}?=\nDate: Tue, 18 Feb 2025 09:30:00 +0800\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"{boundary}\"\n\n{preamble}--{boundary}\nContent-Type: {kind}\nContent-ID: <frame-1@mhtml.blink>\nContent-Transfer-Encoding: {name}\nContent-Location: {location}\n\n{body}\n--{boundary}\nContent-Type: image/gif\nContent-Transfer-Encoding: base64\nContent-Location: http://www.example.gov.cn/dot.gif\n\nR0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7\n--{boundary}\nContent-Type: text/css; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n.a > p {{ content: \"=E4=B8=80=E3=80=81\"; }}\n--{boundary}--\n"
    )
}

/// Lines of 76 characters at most (RFC 2045, 6.7); line ends stay.
pub fn quoted_printable(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut width = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' {
            out.push('\n');
            width = 0;
            continue;
        }
        let ends = bytes.get(at + 1) == Some(&b'\n');
        let code = match byte {
            b' ' | b'\t' if ends => format!("={byte:02X}"),
            b'\t' | b' '..=b'<' | b'>'..=b'~' => char::from(byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        if width + code.len() > 75 {
            out.push_str("=\n");
            width = 0;
        }
        width += code.len();
        out.push_str(&code);
    }
    out
}

/// Lines of 76 characters (RFC 2045, 6.8).
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (n, three) in bytes.chunks(3).enumerate() {
        if n % 19 == 0 && n > 0 {
            out.push('\n');
        }
        let bits = (0..3).fold(0u32, |bits, at| {
            bits << 8 | u32::from(*three.get(at).unwrap_or(&0))
        });
        for place in 0..4 {
            let six = bits >> (18 - 6 * place) & 63;
            out.push(if place <= three.len() {
                char::from(ALPHABET[six as usize])
            } else {
                '='
            });
        }
    }
    out
}
