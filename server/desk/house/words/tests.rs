//! Lists of words, what is wrong in them, and what they find.

use copydesk_text::Dialect;

use super::{HouseWord, HouseWords, clashes, parse, write};
use crate::{Draft, Settings};

/// A draft by a list: the words that are flagged, each with what stands in their place once its fix is applied.
fn found(list: &str, text: &str) -> Vec<String> {
    let (words, problems) = parse("toml", list);
    assert_eq!(problems, [], "{list}");
    let settings = Settings::default().with_words(HouseWords::new(words));
    let found = Draft::new(text, Dialect::Markdown).check(&settings).into_iter();
    let shown = found.filter(|it| it.rule == "house-word").map(|it| {
        let mut line = text.to_owned();
        for edit in it.fixes.first().iter().flat_map(|fix| fix.edits.iter().rev()) {
            line.replace_range(std::ops::Range::<usize>::from(edit.range), &edit.text);
        }
        let fixed = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if it.fixes.is_empty() { text[it.range].to_owned() } else { fixed }
    });
    shown.collect()
}

#[test]
fn the_preferred_word_takes_form_capitals_and_article() {
    let entry = |avoid: &str, prefer: &str| format!("[[word]]\navoid = {avoid:?}\nprefer = {prefer:?}\n");
    for (list, text, expected) in [
        (entry("utilise", "use"), "They were utilising it on Monday.", "They were using it on Monday."),
        (entry("purchase", "buy"), "She had purchased it on Monday.", "She had bought it on Monday."),
        (
            entry("undergo", "go through"),
            "It underwent a test on Monday.",
            "It went through a test on Monday.",
        ),
        (
            entry("undergo", "go through"),
            "It has undergone a test today.",
            "It has gone through a test today.",
        ),
        (
            entry("chairman", "chair"),
            "The chairmen of both met on Monday.",
            "The chairs of both met on Monday.",
        ),
        (entry("member of staff", "employee"), "Two members of staff left.", "Two employees left."),
        (entry("chairman", "chair"), "The chairman’s car left.", "The chair’s car left."),
        (entry("e-mail", "email"), "E-mails came on Monday.", "Emails came on Monday."),
        (entry("e-mail", "email"), "NO E-MAIL CAME TODAY", "NO EMAIL CAME TODAY"),
        (entry("cop", "police"), "Two cops left on Monday.", "Two police left on Monday."),
        (entry("spokesman", "spokesperson"), "Both spokesmen left.", "Both spokespeople left."),
        (entry("cancel", "travel"), "They cancelled on Monday.", "They travelled on Monday."),
        (entry("internet", "Internet"), "The internet was slow.", "The Internet was slow."),
        (
            entry("Internet", "internet"),
            "He saw it on the Internet on Monday.",
            "He saw it on the internet on Monday.",
        ),
        (entry("mistake", "error"), "It was a mistake, and it stood.", "It was an error, and it stood."),
        (entry("unit", "item"), "It was a unit of ten.", "It was an item of ten."),
        (entry("amidst", "amid"), "It left amidst\nrain.", "It left amid rain."),
        (entry("cheque book", "chequebook"), "A cheque\nbook lay there.", "A chequebook lay there."),
        (entry("naïve", "simple"), "NAÏVE PLANS WERE MADE", "SIMPLE PLANS WERE MADE"),
        (entry("driver's licence", "licence"), "Her driver’s licence lay there.", "Her licence lay there."),
        (entry("cop", "police officer"), "Some **cops** left.", "Some **police officers** left."),
    ] {
        assert_eq!(found(&list, text), [expected], "{list}");
    }
}

/// What the message of the only word found names, and whether it has a fix.
fn named(list: &str, text: &str) -> (String, bool) {
    let settings = Settings::default().with_words(HouseWords::new(parse("toml", list).0));
    let found = Draft::new(text, Dialect::Markdown).check(&settings).into_iter();
    let [finding] = &found.filter(|it| it.rule == "house-word").collect::<Vec<_>>()[..] else {
        return ("not one".to_owned(), false);
    };
    let (_, help) = finding.message.rsplit_once(": write ").unwrap_or_default();
    (help.replace(['“', '”', '.'], ""), !finding.fixes.is_empty())
}

