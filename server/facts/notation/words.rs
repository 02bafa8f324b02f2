//! What to say of a word or a key that is not known: the nearest that is, or all there are.

use rapidfuzz::distance::damerau_levenshtein;

/// The candidate that `word` most likely stands for: a slip or two away, or containing it.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase().replace(['_', ' '], "-");
    let allowed = (word.chars().count() / 3).max(1);
    let distance = |candidate: &str| {
        let distance = damerau_levenshtein::distance(word.chars(), candidate.chars());
        let contained = word.len() >= 4 && (candidate.contains(&word) || word.contains(candidate));
        if contained { distance.min(allowed) } else { distance }
    };
    let near = candidates.into_iter().map(|candidate| (distance(candidate), candidate));
    near.filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// One sentence on a key that does not belong in `place`, with the nearest that does.
pub fn unknown_key(key: &str, place: &str, known: &[&'static str]) -> String {
    match nearest(key, known.iter().copied()) {
        Some(near) => format!("{place} has no key `{key}`; did you mean `{near}`?"),
        None => format!("{place} has no key `{key}`; it takes {}.", one_of(known.iter().copied())),
    }
}

/// One sentence on a word that is none of `words`, with the nearest that is.
pub fn wrong_word(word: &str, wrong: &str, words: impl Iterator<Item = &'static str> + Clone) -> String {
    match nearest(word, words.clone()) {
        Some(near) => format!("{wrong}; did you mean `{near}`?"),
        None => format!("{wrong}; write {}.", one_of(words)),
    }
}

/// `a`, `b` or `c`.
pub fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} or {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}
