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
