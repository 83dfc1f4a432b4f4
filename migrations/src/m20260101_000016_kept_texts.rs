//! A text says which tender keeps it from the public until its time. The mirror of the chain holds publications in
//! another layout since, so it is emptied here and filled again from the chain when the portal starts;
//! texts and drafts stay.

use sea_orm_migration::prelude::*;

use crate::columns::{MIRROR, text_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in MIRROR {
            manager.get_connection().execute_unprepared(&format!("DELETE FROM {table}")).await?;
        }
        let column = text_or_null("kept_by");
        manager.alter_table(Table::alter().table("texts").add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("texts").drop_column("kept_by").to_owned()).await
    }
}
