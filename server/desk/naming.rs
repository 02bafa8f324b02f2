//! What the naming rules share: the mentions of each actor, where a mention stands, and which forms of one name must not
//! be mixed.

use copydesk_facts::{Facts, Mention, RosterActor, Span, spelling};
use text_size::TextRange;

use crate::context::Context;
use crate::house::HouseStyle;
use crate::rule::Flagged;
use crate::trace::Reason;

/// The names of each actor outside quotations, in the order of the draft.
pub(crate) fn by_actor<'f>(facts: &'f Facts) -> Vec<Vec<&'f Mention>> {
    let mut named: Vec<Vec<&Mention>> = vec![Vec::new(); facts.actors.len()];
    for mention in facts.mentions.iter().filter(|mention| mention.is_name && !mention.quoted) {
        named[mention.actor].push(mention);
    }
    named
}

/// What `findings` makes of each actor, given by its index, and of its names outside quotations.
pub(crate) fn flag_actors<F: IntoIterator<Item = Flagged>>(
    context: &Context,
    findings: impl Fn(&Context, usize, &[&Mention]) -> F,
) -> Vec<Flagged> {
    let named = by_actor(context.facts);
    named.iter().enumerate().flat_map(|(actor, mentions)| findings(context, actor, mentions)).collect()
}

/// Whether a mention stands in the running text: in a sentence of a paragraph, not in a headline, caption, table, label
/// or byline.
pub(crate) fn in_running_text(facts: &Facts, mention: &Mention) -> bool {
    facts.passages[mention.place.passage].is_prose()
        && facts.sentence_at(mention.place).is_some_and(|number| !facts.sentences[number].sentence.fragment)
}

/// The words directly before a mention and its title, up to the sentence's start.
pub(crate) fn words_before<'f>(facts: &Facts<'f>, mention: &Mention) -> &'f str {
    let start = mention
        .title
        .map_or(mention.place.range.start(), |title| title.start().min(mention.place.range.start()));
    let sentence = facts.sentence_at(mention.place).map(|number| facts.sentences[number].place.range.start());
    let from = sentence.unwrap_or_default().min(start);
    facts.text(Span::new(mention.place.passage, TextRange::new(from, start))).trim_end()
}

/// The words behind a mention, up to the sentence's end.
pub(crate) fn words_behind<'f>(facts: &Facts<'f>, mention: &Mention) -> &'f str {
    let end = mention.place.range.end();
    let sentence = facts.sentence_at(mention.place).map(|number| facts.sentences[number].place.range.end());
    let to = sentence.unwrap_or(end).max(end);
    facts.text(Span::new(mention.place.passage, TextRange::new(end, to)))
}

/// The title before a name as a place, and its words.
pub(crate) fn title<'f>(facts: &Facts<'f>, mention: &Mention) -> Option<(Span, &'f str)> {
    let place = Span::new(mention.place.passage, mention.title?);
    Some((place, facts.text(place)))
}

/// Whether a title is a courtesy that says nothing of an office.
pub(crate) fn is_courtesy(title: &str) -> bool {
    matches!(title.trim_end_matches('.').to_lowercase().as_str(), "mr" | "mrs" | "ms" | "miss" | "mx")
}

/// Whether a name has a first word that people are called by, so that it is a person's beyond doubt.
pub(crate) fn is_given_name_first(name: &str) -> bool {
    let first = name.split([' ', '-']).next().unwrap_or("").to_lowercase();
    copydesk_language::is_common_given_name(&first)
        && !name.split(' ').any(|word| matches!(word, "And" | "and" | "The"))
}

/// Whether a mention is a label or an item of a list: a bracket, a dash or a colon stands before it or behind it, or
/// another name behind a comma.
pub(crate) fn is_label(facts: &Facts, mention: &Mention) -> bool {
    let text = &facts.passages[mention.place.passage].passage.text;
    let before = text[..usize::from(mention.place.range.start())].trim_end();
    let behind = text[usize::from(mention.place.range.end())..].trim_start();
    let listed = behind.strip_prefix(", ").is_some_and(|behind| behind.starts_with(char::is_uppercase));
    listed
        || before.ends_with(['(', '[', '-', '–', '—', ':', '•', '/'])
        || behind.starts_with([':', '(', ')', ']', '/'])
}

/// Whether two people of the draft bear one surname; where they do, short forms mislead.
pub(crate) fn shares_surname(facts: &Facts, actor: usize) -> bool {
    let Some(surname) = facts.actors[actor].surname() else { return false };
    facts.bearers().get(&spelling::fold(surname)).is_some_and(|&bearers| bearers > 1)
}

const BOTH: Reason = Reason("a sentence that gives both names, or says that they are one");
const WORKS: Reason = Reason("titles of works, and what is answered in an interview");
const USUAL: Reason = Reason("the form that the newsroom or the draft uses, and one form used throughout");

