//! The key file: a private key under a password, the same file that the browser makes as a key's
//! backup, so that each opens the other's.
//!
//! ```text
//! { "format": "tenderseal-key-backup", "version": 1,
//!   "kind": "signing" | "opening",
//!   "public": hex,                   signing: P-256 x ‖ y, 64 bytes; opening: X25519, 32 bytes
//!   "kdf": { "name": "PBKDF2-SHA256", "iterations": 600000, "salt": hex of 16 bytes },
//!   "cipher": { "name": "AES-256-GCM", "iv": hex of 12 bytes },
//!   "ciphertext": hex }              the key in PKCS#8, and the tag of 16 bytes
//! ```
//! The password is normalised (NFKC) and taken in UTF-8. Additional data:
//! `"TENDERSEAL-KEY-BACKUP\0" ‖ version u8 ‖ kind u8 (1 signing, 2 opening) ‖ public ‖ iterations
//! u32 ‖ salt`, integers big-endian.

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Payload},
};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use tenderseal_client::SigningKey;
use tenderseal_envelope::OpeningKey;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::Error;

/// The shortest password, in characters.
pub const PASSWORD_MIN: usize = 12;
/// The figure that OWASP gives for PBKDF2-HMAC-SHA256.
pub const ITERATIONS_MIN: u32 = 600_000;
const ITERATIONS_MAX: u32 = 10_000_000;
/// The longest key file, in bytes.
pub const FILE_MAX: u64 = 8 * 1024;

const FORMAT: &str = "tenderseal-key-backup";
const VERSION: u8 = 1;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// P-256: signs acts.
    Signing,
    /// X25519: opens envelopes.
    Opening,
}

/// A private key of either kind.
#[derive(Clone, Debug)]
pub enum PrivateKey {
    /// P-256, 32 bytes as SEC 1 writes it.
    Signing(Secret),
    /// X25519.
    Opening(OpeningKey),
}

/// A P-256 key with its bytes, which a file needs.
#[derive(Clone)]
pub struct Secret {
    bytes: Zeroizing<[u8; 32]>,
    key: SigningKey,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.key.fmt(f)
    }
}

impl Secret {
    /// The key that signs.
    #[must_use]
    pub const fn key(&self) -> &SigningKey {
        &self.key
    }
}

/// The file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    format: String,
    version: u8,
    kind: Kind,
    public: String,
    kdf: Kdf,
    cipher: Cipher,
    ciphertext: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kdf {
    name: String,
    iterations: u32,
    salt: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cipher {
    name: String,
    iv: String,
}

impl PrivateKey {
    /// A key of 32 random bytes; `None` for the bytes, four in 2^32, that are no P-256 key.
    #[must_use]
    pub fn from_bytes(kind: Kind, bytes: &Zeroizing<[u8; 32]>) -> Option<Self> {
        match kind {
            Kind::Opening => Some(Self::Opening(OpeningKey::from_bytes(**bytes))),
            Kind::Signing => {
                let key = SigningKey::from_bytes(bytes).ok()?;
                Some(Self::Signing(Secret { bytes: bytes.clone(), key }))
            }
        }
    }

    /// What it is for.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Signing(_) => Kind::Signing,
            Self::Opening(_) => Kind::Opening,
        }
    }

    /// The public key: 64 or 32 bytes.
    #[must_use]
    pub fn public(&self) -> Vec<u8> {
        match self {
            Self::Signing(secret) => secret.key.public().0.to_vec(),
            Self::Opening(key) => key.public().to_vec(),
        }
    }

    /// PKCS#8, as WebCrypto exports a key.
    fn to_pkcs8(&self) -> Zeroizing<Vec<u8>> {
        let mut der = Zeroizing::new(Vec::with_capacity(138));
        match self {
            Self::Signing(secret) => {
                der.extend_from_slice(P256_WITH_PUBLIC);
                der.extend_from_slice(&*secret.bytes);
                der.extend_from_slice(P256_PUBLIC);
                der.extend_from_slice(&secret.key.public().0);
            }
            Self::Opening(key) => {
                der.extend_from_slice(X25519_PRIVATE);
                der.extend_from_slice(key.as_bytes());
            }
        }
        der
    }

    fn from_pkcs8(kind: Kind, der: &[u8]) -> Option<Self> {
        let rest = match kind {
            Kind::Opening => der.strip_prefix(X25519_PRIVATE)?,
            Kind::Signing => {
                der.strip_prefix(P256_WITH_PUBLIC).or_else(|| der.strip_prefix(P256_ALONE))?
            }
        };
        let (bytes, after) = rest.split_first_chunk::<32>()?;
        let key = Self::from_bytes(kind, &Zeroizing::new(*bytes))?;
        // What follows must be nothing or, for P-256, the key's own public key.
        let public = [P256_PUBLIC, &key.public()].concat();
        (after.is_empty() || kind == Kind::Signing && after == public).then_some(key)
    }
}

