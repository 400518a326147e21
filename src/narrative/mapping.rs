//! Which indicator a number's clause names, by the rules of `grammar/narrative.toml`.

use super::grammar::{Grammar, Rule, Step, Subject};
use super::number::{Number, Numbers};
use super::words::{Letters, Set};
use crate::edition::Edition;
use crate::report::Claim;

/// Characters of a sentence that are looked at before a number, and behind it: stops a line of
/// 60 MB without a full stop, each number of which would be looked for in all of it.
const MAX_CONTEXT: usize = 120;

/// What is known of the report and of the place where a paragraph stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) grammar: &'a Grammar,
    pub(super) edition: Option<&'a Edition>,
    /// The year reported on.
    pub(super) year: Option<u16>,
    /// The organ's name.
    pub(super) agency: &'a [char],
    /// The topics of the headings above.
    pub(super) topics: &'a [&'static str],
}

/// Walks the numbers of one paragraph in order.
#[derive(Debug)]
pub(super) struct Mapper<'a> {
    context: Context<'a>,
    chars: &'a [char],
    found: &'a Numbers,
    /// Where the sentence of the number before started.
    sentence: usize,
    /// The indicator of the number before in the paragraph.
    last: Option<String>,
    /// The subject of the sentence before, which 其中 goes on with.
    subject: Option<Subject>,
}

const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?')
}

const fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, ',' | ';' | '(' | ')')
}

impl<'a> Mapper<'a> {
    pub(super) fn new(context: Context<'a>, chars: &'a [char], found: &'a Numbers) -> Self {
        Self {
            context,
            chars,
            found,
            sentence: 0,
            last: None,
            subject: None,
        }
    }

    /// The clause that a number stands in, at most [`MAX_CONTEXT`] characters to each side.
    pub(super) fn clause(&self, number: &Number) -> (usize, usize) {
        let from = number.start.saturating_sub(MAX_CONTEXT);
        let start = self.chars[from..number.start]
            .iter()
            .rposition(|&c| ends_clause(c))
            .map_or(from, |at| from + at + 1);
        (start, self.rest(number.end))
    }

    fn rest(&self, from: usize) -> usize {
        let to = self.chars.len().min(from + MAX_CONTEXT);
        self.chars[from..to]
            .iter()
            .position(|&c| ends_clause(c))
            .map_or(to, |at| from + at)
    }

    /// What the number at position `at` of the paragraph's numbers is said to be.
    pub(super) fn map(&mut self, at: usize) -> Option<Claim> {
        let number = &self.found.numbers[at];
        let previous = at.checked_sub(1).map(|p| &self.found.numbers[p]);
        let from = previous.map_or(0, |p| p.end).min(number.start);
        let stop = self.chars[from..number.start]
            .iter()
            .rposition(|&c| ends_sentence(c));
        if let Some(stop) = stop {
            self.sentence = from + stop + 1;
        }
        let low = number.start.saturating_sub(MAX_CONTEXT);
        let sentence = self.sentence.max(low);
        let left = sentence.max(from);
        let claim = self.claim(number, sentence, left);
        self.last = match &claim {
            Some(claim) if !claim.narrower => claim.indicator.clone().or(self.last.take()),
            _ => self
                .last
                .take()
                .filter(|_| stop.is_none() || claim.is_some()),
        };
        claim
    }

    fn claim(&mut self, number: &Number, sentence: usize, left: usize) -> Option<Claim> {
        let mentioned = self.mentioned(sentence, number.start);
        if let Mentioned::One(subject) = mentioned {
            self.subject = Some(subject);
        }
        let unit = number.unit.as_deref()?;
        if number.range || !self.in_year(number, sentence) {
            return None;
        }
        let end = self.strip(left, number.start);
        let (clause, rest_end) = self.clause(number);
        let rest = &self.chars[number.end..rest_end];
        let grammar = self.context.grammar;
        let letters = Letters::of(&self.chars[left..end]);
        let rule = grammar.rules.iter().find(|rule| {
            may_stand(&rule.before, letters)
                && rule.unit.iter().any(|u| u == unit)
                && self.before(&rule.before, left, end)
                && fits_rest(rule, rest, &grammar.elsewhere)
                && rule
                    .follows
                    .as_ref()
                    .is_none_or(|f| self.last.as_ref() == Some(f))
                && !rule
                    .unless
                    .within(&self.chars[clause.max(left)..number.start])
                && !rule.unless.within(rest)
                && self.is_about(rule.needs, mentioned, sentence, number)
                && (!rule.printed || rule.indicator.iter().any(|i| self.prints(i)))
        })?;
        let meant = self.meant(rule)?;
        let readings = std::iter::once(meant.1)
            .chain(rule.readings.clone())
            .collect();
        let narrower = self.other_scope(sentence, number.start);
        Some(Claim {
            indicator: meant.0,
            readings,
            narrower,
            loose: rule.loose,
        })
    }

