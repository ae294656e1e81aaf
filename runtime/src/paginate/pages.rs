//! A listing as a sequence of its pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::ResumePoint;
use super::trail::{Step, Trail};
use crate::call::{Call, Outcome, error};
use crate::error::{Error, Failure};
use crate::operation::{Operation, Paginated};
use crate::response::Response;
use crate::time::BoxFuture;

/// A page and its response.
pub(crate) type PageOutcome<Op> =
    Result<(<Op as Operation>::Output, Response), Error<<Op as Operation>::Error>>;

/// The pages of a listing, requested one by one as needed.
///
/// Ends after the last page. A page without items is returned like any other. These are errors: a page that
/// leads to a request that was sent before, unless the service [ends on it](Self::ends_on_repeated_token);
/// one page more than [`max_pages`](Self::max_pages) allows; and a URL of the next page with another origin
/// than the service. After an error the listing ends, but it can be [resumed](Self::resume_point).
///
/// The input is validated once, when the first page is requested; parts that the service adds are not
/// validated.
///
/// ```no_run
/// # use speccast_runtime::client::Call;
/// # use speccast_runtime::operation::Paginated;
/// # async fn example<Op: Paginated>(call: Call<Op>) -> Result<(), speccast_runtime::Error<Op::Error>> {
/// let mut pages = call.pages().max_pages(100);
/// while let Some(page) = pages.next().await {
///     let page = page?;
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pages<Op: Paginated> {
    call: Call<Op>,
    /// The next page; `None` after the last one.
    next: Option<ResumePoint<Op::Input>>,
    /// The last returned page, and its response.
    last: Option<ResumePoint<Op::Input>>,
    response: Option<Response>,
    state: State<Op>,
    trail: Trail<ResumePoint<Op::Input>>,
    checked: bool,
    delivered: usize,
    /// Items returned so far; `None` if the listing was resumed, so that the number is unknown.
    returned: Option<i64>,
    limit: usize,
    ends_on_repeated_token: bool,
}

/// The next step.
enum State<Op: Paginated> {
    /// Requests a page.
    Ready,
    /// Waits for a page. The future is kept here, so nothing is lost if the caller stops waiting.
    InFlight(BoxFuture<'static, PageOutcome<Op>>),
    /// Reports why the next page cannot be requested.
    Stuck(Failure),
    /// Ends.
    Done,
}

impl<Op: Paginated> Pages<Op> {
    pub(crate) fn new(call: Call<Op>) -> Self {
        Self {
            next: Some(call.input().clone().into()),
            last: None,
            response: None,
            call,
            state: State::Ready,
            trail: Trail::default(),
            checked: false,
            delivered: 0,
            returned: Some(0),
            limit: usize::MAX,
            ends_on_repeated_token: Op::ENDS_ON_REPEATED_TOKEN,
        }
    }

    /// Sets whether a page that leads to its own request is the last one, in place of `endsOnRepeatedToken`
    /// in the spec. Some services mark the end this way; for others it is an error, since the listing would
    /// never end.
    #[must_use]
    pub fn ends_on_repeated_token(mut self, ends: bool) -> Self {
        self.ends_on_repeated_token = ends;
        self
    }

