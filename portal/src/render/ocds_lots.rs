//! Lots in OCDS. Each lot is a contracting process of its own, since it has a contract of its own: its release says
//! which lot it is (extension "Lots") and names the procurement as the planning process that it follows from: the
//! codelist's `parent` is for sub-contracts. The planning process has all lots; its package holds its release and
//! that of each lot.

use serde_json::{Value, json};
use tenderseal_rules::tender::Stage;

use super::ocds::{self, PREFIX};
use crate::app::tender::TenderView;
use crate::ports_chain::ProcurementId;

/// The id of a tender's lot: its number, or 1 where the procurement is not divided.
pub(super) fn id(view: &TenderView) -> String {
    view.row.lot().map_or(1, |lot| lot.number).to_string()
}

/// Says of items, bids and award to which lot they belong, and of which procurement the process is part.
pub(super) fn relate(release: &mut Value, view: &TenderView, origin: &str) {
    let Some(procurement) = view.row.procurement() else { return };
    let lot = id(view);
    for item in list(&mut release["tender"]["items"]) {
        item["relatedLot"] = json!(lot);
    }
    for file in list(&mut release["tender"]["documents"]) {
        file["relatedLots"] = json!([lot]);
    }
    for bid in release.get_mut("bids").map(|bids| list(&mut bids["details"])).unwrap_or_default() {
        bid["relatedLots"] = json!([lot]);
    }
    for award in release.get_mut("awards").map(list).unwrap_or_default() {
        award["relatedLots"] = json!([lot]);
    }
    release["relatedProcesses"] = json!([{
        "id": "1",
        "relationship": ["planning"],
        "scheme": "ocid",
        "identifier": ocid(&procurement),
        "uri": uri(&procurement, origin),
    }]);
}

fn list(value: &mut Value) -> Vec<&mut Value> {
    value.as_array_mut().map(|list| list.iter_mut().collect()).unwrap_or_default()
}

fn ocid(procurement: &ProcurementId) -> String {
    format!("{PREFIX}-{procurement}")
}

fn uri(procurement: &ProcurementId, origin: &str) -> String {
    format!("{origin}/ocds/procurements/{procurement}")
}

/// The release package of a procurement; none when nothing of it is published. `lots` are those that are.
#[must_use]
pub fn package(procurement: &ProcurementId, lots: &[TenderView], origin: &str) -> Option<Value> {
    let first = lots.first()?;
    let last = lots.iter().map(ocds::last).max()?;
    let told = |view: &TenderView| {
        json!({
            "id": id(view),
            "title": view.row.titles.en,
            "title_zh": view.row.titles.zh,
            "status": ocds::tag_and_status(view).1,
        })
    };
    let planning = json!({
        "ocid": ocid(procurement),
        "id": format!("{procurement}-{last}-{}", lots.len()),
        "date": ocds::date(last),
        "tag": ["planning"],
        "initiationType": "tender",
        "language": "en",
        "parties": [ocds::buyer(first)],
        "buyer": ocds::reference(&ocds::buyer_id(first), &ocds::buyer_name(first)),
        "tender": {
            "id": procurement.to_string(),
            "status": status(lots),
            "procuringEntity": ocds::reference(&ocds::buyer_id(first), &ocds::buyer_name(first)),
            "lots": lots.iter().map(told).collect::<Vec<_>>(),
        },
    });
    let mut releases = vec![planning];
    releases.extend(lots.iter().map(|view| ocds::release(view, origin)));
    Some(ocds::packed(&uri(procurement, origin), last, first, origin, &releases))
}

/// Of the procurement: active as long as one of its published lots is, complete once one was awarded.
fn status(lots: &[TenderView]) -> &'static str {
    let any = |is: fn(&TenderView) -> bool| lots.iter().any(is);
    if any(|view| !view.stage.is_decided()) {
        "active"
    } else if any(|view| view.stage.is_awarded()) {
        "complete"
    } else if any(|view| view.stage == Stage::Unsuccessful) {
        "unsuccessful"
    } else {
        "cancelled"
    }
}