// PKCS#8 has one layout for each of these keys (RFC 5958 with RFC 5915 and RFC 8410), so the bytes
// around the key are constants.

/// `PrivateKeyInfo { ecPublicKey, prime256v1, ECPrivateKey { 1, key` with a public key to follow.
const P256_WITH_PUBLIC: &[u8] = &[
    0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
    0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x6d, 0x30, 0x6b, 0x02,
    0x01, 0x01, 0x04, 0x20,
];
/// The same without one.
const P256_ALONE: &[u8] = &[
    0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
    0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25, 0x02, 0x01,
    0x01, 0x04, 0x20,
];
/// `[1] BIT STRING { 4 ‖ x ‖ y }` without x and y.
const P256_PUBLIC: &[u8] = &[0xa1, 0x44, 0x03, 0x42, 0x00, 0x04];
/// `PrivateKeyInfo { X25519, OCTET STRING { key` (RFC 8410 §7).
const X25519_PRIVATE: &[u8] = &[
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
];

impl KeyFile {
    /// Puts a key under a password. Salt and nonce must be random.
    ///
    /// # Errors
    /// [`Error::ShortPassword`].
    pub fn seal(
        key: &PrivateKey,
        password: &str,
        salt: &[u8; 16],
        iv: &[u8; 12],
    ) -> Result<Self, Error> {
        if password.nfkc().count() < PASSWORD_MIN {
            return Err(Error::ShortPassword);
        }
        let (iterations, public) = (ITERATIONS_MIN, key.public());
        let additional = additional_data(key.kind(), &public, iterations, salt);
        let payload = Payload { msg: &key.to_pkcs8(), aad: &additional };
        let ciphertext = cipher(password, salt, iterations)
            .encrypt(iv.into(), payload)
            .map_err(|_| Error::KeyFile("the key could not be encrypted"))?;
        Ok(Self {
            format: FORMAT.into(),
            version: VERSION,
            kind: key.kind(),
            public: hex::encode(public),
            kdf: Kdf { name: "PBKDF2-SHA256".into(), iterations, salt: hex::encode(salt) },
            cipher: Cipher { name: "AES-256-GCM".into(), iv: hex::encode(iv) },
            ciphertext: hex::encode(ciphertext),
        })
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// [`Error::KeyFile`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        let file: Self = serde_json::from_str(text).map_err(|_| Error::KeyFile("not its JSON"))?;
        let known = file.format == FORMAT
            && file.version == VERSION
            && file.kdf.name == "PBKDF2-SHA256"
            && file.cipher.name == "AES-256-GCM"
            && (ITERATIONS_MIN..=ITERATIONS_MAX).contains(&file.kdf.iterations);
        if known {
            Ok(file)
        } else {
            Err(Error::KeyFile("an unknown version, derivation or cipher"))
        }
    }

    /// The file's text.
    ///
    /// # Errors
    /// [`Error::KeyFile`], which only a want of memory could cause.
    pub fn to_json(&self) -> Result<String, Error> {
        serde_json::to_string_pretty(self).map_err(|_| Error::KeyFile("cannot be written"))
    }

    /// The public key in hexadecimal, as the file says.
    #[must_use]
    pub fn public(&self) -> &str {
        &self.public
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`Error::KeyFile`], [`Error::WrongPassword`].
    pub fn open(&self, password: &str) -> Result<PrivateKey, Error> {
        let salt: [u8; 16] = field(&self.kdf.salt)?;
        let iv: [u8; 12] = field(&self.cipher.iv)?;
        let bytes = |text| hex::decode(text).map_err(|_| Error::KeyFile("not hexadecimal"));
        let (public, ciphertext) = (bytes(&self.public)?, bytes(&self.ciphertext)?);
        let additional = additional_data(self.kind, &public, self.kdf.iterations, &salt);
        let payload = Payload { msg: &ciphertext, aad: &additional };
        let der = cipher(password, &salt, self.kdf.iterations)
            .decrypt(&iv.into(), payload)
            .map(Zeroizing::new)
            .map_err(|_| Error::WrongPassword)?;
        PrivateKey::from_pkcs8(self.kind, &der)
            .filter(|key| key.public() == public)
            .ok_or(Error::KeyFile("it holds another key than it says"))
    }
}

