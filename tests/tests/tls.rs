//! TLS as the caller configures it, over a real socket.

use std::io::{self, Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use speccast_runtime::Blob;
use speccast_runtime::client::Retry;
use speccast_runtime::error::ErrorKind;
use speccast_runtime::rustls::crypto::ring::default_provider;
use speccast_runtime::rustls::pki_types::pem::PemObject as _;
use speccast_runtime::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use speccast_runtime::rustls::server::WebPkiClientVerifier;
use speccast_runtime::rustls::{
    ClientConfig, RootCertStore, ServerConfig, ServerConnection, StreamOwned, client, server,
};
use speccast_runtime::transport::{Hyper, Transport as _};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::{PATIENCE, ends};
use speccast_tests::widgets::{Client, ListWidgetsInput, Open, WidgetError};

use crate::connections::{LARGE, assert_no_task, until, upload};

/// Issues certificates that nobody trusts but who has its own.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(crate) fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).unwrap();
        roots
    }

    fn issue(&self, name: &str) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        (vec![certificate.der().clone()], key.into())
    }

    /// A server's configuration, with a certificate of this authority.
    pub(crate) fn server(&self) -> ServerConfig {
        self.server_that(server::WebPkiClientVerifier::no_client_auth())
    }

    fn server_that(&self, verifier: Arc<dyn server::danger::ClientCertVerifier>) -> ServerConfig {
        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()));
        let builder = builder.with_safe_default_protocol_versions().unwrap();
        let (chain, key) = self.issue("127.0.0.1");
        builder.with_client_cert_verifier(verifier).with_single_cert(chain, key).unwrap()
    }
}

/// What a server learned of a client: its certificate and the application protocol.
pub(crate) type Seen = (Option<CertificateDer<'static>>, Option<Vec<u8>>);

/// Starts a server, and returns its URL and what it learns of each client.
pub(crate) fn serve(tls: ServerConfig) -> (String, mpsc::Receiver<io::Result<Seen>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let (sender, receiver) = mpsc::channel();
    let tls = Arc::new(tls);
    let reply = move |stream: std::net::TcpStream| {
        // A client that goes away must not hang the test.
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let connection = ServerConnection::new(Arc::clone(&tls)).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, stream);
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte)?;
            head.push(byte[0]);
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")?;
        stream.flush()?;
        let certificate = stream.conn.peer_certificates().and_then(<[_]>::first).cloned();
        Ok((certificate, stream.conn.alpn_protocol().map(<[u8]>::to_vec)))
    };
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if sender.send(reply(stream)).is_err() {
                return;
            }
        }
    });
    (url, receiver)
}

async fn call(url: &str, tls: ClientConfig) -> Result<(), speccast_runtime::Error<WidgetError>> {
    let builder = Client::<Open>::builder().endpoint_url(url).retry(Retry::never());
    let client = builder.transport(Hyper::with_tls(tls, None)).build().unwrap();
    client.list_widgets(ListWidgetsInput::builder().group("group")).await.map(drop)
}

/// A client's configuration up to its own certificate.
pub(crate) fn trusting(
    roots: RootCertStore,
) -> speccast_runtime::rustls::ConfigBuilder<ClientConfig, client::WantsClientCert> {
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()));
    builder.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots)
}

