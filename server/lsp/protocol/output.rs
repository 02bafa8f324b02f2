//! What the server says, one whole message at a time. Responses and requests come from the event loop, diagnostics
//! straight from the workers, which saves them the way round; the lock keeps messages apart.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

/// The way to the client; clones share it.
#[derive(Clone)]
pub(in crate::lsp) struct Output(Arc<Mutex<Sink>>);

/// Takes a whole message.
type Sink = Box<dyn FnMut(&[u8]) + Send>;

impl Output {
    /// Writes to standard output or, in tests, to anything else, each message behind its length. When nobody reads any more a
    /// message is dropped: the end of the input tells the rest.
    pub(in crate::lsp) fn new(mut sink: impl Write + Send + 'static) -> Output {
        Output::to(move |body| {
            let head = format!("Content-Length: {}\r\n\r\n", body.len());
            let message = [head.as_bytes(), body].concat();
            let _ = sink.write_all(&message).and_then(|()| sink.flush());
        })
    }

    /// Hands each message over.
    pub(in crate::lsp) fn to(sink: impl FnMut(&[u8]) + Send + 'static) -> Output {
        Output(Arc::new(Mutex::new(Box::new(sink))))
    }

    /// Sends a message.
    pub(in crate::lsp) fn send(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            self.send_body(&body);
        }
    }

    /// Sends a message that is JSON already.
    pub(in crate::lsp) fn send_body(&self, body: &[u8]) {
        let mut sink = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sink(body);
    }
}
