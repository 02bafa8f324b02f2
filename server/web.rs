//! The desk for a page: drafts that are open in a browser, by requests and answers in JSON. `editors/web/core` carries them in
//! and out of WebAssembly. Nothing here knows threads, clocks or files; whoever calls says how much to read at once.

mod finding;
mod open;
mod server;

use std::collections::HashMap;
use std::path::Path;

use copydesk_desk::{Config, Draft, HouseWords, Problem, Roster, RuleSelection, Settings};
use copydesk_project::{parse_roster, parse_word_list};
use copydesk_text::{Document, Places, mark_length};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cli::{explain, report, sheet};
use crate::lsp::{Renaming, by_weight, card, mention_at, overview_by, renaming, told_at};
use crate::surrogates;
use open::{Edit, Open};

pub use server::Server;

/// What is open, and by which configuration it is read.
#[derive(Default)]
pub struct Desk {
    config: Config,
    roster: Roster,
    words: HouseWords,
    drafts: HashMap<String, Open>,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Request {
    /// The newsroom's files are these. Gives what is wrong in them: `[{message, file, line?}]`, lines counted from 1.
    Configure {
        configuration: Option<String>,
        roster: Option<Vec<File>>,
    },
    /// The files that a configuration names, of the roster and of words: their names as it has them.
    Named {
        configuration: String,
    },
    /// A draft is opened. The answers to this, `change` and `step` are those of [`Open::step`].
    Open {
        draft: String,
        text: String,
        version: i64,
    },
    Change {
        draft: String,
        version: i64,
        edits: Vec<Edit>,
        quick: bool,
    },
    Step {
        draft: String,
        blocks: usize,
        due: bool,
    },
    Close {
        draft: String,
    },
    /// What is to be said of a place: `{start, end, markdown}`.
    Hover {
        draft: String,
        version: i64,
        offset: usize,
    },
    /// The edits that give an actor another name, or `{refused}`, a sentence.
    Rename {
        draft: String,
        version: i64,
        offset: usize,
        name: String,
    },
    /// The actors: `[{name, kind, roles, mentions, says, markdown}]`.
    Cards {
        draft: String,
    },
    /// The sources: `[{name, kind, attributions, words, statements}]`.
    Ledger {
        draft: String,
    },
    /// The page of sources.
    Report {
        draft: String,
    },
    /// The fact-check sheet, or the legal read, as a page.
    Sheet {
        draft: String,
        legal: bool,
    },
    /// The catalogue: `[{name, group, severity, wants_source, summary, page, url}]`.
    Rules,
    /// The findings of a text that is not open.
    Check {
        name: String,
        text: String,
        configuration: Option<String>,
    },
}

/// A file of the newsroom's roster, or of its words where the configuration names it among those.
#[derive(Deserialize)]
struct File {
    name: String,
    text: String,
}

impl Desk {
    /// Answers a request. Null stands for what there is nothing to say to: a draft that is not open, or an older text of it. What is
    /// no request is answered with `{problem}`.
    pub fn answer(&mut self, mut request: Vec<u8>) -> String {
        surrogates::replace_lone(&mut request);
        let answer = match serde_json::from_slice(&request) {
            Ok(request) => self.take(request).unwrap_or_default(),
            Err(error) => json!({ "problem": error.to_string() }),
        };
        answer.to_string()
    }

