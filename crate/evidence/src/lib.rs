//! Captures, records, packages and their verification.
