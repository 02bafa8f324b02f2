//! The forms of a word or phrase as English bends them: "carries out" of "carry out", "asylum seekers" of "asylum seeker". A word
//! that a newsroom does not use is found in each of its forms, and the one that it prefers is written in the same.

use copydesk_language::lexicon::{FORMS_OF_BE, FORMS_OF_HAVE};

/// What a form of a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// As it stands in a list.
    Base,
    /// "seekers".
    Plural,
    /// "carries".
    Third,
    /// "went".
    Past,
    /// "gone".
    Participle,
    /// "going".
    Ing,
}

/// In which forms a word is looked for, beside the one that stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordForms {
    /// A noun's: the plural.
    Noun,
    /// A verb's.
    Verb,
    /// Both a noun's and a verb's.
    Both,
    /// None.
    None,
}

impl WordForms {
    /// All choices.
    pub const ALL: [WordForms; 4] = [WordForms::Noun, WordForms::Verb, WordForms::Both, WordForms::None];

    /// The word used in a list.
    pub fn name(self) -> &'static str {
        match self {
            WordForms::Noun => "noun",
            WordForms::Verb => "verb",
            WordForms::Both => "both",
            WordForms::None => "none",
        }
    }

    fn has_noun(self) -> bool {
        matches!(self, WordForms::Noun | WordForms::Both)
    }

    fn has_verb(self) -> bool {
        matches!(self, WordForms::Verb | WordForms::Both)
    }

    /// The forms that a list most likely means that does not say so: none of words that have none, a verb's of "carry out", a noun's
    /// of any other phrase and of what can only be a noun, and both of another word, since nobody sees in a list which it is.
    pub(super) fn likely<'w>(words: impl IntoIterator<Item = &'w str>) -> WordForms {
        let mut forms = WordForms::Both;
        for words in words {
            let Some((first, last)) = words.split_once(' ').map(|(first, rest)| (first, last_word(rest)))
            else {
                if is_unbending(words) {
                    return WordForms::None;
                }
                if is_noun(words) {
                    forms = WordForms::Noun;
                }
                continue;
            };
            let is_verb = is_in(PARTICLES, last) || entry(VERBS, first).is_some();
            forms = match is_verb {
                true => WordForms::Verb,
                false if is_unbending(last) => return WordForms::None,
                false => WordForms::Noun,
            };
        }
        forms
    }
}

/// The forms of a word or phrase with what they are, the base first; of one kind the usual form stands before others.
pub(super) fn forms(words: &str, of: WordForms) -> Vec<(Form, String)> {
    let mut forms = vec![(Form::Base, words.to_owned())];
    if of.has_noun() {
        let (before, head, behind) = head_of(words);
        forms.extend(plurals(head).into_iter().map(|it| (Form::Plural, format!("{before}{it}{behind}"))));
    }
    if of.has_verb() {
        let (verb, behind) = words.split_at(words.find(' ').unwrap_or(words.len()));
        forms.extend(verb_forms(verb).into_iter().map(|(form, it)| (form, format!("{it}{behind}"))));
    }
    forms
}

/// Whether two words are forms of one: "carry" and "carried", "don't" and "doesn't", "was" and "were".
pub(crate) fn are_of_one(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.to_lowercase().replace('’', "'"), other.to_lowercase().replace('’', "'"));
    if one.ends_with("n't") && other.ends_with("n't") {
        [&mut one, &mut other].into_iter().for_each(|word| word.truncate(word.len() - "n't".len()));
    }
    let bends = |base: &str, form: &str| forms(base, WordForms::Both).iter().any(|(_, way)| way == form);
    let own = [&FORMS_OF_BE, &FORMS_OF_HAVE];
    let irregular = own.iter().any(|forms| forms.contains(one.as_str()) && forms.contains(other.as_str()));
    irregular || bends(&one, &other) || bends(&other, &one)
}

