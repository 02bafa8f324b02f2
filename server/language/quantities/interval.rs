//! Which numbers a quantity may stand for.

use super::{Hedge, Quantity, Unit};
use crate::decimal::{Decimal, Interval};

impl Quantity {
    /// All numbers that it may stand for: half its last digit more or less, but no more than a tenth; a number in words or of things
    /// counted to the last one is exact. What is said to make it less exact widens it.
    pub fn interval(&self) -> Interval {
        let tenth = self.value.magnitude().times(TENTH);
        let half = self.step.times(HALF);
        let counted =
            matches!(self.unit, Unit::Count) && self.step <= Decimal::whole(1) && self.value.is_whole();
        let slack = match self.unit {
            Unit::Fraction => FRACTION_SLACK,
            // "Five km (three miles)" are rounded; three people are three.
            Unit::Measure(_) => half.min(tenth),
            _ if counted || self.in_words && self.step <= Decimal::whole(1) => Decimal::ZERO,
            _ => half.min(tenth),
        };
        let near = Interval::around(self.value, slack);
        // "More than 600" may be said of 596.
        let bound = slack.min(self.value.magnitude().times(HUNDREDTH));
        match self.hedge {
            Hedge::None => near,
            // 40 per cent are not about a third.
            Hedge::About if self.unit == Unit::Fraction => {
                Interval::around(self.value, tenth.max(slack) + HUNDREDTH)
            }
            Hedge::About => Interval::around(self.value, tenth.magnitude() + slack),
            Hedge::Nearly => Interval { low: near.low - tenth, high: self.value },
            Hedge::JustOver => Interval { low: self.value, high: near.high + tenth },
            Hedge::AtLeast => Interval { low: self.value - bound, high: FAR },
            Hedge::AtMost => Interval { low: -FAR, high: self.value + bound },
        }
    }
}

const HALF: Decimal = Decimal::ten_thousandths(5_000);
const HUNDREDTH: Decimal = Decimal::ten_thousandths(100);
const TENTH: Decimal = Decimal::ten_thousandths(1_000);
/// Nobody who says "a third" of 36 per cent is wrong.
const FRACTION_SLACK: Decimal = Decimal::ten_thousandths(400);
const FAR: Decimal = Decimal::whole(1_000_000_000_000_000);
