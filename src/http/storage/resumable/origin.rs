//! The address under which a client reached this server, also through proxies.

use actix_web::HttpRequest;

/// Scheme, host and path prefix, from `Forwarded` (RFC 7239) or `X-Forwarded-Proto`, `-Host`, `-Port` and `-Prefix`.
/// It goes only into the answer to whoever sent the headers.
pub fn of(request: &HttpRequest) -> String {
    let info = request.connection_info();
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).map(first);
    compose(info.scheme(), info.host(), header("x-forwarded-port"), header("x-forwarded-prefix"))
}

/// The value that the proxy nearest to the client set.
fn first(list: &str) -> &str {
    list.split(',').next().unwrap_or_default().trim()
}

fn compose(scheme: &str, host: &str, port: Option<&str>, prefix: Option<&str>) -> String {
    let usual = if scheme == "https" { "443" } else { "80" };
    let bracket = host.rfind(']').map_or(0, |at| at + 1);
    let bare = !host[bracket..].contains(':');
    let port = port.filter(|port| bare && *port != usual && port.parse::<u16>().is_ok());
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    let prefix = prefix.unwrap_or_default().trim_matches('/');
    let sound = prefix.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b));
    let prefix = if prefix.is_empty() || !sound { String::new() } else { format!("/{prefix}") };
    format!("{scheme}://{host}{port}{prefix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (scheme, host, port, prefix, expected) in [
            ("http", "localhost:8000", None, None, "http://localhost:8000"),
            ("https", "api.example.com", Some("443"), Some("/selfdb/"), "https://api.example.com/selfdb"),
            ("https", "api.example.com", Some("8443"), None, "https://api.example.com:8443"),
            ("https", "api.example.com:9000", Some("8443"), None, "https://api.example.com:9000"),
            ("http", "[::1]", Some("8080"), Some("a/b"), "http://[::1]:8080/a/b"),
            ("http", "x", Some("evil"), Some("/\r\nSet-Cookie: x"), "http://x"),
        ] {
            assert_eq!(compose(scheme, host, port, prefix), expected);
        }
    }
}
