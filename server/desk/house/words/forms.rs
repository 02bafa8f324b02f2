//! The forms of a word or phrase as English bends them: "carries out" of "carry out", "asylum seekers" of "asylum seeker". A word
//! that a newsroom does not use is found in each of its forms, and the one that it prefers is written in the same.

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
    /// of any other phrase, and both of a single word, since nobody sees in a list which it is.
    pub(super) fn likely<'w>(words: impl IntoIterator<Item = &'w str>) -> WordForms {
        let mut forms = WordForms::Both;
        for words in words {
            let Some((first, last)) = words.split_once(' ').map(|(first, rest)| (first, last_word(rest)))
            else {
                if is_unbending(words) {
                    return WordForms::None;
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

/// The noun of a phrase that takes the plural, with what stands before and behind it: "commander" of "commander in chief".
fn head_of(words: &str) -> (&str, &str, &str) {
    let within = PREPOSITIONS.split(' ').filter_map(|word| words.find(&format!(" {word} "))).min();
    let end = within.unwrap_or(words.len());
    let start = words[..end].rfind(' ').map_or(0, |at| at + 1);
    (&words[..start], &words[start..end], &words[end..])
}

fn plurals(noun: &str) -> Vec<String> {
    let lower = noun.to_lowercase();
    if is_in(UNCOUNTED, &lower) || lower.ends_with("ics") || lower.ends_with("ness") {
        return Vec::new();
    }
    if let Some(plural) = entry(NOUNS, &lower) {
        return vec![plural.to_owned()];
    }
    if let Some(stem) = noun.strip_suffix("person") {
        return vec![format!("{stem}people"), format!("{noun}s")];
    }
    if let Some(stem) =
        noun.strip_suffix("man").filter(|_| !matches!(lower.as_str(), "human" | "german" | "roman"))
    {
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
    let (past, participle) = match own.and_then(|(prefix, forms)| Some((prefix, forms.split_once('/')?))) {
        Some((prefix, (past, participle))) => (format!("{prefix}{past}"), format!("{prefix}{participle}")),
        None => (with_ed(verb), with_ed(verb)),
    };
    let third = match lower.as_str() {
        "have" => "has".to_owned(),
        _ => with_s(verb),
    };
    vec![
        (Form::Third, third),
        (Form::Past, past),
        (Form::Participle, participle),
        (Form::Ing, with_ing(verb)),
    ]
}

fn with_s(word: &str) -> String {
    const HISSING: [&str; 5] = ["s", "x", "z", "ch", "sh"];
    let hisses = HISSING.iter().any(|ending| word.ends_with(ending));
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
        None => format!("{}ed", doubled(verb)),
    }
}

fn with_ing(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) if verb.ends_with("ie") => format!("{}ying", &stem[..stem.len() - 1]),
        Some(stem) if !verb.ends_with("ee") && !verb.ends_with("oe") && verb != "be" => format!("{stem}ing"),
        _ => format!("{}ing", doubled(verb)),
    }
}

/// "carr" of "carry".
fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    stem.ends_with(|letter: char| !is_vowel(letter)).then_some(stem)
}

/// A verb with its last consonant twice where English doubles it: "plann" of "plan".
fn doubled(verb: &str) -> String {
    let letters: Vec<char> = verb.chars().collect();
    let [.., before, vowel, last] = letters[..] else { return verb.to_owned() };
    let ends_short = !is_vowel(last) && !"wxy".contains(last) && is_vowel(vowel) && !is_vowel(before);
    let vowels = letters.iter().filter(|letter| is_vowel(**letter)).count();
    let stressed =
        ["refer", "prefer", "occur", "commit", "admit", "permit", "submit", "regret", "compel", "expel"];
    let british = last == 'l' && vowels > 1;
    match ends_short && (vowels == 1 || british || stressed.contains(&verb)) {
        true => format!("{verb}{last}"),
        false => verb.to_owned(),
    }
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
/// Nouns without a plural of their own.
const UNCOUNTED: &str = "\
    aircraft bison data deer fish folk headquarters media moose news offspring people police salmon series \
    sheep species swine trout";
/// Nouns whose plural is their own.
const NOUNS: &str = "\
    calf/calves crisis/crises criterion/criteria elf/elves foot/feet goose/geese half/halves knife/knives \
    leaf/leaves life/lives loaf/loaves louse/lice mouse/mice ox/oxen phenomenon/phenomena self/selves \
    shelf/shelves thief/thieves tooth/teeth wolf/wolves";
/// What may stand before a verb that goes its own way.
const PREFIXES: &[&str] = &["", "be", "for", "fore", "mis", "out", "over", "re", "un", "under", "up", "with"];
/// Verbs that go their own way: base, past, participle.
const VERBS: &str = "\
    bear/bore/borne beat/beat/beaten become/became/become begin/began/begun bend/bent/bent bet/bet/bet \
    bid/bid/bid bind/bound/bound bite/bit/bitten blow/blew/blown break/broke/broken bring/brought/brought \
    build/built/built burst/burst/burst buy/bought/bought cast/cast/cast catch/caught/caught \
    choose/chose/chosen cling/clung/clung come/came/come cost/cost/cost creep/crept/crept cut/cut/cut \
    deal/dealt/dealt dig/dug/dug do/did/done draw/drew/drawn drink/drank/drunk drive/drove/driven \
    eat/ate/eaten fall/fell/fallen feed/fed/fed feel/felt/felt fight/fought/fought find/found/found \
    flee/fled/fled fling/flung/flung fly/flew/flown forget/forgot/forgotten freeze/froze/frozen get/got/got \
    give/gave/given go/went/gone grow/grew/grown hang/hung/hung have/had/had hear/heard/heard \
    hide/hid/hidden hit/hit/hit hold/held/held hurt/hurt/hurt keep/kept/kept know/knew/known lay/laid/laid \
    lead/led/led leave/left/left lend/lent/lent let/let/let lose/lost/lost make/made/made mean/meant/meant \
    meet/met/met pay/paid/paid put/put/put quit/quit/quit read/read/read rid/rid/rid ride/rode/ridden \
    ring/rang/rung rise/rose/risen run/ran/run say/said/said see/saw/seen seek/sought/sought sell/sold/sold \
    send/sent/sent set/set/set shake/shook/shaken shed/shed/shed shoot/shot/shot show/showed/shown \
    shrink/shrank/shrunk shut/shut/shut sing/sang/sung sink/sank/sunk sit/sat/sat sleep/slept/slept \
    slide/slid/slid speak/spoke/spoken spend/spent/spent split/split/split spread/spread/spread \
    spring/sprang/sprung stand/stood/stood steal/stole/stolen stick/stuck/stuck strike/struck/struck \
    strive/strove/striven swear/swore/sworn sweep/swept/swept swim/swam/swum swing/swung/swung \
    take/took/taken teach/taught/taught tear/tore/torn tell/told/told think/thought/thought \
    throw/threw/thrown thrust/thrust/thrust wake/woke/woken wear/wore/worn win/won/won wind/wound/wound \
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
            ("police", WordForms::Noun, ""),
            ("utilise", WordForms::Verb, "utilises, utilised, utilised, utilising"),
            ("carry out", WordForms::Verb, "carries out, carried out, carried out, carrying out"),
            ("undertake", WordForms::Verb, "undertakes, undertook, undertaken, undertaking"),
            ("plan", WordForms::Verb, "plans, planned, planned, planning"),
            ("travel", WordForms::Verb, "travels, travelled, travelled, travelling"),
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
            (&["prior to", "before"], WordForms::None),
            (&["previously", "before"], WordForms::None),
        ] {
            assert_eq!(WordForms::likely(words.iter().copied()), expected, "{words:?}");
        }
    }
}
