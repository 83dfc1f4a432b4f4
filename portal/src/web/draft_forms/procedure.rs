//! Under which profile a tender is published, and what the rest of the draft makes of it.

use tenderseal_rules::{
    Error as Rule,
    profile::{INVITED_MAX, INVITED_MIN, LowPriceRules, Profile},
    schedule::Minimums,
    terms::{COMMITTEE_MAX, Consensus, PriceFormula, WEIGHTS},
};

use crate::app::{
    App, Outcome,
    names::{self, Named},
    notice::DraftBody,
};
use crate::web::{
    forms::{Fields, Form},
    profile_form::FORMULAS,
    profiles::{self, ProfileView},
};

/// The form with what the draft holds.
#[must_use]
pub fn filled(body: &DraftBody) -> Form {
    Form::with(&[("profile", &body.profile.to_string())])
}

/// The profiles to choose from.
///
/// # Errors
/// When the ledger fails or a cell cannot be read.
pub async fn choices(app: &App) -> Outcome<Vec<ProfileView>> {
    let mut all = profiles::all(app).await?;
    all.retain(|one| one.retired_at.is_none());
    Ok(all)
}

/// Takes the choice over; a profile that no new tender may name is refused.
///
/// # Errors
/// As [`choices`].
pub async fn take(app: &App, body: &mut DraftBody, fields: &Fields) -> Outcome<Form> {
    let mut form = Form::keeping(fields, &["profile"]);
    let typed = fields.text("profile").parse::<u32>().ok();
    let chosen = choices(app).await?.into_iter().find(|one| typed.is_some() && one.number == typed);
    match chosen.and_then(|one| Some((one.number?, one.profile))) {
        Some((number, profile)) => adopt(body, number, &profile),
        None => form.refuse("profile", "error-draft-profile"),
    }
    Ok(form)
}

/// Puts a draft under a profile: what is less than it asks for becomes what it asks for, and what it does
/// not allow what it does. Nothing that fits is changed.
pub fn adopt(body: &mut DraftBody, number: u32, profile: &Profile) {
    body.profile = number;
    let Minimums {
        officers_window,
        self_reveal_window,
        objection_window,
        standstill,
        questions,
        ..
    } = profile.least;
    body.officers_window = body.officers_window.max(officers_window);
    body.self_reveal_window = body.self_reveal_window.max(self_reveal_window);
    body.objection_window = body.objection_window.max(objection_window);
    body.standstill = body.standstill.max(standstill);
    body.questions = body.questions.max(questions);
    body.min_bids = body.min_bids.max(profile.min_bids);
    body.k = body.k.max(profile.k);
    if body.formula().is_none_or(|formula| !profile.formulas.allow(&formula)) {
        let allowed = FORMULAS.iter().find(|(.., one)| profile.formulas.0 & one.0 != 0);
        allowed.map_or("", |(name, ..)| *name).clone_into(&mut body.price_formula);
    }
    let (least, most) = (profile.price_weight_min_bp, profile.price_weight_max_bp);
    let alone = body.price_formula == names::formula(PriceFormula::LowestOnly);
    let least = if alone { most } else { least };
    body.price_weight_bp = body.price_weight_bp.max(least).min(most);
    if Consensus::named(&body.consensus).is_none_or(|one| !profile.consensus.allow(one)) {
        let allowed = Consensus::ALL.iter().find(|one| profile.consensus.allow(**one));
        allowed.map_or("", |one| one.name()).clone_into(&mut body.consensus);
    }
    body.response_window = body.response_window.max(profile.response);
    for (threshold, rule) in [
        (&mut body.low_under_mean_bp, LowPriceRules::UNDER_MEAN),
        (&mut body.low_under_next_bp, LowPriceRules::UNDER_NEXT),
    ] {
        if !profile.low_prices.hold(rule) {
            *threshold = None;
        } else if profile.low_prices_required.hold(rule) {
            threshold.get_or_insert(WEIGHTS / 2);
        }
    }
    if !profile.procedure.invites() {
        body.invited.clear();
    }
    let lead = if profile.procedure.qualifies() { profile.least.amendment.max(1) } else { 0 };
    body.prequalification = if lead == 0 { 0 } else { body.prequalification.max(lead) };
}

/// The deadline that is proposed where none is set: a day more than the profile asks for, at a full hour.
#[must_use]
pub fn proposed_deadline(now: u64, least: &Minimums) -> u64 {
    let at = now + u64::from(least.bidding) + 86_400;
    at.next_multiple_of(3_600)
}

