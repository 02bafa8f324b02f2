//! One name over many drafts: the names that a draft uses, and where drafts of one folder write the same actor in different
//! ways. Within a draft the naming rules see more; here only full names count, for a folder has many people.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use copydesk_facts::{Facts, MentionKind, spelling};
use copydesk_language::{NameKind, family_name};
use text_size::TextRange;

use crate::naming;
use crate::{Finding, Fix, Safety, Settings, TextEdit};

/// A full name that a draft uses outside quotations, or a place that its roster knows in several forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameInUse {
    /// The name as written.
    pub name: String,
    /// What kind of actor.
    pub kind: MentionKind,
    /// Where it stands: bytes in the draft, half open, in order; never empty.
    pub places: Vec<TextRange>,
    /// The roster's name for a place or body that is written in several ways.
    pub listed: Option<String>,
}

/// A name that other drafts of the folder write otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddName {
    /// The rule that speaks: `inconsistent-spelling`, `place-variant` or `inconsistent-organisation`.
    pub rule: &'static str,
    /// The name as this draft writes it.
    pub name: String,
    /// As the others write it.
    pub usual: String,
    /// One plain sentence that names the other draft.
    pub message: String,
}

/// A draft that writes a name in another way than most of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discord {
    /// The name.
    pub odd: OddName,
    /// Which draft, and where in it.
    pub draft: usize,
    /// The words at fault: bytes in that draft, half open.
    pub range: TextRange,
    /// The other draft, and where the usual form stands in it.
    pub usual: (usize, TextRange),
    /// The fixes in that draft.
    pub fixes: Vec<Fix>,
}

/// The names of a draft that can be compared with those of other drafts, by [`discords`].
pub fn names_in_use(facts: &Facts) -> Vec<NameInUse> {
    let mut names: Vec<NameInUse> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for mention in facts.mentions.iter().filter(|mention| mention.is_name && !mention.quoted) {
        let words = facts.text(mention.place);
        let listed =
            facts.listed(mention.actor).filter(|it| !it.spellings.is_empty() || !it.avoid.is_empty());
        // "The Lyons review" is nobody's Lyon.
        let listed = listed.filter(|it| it.kind.is_none_or(|kind| kind == mention.kind));
        let full = mention.kind == NameKind::Person
            && family_name(words).is_some()
            && naming::is_given_name_first(words);
        let form = listed.is_some_and(|listed| {
            let key = spelling::key(words);
            let mut forms = std::iter::once(&listed.name).chain(&listed.spellings).chain(&listed.avoid);
            mention.kind != NameKind::Other && forms.any(|form| spelling::key(form) == key)
        });
        if !(full || form) || facts.is_emphasised(mention.place) {
            continue;
        }
        // Where the whole draft takes to another form, marks between the words and links that go by them would be lost.
        if !facts.document.is_plain(facts.source(mention.place)) {
            continue;
        }
        let number = *known.entry(words).or_insert(names.len());
        if number == names.len() {
            let listed = listed.filter(|_| form).map(|listed| listed.name.to_string());
            names.push(NameInUse { name: words.to_owned(), kind: mention.kind, places: Vec::new(), listed });
        }
        names[number].places.push(facts.source(mention.place));
    }
    names
}

/// One spelling of a name over the folder.
struct Spelling<'n> {
    name: &'n str,
    folded: String,
    listed: Option<&'n str>,
    kind: MentionKind,
    /// The drafts that use it, with where.
    uses: Vec<(usize, &'n [TextRange])>,
}

impl Spelling<'_> {
    fn count(&self) -> usize {
        self.uses.iter().map(|(_, places)| places.len()).sum()
    }
}

/// Where drafts write one actor in different ways. Each draft is given with the name that messages call it by. What one
/// draft mixes by itself is left to the rules.
pub fn discords(drafts: &[(&str, &[NameInUse])]) -> Vec<Discord> {
    let spellings = spellings(drafts);
    let mut usual_of: Vec<Option<usize>> = vec![None; spellings.len()];
    for (first, second) in pairs(&spellings) {
        let rank = |number: usize| {
            let it: &Spelling = &spellings[number];
            (it.uses.len(), it.count(), std::cmp::Reverse(it.uses[0].0))
        };
        let (usual, odd) = if rank(first) >= rank(second) { (first, second) } else { (second, first) };
        let better = usual_of[odd].is_none_or(|known| rank(usual) > rank(known));
        if better && is_one(&spellings[usual], &spellings[odd]) {
            usual_of[odd] = Some(usual);
        }
    }
    let mut found = Vec::new();
    for (odd, usual) in usual_of.iter().enumerate() {
        let Some(usual) = *usual else { continue };
        found.extend(report(drafts, &spellings[usual], &spellings[odd]));
    }
    found.sort_by_key(|discord| (discord.draft, discord.range.start()));
    found
}

