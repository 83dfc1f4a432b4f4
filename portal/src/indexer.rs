//! Chain to tables: follows the ledger and writes each block into the mirror,
//! in one transaction. A block taken in twice changes nothing; `reindex` empties
//! the mirror and takes in everything again.

use std::collections::{BTreeMap, BTreeSet};

use parity_scale_codec::{Decode, DecodeAll, Encode};
use tenderseal_chain::{Act as Extrinsic, BlockRecord, ContractEvent};
use tenderseal_ledger::LedgerError;
use tenderseal_rules::{
    ContractId, Event, OrgId, PersonId, RegistryEvent, TenderEvent, cells,
    messages::{self, Act, CommitBid, ProposeTender, ReplaceBid},
    registry::OrgStatus,
    replay::key_id,
    tender::{Cell, Committee, Core, State, stage_at},
    terms::{Publication, Terms},
};

use crate::app::{
    App, Error, Outcome, lots::search_words, notice::Notice, people, tender::turns_at,
};
use crate::ports::StoreError;
use crate::ports_chain::{
    BidRow, Change, Cursor, Debarment, EventRow, KeyRow, OpeningKeyRow, OrgRow, PersonRow,
    ProcurementId, ProposalRow, Suspension, TenderRow, Titles, public_number,
};

/// Follows the ledger until it stops.
pub async fn run(app: App) {
    let mut heads = app.chain.ledger.watch();
    loop {
        if let Err(error) = catch_up(&app).await {
            tracing::error!(%error, code = error.code(), "the mirror does not follow the chain");
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            continue;
        }
        if heads.changed().await.is_err() {
            return;
        }
    }
}

/// Takes in every block that the mirror does not have yet.
///
/// # Errors
/// When the ledger or a table fails; what was taken in stays.
pub async fn catch_up(app: &App) -> Outcome<()> {
    let mut next = match app.store.cursor().await? {
        Some(cursor) => {
            check_history(app, &cursor).await?;
            cursor.number + 1
        }
        None => 0,
    };
    while next <= app.chain.ledger.head().number {
        take_in(app, next).await?;
        next += 1;
    }
    app.chain.note_mirrored(next.saturating_sub(1));
    Ok(())
}

/// Empties the mirror and fills it again; texts and drafts stay.
///
/// # Errors
/// As [`catch_up`].
pub async fn reindex(app: &App) -> Outcome<()> {
    app.store.clear_mirror().await?;
    catch_up(app).await
}

/// The mirror must be one of this chain.
async fn check_history(app: &App, cursor: &Cursor) -> Outcome<()> {
    let block = app.chain.ledger.block(cursor.number).await?;
    if block.is_some_and(|block| block.hash == cursor.hash) {
        Ok(())
    } else {
        Err(Error::OtherChain)
    }
}

async fn take_in(app: &App, number: u32) -> Outcome<()> {
    let block = app.chain.ledger.block(number).await?.ok_or(LedgerError::UnknownBlock(number))?;
    let mut reading = Reading {
        app,
        block: &block,
        changes: Vec::new(),
        events: Vec::new(),
        turned: BTreeSet::new(),
    };
    reading.read().await?;
    let Reading { changes, events, .. } = reading;
    let cursor = Cursor { number, hash: block.hash, time: block.time };
    app.store.apply_block(cursor, &changes, &events).await?;
    sync_people(app, &events).await?;
    app.chain.note_mirrored(number);
    Ok(())
}

