//! The tables of the portal, from the first migration on.
//!
//! Every migration runs unchanged on SQLite and on PostgreSQL. Instants are
//! milliseconds since the Unix epoch in 64-bit integers (columns end in
//! `_at`), hashes and public keys are lower-case hexadecimal text: both mean
//! the same in both databases and need no conversion by a driver.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20260101_000001_accounts;
mod m20260101_000002_organisations;
mod m20260101_000003_operations;
mod m20260101_000004_chain;
mod m20260101_000007_standing;
mod m20260101_000009_registry_log;
mod m20260101_000012_terms;
mod m20260101_000014_lots;
mod m20260101_000016_kept_texts;
mod m20260101_000018_two_envelopes;

/// All migrations, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260101_000001_accounts::Migration),
            Box::new(m20260101_000002_organisations::Migration),
            Box::new(m20260101_000003_operations::Migration),
            Box::new(m20260101_000004_chain::Migration),
            Box::new(m20260101_000007_standing::Migration),
            Box::new(m20260101_000009_registry_log::Migration),
            Box::new(m20260101_000012_terms::Migration),
            Box::new(m20260101_000014_lots::Migration),
            Box::new(m20260101_000016_kept_texts::Migration),
            Box::new(m20260101_000018_two_envelopes::Migration),
        ]
    }
}

/// Columns that many tables share, so that they are spelt one way.
mod columns {
    use sea_orm_migration::prelude::*;

    /// The tables of the mirror since lots are in it, each before those that it refers to.
    pub const MIRROR: [&str; 10] = [
        "chain_events",
        "chain_bids",
        "chain_tender_people",
        "chain_tenders",
        "chain_proposals",
        "chain_opening_keys",
        "chain_keys",
        "chain_people",
        "chain_orgs",
        "chain_cursor",
    ];

    /// `id`: a number that the database gives.
    pub fn id() -> ColumnDef {
        ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key().take()
    }

    /// A text column that must have a value.
    pub fn text(name: &'static str) -> ColumnDef {
        ColumnDef::new(name).text().not_null().take()
    }

    /// A whole number, such as an instant in milliseconds.
    pub fn number(name: &'static str) -> ColumnDef {
        ColumnDef::new(name).big_integer().not_null().take()
    }

    /// A whole number that may be absent.
    pub fn number_or_null(name: &'static str) -> ColumnDef {
        ColumnDef::new(name).big_integer().null().take()
    }

    /// A text that may be absent.
    pub fn text_or_null(name: &'static str) -> ColumnDef {
        ColumnDef::new(name).text().null().take()
    }

    /// Bytes, such as SCALE.
    pub fn bytes(name: &'static str) -> ColumnDef {
        ColumnDef::new(name).blob().not_null().take()
    }

    /// Bytes that may be absent.
    pub fn bytes_or_null(name: &'static str) -> ColumnDef {
        ColumnDef::new(name).blob().null().take()
    }

    /// `column` points at `id` of `table`; the row goes when that one goes.
    pub fn belongs_to(
        from: &'static str,
        column: &'static str,
        table: &'static str,
    ) -> ForeignKeyCreateStatement {
        ForeignKey::create()
            .from(from, column)
            .to(table, "id")
            .on_delete(ForeignKeyAction::Cascade)
            .take()
    }
}
