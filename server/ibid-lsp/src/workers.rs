//! Work that takes the processor, off the read loop. What nobody waits for any more is not begun, and told to
//! stop.

use std::num::NonZero;
use std::sync::{Arc, Weak};

use tokio::sync::Semaphore;
use tower_lsp::jsonrpc::{Error, Result};

/// Runs work, so much at a time.
#[derive(Clone)]
pub(crate) struct Workers(Arc<Semaphore>);

/// Whether somebody still waits for a piece of work.
pub(crate) struct Wanted(Weak<()>);

impl Wanted {
    /// Whether somebody does now.
    pub(crate) fn still(&self) -> bool {
        self.0.strong_count() > 0
    }
}

impl Default for Workers {
    fn default() -> Workers {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Workers(Arc::new(Semaphore::new(processors)))
    }
}

impl Workers {
    /// Runs `work`; it is not begun if the caller is dropped before its turn comes, and may ask whether that
    /// happened later.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Wanted) -> T + Send + 'static,
    ) -> Result<T> {
        let caller = Arc::new(());
        let wanted = Wanted(Arc::downgrade(&caller));
        let Ok(turn) = Arc::clone(&self.0).acquire_owned().await else {
            return Err(Error::request_cancelled());
        };
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&wanted)
        });
        let answer = done.await.map_err(|fault| {
            tracing::error!("a request failed: {fault}");
            Error::internal_error()
        });
        drop(caller);
        answer
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn work_learns_that_nobody_waits_any_more() {
        let (send, stopped) = std::sync::mpsc::channel();
        let work = move |wanted: &Wanted| {
            while wanted.still() {
                std::thread::sleep(Duration::from_millis(1));
            }
            send.send(()).unwrap();
        };
        let workers = Workers::default();
        assert!(tokio::time::timeout(Duration::from_millis(20), workers.run(work)).await.is_err());
        stopped.recv_timeout(Duration::from_secs(20)).unwrap();
    }
}
