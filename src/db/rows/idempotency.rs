//! Answers that are remembered for retried requests, in the transaction whose answer they are.
//!
//! Their table is not the caller's: the statements run as the bare login, between which the transaction takes the
//! caller's role back.

use super::Transaction;
use crate::{db::DbError, domain::caller::Caller};
use tokio_postgres::types::Type;

/// A name under which a request's answer is remembered.
pub struct Idempotency<'a> {
    /// Who asks; names of different users are different.
    pub caller: &'a Caller,
    /// `Idempotency-Key`.
    pub name: &'a str,
}

impl Idempotency<'_> {
    /// Claims the name for the request with this hash; the answer when the request was answered before.
    ///
    /// # Errors
    /// SQLSTATE SD422 when the name was used for another request.
    pub async fn claim(&self, transaction: &Transaction, request: &[u8]) -> Result<Option<String>, DbError> {
        let role = transaction.leave_role().await?;
        let params = [
            (&self.caller.session as _, Type::UUID),
            (&self.caller.api_key as _, Type::UUID),
            (&self.name as _, Type::TEXT),
            (&request as _, Type::BYTEA),
        ];
        let sql = "SELECT selfdb.claim_idempotency($1, $2, $3, $4)";
        let rows = transaction.client()?.query_typed(sql, &params).await?;
        transaction.take_role(&role).await?;
        Ok(rows.first().and_then(|row| row.get(0)))
    }

    /// Remembers the answer.
    pub async fn store(&self, transaction: &Transaction, answer: &str) -> Result<(), DbError> {
        let role = transaction.leave_role().await?;
        let params = [
            (&self.caller.session as _, Type::UUID),
            (&self.caller.api_key as _, Type::UUID),
            (&self.name as _, Type::TEXT),
            (&answer as _, Type::TEXT),
        ];
        transaction.client()?.query_typed("SELECT selfdb.store_idempotency($1, $2, $3, $4)", &params).await?;
        // Triggers that wait for the commit run as the caller.
        transaction.take_role(&role).await
    }
}

impl Transaction {
    /// Goes back to the bare login; the role that was left.
    async fn leave_role(&self) -> Result<String, DbError> {
        let sql = "SELECT current_setting('role'), set_config('role', 'none', true)";
        let rows = self.client()?.query_typed(sql, &[]).await?;
        Ok(rows.first().ok_or(DbError::Config("a role without a row"))?.get(0))
    }

    async fn take_role(&self, role: &str) -> Result<(), DbError> {
        self.set("role", role).await
    }
}