/// One form of a word or phrase to write in a draft: usually one way, several where the spelling is not known, none where English has
/// none that is sure.
pub(super) fn bent(words: &str, form: Form, of: WordForms) -> Vec<String> {
    let ways = forms(words, of).into_iter().filter(|(known, _)| *known == form).map(|(_, way)| way);
    let verb = words.split(' ').next().unwrap_or(words);
    let is_open = match form {
        Form::Past | Form::Participle | Form::Ing => doubling(verb) == Doubling::Unknown,
        // "Residents" is a plural, "lens" is none.
        Form::Plural if is_maybe_plural(head_of(words).1) => return Vec::new(),
        Form::Base | Form::Plural | Form::Third => false,
    };
    ways.take(if is_open { usize::MAX } else { 1 }).collect()
}

/// The noun of a phrase that takes the plural, with what stands before and behind it: "commander" of "commander in chief".
fn head_of(words: &str) -> (&str, &str, &str) {
    let within = PREPOSITIONS.split(' ').filter_map(|word| words.find(&format!(" {word} "))).min();
    // "Attorneys general".
    let general = words.len() - words.strip_suffix(" general").map_or(0, |_| " general".len());
    let end = within.unwrap_or(general);
    let start = words[..end].rfind(' ').map_or(0, |at| at + 1);
    (&words[..start], &words[start..end], &words[end..])
}

fn plurals(noun: &str) -> Vec<String> {
    let lower = noun.to_lowercase();
    if is_in(OWN_PLURALS, &lower) {
        return vec![noun.to_owned()];
    }
    if is_in(UNCOUNTED, &lower) || lower.ends_with("ics") || lower.ends_with("ness") {
        return Vec::new();
    }
    if let Some(plural) = entry(NOUNS, &lower) {
        return vec![plural.to_owned()];
    }
    if let Some(stem) = noun.strip_suffix("person") {
        return vec![format!("{stem}people"), format!("{noun}s")];
    }
    if let Some(stem) = noun.strip_suffix("man").filter(|_| !is_in(NOT_OF_MAN, &lower)) {
        return vec![format!("{stem}men")];
    }
    for (singular, plural) in [("wife", "wives"), ("child", "children"), ("sis", "ses")] {
        if let Some(stem) = noun.strip_suffix(singular) {
            return vec![format!("{stem}{plural}")];
        }
    }
    vec![with_s(noun)]
}

fn verb_forms(verb: &str) -> Vec<(Form, String)> {
    let lower = verb.to_lowercase();
    // "undertake" goes as "take" does.
    let own = PREFIXES.iter().find_map(|prefix| Some((*prefix, entry(VERBS, lower.strip_prefix(prefix)?)?)));
    let past = match own.and_then(|(prefix, forms)| Some((prefix, forms.split_once('/')?))) {
        Some((prefix, (past, participle))) => {
            vec![(Form::Past, format!("{prefix}{past}")), (Form::Participle, format!("{prefix}{participle}"))]
        }
        None => {
            let ways = stems(verb).map(|stem| with_ed(&stem));
            ways.flat_map(|way| [(Form::Past, way.clone()), (Form::Participle, way)]).collect()
        }
    };
    let third = match lower.as_str() {
        "have" => "has".to_owned(),
        _ => with_s(verb),
    };
    let running = stems(verb).map(|stem| (Form::Ing, with_ing(&stem)));
    [(Form::Third, third)].into_iter().chain(past).chain(running).collect()
}

fn with_s(word: &str) -> String {
    const HISSING: [&str; 5] = ["s", "x", "z", "ch", "sh"];
    let hisses = HISSING.iter().any(|ending| word.ends_with(ending)) && !is_in(SPOKEN_K, word);
    match consonant_y(word) {
        Some(stem) => format!("{stem}ies"),
        None if hisses || is_in(WITH_ES, word) => format!("{word}es"),
        None => format!("{word}s"),
    }
}

fn with_ed(verb: &str) -> String {
    match consonant_y(verb) {
        Some(stem) => format!("{stem}ied"),
        None if verb.ends_with('e') => format!("{verb}d"),
        None => format!("{verb}ed"),
    }
}

