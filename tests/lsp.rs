//! The server over a pipe: what the protocol library of an editor never sends. Its capabilities are tested in
//! `tests/lsp` with such a library.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

#[cfg(unix)]
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

mod pipe;

use pipe::{Pipe, frame};

fn is_alive(client: &mut Pipe) {
    let answer = client.request("workspace/symbol", json!({ "query": "" }));
    assert!(answer["result"].is_array(), "{answer}");
}

/// The exit status, within a time.
fn status(client: &mut Pipe, patience: Duration) -> Option<i32> {
    let end = Instant::now() + patience;
    while Instant::now() < end {
        if let Some(status) = client.process.try_wait().unwrap() {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    None
}

fn open(text: &str) -> Value {
    pipe::open("file:///a.md", text)
}

#[test]
fn a_bad_message_is_answered_and_the_server_lives() {
    let mut client = Pipe::initialized(json!({ "processId": null }));
    for (bytes, code) in [
        (frame("{\"jsonrpc\": \"2.0\", \"id\": "), -32700),
        (frame("not json"), -32700),
        (frame("[]"), -32600),
        (frame("{\"jsonrpc\": \"2.0\"}"), -32600),
        (frame("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 5}"), -32600),
        ("Content-Length: many\r\n\r\n".to_owned(), -32700),
        (frame("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"no/such\"}"), -32601),
        (frame("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"$/no/such\"}"), -32601),
        (frame("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"$/setTrace\", \"params\": {}}"), -32601),
        (frame("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"textDocument/hover\"}"), -32602),
        (frame("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"textDocument/codeAction\"}"), -32602),
        (frame("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\", \"params\": {}}"), -32600),
    ] {
        client.write(bytes.as_bytes());
        let answer = client.wait(|message| message["error"].is_object());
        assert_eq!(answer["error"]["code"], code, "{bytes}: {answer}");
    }
    let here = json!({ "line": 0, "character": 0 });
    for (method, params, code) in [
        ("textDocument/hover", json!({ "textDocument": 3 }), -32602),
        ("textDocument/hover", json!([]), -32602),
        ("textDocument/codeAction", json!({ "textDocument": { "uri": "a b" } }), -32602),
        (
            "textDocument/hover",
            json!({ "textDocument": { "uri": "file:///no.md" }, "position": here }),
            -32602,
        ),
        ("textDocument/documentSymbol", json!({ "textDocument": { "uri": "untitled:1" } }), -32602),
        ("codeAction/resolve", json!({ "title": "?", "data": { "uri": 4 } }), -32602),
        ("workspace/executeCommand", json!({ "command": "rm" }), -32602),
    ] {
        let answer = client.request(method, params);
        assert_eq!(answer["error"]["code"], code, "{method}: {answer}");
    }
    // Notifications have no answer; these are for drafts that are not there, or make no sense.
    for (method, params) in [
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": "file:///no.md", "version": 1 }, "contentChanges": [{ "text": "" }] }),
        ),
        ("textDocument/didChange", json!({ "textDocument": {} })),
        ("textDocument/didClose", json!({ "textDocument": { "uri": "file:///no.md" } })),
        ("textDocument/didOpen", json!(null)),
        ("textDocument/didOpen", json!({ "textDocument": { "uri": "file:///b.md", "version": "one" } })),
        ("textDocument/didSave", json!({ "textDocument": { "uri": "file:///no.md" } })),
        ("$/setTrace", json!({ "value": "loud" })),
        ("$/no/such", json!({})),
        ("workspace/didChangeConfiguration", json!({ "settings": [1, "x"] })),
        ("$/cancelRequest", json!({ "id": 4711 })),
        ("no/such", json!({})),
    ] {
        client.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }
    for method in ["textDocument/didChange", "workspace/didChangeWatchedFiles", "initialized"] {
        client.send(json!({ "jsonrpc": "2.0", "method": method }));
    }
    is_alive(&mut client);
}

/// A change of `file:///a.md`.
fn change(version: &Value, changes: &Value) -> Value {
    let params =
        json!({ "textDocument": { "uri": "file:///a.md", "version": version }, "contentChanges": changes });
    json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params })
}

fn is_lost(message: &Value) -> bool {
    message["params"]["diagnostics"][0]["code"] == "out-of-step"
}

/// The actions that are offered for the first line.
fn actions(client: &mut Pipe) -> Value {
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 500 } });
    let document = json!({ "uri": "file:///a.md" });
    let context = json!({ "diagnostics": [] });
    client.request(
        "textDocument/codeAction",
        json!({ "textDocument": document, "range": whole, "context": context }),
    )
}

