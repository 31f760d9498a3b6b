//! An answer as it comes, piece by piece.

use crate::limits::Turn;
use crate::reader::Reader;
use crate::record::Record;
use crate::wire::Event;
use crate::{Error, Finish, Usage};

/// The pieces of an answer. Dropping it closes the connection, which makes the server stop; what came of it
/// is logged in any case.
#[derive(Debug)]
pub struct Words {
    reader: Reader,
    record: Record,
    /// What was read to know that the answer is a good one.
    first: Option<String>,
    finish: Finish,
    ended: bool,
    streamed: bool,
    turn: Option<Turn>,
}

impl Words {
    /// Waits until the answer has begun to be a good one: its first text, or an end without any.
    pub(crate) async fn begin(reader: Reader, record: Record, turn: Turn) -> Result<Words, Error> {
        let streamed = reader.is_stream();
        let mut words = Words {
            reader,
            record,
            first: None,
            finish: Finish::Unsaid,
            ended: false,
            streamed,
            turn: Some(turn),
        };
        words.first = words.piece().await.transpose()?;
        Ok(words)
    }

    /// The next piece of the text; `None` at its end. After an error nothing more comes.
    pub async fn next(&mut self) -> Option<Result<String, Error>> {
        match self.first.take() {
            Some(first) => Some(Ok(first)),
            None => self.piece().await,
        }
    }

    /// What the request cost so far; the server's counts come at the end.
    pub fn usage(&self) -> Usage {
        self.record.usage()
    }

    /// Why the answer ended, once it has.
    pub fn finish(&self) -> Finish {
        self.finish
    }

    /// Whether the server sends as it goes, rather than all at the end.
    pub(crate) fn is_streamed(&self) -> bool {
        self.streamed
    }

    async fn piece(&mut self) -> Option<Result<String, Error>> {
        while !self.ended {
            match self.reader.next().await {
                Some(Ok(Event::Text(piece))) => {
                    self.record.text(&piece);
                    return Some(Ok(piece));
                }
                Some(Ok(Event::Usage { input, output })) => self.record.count(input, output),
                Some(Ok(Event::Finish(finish))) => self.finish = finish,
                Some(Ok(_)) => {}
                Some(Err(error)) => {
                    self.record.failed(&error);
                    self.end();
                    return Some(Err(error));
                }
                None => {
                    self.record.done();
                    self.end();
                }
            }
        }
        None
    }

    /// Lets the next request have its turn, even while these words are kept.
    fn end(&mut self) {
        self.ended = true;
        self.turn = None;
    }
}
