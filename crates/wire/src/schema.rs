//! OpenAPI schemas of types that `domain` owns and that know nothing of HTTP.

use domain::Closed;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

/// A closed vocabulary: a string out of a list.
pub fn closed<T: Closed>() -> Schema {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .title(Some(T::NAME))
        .enum_values(Some(T::ALL.iter().map(|value| value.as_str())))
        .build()
        .into()
}
