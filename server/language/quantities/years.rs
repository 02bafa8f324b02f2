//! Numbers that are years.

use text_size::{TextRange, TextSize};

use super::counted::is_counted;
use super::{Finder, units};
use crate::calendar::{self, Date};
use crate::lexicon;
use crate::sentences::SentenceTokens;

impl Finder<'_> {
    /// A year that stands alone.
    pub(super) fn bare_year(&self, start: usize, sentence: SentenceTokens) -> Option<Date> {
        let tokens = self.tokens;
        let year = calendar::year(tokens, start)?;
        let before = if start > sentence.start { tokens.lower(start - 1) } else { "" };
        let counts = is_counted(tokens.lower(start + 1));
        let unit = units::of_words(&[tokens.lower(start + 1), tokens.lower(start + 2)]).is_some();
        let told = (1800..=2099).contains(&year) || lexicon::WORDS_BEFORE_YEARS.contains(before);
        let other = counts || unit || units::currency(before).is_some();
        let range = tokens.range(start);
        let quoted = (self.quoted)(range);
        let date =
            Date { range, weekday: None, day_range: range, day: None, month: None, year: Some(year), quoted };
        (told && !other).then_some(date)
    }

    /// Two years with a hyphen between: "1931-2004".
    pub(super) fn years(&self, start: usize) -> Option<[Date; 2]> {
        let range = self.tokens.range(start);
        let (first, second) = self.tokens.text(start).split_once('-')?;
        let year = |text: &str| {
            (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|year| (1000..2200).contains(year))
        };
        let four = TextSize::from(4);
        let quoted = (self.quoted)(range);
        let date = |year: i32, range: TextRange| Date {
            range,
            weekday: None,
            day_range: range,
            day: None,
            month: None,
            year: Some(year),
            quoted,
        };
        let ends = [TextRange::at(range.start(), four), TextRange::at(range.end() - four, four)];
        Some([date(year(first)?, ends[0]), date(year(second)?, ends[1])])
    }
}
