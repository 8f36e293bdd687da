//! The extractor for the address a request comes from, through trusted proxies only.

use super::{problem::ApiError, state::AppState};
use crate::domain::client_address::{Route, client_address};
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{HeaderName, X_FORWARDED_FOR},
    web,
};
use std::{
    future::{Ready, ready},
    net::{IpAddr, Ipv4Addr},
};

/// Address of the client, as `TRUSTED_PROXIES` lets the server see it.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Reads connection and headers.
    pub fn of(request: &HttpRequest) -> Self {
        // Every connection is TCP and has a peer; without one the request shares the limits of its like.
        let peer = request.peer_addr().map_or(IpAddr::from(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
        let trusted =
            request.app_data::<web::Data<AppState>>().map(|state| &state.config.server.trusted_proxies);
        let real_ip = request.headers().get(HeaderName::from_static("x-real-ip"));
        let forwarded_for = joined(request);
        let route = Route {
            peer,
            forwarded_for: forwarded_for.as_deref(),
            real_ip: real_ip.and_then(|value| value.to_str().ok()),
        };
        ClientAddress(client_address(route, trusted.map_or(&[], Vec::as_slice)))
    }
}

/// Several header lines mean the same as one with commas (RFC 9110, 5.3). An unreadable one reads as a bad hop.
fn joined(request: &HttpRequest) -> Option<String> {
    let lines: Vec<&str> =
        request.headers().get_all(X_FORWARDED_FOR).map(|line| line.to_str().unwrap_or("?")).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

impl FromRequest for ClientAddress {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(ClientAddress::of(request)))
    }
}
