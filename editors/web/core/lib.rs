//! Copydesk for a page: what `copydesk::Desk` answers and what `copydesk::Server` says, as functions of a WebAssembly module.
//!
//! A request is JSON, and so is its answer. The host asks for [`room`], writes the request's bytes there, calls [`answer`], and reads
//! so many bytes at [`answered`]. Before the first request it hands over the file of weights in the same way, by [`weights`]. The
//! language server [`hear`]s a message of the protocol at a time, works when it is told to [`step`], and what it has [`said`] meanwhile is
//! read as an answer is. No pointer is followed here, so that nothing the host does wrong can do more harm than a request that is no
//! JSON. Of the host the module asks the time, and nothing else.

#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::time::Duration;

use copydesk::{Desk, Server};

#[allow(unsafe_code, reason = "the host gives the function by its name")]
#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Milliseconds since any moment; never fewer than before.
    safe fn now() -> f64;
}

#[derive(Default)]
struct State {
    desk: Desk,
    server: Option<Server>,
    request: Vec<u8>,
    answer: String,
}

impl State {
    fn server(&mut self) -> &mut Server {
        let clock = || Duration::from_secs_f64(now().max(0.0) / 1000.0);
        self.server.get_or_insert_with(|| Server::new(clock))
    }

    fn request(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.request)
    }

    /// Keeps an answer for the host; how many bytes it has.
    fn keep(&mut self, answer: String) -> usize {
        self.answer = answer;
        self.answer.len()
    }
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Makes room for so many bytes of a request or of the weights; the address of the first.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> usize {
    STATE.with_borrow_mut(|state| {
        state.request = vec![0; bytes];
        state.request.as_ptr().addr()
    })
}

/// Takes what was written for the file of weights: 1, or 0 where it is another file.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn weights() -> u32 {
    let file = STATE.with_borrow_mut(State::request);
    copydesk::hand_over_weights(file).into()
}

/// Answers what was written as a request; how many bytes the answer has.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    STATE.with_borrow_mut(|state| {
        let request = state.request();
        let answer = state.desk.answer(request);
        state.keep(answer)
    })
}

/// The address of the last answer.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn answered() -> usize {
    STATE.with_borrow(|state| state.answer.as_ptr().addr())
}

/// Hands what was written to the language server as a message of its client.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn hear() {
    STATE.with_borrow_mut(|state| {
        let message = state.request();
        state.server().hear(message);
    });
}

/// Has the language server do a piece of its work; how many milliseconds to wait before the next, less than none where only a message
/// brings more.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn step() -> f64 {
    let next = STATE.with_borrow_mut(|state| state.server().step());
    next.map_or(-1.0, |left| left.as_secs_f64() * 1000.0)
}

/// What the language server said since this was last asked, as a list of messages; how many bytes it has.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn said() -> usize {
    STATE.with_borrow_mut(|state| {
        let said = state.server().said();
        state.keep(said)
    })
}

/// Answers what was written as a request for a page about a draft that is open in the language server; how many bytes the answer has.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn page() -> usize {
    STATE.with_borrow_mut(|state| {
        let request = state.request();
        let page = state.server().page(&request);
        state.keep(page)
    })
}
