//! The OpenAPI document's frame; its operations come from the handlers themselves.

use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
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
