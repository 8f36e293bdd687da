use super::*;
use crate::{actors::testing::mock_outlet, config::Config};
use std::sync::Mutex;

fn run(registry: Outlet<Positioned>) -> Run {
    let values = [
        ("DATABASE_URL", "postgres://localhost/none"),
        ("JWT_SECRET_KEY", "0123456789abcdef0123456789abcdef"),
    ];
    let config = Config::from_values(&values.map(|(key, value)| (key.to_owned(), value.to_owned())).into())
        .expect("valid");
    Run {
        database: config.database,
        realtime: config.realtime,
        registry,
        sequenced: None,
        position: None,
        untold: None,
    }
}

#[test]
fn it_polls_while_there_is_work_and_sleeps_after_a_while() {
    assert_eq!(pace(BEHIND, AWAKE * 2), Pace::Now);
    assert_eq!(pace(1, AWAKE * 2), Pace::Soon);
    assert_eq!(pace(0, Duration::ZERO), Pace::Soon);
    assert_eq!(pace(0, AWAKE), Pace::Sleep);
}

#[actix::test]
async fn a_full_registry_is_told_the_position_later() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let mut run = run(mock_outlet(1, told.clone(), |_| ()));
    run.tell(None, 1);
    // The mock has not run yet: its only place is taken.
    run.tell(None, 2);
    assert_eq!(run.untold, Some(2));
    tokio::task::yield_now().await;
    run.tell(None, 2);
    assert_eq!(run.untold, None);
    tokio::task::yield_now().await;
    let heads: Vec<i64> =
        told.lock().expect("no panic").iter().map(|positioned: &Positioned| positioned.head).collect();
    assert_eq!(heads, [1, 2]);
    assert_eq!(run.registry.refusals(), 1);
}
