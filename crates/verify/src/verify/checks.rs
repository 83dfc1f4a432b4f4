//! What the acts mean: rules, persons, times, envelopes, verdicts, ranking, award, results.

use std::{collections::BTreeMap, collections::BTreeSet, fmt::Display};

use tenderseal_envelope::{HeaderView, Kind, Verdict};
use tenderseal_rules::{
    Event, PersonId, TenderEvent,
    messages::{
        Act, Agree, Answer, Ask, CommitBid, ComplaintOutcome, ConfirmExtension, Declare, Object,
        PostShares, ProposeExtension, Rank, ReplaceBid, Reveal, Score, Tally, WithdrawBid,
    },
    messages::{ConfirmAmendment, JudgeBids, ProposeAmendment, Reshare, ReshareSeed},
    ranking::Ranked,
    replay::sha256,
    roles::OrgKind,
    schedule::Schedule,
    tender::{BidStatus, Stage},
};

use crate::{
    Document,
    bundle::{Bundle, Text, Topic},
    chronicle::{Chronicle, Performed},
    notice,
    report::{Id, Report},
    results::{Results, difference, vendor_fault_name},
    story::{AmendmentFacts, BidFacts, ContractFacts, Story, TwoPersons},
};

mod qualification;
mod requests;
mod securities;
mod technical;

type Found = Result<String, String>;

/// The checks that the rules themselves make, each in the group of the errors that it may give.
const ACCEPTED: [Id; 8] = [
    Id::Accepted,
    Id::Signatures,
    Id::Rules,
    Id::Times,
    Id::Bids,
    Id::Opened,
    Id::Scored,
    Id::Decided,
];

/// Which check a refusal belongs to, by the error's stable number.
fn check_of(error: tenderseal_rules::Error) -> Id {
    match error.number() {
        31
        | 32
        | 34
        | 40..=52
        | 122
        | 124..=127
        | 148
        | 149
        | 240
        | 241
        | 246
        | 152
        | 176
        | 178
        | 220..=235
        | 138
        | 193
        | 195..=197
        | 250..=255 => Id::Rules,
        0..=33 | 140..=147 | 150 => Id::Signatures,
        60 | 123 | 194 => Id::Times,
        61..=79 | 128 | 129 | 198 | 236 | 243..=245 => Id::Bids,
        80..=99 | 130 | 134 | 135 | 137 | 139 | 242 => Id::Opened,
        100..=104 | 110..=116 | 131..=133 | 136 | 160..=173 | 190 => Id::Scored,
        105..=109 | 151 | 153..=159 | 175 | 177 | 180..=189 | 191 | 192 | 200..=214 | 247..=249 => {
            Id::Decided
        }
        _ => Id::Accepted,
    }
}

/// Records what the rules said to every act.
pub(super) fn accepted(chronicle: &Chronicle, report: &mut Report) {
    for id in ACCEPTED {
        let refused = chronicle.refused.iter().find(|refused| check_of(refused.error) == id);
        let found = match refused {
            None => Ok(format!("{} acts", chronicle.performed.len())),
            Some(refused) => Err(format!(
                "block {}, extrinsic {}: {}",
                refused.block, refused.extrinsic, refused.error
            )),
        };
        report.record(id, found);
    }
}

