//! Raw cells: keys and values exactly as the rules give them, without a length before them.

use ink::env::{get_contract_storage, set_contract_storage};
use ink::prelude::vec::Vec;
use parity_scale_codec::{Decode, Encode, Error, Input, Output};

struct Raw<T>(T);

impl<T: AsRef<[u8]>> Encode for Raw<T> {
    fn size_hint(&self) -> usize {
        self.0.as_ref().len()
    }

    fn encode_to<O: Output + ?Sized>(&self, output: &mut O) {
        output.write(self.0.as_ref());
    }
}

impl Decode for Raw<Vec<u8>> {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let length = input.remaining_len()?.ok_or("a cell has a length")?;
        let mut bytes = ink::prelude::vec![0; length];
        input.read(&mut bytes)?;
        Ok(Self(bytes))
    }
}

pub(crate) fn load(key: &[u8]) -> Option<Vec<u8>> {
    let value: Result<Option<Raw<Vec<u8>>>, _> = get_contract_storage(&Raw(key));
    // A cell is always written by `save`: what cannot be read is not there, and the rules
    // refuse what they miss.
    value.ok().flatten().map(|raw| raw.0)
}

pub(crate) fn save(key: &[u8], value: &[u8]) {
    set_contract_storage(&Raw(key), &Raw(value.to_vec()));
}
