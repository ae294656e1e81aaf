//! Calls without `async`.

use std::iter::repeat_n;
use std::thread;

use speccast_tests::server::{Reply, Server};
use speccast_tests::widgets::{Client, CreateWidgetInput, ListWidgetsInput, Open};

#[test]
fn calls_and_listings_wait() {
    let pages = [r#"{"widgets":[{"name":"a"}],"nextToken":"t1"}"#, r#"{"widgets":[{"name":"b"}]}"#];
    let script = pages.iter().cycle().take(5).map(|body| Reply::json("200 OK", body));
    let server = Server::start(script).unwrap();
    let client = Client::<Open>::builder().endpoint_url(server.url()).build().unwrap();
    let list = || client.list_widgets(ListWidgetsInput::builder().group("group"));

    let names: Vec<_> = list().items().wait().map(|item| item.unwrap().name).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(list().pages().wait().map(Result::unwrap).count(), 2);
    assert_eq!(list().wait().unwrap().next_token.as_deref(), Some("t1"));
    assert_eq!(server.requests().len(), 5);
}

#[test]
fn connections_outlive_a_call() {
    let server = Server::start(repeat_n(Reply::json("200 OK", "{}"), 10_000)).unwrap();
    let client = Client::<Open>::builder().endpoint_url(server.url()).build().unwrap();
    // A connection goes back to the pool when its task gets to it, which is soon but may be after the next call.
    while server.connections() == server.requests().len() {
        client.list_widgets(ListWidgetsInput::builder().group("group")).wait().unwrap();
    }
}

#[test]
fn a_response_comes_with_its_output() {
    let server = Server::start([Reply::json("201 Created", r#"{"name":"cog"}"#)]).unwrap();
    let client = Client::<Open>::builder().endpoint_url(server.url()).build().unwrap();
    let call = client.create_widget(CreateWidgetInput::builder().name("cog"));
    let (widget, response) = call.wait_with_response().unwrap();
    assert_eq!((widget.name.as_str(), response.status().as_u16()), ("cog", 201));
    assert_eq!(response.request_id(), Some("req-1"));
}

#[test]
fn threads_wait_for_themselves() {
    let script = (0..8).map(|_| Reply::json("200 OK", r#"{"name":"cog"}"#));
    let server = Server::start(script).unwrap();
    let client = Client::<Open>::builder().endpoint_url(server.url()).build().unwrap();
    let create = || client.create_widget(CreateWidgetInput::builder().name("cog")).wait().unwrap().name;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(create)).collect();
        assert!(threads.into_iter().all(|thread| thread.join().unwrap() == "cog"));
    });
    assert_eq!(server.requests().len(), 8);
}