/// Everything about the tender; `None` when the judge has nothing to go by.
pub(super) fn story(bundle: &Bundle, story: &Story<'_>, report: &mut Report) -> Option<()> {
    report.record(Id::TwoPersons, two_persons(story));
    report.record(Id::Committee, committee(story));
    report.record(Id::Notice, notice_hash(bundle, story));
    if story.chronicle.refused.iter().all(|refused| check_of(refused.error) != Id::Rules) {
        report.record(Id::Rules, versions(story));
    }
    report.record(Id::Documents, documents(bundle, story));
    report.record(Id::Profile, profile(story));
    report.record(Id::Lot, lot(story));
    report.record(Id::Qualified, qualification::check(story));
    texts(bundle, story, report);
    if story.chronicle.refused.iter().all(|refused| check_of(refused.error) != Id::Times) {
        report.record(Id::Times, times(story));
    }
    report.record(Id::Envelopes, envelopes(story));
    report.record(Id::Technical, technical::check(story));
    let ranking = story.rank();
    report.record(Id::Ranked, ranked(story, &ranking));
    report.record(Id::First, first(story, &ranking));
    report.record(Id::Standstill, standstill(story));
    report.record(Id::Contract, contract(story));
    report.record(Id::Securities, securities::check(story));
    report.record(Id::Requests, requests::check(story));
    let verdicts = match story.judge() {
        Ok(verdicts) => verdicts,
        Err(reason) => {
            report.record(Id::Verdicts, Err(reason));
            return None;
        }
    };
    report.record(Id::Verdicts, judged(story, &verdicts));
    match Results::of(story, &verdicts) {
        Ok(results) => compare(&bundle.results, &results, report),
        Err(reason) => {
            report.record(Id::PublicationResult, Err(reason));
        }
    }
    Some(())
}

fn two_persons(story: &Story<'_>) -> Found {
    for TwoPersons { what, officer, approver } in &story.two_persons {
        if officer == approver {
            return Err(format!("one person proposed and confirmed: {what}"));
        }
        if [officer, approver]
            .iter()
            .any(|person| story.people.get(person) != Some(&story.core.buyer))
        {
            return Err(format!("somebody who is not the buyer's: {what}"));
        }
    }
    Ok(format!("{} decisions", story.two_persons.len()))
}

fn committee(story: &Story<'_>) -> Found {
    let mut orgs = BTreeSet::new();
    for (member, key) in story.committee.members.iter().zip(&story.committee.keys) {
        match story.opening_keys.get(key) {
            Some((owner, block)) if owner == member && *block <= story.birth.block => {}
            _ => return Err(format!("{member} did not register the opening key before")),
        }
        let org = story.people.get(member).ok_or_else(|| format!("nobody knows {member}"))?;
        if story.orgs.get(org).is_none_or(|org| org.kind == OrgKind::Vendor) {
            return Err(format!("{member} acts for a vendor"));
        }
        orgs.insert(org);
    }
    let n = story.committee.keys.len();
    if n != usize::from(story.core.n) || story.committee.members.len() != n {
        return Err("the committee has another size than the tender says".into());
    }
    if n > 1 && orgs.len() < 2 {
        return Err("every member acts for one organisation".into());
    }
    Ok(format!("{} of {n}, from {} organisations", story.core.k, orgs.len()))
}

/// The tender obeys the profile that the registry had under its number when it was published.
fn profile(story: &Story<'_>) -> Found {
    let (terms, number) = (&story.terms, story.terms.profile);
    let listed = usize::try_from(number).ok().and_then(|at| story.birth.profiles.get(at));
    let profile = match listed {
        Some(Some(profile)) if *profile == story.profile => profile,
        Some(Some(_)) => return Err(format!("profile {number} is not the tender's")),
        Some(None) => return Err(format!("profile {number} was retired before")),
        None => return Err(format!("there was no profile {number}")),
    };
    let deadline = story.extensions.first().map_or(story.schedule.deadline, |first| first.from);
    let published = Schedule { deadline, ..story.schedule };
    let seats = (story.core.k, story.committee.keys.len(), story.panel.len());
    published
        .check(story.core.published_at, &profile.least)
        .and_then(|()| profile.check_terms(terms))
        .and_then(|()| profile.check_seats(seats.0, seats.1, !terms.criteria.is_empty(), seats.2))
        .map_err(|error| error.to_string())?;
    if !profile.procedure.invites() {
        return Ok(format!("{}, open to every vendor", profile.code));
    }
    for vendor in &terms.invited {
        if story.orgs.get(vendor).is_none_or(|org| org.kind != OrgKind::Vendor) {
            return Err(format!("{vendor} is invited and no vendor"));
        }
    }
    match story.bids.iter().find(|bid| !terms.invited.contains(&bid.vendor)) {
        None => Ok(format!("{}, {} vendors invited", profile.code, terms.invited.len())),
        Some(bid) => Err(format!("{} bid and was not invited", bid.vendor)),
    }
}

