//! Rosters in all notations: what is read, what is complained about, and that writing and reading are each other's
//! reverse.

use proptest::prelude::*;

use super::*;

fn problems(text: &str) -> String {
    let shown = parse_toml(text).1.into_iter().map(|problem| {
        let words = problem.range.map_or("", |range| &text[range]);
        format!("{words}: {}", problem.message)
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_name_is_found_in_whatever_way_it_is_written() {
    let (actors, problems) = parse_toml(
        "[[actor]]\nname = \"Tomáš Říha\"\nkind = \"person\"\naliases = [\"the Fox\"]\navoid = ['Tomas Rziha']\n\n\
         [[actor]]\nname = \"Avian Ground Risk Council\"\naliases = [\"A.G.R.C.\"]\nsince = 2019-05-20\n",
    );
    assert_eq!(problems, []);
    let roster = Roster::new(actors);
    let found = |name: &str| roster.find(name).map(|actor| actor.name.to_string());
    for name in ["Tomáš Říha", "tomas riha", "TOMÁŠ ŘÍHA", "The Fox", "Tomas Rziha"] {
        assert_eq!(found(name).as_deref(), Some("Tomáš Říha"), "{name}");
    }
    assert_eq!(found("AGRC").as_deref(), Some("Avian Ground Risk Council"));
    assert_eq!(found("Foxes"), None);
    assert_eq!(roster.find("AGRC").and_then(|actor| actor.since.as_deref()), Some("2019-05-20"));
}

#[test]
fn what_cannot_be_understood_is_told_and_the_rest_holds() {
    for (text, expected) in [
        (
            "[[actor]]\nname = \"A\"\nalias = [\"B\"]\n",
            "alias: An actor of the roster has no key `alias`; did you mean `aliases`?",
        ),
        (
            "[[actor]]\nname = \"A\"\nkind = \"human\"\n",
            "\"human\": There is no kind `human`; write `person`, `organisation`, `place` or `other`.",
        ),
        (
            "[[actor]]\nname = 3\n",
            "3: `name` takes a text, but a number stands here.\n3: This actor has no `name`; give it one.",
        ),
        (
            "[[actor]]\nname = \"A\"\nsince = \"May 2019\"\n",
            "\"May 2019\": `since` is a date such as 2019, 2019-05 or 2019-05-20, but “May 2019” stands here.",
        ),
        (
            "[[actor]]\nname = \"A\"\nsince = \"2020\"\nuntil = \"2019\"\n",
            "\"A\": “A” ends before it begins: `since` is later than `until`.",
        ),
        ("[[actors]]\nname = \"A\"\n", "actors: A roster has no key `actors`; did you mean `actor`?"),
        (
            "[actor]\nname = \"A\"\n",
            "actor: Actors are a list: write `[[actor]]`, in two pairs of brackets, over each.",
        ),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
    let (actors, problems) =
        parse_toml("[[actor]]\nname = \"A\"\nkind = \"human\"\n[[actor]]\nname = \"B\"\n");
    assert_eq!((actors.len(), problems.len()), (2, 1));
    let (actors, problems) =
        parse_toml(&format!("{}\n[[actor]]\nname = \n", "[[actor]]\nname = \"A\"\n".repeat(9000)));
    assert_eq!(problems.len(), 1, "one syntax error is one problem, in a roster of several pieces too");
    assert!(!actors.is_empty());
}

#[test]
fn tables_are_read_with_any_delimiter() {
    for text in [
        "name,kind,aliases\nLena Ostrow,person,the Fox; Lenka\n",
        "name;kind;aliases\nLena Ostrow;person;\"the Fox; Lenka\"\n",
        "Name\tKind\tAliases\r\nLena Ostrow\tperson\tthe Fox;Lenka\r\n",
    ] {
        let (actors, problems) = parse_csv(text);
        assert_eq!(problems, [], "{text}");
        let aliases: Vec<&str> = actors[0].aliases.iter().map(|alias| &**alias).collect();
        assert_eq!((&*actors[0].name, aliases), ("Lena Ostrow", vec!["the Fox", "Lenka"]));
        assert!(text[actors[0].range].starts_with("Lena Ostrow"), "{text}");
    }
    let text = "name,born\nLena Ostrow,1970\n,1980\n";
    let shown: Vec<_> =
        parse_csv(text).1.into_iter().map(|it| (&text[it.range.unwrap()], it.message)).collect();
    assert_eq!(shown[0].0, "name,born");
    assert_eq!(shown[1], (",1980", "This actor has no `name`; give it one.".to_owned()));
}

#[test]
fn duplicates_and_clashes_are_found_across_files() {
    let actors = |text| parse_toml(text).0;
    let first = actors("[[actor]]\nname = \"Lena Ostrow\"\naliases = [\"the Fox\"]\n");
    let second = actors(
        "[[actor]]\nname = \"Lena Ostrow\"\n[[actor]]\nname = \"Piet Fox\"\naliases = [\"The Fox\"]\n[[actor]]\nname = \"Léna Östrow\"\n",
    );
    let names = ["one.toml".to_owned(), "two.toml".to_owned()];
    let messages: Vec<(usize, String)> = clashes(&[&first, &second], &names)
        .into_iter()
        .map(|(file, problem)| (file, problem.message))
        .collect();
    let expected = [
        (1, "“Lena Ostrow” stands in the roster twice (in one.toml); keep one entry."),
        (
            1,
            "“The Fox” stands for “Piet Fox”, but also stands for “Lena Ostrow” (in one.toml): only that one is found by it; drop it from one of them.",
        ),
        (
            1,
            "“Léna Östrow” and “Lena Ostrow” (in one.toml) are written almost alike: only the first is found; keep one.",
        ),
    ];
    assert_eq!(messages, expected.map(|(file, message)| (file, message.to_owned())));
}

#[test]
fn the_built_in_roster_is_well_formed() {
    let (actors, problems) = parse_toml(include_str!("built-in.toml"));
    assert_eq!(problems, []);
    assert_eq!(clashes(&[&actors], &[]), []);
    assert!(actors.iter().all(|actor| actor.kind.is_some()));
}

/// An actor with anything that a notation might trip over.
fn actor() -> impl Strategy<Value = RosterActor> {
    let text = "[a-c\"\\\\',ü\\[\\]#=]([a-c \"\\\\',ü\\n\\[\\]#=]{0,6}[a-c\"\\\\',ü\\[\\]#=])?";
    let item = "[a-c\"\\\\',ü\\[\\]#=]{1,4}";
    let list =
        || prop::collection::vec(item, 0..3).prop_map(|list| list.into_iter().map(Box::from).collect());
    (text, list(), list(), prop::option::of(text), any::<bool>()).prop_map(
        |(name, aliases, avoid, role, household)| RosterActor {
            name: name.into(),
            kind: Some(MentionKind::Person),
            aliases,
            avoid,
            role: role.map(Box::from),
            household,
            ..RosterActor::default()
        },
    )
}

fn without_ranges(actors: Vec<RosterActor>) -> Vec<RosterActor> {
    actors.into_iter().map(|actor| RosterActor { range: TextRange::default(), ..actor }).collect()
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(actors in prop::collection::vec(actor(), 0..5)) {
        let (toml, problems) = parse_toml(&write_toml(&actors));
        prop_assert_eq!(problems, []);
        prop_assert_eq!(without_ranges(toml), actors.clone());
        let (csv, problems) = parse_csv(&write_csv(&actors));
        prop_assert_eq!(problems, []);
        prop_assert_eq!(without_ranges(csv), actors);
    }

    /// Plain lines are read by hand: they must say what the TOML parser says.
    #[test]
    fn plain_lines_say_what_the_parser_says(lines in prop::collection::vec(
        prop::sample::select(vec![
            "[[actor]]", "name = \"A\"", "name = \"B\"  # b", "aliases = [\"C\", \"D\"]", "aliases = []", "role = \"\"", "household = true",
            "", "# note", "kind = \"person\"", "name = \"\"\"E\"\"\"", "link = \"a\\nb\"", "other = 1", " name = \"F\"", "since = 2019-01-01",
        ]), 0..9)) {
        let text = lines.join("\n");
        // A line with a blank is not plain, and leaves the whole to the parser.
        prop_assert_eq!(parse_toml(&text), parse_toml(&format!("{text}\n \n")));
    }

    #[test]
    fn reading_never_panics(text in "(\\[\\[actor\\]\\]|name|=|\"|,|;|[a-c\\n \t\\[\\]']|é){0,40}") {
        for (actors, problems) in [parse_toml(&text), parse_csv(&text)] {
            for range in actors.iter().map(|actor| actor.range).chain(problems.iter().filter_map(|it| it.range)) {
                prop_assert!(text.get(std::ops::Range::<usize>::from(range)).is_some());
            }
        }
    }
}