    /// The indicator that the rule names in this edition, and the sum it stands for.
    fn meant(&self, rule: &Rule) -> Option<(Option<String>, Vec<String>)> {
        if !rule.sum.is_empty() {
            return Some((None, rule.sum.clone()));
        }
        let printed = |i: &&String| {
            self.prints(i)
                || self
                    .context
                    .grammar
                    .parts(i)
                    .is_some_and(|parts| parts.iter().any(|p| self.prints(p)))
        };
        let indicator = rule
            .indicator
            .iter()
            .find(printed)
            .or(rule.indicator.first())?;
        Some((Some(indicator.clone()), vec![indicator.clone()]))
    }

    fn prints(&self, indicator: &str) -> bool {
        self.context.edition.is_some_and(|edition| {
            edition
                .tables
                .iter()
                .flat_map(|table| &table.rows)
                .any(|row| row.indicator.as_deref() == Some(indicator))
        })
    }

    /// The end of what stands before the number, without 共, 为, 约 and the like.
    fn strip(&self, left: usize, end: usize) -> usize {
        let grammar = self.context.grammar;
        let mut at = end;
        while at > left {
            let chars = &self.chars[left..at];
            // A comma right before the number starts a clause of its own: 受理申请,3件予以公开.
            if at == end && chars.last() == Some(&',') {
                break;
            }
            let fill = grammar.fill.ends(chars);
            match fill.or_else(|| grammar.words.approximate_before.ends(chars)) {
                Some(n) => at -= n,
                None => break,
            }
        }
        at
    }

    /// Whether the steps stand, in their order, at the end of `left..end`.
    ///
    /// Tries every way to read them; as deep as a rule has steps, whatever the text is.
    fn before(&self, steps: &[Step], left: usize, end: usize) -> bool {
        let Some((step, earlier)) = steps.split_last() else {
            return true;
        };
        let chars = &self.chars[left..end];
        match step {
            Step::One(set) => set
                .all_ends(chars)
                .any(|n| self.before(earlier, left, end - n)),
            Step::Maybe(set) => {
                set.all_ends(chars)
                    .any(|n| self.before(earlier, left, end - n))
                    || self.before(earlier, left, end)
            }
            Step::Any(set) => {
                let mut at = end;
                loop {
                    if self.before(earlier, left, at) {
                        return true;
                    }
                    match set.ends(&self.chars[left..at]) {
                        Some(n) => at -= n,
                        None => return false,
                    }
                }
            }
            // A mark right behind the number before belongs to that number.
            Step::Not(set) => {
                let stands = set
                    .ends(chars)
                    .is_some_and(|n| n < chars.len() || chars[0] != '、');
                !stands && self.before(earlier, left, end)
            }
            Step::Start => {
                let open = chars
                    .last()
                    .is_none_or(|&c| ends_clause(c) || matches!(c, '、' | ':'));
                open && self.before(earlier, left, end)
            }
        }
    }

    /// Review or litigation, whichever was mentioned last in the sentence; `None` where both are
    /// mentioned as one (行政复议、行政诉讼共3件).
    fn mentioned(&self, sentence: usize, end: usize) -> Mentioned {
        let chars = &self.chars[sentence..end];
        let grammar = self.context.grammar;
        // Most sentences lack letters of all of them.
        let letters = Letters::of(chars);
        let last_in = |set: &Set| {
            let may_stand = set.may_stand(letters);
            may_stand.then(|| set.last_in(chars)).flatten()
        };
        let review = last_in(&grammar.review);
        let litigation = last_in(&grammar.litigation);
        let (subject, last, other) = match (review, litigation) {
            (None, None) => return Mentioned::Nothing,
            (Some(_), None) => return Mentioned::One(Subject::Review),
            (None, Some(_)) => return Mentioned::One(Subject::Litigation),
            (Some(r), Some(l)) if r > l => (Subject::Review, r, l),
            (Some(r), Some(l)) => (Subject::Litigation, l, r),
        };
        let apart = chars[other..last]
            .iter()
            .any(|&c| ends_clause(c) || c == ':' || c.is_ascii_digit())
            || self.has_number(sentence + other, sentence + last);
        if apart {
            Mentioned::One(subject)
        } else {
            Mentioned::Both
        }
    }

