//! The units of quantities: money, shares, measures and times, by the words and signs that name them.

use crate::decimal::{Decimal, Interval};

/// What a number is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Of things, or of nothing that is told.
    Count,
    /// Of a currency, by its sign or its word.
    Money(&'static str),
    /// Of hundredths.
    Percent,
    /// Of percentage points.
    Points,
    /// Of a whole: "half", "two thirds", "one in five".
    Fraction,
    /// Of a measure.
    Measure(Measure),
    /// Of a stretch of time.
    Time(Period),
}

/// A unit of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    /// What is measured.
    pub kind: MeasureKind,
    /// The unit as messages name it, behind a space; empty where it follows the number directly.
    pub name: &'static str,
    /// How many base units one of it is, at least and at most: a gallon is two things.
    low: Decimal,
    high: Decimal,
}

/// What a measure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MeasureKind {
    /// Millimetres.
    Length,
    /// Grams.
    Weight,
    /// Square metres.
    Area,
    /// Millilitres.
    Volume,
    /// Metres an hour.
    Speed,
    /// Degrees.
    Temperature,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days, and nights.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
    /// Decades.
    Decade,
}

impl Measure {
    /// Numbers of this unit in base units.
    pub fn in_base(self, numbers: Interval) -> Interval {
        if self.kind == MeasureKind::Temperature {
            return if self.name == "F" {
                numbers.minus(Interval::exact(Decimal::whole(32)))
            } else {
                self.scaled(numbers)
            };
        }
        self.scaled(numbers)
    }

    /// Numbers in base units as numbers of this unit; `None` where that cannot be told.
    pub fn from_base(self, base: Interval) -> Option<Interval> {
        if self.kind == MeasureKind::Temperature && self.name == "F" {
            return Some(base.plus(Interval::exact(Decimal::whole(32))));
        }
        let by = |number: Decimal, factor: Decimal| number.over(factor);
        Some(Interval { low: by(base.low, self.high)?, high: by(base.high, self.low)? })
    }

    fn scaled(self, numbers: Interval) -> Interval {
        Interval { low: numbers.low.times(self.low), high: numbers.high.times(self.high) }
    }
}

