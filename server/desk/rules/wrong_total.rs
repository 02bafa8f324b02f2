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
//! ```flagged
//! The hub will cost £4.8m, of which £1.9m will come from the county and £3.9m from borrowing.
//!                   ^^^^^
//! ```
//!
//! ```flagged
//! Seventy-six people came by bus. Nineteen walked, and ten came over the water. In all, 106 people stood on the quay.
//!                                                                                       ^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Seventy-six people came by bus. Nineteen walked, and ten came over the water. In all, 105 people stood on the quay.
//! ```
//!
//! ## Better
//!
//! ```silent parts that a rounding, or what is said to make them less exact, brings to the total: half of the last digit for each percentage and each row of a table
//! Thirteen people were hurt: eight passengers, four police officers and a driver.
//! ```
//!
//! ## Looked for
//!
//! a rounding of the figures under which the draft is right: half the last digit of each, a tenth where it says “about”.
//!
//! ## Stays silent on
//!
//! - parts that a rounding, or what is said to make them less exact, brings to the total: half of the last digit for each percentage and each row of a table
//! - parts of which none is a figure above nought
//! - what remains of a hundred of which an earlier sentence tells parts
//! - columns of a table that are not all figures of one kind
//! - a table with several totals, of which one may be that of the others
//! - block quotes, the heads of tables and what is answered in an interview
//! - what it does not look at: parts that need not be all (“including”, “such as”, “at least”), overlaps (“both”, “also”), figures of several units, and figures inside a quotation
//!
//! ```silent parts that a rounding, or what is said to make them less exact, brings to the total: half of the last digit for each percentage and each row of a table
//! Thirteen people were hurt: eight passengers, four police officers and a driver.
//! ```
//!
//! ```silent what it does not look at
//! Twelve people were hurt, including five passengers and two police officers.
//! ```
//!
//! ```silent parts that a rounding, or what is said to make them less exact, brings to the total: half of the last digit for each percentage and each row of a table
//! In the poll 38 per cent said yes, 33 per cent no and 30 per cent did not know.
//! ```
//!
//! ```silent what it does not look at
//! Asked what they eat, 81 per cent named bread, 64 per cent cheese and 52 per cent fish.
//! ```
//!
//! ```silent what it does not look at
//! Of 60 pupils, 35 take French and 40 Spanish; fifteen take both.
//! ```
//!
//! ```silent parts that a rounding, or what is said to make them less exact, brings to the total: half of the last digit for each percentage and each row of a table
//! About 1,100 tickets were sold: 640 in advance and some 450 at the door.
//! ```
//!
//! ```silent what remains of a hundred of which an earlier sentence tells parts
//! Falk bought 76% of the shares in 2022. His wife owns 19% and the remaining 5% belong to the public.
//! ```
//!
//! ```silent a table with several totals, of which one may be that of the others
//! | what | £ |
//! | --- | --- |
//! | roads | 40 |
//! | total roads | 40 |
//! | total | 85 |
//! ```
//!
//! ```silent columns of a table that are not all figures of one kind
//! | what | £ |
//! | --- | --- |
//! | roads | 40 |
//! | schools | none |
//! | total | 85 |
//! ```
//!
//! ```silent parts that a rounding, or what is said to make them less exact, brings to the total: half of the last digit for each percentage and each row of a table
//! The hub will cost £4.8m, of which £1.9m will come from the county and £1.2m from borrowing.
//! ```
//!
//! ## Fixes
//!
//! The sum, or where the last part is what remains, that part, as a suggestion.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_facts::Facts;
use copydesk_language::{Decimal, Interval, Quantity, Relation, Total, Unit};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-total",
    group: Group::Figures,
    severity: Severity::Warning,
    source: include_str!("wrong_total.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason = Reason(
    "parts that a rounding, or what is said to make them less exact, brings to the total: half of the last digit for each percentage and each row of a table",
);
const NOTHING: Reason = Reason("parts of which none is a figure above nought");
const EARLIER: Reason = Reason("what remains of a hundred of which an earlier sentence tells parts");
const KINDS: Reason = Reason("columns of a table that are not all figures of one kind");
const SEVERAL: Reason = Reason("a table with several totals, of which one may be that of the others");

