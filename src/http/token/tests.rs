use super::*;
use crate::config::Config;
use std::collections::HashMap;

fn tokens(algorithm: &str, issuer: &str, secret: &str) -> Tokens {
    let values: HashMap<String, String> = [
        ("JWT_SECRET_KEY", secret),
        ("JWT_ALGORITHM", algorithm),
        ("JWT_ISSUER", issuer),
        ("DATABASE_URL", "postgres://localhost/x"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into();
    Tokens::new(&Config::from_values(&values).expect("valid").auth)
}

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn issue(tokens: &Tokens) -> String {
    tokens.issue(Uuid::new_v4(), "a@example.com", "USER", Uuid::new_v4()).expect("signs")
}

#[test]
fn a_token_names_user_and_session() {
    let tokens = tokens("HS256", "selfdb", SECRET);
    let (user, session) = (Uuid::new_v4(), Uuid::new_v4());
    let token = tokens.issue(user, "a@example.com", "ADMIN", session).expect("signs");
    let claims = tokens.verify(&token).expect("verifies");
    assert_eq!((claims.sub, claims.user_id, claims.sid), (user, user, session));
    assert_eq!((claims.role.as_str(), claims.token_type.as_str()), ("ADMIN", "access"));
    assert_eq!(claims.exp - claims.iat, 1800);
}

#[test]
fn foreign_tokens_are_refused() {
    let ours = tokens("HS256", "selfdb", SECRET);
    for foreign in [
        tokens("HS256", "selfdb", "another-secret-another-secret-xx"),
        tokens("HS256", "other", SECRET),
        tokens("HS512", "selfdb", SECRET),
    ] {
        assert_eq!(ours.verify(&issue(&foreign)).err(), Some(TokenError::Invalid));
    }
    // {"alg":"none"} with an empty signature.
    let token = issue(&ours);
    let payload = token.split('.').nth(1).expect("three parts");
    assert_eq!(ours.verify(&format!("eyJhbGciOiJub25lIn0.{payload}.")).err(), Some(TokenError::Invalid));
}

#[test]
fn other_types_and_old_tokens_are_refused() {
    let tokens = tokens("HS256", "selfdb", SECRET);
    let mut claims = tokens.verify(&issue(&tokens)).expect("verifies");
    let sign = |claims: &Claims| {
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &tokens.signing).expect("signs")
    };
    claims.token_type = "refresh".into();
    assert_eq!(tokens.verify(&sign(&claims)).err(), Some(TokenError::Type));
    claims.token_type = "access".into();
    for past in [0, 1] {
        claims.exp = claims.iat - past;
        assert_eq!(tokens.verify(&sign(&claims)).err(), Some(TokenError::Expired));
    }
}
