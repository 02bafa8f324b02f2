//! Why rules keep silent, taken down where somebody wants to know and at no cost where nobody does.

use std::cell::RefCell;

use copydesk_facts::Span;

use crate::question::Question;

/// Why a rule keeps silent of a place that it has looked at: a line of what its page says that it stays silent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reason(pub(crate) &'static str);

/// What several rules keep silent of.
pub(crate) const OUTSIDE: Reason =
    Reason("headings, block quotes, tables, captions and what is answered in an interview");
/// See [`OUTSIDE`].
pub(crate) const QUOTED: Reason = Reason("words inside a quotation");
/// See [`OUTSIDE`].
pub(crate) const RARELY: Reason =
    Reason("what copy editors rarely ask about, as Copydesk learned from drafts that they marked");

/// A figure that the reader gave and that counted, with how much it had to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// What it measures, as the end of a sentence: "how likely a copy editor is to …".
    pub what: &'static str,
    /// How likely, 0 to 1.
    pub likely: f32,
    /// From how likely on the rule speaks, 0 to 1.
    pub enough: f32,
}

impl Measure {
    /// The figure in a sentence, in per cent: "How likely …: 1.3 %; it speaks from 2.0 % on."
    pub fn sentence(&self) -> String {
        let percent = |likely: f32| match likely * 100.0 {
            percent if percent < 9.95 => format!("{percent:.1} %"),
            percent => format!("{percent:.0} %"),
        };
        let mut letters = self.what.chars();
        let what: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        format!("{what}: {}; it speaks from {} on.", percent(self.likely), percent(self.enough))
    }
}

/// A place that a rule looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// What was asked there; `None` where the rule is none of those that share one judgement.
    pub(crate) question: Option<Question>,
    pub(crate) place: Span,
    /// Why it kept silent; `None` where it spoke.
    pub(crate) silence: Option<Reason>,
    /// The figure that decided it.
    pub(crate) measure: Option<Measure>,
    /// What is asked of the same sentence instead.
    pub(crate) instead: Option<Question>,
}

/// What was looked at, where it is taken down.
#[derive(Debug, Default)]
pub(crate) struct Trace(Option<RefCell<Vec<Look>>>);

impl Trace {
    /// One that takes everything down; the default takes down nothing.
    pub(crate) fn on() -> Trace {
        Trace(Some(RefCell::default()))
    }

    /// Takes down a place; what is to be taken down is worked out only where it is.
    pub(crate) fn note(&self, look: impl FnOnce() -> Look) {
        if let Some(looks) = &self.0 {
            let look = look();
            looks.borrow_mut().push(look);
        }
    }

    /// Whether anything is taken down.
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// What was taken down so far, in the order in which the rules looked.
    pub(crate) fn looks(&self) -> Vec<Look> {
        self.0.as_ref().map(|looks| looks.borrow().clone()).unwrap_or_default()
    }
}
