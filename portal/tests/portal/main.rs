//! The portal from outside: a real server, a real database, real mail files.

mod account;
mod organisation;
mod refusals;
mod repositories;
mod routes;
mod templates;
mod world;
