//! The HTTP server: both ports, limits, middleware and the one list of everything that is mounted.

use super::{
    api_keys, audit, auth, console, cors, health,
    openapi::declare_common_failures,
    problem::{self, ApiError},
    realtime,
    state::AppState,
    users,
};
use actix_cors::Cors;
use actix_web::{
    App, HttpServer, dev::Server, dev::Service as _, error, http::header, middleware, rt::net::TcpStream, web,
};
use std::{
    net::TcpListener,
    time::{Duration, Instant},
};
use utoipa_actix_web::{AppExt as _, service_config::ServiceConfig};
use utoipa_swagger_ui::{Config as SwaggerConfig, SwaggerUi};

/// Marks connections that came in on the console's port.
pub struct ConsolePort;

/// Unacknowledged bytes older than this mean a dead or stuck reader; the kernel then closes the socket.
pub(super) const TCP_USER_TIMEOUT: Duration = Duration::from_secs(20);

/// Every operation of the API.
fn operations(config: &mut ServiceConfig) {
    health::configure(config);
    super::metrics::configure(config);
    console::configure_session(config);
    auth::configure(config);
    users::configure(config);
    audit::configure(config);
    api_keys::configure(config);
    cors::configure(config);
    realtime::configure(config);
    super::tables::configure(config);
    super::columns::configure(config);
    super::schema::configure(config);
    super::rows::configure(config);
    super::rest::configure(config);
    super::sql::configure(config);
    super::storage::configure(config);
    super::import::configure(config);
}

/// The OpenAPI document of this server.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, mut document) = App::new()
        .into_utoipa_app()
        .openapi(console::document_frame())
        .configure(operations)
        .split_for_parts();
    declare_common_failures(&mut document);
    document
}

/// Starts serving on both listeners. The returned server stops gracefully through its handle.
pub fn serve(state: AppState, api: TcpListener, console: TcpListener) -> std::io::Result<Server> {
    let console_port = console.local_addr()?.port();
    let workers = state.config.server.workers;
    let shutdown = state.config.server.shutdown_timeout.as_secs();
    HttpServer::new(move || app(state.for_worker()))
        .workers(workers)
        .shutdown_timeout(shutdown)
        .client_request_timeout(Duration::from_secs(30))
        .disable_signals()
        .on_connect(move |connection, extensions| {
            let Some(stream) = connection.downcast_ref::<TcpStream>() else { return };
            if stream.local_addr().is_ok_and(|address| address.port() == console_port) {
                extensions.insert(ConsolePort);
            }
            let socket = socket2::SockRef::from(stream);
            let limited = socket
                .set_tcp_user_timeout(Some(TCP_USER_TIMEOUT))
                .and_then(|()| socket.set_tcp_nodelay(true));
            if let Err(error) = limited {
                tracing::warn!(%error, "socket options could not be set");
            }
        })
        .listen(api)?
        .listen(console)
        .map(HttpServer::run)
}

/// Serves `/metrics` alone.
pub fn serve_metrics(state: AppState, listener: TcpListener) -> std::io::Result<Server> {
    let state = web::Data::new(state);
    let app = move || App::new().app_data(state.clone()).configure(super::metrics::configure_open);
    HttpServer::new(app).workers(1).disable_signals().listen(listener).map(HttpServer::run)
}

fn app(
    state: AppState,
) -> App<
    impl actix_web::dev::ServiceFactory<
        actix_web::dev::ServiceRequest,
        Config = (),
        Response = actix_web::dev::ServiceResponse<impl actix_web::body::MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let metrics = state.metrics.clone();
    let (app, mut document) = App::new()
        .app_data(web::Data::new(state.clone()))
        .app_data(
            web::JsonConfig::default()
                .limit(state.config.server.json_limit_bytes)
                .error_handler(|e, _| json_error(e).into()),
        )
        .app_data(
            web::QueryConfig::default()
                .error_handler(|e, _| ApiError::bad_request(format!("query: {e}")).into()),
        )
        .app_data(
            web::PathConfig::default()
                .error_handler(|e, _| ApiError::bad_request(format!("path: {e}")).into()),
        )
        .app_data(web::PayloadConfig::new(state.config.server.json_limit_bytes))
        .into_utoipa_app()
        .openapi(console::document_frame())
        .configure(operations)
        .split_for_parts();
    declare_common_failures(&mut document);
    let swagger = SwaggerUi::new("/docs/{_:.*}")
        .config(SwaggerConfig::new(["/openapi.json"]).persist_authorization(false))
        .url("/openapi.json", document);
    app.service(swagger)
        .configure(console::configure)
        .configure(auth::configure_alias)
        .configure(users::configure_alias)
        .default_service(web::to(console::unknown))
        .wrap(middleware::DefaultHeaders::new().add((header::X_CONTENT_TYPE_OPTIONS, "nosniff")))
        .wrap(browser_rules(&state))
        .wrap_fn(move |request, service| {
            let begun = Instant::now();
            let method = request.method().clone();
            // The query may hold a token; only the path is ever logged.
            let path = request.path().to_owned();
            let metrics = metrics.clone();
            let answer = service.call(request);
            async move {
                let answer = answer.await?;
                let (status, took) = (answer.status().as_u16(), begun.elapsed());
                metrics.record(&method, answer.request().match_pattern(), status, took);
                let duration_us = took.as_micros() as u64;
                tracing::debug!(%method, path, status, duration_us, "request");
                Ok(answer)
            }
        })
}

fn browser_rules(state: &AppState) -> Cors {
    let origins = state.cors.clone();
    Cors::default()
        .allowed_origin_fn(move |origin, _| origin.to_str().is_ok_and(|origin| origins.allows(origin)))
        .allow_any_method()
        .allow_any_header()
        .expose_headers([
            header::CONTENT_RANGE,
            header::ETAG,
            header::LINK,
            header::LOCATION,
            header::RETRY_AFTER,
        ])
        .expose_headers(["x-next-cursor", "preference-applied"])
        .max_age(600)
}

fn json_error(error: error::JsonPayloadError) -> ApiError {
    use error::JsonPayloadError as E;
    match error {
        E::OverflowKnownLength { .. } | E::Overflow { .. } => {
            ApiError::new(problem::TOO_LARGE, problem::TOO_LARGE.title)
        }
        E::ContentType => ApiError::new(problem::UNSUPPORTED_MEDIA_TYPE, "the body must be application/json"),
        E::Deserialize(error) if error.is_data() => ApiError::new(problem::INVALID, format!("body: {error}")),
        other => ApiError::bad_request(format!("body: {other}")),
    }
}
