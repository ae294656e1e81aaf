//! One call of an operation.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;

use crate::client::{Answer, Failed, Handle, Items, Pages, Plan, Reconnect, Reconnecting, ResumePoint};
use crate::error::{self, EncodeError, Error, Failure};
use crate::operation::{self, Operation, Paginated};
use crate::paginate::PageOutcome;
use crate::request::header;
use crate::response::{MissingMembers, Response};
use crate::stream::ByteStream;
use crate::time::BoxFuture;
use crate::trace;
use crate::validate::{ValidationPolicy, Violations};

/// The result of a call.
pub(crate) type Outcome<Op> = Result<<Op as Operation>::Output, Error<<Op as Operation>::Error>>;

/// A call that is ready to be sent: await it, or use [`send`](Self::send) for a future.
///
/// It owns its client, so it can be moved to another task. Dropping its future cancels it.
///
/// ```no_run
/// # use std::time::Duration;
/// # use speccast_runtime::client::Call;
/// # use speccast_runtime::operation::Operation;
/// # use speccast_runtime::validate::Validation;
/// # async fn example<Op: Operation>(call: Call<Op>) -> Result<(), speccast_runtime::Error<Op::Error>> {
/// let output = call.timeout(Duration::from_secs(3)).validation(Validation::Warn).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent until the call is awaited"]
pub struct Call<Op: Operation> {
    input: Op::Input,
    setup: Setup,
}

/// The part of a call that is independent of the operation; its code is compiled only once.
struct Setup {
    handle: Handle,
    validation: ValidationPolicy,
    missing: Option<MissingMembers>,
    timeout: Option<Duration>,
    reconnect: Option<Reconnecting>,
    headers: Result<HeaderMap, EncodeError>,
}

impl Setup {
    fn new(handle: &Handle) -> Self {
        Self {
            validation: handle.validation(),
            missing: handle.missing_members(),
            timeout: handle.call_timeout(),
            reconnect: None,
            headers: Ok(HeaderMap::new()),
            handle: handle.clone(),
        }
    }

    fn header(&mut self, name: &str, value: &str) {
        if let Ok(headers) = &mut self.headers {
            match header::parse(headers, name, value) {
                Ok((name, value)) => {
                    headers.insert(name, value);
                }
                Err(error) => self.headers = Err(error),
            }
        }
    }

    /// Applies the policy to violations.
    fn judge(&self, violations: Violations) -> Result<(), Failure> {
        let (rejected, warned) = self.validation.judge(violations);
        if let Some(violations) = rejected {
            return Err(Failure::InvalidInput(violations));
        }
        if let Some(violations) = warned {
            trace::violated(&violations);
        }
        Ok(())
    }

    /// Adds the headers of this call to its request.
    fn complete(
        &self,
        mut request: http::Request<ByteStream>,
    ) -> Result<http::Request<ByteStream>, EncodeError> {
        for (name, value) in self.headers.as_ref().map_err(Clone::clone)? {
            request.headers_mut().insert(name, value.clone());
        }
        Ok(request)
    }
}

impl<Op: Operation> Call<Op> {
    pub(crate) fn new(handle: &Handle, input: Op::Input) -> Self {
        Self { input, setup: Setup::new(handle) }
    }

    /// Sets what happens if this input violates constraints, instead of the client's policy.
    pub fn validation(mut self, policy: impl Into<ValidationPolicy>) -> Self {
        self.setup.validation = policy.into();
        self
    }

    /// Sets what happens if the response lacks required members, instead of the client's policy.
    pub fn missing_members(mut self, policy: MissingMembers) -> Self {
        self.setup.missing = Some(policy);
        self
    }

