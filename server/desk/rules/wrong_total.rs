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
//! ```flagged
//! Tumaini was paid Sh212 million, Blue Rock Sh131 million and Kavete Sh75 million. Together that makes Sh408 million.
//!                                                                                                      ^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The army said 1,450 people had left their homes on the bay and 950 in the town, 2,200 in all.
//!                                                                                 ^^^^^
//! ```
//!
//! ```flagged
//! He left with €6,480.
//!
//! Of that, €3,200 was found in a hedge and €1,150 in his van. The remaining €2,330 was never seen again.
//!                                                                           ^^^^^^
//! ```
//!
//! ```flagged
//! In the survey 48 per cent said yes, 39 per cent said no and 18 per cent preferred not to answer.
//!                                                             ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Falk bought 76% of the shares in 2022. His wife owns 19% and the remaining 10% belong to the public.
//!                                                                            ^^^
//! ```
//!
//! ```flagged
//! She admitted four counts of theft and three counts of forgery. All six counts go back to May.
//!                                                                    ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! He admitted two charges of assault and one charge of theft. All four charges date from March.
//!                                                                 ^^^^^^^^^^^^
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
//! ```silent parts that a rounding, or what is said to make them less exact, brings to the total: half of the last digit for each percentage and each row of a table
//! He left with €6,480. Of that, €3,200 was found in a hedge and €1,150 in his van. The remaining €2,130 was never seen again.
//! ```
//!
//! ```silent what it does not look at
//! Two firms bid £3m and £5m. Together they have 400 vans, and £90m of debt.
//! ```
//!
//! ```silent what it does not look at
//! Nine counts of theft and three counts of forgery were read. All six counts of fraud were dropped.
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
    needs_whole_draft: true,
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
    let told_apart = figures::passages(context)
        .flat_map(|here| [in_all(here), all_of_them(here), remainders(here)].into_iter().flatten());
    totals
        .chain(told_apart)
        .chain(tables(context.facts).iter().flat_map(|table| of_table(context, table)))
        .collect()
}

/// Totals behind the sentences that tell the parts: "Seventy-six came by bus. Nineteen walked, and ten swam. In all, 106 came."
fn in_all(here: Figures) -> Vec<Flagged> {
    const OPENINGS: [&str; 7] =
        ["In all", "In total", "Altogether", "All told", "Together", "Taken together", "That makes"];
    let quantities = &here.numbers().quantities;
    let mut from = TextSize::new(0);
    let mut found = Vec::new();
    for sentence in &here.reading().sentences {
        if !opens(here, sentence.range, &OPENINGS) {
            continue;
        }
        let before = TextRange::new(from, sentence.range.start());
        let whole =
            quantities.iter().find(|it| sentence.range.contains_range(it.range)).filter(|it| is_sum(it));
        from = sentence.range.end();
        let Some(whole) = whole else { continue };
        let own = |part: &&Quantity| is_sum(part) && part.unit == whole.unit;
        let parts: Vec<&Quantity> =
            quantities.iter().filter(|it| before.contains_range(it.range)).filter(own).collect();
        let fewest = if matches!(whole.unit, Unit::Money(_)) { 2 } else { 3 };
        if parts.len() >= fewest && is_near(&parts, whole, TWENTIETH) {
            found.extend(of_parts(here, &TOLD_APART, &parts, Some((here, whole))));
        }
    }
    found
}

