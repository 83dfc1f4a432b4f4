/**
 * An evaluator reads technical offers: fetches what was sealed to it, opens and judges every envelope in this browser, and shows the
 * answers. They are never sent anywhere. Where the page has a form, one act signs what was found in all of them.
 *
 * `[data-reading]` says in data attributes: `data-envelopes` (where to fetch), `data-owner` and `data-reading-key` (which key
 * opens), `data-contract`, `data-genesis`. Filled in: `[data-bid="0"] [data-bid-result]` and
 * `[data-answer][data-of-bid="0"][data-criterion="1"]`.
 * @module page-reading
 */
import { CodedError } from './errors.js';
import { Keystore } from './keystore.js';
import { mount } from './page-act.js';
import { agrees, readBid, wordOf } from './reading.js';

const root = document.querySelector('[data-reading]');
const texts = JSON.parse(root.dataset.texts);
const words = (code) => texts[`reading-result-${code}`] ?? texts['reading-result-other'];

async function fetchAll() {
  const key = await (await Keystore.open()).get(root.dataset.owner, root.dataset.readingKey);
  if (!key) throw new CodedError('no_reading_key', 'this browser does not hold the reading key');
  const answer = await fetch(root.dataset.envelopes, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new CodedError('no_envelopes', `the portal answered ${answer.status}`);
  const tender = await answer.json();
  if (tender.contract !== root.dataset.contract || tender.genesis !== root.dataset.genesis) {
    throw new CodedError('other_tender', 'the answer is about another tender');
  }
  return { tender, key };
}

/** What an envelope turned out to be: a reading, or the code of why there is none. */
async function readOne(tender, bid, key) {
  try {
    const reading = await readBid(tender, bid, key);
    const [word] = wordOf(reading);
    return { bid, reading, code: agrees(reading, bid.found) ? word : 'differs' };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { bid, reading: null, code: error.code };
  }
}

function show({ bid, reading, code }) {
  for (const place of document.querySelectorAll(`[data-bid="${bid.bid}"] [data-bid-result]`)) place.textContent = words(code);
  for (const place of document.querySelectorAll(`[data-answer][data-of-bid="${bid.bid}"]`)) {
    const given = reading?.body?.answers.find(({ criterion }) => String(criterion) === place.dataset.criterion);
    place.textContent = reading?.body ? given?.text || texts['score-no-answer'] : words(code);
  }
}

function fail(error) {
  const box = root.querySelector('[data-reading-error]');
  box.textContent = texts[`reading-error-${error.code}`] ?? texts['reading-error-failed'];
  box.hidden = false;
  box.focus();
}

const progress = root.querySelector('[data-progress]');

async function readAll() {
  const { tender, key } = await fetchAll();
  const read = [];
  for (const bid of tender.bids) {
    progress.textContent = texts['reading-progress'].replace('%at%', read.length + 1).replace('%all%', tender.bids.length);
    const found = await readOne(tender, bid, key);
    show(found);
    read.push(found);
  }
  progress.textContent = texts['reading-read'].replace('%all%', read.length);
  return { tender, read };
}

/** The verdicts that this evaluator can sign now: of what the panel has not found; of unopened ones once that is over. */
function verdictsOf({ tender, read }) {
  const open = read.filter(({ bid, reading }) => reading && !bid.decided);
  const due = open.filter(({ reading }) => reading.verdict.finding !== 'unopened' || tender.may_give_up);
  const given = due.slice(0, tender.most);
  if (given.length === 0) throw new CodedError('nothing_read', 'there is nothing to sign');
  return {
    fields: { verdicts: given.map(({ bid, reading }) => ({ bid: bid.bid, verdict: reading.verdict })) },
    rows: given.map(({ bid, reading }) => {
      const [word, hash] = wordOf(reading);
      return [bid.vendor_name, hash ? `${words(word)}\n${hash}` : words(word)];
    }),
  };
}

const reading = readAll();
reading.catch(fail);
const form = root.querySelector('form[data-act="judge_bids"]');
if (form) mount(form, async () => verdictsOf(await reading));
