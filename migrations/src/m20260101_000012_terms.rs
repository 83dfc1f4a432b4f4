//! Every bid knows the version of the terms that it was sealed for. A mirror from before does not, and holds
//! states and cores in another layout, so it is emptied here and filled again from the chain when the portal
//! starts; texts and drafts stay.

use sea_orm_migration::prelude::*;

use crate::columns::number;

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
        let terms = number("terms").default(1).take();
        manager.alter_table(Table::alter().table("chain_bids").add_column(terms).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(Table::alter().table("chain_bids").drop_column("terms").to_owned())
            .await
    }
}
