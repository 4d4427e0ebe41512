//! What the server does because of the time.

pub mod daily;
