//! See docs/ARCHITECTURE.md.

pub mod view;
