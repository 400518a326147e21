//! What each step of the flow is: a heading (numbered or not), a table's caption, a line of the
//! closing, or prose.

use super::closing::{Caption, ClosingLine, caption, closing_line};
use super::enumeration::item;
use super::flow::{Step, Unit};
use super::title::is_organ;
use super::topic;

/// Characters beyond which a line without a number is no heading.
const MAX_BARE: usize = 32;

/// Characters beyond which a paragraph is prose, and no line of a closing stands before it.
const PROSE: usize = 100;

/// Sections before a form that is attached to a report.
const MIN_SECTIONS: usize = 3;

/// What a step of the flow is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The title, claimed already.
    Title,
    /// A heading of this level.
    Heading(u8),
    /// Prose.
    Prose,
    /// A table, by its position in the reading.
    Table(usize),
    /// A line that names the table of this position.
    Caption(usize),
    /// A line of the closing.
    Closing,
}

/// The role of each step.
pub(super) fn roles(steps: &[Step<'_>]) -> Vec<Role> {
    let levels = levels(steps);
    let mut roles: Vec<Role> = steps
        .iter()
        .map(|step| match step {
            Step::Title => Role::Title,
            Step::Table(n) => Role::Table(*n),
            Step::Unit(unit) => match &unit.heading {
                Some(numbered) => Role::Heading(levels[usize::from(numbered.mark.level) - 1]),
                None => Role::Prose,
            },
        })
        .collect();
    mark_captions(steps, &mut roles);
    mark_items(steps, &mut roles);
    mark_bare_headings(steps, &mut roles);
    let start = closing_start(steps, &roles);
    for role in &mut roles[start..] {
        if matches!(role, Role::Prose | Role::Heading(_)) {
            *role = Role::Closing;
        }
    }
    roles
}

/// **R26**. The level of each kind of mark (R8 to R11): as the rules say, but for a report that has
/// no mark of the first level; there the kinds nest in the order in which they first appear.
fn levels(steps: &[Step<'_>]) -> [u8; 4] {
    let mut order: Vec<u8> = Vec::with_capacity(4);
    for step in steps {
        if let Step::Unit(Unit {
            heading: Some(numbered),
            ..
        }) = step
        {
            let kind = numbered.mark.level;
            if kind == 1 {
                return [1, 2, 3, 4];
            }
            if !order.contains(&kind) {
                order.push(kind);
            }
        }
    }
    let mut levels = [1, 2, 3, 4];
    for (at, level) in levels.iter_mut().enumerate() {
        let kind = at as u8 + 1;
        let place = order.iter().position(|&k| k == kind).unwrap_or(order.len());
        *level = (place as u8 + 1).min(4);
    }
    levels
}

fn unit<'s, 't>(steps: &'s [Step<'t>], at: usize) -> Option<&'s Unit<'t>> {
    match steps.get(at)? {
        Step::Unit(unit) => Some(unit),
        Step::Title | Step::Table(_) => None,
    }
}

/// The lines directly above a table that name it.
fn mark_captions(steps: &[Step<'_>], roles: &mut [Role]) {
    for at in 0..steps.len() {
        let Role::Table(n) = roles[at] else { continue };
        let mut above = at;
        // A name, or a unit, or a name with a unit under it.
        for _ in 0..2 {
            let Some(before) = above.checked_sub(1) else {
                break;
            };
            let Some(unit) = unit(steps, before).filter(|_| roles[before] == Role::Prose) else {
                break;
            };
            match caption(&unit.joined.text) {
                Some(Caption::Unit) if above == at => {
                    roles[before] = Role::Caption(n);
                    above = before;
                }
                Some(Caption::Name) => {
                    roles[before] = Role::Caption(n);
                    break;
                }
                _ => break,
            }
        }
    }
}

/// Numbered lines that are items of a list and no headings: one of the third or fourth level with
/// nothing under it and nothing behind it, and the last of a list whose others end with a semicolon
/// (（三）其他。).
fn mark_items(steps: &[Step<'_>], roles: &mut [Role]) {
    // From the end, so that what stands under a line is known when its turn comes.
    for at in (0..steps.len()).rev() {
        let Role::Heading(level) = roles[at] else {
            continue;
        };
        let Some((unit, numbered)) = unit(steps, at).and_then(|u| Some((u, u.heading.as_ref()?)))
        else {
            continue;
        };
        if !numbered.rest.is_empty() || unit.line.heading > 0 {
            continue;
        }
        let is_leaf = match (roles.get(at + 1), self::unit(steps, at + 1)) {
            (Some(Role::Heading(below)), _) => *below <= level,
            (Some(Role::Prose), Some(below)) => below.heading.as_ref().is_some_and(|h| {
                h.mark.level == numbered.mark.level && h.mark.ordinal > numbered.mark.ordinal
            }),
            (None, _) => true,
            _ => false,
        };
        let ends_list = numbered.run_in.is_some()
            && numbered.mark.ordinal > 1
            && at > 0
            && self::unit(steps, at - 1).is_some_and(|u| {
                u.heading.is_none() && item(&u.joined.text) == Some(numbered.mark.ordinal - 1)
            });
        if (level >= 3 && is_leaf) || ends_list {
            roles[at] = Role::Prose;
        }
    }
}

/// **R25**. The first step of the closing; the number of steps if there is none.
fn closing_start(steps: &[Step<'_>], roles: &[Role]) -> usize {
    let is_heading = |numbered_only: bool| {
        (0..roles.len()).rev().find(|&at| {
            matches!(roles[at], Role::Heading(1 | 2))
                && (!numbered_only || unit(steps, at).is_some_and(|u| u.heading.is_some()))
        })
    };
    let last_heading = is_heading(true).or_else(|| is_heading(false));
    if let Some(start) = attached_form(steps, roles) {
        return start;
    }
    let after = match last_heading {
        Some(at) => at + 1,
        // Without a heading a date may stand under the title; the closing comes after all prose.
        None => roles
            .iter()
            .enumerate()
            .rposition(|(at, role)| {
                *role == Role::Title
                    || (*role == Role::Prose
                        && unit(steps, at)
                            .is_some_and(|u| u.joined.text.chars().nth(PROSE).is_some()))
            })
            .map_or(0, |at| at + 1),
    };
    let found = (after..steps.len()).find(|&at| {
        roles[at] == Role::Prose
            && unit(steps, at).is_some_and(|u| closing_line(&u.joined.text).is_some())
    });
    let mut start = match found {
        Some(at) => at,
        // A signature without a date.
        None => {
            let last = roles.len().saturating_sub(1);
            let is_signature = last >= after
                && roles.get(last) == Some(&Role::Prose)
                && unit(steps, last).is_some_and(|u| u.lines == 1 && is_organ(&u.joined.text));
            return if is_signature { last } else { steps.len() };
        }
    };
    let is_date = unit(steps, start)
        .is_some_and(|u| matches!(closing_line(&u.joined.text), Some(ClosingLine::Date { .. })));
    // The organs that sign stand above the date.
    while is_date && start > after {
        let above = start - 1;
        let signs = roles[above] == Role::Prose
            && unit(steps, above).is_some_and(|u| u.lines == 1 && is_organ(&u.joined.text));
        if !signs {
            break;
        }
        start = above;
    }
    start
}

/// Where a form is attached (附表, and its caption in the next line) and the numbers start again
/// behind it: those are rows of a table that came apart, or headings of an explanation, and no
/// sections of the report.
fn attached_form(steps: &[Step<'_>], roles: &[Role]) -> Option<usize> {
    let mut sections = 0;
    for at in 0..steps.len() {
        if roles[at] == Role::Heading(1) {
            sections += 1;
        }
        if sections < MIN_SECTIONS || roles[at] != Role::Prose {
            continue;
        }
        let says = |at: usize| unit(steps, at).map(|u| &*u.joined.text);
        let is_attachment = matches!(
            says(at).and_then(closing_line),
            Some(ClosingLine::Attachment)
        );
        if !is_attachment || says(at + 1).and_then(caption) != Some(Caption::Name) {
            continue;
        }
        let next = (at + 1..steps.len()).find(|&next| roles[next] == Role::Heading(1))?;
        let starts_again = unit(steps, next)
            .and_then(|u| u.heading.as_ref())
            .is_some_and(|h| h.mark.ordinal == 1);
        if !starts_again {
            return None;
        }
        // Date and signature stand above.
        let mut start = at;
        while let Some(above) = start.checked_sub(1) {
            let closes = roles[above] == Role::Prose
                && says(above).is_some_and(|text| is_organ(text) || closing_line(text).is_some());
            if !closes {
                break;
            }
            start = above;
        }
        return Some(start);
    }
    None
}

/// Headings that lost their number, or never had one: a page's own headings, wordings of the form,
/// and short lines with a colon.
fn mark_bare_headings(steps: &[Step<'_>], roles: &mut [Role]) {
    let numbered: Vec<(usize, u32)> = steps
        .iter()
        .enumerate()
        .filter_map(|(at, step)| match step {
            Step::Unit(Unit {
                heading: Some(h), ..
            }) if roles[at] == Role::Heading(1) => Some((at, h.mark.ordinal)),
            _ => None,
        })
        .collect();
    let mut next = 0;
    let mut open: Option<(u8, u8)> = None;
    for at in 0..steps.len() {
        if next < numbered.len() && numbered[next].0 < at {
            next += 1;
        }
        let Some(unit) = unit(steps, at) else {
            continue;
        };
        if let Role::Heading(level) = roles[at] {
            open = Some((level, unit.line.heading));
            continue;
        }
        if roles[at] != Role::Prose || unit.heading.is_some() {
            continue;
        }
        let before = next.checked_sub(1).map(|n| numbered[n].1);
        let after = numbered.get(next).map(|n| n.1);
        let gap = Gap {
            any: !numbered.is_empty(),
            before,
            after,
        };
        if let Some(level) = bare_level(unit, &gap, open, follows(roles, at))
            && closing_line(&unit.joined.text).is_none()
        {
            roles[at] = Role::Heading(level);
            if open.is_none() || unit.line.heading > 0 {
                open = Some((level, unit.line.heading));
            }
        }
    }
}

/// Where a line stands among the numbered headings of the first level.
struct Gap {
    any: bool,
    before: Option<u32>,
    after: Option<u32>,
}

/// Something stands under a line: prose, a table, or a heading of a lower level.
fn follows(roles: &[Role], at: usize) -> bool {
    matches!(
        roles.get(at + 1),
        Some(Role::Prose | Role::Table(_) | Role::Caption(_) | Role::Heading(2..=4))
    )
}

/// **R22**. The level of a heading without a number; `None` if the line is none.
fn bare_level(unit: &Unit<'_>, gap: &Gap, open: Option<(u8, u8)>, follows: bool) -> Option<u8> {
    let text = &*unit.joined.text;
    if text.chars().nth(MAX_BARE).is_some() || text.contains(['。', '；', '！', '？']) {
        return None;
    }
    let bare = text.trim_end_matches(['：', ':']);
    let colon = bare.len() < text.len();
    let known = topic::known(bare);
    let in_section = open.is_some();
    if let Some(known) = known {
        let fills_gap = match (gap.before, gap.after) {
            (Some(before), Some(after)) => after == before + 2,
            (None, Some(after)) => after == 2,
            _ => false,
        };
        if known.first_level && !colon && (!gap.any || fills_gap) {
            return Some(1);
        }
        if in_section && follows {
            return Some(2);
        }
    }
    if unit.line.heading > 0 {
        let (level, own) = open?;
        if own == 0 {
            return Some(2);
        }
        let level = i16::from(level) + i16::from(unit.line.heading) - i16::from(own);
        return u8::try_from(level.clamp(1, 4)).ok();
    }
    let is_heading = in_section
        && follows
        && colon
        && !bare.contains(['，', '：'])
        && topic::ends_as_heading(bare)
        && topic::topic(bare).is_some();
    is_heading.then_some(2)
}
