//! Reading blocks beside each other, on all processors, for as long as it is worth while.

use std::sync::{Mutex, PoisonError};
use std::thread;

use copydesk_desk::{ReadBlock, Unread};

/// Reads blocks in their order for as long as `go_on`, which is asked before every block. The one at hand is read to its
/// end, so that what was begun is not lost.
pub(in crate::lsp) fn read(unread: Vec<Unread>, go_on: impl Fn() -> bool + Sync) -> Vec<ReadBlock> {
    // To count the processors, files are read; what a keystroke touches is one block.
    let processors = match unread.len() {
        few @ ..2 => few,
        many => thread::available_parallelism().map_or(1, usize::from).min(many),
    };
    let queue = Mutex::new(unread.into_iter());
    let reader = || {
        let mut read = Vec::new();
        while go_on() {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(next) = next else { break };
            read.push(next.read());
        }
        read
    };
    if processors <= 1 {
        return reader();
    }
    thread::scope(|scope| {
        let others: Vec<_> = (1..processors).map(|_| scope.spawn(reader)).collect();
        let mine = reader();
        others.into_iter().filter_map(|other| other.join().ok()).flatten().chain(mine).collect()
    })
}
