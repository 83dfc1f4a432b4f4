//! Public texts by their SHA-256, and drafts of notices.

use async_trait::async_trait;
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, TransactionTrait,
    sea_query::{Expr, OnConflict},
};
use tenderseal_rules::{ContractId, Hash, OrgId, replay::sha256};

use super::chain_entities::{drafts, texts};
use super::{Store, chain_rows as rows, failed, ms};
use crate::ports::Stored;
use crate::ports_chain::{Draft, Drafts, Texts};

#[async_trait]
impl Texts for Store {
    async fn put_text(&self, body: &str, now: Timestamp) -> Stored<Hash> {
        let hash = sha256(body.as_bytes());
        self.put_text_under(&hash, body, None, now).await?;
        Ok(hash)
    }

    async fn put_text_under(
        &self,
        hash: &Hash,
        body: &str,
        kept_by: Option<&ContractId>,
        now: Timestamp,
    ) -> Stored<()> {
        let row = texts::ActiveModel {
            sha256: Set(rows::hex_of(hash)),
            body: Set(body.to_owned()),
            created_at: Set(ms(now)),
            kept_by: Set(kept_by.map(ToString::to_string)),
        };
        let mut twice = OnConflict::column(texts::Column::Sha256);
        // What is public stays so, and what was kept becomes public when it is said in public.
        let twice = match kept_by {
            Some(_) => twice.do_nothing(),
            None => twice.update_column(texts::Column::KeptBy),
        };
        texts::Entity::insert(row)
            .on_conflict(twice.to_owned())
            .exec_without_returning(&self.db)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn text(&self, sha256: &Hash) -> Stored<Option<String>> {
        let row =
            texts::Entity::find_by_id(rows::hex_of(sha256)).one(&self.db).await.map_err(failed)?;
        Ok(row.map(|row| row.body))
    }

    async fn kept_by(&self, sha256: &Hash) -> Stored<Option<ContractId>> {
        let row =
            texts::Entity::find_by_id(rows::hex_of(sha256)).one(&self.db).await.map_err(failed)?;
        row.and_then(|row| row.kept_by).map(|tender| rows::contract_id(&tender)).transpose()
    }
}

#[async_trait]
impl Drafts for Store {
    async fn add_draft(&self, draft: &Draft) -> Stored<i64> {
        add(&self.db, draft).await
    }

    async fn save_draft(&self, draft: &Draft) -> Stored<bool> {
        save(&self.db, draft).await
    }

    async fn draft(&self, id: i64) -> Stored<Option<Draft>> {
        drafts::Entity::find_by_id(id)
            .one(&self.db)
            .await
            .map_err(failed)?
            .map(rows::draft)
            .transpose()
    }

    async fn drafts_of(&self, org: &OrgId) -> Stored<Vec<Draft>> {
        let select = drafts::Entity::find().filter(drafts::Column::Org.eq(org.to_string()));
        let found = select
            .order_by_desc(drafts::Column::UpdatedAt)
            .order_by_desc(drafts::Column::Id)
            .all(&self.db)
            .await
            .map_err(failed)?;
        found.into_iter().map(rows::draft).collect()
    }

    async fn drop_draft(&self, id: i64) -> Stored<()> {
        drafts::Entity::delete_by_id(id).exec(&self.db).await.map_err(failed)?;
        Ok(())
    }

    async fn change_drafts(
        &self,
        new: &[Draft],
        saved: &[Draft],
        dropped: Option<i64>,
    ) -> Stored<()> {
        let transaction = self.db.begin().await.map_err(failed)?;
        for draft in new {
            add(&transaction, draft).await?;
        }
        for draft in saved {
            save(&transaction, draft).await?;
        }
        if let Some(id) = dropped {
            drafts::Entity::delete_by_id(id).exec(&transaction).await.map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
    }
}

async fn add(db: &impl ConnectionTrait, draft: &Draft) -> Stored<i64> {
    let row = drafts::ActiveModel {
        org: Set(draft.org.to_string()),
        created_by: Set(draft.created_by),
        title: Set(draft.title.clone()),
        body: Set(draft.body.clone()),
        unmapped: Set(draft.unmapped.clone()),
        notice: Set(draft.notice.map(|hash| rows::hex_of(&hash))),
        created_at: Set(ms(draft.created_at)),
        updated_at: Set(ms(draft.updated_at)),
        ..Default::default()
    };
    Ok(drafts::Entity::insert(row).exec(db).await.map_err(failed)?.last_insert_id)
}

async fn save(db: &impl ConnectionTrait, draft: &Draft) -> Stored<bool> {
    let done = drafts::Entity::update_many()
        .col_expr(drafts::Column::Title, Expr::value(draft.title.as_str()))
        .col_expr(drafts::Column::Body, Expr::value(draft.body.as_str()))
        .col_expr(drafts::Column::Unmapped, Expr::value(draft.unmapped.as_str()))
        .col_expr(drafts::Column::Notice, Expr::value(draft.notice.map(|hash| rows::hex_of(&hash))))
        .col_expr(drafts::Column::UpdatedAt, Expr::value(ms(draft.updated_at)))
        .filter(drafts::Column::Id.eq(draft.id))
        .exec(db)
        .await
        .map_err(failed)?;
    Ok(done.rows_affected == 1)
}
