//! Tests of the store as a whole, against the real keyring.
