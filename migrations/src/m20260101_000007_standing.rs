//! The standing of an organisation in the mirror: suspended since when, debarred until when, and
//! why (SHA-256 of the reason). Nothing in them means that it never was. A chain from before this
//! migration has no such event, so that its mirror is right without filling it anew.

use sea_orm_migration::prelude::*;

use crate::columns::{number_or_null, text_or_null};

const TABLE: &str = "chain_orgs";

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for column in columns() {
            let table = Table::alter().table(TABLE).add_column(column).to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["debarred_reason", "debarred_until", "suspended_reason", "suspended_at"] {
            let table = Table::alter().table(TABLE).drop_column(name).to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}

fn columns() -> [ColumnDef; 4] {
    [
        number_or_null("suspended_at"),
        text_or_null("suspended_reason"),
        number_or_null("debarred_until"),
        text_or_null("debarred_reason"),
    ]
}