/// Of the lots that the registry took from this buyer under this procurement the tender is the only one of its
/// number, and all have as many siblings.
fn lot(story: &Story<'_>) -> Found {
    let Some(own) = story.birth.lot else {
        return match story.terms.lot {
            None => Ok("the procurement is not divided".into()),
            Some(_) => Err("it became a lot after its publication".into()),
        };
    };
    if story.terms.lot != Some(own) {
        return Err("the terms in force name another lot than those published".into());
    }
    own.check().map_err(|error| error.to_string())?;
    let siblings: Vec<_> = story
        .lots
        .iter()
        .filter(|(buyer, lot)| *buyer == story.core.buyer && lot.procurement == own.procurement)
        .map(|(_, lot)| lot)
        .collect();
    if let Some(other) = siblings.iter().find(|lot| lot.of != own.of) {
        return Err(format!("lot {} says that there are {} lots", other.number, other.of));
    }
    let numbers: BTreeSet<u16> = siblings.iter().map(|lot| lot.number).collect();
    if numbers.len() != siblings.len() || !numbers.contains(&own.number) {
        return Err("a number was given to two lots".into());
    }
    Ok(format!("lot {} of {}, {} published", own.number, own.of, numbers.len()))
}

fn notice_hash(bundle: &Bundle, story: &Story<'_>) -> Found {
    if sha256(bundle.disclosed.notice.as_bytes()) == story.terms.notice {
        Ok(format!("{} bytes", bundle.disclosed.notice.len()))
    } else {
        Err("its SHA-256 is not in the terms".into())
    }
}

/// Versions follow each other, the last is in force, and each left its least period to the deadline.
fn versions(story: &Story<'_>) -> Found {
    for (number, facts) in (1u32..).zip(&story.versions) {
        if facts.version != number {
            return Err(format!("version {} of the terms is the {number}th", facts.version));
        }
        if let Some(AmendmentFacts { from, to, time, .. }) = facts.amended
            && to < from.max(time.saturating_add(story.profile.least.amendment.into()))
        {
            return Err(format!("version {number} of the terms left too little time"));
        }
    }
    let last = story.versions.last().map(|last| (last.version, last.hash));
    if last != Some((story.in_force.version, story.in_force.hash)) {
        return Err("other terms are in force than were last agreed".into());
    }
    Ok(format!("{} versions of the terms", story.versions.len()))
}

fn documents(bundle: &Bundle, story: &Story<'_>) -> Found {
    let documents: &[Document] = &bundle.disclosed.documents;
    if !documents.iter().map(|document| &document.hash.0).eq(&story.terms.documents) {
        return Err("their hashes are not those of the terms".into());
    }
    notice::check_documents(&bundle.disclosed.notice, documents)
        .map_err(|error| error.to_string())?;
    Ok(format!("{} documents", documents.len()))
}

fn texts(bundle: &Bundle, story: &Story<'_>, report: &mut Report) {
    let listed = bundle.disclosed.texts.iter().map(|text| (text.topic, text.hash.0));
    if !listed.eq(story.texts.iter().copied()) {
        report.record(Id::Texts, Err("the list is not that of the acts".into()));
        return;
    }
    let wrong = |text: &&Text| {
        text.text.as_ref().is_some_and(|words| !story.fits(text.topic, &text.hash.0, words))
    };
    if let Some(text) = bundle.disclosed.texts.iter().find(wrong) {
        report.record(Id::Texts, Err(format!("{} is the hash of another text", text.hash)));
        return;
    }
    let superseded = |text: &&Text| text.topic == Topic::Notice && text.text.is_none();
    if let Some(text) = bundle.disclosed.texts.iter().find(superseded) {
        report.record(
            Id::Texts,
            Err(format!("the notice {} of earlier terms is missing", text.hash)),
        );
        return;
    }
    let all = bundle.disclosed.texts.len();
    let missing = bundle.disclosed.texts.iter().filter(|text| text.text.is_none()).count();
    if missing > 0 {
        report.notice(Id::Texts, &format!("{missing} of {all} texts are not in the bundle"));
    } else {
        report.record(Id::Texts, Ok(format!("{all} texts")));
    }
}