/// Accounts get the roles that the registry gives.
async fn sync_people(app: &App, events: &[EventRow]) -> Outcome<()> {
    for row in events {
        match &row.event {
            Event::Registry(
                RegistryEvent::OrgAdmitted { org, .. } | RegistryEvent::OrgRefused { org, .. },
            ) => {
                people::sync_org(app, org).await?;
            }
            Event::Registry(
                RegistryEvent::PersonAdded { person, .. }
                | RegistryEvent::KeyReplaced { person, .. }
                | RegistryEvent::KeyRevoked { person, .. }
                | RegistryEvent::RolesSet { person, .. },
            ) => {
                people::sync_person(app, person).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// A block on its way into the mirror.
struct Reading<'a> {
    app: &'a App,
    block: &'a BlockRecord,
    changes: Vec<Change>,
    events: Vec<EventRow>,
    turned: BTreeSet<ContractId>,
}

impl Reading<'_> {
    async fn read(&mut self) -> Outcome<()> {
        for (place, (extrinsic, emitted)) in (0u32..).zip(&self.block.events) {
            let contract = ContractId(emitted.contract);
            if !self.knows(contract).await? {
                continue;
            }
            let event = decode(emitted)?;
            let row = EventRow {
                block: self.block.number,
                extrinsic: *extrinsic,
                place,
                contract,
                time: self.block.time,
                event,
            };
            self.translate(&row).await?;
            self.events.push(row);
        }
        self.turn().await
    }

    /// Whether the contract is the registry or a tender that the registry created.
    async fn knows(&self, contract: ContractId) -> Outcome<bool> {
        if contract == self.app.chain.registry || self.created(contract).is_some() {
            return Ok(true);
        }
        Ok(self.app.store.tender(&contract).await?.is_some())
    }

    /// A tender that this very block creates.
    fn created(&self, contract: ContractId) -> Option<&TenderRow> {
        self.changes.iter().find_map(|change| match change {
            Change::Tender(row) if row.address == contract => Some(&**row),
            _ => None,
        })
    }

    async fn translate(&mut self, row: &EventRow) -> Outcome<()> {
        match row.event.clone() {
            Event::Registry(event) => self.registry(row, event).await,
            Event::Tender(event) => {
                self.turned.insert(row.contract);
                if let TenderEvent::BidCommitted { bid, vendor, attempt, terms, .. } = event {
                    let (envelope, technical) = self.envelopes(row.extrinsic)?;
                    self.changes.push(Change::Bid(Box::new(BidRow {
                        tender: row.contract,
                        number: bid,
                        vendor,
                        attempt,
                        envelope,
                        technical,
                        block: row.block,
                        extrinsic: row.extrinsic,
                        committed_at: row.time,
                        terms,
                    })));
                } else if let TenderEvent::SeatChanged { substitute: Some(person), .. } = event {
                    self.changes.push(Change::Seated { tender: row.contract, person });
                } else if let TenderEvent::TermsAmended { terms, .. } = event {
                    let amended = self.amended(row.contract, terms).await?;
                    self.changes.push(amended);
                }
                Ok(())
            }
        }
    }

    async fn registry(&mut self, row: &EventRow, event: RegistryEvent) -> Outcome<()> {
        let at = row.time;
        match event {
            RegistryEvent::OrgRegistered { org, kind, name, number, country, details } => {
                self.changes.push(Change::Org(OrgRow {
                    id: org,
                    kind,
                    name,
                    number,
                    country: country.iter().map(|letter| char::from(*letter)).collect(),
                    details,
                    status: OrgStatus::Pending,
                    suspended: None,
                    debarred: None,
                    reason: None,
                    registered_at: at,
                    decided_at: None,
                    block: row.block,
                }));
            }
            RegistryEvent::OrgAdmitted { org, .. } => {
                self.changes.push(Change::OrgDecided {
                    org,
                    status: OrgStatus::Admitted,
                    reason: None,
                    at,
                });
            }
            RegistryEvent::OrgRefused { org, reason, .. } => {
                self.changes.push(Change::OrgDecided {
                    org,
                    status: OrgStatus::Refused,
                    reason: Some(reason),
                    at,
                });
            }
            RegistryEvent::PersonAdded { person, org, roles, key } => {
                self.changes.push(Change::Person(PersonRow {
                    id: person,
                    org,
                    roles,
                    added_at: at,
                }));
                let row = KeyRow {
                    id: key_id(&key),
                    person,
                    public: key,
                    active_from: at,
                    revoked_at: None,
                };
                self.changes.push(Change::Key(row));
            }
            RegistryEvent::KeyReplaced { person, old, new, active_from, .. } => {
                self.changes.push(Change::KeyRevoked { key: old, at });
                let row =
                    KeyRow { id: key_id(&new), person, public: new, active_from, revoked_at: None };
                self.changes.push(Change::Key(row));
            }
            RegistryEvent::OpeningKeyRegistered { person, key } => {
                self.changes.push(Change::OpeningKey(OpeningKeyRow {
                    public: key,
                    person,
                    registered_at: at,
                }));
            }
            // Whether the factory is paused is the contract's to say (`Pausable::paused`), and so are its
            // profiles (their cells).
            RegistryEvent::CodeApproved { .. }
            | RegistryEvent::Paused { .. }
            | RegistryEvent::Unpaused { .. }
            | RegistryEvent::ProfileAdded { .. }
            | RegistryEvent::ProfileRetired { .. } => {}
            event @ (RegistryEvent::OrgSuspended { .. }
            | RegistryEvent::OrgDebarred { .. }
            | RegistryEvent::OrgReinstated { .. }
            | RegistryEvent::KeyRevoked { .. }
            | RegistryEvent::RolesSet { .. }) => self.changes.extend(ruled(&event, at)),
            RegistryEvent::TenderProposed { proposal, buyer, officer, proposed, .. } => {
                let act: ProposeTender = self.act(row.extrinsic)?;
                let row = ProposalRow {
                    number: proposal,
                    buyer,
                    officer,
                    proposed,
                    publication: act.publication,
                    proposed_at: at,
                    block: row.block,
                    tender: None,
                };
                self.changes.push(Change::Proposal(Box::new(row)));
            }
            RegistryEvent::TenderCreated { proposal, tender, code, approver } => {
                let born = self.born(proposal, tender, code, approver).await?;
                self.turned.insert(tender);
                self.changes.push(Change::Tender(Box::new(born)));
            }
        }
        Ok(())
    }

    /// The row of a tender that was created in this block.
    #[expect(clippy::similar_names, reason = "the words of the rules")]
    async fn born(
        &self,
        proposal: u32,
        tender: ContractId,
        code: [u8; 32],
        approver: PersonId,
    ) -> Outcome<TenderRow> {
        let storage = self.app.chain.ledger.contract_storage(self.block.number, tender.0).await?;
        let storage: BTreeMap<Vec<u8>, Vec<u8>> =
            storage.into_iter().map(|cell| (cell.key, cell.value)).collect();
        let core: Core = short(&storage, &Cell::Core)?;
        let state: State = short(&storage, &Cell::State)?;
        let pages = |key: &[u8]| storage.get(key).cloned();
        let committee: Committee = cells::decode_long(pages, &Cell::Committee.encode())?
            .ok_or(tenderseal_rules::Error::Corrupt)?;
        let publication = match self.proposed(proposal) {
            Some(row) => row.publication.clone(),
            None => {
                self.app
                    .store
                    .proposal(proposal)
                    .await?
                    .ok_or(StoreError::Corrupt("a proposal"))?
                    .publication
            }
        };
        let (titles, search) = self.words(tender, &core, &publication.terms).await?;
        Ok(TenderRow {
            address: tender,
            number: core.number,
            buyer: core.buyer,
            approver,
            code,
            stage: stage_at(&state, self.block.time),
            turns_at: turns_at(&state, self.block.time),
            core,
            publication,
            members: committee.members,
            state,
            titles,
            search,
            block: self.block.number,
        })
    }

    /// What becomes of a tender's row when its terms change.
    async fn amended(&self, tender: ContractId, terms: Terms) -> Outcome<Change> {
        let row = match self.created(tender) {
            Some(row) => row.clone(),
            None => self.app.store.tender(&tender).await?.ok_or(StoreError::Corrupt("a tender"))?,
        };
        let (titles, search) = self.words(tender, &row.core, &terms).await?;
        let publication = Box::new(Publication { terms, ..row.publication });
        Ok(Change::Amended { tender, publication, titles, search })
    }

    /// The titles that a notice gives a tender, and what the tender is found by.
    async fn words(
        &self,
        tender: ContractId,
        core: &Core,
        terms: &Terms,
    ) -> Outcome<(Titles, String)> {
        let notice = self.app.store.text(&terms.notice).await?.as_deref().and_then(Notice::parse);
        let buyer_name = self.buyer_name(&core.buyer).await?;
        let titles = notice.as_ref().map_or_else(Titles::default, |notice| Titles {
            en: notice.title.en.clone(),
            zh: notice.title.zh.clone(),
        });
        let reference = notice.map(|notice| notice.reference).unwrap_or_default();
        let shown = public_number(core.number, core.published_at);
        let lot = terms.lot.map_or_else(String::new, |lot| {
            search_words(&lot, &ProcurementId::of(&core.buyer, &lot.procurement))
        });
        let search =
            format!("{} {} {buyer_name} {reference} {shown} {tender} {lot}", titles.en, titles.zh)
                .to_lowercase();
        Ok((titles, search))
    }

    async fn buyer_name(&self, org: &OrgId) -> Outcome<String> {
        Ok(self.app.store.chain_org(org).await?.map_or_else(String::new, |org| org.name))
    }

    /// A proposal that this very block makes.
    fn proposed(&self, number: u32) -> Option<&ProposalRow> {
        self.changes.iter().find_map(|change| match change {
            Change::Proposal(row) if row.number == number => Some(&**row),
            _ => None,
        })
    }

    /// The state of every tender that something happened to, and the stage of
    /// every tender whose time has come. The state is that of the head: when
    /// the head is further on, the blocks between tell the rest.
    async fn turn(&mut self) -> Outcome<()> {
        let now = self.block.time;
        for tender in self.turned.clone() {
            let state = self.state(tender).await?;
            self.push_turn(tender, state, now);
        }
        for row in self.app.store.turning(now).await? {
            if !self.turned.contains(&row.address) {
                self.push_turn(row.address, row.state, now);
            }
        }
        Ok(())
    }

    #[expect(clippy::similar_names, reason = "the words of the rules")]
    fn push_turn(&mut self, tender: ContractId, state: State, now: u64) {
        let (stage, turns_at) = (stage_at(&state, now), turns_at(&state, now));
        self.changes.push(Change::Turned { tender, state, stage, turns_at });
    }

    async fn state(&self, tender: ContractId) -> Outcome<State> {
        let output =
            self.app.chain.ledger.query(tender.0, messages::cell_call(&Cell::State)).await?;
        let cell: Option<Vec<u8>> = messages::reading(&output)?;
        let bytes = cell.ok_or(tenderseal_rules::Error::Corrupt)?;
        Ok(State::decode_all(&mut &bytes[..]).map_err(|_| tenderseal_rules::Error::Corrupt)?)
    }

    /// What an extrinsic of the block calls with.
    fn input(&self, extrinsic: u32) -> Outcome<Vec<u8>> {
        let bytes = self.block.extrinsics.get(extrinsic as usize);
        let bytes = bytes
            .ok_or(LedgerError::UnknownExtrinsic { block: self.block.number, index: extrinsic })?;
        match tenderseal_chain::act(bytes).map_err(LedgerError::from)? {
            Extrinsic::Call(call) => Ok(call.input),
            _ => Err(LedgerError::Invalid("an event without a call").into()),
        }
    }

    fn act<A: Act>(&self, extrinsic: u32) -> Outcome<A> {
        let input = self.input(extrinsic)?;
        let (_, act) = A::arguments(input.get(4..).unwrap_or_default())?;
        Ok(act)
    }

    /// The envelope of a bid's price, and the technical one where it has two.
    fn envelopes(&self, extrinsic: u32) -> Outcome<(Vec<u8>, Option<Vec<u8>>)> {
        let (envelope, technical) = if self.input(extrinsic)?.starts_with(&CommitBid::SELECTOR) {
            let act = self.act::<CommitBid>(extrinsic)?;
            (act.envelope, act.technical)
        } else {
            let act = self.act::<ReplaceBid>(extrinsic)?;
            (act.envelope, act.technical)
        };
        Ok((envelope, technical.map(|technical| technical.envelope)))
    }
}

/// What a registrar or an administrator decided about somebody who is registered.
fn ruled(event: &RegistryEvent, at: u64) -> Option<Change> {
    match *event {
        RegistryEvent::OrgSuspended { org, reason, .. } => {
            Some(Change::Suspended { org, suspension: Suspension { since: at, reason } })
        }
        RegistryEvent::OrgDebarred { org, until, reason, .. } => {
            Some(Change::Debarred { org, debarment: Debarment { until, reason } })
        }
        RegistryEvent::OrgReinstated { org, .. } => Some(Change::Reinstated { org }),
        RegistryEvent::KeyRevoked { key, .. } => Some(Change::KeyRevoked { key, at }),
        RegistryEvent::RolesSet { person, roles, .. } => Some(Change::RolesSet { person, roles }),
        _ => None,
    }
}

fn short<T: Decode>(storage: &BTreeMap<Vec<u8>, Vec<u8>>, key: &Cell) -> Outcome<T> {
    let bytes = storage.get(&key.encode()).ok_or(tenderseal_rules::Error::Corrupt)?;
    Ok(T::decode_all(&mut &bytes[..]).map_err(|_| tenderseal_rules::Error::Corrupt)?)
}

/// The contracts emit one event, whose data is SCALE of what happened.
fn decode(emitted: &ContractEvent) -> Outcome<Event> {
    Ok(Event::decode_all(&mut &emitted.data[..])
        .map_err(|_| LedgerError::Invalid("an event that cannot be read"))?)
}
