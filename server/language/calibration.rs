//! The thresholds of all that the reader says, beside the weights that they were set for: what they mean on drafts that copy
//! editors marked stands in `models/MODEL_CARD.md`. They are set anew with every training. How much other signs count beside the
//! reader, such as the words before a name, stands with those signs.

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
        Fault::Vague => 0.014,
        Fault::Anonymous => 0.0042,
        Fault::Agentless => 0.008,
        Fault::Unspoken => 0.003,
        Fault::Unlinked => 0.012,
        Fault::Poll => 0.006,
        Fault::Unanswered => 0.018,
    }
}

/// How likely it must be that a quotation has no speaker although somebody speaks in its paragraph, 0 to 1.
pub const UNSPOKEN_BESIDE_SPEAKER: f32 = 0.4;
/// How likely it must be that a poll which names who took it still lacks its method, 0 to 1.
pub const POLL_OF_SOMEBODY: f32 = 0.01;
/// How likely it must be that a source without a name or an edge, "a senator", "advocates", is at fault, 0 to 1.
pub const INDEFINITE_SOURCE: f32 = 0.035;
/// How likely an accusation must be to lack an answer where the reader would ask for a source for another reason, 0 to 1.
pub const UNANSWERED_BESIDE: f32 = 0.06;
/// How likely the want of an agent must be for a warning, 0 to 1.
pub const SURELY_AGENTLESS: f32 = 0.029;

/// How likely it must be that a sentence tells of a wrong, a motive or what nobody saw, if it wants a source, 0 to 1, and how likely that it
/// wants one, as a share of [`Dial::tell`], for somebody in it to be accused. Set by hand on the drafts of `tests` and on raw.dev, where
/// of twelve reports without them a reader who did not know the marks wanted one.
pub const CHARGE: f32 = 0.25;
/// See [`CHARGE`].
pub const CHARGE_WITHOUT_SOURCE: f32 = 0.5;

/// How likely an accusation must be to lack an answer that somebody with a name makes, and how likely to tell of a wrong, a motive or what
/// nobody saw, if the draft itself made it, 0 to 1. Set by hand on learn and raw.learn: of 919 drafts it speaks in some twenty, all of
/// them of accusations; two of these were marked.
pub const UNANSWERED_TOLD: f32 = 0.03;
/// See [`UNANSWERED_TOLD`].
pub const CHARGE_TOLD: f32 = 0.5;

/// How likely a fault must be to be told where no words show it, 0 to 1.
pub fn alone(fault: Fault) -> f32 {
    match fault {
        Fault::Vague => 0.17,
        Fault::Anonymous => 0.145,
        Fault::Agentless => 0.15,
        Fault::Unspoken => 0.35,
        Fault::Unlinked => 0.2,
        Fault::Poll => 0.08,
        Fault::Unanswered => 0.1,
    }
}

/// From how likely on a draft that does not say so is of a genre, 0 to 1.
pub const OF_GENRE: f32 = 0.5;

/// How much the words' own labels count beside the cue's when words are given to a cue. This and the four below are in nats, and were
/// chosen on attribution/dev for the full attribution.
pub(crate) const OWN_LABELS: f32 = 0.3;
/// What a change of part costs.
pub(crate) const PART_CHANGE: f32 = 1.0;
/// What it costs more where a source begins; less than nothing makes it cheaper.
pub(crate) const NEW_SOURCE: f32 = -0.5;
/// How much it counts that the labels see a beginning there.
pub(crate) const BEGINNING: f32 = 0.2;
/// How much likelier a word counts as part of a cue than the network says: annotators mark more cues than it dares.
pub(crate) const CUES: f32 = 0.2;
/// How sure an attribution must be to count as saying who says something, 0 to 1. Chosen on attribution/dev.
pub const SURE_OF_SPEAKER: f32 = 0.6;

/// How sure of itself the network must be to say what kind a name is of, 0 to 1. This and the one below were chosen on names/dev.
pub(crate) const SURE_OF_KIND: f32 = 0.6;
/// The same to say where names stand.
pub(crate) const SURE_OF_PLACE: f32 = 0.8;
/// The same to say that a place which everybody knows is a person: "Kharkiv was calm".
pub(crate) const SURE_OF_NAMESAKE: f32 = 0.95;
/// How sure words are to be a name of which only capitals speak, and the reader sees nothing: "Brokers said". The draft
/// must show elsewhere that they are one.
pub(crate) const UNSEEN: f32 = 0.5;
/// How sure of a name the reader must be to cut a cue there, 0 to 1.
pub(crate) const NAME_CUTS_CUE: f32 = 0.6;
/// How surely a name is somebody's where only a nationality or a party stands before it, 0 to 1.
pub(crate) const SURELY_SOMEBODY: f32 = 0.3;
/// Names below this confidence need a surer one of the same words to count, 0 to 1.
pub const SURE_OF_NAME: f32 = 0.6;
/// Above this confidence a name is a place whatever else bears it, 0 to 1.
pub const SURELY_PLACE: f32 = 0.9;
/// Above this confidence a name is a place unless a person of the draft bears it, 0 to 1.
pub const KNOWN_PLACE: f32 = 0.8;
/// How likely a person a name must be by all that speaks for it, which may be more than the reader, for what it shows alone.
pub const PERSON: f32 = 1.0;
/// The same as a share of what speaks for any kind, 0 to 1.
pub const PERSON_SHARE: f32 = 0.97;
