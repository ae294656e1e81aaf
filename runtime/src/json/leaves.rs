//! The scalar values of a JSON text, each with its path.

use serde::de::Error as _;

use super::DecodeError;
use super::reader::Reader;

/// A step from a value to a part of it.
#[derive(Debug)]
pub(crate) enum Part {
    /// To a member of an object.
    Name(String),
    /// To an item of a list.
    Index(usize),
}

/// Calls `visit` with each string, number, boolean and null, in order: its path, and its text, which is empty
/// for null. Empty lists and objects are not visited.
///
/// # Errors
/// If the text is not JSON, or `visit` fails.
pub(crate) fn leaves<E, F>(json: &[u8], mut visit: F) -> Result<(), E>
where
    E: From<DecodeError>,
    F: FnMut(&[Part], &str) -> Result<(), E>,
{
    let mut reader = Reader::new(json);
    walk(&mut reader, &mut Vec::new(), &mut visit)?;
    Ok(reader.end()?)
}

fn walk<E, F>(reader: &mut Reader<'_>, way: &mut Vec<Part>, visit: &mut F) -> Result<(), E>
where
    E: From<DecodeError>,
    F: FnMut(&[Part], &str) -> Result<(), E>,
{
    let depth = reader.depth();
    let mut is_first = true;
    match reader.peek() {
        Some(b'{') => {
            reader.open()?;
            while let Some(name) = reader.member(&mut is_first)? {
                let name = name.map_err(DecodeError::custom)?.into_owned();
                way.push(Part::Name(name));
                walk(reader, way, visit)?;
                way.pop();
            }
        }
        Some(b'[') => {
            reader.open()?;
            let mut index = 0;
            while reader.element(&mut is_first)? {
                way.push(Part::Index(index));
                walk(reader, way, visit)?;
                way.pop();
                index += 1;
            }
        }
        Some(b'"') => visit(way, &reader.string()?.map_err(DecodeError::custom)?)?,
        Some(b'-' | b'0'..=b'9') => {
            let number = reader.number()?;
            visit(way, number.text())?;
        }
        _ => {
            let word = ["true", "false"].into_iter().find(|word| reader.word(word.as_bytes()));
            let text = if reader.null() { Some("") } else { word };
            visit(way, text.ok_or_else(|| reader.syntax("a value"))?)?;
        }
    }
    Ok(reader.leave(depth)?)
}
