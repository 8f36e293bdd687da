//! Password hashing on a small pool of low-priority threads, so that logins never stall other requests.

use super::problem::{ApiError, UNAVAILABLE};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use std::sync::{Arc, Mutex, mpsc};
use tokio::sync::oneshot;

/// Memory in KiB, passes and lanes of argon2id (OWASP's minimum).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Jobs that may wait per thread; at about 20 ms a job that is under a second.
const QUEUE_PER_THREAD: usize = 32;

/// Nice value of the hashing threads: the lowest, since whoever logs in can wait longer than a request.
const NICENESS: libc::c_int = 19;

type Job = Box<dyn FnOnce(&Argon2<'static>) + Send>;

/// Hashes and verifies passwords. Cloning shares the threads.
#[derive(Clone)]
pub struct Passwords {
    jobs: mpsc::SyncSender<Job>,
    /// Hash that nobody's password has; unknown e-mails are verified against it to take the same time.
    decoy: Arc<str>,
}

impl Passwords {
    /// Starts `threads` hashing threads.
    pub fn new(threads: usize) -> Result<Self, ApiError> {
        let (jobs, queue) = mpsc::sync_channel::<Job>(QUEUE_PER_THREAD * threads.max(1));
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads.max(1) {
            let queue = Arc::clone(&queue);
            let hasher = hasher().map_err(ApiError::internal)?;
            std::thread::Builder::new()
                .name("password-hash".into())
                .spawn(move || work(&queue, &hasher))
                .map_err(ApiError::internal)?;
        }
        let decoy = hash(&hasher().map_err(ApiError::internal)?, &uuid::Uuid::new_v4().to_string())?;
        Ok(Passwords { jobs, decoy: decoy.into() })
    }

    /// The PHC string of `password`.
    pub async fn hash(&self, password: String) -> Result<String, ApiError> {
        self.run(move |hasher| hash(hasher, &password)).await?
    }

    /// Whether `password` belongs to `stored`; without a stored hash the answer is no, after the same time.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, ApiError> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.decoy.as_ref().to_owned());
        let matches = self
            .run(move |hasher| {
                PasswordHash::new(&stored)
                    .is_ok_and(|stored| hasher.verify_password(password.as_bytes(), &stored).is_ok())
            })
            .await?;
        Ok(matches && known)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> T + Send + 'static,
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

fn hasher() -> Result<Argon2<'static>, argon2::Error> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(MEMORY_KIB, PASSES, LANES, None)?))
}

fn hash(hasher: &Argon2<'static>, password: &str) -> Result<String, ApiError> {
    hasher
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|e| ApiError::internal(e.to_string()))
}

fn work(queue: &Mutex<mpsc::Receiver<Job>>, hasher: &Argon2<'static>) {
    #[expect(unsafe_code, reason = "lowers this thread's own priority; on Linux niceness is per thread")]
    // SAFETY: setpriority touches no memory of ours.
    unsafe {
        libc::setpriority(libc::PRIO_PROCESS, 0, NICENESS);
    }
    loop {
        let job = match queue.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        match job {
            Ok(job) => job(hasher),
            Err(_) => return,
        }
    }
}
