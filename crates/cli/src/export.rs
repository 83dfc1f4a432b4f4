//! `export`: a tender's bundle from a portal.

use std::time::Duration;

use tenderseal_verify::{Bundle, FILE_MAX, Hex};

use crate::Error;

/// Downloads a bundle and reads it, so that nothing else is saved under its name. Whether it
/// holds, `verify` tells.
pub(crate) fn download(url: &str, tender: &str) -> Result<Vec<u8>, Error> {
    let digits = tender.strip_prefix("0x").unwrap_or(tender).to_ascii_lowercase();
    let tender: Hex<20> =
        Hex::parse(&digits).ok_or_else(|| Error::field("tender", "not an address of 20 bytes"))?;
    let address = format!("{}/api/tenders/{tender}/bundle", url.trim_end_matches('/'));
    let portal = |error: ureq::Error| Error::Portal(error.to_string());
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_connect(Some(Duration::from_secs(15)))
        .timeout_global(Some(Duration::from_mins(10)))
        .build()
        .into();
    let mut answer = agent.get(&address).call().map_err(portal)?;
    let bytes =
        answer.body_mut().with_config().limit(FILE_MAX as u64).read_to_vec().map_err(portal)?;
    let bundle = Bundle::parse(&bytes)?;
    if bundle.contracts.tender == tender {
        Ok(bytes)
    } else {
        Err(Error::Portal("it answered with another tender's bundle".into()))
    }
}
