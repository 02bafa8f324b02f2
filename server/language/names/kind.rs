//! What a name names: from the name's own words, else from the words beside it.

use crate::lexicon::{self, names::PlaceKind};
use crate::reading::NameKind;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};
use crate::verbs;

use super::{Run, capitals, is_initial, parts, runs};

/// A kind with how sure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    pub(super) kind: NameKind,
    pub(super) confidence: f32,
    /// Whether the evidence holds for a single word that opens a sentence, too.
    pub(super) opens_surely: bool,
}

/// The kind is as good as certain.
const CERTAIN: f32 = 0.95;
/// The words beside the name show the kind.
const SHOWN: f32 = 0.85;
/// The kind is likelier than others.
const LIKELY: f32 = 0.75;
/// It is a name; its kind is a guess.
const GUESSED: f32 = 0.65;

pub(super) fn guess(
    tokens: &Tokens,
    run: Run,
    sentence: SentenceTokens,
    titled: bool,
    sporting: bool,
) -> Guess {
    let scene = Scene { tokens, run, sentence, titled, sporting };
    let (kind, confidence) = scene
        .by_known_names()
        .or_else(|| scene.by_own_words())
        .or_else(|| scene.by_neighbours())
        .unwrap_or_else(|| scene.by_shape());
    // "Espinho 1 Sporting 3": a team in a list of results.
    let scored = is_score(tokens, run.end) && tokens.is_capitalised(run.end + 1);
    Guess { kind, confidence, opens_surely: confidence >= LIKELY || scored }
}

struct Scene<'t, 'p> {
    tokens: &'t Tokens<'p>,
    run: Run,
    sentence: SentenceTokens,
    titled: bool,
    sporting: bool,
}

type Evidence = Option<(NameKind, f32)>;

impl Scene<'_, '_> {
    fn text(&self) -> &str {
        &self.tokens.passage[self.tokens.span(self.run.start, self.run.end)]
    }

    fn before(&self) -> &str {
        if self.run.start == self.sentence.start { "" } else { self.tokens.lower(self.run.start - 1) }
    }

    fn any(&self, wanted: fn(&str) -> bool) -> bool {
        self.run.tokens().any(|at| wanted(self.tokens.text(at)))
    }

    /// Names that everybody knows.
    fn by_known_names(&self) -> Evidence {
        let (tokens, Run { start, end }) = (self.tokens, self.run);
        let text = self.text();
        let shouted = self.run.tokens().all(|at| tokens.is_all_capitals(at)) && text.len() > 3;
        let place = lexicon::names::place_kind(text)
            .or_else(|| lexicon::names::place_kind(&capitals::title_case(text)).filter(|_| shouted));
        if let Some(place) = place
            && !self.titled_person()
        {
            return Some(self.known_place(place));
        }
        if parts::nationality_length(tokens, start, end) == self.run.len() {
            return Some((NameKind::Other, CERTAIN));
        }
        if runs::is_dateline(tokens, start, self.sentence) {
            return Some((NameKind::Place, CERTAIN));
        }
        if lexicon::BODIES.contains(text) {
            return Some((NameKind::Organisation, CERTAIN));
        }
        // "Holloway & Tims": a firm.
        if self.any(|word| word == "&") {
            return Some((NameKind::Organisation, CERTAIN));
        }
        if self.run.len() == 1 && lexicon::COMMON_ACRONYMS.contains(text) {
            return Some((NameKind::Other, CERTAIN));
        }
        None
    }

    /// A place that everybody knows is its team where the text speaks of matches, unless something says where.
    fn known_place(&self, place: PlaceKind) -> (NameKind, f32) {
        let tokens = self.tokens;
        let located = self.is_located() || runs::is_dateline(tokens, self.run.start, self.sentence);
        let scored = is_score(tokens, self.run.end);
        let team = matches!(place, PlaceKind::City | PlaceKind::State)
            && (self.sporting || scored)
            && !located
            && self.run.start != self.sentence.end
            && !tokens.text(self.run.start).ends_with('.');
        match (team, located) {
            (true, _) => (NameKind::Organisation, LIKELY),
            (false, true) => (NameKind::Place, CERTAIN),
            (false, false) => (NameKind::Place, SHOWN),
        }
    }

