//! Delivery of row changes to channels that get the same bytes. One task walks along positions for all of them, encodes each
//! change once and offers it to every member. A member without room is taken out and served by a task of its own, which
//! waits for its socket and for nobody else, and returns once it has caught up. Live delivery, catching up and replay are the
//! same walk along positions, so nothing is skipped or doubled between them.

use super::{
    interest::Interest,
    member::{End, Member},
};
use crate::{
    actors::{
        feed::{Batch, Feed, FeedError, Next, Wanted},
        phoenix::Frame,
    },
    db::DbError,
};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Notify, task::JoinHandle};

/// Pause after a failed read of the database.
const RETRY: Duration = Duration::from_millis(250);

/// A change's frames are one entry each, with the change's position.
type Frames = Arc<Vec<(i64, Frame)>>;

/// What every audience of a registry needs.
#[derive(Clone)]
pub struct Delivery {
    /// Where changes come from.
    pub feed: Arc<Feed>,
    /// A socket that takes nothing for this long is given up.
    pub stall_timeout: Duration,
    /// Frames with changes that were queued.
    pub delivered: Arc<AtomicU64>,
}

/// Channels that get the same bytes; delivery ends when it is dropped.
pub struct Audience {
    shared: Arc<Shared>,
    walker: JoinHandle<()>,
    members: usize,
}

struct Shared {
    interest: Interest,
    wanted: Wanted,
    delivery: Delivery,
    live: Mutex<Live>,
    begun: Notify,
}

/// Members that have everything up to `position`, or, when they came later, up to their own.
#[derive(Default)]
struct Live {
    position: Option<i64>,
    members: Vec<Arc<Member>>,
}

impl Audience {
    /// An audience without members.
    pub fn new(interest: Interest, delivery: Delivery) -> Self {
        let wanted = interest.wanted();
        let (live, begun) = (Mutex::default(), Notify::new());
        let shared = Arc::new(Shared { interest, wanted, delivery, live, begun });
        let walker = tokio::spawn(shared.clone().walk());
        Audience { shared, walker, members: 0 }
    }

    /// Takes in a member, which gets what follows the position it has reached.
    pub fn join(&mut self, member: &Arc<Member>) {
        self.members += 1;
        self.shared.clone().serve(member.clone(), None);
    }

    /// Takes out a member; whether it was the last one.
    pub fn leave(&mut self, member: &Arc<Member>) -> bool {
        self.members = self.members.saturating_sub(1);
        let mut live = lock(&self.shared.live);
        if let Some(at) = live.members.iter().position(|other| other.id == member.id) {
            let member = live.members.swap_remove(at);
            member.reach(live.position.unwrap_or_default());
        }
        member.stop();
        self.members == 0
    }
}

impl Drop for Audience {
    fn drop(&mut self) {
        self.walker.abort();
    }
}

