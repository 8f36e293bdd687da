//! `POST /api/v1/tables/transaction`: several operations, all or none.

mod operation;
mod run;

use super::failure::{Failure, with_schema};
use crate::{
    db::{
        DbError,
        rows::{Idempotency, Transaction},
        schema_cache::Schema,
    },
    http::{
        caller::Identity,
        detached::detached,
        problem::{ApiError, INVALID},
        state::AppState,
    },
};
use actix_web::{HttpRequest, HttpResponse, post, web};
use operation::{Kind, Outcome, TransactionIn};
use run::Runner;
use sha2::{Digest as _, Sha256};
use utoipa_actix_web::service_config::ServiceConfig;

/// Most operations of one transaction.
const OPERATIONS: usize = 100;
/// SQLSTATE of an idempotency key that was used for another request.
const OTHER_REQUEST: &str = "SD422";

/// Runs inserts, updates, deletes and function calls in one transaction with the caller's rights: all of them or none.
/// `{"$ref": "0.id"}` stands for what an earlier operation has returned. A request that is repeated with the same
/// `Idempotency-Key` within 24 hours gets the answer of the first, and nothing is done twice. A failure names the operation.
#[utoipa::path(tag = "Rows",
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters")),
    request_body(content = inline(TransactionIn), content_type = "application/json"), responses(
    (status = 200, description = "`results`: for each operation `op` and either `affected` and `rows`, or `result`"),
    (status = 400, description = "An operation is malformed or failed"),
    (status = 403, description = "The caller may not do one of them"),
    (status = 404, description = "A table or function does not exist"),
    (status = 409, description = "A constraint is violated, or another number of rows was expected"),
    (status = 422, description = "The idempotency key was used for another request"),
))]
#[post("/api/v1/tables/transaction")]
async fn run_transaction(
    state: web::Data<AppState>,
    identity: Identity,
    body: web::Bytes,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let asked: TransactionIn =
        serde_json::from_slice(&body).map_err(|error| ApiError::bad_request(format!("body: {error}")))?;
    if asked.operations.is_empty() || asked.operations.len() > OPERATIONS {
        return Err(ApiError::field("operations", format!("1 to {OPERATIONS} operations are expected")));
    }
    let key = idempotency_key(&request)?;
    detached(async move {
        let job = Job { state: &state, identity: &identity, asked: &asked, key: key.as_deref(), body: &body };
        let answer = with_schema(&state, async |schema| job.run(&schema).await).await?;
        Ok(HttpResponse::Ok().content_type("application/json").body(answer))
    })
    .await
}

fn idempotency_key(request: &HttpRequest) -> Result<Option<String>, ApiError> {
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(key) if (1..=255).contains(&key.len()) => Ok(Some(key.to_owned())),
        _ => Err(ApiError::field("Idempotency-Key", "must be 1 to 255 visible ASCII characters")),
    }
}

struct Job<'a> {
    state: &'a AppState,
    identity: &'a Identity,
    asked: &'a TransactionIn,
    key: Option<&'a str>,
    body: &'a [u8],
}

impl Job<'_> {
    /// Runs everything; the answer's JSON.
    async fn run(&self, schema: &Schema) -> Result<String, Failure> {
        let transaction = Transaction::begin(&self.state.db, &self.identity.caller).await?;
        match self.run_in(&transaction, schema).await {
            Ok(answer) => {
                transaction.commit().await?;
                Ok(answer)
            }
            Err(failure) => {
                transaction.rollback().await?;
                Err(failure)
            }
        }
    }

    async fn run_in(&self, transaction: &Transaction, schema: &Schema) -> Result<String, Failure> {
        let idempotency = self.key.map(|name| Idempotency { caller: &self.identity.caller, name });
        if let Some(idempotency) = &idempotency {
            let hash = Sha256::digest(self.body);
            if let Some(answer) = idempotency.claim(transaction, &hash).await.map_err(claim_failure)? {
                return Ok(answer);
            }
        }
        let signed_in = self.identity.caller.session.is_some();
        let runner = Runner { schema, transaction, signed_in, max_rows: self.state.config.database.max_rows };
        let mut outcomes = Vec::new();
        for (n, operation) in self.asked.operations.iter().enumerate() {
            match runner.run(operation, &outcomes).await {
                Ok(outcome) => outcomes.push(outcome),
                Err(failure) => return Err(located(n, failure)),
            }
        }
        let answer = self.answer(&outcomes);
        if let Some(idempotency) = &idempotency {
            idempotency.store(transaction, &answer).await?;
        }
        Ok(answer)
    }

    fn answer(&self, outcomes: &[Outcome]) -> String {
        let results = self.asked.operations.iter().zip(outcomes).map(|(operation, outcome)| {
            let op = match operation.op {
                Kind::Insert => "insert",
                Kind::Update => "update",
                Kind::Delete => "delete",
                Kind::Rpc => "rpc",
            };
            match outcome {
                Outcome::Rows(rows) => {
                    format!(r#"{{"op":"{op}","affected":{},"rows":[{}]}}"#, rows.len(), rows.join(","))
                }
                Outcome::Value(json) => format!(r#"{{"op":"{op}","result":{json}}}"#),
            }
        });
        format!(r#"{{"results":[{}]}}"#, results.collect::<Vec<_>>().join(","))
    }
}

fn claim_failure(error: DbError) -> Failure {
    match error.statement() {
        Some(failed) if failed.code.code() == OTHER_REQUEST => {
            ApiError::new(INVALID, "Idempotency-Key: was used for another request").into()
        }
        _ => error.into(),
    }
}

/// The failure with the operation's number.
fn located(n: usize, failure: Failure) -> Failure {
    match failure {
        Failure::Query(mut error) => {
            error.field = format!("operations[{n}].{}", error.field);
            Failure::Query(error)
        }
        Failure::Db(error) => Failure::Operation(n, error),
        Failure::Api(error) => {
            let fields = vec![(format!("/operations/{n}"), error.detail.to_string())];
            let detail = format!("operations[{n}]: {}", error.detail);
            Failure::Api(ApiError { detail: detail.into(), fields, ..error })
        }
        located => located,
    }
}

/// Mounts the operation.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(run_transaction);
}
