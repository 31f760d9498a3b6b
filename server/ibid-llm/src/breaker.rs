//! Whether a server is down: after a few failures it is left alone for a while, then asked by one request.
//! Says once that it is down, and once that it is back.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// News of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// It does not answer, or fails at every request.
    Down {
        /// How it failed last.
        why: String,
    },
    /// It answers again.
    Up,
}

/// Who is told. Called in the order of events, and must return at once.
pub type Listener = Arc<dyn Fn(Health) + Send + Sync>;

/// Failures in a row that make a server that answers count as down.
const MOST_FAILURES: u32 = 3;
const FIRST_REST: Duration = Duration::from_secs(1);
const LONGEST_REST: Duration = Duration::from_secs(60);

/// Keeps requests away from a server that is down.
pub(crate) struct Breaker {
    listener: Listener,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    failures: u32,
    down: Option<Down>,
}

struct Down {
    why: String,
    rest: Duration,
    until: Instant,
}

/// How bad a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nobody answered: down at once.
    Unreached,
    /// It answered with a failure, or too late.
    Failed,
}

impl Breaker {
    pub(crate) fn new(listener: Listener) -> Breaker {
        Breaker { listener, state: Mutex::default() }
    }

    /// As [`Breaker::pass`], without counting as the one that goes out.
    pub(crate) fn resting(&self, now: Instant) -> Result<(), (String, Duration)> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &state.down {
            Some(down) if now < down.until => Err((down.why.clone(), down.until - now)),
            _ => Ok(()),
        }
    }

    /// Whether a request may go out `now`; else why the server is down, and how long it is left alone still.
    /// Once the rest is over, one request goes out, and the others wait for another rest.
    pub(crate) fn pass(&self, now: Instant) -> Result<(), (String, Duration)> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(down) = &mut state.down else { return Ok(()) };
        if now < down.until {
            return Err((down.why.clone(), down.until - now));
        }
        down.until = now + down.rest;
        Ok(())
    }

    /// The server answered.
    pub(crate) fn answered(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures = 0;
        if state.down.take().is_some() {
            (self.listener)(Health::Up);
        }
    }

    /// The server failed at `now`.
    pub(crate) fn failed(&self, fault: Fault, why: &str, now: Instant) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures += 1;
        let many = fault == Fault::Unreached || state.failures >= MOST_FAILURES;
        if let Some(down) = &mut state.down {
            let rest = (down.rest * 2).min(LONGEST_REST);
            *down = Down { why: why.to_owned(), rest, until: now + rest };
        } else if many {
            state.down = Some(Down { why: why.to_owned(), rest: FIRST_REST, until: now + FIRST_REST });
            (self.listener)(Health::Down { why: why.to_owned() });
        }
    }
}

impl fmt::Debug for Breaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Breaker").finish_non_exhaustive()
    }
}
