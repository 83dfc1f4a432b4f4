//! The registry contract: organisations, people, keys, roles, approved code, and the factory of tenders.
//!
//! Thin on purpose: every rule is in `tenderseal-rules`; this loads, calls, stores and emits.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

#[expect(clippy::needless_pass_by_value, reason = "a message owns its decoded arguments")]
#[ink::contract]
mod registry {
    use ink::prelude::vec::Vec;
    use tenderseal_host::Chain;
    use tenderseal_rules::{
        Auth, Error, KeyId,
        host::{Host, Signatory},
        messages,
        registry::{self as rules, Founding},
    };

    /// The registry keeps its values in cells of its own, see `tenderseal_rules::cells`.
    #[ink(storage)]
    pub struct Registry {}

    impl Registry {
        /// Founds the installation.
        ///
        /// # Errors
        /// See [`rules::found`].
        #[ink(constructor)]
        pub fn new(founding: Founding) -> Result<Self, Error> {
            rules::found(&mut Chain, &founding)?;
            Ok(Self {})
        }

        /// An organisation registers itself and waits for a registrar.
        ///
        /// # Errors
        /// See [`rules::register_org`].
        #[ink(message)]
        pub fn register_org(
            &mut self,
            auth: Auth,
            act: messages::RegisterOrg,
        ) -> Result<(), Error> {
            rules::register_org(&mut Chain, &auth, &act)
        }

        /// A registrar admits an organisation.
        ///
        /// # Errors
        /// See [`rules::admit_org`].
        #[ink(message)]
        pub fn admit_org(&mut self, auth: Auth, act: messages::AdmitOrg) -> Result<(), Error> {
            rules::admit_org(&mut Chain, &auth, &act)
        }

        /// A registrar refuses an organisation.
        ///
        /// # Errors
        /// See [`rules::refuse_org`].
        #[ink(message)]
        pub fn refuse_org(&mut self, auth: Auth, act: messages::RefuseOrg) -> Result<(), Error> {
            rules::refuse_org(&mut Chain, &auth, &act)
        }

        /// An administrator adds a person to the own organisation.
        ///
        /// # Errors
        /// See [`rules::add_person`].
        #[ink(message)]
        pub fn add_person(&mut self, auth: Auth, act: messages::AddPerson) -> Result<(), Error> {
            rules::add_person(&mut Chain, &auth, &act)
        }

        /// A person's key is replaced.
        ///
        /// # Errors
        /// See [`rules::replace_key`].
        #[ink(message)]
        pub fn replace_key(&mut self, auth: Auth, act: messages::ReplaceKey) -> Result<(), Error> {
            rules::replace_key(&mut Chain, &auth, &act)
        }

        /// A committee member registers an opening key.
        ///
        /// # Errors
        /// See [`rules::register_opening_key`].
        #[ink(message)]
        pub fn register_opening_key(
            &mut self,
            auth: Auth,
            act: messages::RegisterOpeningKey,
        ) -> Result<(), Error> {
            rules::register_opening_key(&mut Chain, &auth, &act)
        }

        /// A registrar approves the code that new tenders get.
        ///
        /// # Errors
        /// See [`rules::approve_code`].
        #[ink(message)]
        pub fn approve_code(
            &mut self,
            auth: Auth,
            act: messages::ApproveCode,
        ) -> Result<(), Error> {
            rules::approve_code(&mut Chain, &auth, &act)
        }

        /// An officer proposes a tender.
        ///
        /// # Errors
        /// See [`rules::propose_tender`].
        #[ink(message)]
        pub fn propose_tender(
            &mut self,
            auth: Auth,
            act: messages::ProposeTender,
        ) -> Result<(), Error> {
            rules::propose_tender(&mut Chain, &auth, &act)
        }

        /// An approver confirms a tender; its contract is created.
        ///
        /// # Errors
        /// See [`rules::approve_tender`].
        #[ink(message)]
        pub fn approve_tender(
            &mut self,
            auth: Auth,
            act: messages::ApproveTender,
        ) -> Result<(), Error> {
            rules::approve_tender(&mut Chain, &auth, &act)
        }

