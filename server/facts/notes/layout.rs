//! How notes are laid out: who speaks, and when, in subtitles, transcripts of machines, interviews, minutes and plain notes. What a
//! file is, its content says and not its ending. A line that is broken costs what stands on it, and nothing else.

use std::collections::HashMap;
use std::ops::Range;

use super::labels::{self, Label};

/// Some lines of notes that belong together: a cue, a paragraph, what stands behind a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its prose, in bytes of the text; marks of the layout lie between.
    pub(super) prose: Vec<Range<usize>>,
    /// Who speaks, as the notes have it.
    pub(super) label: Option<Label>,
    /// When, as the notes have it: "00:03:12".
    pub(super) at: Option<String>,
    /// Counts the headings before it.
    pub(super) section: usize,
}

/// What is read of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) stretches: Vec<Stretch>,
    /// What short forms stand for: "MT = Marcus Thwaite".
    pub(super) key: HashMap<String, String>,
}

/// Reads a text. What stands under a heading "off the record" is left out.
pub(super) fn read(text: &str) -> Layout {
    let lines = lines(text);
    let mut reader = Reader { text, layout: Layout::default(), now: State::default(), open: false };
    if lines.iter().any(|line| is_timing(&text[line.clone()])) {
        reader.subtitles(&lines);
    } else {
        reader.prose(&lines);
    }
    reader.layout.stretches.retain(|stretch| !stretch.prose.is_empty());
    reader.layout
}

/// The lines of a text without their ends and the blanks around them.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
    for line in text[start..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let from = start + indent.min(line.len());
        lines.push(from..from + line.trim().len());
        start += line.len();
    }
    lines
}

struct Reader<'t> {
    text: &'t str,
    layout: Layout,
    now: State,
    /// Whether the last stretch goes on.
    open: bool,
}

#[derive(Clone, Default)]
struct State {
    label: Option<Label>,
    /// Whether the label holds beyond its paragraph.
    lasting: bool,
    at: Option<String>,
    section: usize,
    /// The speaker whom the heading names.
    heading: Option<Label>,
    /// The level of the heading under which nothing is read.
    private: Option<usize>,
}

