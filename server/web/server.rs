//! The language server for a page: the client's messages go in and the server's come out, and it works when it is told to, for a page's
//! worker has no threads. Whoever calls says what time it is.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use crate::cli::{report, sheet};
use crate::lsp::Stepped;

/// A language server.
pub struct Server(Stepped);

/// A page about a draft that is open.
#[derive(Deserialize)]
struct Page {
    /// The draft's address.
    uri: String,
    /// What messages call it.
    name: String,
    /// Which page.
    page: Kind,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Report,
    Sheet,
    Legal,
}

impl Server {
    /// A server that reads the time by a function, which must not go back.
    pub fn new(clock: impl Fn() -> Duration + Send + Sync + 'static) -> Server {
        Server(Stepped::new(clock))
    }

    /// Takes a message of the client: its body, which is JSON.
    pub fn hear(&mut self, body: Vec<u8>) {
        self.0.hear(body);
    }

    /// Does a piece of the work; how long to wait before the next, `None` where only a message brings more.
    pub fn step(&mut self) -> Option<Duration> {
        self.0.step()
    }

    /// What was said since this was last asked, as a list in JSON.
    pub fn said(&mut self) -> String {
        self.0.said()
    }

    /// A page about an open draft, as a text in JSON: `{uri, name, page}`, where `page` is `report`, `sheet` or `legal`. Null where it
    /// is not open, or nothing is understood yet.
    pub fn page(&self, request: &[u8]) -> String {
        let page = serde_json::from_slice(request).ok().and_then(|Page { uri, name, page }| {
            let snapshot = self.0.understood(&uri)?;
            let mut draft = snapshot.draft.clone();
            draft.read_all();
            Some(match page {
                Kind::Report => report::page_of(&name, &draft, &snapshot.settings),
                Kind::Sheet => sheet::page_of(&name, &draft, &snapshot.settings, false),
                Kind::Legal => sheet::page_of(&name, &draft, &snapshot.settings, true),
            })
        });
        json!(page).to_string()
    }
}