/// The times of all acts, computed apart from the rules' stages.
fn times(story: &Story<'_>) -> Found {
    let schedule = &story.schedule;
    let settled = story.live().map(|(number, bid)| settled(story, number, bid)).max();
    let evaluation = settled
        .unwrap_or_else(|| schedule.silence())
        .saturating_add(schedule.objection_window.into());
    let acts = || story.chronicle.performed.iter().filter(|act| act.to == story.chronicle.tender);
    // With two envelopes prices are opened after the technical result, which tells from when on.
    let apart = story.profile.procedure.has_two_envelopes();
    let mut prices = (!apart).then(|| schedule.opening());
    // The deadline that holds when an act comes: the published one, and the later ones from the
    // block on in which two persons moved it there, or a suspension that had stopped the clock ended.
    let mut deadline = story.birth.schedule.deadline;
    let mut count = 0u32;
    for act in acts() {
        let Performed { moment, extrinsic, input, events, .. } = act;
        let Some(selector) = input.first_chunk::<4>().copied() else {
            return Err("an act without a selector".into());
        };
        let good = match selector {
            CommitBid::SELECTOR
            | ReplaceBid::SELECTOR
            | WithdrawBid::SELECTOR
            | Answer::SELECTOR
            | ProposeExtension::SELECTOR
            | ConfirmExtension::SELECTOR
            | ProposeAmendment::SELECTOR
            | ConfirmAmendment::SELECTOR => moment.now < deadline,
            Ask::SELECTOR => moment.now < deadline.saturating_sub(schedule.questions.into()),
            PostShares::SELECTOR | Reveal::SELECTOR | Object::SELECTOR | Rank::SELECTOR
                if apart =>
            {
                prices.is_some_and(|opening| moment.now >= opening)
            }
            PostShares::SELECTOR | Reveal::SELECTOR | Object::SELECTOR => {
                moment.now >= schedule.opening()
            }
            Declare::SELECTOR => moment.now >= deadline,
            Reshare::SELECTOR
            | ReshareSeed::SELECTOR
            | JudgeBids::SELECTOR
            | Score::SELECTOR
            | Agree::SELECTOR
            | Tally::SELECTOR
                if apart =>
            {
                moment.now >= deadline.saturating_add(story.birth.schedule.guard.into())
            }
            Score::SELECTOR | Agree::SELECTOR | Tally::SELECTOR | Rank::SELECTOR => {
                moment.now >= evaluation
            }
            _ => true,
        };
        if !good {
            return Err(format!("block {}, extrinsic {extrinsic}, is out of time", moment.block));
        }
        for event in events {
            if let Some((from, to)) = moved(event) {
                if from != deadline || to < from {
                    return Err(format!("block {}: the deadline moved back", moment.block));
                }
                deadline = to;
            }
            if let Event::Tender(
                TenderEvent::TenderResumed { schedule, .. }
                | TenderEvent::ComplaintDecided { schedule, .. }
                | TenderEvent::ComplaintWithdrawn { schedule, .. },
            ) = event
            {
                if schedule.deadline < deadline {
                    return Err(format!("block {}: the deadline moved back", moment.block));
                }
                deadline = schedule.deadline;
                prices = prices.map(|_| schedule.opening());
            }
            if let Event::Tender(TenderEvent::TechnicalEvaluated { schedule, .. }) = event {
                prices = Some(schedule.opening());
            }
        }
        count += 1;
    }
    Ok(format!("{count} acts on the tender"))
}

