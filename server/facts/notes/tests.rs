//! What quotations come to beside notes.

use proptest::prelude::*;

use super::*;

pub(super) fn notes(text: &str) -> Notes {
    let source = NotesSource { named: NamedNotes::default(), path: None, text: Arc::from(text) };
    Notes::new(vec![source], &Manner::default())
}

/// A quotation's grade, and its differences with the words of the notes.
fn told(notes: &Notes, quotation: &str) -> String {
    let compared = notes.compare(quotation);
    let Some(first) = compared.places.first() else { return "nowhere".to_owned() };
    let told = first.differences.iter().map(|difference| {
        let recorded = notes.text_of(&difference.recorded);
        format!(" {:?} {}<{recorded}", difference.kind, &quotation[difference.range])
    });
    first.grade.name().to_owned() + &told.collect::<String>()
}

const TALK: &str = "WEBVTT

00:00:01.000 --> 00:00:09.000
<v Ana Lopez>We will, um, we will rebuild the pier, and I'm gonna pay for nearly all of it. You know, myself.

00:00:10.000 --> 00:00:18.000
<v Ana Lopez>I would not, unless you forced me, sell the café. The council has four years to decide, not five.

00:00:20.000 --> 00:00:24.000
<v Tom>He'd his eyes shut, and, and I've had grown men, I've had grown men crying. The milk. It is well-made.

00:00:25.000 --> 00:00:29.000
<v Tom>But, um, we cannot keep the roof on it.

00:00:31.000 --> 00:00:39.000
<v Tom>It was, I think, unforgivable. Well, I believe it is over. We paid, in all, forty thousand
pounds at three o'clock, 20% of that on a Sunday. You did not ask. They didn't.
";

#[test]
fn quotations_are_graded() {
    let notes = notes(TALK);
    for (quotation, expected) in [
        ("We will rebuild the pier", "exact"),
        ("We will rebuild the pier, and I'm going to pay for nearly all of it … myself", "cleaned"),
        ("I would not … sell the café", "cleaned"),
        ("[The town] has four years to decide", "exact"),
        ("[T]he council has 4 years", "exact"),
        // Fillers behind the first word go as everywhere.
        ("But we cannot keep the roof", "cleaned"),
        ("The council […] to decide", "cleaned"),
        ("his eyes shut, and I've had grown men crying.", "cleaned"),
        ("the pier, and I am going to pay", "changed Contraction am<I'm"),
        ("We will repair the pier", "changed Replaced repair<rebuild"),
        ("I'm going to pay for all of it", "changed Dropped all<nearly"),
        ("I would … sell the café", "changed Swallowed …<not, unless you forced me"),
        ("The council has five years to decide", "changed Replaced five<four"),
        ("We will surely rebuild the pier", "changed PutIn surely<"),
        ("grown men crying. It is well made.", "changed LeftOut It<The milk"),
        ("It would be a pity for the children of this town", "missing"),
        ("sell the café. The council has four years to decide", "exact"),
        (
            "I would not, unless you forced me, sell the café. We will rebuild the pier, and I'm gonna pay",
            "stitched",
        ),
        ("has four years to decide, not five. He'd his eyes shut", "stitched"),
        // What was dropped is told as dropped, also where only a word or two stand on one side of it.
        ("It was unforgivable", "changed LeftOut unforgivable<I think"),
        ("Well, it is over", "changed LeftOut it<I believe"),
        ("It is over, I believe", "changed PutIn I believe<"),
        (
            "We paid, in all, forty thousand dollars",
            "changed Replaced forty thousand dollars<forty thousand pounds",
        ),
        ("It was, I think, unforgivable of him", "changed PutIn of him<"),
        ("We repaired the pier", "changed Replaced repaired<will rebuild"),
        ("Everything has four years to decide", "changed Replaced Everything<council"),
        // Sentences out of several turns, in another order or changed, and a short one.
        ("We cannot keep the roof on it. The milk. We will rebuild the pier", "stitched"),
        ("The council has four years to decide. We will rebuild the pier. You did not ask", "stitched"),
        ("It is well-made. You did not ask", "stitched"),
        // Figures are the same however they are written.
        ("We paid, in all, £40,000 at 3pm, twenty per cent of that", "exact"),
        ("We paid, in all, £45,000 at 3pm", "changed Replaced £45,000<forty thousand pounds"),
        ("We paid, in all, $40,000", "changed Replaced $40,000<forty thousand pounds"),
        ("at three o'clock, 25 percent of that", "changed Replaced 25 percent<20%"),
        ("You did not ask. They did", "changed Replaced did<didn't"),
        ("…", "nowhere"),
    ] {
        assert_eq!(told(&notes, quotation), expected, "{quotation}");
    }
}

