//! Checked calls of precompiles and contracts.
//!
//! Outside the VM (the build of the metadata) there is nothing to call, so nothing answers and
//! nothing verifies.

/// Asks the precompile at this address: `None` when the call fails or does not answer with
/// exactly 32 bytes.
pub(crate) fn precompile(address: [u8; 20], input: &[u8]) -> Option<[u8; 32]> {
    let mut room = [0; 32];
    read(&address, input, &mut room)?.try_into().ok()
}

/// Calls a contract that may not change anything; `None` when the call fails.
#[cfg(target_arch = "riscv64")]
pub(crate) fn read<'a>(address: &[u8; 20], input: &[u8], room: &'a mut [u8]) -> Option<&'a [u8]> {
    use pallet_revive_uapi::{CallFlags, HostFn, HostFnImpl};

    let mut answer = &mut *room;
    HostFnImpl::call(
        CallFlags::READ_ONLY,
        address,
        u64::MAX,
        u64::MAX,
        &[u8::MAX; 32],
        &[0; 32],
        input,
        Some(&mut answer),
    )
    .ok()?;
    let length = answer.len();
    room.get(..length)
}

/// Bytes of the call's input.
#[cfg(target_arch = "riscv64")]
pub(crate) fn input_len() -> usize {
    use pallet_revive_uapi::{HostFn, HostFnImpl};

    // The chain takes no more than 128 KiB.
    usize::try_from(HostFnImpl::call_data_size()).unwrap_or(usize::MAX)
}

/// Gives the call's input to the program at this address, which runs in this contract's place: its answer ends this
/// program too. Comes back when it stopped without one.
#[cfg(target_arch = "riscv64")]
pub(crate) fn hand_on(program: &[u8; 20]) {
    use pallet_revive_uapi::{CallFlags, HostFn, HostFnImpl};

    let flags = CallFlags::FORWARD_INPUT | CallFlags::TAIL_CALL;
    // What is said of the failure is all that can be: the caller answers with an error.
    let _ =
        HostFnImpl::delegate_call(flags, program, u64::MAX, u64::MAX, &[u8::MAX; 32], &[], None);
}

/// Creates a contract from `code hash ‖ constructor input`; `None` when that fails.
#[cfg(target_arch = "riscv64")]
pub(crate) fn create(input: &[u8], salt: Option<&[u8; 32]>) -> Option<[u8; 20]> {
    use pallet_revive_uapi::{HostFn, HostFnImpl};

    let mut address = [0; 20];
    HostFnImpl::instantiate(
        u64::MAX,
        u64::MAX,
        &[u8::MAX; 32],
        &[0; 32],
        input,
        Some(&mut address),
        None,
        salt,
    )
    .ok()?;
    Some(address)
}

#[cfg(not(target_arch = "riscv64"))]
pub(crate) fn read<'a>(_: &[u8; 20], _: &[u8], _: &'a mut [u8]) -> Option<&'a [u8]> {
    None
}

#[cfg(not(target_arch = "riscv64"))]
pub(crate) fn input_len() -> usize {
    0
}

#[cfg(not(target_arch = "riscv64"))]
pub(crate) fn hand_on(_: &[u8; 20]) {}

#[cfg(not(target_arch = "riscv64"))]
pub(crate) fn create(_: &[u8], _: Option<&[u8; 32]>) -> Option<[u8; 20]> {
    None
}
