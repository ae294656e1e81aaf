//! A large download over a socket.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Instant;

use speccast_tests::fixtures::streams::{Client, DownloadInput};

/// Bytes of the download.
const SIZE: usize = 100 << 20;
/// Bytes that the server writes at once.
const PIECE: usize = 64 << 10;

/// Downloads it, and reports what was allocated by the thread that reads.
pub(crate) fn measure() -> String {
    let url = serve();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = Client::builder().endpoint_url(url).build().unwrap();
    let start = Instant::now();
    let mut received = 0;
    let allocations = allocation_counter::measure(|| {
        runtime.block_on(async {
            let mut data = client.download(DownloadInput::builder().name("a")).send().await.unwrap().data;
            while let Some(piece) = data.next().await {
                received += piece.unwrap().len();
            }
        });
    });
    assert_eq!(received, SIZE);
    let rate = SIZE as f64 / start.elapsed().as_secs_f64() / 1e6;
    let (most, count) = (allocations.bytes_max >> 10, allocations.count_total);
    format!(
        "A download of 100 MiB: at most {most} KiB allocated at a time, {count} allocations, {rate:.0} MB/s."
    )
}

/// A server of one response; its URL.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            socket.read_exact(&mut byte).unwrap();
            request.push(byte[0]);
        }
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {SIZE}\r\n\r\n");
        socket.write_all(head.as_bytes()).unwrap();
        let piece = vec![b'a'; PIECE];
        for _ in 0..SIZE / PIECE {
            socket.write_all(&piece).unwrap();
        }
    });
    url
}
