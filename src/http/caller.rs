//! Extractors that say in a handler's signature who may call it.

use super::{
    client_address::ClientAddress,
    problem::{API_KEY_REQUIRED, ApiError, UNAUTHORIZED},
    state::AppState,
    token::Claims,
};
use crate::{
    db::audit::Actor,
    domain::{
        api_key::api_key_id,
        caller::{Caller, DbRole},
    },
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use futures_util::future::{LocalBoxFuture, Ready, ready};

/// Anyone with a valid access token or an API key; the database checks both when the transaction begins.
#[derive(Debug, Clone)]
pub struct Identity {
    /// For `Db::query_as`.
    pub caller: Caller,
    /// The token's claims, if it was a token.
    pub claims: Option<Claims>,
}

/// A user with a valid access token. What that user may do is decided by the database.
#[derive(Debug, Clone)]
pub struct User {
    /// For `Db::query_as`.
    pub caller: Caller,
    /// The token's claims.
    pub claims: Claims,
}

/// A user whom the database calls an active ADMIN at this moment.
#[derive(Debug, Clone)]
pub struct Admin {
    /// For `Db::query_as`.
    pub caller: Caller,
    /// The token's claims.
    pub claims: Claims,
    /// Where the request comes from.
    pub address: ClientAddress,
}

impl Admin {
    /// For the audit log.
    pub fn actor(&self) -> Actor {
        Actor { id: Some(self.claims.sub), ip: Some(self.address.0.to_string()) }
    }
}

impl Identity {
    /// Reads `Authorization: Bearer <token or key>`, else `X-API-Key`, else `apikey` (header or query).
    pub fn of(request: &HttpRequest) -> Result<Self, ApiError> {
        let state = state(request)?;
        if let Some(value) = request.headers().get(header::AUTHORIZATION) {
            let token = value
                .to_str()
                .ok()
                .and_then(|value| value.strip_prefix("Bearer "))
                .ok_or_else(|| ApiError::new(UNAUTHORIZED, "Invalid Authorization header format"))?;
            // A JWT has two dots; keys have none.
            if token.contains('.') {
                let claims =
                    state.tokens.verify(token).map_err(|e| ApiError::new(UNAUTHORIZED, e.to_string()))?;
                return Ok(Identity { caller: Caller::session(claims.sid), claims: Some(claims) });
            }
            return Ok(Identity { caller: key_caller(token), claims: None });
        }
        let key =
            presented_key(request).ok_or_else(|| ApiError::new(API_KEY_REQUIRED, "API key is missing"))?;
        Ok(Identity { caller: key_caller(&key), claims: None })
    }
}

fn key_caller(key: &str) -> Caller {
    Caller { session: None, api_key: Some(api_key_id(key)) }
}

/// The API key of `X-API-Key`, or `apikey` as a header or in the query.
pub fn presented_key(request: &HttpRequest) -> Option<String> {
    let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    header("x-api-key").or_else(|| header("apikey")).or_else(|| {
        request
            .query_string()
            .split('&')
            .find_map(|pair| pair.strip_prefix("apikey="))
            .map(|value| percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned())
    })
}

fn state(request: &HttpRequest) -> Result<&AppState, ApiError> {
    request
        .app_data::<web::Data<AppState>>()
        .map(|data| data.get_ref())
        .ok_or_else(|| ApiError::internal("no state"))
}

fn user_of(request: &HttpRequest) -> Result<User, ApiError> {
    let identity = Identity::of(request)?;
    let claims = identity.claims.ok_or_else(|| ApiError::new(UNAUTHORIZED, "Authentication required"))?;
    Ok(User { caller: identity.caller, claims })
}

impl FromRequest for Identity {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Identity::of(request))
    }
}

impl FromRequest for User {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(user_of(request))
    }
}

impl FromRequest for Admin {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let address = ClientAddress::of(request);
        let checked = user_of(request).and_then(|user| Ok((user, state(request)?.db.clone())));
        Box::pin(async move {
            let (user, db) = checked?;
            match db.resolve(&user.caller).await?.role {
                DbRole::Service => Ok(Admin { caller: user.caller, claims: user.claims, address }),
                DbRole::Anon | DbRole::Authenticated => Err(ApiError::forbidden("Admin role required")),
            }
        })
    }
}
