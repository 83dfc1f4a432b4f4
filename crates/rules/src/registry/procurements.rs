//! Which lots of a procurement were published: each buyer's own list, so that nobody takes another's numbers.
//!
//! A number that was published stays taken. The registry does not know how a tender ended, and asking each one
//! would let a lot depend on another's contract; what ended without an award is tendered again as a new
//! procurement (docs/adr/0012).

use super::Cell;
use crate::{
    Error, OrgId, cells,
    host::Host,
    lot::{Lot, Lots},
};

/// The lots of the buyer's procurement as they are with this one.
///
/// # Errors
/// [`Error::LotCountDiffers`], [`Error::LotTaken`].
pub(super) fn joined<H: Host>(host: &H, buyer: OrgId, lot: &Lot) -> Result<Lots, Error> {
    let lots: Option<Lots> = cells::get(host, &Cell::Procurement(buyer, lot.procurement))?;
    lots.unwrap_or_else(|| Lots::none(lot.of)).with(lot)
}

/// Takes the lot's number.
///
/// # Errors
/// Those of [`joined`].
pub(super) fn take<H: Host>(host: &mut H, buyer: OrgId, lot: &Lot) -> Result<(), Error> {
    let lots = joined(host, buyer, lot)?;
    cells::put(host, &Cell::Procurement(buyer, lot.procurement), &lots)
}