impl Reader<'_> {
    /// WebVTT and SRT: cues with a timing above. A label lasts until the next.
    fn subtitles(&mut self, lines: &[Range<usize>]) {
        let mut in_cue = false;
        let mut passed_over = false;
        for (number, line) in lines.iter().enumerate() {
            let words = &self.text[line.clone()];
            if words.is_empty() {
                (in_cue, passed_over, self.open) = (false, false, false);
            } else if is_timing(words) {
                (in_cue, passed_over, self.open) = (true, false, false);
                self.now.at = clock(words).map(|(at, _)| at);
            } else if passed_over || !in_cue && is_no_cue(words, number) {
                passed_over = true;
            } else if !in_cue && lines.get(number + 1).is_some_and(|next| is_timing(&self.text[next.clone()]))
            {
                // The number or the name of the cue.
            } else {
                self.cue_line(line.clone());
            }
        }
    }

    /// A line of a cue: `<v Name>` and "Name: " tell who speaks, other tags nothing.
    fn cue_line(&mut self, line: Range<usize>) {
        let mut from = line.start;
        if !self.open
            && let Some((label, length)) = labels::before_colon(&self.text[line.clone()])
        {
            self.now.label = Some(label);
            from += length;
        }
        while let Some(open) = self.text[from..line.end].find('<').map(|at| from + at) {
            let Some(close) = self.text[open..line.end].find('>').map(|at| open + at) else { break };
            self.add(from..open);
            let tag = &self.text[open + 1..close];
            if let Some(name) = voice(tag) {
                self.open = false;
                self.now.label = Some(Label::sure(name));
            }
            from = close + 1;
        }
        self.add(from..line.end);
    }

    /// Everything that is no subtitles.
    fn prose(&mut self, lines: &[Range<usize>]) {
        let texts = || lines.iter().map(|line| &self.text[line.clone()]);
        let is_otter = texts().filter(|line| otter(line).is_some()).count() > 1;
        let labels = labels::Counted::of(texts());
        let mut rest = self.mail_head(lines);
        if is_otter {
            // Above the first turn stand a title, keywords and the list of speakers.
            rest = texts().position(|line| otter(line).is_some()).unwrap_or(0);
        }
        for line in &lines[rest..] {
            let words = &self.text[line.clone()];
            if words.is_empty() {
                self.end_paragraph();
            } else if let Some((level, heading)) = heading(words) {
                self.begin_section(level, heading, &labels);
            } else if let Some((name, at)) = otter(words) {
                self.open = false;
                (self.now.label, self.now.lasting, self.now.at) = (Some(Label::sure(name)), true, Some(at));
            } else if let Some(key) = labels::key(words) {
                self.layout.key.extend(key);
            } else {
                self.line(line.clone(), &labels);
            }
        }
    }

    /// The lines above a letter, of which the first names its writer; how many there are.
    fn mail_head(&mut self, lines: &[Range<usize>]) -> usize {
        let field = |line: &&Range<usize>| labels::mail_field(&self.text[(*line).clone()]).is_some();
        let count = lines.iter().take_while(field).count();
        if count < 2 {
            return 0;
        }
        let from = lines[..count].iter().filter_map(|line| labels::mail_field(&self.text[line.clone()]));
        let writer =
            from.filter(|(field, _)| field.eq_ignore_ascii_case("from")).map(|(_, name)| name).next();
        self.now.heading = writer.map(|name| Label::perhaps(name.split([',', '<']).next().unwrap_or(name)));
        self.now.label = self.now.heading.clone();
        count
    }

    fn end_paragraph(&mut self) {
        self.open = false;
        if !self.now.lasting {
            self.now.label = self.now.heading.clone();
        }
    }

    fn begin_section(&mut self, level: usize, heading: &str, labels: &labels::Counted) {
        self.open = false;
        self.now.section += 1;
        if self.now.private.is_some_and(|private| level <= private) {
            self.now.private = None;
        }
        if is_private(heading) {
            self.now.private = self.now.private.or(Some(level));
        }
        self.now.heading = labels::of_heading(heading, labels);
        (self.now.label, self.now.lasting) = (self.now.heading.clone(), false);
    }

    /// A line of prose, with whatever stands before it.
    fn line(&mut self, line: Range<usize>, counted: &labels::Counted) {
        let mut from = line.start;
        from += self.text[from..line.end].len() - without_mark(&self.text[from..line.end]).len();
        let stamped = clock(&self.text[from..line.end]);
        if let Some((at, length)) = &stamped {
            from += length;
            self.now.at = Some(at.clone());
            self.open = false;
        }
        let words = &self.text[from..line.end];
        let label = labels::emphasised(words)
            .or_else(|| {
                labels::before_colon(words).filter(|(label, _)| counted.is_label(label, stamped.is_some()))
            })
            .or_else(|| labels::behind_hour(words, &self.layout.key));
        if let Some((label, length)) = label {
            from += length;
            self.open = false;
            // A label that stands alone is of the paragraph below.
            self.now.lasting = self.text[from..line.end].trim().is_empty();
            self.now.label = Some(label);
        } else if let Some((at, label, length)) = labels::within(words, &self.layout.key) {
            self.add(from..from + at);
            from += length;
            self.open = false;
            self.now.label = Some(label);
        } else if self.now.lasting && !self.open && self.now.at.is_none() {
            self.now.lasting = false;
        }
        self.add(from..line.end);
    }

    /// Adds prose to the stretch that is open, or to a new one.
    fn add(&mut self, prose: Range<usize>) {
        if self.now.private.is_some() || self.text[prose.clone()].trim().is_empty() {
            return;
        }
        match self.layout.stretches.last_mut().filter(|_| self.open) {
            Some(stretch) => match stretch.prose.last_mut() {
                // A figure may run over the end of a line.
                Some(last) if self.text[last.end..prose.start].trim().is_empty() => last.end = prose.end,
                _ => stretch.prose.push(prose),
            },
            None => {
                let State { label, at, section, .. } = self.now.clone();
                self.layout.stretches.push(Stretch { prose: vec![prose], label, at, section });
                self.open = true;
            }
        }
    }
}

