//! The console's files, embedded from `frontend/dist` when the server is built.

use actix_web::{HttpRequest, HttpResponse, http::header};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::fmt::Write as _;

/// Shown in place of a console that was not built.
const NOT_BUILT: &str = include_str!("../pages/console.html");

/// What the console's pages may load: themselves only. Styles are set inline by the editor and by overlays.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; media-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Release builds hold the files; debug builds read the folder at run time.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/frontend/dist"]
#[allow_missing = true]
struct Dist;

/// The console's document, or the page that says how to build it.
pub fn index(request: &HttpRequest) -> HttpResponse {
    match Dist::get("index.html") {
        Some(document) => answer(request, "index.html", document),
        None => HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CONTENT_SECURITY_POLICY, super::PAGE_POLICY))
            .body(NOT_BUILT),
    }
}

/// The file that the request's path names.
pub fn file(request: &HttpRequest) -> Option<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    // Compressed twins are sent in place of their originals, never by name.
    if path.ends_with(".br") {
        return None;
    }
    Dist::get(path).map(|found| answer(request, path, found))
}

fn answer(request: &HttpRequest, path: &str, file: EmbeddedFile) -> HttpResponse {
    let etag = file.metadata.sha256_hash().iter().take(16).fold(String::from("\""), |mut tag, byte| {
        // Writing to a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
        tag
    }) + "\"";
    let known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|value| value == etag.as_str());
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    // Names below assets/ hold a hash of their content.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    response
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::ETAG, etag))
        .insert_header((header::VARY, "Accept-Encoding"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::REFERRER_POLICY, "same-origin"));
    if known {
        return response.finish();
    }
    response.content_type(media_type(path));
    match compressed(request, path) {
        Some(smaller) => {
            response.insert_header((header::CONTENT_ENCODING, "br")).body(smaller.data.into_owned())
        }
        None => response.body(file.data.into_owned()),
    }
}

fn compressed(request: &HttpRequest, path: &str) -> Option<EmbeddedFile> {
    let accepted = request.headers().get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    let brotli = accepted.split(',').any(|coding| coding.split(';').next().map(str::trim) == Some("br"));
    if brotli { Dist::get(&format!("{path}.br")) } else { None }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json" | "map") => "application/json",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn paths_outside_the_folder_are_no_files() {
        for path in ["/../Cargo.toml", "/assets/../../Cargo.toml", "/index.html.br", "//etc/passwd"] {
            assert!(file(&TestRequest::with_uri(path).to_http_request()).is_none(), "{path}");
        }
    }

    #[test]
    fn hashed_files_are_kept_and_the_document_is_asked_for_again() {
        let sample = || EmbeddedFile { data: b"x".as_slice().into(), metadata: metadata() };
        let request = TestRequest::default().to_http_request();
        let header =
            |path, name| answer(&request, path, sample()).headers().get(name).cloned().expect("the header");
        let cache = |path| header(path, header::CACHE_CONTROL);
        assert_eq!(cache("assets/a-1234.js"), "public, max-age=31536000, immutable");
        assert_eq!(cache("index.html"), "no-cache");
        let etag = header("index.html", header::ETAG);
        let again = TestRequest::default().insert_header((header::IF_NONE_MATCH, etag)).to_http_request();
        assert_eq!(answer(&again, "index.html", sample()).status(), 304);
    }

    fn metadata() -> rust_embed::Metadata {
        rust_embed::Metadata::__rust_embed_new([7; 32], None, None)
    }
}
