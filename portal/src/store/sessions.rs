//! Sessions and reset links: only hashes of what the person holds.

use async_trait::async_trait;
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
    TransactionTrait, sea_query::Expr,
};

use super::{
    Store,
    entities::{accounts, password_resets, sessions},
    failed, instant, ms,
};
use crate::ports::{PasswordResets, Session, Sessions, Stored};

fn session(row: sessions::Model) -> Stored<Session> {
    Ok(Session {
        token_hash: row.token_hash,
        account_id: row.account_id,
        agent: row.agent,
        created_at: instant(row.created_at)?,
        seen_at: instant(row.seen_at)?,
        expires_at: instant(row.expires_at)?,
    })
}

#[async_trait]
impl Sessions for Store {
    async fn add_session(&self, new: &Session) -> Stored<()> {
        let row = sessions::ActiveModel {
            token_hash: Set(new.token_hash.clone()),
            account_id: Set(new.account_id),
            agent: Set(new.agent.clone()),
            created_at: Set(ms(new.created_at)),
            seen_at: Set(ms(new.seen_at)),
            expires_at: Set(ms(new.expires_at)),
        };
        sessions::Entity::insert(row).exec_without_returning(&self.db).await.map_err(failed)?;
        Ok(())
    }

    async fn session(&self, token_hash: &str) -> Stored<Option<Session>> {
        let row = sessions::Entity::find_by_id(token_hash.to_owned())
            .one(&self.db)
            .await
            .map_err(failed)?;
        row.map(session).transpose()
    }

    async fn sessions_of(&self, account_id: i64) -> Stored<Vec<Session>> {
        let rows = sessions::Entity::find()
            .filter(sessions::Column::AccountId.eq(account_id))
            .order_by_desc(sessions::Column::SeenAt)
            .all(&self.db)
            .await
            .map_err(failed)?;
        rows.into_iter().map(session).collect()
    }

    async fn touch_session(&self, token_hash: &str, now: Timestamp) -> Stored<()> {
        sessions::Entity::update_many()
            .col_expr(sessions::Column::SeenAt, Expr::value(ms(now)))
            .filter(sessions::Column::TokenHash.eq(token_hash))
            .exec(&self.db)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn end_session(&self, token_hash: &str) -> Stored<()> {
        sessions::Entity::delete_by_id(token_hash.to_owned())
            .exec(&self.db)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn end_sessions_of(&self, account_id: i64, keep: Option<&str>) -> Stored<u64> {
        let mut which = Condition::all().add(sessions::Column::AccountId.eq(account_id));
        if let Some(keep) = keep {
            which = which.add(sessions::Column::TokenHash.ne(keep));
        }
        let done =
            sessions::Entity::delete_many().filter(which).exec(&self.db).await.map_err(failed)?;
        Ok(done.rows_affected)
    }

    async fn purge_sessions(&self, now: Timestamp, idle_since: Timestamp) -> Stored<u64> {
        let dead = Condition::any()
            .add(sessions::Column::ExpiresAt.lte(ms(now)))
            .add(sessions::Column::SeenAt.lte(ms(idle_since)));
        let done =
            sessions::Entity::delete_many().filter(dead).exec(&self.db).await.map_err(failed)?;
        Ok(done.rows_affected)
    }
}

fn usable(token_hash: &str, now: Timestamp) -> Condition {
    Condition::all()
        .add(password_resets::Column::TokenHash.eq(token_hash))
        .add(password_resets::Column::UsedAt.is_null())
        .add(password_resets::Column::ExpiresAt.gt(ms(now)))
}

#[async_trait]
impl PasswordResets for Store {
    async fn add_reset(
        &self,
        token_hash: &str,
        account_id: i64,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Stored<()> {
        let transaction = self.db.begin().await.map_err(failed)?;
        password_resets::Entity::delete_many()
            .filter(password_resets::Column::AccountId.eq(account_id))
            .exec(&transaction)
            .await
            .map_err(failed)?;
        let row = password_resets::ActiveModel {
            token_hash: Set(token_hash.to_owned()),
            account_id: Set(account_id),
            created_at: Set(ms(now)),
            expires_at: Set(ms(expires_at)),
            used_at: Set(None),
        };
        password_resets::Entity::insert(row)
            .exec_without_returning(&transaction)
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)
    }

    async fn usable_reset(&self, token_hash: &str, now: Timestamp) -> Stored<Option<i64>> {
        let found = password_resets::Entity::find().filter(usable(token_hash, now));
        Ok(found.one(&self.db).await.map_err(failed)?.map(|row| row.account_id))
    }

    async fn redeem_reset(
        &self,
        token_hash: &str,
        password_hash: &str,
        now: Timestamp,
    ) -> Stored<Option<i64>> {
        let transaction = self.db.begin().await.map_err(failed)?;
        // The update decides: of two that come at once, one changes the row.
        let used = password_resets::Entity::update_many()
            .col_expr(password_resets::Column::UsedAt, Expr::value(ms(now)))
            .filter(usable(token_hash, now))
            .exec(&transaction)
            .await
            .map_err(failed)?;
        let link = password_resets::Entity::find_by_id(token_hash.to_owned())
            .one(&transaction)
            .await
            .map_err(failed)?;
        let Some(link) = link.filter(|_| used.rows_affected == 1) else {
            transaction.rollback().await.map_err(failed)?;
            return Ok(None);
        };
        accounts::Entity::update_many()
            .col_expr(accounts::Column::PasswordHash, Expr::value(password_hash))
            .col_expr(accounts::Column::PasswordChangedAt, Expr::value(ms(now)))
            .filter(accounts::Column::Id.eq(link.account_id))
            .exec(&transaction)
            .await
            .map_err(failed)?;
        sessions::Entity::delete_many()
            .filter(sessions::Column::AccountId.eq(link.account_id))
            .exec(&transaction)
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        Ok(Some(link.account_id))
    }

    async fn purge_resets(&self, now: Timestamp) -> Stored<u64> {
        let done = password_resets::Entity::delete_many()
            .filter(password_resets::Column::ExpiresAt.lte(ms(now)))
            .exec(&self.db)
            .await
            .map_err(failed)?;
        Ok(done.rows_affected)
    }
}
