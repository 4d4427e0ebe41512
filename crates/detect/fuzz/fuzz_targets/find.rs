//! `cargo +nightly fuzz run find` in `crates/detect`: whatever the text, the findings are sound.

#![no_main]

#[path = "../sound.rs"]
mod sound;

libfuzzer_sys::fuzz_target!(|data: &[u8]| sound::check(data));
