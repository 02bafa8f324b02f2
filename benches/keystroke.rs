//! From a keystroke to the diagnostics that answer it, over a pipe as an editor has it: `cargo bench`.
//!
//! Each line gives the median and the 99th percentile in milliseconds, and the median as a multiple of the floor: a
//! request that the same server refuses at once, which is what the pipe and the message cost. The reader's own time for
//! the edited paragraph is printed apart.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop at whatever it does not expect")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use copydesk_desk::Draft;
use copydesk_text::Dialect;
use serde_json::{Value, json};

const KEYSTROKES: usize = 200;
const PARAGRAPH: &str = "The mayor said on Tuesday that the budget would rise by 4 percent, according to two officials \
    who asked not to be named, and that the bridge, which cost $3 million, would be closed for a year.";

fn main() {
    let article = include_str!("../tests/drafts/news-faulty.md");
    let words = article.split_whitespace().count();
    let of = |count: usize| format!("{article}\n").repeat(count.div_ceil(words));
    let mut server = Server::start();
    let floor = median(&mut (0..KEYSTROKES).map(|_| server.refused()).collect::<Vec<_>>());
    println!("floor: a request that is refused, {:.3} ms", floor);
    let reading = (0..50).map(|_| {
        let started = Instant::now();
        let draft = Draft::new(PARAGRAPH, Dialect::Markdown);
        let took = milliseconds(started.elapsed());
        assert!(draft.words() > 0);
        took
    });
    println!(
        "reader: a paragraph of {} words, {:.3} ms",
        PARAGRAPH.split(' ').count(),
        median(&mut reading.collect::<Vec<_>>())
    );
    println!("\n{:42} {:>9} {:>8} {:>8} {:>8}", "keystroke", "words", "median", "p99", "floors");
    for count in [800, 10_000, 100_000] {
        let text = of(count);
        let middle = text[..text.len() / 2].matches('\n').count();
        let paragraph = format!("{}\n\n{PARAGRAPH}\n\n", &text[..line_start(&text, middle)]);
        let line = paragraph.trim_end().matches('\n').count();
        let text = paragraph + &text[line_start(&text, middle)..];
        server.measure("in a paragraph in the middle", &text, line, floor);
        server.measure("in the heading at the top", &text, 0, floor);
    }
    let running = "“It goes on and on, she said.\n\n".repeat(400);
    server.measure(
        "in a quotation that runs on",
        &format!("{running}“It ends here,” Lena Ostrow said.\n"),
        400,
        floor,
    );
    server.measure("in a list of 1,000 items", &"- An item, said Lena Ostrow.\n".repeat(1000), 500, floor);
    let text = of(10_000);
    server.measure("behind a fence that is opened", &format!("{PARAGRAPH}\n\n```\n\n{text}"), 0, floor);
    server.fence(&text, floor);
}

struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    opened: usize,
}

impl Server {
    fn start() -> Server {
        let mut process = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (process.stdin.take().unwrap(), BufReader::new(process.stdout.take().unwrap()));
        let mut server = Server { process, input, output, opened: 0 };
        let capabilities = json!({ "textDocument": { "publishDiagnostics": { "versionSupport": true } } });
        let params = json!({ "processId": std::process::id(), "capabilities": capabilities });
        server.send(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params }));
        server.receive(|message| message["id"] == 0);
        server.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
        server
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn receive(&mut self, wanted: impl Fn(&Value) -> bool) {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                self.output.read_line(&mut line).unwrap();
                match line.trim().split_once(": ") {
                    Some((_, number)) => length = number.parse().unwrap(),
                    None => break,
                }
            }
            let mut body = vec![0; length];
            self.output.read_exact(&mut body).unwrap();
            if wanted(&serde_json::from_slice(&body).unwrap()) {
                return;
            }
        }
    }

    fn refused(&mut self) -> f64 {
        let started = Instant::now();
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "no/such" }));
        self.receive(|message| message["id"] == 1);
        milliseconds(started.elapsed())
    }

    fn open(&mut self, text: &str) -> String {
        self.opened += 1;
        let uri = format!("file:///bench-{}.md", self.opened);
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }));
        self.receive(|message| message["params"]["uri"] == uri.as_str());
        // Parts of a long draft come before the whole of it.
        std::thread::sleep(Duration::from_millis(2000));
        uri
    }

    fn edit(
        &mut self,
        uri: &str,
        version: usize,
        start: (usize, usize),
        end: (usize, usize),
        text: &str,
    ) -> f64 {
        let at = |(line, character)| json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": at(start), "end": at(end) }, "text": text });
        let params =
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] });
        let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
        let started = Instant::now();
        self.send(&message);
        self.receive(|message| message["params"]["uri"] == uri && message["params"]["version"] == version);
        milliseconds(started.elapsed())
    }

    /// Types behind the first letter of a line.
    fn measure(&mut self, what: &str, text: &str, line: usize, floor: f64) {
        let uri = self.open(text);
        let typed = PARAGRAPH.chars().cycle().take(KEYSTROKES).enumerate();
        let mut times: Vec<f64> = Vec::new();
        for (number, letter) in typed {
            let place = (line, 3 + number);
            times.push(self.edit(&uri, number + 2, place, place, &letter.to_string()));
        }
        report(what, text, &mut times, floor);
    }

    /// Opens a fence at the top of a draft that closes nowhere, and takes it away again.
    fn fence(&mut self, text: &str, floor: f64) {
        let uri = self.open(&format!("\n\n{text}"));
        let mut times = Vec::new();
        for number in 0..KEYSTROKES / 10 {
            times.push(self.edit(&uri, 2 * number + 2, (0, 0), (0, 0), "```"));
            times.push(self.edit(&uri, 2 * number + 3, (0, 0), (0, 3), ""));
        }
        report("opening and closing an unclosed fence", text, &mut times, floor);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line).map(str::len).sum()
}

fn report(what: &str, text: &str, times: &mut [f64], floor: f64) {
    let middle = median(times);
    let late = times[times.len() * 99 / 100];
    let words = text.split_whitespace().count();
    println!("{what:42} {words:>9} {middle:>8.2} {late:>8.2} {:>8.1}", middle / floor);
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
