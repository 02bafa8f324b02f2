//! Carries messages between the client and the service.
//!
//! What a handler does before its first `await` must happen in the order in which the messages came, or edits are lost.
//! So every handler is polled once where its message arrives; only what is left of it runs beside the others.

use std::convert::Infallible;
use std::io::{BufReader, Read};
use std::task::Poll;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::{ExitedError, LanguageServer, LspService};
use tower_service::Service as _;

use super::frames::{self, Incoming};
use super::output::Output;

/// Requests whose types the library does not know whole; they are served under another name, with plain JSON.
const RENAMED: &[(&str, &str)] = &[
    ("textDocument/codeAction", "copydesk/codeAction"),
    ("codeAction/resolve", "copydesk/resolveCodeAction"),
];

/// How a ending ended.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ending {
    /// Whether the client asked for the shutdown before it left.
    pub shut_down: bool,
}

/// Serves until the client says `exit`, or the input ends.
pub async fn serve<S: LanguageServer>(
    mut service: LspService<S>,
    socket: tower_lsp::ClientSocket,
    input: impl Read + Send + 'static,
    output: Output,
    capabilities: impl Fn(&Value),
) -> Ending {
    let (mut requests, mut answers) = socket.split();
    let mut incoming = read_beside(input);
    let mut ending = Ending::default();
    loop {
        tokio::select! {
            biased;
            message = incoming.recv() => match message {
                None => return ending,
                Some(Incoming::Malformed(answer)) => output.send(&answer),
                Some(Incoming::Response(answer)) => {
                    let _: Result<(), Infallible> = answers.send(answer).await.or(Ok(()));
                }
                Some(Incoming::Request(request)) => {
                    match request.method() {
                        "exit" => return ending,
                        "shutdown" => ending.shut_down = true,
                        "initialize" => request.params().into_iter().for_each(&capabilities),
                        _ => {}
                    }
                    let handler = service.call(renamed(request));
                    start(handler, output.clone()).await;
                }
            },
            Some(request) = requests.next() => output.send(&request),
        }
    }
}

/// Runs a handler up to its first wait, and what is left of it beside everything else.
async fn start(
    mut handler: impl Future<Output = Result<Option<Response>, ExitedError>> + Unpin + Send + 'static,
    output: Output,
) {
    let first = std::future::poll_fn(|context| match std::pin::Pin::new(&mut handler).poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => Poll::Ready(None),
    });
    let tell = move |answer: Result<Option<Response>, ExitedError>| {
        if let Ok(Some(answer)) = answer {
            output.send(&answer);
        }
    };
    match first.await {
        Some(answer) => tell(answer),
        None => {
            tokio::spawn(async move { tell(handler.await) });
        }
    }
}

/// Reads messages on a thread of its own, so that the client can always get rid of what it has to say.
fn read_beside(input: impl Read + Send + 'static) -> mpsc::UnboundedReceiver<Incoming> {
    let (sender, receiver) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        let mut input = BufReader::with_capacity(1 << 16, input);
        while let Some(message) = frames::read(&mut input) {
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    receiver
}

/// A request in the form in which it is served.
fn renamed(request: Request) -> Request {
    let name = RENAMED.iter().find(|(known, _)| *known == request.method()).map(|(_, name)| *name);
    let (method, id, params) = request.into_parts();
    let params = match method.as_ref() {
        // Some clients send an empty list where there is nothing to say.
        "shutdown" => None,
        // They were read from the plain JSON, and what one client says in a new way is no reason to refuse it.
        "initialize" => {
            let mut params = params.unwrap_or_else(|| Value::Object(Map::new()));
            if let Some(params) = params.as_object_mut() {
                params.insert("capabilities".to_owned(), Value::Object(Map::new()));
            }
            Some(params)
        }
        _ => params,
    };
    let mut served = match name {
        Some(name) => Request::build(name),
        None => Request::build(method),
    };
    if let Some(params) = params {
        served = served.params(params);
    }
    match id {
        Some(id) => served.id(id).finish(),
        None => served.finish(),
    }
}
