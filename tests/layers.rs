//! Imports run one way: within a module's children, and within a crate, no circle but of parent and child.
//!
//! [`ORDERS`] has the modules of each crate, the lowest first: a module uses those before it, and its own children and parents.
//! The arrows that still go back are listed beside it. A new one fails; one that is gone must be struck, so that the list only
//! shrinks. `cargo test --test layers -- --nocapture` prints the circles and how many arrows hold them together.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The children of a module in a crate, the lowest first, and the arrows between them that go back, as "user->used". Of two
/// with a bar between them, "one|other", neither may use the other.
struct Order {
    folder: &'static str,
    parent: &'static str,
    modules: &'static str,
    back: &'static str,
}

/// A module's path from the crate on; the crate itself is the empty path.
type Module = Vec<String>;

/// The crates' folders.
const FOLDERS: [&str; 6] =
    ["server/text", "server/language", "server/facts", "server/desk", "server/project", "server"];

/// Arrows from user to used, among the children of one module.
type Arrows = BTreeSet<(String, String)>;

const ORDERS: [Order; 13] = [
    Order {
        folder: "server/text",
        parent: "",
        modules: "\
            boundaries code cover front_matter map passage hidden block builder html labels mdx mask extract places
            position document splice removal rewording",
        back: "",
    },
    Order {
        folder: "server/language",
        parent: "",
        modules: "\
            lexicon anonymity decimal documents gender tokens verbs sentences calendar quantities outline relations
            reading claims judgement calibration reader descriptions quotations acronyms agentless figures names
            roles attributions records checkable own_voice",
        back: "",
    },
    Order {
        folder: "server/language",
        parent: "reader",
        modules: "pieces words product weights encoder heads decode judgement",
        back: "",
    },
    Order {
        folder: "server/facts",
        parent: "",
        modules: "\
            containment problem notation spelling notes front_matter passage_facts memory judgement passages interview dateline
            roster speech actors speakers attribution_kind marks ledger records facts backing inspection card
            sheet",
        back: "",
    },
    Order {
        folder: "server/desk",
        parent: "",
        modules: "\
            finding length house settle fixes families charges verdict question trace queries context figures outcomes notes suppression
             rule naming respelling writings witnesses rules config across runner analysis heads explain legal ticks",
        back: "",
    },
    Order {
        folder: "server/project",
        parent: "",
        modules: "encoding files names store notes problem lists roster words configuration documents drafts",
        back: "",
    },
    Order {
        folder: "server",
        parent: "",
        modules: "surrogates cli|lsp web program",
        back: "",
    },
    Order {
        folder: "server",
        parent: "cli::report",
        modules: "parts voices shown table sources actors chart marked findings overview page",
        back: "",
    },
    Order {
        folder: "server",
        parent: "cli::sheet",
        modules: "paper facts legal formats",
        back: "",
    },
    Order {
        folder: "server",
        parent: "lsp",
        modules: "host protocol state requests capabilities parent lifecycle steps",
        back: "",
    },
    Order {
        folder: "server",
        parent: "lsp::protocol",
        modules: "abilities frames log output convert changes publication transport",
        back: "",
    },
    Order {
        folder: "server",
        parent: "lsp::state",
        modules: "\
            schedule snapshot documents editor watch notes configuration rereading neighbours library tokens
            session progress readers standing worker",
        back: "",
    },
    Order {
        folder: "server",
        parent: "lsp::requests",
        modules: "\
            completion diagnostics folding inlay_hints links semantic_tokens sync recorded navigation hover rename
            symbols workspace sources code_lens overview ignore roster_edits settings action explain code_action commands",
        back: "",
    },
];

/// What only a machine of its own has, and the files of the language server that may touch it: a browser's worker never comes there, or
/// is refused in good order.
const OF_A_MACHINE: [&str; 6] =
    ["Instant::now", "thread::", "spawn_blocking", "tokio::spawn", "std::fs", "canonicalize()"];
