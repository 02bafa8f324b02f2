//! Copydesk's program as a library, for the program itself and for fuzzing, which must see inside. Nobody else should build on
//! it: it changes without notice.

mod cli;
mod lsp;
mod program;
mod surrogates;
mod web;

#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub use copydesk_desk::hand_over_weights;
pub use program::main;
#[doc(hidden)]
pub use web::{Desk, Server};

/// What fuzzing tries, beside the layers below.
#[doc(hidden)]
pub mod within {
    pub use crate::cli::{fix, import_roster, write_roster_json};
    pub use crate::lsp::{difference, serve, silence_in_configuration, silence_in_draft};
    pub use copydesk_project::parse_roster;
}
