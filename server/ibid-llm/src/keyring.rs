//! The system's keyring. Only reads and writes keys of the service "ibid"; what it says of a failure never
//! holds a key.

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry};

const SERVICE: &str = "ibid";

/// The key kept under `name`, or why there is none and the cure. Blocks.
pub(crate) fn read(name: &str) -> Result<String, String> {
    let entry = entry(name)?;
    entry.get_password().map_err(|fault| match fault {
        keyring_core::Error::NoEntry => {
            format!("it holds no key of service \"{SERVICE}\" under this name. {OTHER_WAY}")
        }
        fault => told(&fault),
    })
}

/// Keeps `key` under `name`, or says why not and the cure. Blocks.
pub(crate) fn write(name: &str, key: &str) -> Result<(), String> {
    entry(name)?.set_password(key).map_err(|fault| told(&fault))
}

const OTHER_WAY: &str = "Put it there, or name an environment variable as the key instead.";

fn entry(name: &str) -> Result<Entry, String> {
    let store = store().map_err(|fault| told(&fault))?;
    Entry::new_in_store(&store, SERVICE, name).map_err(|fault| told(&fault))
}

/// A fault in words; those that carry what is stored are told without it.
fn told(fault: &keyring_core::Error) -> String {
    use keyring_core::Error::{BadDataFormat, BadEncoding, NoStorageAccess, PlatformFailure};
    let what = match fault {
        BadEncoding(_) | BadDataFormat(..) => "what it holds is no text".to_owned(),
        PlatformFailure(why) | NoStorageAccess(why) => format!("no keyring service can be reached ({why})"),
        fault => format!("it cannot be used ({fault})"),
    };
    format!("{what}. {OTHER_WAY}")
}

#[cfg(target_os = "linux")]
fn store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(dbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn store() -> keyring_core::Result<Arc<CredentialStore>> {
    Err(keyring_core::Error::NoDefaultStore)
}
