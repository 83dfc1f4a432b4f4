//! Keys as browsers take them: PKCS#8 (RFC 5958), the two kinds that there are.

use tenderseal_rules::PublicKey;

/// `SEQUENCE { 0, { id-ecPublicKey, prime256v1 }, OCTET STRING { ECPrivateKey` (RFC 5915) up to the 32 bytes.
const P256_HEAD: [u8; 36] = [
    0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
    0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x6d, 0x30, 0x6b, 0x02,
    0x01, 0x01, 0x04, 0x20,
];
/// `[1] BIT STRING` with the uncompressed point (SEC 1, 2.3.3).
const P256_POINT: [u8; 6] = [0xa1, 0x44, 0x03, 0x42, 0x00, 0x04];
/// `SEQUENCE { 0, { id-X25519 }, OCTET STRING { OCTET STRING` (RFC 8410, 7) up to the 32 bytes.
const X25519_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
];

/// A P-256 private key with its public half.
#[must_use]
pub fn p256(secret: &[u8; 32], public: &PublicKey) -> Vec<u8> {
    [&P256_HEAD[..], secret, &P256_POINT, &public.0].concat()
}

/// An X25519 private key.
#[must_use]
pub fn x25519(secret: &[u8; 32]) -> Vec<u8> {
    [&X25519_HEAD[..], secret].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lengths_are_those_that_the_der_states() {
        let key = p256(&[7; 32], &PublicKey([8; 64]));
        assert_eq!(key.len(), 3 + 0x87);
        assert_eq!(key.len() - 29, 0x6d, "the octet string holds the rest");
        let key = x25519(&[7; 32]);
        assert_eq!(key.len(), 2 + 0x2e);
    }
}
