//! A typed mock mailbox: an [`Outlet`] whose messages are logged and answered by a closure.

use super::outlet::{Envelope, Outlet};
use actix::{Actor, Message, actors::mocker::Mocker};
use std::{
    any::Any,
    sync::{Arc, Mutex},
};

pub struct Nobody;

/// An outlet of `capacity` whose messages go into `log` and are answered by `reply`.
///
/// actix' own mocker answers a wrong type with a mere `Closed`; here the compiler checks it.
pub fn mock_outlet<M, F>(capacity: u32, log: Arc<Mutex<Vec<M>>>, mut reply: F) -> Outlet<M>
where
    M: Message + Send + 'static,
    M::Result: actix::dev::MessageResponse<Mocker<Nobody>, Envelope<M>> + Send,
    F: FnMut(&M) -> M::Result + 'static,
{
    let mock = Mocker::<Nobody>::mock(Box::new(move |message: Box<dyn Any>, _| -> Box<dyn Any> {
        let Ok(envelope) = message.downcast::<Envelope<M>>() else { return Box::new(()) };
        let (message, _permit) = envelope.into_parts();
        let answer = reply(&message);
        if let Ok(mut log) = log.lock() {
            log.push(message);
        }
        Box::new(Some(answer))
    }));
    Outlet::new(mock.start().recipient(), capacity)
}
