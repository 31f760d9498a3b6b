//! When the editor is gone: it says so, closes its end, or its process is no more. Nothing may hold the server
//! up then, not even a question that the editor has not answered.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::Notify;

/// How long answers that are under way may take once nobody can ask any more.
const GRACE: Duration = Duration::from_secs(2);
/// The same after a proper farewell.
const SHORT_GRACE: Duration = Duration::from_millis(200);
/// How often the editor's process is looked for.
const LOOK: Duration = Duration::from_secs(3);

/// Learns that the editor is gone.
#[derive(Clone, Default)]
pub(crate) struct Leaving {
    closed: Arc<Notify>,
    exit: Arc<Notify>,
}

impl Leaving {
    /// The editor says that it goes.
    pub(crate) fn farewell(&self) {
        self.exit.notify_one();
    }

    /// Looks for the editor's process `id` from now on, unless it cannot be seen from here.
    pub(crate) fn follow(&self, id: u32) {
        if !process::is_alive(id) {
            return;
        }
        let exit = Arc::clone(&self.exit);
        tokio::spawn(async move {
            while process::is_alive(id) {
                tokio::time::sleep(LOOK).await;
            }
            exit.notify_one();
        });
    }

    /// Comes back once the editor is gone and answers under way have had their time.
    pub(crate) async fn gone(&self) {
        tokio::select! {
            () = self.closed.notified() => tokio::time::sleep(GRACE).await,
            () = self.exit.notified() => tokio::time::sleep(SHORT_GRACE).await,
        }
    }

    /// What the editor writes to `input`, with its end noticed.
    pub(crate) fn input<R>(&self, input: R) -> Input<R> {
        Input { inner: input, closed: Arc::clone(&self.closed) }
    }
}

/// An input whose end is noticed.
pub(crate) struct Input<R> {
    inner: R,
    closed: Arc<Notify>,
}

impl<R: AsyncRead + Unpin> AsyncRead for Input<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let (before, room) = (buffer.filled().len(), buffer.remaining());
        let read = Pin::new(&mut self.inner).poll_read(cx, buffer);
        match &read {
            Poll::Ready(Ok(())) if buffer.filled().len() > before || room == 0 => {}
            Poll::Ready(_) => self.closed.notify_one(),
            Poll::Pending => {}
        }
        read
    }
}

#[cfg(unix)]
mod process {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    /// Whether there is a process of this number; one that belongs to somebody else is one too.
    pub(super) fn is_alive(id: u32) -> bool {
        let process = i32::try_from(id).ok().and_then(Pid::from_raw);
        process.is_some_and(|process| test_kill_process(process) != Err(Errno::SRCH))
    }
}

#[cfg(not(unix))]
mod process {
    /// Here an editor that is gone has closed its end.
    pub(super) fn is_alive(_: u32) -> bool {
        false
    }
}
