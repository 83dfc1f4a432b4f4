//! A tender as an OCDS 1.1 release package, with the extensions of the EU
//! profile for bids. Nothing of a bid's details before the opening.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use tenderseal_rules::tender::{BidStatus, Stage};

use super::{
    money::{self, exponent},
    ocds_contract, ocds_criteria, ocds_lots,
};
use crate::app::{
    names::Named,
    tender::{AmendmentView, BidView, ConfirmedAmendment, TenderView},
};
use crate::i18n::{Locale, Messages};

/// The prefix of our identifiers until an operator registers an own one.
pub(super) const PREFIX: &str = "ocds-tenderseal";
const BIDS: &str = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json";
const SUBMISSION: &str = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_submissionTerms_extension/master/extension.json";

/// The release package of a tender; `origin` is where this portal is.
#[must_use]
pub fn package(view: &TenderView, origin: &str) -> Value {
    let uri = format!("{origin}/ocds/{}", view.row.address);
    packed(&uri, last(view), view, origin, &[release(view, origin)])
}

/// Releases of one buyer's processes as a package.
pub(super) fn packed(
    uri: &str,
    published: u64,
    of: &TenderView,
    origin: &str,
    releases: &[Value],
) -> Value {
    json!({
        "uri": uri,
        "version": "1.1",
        "extensions": [BIDS, SUBMISSION, ocds_criteria::EXTENSIONS[0], ocds_criteria::EXTENSIONS[1]],
        "publishedDate": date(published),
        "publisher": { "name": buyer_name(of), "uri": origin },
        "releases": releases,
    })
}

/// When something happened last, Unix seconds.
pub(super) fn last(view: &TenderView) -> u64 {
    view.timeline.last().map_or(view.core().published_at, |line| line.at.time)
}

/// The release of a tender.
pub(super) fn release(view: &TenderView, origin: &str) -> Value {
    let address = view.row.address.to_string();
    let last = last(view);
    let (tag, status) = tag_and_status(view);
    let mut release = json!({
        "ocid": format!("{PREFIX}-{address}"),
        "id": format!("{address}-{last}-{}", view.stage.name()),
        "date": date(last),
        "tag": [tag],
        "initiationType": "tender",
        "language": "en",
        "parties": parties(view),
        "buyer": reference(&buyer_id(view), &buyer_name(view)),
        "tender": tender(view, origin, status),
    });
    if view.clock() >= view.first_opening() {
        release["bids"] = bids(view);
    }
    if let Some(award) = award(view) {
        release["awards"] = json!([award]);
    }
    if let Some(contract) = ocds_contract::contract(view) {
        release["contracts"] = json!([contract]);
    }
    ocds_lots::relate(&mut release, view, origin);
    release
}

/// Release tag and `tender.status` for each stage.
pub(super) fn tag_and_status(view: &TenderView) -> (&'static str, &'static str) {
    match view.stage {
        Stage::Bidding if amended(view).next().is_some() => ("tenderAmendment", "active"),
        Stage::Bidding => ("tender", "active"),
        Stage::Closed
        | Stage::TechnicalOpening
        | Stage::TechnicalEvaluation
        | Stage::FinancialOpening
        | Stage::FinancialEvaluation
        | Stage::AwardProposed => ("tenderUpdate", "active"),
        Stage::Standstill => ("award", "active"),
        Stage::Awarded => ("awardUpdate", "complete"),
        Stage::Unsuccessful => ("tenderUpdate", "unsuccessful"),
        Stage::Cancelled => ("tenderCancellation", "cancelled"),
        Stage::ContractSigned => (ocds_contract::tag(view), "complete"),
        Stage::Completed | Stage::Terminated => ("contractTermination", "complete"),
    }
}

/// The changes of the terms that came into force, each with its confirmation.
fn amended(view: &TenderView) -> impl Iterator<Item = (&AmendmentView, ConfirmedAmendment)> {
    view.amendments.iter().filter_map(|amendment| Some((amendment, amendment.confirmed?)))
}

fn amendments(view: &TenderView) -> Vec<Value> {
    let one = |(amendment, confirmed): (&AmendmentView, ConfirmedAmendment)| {
        without_empty(json!({
            "id": confirmed.version.to_string(),
            "date": date(confirmed.at.time),
            "rationale": amendment.text.clone().unwrap_or_default(),
        }))
    };
    amended(view).map(one).collect()
}