/// "Four counts of theft and three counts of forgery. All six counts": the sentence before that counts such things twice tells the parts.
fn all_of_them(here: Figures) -> Vec<Flagged> {
    let quantities = &here.numbers().quantities;
    let head = |quantity: &Quantity| {
        let words = quantity.noun.map(|noun| here.words(noun).to_lowercase());
        let last = words.and_then(|words| words.rsplit(' ').next().map(str::to_owned));
        // Of "one charge" the noun is no plural.
        let behind = here.text()[usize::from(quantity.range.end())..].split_whitespace().next();
        let single = behind.filter(|_| quantity.value == Decimal::whole(1));
        last.or_else(|| Some(format!("{}s", single?.to_lowercase())))
    };
    let before = |quantity: &Quantity| here.text()[..usize::from(quantity.hedged.start())].trim_end();
    let all = |quantity: &Quantity| {
        before(quantity).rsplit(' ').next().is_some_and(|word| matches!(word, "all" | "All"))
    };
    let sums = quantities.iter().filter(|it| is_sum(it) && all(it));
    sums.filter_map(|whole| {
        let noun = head(whole)?;
        let sentences = here.reading().sentences.iter().rev();
        let mut earlier = sentences.filter(|sentence| sentence.range.end() <= whole.hedged.start());
        let parts = earlier.find_map(|sentence| {
            let within = quantities.iter().filter(|it| sentence.range.contains_range(it.range));
            let parts: Vec<&Quantity> =
                within.filter(|it| is_sum(it) && head(it).as_ref() == Some(&noun)).collect();
            (parts.len() > 1).then_some(parts)
        })?;
        let told = parts.iter().any(|part| part.value == whole.value);
        (!told && is_near(&parts, whole, TWENTIETH))
            .then(|| of_parts(here, &TOLD_APART, &parts, Some((here, whole))))?
    })
    .collect()
}

/// "He left with €6,480. Of that, €3,200 was found and €1,150 returned. The remaining €2,330": the whole is the only figure of its kind
/// in the sentence before, which may close the paragraph before.
fn remainders(here: Figures) -> Vec<Flagged> {
    const OPENINGS: [&str; 4] = ["Of that", "Of those", "Of these", "Of this"];
    let quantities = &here.numbers().quantities;
    let sentences = &here.reading().sentences;
    let opening = sentences.iter().enumerate().filter(|(_, it)| opens(here, it.range, &OPENINGS));
    opening
        .filter_map(|(at, sentence)| {
            let end = sentences.get(at + 1).map_or(sentence.range, |next| next.range).end();
            let these = TextRange::new(sentence.range.start(), end);
            let first =
                quantities.iter().find(|it| these.contains_range(it.range)).filter(|it| is_sum(it))?;
            let of_kind = |it: &&Quantity| is_sum(it) && it.unit == first.unit;
            let told: Vec<&Quantity> =
                quantities.iter().filter(|it| these.contains_range(it.range)).filter(of_kind).collect();
            let remains = |it: &&Quantity| {
                let before = here.text()[..usize::from(it.hedged.start())].trim_end().to_lowercase();
                ["the remaining", "the other"].iter().any(|words| before.ends_with(words))
            };
            let last = told.iter().position(remains).filter(|&last| last > 0)?;
            let (there, range) = match at.checked_sub(1) {
                Some(before) => (here, sentences[before].range),
                None => {
                    let passage = here.passage.checked_sub(1)?;
                    let there = Figures { context: here.context, passage };
                    (there, there.reading().sentences.last().filter(|_| there.is_own())?.range)
                }
            };
            let wholes = there.numbers().quantities.iter().filter(|it| range.contains_range(it.range));
            let wholes: Vec<&Quantity> = wholes.filter(of_kind).collect();
            let (&[whole], parts) = (wholes.as_slice(), &told[..=last]) else { return None };
            let total = Total { rest: true, ..TOLD_APART };
            // What remains of a whole is so by its words: a slip may be large.
            is_near(parts, whole, QUARTER).then(|| of_parts(here, &total, parts, Some((there, whole))))?
        })
        .collect()
}

/// Parts that other sentences tell than the whole.
const TOLD_APART: Total = Total { whole: None, parts: Vec::new(), ones: 0, rest: false, open: false };

/// Whether a sentence opens with one of some words.
fn opens(here: Figures, sentence: TextRange, openings: &[&str]) -> bool {
    let words = here.words(sentence);
    openings
        .iter()
        .any(|opening| words.strip_prefix(opening).is_some_and(|behind| behind.starts_with([' ', ','])))
}

/// Whether a figure is the draft's own, and counts or sums up.
fn is_sum(quantity: &Quantity) -> bool {
    matches!(quantity.unit, Unit::Count | Unit::Money(_)) && !quantity.quoted
}