    /// Limits the time of this call, instead of the client's [limit](crate::client::Timeouts::call). In a listing,
    /// it limits each page.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.setup.timeout = Some(limit);
        self
    }

    /// Reopens a stream of server-sent events if its connection breaks; see [`Reconnect`]. By default, this is an
    /// error.
    ///
    /// It has no effect if the output has no such stream. For an operation that is neither read-only nor
    /// idempotent, it only has an effect if the policy is for [any operation](Reconnect::any_operation).
    pub fn reconnect(mut self, policy: Reconnect) -> Self {
        let error = |outcome| match outcome {
            Ok(Answer { response, .. }) => Error::service::<Op>(response).into(),
            Err(failed) => failure::<Op>(failed).into(),
        };
        self.setup.reconnect = Some(Reconnecting { policy, error });
        self
    }

    /// Adds a header. It replaces a header of the same name that the operation sends, and a signature covers
    /// it.
    ///
    /// The call fails before anything is sent if HTTP does not allow the name or value, or if the header belongs
    /// to the connection (such as `host` and `content-length`). `authorization` is overwritten if the service
    /// requires authentication.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.setup.header(name, value);
        self
    }

    /// Validates the input, sends the request, and decodes the response.
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`](crate::error::ErrorKind) except pagination.
    pub fn send(self) -> impl Future<Output = Outcome<Op>> + Send + 'static {
        self.perform(|output, _| output)
    }

    /// Does the same as [`send`](Self::send), and also returns the response: its status, headers and request
    /// id.
    ///
    /// ```no_run
    /// # use speccast_runtime::client::Call;
    /// # use speccast_runtime::operation::Operation;
    /// # async fn example<Op: Operation>(call: Call<Op>) -> Result<(), speccast_runtime::Error<Op::Error>> {
    /// let (output, response) = call.send_with_response().await?;
    /// println!("{:?}", response.request_id());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub fn send_with_response(
        self,
    ) -> impl Future<Output = Result<(Op::Output, Response), Error<Op::Error>>> + Send + 'static {
        self.perform(|output, response| (output, response))
    }

    /// Sends the call, and maps its output and response.
    fn perform<T>(
        mut self,
        wanted: fn(Op::Output, Response) -> T,
    ) -> impl Future<Output = Result<T, Error<Op::Error>>> + Send + 'static
    where
        T: Send + 'static,
    {
        let (service, operation) = (self.setup.handle.service(), Op::META.name());
        trace::call(service, operation, async move {
            fill_in::<Op>(&mut self.input, &self.setup.handle)?;
            self.check()?;
            let plan = self.plan(&self.input)?;
            let (handle, missing) = (self.setup.handle, self.setup.missing);
            // The input is no longer needed; without it, the future is smaller.
            drop(self.input);
            let (output, response) = read::<Op>(handle.drive(plan).await, missing)?;
            Ok(wanted(output, response))
        })
    }

    /// Returns the input.
    pub(crate) fn input(&self) -> &Op::Input {
        &self.input
    }

    /// Sends the request of a page, without validation.
    pub(crate) fn send_page(&self, point: &ResumePoint<Op::Input>) -> BoxFuture<'static, PageOutcome<Op>> {
        let (handle, input) = (self.setup.handle.clone(), point.input());
        let plan = if Op::IDEMPOTENCY_TOKEN.is_some() {
            // Each page is a separate request, so the token is not kept for the next one.
            let mut input = input.clone();
            fill_in::<Op>(&mut input, &handle).and_then(|()| self.plan(&input))
        } else {
            self.plan(input)
        };
        let plan = plan.map(|plan| Plan { url: point.url().map(str::to_owned), ..plan });
        let missing = self.setup.missing;
        let page = async move { read::<Op>(handle.drive(plan?).await, missing) };
        Box::pin(trace::call(self.setup.handle.service(), Op::META.name(), page))
    }

    /// Applies the policy to an invalid input.
    pub(crate) fn check(&self) -> Result<(), Error<Op::Error>> {
        if self.setup.validation.is_off() {
            return Ok(());
        }
        Op::VALIDATE(&self.input).or_else(|found| self.setup.judge(found)).map_err(error::<Op>)
    }

    /// Encodes the request.
    fn plan(&self, input: &Op::Input) -> Result<Plan, Error<Op::Error>> {
        let request = operation::encode_with_template::<Op>(input)
            .and_then(|(request, template)| Ok((self.setup.complete(request)?, template)));
        let (request, template) = request.map_err(|reason| error::<Op>(Failure::Encode(reason)))?;
        Ok(Plan {
            operation: Op::META.name(),
            request,
            template,
            reconnect: self.setup.reconnect,
            prefix: 0,
            streams: Op::STREAM.is_some(),
            url: None,
            auth: Op::META.own_auth(),
            endpoint: Op::META.own_endpoint(),
            repeatable: Op::META.is_repeatable() || Op::IDEMPOTENCY_TOKEN.is_some(),
            timeout: self.setup.timeout,
            ids: operation::identifiers::<Op>(),
            is_success: operation::is_success::<Op>,
            is_modeled: operation::is_modeled::<Op>,
            is_failure: operation::is_failure::<Op>,
            refusal: error::refusal::<Op>,
        })
    }
}

impl<Op: Paginated> Call<Op> {
    /// Returns the pages, starting with the one that the input requests.
    pub fn pages(self) -> Pages<Op> {
        Pages::new(self)
    }

    /// Returns the items of all pages, starting with the page that the input requests.
    pub fn items(self) -> Items<Op> {
        Items::new(self.pages())
    }
}

/// Fills in a missing idempotency token.
fn fill_in<Op: Operation>(input: &mut Op::Input, handle: &Handle) -> Result<(), Error<Op::Error>> {
    let Some(token) = Op::IDEMPOTENCY_TOKEN else { return Ok(()) };
    token(input).fill_in(&|| handle.make_token()).map_err(|reason| error::<Op>(Failure::Encode(reason)))
}

/// Decodes what a request led to.
fn read<Op: Operation>(
    answer: Result<Answer, Failed>,
    missing: Option<MissingMembers>,
) -> Result<(Op::Output, Response), Error<Op::Error>> {
    match answer {
        Ok(Answer { response, body, spent }) => {
            operation::read::<Op>(response.missing(missing), body).map_err(|error| error.of_spent_body(spent))
        }
        Err(failed) => Err(failure::<Op>(failed)),
    }
}

/// The error of a call without a whole response.
fn failure<Op: Operation>(failed: Failed) -> Error<Op::Error> {
    let Failed { failure, response, spent } = failed;
    let error = error::<Op>(failure).of_spent_body(spent);
    match response {
        Some(response) => error.with_response(response),
        None => error,
    }
}

/// Creates an error of this operation.
pub(crate) fn error<Op: Operation>(failure: Failure) -> Error<Op::Error> {
    Error::new(Op::META.name(), failure)
}

impl<Op: Operation> IntoFuture for Call<Op> {
    type Output = Outcome<Op>;
    type IntoFuture = BoxFuture<'static, Outcome<Op>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<Op: Operation> fmt::Debug for Call<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without input and headers, which may contain secrets.
        f.debug_struct("Call")
            .field("operation", &Op::META.name())
            .field("handle", &self.setup.handle)
            .finish_non_exhaustive()
    }
}
