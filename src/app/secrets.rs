//! The key that seals stored secrets: from the settings, or from a file that the first start makes.

use super::AppError;
use crate::{
    config::Encryption,
    domain::secret_box::{SecretBox, parse_key},
};
use secrecy::ExposeSecret as _;
use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

/// Opens the box of secrets.
pub fn open(encryption: &Encryption) -> Result<SecretBox, AppError> {
    let text = match encryption {
        Encryption::Keys(keys) => keys.expose_secret().to_owned(),
        Encryption::File(path) => read_or_make(path).map_err(AppError::Secrets)?,
    };
    let keys: Result<Vec<_>, _> = text.split(',').map(parse_key).collect();
    Ok(SecretBox::new(&keys?)?)
}

fn read_or_make(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        other => return other,
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| io::Error::other(error.to_string()))?;
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            Ok(text)
        }
        // Another start was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::read_to_string(path),
        Err(error) => Err(error),
    }
}
