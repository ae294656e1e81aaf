//! The decoders of streams against a plain reading of the same text, however it is cut into pieces.

use bytes::Bytes;
use proptest::prelude::*;
use speccast_runtime::stream::{LineDecoder, SseDecoder};

/// An event: its name, its data, and the last identifier so far.
type Event = (String, Vec<u8>, Option<String>);

/// The events of a whole text, by the steps of the standard (WHATWG HTML, section 9.2.6), in its order and words.
fn reference(stream: &[u8]) -> Vec<Event> {
    let stream = stream.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(stream);
    let mut lines: Vec<Vec<u8>> = vec![Vec::new()];
    let mut at = 0;
    while at < stream.len() {
        match stream[at] {
            b'\r' if stream.get(at + 1) == Some(&b'\n') => {
                lines.push(Vec::new());
                at += 1;
            }
            b'\r' | b'\n' => lines.push(Vec::new()),
            byte => lines.last_mut().unwrap().push(byte),
        }
        at += 1;
    }
    // The last event is not terminated.
    lines.pop();
    let (mut events, mut name, mut data, mut id, mut last_id) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), None);
    for line in lines {
        if line.is_empty() {
            if !id.is_empty() || last_id.is_some() {
                last_id = Some(String::from_utf8_lossy(&id).into_owned());
            }
            if !data.is_empty() {
                data.pop();
                let name = String::from_utf8_lossy(&name).into_owned();
                events.push((name, std::mem::take(&mut data), last_id.clone()));
            }
            name.clear();
            continue;
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let field = &line[..colon.unwrap_or(line.len())];
        let value = colon.map_or(&[][..], |colon| &line[colon + 1..]);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match field {
            b"event" => name = value.to_vec(),
            b"data" => {
                data.extend_from_slice(value);
                data.push(b'\n');
            }
            b"id" if !value.contains(&0) => id = value.to_vec(),
            _ => {}
        }
    }
    events
}

/// The events that the decoder finds in these pieces.
fn decoded<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> Vec<Event> {
    let (mut decoder, mut events) = (SseDecoder::new(), Vec::new());
    for piece in pieces {
        let mut piece = Bytes::copy_from_slice(piece);
        while decoder.next(&mut piece).unwrap() {
            let id = decoder.last_event_id().map(str::to_owned);
            events.push((decoder.event().into_owned(), decoder.data().to_vec(), id));
        }
        assert!(piece.is_empty());
    }
    events
}

/// A text cut at these places.
fn cut<'t>(text: &'t [u8], cuts: &[usize]) -> Vec<&'t [u8]> {
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut % (text.len() + 1)).collect();
    places.extend([0, text.len()]);
    places.sort_unstable();
    places.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect()
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        4 => Just("\n".to_owned()),
        2 => Just("\r".to_owned()),
        2 => Just("\r\n".to_owned()),
        1 => Just("\u{FEFF}".to_owned()),
        1 => Just(": comment".to_owned()),
        4 => "(data|event|id|retry|other): ?[a-z:\\x00 é0-9]{0,6}",
        1 => "(data|event|id)",
        1 => "[a-z:\\x00 ]{0,4}",
    ];
    proptest::collection::vec(part, 0..30).prop_map(|parts| parts.concat().into_bytes())
}

proptest! {
    #[test]
    fn events_do_not_depend_on_pieces(text in text(), cuts in proptest::collection::vec(any::<usize>(), 0..10)) {
        let expected = reference(&text);
        prop_assert_eq!(&decoded(cut(&text, &cuts)), &expected);
        prop_assert_eq!(&decoded(text.chunks(1)), &expected);
        prop_assert_eq!(&decoded([text.as_slice()]), &expected);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(decoded(bytes.chunks(3)), reference(&bytes));
    }

    #[test]
    fn lines_do_not_depend_on_pieces(text in "[ab \r\n]{0,40}", cuts in proptest::collection::vec(any::<usize>(), 0..10)) {
        let expected: Vec<&str> = text.split('\n').map(str::trim_ascii).filter(|line| !line.is_empty()).collect();
        let (mut decoder, mut lines) = (LineDecoder::new(), Vec::new());
        for piece in cut(text.as_bytes(), &cuts) {
            let mut piece = Bytes::copy_from_slice(piece);
            while decoder.next(&mut piece).unwrap() {
                lines.push(String::from_utf8_lossy(decoder.line()).into_owned());
            }
        }
        if decoder.end() {
            lines.push(String::from_utf8_lossy(decoder.line()).into_owned());
        }
        prop_assert_eq!(lines, expected);
    }
}

#[test]
fn an_event_is_bounded() {
    let mut decoder = SseDecoder::new().max_event_size(10);
    assert_eq!(
        decoder.next(&mut Bytes::from_static(b"data: 1\n\n")),
        Ok(true),
        "a line of 7 bytes, then none"
    );
    assert_eq!(decoder.next(&mut Bytes::from_static(b"data: 234")), Ok(false));
    assert_eq!(decoder.next(&mut Bytes::from_static(b"56")), Err(10));
    let mut decoder = SseDecoder::new().max_event_size(10);
    assert_eq!(decoder.next(&mut Bytes::from_static(b"data: 234\ndata: 5678")), Err(10));
    let mut decoder = LineDecoder::new().max_line_size(3);
    assert_eq!(decoder.next(&mut Bytes::from_static(b"123\n1234")), Ok(true));
    assert_eq!(decoder.next(&mut Bytes::from_static(b"1234")), Err(3));
}

#[test]
fn a_wait_is_a_number_of_milliseconds() {
    let mut decoder = SseDecoder::new();
    assert_eq!(
        decoder.next(&mut Bytes::from_static(b"retry: 10\nretry: 1x\nretry:\nretry: -1\n")),
        Ok(false)
    );
    assert_eq!(decoder.retry(), Some(std::time::Duration::from_millis(10)));
}
