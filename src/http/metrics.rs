//! `/metrics` for Prometheus, in the OpenMetrics text format (OpenMetrics 1.0).
//!
//! Request durations are counted as they happen. Everything else is looked at when somebody asks, so that it costs nothing
//! in between. On the API port the endpoint is for administrators and service keys; METRICS_ADDRESS opens a port of its
//! own for a scraper that needs no credentials.

mod process;
mod snapshot;

use super::{
    caller::Identity,
    problem::{ApiError, NOT_FOUND},
    state::AppState,
};
use crate::domain::caller::DbRole;
use actix_web::{HttpResponse, get, http::Method, web};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::time::Duration;
use utoipa_actix_web::service_config::ServiceConfig;

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of the buckets, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Mounts the endpoint on the API port.
pub fn configure(config: &mut ServiceConfig) {
    config.service(read_metrics);
}

/// Mounts it without credentials, for a port of its own.
pub fn configure_open(config: &mut web::ServiceConfig) {
    config.service(read_open_metrics);
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: &'static str,
    /// The pattern, not the path: paths are without number.
    route: String,
    /// `2xx` and so on.
    status: &'static str,
}

/// What is counted while the server runs.
pub struct Metrics {
    registry: Registry,
    requests: Family<Route, Histogram, fn() -> Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        let requests: Family<Route, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let mut registry = Registry::with_prefix("selfdb");
        let help = "Time until the head of the answer was ready, by route";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, requests.clone());
        Metrics { registry, requests }
    }
}

impl Metrics {
    /// Counts an answered request; `route` is the pattern that matched.
    pub fn record(&self, method: &Method, route: Option<String>, status: u16, took: Duration) {
        let route = Route {
            method: method_label(method),
            route: route.unwrap_or_else(|| "none".to_owned()),
            status: class(status),
        };
        self.requests.get_or_create(&route).observe(took.as_secs_f64());
    }
}

/// Clients may send any word as a method; only the usual ones get a label of their own.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: u16) -> &'static str {
    match status {
        ..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        500.. => "5xx",
    }
}

async fn answer(state: &AppState) -> Result<HttpResponse, ApiError> {
    let snapshot = snapshot::take(state).await;
    let mut body = String::new();
    text::encode_registry(&mut body, &state.metrics.registry)
        .and_then(|()| text::encode_registry(&mut body, &snapshot))
        .and_then(|()| text::encode_eof(&mut body))
        .map_err(ApiError::internal)?;
    Ok(HttpResponse::Ok().content_type(CONTENT_TYPE).body(body))
}

/// Metrics in the OpenMetrics text format, for administrators and service keys.
#[utoipa::path(tag = "health", responses(
    (status = 200, description = "metrics", content_type = "application/openmetrics-text"),
    (status = 403, description = "neither an administrator nor a service key"),
    (status = 404, description = "ENABLE_METRICS is false")))]
#[get("/metrics")]
pub async fn read_metrics(state: web::Data<AppState>, identity: Identity) -> Result<HttpResponse, ApiError> {
    if !state.config.server.metrics {
        return Err(ApiError::new(NOT_FOUND, "path not found"));
    }
    match state.db.resolve(&identity.caller).await?.role {
        DbRole::Service => answer(&state).await,
        DbRole::Anon | DbRole::Authenticated => {
            Err(ApiError::forbidden("an administrator or a service key is needed"))
        }
    }
}

#[get("/metrics")]
async fn read_open_metrics(state: web::Data<AppState>) -> Result<HttpResponse, ApiError> {
    answer(&state).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_few_values() {
        assert_eq!(method_label(&Method::from_bytes(b"BREW").expect("a method")), "other");
        assert_eq!((class(101), class(204), class(301)), ("1xx", "2xx", "3xx"));
        assert_eq!((class(404), class(503)), ("4xx", "5xx"));
    }

    #[test]
    fn requests_are_counted_by_route() {
        let metrics = Metrics::default();
        let route = || Some("/api/v1/tables/{name}".to_owned());
        metrics.record(&Method::GET, route(), 200, Duration::from_millis(3));
        metrics.record(&Method::GET, route(), 200, Duration::from_secs(20));
        metrics.record(&Method::GET, None, 404, Duration::ZERO);
        let mut text = String::new();
        text::encode(&mut text, &metrics.registry).expect("text");
        let counted = r#"selfdb_http_request_duration_seconds_count{method="GET",route="/api/v1/tables/{name}",status="2xx"} 2"#;
        assert!(text.contains(counted), "{text}");
        let quick = r#"selfdb_http_request_duration_seconds_bucket{le="0.005",method="GET",route="/api/v1/tables/{name}",status="2xx"} 1"#;
        assert!(text.contains(quick), "{text}");
        assert!(text.contains(r#"route="none",status="4xx"} 1"#), "{text}");
    }
}
