//! What a draft's worker does next, as a function of how far it is and of what has come meanwhile. It always takes the newest
//! text: what was typed meanwhile is one change, whatever it took to type it. A short draft is shown whole or not at all, for
//! half an article raises false alarms; a long one is shown as far as it is read. Nothing is done here: the worker does it.

use std::time::Duration;

/// Up to so many unread blocks a draft is shown whole or not at all.
const LONG: usize = 64;

/// How long to read of a long draft before checking what was read, and before showing more than a first part.
const STEP: Duration = Duration::from_millis(80);
const PART: Duration = Duration::from_millis(700);

/// How long the writer pauses before a draft is checked whole beside everything else.
const PAUSE: Duration = Duration::from_millis(200);

/// What has come for a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct News {
    /// The serial of the latest text or settings, counted from 1.
    pub latest: u64,
    /// The serial of the text that was checked whole last, beside the worker.
    pub checked: Option<u64>,
    /// Whether the latest text is the one that the client has; else nothing is to be found in it.
    pub in_step: bool,
    /// Whether the draft is closed.
    pub closed: bool,
}

/// How far a worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// The serial of what it took last; `None` before the first.
    pub taken: Option<u64>,
    /// What is shown of it.
    pub shown: Shown,
    /// How many of its blocks are not read.
    pub unread: usize,
    /// Whether the check of the whole beside the worker was begun for it.
    pub checking: bool,
}

/// How much of a text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Nothing, and nothing will be: the text broke down, or there is none.
    Never,
    /// Nothing yet: it is short, and not all read.
    Nothing,
    /// What is read, and what could be followed through edits. `first` where it was never checked whole.
    Parts {
        /// Whether it was never checked whole.
        first: bool,
    },
    /// All of it. `quick` where that may be done at every keystroke.
    Whole {
        /// Whether the check took so little time.
        quick: bool,
    },
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Take the latest text and settings.
    Take,
    /// Read more, for so long at most; a later text ends it.
    Read(Option<Duration>),
    /// Check the whole beside the worker, unless there is news within so long.
    Check(Duration),
    /// Take over and show what the check of the whole found.
    TakeWhole,
    /// Wait for news.
    Wait,
    /// Leave: the draft is closed.
    End,
}

/// What a worker does next.
pub(super) fn next(state: &State, news: &News) -> Step {
    if news.closed {
        return Step::End;
    }
    if !news.in_step {
        return Step::Wait;
    }
    if state.taken != Some(news.latest) {
        return Step::Take;
    }
    match state.shown {
        Shown::Never => Step::Wait,
        Shown::Nothing => Step::Read(None),
        Shown::Parts { .. } if state.unread > 0 => Step::Read(Some(STEP)),
        Shown::Parts { first: true } if !state.checking => Step::Check(Duration::ZERO),
        Shown::Parts { .. } | Shown::Whole { .. } if !state.checking => Step::Check(PAUSE),
        Shown::Parts { .. } if news.checked == state.taken => Step::TakeWhole,
        Shown::Parts { .. } | Shown::Whole { .. } => Step::Wait,
    }
}

/// How a text is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// It is read, and then shown whole.
    AtOnce,
    /// It is shown as far as it is read.
    InParts,
    /// What was found in the text before is moved, and the neighbourhood of the edit checked.
    Following,
}

/// How a text is taken that has so many unread blocks. `before` is what was shown of the text before it under the same
/// settings; `None` where there is none, or the settings are others.
pub(crate) fn manner(before: Option<Shown>, unread: usize) -> Manner {
    match before {
        Some(Shown::Parts { .. } | Shown::Whole { quick: false }) => Manner::Following,
        Some(Shown::Whole { quick: true }) if unread > LONG => Manner::Following,
        _ if unread > LONG => Manner::InParts,
        _ => Manner::AtOnce,
    }
}

