//! A conversation in, signals, stage and advice out.
