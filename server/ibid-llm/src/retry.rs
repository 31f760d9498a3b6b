//! Whether and when to ask again. Pure, but for the jitter that keeps many clients from coming at once.

use std::time::Duration;

use crate::Error;

/// Most tries of one request.
const MOST_TRIES: u32 = 4;
/// Most tries where nobody answers: a server that is not there will not be in a second.
const MOST_TRIES_UNREACHED: u32 = 2;
/// The pause after the first try; doubled after each.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// A server that wants to be left alone for longer is not waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How long to wait before the next try, after `tries` that ended with `error`; `None`: give up.
pub(crate) fn pause(error: &Error, tries: u32) -> Option<Duration> {
    let (most, wanted) = match error {
        Error::Busy { wait, .. } | Error::Failed { wait, .. } => (MOST_TRIES, *wait),
        Error::Unreachable { .. } => (MOST_TRIES_UNREACHED, None),
        _ => return None,
    };
    if tries >= most || wanted.is_some_and(|wait| wait > LONGEST_WAIT) {
        return None;
    }
    let doubled = FIRST_PAUSE.saturating_mul(1 << tries.saturating_sub(1).min(8));
    Some(match wanted {
        Some(wait) => wait + FIRST_PAUSE.mul_f64(fastrand::f64()),
        None => doubled.mul_f64(0.5 + fastrand::f64() / 2.0),
    })
}
