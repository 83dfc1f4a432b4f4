//! Abnormally low prices and requests to vendors, looked at apart from the contract's own calls: the prices that were compared are
//! those of the opened bodies, and what was accepted, rejected and awarded follows from them.

use tenderseal_rules::{
    messages::{RejectionGround, RequestKind},
    scoring::Field,
};

use super::Found;
use crate::story::{ComparisonFacts, RejectionFacts, RequestFacts, Story};

/// Of every comparison, acceptance, rejection and the award.
pub(super) fn check(story: &Story<'_>) -> Found {
    if story.ranking.is_some()
        && story.terms.requests.compare_prices()
        && story.comparisons.is_empty()
    {
        return Err("the bids are ranked, and their prices were never compared".into());
    }
    let mut flagged = 0;
    for compared in &story.comparisons {
        flagged = comparison(story, compared)?;
    }
    for rejection in &story.rejections {
        rejected(story, rejection).map_err(|what| format!("bid {}: {what}", rejection.bid))?;
    }
    awarded(story)?;
    Ok(format!("{flagged} abnormally low, {} requests", story.requests.len()))
}

/// The field is that of the bodies, and what was accepted was flagged and explained. Answers how many are flagged.
fn comparison(story: &Story<'_>, compared: &ComparisonFacts) -> Result<usize, String> {
    let mut prices = Vec::with_capacity(compared.bids.len());
    for number in &compared.bids {
        prices.push(story.price(*number)?);
    }
    let field = Field::of(prices.into_iter()).map_err(|error| error.to_string())?;
    if field != compared.field || compared.rule != story.terms.requests {
        return Err(
            "other prices or another rule were compared than those of bids and terms".into()
        );
    }
    let flagged = story.flagged(compared)?;
    for (bid, accepted) in &compared.accepted {
        let explained = requests(story, *bid, RequestKind::Explanation)
            .any(|request| request.response.is_some_and(|(.., at)| at <= accepted.time));
        if !flagged.contains(bid) || !explained {
            return Err(format!("bid {bid}: nothing was to be explained, or nobody did"));
        }
    }
    Ok(flagged.len())
}

fn requests<'a>(
    story: &'a Story<'_>,
    bid: u32,
    kind: RequestKind,
) -> impl Iterator<Item = &'a RequestFacts> {
    story.requests.iter().filter(move |request| (request.bid, request.kind) == (bid, kind))
}

/// A rejection that needs a request has one: the last before it was answered or its window over, as its ground is.
fn rejected(story: &Story<'_>, rejection: &RejectionFacts) -> Result<(), String> {
    let kind = match rejection.ground {
        RejectionGround::AbnormallyLow => RequestKind::Explanation,
        RejectionGround::NotCorrected => RequestKind::Correction,
        _ => return Ok(()),
    };
    let before = requests(story, rejection.bid, kind).filter(|of| of.time <= rejection.time);
    let last = before.last().ok_or("the vendor was not asked")?;
    let answered = last.response.is_some_and(|(.., at)| at <= rejection.time);
    let over = rejection.time >= last.until;
    if kind == RequestKind::Correction {
        return if over && !answered { Ok(()) } else { Err("the vendor answered or could".into()) };
    }
    let compared = story.comparisons.iter().rfind(|compared| compared.time <= rejection.time);
    let flagged = compared.map(|compared| story.flagged(compared)).transpose()?;
    if !flagged.is_some_and(|flagged| flagged.contains(&rejection.bid)) {
        return Err("its price is not abnormally low".into());
    }
    if answered || over { Ok(()) } else { Err("the vendor could still explain".into()) }
}

/// Whoever has the award asks a price that is not abnormally low, or that was accepted before.
fn awarded(story: &Story<'_>) -> Result<(), String> {
    let (Some((bid, _, at)), Some(compared)) = (story.award.proposed, story.comparisons.last())
    else {
        return Ok(());
    };
    let accepted = compared.accepted.get(&bid).is_some_and(|accepted| accepted.time <= at);
    if accepted || !story.flagged(compared)?.contains(&bid) {
        Ok(())
    } else {
        Err(format!("bid {bid} is awarded, and nobody accepted its abnormally low price"))
    }
}
