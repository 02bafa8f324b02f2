//! # wrong-total
//!
//! Flags a total that its parts do not make: “the 12 jurors, seven men and six women”, percentages that come to more than a hundred, a table’s row of totals.
//!
//! ## Why
//!
//! Somebody is left out or counted twice, and every reader can add.
//!
//! ## Example
//!
//! ```flagged
//! Fourteen people were hurt: eight passengers, four police officers and a driver.
//! ^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The jury of 12, seven men and six women, retired at noon.
//!             ^^
//! ```
//!
//! ```flagged
//! In the poll 48 per cent said yes, 37 per cent no and the remaining 25 per cent did not know.
//!                                                                    ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The band sold 1,200 tickets: 640 in advance and 450 at the door.
//!               ^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! | what | £ |
//! | --- | --- |
//! | roads | 40 |
//! | schools | 35 |
//! | total | 85 |
//!           ^^
//! ```
//!
//! ```flagged
//! Of the $9 million, $4.5 million goes to roads and the other $5.5 million to schools.
//!                                                             ^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! Thirteen people were hurt: eight passengers, four police officers and a driver.
//! ```
//!
//! ## Looked for
//!
//! a rounding of the figures under which the draft is right: half the last digit of each, a tenth where it says “about”.
//!
//! ## Stays silent on
//!
//! Parts that need not be all: “including”, “among them”, “such as”, “at least”; overlaps: “both”, “also”; percentages within half a point for each; figures of several units; figures in quotations. A total in a table may be off by half of its last digit for each row.
//!
//! ```silent
//! Thirteen people were hurt: eight passengers, four police officers and a driver.
//! ```
//!
//! ```silent
//! Twelve people were hurt, including five passengers and two police officers.
//! ```
//!
//! ```silent
//! In the poll 38 per cent said yes, 33 per cent no and 30 per cent did not know.
//! ```
//!
//! ```silent
//! Asked what they eat, 81 per cent named bread, 64 per cent cheese and 52 per cent fish.
//! ```
//!
//! ```silent
//! Of 60 pupils, 35 take French and 40 Spanish; fifteen take both.
//! ```
//!
//! ```silent
//! About 1,100 tickets were sold: 640 in advance and some 450 at the door.
//! ```
//!
//! ## Fixes
//!
//! The sum, or where the last part is what remains, that part, as a suggestion.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Decimal, Quantity, Relation, Span, Total, Unit};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::Facts;
use crate::figures::{self, Figures};
use crate::{Settings, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-total",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    source: include_str!("wrong_total.rs"),
    check: Check::Draft(check),
};

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    let relations = figures::passages(facts).flat_map(Figures::relations);
    let totals = relations.filter_map(|(here, relation)| match relation {
        Relation::Total(total) => finding(here, total),
        _ => None,
    });
    totals.chain(tables(facts).iter().flat_map(|table| of_table(facts, table))).collect()
}

fn finding(here: Figures, total: &Total) -> Option<Finding> {
    let parts: Vec<&Quantity> = total.parts.iter().filter_map(|&part| here.quantity(part)).collect();
    let ones = Decimal::whole(total.ones);
    let sum = parts.iter().fold(ones, |sum, part| sum + part.value);
    let spans = parts.iter().fold(Span::exact(ones), |spans, part| spans.plus(part.span()));
    if parts.iter().any(|part| part.quoted) || sum == Decimal::ZERO {
        return None;
    }
    let last = parts.last()?;
    let Some(whole) = total.whole else {
        // Percentages are rounded one by one, to whole numbers where none has a decimal.
        let step = parts.iter().map(|part| part.step).min()?.min(Decimal::whole(1));
        let slack = step.times(Decimal::whole(i64::try_from(parts.len()).ok()?)).over(Decimal::whole(2))?;
        let hundred = Decimal::whole(100);
        if (sum - hundred).magnitude() <= slack
            || spans.meets(Span::exact(hundred)) && !parts.iter().all(|part| part.step <= step)
        {
            return None;
        }
        let rest = hundred - (sum - last.value);
        let fix = (total.rest && rest > Decimal::ZERO).then(|| here.instead(last, rest)).flatten();
        let words = here.words(last.hedged);
        let message =
            format!("The parts up to “{words}” come to {sum} per cent, not a hundred: mend one of them.");
        return Some(
            with_parts(here, Finding::new(here.source(last.hedged), message), &parts[..parts.len() - 1])
                .with_fixes(fix),
        );
    };
    let whole = here.quantity(whole).filter(|whole| !whole.quoted)?;
    if spans.meets(whole.span()) {
        return None;
    }
    let words = here.words(Figures::counted(whole));
    let message = format!("The parts of “{words}” come to {sum}: mend the total or one of the parts.");
    let marked = if total.rest { last.hedged } else { whole.hedged.cover(Figures::counted(whole)) };
    let rest = whole.value - (sum - last.value);
    let remains = (total.rest && rest > Decimal::ZERO).then(|| here.instead(last, rest)).flatten();
    let fixes = [remains, here.instead(whole, sum)];
    let finding = Finding::new(here.source(marked), message);
    let finding = if total.rest {
        finding.with_related(here.source(whole.hedged), format!("“{words}” here"))
    } else {
        finding
    };
    Some(with_parts(here, finding, &parts).with_fixes(fixes.into_iter().flatten()))
}