/// RFC 3339.
pub(super) fn date(seconds: u64) -> String {
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::MAX)
        .to_string()
}

/// OCDS has amounts as JSON numbers: the nearest that a reader of JSON gets.
/// The exact amount in minor units is on the chain.
pub(super) fn value(minor: u128, currency: &str) -> Value {
    let digits = exponent(currency) as usize;
    let unit = 10_u128.pow(exponent(currency));
    let text = format!("{}.{:0digits$}", minor / unit, minor % unit);
    json!({ "amount": text.parse::<f64>().unwrap_or_default(), "currency": currency })
}

pub(super) fn reference(id: &str, name: &str) -> Value {
    json!({ "id": id, "name": name })
}

pub(super) fn buyer_id(view: &TenderView) -> String {
    view.row.buyer.to_string()
}

pub(super) fn buyer_name(view: &TenderView) -> String {
    view.buyer.as_ref().map_or_else(|| view.row.buyer.to_string(), |org| org.name.clone())
}

/// Who buys, as a party.
pub(super) fn buyer(view: &TenderView) -> Value {
    let mut buyer = json!({
        "id": buyer_id(view),
        "name": buyer_name(view),
        "roles": ["buyer", "procuringEntity"],
    });
    if let Some(org) = &view.buyer {
        buyer["identifier"] = json!({ "scheme": format!("{}-REG", org.country), "id": org.number, "legalName": org.name });
    }
    buyer
}

fn parties(view: &TenderView) -> Value {
    let mut parties = vec![buyer(view)];
    if view.names_are_public() {
        for bid in view.live_bids() {
            let winner = awarded_bid(view) == Some(bid.number);
            let roles: &[&str] = if winner { &["tenderer", "supplier"] } else { &["tenderer"] };
            parties.push(
                json!({ "id": bid.vendor.to_string(), "name": bid.vendor_name, "roles": roles }),
            );
        }
    }
    Value::Array(parties)
}

fn awarded_bid(view: &TenderView) -> Option<u32> {
    view.award.as_ref().filter(|award| award.confirmed.is_some()).map(|award| award.bid)
}

/// Of OCDS's closed codelist `method`: who is invited by name is a number of suppliers of the buyer's choice, and
/// who is qualified before is selected.
fn method(view: &TenderView) -> &'static str {
    let terms = &view.publication().terms;
    if terms.prequalification.is_some() {
        "selective"
    } else if terms.invited.is_empty() {
        "open"
    } else {
        "limited"
    }
}

fn tender(view: &TenderView, origin: &str, status: &str) -> Value {
    let (core, schedule) = (view.core(), view.schedule());
    let currency = core.currency.to_string();
    let mut tender = json!({
        "id": view.row.address.to_string(),
        "title": view.row.titles.en,
        "title_zh": view.row.titles.zh,
        "status": status,
        "statusDetails": view.stage.name(),
        "procuringEntity": reference(&buyer_id(view), &buyer_name(view)),
        "procurementMethod": method(view),
        "submissionMethod": ["electronicSubmission"],
        "submissionMethodDetails": format!("{origin}/en/tenders/{}", view.row.address),
        "tenderPeriod": { "startDate": date(core.published_at), "endDate": date(schedule.deadline) },
        "enquiryPeriod": { "startDate": date(core.published_at), "endDate": date(schedule.questions_until()) },
        "hasEnquiries": !view.questions.is_empty(),
    });
    ocds_criteria::add(&mut tender, view);
    if let Some(security) = view.publication().terms.security {
        let money = money::amount(core.currency, security.amount);
        let words = |locale| {
            let days = (security.valid_for / 86_400).to_string();
            let values = [("amount", money.as_str().into()), ("days", days.into())];
            Messages::of(locale).format("security-in-ocds", &values)
        };
        tender["submissionTerms"] = json!({
            "depositsGuarantees": words(Locale::En),
            "depositsGuarantees_zh": words(Locale::Zh),
        });
    }
    let amendments = amendments(view);
    if !amendments.is_empty() {
        tender["amendments"] = Value::Array(amendments);
    }
    if view.clock() >= schedule.deadline {
        let count = view.live_bids().count();
        tender["numberOfTenderers"] = json!(count);
    }
    if let Some(notice) = &view.notice {
        tender["description"] = json!(notice.description.en);
        tender["description_zh"] = json!(notice.description.zh);
        tender["mainProcurementCategory"] = json!(notice.category);
        if let Ok(budget) = notice.budget.parse::<u128>() {
            tender["value"] = value(budget, &currency);
        }
        let items: Vec<Value> =
            (1..).zip(&notice.items).map(|(id, item): (u32, _)| ocds_item(id, item)).collect();
        if !items.is_empty() {
            tender["items"] = Value::Array(items);
        }
        let documents: Vec<Value> = (1..).zip(&notice.documents).map(|(id, file): (u32, _)| json!({
            "id": id.to_string(),
            "title": file.name,
            "documentType": "biddingDocuments",
            "url": format!("{origin}/api/tenders/{}/documents/{}", view.row.address, file.sha256),
        })).collect();
        if !documents.is_empty() {
            tender["documents"] = Value::Array(documents);
        }
    }
    if let Some(cancellation) = view.cancellation.as_ref().filter(|held| held.confirmed.is_some()) {
        tender["statusDetails"] = json!(format!(
            "{}: {}",
            cancellation.reason.name(),
            cancellation.text.clone().unwrap_or_default()
        ));
    }
    without_empty(tender)
}

