//! A listing as a sequence of its items.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::{Pages, ResumePoint};
use crate::error::Error;
use crate::operation::{Operation, Paginated};
use crate::response::Response;

type ItemResult<Op> = Result<<Op as Paginated>::Item, Error<<Op as Operation>::Error>>;

/// The items of a listing, page after page as needed; pages without items are skipped.
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
    /// Remaining items of the current page.
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
    pub fn resume_at(mut self, point: impl Into<ResumePoint<Op::Input>>) -> Self {
        self.pages = self.pages.resume_at(point);
        self
    }

    /// Returns the page of the next item. A listing resumed there repeats earlier items of that page. After
    /// an error, it is the page that failed; `None` after the last item.
    pub fn resume_point(&self) -> Option<&ResumePoint<Op::Input>> {
        if self.page.len() > 0 { self.pages.last() } else { self.pages.resume_point() }
    }

    /// Returns the response with the page of the last returned item; see [`Pages::response`].
    pub fn response(&self) -> Option<&Response> {
        self.pages.response()
    }

    /// Returns the next item, or `None` after the last one. Dropping this future loses nothing.
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

impl<Op: Paginated> Stream for Items<Op> {
    type Item = ItemResult<Op>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

// Nothing is pinned in place: the only future is in its own box.
impl<Op: Paginated> Unpin for Items<Op> {}

impl<Op: Paginated> fmt::Debug for Items<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.pages).finish()
    }
}