/// Whether more of a long draft is shown now that so many of its blocks are not read, and so long after it was shown last.
pub(super) fn is_due(unread: usize, since_shown: Option<Duration>) -> bool {
    unread == 0 || since_shown.is_none_or(|since| since > PART)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A draft with its worker: what comes is told to it, and the steps of the worker do what they say, to numbers alone.
    struct Desk {
        blocks: usize,
        news: News,
        state: State,
        /// Whether the settings are those under which the last text was taken.
        same: bool,
    }

    impl Desk {
        fn new() -> Desk {
            let news = News { latest: 0, checked: None, in_step: true, closed: false };
            let state = State { taken: None, shown: Shown::Never, unread: 0, checking: false };
            Desk { blocks: 0, news, state, same: false }
        }

        fn hear(&mut self, event: &str) {
            match event.split_once(' ').unwrap_or((event, "")) {
                ("open" | "paste", blocks) => {
                    self.blocks = blocks.parse().expect("a number");
                    self.state.unread = self.blocks;
                    self.news.latest += 1;
                    self.news.in_step = true;
                }
                ("type", _) => {
                    self.state.unread += 1;
                    self.news.latest += 1;
                }
                ("settings", _) => {
                    self.same = false;
                    self.news.latest += 1;
                }
                ("checked", _) => self.news.checked = self.state.taken,
                ("lose", _) => self.news.in_step = false,
                ("close", _) => self.news.closed = true,
                ("break", _) => self.state.shown = Shown::Never,
                ("nothing", _) => {}
                other => unreachable!("{other:?}"),
            }
        }

        /// Takes the next step, and tells it.
        fn step(&mut self) -> String {
            let step = next(&self.state, &self.news);
            match step {
                Step::Take => {
                    let before = Some(self.state.shown).filter(|_| self.same);
                    let manner = manner(before, self.state.unread);
                    let first = matches!(self.state.shown, Shown::Parts { first: true });
                    self.state.shown = match manner {
                        Manner::AtOnce => Shown::Nothing,
                        Manner::InParts => Shown::Parts { first: true },
                        Manner::Following => Shown::Parts { first },
                    };
                    if manner == Manner::Following {
                        self.state.unread = self.state.unread.saturating_sub(1);
                    }
                    (self.state.taken, self.state.checking, self.same) =
                        (Some(self.news.latest), false, true);
                    format!("take {manner:?}")
                }
                Step::Read(limit) => {
                    let read = if limit.is_some() { 100 } else { usize::MAX };
                    self.state.unread = self.state.unread.saturating_sub(read);
                    if self.state.shown == Shown::Nothing {
                        self.state.shown = Shown::Whole { quick: self.blocks < 10 };
                    }
                    format!("read {}", limit.map_or("all".to_owned(), |limit| format!("{limit:?}")))
                }
                Step::Check(after) => {
                    self.state.checking = true;
                    format!("check after {after:?}")
                }
                Step::TakeWhole => {
                    self.state.shown = Shown::Whole { quick: false };
                    "take whole".to_owned()
                }
                Step::Wait => "wait".to_owned(),
                Step::End => "end".to_owned(),
            }
        }
    }

    /// Each line: what comes, and the steps that follow, as many as are named. A number before a draft's event says which of
    /// several drafts it is.
    fn follow(script: &str) {
        let mut desks = [Desk::new(), Desk::new()];
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (event, expected) = line.split_once(':').expect("an event and its steps");
            let (desk, event) = match event.split_once(". ") {
                Some(("2", event)) => (&mut desks[1], event),
                Some((_, event)) => (&mut desks[0], event),
                None => (&mut desks[0], event),
            };
            desk.hear(event);
            for expected in expected.split(',').map(str::trim) {
                assert_eq!(desk.step(), expected, "{line}\nof\n{script}");
            }
        }
    }

    #[test]
    fn a_short_draft_is_read_whole_at_every_keystroke_and_compared_in_a_pause() {
        follow(
            "open 3: take AtOnce, read all, check after 200ms, wait
             checked: wait
             type: take AtOnce, read all
             type: take AtOnce, read all, check after 200ms, wait",
        );
    }

    #[test]
    fn what_is_typed_meanwhile_is_taken_before_anything_else() {
        follow(
            "open 3: take AtOnce
             type: take AtOnce, read all
             type: take AtOnce
             nothing: read all, check after 200ms, wait",
        );
        follow(
            "open 300: take InParts, read 80ms
             type: take Following, read 80ms, read 80ms
             type: take Following
             nothing: check after 0ns, wait",
        );
        // The check of an earlier text says nothing of a later one.
        follow(
            "open 70: take InParts, read 80ms, check after 0ns, wait
             type: take Following, check after 0ns
             checked: take whole, wait",
        );
    }

    #[test]
    fn a_draft_that_takes_long_to_check_follows_its_edits_and_is_checked_whole_in_a_pause() {
        follow(
            "open 40: take AtOnce, read all, check after 200ms, wait
             checked: wait
             type: take Following, check after 200ms, wait
             checked: take whole, wait
             type: take Following
             type: take Following, check after 200ms, wait",
        );
    }

    #[test]
    fn a_long_draft_is_shown_in_parts_and_checked_as_soon_as_it_is_read() {
        follow(
            "open 250: take InParts, read 80ms, read 80ms, read 80ms, check after 0ns, wait
             checked: take whole, wait
             type: take Following, check after 200ms, wait",
        );
        // So is what is pasted into a short one.
        follow(
            "open 3: take AtOnce, read all, check after 200ms, wait
             paste 90: take Following, read 80ms, check after 200ms, wait",
        );
    }

    #[test]
    fn what_is_read_in_between_is_shown_now_and_then_and_at_the_end() {
        let millis = Duration::from_millis;
        for (unread, since_shown, expected) in [
            (200, None, true),
            (200, Some(millis(80)), false),
            (200, Some(millis(701)), true),
            (0, Some(millis(80)), true),
        ] {
            assert_eq!(is_due(unread, since_shown), expected, "{unread} {since_shown:?}");
        }
    }

    #[test]
    fn several_drafts_do_not_wait_for_each_other() {
        follow(
            "1. open 300: take InParts, read 80ms
             2. open 3: take AtOnce, read all
             1. nothing: read 80ms
             2. type: take AtOnce, read all, check after 200ms, wait
             1. nothing: read 80ms, check after 0ns, wait
             2. close: end
             1. checked: take whole, wait",
        );
    }

    #[test]
    fn settings_that_change_in_the_midst_begin_anew() {
        follow(
            "open 300: take InParts, read 80ms
             settings: take InParts, read 80ms, read 80ms, check after 0ns, wait
             settings: take AtOnce, read all, check after 200ms, wait",
        );
        follow(
            "1. open 40: take AtOnce, read all, check after 200ms, wait
             2. open 3: take AtOnce
             1. settings: take AtOnce, read all, check after 200ms, wait
             2. settings: take AtOnce, read all, check after 200ms, wait",
        );
    }

    #[test]
    fn a_closed_draft_is_left_whatever_waits() {
        for before in [
            "open 3: take AtOnce",
            "open 300: take InParts, read 80ms",
            "open 3: take AtOnce, read all, check after 200ms, wait",
            "open 70: take InParts, read 80ms, check after 0ns, wait\nchecked: take whole",
            "lose step: wait",
        ] {
            follow(&format!("{before}\nclose: end"));
        }
    }

    #[test]
    fn a_shutdown_ends_all() {
        follow(
            "1. open 300: take InParts, read 80ms
             2. open 3: take AtOnce, read all, check after 200ms, wait
             1. close: end
             2. close: end",
        );
    }

    #[test]
    fn nothing_is_found_in_a_text_that_is_not_the_clients() {
        follow(
            "open 300: take InParts, read 80ms
             lose step: wait
             type: wait
             paste 3: take Following",
        );
    }

    #[test]
    fn a_text_that_broke_down_waits_for_a_later_one() {
        follow(
            "open 3: take AtOnce
             break: wait
             type: take AtOnce, read all",
        );
    }
}
