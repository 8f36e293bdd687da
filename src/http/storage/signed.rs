//! Signed URLs: one file, one way, for a time, without credentials.

use crate::{
    config,
    domain::object::{BucketName, ObjectName},
    http::problem::{ApiError, UNAUTHORIZED},
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Longest life of a signed URL, in seconds, as S3 has it.
pub const MAX_SECONDS: u64 = 7 * 24 * 3600;

/// What a signed URL lets its bearer do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Read the file.
    Download,
    /// Write the file.
    Upload,
}

/// Claims of a signed URL.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Grant {
    /// What for.
    pub purpose: Purpose,
    /// Bucket.
    pub bucket: String,
    /// Name.
    pub path: String,
    /// Whether an upload may overwrite.
    #[serde(default)]
    pub overwrite: bool,
    /// User who signed, if it was one.
    pub sub: Option<Uuid>,
    /// Expires at, Unix seconds.
    pub exp: i64,
}

/// Makes and checks them.
pub struct UrlSigner {
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
}

impl UrlSigner {
    /// With a key of its own, derived from the secret of access tokens, so that neither passes for the other.
    pub fn new(config: &config::Auth) -> Self {
        let key = Sha256::new()
            .chain_update(b"selfdb-signed-url\0")
            .chain_update(config.jwt_secret.expose_secret())
            .finalize();
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_required_spec_claims(&["exp"]);
        validation.validate_aud = false;
        validation.leeway = 0;
        UrlSigner {
            signing: EncodingKey::from_secret(&key),
            verifying: DecodingKey::from_secret(&key),
            validation,
        }
    }

    /// The token of a signed URL.
    pub fn sign(&self, grant: &Grant) -> Result<String, ApiError> {
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), grant, &self.signing).map_err(ApiError::internal)
    }

    /// The grant of `token`, if it is valid for this file and purpose.
    pub fn verify(
        &self,
        token: &str,
        purpose: Purpose,
        bucket: &BucketName,
        name: &ObjectName,
    ) -> Result<Grant, ApiError> {
        let refused = || ApiError::new(UNAUTHORIZED, "token: not valid for this file, or expired");
        let grant = jsonwebtoken::decode::<Grant>(token, &self.verifying, &self.validation)
            .map_err(|_| refused())?
            .claims;
        let fits = grant.purpose == purpose && grant.bucket == bucket.as_str() && grant.path == name.as_str();
        if fits { Ok(grant) } else { Err(refused()) }
    }
}