#[test]
fn a_form_that_is_not_sure_is_named_and_not_put_there() {
    let entry = |avoid: &str, prefer: &str| format!("[[word]]\navoid = {avoid:?}\nprefer = {prefer:?}\n");
    let cut = entry("cut", "reduce") + "forms = \"verb\"\n";
    let obtain = entry("obtain", "take") + "forms = \"verb\"\n";
    for (list, text, expected, fixed) in [
        (&cut, "The clerks cut costs on Monday.", "reduce or reduced", false),
        (&cut, "The clerks will not cut costs.", "reduce", true),
        (&cut, "The clerks didn’t cut costs.", "reduce", true),
        (&cut, "The clerk’s costs were quickly cut on Monday.", "reduced", true),
        (&cut, "On Monday she cut the costs.", "reduced", true),
        (&cut, "The family cut costs on Monday.", "reduce or reduced", false),
        (&cut, "Both cut costs on Monday.", "reduce or reduced", false),
        (&cut, "It helped it cut costs.", "reduce or reduced", false),
        (&cut, "The clerk cuts costs.", "reduces", true),
        (&obtain, "The clerk obtained the papers.", "took", true),
        (&obtain, "Yesterday he obtained papers.", "took", true),
        (&obtain, "The clerk had obtained the papers.", "taken", true),
        (&obtain, "The papers were hardly ever obtained.", "took or taken", false),
        (&obtain, "The papers obtained by the clerk are lost.", "took or taken", false),
        (&obtain, "The clerk had on Monday obtained the papers.", "took or taken", false),
        (&entry("provide", "catnap"), "The town provided boats.", "catnaped or catnapped", false),
        (&entry("aircraft", "plane"), "The aircraft were late.", "plane or planes", false),
        (&entry("aircraft", "plane"), "An aircraft was late.", "plane", true),
        (&entry("dweller", "residents"), "Dwellers of the pier left.", "Residents", false),
        (&entry("tiding", "news"), "The tidings reached the pier.", "news", false),
    ] {
        assert_eq!(named(list, text), (expected.to_owned(), fixed), "{text}");
    }
}

#[test]
fn a_form_that_stands_in_the_list_beside_its_word_is_that_form() {
    let list = "[[word]]\navoid = [\"fireman\", \"firemen\"]\nprefer = \"firefighter\"\n\
        [[word]]\navoid = [\"utilised\", \"utilise\"]\nprefer = \"use\"\n";
    assert_eq!(found(list, "Two firemen left."), ["Two firefighters left."]);
    assert_eq!(found(list, "The pier was utilised on Monday."), ["The pier was used on Monday."]);
}

#[test]
fn several_words_or_none_are_left_to_people() {
    let several = "[[word]]\navoid = \"Third World\"\nprefer = [\"poorer countries\", \"the South\"]\n";
    assert_eq!(found(several, "The debt of the Third World grew."), ["Third World"]);
    assert_eq!(found("[[word]]\nreview = \"migrant\"\n", "Two migrants left."), ["migrants"]);
}

#[test]
fn what_is_another_word_is_not_found() {
    let entry = |avoid: &str, prefer: &str| format!("[[word]]\navoid = {avoid:?}\nprefer = {prefer:?}\n");
    for (list, text) in [
        (entry("chair", "seat"), "The chairman wrote to the chair-woman, and sat in an armchair."),
        (entry("email", "e-mail"), "He wrote three e-mails."),
        (entry("Polish", "from Poland"), "He bought polish for the boots."),
        (entry("internet", "Internet"), "The Internet was slow. INTERNET USERS WAITED"),
        (entry("E-mail", "email"), "E-mail"),
        (entry("don", "put on"), "They don’t know the time, and didn't ask."),
        (entry("clock", "watch"), "It was five o’clock."),
        (entry("till", "until"), "The tills were shut, and the field was tilled."),
        (entry("me", "us"), "It was med-green, and they meed."),
    ] {
        let found: Vec<String> = found(&list, text).into_iter().filter(|it| it != text).collect();
        assert!(found.is_empty() || text == "E-mail", "{list}{found:?}");
    }
}

