//! Why a server cannot be trusted to be the one that was named, and the cure.

use std::error::Error;
use std::io;

use rustls::CertificateError::{
    Expired, ExpiredContext, NotValidForName, NotValidForNameContext, NotValidYet, NotValidYetContext,
};
use rustls::Error::{InvalidCertificate, InvalidMessage};

/// Why no encrypted connection came about, where that is the `fault`; with the cure.
pub(crate) fn reason(fault: &reqwest::Error) -> Option<String> {
    rustls_error(fault).map(told)
}

fn rustls_error(fault: &reqwest::Error) -> Option<&rustls::Error> {
    let mut next: Option<&(dyn Error + 'static)> = Some(fault);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        // The source of an error of IO is what lies below the one that it holds.
        let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = held.map(|held| held as &(dyn Error + 'static)).or(error.source());
    }
    None
}

fn told(fault: &rustls::Error) -> String {
    match fault {
        InvalidCertificate(NotValidForName | NotValidForNameContext { .. }) => {
            "its certificate is for another host; write the address by a name that the certificate holds for"
                .to_owned()
        }
        InvalidCertificate(Expired | ExpiredContext { .. }) => {
            "its certificate has run out; renew it at the server, or set this machine's clock right"
                .to_owned()
        }
        InvalidCertificate(NotValidYet | NotValidYetContext { .. }) => {
            "its certificate does not hold yet; set this machine's clock right, or the server's".to_owned()
        }
        InvalidCertificate(_) => format!(
            "nobody whom this machine trusts vouches for it ({fault}); if the server is your own, add its \
             certificate, or that of its authority, to those that this machine trusts"
        ),
        InvalidMessage(_) => {
            "it does not speak TLS; write http:// rather than https:// if it is on this machine, or name the \
             port at which it does"
                .to_owned()
        }
        _ => format!("{fault}; look into the server's settings of TLS"),
    }
}
