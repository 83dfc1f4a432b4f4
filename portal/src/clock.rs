//! The real clock and the real randomness: the only place that asks for them.

use jiff::Timestamp;

use crate::ports::{Clock, Entropy, EntropyError};

/// The computer's clock, cut to milliseconds as the tables keep them.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn bytes32(&self) -> Result<[u8; 32], EntropyError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| EntropyError)?;
        Ok(bytes)
    }
}
