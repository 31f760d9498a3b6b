//! A model server whose certificate does not hold: what the writer is told, and that it is asked once.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::folder::{Folder, Ran};
use crate::server::{self, Manner};

const KEY: &str = "key-5c20be77";

/// A server that speaks TLS, and how many connections it took.
struct Secured {
    address: String,
    taken: Arc<AtomicUsize>,
}

/// Starts one that shows this certificate.
fn start(certificate: CertificateDer<'static>, key: &KeyPair) -> Secured {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = Arc::new(builder.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap());
    let taken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&taken);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::Relaxed);
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            // Whoever does not trust it hangs up.
            let _ = server::serve(StreamOwned::new(connection, stream), Manner::Able);
        }
    });
    Secured { address, taken }
}

/// A certificate for `host`.
fn params(host: &str) -> CertificateParams {
    CertificateParams::new(vec![host.to_owned()]).unwrap()
}

/// An authority: its certificate as this machine's trusted one, and what it signs with.
fn authority() -> (String, Issuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, "An authority");
    let pem = params.self_signed(&key).unwrap().pem();
    (pem, Issuer::new(params, key))
}

/// What `ibid doctor` says of a server with a certificate of these `params`, signed by an authority that this machine trusts, or
/// by itself; and how many connections it took.
fn doctor(params: &CertificateParams, is_signed: bool) -> (Ran, usize) {
    let (trusted, issuer) = authority();
    let key = KeyPair::generate().unwrap();
    let certificate =
        if is_signed { params.signed_by(&key, &issuer) } else { params.self_signed(&key) }.unwrap();
    let server = start(certificate.into(), &key);
    let folder = Folder::with_library(&[]);
    let file = folder.home().join("trusted.pem");
    std::fs::write(&file, trusted).unwrap();
    folder.write_user_settings(&format!("endpoint = \"{}\"\nkey = \"env:TEST_KEY\"\n", server.address));
    let variables = [("TEST_KEY", KEY), ("SSL_CERT_FILE", file.to_str().unwrap())];
    let ran = folder.ibid_with(&variables, &["doctor"]);
    assert!(!ran.stdout.contains(KEY) && !ran.stderr.contains(KEY), "{}{}", ran.stdout, ran.stderr);
    (ran, server.taken.load(Ordering::Relaxed))
}

/// The server is not trusted, because of `why`.
#[track_caller]
fn untrusted(params: &CertificateParams, is_signed: bool, why: &str) {
    let (ran, taken) = doctor(params, is_signed);
    assert_eq!((ran.code, taken), (0, 1));
    let (_, faults) = ran.stdout.split_once("\nTo mend:\n").unwrap();
    assert!(faults.starts_with("- cannot trust https://127.0.0.1:") && faults.contains(why), "{faults}");
    assert_eq!(faults.lines().count(), 1, "{faults}");
}

#[test]
fn a_certificate_that_holds_is_trusted() {
    let (ran, taken) = doctor(&params("127.0.0.1"), true);
    assert!(ran.stdout.contains("\nNothing to mend.\n"), "{}", ran.stdout);
    assert!(taken > 1);
}

#[test]
fn a_certificate_that_nobody_vouches_for() {
    let why = "add its certificate, or that of its authority, to those that this machine trusts";
    untrusted(&params("127.0.0.1"), false, why);
    // As the usual command of openssl makes it.
    let mut own = params("127.0.0.1");
    own.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    untrusted(&own, false, why);
}

#[test]
fn a_certificate_for_another_host() {
    untrusted(
        &params("models.example.org"),
        true,
        "its certificate is for another host; write the address by",
    );
}

#[test]
fn a_certificate_out_of_its_time() {
    let mut old = params("127.0.0.1");
    (old.not_before, old.not_after) = (date_time_ymd(2019, 1, 1), date_time_ymd(2020, 1, 1));
    untrusted(
        &old,
        true,
        "its certificate has run out; renew it at the server, or set this machine's clock right",
    );
    let mut new = params("127.0.0.1");
    (new.not_before, new.not_after) = (date_time_ymd(2999, 1, 1), date_time_ymd(3000, 1, 1));
    untrusted(&new, true, "its certificate does not hold yet");
}