/// A row of the table: what is measured, the name, base units of it in ten-thousandths at least and at most, and all ways to write it.
type Row = (MeasureKind, &'static str, i64, i64, &'static [&'static str]);

const MEASURES: &[Row] = &[
    (MeasureKind::Length, "mm", 10_000, 10_000, &["mm", "millimetre", "millimeter"]),
    (MeasureKind::Length, "cm", 100_000, 100_000, &["cm", "centimetre", "centimeter"]),
    (MeasureKind::Length, "m", 10_000_000, 10_000_000, &["metre", "meter"]),
    (MeasureKind::Length, "km", 10_000_000_000, 10_000_000_000, &["km", "kilometre", "kilometer"]),
    (MeasureKind::Length, "in", 254_000, 254_000, &["inch", "inches"]),
    (MeasureKind::Length, "ft", 3_048_000, 3_048_000, &["ft", "foot", "feet"]),
    (MeasureKind::Length, "yards", 9_144_000, 9_144_000, &["yd", "yard"]),
    (MeasureKind::Length, "miles", 16_093_440_000, 16_093_440_000, &["mi", "mile"]),
    (MeasureKind::Weight, "g", 10_000, 10_000, &["g", "gram", "gramme"]),
    (MeasureKind::Weight, "kg", 10_000_000, 10_000_000, &["kg", "kilo", "kilogram", "kilogramme"]),
    (MeasureKind::Weight, "tonnes", 10_000_000_000, 10_000_000_000, &["tonne"]),
    // Short, long or metric: nothing says which.
    (MeasureKind::Weight, "tons", 9_071_847_400, 10_160_469_088, &["ton"]),
    (MeasureKind::Weight, "oz", 283_495, 283_496, &["oz", "ounce"]),
    (MeasureKind::Weight, "lb", 4_535_923, 4_535_924, &["lb"]),
    (MeasureKind::Weight, "stone", 63_502_931, 63_502_932, &["st", "stone"]),
    (MeasureKind::Area, "hectares", 100_000_000, 100_000_000, &["ha", "hectare"]),
    (MeasureKind::Area, "acres", 40_468_564, 40_468_565, &["acre"]),
    (MeasureKind::Volume, "ml", 10_000, 10_000, &["ml", "millilitre", "milliliter"]),
    (MeasureKind::Volume, "litres", 10_000_000, 10_000_000, &["litre", "liter"]),
    (MeasureKind::Volume, "gallons", 37_854_118, 45_460_900, &["gallon", "gal"]),
    (MeasureKind::Volume, "pints", 4_731_765, 5_682_613, &["pint"]),
    (MeasureKind::Speed, "km/h", 10_000_000, 10_000_000, &["kph", "kmh", "kmph"]),
    (MeasureKind::Speed, "mph", 16_093_440, 16_093_440, &["mph"]),
    (MeasureKind::Speed, "knots", 18_520_000, 18_520_000, &["knot", "knots"]),
];

/// The same of two words or more: "km/h", "square miles", "miles an hour".
const LONG_MEASURES: &[Row] = &[
    (
        MeasureKind::Speed,
        "km/h",
        10_000_000,
        10_000_000,
        &[
            "km / h",
            "kilometres an hour",
            "kilometers an hour",
            "kilometres per hour",
            "kilometers per hour",
            "km an hour",
            "km per hour",
        ],
    ),
    (MeasureKind::Speed, "mph", 16_093_440, 16_093_440, &["miles an hour", "miles per hour"]),
    (MeasureKind::Area, "square metres", 10_000, 10_000, &["square metres", "square meters", "sq m"]),
    (
        MeasureKind::Area,
        "square kilometres",
        10_000_000_000,
        10_000_000_000,
        &["square kilometres", "square kilometers", "sq km"],
    ),
    (
        MeasureKind::Area,
        "square miles",
        25_899_881_103,
        25_899_881_104,
        &["square miles", "sq mi", "sq miles"],
    ),
    (MeasureKind::Area, "square feet", 929, 930, &["square feet", "square foot", "sq ft"]),
];

const CELSIUS: Measure = Measure {
    kind: MeasureKind::Temperature,
    name: "C",
    // Degrees are counted in steps of Fahrenheit's.
    low: Decimal::ten_thousandths(18_000),
    high: Decimal::ten_thousandths(18_000),
};
const FAHRENHEIT: Measure = Measure { name: "F", ..CELSIUS };

fn of_row(&(kind, name, low, high, _): &Row) -> Unit {
    Unit::Measure(Measure {
        kind,
        name,
        low: Decimal::ten_thousandths(low),
        high: Decimal::ten_thousandths(high),
    })
}

/// The unit that one word in lower case names.
pub(super) fn of_word(lower: &str) -> Option<Unit> {
    let single = lower.strip_suffix('s').unwrap_or(lower);
    let period = match single {
        "second" => Some(Period::Second),
        "minute" | "min" => Some(Period::Minute),
        "hour" | "hr" => Some(Period::Hour),
        "day" | "night" => Some(Period::Day),
        "week" => Some(Period::Week),
        "month" => Some(Period::Month),
        "year" => Some(Period::Year),
        "decade" => Some(Period::Decade),
        _ => None,
    };
    let measure =
        || MEASURES.iter().find(|row| row.4.contains(&single) || row.4.contains(&lower)).map(of_row);
    period.map(Unit::Time).or_else(measure).or_else(|| currency(lower))
}

/// The unit that letters directly behind a number name: "54km", "38C", "80p".
pub(super) fn of_suffix(letters: &str) -> Option<Unit> {
    match letters {
        "C" | "°C" => Some(Unit::Measure(CELSIUS)),
        "F" | "°F" => Some(Unit::Measure(FAHRENHEIT)),
        "p" => Some(Unit::Money("p")),
        "c" => Some(Unit::Money("c")),
        "pc" | "pct" => Some(Unit::Percent),
        _ => of_word(&letters.to_lowercase()).filter(|unit| matches!(unit, Unit::Measure(_))),
    }
}

/// The unit that a run of words names, and how many of them it takes.
pub(super) fn of_words(words: &[&str]) -> Option<(usize, Unit)> {
    let joined = |count: usize| words.get(..count).map(|words| words.join(" "));
    for count in [3, 2] {
        let Some(joined) = joined(count) else { continue };
        if let Some(row) = LONG_MEASURES.iter().find(|row| row.4.contains(&joined.as_str())) {
            return Some((count, of_row(row)));
        }
    }
    match words {
        ["per", "cent", ..] => Some((2, Unit::Percent)),
        ["percentage", "point" | "points", ..] => Some((2, Unit::Points)),
        ["%" | "percent" | "pct" | "pc", "point" | "points", ..] => Some((2, Unit::Points)),
        ["%" | "percent" | "pct" | "pc", ..] => Some((1, Unit::Percent)),
        ["degrees" | "°", "celsius" | "centigrade" | "c", ..] => Some((2, Unit::Measure(CELSIUS))),
        ["degrees" | "°", "fahrenheit" | "f", ..] => Some((2, Unit::Measure(FAHRENHEIT))),
        ["metre" | "metres" | "meter" | "meters" | "miles" | "km", "a" | "per", "second" | "minute", ..] => {
            None
        }
        [first, ..] => of_word(first).map(|unit| (1, unit)),
        [] => None,
    }
}

/// Metres, where "m" cannot be millions.
pub(super) fn metres() -> Option<Unit> {
    of_word("metre")
}

/// The currency that letters directly before digits name: "Sh480m", "Rs500". One letter alone may be that of a road or a mask, so that
/// only a scale or a comma behind it tells: "R1.2m", "N1,500".
pub(super) fn of_letters(letters: &str, digits: &str) -> Option<Unit> {
    const LETTERS: &[(&str, &[&str])] = &[
        ("shillings", &["Sh", "Shs", "KSh", "Ksh", "KSH", "Kshs", "TSh", "Tsh", "USh", "Ush"]),
        ("₹", &["Rs"]),
        ("rand", &["R"]),
        ("naira", &["N"]),
        ("ringgit", &["RM"]),
        ("taka", &["Tk"]),
    ];
    let sure = letters.len() > 1 || digits.contains(',') || digits.ends_with(|c: char| c.is_alphabetic());
    let found = LETTERS.iter().find(|(_, all)| sure && all.contains(&letters));
    found.map(|(name, _)| Unit::Money(name))
}

/// The currency that a sign or a word in lower case names.
pub(super) fn currency(lower: &str) -> Option<Unit> {
    const WORDS: &[(&str, &[&str])] = &[
        ("$", &["$", "usd", "dollar", "dollars"]),
        ("£", &["£", "gbp", "pound", "pounds"]),
        ("€", &["€", "eur", "euro", "euros"]),
        ("¥", &["¥", "yen", "yuan"]),
        ("₹", &["₹", "rupee", "rupees"]),
        ("p", &["pence", "penny"]),
        ("c", &["cent", "cents"]),
        ("crowns", &["crown", "crowns", "krona", "kronor", "krone", "kroner"]),
        ("francs", &["franc", "francs"]),
        ("pesos", &["peso", "pesos"]),
        ("roubles", &["rouble", "roubles", "ruble", "rubles"]),
        ("rand", &["rand"]),
        ("shillings", &["shilling", "shillings"]),
        ("naira", &["naira"]),
        ("ringgit", &["ringgit"]),
        ("taka", &["taka"]),
        ("lira", &["lira"]),
        ("dinars", &["dinar", "dinars"]),
        ("marks", &["deutschmarks"]),
    ];
    let found = WORDS.iter().find(|(_, words)| words.contains(&lower));
    found.map(|(name, _)| Unit::Money(name))
}
