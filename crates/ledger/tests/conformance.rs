//! What every ledger must do, whatever it is made of. The tests know the port only; the registry
//! contract on the chain is the project's own.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod common;

use std::sync::Arc;

use common::{Installation, START_MS, registration};
use futures_util::future::join_all;
use tenderseal_ledger::{Accepted, Act, Call, Ledger, LedgerError, Receipt, StateProof};
use tenderseal_rules::{
    ContractId, Error,
    replay::{Cells, Moment, World},
};

/// The number of the rule's error in a refused ink! message: `Ok(Err(error))`.
fn refusal(error: &LedgerError) -> u8 {
    match error {
        LedgerError::Refused { output } => match output.as_slice() {
            [0, 1, number] => *number,
            other => panic!("not a refusal of the rules: {other:?}"),
        },
        other => panic!("not a refusal: {other:?}"),
    }
}

async fn cells(ledger: &Arc<dyn Ledger>, block: u32, contract: [u8; 20]) -> Cells {
    let storage = ledger.contract_storage(block, contract).await.unwrap();
    storage.into_iter().map(|cell| (cell.key, cell.value)).collect()
}

#[tokio::test]
async fn an_accepted_call_is_in_a_block_with_its_time_and_events() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    installation.clock.advance_ms(5_000);
    let call = installation.registration(1);

    let accepted = ledger.submit(call.clone()).await.unwrap();

    let head = ledger.head();
    assert_eq!((accepted.block, accepted.block_hash), (head.number, head.hash));
    assert_eq!(accepted.time, START_MS / 1000 + 5);
    assert_eq!(accepted.events.len(), 2, "organisation and person");
    assert!(accepted.events.iter().all(|event| event.contract == installation.registry));
    let block = ledger.block(accepted.block).await.unwrap().unwrap();
    assert_eq!(block.time, accepted.time);
    let extrinsic = &block.extrinsics[accepted.index as usize];
    assert_eq!(tenderseal_chain::act(extrinsic).unwrap(), Act::Call(call));
    let told: Vec<_> = accepted.events.into_iter().map(|event| (accepted.index, event)).collect();
    assert_eq!(block.events, told);
}

#[tokio::test]
async fn a_refused_call_gives_the_contracts_answer_and_leaves_no_trace() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    ledger.submit(installation.registration(1)).await.unwrap();
    let before = ledger.head();
    let state = cells(&ledger, before.number, installation.registry).await;

    let error = ledger.submit(installation.registration(1)).await.unwrap_err();

    assert_eq!(refusal(&error), Error::NonceUsed.number());
    assert_eq!(ledger.head(), before);
    assert_eq!(ledger.block(before.number + 1).await.unwrap(), None);
    let head = ledger.tick().await.unwrap();
    assert_eq!(cells(&ledger, head.number, installation.registry).await, state);
    ledger.submit(installation.registration(2)).await.unwrap();
}

#[tokio::test]
async fn a_call_for_another_installation_is_refused_by_the_contract() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let mut call = registration([9; 20], 1, START_MS / 1000 + 60);
    call.to = installation.registry;

    let error = ledger.submit(call).await.unwrap_err();

    assert_eq!(refusal(&error), Error::BadSignature.number());
}

#[tokio::test]
async fn an_unknown_message_is_no_success() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let before = ledger.head();

    let call = Call { to: installation.registry, input: vec![1, 2, 3, 4] };
    let error = ledger.submit(call).await.unwrap_err();

    assert!(
        matches!(error, LedgerError::Refused { .. } | LedgerError::Trapped { .. }),
        "{error:?}"
    );
    assert_eq!(ledger.head(), before);
}

#[tokio::test]
async fn a_call_to_no_contract_is_refused_when_submitted_and_when_asked() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let before = ledger.head();
    let sha256_precompile = {
        let mut address = [0; 20];
        address[19] = 2;
        address
    };
    for nobody in [[0xab; 20], sha256_precompile] {
        let call = Call { to: nobody, input: vec![0; 4] };
        assert_eq!(ledger.submit(call).await.unwrap_err(), LedgerError::UnknownContract(nobody));
        assert_eq!(
            ledger.query(nobody, vec![0; 4]).await.unwrap_err(),
            LedgerError::UnknownContract(nobody)
        );
    }
    assert_eq!(ledger.head(), before);
}

