//! The acts on the registry's list of profiles.

use parity_scale_codec::{Decode, Encode};

use super::Act;
use crate::profile::Profile;

act! {
    /// A registrar adds a profile, which gets the next number and never changes.
    AddProfile = "add_profile", 0xd1e9_935d {
        /// The whole profile.
        profile: Profile,
    }
}
act! {
    /// A registrar retires a profile: no new tender may name it. Running ones keep it.
    RetireProfile = "retire_profile", 0x1b22_df0f {
        /// Its number.
        profile: u32,
    }
}
