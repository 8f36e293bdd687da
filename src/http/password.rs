//! Password hashing on a small pool of low-priority threads, so that logins never stall other requests.

use super::problem::{ApiError, UNAVAILABLE};
use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        PasswordHasher as _,
        phc::{Output, PasswordHash},
    },
};
use std::sync::{Arc, Mutex, mpsc};
use tokio::sync::oneshot;

/// Memory in KiB, passes and lanes of argon2id (OWASP's minimum).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Nice value of the hashing threads: the lowest, since whoever logs in can wait longer than a request.
const NICENESS: libc::c_int = 19;

type Job = Box<dyn FnOnce(&mut Hasher) + Send>;

/// Hashes and verifies passwords. Cloning shares the threads.
#[derive(Clone)]
pub struct Passwords {
    jobs: mpsc::SyncSender<Job>,
    /// Hash that nobody's password has; unknown e-mails are verified against it to take the same time.
    decoy: Arc<str>,
}

impl Passwords {
    /// Starts `threads` hashing threads, before which at most `queue` passwords wait.
    pub fn new(threads: usize, queue: usize) -> Result<Self, ApiError> {
        let (jobs, waiting) = mpsc::sync_channel::<Job>(queue);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads.max(1) {
            let waiting = Arc::clone(&waiting);
            std::thread::Builder::new()
                .name("password-hash".into())
                .spawn(move || work(&waiting, &mut Hasher::default()))
                .map_err(ApiError::internal)?;
        }
        let decoy = Hasher::default().hash(&uuid::Uuid::new_v4().to_string())?;
        Ok(Passwords { jobs, decoy: decoy.into() })
    }

    /// The PHC string of `password`.
    pub async fn hash(&self, password: String) -> Result<String, ApiError> {
        self.run(move |hasher| hasher.hash(&password)).await?
    }

    /// Whether `password` belongs to `stored`; without a stored hash the answer is no, after the same time.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, ApiError> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.decoy.as_ref().to_owned());
        let matches = self.run(move |hasher| hasher.verify(&password, &stored)).await?;
        Ok(matches.unwrap_or(false) && known)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Hasher) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |hasher| {
            // The one who asked may have left; then nobody wants the answer.
            if !answer.is_closed() {
                let _ = answer.send(work(hasher));
            }
        });
        self.jobs.try_send(job).map_err(|_| ApiError {
            retry_after: Some(1),
            ..ApiError::new(UNAVAILABLE, "too many logins at once; try again in a moment")
        })?;
        answered.await.map_err(ApiError::internal)
    }
}

/// argon2id with the memory it works in. While jobs wait the memory is kept: taking 19 MiB from the system and giving
/// it back for each password would make every thread of the process wait for the page tables.
#[derive(Default)]
struct Hasher {
    memory: Vec<Block>,
}

impl Hasher {
    fn hash(&mut self, password: &str) -> Result<String, ApiError> {
        let failed = |error: argon2::password_hash::Error| ApiError::internal(error.to_string());
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
        let params = params.map_err(|error| ApiError::internal(error.to_string()))?;
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Ok(hasher.hash_password(password.as_bytes()).map_err(failed)?.to_string())
    }

    /// Whether `stored`, a PHC string, is of `password`; `None` when it is not readable.
    fn verify(&mut self, password: &str, stored: &str) -> Option<bool> {
        let stored = PasswordHash::new(stored).ok()?;
        let (salt, expected) = (stored.salt?, stored.hash?);
        let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
        let version = stored.version.map_or(Ok(Version::V0x13), Version::try_from).ok()?;
        let params = Params::try_from(&stored).ok()?;
        self.memory.resize(params.block_count(), Block::new());
        let mut output = vec![0; expected.len()];
        Argon2::new(algorithm, version, params)
            .hash_password_into_with_memory(password.as_bytes(), &salt, &mut output, &mut self.memory[..])
            .ok()?;
        // `Output` compares in constant time.
        Some(Output::new(&output).ok()? == expected)
    }
}

fn work(waiting: &Mutex<mpsc::Receiver<Job>>, hasher: &mut Hasher) {
    #[expect(unsafe_code, reason = "lowers this thread's own priority; on Linux niceness is per thread")]
    // SAFETY: setpriority touches no memory of ours.
    unsafe {
        libc::setpriority(libc::PRIO_PROCESS, 0, NICENESS);
    }
    loop {
        let at_once = waiting.try_lock().ok().and_then(|waiting| waiting.try_recv().ok());
        let job = at_once.map_or_else(
            || {
                hasher.memory = Vec::new();
                waiting.lock().ok()?.recv().ok()
            },
            Some,
        );
        match job {
            Some(job) => job(hasher),
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_hash_belongs_to_its_password_only() {
        let passwords = Passwords::new(1, 4).unwrap_or_else(|error| panic!("{error}"));
        let hash = passwords.hash("Correct-horse-1!".into()).await.unwrap_or_else(|error| panic!("{error}"));
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let verify = async |password: &str, stored: Option<&str>| {
            passwords.verify(password.into(), stored.map(str::to_owned)).await.ok()
        };
        assert_eq!(verify("Correct-horse-1!", Some(&hash)).await, Some(true));
        assert_eq!(verify("Correct-horse-1?", Some(&hash)).await, Some(false));
        assert_eq!(verify("Correct-horse-1!", Some("none")).await, Some(false));
        assert_eq!(verify("Correct-horse-1!", None).await, Some(false));
    }

    #[actix_web::test]
    async fn a_full_queue_refuses_and_says_when_to_come_back() {
        let passwords = Passwords::new(1, 2).unwrap_or_else(|error| panic!("{error}"));
        let answers =
            futures_util::future::join_all((0..12).map(|_| passwords.verify("x".into(), None))).await;
        let refused: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
        assert!(refused.len() >= 9, "two wait, one may be worked on: {}", refused.len());
        assert!(refused.len() < 12);
        assert!(refused.iter().all(|error| error.kind.status == 503 && error.retry_after == Some(1)));
    }
}
