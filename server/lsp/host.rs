//! What the server stands on: a clock, whoever works beside the event loop, and files. On a machine of its own these are the system's
//! clock, threads and the disk. In a browser's worker, which has none of them, whoever drives it says what time it is and has it work
//! piece by piece (`steps`), and the files are those that it was given.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use copydesk_project::Files;
use tokio::sync::oneshot;

/// What the server stands on; clones share it.
#[derive(Clone)]
pub(in crate::lsp) struct Host {
    /// What time it is.
    pub clock: Clock,
    /// Who works beside the event loop.
    pub runner: Runner,
    /// Where files are read.
    pub files: Arc<Files>,
}

impl Host {
    /// The machine on which the program runs; within an event loop of tokio.
    pub(in crate::lsp) fn machine() -> Host {
        let begun = Instant::now();
        let runner = Runner::Threads(tokio::runtime::Handle::current());
        Host { clock: Clock::new(move || begun.elapsed()), runner, files: Arc::new(Files::Disk) }
    }
}

/// A clock that never goes back; it counts from any moment.
#[derive(Clone)]
pub(in crate::lsp) struct Clock(Arc<dyn Fn() -> Duration + Send + Sync>);

impl Clock {
    /// A clock that is read by a function.
    pub(in crate::lsp) fn new(read: impl Fn() -> Duration + Send + Sync + 'static) -> Clock {
        Clock(Arc::new(read))
    }

    /// The time.
    pub(in crate::lsp) fn now(&self) -> Duration {
        (self.0)()
    }

    /// How long ago something was.
    pub(in crate::lsp) fn since(&self, then: Duration) -> Duration {
        self.now().saturating_sub(then)
    }
}

/// Work that is done in pieces, such as the reading of a draft.
pub(in crate::lsp) trait Job: Send + 'static {
    /// Does the next piece, if there is one; when there may be another.
    fn advance(&mut self) -> Next;

    /// Waits for news, on the job's own thread, but no longer than that.
    fn wait(&self, patience: Option<Duration>);
}

/// When a job goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lsp) enum Next {
    /// At once: a piece was done.
    Now,
    /// When there is news, or after so long.
    After(Duration),
    /// When there is news.
    News,
    /// Never: all is done.
    Over,
}

/// Who works beside the event loop; clones share it.
#[derive(Clone)]
pub(in crate::lsp) enum Runner {
    /// Threads, and an event loop of tokio.
    Threads(tokio::runtime::Handle),
    /// Nobody: whoever drives the server has all of it done, piece by piece.
    Steps(Arc<Queue>),
}

/// What waits to be done piece by piece.
#[derive(Default)]
pub(in crate::lsp) struct Queue {
    tasks: Mutex<Vec<Task>>,
    work: Mutex<VecDeque<Work>>,
    jobs: Mutex<Vec<Box<dyn Job>>>,
}

/// A task of the event loop.
pub(in crate::lsp) type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A piece of work that is done in one go.
pub(in crate::lsp) type Work = Box<dyn FnOnce() + Send>;

/// How long one piece of work takes where nobody is heard meanwhile.
const PIECE: Duration = Duration::from_millis(16);

impl Runner {
    /// Has a task run in the event loop that nobody waits for; from whatever thread.
    pub(in crate::lsp) fn spawn<T: Send + 'static>(&self, task: impl Future<Output = T> + Send + 'static) {
        match self {
            Runner::Threads(runtime) => drop(runtime.spawn(task)),
            Runner::Steps(queue) => lock(&queue.tasks).push(Box::pin(async move { drop(task.await) })),
        }
    }

    /// Works something out beside the event loop.
    ///
    /// # Errors
    /// It broke down; what is known of it.
    pub(in crate::lsp) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, String> {
        match self {
            Runner::Threads(runtime) => runtime.spawn_blocking(work).await.map_err(|fault| fault.to_string()),
            Runner::Steps(queue) => {
                let (sender, receiver) = oneshot::channel();
                lock(&queue.work).push_back(Box::new(move || {
                    // The request may be cancelled by now.
                    if !sender.is_closed() {
                        let _ = sender.send(work());
                    }
                }));
                receiver.await.map_err(|fault| fault.to_string())
            }
        }
    }

    /// Does something beside the event loop that nobody waits for.
    ///
    /// # Errors
    /// The system gives no thread for it.
    pub(in crate::lsp) fn beside(
        &self,
        name: &str,
        work: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<()> {
        match self {
            Runner::Threads(_) => thread::Builder::new().name(name.to_owned()).spawn(work).map(drop),
            Runner::Steps(queue) => {
                lock(&queue.work).push_back(Box::new(work));
                Ok(())
            }
        }
    }

    /// Has a job done to its end, beside everything else.
    ///
    /// # Errors
    /// The system gives no thread for it.
    pub(in crate::lsp) fn attend(&self, name: &str, mut job: impl Job) -> std::io::Result<()> {
        if let Runner::Steps(queue) = self {
            lock(&queue.jobs).push(Box::new(job));
            return Ok(());
        }
        self.beside(name, move || {
            loop {
                match job.advance() {
                    Next::Now => {}
                    Next::After(patience) => job.wait(Some(patience)),
                    Next::News => job.wait(None),
                    Next::Over => return,
                }
            }
        })
    }

    /// How long one piece of a job may take, so that what comes meanwhile is heard; `None` where it is heard anyway.
    pub(in crate::lsp) fn piece(&self) -> Option<Duration> {
        match self {
            Runner::Threads(_) => None,
            Runner::Steps(_) => Some(PIECE),
        }
    }
}

impl Queue {
    /// The tasks that are new.
    pub(in crate::lsp) fn tasks(&self) -> Vec<Task> {
        std::mem::take(&mut lock(&self.tasks))
    }

    /// Whether there are any.
    pub(in crate::lsp) fn has_tasks(&self) -> bool {
        !lock(&self.tasks).is_empty()
    }

    /// Does a piece of what waits: what a request waits for comes first, then each job in its turn. When there may be another.
    pub(in crate::lsp) fn advance(&self) -> Next {
        let work = lock(&self.work).pop_front();
        if let Some(work) = work {
            work();
            return Next::Now;
        }
        let mut next = Next::News;
        // Out of the lock: a job may begin others.
        let mut jobs: VecDeque<Box<dyn Job>> = std::mem::take(&mut *lock(&self.jobs)).into();
        for _ in 0..jobs.len() {
            let Some(mut job) = jobs.pop_front() else { break };
            let its = job.advance();
            if its != Next::Over {
                jobs.push_back(job);
            }
            next = match (next, its) {
                (_, Next::Now | Next::Over) => {
                    next = Next::Now;
                    break;
                }
                (Next::After(one), Next::After(other)) => Next::After(one.min(other)),
                (Next::After(soon), _) | (_, Next::After(soon)) => Next::After(soon),
                _ => next,
            };
        }
        lock(&self.jobs).extend(jobs);
        next
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
