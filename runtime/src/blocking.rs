//! Calls without `async`: each blocks the calling thread, while one background thread of the process drives
//! the connections.
//!
//! ```no_run
//! # use speccast_runtime::client::Call;
//! # use speccast_runtime::operation::Paginated;
//! # fn example<Op: Paginated>(list: impl Fn() -> Call<Op>) -> Result<(), speccast_runtime::Error<Op::Error>> {
//! let page = list().wait()?;
//! for item in list().items().wait() {
//!     let item = item?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Do not call these functions inside an async runtime: they would block one of its threads, so tokio panics
//! instead.

use std::future::{pending, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::OnceLock;
use std::thread;

use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::runtime::{Builder, Handle};

use crate::call::{Call, Outcome};
use crate::error::Error;
use crate::operation::{Operation, Paginated};
use crate::paginate::{Items, Pages};
use crate::response::Response;
use crate::stream::{ByteStream, EventStream};

impl<Op: Operation> Call<Op> {
    /// Sends the call and blocks until it is done; see [`send`](Self::send).
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    ///
    /// # Panics
    ///
    /// Inside an async runtime, or if the operating system cannot start a thread.
    pub fn wait(self) -> Outcome<Op> {
        block_on(self.send())
    }

    /// Sends the call, blocks until it is done, and also returns the response; see
    /// [`send_with_response`](Self::send_with_response).
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    ///
    /// # Panics
    ///
    /// Inside an async runtime, or if the operating system cannot start a thread.
    pub fn wait_with_response(self) -> Result<(Op::Output, Response), Error<Op::Error>> {
        block_on(self.send_with_response())
    }
}

impl<Op: Paginated> Pages<Op> {
    /// Returns a blocking iterator over the pages.
    pub fn wait(self) -> Wait<Self> {
        Wait(self)
    }
}

impl<Op: Paginated> Items<Op> {
    /// Returns a blocking iterator over the items.
    pub fn wait(self) -> Wait<Self> {
        Wait(self)
    }
}

impl ByteStream {
    /// Returns a blocking iterator over the pieces, which is also a [`Read`](std::io::Read).
    pub fn wait(self) -> Wait<Self> {
        Wait(self)
    }
}

impl<T> EventStream<T> {
    /// Returns a blocking iterator over the events.
    pub fn wait(self) -> Wait<Self> {
        Wait(self)
    }
}

impl io::Read for Wait<ByteStream> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut buffer = ReadBuf::new(buffer);
        block_on(poll_fn(|cx| Pin::new(&mut self.0).poll_read(cx, &mut buffer)))?;
        Ok(buffer.filled().len())
    }
}

/// A stream as a blocking iterator.
///
/// # Panics
///
/// When it is advanced inside an async runtime, or if the operating system cannot start a thread.
///
/// ```no_run
/// # use speccast_runtime::client::Call;
/// # use speccast_runtime::operation::Paginated;
/// # fn example<Op: Paginated>(call: Call<Op>) -> Result<(), speccast_runtime::Error<Op::Error>> {
/// let items: Result<Vec<Op::Item>, _> = call.items().wait().collect();
/// # items.map(drop)
/// # }
/// ```
#[derive(Debug)]
pub struct Wait<S>(S);

impl<S> Wait<S> {
    /// Returns the stream.
    pub fn get_ref(&self) -> &S {
        &self.0
    }
}

impl<S: Stream + Unpin> Iterator for Wait<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(poll_fn(|cx| Pin::new(&mut self.0).poll_next(cx)))
    }
}

/// Blocks until a future is done, in the context of the background thread's runtime.
fn block_on<F: Future>(future: F) -> F::Output {
    // One for the whole process: a pooled connection ends with the runtime that opened it.
    static RUNTIME: OnceLock<Handle> = OnceLock::new();
    RUNTIME.get_or_init(start).block_on(future)
}

/// Starts the thread that drives connections and timers.
#[expect(
    clippy::expect_used,
    reason = "as for `std::thread::spawn`, a system without threads is beyond help"
)]
fn start() -> Handle {
    let runtime = Builder::new_current_thread().enable_all().build().expect("the system has an event queue");
    let handle = runtime.handle().clone();
    let drive = move || runtime.block_on(pending::<()>());
    thread::Builder::new().name("speccast".to_owned()).spawn(drive).expect("the system has a thread left");
    handle
}
