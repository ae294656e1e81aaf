//! Members that are written: code that a derive would repeat for each structure.

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A member to be written.
pub trait Written<S: SerializeStruct> {
    /// Writes it, or skips it.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write(&self, name: &'static str, structure: &mut S) -> Result<(), S::Error>;
}

impl<T: Serialize, S: SerializeStruct> Written<S> for T {
    fn write(&self, name: &'static str, structure: &mut S) -> Result<(), S::Error> {
        structure.serialize_field(name, self)
    }
}

/// An optional nullable member, which is only written if it is there.
pub struct IfPresent<T> {
    /// Whether it is there.
    pub is_present: bool,
    /// Its value.
    pub value: T,
}

impl<T: Serialize, S: SerializeStruct> Written<S> for IfPresent<T> {
    fn write(&self, name: &'static str, structure: &mut S) -> Result<(), S::Error> {
        if self.is_present {
            structure.serialize_field(name, &self.value)
        } else {
            structure.skip_field(name)
        }
    }
}

/// Writes the members of a structure.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_members<S: Serializer>(
    serializer: S,
    name: &'static str,
    members: &[(&'static str, &dyn Written<S::SerializeStruct>)],
) -> Result<S::Ok, S::Error> {
    let mut structure = serializer.serialize_struct(name, members.len())?;
    members.iter().try_for_each(|(name, member)| member.write(name, &mut structure))?;
    structure.end()
}
