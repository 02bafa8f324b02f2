//! Tables for spreadsheets: every cell is quoted, and none is ever a formula.

use super::names::escaped;

/// What spreadsheets take as the mark of UTF-8.
pub(super) const MARK: &str = "\u{feff}";

/// Adds a row.
pub(super) fn row<'a>(table: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            table.push(',');
        }
        table.push('"');
        table.push_str(&harmless(cell));
        table.push('"');
    }
    table.push_str("\r\n");
}

/// The words of a cell on one line, in quotes; an apostrophe before what a spreadsheet would take for a formula.
fn harmless(cell: &str) -> String {
    let line = cell
        .split(['\n', '\r', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let starts =
        |letter: char| matches!(letter, '=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠');
    // Also behind what a spreadsheet passes over.
    let first = line
        .chars()
        .find(|letter| letter.is_alphanumeric() || letter.is_ascii_punctuation() || starts(*letter));
    let guard = if first.is_some_and(starts) { "'" } else { "" };
    format!("{guard}{}", escaped(&line)).replace('"', "\"\"")
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for (words, cell) in [
            ("=1+1", "'=1+1"),
            ("  +cmd", "'+cmd"),
            ("\t=1", "'=1"),
            ("-5 degrees", "'-5 degrees"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("say \"no\"\nnow", "say \"\"no\"\" now"),
            ("\u{202e}evil", "\\u{202e}evil"),
            ("Lund", "Lund"),
        ] {
            assert_eq!(harmless(words), cell);
        }
    }
}