    /// Whether a number stands between two characters.
    fn has_number(&self, start: usize, end: usize) -> bool {
        let numbers = &self.found.numbers;
        let first = numbers.partition_point(|number| number.start <= start);
        numbers.get(first).is_some_and(|number| number.end <= end)
    }

    /// Whether the sentence, which mentions so much before the number, is about what the rule needs.
    fn is_about(
        &self,
        needs: Option<Subject>,
        mentioned: Mentioned,
        sentence: usize,
        number: &Number,
    ) -> bool {
        let Some(needs) = needs else {
            return true;
        };
        let before = &self.chars[sentence..number.start];
        let grammar = self.context.grammar;
        match needs {
            Subject::Requests => {
                mentioned == Mentioned::Nothing
                    && (grammar.about_requests.within(before)
                        || grammar
                            .about_requests
                            .within(&self.chars[number.start..self.rest(number.end)])
                        || self.context.topics.contains(&"requests")
                        || self.last.as_ref().is_some_and(|last| {
                            last.starts_with("requests.") || last.starts_with("results.")
                        }))
            }
            Subject::Review | Subject::Litigation => {
                let goes_on = before.starts_with(&['其', '中']);
                let subject = match mentioned {
                    Mentioned::One(subject) => Some(subject),
                    Mentioned::Nothing if goes_on => self.subject,
                    Mentioned::Nothing | Mentioned::Both => None,
                };
                subject == Some(needs)
                    && (grammar.about_information.within(before)
                        || self.context.topics.contains(&"review")
                        || self.last.as_ref().is_some_and(|last| {
                            last.starts_with("review.") || last.starts_with("litigation.")
                        }))
            }
        }
    }

    /// Whether the last year that the sentence names before the number is the report's.
    fn in_year(&self, number: &Number, sentence: usize) -> bool {
        let Some(year) = self.context.year else {
            return true;
        };
        let years = &self.found.years;
        let until = years.partition_point(|&(at, _)| at < number.start);
        match years[..until] {
            [.., (at, last)] if at >= sentence && last != year => false,
            // 2008年至2018年, 2008-2018年.
            [.., (first, _), (at, _)] if at >= sentence && at - first <= 6 => false,
            _ => true,
        }
    }

    /// Whether the sentence names, last before the number, a part of what the report's tables are
    /// about (区政府办 in the report of a whole district), or more than it (全市 in one office's).
    fn other_scope(&self, sentence: usize, end: usize) -> bool {
        let grammar = self.context.grammar;
        let agency = self.context.agency;
        if agency.is_empty() {
            return false;
        }
        let whole = agency.ends_with(&['人', '民', '政', '府']);
        let name = if whole {
            &agency[..agency.len() - 4]
        } else {
            agency
        };
        let chars = &self.chars[sentence..end];
        let mut at = 0;
        let mut other = false;
        while at < chars.len() {
            if !name.is_empty() && chars[at..].starts_with(name) {
                at += name.len();
                continue;
            }
            let (part, all) = if whole {
                (
                    grammar.part_of_government.starts(&chars[at..]),
                    grammar.whole.starts(&chars[at..]),
                )
            } else {
                (grammar.part_of_organ.starts(&chars[at..]), None)
            };
            if let Some(n) = all {
                other = false;
                at += n;
            } else if let Some(n) = part {
                other = !agency_has(agency, &chars[at..at + n]);
                at += n;
            } else {
                at += 1;
            }
        }
        other
    }
}

/// Whether for each word that the steps ask for one has all its letters there; most rules fail here.
fn may_stand(steps: &[Step], there: Letters) -> bool {
    steps.iter().all(|step| match step {
        Step::One(set) => set.may_stand(there),
        _ => true,
    })
}

/// Whether a word names the organ itself: 市政府 is what 市人民政府办公厅 reports for.
fn agency_has(agency: &[char], word: &[char]) -> bool {
    const GOVERNMENT: [char; 2] = ['政', '府'];
    let government = |name: &[char]| name.windows(2).any(|pair| pair == GOVERNMENT);
    if word.ends_with(&GOVERNMENT) && government(agency) {
        return true;
    }
    agency.windows(word.len()).any(|w| w == word)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mentioned {
    Nothing,
    One(Subject),
    Both,
}

fn fits_rest(rule: &Rule, rest: &[char], elsewhere: &Set) -> bool {
    if !rule.after_any {
        return rule.after.starts(rest).is_some();
    }
    if rule.within.is_empty() {
        return elsewhere.starts(rest).is_none();
    }
    rule.within.iter().all(|set| set.within(rest))
}