/// Whether parts come so near to what is told as their total that it is theirs, within a share of it or one: what is far from the sum is
/// that of others.
fn is_near(parts: &[&Quantity], whole: &Quantity, share: Decimal) -> bool {
    let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum + part.value);
    (sum - whole.value).magnitude() <= Decimal::whole(1).max(whole.value.times(share))
}

const TWENTIETH: Decimal = Decimal::hundredths(5);
const QUARTER: Decimal = Decimal::hundredths(25);

fn finding(here: Figures, total: &Total) -> Option<Flagged> {
    let parts: Vec<&Quantity> = total.parts.iter().filter_map(|&part| here.quantity(part)).collect();
    let whole = total.whole.and_then(|whole| Some((here, here.quantity(whole)?)));
    of_parts(here, total, &parts, whole)
}

/// The finding for parts of a passage and their whole, which may stand in the passage before.
fn of_parts(
    here: Figures,
    total: &Total,
    parts: &[&Quantity],
    whole: Option<(Figures, &Quantity)>,
) -> Option<Flagged> {
    let beside = whole.filter(|(there, _)| there.passage == here.passage).map(|(_, whole)| whole);
    let all = parts.iter().copied().chain(beside).map(|quantity| quantity.hedged);
    let all = all.reduce(TextRange::cover)?;
    if !here.speaks_for_itself(all) {
        return None;
    }
    let ones = Decimal::whole(total.ones);
    let sum = parts.iter().fold(ones, |sum, part| sum + part.value);
    let spans = parts.iter().fold(Interval::exact(ones), |spans, part| spans.plus(part.interval()));
    let Some(last) = parts.last().filter(|_| sum > Decimal::ZERO) else { return here.silent(all, NOTHING) };
    let Some((there, whole)) = whole else {
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
        let earlier: Vec<&Quantity> =
            told.filter(|quantity| quantity.unit == Unit::Percent && !quantity.quoted).collect();
        if total.rest && sum < hundred && !earlier.is_empty() {
            // "Falk bought 76 per cent. His wife owns 19 and the public the remaining 10."
            let with = earlier.iter().fold(sum, |sum, part| sum + part.value);
            let off = (with - hundred).magnitude();
            if earlier.len() > 1 || off <= slack || off > Decimal::whole(5) {
                return here.silent(all, EARLIER);
            }
            let parts = [&earlier[..], parts].concat();
            return of_hundred(here, total, &parts, with);
        }
        return of_hundred(here, total, parts, sum);
    };
    let within = total.open && spans.low <= whole.interval().high;
    if within || spans.meets(whole.interval()) {
        return here.silent(all, FITS);
    }
    let words = there.words(Figures::counted(whole));
    let told =
        if matches!(whole.unit, Unit::Money(_)) { there.told_like(whole, sum) } else { sum.to_string() };
    let message = format!("The parts of “{words}” come to {told}: correct the total or one of the parts.");
    let marked = if total.rest { last.hedged } else { whole.hedged.cover(Figures::counted(whole)) };
    let rest = whole.value - (sum - last.value);
    let remains = (total.rest && rest > Decimal::ZERO).then(|| here.instead(last, rest)).flatten();
    let fixes = [remains, there.instead(whole, sum)];
    let finding = Flagged::new(here.source(marked), message);
    let finding = if total.rest {
        finding.with_related(there.source(whole.hedged), format!("“{words}” here"))
    } else {
        finding
    };
    Some(with_parts(here, finding, parts).with_fixes(fixes.into_iter().flatten()))
}

/// The finding for percentages that do not come to a hundred.
fn of_hundred(here: Figures, total: &Total, parts: &[&Quantity], sum: Decimal) -> Option<Flagged> {
    let (last, others) = parts.split_last()?;
    let rest = Decimal::whole(100) - (sum - last.value);
    let fix = (total.rest && rest > Decimal::ZERO).then(|| here.instead(last, rest)).flatten();
    let words = here.words(last.hedged);
    let message =
        format!("The parts up to “{words}” come to {sum} per cent, not a hundred: correct one of them.");
    let finding = Flagged::new(here.source(last.hedged), message);
    Some(with_parts(here, finding, others).with_fixes(fix))
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
