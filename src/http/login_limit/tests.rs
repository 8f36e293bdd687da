use super::*;
use futures_util::future::join_all;
use std::sync::atomic::{AtomicUsize, Ordering};

fn user(n: u128) -> Account {
    Account::Known(Uuid::from_u128(n))
}

fn address(last: u8) -> IpAddr {
    IpAddr::from([198, 51, 100, last])
}

async fn status(attempt: impl Future<Output = Result<Attempt, ApiError>>) -> u16 {
    attempt.await.map_or_else(|error| error.kind.status, |_failed| 200)
}

#[actix_web::test]
async fn attempts_at_once_never_pass_the_limit() {
    let limits = LoginLimits::new(3);
    let hashed = AtomicUsize::new(0);
    let answers = join_all((0..50).map(|_| async {
        let attempt = limits.login(user(1), address(1), false).await.map_err(|e| e.kind.status)?;
        hashed.fetch_add(1, Ordering::Relaxed);
        tokio::task::yield_now().await;
        drop(attempt);
        Ok::<_, u16>(())
    }))
    .await;
    assert_eq!(hashed.load(Ordering::Relaxed), 3);
    assert_eq!(answers.iter().filter(|answer| **answer == Err(429)).count(), 47);
}

#[actix_web::test]
async fn good_logins_at_once_wait_for_each_other_and_all_succeed() {
    let limits = LoginLimits::new(2);
    let answers = join_all((0..50).map(|_| async {
        let attempt = limits.login(user(1), address(1), false).await?;
        tokio::task::yield_now().await;
        attempt.forgive();
        Ok::<_, ApiError>(())
    }))
    .await;
    assert!(answers.iter().all(Result::is_ok));
}

#[actix_web::test]
async fn whoever_guesses_blocks_only_the_own_network() {
    let limits = LoginLimits::new(3);
    for _ in 0..3 {
        assert_eq!(status(limits.login(user(1), address(1), false)).await, 200);
    }
    let refused = limits.login(user(1), address(1), true).await.err().expect("refused");
    assert_eq!(refused.kind.status, 429);
    assert!(refused.retry_after.is_some_and(|seconds| (1..=61).contains(&seconds)));
    assert_eq!(status(limits.login(user(1), address(2), false)).await, 200, "the account, from elsewhere");
    assert_eq!(status(limits.login(user(2), address(1), false)).await, 200, "another account, from there");
}

#[actix_web::test]
async fn guessing_at_many_accounts_blocks_those_that_are_new_to_the_network() {
    let limits = LoginLimits::new(1);
    for n in 0..5 {
        assert_eq!(status(limits.login(user(n), address(1), false)).await, 200);
    }
    assert_eq!(status(limits.login(user(10), address(1), false)).await, 429);
    assert_eq!(status(limits.register(address(1))).await, 429);
    assert_eq!(status(limits.login(user(11), address(1), true)).await, 200, "whoever is usually there");
    assert_eq!(status(limits.login(user(10), address(2), false)).await, 200, "another network");
}

#[actix_web::test]
async fn guessing_from_many_networks_blocks_those_that_are_new_to_the_account() {
    let limits = LoginLimits::new(1);
    for last in 0..5 {
        assert_eq!(status(limits.login(user(1), address(last), false)).await, 200);
    }
    assert_eq!(status(limits.login(user(1), address(10), false)).await, 429);
    assert_eq!(status(limits.login(user(1), address(11), true)).await, 200, "from where the user usually is");
    assert_eq!(status(limits.login(user(2), address(12), false)).await, 200, "another account");
}

#[actix_web::test]
async fn a_session_that_guesses_its_password_blocks_no_login() {
    let limits = LoginLimits::new(1);
    let id = Uuid::from_u128(1);
    assert_eq!(status(limits.confirm(id)).await, 200);
    assert_eq!(status(limits.confirm(id)).await, 429);
    assert_eq!(status(limits.login(Account::Known(id), address(1), false)).await, 200);
}

#[actix_web::test]
async fn an_attempt_whose_outcome_nobody_tells_is_refused_in_the_end() {
    tokio::time::pause();
    let limits = LoginLimits::new(1);
    let open = limits.login(user(1), address(1), false).await.unwrap_or_else(|_| panic!("a place"));
    assert_eq!(status(limits.login(user(1), address(1), false)).await, 503);
    open.forgive();
    assert_eq!(status(limits.login(user(1), address(1), false)).await, 200);
}