#[tokio::test]
async fn an_input_over_the_limit_is_refused_before_anything_runs() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let input = vec![0; 128 * 1024 + 1];
    let too_large = LedgerError::TooLarge { bytes: input.len(), limit: 128 * 1024 };

    let call = Call { to: installation.registry, input: input.clone() };
    assert_eq!(ledger.submit(call).await.unwrap_err(), too_large);
    assert_eq!(ledger.query(installation.registry, input).await.unwrap_err(), too_large);
}

#[tokio::test]
async fn a_query_runs_at_the_present_time_and_changes_nothing() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let before = ledger.head();
    let until = START_MS / 1000 + 10;
    let call = registration(installation.registry, 1, until);

    installation.clock.set_ms(until * 1000 + 999);
    let answer = ledger.query(call.to, call.input.clone()).await.unwrap();
    assert_eq!(answer, [0, 0], "the last second in which the intent holds");
    let again = ledger.query(call.to, call.input.clone()).await.unwrap();
    assert_eq!(again, [0, 0], "its nonce was not used up");

    installation.clock.set_ms(until * 1000 + 1000);
    let error = ledger.query(call.to, call.input).await.unwrap_err();
    assert_eq!(refusal(&error), Error::Expired.number());
    assert_eq!(ledger.head(), before);
}

#[tokio::test]
async fn time_grows_with_every_block_even_when_the_clock_stands_still() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let mut last = 0;
    for _ in 0..5 {
        let head = ledger.tick().await.unwrap();
        let block = ledger.block(head.number).await.unwrap().unwrap();
        let Act::Time { ms } = tenderseal_chain::act(&block.extrinsics[0]).unwrap() else {
            panic!("a block starts with its time")
        };
        assert!(ms > last);
        last = ms;
    }
    assert_eq!(last / 1000, START_MS / 1000);
}

#[tokio::test]
async fn a_tick_makes_a_block_and_whoever_watches_sees_it() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let mut watch = ledger.watch();
    let before = *watch.borrow_and_update();
    assert_eq!(before, ledger.head().number);
    installation.clock.advance_ms(60_000);

    let head = ledger.tick().await.unwrap();

    watch.changed().await.unwrap();
    assert_eq!(*watch.borrow(), before + 1);
    assert_eq!(head, ledger.head());
    assert_eq!(head.time, START_MS / 1000 + 60);
}

#[tokio::test]
async fn every_block_follows_its_parent_under_the_node_key_of_genesis() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    for vendor in 0..3 {
        ledger.submit(installation.registration(vendor)).await.unwrap();
    }
    let stored = ledger.block(0).await.unwrap().unwrap();
    let (genesis, mut parent) = tenderseal_chain::genesis(&stored.header).unwrap();
    assert_eq!(genesis, ledger.genesis());
    assert_eq!(genesis.random, common::RANDOM);
    assert_eq!(genesis.hash, ledger.head().genesis_hash);

    for number in 1..=ledger.head().number {
        let block = ledger.block(number).await.unwrap().unwrap();
        let checked =
            tenderseal_chain::block(&parent, &block.header, &block.extrinsics, &genesis.node_key)
                .unwrap();
        assert_eq!(checked.header.hash, block.hash);

        let mut fewer = block.extrinsics.clone();
        fewer.pop();
        assert!(
            tenderseal_chain::block(&parent, &block.header, &fewer, &genesis.node_key).is_err()
        );
        assert!(
            tenderseal_chain::block(&parent, &block.header, &block.extrinsics, &[3; 32]).is_err()
        );
        assert!(
            tenderseal_chain::block(
                &checked.header,
                &block.header,
                &block.extrinsics,
                &genesis.node_key
            )
            .is_err()
        );
        parent = checked.header;
    }
    assert_eq!(parent.hash, ledger.head().hash);
}

#[tokio::test]
async fn a_receipt_proves_its_extrinsic_and_no_changed_one() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let node_key = ledger.genesis().node_key;
    let calls: Vec<_> = (0..20).map(|vendor| installation.registration(vendor)).collect();
    let accepted = join_all(calls.iter().map(|call| ledger.submit(call.clone()))).await;

    for (call, accepted) in calls.into_iter().zip(accepted) {
        let Accepted { block, index, block_hash, time, .. } = accepted.unwrap();
        let receipt = ledger.receipt(block, index).await.unwrap();
        let included = tenderseal_chain::receipt(&receipt, &node_key).unwrap();
        assert_eq!(included.header.hash, block_hash);
        assert_eq!((included.header.number, included.index), (block, index));
        assert_eq!(included.time_ms / 1000, time);
        assert_eq!(included.act, Act::Call(call));

        for changed in every_change(&receipt) {
            assert!(tenderseal_chain::receipt(&changed, &node_key).is_err(), "{changed:?}");
        }
        assert!(tenderseal_chain::receipt(&receipt, &[3; 32]).is_err());
    }
}