fn with_parts(here: Figures, finding: Finding, parts: &[&Quantity]) -> Finding {
    let part = |finding: Finding, part: &&Quantity| {
        finding.with_related(here.source(part.hedged), format!("“{}” is a part", here.words(part.hedged)))
    };
    parts.iter().fold(finding, part)
}

/// A table's cells as numbers of passages, by row and column, without its head; a row may lack cells.
type Table = Vec<Vec<(usize, usize)>>;

/// The tables of a draft. A block has one at most, and a cell its place by its line and the bars before it.
fn tables(facts: &Facts) -> Vec<Table> {
    let is_cell =
        |passage: usize| matches!(facts.passages[passage].passage.kind, PassageKind::TableCell { .. });
    let mut tables = Vec::new();
    let mut next = 0;
    while next < facts.passages.len() {
        let start = facts.passages[next].block_start;
        let end = (next..facts.passages.len())
            .find(|&at| facts.passages[at].block_start != start)
            .unwrap_or(facts.passages.len());
        let cells: Vec<usize> = (next..end).filter(|&passage| is_cell(passage)).collect();
        next = end;
        let (Some(&first), Some(&last)) = (cells.first(), cells.last()) else { continue };
        let source = |passage: usize| facts.passages[passage].passage.range() + start;
        let range = TextRange::new(source(first).start(), source(last).end());
        let text = facts.document.slice(TextRange::new(start.min(range.start()), range.end()));
        let mut table = Table::new();
        let mut row_of = usize::MAX;
        for cell in cells {
            let before = &text[..usize::from(source(cell).start() - start.min(range.start()))];
            let line = before.rsplit('\n').next().unwrap_or_default();
            let row = before.matches('\n').count();
            if matches!(facts.passages[cell].passage.kind, PassageKind::TableCell { header: true }) {
                continue;
            }
            if row != row_of {
                table.push(Vec::new());
                row_of = row;
            }
            let bars = line.matches('|').count();
            let leading = usize::from(!line.trim_start().starts_with('|'));
            table.last_mut().into_iter().for_each(|row| row.push((bars + leading, cell)));
        }
        tables.push(table);
    }
    tables
}

/// The totals of a table that its columns do not make.
fn of_table(facts: &Facts, table: &Table) -> Vec<Finding> {
    let label = |row: &Vec<(usize, usize)>| {
        let text = row.first().map_or("", |&(_, cell)| facts.passages[cell].passage.text.as_str());
        text.to_lowercase()
    };
    let is_total = |row: &Vec<(usize, usize)>| {
        let label = label(row);
        ["total", "all", "in all", "sum", "together", "totals"]
            .iter()
            .any(|word| label == *word || label.starts_with(&format!("{word} ")))
    };
    let totals: Vec<usize> = (0..table.len()).filter(|&row| is_total(&table[row])).collect();
    // Totals of parts and a grand total are not told apart.
    let &[total] = totals.as_slice() else { return Vec::new() };
    let cell =
        |row: usize, column: usize| table[row].iter().find(|(at, _)| *at == column).map(|(_, cell)| *cell);
    let columns = table[total].iter().skip(1);
    columns
        .filter_map(|&(column, whole)| {
            let parts: Option<Vec<usize>> = (0..total).map(|row| cell(row, column)).collect();
            of_column(facts, whole, &parts?)
        })
        .collect()
}

fn of_column(facts: &Facts, whole: usize, parts: &[usize]) -> Option<Finding> {
    let figure = |passage: usize| {
        let here = Figures { facts, passage };
        let quantity = here.numbers().quantities.first()?;
        let alone = quantity.range == TextRange::up_to(TextSize::of(here.text()));
        alone.then_some((here, quantity))
    };
    let (here, told) = figure(whole)?;
    let parts: Vec<&Quantity> =
        parts.iter().map(|&part| figure(part).map(|(_, part)| part)).collect::<Option<_>>()?;
    let even = parts.iter().all(|part| part.unit == told.unit) && parts.len() > 1;
    let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum + part.value);
    let step = parts.iter().map(|part| part.step).chain([told.step]).min()?.min(Decimal::whole(1));
    let count = Decimal::whole(i64::try_from(parts.len() + 1).ok()?);
    let slack = step.times(count).over(Decimal::whole(2))?;
    if !even || (sum - told.value).magnitude() <= slack || told.unit == Unit::Points {
        return None;
    }
    let words = here.words(told.range);
    let message = format!("The rows above “{words}” come to {sum}: mend the total or one of the rows.");
    Some(Finding::new(here.source(told.range), message).with_fixes(here.instead(told, sum)))
}
