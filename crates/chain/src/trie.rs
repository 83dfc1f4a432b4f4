//! The Patricia trie of base 16 over BLAKE2b-256, layout V1 (Polkadot specification, "Trie structure"): its root from
//! all entries, the nodes on the way to some of them, and one entry from such nodes.

use std::collections::{BTreeMap, HashMap};

use parity_scale_codec::{Decode, Encode, Error};
use sp_crypto_hashing::blake2_256;

use crate::{ChainError, Hash};

/// A value of at least so many bytes is stored apart, under its own hash; so is a child node.
const APART: usize = 33;
const NODE_APART: usize = 32;
/// The empty trie's only node.
const EMPTY: [u8; 1] = [0];
const MISSING: ChainError = ChainError::Invalid("a node of the proof is missing");
const NO_NODE: ChainError = ChainError::Invalid("the proof has something that is no node");

/// What a node has besides its part of the key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Leaf,
    LeafApart,
    Branch,
    BranchValue,
    BranchApart,
}

impl Kind {
    const ALL: [Self; 5] =
        [Self::Leaf, Self::Branch, Self::BranchValue, Self::LeafApart, Self::BranchApart];

    /// The first bits of a node, and how many bits of the first byte are left for the length.
    const fn bits(self) -> (u8, u32) {
        match self {
            Self::Leaf => (0x40, 6),
            Self::Branch => (0x80, 6),
            Self::BranchValue => (0xc0, 6),
            Self::LeafApart => (0x20, 5),
            Self::BranchApart => (0x10, 4),
        }
    }

    fn of(first: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| {
            let (bits, room) = kind.bits();
            first >> room == bits >> room
        })
    }

    const fn has_children(self) -> bool {
        matches!(self, Self::Branch | Self::BranchValue | Self::BranchApart)
    }
}

/// A trie, made from all its entries.
#[derive(Debug)]
pub struct Trie {
    root: Hash,
    nodes: HashMap<Hash, Vec<u8>>,
}

impl Trie {
    /// Makes it.
    #[must_use]
    pub fn new(entries: BTreeMap<Vec<u8>, Vec<u8>>) -> Self {
        let entries: Vec<_> =
            entries.into_iter().map(|(key, value)| (nibbles(&key), value)).collect();
        let mut nodes = HashMap::new();
        let top = if entries.is_empty() { EMPTY.to_vec() } else { node(&entries, 0, &mut nodes) };
        let root = blake2_256(&top);
        nodes.insert(root, top);
        Self { root, nodes }
    }

    /// The hash of its first node.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.root
    }

    /// The nodes on the way to these keys, and values that are stored apart, in no particular order.
    #[must_use]
    pub fn prove(&self, keys: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let all = Nodes(self.nodes.iter().map(|(hash, node)| (*hash, node.as_slice())).collect());
        let mut seen = BTreeMap::new();
        for key in keys {
            // All nodes are at hand, so that only the way matters.
            let _: Result<_, ChainError> = walk(&all, &self.root, key, &mut |hash, node| {
                seen.insert(*hash, node.to_vec());
            });
        }
        seen.into_values().collect()
    }
}

/// The nodes of a proof by their hashes.
#[derive(Clone, Debug, Default)]
pub struct Nodes<'a>(HashMap<Hash, &'a [u8]>);

impl<'a> Nodes<'a> {
    /// Takes them in any order; what belongs to nothing does no harm.
    pub fn new(nodes: impl IntoIterator<Item = &'a [u8]>) -> Self {
        Self(nodes.into_iter().map(|node| (blake2_256(node), node)).collect())
    }

    fn held(&self, hash: &Hash) -> Result<&'a [u8], ChainError> {
        self.0.get(hash).copied().ok_or(MISSING)
    }
}

/// The value under a key in the trie of this root; `None` when the nodes show that there is none.
///
/// # Errors
/// [`ChainError::Invalid`] when a node on the way is missing, or is none.
pub fn look_up(nodes: &Nodes, root: &Hash, key: &[u8]) -> Result<Option<Vec<u8>>, ChainError> {
    walk(nodes, root, key, &mut |_, _| ())
}

/// Goes to a key and shows each node and value on the way that has a hash. Every step takes at least a half byte of the
/// key, so that it ends whatever the nodes are.
fn walk(
    nodes: &Nodes,
    root: &Hash,
    key: &[u8],
    see: &mut impl FnMut(&Hash, &[u8]),
) -> Result<Option<Vec<u8>>, ChainError> {
    let key = nibbles(key);
    let mut rest = key.as_slice();
    let mut at = nodes.held(root)?.to_vec();
    see(root, &at);
    loop {
        if at == EMPTY {
            return Ok(None);
        }
        let read = ReadNode::read(&at).map_err(|_| NO_NODE)?;
        let Some(left) = rest.strip_prefix(read.partial.as_slice()) else { return Ok(None) };
        let Some((step, left)) = left.split_first() else {
            return read.value.map(|value| value.open(nodes, see)).transpose();
        };
        let Some(child) = &read.children[usize::from(*step)] else { return Ok(None) };
        at = match Hash::try_from(child.as_slice()) {
            Ok(hash) => {
                let node = nodes.held(&hash)?;
                see(&hash, node);
                node.to_vec()
            }
            Err(_) => child.clone(),
        };
        rest = left;
    }
}

