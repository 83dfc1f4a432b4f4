/**
 * Technical opening in the browser of whoever gives what opens an offer: a committee member opens the own stanza of every bid
 * and seals the share to each reader; a vendor seals the seed out of its receipt file. What was sealed is handed to the portal,
 * then one act names its hash.
 *
 * Around the form: `data-resharing="member"` with `data-opening-key`, or `="vendor"` with a file field; `data-facts` is where
 * the envelopes and the readers are, `data-blobs` where what was sealed goes.
 * @module page-resharing
 */
import { hex } from './bytes.js';
import { checkOpening } from './chain.js';
import { CodedError } from './errors.js';
import { Keystore } from './keystore.js';
import { mount } from './page-act.js';
import { blobOf, reshareBid, reshareOwn } from './reading.js';
import { RECEIPT_MAX, reopen } from './receipt.js';

const root = document.querySelector('[data-resharing]');

function report(form, bid, code) {
  const place = document.querySelector(`[data-bid="${bid}"] [data-bid-result]`);
  const text = form.querySelector(`[data-fault="${CSS.escape(code)}"]`) ?? form.querySelector('[data-fault="other"]');
  if (place) place.textContent = text.textContent;
}

async function facts(form) {
  const again = form.querySelector('[data-again]')?.checked ? '?all=1' : '';
  const answer = await fetch(`${root.dataset.facts}${again}`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new CodedError('no_envelopes', `the portal answered ${answer.status}`);
  const tender = await answer.json();
  // The page says which tender is opened; an answer for another one is refused as a whole.
  if (tender.contract !== form.dataset.contract || tender.genesis !== form.dataset.genesis) {
    throw new CodedError('other_tender', 'the answer is about another tender');
  }
  await checkOpening(tender);
  return tender;
}

/** Hands what was sealed to the portal, which keeps it under the hash that the act names. */
async function handOver(form, { blob, digest }) {
  const body = new FormData();
  body.append('csrf', form.querySelector('input[name="csrf"]').value);
  body.append('blob', new Blob([blob], { type: 'application/octet-stream' }));
  const answer = await fetch(root.dataset.blobs, { method: 'POST', body, headers: { accept: 'application/json' } });
  if (!answer.ok) throw new CodedError('not_kept', `the portal answered ${answer.status}`);
  const { sha256 } = await answer.json();
  if (sha256 !== hex(digest)) throw new CodedError('not_kept', 'the portal kept something else');
}

function confirmation(bids, digest) {
  return [[root.dataset.bidsLabel, bids.map((bid) => bid + 1).join(', ')], [root.dataset.digestLabel, hex(digest)]];
}

/** A member: the own share of every bid, sealed to its readers. */
async function asMember(form) {
  const key = await (await Keystore.open()).get(form.dataset.owner, root.dataset.openingKey);
  if (!key) throw new CodedError('no_opening_key', 'this browser does not hold the opening key');
  const tender = await facts(form);
  const progress = form.querySelector('[data-progress]');
  const entries = [];
  for (const [at, bid] of tender.bids.entries()) {
    progress.textContent = `${at + 1} / ${tender.bids.length}`;
    try {
      entries.push(...await reshareBid(tender, bid, key));
      report(form, bid.bid, 'good');
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      report(form, bid.bid, error.code);
    }
  }
  progress.textContent = '';
  if (entries.length === 0) throw new CodedError('nothing_opened', 'no envelope could be opened');
  const sealed = await blobOf(entries);
  await handOver(form, sealed);
  return { fields: { bids: sealed.bids, digest: sealed.digest }, rows: confirmation(sealed.bids, sealed.digest) };
}

/** A vendor: the seed of its own bid, out of the receipt file, which stays in this browser. */
async function asVendor(form) {
  const [file] = form.querySelector('input[type="file"]').files;
  if (!file) throw new CodedError('no_receipt', 'no file was chosen');
  if (file.size > RECEIPT_MAX) throw new CodedError('bad_receipt', 'the file is too long');
  const { technical } = await reopen(await file.text());
  if (!technical) throw new CodedError('bad_receipt', 'the receipt of a bid with one envelope');
  const tender = await facts(form);
  const [bid] = tender.bids;
  const sealed = await blobOf(await reshareOwn(tender, bid, technical));
  await handOver(form, sealed);
  return { fields: { bid: bid.bid, digest: sealed.digest }, rows: confirmation(sealed.bids, sealed.digest) };
}

// There is no form for somebody whose organisation may not act.
const form = root?.querySelector('form');
if (form) mount(form, root.dataset.resharing === 'member' ? asMember : asVendor);
