//! A bid may have a technical envelope of its own. The mirror of the chain holds states in another layout since, so it is
//! emptied here and filled again from the chain when the portal starts; texts and drafts stay.

use sea_orm_migration::prelude::*;

use crate::columns::{MIRROR, bytes_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in MIRROR {
            manager.get_connection().execute_unprepared(&format!("DELETE FROM {table}")).await?;
        }
        let column = bytes_or_null("technical");
        manager.alter_table(Table::alter().table("chain_bids").add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let without = Table::alter().table("chain_bids").drop_column("technical").to_owned();
        manager.alter_table(without).await
    }
}