#[test]
fn a_change_that_cannot_be_read_puts_the_draft_out_of_step_until_a_whole_text_comes() {
    let text = "Ana Lopez, the engineer, claimed that the dam was safe.\n";
    let insert = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "So. " });
    let odd = |field: &str, value: Value| {
        let mut change = insert.clone();
        change[field] = value;
        change
    };
    let at = |line: Value| json!({ "line": line, "character": 0 });
    let latin = [b"{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"file:///a.md\",\"version\":2},\"contentChanges\":[{\"text\":\"".as_slice(), b"\xe9\"}]}}"].concat();
    let framed = |body: &[u8]| [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat();
    let sent = |version: Value, changes: Value| framed(change(&version, &changes).to_string().as_bytes());
    let mut wrong_protocol = change(&json!(2), &json!([insert]));
    wrong_protocol["jsonrpc"] = json!("1.0");
    for bytes in [
        sent(json!(null), json!([insert])),
        sent(json!("2"), json!([insert])),
        sent(json!(2.5), json!([insert])),
        sent(json!(1_u64 << 40), json!([insert])),
        sent(json!(0), json!([insert])),
        sent(json!(0), json!([{ "text": text }])),
        sent(json!(2), json!(null)),
        sent(json!(2), json!([insert, 3])),
        sent(json!(2), json!([odd("text", json!(null))])),
        sent(json!(2), json!([odd("range", json!({ "start": at(json!(0)) }))])),
        sent(json!(2), json!([odd("range", json!({ "start": at(json!(-1)), "end": at(json!(0)) }))])),
        sent(json!(2), json!([{ "text": text }, odd("range", json!([]))])),
        framed(&latin),
        framed(b"{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{"),
        framed(wrong_protocol.to_string().as_bytes()),
    ] {
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        let literals = json!({ "codeActionLiteralSupport": {} });
        let abilities = json!({ "textDocument": { "codeAction": literals } });
        let mut client = Pipe::initialized(json!({ "processId": null, "capabilities": abilities }));
        client.send(open(text));
        assert!(!actions(&mut client)["result"].as_array().unwrap().is_empty());
        client.write(&bytes);
        let log = client.wait(|message| message["method"] == "window/logMessage" || is_lost(message));
        assert!(
            is_lost(&log) || log["params"]["message"].as_str().unwrap().starts_with("An edit"),
            "{shown}: {log}"
        );
        if !is_lost(&log) {
            client.wait(is_lost);
        }
        // What follows would land in the wrong place.
        client.send(change(&json!(3), &json!([insert])));
        for method in ["textDocument/rename", "textDocument/completion", "textDocument/hover"] {
            let here = json!({ "line": 0, "character": 2 });
            let params = json!({ "textDocument": { "uri": "file:///a.md" }, "position": here, "newName": "Eva Lopez" });
            assert_eq!(client.request(method, params)["error"]["code"], -32801, "{shown}: {method}");
        }
        let answer = actions(&mut client);
        assert_eq!(answer["error"]["code"], -32801, "{shown}: {answer}");
        client.send(change(&json!(4), &json!([{ "text": text }])));
        let published = client.wait(|message| message["params"]["version"] == 4);
        assert_eq!(published["params"]["diagnostics"][0]["code"], "loaded-verb", "{shown}");
        client.send(change(&json!(5), &json!([insert])));
        client.wait(|message| message["params"]["version"] == 5);
        let edit = actions(&mut client).to_string();
        assert!(edit.contains("\"character\":29"), "{shown}: {edit}");
    }
}

#[test]
fn a_log_never_grows_into_a_draft() {
    let folder = std::env::temp_dir().join(format!("copydesk-log-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let draft = folder.join("story.md");
    std::fs::write(&draft, "It rained.\n").unwrap();
    let options = json!({ "logFile": draft });
    let mut client = Pipe::initialized(json!({ "processId": null, "initializationOptions": options }));
    client.send(open("The sum is TK.\n"));
    client.wait(|message| message["params"]["version"] == 1);
    is_alive(&mut client);
    let text = std::fs::read_to_string(&draft).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(text, "It rained.\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_storm_of_changed_files_takes_one_thread() {
    let folder =
        std::env::temp_dir().canonicalize().unwrap().join(format!("copydesk-storm-{}", std::process::id()));
    let address = |name: &str| format!("file://{}/{name}", folder.display());
    for number in 0..400 {
        std::fs::create_dir_all(folder.join(format!("{number}"))).unwrap();
        std::fs::write(folder.join(format!("{number}/draft.md")), "Sergei Petrenko spoke.\n").unwrap();
    }
    let workspace = json!([{ "uri": address(""), "name": "desk" }]);
    let mut client = Pipe::initialized(json!({ "processId": null, "workspaceFolders": workspace }));
    client.send(pipe::open(&address("open.md"), "The sum is TK. Sergey Petrenko spoke.\n"));
    // The drafts of the folder are read once the open one was checked; then they count, and are watched.
    client.wait(|message| message["params"]["diagnostics"].to_string().contains("Sergei Petrenko"));
    let threads = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", client.process.id())).unwrap();
        let count = status.lines().find_map(|line| line.strip_prefix("Threads:")).unwrap();
        count.trim().parse::<usize>().unwrap()
    };
    let before = threads();
    let storm: String = (0..3000)
        .map(|number| {
            let changes = json!([{ "uri": address(&format!("{}/draft.md", number % 400)), "type": 2 }]);
            let params = json!({ "changes": changes });
            let method = "workspace/didChangeWatchedFiles";
            frame(&json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string())
        })
        .collect();
    let mut input = client.input.take().unwrap();
    let writer = std::thread::spawn(move || {
        std::io::Write::write_all(&mut input, storm.as_bytes()).unwrap();
        input
    });
    let end = Instant::now() + Duration::from_secs(2);
    let mut most = 0;
    while Instant::now() < end {
        most = most.max(threads());
        std::thread::sleep(Duration::from_millis(5));
    }
    client.input = Some(writer.join().unwrap());
    assert!(most <= before + 4, "{before} threads before, {most} in the storm");
    for number in 0..400 {
        std::fs::write(folder.join(format!("{number}/draft.md")), "It rained.\n").unwrap();
    }
    let changes: Vec<Value> =
        (0..400).map(|number| json!({ "uri": address(&format!("{number}/draft.md")), "type": 2 })).collect();
    let params = json!({ "changes": changes });
    client.send(json!({ "jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": params }));
    client.wait(|message| {
        let found = message["params"]["diagnostics"].to_string();
        found.contains("placeholder") && !found.contains("Sergei Petrenko")
    });
    is_alive(&mut client);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn of_a_change_counts_what_follows_its_last_whole_text() {
    let mut client = Pipe::initialized(json!({ "processId": null }));
    client.send(open("One.\n"));
    client.send(change(&json!(2), &json!([{ "range": 3, "text": "x" }, { "text": "The sum is TK.\n" }])));
    let published = client.wait(|message| message["params"]["version"] == 2);
    assert_eq!(published["params"]["diagnostics"][0]["code"], "placeholder", "{published}");
    // Versions are for the client to tell its texts apart; a whole text without one is read all the same.
    client.send(change(&json!(null), &json!([{ "text": "Both sums are TODO.\n" }])));
    let published =
        client.wait(|message| message["params"]["diagnostics"][0]["range"]["start"]["character"] == 14);
    assert_eq!(published["params"]["version"], 2);
}

#[test]
fn a_half_of_a_pair_that_stands_alone_is_one_unit() {
    let mut client = Pipe::initialized(json!({ "processId": null }));
    for (version, half) in ["\\ud83d", "\\udE00", "\\ud83dx\\ude00"].into_iter().enumerate() {
        let uri = format!("file:///{version}.md");
        let opened = pipe::open(&uri, "HALF sums are TK.\n").to_string().replace("HALF", half);
        client.write(frame(&opened).as_bytes());
        let published = client.wait(|message| message["params"]["uri"] == uri.as_str());
        let units = if half.len() > 6 { 3 } else { 1 };
        let start = &published["params"]["diagnostics"][0]["range"]["start"];
        assert_eq!(*start, json!({ "line": 0, "character": units + 10 }), "{half}");
    }
    client.send(open("A sum is TK.\n"));
    let typed = json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 1 } }, "text": "HALF" }]);
    let typed = change(&json!(2), &typed).to_string().replace("HALF", "\\ud83d");
    client.write(frame(&typed).as_bytes());
    let published = client.wait(|message| message["params"]["version"] == 2);
    assert_eq!(published["params"]["diagnostics"][0]["range"]["start"]["character"], 9, "{published}");
}