fn field<const N: usize>(text: &str) -> Result<[u8; N], Error> {
    let bytes = hex::decode(text).map_err(|_| Error::KeyFile("not hexadecimal"))?;
    bytes.try_into().map_err(|_| Error::KeyFile("a field of another length"))
}

fn additional_data(kind: Kind, public: &[u8], iterations: u32, salt: &[u8; 16]) -> Vec<u8> {
    let code = match kind {
        Kind::Signing => 1,
        Kind::Opening => 2,
    };
    [b"TENDERSEAL-KEY-BACKUP\0", &[VERSION, code][..], public, &iterations.to_be_bytes(), salt]
        .concat()
}

fn cipher(password: &str, salt: &[u8; 16], iterations: u32) -> Aes256Gcm {
    let password = Zeroizing::new(password.nfkc().collect::<String>());
    let mut key = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, iterations, &mut *key);
    Aes256Gcm::new(&(*key).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: &str = "正确的马 电池 订书钉 horse";

    fn key(kind: Kind) -> PrivateKey {
        PrivateKey::from_bytes(kind, &Zeroizing::new([7; 32])).unwrap()
    }

    fn sealed(kind: Kind) -> KeyFile {
        KeyFile::seal(&key(kind), PASSWORD, &[1; 16], &[2; 12]).unwrap()
    }

    #[test]
    fn a_key_comes_back_from_its_file() {
        for kind in [Kind::Signing, Kind::Opening] {
            let text = sealed(kind).to_json().unwrap();
            let opened = KeyFile::parse(&text).unwrap().open(PASSWORD).unwrap();
            assert_eq!((opened.kind(), opened.public()), (kind, key(kind).public()));
            assert_eq!(*opened.to_pkcs8(), *key(kind).to_pkcs8());
        }
    }

    #[test]
    fn the_browsers_files_open() {
        for (text, kind) in [
            (include_str!("../tests/data/browser-signing.json"), Kind::Signing),
            (include_str!("../tests/data/browser-opening.json"), Kind::Opening),
        ] {
            assert_eq!(KeyFile::parse(text).unwrap().open(PASSWORD).unwrap().kind(), kind);
        }
    }

    #[test]
    fn the_form_of_a_password_does_not_matter_and_its_length_does() {
        let file = KeyFile::seal(&key(Kind::Opening), "Ａｎｇｓｔröm 封标封标", &[1; 16], &[2; 12]);
        assert!(file.unwrap().open("Angstro\u{308}m 封标封标").is_ok());
        for short in ["", "elevenchars", "一二三四五六七八九十一"] {
            let refused = KeyFile::seal(&key(Kind::Opening), short, &[1; 16], &[2; 12]);
            assert!(matches!(refused, Err(Error::ShortPassword)), "{short}");
        }
    }

    type Change = fn(&mut KeyFile, &dyn Fn(&mut String));

    #[test]
    fn a_wrong_password_and_every_changed_field_are_refused() {
        let file = sealed(Kind::Signing);
        assert!(matches!(file.open("another password"), Err(Error::WrongPassword)));
        let flip = |text: &mut String| {
            let first = if text.starts_with('0') { "1" } else { "0" };
            text.replace_range(..1, first);
        };
        let ways: [Change; 5] = [
            |file, flip| flip(&mut file.public),
            |file, flip| flip(&mut file.ciphertext),
            |file, flip| flip(&mut file.kdf.salt),
            |file, flip| flip(&mut file.cipher.iv),
            |file, _| file.kdf.iterations += 1,
        ];
        for spoil in ways {
            let mut spoilt = file.clone();
            spoil(&mut spoilt, &flip);
            assert!(matches!(spoilt.open(PASSWORD), Err(Error::WrongPassword)));
        }
        let text = file.to_json().unwrap();
        for (from, to) in [
            ("\"version\": 1", "\"version\": 2"),
            ("tenderseal-key-backup", "other"),
            ("PBKDF2-SHA256", "scrypt"),
            ("AES-256-GCM", "none"),
            ("600000", "599999"),
            ("600000", "10000001"),
            ("\"signing\"", "\"master\""),
            ("\"format\"", "\"extra\": 1, \"format\""),
        ] {
            assert!(KeyFile::parse(&text.replace(from, to)).is_err(), "{from} → {to}");
        }
    }
}
