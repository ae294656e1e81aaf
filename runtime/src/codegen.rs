//! Items that generated code uses.
//!
//! All runtime items in generated code are in this module; most of them are for generated code only. Programs
//! use the generated items, and the other modules of this crate.
//!
//! # Compatibility
//!
//! This interface has a version, currently [1](version). Each generated module states the version that it
//! needs in the first line of its `mod.rs`. With a runtime of another version it does not compile, and the
//! error names the command or the crate to update.
//!
//! | change of this module | version | release of the runtime |
//! |---|---|---|
//! | an addition that no generated code needs | the same | minor |
//! | an addition that a newer generator uses | one more | minor; code of the version before still compiles |
//! | a removal, or another meaning | one more | major (`0.x` before 1.0); code of the version before is refused |
//!
//! So generated code keeps compiling within a major release of the runtime, and a runtime never misinterprets
//! code of a newer generator.

mod version;

pub use crate::auth::{ApiKey, Auth, TokenEndpoint};
pub use crate::client::{Builder, Call, Handle, Service};
pub use crate::credentials::SecretSource;
pub use crate::failure::{FailureMap, FailurePlace};
pub use crate::int_enum::unknown_number;
pub use crate::into_member::{IntoMember, Single, way};
pub use crate::json::{Head, HeadPart, comparable};
pub use crate::matcher::{Scan, SmallTable, Table, Threads, all_bytes, all_chars, is_space};
pub use crate::modeled::{Case, ErrorResponse, Modeled, OperationError, Retryable, display_error};
pub use crate::operation::parts::{InputToken, Meta, OutputStream, Token, Validator};
pub use crate::operation::{Operation, Paginated};
pub use crate::paginate::{Count, PageToken, Total, is_true, link, token};
pub use crate::path::Step;
pub use crate::protocol::{AwsJson1_0, AwsJson1_1, Http, Protocol, RestJson1};
pub use crate::rate_limit::RateLimitMap;
pub use crate::request::{
    Form, JsonText, JsonTexts, Request, Text, Texts, json_text, json_texts, multipart_text,
};
pub use crate::response::Response;
pub use crate::service::Endpoint;
pub use crate::stream::{ByteStream, EventStream};
pub use crate::string_enum::{deserialize_enum, unknown_value};
pub use crate::structure::members::{Structure, deserialize_structure};
pub use crate::structure::open::{ADDITIONAL, OpenStructure, serialize_open_structure, write_additional};
pub use crate::structure::slot::{
    Constant, Others, Reject, Skip, Slot, in_form, member_or, nullable, nullable_in_form, read_members,
    unread,
};
pub use crate::structure::written::{IfPresent, Written, serialize_members};
pub use crate::timestamp::read::{InForm, ReadAs, TimestampForm};
pub use crate::timestamp::wire::{
    date_time, epoch_millis, epoch_seconds, http_date, iso8601, iso8601_millis, rfc2822, sql,
};
pub use crate::types::{Blob, Document, FilePart, Files, Nullable, Sensitive, Wipe};
pub use crate::union::told::{Told, ToldUnion, deserialize_told};
pub use crate::union::write::{serialize_beside_tag, serialize_tagged};
pub use crate::union::{Json, Test, Union, deserialize_union, serialize_union};
pub use crate::validate::member::{Known, Member};
pub use crate::validate::{Check, FloatRule, IntegerRule, LengthRule, StringRule, Violations};
pub use crate::variable::Variable;

pub use crate::{Date, Timestamp};

#[doc(no_inline)]
pub use serde::{Deserialize, Serialize};

#[doc(inline)]
pub use crate::{
    __version as version, builder_ext, endpoints, int_enum, modeled_error, modeled_errors, one_of,
    operation_error, serde_structure, string_enum, structure, tagged_union, union,
};
