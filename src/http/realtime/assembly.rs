//! Messages out of fragments (RFC 6455 5.4), within a limit of size.

use actix_http::ws::Item;
use actix_web::web::{Bytes, BytesMut};
use actix_web_actors::ws::CloseCode;
use bytestring::ByteString;

/// A whole message.
#[derive(Debug, PartialEq, Eq)]
pub enum Message {
    /// UTF-8 text.
    Text(ByteString),
    /// Bytes.
    Binary(Bytes),
}

/// Gathers the fragments of one message.
#[derive(Debug)]
pub struct Assembly {
    limit: usize,
    /// What has come so far, and whether it is text.
    begun: Option<(BytesMut, bool)>,
}

impl Assembly {
    /// For messages of at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Assembly { limit, begun: None }
    }

    /// Adds a fragment; the message when it was the last one, or the code to close the socket with.
    pub fn add(&mut self, item: Item) -> Result<Option<Message>, CloseCode> {
        let (bytes, last) = match item {
            Item::FirstText(bytes) => return self.begin(bytes, true),
            Item::FirstBinary(bytes) => return self.begin(bytes, false),
            Item::Continue(bytes) => (bytes, false),
            Item::Last(bytes) => (bytes, true),
        };
        let (gathered, _) = self.begun.as_mut().ok_or(CloseCode::Protocol)?;
        if gathered.len() + bytes.len() > self.limit {
            return Err(CloseCode::Size);
        }
        gathered.extend_from_slice(&bytes);
        if !last {
            return Ok(None);
        }
        let (gathered, text) = self.begun.take().ok_or(CloseCode::Protocol)?;
        let bytes = gathered.freeze();
        if text {
            return ByteString::try_from(bytes)
                .map(|text| Some(Message::Text(text)))
                .map_err(|_| CloseCode::Invalid);
        }
        Ok(Some(Message::Binary(bytes)))
    }

    fn begin(&mut self, bytes: Bytes, text: bool) -> Result<Option<Message>, CloseCode> {
        if self.begun.is_some() {
            return Err(CloseCode::Protocol);
        }
        if bytes.len() > self.limit {
            return Err(CloseCode::Size);
        }
        self.begun = Some((BytesMut::from(&bytes[..]), text));
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &'static str) -> Bytes {
        Bytes::from_static(text.as_bytes())
    }

    #[test]
    fn fragments_become_one_message() {
        let mut assembly = Assembly::new(8);
        assert_eq!(assembly.add(Item::FirstText(bytes("ab"))), Ok(None));
        assert_eq!(assembly.add(Item::Continue(bytes("cd"))), Ok(None));
        assert_eq!(assembly.add(Item::Last(bytes("ef"))), Ok(Some(Message::Text("abcdef".into()))));
        assert_eq!(assembly.add(Item::FirstBinary(bytes("a"))), Ok(None));
        assert_eq!(assembly.add(Item::Last(bytes("b"))), Ok(Some(Message::Binary(bytes("ab")))));
    }

    #[test]
    fn what_breaks_the_rules_says_how() {
        let mut assembly = Assembly::new(4);
        assert_eq!(assembly.add(Item::Continue(bytes("x"))), Err(CloseCode::Protocol));
        assert_eq!(assembly.add(Item::Last(bytes("x"))), Err(CloseCode::Protocol));
        assert_eq!(assembly.add(Item::FirstText(bytes("12345"))), Err(CloseCode::Size));
        assert_eq!(assembly.add(Item::FirstText(bytes("123"))), Ok(None));
        assert_eq!(assembly.add(Item::FirstText(bytes("1"))), Err(CloseCode::Protocol));
        assert_eq!(assembly.add(Item::Continue(bytes("45"))), Err(CloseCode::Size));
        let mut assembly = Assembly::new(4);
        assert_eq!(assembly.add(Item::FirstText(Bytes::from_static(b"\xff"))), Ok(None));
        assert_eq!(assembly.add(Item::Last(bytes(""))), Err(CloseCode::Invalid));
    }
}