#[test]
fn what_is_odd_in_the_first_request_is_passed_over() {
    for odd in [
        json!({ "rootUri": "/tmp" }),
        json!({ "rootUri": 3, "rootPath": [], "locale": {}, "clientInfo": "an editor" }),
        json!({ "workspaceFolders": "file:///tmp" }),
        json!({ "workspaceFolders": [{ "uri": "/tmp" }] }),
        json!({ "processId": "1", "trace": "loud", "initializationOptions": 5 }),
        json!({ "capabilities": [], "initializationOptions": { "rules": 1, "logFile": 2 } }),
    ] {
        let mut client = Pipe::initialized(odd);
        client.send(open("The sum is TK.\n"));
        let publication = client.wait(|message| message["params"]["version"] == 1);
        assert_eq!(publication["params"]["diagnostics"][0]["code"], "placeholder");
        is_alive(&mut client);
    }
}

#[test]
fn a_first_request_that_is_refused_leaves_nothing_behind() {
    let mut client = Pipe::start();
    let answer = client.request("initialize", json!([{ "capabilities": {} }]));
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
    let general = json!({ "positionEncodings": ["utf-8"] });
    let answer = client.request("initialize", json!({ "capabilities": { "general": general } }));
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-8", "{answer}");
}

#[test]
fn positions_beyond_the_end_are_clamped() {
    let mut client = Pipe::initialized(json!({ "processId": null }));
    client.send(open("One.\nTwo."));
    let far = json!({ "line": 9_999, "character": 4_294_967_295_u32 });
    let document = json!({ "uri": "file:///a.md" });
    let answer = client.request("textDocument/hover", json!({ "textDocument": document, "position": far }));
    assert_eq!(answer["result"], Value::Null);
    let line_end = json!({ "line": 0, "character": 99 });
    let changes = json!([
        { "range": { "start": far, "end": far }, "text": " TK" },
        { "range": { "start": line_end, "end": line_end }, "text": " TODO" },
    ]);
    let params =
        json!({ "textDocument": { "uri": "file:///a.md", "version": 2 }, "contentChanges": changes });
    client.send(json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params }));
    let publication = client.wait(|message| message["params"]["version"] == 2);
    let starts: Vec<&Value> = publication["params"]["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["range"]["start"])
        .collect();
    assert_eq!(starts, [&json!({ "line": 0, "character": 5 }), &json!({ "line": 1, "character": 5 })]);
}

