//! The server without threads: whoever drives it hands it messages and has it work, piece by piece, and hears of what it says in
//! between. So a browser's worker runs it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use copydesk_project::Files;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::sync::mpsc::{self, UnboundedSender};

use super::Service;
use super::host::{Clock, Host, Next, Queue, Runner, Task};
use super::protocol::output::Output;
use super::protocol::transport::{self, Incoming};
use super::state::session::Session;
use super::state::snapshot::Snapshot;

/// A server, and what it has said.
pub(crate) struct Stepped {
    incoming: UnboundedSender<Incoming>,
    queue: Arc<Queue>,
    tasks: FuturesUnordered<Task>,
    woken: Arc<Woken>,
    said: Arc<Mutex<Vec<Vec<u8>>>>,
    session: Arc<Session>,
}

/// Whether a task may go on.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Woken>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Stepped {
    /// A server that reads the time by a function, which must not go back.
    pub(crate) fn new(clock: impl Fn() -> Duration + Send + Sync + 'static) -> Stepped {
        let queue = Arc::<Queue>::default();
        let runner = Runner::Steps(Arc::clone(&queue));
        let host =
            Host { clock: Clock::new(clock), runner, files: Arc::new(Files::Given(Default::default())) };
        let said = Arc::<Mutex<Vec<Vec<u8>>>>::default();
        let saying = Arc::clone(&said);
        let output = Output::to(move |body| lock(&saying).push(body.to_vec()));
        let (incoming, messages) = mpsc::unbounded_channel();
        let tasks = FuturesUnordered::new();
        let service = Service::new(output, host);
        let session = Arc::clone(&service.session);
        let serve: Task = Box::pin(async move {
            let _ = service.attend(messages).await;
        });
        tasks.push(serve);
        Stepped { incoming, queue, tasks, woken: Arc::default(), said, session }
    }

    /// Takes a message of the client: the body, which is JSON.
    pub(crate) fn hear(&mut self, body: Vec<u8>) {
        // Behind the end of a session nobody listens.
        let _ = self.incoming.send(transport::parse(body));
        self.settle();
    }

    /// Does a piece of the work; how long to wait before the next, `None` where only a message brings more.
    pub(crate) fn step(&mut self) -> Option<Duration> {
        self.settle();
        let next = self.queue.advance();
        self.settle();
        match next {
            Next::Now | Next::Over => Some(Duration::ZERO),
            Next::After(left) => Some(left),
            Next::News => None,
        }
    }

    /// What was said since this was last asked, as a list in JSON.
    pub(crate) fn said(&mut self) -> String {
        let said = std::mem::take(&mut *lock(&self.said));
        let said: Vec<_> = said.iter().map(|body| String::from_utf8_lossy(body)).collect();
        format!("[{}]", said.join(","))
    }

    /// What was understood last of an open draft, by its address.
    pub(crate) fn understood(&self, address: &str) -> Option<Arc<Snapshot>> {
        self.session.editor.documents.get(&address.parse().ok()?)?.kept()
    }

    /// Runs the tasks of the event loop as far as they come by themselves.
    fn settle(&mut self) {
        let waker = Waker::from(Arc::clone(&self.woken));
        let mut context = Context::from_waker(&waker);
        loop {
            self.tasks.extend(self.queue.tasks());
            self.woken.0.store(false, Ordering::SeqCst);
            let polled = self.tasks.poll_next_unpin(&mut context);
            let more = matches!(polled, Poll::Ready(Some(()))) || self.woken.0.load(Ordering::SeqCst);
            if !more && !self.queue.has_tasks() {
                return;
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU64;

    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::{Value, json};

    use super::*;

    /// A server and its client, whose clock stands still while they work.
    struct Bench {
        server: Stepped,
        millis: Arc<AtomicU64>,
        /// How long it takes to read the clock.
        tick: Arc<AtomicU64>,
        heard: Vec<Value>,
    }

    impl Bench {
        fn new(files: &[(&str, &str)]) -> Bench {
            let millis = Arc::<AtomicU64>::default();
            let tick = Arc::<AtomicU64>::default();
            let (clock, ticks) = (Arc::clone(&millis), Arc::clone(&tick));
            let read = move || clock.fetch_add(ticks.load(Ordering::SeqCst), Ordering::SeqCst);
            let server = Stepped::new(move || Duration::from_millis(read()));
            let mut bench = Bench { server, millis, tick, heard: Vec::new() };
            let files: Vec<Value> = files.iter().map(|(path, text)| file(path, Some(text))).collect();
            let folders = json!([{ "uri": "file:///desk", "name": "desk" }]);
            let params = json!({ "capabilities": {}, "workspaceFolders": folders, "initializationOptions": { "files": files } });
            bench.say(json!({ "id": 1, "method": "initialize", "params": params }));
            bench.say(json!({ "method": "initialized", "params": {} }));
            bench
        }

        fn say(&mut self, mut message: Value) {
            message["jsonrpc"] = json!("2.0");
            self.server.hear(message.to_string().into_bytes());
            self.listen();
        }

        fn open(&mut self, path: &str, text: &str) {
            let document = json!({ "uri": format!("file://{path}"), "languageId": "markdown", "version": 1, "text": text });
            self.say(json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }));
        }

        fn listen(&mut self) {
            let said: Vec<Value> = serde_json::from_str(&self.server.said()).unwrap();
            self.heard.extend(said);
        }

        /// Works until only a message would bring more, as whoever drives the server does; how long that took by its clock.
        fn settle(&mut self) -> u64 {
            let begun = self.millis.load(Ordering::SeqCst);
            while let Some(left) = self.server.step() {
                self.listen();
                self.millis.fetch_add(left.as_millis() as u64, Ordering::SeqCst);
            }
            self.listen();
            self.millis.load(Ordering::SeqCst) - begun
        }

        /// The rules that speak in the diagnostics that were published last for a draft.
        fn rules(&self, path: &str) -> Vec<String> {
            let uri = format!("file://{path}");
            let published = self.heard.iter().rev().find(|message| {
                message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
            });
            let items = published.and_then(|message| message["params"]["diagnostics"].as_array());
            let codes = items.into_iter().flatten().map(|item| item["code"].as_str().unwrap().to_owned());
            codes.collect()
        }

        fn answer(&self, id: u32) -> &Value {
            self.heard.iter().find(|message| message["id"] == id).unwrap()
        }
    }

    fn file(path: &str, text: Option<&str>) -> Value {
        json!({ "uri": format!("file://{path}"), "bytes": text.map(|text| STANDARD.encode(text)) })
    }

    #[test]
    fn a_draft_is_read_and_checked_without_threads() {
        let mut bench = Bench::new(&[]);
        bench.open("/desk/a.md", "Critics say it costs TK.\n");
        // A writer who makes a pause has the whole checked beside; before that nothing waits.
        assert_eq!(bench.settle(), 200);
        assert_eq!(bench.rules("/desk/a.md"), ["vague-attribution", "placeholder"]);
        let edit = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 11 } }, "text": "It" });
        let document = json!({ "uri": "file:///desk/a.md", "version": 2 });
        bench.say(json!({ "method": "textDocument/didChange", "params": { "textDocument": document, "contentChanges": [edit] } }));
        bench.settle();
        assert_eq!(bench.rules("/desk/a.md"), ["placeholder"]);
    }

    #[test]
    fn files_that_are_handed_over_count_from_then_on() {
        let configuration = "roster = [\"actors.toml\"]\n[rules]\nvague-attribution = \"off\"\n";
        let mut bench = Bench::new(&[("/desk/copydesk.toml", configuration)]);
        bench.open("/desk/a.md", "Critics say Lena Ostrov left.\n");
        bench.settle();
        assert_eq!(bench.rules("/desk/copydesk.toml"), ["configuration"], "there is no roster yet");
        assert!(!bench.rules("/desk/a.md").contains(&"vague-attribution".to_owned()));
        let roster = "[[actor]]\nname = \"Lena Ostrow\"\navoid = [\"Lena Ostrov\"]\n";
        bench.say(json!({ "method": "copydesk/files", "params": { "files": [file("/desk/actors.toml", Some(roster))] } }));
        assert_eq!(bench.settle() / 50, 5, "the end of a burst is waited for, and then the writer's pause");
        assert_eq!(bench.rules("/desk/copydesk.toml"), [""; 0]);
        assert!(bench.rules("/desk/a.md").contains(&"inconsistent-spelling".to_owned()));
        bench.say(
            json!({ "method": "copydesk/files", "params": { "files": [file("/desk/copydesk.toml", None)] } }),
        );
        bench.settle();
        assert!(bench.rules("/desk/a.md").contains(&"vague-attribution".to_owned()));
    }

    #[test]
    fn drafts_beside_are_read_a_piece_at_a_time() {
        let beside = "The talks were led by Sergey Petrenko, the deputy minister.\n\nIt was late.\n\nSergey Petrenko left.\n";
        let mut bench = Bench::new(&[("/desk/one.md", beside)]);
        bench.open(
            "/desk/two.md",
            "The talks were led by Sergei Petrenko, the deputy minister, for three hours.\n",
        );
        bench.tick.store(7, Ordering::SeqCst);
        bench.settle();
        assert!(bench.rules("/desk/two.md").contains(&"inconsistent-spelling".to_owned()));
    }

    #[test]
    fn a_request_waits_for_its_text_and_can_be_cancelled() {
        let mut bench = Bench::new(&[]);
        bench.open("/desk/a.md", "Lena Ostrow, the auditor, left. Ostrow said so.\n");
        let place = json!({ "textDocument": { "uri": "file:///desk/a.md" }, "position": { "line": 0, "character": 2 } });
        bench.say(json!({ "id": 2, "method": "textDocument/hover", "params": place }));
        bench.say(json!({ "id": 3, "method": "textDocument/hover", "params": place }));
        bench.say(json!({ "method": "$/cancelRequest", "params": { "id": 3 } }));
        bench.settle();
        assert!(bench.answer(2)["result"]["contents"].to_string().contains("the auditor"));
        assert_eq!(bench.answer(3)["error"]["code"], -32800);
        bench.say(json!({ "id": 4, "method": "shutdown" }));
        bench.say(json!({ "method": "exit" }));
        assert_eq!(bench.settle(), 0);
        assert!(bench.answer(4)["error"].is_null());
    }
}