fn ocds_item(id: u32, item: &crate::app::notice::Item) -> Value {
    let mut found = json!({ "id": id.to_string(), "description": item.description.en, "description_zh": item.description.zh });
    if let Ok(quantity) = item.quantity.parse::<f64>() {
        found["quantity"] = json!(quantity);
    }
    if !item.unit.is_empty() {
        found["unit"] = json!({ "name": item.unit });
    }
    if let Some((scheme, class)) = item.classification.split_once(' ') {
        found["classification"] = json!({ "scheme": scheme, "id": class });
    }
    without_empty(found)
}

/// OCDS publishers leave out what they do not have.
fn without_empty(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .filter(|(_, value)| value.as_str() != Some(""))
                .collect::<Map<_, _>>(),
        ),
        other => other,
    }
}

fn bids(view: &TenderView) -> Value {
    let currency = view.core().currency.to_string();
    let details: Vec<Value> = view.bids.iter().map(|bid| detail(bid, &currency)).collect();
    json!({ "details": details })
}

fn detail(bid: &BidView, currency: &str) -> Value {
    let status = match bid.status {
        // Its vendor did not confirm it under the terms in force.
        BidStatus::Sealed if bid.stale => "withdrawn",
        // A price that is sealed for ever.
        BidStatus::Read if bid.passed == Some(false) => "disqualified",
        BidStatus::Sealed | BidStatus::Read => "pending",
        BidStatus::Replaced | BidStatus::Withdrawn => "withdrawn",
        BidStatus::Opened => "valid",
        BidStatus::Rejected(_) | BidStatus::Excluded(_) | BidStatus::Unopened => "disqualified",
    };
    let mut detail = json!({
        "id": bid.number.to_string(),
        "date": date(bid.at.time),
        "status": status,
        "tenderers": [reference(&bid.vendor.to_string(), &bid.vendor_name)],
    });
    if let Some(price) = bid.opened.as_ref().and_then(|opened| opened.price) {
        detail["value"] = value(price, currency);
    }
    detail
}

pub(super) fn award_id(view: &TenderView) -> String {
    format!("{}-award", view.row.address)
}

fn award(view: &TenderView) -> Option<Value> {
    let award = view.award.as_ref()?;
    let (_, at) = award.confirmed?;
    let currency = view.core().currency.to_string();
    let price = view.bids.get(award.bid as usize).and_then(|bid| bid.opened.as_ref()?.price);
    let mut found = json!({
        "id": award_id(view),
        "title": view.row.titles.en,
        "status": if view.stage.is_awarded() { "active" } else { "pending" },
        "date": date(at.time),
        "suppliers": [reference(&award.vendor.to_string(), &award.vendor_name)],
    });
    if let Some(price) = price {
        found["value"] = value(price, &currency);
    }
    Some(without_empty(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_in_major_units_of_their_currency() {
        assert_eq!(value(131_126_400, "MXN"), json!({ "amount": 1_311_264.0, "currency": "MXN" }));
        assert_eq!(value(5, "JPY"), json!({ "amount": 5.0, "currency": "JPY" }));
    }

    #[test]
    fn dates_are_rfc_3339() {
        assert_eq!(date(1_767_225_600), "2026-01-01T00:00:00Z");
    }
}