fn spellings<'n>(drafts: &[(&str, &'n [NameInUse])]) -> Vec<Spelling<'n>> {
    let mut spellings: Vec<Spelling> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (draft, (_, names)) in drafts.iter().enumerate() {
        for name in names.iter().filter(|name| !name.places.is_empty()) {
            let number = *known.entry(&name.name).or_insert(spellings.len());
            if number == spellings.len() {
                let (folded, listed) = (spelling::fold(&name.name), name.listed.as_deref());
                spellings.push(Spelling {
                    name: &name.name,
                    folded,
                    listed,
                    kind: name.kind,
                    uses: Vec::new(),
                });
            }
            spellings[number].uses.push((draft, &name.places));
        }
    }
    spellings
}

/// Pairs of spellings that share enough to be compared, without comparing all with all.
fn pairs(spellings: &[Spelling]) -> Vec<(usize, usize)> {
    const CROWD: usize = 32;
    let hasher = RandomState::new();
    let mut keys: Vec<(u64, usize)> = Vec::new();
    for (number, spelling) in spellings.iter().enumerate() {
        if let Some(listed) = spelling.listed {
            keys.push((hasher.hash_one(("listed", listed)), number));
        }
        keys.push((hasher.hash_one(&spelling.folded), number));
        let Some((given, family)) = spelling.folded.split_once(' ') else { continue };
        keys.extend(
            spelling::shared_keys(family).into_iter().map(|key| (hasher.hash_one((given, key)), number)),
        );
        keys.extend(
            spelling::shared_keys(given).into_iter().map(|key| (hasher.hash_one((key, family)), number)),
        );
    }
    keys.sort_unstable();
    keys.dedup();
    let mut pairs = Vec::new();
    for group in keys.chunk_by(|first, second| first.0 == second.0) {
        let group = &group[..group.len().min(CROWD)];
        for (at, &(_, first)) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().map(|&(_, second)| (first, second)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether two spellings are one actor's: two forms of one entry of the roster, accents and hyphens, another
/// transliteration, or a slip that stands once against a name that is well in use.
fn is_one(usual: &Spelling, odd: &Spelling) -> bool {
    const WELL: usize = 3;
    const LONG: usize = 6;
    if let (Some(first), Some(second)) = (usual.listed, odd.listed) {
        return first == second && spelling::key(usual.name) != spelling::key(odd.name);
    }
    if usual.folded == odd.folded {
        let plain = |name: &str| name.to_lowercase().replace('’', "'");
        return plain(usual.name) != plain(odd.name);
    }
    let split = |spelling: &Spelling| {
        spelling.folded.split_once(' ').map(|(given, family)| (given.to_owned(), family.to_owned()))
    };
    let (Some((given, family)), Some((other_given, other_family))) = (split(usual), split(odd)) else {
        return false;
    };
    if family == other_family {
        return spelling::is_transliteration(&given, &other_given);
    }
    let long = family.chars().count().min(other_family.chars().count()) >= LONG;
    let slip = odd.count() == 1 && usual.count() >= WELL && spelling::is_variant(&family, &other_family);
    given == other_given && long && (slip || spelling::is_transliteration(&family, &other_family))
}

/// The drafts that use only the odd spelling.
fn report(drafts: &[(&str, &[NameInUse])], usual: &Spelling, odd: &Spelling) -> Vec<Discord> {
    let mixes = |draft: usize| usual.uses.iter().any(|(other, _)| *other == draft);
    let alone = odd.uses.iter().filter(|(draft, _)| !mixes(*draft));
    let (other, other_places) = usual.uses[0];
    let rule = match (usual.listed, usual.kind) {
        (Some(_), MentionKind::Place) => "place-variant",
        (Some(_), MentionKind::Organisation) => "inconsistent-organisation",
        _ => "inconsistent-spelling",
    };
    let discord = |&(draft, places): &(usize, &[TextRange])| {
        let (name, right, elsewhere) = (odd.name, usual.name, drafts[other].0);
        let message = format!("“{name}” is spelled “{right}” in {elsewhere}: use one spelling.");
        let fixes = vec![rename(right, places)];
        let odd = OddName { rule, name: name.to_owned(), usual: right.to_owned(), message };
        Discord { odd, draft, range: places[0], usual: (other, other_places[0]), fixes }
    };
    alone.map(discord).collect()
}

fn rename(right: &str, places: &[TextRange]) -> Fix {
    let edits = places.iter().map(|&range| TextEdit { range, text: right.to_owned() }).collect();
    let title = format!("Change to “{right}” in this draft");
    Fix { title, safety: Safety::Suggested, edits }
}

/// The findings of names that are known to be odd, where they stand in a draft now. A draft that has taken to the usual
/// form as well mixes both, which is left to the rules.
pub(crate) fn odd_findings(facts: &Facts, settings: &Settings, odd: &[OddName]) -> Vec<Finding> {
    let mut places: HashMap<&str, Vec<TextRange>> = HashMap::new();
    if odd.is_empty() {
        return Vec::new();
    }
    for mention in facts.mentions.iter().filter(|mention| mention.is_name && !mention.quoted) {
        if !facts.is_emphasised(mention.place) {
            places.entry(facts.text(mention.place)).or_default().push(facts.source(mention.place));
        }
    }
    let finding = |odd: &OddName| {
        let severity = settings.severity(odd.rule)?;
        let places = places.get(odd.name.as_str()).filter(|_| !places.contains_key(odd.usual.as_str()))?;
        let (rule, message, fixes) = (odd.rule, odd.message.clone(), vec![rename(&odd.usual, places)]);
        Some(Finding {
            rule,
            severity,
            message,
            range: places[0],
            related: Vec::new(),
            fixes,
            discreet: None,
        })
    };
    odd.iter().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use copydesk_text::Dialect;

    use super::*;
    use crate::Draft;

    fn found(texts: &[&str]) -> Vec<(usize, String, String)> {
        let settings = Settings::default();
        let names: Vec<Vec<NameInUse>> =
            texts.iter().map(|text| Draft::new(text, Dialect::Markdown).names(&settings)).collect();
        let labels = ["one.md", "two.md", "three.md"];
        let drafts: Vec<(&str, &[NameInUse])> =
            labels.into_iter().zip(names.iter().map(Vec::as_slice)).collect();
        let words = |discord: &Discord| texts[discord.draft][discord.range].to_owned();
        discords(&drafts).into_iter().map(|it| (it.draft, words(&it), it.odd.message)).collect()
    }

    #[test]
    fn another_spelling_in_another_draft_is_reported_with_its_file() {
        let right = "The talks were led by Sergey Petrenko, the deputy minister. It was late when Sergey Petrenko left.\n";
        let odd =
            "The talks were led by Sergei Petrenko, the deputy minister, and went on for three hours.\n";
        let expected = (
            1,
            "Sergei Petrenko".to_owned(),
            "“Sergei Petrenko” is spelled “Sergey Petrenko” in one.md: use one spelling.".to_owned(),
        );
        assert_eq!(found(&[right, odd]), [expected]);
        let capital = "The train left for Kiev at noon, and the first snow fell on the way.\n";
        assert_eq!(found(&["It snowed in Kyiv, and the trains to Kyiv were late.\n", capital])[0].1, "Kiev");
        let accents = "The song was written by Ana Núñez, a singer, in a week.\n";
        assert_eq!(found(&[accents, "The song was written by Ana Nunez, a singer, in a week.\n"]).len(), 1);
    }

    #[test]
    fn an_odd_name_is_found_again_in_a_later_text() {
        let right = "The talks were led by Sergey Petrenko, the deputy minister. It was late when Sergey Petrenko left.\n";
        let odd =
            "The talks were led by Sergei Petrenko, the deputy minister, and went on for three hours.\n";
        let settings = Settings::default();
        let names = [right, odd].map(|text| Draft::new(text, Dialect::Markdown).names(&settings));
        let odd_names: Vec<OddName> =
            discords(&[("one.md", &names[0]), ("two.md", &names[1])]).into_iter().map(|it| it.odd).collect();
        let found = |text: &str| {
            let found = Draft::new(text, Dialect::Markdown).check_beside(&settings, &odd_names);
            let odd = found.into_iter().filter(|it| it.message.contains("one.md"));
            odd.map(|it| (text[it.range].to_owned(), it.fixes[0].edits.len())).collect::<Vec<_>>()
        };
        assert_eq!(found(&format!("# More\n\n{odd}")), [("Sergei Petrenko".to_owned(), 1)]);
        assert_eq!(found(&format!("<!-- copydesk-ignore naming: so called -->\n{odd}")), []);
        assert_eq!(found(&format!("{odd}\n{right}")), [], "a draft that mixes both is left to the rules");

        let listed = "[[actor]]\nname = 'Sergey Petrenko'\nkind = 'person'\navoid = ['Sergei Petrenko']\n";
        let settings = Settings::default()
            .with_roster(copydesk_facts::Roster::new(copydesk_facts::parse_toml(listed).0));
        let found = Draft::new(odd, Dialect::Markdown).check_beside(&settings, &odd_names);
        assert_eq!(found.iter().filter(|it| &odd[it.range] == "Sergei Petrenko").count(), 1, "{found:?}");
    }

    #[test]
    fn two_people_stay_two() {
        let first = "The talks were led by Michael Hansen, the deputy minister. It was late when Michael Hansen left.\n";
        for other in [
            "The talks were led by Michael Hanson, the deputy minister. It was late when Michael Hanson left.\n",
            "The talks were led by Michelle Hansen, the deputy minister.\n",
            "The talks were led by Hansen. “Michael Hanson!” a man in the crowd shouted.\n",
        ] {
            assert_eq!(found(&[first, other]), [], "{other}");
        }
    }

    #[test]
    fn what_one_draft_mixes_is_left_to_the_rules() {
        let mixed = "The train left for Kiev at noon, and the first snow fell in Kyiv by night.\n";
        assert_eq!(found(&[mixed, "It snowed in Kyiv, and the trains to Kyiv were late.\n"]), []);
    }
}
