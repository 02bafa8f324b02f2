//! Inline code, in which no mark of anything else means what it means elsewhere.

/// The length of a run of backticks together with the code it opens, or of the run alone where nothing closes it.
pub(crate) fn code_span(rest: &str) -> usize {
    let run = |text: &str| text.len() - text.trim_start_matches('`').len();
    let length = run(rest);
    let mut offset = length;
    while let Some(found) = rest[offset..].find('`') {
        offset += found;
        let closing = run(&rest[offset..]);
        offset += closing;
        if closing == length {
            return offset;
        }
    }
    length
}