    fn take(&mut self, request: Request) -> Option<Value> {
        Some(match request {
            Request::Configure { configuration, roster } => {
                self.configure(configuration.as_deref().unwrap_or(""), &roster.unwrap_or_default())
            }
            Request::Named { configuration } => {
                let (config, _) = Config::parse(without_mark(&configuration));
                config.rosters().iter().chain(config.word_lists()).map(|(name, _)| name.as_str()).collect()
            }
            Request::Open { draft, text, version } => {
                let open = Open::new(&draft, &text, version, self.settings(&draft));
                let told = open.told(None);
                self.drafts.insert(draft, open);
                told
            }
            Request::Change { draft, version, edits, quick } => {
                self.drafts.get_mut(&draft)?.change(version, &edits, quick)
            }
            Request::Step { draft, blocks, due } => self.drafts.get_mut(&draft)?.step(blocks, due),
            Request::Close { draft } => {
                self.drafts.remove(&draft);
                Value::Null
            }
            Request::Hover { draft, version, offset } => {
                let snapshot = self.of(&draft, version)?.snapshot();
                let document = snapshot.document();
                // Who reads a page has no command line to ask for more.
                let named = |rule: &str| format!("`{rule}`");
                let (range, markdown) = told_at(snapshot, document.behind_units(offset), named)?;
                let mut told = finding::range(document, range);
                told["markdown"] = json!(markdown);
                told
            }
            Request::Rename { draft, version, offset, name } => {
                let open = self.of(&draft, version)?;
                open.whole();
                let snapshot = open.snapshot();
                let document = snapshot.document();
                let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
                let mention = mention_at(snapshot, document.behind_units(offset))?;
                match renaming(snapshot, mention.actor, &name) {
                    Ok(Renaming { edits, .. }) => finding::edits(document, &edits),
                    Err(refused) => json!({ "refused": refused.message }),
                }
            }
            Request::Cards { draft } => cards(self.drafts.get_mut(&draft)?),
            Request::Ledger { draft } => overview(self.drafts.get_mut(&draft)?)["sources"].take(),
            Request::Report { draft } => {
                let (read, settings) = self.drafts.get_mut(&draft)?.whole();
                json!(report::page_of(&draft, read, settings))
            }
            Request::Sheet { draft, legal } => {
                let (read, settings) = self.drafts.get_mut(&draft)?.whole();
                json!(sheet::page_of(&draft, read, settings, legal))
            }
            Request::Rules => explain::entries().filter_map(|rule| serde_json::to_value(rule).ok()).collect(),
            Request::Check { name, text, configuration } => {
                let (config, _) = Config::parse(configuration.as_deref().unwrap_or(""));
                let words = HouseWords::new(config.words().to_vec());
                let settings = config.settings(&name, &RuleSelection::default()).with_words(words);
                let mut draft = Draft::as_length_allows(Document::new(&text, open::dialect(&name)));
                draft.read_all();
                finding::list(&draft, draft.check(&settings).iter())
            }
        })
    }

    fn configure(&mut self, configuration: &str, files: &[File]) -> Value {
        let (config, problems) = Config::parse(without_mark(configuration));
        let mut told: Vec<Value> =
            problems.iter().map(|problem| told_of("copydesk.toml", configuration, problem)).collect();
        let named = config.rosters().iter().chain(config.word_lists());
        for (name, range) in named.filter(|(name, _)| !files.iter().any(|file| file.name == *name)) {
            let message = format!("There is no file `{name}`; check the spelling of its name.");
            told.push(told_of("copydesk.toml", configuration, &Problem { range: Some(*range), message }));
        }
        let (mut actors, mut words) = (Vec::new(), config.words().to_vec());
        for File { name, text } in files {
            let path = Path::new(name);
            let problems = if config.word_lists().iter().any(|(list, _)| list == name) {
                let (listed, problems) = parse_word_list(path, without_mark(text));
                words.extend(listed);
                problems
            } else {
                let (listed, problems) = parse_roster(path, without_mark(text));
                actors.extend(listed);
                problems
            };
            told.extend(problems.iter().map(|problem| told_of(name, text, problem)));
        }
        (self.config, self.roster, self.words) = (config, Roster::new(actors), HouseWords::new(words));
        let names: Vec<String> = self.drafts.keys().cloned().collect();
        for name in names {
            let settings = self.settings(&name);
            if let Some(open) = self.drafts.get_mut(&name) {
                open.configure(settings);
            }
        }
        Value::Array(told)
    }

    /// What applies to a draft, whose name stands for its path from the configuration's folder.
    fn settings(&self, draft: &str) -> Settings {
        let settings = self.config.settings(draft, &RuleSelection::default());
        settings.with_roster(self.roster.clone()).with_words(self.words.clone())
    }

    /// The draft, where this is its latest text.
    fn of(&mut self, draft: &str, version: i64) -> Option<&mut Open> {
        self.drafts.get_mut(draft).filter(|open| open.version == version)
    }
}

fn overview(open: &mut Open) -> Value {
    open.whole();
    let snapshot = open.snapshot();
    overview_by(snapshot, &|range| finding::range(snapshot.document(), range))
}

fn cards(open: &mut Open) -> Value {
    let mut overview = overview(open);
    let snapshot = open.snapshot();
    let mut actors = overview["actors"].take();
    for (actor, known) in actors.as_array_mut().into_iter().flatten().zip(by_weight(snapshot)) {
        let roles = known.office.iter().chain(&known.descriptions).map(|stated| stated.words.as_str());
        actor["roles"] = roles.collect();
        actor["markdown"] = card(snapshot, known.actor).into();
    }
    actors
}

/// A text without its byte order mark, which no notation knows.
fn without_mark(text: &str) -> &str {
    &text[mark_length(text)..]
}

/// A problem in a file, with its line counted from 1.
fn told_of(file: &str, text: &str, problem: &Problem) -> Value {
    let mut told = json!({ "message": problem.message, "file": file });
    if let Some(range) = problem.range {
        let at = mark_length(text) + usize::from(range.start());
        told["line"] = json!(Places::new(text).place(at).line);
    }
    told
}