/// The receipt with one field changed, in every way that keeps its shape.
fn every_change(receipt: &Receipt) -> Vec<Receipt> {
    let mut all = Vec::new();
    let mut change = |edit: &dyn Fn(&mut Receipt)| {
        let mut changed = receipt.clone();
        edit(&mut changed);
        all.push(changed);
    };
    for at in 0..receipt.header.len() {
        change(&|receipt| receipt.header[at] ^= 1);
    }
    for at in [0, receipt.extrinsic.len() / 2, receipt.extrinsic.len() - 1] {
        change(&|receipt| receipt.extrinsic[at] ^= 1);
    }
    for at in 0..receipt.inherent.len() {
        change(&|receipt| receipt.inherent[at] ^= 1);
    }
    for node in 0..receipt.proof.len() {
        change(&|receipt| receipt.proof[node][0] ^= 1);
        change(&|receipt| drop(receipt.proof.remove(node)));
    }
    change(&|receipt| receipt.index += 1);
    change(&|receipt| receipt.index = 0);
    change(&|receipt| receipt.extrinsic = receipt.inherent.clone());
    all
}

#[tokio::test]
async fn a_receipt_of_the_time_inherent_works_too_and_one_of_nothing_does_not() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let head = ledger.tick().await.unwrap();
    let receipt = ledger.receipt(head.number, 0).await.unwrap();
    let included = tenderseal_chain::receipt(&receipt, &ledger.genesis().node_key).unwrap();
    assert_eq!(included.act, Act::Time { ms: included.time_ms });

    assert_eq!(
        ledger.receipt(head.number, 1).await.unwrap_err(),
        LedgerError::UnknownExtrinsic { block: head.number, index: 1 }
    );
    assert_eq!(
        ledger.receipt(head.number + 1, 0).await.unwrap_err(),
        LedgerError::UnknownBlock(head.number + 1)
    );
}

#[tokio::test]
async fn replaying_the_calls_in_plain_rust_gives_the_proven_state_of_every_block() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let registry = installation.registry;
    for vendor in 0..3 {
        installation.clock.advance_ms(1_500);
        ledger.submit(installation.registration(vendor)).await.unwrap();
    }
    let mut world: Option<World> = None;
    let mut proven = 0;
    for number in 1..=ledger.head().number {
        let block = ledger.block(number).await.unwrap().unwrap();
        let moment = Moment { block: number, now: block.time };
        for extrinsic in &block.extrinsics {
            match (tenderseal_chain::act(extrinsic).unwrap(), &mut world) {
                (Act::Deploy { .. }, world @ None) => {
                    let id = ContractId(registry);
                    *world = Some(World::found(id, &installation.founding, moment).unwrap().0);
                }
                (Act::Call(call), Some(world)) => {
                    world.call(ContractId(call.to), &call.input, moment).unwrap();
                }
                (Act::Time { .. }, _) => {}
                (other, _) => panic!("unexpected: {other:?}"),
            }
        }
        let replayed = world.as_ref().unwrap().cells(ContractId(registry)).unwrap();
        assert_eq!(&cells(&ledger, number, registry).await, replayed);

        let state_root = tenderseal_chain::sealed_header(&block.header, &ledger.genesis().node_key)
            .unwrap()
            .state_root;
        let proof = ledger.state_proof(number, registry).await.unwrap();
        let check =
            |cells: Cells| tenderseal_chain::contract_state(&state_root, registry, &proof, cells);
        let code_hash = check(replayed.clone()).unwrap();
        assert_eq!(code_hash, tenderseal_rules::replay::keccak256(&common::artifact("registry")));
        for key in replayed.keys() {
            let mut changed = replayed.clone();
            changed.get_mut(key).unwrap().push(0);
            assert!(check(changed).is_err(), "a changed cell");
            let mut fewer = replayed.clone();
            fewer.remove(key);
            assert!(check(fewer).is_err(), "a missing cell");
        }
        let mut more = replayed.clone();
        more.insert(vec![0xff, 0xff], vec![1]);
        assert!(check(more).is_err(), "an added cell");
        let twice =
            replayed.iter().chain(replayed).map(|(key, value)| (key.clone(), value.clone()));
        assert!(tenderseal_chain::contract_state(&state_root, registry, &proof, twice).is_err());
        assert!(
            tenderseal_chain::contract_state(&[7; 32], registry, &proof, replayed.clone()).is_err(),
            "another state root"
        );
        proven += 1;
    }
    assert_eq!(proven, 4);
}

