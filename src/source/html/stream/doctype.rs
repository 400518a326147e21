//! The document type, as far as a rule depends on it.

/// The parts of a document type, as far as they decide on the rules.
#[derive(Default)]
pub(super) struct Doctype {
    pub(super) name: Vec<u8>,
    pub(super) public: Option<Vec<u8>>,
    pub(super) system: Option<Vec<u8>>,
    pub(super) is_forced: bool,
}

/// Whether a document type stands for the oldest kind of page; `None` if that is not known here.
pub(super) fn quirks(doctype: &Doctype) -> Option<bool> {
    if doctype.is_forced || doctype.name != b"html" {
        return Some(true);
    }
    let lower = |id: &Option<Vec<u8>>| id.as_ref().map(|id| id.to_ascii_lowercase());
    let (public, system) = (lower(&doctype.public), lower(&doctype.system));
    let is_of = |prefix: &[u8]| public.as_ref().is_some_and(|id| id.starts_with(prefix));
    match &system {
        Some(system) if !system.starts_with(b"http://www.w3.org/") => return None,
        _ => {}
    }
    if public.is_none() || is_of(b"-//w3c//dtd xhtml 1.") || is_of(b"-//w3c//dtd html 4.01//") {
        Some(false)
    } else if is_of(b"-//w3c//dtd html 4.01 transitional//") {
        Some(system.is_none())
    } else if is_of(b"-//w3c//dtd html 4.0 transitional//") {
        Some(true)
    } else {
        None
    }
}
