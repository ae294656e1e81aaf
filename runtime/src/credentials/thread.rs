//! Blocking work on a separate thread, awaited on any executor.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;

use crate::lock::lock;

/// State that a thread and its future share.
struct Desk<T> {
    done: bool,
    result: Option<T>,
    waiting: Option<Waker>,
}

/// Runs `work` on a separate thread, or on this one if none can be started. `None` means that it panicked.
pub(super) async fn run<T: Send + 'static>(work: impl Fn() -> T + Send + Sync + 'static) -> Option<T> {
    let desk = Arc::new(Mutex::new(Desk { done: false, result: None, waiting: None }));
    let work = Arc::new(work);
    let (theirs, job) = (Done(Arc::clone(&desk)), Arc::clone(&work));
    let thread = thread::Builder::new().name("speccast-credentials".to_owned());
    let started = thread.spawn(move || {
        let result = job();
        lock(&theirs.0).result = Some(result);
    });
    if started.is_err() {
        return Some(work());
    }
    poll_fn(|cx| {
        let mut desk = lock(&desk);
        if desk.done {
            return Poll::Ready(desk.result.take());
        }
        desk.waiting = Some(cx.waker().clone());
        Poll::Pending
    })
    .await
}

/// Marks the end of the thread when it is dropped.
struct Done<T>(Arc<Mutex<Desk<T>>>);

impl<T> Drop for Done<T> {
    fn drop(&mut self) {
        let waiting = {
            let mut desk = lock(&self.0);
            desk.done = true;
            desk.waiting.take()
        };
        waiting.into_iter().for_each(Waker::wake);
    }
}
