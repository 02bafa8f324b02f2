//! Whether a passage says why a source is not named.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon;

static REASON: LazyLock<Regex> = LazyLock::new(|| {
    let words = lexicon::ANONYMITY.words().join("|");
    Regex::new(&format!(
        r"(?ix)
        \b(?:{words}|not\ (?:be|to\ be|being)\ (?:named|identified|quoted)|withh[eo]ld\w*|without\ (?:being\ named|attribution)|off\ the\ record|speak\ (?:publicly|to\ the\ (?:press|media))|name\ (?:was|is|be)\ (?:changed|withheld))\b
        .{{0,160}}?
        \b(?:because|since|as\ (?:he|she|they|the)|for\ fear|fear(?:s|ed|ing)?\ (?:of|that)|lest|to\ (?:discuss|protect|avoid|speak\ (?:freely|candidly|frankly))|citing|due\ to|owing\ to|in\ order\ to)\b
        |
        \b(?:because|since|as)\ (?:he|she|they|the\ \w+)\ (?:was|were|is|are|had|has|have)\ (?:not|n't)?\ ?(?:been\ )?(?:authori[sz]ed|allowed|permitted|cleared)
        |
        \bnot\ (?:authori[sz]ed|allowed|permitted|cleared)\ to\ (?:speak|talk|comment|discuss|give|be\ (?:named|quoted))",
    ))
    .expect("invariant: the pattern is valid")
});

/// Whether the passage gives a reason for anonymity.
pub(crate) fn is_explained(passage: &str) -> bool {
    REASON.is_match(passage)
}
