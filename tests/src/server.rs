//! A server on a loopback socket that responds from a script, byte for byte, and records requests.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::time::{PATIENCE, lock};

/// The server's reaction to a request.
#[derive(Clone, Debug)]
pub struct Reply {
    bytes: Vec<u8>,
    silent: bool,
    close: bool,
}

impl Reply {
    /// Writes these bytes and keeps the connection.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), silent: false, close: false }
    }

    /// Sends a whole response; `status` includes the reason.
    pub fn json(status: &str, body: &str) -> Self {
        let length = body.len();
        Self::raw(format!(
            "HTTP/1.1 {status}\r\nx-amzn-requestid: req-1\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        ))
    }

    /// Writes nothing and waits for the client to hang up.
    pub fn silence() -> Self {
        Self { silent: true, ..Self::raw("") }
    }

    /// Waits afterwards for the client to hang up.
    #[must_use]
    pub fn then_wait(mut self) -> Self {
        self.silent = true;
        self
    }

    /// Writes nothing and closes the connection.
    pub fn hang_up() -> Self {
        Self::raw("").then_close()
    }

    /// Closes the connection afterwards.
    #[must_use]
    pub fn then_close(mut self) -> Self {
        self.close = true;
        self
    }
}

/// A request as it came over the socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Request line and headers, without the empty line after them.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// The request line.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// The server. It stops when the process does; each of its connections ends when the client is silent for too long.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    script: VecDeque<Reply>,
    requests: Vec<Received>,
    connections: usize,
    open: usize,
    hang_ups: usize,
}

impl Server {
    /// Starts a server that sends these replies in order, and hangs up after the last one.
    ///
    /// # Errors
    ///
    /// If there is no free port.
    pub fn start(script: impl IntoIterator<Item = Reply>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let server = Self {
            address: listener.local_addr()?,
            state: Arc::new(Mutex::new(State { script: script.into_iter().collect(), ..State::default() })),
        };
        let state = Arc::clone(&server.state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&state);
                {
                    let mut state = lock(&state);
                    state.connections += 1;
                    state.open += 1;
                }
                thread::spawn(move || {
                    // The server ignores clients that are gone.
                    let _ = serve(stream, &state);
                    lock(&state).open -= 1;
                });
            }
        });
        Ok(server)
    }

    /// The URL of its root.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Received> {
        lock(&self.state).requests.clone()
    }

    /// How many connections it accepted.
    pub fn connections(&self) -> usize {
        lock(&self.state).connections
    }

    /// How many connections neither side has closed.
    pub fn open_connections(&self) -> usize {
        lock(&self.state).open
    }

    /// Returns how often a client hung up while it waited for a response.
    pub fn hang_ups(&self) -> usize {
        lock(&self.state).hang_ups
    }
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    loop {
        let Some(request) = read_request(&mut stream)? else {
            return Ok(());
        };
        let reply = {
            let mut state = lock(state);
            state.requests.push(request);
            state.script.pop_front()
        };
        let Some(reply) = reply else {
            return Ok(());
        };
        stream.write_all(&reply.bytes)?;
        if reply.silent && hung_up(&mut stream) {
            lock(state).hang_ups += 1;
            return Ok(());
        }
        if reply.close {
            return Ok(());
        }
    }
}

/// Waits for the client, and returns whether it hung up.
fn hung_up(stream: &mut TcpStream) -> bool {
    match stream.read(&mut [0]) {
        Ok(read) => read == 0,
        Err(error) => !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut),
    }
}

/// Reads one request, or nothing if the client closes the connection.
fn read_request(stream: &mut TcpStream) -> io::Result<Option<Received>> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(None);
        }
        head.push(byte[0]);
    }
    head.truncate(head.len() - 4);
    let mut request = Received { head: String::from_utf8_lossy(&head).into_owned(), body: Vec::new() };
    if request.header("transfer-encoding") == Some("chunked") {
        loop {
            let size = read_line(stream)?;
            let size = usize::from_str_radix(&size, 16).map_err(io::Error::other)?;
            let start = request.body.len();
            request.body.resize(start + size, 0);
            stream.read_exact(&mut request.body[start..])?;
            read_line(stream)?;
            if size == 0 {
                return Ok(Some(request));
            }
        }
    }
    let length = request.header("content-length").and_then(|length| length.parse().ok());
    request.body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut request.body)?;
    Ok(Some(request))
}

fn read_line(stream: &mut TcpStream) -> io::Result<String> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    while !line.ends_with(b"\r\n") {
        stream.read_exact(&mut byte)?;
        line.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}
