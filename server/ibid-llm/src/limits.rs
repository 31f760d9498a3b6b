//! Whose turn it is: requests at one time, in a minute, in a day.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::days::Days;
use crate::{Error, Limits};

const MINUTE: Duration = Duration::from_secs(60);

/// Lets requests through as the limits allow.
#[derive(Debug)]
pub(crate) struct Gate {
    address: String,
    limits: Limits,
    places: Arc<Semaphore>,
    recent: Mutex<VecDeque<Instant>>,
    days: Days,
}

/// A request's place among those under way, until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    _place: OwnedSemaphorePermit,
}

impl Gate {
    /// A gate for the endpoint shown as `address`. Fails for a limit that would let nothing through.
    pub(crate) fn new(address: &str, limits: Limits, days: Days) -> Result<Gate, Error> {
        let zero = [(limits.in_flight == 0, "in_flight"), (limits.per_minute == 0, "per_minute")];
        if let Some((_, name)) = zero.into_iter().find(|(zero, _)| *zero) {
            return Err(Error::NoLimit { name });
        }
        let places = Arc::new(Semaphore::new(limits.in_flight.min(Semaphore::MAX_PERMITS)));
        Ok(Gate { address: address.to_owned(), limits, places, recent: Mutex::default(), days })
    }

    /// Waits for a turn, first come, first served. Fails at once when the day's requests are used up.
    pub(crate) async fn turn(&self) -> Result<Turn, Error> {
        let used_up = || Error::DayUsedUp { address: self.address.clone(), most: self.limits.per_day };
        if self.days.count(&self.address) >= self.limits.per_day {
            return Err(used_up());
        }
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| used_up())?;
        while let Some(wait) = self.take_minute(Instant::now()) {
            tokio::time::sleep(wait).await;
        }
        if self.days.take(&self.address, self.limits.per_day) {
            Ok(Turn { _place: place })
        } else {
            Err(used_up())
        }
    }

    /// Takes a place in this minute, or says how long until there may be one.
    fn take_minute(&self, now: Instant) -> Option<Duration> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        while recent.front().is_some_and(|first| now.duration_since(*first) >= MINUTE) {
            recent.pop_front();
        }
        if recent.len() < self.limits.per_minute as usize {
            recent.push_back(now);
            return None;
        }
        recent.front().map(|first| MINUTE.saturating_sub(now.duration_since(*first)))
    }
}
