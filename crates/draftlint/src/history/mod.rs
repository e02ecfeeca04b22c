//! Other posts beside the one that is linted: which repeat each other.

pub(crate) mod similar;
