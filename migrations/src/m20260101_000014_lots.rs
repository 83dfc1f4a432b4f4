//! Tenders and proposals know the procurement of which they are a lot. A mirror from before does not, and holds
//! publications in another layout, so it is emptied here and filled again from the chain when the portal
//! starts; texts and drafts stay.

use sea_orm_migration::prelude::*;

use crate::columns::{MIRROR, text_or_null};

/// Tables with a column `procurement`, and the index of each.
const WITH_LOTS: [(&str, &str); 2] = [
    ("chain_tenders", "chain_tenders_by_procurement"),
    ("chain_proposals", "chain_proposals_by_procurement"),
];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in MIRROR {
            manager.get_connection().execute_unprepared(&format!("DELETE FROM {table}")).await?;
        }
        for (table, index) in WITH_LOTS {
            let column = text_or_null("procurement");
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
            let index = Index::create().name(index).table(table).col("procurement").to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, index) in WITH_LOTS {
            manager.drop_index(Index::drop().name(index).table(table).to_owned()).await?;
            let without = Table::alter().table(table).drop_column("procurement").to_owned();
            manager.alter_table(without).await?;
        }
        Ok(())
    }
}
