//! What a client asks and tells, a file each: an answer from the state as the protocol has it.

pub(super) mod action;
pub(super) mod code_action;
pub(super) mod code_lens;
pub(super) mod commands;
pub(super) mod completion;
pub(super) mod diagnostics;
pub(super) mod explain;
pub(super) mod folding;
pub(super) mod hover;
pub(super) mod ignore;
pub(super) mod inlay_hints;
pub(super) mod links;
pub(super) mod navigation;
pub(super) mod overview;
pub(super) mod recorded;
pub(super) mod rename;
pub(super) mod roster_edits;
pub(super) mod semantic_tokens;
pub(super) mod settings;
pub(super) mod sources;
pub(super) mod symbols;
pub(super) mod sync;
pub(super) mod workspace;