/// A line without what makes it an item or a block quote.
fn without_mark(line: &str) -> &str {
    let bare = line.trim_start_matches(['>', ' ']);
    bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* ")).unwrap_or(bare)
}

/// The level of a heading and its words; a line that says nothing but "off the record" is one.
fn heading(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    if (1..=6).contains(&level) && words.starts_with([' ', '\t']) {
        return Some((level, words.trim().trim_end_matches('#').trim_end()));
    }
    let bare = line.trim_matches(|letter: char| !letter.is_alphanumeric());
    let alone = bare.eq_ignore_ascii_case("off the record") || bare.eq_ignore_ascii_case("on the record");
    alone.then_some((1, bare))
}

/// Whether what stands under a heading is not to be shown.
fn is_private(heading: &str) -> bool {
    heading.to_lowercase().replace('-', " ").contains("off the record")
}

/// Whether a line says when a cue is on the screen, or tries to.
fn is_timing(line: &str) -> bool {
    line.contains("-->") && line.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether a line outside a cue begins what is none.
fn is_no_cue(line: &str, number: usize) -> bool {
    number == 0 && line.starts_with("WEBVTT")
        || ["NOTE", "STYLE", "REGION"].contains(&line.split(' ').next().unwrap_or(""))
}

/// The name in `v Name`, which may have classes: `v.loud Name`.
fn voice(tag: &str) -> Option<&str> {
    let rest = tag.strip_prefix('v')?;
    let (classes, name) = rest.split_once([' ', '\t'])?;
    let name = name.trim();
    (classes.is_empty() || classes.starts_with('.')).then_some(name).filter(|name| !name.is_empty())
}

/// "Name  02:15", as Otter has it above a turn: the name and the time.
fn otter(line: &str) -> Option<(&str, String)> {
    let (name, time) = line.rsplit_once("  ").or_else(|| line.rsplit_once('\t'))?;
    let (at, length) = clock(time.trim())?;
    let name = name.trim();
    let fits = length == time.trim().len() && labels::is_name_like(name);
    fits.then_some((name, at))
}

/// The time at the start of a line, `[00:03:12]`, `00:03:12.500` or `(3:12)`, without fractions, and how many bytes it takes with
/// the blanks behind it.
pub(super) fn clock(line: &str) -> Option<(String, usize)> {
    let bare = line.trim_start_matches(['[', '(']);
    let opened = line.len() - bare.len();
    let end = bare.find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, ':' | '.' | ',')));
    let digits = &bare[..end.unwrap_or(bare.len())];
    let time = digits.split(['.', ',']).next().unwrap_or("");
    let parts: Vec<&str> = time.split(':').collect();
    let is_time = (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit()));
    let rest = &bare[digits.len()..];
    let closed = rest.trim_start_matches([']', ')']);
    let behind = closed.trim_start_matches([' ', '\t', '-', '–', '—']);
    let set_off =
        opened > 0 && closed.len() < rest.len() || closed.is_empty() || closed.starts_with([' ', '\t']);
    (is_time && set_off).then(|| (time.to_owned(), line.len() - behind.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stretches of a text, a line each: time, label and prose.
    fn told(text: &str) -> String {
        let told = read(text).stretches.into_iter().map(|stretch| {
            let prose = stretch.prose.iter().flat_map(|range| text[range.clone()].split_whitespace());
            let prose: Vec<&str> = prose.collect();
            let label = stretch.label.map_or(String::new(), |label| label.name);
            format!("{}|{label}|{}", stretch.at.unwrap_or_default(), prose.join(" "))
        });
        told.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn subtitles_say_who_speaks_and_when() {
        let vtt = "WEBVTT\n\nNOTE by telephone\nnot read\n\nSTYLE\n::cue {}\n\n1\n00:00:04.120 --> 00:00:07.900\n<v Ana Lopez>So <i>what</i> then,\nwhat?</v>\n\n00:08.000 --> 00:09.000\nOn it goes.\n\n00:09.000 --> 00:10.000\n<v.loud Tom>No.</v> <v Ana Lopez>Yes.</v>\n";
        assert_eq!(
            told(vtt),
            "00:00:04|Ana Lopez|So what then, what?\n00:08|Ana Lopez|On it goes.\n00:09|Tom|No.\n00:09|Ana Lopez|Yes."
        );
        let srt = "\u{feff}1\r\n00:00:02,000 --> 00:00:07,000\r\nHALE: The bridge is safe.\r\n\r\n2\r\n00:00:08,000 --> 00:00:12,000\r\nSaid twice: safe.\r\n";
        assert_eq!(told(srt), "00:00:02|HALE|The bridge is safe.\n00:00:08|HALE|Said twice: safe.");
    }

    #[test]
    fn a_broken_cue_costs_nothing_else() {
        let vtt = "WEBVTT\n\n00:00:xx --> \n<v Ana>One <b two.\n\n99 --> 3\n\n\nstray\n\n00:00:05.000 --> 00:00:06.000\n<v Tom>Three.\n";
        assert_eq!(told(vtt), "|Ana|One <b two.\n|Ana|stray\n00:00:05|Tom|Three.");
    }

    #[test]
    fn transcripts_of_machines_are_read() {
        let otter = "Talk\nSun, 18 May 2025\n\nSUMMARY KEYWORDS\ncows\n\nAna Lopez  00:31\nIt is so.\n\nStill so.\n\nUnknown Speaker  02:31\nAll?\n";
        assert_eq!(
            told(otter),
            "00:31|Ana Lopez|It is so.\n00:31|Ana Lopez|Still so.\n02:31|Unknown Speaker|All?"
        );
        let stamped =
            "[00:00:12] Speaker 1: How?\n\n[00:00:15] Speaker 2: Close. It was: close.\n(0:41) LUND: Hard.\n";
        assert_eq!(
            told(stamped),
            "00:00:12|Speaker 1|How?\n00:00:15|Speaker 2|Close. It was: close.\n0:41|LUND|Hard."
        );
    }

    #[test]
    fn notes_by_hand_are_read() {
        let marked = "# Haddad, bakery\n\n**Q:** Did *nobody*?\n\n**Noor Haddad**: I had four.\nSo.\n\n## Peter Lusk, landlord\n\n> The only one.\n\n- rent up\n";
        assert_eq!(
            told(marked),
            "|Q|Did *nobody*?\n|Noor Haddad|I had four. So.\n|Peter Lusk|The only one.\n|Peter Lusk|rent up"
        );
        let court = "CA = Constance Aldous, MT = Marcus Thwaite KC (for X)\n\n10.15 CA sworn\nCA: I gave it.\nMT: You were ill.\n11.30 CA: No.\n\nBach? CHECK. Frome: a town.\noutside, CA: \"Rest.\"\n";
        assert_eq!(
            told(court),
            "||10.15 CA sworn\n|CA|I gave it.\n|MT|You were ill.\n|CA|No.\n||Bach? CHECK. Frome: a town. outside,\n|CA|\"Rest.\""
        );
        assert_eq!(read(court).key["MT"], "Marcus Thwaite KC");
        let mail =
            "From: Blythe Morgan, Head of Catering\nTo: all\nSubject: menus\n\nDear all,\n\nNote: soup.\n";
        assert_eq!(told(mail), "|Blythe Morgan|Dear all,\n|Blythe Morgan|Note: soup.");
    }

    #[test]
    fn what_is_off_the_record_is_not_read() {
        let text = "# Talk\n\nOpen.\n\n## Off the record\n\nHidden.\n\n### More\n\nHidden too.\n\n## After\n\nOpen again.\n";
        assert_eq!(told(text), "||Open.\n||Open again.");
        assert_eq!(told("One.\n\nOFF THE RECORD:\n\nHidden.\n\nOn the record\n\nTwo.\n"), "||One.\n||Two.");
    }
}
