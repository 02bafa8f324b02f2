//! Messages: the language server over pipes in memory. Every request that is one is answered once, every answer is JSON, and
//! the server ends when its client does.
//!
//! An input is a message a line, behind a line whose first character chooses the client. A line begins with `>` for a request,
//! `.` for a notification, each with a method and parameters, `<` for the answer to the server's next request; `!` is not
//! framed at all, and everything else is a message's body. `$D` stands for a parameter `textDocument`, `$U` for its address,
//! `$F` for the folder.
#![no_main]
#![forbid(unsafe_code)]

use std::collections::{HashSet, VecDeque};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// Messages beyond these are left out, to keep an input quick.
const MOST_MESSAGES: usize = 16;

/// How long all answers may take, in waits of a second: long, for other things may run on the machine, and counted in waits
/// because the process may be stopped meanwhile.
const PATIENCE: usize = 60;

/// A folder with a configuration, a roster and a draft. What is in it is the same for every input.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join("copydesk-fuzz");
    let files = [
        ("copydesk.toml", "extends = \"bbc\"\nroster = [\"actors.toml\"]\n[rules]\nnaming = \"hint\"\n"),
        ("actors.toml", "[[actor]]\nname = \"Lena Ostrow\"\nkind = \"person\"\navoid = [\"Lena Ostrov\"]\n"),
        ("b.md", "Lena Ostrov, the director, said the runway was closed.\n"),
    ];
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| files.iter().try_for_each(|(name, text)| std::fs::write(folder.join(name), text)));
    written.expect("a folder for temporary files");
    folder
});

/// Clients that can do nothing, a little, and everything.
const CLIENTS: [&str; 3] = [
    "{}",
    r#"{"general":{"positionEncodings":["utf-8"]},"textDocument":{"diagnostic":{},"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}},"workspace":{"applyEdit":true,"workspaceEdit":{"documentChanges":true}}}"#,
    r#"{"general":{"positionEncodings":["utf-16"]},"window":{"workDoneProgress":true},"workspace":{"applyEdit":true,"configuration":true,"workspaceFolders":true,"didChangeConfiguration":{"dynamicRegistration":true},"didChangeWatchedFiles":{"dynamicRegistration":true},"diagnostics":{"refreshSupport":true},"semanticTokens":{"refreshSupport":true},"inlayHint":{"refreshSupport":true},"codeLens":{"refreshSupport":true},"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"],"snippetEditSupport":true}},"textDocument":{"publishDiagnostics":{"relatedInformation":true,"codeDescriptionSupport":true,"dataSupport":true,"tagSupport":{"valueSet":[1]}},"hover":{"contentFormat":["markdown"]},"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}},"isPreferredSupport":true,"dataSupport":true,"resolveSupport":{"properties":["edit"]}},"documentSymbol":{"hierarchicalDocumentSymbolSupport":true},"rename":{"prepareSupport":true},"documentLink":{"tooltipSupport":true}}}"#,
];

fuzz_target!(|input: &[u8]| {
    let input = copydesk_fuzz::text(input);
    let Some(script) = script(&input) else { return };
    let talk = Arc::new(Talk::default());
    talk.state().awaited = script.awaited;
    let (client, server) =
        (Client { script: script.bytes.into(), talk: Arc::clone(&talk) }, Heard(Arc::clone(&talk)));
    copydesk::within::serve(client, server).expect("an event loop");
    let mut state = talk.state();
    state.ended = true;
    talk.changed.notify_all();
});

/// What the client sends, and the requests that must be answered.
#[derive(Default)]
struct Script {
    bytes: Vec<u8>,
    awaited: HashSet<u64>,
}

