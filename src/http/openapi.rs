//! The OpenAPI document's frame; its operations come from the handlers themselves.

use utoipa::{
    Modify, OpenApi,
    openapi::{
        PathItem, RefOr, ResponseBuilder,
        path::Operation,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

/// Title, tags and security schemes.
#[derive(OpenApi)]
#[openapi(
    info(title = "SelfDB API", description = "REST API of a SelfDB server."),
    modifiers(&Security),
    security(("bearer" = []), ("api_key" = [])),
    tags(
        (name = "authentication", description = "Register, log in, sessions"),
        (name = "user-management", description = "Users, for administrators"),
        (name = "tables", description = "Tables and rows"),
        (name = "buckets", description = "Buckets of files"),
        (name = "files", description = "Files"),
        (name = "uploads", description = "Resumable uploads (TUS 1.0)"),
        (name = "s3", description = "Access keys of the S3 endpoint"),
        (name = "realtime", description = "WebSocket channels"),
        (name = "sql", description = "SQL, for administrators"),
        (name = "cors", description = "Origins that browsers may call from"),
        (name = "console", description = "Sign-in of the admin console; answers on the console's port only"),
        (name = "health", description = "Health and status"),
    )
)]
pub struct Document;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_with(Default::default);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        components.add_security_scheme(
            "api_key",
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-API-Key"))),
        );
    }
}

/// Failures that come from extractors and the database rather than from one handler, declared for every
/// operation that has not said something better about them.
pub fn declare_common_failures(document: &mut utoipa::openapi::OpenApi) {
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            let guarded = operation.security.as_ref().is_none_or(|schemes| !schemes.is_empty());
            let mut failures = vec![
                (400, "The path, the query or the body is malformed"),
                (422, "A member of the query or the body is not valid"),
                (503, "Too busy, or the database cannot be reached; `Retry-After` says when to come back"),
                (504, "The database took too long"),
            ];
            if path.contains('{') {
                failures.push((404, "What the path names does not exist, or not for the caller"));
            }
            if guarded {
                failures.push((401, "No valid credentials"));
                failures.push((403, "The caller may not do this"));
            }
            if operation.request_body.is_some() {
                failures.push((409, "What is to be stored conflicts with what is there"));
                failures.push((413, "The body is too large"));
                failures.push((415, "The body's media type is not understood"));
            }
            for (status, description) in failures {
                let response = ResponseBuilder::new().description(description).build();
                operation.responses.responses.entry(status.to_string()).or_insert(RefOr::T(response));
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, post, put, patch, delete, head, options, .. } = item;
    [get, post, put, patch, delete, head, options].into_iter().filter_map(Option::as_mut)
}
