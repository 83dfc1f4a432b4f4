//! The tables: the only place that knows SQL.
//!
//! One file per aggregate implements the repository traits of
//! [`crate::ports`] for [`Store`], on SQLite and PostgreSQL alike.

use std::time::Duration;

use jiff::Timestamp;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, SqlErr};
use tenderseal_migrations::{Migrator, MigratorTrait};

use crate::ports::{StoreError, Stored};

mod accounts;
mod chain_entities;
mod chain_index;
mod chain_mirror;
mod chain_rows;
mod entities;
mod keys;
mod operations;
mod organisations;
mod papers;
mod sessions;

/// The tables behind one connection pool.
#[derive(Clone, Debug)]
pub struct Store {
    db: DatabaseConnection,
}

impl Store {
    /// Connects to `sqlite:…` or `postgres:…`. SQLite is opened in write-ahead
    /// mode with foreign keys on.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn connect(url: &str) -> Stored<Self> {
        let mut options = ConnectOptions::new(url);
        options.sqlx_logging(false).connect_timeout(Duration::from_secs(10));
        if url.starts_with("sqlite:") {
            // Write-ahead logging lets readers go on while one writes; a writer
            // that waits is better than an error page.
            options.map_sqlx_sqlite_opts(|sqlite| {
                sqlite
                    .create_if_missing(true)
                    .foreign_keys(true)
                    .pragma("journal_mode", "WAL")
                    .pragma("synchronous", "NORMAL")
                    .busy_timeout(Duration::from_secs(10))
            });
        }
        let db = Database::connect(options).await.map_err(failed)?;
        Ok(Self { db })
    }

    /// Brings the tables to the newest shape; says how many migrations ran.
    ///
    /// # Errors
    /// When a migration fails.
    pub async fn migrate(&self) -> Stored<usize> {
        let pending = Migrator::get_pending_migrations(&self.db).await.map_err(failed)?.len();
        Migrator::up(&self.db, None).await.map_err(failed)?;
        Ok(pending)
    }

    /// Whether the database answers and every migration has run.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn ready(&self) -> Stored<bool> {
        self.db.execute_unprepared("SELECT 1").await.map_err(failed)?;
        Ok(Migrator::get_pending_migrations(&self.db).await.map_err(failed)?.is_empty())
    }

    /// Closes the pool.
    ///
    /// # Errors
    /// When the database does not let go.
    pub async fn close(self) -> Stored<()> {
        self.db.close().await.map_err(failed)
    }
}

/// A database error as the port knows it.
#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn failed(error: DbErr) -> StoreError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => StoreError::Conflict,
        // The driver's text may quote values of the row; the kind is enough.
        _ => StoreError::Database(kind(&error).to_owned()),
    }
}

/// What went wrong, without any value that was being stored.
const fn kind(error: &DbErr) -> &'static str {
    match error {
        DbErr::ConnectionAcquire(_) => "no connection was free in time",
        DbErr::Conn(_) => "the connection failed",
        DbErr::Exec(_) => "a statement failed",
        DbErr::Query(_) => "a query failed",
        DbErr::Migration(_) => "a migration failed",
        DbErr::RecordNotFound(_) | DbErr::RecordNotUpdated | DbErr::RecordNotInserted => {
            "a row was not there"
        }
        _ => "unexpected answer",
    }
}

/// An instant as stored.
fn ms(instant: Timestamp) -> i64 {
    instant.as_millisecond()
}

/// A stored instant.
fn instant(ms: i64) -> Stored<Timestamp> {
    Timestamp::from_millisecond(ms).map_err(|_| StoreError::Corrupt("an instant"))
}

/// A stored value that must be readable as what it was.
fn parsed<T>(value: Option<T>, what: &'static str) -> Stored<T> {
    value.ok_or(StoreError::Corrupt(what))
}
