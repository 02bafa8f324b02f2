//! Copydesk for a page: what `copydesk::Desk` answers, as four functions of a WebAssembly module.
//!
//! A request is JSON, and so is its answer. The host asks for [`room`], writes the request's bytes there, calls [`answer`], and reads
//! so many bytes at [`answered`]. Before the first request it hands over the file of weights in the same way, by [`weights`]. No
//! pointer is followed here, so that nothing the host does wrong can do more harm than a request that is no JSON.

#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;

use copydesk::Desk;

#[derive(Default)]
struct State {
    desk: Desk,
    request: Vec<u8>,
    answer: String,
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
    let file = STATE.with_borrow_mut(|state| std::mem::take(&mut state.request));
    copydesk::hand_over_weights(file).into()
}

/// Answers what was written as a request; how many bytes the answer has.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    STATE.with_borrow_mut(|state| {
        let request = std::mem::take(&mut state.request);
        state.answer = state.desk.answer(request);
        state.answer.len()
    })
}

/// The address of the last answer.
#[allow(unsafe_code, reason = "the host finds the function by its name")]
#[unsafe(no_mangle)]
pub extern "C" fn answered() -> usize {
    STATE.with_borrow(|state| state.answer.as_ptr().addr())
}
