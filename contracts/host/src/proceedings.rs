//! The program of a tender's proceedings (adr/0013): every tender makes an instance of it in its constructor, and
//! lets it run on the tender's own cells.

use core::marker::PhantomData;

use parity_scale_codec::{Decode, Encode, Error as CodecError, Input};
use tenderseal_rules::{Error, Hash, host::Host, messages::NEW};

use crate::{Chain, call};

/// An argument that the proceedings read. To the metadata it is what it stands for.
pub struct Passed<T>(PhantomData<T>);

impl<T> Decode for Passed<T> {
    fn decode<I: Input>(_: &mut I) -> Result<Self, CodecError> {
        Ok(Self(PhantomData))
    }
}

impl<T> Encode for Passed<T> {}

#[cfg(feature = "std")]
impl<T: scale_info::TypeInfo + 'static> scale_info::TypeInfo for Passed<T> {
    type Identity = T::Identity;

    fn type_info() -> scale_info::Type {
        T::type_info()
    }
}

/// Makes the instance of the contract that is being made itself.
///
/// # Errors
/// [`Error::HostFailed`] when the chain does not make it at [`address`].
pub fn create_proceedings(code: &Hash) -> Result<(), Error> {
    let mut input = code.to_vec();
    input.extend_from_slice(&NEW.1);
    if call::create(&input, None) == Some(address()) { Ok(()) } else { Err(Error::HostFailed) }
}

/// Runs the call that came in by the proceedings' program, on this contract's cells, and gives its answer as this
/// contract's own.
///
/// # Errors
/// [`Error::HostFailed`] when the program stops without an answer; after any other this does not come back.
pub fn hand_on<A>(_unread: A) -> Result<(), Error> {
    call::hand_on(&address());
    Err(Error::HostFailed)
}

/// Where the first contract that this one made is: the last 20 bytes of Keccak-256 over RLP of the list
/// `[this contract, 1]`. Nobody else makes a contract there, and this one made it in its constructor.
fn address() -> [u8; 20] {
    const LIST: u8 = 0xc0;
    const TEXT: u8 = 0x80;
    let mut list =
        [LIST + 22, TEXT + 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    list[2..22].copy_from_slice(&Chain.contract().0);
    let mut address = [0; 20];
    address.copy_from_slice(&Chain.keccak256(&list)[12..]);
    address
}
