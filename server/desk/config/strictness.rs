//! How sure Copydesk must be before it asks for a source: one dial, for newsrooms that want to be asked less often, or more.
//!
//! This is the word alone. What it means to a rule stands with that rule, beside the figures that it moves.

/// How sure Copydesk must be before it asks for a source. The order is from few questions to many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strictness {
    /// Very sure: it asks less often, and less often without need.
    Quiet,
    /// As sure as most newsrooms want it to be; this holds where nothing else is said.
    #[default]
    Normal,
    /// Less sure: it asks more often, and more often without need.
    Thorough,
}

impl Strictness {
    /// All of them.
    pub const ALL: [Strictness; 3] = [Strictness::Quiet, Strictness::Normal, Strictness::Thorough];

    /// The word used in the configuration and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Strictness::Quiet => "quiet",
            Strictness::Normal => "normal",
            Strictness::Thorough => "thorough",
        }
    }
}