    /// Whether a preposition, or a larger place behind a comma, says that this is where something is.
    fn is_located(&self) -> bool {
        let tokens = self.tokens;
        let behind = self.run.end;
        let larger =
            tokens.kind(behind) == TokenKind::Comma && lexicon::names::is_place(tokens.text(behind + 1));
        let bracketed = tokens.kind(behind) == TokenKind::CloseBracket;
        larger || bracketed || lexicon::LOCATING_WORDS.contains(self.before())
    }

    fn titled_person(&self) -> bool {
        let first = self.tokens.text(self.run.start);
        self.titled
            && (self.run.len() <= 3 || lexicon::GIVEN_NAMES.contains(first))
            && !self.any(lexicon::names::is_organisation_word)
    }

    /// What the name's own words show: "Ltd", "River", "Cup", a given name, initials.
    fn by_own_words(&self) -> Evidence {
        let (tokens, Run { start, end }) = (self.tokens, self.run);
        let words = self.run.len();
        let (first, last) = (tokens.text(start), tokens.text(end - 1));
        if self.titled_person() && !self.text().contains('&') {
            return Some((NameKind::Person, CERTAIN));
        }
        let given = lexicon::GIVEN_NAMES.contains(first)
            || first.split('-').next().is_some_and(|word| lexicon::GIVEN_NAMES.contains(word));
        if given
            && words == 2
            && !lexicon::names::is_organisation_word(last)
            && !lexicon::EVENT_WORDS.contains(last)
            && !lexicon::PLACE_WORDS.contains(last)
        {
            let doubtful = lexicon::names::is_place(first);
            return Some((NameKind::Person, if doubtful { GUESSED } else { CERTAIN }));
        }
        if words > 1 && lexicon::PLACE_OPENINGS.contains(first) {
            return Some((NameKind::Place, SHOWN));
        }
        if words > 1 && lexicon::PLACE_WORDS.contains(last) && !self.any(lexicon::names::is_organisation_word)
        {
            return Some((NameKind::Place, SHOWN));
        }
        if words > 1 && lexicon::EVENT_WORDS.contains(last) {
            return Some((NameKind::Other, SHOWN));
        }
        if self.any(lexicon::names::is_organisation_word)
            || words > 1 && (lexicon::BODIES.contains(last) || lexicon::BODIES.contains(first))
        {
            let alone = words == 1;
            return Some((NameKind::Organisation, if alone { GUESSED } else { SHOWN }));
        }
        if given && (2..=4).contains(&words) {
            return Some((NameKind::Person, SHOWN));
        }
        if self.text().contains('&') {
            return Some((NameKind::Organisation, SHOWN));
        }
        let initials = self.run.tokens().any(|at| is_initial(tokens.text(at)))
            || first.len() <= 6 && first.matches('.').count() > 1;
        if (2..=4).contains(&words) && initials && !lexicon::names::is_place(first) {
            return Some((NameKind::Person, SHOWN));
        }
        if words >= 3
            && self.run.tokens().any(|at| lexicon::NAME_PARTICLES.contains(tokens.text(at)))
            && words <= 5
        {
            return Some((NameKind::Person, LIKELY));
        }
        if words > 1
            && (lexicon::names::is_place(first) || lexicon::DEMONYMS.contains(first))
            && !lexicon::GIVEN_NAMES.contains(first)
        {
            return Some((NameKind::Organisation, LIKELY));
        }
        None
    }

