//! Progress of long work, in the editor's status line, for clients that show it.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::watch;
use tower_lsp::ls_types::ProgressToken;
use tower_lsp::{Bounded, NotCancellable, OngoingProgress};

use super::editor::Editor;

/// The reading of a long draft; dropping it ends the progress.
pub(super) struct ReadingProgress {
    percent: Option<watch::Sender<usize>>,
}

static NEXT: AtomicU32 = AtomicU32::new(1);

impl ReadingProgress {
    /// Begins to show progress, where the client can.
    pub(in crate::lsp) fn begin(editor: &Editor) -> ReadingProgress {
        if !editor.abilities().progress {
            return ReadingProgress { percent: None };
        }
        let (sender, mut receiver) = watch::channel(0);
        let client = editor.client.clone();
        let token = ProgressToken::String(format!("copydesk/read/{}", NEXT.fetch_add(1, Ordering::Relaxed)));
        editor.host.runner.spawn(async move {
            if client.create_work_done_progress(token.clone()).await.is_err() {
                return;
            }
            let shown = client.progress(token, "Copydesk reads the draft").with_percentage(0).begin().await;
            while receiver.changed().await.is_ok() {
                let percent = *receiver.borrow_and_update();
                shown.report(percent as u32).await;
            }
            shown.finish().await;
        });
        ReadingProgress { percent: Some(sender) }
    }

    /// Reports how much is done, in per cent.
    pub(in crate::lsp) fn report(&self, percent: usize) {
        if let Some(sender) = &self.percent {
            sender.send_replace(percent.min(100));
        }
    }
}

/// The progress of a request whose client gave a token for it.
pub(in crate::lsp) struct Steps(Option<OngoingProgress<Bounded, NotCancellable>>);

impl Steps {
    /// Begins to show progress, where there is a token.
    pub(in crate::lsp) async fn begin(editor: &Editor, token: Option<ProgressToken>, title: &str) -> Steps {
        match token {
            Some(token) => Steps(Some(editor.client.progress(token, title).with_percentage(0).begin().await)),
            None => Steps(None),
        }
    }

    /// Reports how much is done, in per cent.
    pub(in crate::lsp) async fn report(&self, percent: usize) {
        if let Some(shown) = &self.0 {
            shown.report(percent.min(100) as u32).await;
        }
    }

    /// Ends it.
    pub(in crate::lsp) async fn finish(self) {
        if let Some(shown) = self.0 {
            shown.finish().await;
        }
    }
}