fn check(context: &Context) -> Vec<Flagged> {
    let totals = figures::relations(context).filter_map(|(here, relation)| match relation {
        Relation::Total(total) => finding(here, total),
        _ => None,
    });
    let in_all = figures::passages(context).flat_map(in_all);
    totals
        .chain(in_all)
        .chain(tables(context.facts).iter().flat_map(|table| of_table(context, table)))
        .collect()
}

/// Totals behind the sentences that tell the parts: "Seventy-six came by bus. Nineteen walked, and ten swam. In all, 106 came."
fn in_all(here: Figures) -> Vec<Flagged> {
    const OPENINGS: [&str; 4] = ["In all", "In total", "Altogether", "All told"];
    const FEWEST_PARTS: usize = 3;
    let quantities = &here.numbers().quantities;
    let mut from = TextSize::new(0);
    let mut found = Vec::new();
    for sentence in &here.reading().sentences {
        let words = here.words(sentence.range);
        let opens = |opening: &str| words.strip_prefix(opening).is_some_and(|it| it.starts_with([' ', ',']));
        if !OPENINGS.into_iter().any(opens) {
            continue;
        }
        let own = |part: &&Quantity| part.unit == Unit::Count && !part.quoted;
        let before = TextRange::new(from, sentence.range.start());
        let parts: Vec<&Quantity> =
            quantities.iter().filter(|it| before.contains_range(it.range)).filter(own).collect();
        let whole = quantities.iter().find(|it| sentence.range.contains_range(it.range)).filter(own);
        from = sentence.range.end();
        let Some(whole) = whole.filter(|_| parts.len() >= FEWEST_PARTS) else { continue };
        let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum + part.value);
        // What is far from the sum is that of other parts.
        let near = Decimal::whole(1).max(whole.value.times(Decimal::hundredths(5)));
        if (sum - whole.value).magnitude() <= near {
            let total = Total { whole: None, parts: Vec::new(), ones: 0, rest: false, open: false };
            found.extend(of_parts(here, &total, &parts, Some(whole)));
        }
    }
    found
}

fn finding(here: Figures, total: &Total) -> Option<Flagged> {
    let parts: Vec<&Quantity> = total.parts.iter().filter_map(|&part| here.quantity(part)).collect();
    let whole = total.whole.and_then(|whole| here.quantity(whole));
    of_parts(here, total, &parts, whole)
}

