//! `tenderseal rank` against cases worked out by hand.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]
#![expect(clippy::needless_pass_by_value, reason = "json! makes values, and that reads well")]

mod tool;

use serde_json::{Value, json};
use tool::{Run, run};

fn rank(input: &Value) -> Run {
    run(["rank", "-"], &input.to_string())
}

fn ranked(input: &Value) -> Value {
    let run = rank(input);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{input}");
    serde_json::from_str(&run.stdout).unwrap()
}

fn price(formula: &str, weight_bp: u32) -> Value {
    json!({"formula": formula, "weight_bp": weight_bp, "discount_bp": 0,
        "above_bp_per_percent": 0, "below_bp_per_percent": 0})
}

/// The interface's own example: price 40 %, one criterion 60 %.
fn example(bids: Value) -> Value {
    json!({"price": price("lowest_proportional", 4_000),
        "criteria": [{"id": "tech", "weight_bp": 6_000, "max": 10_000, "min": 0}],
        "consensus": "mean", "bids": bids})
}

fn bid(id: &str, price: &str, index: u32, scores: Value) -> Value {
    json!({"id": id, "price": price, "committed": [7, index], "scores": {"tech": scores}})
}

fn order(output: &Value) -> Vec<&str> {
    output["ranking"].as_array().unwrap().iter().map(|line| line["id"].as_str().unwrap()).collect()
}

#[test]
fn the_ranking_has_exactly_the_fields_of_the_interface() {
    // A: 40 points for the lowest price, 60 · 15,500 / 20,000 = 46.5 points.
    // B: 40 · 1,234 / 1,500 = 32.906666…, 60 · 19,000 / 20,000 = 57.
    let output = ranked(&example(json!([
        bid("A", "1234", 0, json!([8_000, 7_500])),
        bid("B", "1500", 1, json!([9_000, 10_000])),
    ])));
    assert_eq!(
        output,
        json!({
            "ranking": [
                {"id": "B", "price_micropoints": 32_906_666, "criteria": {"tech": 57_000_000},
                    "total_micropoints": 89_906_666},
                {"id": "A", "price_micropoints": 40_000_000, "criteria": {"tech": 46_500_000},
                    "total_micropoints": 86_500_000},
            ],
            "rejected": [],
        })
    );
}

#[test]
fn nobody_and_one_bidder_are_ranked() {
    assert_eq!(ranked(&example(json!([]))), json!({"ranking": [], "rejected": []}));
    let one = ranked(&example(json!([bid("only", "99", 0, json!([0]))])));
    assert_eq!(one["ranking"][0]["price_micropoints"], 40_000_000);
    assert_eq!(one["ranking"][0]["total_micropoints"], 40_000_000);
}

#[test]
fn ties_go_to_the_technical_score_then_the_price_then_the_earlier_commit() {
    let half = |bids: Value| {
        json!({"price": price("lowest_proportional", 5_000),
            "criteria": [{"id": "tech", "weight_bp": 5_000, "max": 100, "min": 0}],
            "consensus": "mean", "bids": bids})
    };
    // 50 + 25 = 25 + 50: the better offer before the cheaper one.
    let output = ranked(&half(json!([
        bid("cheap", "100", 0, json!([50])),
        bid("good", "200", 1, json!([100])),
    ])));
    assert_eq!(
        output["ranking"][0]["total_micropoints"],
        output["ranking"][1]["total_micropoints"]
    );
    assert_eq!(order(&output), ["good", "cheap"]);
    // The same in all: the earlier index, and before it the earlier block.
    let mut later = bid("later block", "100", 0, json!([50]));
    later["committed"] = json!([8, 0]);
    let output = ranked(&half(json!([
        later,
        bid("second", "100", 2, json!([50])),
        bid("first", "100", 1, json!([50])),
    ])));
    assert_eq!(order(&output), ["first", "second", "later block"]);
    // Lowest-only: nothing but the price tells.
    let output = ranked(&json!({"price": price("lowest_only", 10_000), "criteria": [],
    "consensus": "mean", "bids": [
        {"id": "B", "price": "201", "committed": [1, 0], "scores": {}},
        {"id": "A", "price": "200", "committed": [1, 1], "scores": {}},
    ]}));
    assert_eq!(order(&output), ["A", "B"]);
    assert_eq!(output["ranking"][0]["total_micropoints"], 0);
}

