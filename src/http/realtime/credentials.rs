//! Who opens a socket, joins a channel or refreshes one.

use crate::{
    domain::{api_key::api_key_id, caller::Caller},
    http::{
        caller::Identity,
        problem::{ApiError, UNAUTHORIZED},
        state::AppState,
    },
};
use actix_web::{HttpRequest, http::header};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// How the `phoenix` client names a token among the subprotocols (`authToken`, phoenix 1.8).
const TOKEN_PROTOCOL: &str = "base64url.bearer.phx.";

/// A caller, and when its token ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// The caller; the database decides what it may do.
    pub caller: Caller,
    /// Unix seconds at which the token ends; keys do not end.
    pub expires: Option<i64>,
}

/// The caller that a token or key names.
pub fn who_of(state: &AppState, text: &str) -> Result<Who, ApiError> {
    if text.contains('.') {
        let claims =
            state.tokens.verify(text).map_err(|error| ApiError::new(UNAUTHORIZED, error.to_string()))?;
        return Ok(Who { caller: Caller::session(claims.sid), expires: Some(claims.exp) });
    }
    Ok(Who { caller: Caller { session: None, api_key: Some(api_key_id(text)) }, expires: None })
}

/// Who opens a socket: by the query, since a browser cannot set headers on a WebSocket, by a subprotocol, or by headers.
pub fn who_opens(state: &AppState, request: &HttpRequest, query: Option<String>) -> Result<Who, ApiError> {
    if let Some(text) = query.filter(|text| !text.is_empty()).or_else(|| protocol_token(request)) {
        return who_of(state, &text);
    }
    let identity = Identity::of(request)?;
    Ok(Who { caller: identity.caller, expires: identity.claims.map(|claims| claims.exp) })
}

fn protocol_token(request: &HttpRequest) -> Option<String> {
    let protocols = request.headers().get(header::SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
    let token = protocols.split(',').find_map(|protocol| protocol.trim().strip_prefix(TOKEN_PROTOCOL))?;
    String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()
}
