//! What the lots of one procurement are found by.

use std::fmt;

use tenderseal_rules::{Hash, OrgId, replay::sha256, terms::Terms};

/// A procurement that is divided into lots, of one buyer: the first 20 bytes of
/// SHA-256(`"TENDERSEAL-PROCUREMENT\0" ‖ buyer20 ‖ procurement32`). The number that the lots share is
/// public before they are published and does not say whose it is; nobody else's tender has this id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcurementId([u8; 20]);

impl ProcurementId {
    /// Of a buyer's lots with this number in their terms.
    #[must_use]
    pub fn of(buyer: &OrgId, procurement: &Hash) -> Self {
        let bytes = [b"TENDERSEAL-PROCUREMENT\0", &buyer.0[..], procurement].concat();
        let mut id = [0; 20];
        id.copy_from_slice(&sha256(&bytes)[..20]);
        Self(id)
    }

    /// Of a buyer's tender; none where the procurement is not divided.
    #[must_use]
    pub fn of_terms(buyer: &OrgId, terms: &Terms) -> Option<Self> {
        terms.lot.map(|lot| Self::of(buyer, &lot.procurement))
    }

    /// Reads the 40 hexadecimal digits of an address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        tenderseal_rules::hex::parse(text).map(Self)
    }
}

impl fmt::Display for ProcurementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_of_another_buyer_is_another_procurement() {
        let id = ProcurementId::of(&OrgId([1; 20]), &[2; 32]);
        assert_ne!(id, ProcurementId::of(&OrgId([2; 20]), &[2; 32]));
        assert_ne!(id, ProcurementId::of(&OrgId([1; 20]), &[1; 32]));
        assert_eq!(ProcurementId::parse(&id.to_string()), Some(id));
        for bad in ["", "00", "zz", &"0".repeat(64)] {
            assert_eq!(ProcurementId::parse(bad), None, "{bad:?}");
        }
    }
}
