//! The S3 endpoint, on a port of its own: clients sign the path they ask for, so it cannot live under a prefix.

mod attributes;
mod buckets;
mod checksums;
mod convert;
mod copy;
mod cors;
mod error;
mod keys;
mod listing;
mod multipart;
mod objects;
mod service;
mod tagging;

use super::state::AppState;
use hyper::{Method, Request, Response, body::Incoming, header, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use keys::KeyRing;
use s3s::{
    Body, HttpError,
    access::{S3Access, S3AccessContext},
    host::MultiDomain,
    s3_error,
    service::{S3Service, S3ServiceBuilder},
};
use std::{net::TcpListener, sync::Arc, time::Duration};
use tokio::{
    net::TcpStream,
    runtime::{Builder, Runtime},
    sync::watch,
};
use tokio_util::task::TaskTracker;

/// How long a client may take to send a request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Region that clients may sign for; any other is taken as well.
const REGION: &str = "us-east-1";

/// Where the sealed secret of an access key belongs.
pub fn secret_place(id: &str) -> String {
    format!("selfdb.s3_access_keys/{id}")
}

/// Runs `work` as a task of its own, so that a client that hangs up cannot cut a write in half.
async fn detached<T: Send + 'static>(
    work: impl Future<Output = s3s::S3Result<T>> + Send + 'static,
) -> s3s::S3Result<T> {
    tokio::spawn(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "S3 request failed");
        Err(s3_error!(InternalError))
    })
}

/// What the operations share.
#[derive(Clone)]
struct Files {
    state: AppState,
    keys: Arc<KeyRing>,
}

/// A running endpoint, with threads of its own, which end when it is dropped.
pub struct Endpoint {
    runtime: Option<Runtime>,
    handle: Handle,
}

/// Stops an [`Endpoint`].
#[derive(Clone)]
pub struct Handle {
    stop: Arc<watch::Sender<bool>>,
    open: TaskTracker,
}

impl Endpoint {
    /// Starts serving on `listener`.
    pub fn start(state: AppState, listener: TcpListener) -> std::io::Result<Self> {
        let threads = state.config.server.workers;
        let runtime =
            Builder::new_multi_thread().worker_threads(threads).thread_name("s3").enable_all().build()?;
        let (stop, stopped) = watch::channel(false);
        let open = TaskTracker::new();
        let keys = Arc::new(KeyRing::new(state.db.clone(), state.secrets.clone()));
        let domain = state.config.storage.domain.clone();
        let service = service(Files { state: state.clone(), keys }, domain.as_deref());
        let server = Server { service, state, stopped, open: open.clone() };
        runtime.spawn(server.accept(listener));
        Ok(Endpoint { runtime: Some(runtime), handle: Handle { stop: Arc::new(stop), open } })
    }

    /// What stops it.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        // A runtime must not be dropped inside another one.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Handle {
    /// Takes no more requests and lets open ones finish within `deadline`.
    pub async fn stop(&self, deadline: Duration) {
        self.stop.send_replace(true);
        self.open.close();
        if tokio::time::timeout(deadline, self.open.wait()).await.is_err() {
            tracing::warn!("S3 requests were cut off at shutdown");
        }
    }
}

fn service(files: Files, domain: Option<&str>) -> S3Service {
    let keys = files.keys.clone();
    let mut builder = S3ServiceBuilder::new(files);
    builder.set_auth(keys::Auth(keys));
    builder.set_access(Access);
    // Buckets as subdomains need to know which part of the host name is ours.
    if let Some(domain) = domain.and_then(|domain| MultiDomain::new(&[domain]).ok()) {
        builder.set_host(domain);
    }
    builder.build()
}

/// Files of public buckets may be read without a signature; anything else needs one.
struct Access;

#[async_trait::async_trait]
impl S3Access for Access {
    async fn check(&self, context: &mut S3AccessContext<'_>) -> s3s::S3Result<()> {
        let open = matches!(context.s3_op().name(), "GetObject" | "HeadObject");
        if context.credentials().is_some() || open {
            Ok(())
        } else {
            Err(s3_error!(AccessDenied, "a signature is required"))
        }
    }
}

#[derive(Clone)]
struct Server {
    service: S3Service,
    state: AppState,
    stopped: watch::Receiver<bool>,
    open: TaskTracker,
}

impl Server {
    async fn accept(self, listener: TcpListener) {
        let listener = match tokio::net::TcpListener::from_std(listener) {
            Ok(listener) => listener,
            Err(error) => return tracing::error!(%error, "the S3 port cannot be served"),
        };
        let mut stopped = self.stopped.clone();
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = stopped.wait_for(|stopped| *stopped) => return,
            };
            match accepted {
                Ok((stream, _)) => drop(self.open.spawn(self.clone().connection(stream))),
                Err(error) => {
                    // Out of descriptors, most likely: closing connections free some.
                    tracing::warn!(%error, "an S3 connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    async fn connection(mut self, stream: TcpStream) {
        let socket = socket2::SockRef::from(&stream);
        let limited = socket
            .set_tcp_user_timeout(Some(super::server::TCP_USER_TIMEOUT))
            .and_then(|()| socket.set_tcp_nodelay(true));
        if let Err(error) = limited {
            tracing::warn!(%error, "socket options could not be set");
        }
        let server = self.clone();
        let service = service_fn(move |request| {
            let server = server.clone();
            async move { server.answer(request).await }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIMEOUT)
            .serve_connection(TokioIo::new(stream), service);
        let mut connection = std::pin::pin!(connection);
        let stopped = async move {
            // An error means that the endpoint is gone, which stops just as well.
            drop(self.stopped.wait_for(|stopped| *stopped).await);
        };
        let ended = tokio::select! {
            ended = connection.as_mut() => Some(ended),
            () = stopped => None,
        };
        let ended = match ended {
            Some(ended) => ended,
            None => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "an S3 connection broke off");
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Body>, HttpError> {
        if request.uri().path() == "/health" && matches!(*request.method(), Method::GET | Method::HEAD) {
            return Ok(health(&self.state));
        }
        let Some(origin) = request.headers().get(header::ORIGIN).cloned() else {
            return self.service.call(request.map(Body::from)).await;
        };
        let rules = cors::rules(&self.state, request.uri().path()).await;
        if let Some(answer) = cors::preflight(&rules, &request) {
            return Ok(answer);
        }
        let method = request.method().clone();
        let mut answer = self.service.call(request.map(Body::from)).await?;
        cors::mark(&rules, &origin, &method, answer.headers_mut());
        Ok(answer)
    }
}

fn health(state: &AppState) -> Response<Body> {
    let well = state.actors_healthy();
    let body = serde_json::json!({
        "service": "storage",
        "status": if well { "ready" } else { "degraded" },
        "version": env!("CARGO_PKG_VERSION"),
    });
    let mut answer = Response::new(Body::from(body.to_string()));
    answer.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    answer
}
