//! Why an endpoint gave no answer, and what the writer can do about it. No message ever holds a key.

use std::path::PathBuf;
use std::time::Duration;

/// What could not be done at an endpoint. Each message names the address, the reason and a cure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The address is none that ibid can use.
    #[error("cannot use the endpoint {address}: {reason}")]
    Address {
        /// As given, without credentials.
        address: String,
        /// What is wrong with it, and the cure.
        reason: String,
    },
    /// A key would travel unprotected.
    #[error(
        "will not send a key to {address}: it is neither https nor on this machine. Use its https address."
    )]
    Exposed {
        /// The endpoint.
        address: String,
    },
    /// The key is not where it should be.
    #[error("cannot use {place} for the key: {reason}")]
    NoKey {
        /// The variable or keyring entry.
        place: String,
        /// Why, and the cure.
        reason: String,
    },
    /// The server does not take the key, or wants one.
    #[error("{address} refused the key: {cure}")]
    KeyRefused {
        /// The endpoint.
        address: String,
        /// Where to put the right one.
        cure: String,
    },
    /// Nobody answers there.
    #[error("cannot reach {address}: {reason}. Start the server, or check the address and the network.")]
    Unreachable {
        /// The endpoint.
        address: String,
        /// What the system says.
        reason: String,
    },
    /// It cannot be known to be the server named: its certificate does not hold, or it does not encrypt.
    #[error("cannot trust {address}: {reason}.")]
    Untrusted {
        /// The endpoint.
        address: String,
        /// Why, and the cure.
        reason: String,
    },
    /// It took too long.
    #[error("{address} did not {what} within {}. Raise the timeout, or use a smaller model.", seconds(.limit))]
    Timeout {
        /// The endpoint.
        address: String,
        /// What it did not do, as "accept a connection".
        what: &'static str,
        /// The limit.
        limit: Duration,
    },
    /// It failed before, and is not asked again yet.
    #[error("{address} is down ({why}); it is asked again in {}", seconds(.left))]
    Down {
        /// The endpoint.
        address: String,
        /// How it failed.
        why: String,
        /// Until it is asked again.
        left: Duration,
    },
    /// The day's requests are used up.
    #[error(
        "{address} was asked {most} times today (UTC), which is the limit set. Raise `per_day`, or wait."
    )]
    DayUsedUp {
        /// The endpoint.
        address: String,
        /// The limit.
        most: u32,
    },
    /// The server says that it is asked too often.
    #[error("{address} is asked too often: {reason}{}. Lower `per_minute`.", again(.wait))]
    Busy {
        /// The endpoint.
        address: String,
        /// What it says.
        reason: String,
        /// How long it wants to be left alone.
        wait: Option<Duration>,
    },
    /// The server failed.
    #[error("{address} failed with status {status}: {reason}{}. See the server's own log.", again(.wait))]
    Failed {
        /// The endpoint.
        address: String,
        /// Of HTTP.
        status: u16,
        /// What it says.
        reason: String,
        /// How long it wants to be left alone.
        wait: Option<Duration>,
    },
    /// The server will not do what it is asked.
    #[error("{address} refused the request with status {status}: {reason}")]
    Refused {
        /// The endpoint.
        address: String,
        /// Of HTTP.
        status: u16,
        /// What it says.
        reason: String,
    },
    /// The server has no such model, or nothing at this path.
    #[error("{address} has no {what}: {reason}. Check the address and the model with `ibid doctor`.")]
    NotFound {
        /// The endpoint.
        address: String,
        /// The model asked for.
        what: String,
        /// What it says.
        reason: String,
    },
    /// The prompt does not fit into the model's context.
    #[error("the text is too long for the model at {address}: {reason}. Set `context` to what it takes.")]
    TooLong {
        /// The endpoint.
        address: String,
        /// What it says.
        reason: String,
    },
    /// The server points elsewhere; ibid does not follow.
    #[error(
        "{address} redirects to {to}, and redirects are not followed. Name that address if you trust it."
    )]
    Redirected {
        /// The endpoint.
        address: String,
        /// The origin it points to.
        to: String,
    },
    /// What came back is no answer of a model.
    #[error("cannot understand the answer of {address}: {reason}. Is it a model server of the kind set?")]
    NotUnderstood {
        /// The endpoint.
        address: String,
        /// What came instead.
        reason: String,
    },
    /// The connection broke, or the answer was cut, before its end.
    #[error("the answer of {address} broke off: {reason}. Ask again.")]
    BrokeOff {
        /// The endpoint.
        address: String,
        /// How.
        reason: String,
    },
    /// The answer went past the bound of what is read.
    #[error("the answer of {address} is longer than {} MB and was cut off. Ask another model.", .bytes >> 20)]
    TooLarge {
        /// The endpoint.
        address: String,
        /// The bound.
        bytes: usize,
    },
    /// A structured answer is not of the shape asked for.
    #[error(
        "the answer of {address} is not of the form asked for: {reason}. Allow more tokens, or ask a more able model."
    )]
    Shape {
        /// The endpoint.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A limit that would let nothing through.
    #[error("`{name}` is 0, so that nothing could ever be asked; set it to 1 or more")]
    NoLimit {
        /// The setting.
        name: &'static str,
    },
    /// The log cannot be kept or read.
    #[error("cannot use the log {}: {reason}. Check that its folder is there and yours.", file.display())]
    Log {
        /// The log.
        file: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The means of encryption could not be set up.
    #[error("cannot prepare connections: {reason}. Install your system's certificates (ca-certificates).")]
    Setup {
        /// Why.
        reason: String,
    },
}

fn seconds(time: &Duration) -> String {
    format!("{} s", time.as_secs_f32().ceil())
}

fn again(wait: &Option<Duration>) -> String {
    wait.map(|wait| format!(" (it may be asked again in {})", seconds(&wait))).unwrap_or_default()
}
