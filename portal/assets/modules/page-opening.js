/**
 * Opening day in a committee member's browser: fetches the sealed envelopes, refuses one that was sealed for
 * anything but this tender, opens the own stanza of each other, and signs one act with all the shares.
 * @module page-opening
 */
import { checkBinding } from './binding.js';
import { unhex } from './bytes.js';
import { checkOpening } from './chain.js';
import { CodedError } from './errors.js';
import { KIND } from './header.js';
import { Keystore } from './keystore.js';
import { mount } from './page-act.js';
import { openStanza } from './tse1.js';

/** Around the form: which opening key, and where the envelopes are. Not there when nothing is to be opened. */
const opener = document.querySelector('[data-opener]');

function report(form, bid, code) {
  const row = document.querySelector(`[data-bid="${bid}"]`);
  const text = (form.querySelector(`[data-fault="${CSS.escape(code)}"]`) ?? form.querySelector('[data-fault="other"]')).textContent;
  row.querySelector('[data-bid-result]').textContent = text;
  const objection = document.querySelector(`[data-objection="${bid}"]`);
  if (objection && (code === 'stanza' || code === 'share_hash')) objection.hidden = false;
}

async function openingKey(owner, id) {
  const key = await (await Keystore.open()).get(owner, id);
  if (!key) throw new CodedError('no_opening_key', 'this browser does not hold the opening key');
  return key;
}

/** The shares of all bids that open, and what the confirmation lists. */
async function openAll(form) {
  const key = await openingKey(form.dataset.owner, opener.dataset.openingKey);
  const answer = await fetch(opener.dataset.envelopes, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new CodedError('no_envelopes', `the portal answered ${answer.status}`);
  const tender = await answer.json();
  // The page says which tender is opened; an answer for another one is refused as a whole.
  if (tender.contract !== form.dataset.contract || tender.genesis !== form.dataset.genesis) {
    throw new CodedError('other_tender', 'the answer is about another tender');
  }
  await checkOpening(tender);
  const shares = [];
  const progress = form.querySelector('[data-progress]');
  for (const bid of tender.bids) {
    progress.textContent = `${shares.length + 1} / ${tender.bids.length}`;
    try {
      const envelope = unhex(bid.envelope);
      await checkBinding(tender, bid, envelope, KIND.financial);
      const share = await openStanza({
        envelope, i: tender.member, privateKey: key.privateKey, publicKey: key.publicKey,
      });
      shares.push({ bid: bid.bid, share });
      report(form, bid.bid, 'good');
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      report(form, bid.bid, error.code);
    }
  }
  progress.textContent = '';
  if (shares.length === 0) throw new CodedError('nothing_opened', 'no envelope could be opened');
  const numbers = shares.map(({ bid }) => bid + 1).join(', ');
  return { fields: { shares }, rows: [[opener.dataset.bidsLabel, numbers]] };
}

// There is no form for somebody whose organisation may not act.
const form = opener?.querySelector('form');
if (form) mount(form, openAll);