/// Forms of one name that a draft must not mix, or that the newsroom does not use.
pub(crate) struct Mixed<'f> {
    /// The form to use.
    pub(crate) preferred: String,
    /// Why: the roster's own word, the house style, or the draft's majority.
    pub(crate) why: Why,
    /// The mentions in another form.
    pub(crate) odd: Vec<&'f Mention>,
    /// Where the draft uses the preferred form, if it does.
    pub(crate) usual: Option<Span>,
}

/// What makes one form the right one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    Roster,
    Style(HouseStyle),
    Draft,
}

/// The mentions of an actor that are written in a form to avoid, or in another than the draft uses elsewhere. Aliases
/// may stand beside each other; spellings may not.
pub(crate) fn mixed_forms<'f>(
    context: &Context<'f>,
    actor: usize,
    mentions: &[&'f Mention],
) -> Option<Mixed<'f>> {
    let facts = context.facts;
    let listed =
        facts.listed(actor).filter(|listed| !listed.spellings.is_empty() || !listed.avoid.is_empty())?;
    let form = |mention: &Mention| form_of(listed, facts.text(mention.place));
    // In the turns of an interview people speak as they do.
    let counted = |(mention, _): &(&Mention, Form)| {
        let works = facts.is_emphasised(mention.place) || facts.passages[mention.place.passage].is_turn;
        if works {
            context.passes_over(mention.place, WORKS);
        }
        !works
    };
    let formed = mentions.iter().copied().filter_map(|mention| Some((mention, form(mention)?)));
    let written: Vec<(&Mention, Form)> = formed.filter(counted).collect();
    let chosen = match context.house.style {
        _ if written.iter().any(|(_, form)| *form == Form::Avoid) => Some((&*listed.name, Why::Roster)),
        Some(style) if style_prefers(style, listed).is_some() => {
            style_prefers(style, listed).map(|name| (name, Why::Style(style)))
        }
        _ => majority(listed, &written).map(|name| (name, Why::Draft)),
    };
    let Some((preferred, why)) = chosen else {
        written.iter().for_each(|(mention, _)| context.passes_over(mention.place, USUAL));
        return None;
    };
    let key = spelling::key(preferred);
    let right = |mention: &Mention| spelling::key(facts.text(mention.place)) == key;
    let usual = written.iter().find(|(mention, _)| right(mention)).map(|(mention, _)| mention.place);
    let is_odd = |(mention, form): &&(&Mention, Form)| {
        let odd = match why {
            Why::Roster => *form == Form::Avoid,
            Why::Style(_) | Why::Draft => !right(mention),
        };
        if !odd {
            context.passes_over(mention.place, USUAL);
        }
        odd
    };
    // Where a sentence gives both names, the reader is told that they are one.
    let explained = |mention: &Mention| {
        let sentence = facts.sentence_at(mention.place);
        written
            .iter()
            .any(|(other, _)| facts.sentence_at(other.place) == sentence && right(other) != right(mention))
    };
    // "Also known as Burma": the reader is told here too.
    let told = |mention: &Mention| words_before(facts, mention).ends_with("known as");
    let unexplained = |mention: &&Mention| {
        let both = explained(mention) || told(mention);
        if both {
            context.passes_over(mention.place, BOTH);
        }
        !both
    };
    let odd = written.iter().filter(is_odd).map(|(mention, _)| *mention);
    let odd: Vec<&Mention> = odd.filter(unexplained).collect();
    (!odd.is_empty()).then(|| Mixed { preferred: preferred.to_owned(), why, odd, usual })
}

/// In which of its forms the roster has a writing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The name itself, or the spelling of this number.
    Right(usize),
    Avoid,
}

fn form_of(listed: &RosterActor, text: &str) -> Option<Form> {
    let key = spelling::key(text);
    let is = |name: &str| spelling::key(name) == key;
    let right = std::iter::once(&listed.name).chain(&listed.spellings).position(|name| is(name));
    right.map(Form::Right).or_else(|| listed.avoid.iter().any(|name| is(name)).then_some(Form::Avoid))
}

/// The form that the draft uses most; of equals the one it uses first. `None` where it uses only one.
fn majority<'l>(listed: &'l RosterActor, written: &[(&Mention, Form)]) -> Option<&'l str> {
    let forms = || std::iter::once(&listed.name).chain(&listed.spellings).enumerate();
    let count = |number: usize| written.iter().filter(|(_, form)| *form == Form::Right(number)).count();
    let first = |number: usize| written.iter().position(|(_, form)| *form == Form::Right(number));
    if forms().filter(|(number, _)| count(*number) > 0).count() < 2 {
        return None;
    }
    let best = forms().max_by_key(|(number, _)| (count(*number), std::cmp::Reverse(first(*number))))?;
    Some(best.1)
}

/// The form of a name that a house style prefers.
fn style_prefers(style: HouseStyle, listed: &RosterActor) -> Option<&str> {
    let names = std::iter::once(&listed.name).chain(&listed.spellings).map(|name| &**name);
    names.into_iter().find(|name| style.prefers(name))
}

/// The end of a place as an empty place.
pub(crate) fn end_of(place: Span) -> Span {
    Span::new(place.passage, TextRange::empty(place.range.end()))
}
