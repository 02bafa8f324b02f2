//! Decimal numbers as figures in prose have them: exact, with four decimals, up to a hundred trillion. No floating point, so that what
//! a draft says and what it should say are compared to the last digit.

use std::fmt::{self, Display, Formatter};
use std::ops::{Add, Neg, Sub};

/// An exact decimal number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

const ONE: i128 = 10_000;
const DECIMALS: usize = 4;
/// Larger numbers are none that a draft reckons with, and their products would not fit.
const MOST: i128 = 100_000_000_000_000 * ONE;

impl Decimal {
    /// Nought.
    pub const ZERO: Decimal = Decimal(0);

    /// A whole number.
    pub const fn whole(number: i64) -> Decimal {
        Decimal(number as i128 * ONE)
    }

    /// A number of hundredths.
    pub const fn hundredths(number: i64) -> Decimal {
        Decimal(number as i128 * ONE / 100)
    }

    /// A number of ten-thousandths.
    pub(crate) const fn ten_thousandths(number: i64) -> Decimal {
        Decimal(number as i128)
    }

    /// The number that digits with at most one point stand for, and what its last digit is worth; zeros at the end of a whole number
    /// count as rounded. `None` where these are no such digits, or too many.
    pub(crate) fn read(digits: &str) -> Option<(Decimal, Decimal)> {
        let (whole, part) =
            digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
        let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || part.is_some_and(|part| !plain(part) || part.len() > DECIMALS) || whole.len() > 15
        {
            return None;
        }
        let power = |exponent: usize| 10_i128.pow(u32::try_from(exponent).unwrap_or(0));
        let number: i128 = whole.parse().ok()?;
        let Some(part) = part else {
            let zeros = whole.len() - whole.trim_end_matches('0').len();
            let step = power(zeros.min(whole.len() - 1)) * ONE;
            return Some((Decimal(number * ONE), Decimal(step))).filter(|(value, _)| value.0 <= MOST);
        };
        let step = power(DECIMALS - part.len());
        let value = number * ONE + part.parse::<i128>().ok()? * step;
        Some((Decimal(value), Decimal(step))).filter(|(value, _)| value.0 <= MOST)
    }

    /// The product, cut to four decimals.
    pub fn times(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_mul(other.0) / ONE)
    }

    /// The quotient, cut to four decimals; `None` for a division by nought.
    pub fn over(self, other: Decimal) -> Option<Decimal> {
        (other.0 != 0).then(|| Decimal(self.0.saturating_mul(ONE).div_euclid(other.0)))
    }

    /// Whether it has no decimals.
    pub fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// The whole number that it is; `None` where it has decimals.
    pub fn as_whole(self) -> Option<i64> {
        self.is_whole().then(|| i64::try_from(self.0 / ONE).ok()).flatten()
    }

    /// The distance from nought.
    pub fn magnitude(self) -> Decimal {
        Decimal(self.0.abs())
    }

    /// Rounded to a multiple of a step, halves away from nought; as it is where the step is nought.
    pub fn rounded(self, step: Decimal) -> Decimal {
        if step.0 == 0 {
            return self;
        }
        let half = step.0 / 2 * self.0.signum();
        Decimal((self.0 + half) / step.0 * step.0)
    }

    /// The digits without their zeros at the end, to tell two scales of one number: "34" of 3.4 and of 3,400,000.
    pub fn significant(self) -> i128 {
        let mut digits = self.0;
        while digits != 0 && digits % 10 == 0 {
            digits /= 10;
        }
        digits
    }

    /// The next smaller or larger number that can be told.
    fn next(self) -> Decimal {
        Decimal(self.0.saturating_add(1))
    }
}

impl Add for Decimal {
    type Output = Decimal;

    fn add(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_add(other.0))
    }
}

impl Sub for Decimal {
    type Output = Decimal;

    fn sub(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_sub(other.0))
    }
}

impl Neg for Decimal {
    type Output = Decimal;

    fn neg(self) -> Decimal {
        Decimal(-self.0)
    }
}

/// As newspapers write it: "1,488", "0.5".
impl Display for Decimal {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        let digits = (self.0 / ONE).unsigned_abs().to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let part = format!("{:04}", (self.0 % ONE).unsigned_abs());
        let part = part.trim_end_matches('0');
        let (sign, point) = (if self.0 < 0 { "-" } else { "" }, if part.is_empty() { "" } else { "." });
        write!(formatter, "{sign}{grouped}{point}{part}")
    }
}

/// All numbers that a figure may stand for, the ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The smallest.
    pub low: Decimal,
    /// The largest.
    pub high: Decimal,
}

impl Interval {
    /// A number that is no rounding.
    pub const fn exact(value: Decimal) -> Interval {
        Interval { low: value, high: value }
    }

    /// A number and what lies no further from it.
    pub fn around(value: Decimal, slack: Decimal) -> Interval {
        Interval { low: value - slack, high: value + slack }
    }

    /// The sums.
    pub fn plus(self, other: Interval) -> Interval {
        Interval { low: self.low + other.low, high: self.high + other.high }
    }

    /// The differences.
    pub fn minus(self, other: Interval) -> Interval {
        Interval { low: self.low - other.high, high: self.high - other.low }
    }

    /// The products, of numbers that are not below nought.
    pub fn times(self, other: Interval) -> Interval {
        Interval { low: self.low.times(other.low), high: self.high.times(other.high).next() }
    }

    /// The quotients, of numbers that are not below nought; `None` where the divisor may be nought.
    pub fn over(self, other: Interval) -> Option<Interval> {
        (other.low > Decimal::ZERO).then_some(())?;
        Some(Interval { low: self.low.over(other.high)?, high: self.high.over(other.low)?.next() })
    }

    /// Whether both may stand for one number.
    pub fn meets(self, other: Interval) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_with_what_the_last_is_worth() {
        for (digits, expected) in [
            ("1488", Some(("1,488", "1"))),
            ("1200", Some(("1,200", "100"))),
            ("0.50", Some(("0.5", "0.01"))),
            ("100", Some(("100", "100"))),
            ("0", Some(("0", "1"))),
            ("1.23456", None),
            ("1.", None),
            ("", None),
            ("9999999999999999", None),
        ] {
            let read = Decimal::read(digits).map(|(value, step)| (value.to_string(), step.to_string()));
            assert_eq!(read, expected.map(|(value, step)| (value.to_owned(), step.to_owned())), "{digits}");
        }
    }

    #[test]
    fn arithmetic_is_exact_and_never_too_narrow() {
        let number = |digits: &str| Decimal::read(digits).expect("digits").0;
        let third = Interval::exact(number("1")).over(Interval::exact(number("3"))).expect("no nought");
        assert!(
            third.low < third.high
                && third.times(Interval::exact(number("3"))).meets(Interval::exact(number("1")))
        );
        assert_eq!((number("0.1") + number("0.2")).to_string(), "0.3");
        assert_eq!((number("3") - number("5000")).to_string(), "-4,997");
        assert_eq!(number("24.6").rounded(number("1")).to_string(), "25");
        assert_eq!(number("3.4").significant(), number("3400000").significant());
        assert_eq!(Interval::exact(number("1")).over(Interval::around(number("1"), number("2"))), None);
    }
}
