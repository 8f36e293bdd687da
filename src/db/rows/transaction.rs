//! A caller's transaction of several statements, or of one whose result decides how it ends.

use super::parameters;
use crate::{
    db::{Db, DbError, plan::Statement},
    domain::caller::Caller,
};
use deadpool_postgres::Object;
use tokio_postgres::Row;

/// An open transaction as one caller. Dropping it before its end closes its connection, which rolls back.
pub struct Transaction {
    client: Option<Object>,
}

impl Transaction {
    /// Begins on a connection of the caller pool.
    pub async fn begin(db: &Db, caller: &Caller) -> Result<Self, DbError> {
        let transaction = Transaction { client: Some(db.caller_connection().await?) };
        let client = transaction.client()?;
        db.begin(client, caller).await?;
        Ok(transaction)
    }

    pub(super) fn client(&self) -> Result<&Object, DbError> {
        self.client.as_ref().ok_or(DbError::Config("a transaction after its end"))
    }

    /// Forbids writes from here on.
    pub async fn read_only(&self) -> Result<(), DbError> {
        Ok(self.client()?.batch_execute("SET TRANSACTION READ ONLY").await?)
    }

    /// Sets a setting until the end of the transaction.
    pub async fn set(&self, name: &str, value: &str) -> Result<(), DbError> {
        let params = [
            (&name as _, tokio_postgres::types::Type::TEXT),
            (&value as _, tokio_postgres::types::Type::TEXT),
        ];
        self.client()?.query_typed("SELECT set_config($1, $2, true)", &params).await?;
        Ok(())
    }

    /// Runs one statement.
    pub async fn query(&self, statement: &Statement) -> Result<Vec<Row>, DbError> {
        Ok(self.client()?.query_typed(&statement.sql, &parameters(statement)).await?)
    }

    /// Ends it for good.
    pub async fn commit(mut self) -> Result<(), DbError> {
        self.client()?.batch_execute("COMMIT").await?;
        self.client.take();
        Ok(())
    }

    /// Ends it without a trace.
    pub async fn rollback(mut self) -> Result<(), DbError> {
        self.client()?.batch_execute("ROLLBACK").await?;
        self.client.take();
        Ok(())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Object::take(client));
        }
    }
}