fn script(input: &str) -> Option<Script> {
    let (client, lines) = input.split_once('\n')?;
    let folder = format!("file://{}", FOLDER.display());
    let mut script = Script::default();
    if let Some(number) = client.bytes().next().filter(|first| *first != b'-') {
        let capabilities = CLIENTS[usize::from(number) % CLIENTS.len()];
        let start = format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"initialize","params":{{"processId":null,"workspaceFolders":[{{"uri":"{folder}","name":"f"}}],"capabilities":{capabilities}}}}}"#
        );
        script.frame(&start);
        script.frame(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
        script.awaited.insert(1);
    }
    let mut unanswered = 0;
    let mut whole = true;
    for (number, line) in lines.split('\n').take(MOST_MESSAGES).enumerate() {
        let line = line
            .replace("$D", r#""textDocument":{"uri":"$U"}"#)
            .replace("$U", "$F/a.md")
            .replace("$F", &folder);
        if let Some(raw) = line.strip_prefix('!') {
            if !is_harmless(raw, &folder) {
                return None;
            }
            script.bytes.extend(format!("{raw}\r\n").as_bytes());
            whole = false;
            continue;
        }
        let called = |rest: &str| {
            let (method, params) = rest.split_once(' ').unwrap_or((rest, "null"));
            (Value::from(method).to_string(), params.to_owned())
        };
        let id = 1000 + number as u64;
        let body = if let Some(rest) = line.strip_prefix('>') {
            let (method, params) = called(rest);
            format!(r#"{{"jsonrpc":"2.0","id":{id},"method":{method},"params":{params}}}"#)
        } else if let Some(rest) = line.strip_prefix('.') {
            let (method, params) = called(rest);
            format!(r#"{{"jsonrpc":"2.0","method":{method},"params":{params}}}"#)
        } else if let Some(result) = line.strip_prefix('<') {
            unanswered += 1;
            format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, unanswered - 1)
        } else {
            line.clone()
        };
        if let Ok(message) = serde_json::from_str::<Value>(&body) {
            if !is_value_harmless(&message, &folder) {
                return None;
            }
            whole &= message["method"] != "exit";
            if message["id"] == id && line.starts_with('>') {
                script.awaited.insert(id);
            }
        }
        script.frame(&body);
    }
    // Behind bytes without a frame, or the client's farewell, nothing need be answered.
    if !whole {
        script.awaited.clear();
    }
    Some(script)
}

impl Script {
    fn frame(&mut self, body: &str) {
        self.bytes.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }
}

/// Whether a message cannot make the server touch a file outside the folder, or watch a process that is not there.
fn is_value_harmless(message: &Value, folder: &str) -> bool {
    match message {
        Value::Object(fields) => fields.iter().all(|(key, value)| {
            let fine = key != "logFile" && (key != "processId" || value.is_null());
            fine && is_value_harmless(value, folder)
        }),
        Value::Array(items) => items.iter().all(|item| is_value_harmless(item, folder)),
        Value::String(text) => is_address_harmless(text, folder),
        _ => true,
    }
}

fn is_address_harmless(text: &str, folder: &str) -> bool {
    let lower = text.trim_start().to_ascii_lowercase();
    let inside = text.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    !lower.starts_with("file:") || inside && !lower.contains("..") && !lower.contains("%2e")
}

fn is_harmless(raw: &str, folder: &str) -> bool {
    let escaped = raw.contains("\\u") || raw.contains("logFile") || raw.contains("processId");
    !escaped && raw.split('"').all(|part| is_address_harmless(part, folder))
}

/// What both sides of a talk know.
#[derive(Default)]
struct Talk {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    awaited: HashSet<u64>,
    ended: bool,
}

impl Talk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The client's side: it sends all it has, and leaves once all is answered.
struct Client {
    script: VecDeque<u8>,
    talk: Arc<Talk>,
}

impl Read for Client {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !self.script.is_empty() {
            return self.script.read(buffer);
        }
        let mut waits = 0;
        let mut state = self.talk.state();
        while !state.awaited.is_empty() && !state.ended {
            let (next, waited) = self
                .talk
                .changed
                .wait_timeout(state, Duration::from_secs(1))
                .unwrap_or_else(PoisonError::into_inner);
            state = next;
            waits += usize::from(waited.timed_out());
            assert!(waits < PATIENCE, "no answer to {:?}", state.awaited);
        }
        Ok(0)
    }
}

/// The server's side; it writes one whole message at a time.
struct Heard(Arc<Talk>);

impl Write for Heard {
    fn write(&mut self, message: &[u8]) -> std::io::Result<usize> {
        let text = std::str::from_utf8(message).expect("a message in UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        assert_eq!(head, format!("Content-Length: {}", body.len()));
        let said: Value = serde_json::from_str(body).expect("a message in JSON");
        assert_eq!(said["jsonrpc"], "2.0", "{said}");
        if said.get("method").is_none() {
            if let Some(id) = said["id"].as_u64() {
                let internal = said["error"]["code"] == -32603;
                assert!(!internal, "a request that broke down: {said}");
                self.0.state().awaited.remove(&id);
                self.0.changed.notify_all();
            }
        }
        Ok(message.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