#[test]
fn of_two_entries_the_longer_holds_and_then_the_first() {
    let list = "\
        [[word]]\navoid = \"illegal\"\nprefer = \"unlawful\"\n\
        [[word]]\navoid = \"illegal immigrant\"\nprefer = \"undocumented person\"\n\
        [[word]]\navoid = \"illegal\"\nprefer = \"banned\"\n";
    let text = "The illegal immigrants left on an illegal boat.";
    assert_eq!(
        found(list, text),
        [
            "The undocumented people left on an illegal boat.",
            "The illegal immigrants left on an unlawful boat."
        ]
    );
}

/// Each problem as the line where it stands, and its message.
fn problems(ending: &str, list: &str) -> (Vec<HouseWord>, Vec<String>) {
    let (words, problems) = parse(ending, list);
    let told = problems.into_iter().map(|problem| {
        let line = problem.range.map_or(0, |range| list[..usize::from(range.start())].lines().count().max(1));
        let behind_break = problem.range.is_some_and(|it| list[..usize::from(it.start())].ends_with('\n'));
        format!("{}: {}", line + usize::from(behind_break), problem.message)
    });
    (words, told.collect())
}

#[test]
fn a_broken_entry_is_told_at_its_line_and_loses_no_other() {
    let good = "[[word]]\navoid = \"whilst\"\nprefer = \"while\"\n";
    for (broken, expected) in [
        (
            "[[word]]\navoid = 3\n",
            "5: `avoid` takes a word in quotation marks, or a list of them, but a number stands here.\n4: This entry names no words: say which with `avoid` or `review`.",
        ),
        ("[[word]]\nprefer = \"x\"\n", "4: This entry names no words: say which with `avoid` or `review`."),
        (
            "[[word]]\navoid = \"–\"\n",
            "5: `avoid` takes words, but “–” has no letters.\n4: This entry names no words: say which with `avoid` or `review`.",
        ),
        ("[[word]]\navoid = \"a cop\"\nforms = \"nuon\"\n", "6: `forms` is no `nuon`; did you mean `noun`?"),
        (
            "[[word]]\navoid = \"a cop\"\nperfer = \"x\"\n",
            "6: A house word has no key `perfer`; did you mean `prefer`?",
        ),
        (
            "[[word]]\navoid = \"cop\"\nexcept = \"police\"\n",
            "4: The exception “police” does not hold “cop”: write the whole phrase in which that is right.",
        ),
        (
            "[[word]]\navoid = \"cop\"\nprefer = \"cop\"\n",
            "4: “cop” is preferred to itself: take it out of one of the two lists.",
        ),
        (
            "[[word]]\navoid = \"cop\nprefer = \"x\"\n",
            "5: This cannot be read as TOML: invalid basic string, expected `\"`.",
        ),
        ("[[word]\navoid = \"cop\"\n", "4: This cannot be read as TOML: unclosed array table, expected `]`."),
    ] {
        let list = format!("{good}{broken}{}", good.replace("whilst", "amidst"));
        let (words, told) = problems("toml", &list);
        assert_eq!(told.join("\n"), expected, "{broken}");
        let known: Vec<&str> = words.iter().flat_map(|it| &it.words).map(|it| &**it).collect();
        assert!(known.contains(&"whilst") && known.contains(&"amidst"), "{broken}: {known:?}");
    }
}