#[test]
fn the_highest_prices_keep_their_last_digit() {
    let highest = (1u128 << 112) - 1;
    let output = ranked(&example(json!([
        bid("at", &highest.to_string(), 0, json!([0])),
        bid("below", &(highest - 1).to_string(), 1, json!([0])),
    ])));
    // ⌊40,000,000 · (m − 1) / m⌋ is one less than the whole.
    assert_eq!(output["ranking"][1]["price_micropoints"], 39_999_999);
    assert_eq!(order(&output), ["below", "at"]);
    let one = ranked(&example(json!([
        bid("at", &highest.to_string(), 0, json!([0])),
        bid("one", "1", 1, json!([0])),
    ])));
    assert_eq!(one["ranking"][1]["price_micropoints"], 0);
}

/// 2^112 − 1.
const HIGHEST: u128 = (1 << 112) - 1;

#[test]
fn a_price_ends_at_2_to_the_112_less_1_and_what_is_longer_is_refused_by_name() {
    let one = |price: &str| rank(&example(json!([bid("A", price, 0, json!([0]))])));
    assert_eq!(HIGHEST.to_string(), "5192296858534827628530496329220095");
    for good in ["1", "5192296858534827628530496329220094", "5192296858534827628530496329220095"] {
        assert_eq!(one(good).code, 0, "{good}");
    }
    for bad in [
        "0",
        "5192296858534827628530496329220096",
        "340282366920938463463374607431768211454",
        // 2^128 − 1 and 2^128, which is longer than the type.
        "340282366920938463463374607431768211455",
        "340282366920938463463374607431768211456",
        "99999999999999999999999999999999999999999999999999999999999999999999999999999999",
    ] {
        let run = one(bad);
        let why = "bids[0].price: must be from 1 to 2^112 − 1 (PriceInvalid)";
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{bad}");
        assert!(run.stderr.contains(why), "{bad}: {}", run.stderr);
    }
}

/// The points of these prices alone, in the order of the prices.
fn price_points(rule: Value, prices: &[u128]) -> Vec<u64> {
    let weight = rule["weight_bp"].as_u64().unwrap();
    let bids = (0u32..)
        .zip(prices)
        .map(|(at, price)| bid(&at.to_string(), &price.to_string(), at, json!([0])));
    let output = ranked(&json!({"price": rule,
        "criteria": [{"id": "tech", "weight_bp": 10_000 - weight, "max": 1, "min": 0}],
        "consensus": "mean", "bids": bids.collect::<Vec<_>>()}));
    let lines = output["ranking"].as_array().unwrap();
    let is = |line: &Value, at: usize| line["id"].as_str().unwrap().parse() == Ok(at);
    let of = |at: usize| lines.iter().find(|line| is(line, at)).unwrap();
    (0..prices.len()).map(|at| of(at)["price_micropoints"].as_u64().unwrap()).collect()
}

