//! The thresholds of the judgement, beside the weights that they were set for: what they mean on drafts that copy editors
//! marked stands in `models/MODEL_CARD.md`. They are set anew with every training.

use crate::judgement::Fault;

/// How sure the reader must be, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dial {
    /// To warn that a sentence has no source.
    pub warn: f32,
    /// To mention it.
    pub tell: f32,
    /// To speak of another fault whose words it sees, as a share of what [`with_words`] asks for.
    pub share: f32,
}

/// Where a false alarm costs more than a fault.
pub const QUIET: Dial = Dial { warn: 0.5, tell: 0.5, share: 2.0 };
/// As shipped.
pub const NORMAL: Dial = Dial { warn: 0.37, tell: 0.22, share: 1.0 };
/// Where a fault costs more than a false alarm.
pub const THOROUGH: Dial = Dial { warn: 0.2, tell: 0.12, share: 0.7 };

/// How likely it must be that a sentence wants a source although it names one, 0 to 1.
pub const DESPITE_SOURCE: f32 = 0.5;

/// How likely a fault must be to be told where words show it, 0 to 1. The faults are rare, and so are high likelihoods.
pub fn with_words(fault: Fault) -> f32 {
    match fault {
        Fault::Vague => 0.016,
        Fault::Anonymous => 0.005,
        Fault::Agentless => 0.008,
        Fault::Unspoken => 0.003,
        Fault::Unlinked => 0.012,
        Fault::Poll => 0.006,
        Fault::Unanswered => 0.018,
    }
}

/// How likely it must be that a quotation has no speaker although somebody speaks in its paragraph, 0 to 1.
pub const UNSPOKEN_BESIDE_SPEAKER: f32 = 0.15;
/// How likely it must be that a poll which names who took it still lacks its method, 0 to 1.
pub const POLL_OF_SOMEBODY: f32 = 0.01;
/// How likely it must be that a source without a name or an edge, "a senator", "advocates", is at fault, 0 to 1.
pub const INDEFINITE_SOURCE: f32 = 0.05;
/// How likely an accusation must be to lack an answer where the reader would ask for a source for another reason, 0 to 1.
pub const UNANSWERED_BESIDE: f32 = 0.06;
/// How likely the want of an agent must be for a warning, 0 to 1.
pub const SURELY_AGENTLESS: f32 = 0.03;

/// How likely it must be that a sentence tells of a wrong, a motive or what nobody saw, if it wants a source, 0 to 1, and how likely that it
/// wants one, as a share of [`Dial::tell`], for somebody in it to be accused. Set by hand on the drafts of `tests` and on raw.dev, where
/// of twelve reports without them a reader who did not know the marks wanted one.
pub const CHARGE: f32 = 0.25;
/// See [`CHARGE`].
pub const CHARGE_WITHOUT_SOURCE: f32 = 0.5;

/// How likely a fault must be to be told where no words show it, 0 to 1.
pub fn alone(fault: Fault) -> f32 {
    match fault {
        Fault::Vague => 0.2,
        Fault::Anonymous => 0.17,
        Fault::Agentless => 0.15,
        Fault::Unspoken => 0.07,
        Fault::Unlinked => 0.2,
        Fault::Poll => 0.08,
        Fault::Unanswered => 0.1,
    }
}
