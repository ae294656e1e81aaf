//! What a call costs the client's processor over a socket, beside a client that is written by hand for one operation.
//!
//! `cargo bench -p speccast-generated --bench loopback` prints microseconds of processor time, as Linux counts them for the
//! thread that calls. The server is a process of its own.

#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

mod page;

use std::cell::OnceCell;
use std::fs;
use std::future::Future;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use hmac_sha256::{HMAC, Hash};
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use speccast_generated::codeartifact::{Client, ListPackagesInput, ListPackagesOutput};
use speccast_runtime::bytes::Bytes;
use speccast_runtime::credentials::from_keys;
use speccast_runtime::{Timestamp, http, serde_json};
use tokio::runtime::Runtime;
use tokio::task::LocalSet;

use page::page;

/// Items of a page, and calls at a time.
const ROWS: [(usize, usize); 3] = [(100, 1), (10, 1), (10, 64)];
/// Rounds, of which each measures both clients; the median counts.
const ROUNDS: usize = 15;
/// Calls of a client in a round.
const CALLS: usize = 1_280;
const REGION: &str = "eu-central-1";
const KEY_ID: &str = "AKIDEXAMPLE";
const SECRET: &str = "not-a-secret";

fn main() {
    if std::env::args().any(|argument| argument == "--serve") {
        return serve();
    }
    let (mut server, address) = start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("| items, calls at a time | by hand, µs | speccast, µs | ratio |\n|---|--:|--:|--:|");
    for (items, at_once) in ROWS {
        let ours = Rc::new(ours(&format!("http://{address}/{items}")));
        let theirs = Rc::new(ByHand::new(&address, items));
        let mut costs = [Vec::new(), Vec::new()];
        // The first round opens the connections.
        for round in 0..=ROUNDS {
            let by_hand = cost(&runtime, at_once, || {
                let client = Rc::clone(&theirs);
                async move { client.list_packages("my-domain", "my-repo").await }
            });
            let speccast = cost(&runtime, at_once, || {
                let client = Rc::clone(&ours);
                let input = ListPackagesInput::builder().domain("my-domain").repository("my-repo");
                async move { client.list_packages(input).send().await.unwrap() }
            });
            if round > 0 {
                costs[0].push(by_hand);
                costs[1].push(speccast);
            }
        }
        let [by_hand, speccast] = costs.map(median);
        println!("| {items}, {at_once} | {by_hand:.1} | {speccast:.1} | {:.2} |", speccast / by_hand);
    }
    server.kill().unwrap();
    server.wait().unwrap();
}

/// Microseconds of processor time of a call.
fn cost<F: Future<Output = ListPackagesOutput> + 'static>(
    runtime: &Runtime,
    at_once: usize,
    call: impl Fn() -> F,
) -> f64 {
    let before = processor_time();
    LocalSet::new().block_on(runtime, async {
        for _ in 0..CALLS / at_once {
            let calls: Vec<_> = (0..at_once).map(|_| tokio::task::spawn_local(call())).collect();
            for call in calls {
                black_box(call.await.unwrap());
            }
        }
    });
    (processor_time() - before) / CALLS as f64
}

/// Microseconds that this thread has run.
fn processor_time() -> f64 {
    let times = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    times.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e3
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn ours(endpoint: &str) -> Client {
    let keys = from_keys(KEY_ID, SECRET, None);
    Client::builder().region(REGION).endpoint_url(endpoint).credentials(keys).build().unwrap()
}

/// A client as somebody would write it for this operation: no validation, no retries, no timeouts, no types of errors.
struct ByHand {
    http: legacy::Client<HttpConnector, Empty<Bytes>>,
    address: String,
    path: String,
    /// The signing key of the day on which it starts.
    key: OnceCell<Vec<u8>>,
}

impl ByHand {
    fn new(address: &str, items: usize) -> Self {
        let http = legacy::Client::builder(TokioExecutor::new()).build_http();
        Self {
            http,
            address: address.to_owned(),
            path: format!("/{items}/v1/packages"),
            key: OnceCell::new(),
        }
    }

    async fn list_packages(&self, domain: &str, repository: &str) -> ListPackagesOutput {
        let query = format!("domain={domain}&repository={repository}");
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let time = Timestamp::from_secs(i64::try_from(now).unwrap()).to_string();
        let time: String = time.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let authorization = self.authorization(&query, &time);
        let request = http::Request::post(format!("http://{}{}?{query}", self.address, self.path))
            .header("x-amz-date", time)
            .header("authorization", authorization)
            .body(Empty::new())
            .unwrap();
        let response = self.http.request(request).await.unwrap();
        assert!(response.status().is_success());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        serde_json::from_slice(&body).unwrap()
    }

    /// Signature Version 4 of a request without a body.
    fn authorization(&self, query: &str, time: &str) -> String {
        let scope = format!("{}/{REGION}/codeartifact/aws4_request", &time[..8]);
        let request = format!(
            "POST\n{}\n{query}\nhost:{}\nx-amz-date:{time}\n\nhost;x-amz-date\n{}",
            self.path,
            self.address,
            hex(&Hash::hash(b"")),
        );
        let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", hex(&Hash::hash(request.as_bytes())));
        let key = self.key.get_or_init(|| {
            let secret = format!("AWS4{SECRET}").into_bytes();
            let parts = [&time[..8], REGION, "codeartifact", "aws4_request"];
            parts.iter().fold(secret, |key, part| HMAC::mac(part.as_bytes(), &key).to_vec())
        });
        let signature = hex(&HMAC::mac(text.as_bytes(), key));
        format!(
            "AWS4-HMAC-SHA256 Credential={KEY_ID}/{scope}, SignedHeaders=host;x-amz-date, Signature={signature}"
        )
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// Starts the server, and returns its address.
fn start() -> (Child, String) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let mut server = command.arg("--serve").stdout(Stdio::piped()).spawn().unwrap();
    let mut address = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut address).unwrap();
    (server, address.trim().to_owned())
}

/// Serves pages; the first segment of the path is the number of items.
fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("{}", listener.local_addr().unwrap());
    for stream in listener.incoming() {
        std::thread::spawn(|| answer(stream.unwrap()));
    }
}

fn answer(mut stream: TcpStream) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        request.extend_from_slice(&buffer[..count]);
        if request.ends_with(b"\r\n\r\n") {
            let head = String::from_utf8(std::mem::take(&mut request)).unwrap();
            let items = head.split('/').nth(1).unwrap().parse().unwrap();
            let body = page(items);
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all((head + &body).as_bytes()).unwrap();
        }
    }
}
