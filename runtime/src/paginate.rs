//! Operations that answer in pages, as a sequence of pages or of what is on them.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use crate::call::{Call, Outcome, error};
use crate::error::{Error, Failure};
use crate::operation::{Operation, Paginated};
use crate::time::BoxFuture;

type ItemResult<Op> = Result<<Op as Paginated>::Item, Error<<Op as Operation>::Error>>;

/// The pages of a listing, requested one after the other as they are asked for.
///
/// Ends after the last page. A page without items is a page like any other. A page that leads to its own request again
/// is followed by an error, unless the service [ends on it](Self::ends_on_repeated_token); so is one page more than
/// [`max_pages`](Self::max_pages) allows. After an error there is
/// nothing more, but the listing can be [resumed](Self::resume_input).
///
/// The input is validated once, when the first page is asked for; what the service adds to it is not.
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
    /// Asks for the page that comes next; `None` after the last one.
    input: Option<Op::Input>,
    /// Asked for the page that was delivered last.
    last: Option<Op::Input>,
    state: State<Op>,
    checked: bool,
    delivered: usize,
    limit: usize,
    ends_on_repeated_token: bool,
}

/// What the next poll does.
enum State<Op: Paginated> {
    /// Asks for a page.
    Ready,
    /// Waits for a page. The future is kept here, so that nothing is lost when the caller stops waiting.
    InFlight(BoxFuture<'static, Outcome<Op>>),
    /// Reports that the last page led to itself.
    Repeated,
    /// Nothing.
    Done,
}

impl<Op: Paginated> Pages<Op> {
    pub(crate) fn new(call: Call<Op>) -> Self {
        Self {
            input: Some(call.input().clone()),
            last: None,
            call,
            state: State::Ready,
            checked: false,
            delivered: 0,
            limit: usize::MAX,
            ends_on_repeated_token: Op::ENDS_ON_REPEATED_TOKEN,
        }
    }

    /// Sets whether a page that leads to its own request is the last one, in place of what the spec has
    /// (`endsOnRepeatedToken`). Some services mark the end so; of others it is an error, since the listing would go on
    /// for ever.
    #[must_use]
    pub fn ends_on_repeated_token(mut self, ends: bool) -> Self {
        self.ends_on_repeated_token = ends;
        self
    }