#[test]
fn a_burst_of_edits_keeps_its_order() {
    let mut client = Pipe::initialized(json!({ "processId": null }));
    client.send(open("The sum is TK.\n"));
    let start = json!({ "line": 0, "character": 0 });
    let mut burst = String::new();
    for version in 2..=1001 {
        // An ü is typed before all others, and every third edit takes one away.
        let (end, text) = if version % 3 == 0 { (1, "") } else { (0, "ü") };
        let range = json!({ "start": start, "end": { "line": 0, "character": end } });
        let params = json!({
            "textDocument": { "uri": "file:///a.md", "version": version },
            "contentChanges": [{ "range": range, "text": text }],
        });
        let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
        burst += &frame(&message.to_string());
    }
    client.write(burst.as_bytes());
    let publication = client.wait(|message| message["params"]["version"] == 1001);
    let range = &publication["params"]["diagnostics"][0]["range"];
    assert_eq!(range["start"]["character"], 11 + 667 - 333);
}

#[test]
fn nothing_is_served_before_the_start_and_after_the_end() {
    let mut client = Pipe::start();
    client.send(open("The sum is TK.\n"));
    client.send(json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    let answer = client.request("workspace/symbol", json!({ "query": "" }));
    assert_eq!(answer["error"]["code"], -32002);
    let answer = client.request("initialize", json!({ "processId": std::process::id() }));
    assert_eq!(answer["result"]["serverInfo"]["name"], "copydesk");
    is_alive(&mut client);
    let here =
        json!({ "textDocument": { "uri": "file:///a.md" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.request("textDocument/hover", here)["error"]["code"], -32602, "it was not opened");
    let answer = client.request("shutdown", json!([]));
    assert_eq!(answer["result"], Value::Null);
    assert!(answer.get("error").is_none());
    let answer = client.request("workspace/symbol", json!({ "query": "" }));
    assert_eq!(answer["error"]["code"], -32600);
    client.send(json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(status(&mut client, Duration::from_secs(5)), Some(0));
}

#[test]
fn leaving_without_a_word_is_no_good_order() {
    let mut client = Pipe::initialized(json!({ "processId": null }));
    client.send(json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(status(&mut client, Duration::from_secs(5)), Some(1));
    let mut client = Pipe::start();
    client.send(json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(status(&mut client, Duration::from_secs(5)), Some(1), "it never began");
    let mut client = Pipe::initialized(json!({ "processId": null }));
    client.input = None;
    assert_eq!(status(&mut client, Duration::from_secs(5)), Some(1));
}

#[test]
#[cfg(unix)]
fn the_server_ends_when_its_client_dies() {
    let mut editor = Command::new("sleep").arg("60").spawn().unwrap();
    let mut client = Pipe::initialized(json!({ "processId": editor.id() }));
    is_alive(&mut client);
    // Killed and not waited for: its parent has not noticed yet.
    editor.kill().unwrap();
    let status = status(&mut client, Duration::from_secs(5));
    editor.wait().unwrap();
    assert_eq!(status, Some(1));
}
