//! From a keystroke to the diagnostics that answer it, over a pipe as an editor has it: `cargo bench`, or
//! `cargo bench -- DRAFT.md…` for a keystroke behind the first sentence past the middle of those drafts.
//!
//! Each line gives the median and the 99th percentile in milliseconds; the reader's own time for the edited paragraph, apart,
//! and what is left of the median without it; and the median as a multiple of the floor: a request that the same server
//! refuses at once, which is what the pipe and the message cost.
//!
//! Then, on Linux, the processor time that lists cost, as what the same draft costs with them and without. Alone with
//! `cargo bench --bench keystroke -- --words`: 13,000 house words, and keystrokes in the middle of a draft of 10,000 words. With `-- --notes`:
//! the reporter's notes of 10,000 words and a draft with 40 quotations, opened, and typed in one quotation, at once and with pauses in
//! which all of it is checked.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop at whatever it does not expect")]

use std::time::{Duration, Instant};

use copydesk_desk::Draft;
use copydesk_text::Dialect;
use serde_json::json;

#[path = "../pipe/mod.rs"]
mod pipe;

use pipe::Pipe;

const KEYSTROKES: usize = 200;
const PARAGRAPH: &str = "The mayor said on Tuesday that the budget would rise by 4 percent, according to two officials \
    who asked not to be named, and that the bridge, which cost $3 million, would be closed for a year.";

fn main() {
    if std::env::args().any(|argument| argument == "--notes") {
        beside_notes();
        return;
    }
    if std::env::args().any(|argument| argument == "--words") {
        beside_words();
        return;
    }
    let mut server = Server::start();
    let floor = median(&mut (0..KEYSTROKES).map(|_| server.refused()).collect::<Vec<_>>());
    println!("floor: a request that is refused, {floor:.3} ms");
    println!(
        "\n{:42} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "keystroke", "words", "median", "p99", "reader", "rest", "floors"
    );
    // cargo itself says --bench.
    let drafts: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    if !drafts.is_empty() {
        for draft in drafts {
            let text = std::fs::read_to_string(&draft).unwrap();
            let half = text.len() / 2;
            let middle = (half..).find(|&at| text.is_char_boundary(at)).unwrap();
            let place = text[middle..].find(". ").map_or(middle, |at| middle + at + 2);
            let line = text[..place].matches('\n').count();
            let column = text[line_start(&text, line)..place].encode_utf16().count();
            server.measure(&draft, &text, (line, column), floor);
        }
        return;
    }
    for count in [800, 10_000, 100_000] {
        let (text, line) = with_paragraph(count);
        server.measure("in a paragraph in the middle", &text, (line, 3), floor);
        server.measure("in the heading at the top", &text, (0, 3), floor);
    }
    let running = "“It goes on and on, she said.\n\n".repeat(400);
    server.measure(
        "in a quotation that runs on",
        &format!("{running}“It ends here,” Lena Ostrow said.\n"),
        (400, 3),
        floor,
    );
    server.measure(
        "in a list of 1,000 items",
        &"- An item, said Lena Ostrow.\n".repeat(1000),
        (500, 3),
        floor,
    );
    let text = of(10_000);
    server.measure("behind a fence that is opened", &format!("{PARAGRAPH}\n\n```\n\n{text}"), (0, 3), floor);
    server.fence(&text, floor);
    beside_words();
    beside_notes();
}

/// News of about so many words.
fn of(count: usize) -> String {
    let article = include_str!("../drafts/news-faulty.md");
    format!("{article}\n").repeat(count.div_ceil(article.split_whitespace().count()))
}

/// News of about so many words with a paragraph in the middle that is typed in, and its line.
fn with_paragraph(count: usize) -> (String, usize) {
    let text = of(count);
    let middle = text[..text.len() / 2].matches('\n').count();
    let paragraph = format!("{}\n\n{PARAGRAPH}\n\n", &text[..line_start(&text, middle)]);
    let line = paragraph.trim_end().matches('\n').count();
    (paragraph + &text[line_start(&text, middle)..], line)
}

/// What a list of house words costs, in two servers that are typed into by turns.
fn beside_words() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("copydesk.toml"), "words = [\"words.csv\"]\n").unwrap();
    std::fs::write(folder.path().join("words.csv"), house_words()).unwrap();
    let (text, line) = with_paragraph(10_000);
    let mut servers = [folder.path().display().to_string(), String::new()].map(|folder| {
        let mut server = Server::start();
        server.folder = folder;
        let uri = server.open(&text);
        let before = server.processor_time();
        (server, uri, before)
    });
    for (number, letter) in PARAGRAPH.chars().cycle().take(2 * KEYSTROKES).enumerate() {
        let place = (line, 3 + number);
        for (server, uri, _) in &mut servers {
            server.edit(uri, number + 2, place, place, &letter.to_string());
        }
    }
    let [with, without] =
        servers.map(|(server, _, before)| (server.processor_time() - before) / (2 * KEYSTROKES) as f64);
    println!("\n{:42} {:>9} {:>9} {:>9}", "processor time, ms", "with", "without", "words");
    println!(
        "{:42} {with:>9.2} {without:>9.2} {:>9.2}",
        "a keystroke beside 13,000 house words",
        with - without
    );
}

