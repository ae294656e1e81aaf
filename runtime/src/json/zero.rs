//! Zero values, which stand for required members that a service left out (Smithy, "Client error correction").

use serde::de::Error;

use super::{DecodeError, MAX_DEPTH};
use crate::path::Path;

/// Ends a structure that requires itself, which has no zero value.
pub(super) fn check_depth(path: Option<&Path<'_>>) -> Result<(), DecodeError> {
    if path.map_or(0, Path::depth) < MAX_DEPTH {
        Ok(())
    } else {
        Err(DecodeError::custom("missing, and without a zero value"))
    }
}
