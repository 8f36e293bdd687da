//! Access tokens: short-lived JWTs (RFC 7519) that name a session.

use crate::config;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, errors::ErrorKind};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

/// Claims of an access token; the original's names plus `sub`, `sid` and `jti`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    /// User id (RFC 7519).
    pub sub: Uuid,
    /// User id, under the original's name.
    pub user_id: Uuid,
    /// E-mail at the time of issue.
    pub email: String,
    /// `USER` or `ADMIN` at the time of issue; rights come from the database, not from here.
    pub role: String,
    /// Session.
    pub sid: Uuid,
    /// Id of this token.
    pub jti: Uuid,
    /// Always `access`.
    pub token_type: String,
    /// Issuer.
    pub iss: String,
    /// Issued at, Unix seconds.
    pub iat: i64,
    /// Expires at, Unix seconds.
    pub exp: i64,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Past `exp`.
    #[error("JWT token has expired")]
    Expired,
    /// Not an access token.
    #[error("Invalid JWT token type")]
    Type,
    /// Bad signature, issuer, algorithm or form.
    #[error("Invalid JWT token")]
    Invalid,
}

/// Signs and verifies access tokens.
pub struct Tokens {
    algorithm: Algorithm,
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
    issuer: String,
    lifetime: Duration,
}

impl Tokens {
    /// From the settings' secret and algorithm.
    pub fn new(config: &config::Auth) -> Self {
        let algorithm = match config.jwt_algorithm.as_str() {
            "HS384" => Algorithm::HS384,
            "HS512" => Algorithm::HS512,
            _ => Algorithm::HS256,
        };
        let secret = config.jwt_secret.expose_secret().as_bytes();
        let mut validation = Validation::new(algorithm);
        validation.set_issuer(&[&config.jwt_issuer]);
        validation.set_required_spec_claims(&["exp", "iss", "sub"]);
        validation.validate_aud = false;
        validation.leeway = 0;
        // "On or after" `exp` (RFC 7519, 4.1.4); the library alone lets that second pass.
        validation.reject_tokens_expiring_in_less_than = 1;
        Tokens {
            algorithm,
            signing: EncodingKey::from_secret(secret),
            verifying: DecodingKey::from_secret(secret),
            validation,
            issuer: config.jwt_issuer.clone(),
            lifetime: config.access_lifetime,
        }
    }

    /// Lifetime of the tokens that are issued.
    pub fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// A signed access token of `session`.
    pub fn issue(
        &self,
        user: Uuid,
        email: &str,
        role: &str,
        session: Uuid,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let now = chrono::Utc::now().timestamp();
        let claims = Claims {
            sub: user,
            user_id: user,
            email: email.to_owned(),
            role: role.to_owned(),
            sid: session,
            jti: Uuid::new_v4(),
            token_type: "access".into(),
            iss: self.issuer.clone(),
            iat: now,
            exp: now + self.lifetime.as_secs() as i64,
        };
        jsonwebtoken::encode(&Header::new(self.algorithm), &claims, &self.signing)
    }

    /// The claims of a valid access token.
    pub fn verify(&self, token: &str) -> Result<Claims, TokenError> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.verifying, &self.validation)
            .map_err(|error| match error.kind() {
                ErrorKind::ExpiredSignature => TokenError::Expired,
                _ => TokenError::Invalid,
            })?
            .claims;
        if claims.token_type == "access" { Ok(claims) } else { Err(TokenError::Type) }
    }
}

#[cfg(test)]
mod tests;
