//! A small service, written as the generator would write it, for tests of clients.

use std::marker::PhantomData;

use speccast_runtime::client::{Builder, Call, Handle, Service};
use speccast_runtime::codegen::{
    self, Auth, Endpoint, Meta, OperationError, Request, RestJson1, Validator, modeled_error,
    operation_error, serde_structure, string_enum, structure,
};
use speccast_runtime::operation::{Operation, Paginated};
use speccast_runtime::validate::{Check, StringRule, Violations};

/// Authentication of callers of the service.
pub trait Scheme: 'static {
    /// The way.
    const AUTH: Auth;
}

/// By AWS signature.
#[derive(Clone, Copy, Debug)]
pub struct Signed;

/// By bearer token.
#[derive(Clone, Copy, Debug)]
pub struct Token;

/// No authentication.
#[derive(Clone, Copy, Debug)]
pub struct Open;

impl Scheme for Signed {
    const AUTH: Auth = Auth::SigV4("widgets");
}

impl Scheme for Token {
    const AUTH: Auth = Auth::Bearer;
}

impl Scheme for Open {
    const AUTH: Auth = Auth::None;
}

/// Client of the widget service.
#[derive(Clone, Debug)]
pub struct Client<S = Open>(Handle, PhantomData<fn() -> S>);

impl<S: Scheme> Service for Client<S> {
    type Protocol = RestJson1;

    const NAME: &'static str = "Widgets";
    const AUTH: Auth = S::AUTH;
    const ENDPOINTS: &'static [Endpoint] = &[
        Endpoint::new("https://widgets.{region}.example.com"),
        Endpoint::new("http://widgets.{region}.example.com").regions("plain-*"),
        Endpoint::new("https://widgets-fips.{region}.example.com").fips(),
    ];
}

impl<S> From<Handle> for Client<S> {
    fn from(handle: Handle) -> Self {
        Self(handle, PhantomData)
    }
}

impl<S: Scheme> Client<S> {
    /// Starts the configuration of a client.
    pub fn builder() -> Builder<Self> {
        Builder::default()
    }

    /// Lists widgets; read-only.
    pub fn list_widgets(&self, input: ListWidgetsInput) -> Call<ListWidgets> {
        self.0.call(input)
    }

    /// Creates a widget; may not be repeated.
    pub fn create_widget(&self, input: CreateWidgetInput) -> Call<CreateWidget> {
        self.0.call(input)
    }
}

/// `GET /v1/groups/{group}/widgets`: [`Client::list_widgets`].
#[derive(Clone, Copy, Debug)]
pub struct ListWidgets;

impl Operation for ListWidgets {
    type Service = Client;
    type Input = ListWidgetsInput;
    type Output = ListWidgetsOutput;
    type Error = WidgetError;

    const META: Meta = Meta::new("ListWidgets").readonly();
    const VALIDATE: Validator<Self> = list_widgets_input;

    fn encode(input: &ListWidgetsInput) -> Request {
        RestJson1::get("/v1/groups/{group}/widgets")
            .label("group", &input.group)
            .query("color", &input.color)
            .query("max-results", &input.max_results)
            .query("next-token", &input.next_token)
    }
}

impl Paginated for ListWidgets {
    type Item = Widget;

    fn next(input: &Self::Input, page: &Self::Output) -> Option<Self::Input> {
        Some(input.clone().next_token(codegen::token(&page.next_token)?))
    }

    fn items(page: Self::Output) -> Option<Vec<Self::Item>> {
        page.widgets
    }
}

/// `POST /v1/widgets`: [`Client::create_widget`].
#[derive(Clone, Copy, Debug)]
pub struct CreateWidget;

impl Operation for CreateWidget {
    type Service = Client;
    type Input = CreateWidgetInput;
    type Output = Widget;
    type Error = WidgetError;

    const META: Meta = Meta::new("CreateWidget");

    fn encode(input: &CreateWidgetInput) -> Request {
        RestJson1::post("/v1/widgets").field("name", &input.name)
    }
}

/// `GET /`, an operation that fails with errors of any kind.
#[derive(Debug)]
pub struct Get<E>(PhantomData<fn() -> E>);

impl<E: OperationError> Operation for Get<E> {
    type Service = Client;
    type Input = ();
    type Output = ();
    type Error = E;

    const META: Meta = Meta::new("Get");

    fn encode((): &()) -> Request {
        RestJson1::get("/")
    }
}

/// Checks a [`ListWidgetsInput`].
pub fn list_widgets_input(input: &ListWidgetsInput) -> Result<(), Violations> {
    Check::new()
        .string("group", &input.group, StringRule::length(2, 10))
        .known("color", &input.color)
        .integer("maxResults", &input.max_results, 1..=100)
        .string("nextToken", &input.next_token, StringRule::at_most(20))
        .finish()
}

/// Input of [`Client::list_widgets`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ListWidgetsInput {
    /// Group of the widgets, 2 to 10 characters.
    pub group: String,
    /// Widgets of this color only.
    pub color: Option<Color>,
    /// Widgets per page, 1 to 100.
    pub max_results: Option<i32>,
    /// Names a page, 20 characters at most.
    pub next_token: Option<String>,
}

structure! {
    ListWidgetsInputBuilder {
        group: String = "group",
    } => ListWidgetsInput {
        color: Color = "color",
        max_results: i32 = "maxResults",
        next_token: String = "nextToken",
    }
}

/// Output of [`Client::list_widgets`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ListWidgetsOutput {
    /// Widgets of this page.
    pub widgets: Option<Vec<Widget>>,
    /// Names the next page.
    pub next_token: Option<String>,
}

structure! {
    ListWidgetsOutput {
        widgets: Vec<Widget> = "widgets",
        next_token: String = "nextToken",
    }
}

/// Input of [`Client::create_widget`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateWidgetInput {
    /// Name of the widget.
    pub name: String,
}

structure! {
    CreateWidgetInputBuilder {
        name: String = "name",
    } => CreateWidgetInput {}
}

/// A widget.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Widget {
    /// Its name.
    pub name: String,
}

structure! {
    WidgetBuilder {
        name: String = "name",
    } => Widget {}
}

string_enum! {
    /// Color of a widget.
    pub enum Color {
        Red = "red",
        Green = "green",
    }
}

operation_error! {
    /// Errors of both operations.
    pub enum WidgetError {
        ConflictException,
        InternalServerException,
        ThrottlingException,
    }
}

/// Another caller changes it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ConflictException {
    /// The service's error message.
    pub message: Option<String>,
}

serde_structure! {
    ConflictException {
        message: Member = "message";
    }
    skip
}

modeled_error! {
    ConflictException { code: "ConflictException", status: 409 }
}

/// The service failed; its spec calls that retryable, as many do.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InternalServerException {
    /// The service's error message.
    pub message: Option<String>,
}

serde_structure! {
    InternalServerException {
        message: Member = "message";
    }
    skip
}

modeled_error! {
    InternalServerException { code: "InternalServerException", status: 500, retryable: retryable }
}

/// Too many requests.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ThrottlingException {
    /// The service's error message.
    pub message: Option<String>,
    /// Seconds to wait.
    pub retry_after_seconds: Option<i32>,
}

serde_structure! {
    ThrottlingException {
        message: Member = "message";
        retry_after_seconds: Member = "retryAfterSeconds";
    }
    skip
}

modeled_error! {
    ThrottlingException {
        code: "ThrottlingException",
        status: 429,
        retryable: throttling,
        head: ["retryAfterSeconds" = header "Retry-After"],
    }
}