/// The figures are Python's, in fractions: with `D = Fraction(sum(p), n) * Fraction(10000 - discount, 10000)` a price has
/// `max(0, w * 10000 - floor(w * 10000 * Fraction(rate, 10000) * abs(p - D) / D * 100))`, and with the lowest price in
/// proportion `floor(w * 10000 * Fraction(min(p), own))`. The pairs that differ by one were found by bisection.
#[test]
fn the_highest_prices_have_the_points_of_exact_fractions() {
    let benchmark = |weight: u32, discount: u32, above: u32, below: u32| {
        json!({"formula": "benchmark", "weight_bp": weight, "discount_bp": discount,
            "above_bp_per_percent": above, "below_bp_per_percent": below})
    };
    let m = HIGHEST;
    let cases: &[(Value, &[u128], &[u64])] = &[
        (
            price("lowest_proportional", 4_000),
            &[m, m - 1, m / 3, 1 << 111],
            &[13_333_333, 13_333_333, 40_000_000, 26_666_666],
        ),
        (
            benchmark(10_000, 500, 37, 13),
            &[m, m - 1, m / 2, m / 7 * 5],
            &[88_532_164, 88_532_164, 95_514_620, 99_163_743],
        ),
        (
            benchmark(3_333, 1, 1, 1),
            &[m, m - 2, m - 10u128.pow(30)],
            &[33_329_946, 33_329_946, 33_329_991],
        ),
        (benchmark(10_000, 9_999, 1, 1_000_000), &[1, 1, 3], &[0, 0, 0]),
        (
            benchmark(10_000, 0, 100, 100),
            &[m, m - 1, m - 10u128.pow(26)],
            &[100_000_000, 100_000_000, 99_999_999],
        ),
        // One unit of 2^112 decides the last digit.
        (
            benchmark(10_000, 0, 100, 100),
            &[m, 1_730_765_573_357_859_663_558_916_829_143_943],
            &[49_999_999, 49_999_999],
        ),
        (
            benchmark(10_000, 0, 100, 100),
            &[m, 1_730_765_573_357_859_663_558_916_829_143_944],
            &[50_000_000, 50_000_000],
        ),
        (
            benchmark(10_000, 777, 61, 100),
            &[m, 995_330_538_253_266_986_313_717_938_225_595],
            &[49_999_999, 34_881_967],
        ),
        (
            benchmark(10_000, 777, 61, 100),
            &[m, 995_330_538_253_266_986_313_717_938_225_596],
            &[50_000_000, 34_881_967],
        ),
        (
            price("lowest_proportional", 10_000),
            &[m, 1_730_765_602_203_953_014_394_073_347_971_710],
            &[33_333_332, 100_000_000],
        ),
        (
            price("lowest_proportional", 10_000),
            &[m, 1_730_765_602_203_953_014_394_073_347_971_711],
            &[33_333_333, 100_000_000],
        ),
    ];
    for (rule, prices, points) in cases {
        assert_eq!(price_points(rule.clone(), prices), *points, "{rule} {prices:?}");
    }
}

/// Python's too: `floor(w * 10000 * Fraction(sum(kept), len(kept) * max))`.
#[test]
fn the_panels_points_are_exact_at_the_highest_maximum() {
    let all = [999_999, 1_000_000, 1, 0, 333_333, 777_777, 1_000_000];
    for (consensus, of_7, of_6, of_4) in [
        ("mean", 35_238_085, 31_111_100, 30_000_000),
        ("trimmed_mean", 37_333_320, 31_666_650, 30_000_000),
        ("median", 46_666_620, 33_333_300, 30_000_000),
    ] {
        for (scores, points) in [(&all[..], of_7), (&all[..6], of_6), (&all[..4], of_4)] {
            let mut input = example(json!([bid("A", "1", 0, json!(scores))]));
            input["criteria"][0]["max"] = json!(1_000_000);
            input["consensus"] = json!(consensus);
            let found = &ranked(&input)["ranking"][0]["criteria"]["tech"];
            assert_eq!(found, points, "{consensus} of {}", scores.len());
        }
    }
}

#[test]
fn offers_alike_at_the_highest_price_fall_to_the_block_and_then_the_index() {
    let at = |id: &str, committed: [u32; 2]| {
        json!({"id": id, "price": HIGHEST.to_string(), "committed": committed,
            "scores": {"tech": [1]}})
    };
    let last = u32::MAX;
    let output = ranked(&example(json!([
        at("the last of all", [last, last]),
        at("the last block", [last, 0]),
        at("the same block, later", [7, last]),
        at("the first", [7, 6]),
        at("the same block", [7, 7]),
    ])));
    let wanted = [
        "the first",
        "the same block",
        "the same block, later",
        "the last block",
        "the last of all",
    ];
    assert_eq!(order(&output), wanted);
}

