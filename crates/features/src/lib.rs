//! One set of features for what lies below the runtime.
//!
//! Cargo gives a dependency the features that the selected packages ask for, so
//! `cargo run`, `cargo test --workspace` and `cargo test -p tenderseal-ledger` would each
//! compile the FRAME runtime again, ten minutes each. `tenderseal-runtime` depends on
//! this empty crate, whose manifest asks for what the whole workspace asks for: then every selection
//! compiles the same. It brings no crate that would not be there anyway;
//! `cargo xtask test --only one-build` fails when it is out of date.
