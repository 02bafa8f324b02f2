//! How far a long run has come, on one line of a terminal that is wiped out in the end. Nothing on a pipe.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::formats::text::{counted, thousands};

/// A run that is over before that needs no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is written.
const PACE: Duration = Duration::from_millis(100);

/// The progress of a run over so many drafts.
pub(super) struct Progress {
    all: usize,
    started: Instant,
    /// `None` where no person looks on.
    state: Option<Mutex<State>>,
}

struct State {
    done: usize,
    words: usize,
    written: Option<Instant>,
}

impl Progress {
    /// Nothing is done yet.
    pub(super) fn new(all: usize) -> Progress {
        let seen = std::io::stderr().is_terminal();
        let state = seen.then(|| Mutex::new(State { done: 0, words: 0, written: None }));
        Progress { all, started: Instant::now(), state }
    }

    /// A draft of so many words is done.
    pub(super) fn advance(&self, words: usize) {
        let Some(mut state) = self.state.as_ref().and_then(|state| state.lock().ok()) else { return };
        state.done += 1;
        state.words += words;
        let elapsed = self.started.elapsed();
        let due = state.written.is_none_or(|written| written.elapsed() >= PACE);
        if elapsed >= PATIENCE && due && state.done < self.all {
            let left = elapsed.mul_f64((self.all - state.done) as f64 / state.done as f64);
            let (done, all) = (thousands(state.done), counted(self.all, "draft"));
            let (words, left) = (thousands(state.words), left.as_secs() + 1);
            // Where the terminal is gone, nobody looks on.
            let _ = write!(std::io::stderr(), "\r\x1b[K{done} of {all}, {words} words, {left} s left");
            state.written = Some(Instant::now());
        }
    }

    /// Wipes the line out.
    pub(super) fn finish(&self) {
        let state = self.state.as_ref().and_then(|state| state.lock().ok());
        if state.is_some_and(|state| state.written.is_some()) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