#[tokio::test]
async fn single_cells_are_proven_without_the_others() {
    let installation = Installation::new().await;
    let (ledger, registry) = (installation.ledger(), installation.registry);
    let head = ledger.head().number;
    let block = ledger.block(head).await.unwrap().unwrap();
    let root = tenderseal_chain::sealed_header(&block.header, &ledger.genesis().node_key)
        .unwrap()
        .state_root;
    let stored = cells(&ledger, head, registry).await;
    let missing = vec![0xff, 0xff];
    assert!(!stored.contains_key(&missing));
    for (key, value) in &stored {
        let keys = vec![key.clone(), missing.clone()];
        let proof = ledger.cells_proof(head, registry, keys.clone()).await.unwrap();
        let check = |root, proof: &StateProof| {
            tenderseal_chain::contract_cells(root, registry, proof, &keys)
        };
        let proven = check(&root, &proof).unwrap();
        assert_eq!(proven.cells, [Some(value.clone()), None]);
        assert_eq!(proven.time_ms / 1_000, block.time);
        assert_eq!(
            proven.code_hash,
            tenderseal_rules::replay::keccak256(&common::artifact("registry"))
        );
        assert!(check(&[7; 32], &proof).is_err(), "another state root");
        for left_out in 0..proof.nodes.len() {
            let mut fewer = proof.clone();
            fewer.nodes.remove(left_out);
            assert!(check(&root, &fewer).is_err(), "without node {left_out}");
            let mut changed = proof.clone();
            changed.nodes[left_out][0] ^= 1;
            assert!(check(&root, &changed).is_err(), "node {left_out} changed");
        }
    }
    let proof = ledger.cells_proof(head, registry, vec![]).await.unwrap();
    let beyond: Vec<Vec<u8>> = stored.keys().cloned().collect();
    assert!(
        tenderseal_chain::contract_cells(&root, registry, &proof, &beyond).is_err(),
        "not asked for"
    );
    assert_eq!(
        ledger.cells_proof(head, [0xab; 20], vec![]).await.unwrap_err(),
        LedgerError::UnknownContract([0xab; 20])
    );
    assert_eq!(
        ledger.cells_proof(head + 1, registry, vec![]).await.unwrap_err(),
        LedgerError::UnknownBlock(head + 1)
    );
}

#[tokio::test]
async fn a_state_proof_is_for_contracts_and_known_blocks_only() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let head = ledger.head().number;
    let nobody = [0xab; 20];
    assert_eq!(
        ledger.state_proof(head, nobody).await.unwrap_err(),
        LedgerError::UnknownContract(nobody)
    );
    assert_eq!(
        ledger.contract_storage(0, installation.registry).await.unwrap_err(),
        LedgerError::UnknownContract(installation.registry),
        "the contract came later"
    );
    assert_eq!(
        ledger.contract_storage(head + 1, installation.registry).await.unwrap_err(),
        LedgerError::UnknownBlock(head + 1)
    );
}

#[tokio::test]
async fn calls_at_the_same_time_are_all_decided_each_on_its_own() {
    let installation = Installation::new().await;
    let ledger = installation.ledger();
    let before = ledger.head().number;
    // Every vendor comes twice with the same intent: one of the two is refused.
    let calls = (0..100).map(|at| installation.registration(at / 2));
    let results = join_all(calls.map(|call| ledger.submit(call))).await;

    let mut places = Vec::new();
    for pair in results.chunks(2) {
        let (accepted, refused): (Vec<_>, Vec<_>) = pair.iter().partition(|one| one.is_ok());
        assert_eq!((accepted.len(), refused.len()), (1, 1));
        let accepted = accepted[0].as_ref().unwrap();
        places.push((accepted.block, accepted.index));
        assert_eq!(refusal(refused[0].as_ref().unwrap_err()), Error::NonceUsed.number());
    }
    let mut on_chain = Vec::new();
    for number in before + 1..=ledger.head().number {
        let block = ledger.block(number).await.unwrap().unwrap();
        on_chain.extend((1..block.extrinsics.len()).map(|at| (number, u32::try_from(at).unwrap())));
    }
    places.sort_unstable();
    assert_eq!(places, on_chain, "accepted calls and nothing else");
}
