//! A supervisor that survives panics.
//!
//! actix' own restarts an actor only after `ctx.stop()`; a panic closes its mailbox for good. This one polls the
//! actor's context inside `catch_unwind`, keeps address and queue, and calls `restarting()`, which must rebuild
//! all state. An actor that keeps failing exhausts its budget; then the fatal callback ends the process,
//! since a half-dead server is worse than a restarted one.

use actix::{
    Actor, Addr, Context, Supervised,
    dev::{ContextFut, channel},
};
use std::{
    collections::VecDeque,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::Poll,
    time::Duration,
};
use tokio::time::Instant;

/// Called when an actor's restart budget is spent.
pub type Fatal = Arc<dyn Fn(&'static str) + Send + Sync>;

/// Restarts allowed within a span of time.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// How many.
    pub restarts: usize,
    /// Within how long.
    pub within: Duration,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { restarts: 5, within: Duration::from_secs(60) }
    }
}

/// What is known about a supervised actor from outside.
#[derive(Debug, Clone)]
pub struct Health {
    name: &'static str,
    running: Arc<AtomicBool>,
    restarts: Arc<AtomicU64>,
}

impl Health {
    fn new(name: &'static str) -> Self {
        Health { name, running: Arc::new(AtomicBool::new(true)), restarts: Arc::new(AtomicU64::new(0)) }
    }

    /// The actor's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it runs.
    pub fn running(&self) -> bool {
        self.running.load(Ordering::Relaxed)
    }

    /// How often it was restarted.
    pub fn restarts(&self) -> u64 {
        self.restarts.load(Ordering::Relaxed)
    }
}

/// Starts `actor` on the current arbiter and keeps it running.
pub fn supervise<A>(name: &'static str, actor: A, budget: Budget, fatal: Fatal) -> (Addr<A>, Health)
where
    A: Supervised + Actor<Context = Context<A>>,
{
    let (sender, receiver) = channel::channel(16);
    let address = Addr::new(sender);
    let context = Context::with_receiver(receiver).into_future(actor);
    let health = Health::new(name);
    actix::spawn(keep_running(context, budget, fatal, health.clone()));
    (address, health)
}

async fn keep_running<A>(mut context: ContextFut<A, Context<A>>, budget: Budget, fatal: Fatal, health: Health)
where
    A: Supervised + Actor<Context = Context<A>>,
{
    let mut recent: VecDeque<Instant> = VecDeque::new();
    loop {
        let panicked = poll_fn(|task| {
            let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(&mut context).poll(task)));
            match polled {
                Ok(Poll::Pending) => Poll::Pending,
                Ok(Poll::Ready(())) => Poll::Ready(false),
                Err(_) => Poll::Ready(true),
            }
        })
        .await;
        let now = Instant::now();
        recent.retain(|at| now.duration_since(*at) < budget.within);
        if recent.len() >= budget.restarts {
            health.running.store(false, Ordering::Relaxed);
            tracing::error!(actor = health.name, "actor failed too often");
            fatal(health.name);
            return;
        }
        recent.push_back(now);
        let restarted = catch_unwind(AssertUnwindSafe(|| context.restart())).unwrap_or(true);
        if !restarted {
            // Every address is gone: this is an ordinary end.
            health.running.store(false, Ordering::Relaxed);
            return;
        }
        health.restarts.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(actor = health.name, panicked, "actor restarted");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::outlet::{AskError, Envelope, Outlet};
    use actix::{Handler, Message};

    #[derive(Default)]
    struct Fragile {
        handled: u32,
    }
    impl Actor for Fragile {
        type Context = Context<Self>;
    }
    impl Supervised for Fragile {
        fn restarting(&mut self, _: &mut Context<Self>) {
            self.handled = 0;
        }
    }
    struct Poke(bool);
    impl Message for Poke {
        type Result = Result<u32, AskError>;
    }
    impl Handler<Envelope<Poke>> for Fragile {
        type Result = Result<u32, AskError>;
        fn handle(&mut self, envelope: Envelope<Poke>, _: &mut Context<Self>) -> Self::Result {
            assert!(!envelope.message.0, "asked to fail");
            self.handled += 1;
            Ok(self.handled)
        }
    }

    fn start(fatal: Arc<AtomicBool>) -> (Outlet<Poke>, Health) {
        let fatal: Fatal = Arc::new(move |_| fatal.store(true, Ordering::Relaxed));
        let (address, health) = supervise("fragile", Fragile::default(), Budget::default(), fatal);
        (Outlet::new(address.recipient(), 16), health)
    }

    #[actix::test]
    async fn a_panic_costs_one_answer_and_the_state_but_not_the_queue() {
        let (outlet, health) = start(Arc::default());
        let second = Duration::from_secs(1);
        assert_eq!(outlet.ask(Poke(false), second).await, Ok(Ok(1)));
        let (failed, next) = tokio::join!(outlet.ask(Poke(true), second), outlet.ask(Poke(false), second));
        assert_eq!(failed, Err(AskError::Closed));
        assert_eq!(next, Ok(Ok(1)), "the queue is kept, the state is new");
        assert_eq!((health.restarts(), health.running()), (1, true));
        assert_eq!(outlet.depth(), 0, "a panic gives its permit back");
    }

    #[actix::test]
    async fn the_budget_ends_in_the_fatal_callback() {
        tokio::time::pause();
        let fatal = Arc::new(AtomicBool::new(false));
        let (outlet, health) = start(fatal.clone());
        for _ in 0..5 {
            assert_eq!(outlet.ask(Poke(true), Duration::from_secs(1)).await, Err(AskError::Closed));
        }
        tokio::time::advance(Duration::from_secs(61)).await;
        assert_eq!(outlet.ask(Poke(false), Duration::from_secs(1)).await, Ok(Ok(1)));
        assert!(!fatal.load(Ordering::Relaxed));
        for _ in 0..6 {
            let _closed = outlet.ask(Poke(true), Duration::from_secs(1)).await;
        }
        assert!(fatal.load(Ordering::Relaxed));
        assert!(!health.running());
    }
}
