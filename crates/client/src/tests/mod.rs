//! The client against servers of flesh and blood, and against hostile ones.
