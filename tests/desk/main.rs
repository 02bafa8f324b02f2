//! What is found and understood, through the crates themselves, as one program: each would hold the weights and the debugging lines
//! anew, and take its time to be linked. `cargo test --test desk -- rules:: figures::` runs two of the files.

#[path = "../cases/mod.rs"]
mod cases;
#[path = "../folder/mod.rs"]
mod folder;

mod actors;
mod attributions;
mod convergence;
mod drafts;
mod figures;
mod incremental;
mod judgement;
mod ledger;
mod readme;
mod rules;
mod sheet;
