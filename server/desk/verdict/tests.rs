//! Drafts, and the words in them that tell a suspect as guilty.

use copydesk_text::Dialect;

use crate::{Draft, Settings};

/// Each finding: the words, and those that its fix puts there.
fn found(text: &str) -> Vec<String> {
    let found = Draft::new(text, Dialect::Markdown).check(&Settings::default()).into_iter();
    let shown = found.filter(|it| it.rule == "guilt-before-verdict").map(|it| {
        let mut fixed = text.to_owned();
        for edit in it.fixes.first().iter().flat_map(|fix| fix.edits.iter().rev()) {
            fixed.replace_range(std::ops::Range::<usize>::from(edit.range), &edit.text);
        }
        fixed.lines().next().unwrap_or_default().to_owned()
    });
    shown.collect()
}

#[test]
fn who_is_held_is_a_suspect() {
    for (text, expected) in [
        (
            "Two robbers were arrested in Brack on Monday.",
            "Two suspected robbers were arrested in Brack on Monday.",
        ),
        ("The masked gunman was detained on Monday.", "The suspected masked gunman was detained on Monday."),
        (
            "Police arrested an arsonist in Brack on Monday.",
            "Police arrested a suspected arsonist in Brack on Monday.",
        ),
        (
            "# Police arrest killer of nurse\n\nPolice in Brack arrested a man on Monday.\n",
            "# Police arrest suspected killer of nurse",
        ),
        (
            "# Thief held after chase\n\nPolice in Brack arrested a man on Monday.\n",
            "# Suspected thief held after chase",
        ),
        (
            "Police charged the attacker with murder on Monday.",
            "Police charged the suspected attacker with murder on Monday.",
        ),
        (
            "The attacker had fled on foot and was arrested in a garden of Brack on Monday.",
            "The suspected attacker had fled on foot and was arrested in a garden of Brack on Monday.",
        ),
    ] {
        assert_eq!(found(text), [expected], "{text}");
    }
}

#[test]
fn what_fits_is_left_alone() {
    for text in [
        "The gunman shot at police and was killed by them in Brack on Monday.",
        "Police are still hunting the killer of a nurse. A man was questioned on Monday and let go.",
        "The alleged attacker was arrested in Brack on Monday.",
        "The convicted killer was arrested again in Brack on Monday.",
        "Three burglars were arrested in Brack on Monday, the police said.",
        "The thief was caught on camera in Brack on Monday.",
        "The gunman held a knife, and the attackers charged forward.",
        "Rangers detained a killer whale in the harbour of Brack on Monday.",
        "The shop charged the burglar for the window.",
        "The attacker fled on foot, and a man was arrested in Brack on Monday.",
        "The attacker fled on foot and was never arrested.",
        "# Nurse jailed for theft\n\nA nurse in Brack was sent to prison on Monday after a charge of theft.\n",
        "# Nurse charged with theft\n\nA nurse in Brack was arrested on Monday. Prosecutors told the court why.\n",
        "# Man convicted of theft\n\nThe harbour of Brack was closed on Monday.\n",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}
