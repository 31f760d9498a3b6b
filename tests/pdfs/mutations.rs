//! Files spoilt at random, the same way each time.

/// A small generator: what matters is that a run can be repeated.
pub(crate) struct Mutations(u64);

impl Mutations {
    /// A series of its own for each `seed`.
    pub(crate) fn new(seed: u64) -> Mutations {
        Mutations(0x2545_F491_4F6C_DD1D ^ seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// `file` with some bytes changed, a stretch taken out or put in again elsewhere, or its end cut off.
    pub(crate) fn of(&mut self, file: &[u8]) -> Vec<u8> {
        let mut bytes = file.to_vec();
        match self.below(8) {
            0 => bytes.truncate(self.below(file.len())),
            1 => {
                let start = self.below(bytes.len());
                let end = (start + self.below(200)).min(bytes.len());
                bytes.drain(start..end);
            }
            2 => {
                let start = self.below(bytes.len());
                let piece = bytes[start..(start + self.below(200)).min(file.len())].to_vec();
                let at = self.below(bytes.len());
                bytes.splice(at..at, piece);
            }
            _ => {
                for _ in 0..=self.below(30) {
                    let at = self.below(bytes.len());
                    bytes[at] = self.below(256) as u8;
                }
            }
        }
        bytes
    }
}