fn with_ing(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) if verb.ends_with("ie") => format!("{}ying", &stem[..stem.len() - 1]),
        Some(stem) if !verb.ends_with("ee") && !verb.ends_with("oe") && verb != "be" => format!("{stem}ing"),
        _ => format!("{verb}ing"),
    }
}

/// "carr" of "carry".
fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    stem.ends_with(|letter: char| !is_vowel(letter)).then_some(stem)
}

/// Whether English writes a verb's last consonant twice before an ending.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubling {
    /// "planned".
    Doubled,
    /// "visited".
    Single,
    /// "travelled", in America "traveled".
    British,
    /// The stress decides, which the letters do not show: "equipped", but "gossiped".
    Unknown,
}

fn doubling(verb: &str) -> Doubling {
    /// Endings of verbs that hardly any stresses.
    const UNSTRESSED: [&str; 9] = ["en", "er", "on", "or", "et", "it", "op", "om", "us"];
    let letters: Vec<char> = verb.chars().collect();
    let [.., before, vowel, last] = letters[..] else { return Doubling::Single };
    // The "u" of "quit" and "equip" is no vowel.
    let is_short = !is_vowel(before) || verb[..verb.len() - last.len_utf8()].ends_with(&format!("qu{vowel}"));
    if is_vowel(last) || "wxy".contains(last) || !is_vowel(vowel) || !is_short {
        return Doubling::Single;
    }
    let vowels = verb.replace("qu", "q").chars().filter(|letter| is_vowel(*letter)).count();
    match last {
        _ if vowels == 1 || is_in(STRESSED, verb) => Doubling::Doubled,
        _ if entry(VERBS, verb).is_some() => Doubling::Doubled,
        'l' => Doubling::British,
        _ if UNSTRESSED.iter().any(|ending| verb.ends_with(ending)) => Doubling::Single,
        _ => Doubling::Unknown,
    }
}

/// What "-ed" and "-ing" are put to, the usual first: "plann" of "plan".
fn stems(verb: &str) -> impl Iterator<Item = String> {
    let twice = || verb.chars().last().map_or_else(String::new, |last| format!("{verb}{last}"));
    let stems = match doubling(verb) {
        Doubling::Doubled => [Some(twice()), None],
        Doubling::Single => [Some(verb.to_owned()), None],
        Doubling::British => [Some(twice()), Some(verb.to_owned())],
        Doubling::Unknown => [Some(verb.to_owned()), Some(twice())],
    };
    stems.into_iter().flatten()
}

/// Whether a word in the singular can only be a noun: "fireman", "police", "illness".
fn is_noun(word: &str) -> bool {
    let lower = word.to_lowercase();
    let has_ending = |ending: &str| lower.strip_suffix(ending).is_some_and(|stem| stem.len() > 1);
    is_in(OWN_PLURALS, &lower)
        || is_in(UNCOUNTED, &lower)
        || ["man", "person", "ness", "ics"].into_iter().any(has_ending) && lower != "unman"
}