/// What notes cost.
fn beside_notes() {
    const OPENED: u32 = 20;
    let folder = tempfile::tempdir().unwrap();
    let (notes, draft) = interview();
    std::fs::write(folder.path().join("talk.txt"), notes).unwrap();
    let with = format!("---\ncopydesk:\n  notes: talk.txt\n---\n\n{draft}");
    let without = format!("---\ncopydesk:\n  genre: news\n---\n\n{draft}");
    println!("\n{:42} {:>9} {:>9} {:>9}", "processor time, ms", "with", "without", "notes");
    let mut rows = [[0.0; 2]; 3];
    for (column, text) in [&with, &without].into_iter().enumerate() {
        let mut server = Server::start();
        server.folder = folder.path().display().to_string();
        // What is loaded once for all drafts is no draft's.
        server.open("A first line.\n");
        let before = server.processor_time();
        let uris: Vec<String> = (0..OPENED).map(|_| server.open_at_once(text)).collect();
        rows[0][column] = (server.processor_time() - before) / f64::from(OPENED);
        let place = text[..text.len() / 2].matches('\n').count();
        let line = (place..).find(|&line| text.lines().nth(line).unwrap().starts_with('“')).unwrap();
        for (row, uri, strokes, pause) in [(1, &uris[0], KEYSTROKES, 0), (2, &uris[1], KEYSTROKES / 4, 450)] {
            let before = server.processor_time();
            for (number, letter) in PARAGRAPH.chars().cycle().take(strokes).enumerate() {
                let place = (line, 12 + number);
                server.edit(uri, number + 2, place, place, &letter.to_string());
                std::thread::sleep(Duration::from_millis(pause));
            }
            rows[row][column] = (server.processor_time() - before) / strokes as f64;
        }
    }
    for (what, [with, without]) in
        ["opening", "a keystroke in a quotation", "the same with the pause behind it"].iter().zip(rows)
    {
        println!("{what:42} {with:>9.2} {without:>9.2} {:>9.2}", with - without);
    }
}

/// Notes of 10,000 words, and a draft that quotes them 40 times: half of the quotations word for word, of the others one word each
/// left out, replaced, or all of them made up.
fn interview() -> (String, String) {
    const WORDS: usize = 10_000;
    const QUOTED: usize = 28;
    let article: Vec<String> = include_str!("../drafts/news-faulty.md")
        .split_whitespace()
        .map(|word| word.chars().filter(|it| it.is_alphabetic()).collect::<String>().to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let mut seed: u64 = 1;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let rare: Vec<String> =
        house_words().lines().filter_map(|row| Some(row.split_once(',')?.0.to_owned())).collect();
    let mut word = || match next(10) {
        0 => rare[next(rare.len())].clone(),
        _ => article[next(article.len())].clone(),
    };
    let words: Vec<String> = (0..WORDS).map(|_| word()).collect();
    let mut notes = String::new();
    for (number, turn) in words.chunks(40).enumerate() {
        let who = if number % 8 == 7 { "REPORTER" } else { "LOPEZ" };
        let sentences: Vec<String> = turn.chunks(10).map(|sentence| sentence.join(" ") + ".").collect();
        notes += &format!("[{:02}:{:02}:00] {who}: {}\n\n", number / 60, number % 60, sentences.join(" "));
    }
    let mut draft = String::new();
    for number in 0..40 {
        let start = number * 240 + 40;
        let mut quoted: Vec<String> = words[start..start + QUOTED].to_vec();
        match number % 6 {
            1 => drop(quoted.remove(14)),
            3 => quoted[14] = "surely".to_owned(),
            5 => quoted = (0..QUOTED).map(|_| word()).collect(),
            _ => {}
        }
        // Few enough paragraphs to be shown at once.
        let between = if number % 2 == 0 { "" } else { PARAGRAPH };
        draft += &format!("“{},” Ana Lopez, the engineer, said.\n\n{between}\n\n", quoted.join(" "));
    }
    (notes, draft)
}

/// 13,000 words that no draft has, each with what stands there instead.
fn house_words() -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "be", "co", "cu", "da", "do", "fa", "fi", "ga", "go", "ha", "ho", "la", "lo", "ma", "me", "na",
        "no", "pa", "pe", "ra", "ro", "sa", "to",
    ];
    let of = |number: usize| SYLLABLES[number % SYLLABLES.len()];
    let rows = (0..13_000).map(|it| format!("{}{}{}l,{}l\n", of(it / 576), of(it / 24), of(it), of(it)));
    rows.collect()
}