/// What of a draft does not obey the profile, each by itself: a draft that is not whole can be told so too.
#[must_use]
pub fn against(body: &DraftBody, profile: &Profile) -> Vec<Rule> {
    let mut found = Vec::new();
    let weights = profile.price_weight_min_bp..=profile.price_weight_max_bp;
    let formula = body.formula();
    let consensus = Consensus::named(&body.consensus);
    let rules = LowPriceRules::of(&body.requests());
    for (fits, error) in [
        (formula.is_none_or(|one| profile.formulas.allow(&one)), Rule::PriceFormulaNotAllowed),
        (weights.contains(&body.price_weight_bp), Rule::PriceWeightNotAllowed),
        (consensus.is_none_or(|one| profile.consensus.allow(one)), Rule::ConsensusNotAllowed),
        (body.min_bids >= profile.min_bids, Rule::MinimumBidsTooFew),
        (invites_well(body, profile), Rule::InvitedInvalid),
        (qualifies_well(body, profile), Rule::QualificationPeriod),
        (is_scored_well(body, profile), Rule::TechnicalNotScored),
        (
            profile.low_prices.hold(rules) && rules.hold(profile.low_prices_required),
            Rule::LowPriceRuleNotAllowed,
        ),
        (body.response_window >= profile.response, Rule::ResponseWindowInvalid),
    ] {
        if !fits {
            found.push(error);
        }
    }
    // Who is not chosen yet is told as missing.
    if !body.committee.is_empty() {
        found.extend(profile.check_seats(body.k, body.committee.len(), false, 0).err());
    }
    let scored = !body.criteria.is_empty();
    let panel = profile.check_seats(u8::MAX, COMMITTEE_MAX, scored, body.panel.len());
    found.extend(panel.err());
    found
}

/// Whether as many are invited as the procedure and the least number of bids ask for.
fn invites_well(body: &DraftBody, profile: &Profile) -> bool {
    let count = body.invited.len();
    if !profile.procedure.invites() {
        return count == 0;
    }
    (INVITED_MIN..=INVITED_MAX).contains(&count) && count as u64 >= u64::from(body.min_bids)
}

/// Whether vendors have the least period to prepare their bids after the last application, where they apply.
fn qualifies_well(body: &DraftBody, profile: &Profile) -> bool {
    if profile.procedure.qualifies() {
        body.prequalification >= profile.least.amendment.max(1)
    } else {
        body.prequalification == 0
    }
}

/// Whether there are criteria where technical offers have envelopes of their own: whoever reads them is on the panel.
fn is_scored_well(body: &DraftBody, profile: &Profile) -> bool {
    !profile.procedure.has_two_envelopes() || !body.criteria.is_empty()
}

#[cfg(test)]
mod tests {
    use tenderseal_rules::profile::{Procedure, standard};

    use super::*;

    #[test]
    fn a_draft_under_a_ready_made_profile_obeys_it_but_for_whom_it_names() {
        for (number, profile) in (0..).zip(standard()) {
            let mut body =
                DraftBody { price_weight_bp: 0, consensus: String::new(), ..DraftBody::default() };
            adopt(&mut body, number, &profile);
            assert_eq!(body.profile, number);
            let expected: &[Rule] = match profile.procedure {
                Procedure::Restricted => &[Rule::InvitedInvalid],
                Procedure::OpenTwoEnvelopes => &[Rule::TechnicalNotScored],
                _ => &[],
            };
            assert_eq!(against(&body, &profile), expected, "{}", profile.code);
        }
    }

    #[test]
    fn two_envelopes_need_a_criterion_and_with_it_a_panel() {
        let profile = Profile { procedure: Procedure::OpenTwoEnvelopes, ..standard()[0].clone() };
        let mut body = DraftBody::default();
        adopt(&mut body, 0, &profile);
        assert_eq!(against(&body, &profile), [Rule::TechnicalNotScored]);
        body.criteria = vec![crate::app::notice::DraftCriterion::default()];
        assert_eq!(against(&body, &profile), [Rule::PanelTooSmall]);
        body.panel = vec!["22".repeat(20); 5];
        assert_eq!(against(&body, &profile), []);
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        let profile = &standard()[0];
        let mut body = DraftBody {
            price_weight_bp: 4_000,
            price_formula: "benchmark".into(),
            consensus: "median".into(),
            min_bids: 5,
            standstill: 10 * 86_400,
            ..DraftBody::default()
        };
        let before = body.clone();
        adopt(&mut body, 0, profile);
        assert_eq!(body.price_formula, before.price_formula);
        assert_eq!((body.price_weight_bp, body.min_bids), (4_000, 5));
        assert_eq!((body.standstill, body.consensus), (before.standstill, before.consensus));
    }

    #[test]
    fn each_part_that_does_not_obey_is_told() {
        let [_, lowest, _, restricted, ..] = &standard()[..] else { panic!("four profiles") };
        let body = DraftBody {
            price_weight_bp: 9_500,
            min_bids: 2,
            committee: vec!["11".repeat(32)],
            criteria: vec![crate::app::notice::DraftCriterion::default()],
            invited: vec!["11".repeat(20), "22".repeat(20)],
            ..DraftBody::default()
        };
        let shared = [Rule::PriceWeightNotAllowed, Rule::MinimumBidsTooFew];
        let seats = [Rule::CommitteeTooSmall, Rule::PanelTooSmall];
        assert_eq!(against(&body, restricted), [&shared[..], &seats[..]].concat());
        let told = against(&body, lowest);
        assert!(
            told.contains(&Rule::PriceFormulaNotAllowed) && told.contains(&Rule::InvitedInvalid)
        );
    }
}
