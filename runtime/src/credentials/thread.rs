//! Work that blocks, on a thread of its own, awaited on any executor.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;

use crate::lock::lock;

/// What a thread and the future that waits for it share.
struct Desk<T> {
    done: bool,
    result: Option<T>,
    waiting: Option<Waker>,
}

/// Runs `work` on a thread of its own, or here where there is none to be had. `None` means that it panicked.
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

/// Tells, when it is dropped, that the thread has come to its end, however that was.
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