struct Server {
    pipe: Pipe,
    opened: usize,
    /// Where the next drafts lie; the root where it is empty.
    folder: String,
}

impl Server {
    fn start() -> Server {
        let capabilities = json!({ "textDocument": { "publishDiagnostics": { "versionSupport": true } } });
        let params = json!({ "processId": std::process::id(), "capabilities": capabilities });
        Server { pipe: Pipe::initialized(params), opened: 0, folder: String::new() }
    }

    fn refused(&mut self) -> f64 {
        let started = Instant::now();
        self.pipe.request("no/such", json!({}));
        milliseconds(started.elapsed())
    }

    /// Opens a draft and waits until all of it is read and checked: for as long as parts of it keep coming.
    fn open(&mut self, text: &str) -> String {
        let uri = self.open_at_once(text);
        let published = |message: &serde_json::Value| message["params"]["uri"] == uri.as_str();
        while self.pipe.wait_for(Duration::from_secs(3), published).is_some() {}
        uri
    }

    /// Opens a draft and waits for its first findings, which of a short one are all.
    fn open_at_once(&mut self, text: &str) -> String {
        self.opened += 1;
        let uri = format!("file://{}/bench-{}.md", self.folder, self.opened);
        self.pipe.send(pipe::open(&uri, text));
        self.pipe.wait(|message| message["params"]["uri"] == uri.as_str());
        uri
    }

    /// What the server has used of its processors so far, in milliseconds, in steps of ten; 0 where the system does not tell.
    fn processor_time(&self) -> f64 {
        const EACH: f64 = 10.0;
        let path = format!("/proc/{}/stat", self.pipe.process.id());
        let told = std::fs::read_to_string(path).unwrap_or_default();
        let behind_name = told.rsplit_once(')').map_or("", |(_, rest)| rest);
        let spent = behind_name.split_whitespace().skip(11).take(2).filter_map(|it| it.parse::<f64>().ok());
        spent.sum::<f64>() * EACH
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
        self.pipe.send(message);
        self.pipe.wait(|message| message["params"]["uri"] == uri && message["params"]["version"] == version);
        milliseconds(started.elapsed())
    }

    /// Types in a line, from a column on.
    fn measure(&mut self, what: &str, text: &str, (line, column): (usize, usize), floor: f64) {
        let uri = self.open(text);
        let typed = PARAGRAPH.chars().cycle().take(KEYSTROKES).enumerate();
        let mut times: Vec<f64> = Vec::new();
        for (number, letter) in typed {
            let place = (line, column + number);
            times.push(self.edit(&uri, number + 2, place, place, &letter.to_string()));
        }
        let paragraph = text.lines().nth(line).unwrap();
        let split = paragraph.char_indices().nth(column).map_or(paragraph.len(), |(at, _)| at);
        let half: String = PARAGRAPH.chars().cycle().take(KEYSTROKES / 2).collect();
        let reader = reading(&format!("{}{half}{}", &paragraph[..split], &paragraph[split..]));
        report(what, text, &mut times, reader, floor);
    }

    /// Opens a fence at the top of a draft that closes nowhere, and takes it away again.
    fn fence(&mut self, text: &str, floor: f64) {
        let uri = self.open(&format!("\n\n{text}"));
        let mut times = Vec::new();
        for number in 0..KEYSTROKES / 10 {
            times.push(self.edit(&uri, 2 * number + 2, (0, 0), (0, 0), "```"));
            times.push(self.edit(&uri, 2 * number + 3, (0, 0), (0, 3), ""));
        }
        report("opening and closing an unclosed fence", text, &mut times, 0.0, floor);
    }
}

fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line).map(str::len).sum()
}

/// What the reader takes for a paragraph.
fn reading(paragraph: &str) -> f64 {
    let times = (0..50).map(|_| {
        let started = Instant::now();
        let draft = Draft::new(paragraph, Dialect::Markdown);
        let took = milliseconds(started.elapsed());
        assert!(draft.words() > 0);
        took
    });
    median(&mut times.collect::<Vec<_>>())
}

fn report(what: &str, text: &str, times: &mut [f64], reader: f64, floor: f64) {
    let middle = median(times);
    let late = times[times.len() * 99 / 100];
    let words = text.split_whitespace().count();
    let rest = middle - reader;
    println!(
        "{what:42} {words:>9} {middle:>8.2} {late:>8.2} {reader:>8.2} {rest:>8.2} {:>8.1}",
        middle / floor
    );
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