#[test]
fn tables_are_read_by_their_heads_or_as_pairs() {
    for (table, expected, told) in [
        ("avoid,prefer,reason\nwhilst,while,\"plain, please\"\n", "whilst > while (plain, please)", ""),
        ("Do not use;Use;Notes\ncop;police officer;slang\n", "cop > police officer (slang)", ""),
        ("whilst,while\namidst,amid\n", "whilst > while, amidst > amid", ""),
        ("review\tWhy\nterrorist\twho says so\n", "? terrorist (who says so)", ""),
        ("avoid,prefer\n\"a; b\",\"c; d\"\n", "a b > c d", ""),
        (
            "avoid,prefer\n,x\nwhilst,while\n",
            "whilst > while",
            "2: This entry names no words: say which with `avoid` or `review`.",
        ),
        (
            "wrong word,use\nwhilst,while\namidst,amid\n",
            "",
            "1: Nothing says what stands in the column `wrong word`, so it is left out: its heading is none of `avoid`, `review`, `prefer`, `reason`, `except` or `forms`.",
        ),
        (
            "use,why\nwhile,plain\namid,plain\n",
            "",
            "1: No column has the words that the list is about: name one `avoid` or `review`.",
        ),
        (
            "a,b,c\nd,e,f\n",
            "",
            "1: Nothing says what stands in the column `a`, so it is left out: its heading is none of `avoid`, `review`, `prefer`, `reason`, `except` or `forms`.\n1: Nothing says what stands in the column `b`, so it is left out: its heading is none of `avoid`, `review`, `prefer`, `reason`, `except` or `forms`.\n1: Nothing says what stands in the column `c`, so it is left out: its heading is none of `avoid`, `review`, `prefer`, `reason`, `except` or `forms`.",
        ),
        (
            "avoid,colour\nwhilst,red\n",
            "whilst",
            "1: Nothing says what stands in the column `colour`, so it is left out: its heading is none of `avoid`, `review`, `prefer`, `reason`, `except` or `forms`.",
        ),
    ] {
        let (words, problems) = problems("csv", table);
        assert_eq!(shown(&words), expected, "{table}");
        assert_eq!(problems.join("\n"), told, "{table}");
    }
}

/// "whilst > while (plain)" of each entry.
fn shown(words: &[HouseWord]) -> String {
    let entry = |it: &HouseWord| {
        let mark = if it.review { "? " } else { "" };
        let prefer = if it.prefer.is_empty() { String::new() } else { format!(" > {}", it.prefer.join(" ")) };
        let reason = it.reason.as_ref().map_or(String::new(), |reason| format!(" ({reason})"));
        format!("{mark}{}{prefer}{reason}", it.words.join(" "))
    };
    words.iter().map(entry).collect::<Vec<_>>().join(", ")
}

#[test]
fn lists_of_vale_are_words_or_problems() {
    let substitution = "\
        extends: substitution\nmessage: \"Use '%s' instead of '%s'.\"\nlevel: error\nignorecase: true\nswap:\n  \
        whilst: while\n  'E-?mail': email\n  '(?:asylum|refugee) seekers?': person seeking asylum|refugee\n  \
        '\\w+ly': x\n  'colou?r': hue\n";
    let (words, told) = problems("yml", substitution);
    assert_eq!(
        shown(&words),
        "whilst > while, e-mail > email, asylum seeker refugee seeker > person seeking asylum refugee, colour color > hue"
    );
    assert_eq!(
        told,
        ["9: “\\w+ly” stands for more than some words, so it is left out: write the words that it means."]
    );
    let existence = "extends: existence\nmessage: Say who says so.\nlevel: suggestion\ntokens:\n  - obviously\n  - needless to say\n";
    let (words, told) = problems("yaml", existence);
    assert_eq!(shown(&words), "? obviously (Say who says so.), ? needless to say (Say who says so.)");
    assert!(told.is_empty());
    let (words, told) = problems("yml", "extends: spelling\nmessage: x\n");
    assert!(words.is_empty());
    assert_eq!(
        told,
        [
            "1: A list of Vale's whose `extends` is `spelling` is not one of words: it is `substitution` or `existence`."
        ]
    );
}

#[test]
fn what_is_written_is_read_again() {
    let list = "[[word]]\navoid = [\"a \\\"cop\\\"\", \"b\"]\nprefer = \"c\"\nreason = \"d\"\nexcept = \"a \\\"cop\\\" e\"\nforms = \"none\"\n\n[[word]]\nreview = \"f\"\n";
    let (words, problems) = parse("toml", list);
    assert_eq!(problems, []);
    assert_eq!(write(&words), list);
}

#[test]
fn words_that_stand_against_each_other_are_told() {
    let one = parse("toml", "[[word]]\navoid = \"whilst\"\nprefer = \"while\"\n").0;
    let two = parse("csv", "whilst,as\nhappening,whilst\n").0;
    let told = clashes(&[(&one, "one.toml"), (&two, "two.csv")]);
    let told: Vec<String> = told.iter().map(|(file, it)| format!("{file}: {}", it.message)).collect();
    assert_eq!(
        told,
        [
            "1: “whilst” stands in the list twice (in one.toml): keep one entry, for only the first counts.",
            "1: “whilst” is preferred here and avoided by another entry (in one.toml): keep one of the two.",
        ]
    );
}