/// Two answers of one person are two where the notes have a paragraph for each; the label between is nobody's words.
#[test]
fn answers_under_one_label_are_not_one() {
    let notes = notes(
        "HALE: Each hole was filled that week. I cannot prove it.\n\nHALE: We shall see. It is a good road.\n",
    );
    let stitched = told(&notes, "Each hole was filled that week. It is a good road");
    assert!(stitched.starts_with("stitched") && !stitched.contains("HALE"), "{stitched}");
    assert_eq!(told(&notes, "I cannot prove it … It is a good road"), "cleaned");
    let joined = notes.compare("I cannot prove it … It is a good road");
    assert_eq!(notes.text_of(&joined.places[0].words), "I cannot prove it. We shall see. It is a good road");
}

#[test]
fn names_times_and_lines_are_kept() {
    let notes = notes(TALK);
    let compared = notes.compare("grown men crying");
    let number = notes.passage_number(compared.places[0].words.start).unwrap();
    let passage = &notes.passages()[number];
    assert_eq!(
        (passage.speaker.as_deref(), passage.at.as_deref(), passage.line),
        (Some("Tom"), Some("00:00:20"), 10)
    );
    assert_eq!(notes.text_of(&compared.places[0].words), "grown men crying");
}

#[test]
fn long_notes_are_looked_through_by_rare_words() {
    let filling = "The meeting went on and they spoke of this and that for a while. ".repeat(2000);
    let notes = notes(&format!(
        "{filling}\n\nLUND: It cannot be the harbour only, it has to be the bay.\n\n{filling}"
    ));
    assert_eq!(told(&notes, "It cannot be the harbour only"), "exact");
    assert_eq!(told(&notes, "It cannot be the whole harbour only"), "changed PutIn whole<");
    assert_eq!(told(&notes, "Kestrels nest nowhere"), "nowhere");
}

#[test]
fn nothing_is_aligned_over_the_end_of_a_file() {
    let source = |text: &str| NotesSource { named: NamedNotes::default(), path: None, text: Arc::from(text) };
    let notes =
        Notes::new(vec![source("one two three four"), source("five six seven eight")], &Manner::default());
    assert_eq!(told(&notes, "five six seven eight"), "exact");
    assert_eq!(told(&notes, "one two three four … five six seven eight"), "stitched");
    assert_eq!(told(&notes, "three four five six"), "missing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_and_compared(text in notes_text(), quotation in "[a-eA-E'’…\\[\\]., -]{0,40}") {
        let notes = notes(&text);
        for passage in notes.passages() {
            prop_assert!(text.get(Range::<usize>::from(passage.range)).is_some());
        }
        for placed in &notes.compare(&quotation).places {
            prop_assert!(notes.range_of(&placed.words).is_some());
            for difference in &placed.differences {
                prop_assert!(quotation.get(Range::<usize>::from(difference.range)).is_some());
                prop_assert!(quotation.get(Range::<usize>::from(difference.at)).is_some());
            }
        }
    }

    #[test]
    fn words_out_of_one_turn_are_exact(words in prop::collection::vec("[a-e]{1,3}", 3..40), from in 0usize..36, length in 1usize..20) {
        let notes = notes(&format!("LUND: {}.", words.join(" ")));
        let from = from.min(words.len() - 1);
        let to = (from + length).min(words.len());
        prop_assert_eq!(told(&notes, &words[from..to].join(" ")), "exact");
    }
}

/// Texts that look like notes of one kind or another, and broken ones.
fn notes_text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("WEBVTT".to_owned()),
        Just("00:00:01.000 --> 00:00:02.000".to_owned()),
        Just("Ana Lopez  00:31".to_owned()),
        Just("## Off the record".to_owned()),
        Just("MT = Marcus, B = Bea".to_owned()),
        Just(String::new()),
        "\\PC{0,30}",
        "(<v Ana>|LUND: |\\*\\*Q:\\*\\* |\\[00:03\\] B: |> |- |From: )?[a-e '’,.<>é]{0,40}",
    ];
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
}