const ON_A_MACHINE: [&str; 6] = [
    "host.rs",
    "parent.rs",
    "protocol/log.rs",
    "protocol/transport.rs",
    "state/readers.rs",
    "state/rereading.rs",
];

#[test]
fn the_language_server_asks_its_host() {
    let mut files = Vec::new();
    gather(Path::new("server/lsp"), &mut files);
    assert!(files.len() > 30, "{files:?}");
    for file in files {
        let name = file.strip_prefix("server/lsp").unwrap().to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(&file).unwrap();
        let touched = OF_A_MACHINE.iter().find(|word| text.contains(**word));
        assert!(
            touched.is_none() || ON_A_MACHINE.contains(&name.as_str()),
            "server/lsp/{name} has {touched:?}: ask the editor's host, which is there in a browser too"
        );
    }
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { gather(&path, files) } else { files.push(path) }
    }
}

#[test]
fn imports_run_one_way() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for folder in FOLDERS {
        let imports = Imports::read(folder);
        for (parent, arrows) in imports.arrows() {
            let parent = parent.join("::");
            for circle in circles(&arrows) {
                let within =
                    |(user, used): &&(String, String)| circle.contains(user) && circle.contains(used);
                let held = arrows.iter().filter(within).count();
                count += 1;
                println!(
                    "{folder} {parent}: {} in a circle by {held} arrows: {}",
                    circle.len(),
                    list(&circle)
                );
            }
            let order = ORDERS.iter().find(|order| order.folder == folder && order.parent == parent);
            let problems = problems(order, &imports.children(&parent), &arrows).into_iter();
            wrong.extend(problems.map(|problem| format!("{folder} {parent}: {problem}")));
        }
    }
    println!("{count} circles");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_arrow_that_is_turned_round_is_noticed() {
    let order = Order { folder: "", parent: "", modules: "low middle high", back: "low->middle" };
    let children = ["low", "middle", "high"].map(str::to_owned).into();
    let told = |arrows: &[(&str, &str)], order: Option<&Order>| {
        let arrows = arrows.iter().map(|(user, used)| (user.to_string(), used.to_string())).collect();
        problems(order, &children, &arrows)
    };
    let back = ("low", "middle");
    let apart = Order { modules: "low|middle high", back: "", ..order };
    assert_eq!(
        told(&[("middle", "low")], Some(&apart)),
        ["`middle` uses `low`, which does not stand before it"]
    );
    assert_eq!(told(&[("high", "low"), ("middle", "low"), back], Some(&order)), [""; 0]);
    assert_eq!(
        told(&[("low", "high"), back], Some(&order)),
        ["`low` uses `high`, which does not stand before it"]
    );
    assert_eq!(told(&[("high", "low")], Some(&order)), ["low->middle goes back no more: strike it"]);
    assert_eq!(told(&[("high", "low")], None), [""; 0]);
    assert_eq!(told(&[("high", "low"), ("low", "high")], None), ["high, low use each other in a circle"]);
    let short = Order { modules: "low middle gone", ..order };
    let expected = ["`high` has no place in the order", "`gone` is in the order and no module"];
    assert_eq!(told(&[back], Some(&short)), expected);
}

/// What is wrong with the arrows between the children of a module: without an order, only circles.
fn problems(order: Option<&Order>, children: &BTreeSet<String>, arrows: &Arrows) -> Vec<String> {
    let Some(order) = order else {
        return circles(arrows).iter().map(|it| format!("{} use each other in a circle", list(it))).collect();
    };
    let places: Vec<&str> = order.modules.split_whitespace().collect();
    let place = |module: &String| places.iter().position(|it| it.split('|').any(|it| it == module));
    let mut back: BTreeSet<&str> = order.back.split_whitespace().collect();
    let mut problems = Vec::new();
    let unplaced = children.iter().filter(|child| place(child).is_none());
    problems.extend(unplaced.map(|child| format!("`{child}` has no place in the order")));
    let gone = places.iter().flat_map(|it| it.split('|')).filter(|module| !children.contains(*module));
    problems.extend(gone.map(|module| format!("`{module}` is in the order and no module")));
    for (user, used) in arrows {
        if place(user) <= place(used) && !back.remove(format!("{user}->{used}").as_str()) {
            problems.push(format!("`{user}` uses `{used}`, which does not stand before it"));
        }
    }
    problems.extend(back.iter().map(|arrow| format!("{arrow} goes back no more: strike it")));
    problems
}

