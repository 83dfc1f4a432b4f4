//! Raw cells: keys and values exactly as the rules give them, without a length before them.
//!
//! The chain is asked without ink!'s buffer in between, whose copies cost a bid more than the cells themselves
//! (adr/0007). Outside the VM (the build of the metadata) there is no cell.

use ink::prelude::vec::Vec;

/// `None` for a cell that is not there or cannot be read: the rules refuse what they miss.
#[cfg(target_arch = "riscv64")]
pub(crate) fn load(key: &[u8]) -> Option<Vec<u8>> {
    use pallet_revive_uapi::{HostFn, HostFnImpl, StorageFlags};
    use tenderseal_rules::cells::CELL_MAX;

    let mut value = ink::prelude::vec![0; CELL_MAX];
    let mut room = &mut value[..];
    HostFnImpl::get_storage(StorageFlags::empty(), key, &mut room).ok()?;
    let length = room.len();
    value.truncate(length);
    Some(value)
}

#[cfg(target_arch = "riscv64")]
pub(crate) fn save(key: &[u8], value: &[u8]) {
    use pallet_revive_uapi::{HostFn, HostFnImpl, StorageFlags};

    // It answers how long the value before was.
    let _ = HostFnImpl::set_storage(StorageFlags::empty(), key, value);
}

#[cfg(not(target_arch = "riscv64"))]
pub(crate) fn load(_: &[u8]) -> Option<Vec<u8>> {
    None
}

#[cfg(not(target_arch = "riscv64"))]
pub(crate) fn save(_: &[u8], _: &[u8]) {}
