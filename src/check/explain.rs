//! What each code means: the sections of `docs/checks.md`.

const PAGE: &str = include_str!("../../docs/checks.md");

/// A code and its explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// `REQ-BALANCE`, `truncated`, ….
    pub code: &'static str,
    /// What it checks, the rule it comes from, a sound and a broken example, what to do.
    pub text: &'static str,
}

impl Explanation {
    /// Its first sentence.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        let paragraph = self.text.split("\n\n").next().unwrap_or_default();
        paragraph.split(['.', ':']).next().unwrap_or_default()
    }
}

/// Every code that is explained, in the order of the page.
pub fn all() -> impl Iterator<Item = Explanation> {
    PAGE.split("\n## ").skip(1).filter_map(|section| {
        let (code, text) = section.split_once('\n')?;
        Some(Explanation {
            code: code.trim(),
            text: text.trim(),
        })
    })
}

/// The explanation of a code, upper and lower case being the same.
///
/// ```
/// use gongkai::check::explain::explain;
/// assert!(explain("req-balance").unwrap().text.contains("carried_in"));
/// assert_eq!(explain("NO-SUCH"), None);
/// ```
#[must_use]
pub fn explain(code: &str) -> Option<Explanation> {
    all().find(|explanation| explanation.code.eq_ignore_ascii_case(code))
}
