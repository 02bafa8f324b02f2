//! Rosters in all notations and open data: what cannot be understood is told with its place, and what is written in one
//! notation is read again as it was.
#![no_main]
#![forbid(unsafe_code)]

use std::path::Path;
use std::sync::LazyLock;

use copydesk::within::{import_roster, parse_roster, write_roster_json};
use copydesk_desk::{Draft, Problem, Roster, RosterActor, Settings, clashes, write_csv, write_toml};
use copydesk_fuzz::{assert_told, assert_within, words};
use copydesk_text::{Dialect, TextRange};
use libfuzzer_sys::fuzz_target;

/// Every how many bytes of input a draft is checked under its roster, which takes longer than all the rest.
const RARELY: usize = 16;

const DRAFT: &str = "Lena Ostrow, the director, said the Fox had left. A.B. met Ostrov in Kiev, the UN said.\n\n\
    “It is the council’s runway,” Ms. Ostrow told B and C. Fox denied it.\n";

static READ: LazyLock<Draft> = LazyLock::new(|| Draft::new(DRAFT, Dialect::Markdown));

fuzz_target!(|input: &[u8]| {
    let text = copydesk_fuzz::text(input);
    for ending in ["toml", "csv", "json"] {
        let path = format!("roster.{ending}");
        check(parse_roster(Path::new(&path), &text), &text);
    }
    if let Ok(imported) = import_roster(&text, "import") {
        check(imported, &text);
    }
});

fn check((actors, problems): (Vec<RosterActor>, Vec<Problem>), text: &str) {
    assert_told(&problems, text);
    actors.iter().for_each(|actor| {
        words(text, actor.range, &actor.name);
    });
    if actors.is_empty() {
        return;
    }
    let files = ["one.toml".to_owned()];
    for (file, problem) in clashes(&[&actors], &files) {
        assert_eq!(file, 0);
        assert_told(&[problem], text);
    }
    assert_read_again("toml", &write_toml(&actors), &actors);
    assert_read_again("json", &write_roster_json(&actors).expect("a roster as JSON"), &actors);
    // In a table semicolons part the names of a list, so a name with one becomes two.
    let parted = |names: &[Box<str>]| names.iter().any(|name| name.contains(';'));
    if !actors.iter().any(|actor| parted(&actor.aliases) || parted(&actor.spellings) || parted(&actor.avoid))
    {
        assert_read_again("csv", &write_csv(&actors), &actors);
    }
    let roster = Roster::new(actors);
    for actor in roster.actors() {
        actor.names().for_each(|name| assert!(roster.find(name).is_some(), "{name:?} is not found"));
    }
    if text.len() % RARELY == 0 {
        let settings = Settings::default().with_roster(roster);
        assert_within(&READ.check(&settings), DRAFT);
        let inspection = READ.inspect(&settings);
        inspection.mentions.iter().for_each(|mention| {
            words(DRAFT, mention.range, "mention");
        });
        READ.cards(&settings);
    }
}

#[track_caller]
fn assert_read_again(ending: &str, written: &str, actors: &[RosterActor]) {
    let (read, problems) = parse_roster(Path::new(&format!("roster.{ending}")), written);
    // That somebody's time ends before it begins is told, and the actor is kept.
    let told = problems.iter().find(|problem| !problem.message.ends_with("`since` is later than `until`."));
    assert_eq!(told, None, "in {written:?}");
    let bare = |actor: &RosterActor| RosterActor { range: TextRange::default(), ..actor.clone() };
    let (before, after): (Vec<_>, Vec<_>) =
        (actors.iter().map(bare).collect(), read.iter().map(bare).collect());
    assert_eq!(before, after, "in {written:?}");
}
