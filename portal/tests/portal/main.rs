//! The portal from outside: a real server, a real database, real mail files.
#![allow(clippy::pedantic, reason = "a test says what happens in the order in which it happens")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod account;
mod agreement;
mod amendment;
mod chain;
mod contract;
mod demo;
mod letters;
mod lots;
mod mirror;
mod offices;
mod organisation;
mod papers;
mod profiles;
mod qualification;
mod questions;
mod reading;
mod refusals;
mod remedies;
mod repositories;
mod requests;
mod routes;
mod securities;
mod standing;
mod templates;
mod tender_pages;
mod two_envelopes;
mod two_envelopes_run;
mod world;