impl Shared {
    async fn walk(self: Arc<Self>) {
        self.begun.notified().await;
        let mut waker = self.delivery.feed.waker(&self.wanted);
        loop {
            let position = lock(&self.live).position.unwrap_or_default();
            match self.next(position).await {
                Ok(Step::Frames(frames, last)) => self.deliver(&frames, last),
                Ok(Step::Quiet(upto)) => {
                    lock(&self.live).position = Some(upto.max(position));
                    waker.news().await;
                }
                Err(FeedError::TooOld) => self.leave_behind(),
                Err(FeedError::Database(error)) => {
                    tracing::warn!(%error, "changes could not be read; trying again");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    async fn next(&self, position: i64) -> Result<Step, FeedError> {
        match self.delivery.feed.after(position, &self.wanted).await? {
            Next::Changes(batch) => {
                let frames = self.encode(&batch, position).await?;
                Ok(Step::Frames(Arc::new(frames), batch.last().unwrap_or(position)))
            }
            Next::Nothing(upto) => Ok(Step::Quiet(upto)),
        }
    }

    async fn encode(&self, batch: &Batch, position: i64) -> Result<Vec<(i64, Frame)>, DbError> {
        let (mut views, mut frames) = (HashMap::new(), Vec::new());
        let wanted = batch.changes.iter().enumerate().filter(|(_, change)| change.position > position);
        for (at, change) in wanted.filter(|(_, change)| self.interest.concerns(change)) {
            let table = (change.schema.as_str(), change.table.as_str());
            let view = match views.get(&table) {
                Some(view) => view,
                None => {
                    let group = (self.interest.role, self.interest.claims.as_str());
                    let view = self.delivery.feed.view(batch, group, table).await?;
                    views.entry(table).or_insert(view)
                }
            };
            frames.extend(
                self.interest.frames(change, view, at).into_iter().map(|frame| (change.position, frame)),
            );
        }
        Ok(frames)
    }

    /// Offers the frames to every live member. Who has no room for all of them is served alone from there on.
    fn deliver(self: &Arc<Self>, frames: &Frames, last: i64) {
        let mut slow = Vec::new();
        {
            let mut live = lock(&self.live);
            live.position = Some(last);
            live.members.retain(|member| {
                let begin = frames.partition_point(|(position, _)| *position <= member.reached());
                let refused = frames[begin..].iter().position(|(_, frame)| !member.offer(frame.clone()));
                let queued = refused.unwrap_or(frames.len() - begin);
                self.delivery.delivered.fetch_add(queued as u64, Ordering::Relaxed);
                match refused {
                    None => member.reach(last),
                    Some(refused) => slow.push((member.clone(), begin + refused)),
                }
                refused.is_none()
            });
        }
        for (member, at) in slow {
            self.clone().serve(member, Some((frames.clone(), at, last)));
        }
    }

    fn leave_behind(&self) {
        for member in lock(&self.live).members.drain(..) {
            member.finish(End::LeftBehind);
        }
    }

    /// Serves one member in a task of its own until it has caught up: first what is left of `frames`, which lead up to the
    /// last position, then what follows.
    fn serve(self: Arc<Self>, member: Arc<Member>, left: Option<(Frames, usize, i64)>) {
        let served = member.clone();
        let task = tokio::spawn(async move {
            if let Err(end) = self.catch_up(&served, left).await {
                served.finish(end);
            }
        });
        member.works_by(task.abort_handle());
    }

    async fn catch_up(&self, member: &Arc<Member>, left: Option<(Frames, usize, i64)>) -> Result<(), End> {
        if let Some((frames, at, last)) = left {
            self.send(member, &frames, at, last).await?;
        }
        loop {
            match self.next(member.reached()).await {
                Ok(Step::Frames(frames, last)) => self.send(member, &frames, 0, last).await?,
                Ok(Step::Quiet(upto)) => {
                    member.reach(upto);
                    if self.seat(member) {
                        return Ok(());
                    }
                }
                Err(FeedError::TooOld) => return Err(End::LeftBehind),
                Err(FeedError::Database(error)) => {
                    tracing::warn!(%error, "changes could not be read; trying again");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    async fn send(&self, member: &Member, frames: &Frames, at: usize, last: i64) -> Result<(), End> {
        let mut rest = frames.iter().skip(at).peekable();
        while let Some((position, frame)) = rest.next() {
            member.send(frame.clone(), self.delivery.stall_timeout).await?;
            self.delivery.delivered.fetch_add(1, Ordering::Relaxed);
            // A change may have several frames; it has been got with the last of them.
            if rest.peek().is_none_or(|(next, _)| next != position) {
                member.reach(*position);
            }
        }
        member.reach(last);
        Ok(())
    }

    /// Makes a member live, unless the others have gone further meanwhile.
    fn seat(&self, member: &Arc<Member>) -> bool {
        let mut live = lock(&self.live);
        let position = *live.position.get_or_insert(member.reached());
        if member.reached() < position {
            return false;
        }
        live.members.push(member.clone());
        self.begun.notify_one();
        true
    }
}

/// What follows a position, ready to be sent.
enum Step {
    /// Frames of changes up to a position.
    Frames(Frames, i64),
    /// Nothing up to a position.
    Quiet(i64),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
