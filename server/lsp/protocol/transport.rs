//! Carries messages between the client and the service.
//!
//! What a handler does before its first `await` must happen in the order in which the messages came, or edits are lost.
//! So every handler is polled once where its message arrives; only what is left of it runs beside the others.

use std::convert::Infallible;
use std::io::{BufReader, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use copydesk_desk::contained;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Map, Value, json};
use tokio::sync::mpsc;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::ls_types::InitializeParams;
use tower_lsp::{ExitedError, LanguageServer, LspService};
use tower_service::Service as _;

use super::frames;
use super::log::Log;
use super::output::Output;
use crate::lsp::host::Host;

pub(in crate::lsp) use super::frames::{Incoming, parse};

/// Messages whose types the library does not know whole, or whose loss must be noticed; they are served under another name,
/// with plain JSON.
const RENAMED: &[(&str, &str)] = &[
    ("textDocument/codeAction", "copydesk/codeAction"),
    ("codeAction/resolve", "copydesk/resolveCodeAction"),
    ("textDocument/didOpen", "copydesk/didOpen"),
    ("textDocument/didChange", "copydesk/didChange"),
];

type Answer = Result<Option<Response>, ExitedError>;

/// What serves one message.
trait Handler: Future<Output = Answer> + Unpin + Send + 'static {}

impl<F: Future<Output = Answer> + Unpin + Send + 'static> Handler for F {}

/// Who is told of messages that no handler sees as they came.
pub(in crate::lsp) trait Listener: Send + Sync + 'static {
    /// What the client says of itself in a request to `initialize`, which may yet be refused.
    fn offered(&self, params: &Value);

    /// The body of a message could not be read.
    fn lost(&self, body: &[u8]);

    /// Where to write what was answered.
    fn log(&self) -> &Log;
}

/// How a session ended.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::lsp) struct Ending {
    /// Whether the client asked for the shutdown before it left.
    pub shut_down: bool,
}

/// Serves until the client says `exit`, or the input ends.
pub(in crate::lsp) async fn serve<S: LanguageServer>(
    mut service: LspService<S>,
    socket: tower_lsp::ClientSocket,
    mut incoming: mpsc::UnboundedReceiver<Incoming>,
    output: Output,
    listener: &Arc<impl Listener>,
    host: &Host,
) -> Ending {
    let (mut requests, mut answers) = socket.split();
    let mut ending = Ending::default();
    loop {
        tokio::select! {
            biased;
            message = incoming.recv() => match message {
                None => return ending,
                Some(Incoming::Malformed(answer, body)) => {
                    output.send(&answer);
                    listener.lost(&body);
                }
                Some(Incoming::Response(answer)) => {
                    let _: Result<(), Infallible> = answers.send(answer).await.or(Ok(()));
                }
                // The library leaves these unanswered, for notifications of that kind may be ignored.
                Some(Incoming::Request(request)) if request.method().starts_with("$/") && request.id().is_some() => {
                    let id = request.id().cloned().unwrap_or_default();
                    output.send(&Response::from_error(id, Error::method_not_found()));
                }
                Some(Incoming::Request(request)) => {
                    match request.method() {
                        "exit" => return ending,
                        "shutdown" => ending.shut_down = true,
                        "initialize" => request.params().into_iter().for_each(|params| listener.offered(params)),
                        _ => {}
                    }
                    let asked = Asked::new(&request, host.clock.now());
                    let handler = service.call(renamed(request));
                    start(handler, asked, output.clone(), Arc::clone(listener), host).await;
                }
            },
            Some(request) = requests.next() => output.send(&request),
        }
    }
}

/// A request whose answer is awaited.
struct Asked {
    id: Id,
    method: String,
    since: Duration,
}

impl Asked {
    fn new(request: &Request, since: Duration) -> Option<Asked> {
        let (id, method) = (request.id()?.clone(), request.method().to_owned());
        Some(Asked { id, method, since })
    }

    fn trace(&self, answer: &Response, log: &Log) {
        let how = if answer.is_ok() { "answered" } else { "refused" };
        log.took(|| format!("{} was {how}", self.method), self.since, || how_much(answer));
    }
}

/// How much an answer holds, without a word of it.
fn how_much(answer: &Response) -> String {
    if let Some(error) = answer.error() {
        return format!("error {}", error.code.code());
    }
    let entries = match answer.result() {
        None | Some(Value::Null) => 0,
        Some(Value::Array(entries)) => entries.len(),
        Some(Value::Object(fields)) => fields
            .values()
            .filter_map(Value::as_array)
            .map(Vec::len)
            .reduce(|sum, more| sum + more)
            .unwrap_or(1),
        Some(_) => 1,
    };
    format!("entries: {entries}")
}

/// Runs a handler up to its first wait, and what is left of it beside everything else.
async fn start(
    mut handler: impl Handler,
    asked: Option<Asked>,
    output: Output,
    listener: Arc<impl Listener>,
    host: &Host,
) {
    let first = std::future::poll_fn(|context| match poll(&mut handler, context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => Poll::Ready(None),
    });
    let tell = move |answer: Result<Answer, String>| {
        let answer = match answer {
            Ok(answer) => answer.ok().flatten(),
            Err(fault) => {
                asked.as_ref().map(|asked| Response::from_error(asked.id.clone(), broken_down(fault)))
            }
        };
        if let Some(answer) = answer {
            output.send(&answer);
            asked.iter().for_each(|asked| asked.trace(&answer, listener.log()));
        }
    };
    match first.await {
        Some(answer) => tell(answer),
        None => {
            host.runner.spawn(async move {
                tell(std::future::poll_fn(|context| poll(&mut handler, context)).await);
            });
        }
    }
}

/// Polls a handler; one that breaks down costs its own request and no more.
fn poll(handler: &mut impl Handler, context: &mut Context) -> Poll<Result<Answer, String>> {
    match contained(|| Pin::new(handler).poll(context)) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(answer)) => Poll::Ready(Ok(answer)),
        Err(fault) => Poll::Ready(Err(fault)),
    }
}

fn broken_down(fault: String) -> Error {
    Error { code: ErrorCode::InternalError, message: fault.into(), data: None }
}

/// Reads messages on a thread of its own, so that the client can always get rid of what it has to say.
pub(in crate::lsp) fn read_beside(input: impl Read + Send + 'static) -> mpsc::UnboundedReceiver<Incoming> {
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
        "textDocument/didOpen" | "textDocument/didChange" => Some(params.unwrap_or_default()),
        "initialize" => Some(accepted(params.unwrap_or_else(|| Value::Object(Map::new())))),
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

/// The parameters of `initialize` without what cannot be understood: what one client says in a new or a wrong way is no
/// reason to refuse it. What it can do was read from the plain JSON.
fn accepted(mut params: Value) -> Value {
    if let Some(params) = params.as_object_mut() {
        params.insert("capabilities".to_owned(), Value::Object(Map::new()));
        params.retain(|name, value| {
            let alone = json!({ "capabilities": {}, name: value });
            serde_json::from_value::<InitializeParams>(alone).is_ok()
        });
    }
    params
}