        /// A registrar suspends an organisation until it is reinstated.
        ///
        /// # Errors
        /// See [`rules::suspend_org`].
        #[ink(message)]
        pub fn suspend_org(&mut self, auth: Auth, act: messages::SuspendOrg) -> Result<(), Error> {
            rules::suspend_org(&mut Chain, &auth, &act)
        }

        /// A registrar debars an organisation until a date.
        ///
        /// # Errors
        /// See [`rules::debar_org`].
        #[ink(message)]
        pub fn debar_org(&mut self, auth: Auth, act: messages::DebarOrg) -> Result<(), Error> {
            rules::debar_org(&mut Chain, &auth, &act)
        }

        /// A registrar lifts suspension and debarment.
        ///
        /// # Errors
        /// See [`rules::reinstate_org`].
        #[ink(message)]
        pub fn reinstate_org(
            &mut self,
            auth: Auth,
            act: messages::ReinstateOrg,
        ) -> Result<(), Error> {
            rules::reinstate_org(&mut Chain, &auth, &act)
        }

        /// A key is revoked for ever.
        ///
        /// # Errors
        /// See [`rules::revoke_key`].
        #[ink(message)]
        pub fn revoke_key(&mut self, auth: Auth, act: messages::RevokeKey) -> Result<(), Error> {
            rules::revoke_key(&mut Chain, &auth, &act)
        }

        /// An administrator gives a person other roles.
        ///
        /// # Errors
        /// See [`rules::set_roles`].
        #[ink(message)]
        pub fn set_roles(&mut self, auth: Auth, act: messages::SetRoles) -> Result<(), Error> {
            rules::set_roles(&mut Chain, &auth, &act)
        }

        // The four messages below keep OpenBrush's names, whose selectors are those of
        // `Trait::message`. They are written down instead of derived: ink's trait definitions
        // would ask for a crate of traits with one implementor. The rules' own test and that of
        // the metadata compare them with the hash of the name.

        /// A registrar pauses the factory.
        ///
        /// # Errors
        /// See [`rules::pause`].
        #[ink(message, selector = 0x397e3639)]
        pub fn pause(&mut self, auth: Auth, act: messages::Pause) -> Result<(), Error> {
            rules::pause(&mut Chain, &auth, &act)
        }

        /// A registrar lets the factory go on.
        ///
        /// # Errors
        /// See [`rules::unpause`].
        #[ink(message, selector = 0xb3b9f190)]
        pub fn unpause(&mut self, auth: Auth, act: messages::Unpause) -> Result<(), Error> {
            rules::unpause(&mut Chain, &auth, &act)
        }

        /// Whether the factory is paused. A state that cannot be read makes no tender either.
        #[ink(message, selector = 0xd123ce11)]
        pub fn paused(&self) -> bool {
            rules::paused(&Chain).unwrap_or(true)
        }

        /// Whether the holder of a key may act now in a role.
        #[ink(message, selector = 0xc1d9ac18)]
        pub fn has_role(&self, role: u32, account: KeyId) -> bool {
            rules::has_role(&Chain, role, &account).unwrap_or(false)
        }

        /// Who holds a key at the block's time.
        #[ink(message)]
        pub fn signatory(&self, key: KeyId) -> Option<Signatory> {
            rules::signatory(&Chain, &key).ok().flatten()
        }

        /// A registrar adds a profile.
        ///
        /// # Errors
        /// See [`rules::add_profile`].
        #[ink(message)]
        pub fn add_profile(&mut self, auth: Auth, act: messages::AddProfile) -> Result<(), Error> {
            rules::add_profile(&mut Chain, &auth, &act)
        }

        /// A registrar retires a profile.
        ///
        /// # Errors
        /// See [`rules::retire_profile`].
        #[ink(message)]
        pub fn retire_profile(
            &mut self,
            auth: Auth,
            act: messages::RetireProfile,
        ) -> Result<(), Error> {
            rules::retire_profile(&mut Chain, &auth, &act)
        }

        /// A raw cell.
        #[ink(message)]
        pub fn cell(&self, key: Vec<u8>) -> Option<Vec<u8>> {
            Chain.load(&key)
        }
    }
}
