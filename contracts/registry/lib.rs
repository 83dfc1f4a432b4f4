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

        /// Who holds a key at the block's time.
        #[ink(message)]
        pub fn signatory(&self, key: KeyId) -> Option<Signatory> {
            rules::signatory(&Chain, &key).ok().flatten()
        }

        /// A raw cell.
        #[ink(message)]
        pub fn cell(&self, key: Vec<u8>) -> Option<Vec<u8>> {
            Chain.load(&key)
        }
    }
}
