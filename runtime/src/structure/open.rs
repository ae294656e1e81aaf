//! Structures with unlisted members.

use std::collections::BTreeMap;

use serde::de::{self, Deserialize, MapAccess};
use serde::ser::{self, Serialize, SerializeMap, Serializer};

use super::members::Structure;
use super::slot::Others;

/// The last of [`Structure::MEMBERS`] of a structure that keeps unlisted members.
pub const ADDITIONAL: &str = "$speccast::Additional";

/// Keeps members that a structure does not list. One that is null counts as absent.
impl<'de, T: Deserialize<'de>, A: MapAccess<'de>> Others<'de, A> for Option<BTreeMap<String, T>> {
    fn read(&mut self, name: &str, members: &mut A) -> Result<(), A::Error> {
        let Some(value) = members.next_value()? else { return Ok(()) };
        match self.get_or_insert_default().insert(name.to_owned(), value) {
            None => Ok(()),
            Some(_) => Err(de::Error::custom("duplicate member")),
        }
    }
}

/// A structure that keeps unlisted members. [`structure!`](crate::codegen::structure) implements it.
pub trait OpenStructure: Structure {
    /// Writes the members.
    ///
    /// # Errors
    /// Those of the serializer, and an additional member with the name of a listed one.
    fn write<S: SerializeMap>(&self, members: &mut S) -> Result<(), S::Error>;
}

/// Serializes a structure with its unlisted members, as a map.
///
/// # Errors
/// Those of [`OpenStructure::write`].
pub fn serialize_open_structure<T: OpenStructure, S: Serializer>(
    structure: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(ADDITIONAL, &Opened(structure))
}

struct Opened<'a, T>(&'a T);

impl<T: OpenStructure> Serialize for Opened<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        self.0.write(&mut members)?;
        members.end()
    }
}

/// Writes the unlisted members of a structure.
///
/// # Errors
/// Those of the serializer; and if an unlisted member has one of these names.
pub fn write_additional<T: Serialize, S: SerializeMap>(
    additional: Option<&BTreeMap<String, T>>,
    listed: &[&str],
    members: &mut S,
) -> Result<(), S::Error> {
    for (name, value) in additional.into_iter().flatten() {
        if listed.contains(&name.as_str()) {
            return Err(ser::Error::custom(format_args!(
                "additional member `{name}` has the name of another member"
            )));
        }
        members.serialize_entry(name, value)?;
    }
    Ok(())
}