#[test]
fn every_bound_that_help_names_is_where_an_input_is_refused() {
    let help = run(["rank", "--help"], "").stdout;
    for bound in
        [HIGHEST.to_string().as_str(), "at most 32", "1 to 1,000,000", "0 to 9,999", "64 MiB"]
    {
        assert!(help.contains(bound), "{bound}: {help}");
    }
    let criteria = |count: u32| {
        let list: Vec<_> = (0..count)
            .map(|at| json!({"id": at.to_string(), "weight_bp": 0, "max": 1_000_000, "min": 0}))
            .collect();
        json!({"price": price("lowest_proportional", 10_000), "criteria": list,
            "consensus": "mean", "bids": []})
    };
    assert_eq!(rank(&criteria(32)).code, 0);
    let refused = rank(&criteria(33));
    assert!(refused.code == 2 && refused.stderr.contains("criteria: at most 32"));
    let benchmark = |field: &str, value: u32| {
        let mut input = criteria(1);
        input["price"]["formula"] = json!("benchmark");
        input["price"][field] = json!(value);
        rank(&input)
    };
    for (field, most, why) in [
        ("discount_bp", 9_999, "0 to 9,999"),
        ("above_bp_per_percent", 1_000_000, "0 to 1,000,000"),
        ("below_bp_per_percent", 1_000_000, "0 to 1,000,000"),
    ] {
        assert_eq!(benchmark(field, most).code, 0, "{field}");
        let refused = benchmark(field, most + 1);
        assert_eq!(refused.code, 2, "{field}");
        assert!(
            refused.stderr.contains(field) && refused.stderr.contains(why),
            "{}",
            refused.stderr
        );
    }
    let mut input = criteria(1);
    input["criteria"][0]["max"] = json!(1_000_001);
    assert!(rank(&input).stderr.contains("criteria[0].max: must be from 1 to 1,000,000"));
}

#[test]
fn a_bid_below_a_minimum_is_rejected_and_sets_no_price() {
    let mut input = example(json!([
        bid("low", "1", 0, json!([5_000, 6_999])),
        bid("in", "100", 1, json!([6_000])),
        bid("lower", "2", 2, json!([0])),
    ]));
    input["criteria"][0]["min"] = json!(6_000);
    assert_eq!(
        ranked(&input),
        json!({
            "ranking": [{"id": "in", "price_micropoints": 40_000_000,
                "criteria": {"tech": 36_000_000}, "total_micropoints": 76_000_000}],
            "rejected": [
                {"id": "low", "reason": "below_minimum", "criterion": "tech"},
                {"id": "lower", "reason": "below_minimum", "criterion": "tech"},
            ],
        })
    );
}

#[test]
fn the_panels_scores_become_one_as_the_terms_say() {
    let scores = json!([0, 10_000, 10_000, 10_000, 1_000]);
    let consensus = |name: &str| {
        let mut input = example(json!([bid("A", "1", 0, scores.clone())]));
        input["consensus"] = json!(name);
        ranked(&input)["ranking"][0]["criteria"]["tech"].clone()
    };
    assert_eq!(consensus("mean"), 37_200_000);
    assert_eq!(consensus("trimmed_mean"), 42_000_000);
    assert_eq!(consensus("median"), 60_000_000);
}

#[test]
fn the_benchmark_takes_points_for_each_percent_away() {
    // Mean 100 less 5 % is 95: 105 is 10.526 % above, 95 hits it.
    let mut rule = price("benchmark", 10_000);
    rule["discount_bp"] = json!(500);
    rule["above_bp_per_percent"] = json!(100);
    rule["below_bp_per_percent"] = json!(50);
    let output = ranked(&json!({"price": rule, "criteria": [], "consensus": "mean", "bids": [
        {"id": "over", "price": "105", "committed": [1, 0], "scores": {}},
        {"id": "hits", "price": "95", "committed": [1, 1], "scores": {}},
    ]}));
    assert_eq!(order(&output), ["hits", "over"]);
    assert_eq!(output["ranking"][0]["price_micropoints"], 100_000_000);
    // ⌊10^8 · 100 · 10 · 100 / (95 · 10,000)⌋ = 10,526,315 is lost.
    assert_eq!(output["ranking"][1]["price_micropoints"], 89_473_685);
}