/// A value as its node has it.
enum Value {
    Here(Vec<u8>),
    Apart(Hash),
}

impl Value {
    fn open(
        self,
        nodes: &Nodes,
        see: &mut impl FnMut(&Hash, &[u8]),
    ) -> Result<Vec<u8>, ChainError> {
        match self {
            Self::Here(value) => Ok(value),
            Self::Apart(hash) => {
                let value = nodes.held(&hash)?;
                see(&hash, value);
                Ok(value.to_vec())
            }
        }
    }
}

struct ReadNode {
    partial: Vec<u8>,
    value: Option<Value>,
    children: [Option<Vec<u8>>; 16],
}

impl ReadNode {
    fn read(bytes: &[u8]) -> Result<Self, Error> {
        let input = &mut &*bytes;
        let first = u8::decode(input)?;
        let kind = Kind::of(first).ok_or("no kind of node")?;
        let partial = read_partial(first, kind, input)?;
        let bitmap = if kind.has_children() { u16::decode(input)? } else { 0 };
        let value = match kind {
            Kind::Branch => None,
            Kind::Leaf | Kind::BranchValue => Some(Value::Here(Vec::decode(input)?)),
            Kind::LeafApart | Kind::BranchApart => Some(Value::Apart(Hash::decode(input)?)),
        };
        let mut children = <[Option<Vec<u8>>; 16]>::default();
        for (bit, child) in children.iter_mut().enumerate() {
            if bitmap >> bit & 1 == 1 {
                *child = Some(Vec::decode(input)?);
            }
        }
        if input.is_empty() {
            Ok(Self { partial, value, children })
        } else {
            Err("more bytes".into())
        }
    }
}

/// Reads the part of the key: its length in half bytes goes on in further bytes where the first has no room for it.
fn read_partial(first: u8, kind: Kind, input: &mut &[u8]) -> Result<Vec<u8>, Error> {
    let most = (1 << kind.bits().1) - 1;
    let mut count = usize::from(first & most);
    if count == usize::from(most) {
        loop {
            let more = u8::decode(input)?;
            count += usize::from(more);
            if more < 255 {
                break;
            }
        }
    }
    let (bytes, rest) = input.split_at_checked(count.div_ceil(2)).ok_or("too short")?;
    *input = rest;
    let mut partial = nibbles(bytes);
    // An odd number begins with the lower half of the first byte.
    partial.drain(..partial.len() - count);
    Ok(partial)
}

/// A node over sorted entries, which have their first `depth` half bytes in common; nodes and values that have a hash go
/// to `nodes`.
fn node(
    entries: &[(Vec<u8>, Vec<u8>)],
    depth: usize,
    nodes: &mut HashMap<Hash, Vec<u8>>,
) -> Vec<u8> {
    let (Some((first, value)), Some((last, _))) = (entries.first(), entries.last()) else {
        return EMPTY.to_vec();
    };
    let common = first[depth..].iter().zip(&last[depth..]).take_while(|(a, b)| a == b).count();
    let end = depth + common;
    let here = (first.len() == end).then_some(value);
    let apart = here.is_some_and(|value| value.len() >= APART);
    let below = if here.is_some() { &entries[1..] } else { entries };
    let kind = match (below.is_empty(), here.is_some(), apart) {
        (true, _, false) => Kind::Leaf,
        (true, _, true) => Kind::LeafApart,
        (false, false, _) => Kind::Branch,
        (false, true, false) => Kind::BranchValue,
        (false, true, true) => Kind::BranchApart,
    };
    // A leaf takes the whole rest of its key.
    let mut bytes = Vec::new();
    write_partial(kind, &first[depth..end], &mut bytes);
    let groups: Vec<_> = below.chunk_by(|(a, _), (b, _)| a[end] == b[end]).collect();
    if kind.has_children() {
        let bitmap = groups.iter().fold(0u16, |map, group| map | 1 << group[0].0[end]);
        bitmap.encode_to(&mut bytes);
    }
    match here {
        Some(value) if apart => {
            let hash = blake2_256(value);
            nodes.insert(hash, value.clone());
            hash.encode_to(&mut bytes);
        }
        Some(value) => value.encode_to(&mut bytes),
        None => (),
    }
    for group in groups {
        let child = node(group, end + 1, nodes);
        if child.len() < NODE_APART {
            child.encode_to(&mut bytes);
        } else {
            let hash = blake2_256(&child);
            hash.as_slice().encode_to(&mut bytes);
            nodes.insert(hash, child);
        }
    }
    bytes
}

fn write_partial(kind: Kind, partial: &[u8], bytes: &mut Vec<u8>) {
    let (bits, room) = kind.bits();
    let most = (1usize << room) - 1;
    let inside = partial.len().min(most);
    bytes.push(bits | u8::try_from(inside).unwrap_or(u8::MAX));
    if inside == most {
        let mut rest = partial.len() - most;
        while rest >= 255 {
            bytes.push(255);
            rest -= 255;
        }
        bytes.push(u8::try_from(rest).unwrap_or(u8::MAX));
    }
    let odd = partial.len() % 2;
    bytes.extend_from_slice(&partial[..odd]);
    bytes.extend(partial[odd..].chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]));
}

fn nibbles(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).collect()
}
