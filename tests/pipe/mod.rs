//! A server over a pipe, for tests and the benchmark.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A client that writes what it is told to, byte by byte.
pub(crate) struct Pipe {
    pub process: Child,
    /// Taken away, it ends the server's input.
    pub input: Option<ChildStdin>,
    messages: Receiver<Value>,
}

impl Pipe {
    /// Starts a server and says nothing.
    pub(crate) fn start() -> Pipe {
        let mut process = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            loop {
                let mut length = 0;
                loop {
                    let mut line = String::new();
                    if output.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                    match line.trim().split_once(": ") {
                        Some((_, number)) => length = number.parse().unwrap(),
                        None => break,
                    }
                }
                let mut body = vec![0; length];
                output.read_exact(&mut body).unwrap();
                let _ = sender.send(serde_json::from_slice(&body).unwrap());
            }
        });
        let input = process.stdin.take();
        Pipe { process, input, messages }
    }

    /// Starts a server and a session.
    pub(crate) fn initialized(params: Value) -> Pipe {
        let mut pipe = Pipe::start();
        let answer = pipe.request("initialize", params);
        assert!(answer["result"]["capabilities"].is_object(), "{answer}");
        pipe.send(json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
        pipe
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn send(&mut self, message: Value) {
        self.write(frame(&message.to_string()).as_bytes());
    }

    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        self.send(json!({ "jsonrpc": "2.0", "id": 77, "method": method, "params": params }));
        self.wait(|message| message["id"] == 77)
    }

    pub(crate) fn wait(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        self.wait_for(PATIENCE, wanted).expect("an answer in time")
    }

    /// The first message that is wanted; `None` where none comes in time.
    pub(crate) fn wait_for(&self, patience: Duration, wanted: impl Fn(&Value) -> bool) -> Option<Value> {
        let end = Instant::now() + patience;
        loop {
            match self.messages.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) if wanted(&message) => return Some(message),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => panic!("the server is gone"),
            }
        }
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A message as it goes over the wire.
pub(crate) fn frame(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

/// The notification that a draft is open.
pub(crate) fn open(uri: &str, text: &str) -> Value {
    let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
    json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } })
}
