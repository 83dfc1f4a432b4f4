//! The portal: server-rendered pages over the ledger, in Chinese and English.
//!
//! Data flows one way: `web → app → ports ← store, mail, blobs`. To add a
//! page: a handler and its template struct in the file of its audience under
//! [`web`], a line in [`web::routes`], a template in the audience's folder of
//! `templates/`, messages in both folders of `locales/`, a sample in
//! `tests/portal/templates.rs`.

pub mod app;
pub mod blobs;
pub mod chain;
pub mod clock;
pub mod config;
pub mod demo;
pub mod i18n;
pub mod indexer;
pub mod mail;
pub mod ports;
pub mod ports_chain;
pub mod render;
pub mod startup;
pub mod store;
pub mod telemetry;
pub mod web;
