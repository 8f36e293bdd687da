//! What a password must look like.

/// Characters of which a password needs one.
const SPECIAL: &str = "!@#$%^&*(),.?\":{}|<>";

/// What is wrong with the length of `password`: 8 to 128 characters.
pub fn broken_length(password: &str) -> Option<&'static str> {
    match password.chars().count() {
        ..8 => Some("must be at least 8 characters long"),
        8..=128 => None,
        _ => Some("must be at most 128 characters long"),
    }
}

/// The first rule that `password` breaks, or `None`.
///
/// 8 to 128 characters with an upper-case letter, a lower-case letter, a digit and a special character.
pub fn broken_rule(password: &str) -> Option<&'static str> {
    let has = |test: fn(char) -> bool| password.chars().any(test);
    if let Some(rule) = broken_length(password) {
        Some(rule)
    } else if !has(char::is_uppercase) {
        Some("must contain an upper-case letter")
    } else if !has(char::is_lowercase) {
        Some("must contain a lower-case letter")
    } else if !has(|c| c.is_ascii_digit()) {
        Some("must contain a digit")
    } else if !has(|c| SPECIAL.contains(c)) {
        Some("must contain a special character")
    } else {
        None
    }
}

/// Characters of passwords that are made here: 64 of them, so that a byte's lower bits choose evenly, and none that
/// is easily taken for another or that a shell treats as special inside quotes.
const ALPHABET: &[u8; 64] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789.,:@%*#";

/// A random password that keeps all rules, 20 characters long (about 120 bits).
pub fn generate() -> Result<String, getrandom::Error> {
    loop {
        let mut bytes = [0; 20];
        getrandom::fill(&mut bytes)?;
        let password: String =
            bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 63)])).collect();
        if broken_rule(&password).is_none() {
            return Ok(password);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{broken_rule, generate};

    #[test]
    fn generated_ones_keep_the_rules_and_differ() {
        let (one, other) = (generate().expect("random"), generate().expect("random"));
        assert_ne!(one, other);
        assert_eq!((one.len(), broken_rule(&one)), (20, None));
    }

    #[test]
    fn every_rule_is_told() {
        for (password, rule) in [
            ("Aa1!", "at least 8"),
            ("aaaaaa1!", "upper-case"),
            ("AAAAAA1!", "lower-case"),
            ("AAAAAAa!", "digit"),
            ("AAAAAAa1", "special"),
        ] {
            assert!(broken_rule(password).is_some_and(|told| told.contains(rule)), "{password}");
        }
        assert!(broken_rule(&format!("Aa1!{}", "x".repeat(125))).is_some());
        assert_eq!(broken_rule("Correct-horse-1!"), None);
    }
}