    /// Fails after this many pages if there are more of them, so that a listing is never cut short without a word.
    #[must_use]
    pub fn max_pages(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Begins with the page that `input` asks for: the [`resume_input`](Self::resume_input) of an earlier listing. The
    /// call's own input is validated; this one is not, since the service made a part of it.
    #[must_use]
    pub fn resume_at(mut self, input: Op::Input) -> Self {
        self.input = Some(input);
        self
    }

    /// Returns the input that asks for the page that comes next, and after an error for the page that failed; `None`
    /// after the last page.
    pub fn resume_input(&self) -> Option<&Op::Input> {
        self.input.as_ref()
    }

    /// The next page, or `None` after the last one. A call that is dropped half-way loses nothing: the next one goes
    /// on with the same request.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::error::ErrorKind).
    pub async fn next(&mut self) -> Option<Outcome<Op>> {
        poll_fn(|cx| self.poll_page(cx)).await
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Outcome<Op>>> {
        loop {
            match &mut self.state {
                State::Ready => match self.request() {
                    Ok(Some(page)) => self.state = State::InFlight(page),
                    Ok(None) => self.state = State::Done,
                    Err(error) => return self.end_with(error),
                },
                State::InFlight(page) => {
                    return match ready!(page.as_mut().poll(cx)) {
                        Ok(page) => {
                            self.turn(&page);
                            Poll::Ready(Some(Ok(page)))
                        }
                        Err(error) => self.end_with(error),
                    };
                }
                State::Repeated => return self.end_with(error::<Op>(Failure::RepeatedToken)),
                State::Done => return Poll::Ready(None),
            }
        }
    }

    /// Asks for the next page, if there is one and it is allowed.
    fn request(&mut self) -> Result<Option<BoxFuture<'static, Outcome<Op>>>, Error<Op::Error>> {
        if !self.checked {
            self.call.check()?;
            self.checked = true;
        }
        if self.delivered == self.limit {
            return Err(error::<Op>(Failure::TooManyPages { limit: self.limit }));
        }
        Ok(self.input.as_ref().map(|input| self.call.send_page(input)))
    }

    /// Moves on from a page that has arrived.
    fn turn(&mut self, page: &Op::Output) {
        self.delivered += 1;
        self.last = self.input.take();
        self.input = self.last.as_ref().and_then(|input| Op::next(input, page));
        let repeated = self.input.is_some() && self.input == self.last;
        if repeated && self.ends_on_repeated_token {
            self.input = None;
        }
        self.state = match &self.input {
            None => State::Done,
            Some(_) if repeated => State::Repeated,
            Some(_) => State::Ready,
        };
    }

    fn end_with(&mut self, error: Error<Op::Error>) -> Poll<Option<Outcome<Op>>> {
        self.state = State::Done;
        Poll::Ready(Some(Err(error)))
    }
}

/// The items of a listing, page after page as they are asked for; pages without items are passed over.
///
/// It ends and fails as [`Pages`] do.
///
/// ```no_run
/// # use speccast_runtime::client::Call;
/// # use speccast_runtime::operation::Paginated;
/// # async fn example<Op: Paginated>(call: Call<Op>) -> Result<(), speccast_runtime::Error<Op::Error>> {
/// let mut items = call.items();
/// while let Some(item) = items.next().await {
///     let item = item?;
/// }
/// # Ok(())
/// # }
/// ```
pub struct Items<Op: Paginated> {
    pages: Pages<Op>,
    /// What is left of the current page.
    page: vec::IntoIter<Op::Item>,
}

impl<Op: Paginated> Items<Op> {
    pub(crate) fn new(pages: Pages<Op>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// See [`Pages::max_pages`].
    #[must_use]
    pub fn max_pages(mut self, limit: usize) -> Self {
        self.pages = self.pages.max_pages(limit);
        self
    }

    /// See [`Pages::ends_on_repeated_token`].
    #[must_use]
    pub fn ends_on_repeated_token(mut self, ends: bool) -> Self {
        self.pages = self.pages.ends_on_repeated_token(ends);
        self
    }

    /// See [`Pages::resume_at`].
    #[must_use]
    pub fn resume_at(mut self, input: Op::Input) -> Self {
        self.pages = self.pages.resume_at(input);
        self
    }

    /// Returns the input that asks for the page that the next item is on, so a listing that is resumed there repeats
    /// the items before it on that page; after an error, the page that failed. `None` after the last item.
    pub fn resume_input(&self) -> Option<&Op::Input> {
        if self.page.len() > 0 { self.pages.last.as_ref() } else { self.pages.resume_input() }
    }

    /// The next item, or `None` after the last one. A call that is dropped half-way loses nothing.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::error::ErrorKind).
    pub async fn next(&mut self) -> Option<ItemResult<Op>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<ItemResult<Op>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(cx)) {
                Some(Ok(page)) => self.page = Op::items(page).unwrap_or_default().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<Op: Paginated> Stream for Pages<Op> {
    type Item = Outcome<Op>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

impl<Op: Paginated> Stream for Items<Op> {
    type Item = ItemResult<Op>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

// Nothing here is pinned in place: the one future is in a box of its own.
impl<Op: Paginated> Unpin for Pages<Op> {}
impl<Op: Paginated> Unpin for Items<Op> {}

impl<Op: Paginated> fmt::Debug for Pages<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.call)
            .field("delivered", &self.delivered)
            .finish_non_exhaustive()
    }
}

impl<Op: Paginated> fmt::Debug for Items<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.pages).finish()
    }
}