fn of_parts(here: Figures, total: &Total, parts: &[&Quantity], whole: Option<&Quantity>) -> Option<Flagged> {
    let all = parts.iter().copied().chain(whole).map(|quantity| quantity.hedged);
    let all = all.reduce(TextRange::cover)?;
    if !here.speaks_for_itself(all) {
        return None;
    }
    let ones = Decimal::whole(total.ones);
    let sum = parts.iter().fold(ones, |sum, part| sum + part.value);
    let spans = parts.iter().fold(Interval::exact(ones), |spans, part| spans.plus(part.interval()));
    let Some(last) = parts.last().filter(|_| sum > Decimal::ZERO) else { return here.silent(all, NOTHING) };
    let Some(whole) = whole else {
        // Percentages are rounded one by one, to whole numbers where none has a decimal.
        let step = parts.iter().map(|part| part.step).min()?.min(Decimal::whole(1));
        let slack = step.times(Decimal::whole(i64::try_from(parts.len()).ok()?)).over(Decimal::whole(2))?;
        let hundred = Decimal::whole(100);
        if (sum - hundred).magnitude() <= slack
            || spans.meets(Interval::exact(hundred)) && !parts.iter().all(|part| part.step <= step)
        {
            return here.silent(all, FITS);
        }
        let told = here.numbers().quantities.iter().take_while(|quantity| !std::ptr::eq(*quantity, parts[0]));
        if total.rest && sum < hundred && told.into_iter().any(|quantity| quantity.unit == Unit::Percent) {
            return here.silent(all, EARLIER);
        }
        let rest = hundred - (sum - last.value);
        let fix = (total.rest && rest > Decimal::ZERO).then(|| here.instead(last, rest)).flatten();
        let words = here.words(last.hedged);
        let message =
            format!("The parts up to “{words}” come to {sum} per cent, not a hundred: correct one of them.");
        return Some(
            with_parts(here, Flagged::new(here.source(last.hedged), message), &parts[..parts.len() - 1])
                .with_fixes(fix),
        );
    };
    let within = total.open && spans.low <= whole.interval().high;
    if within || spans.meets(whole.interval()) {
        return here.silent(all, FITS);
    }
    let words = here.words(Figures::counted(whole));
    let message = format!("The parts of “{words}” come to {sum}: correct the total or one of the parts.");
    let marked = if total.rest { last.hedged } else { whole.hedged.cover(Figures::counted(whole)) };
    let rest = whole.value - (sum - last.value);
    let remains = (total.rest && rest > Decimal::ZERO).then(|| here.instead(last, rest)).flatten();
    let fixes = [remains, here.instead(whole, sum)];
    let finding = Flagged::new(here.source(marked), message);
    let finding = if total.rest {
        finding.with_related(here.source(whole.hedged), format!("“{words}” here"))
    } else {
        finding
    };
    Some(with_parts(here, finding, parts).with_fixes(fixes.into_iter().flatten()))
}

fn with_parts(here: Figures, finding: Flagged, parts: &[&Quantity]) -> Flagged {
    let part = |finding: Flagged, part: &&Quantity| {
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
        // In HTML no bars say in which column a cell stands.
        if text.trim_start().starts_with('<') {
            continue;
        }
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
fn of_table(context: &Context, table: &Table) -> Vec<Flagged> {
    let facts = context.facts;
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
    let &[total] = totals.as_slice() else {
        for &(_, passage) in totals.iter().filter_map(|&row| table[row].first()) {
            let here = Figures { context, passage };
            context.passes_over(here.place(here.whole()), SEVERAL);
        }
        return Vec::new();
    };
    let cell =
        |row: usize, column: usize| table[row].iter().find(|(at, _)| *at == column).map(|(_, cell)| *cell);
    let columns = table[total].iter().skip(1);
    columns
        .filter_map(|&(column, whole)| {
            let parts: Option<Vec<usize>> = (0..total).map(|row| cell(row, column)).collect();
            of_column(context, whole, &parts?)
        })
        .collect()
}

fn of_column(context: &Context, whole: usize, parts: &[usize]) -> Option<Flagged> {
    let here = Figures { context, passage: whole };
    let figure = |passage: usize| {
        let cell = Figures { context, passage };
        cell.numbers().quantities.first().filter(|quantity| quantity.range == cell.whole())
    };
    let parts = parts.iter().map(|&part| figure(part)).collect::<Option<Vec<&Quantity>>>();
    let of_one_kind = |told: &Quantity, parts: &[&Quantity]| {
        parts.len() > 1 && told.unit != Unit::Points && parts.iter().all(|part| part.unit == told.unit)
    };
    let even = figure(whole).zip(parts).filter(|(told, parts)| of_one_kind(told, parts));
    let Some((told, parts)) = even else { return here.silent(here.whole(), KINDS) };
    let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum + part.value);
    let step = parts.iter().map(|part| part.step).chain([told.step]).min()?.min(Decimal::whole(1));
    let count = Decimal::whole(i64::try_from(parts.len() + 1).ok()?);
    let slack = step.times(count).over(Decimal::whole(2))?;
    if (sum - told.value).magnitude() <= slack {
        return here.silent(told.range, FITS);
    }
    let words = here.words(told.range);
    let message = format!("The rows above “{words}” come to {sum}: correct the total or one of the rows.");
    Some(Flagged::new(here.source(told.range), message).with_fixes(here.instead(told, sum)))
}