/// The modules of a crate, each with the paths that it names.
struct Imports {
    modules: BTreeMap<Module, Vec<Named>>,
}

/// A path that a module names, from the crate on, and as what it can be named there.
struct Named {
    path: Module,
    /// The name that a `use` gives it; `None` where it is named in passing.
    name: Option<String>,
}

impl Imports {
    fn read(folder: &str) -> Imports {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut sources = BTreeMap::new();
        sources.insert(Module::new(), code(&fs::read_to_string(root.join("lib.rs")).unwrap()));
        collect(&root, &Module::new(), &mut sources);
        let names = |module: &Module| sources.contains_key(module);
        let modules = sources.iter().map(|(module, code)| (module.clone(), named(module, code, &names)));
        Imports { modules: modules.collect() }
    }

    /// The module in which what a path names is written, behind all `use` that pass it on.
    fn home(&self, path: &[String]) -> Module {
        let mut module = Module::new();
        let mut rest = path;
        while let [next, behind @ ..] = rest {
            let child: Module = module.iter().chain([next]).cloned().collect();
            if !self.modules.contains_key(&child) {
                let passed = self.modules[&module].iter().find(|it| it.name.as_ref() == Some(next));
                return match passed {
                    Some(passed) if passed.path != path => {
                        self.home(&passed.path.iter().chain(behind).cloned().collect::<Vec<_>>())
                    }
                    _ => module,
                };
            }
            (module, rest) = (child, behind);
        }
        module
    }

    /// The children of a module.
    fn children(&self, parent: &str) -> BTreeSet<String> {
        let parent: Module = parent.split("::").filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let children = self.modules.keys().filter_map(|module| module.strip_prefix(parent.as_slice()));
        children.filter_map(|child| child.first().cloned()).collect()
    }

    /// For each module with children, the arrows between them: a child stands for all that is below it.
    fn arrows(&self) -> BTreeMap<Module, Arrows> {
        let mut arrows: BTreeMap<Module, Arrows> = BTreeMap::new();
        for (user, named) in &self.modules {
            for named in named {
                let used = self.home(&named.path);
                let shared = user.iter().zip(&used).take_while(|(one, other)| one == other).count();
                if let (Some(from), Some(to)) = (user.get(shared), used.get(shared)) {
                    let level = arrows.entry(user[..shared].to_vec()).or_default();
                    level.insert((from.clone(), to.clone()));
                }
            }
        }
        arrows
    }
}

/// The modules of a folder and below, by the files that Cargo would take for them; tests are none.
fn collect(folder: &Path, parent: &Module, sources: &mut BTreeMap<Module, String>) {
    let declared = sources[parent].clone();
    for entry in declared.split("mod ").skip(1) {
        let Some((name, _)) = entry.split_once(';').filter(|(name, _)| *name != "tests") else { continue };
        let file = folder.join(format!("{name}.rs"));
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let module: Module = parent.iter().cloned().chain([name.to_owned()]).collect();
        sources.insert(module.clone(), code(&text));
        collect(&folder.join(name), &module, sources);
    }
}

