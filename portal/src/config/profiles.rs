//! The first profiles, as a configuration writes them down.

use serde::{Deserialize, Deserializer, de::Error as _};
use tenderseal_rules::{
    profile::{ConsensusRules, Formulas, LowPriceRules, Procedure, Profile},
    registry::PROFILES_MAX,
    schedule::Minimums,
    terms::Consensus,
};

use crate::app::names::Named;

/// A table of `[[chain.authority.profiles]]`. Lengths are seconds, weights basis points.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    code: String,
    name: String,
    procedure: String,
    formulas: Vec<String>,
    consensus: Vec<String>,
    price_weight_min_bp: u32,
    price_weight_max_bp: u32,
    least_bidding_seconds: u32,
    least_officers_window_seconds: u32,
    least_self_reveal_window_seconds: u32,
    least_objection_window_seconds: u32,
    least_standstill_seconds: u32,
    least_questions_seconds: u32,
    least_amendment_seconds: u32,
    min_bids: u32,
    k: u8,
    n: u8,
    evaluators: u8,
    #[serde(default = "every_rule")]
    low_prices: Vec<String>,
    #[serde(default)]
    low_prices_required: Vec<String>,
    #[serde(default)]
    least_response_seconds: u32,
}

impl Table {
    fn profile(self) -> Result<Profile, String> {
        let unknown = |word: &str| format!("profile {}: {word} is unknown", self.code);
        let procedure = Procedure::named(&self.procedure);
        let mut formulas = Formulas(0);
        for word in &self.formulas {
            formulas = formulas.or(formula(word).ok_or_else(|| unknown(word))?);
        }
        let mut consensus = ConsensusRules(0);
        for word in &self.consensus {
            let rule = Consensus::named(word).ok_or_else(|| unknown(word))?;
            consensus = consensus.or(match rule {
                Consensus::Mean => ConsensusRules::MEAN,
                Consensus::TrimmedMean => ConsensusRules::TRIMMED_MEAN,
                Consensus::Median => ConsensusRules::MEDIAN,
                Consensus::Moderated => ConsensusRules::MODERATED,
            });
        }
        let rules = |words: &[String]| {
            words.iter().try_fold(LowPriceRules::NONE, |all, word| {
                Ok::<_, String>(all.or(low_price_rule(word).ok_or_else(|| unknown(word))?))
            })
        };
        let low_prices = rules(&self.low_prices)?;
        let low_prices_required = rules(&self.low_prices_required)?;
        let profile = Profile {
            procedure: procedure.ok_or_else(|| unknown(&self.procedure))?,
            formulas,
            consensus,
            price_weight_min_bp: self.price_weight_min_bp,
            price_weight_max_bp: self.price_weight_max_bp,
            least: Minimums {
                bidding: self.least_bidding_seconds,
                officers_window: self.least_officers_window_seconds,
                self_reveal_window: self.least_self_reveal_window_seconds,
                objection_window: self.least_objection_window_seconds,
                standstill: self.least_standstill_seconds,
                questions: self.least_questions_seconds,
                amendment: self.least_amendment_seconds,
            },
            min_bids: self.min_bids,
            k: self.k,
            n: self.n,
            evaluators: self.evaluators,
            low_prices,
            low_prices_required,
            response: self.least_response_seconds,
            code: self.code,
            name: self.name,
        };
        profile.check().map_err(|error| format!("profile {}: {error}", profile.code))?;
        Ok(profile)
    }
}

fn formula(word: &str) -> Option<Formulas> {
    match word {
        "lowest_proportional" => Some(Formulas::LOWEST_PROPORTIONAL),
        "lowest_only" => Some(Formulas::LOWEST_ONLY),
        "benchmark" => Some(Formulas::BENCHMARK),
        _ => None,
    }
}

fn low_price_rule(word: &str) -> Option<LowPriceRules> {
    match word {
        "under_mean" => Some(LowPriceRules::UNDER_MEAN),
        "under_next" => Some(LowPriceRules::UNDER_NEXT),
        _ => None,
    }
}

fn every_rule() -> Vec<String> {
    ["under_mean", "under_next"].map(str::to_owned).to_vec()
}

/// Reads the list; what the registry would refuse is refused here, with its line in the file.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Profile>, D::Error> {
    let tables = Vec::<Table>::deserialize(deserializer)?;
    if tables.len() > PROFILES_MAX as usize {
        return Err(D::Error::custom("there are more profiles than the registry keeps"));
    }
    tables.into_iter().map(|table| table.profile().map_err(D::Error::custom)).collect()
}

#[cfg(test)]
mod tests {
    use tenderseal_rules::profile::standard;

    use crate::config::AuthorityConfig;

    const AUTHORITY: &str = r#"
        name = "Authority"
        number = "1"
        country = "CN"
        key = ""
    "#;
    const PROFILE: &str = r#"
        [[profiles]]
        code = "short"
        name = "加急询价"
        procedure = "request_for_quotations"
        formulas = ["lowest_only", "lowest_proportional"]
        consensus = ["median"]
        price_weight_min_bp = 5000
        price_weight_max_bp = 10000
        least_bidding_seconds = 600
        least_officers_window_seconds = 60
        least_self_reveal_window_seconds = 61
        least_objection_window_seconds = 62
        least_standstill_seconds = 63
        least_questions_seconds = 64
        least_amendment_seconds = 65
        min_bids = 3
        k = 2
        n = 3
        evaluators = 1
        low_prices = ["under_mean"]
        low_prices_required = ["under_mean"]
        least_response_seconds = 66
    "#;

    fn read(profiles: &str) -> Result<AuthorityConfig, toml::de::Error> {
        toml::from_str(&format!("{AUTHORITY}{profiles}"))
    }

    #[test]
    fn without_a_list_the_ready_made_profiles_are_founded() {
        assert_eq!(read("").unwrap().profiles, standard());
    }

    #[test]
    fn a_list_is_read_in_its_order() {
        let profiles = read(&format!("{PROFILE}{}", PROFILE.replace("short", "other"))).unwrap();
        let [short, other] = &profiles.profiles[..] else { panic!("two profiles") };
        assert_eq!((short.code.as_str(), other.code.as_str()), ("short", "other"));
        assert_eq!((short.formulas.0, short.consensus.0), (0b011, 0b100));
        let least = short.least;
        let windows = [least.officers_window, least.self_reveal_window, least.objection_window];
        assert_eq!(windows, [60, 61, 62]);
        assert_eq!((least.standstill, least.questions, least.amendment), (63, 64, 65));
        assert_eq!((short.low_prices.0, short.low_prices_required.0, short.response), (1, 1, 66));
    }

    #[test]
    fn what_the_registry_would_refuse_is_refused() {
        for (good, bad, said) in [
            ("request_for_quotations", "auction", "auction is unknown"),
            ("lowest_only", "cheapest", "cheapest is unknown"),
            ("median", "mode", "mode is unknown"),
            ("low_prices = [\"under_mean\"]", "low_prices = [\"low\"]", "low is unknown"),
            ("min_bids = 3", "min_bids = 0", "1 to 64 bids"),
            ("k = 2", "k = 2\n        extra = 1", "extra"),
        ] {
            let error = read(&PROFILE.replace(good, bad)).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        let error = read(&PROFILE.repeat(65)).unwrap_err().to_string();
        assert!(error.contains("more profiles"), "{error}");
    }
}