/// The deadline before and after an event that may move it.
fn moved(event: &Event) -> Option<(u64, u64)> {
    match event {
        Event::Tender(
            TenderEvent::DeadlineExtended { from, to, .. }
            | TenderEvent::TermsAmended { from, to, .. },
        ) => Some((*from, *to)),
        _ => None,
    }
}

/// When a live bid stopped being sealed.
fn settled(story: &Story<'_>, number: u32, bid: &BidFacts) -> u64 {
    let rejected = story.objections.iter().filter(|objection| objection.bid == number);
    let rejected = rejected.filter_map(|objection| objection.decided);
    let rejected = rejected.filter(|(upheld, _, _)| *upheld).map(|(_, _, at)| at).min();
    let revealed = bid.revealed.as_ref().map(|revealed| revealed.time);
    // A silent bid that is found faulty later does not open the objection window again (`settled_at`).
    let silence = story.schedule.silence();
    revealed.into_iter().chain(rejected).min().map_or(silence, |at| at.min(silence))
}

fn envelopes(story: &Story<'_>) -> Found {
    for (number, bid) in story.bids.iter().enumerate() {
        if sha256(&bid.envelope) != bid.e {
            return Err(format!("bid {number}: E is not the envelope's"));
        }
        let header =
            HeaderView::parse(&bid.envelope).map_err(|error| format!("bid {number}: {error}"))?;
        let bound = (header.context(), header.k(), header.n());
        let named =
            |kind| story.context(bid, kind).ok_or_else(|| format!("bid {number} names no terms"));
        let context = named(Kind::Financial)?;
        if bound != (&context, story.core.k, story.core.n) {
            return Err(format!("bid {number} was sealed for something else"));
        }
        if let Some(second) = &bid.technical {
            let header = HeaderView::parse(&second.envelope)
                .map_err(|error| format!("bid {number}, technical: {error}"))?;
            let bound = (header.context(), header.k(), header.n());
            let context = named(Kind::Technical)?;
            if sha256(&second.envelope) != second.e
                || bound != (&context, story.core.k, story.core.n)
            {
                return Err(format!("bid {number}: the technical envelope is another"));
            }
        }
    }
    Ok(format!("{} envelopes", story.bids.len()))
}

fn ranked(story: &Story<'_>, computed: &Result<Option<Vec<Ranked>>, String>) -> Found {
    match (&story.ranking, computed) {
        (None, _) => Ok("no ranking yet".into()),
        (Some(_), Err(reason)) => Err(reason.clone()),
        (Some(_), Ok(None)) => Err("it was made before every score or agreement was there".into()),
        (Some(stored), Ok(Some(computed))) if stored == computed => {
            Ok(format!("{} bids", computed.len()))
        }
        (Some(_), Ok(Some(_))) => Err("bodies and scores give another ranking".into()),
    }
}

fn first(story: &Story<'_>, computed: &Result<Option<Vec<Ranked>>, String>) -> Found {
    let lines = computed.as_ref().ok().and_then(Option::as_ref);
    let places = || lines.into_iter().flatten().filter(|line| line.below_minimum.is_none());
    // Who is first after each rejection, as long as the ranking stands.
    let mut out = BTreeSet::new();
    let next = |out: &BTreeSet<u32>| places().map(|line| line.bid).find(|bid| !out.contains(bid));
    for (bid, first) in &story.passed_over {
        out.insert(*bid);
        if next(&out) != *first {
            return Err(format!("after bid {bid} was rejected another bid is first"));
        }
    }
    let Some((awarded, _, _)) = story.award.proposed else {
        return Ok("no award yet".into());
    };
    match next(&out) {
        Some(first) if first == awarded => Ok(format!("bid {awarded}")),
        Some(first) => Err(format!("bid {first} is first, bid {awarded} was proposed")),
        None => Err("there is nobody to award to".into()),
    }
}

