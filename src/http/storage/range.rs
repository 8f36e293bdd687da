//! Range requests (RFC 9110, section 14).

use std::ops::Range;

/// A request for more ranges than this is answered with the whole file.
const MOST_RANGES: usize = 32;

/// What a Range header asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ranges {
    /// The whole: no range, or one that is to be ignored.
    Whole,
    /// These parts, in the order asked for, at least one.
    Parts(Vec<Range<u64>>),
    /// Nothing of it lies within the file.
    Unsatisfiable,
}

/// Reads a Range header against a file of `size` bytes.
pub fn parse(header: &str, size: u64) -> Ranges {
    let Some(list) = header.trim().strip_prefix("bytes=") else { return Ranges::Whole };
    let mut parts = Vec::new();
    let mut asked = 0;
    for spec in list.split(',').map(str::trim).filter(|spec| !spec.is_empty()) {
        asked += 1;
        match one(spec, size) {
            None => return Ranges::Whole,
            Some(range) if range.is_empty() => {}
            Some(range) => parts.push(range),
        }
    }
    if asked == 0 || asked > MOST_RANGES || overlapping(&parts) {
        Ranges::Whole
    } else if parts.is_empty() {
        Ranges::Unsatisfiable
    } else {
        Ranges::Parts(parts)
    }
}

/// The bytes of one range; empty when it lies outside, `None` when it is malformed.
fn one(spec: &str, size: u64) -> Option<Range<u64>> {
    let (first, last) = spec.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // A number that overflows lies beyond every file.
    let number = |text: &str| text.parse::<u64>().unwrap_or(u64::MAX);
    match (first, last) {
        ("", last) if digits(last) => Some(size.saturating_sub(number(last))..size),
        (first, "") if digits(first) => Some(number(first).min(size)..size),
        (first, last) if digits(first) && digits(last) => {
            let (first, last) = (number(first), number(last));
            (first <= last).then(|| first.min(size)..last.saturating_add(1).min(size))
        }
        _ => None,
    }
}

/// Whether some byte is asked for more than once; a way to make a server send far more than it has.
fn overlapping(parts: &[Range<u64>]) -> bool {
    let mut sorted: Vec<_> = parts.iter().collect();
    sorted.sort_by_key(|range| range.start);
    sorted.windows(2).any(|pair| pair[1].start < pair[0].end)
}

/// `bytes 0-9/100`.
pub fn content_range(range: &Range<u64>, size: u64) -> String {
    format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(range: Range<u64>) -> Ranges {
        Ranges::Parts(Vec::from([range]))
    }

    #[test]
    fn ranges_are_read() {
        for (header, expected) in [
            ("bytes=0-9", only(0..10)),
            ("bytes=90-", only(90..100)),
            ("bytes=-10", only(90..100)),
            ("bytes=-1000", only(0..100)),
            ("bytes=99-99", only(99..100)),
            ("bytes=90-1000", only(90..100)),
            ("bytes=0-0, 50-59 ,-1", Ranges::Parts(vec![0..1, 50..60, 99..100])),
            ("bytes=0-9,200-300", only(0..10)),
            ("bytes=100-", Ranges::Unsatisfiable),
            ("bytes=100-200,300-", Ranges::Unsatisfiable),
            ("bytes=-0", Ranges::Unsatisfiable),
            ("bytes=99999999999999999999-", Ranges::Unsatisfiable),
            ("bytes=9-0", Ranges::Whole),
            ("bytes=a-b", Ranges::Whole),
            ("bytes=", Ranges::Whole),
            ("bytes=+1-5", Ranges::Whole),
            ("lines=0-9", Ranges::Whole),
            ("bytes=0-50,20-80", Ranges::Whole),
        ] {
            assert_eq!(parse(header, 100), expected, "{header}");
        }
        let many: Vec<String> = (0..33).map(|n| format!("{n}-{n}")).collect();
        assert_eq!(parse(&format!("bytes={}", many.join(",")), 100), Ranges::Whole);
        assert_eq!(parse("bytes=0-", 0), Ranges::Unsatisfiable);
        assert_eq!(content_range(&(0..10), 100), "bytes 0-9/100");
    }
}
