//! Buckets and files over REST.

mod access_keys;
mod buckets;
pub mod conditions;
pub mod copy;
pub mod disposition;
pub mod download;
pub mod error;
pub mod files;
mod form;
pub mod intake;
mod listing;
mod path;
pub mod range;
mod resumable;
pub mod signed;
mod transfer;
pub mod upload;

use super::{
    caller::{Identity, presented_key},
    problem::ApiError,
};
use crate::{db::storage::Author, domain::caller::Caller};
use actix_web::{HttpRequest, http::header};
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    buckets::configure(config);
    listing::configure(config);
    transfer::configure(config);
    files::configure(config);
    form::configure(config);
    upload::configure(config);
    download::configure(config);
    access_keys::configure(config);
    resumable::configure(config);
}

/// The caller of a request that may come without credentials, as those for public files do.
fn author_or_anon(request: &HttpRequest) -> Result<Author, ApiError> {
    if anonymous(request) { Ok(Author::Caller(Caller::ANON)) } else { author(request) }
}

fn author(request: &HttpRequest) -> Result<Author, ApiError> {
    Ok(Author::Caller(Identity::of(request)?.caller))
}

fn anonymous(request: &HttpRequest) -> bool {
    !request.headers().contains_key(header::AUTHORIZATION) && presented_key(request).is_none()
}
