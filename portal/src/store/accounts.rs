//! Accounts and their mirrored roles.

use async_trait::async_trait;
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TransactionTrait};

use super::{
    Store,
    entities::{account_roles, accounts},
    failed, instant, ms, parsed,
};
use crate::app::{
    roles::{Role, Roles},
    values::{EmailAddress, PersonName},
};
use crate::i18n::Locale;
use crate::ports::{Account, Accounts, NewAccount, StoreError, Stored};

fn account(row: &accounts::Model) -> Stored<Account> {
    Ok(Account {
        id: row.id,
        email: parsed(EmailAddress::parse(&row.email).ok(), "an email address")?,
        name: parsed(PersonName::parse(&row.person_name).ok(), "a name")?,
        language: parsed(Locale::from_slug(&row.language), "a language")?,
        created_at: instant(row.created_at)?,
        password_changed_at: instant(row.password_changed_at)?,
    })
}

#[async_trait]
impl Accounts for Store {
    async fn add_account(&self, new: &NewAccount) -> Stored<Account> {
        let row = accounts::ActiveModel {
            email: Set(new.email.as_str().to_owned()),
            password_hash: Set(new.password_hash.clone()),
            person_name: Set(new.name.as_str().to_owned()),
            language: Set(new.language.slug().to_owned()),
            created_at: Set(ms(new.created_at)),
            password_changed_at: Set(ms(new.created_at)),
            ..Default::default()
        };
        account(&accounts::Entity::insert(row).exec_with_returning(&self.db).await.map_err(failed)?)
    }

    async fn account(&self, id: i64) -> Stored<Option<Account>> {
        let row = accounts::Entity::find_by_id(id).one(&self.db).await.map_err(failed)?;
        row.as_ref().map(account).transpose()
    }

    async fn account_by_email(&self, email: &EmailAddress) -> Stored<Option<(Account, String)>> {
        let found = accounts::Entity::find().filter(accounts::Column::Email.eq(email.as_str()));
        match found.one(&self.db).await.map_err(failed)? {
            Some(row) => Ok(Some((account(&row)?, row.password_hash))),
            None => Ok(None),
        }
    }

    async fn set_password(&self, id: i64, password_hash: &str, now: Timestamp) -> Stored<()> {
        let change = accounts::ActiveModel {
            password_hash: Set(password_hash.to_owned()),
            password_changed_at: Set(ms(now)),
            ..Default::default()
        };
        update(self, id, change).await
    }

    async fn set_profile(&self, id: i64, name: &PersonName, language: Locale) -> Stored<()> {
        let change = accounts::ActiveModel {
            person_name: Set(name.as_str().to_owned()),
            language: Set(language.slug().to_owned()),
            ..Default::default()
        };
        update(self, id, change).await
    }

    async fn roles(&self, id: i64) -> Stored<Roles> {
        let rows = account_roles::Entity::find()
            .filter(account_roles::Column::AccountId.eq(id))
            .all(&self.db)
            .await
            .map_err(failed)?;
        rows.iter().map(|row| parsed(Role::named(&row.role), "a role")).collect()
    }

    async fn set_roles(&self, id: i64, roles: &[(Role, Option<i64>)]) -> Stored<()> {
        let transaction = self.db.begin().await.map_err(failed)?;
        account_roles::Entity::delete_many()
            .filter(account_roles::Column::AccountId.eq(id))
            .exec(&transaction)
            .await
            .map_err(failed)?;
        for (role, organisation) in roles {
            let row = account_roles::ActiveModel {
                account_id: Set(id),
                role: Set(role.name().to_owned()),
                organisation_id: Set(*organisation),
                ..Default::default()
            };
            account_roles::Entity::insert(row)
                .exec_without_returning(&transaction)
                .await
                .map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
    }
}

async fn update(store: &Store, id: i64, change: accounts::ActiveModel) -> Stored<()> {
    let done = accounts::Entity::update_many()
        .set(change)
        .filter(accounts::Column::Id.eq(id))
        .exec(&store.db)
        .await
        .map_err(failed)?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(StoreError::Corrupt("an account that is gone"))
    }
}