#[tokio::test]
async fn root_certificates_are_the_callers() {
    let (ours, other) = (Authority::new(), Authority::new());
    let (url, seen) = serve(ours.server());
    call(&url, trusting(ours.roots()).with_no_client_auth()).await.unwrap();
    assert_eq!(seen.recv().unwrap().unwrap(), (None, None));

    let error = call(&url, trusting(other.roots()).with_no_client_auth()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(seen.recv().unwrap().is_err());
}

#[tokio::test]
async fn the_system_does_not_trust_a_test_authority() {
    let (url, seen) = serve(Authority::new().server());
    let client = Client::<Open>::builder().endpoint_url(&url).retry(Retry::never()).build().unwrap();
    let error = client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(seen.recv().unwrap().is_err());
}

#[tokio::test]
async fn a_client_certificate_is_shown() {
    let authority = Authority::new();
    let provider = Arc::new(default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(authority.roots().into(), provider).build();
    let (url, seen) = serve(authority.server_that(verifier.unwrap()));
    let (chain, key) = authority.issue("client");
    let tls = trusting(authority.roots()).with_client_auth_cert(chain.clone(), key).unwrap();
    call(&url, tls).await.unwrap();
    assert_eq!(seen.recv().unwrap().unwrap().0, Some(chain[0].clone()));

    call(&url, trusting(authority.roots()).with_no_client_auth()).await.unwrap_err();
    assert!(seen.recv().unwrap().is_err());
}

/// The transport only supports HTTP/1.1, so it must not offer anything else.
#[tokio::test]
async fn no_other_protocol_is_negotiated() {
    let authority = Authority::new();
    let mut server = authority.server();
    server.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let (url, seen) = serve(server);
    let mut tls = trusting(authority.roots()).with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec()];
    call(&url, tls).await.unwrap();
    assert_eq!(seen.recv().unwrap().unwrap().1, None);
}

/// A connection that cannot be written to is closed as well.
#[tokio::test]
async fn a_cancelled_upload_is_gone() {
    let authority = Authority::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let tls = Arc::new(authority.server());
    let (accept, accepted) = mpsc::channel();
    let (go_on, wait) = mpsc::channel();
    let rest = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut stream = StreamOwned::new(ServerConnection::new(tls).unwrap(), stream);
        stream.read_exact(&mut [0]).unwrap();
        accept.send(()).unwrap();
        wait.recv().unwrap();
        // Without a goodbye, the end of the stream is an error.
        let mut rest = Vec::new();
        (stream.read_to_end(&mut rest).unwrap_err().kind(), rest.len())
    });
    let dropped = Arc::default();
    let transport = Hyper::with_tls(trusting(authority.roots()).with_no_client_auth(), None);
    tokio::select! {
        response = transport.send(upload(&url, &dropped)) => panic!("{response:?}"),
        () = until(|| accepted.try_recv().is_ok()) => {}
    }
    assert_eq!(AtomicUsize::load(&dropped, Ordering::SeqCst), 1);
    assert_no_task();
    go_on.send(()).unwrap();
    let (kind, rest) = rest.join().unwrap();
    assert!(matches!(kind, io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset), "{kind:?}");
    assert!(rest < LARGE);
}

/// A file as tools write it (RFC 7468).
fn pem(label: &str, der: &[u8]) -> String {
    let der = Blob::from(der.to_vec()).to_base64();
    let lines: Vec<_> = der.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// As the guide shows it: roots, certificate and key from files.
#[tokio::test]
async fn certificates_and_keys_are_read_from_files() {
    let authority = Authority::new();
    let provider = Arc::new(default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(authority.roots().into(), provider).build();
    let (url, seen) = serve(authority.server_that(verifier.unwrap()));
    let (issued, key) = authority.issue("client");
    let ca = pem("CERTIFICATE", authority.0.der());
    let (chain, key) = (pem("CERTIFICATE", &issued[0]), pem("PRIVATE KEY", key.secret_der()));

    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(ca.as_bytes()) {
        roots.add(certificate.unwrap()).unwrap();
    }
    let chain: Vec<_> = CertificateDer::pem_slice_iter(chain.as_bytes()).map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
    call(&url, trusting(roots).with_client_auth_cert(chain, key).unwrap()).await.unwrap();
    assert_eq!(seen.recv().unwrap().unwrap().0, Some(issued[0].clone()));
}

/// Where a child process finds its root certificates.
const ROOTS: &str = "SSL_CERT_FILE";

/// The test below, in a process that has read no certificates yet.
#[tokio::test]
#[ignore = "another test runs it"]
async fn in_a_new_process() {
    let path = std::env::var(ROOTS).unwrap();
    let authority = Authority::new();
    let plain = Server::start([Reply::json("200 OK", "{}")]).unwrap();
    let (url, _seen) = serve(authority.server());
    let call = async |url: &str| {
        let client = Client::<Open>::builder().endpoint_url(url).build().unwrap();
        ends(client.list_widgets(ListWidgetsInput::builder().group("group")).send()).await
    };

    call(&plain.url()).await.unwrap();
    let error = call(&url).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("certificate"), "there are none: {source}");

    std::fs::write(&path, pem("CERTIFICATE", authority.0.der())).unwrap();
    call(&url).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    call(&url).await.unwrap();
}

#[test]
fn system_roots_are_read_once_and_when_they_are_needed() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "tls::in_a_new_process", "--include-ignored", "--nocapture"]);
    let output =
        child.env(ROOTS, folder.path().join("roots.pem")).env_remove("SSL_CERT_DIR").output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && shown.contains("1 passed"),
        "{shown}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