/// A source without its comments, and without its tests, which stand at its end or in a file of their own.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths within the crate that a module names.
fn named(module: &Module, code: &str, is_module: &impl Fn(&Module) -> bool) -> Vec<Named> {
    let mut named = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find(|letter: char| letter.is_alphabetic() || letter == '_') {
        let word = identifier(&rest[start..]);
        let behind = &rest[start + word.len()..];
        let is_use = word == "use";
        let mut leaves = Vec::new();
        if is_use {
            rest = tree(behind.trim_start(), &[], &mut leaves);
        } else if matches!(word, "crate" | "super") && behind.starts_with("::") {
            rest = tree(&rest[start..], &[], &mut leaves);
        } else {
            rest = behind;
        }
        for (path, name) in leaves {
            let ups = path.iter().take_while(|step| *step == "super").count();
            let path: Module = match path[0].as_str() {
                "crate" => path[1..].to_vec(),
                "super" => [&module[..module.len().saturating_sub(ups)], &path[ups..]].concat(),
                "self" => [module, &path[1..]].concat(),
                // Else another crate's.
                child if is_module(&[module.as_slice(), &[child.to_owned()]].concat()) => {
                    [module, &path[..]].concat()
                }
                _ => continue,
            };
            named.push(Named { path, name: is_use.then_some(name) });
        }
    }
    named
}

/// Adds the paths of a `use` or of a path in passing, each with its name, and returns what stands behind it.
fn tree<'c>(code: &'c str, before: &[String], leaves: &mut Vec<(Module, String)>) -> &'c str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches(|letter: char| letter == ',' || letter.is_whitespace());
            match rest.strip_prefix('}') {
                Some(behind) => return behind,
                None if rest.is_empty() => return rest,
                None => rest = tree(rest, before, leaves),
            }
        }
    }
    if let Some(rest) = code.strip_prefix('*') {
        leaves.push((before.to_vec(), "*".to_owned()));
        return rest;
    }
    let word = identifier(code);
    if word.is_empty() {
        return code.get(1..).unwrap_or_default();
    }
    let rest = &code[word.len()..];
    let path = [before, &[word.to_owned()]].concat();
    if let Some(behind) = rest.strip_prefix("::") {
        return tree(behind, &path, leaves);
    }
    let (name, rest) = match rest.trim_start().strip_prefix("as ") {
        Some(alias) => (identifier(alias), &alias[identifier(alias).len()..]),
        None => (word, rest),
    };
    let path = if word == "self" && !before.is_empty() { before.to_vec() } else { path };
    let name = if word == "self" { path.last().map_or("", |it| it.as_str()) } else { name };
    leaves.push((path.clone(), name.to_owned()));
    rest
}

fn list(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn identifier(code: &str) -> &str {
    let end = code.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(code.len());
    &code[..end]
}

/// The circles that arrows make: modules of which each leads to each other.
fn circles(arrows: &Arrows) -> Vec<BTreeSet<String>> {
    let reached = |from: &String| {
        let mut reached = BTreeSet::new();
        let mut next = vec![from.clone()];
        while let Some(module) = next.pop() {
            for (_, used) in arrows.iter().filter(|(user, _)| *user == module) {
                if reached.insert(used.clone()) {
                    next.push(used.clone());
                }
            }
        }
        reached
    };
    let reach: BTreeMap<&String, BTreeSet<String>> =
        arrows.iter().map(|(user, _)| (user, reached(user))).collect();
    let circles =
        reach.iter().filter(|(module, reached)| reached.contains(**module)).map(|(module, reached)| {
            reached
                .iter()
                .filter(|other| reach.get(other).is_some_and(|back| back.contains(*module)))
                .cloned()
                .collect()
        });
    circles.collect::<BTreeSet<BTreeSet<String>>>().into_iter().collect()
}

/// A file that grows longer holds more than one thought.
const MOST_LINES: usize = 600;

#[test]
fn no_file_is_too_long_to_read_at_once() {
    let server = Path::new(env!("CARGO_MANIFEST_DIR")).join("server");
    let files = ignore::Walk::new(server).map(|entry| entry.unwrap().into_path());
    let sources = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let lengths = sources.map(|path| (fs::read_to_string(&path).unwrap().lines().count(), path));
    let found: Vec<_> = lengths.filter(|(lines, _)| *lines > MOST_LINES).collect();
    assert!(found.is_empty(), "part these into modules of one thought each: {found:#?}");
}