/// Whether a noun may be a plural already: "residents", not "bus", "boss", "crisis" or "gas".
fn is_maybe_plural(noun: &str) -> bool {
    let own = ["ss", "us", "is", "as"];
    noun.ends_with('s') && !own.iter().any(|ending| noun.ends_with(ending)) && !is_in(OWN_PLURALS, noun)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u')
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// What stands in a list behind a word and a slash.
fn entry(list: &'static str, word: &str) -> Option<&'static str> {
    list.split(' ').find_map(|entry| entry.strip_prefix(word)?.strip_prefix('/'))
}

fn last_word(words: &str) -> &str {
    words.rsplit(' ').next().unwrap_or(words)
}

/// Whether a word has but one form, or is so short that its forms are other words.
fn is_unbending(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower.chars().count() < 3 || lower.ends_with("ly") || is_in(UNBENDING, &lower)
}

/// Words that no ending is put to.
const UNBENDING: &str = "\
    about above across after again against albeit all along already also although always amid amidst among \
    amongst and another any around because before behind below beside besides between beyond both but \
    despite down due during each either else enough etc even ever every except few following for from hence \
    her here hers him his how however inside into its itself just less lest many may might moreover most \
    much must neither never nevertheless next nor not notwithstanding now off often once only onto our out \
    outside over per perhaps prior quite rather regarding same several shall she should since some such than \
    that the their them then there therefore these they this those though through throughout thus till too \
    toward towards under unless until upon versus very via was were what when where whereas whether which \
    while whilst who whom whose why with within without would yet you your";
/// Words that end the phrase of a verb.
const PARTICLES: &str = "\
    across ahead apart around aside away back by down for forward from in into off on out over through to \
    together up with";
/// Words behind which stands what a noun is of.
const PREPOSITIONS: &str = "\
    at by for from in of on to with without";
/// Words in -o that take "-es".
const WITH_ES: &str = "do echo embargo forego forgo go hero potato tomato undergo veto";
/// Nouns that are their own plural.
const OWN_PLURALS: &str = "\
    aircraft bison data deer fish folk headquarters media moose offspring people police salmon series sheep \
    species swine trout";
/// Nouns without a plural.
const UNCOUNTED: &str = "\
    advice equipment evidence furniture information luggage machinery music news";
/// Words in -man that are none of a man.
const NOT_OF_MAN: &str = "german human ottoman roman shaman talisman";
/// Words in -ch that take a bare "-s".
const SPOKEN_K: &str = "epoch matriarch monarch patriarch stomach";
/// Verbs of several syllables whose last one is stressed.
const STRESSED: &str = "\
    abet abhor abut acquit admit allot annul commit compel concur confer control defer deter dispel emit \
    equip excel expel fulfil incur infer inter kidnap occur omit outfit patrol permit prefer propel rebel rebut recur \
    refer regret remit repel submit transfer transmit unplug unwrap worship";
/// Nouns whose plural is their own.
const NOUNS: &str = "\
    calf/calves crisis/crises criterion/criteria elf/elves foot/feet goose/geese half/halves knife/knives \
    leaf/leaves life/lives loaf/loaves louse/lice mouse/mice ox/oxen phenomenon/phenomena quiz/quizzes self/selves \
    shelf/shelves thief/thieves tooth/teeth wolf/wolves";
/// What may stand before a verb that goes its own way.
const PREFIXES: &[&str] = &["", "be", "for", "fore", "mis", "out", "over", "re", "un", "under", "up", "with"];
/// Verbs that go their own way: base, past, participle.
const VERBS: &str = "\
    arise/arose/arisen behave/behaved/behaved bear/bore/borne beat/beat/beaten become/became/become begin/began/begun bend/bent/bent bet/bet/bet \
    bid/bid/bid bind/bound/bound bite/bit/bitten bleed/bled/bled blow/blew/blown break/broke/broken breed/bred/bred bring/brought/brought \
    build/built/built burst/burst/burst buy/bought/bought broadcast/broadcast/broadcast cast/cast/cast catch/caught/caught \
    choose/chose/chosen cling/clung/clung come/came/come cost/cost/cost creep/crept/crept cut/cut/cut \
    deal/dealt/dealt dig/dug/dug do/did/done draw/drew/drawn drink/drank/drunk drive/drove/driven \
    eat/ate/eaten fall/fell/fallen feed/fed/fed feel/felt/felt fight/fought/fought find/found/found \
    flee/fled/fled fling/flung/flung fly/flew/flown forbid/forbade/forbidden forget/forgot/forgotten freeze/froze/frozen get/got/got \
    give/gave/given go/went/gone grind/ground/ground grow/grew/grown hang/hung/hung have/had/had hear/heard/heard \
    hide/hid/hidden hit/hit/hit hold/held/held hurt/hurt/hurt keep/kept/kept kneel/knelt/knelt know/knew/known lay/laid/laid \
    lead/led/led leave/left/left lend/lent/lent let/let/let lose/lost/lost make/made/made mean/meant/meant \
    meet/met/met pay/paid/paid offset/offset/offset partake/partook/partaken put/put/put quit/quit/quit read/read/read relay/relayed/relayed rid/rid/rid ride/rode/ridden \
    ring/rang/rung rise/rose/risen run/ran/run say/said/said see/saw/seen seek/sought/sought sell/sold/sold \
    send/sent/sent set/set/set shake/shook/shaken shed/shed/shed shoot/shot/shot show/showed/shown \
    shrink/shrank/shrunk shut/shut/shut sing/sang/sung sink/sank/sunk sit/sat/sat sleep/slept/slept \
    slide/slid/slid speak/spoke/spoken spend/spent/spent spin/spun/spun split/split/split spread/spread/spread \
    spring/sprang/sprung stand/stood/stood steal/stole/stolen stick/stuck/stuck sting/stung/stung strike/struck/struck \
    strive/strove/striven swear/swore/sworn sweep/swept/swept swim/swam/swum swing/swung/swung \
    take/took/taken teach/taught/taught tear/tore/torn tell/told/told think/thought/thought \
    throw/threw/thrown thrust/thrust/thrust wake/woke/woken wear/wore/worn weave/wove/woven weep/wept/wept win/won/won wind/wound/wound \
    write/wrote/written";

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word with what it is and its forms: the plural, or third person, past, participle and "-ing".
    #[test]
    fn words_bend_as_english_bends_them() {
        for (words, of, expected) in [
            ("seeker", WordForms::Noun, "seekers"),
            ("asylum seeker", WordForms::Noun, "asylum seekers"),
            ("commander in chief", WordForms::Noun, "commanders in chief"),
            ("chairman", WordForms::Noun, "chairmen"),
            ("chairperson", WordForms::Noun, "chairpeople, chairpersons"),
            ("crisis", WordForms::Noun, "crises"),
            ("gypsy", WordForms::Noun, "gypsies"),
            ("police", WordForms::Noun, "police"),
            ("advice", WordForms::Noun, ""),
            ("attorney general", WordForms::Noun, "attorneys general"),
            ("monarch", WordForms::Noun, "monarchs"),
            ("talisman", WordForms::Noun, "talismans"),
            ("utilise", WordForms::Verb, "utilises, utilised, utilised, utilising"),
            ("carry out", WordForms::Verb, "carries out, carried out, carried out, carrying out"),
            ("undertake", WordForms::Verb, "undertakes, undertook, undertaken, undertaking"),
            ("plan", WordForms::Verb, "plans, planned, planned, planning"),
            (
                "travel",
                WordForms::Verb,
                "travels, travelled, travelled, traveled, traveled, travelling, traveling",
            ),
            ("equip", WordForms::Verb, "equips, equipped, equipped, equipping"),
            ("forbid", WordForms::Verb, "forbids, forbade, forbidden, forbidding"),
            ("behave", WordForms::Verb, "behaves, behaved, behaved, behaving"),
            ("begin", WordForms::Verb, "begins, began, begun, beginning"),
            ("visit", WordForms::Verb, "visits, visited, visited, visiting"),
            ("agree", WordForms::Verb, "agrees, agreed, agreed, agreeing"),
            ("die", WordForms::Verb, "dies, died, died, dying"),
            ("whilst", WordForms::None, ""),
        ] {
            let told: Vec<String> = forms(words, of).into_iter().skip(1).map(|(_, form)| form).collect();
            assert_eq!(told.join(", "), expected, "{words}");
        }
    }

    #[test]
    fn what_a_list_means_shows_in_its_words() {
        for (words, expected) in [
            (&["whilst", "while"][..], WordForms::None),
            (&["utilise", "use"], WordForms::Both),
            (&["utilise", "make use of"], WordForms::Verb),
            (&["conduct", "carry out"], WordForms::Verb),
            (&["cop", "police officer"], WordForms::Noun),
            (&["cop", "police"], WordForms::Noun),
            (&["fireman", "firefighter"], WordForms::Noun),
            (&["man", "staff"], WordForms::Both),
            (&["prior to", "before"], WordForms::None),
            (&["previously", "before"], WordForms::None),
        ] {
            assert_eq!(WordForms::likely(words.iter().copied()), expected, "{words:?}");
        }
    }
}
