use super::*;
use crate::actors::supervisor::{Budget, supervise};
use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

const HOUR: Duration = Duration::from_secs(3600);

type Log = Arc<Mutex<Vec<(&'static str, u64)>>>;

/// A chore that logs the second of each batch and gives these answers, then zero.
fn chore(name: &'static str, log: &Log, begun: Instant, answers: Vec<Result<u64, DbError>>) -> Chore {
    let (log, answers) = (log.clone(), Arc::new(Mutex::new(VecDeque::from(answers))));
    let purge = move |limit: i64| -> BoxFuture<'static, Result<u64, DbError>> {
        assert_eq!(limit, BATCH);
        log.lock().expect("log").push((name, begun.elapsed().as_secs()));
        let answer = answers.lock().expect("answers").pop_front().unwrap_or(Ok(0));
        Box::pin(async move { answer })
    };
    Chore { name, every: HOUR, purge: Arc::new(purge) }
}

async fn run(chores: Vec<Chore>, lasting: Duration) -> u64 {
    let keep_running = Arc::new(|_: &'static str| {});
    let (_address, health) =
        supervise("Housekeeper", Housekeeper::new(chores), Budget::default(), keep_running);
    tokio::time::sleep(lasting).await;
    health.restarts()
}

#[actix::test]
async fn every_chore_runs_at_once_and_then_each_hour() {
    tokio::time::pause();
    let (log, begun) = (Log::default(), Instant::now());
    let chores = vec![chore("a", &log, begun, Vec::new()), chore("b", &log, begun, Vec::new())];
    run(chores, 2 * HOUR + Duration::from_secs(1)).await;
    let expected = [("a", 0), ("b", 0), ("a", 3600), ("b", 3600), ("a", 7200), ("b", 7200)];
    assert_eq!(*log.lock().expect("log"), expected);
}

#[actix::test]
async fn full_batches_follow_each_other_and_do_not_hold_up_the_others() {
    tokio::time::pause();
    let (log, begun) = (Log::default(), Instant::now());
    let full = BATCH as u64;
    let chores = vec![
        chore("much", &log, begun, vec![Ok(full), Ok(full), Ok(full), Ok(7)]),
        chore("little", &log, begun, Vec::new()),
    ];
    run(chores, Duration::from_secs(60)).await;
    let names: Vec<_> = log.lock().expect("log").iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["much", "little", "much", "much", "much"]);
}

#[actix::test]
async fn a_database_that_is_away_is_asked_again_later() {
    tokio::time::pause();
    let (log, begun) = (Log::default(), Instant::now());
    let away = || Err(DbError::Unavailable(None));
    run(vec![chore("a", &log, begun, vec![away(), away()])], HOUR).await;
    assert_eq!(*log.lock().expect("log"), [("a", 0), ("a", 5), ("a", 15)]);
}

#[actix::test]
async fn a_panic_costs_one_batch_and_the_chores_start_over() {
    tokio::time::pause();
    let (log, begun, panicked) = (Log::default(), Instant::now(), AtomicBool::new(false));
    let fragile = move |_| -> BoxFuture<'static, Result<u64, DbError>> {
        assert!(panicked.swap(true, Ordering::Relaxed), "fails the first time");
        Box::pin(async { Ok(0) })
    };
    let fragile = Chore { name: "fragile", every: HOUR, purge: Arc::new(fragile) };
    let restarts = run(vec![fragile, chore("b", &log, begun, Vec::new())], Duration::from_secs(60)).await;
    assert_eq!(restarts, 1);
    assert_eq!(*log.lock().expect("log"), [("b", 0)]);
}
