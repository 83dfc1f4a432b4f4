//! Public keys of accounts.

use async_trait::async_trait;
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};

use super::{Store, entities::account_keys, failed, instant, ms, parsed};
use crate::ports::{AccountKey, KeyPurpose, Keys, Stored};

fn key(row: account_keys::Model) -> Stored<AccountKey> {
    Ok(AccountKey {
        account_id: row.account_id,
        purpose: parsed(KeyPurpose::named(&row.purpose), "the purpose of a key")?,
        public_key: row.public_key,
        label: row.label,
        created_at: instant(row.created_at)?,
        retired_at: row.retired_at.map(instant).transpose()?,
    })
}

#[async_trait]
impl Keys for Store {
    async fn add_key(&self, key: &AccountKey) -> Stored<()> {
        let row = account_keys::ActiveModel {
            account_id: Set(key.account_id),
            purpose: Set(key.purpose.name().to_owned()),
            public_key: Set(key.public_key.clone()),
            label: Set(key.label.clone()),
            created_at: Set(ms(key.created_at)),
            retired_at: Set(key.retired_at.map(ms)),
            ..Default::default()
        };
        account_keys::Entity::insert(row).exec_without_returning(&self.db).await.map_err(failed)?;
        Ok(())
    }

    async fn keys_of(&self, account_id: i64) -> Stored<Vec<AccountKey>> {
        let rows = account_keys::Entity::find()
            .filter(account_keys::Column::AccountId.eq(account_id))
            .order_by_desc(account_keys::Column::Id)
            .all(&self.db)
            .await
            .map_err(failed)?;
        rows.into_iter().map(key).collect()
    }

    async fn account_of_key(&self, public_key: &str) -> Stored<Option<i64>> {
        let row = account_keys::Entity::find()
            .filter(account_keys::Column::PublicKey.eq(public_key))
            .filter(account_keys::Column::RetiredAt.is_null())
            .one(&self.db)
            .await
            .map_err(failed)?;
        Ok(row.map(|row| row.account_id))
    }

    async fn retire_key(&self, account_id: i64, public_key: &str, now: Timestamp) -> Stored<bool> {
        let done = account_keys::Entity::update_many()
            .col_expr(account_keys::Column::RetiredAt, Expr::value(ms(now)))
            .filter(account_keys::Column::AccountId.eq(account_id))
            .filter(account_keys::Column::PublicKey.eq(public_key))
            .filter(account_keys::Column::RetiredAt.is_null())
            .exec(&self.db)
            .await
            .map_err(failed)?;
        Ok(done.rows_affected == 1)
    }
}
