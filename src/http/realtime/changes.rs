//! Row changes for clients that ask again and again instead of holding a socket.

use super::{admission, config::Since};
use crate::{
    actors::{
        channel_registry::{Filter, Interest, Shape, Subscription, shared_claims},
        feed::{FeedError, Next},
        phoenix::Serializer,
    },
    domain::caller::DbRole,
    http::{
        caller::Identity,
        problem::{ApiError, GONE},
        state::AppState,
    },
};
use actix_web::{Responder, get, web};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Changes in an answer, unless fewer are asked for, and at most.
const PAGE: usize = 100;
const PAGE_MOST: usize = 1000;

/// Changes looked at for one answer: what a caller may not see is read past as well.
const LOOKED_AT: i64 = 20_000;

/// Mounts the endpoint.
pub fn configure(config: &mut ServiceConfig) {
    config.service(list_changes);
}

/// Which changes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ChangesIn {
    /// Position after which to begin, or an RFC 3339 time.
    since: String,
    /// Table; all of the schema when left out.
    table: Option<String>,
    /// Schema; `public` when left out.
    schema: Option<String>,
    /// Filter as on a socket: `column=operator.value`, joined by commas.
    filter: Option<String>,
    /// Most changes to answer, 1 to 1000; 100 when left out.
    limit: Option<usize>,
}

/// A page of changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangesOut {
    /// In the order of their positions, as `data` of a socket's `postgres_changes`.
    #[schema(value_type = Vec<Object>)]
    pub changes: Vec<Box<RawValue>>,
    /// Ask again with this as `since`.
    pub position: i64,
    /// Whether there may be more already.
    pub more: bool,
}

/// Row changes after a position or time that the caller may see, in order; none are missed or doubled when each call is
/// given the position that the last one answered.
#[utoipa::path(tag = "realtime", params(ChangesIn), responses(
    (status = 200, body = ChangesOut), (status = 400, description = "an unknown parameter"),
    (status = 401, description = "no valid credentials"), (status = 403, description = "a schema for administrators"),
    (status = 410, description = "history does not reach back that far"), (status = 422, description = "a parameter is not valid")))]
#[get("/api/v1/realtime/changes")]
pub async fn list_changes(
    state: web::Data<AppState>,
    identity: Identity,
    query: web::Query<ChangesIn>,
) -> Result<impl Responder, ApiError> {
    let query = query.into_inner();
    let limit = query.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MOST).contains(&limit) {
        return Err(ApiError::field("limit", format!("must be from 1 to {PAGE_MOST}")));
    }
    let since = Since::parse(&query.since)
        .ok_or_else(|| ApiError::field("since", "must be a position or an RFC 3339 time"))?;
    let granted = state.db.resolve(&identity.caller).await?;
    let schema = query.schema.unwrap_or_else(|| "public".to_owned());
    if granted.role != DbRole::Service && matches!(schema.as_str(), "auth" | "selfdb") {
        return Err(ApiError::forbidden(format!("schema {schema} is for administrators")));
    }
    let filter = Filter::parse(&query.filter.unwrap_or_default())
        .map_err(|error| ApiError::field("filter", error.to_string()))?;
    let position = admission::start(&state, Some(&since)).await.map_err(|reason| match reason {
        reason if reason.contains("too old") => ApiError::new(GONE, reason),
        reason => ApiError::field("since", reason),
    })?;
    let interest = Interest {
        topic: String::new(),
        serializer: Serializer::V2,
        shape: Shape::PostgresChanges,
        subscriptions: vec![Subscription {
            id: 1,
            operation: None,
            schema,
            table: query.table,
            filter,
            select: None,
        }],
        role: granted.role.as_str(),
        claims: shared_claims(&granted.claims),
    };
    Ok(web::Json(page(&state, &interest, position.unwrap_or_default(), limit).await?))
}

async fn page(
    state: &AppState,
    interest: &Interest,
    since: i64,
    limit: usize,
) -> Result<ChangesOut, ApiError> {
    let (feed, wanted) = (&state.actors.feed, interest.wanted());
    let mut out = ChangesOut { changes: Vec::new(), position: since, more: true };
    while out.changes.len() < limit && out.position - since < LOOKED_AT {
        let batch = match feed.after(out.position, &wanted).await {
            Ok(Next::Changes(batch)) => batch,
            Ok(Next::Nothing(position)) => {
                (out.position, out.more) = (position, false);
                break;
            }
            Err(FeedError::TooOld) => return Err(ApiError::new(GONE, FeedError::TooOld.to_string())),
            Err(FeedError::Database(error)) => return Err(error.into()),
        };
        let after = out.position;
        for (at, change) in batch.changes.iter().enumerate().filter(|(_, change)| change.position > after) {
            if out.changes.len() == limit {
                return Ok(out);
            }
            if interest.concerns(change) {
                let group = (interest.role, interest.claims.as_str());
                let view = feed.view(&batch, group, (&change.schema, &change.table)).await?;
                out.changes.extend(interest.records(change, &view, at).into_iter().map(|(_, data)| data));
            }
            out.position = change.position;
        }
    }
    Ok(out)
}
