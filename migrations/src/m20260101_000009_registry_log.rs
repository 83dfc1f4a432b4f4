//! Organisations are searched by name, number and id, and every event of the registry says what it
//! is about. A mirror from before does not know either, so it is emptied here and filled again from
//! the chain when the portal starts; texts and drafts stay.

use sea_orm_migration::prelude::*;

use crate::columns::{text, text_or_null};

const INDEX: &str = "chain_events_by_subject";
/// The mirror as it is at this migration.
const MIRROR: [&str; 10] = [
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

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in MIRROR {
            manager.get_connection().execute_unprepared(&format!("DELETE FROM {table}")).await?;
        }
        let search = text("search").default("").take();
        for (table, column) in [("chain_orgs", search), ("chain_events", text_or_null("subject"))] {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        let index = Index::create().name(INDEX).table("chain_events").col("subject").to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(INDEX).table("chain_events").to_owned()).await?;
        for (table, column) in [("chain_events", "subject"), ("chain_orgs", "search")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
