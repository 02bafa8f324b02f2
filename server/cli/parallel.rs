//! Work on many things at once, with the results in the order of the things.

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Applies `work` to all items on up to `jobs` threads. The order of the results does not depend on the threads.
pub(super) fn map<T: Sync, R: Send>(
    jobs: NonZeroUsize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let useful = NonZeroUsize::new(items.len()).unwrap_or(NonZeroUsize::MIN);
    let mut batch = Some(items.iter().collect());
    let mut results = Vec::new();
    let done: Result<(), Infallible> = batches(
        jobs.min(useful),
        || Ok(batch.take()),
        work,
        |done| {
            results = done;
            Ok(())
        },
    );
    let Ok(()) = done;
    results
}

/// Applies `work` to one batch after the other, until `next` gives none, and has `take` take the results of each in the
/// order of its items.
///
/// The threads live from the first batch to the last: what a thread sets up for itself when it first reads a draft is
/// never given back, so a stream must not wear out threads without end.
///
/// # Errors
/// What `next` or `take` gave.
pub(super) fn batches<T: Send, R: Send, E>(
    jobs: NonZeroUsize,
    mut next: impl FnMut() -> Result<Option<Vec<T>>, E>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(Vec<R>) -> Result<(), E>,
) -> Result<(), E> {
    if jobs == NonZeroUsize::MIN {
        while let Some(batch) = next()? {
            take(batch.into_iter().map(&work).collect())?;
        }
        return Ok(());
    }
    let (give, given) = channel::<(usize, T)>();
    let given = Mutex::new(given);
    let (hand_in, handed_in) = channel();
    let worker = |hand_in| {
        let fetch = || given.lock().unwrap_or_else(PoisonError::into_inner).recv();
        while let Ok((at, item)) = fetch() {
            let result = catch_unwind(AssertUnwindSafe(|| work(item)));
            send(&hand_in, (at, result));
        }
    };
    thread::scope(|scope| {
        // Dropped when this ends, however it does, which tells the threads that nothing more comes.
        let give = give;
        for _ in 0..jobs.get() {
            let hand_in = hand_in.clone();
            scope.spawn(|| worker(hand_in));
        }
        while let Some(batch) = next()? {
            let count = batch.len();
            batch.into_iter().enumerate().for_each(|item| send(&give, item));
            let mut done: Vec<_> = handed_in.iter().take(count).collect();
            done.sort_unstable_by_key(|(at, _)| *at);
            let results =
                done.into_iter().map(|(_, result)| result.unwrap_or_else(|panic| resume_unwind(panic)));
            take(results.collect())?;
        }
        Ok(())
    })
}

/// Where the other end is gone, everybody is about to stop.
fn send<T>(to: &std::sync::mpsc::Sender<T>, item: T) {
    let _ = to.send(item);
}
