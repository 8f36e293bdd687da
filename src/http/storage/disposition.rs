//! Headers that keep users' files from acting as pages of ours, whatever they hold and whatever they are called.

use crate::domain::object::essence;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Content-Security-Policy of every file: no scripts, no forms, an origin of its own.
pub const POLICY: &str =
    "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

/// Characters that `filename*` may hold as they are (RFC 8187, attr-char).
const ATTR_CHAR: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Whether a browser may show this type in place: what cannot carry scripts.
pub fn inline(media_type: &str) -> bool {
    let media_type = essence(media_type);
    match media_type.split_once('/') {
        Some(("image", subtype)) => !subtype.starts_with("svg"),
        Some(("audio" | "video", _)) => true,
        _ => media_type == "application/pdf" || media_type == "text/plain",
    }
}

/// A Content-Disposition (RFC 6266) that is safe for any file name.
pub fn value(kind: &str, file_name: &str) -> String {
    let plain: String = file_name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' })
        .collect();
    if plain == file_name {
        format!("{kind}; filename=\"{plain}\"")
    } else {
        format!(
            "{kind}; filename=\"{plain}\"; filename*=UTF-8''{}",
            utf8_percent_encode(file_name, ATTR_CHAR)
        )
    }
}

/// The disposition of a download: `forced` asks for an attachment, by another name where it gives one.
pub fn of(media_type: &str, stored: Option<&str>, file_name: &str, forced: Option<&str>) -> String {
    if let Some(name) = forced {
        return value("attachment", if name.is_empty() { file_name } else { name });
    }
    let attachment = |stored: &str| essence(stored) == "attachment";
    match stored {
        // The uploader's wish counts, unless it would show in place what must not be shown.
        Some(stored) if inline(media_type) || attachment(stored) => stored.to_owned(),
        _ => value(if inline(media_type) { "inline" } else { "attachment" }, file_name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_run_is_shown_in_place() {
        for media_type in
            ["image/png", "video/mp4", "audio/ogg", "application/pdf", "text/plain; charset=utf-8"]
        {
            assert!(inline(media_type), "{media_type}");
        }
        for media_type in
            ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "TEXT/HTML", "x", ""]
        {
            assert!(!inline(media_type), "{media_type}");
        }
    }

    #[test]
    fn no_name_breaks_out_of_its_header() {
        assert_eq!(value("inline", "a b.txt"), "inline; filename=\"a b.txt\"");
        assert_eq!(
            value("attachment", "\"; x=\\ä\r\n%41.html"),
            "attachment; filename=\"_; x=_____41.html\"; filename*=UTF-8''%22%3B%20x%3D%5C%C3%A4%0D%0A%2541.html"
        );
        for name in ["", "日本語.png", "a\u{202e}gnp.exe"] {
            let header = value("attachment", name);
            assert!(header.bytes().all(|b| (0x20..0x7f).contains(&b)), "{header}");
        }
    }

    #[test]
    fn wishes_count_only_where_they_are_harmless() {
        assert_eq!(of("text/html", Some("inline"), "a.html", None), "attachment; filename=\"a.html\"");
        assert_eq!(of("image/png", Some("inline; filename=\"x\""), "a", None), "inline; filename=\"x\"");
        assert_eq!(
            of("text/html", Some("attachment; filename=\"x\""), "a", None),
            "attachment; filename=\"x\""
        );
        assert_eq!(of("image/png", None, "a.png", Some("")), "attachment; filename=\"a.png\"");
        assert_eq!(of("image/png", None, "a.png", Some("b.png")), "attachment; filename=\"b.png\"");
    }
}
