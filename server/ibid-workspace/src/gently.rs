//! Work that gives way to what the writer waits for: it takes what the processors have left.

use std::thread;

/// Runs `work` in a thread of its own, which lets others go first; nobody waits for it.
pub(crate) fn begin(work: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        give_way();
        work();
    });
}

/// The same, and waits for its end.
pub(crate) fn run(work: impl FnOnce() + Send) {
    thread::scope(|scope| {
        scope.spawn(|| {
            give_way();
            work();
        });
    });
}

/// Lets all others go before this thread, where the system has a way to say so of one thread.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(fault) = rustix::process::setpriority_process(None, 10) {
        tracing::debug!("work in the background does not give way: {fault}");
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn only_the_thread_itself_gives_way() {
        let priority = || rustix::process::getpriority_process(None).unwrap();
        let (before, mut there) = (priority(), 0);
        run(|| there = priority());
        assert_eq!((there, priority()), (10.max(before), before));
    }
}