fn standstill(story: &Story<'_>) -> Found {
    reviewed(story)?;
    let Some((bid, _, at, final_from)) = story.award.confirmed else {
        return Ok("no award yet".into());
    };
    let cancelled = story.cancellation.confirmed.is_some()
        || story.complaints.iter().any(|complaint| {
            complaint.decided.is_some_and(|(outcome, ..)| outcome == ComplaintOutcome::Cancel)
        });
    let expected = at.checked_add(story.schedule.standstill.into());
    // A cancellation ends whatever held the clock, without another end of the standstill.
    if expected != Some(final_from) && !cancelled {
        return Err("it does not end when it should".into());
    }
    if story.award.proposed.is_none_or(|(proposed, _, _)| proposed != bid) {
        return Err("another bid was confirmed than was proposed".into());
    }
    let expected = match (cancelled, story.clock >= final_from) {
        (true, _) => Stage::Cancelled,
        (false, true) => story.contract.as_ref().map_or(Stage::Awarded, ContractFacts::stage),
        (false, false) => Stage::Standstill,
    };
    if story.stage == expected {
        Ok(format!("final from {final_from}"))
    } else {
        Err("the stage does not follow from it".into())
    }
}

/// The contract, looked at apart from the rules: parties, times, value, milestones.
fn contract(story: &Story<'_>) -> Found {
    let Some(facts) = &story.contract else {
        return Ok("no contract yet".into());
    };
    let Some((awarded, _, _, final_from)) = story.award.confirmed else {
        return Err("there is no award that it could follow".into());
    };
    if facts.signed.is_some() && facts.bid != awarded {
        return Err("it was signed on another bid than was awarded".into());
    }
    let bid = usize::try_from(facts.bid).ok().and_then(|at| story.bids.get(at));
    let bid = bid.ok_or("it is on a bid that is not there")?;
    let price = bid.revealed.as_ref().and_then(|revealed| story.offer(&revealed.body));
    if price.map(|offer| offer.body.price) != Some(facts.price) {
        return Err("its value is not the awarded bid's price".into());
    }
    let of = |org, people: &[PersonId]| {
        people.iter().all(|person| story.people.get(person) == Some(&org))
    };
    if !of(story.core.buyer, &facts.officers) || !of(bid.vendor, &facts.vendors) {
        return Err("somebody acted on it who is of neither side".into());
    }
    if facts.signed.is_some() && facts.since < final_from {
        return Err("it was proposed before the award was final".into());
    }
    let sum =
        facts.milestones.iter().try_fold(0u128, |sum, held| sum.checked_add(held.terms.amount));
    if !facts.milestones.is_empty() && sum != Some(facts.value) {
        return Err("its milestones do not add up to its value".into());
    }
    let open = facts.milestones.iter().any(|held| held.accepted.is_none());
    if facts.completed.is_some() && open {
        return Err("it was completed before every milestone was accepted".into());
    }
    Ok(format!("{} amendments, {} milestones", facts.amendments.len(), facts.milestones.len()))
}

/// Complaints are vendors', decisions and suspensions the authority's, and no award passed an open complaint by.
fn reviewed(story: &Story<'_>) -> Result<(), String> {
    let kind = |person| {
        let org = story.people.get(person).and_then(|org| story.orgs.get(org));
        org.map(|org| org.kind)
    };
    for (number, complaint) in story.complaints.iter().enumerate() {
        if story.people.get(&complaint.by) != Some(&complaint.vendor)
            || kind(&complaint.by) != Some(OrgKind::Vendor)
        {
            return Err(format!("complaint {number} is not its vendor's"));
        }
    }
    let decided = story.complaints.iter().filter_map(|complaint| complaint.decided.as_ref());
    let ended = story.suspensions.iter().filter_map(|facts| facts.resumed.as_ref());
    let mut reviewers = decided
        .map(|(_, _, reviewer, _)| reviewer)
        .chain(story.suspensions.iter().map(|facts| &facts.reviewer))
        .chain(ended.map(|(_, reviewer, _)| reviewer));
    if reviewers.any(|reviewer| kind(reviewer) != Some(OrgKind::Authority)) {
        return Err("somebody who is not the authority's decided or suspended".into());
    }
    match story.hasty {
        0 => Ok(()),
        awards => Err(format!("{awards} awards were confirmed while a complaint was open")),
    }
}