    /// Fails if there are more pages than this. A listing is never cut short silently.
    #[must_use]
    pub fn max_pages(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Starts with this page: the [`resume_point`](Self::resume_point) of an earlier listing, or an input.
    /// The call's own input is validated, but this one is not, since the service provided a part of it.
    #[must_use]
    pub fn resume_at(mut self, point: impl Into<ResumePoint<Op::Input>>) -> Self {
        self.next = Some(point.into());
        self.returned = None;
        self
    }

    /// Returns the next page, or after an error the page that failed; `None` after the last page.
    pub fn resume_point(&self) -> Option<&ResumePoint<Op::Input>> {
        self.next.as_ref()
    }

    /// Returns the response with the last returned page: its headers, status and raw body. `None` before the
    /// first page.
    pub fn response(&self) -> Option<&Response> {
        self.response.as_ref()
    }

    /// Returns the last page.
    pub(super) fn last(&self) -> Option<&ResumePoint<Op::Input>> {
        self.last.as_ref()
    }

    /// Returns the next page, or `None` after the last one. Dropping this future loses nothing: the next call
    /// continues with the same request.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::error::ErrorKind).
    pub async fn next(&mut self) -> Option<Outcome<Op>> {
        poll_fn(|cx| self.poll_page(cx)).await
    }

    pub(super) fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Outcome<Op>>> {
        loop {
            match &mut self.state {
                State::Ready => match self.request() {
                    Ok(Some(page)) => self.state = State::InFlight(page),
                    Ok(None) => self.state = State::Done,
                    Err(error) => return self.end_with(error),
                },
                State::InFlight(page) => {
                    return match ready!(page.as_mut().poll(cx)) {
                        Ok((page, response)) => {
                            self.turn(&page, response);
                            Poll::Ready(Some(Ok(page)))
                        }
                        Err(error) => self.end_with(error),
                    };
                }
                State::Stuck(_) => {
                    if let State::Stuck(failure) = std::mem::replace(&mut self.state, State::Done) {
                        return self.end_with(error::<Op>(failure));
                    }
                }
                State::Done => return Poll::Ready(None),
            }
        }
    }

    /// Requests the next page, if there is one and it is allowed.
    fn request(&mut self) -> Result<Option<BoxFuture<'static, PageOutcome<Op>>>, Error<Op::Error>> {
        if !self.checked {
            self.call.check()?;
            self.checked = true;
        }
        if self.delivered == self.limit {
            return Err(error::<Op>(Failure::TooManyPages { limit: self.limit }));
        }
        Ok(self.next.as_ref().map(|point| self.call.send_page(point)))
    }

    /// Advances after a page has arrived.
    fn turn(&mut self, page: &Op::Output, response: Response) {
        self.delivered += 1;
        self.last = self.next.take();
        let has_more = Op::has_more(page);
        let is_complete = self.is_complete(page);
        let last = self.last.as_ref().filter(|_| has_more != Some(false) && !is_complete);
        self.next = last.and_then(|last| last.after::<Op>(page, &response));
        self.state = match &self.next {
            None if has_more == Some(true) => State::Stuck(Failure::NoNextPage),
            None => State::Done,
            Some(_) => match self.step(&response) {
                Step::Itself if self.ends_on_repeated_token => State::Done,
                Step::Itself | Step::Back if Op::COUNTED => State::Stuck(Failure::RepeatedPage),
                Step::Itself | Step::Back => State::Stuck(Failure::RepeatedToken),
                Step::Forward => State::Ready,
            },
        };
        if matches!(self.state, State::Done) {
            self.next = None;
        }
        self.response = Some(response);
    }

    /// Returns whether all items of the listing were returned, if it began at its first page.
    fn is_complete(&mut self, page: &Op::Output) -> bool {
        let (Some(total), Some(returned)) = (Op::total(page), &mut self.returned) else { return false };
        *returned = returned.saturating_add(total.on_page);
        *returned >= total.all
    }

    /// Returns where the next page is, relative to the pages so far.
    fn step(&mut self, response: &Response) -> Step {
        let Some(next) = &self.next else { return Step::Forward };
        let is_itself = match next.url() {
            Some(url) => response.url().is_some_and(|own| *own == url),
            None => self.last.as_ref() == Some(next),
        };
        if is_itself {
            return Step::Itself;
        }
        let is_same =
            Op::COUNTED && self.response.as_ref().is_some_and(|last| last.body() == response.body());
        self.trail.step(next, is_same)
    }

    fn end_with(&mut self, error: Error<Op::Error>) -> Poll<Option<Outcome<Op>>> {
        self.state = State::Done;
        Poll::Ready(Some(Err(error)))
    }
}

impl<Op: Paginated> Stream for Pages<Op> {
    type Item = Outcome<Op>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

// Nothing is pinned in place: the only future is in its own box.
impl<Op: Paginated> Unpin for Pages<Op> {}

impl<Op: Paginated> fmt::Debug for Pages<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.call)
            .field("delivered", &self.delivered)
            .finish_non_exhaustive()
    }
}
