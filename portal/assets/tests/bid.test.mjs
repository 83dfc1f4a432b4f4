import assert from 'node:assert/strict';
import test from 'node:test';

import { encodeTerms } from '../modules/acts.js';
import {
  actOf, answerLeft, bodiesOf, checkFacts, contextOf, fitsHere, sealBid,
} from '../modules/bid.js';
import { concat, hex, utf8 } from '../modules/bytes.js';
import { CodedError } from '../modules/errors.js';
import { sha256 } from '../modules/hash.js';
import * as scale from '../modules/scale.js';
import {
  committeeHash, decodeContext, decodeFinancialBody, decodeTechnicalBody, judge, unseal,
} from '../modules/tse1.js';
import { bytesOf, members } from './fixture.mjs';

const offer = { price: 123456n, validUntil: 1_800_000_000n, costs: [], answers: [{ criterion: 1, text: '三年质保' }] };

const seeds = { financial: bytesOf('seed'), technical: bytesOf('technical seed') };

/** Where the chain has what the page says. */
const proven = async () => {};

async function facts(replaces = null) {
  const committee = (await members(3)).map(({ publicKey }) => publicKey);
  const terms = {
    notice: hex(bytesOf('notice')), documents: [], currency: 'CNY', price: { formula: 'lowest_proportional', weight_bp: 4000 },
    criteria: [{ id: 1, weight_bp: 6000, max: 10000, min: 0 }], consensus: 'mean', lifecycle_rate_bp: 0, min_bids: 1,
    profile: 0, invited: [], lot: null, security: null, lifecycle_years: 0,
    requests: { window: 86_400, under_mean_bp: 5_000, under_next_bp: null }, prequalification: null,
  };
  return {
    genesis: hex(bytesOf('genesis')), contract: hex(bytesOf('contract', 20)), lot: 1, vendor: hex(bytesOf('vendor', 20)),
    attempt: replaces === null ? 1 : 2, replaces, terms_version: 1, terms, currency: 'CNY', years: 0, two_envelopes: false, k: 2, committee: committee.map(hex),
    terms_hash: hex(await sha256(concat(utf8('TENDERSEAL-TERMS\0'), scale.u32(1), encodeTerms(terms)))),
    committee_hash: hex(await committeeHash(2, committee)),
  };
}

test('a bid is sealed for exactly this tender, vendor and attempt, and judged valid', async () => {
  const here = await facts();
  const bodies = bodiesOf(offer, here);
  const steps = [];
  const bid = await sealBid(here, bodies, seeds, proven, (step) => steps.push(step));
  assert.equal(bid.technical, null);
  assert.deepEqual(steps, ['facts', 'seal', 'again', 'open']);
  const { lot, kind, attempt } = decodeContext(bid.ctx);
  assert.deepEqual([lot, kind, attempt], [1, 2, 1]);
  assert.deepEqual(await unseal(bid), bodies.financial);
  const revealed = { seed: bid.seed, body: bodies.financial };
  const verdict = await judge(bid, bid.envelope, { shares: [], revealed });
  assert.equal(verdict.verdict, 'valid');
  assert.ok(fitsHere(here, bid));
  assert.ok(!fitsHere({ ...here, attempt: 2 }, bid));
  assert.ok(!fitsHere({ ...here, two_envelopes: true }, bid));
});

test('where there are two envelopes the answers are in the technical one and in no other', async () => {
  const here = { ...await facts(), two_envelopes: true };
  const bodies = bodiesOf(offer, here);
  assert.deepEqual(decodeFinancialBody(bodies.financial).answers, []);
  assert.equal(decodeFinancialBody(bodies.financial).price, offer.price);
  assert.deepEqual(decodeTechnicalBody(bodies.technical), { validUntil: offer.validUntil, answers: offer.answers, attachments: [] });
  const bid = await sealBid(here, bodies, seeds, proven);
  const { technical } = bid;
  assert.deepEqual([bid, technical].map(({ ctx }) => decodeContext(ctx).kind), [2, 1]);
  for (const one of [bid, technical]) {
    const { verdict } = await judge(one, one.envelope, { shares: [], revealed: { seed: one.seed, body: one.body } });
    assert.equal(verdict, 'valid');
  }
  await assert.rejects(unseal({ ...technical, seed: bid.seed }), { code: 'shares' });
  assert.ok(fitsHere(here, bid));
  assert.ok(!fitsHere({ ...here, two_envelopes: false }, bid));
  assert.ok(!fitsHere(here, { ...bid, technical: null }));
  assert.ok(!fitsHere(here, { ...bid, technical: { ...technical, ctx: bid.ctx } }));
  const { fields } = actOf(here, bid, null);
  assert.deepEqual(fields.technical, { commitment: technical.c, envelope: technical.envelope });
});

test('one seed for both envelopes, and two envelopes that are too long together, are refused', async () => {
  const here = { ...await facts(), two_envelopes: true };
  const bodies = bodiesOf(offer, here);
  const one = { financial: seeds.financial, technical: seeds.financial };
  await assert.rejects(sealBid(here, bodies, one, proven), { code: 'one_seed' });
  const long = [1, 2, 3, 4].map((criterion) => ({ criterion, text: 'x'.repeat(2_000) }));
  await sealBid(here, bodiesOf({ ...offer, answers: long }, here), seeds, proven);
  const committee = (await members(16)).map(({ publicKey }) => publicKey);
  const many = { ...here, k: 9, committee: committee.map(hex), committee_hash: hex(await committeeHash(9, committee)) };
  await assert.rejects(sealBid(many, bodiesOf({ ...offer, answers: long }, many), seeds, proven), { code: 'envelopes_too_long' });
});

test('nothing is sealed when the page shows other terms or another committee than the chain holds', async () => {
  const here = await facts();
  const other = { ...here, terms: { ...here.terms, min_bids: 2 } };
  await assert.rejects(checkFacts(other), { code: 'terms_differ' });
  await assert.rejects(checkFacts({ ...here, committee: here.committee.toReversed() }), { code: 'committee_mismatch' });
  await assert.rejects(checkFacts({ ...here, k: 1 }), { code: 'committee_mismatch' });
  await assert.rejects(sealBid(other, bodiesOf(offer, other), seeds, proven), { code: 'terms_differ' });
  await checkFacts(here);
});

test('nothing is sealed when the chain does not prove what the page shows', async () => {
  const here = await facts();
  const steps = [];
  const unproven = async (told) => {
    assert.equal(told, here);
    throw new CodedError('bad_proof', 'not the chain');
  };
  await assert.rejects(sealBid(here, bodiesOf(offer, here), seeds, unproven, (step) => steps.push(step)), { code: 'bad_proof' });
  assert.deepEqual(steps, []);
});

test('a bid that is there already is replaced by its attempt', async () => {
  const bid = { c: bytesOf('c'), envelope: bytesOf('e', 500), technical: null };
  const first = actOf(await facts(), bid, null);
  assert.deepEqual([first.name, first.fields.technical], ['commit_bid', null]);
  const { name, fields } = actOf(await facts(1), bid, bytesOf('guarantee'));
  assert.deepEqual([name, fields.attempt, fields.guarantee], ['replace_bid', 1, bytesOf('guarantee')]);
  assert.equal(contextOf(await facts(1))[78], 2);
});

test('characters are counted as the envelope counts them', () => {
  assert.equal(answerLeft(''), 2000);
  assert.equal(answerLeft('𠮷'.repeat(2000)), 0);
  assert.equal(answerLeft('好'.repeat(2001)), -1);
});