#[test]
fn every_refusal_is_exit_code_2_and_names_the_field() {
    let good =
        || example(json!([bid("A", "100", 0, json!([5_000])), bid("B", "200", 1, json!([5_000]))]));
    assert_eq!(rank(&good()).code, 0);
    let too_much = (1u128 << 112).to_string();
    let cases: &[(&str, &str, Value)] = &[
        ("/price/weight_bp", "weight_bp", json!(3_999)),
        ("/price/weight_bp", "weight_bp", json!(u32::MAX)),
        ("/price/weight_bp", "weight_bp", json!("4000")),
        ("/price/formula", "formula", json!("cheapest")),
        ("/price/formula", "price.weight_bp", json!("lowest_only")),
        ("/price/discount_bp", "discount_bp", json!(10_000)),
        ("/criteria/0/max", "max", json!(0)),
        ("/criteria/0/max", "max", json!(4_294_967_295u32)),
        ("/criteria/0/min", "min", json!(10_001)),
        ("/criteria/0/id", "scores.tech", json!("other")),
        ("/consensus", "consensus", json!("vote")),
        ("/bids/0/price", "price", json!("0")),
        ("/bids/0/price", "price", json!(too_much)),
        ("/bids/0/price", "price", json!("")),
        ("/bids/0/price", "price", json!("+5")),
        ("/bids/0/price", "price", json!("1.5")),
        ("/bids/0/price", "price", json!(100)),
        ("/bids/0/price", "price", json!("9".repeat(60))),
        ("/bids/1/id", "id", json!("A")),
        ("/bids/1/committed", "committed", json!([7, 0])),
        ("/bids/1/committed", "committed", json!([7])),
        ("/bids/1/scores", "scores.tech", json!({})),
        ("/bids/1/scores/tech", "scores.tech", json!([])),
        ("/bids/1/scores/tech", "scores.tech", json!([10_001])),
        ("/bids/1/scores/tech", "scores.tech", json!([-1])),
        ("/bids/1/scores/tech", "scores.tech", json!([1.5])),
        ("/bids/1/scores", "scores.else", json!({"tech": [1], "else": [1]})),
    ];
    for (place, field, value) in cases {
        let mut input = good();
        *input.pointer_mut(place).unwrap() = value.clone();
        let run = rank(&input);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{place} {value}");
        assert!(run.stderr.contains(field), "{place} {value}: {}", run.stderr);
    }
    for place in ["", "/price", "/criteria/0", "/bids/0"] {
        let mut input = good();
        input
            .pointer_mut(place)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .insert("colour".into(), json!(1));
        let run = rank(&input);
        assert!(run.code == 2 && run.stderr.contains("colour"), "{place}: {}", run.stderr);
    }
    for place in ["/price/weight_bp", "/criteria/0/max", "/bids/0/id", "/bids/0/scores", "/bids"] {
        let (parent, name) = place.rsplit_once('/').unwrap();
        let mut input = good();
        input.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
        let run = rank(&input);
        assert!(run.code == 2 && run.stderr.contains(name), "{place}: {}", run.stderr);
    }
    let twice = good().to_string().replacen("\"tech\":[5000]", "\"tech\":[1],\"tech\":[2]", 1);
    for bad in ["", "[]", "null", "{", &format!("{} x", good()), &twice] {
        let run = run(["rank", "-"], bad);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{bad}");
    }
    let two_criteria = good().to_string().replacen(
        "\"criteria\":[",
        "\"criteria\":[{\"id\":\"tech\",\"weight_bp\":0,\"max\":1,\"min\":0},",
        1,
    );
    let run = run(["rank", "-"], &two_criteria);
    assert!(run.code == 2 && run.stderr.contains("criteria[1].id"), "{}", run.stderr);
}

#[test]
fn a_file_is_read_and_a_missing_one_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bids.json");
    std::fs::write(&path, example(json!([])).to_string()).unwrap();
    assert_eq!(run([std::ffi::OsStr::new("rank"), path.as_os_str()], "").code, 0);
    let missing = run(["rank", "/nowhere/bids.json"], "");
    assert!(missing.code == 2 && missing.stderr.contains("/nowhere/bids.json"));
}

#[test]
fn agreed_points_are_ranked_as_they_are_and_come_once() {
    let agreed = |consensus: &str, scores: Value| {
        json!({"price": price("lowest_proportional", 4_000),
            "criteria": [{"id": "tech", "weight_bp": 6_000, "max": 10_000, "min": 7_000}],
            "consensus": consensus,
            "bids": [bid("A", "1234", 0, scores), bid("B", "1234", 1, json!([6_999]))]})
    };
    let output = ranked(&agreed("moderated", json!([7_333])));
    assert_eq!(output["ranking"][0]["criteria"]["tech"], 43_998_000);
    let rejected = json!([{"id": "B", "reason": "below_minimum", "criterion": "tech"}]);
    assert_eq!(output["rejected"], rejected);
    for (scores, reason) in [
        (json!([7_333, 7_333]), "more than the points that the panel agreed on"),
        (json!([]), "no evaluator's score"),
    ] {
        let run = rank(&agreed("moderated", scores));
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("bids[0].scores.tech"), "{}", run.stderr);
        assert!(run.stderr.contains(reason), "{}", run.stderr);
    }
}