/// Compares every verdict with what the chain made of the bid.
fn judged(story: &Story<'_>, verdicts: &BTreeMap<u32, Verdict>) -> Found {
    let over = story.stage > Stage::FinancialOpening && story.stage != Stage::Cancelled;
    for (number, bid) in story.live() {
        let verdict =
            verdicts.get(&number).ok_or_else(|| format!("bid {number} was not judged"))?;
        let wrong = |reason: &dyn Display| Err(format!("bid {number}: {reason}"));
        let offered = bid.revealed.as_ref().map(|revealed| story.offer(&revealed.body).is_some());
        match (bid.status, verdict) {
            (BidStatus::Opened | BidStatus::Excluded(_), Verdict::Valid { body, .. }) => {
                let same = bid.revealed.as_ref().is_some_and(|revealed| revealed.body == *body);
                if !same || offered != Some(true) {
                    return wrong(&"the envelope holds another body than was revealed");
                }
            }
            (BidStatus::Opened, Verdict::VendorFault { what }) if over => {
                let what = vendor_fault_name(*what);
                return wrong(&format!("it counts although its vendor is at fault ({what})"));
            }
            (BidStatus::Rejected(_), Verdict::Valid { .. }) if offered != Some(false) => {
                return wrong(&"it was rejected without a fault");
            }
            (BidStatus::Sealed | BidStatus::Read, Verdict::Valid { .. }) if over => {
                return wrong(&"it could have been opened and was not");
            }
            (_, Verdict::PortalFault { .. }) => return wrong(&"its envelope was lost"),
            (BidStatus::Opened | BidStatus::Excluded(_), Verdict::Unresolved { .. }) => {
                return wrong(&"it was opened without a seed");
            }
            _ => {}
        }
        let bad = bid.shares.iter().filter(|(_, _, good)| !good).map(|(member, _, _)| *member);
        let bad: BTreeSet<_> = bad.collect();
        if let Verdict::Valid { faulty_officers, .. } = verdict
            && !faulty_officers.iter().copied().eq(bad)
        {
            return wrong(&"other shares are wrong than the contract found");
        }
    }
    Ok(format!("{} bids", verdicts.len()))
}

/// Compares what the bundle says for people with what was recomputed.
fn compare(claimed: &Results, found: &Results, report: &mut Report) {
    let mut section = |id, pairs: &[(&str, bool, &dyn Fn() -> String)]| {
        let wrong = pairs.iter().find(|(_, same, _)| !same);
        report.record(
            id,
            match wrong {
                None => Ok(pairs.iter().map(|(name, _, _)| *name).collect::<Vec<_>>().join(", ")),
                Some((_, _, difference)) => Err(difference()),
            },
        );
    };
    macro_rules! compare {
        ($id:ident: $($field:ident),*) => {
            section(Id::$id, &[$((
                stringify!($field),
                claimed.$field == found.$field,
                &|| difference(stringify!($field), &claimed.$field, &found.$field),
            )),*]);
        };
    }
    compare!(PublicationResult: publication, questions, extensions, amendments);
    compare!(Stage: stage, at);
    compare!(BidsResult: bids);
    compare!(OpeningResult: opening, objections);
    compare!(TechnicalResult: technical);
    compare!(EvaluationResult: declarations, seat_changes, scores, sheets, ranking);
    compare!(AwardResult: award, cancellation, rejections, complaints, suspensions);
    compare!(ContractResult: contract);
    compare!(SecuritiesResult: securities);
    compare!(RequestsResult: requests, low_prices);
    compare!(ApplicationsResult: applications);
}