    /// What the words beside the name show.
    fn by_neighbours(&self) -> Evidence {
        let (tokens, Run { start, end }) = (self.tokens, self.run);
        let words = self.run.len();
        let shouted = tokens.is_all_capitals(start);
        let (before, behind) = (self.before(), tokens.lower(end));
        if tokens.kind(end) == TokenKind::Comma && words <= 3 && !shouted {
            let age =
                is_age(tokens, end + 1) && matches!(tokens.kind(end + 2), TokenKind::Comma | TokenKind::Stop);
            if age || matches!(tokens.lower(end + 1), "who" | "whose") {
                return Some((NameKind::Person, SHOWN));
            }
            if lexicon::names::place_kind(tokens.text(end + 1)).is_some()
                && words <= 2
                && !is_list(tokens, end + 1)
            {
                return Some((NameKind::Place, SHOWN));
            }
        }
        if tokens.kind(end) == TokenKind::OpenBracket && tokens.kind(end + 2) == TokenKind::CloseBracket {
            let inside = tokens.text(end + 1);
            if (2..=3).contains(&words) && (lexicon::names::is_place(inside) || is_age(tokens, end + 1)) {
                return Some((NameKind::Person, SHOWN));
            }
        }
        let of = before == "of"
            && start >= self.sentence.start + 2
            && lexicon::PLACE_NOUNS.contains(tokens.lower(start - 2));
        if (of || lexicon::PLACE_NOUNS.contains(before)) && !shouted {
            return Some((NameKind::Place, SHOWN));
        }
        if lexicon::NOUNS_BEHIND_BODIES.contains(behind) && tokens.kind(end) == TokenKind::Word {
            return Some((NameKind::Organisation, LIKELY));
        }
        if lexicon::NOUNS_BEFORE_BODIES.contains(before) {
            return Some((NameKind::Organisation, LIKELY));
        }
        if words == 1 && shouted {
            return Some((NameKind::Organisation, LIKELY));
        }
        if self.run.tokens().any(|at| tokens.is_all_capitals(at) && tokens.text(at).len() < 5) {
            return Some((NameKind::Organisation, LIKELY));
        }
        if lexicon::WORDS_BEFORE_PLACES.contains(before) && words <= 3 {
            return Some((NameKind::Place, LIKELY));
        }
        if before == "at" && words > 1 {
            return Some((NameKind::Organisation, GUESSED));
        }
        None
    }

    /// What is likeliest when nothing else tells.
    fn by_shape(&self) -> (NameKind, f32) {
        let (tokens, Run { start, end }) = (self.tokens, self.run);
        let words = self.run.len();
        let before = self.before();
        if words == 1 && matches!(before, "at" | "from" | "to" | "into") {
            return (NameKind::Place, GUESSED);
        }
        if before == "the" {
            return (NameKind::Organisation, GUESSED);
        }
        // A row of a league table, not of a golfer's rounds.
        let scores = (end..end + 3).all(|at| tokens.text(at).parse::<u32>().is_ok_and(|number| number < 60));
        if scores {
            return (NameKind::Organisation, GUESSED);
        }
        if (2..=4).contains(&words) {
            return (NameKind::Person, GUESSED);
        }
        let acts = verbs::is_speech_verb(tokens.lower(end)) || matches!(before, "said" | "says" | "added");
        let acts = acts && words == 1 && tokens.text(start).chars().count() > 2;
        if acts { (NameKind::Person, LIKELY) } else { (NameKind::Organisation, GUESSED) }
    }
}

/// Whether a number stands alone as a score does; not a year or an amount.
fn is_score(tokens: &Tokens, index: usize) -> bool {
    tokens.kind(index) == TokenKind::Number
        && tokens.text(index).len() <= 3
        && !tokens.text(index).contains([',', '.'])
}

fn is_age(tokens: &Tokens, index: usize) -> bool {
    tokens.kind(index) == TokenKind::Number && tokens.text(index).parse::<u8>().is_ok_and(|age| age < 120)
}

/// Whether a place behind a comma is one of several: "Lee, Paris, Rome".
fn is_list(tokens: &Tokens, index: usize) -> bool {
    tokens.kind(index + 1) == TokenKind::Comma
        && tokens.is_capitalised(index + 2)
        && lexicon::names::is_place(tokens.text(index + 2))
}
