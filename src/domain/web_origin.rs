//! Web origins (RFC 6454): what a browser sends as `Origin`, in one spelling.

use url::Url;

/// Longest origin that is stored, in bytes.
const MAX_BYTES: usize = 500;

/// Why a text is no origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OriginFault {
    /// Longer than 500 bytes.
    #[error("must be at most 500 characters long")]
    TooLong,
    /// Another scheme, or none.
    #[error("must be * or start with http:// or https://")]
    Scheme,
    /// More than a host and a port.
    #[error("must be a scheme, a host and a port, without path, query or user")]
    MoreThanOrigin,
    /// No usable host or port.
    #[error("must have a valid host, and a port between 1 and 65535 if any")]
    Host,
}

/// `text` as browsers write it: scheme and host in lower case, no default port, no slash at the end. `*` stays.
pub fn normalised(text: &str) -> Result<String, OriginFault> {
    let text = text.trim();
    if text == "*" {
        return Ok(text.to_owned());
    }
    if text.len() > MAX_BYTES {
        return Err(OriginFault::TooLong);
    }
    let (scheme, rest) = text.split_once("://").ok_or(OriginFault::Scheme)?;
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err(OriginFault::Scheme);
    }
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    if authority.contains(['/', '\\', '?', '#', '@']) {
        return Err(OriginFault::MoreThanOrigin);
    }
    // The URL parser is lenient where people mistype; a list of origins should not be.
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '*' | '%' | '<' | '>' | '"' | ',');
    if authority.contains(odd) || authority.ends_with(':') {
        return Err(OriginFault::Host);
    }
    let url = Url::parse(&format!("{scheme}://{authority}")).map_err(|_| OriginFault::Host)?;
    let host = url.host_str().ok_or(OriginFault::Host)?;
    if url.port() == Some(0) || host.split('.').any(str::is_empty) {
        return Err(OriginFault::Host);
    }
    Ok(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_origin_has_one_spelling() {
        for (written, stored) in [
            ("*", "*"),
            ("http://localhost:3000", "http://localhost:3000"),
            (" HTTPS://App.Example.COM/ ", "https://app.example.com"),
            ("https://a.example:443", "https://a.example"),
            ("http://a.example:80/", "http://a.example"),
            ("http://a.example:443", "http://a.example:443"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("https://münchen.example", "https://xn--mnchen-3ya.example"),
        ] {
            assert_eq!(normalised(written).as_deref(), Ok(stored), "{written}");
        }
    }

    #[test]
    fn what_is_no_origin_is_told_apart() {
        use OriginFault::{Host, MoreThanOrigin, Scheme, TooLong};
        let long = format!("https://{}.example", "a".repeat(500));
        for (written, fault) in [
            ("", Scheme),
            ("null", Scheme),
            ("a.example", Scheme),
            ("ftp://a.example", Scheme),
            ("javascript://a.example", Scheme),
            ("https:a.example", Scheme),
            ("https://a.example/path", MoreThanOrigin),
            ("https://a.example//", MoreThanOrigin),
            ("https://a.example?x", MoreThanOrigin),
            ("https://a.example#x", MoreThanOrigin),
            ("https://user@a.example", MoreThanOrigin),
            (r"https://a.example\b", MoreThanOrigin),
            ("https://", Host),
            ("https://a b", Host),
            ("https://a.\nexample", Host),
            ("https://*.example", Host),
            ("https://a..example", Host),
            ("https://a.example:", Host),
            ("https://a.example:0", Host),
            ("https://a.example:65536", Host),
            ("https://a.example,https://b.example", MoreThanOrigin),
            (long.as_str(), TooLong),
        ] {
            assert_eq!(normalised(written), Err(fault), "{written}");
        }
    }
}
