/** The same modules in the real browser, under the portal's content security policy. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { FILES as PUBLISHED } from './wycheproof.mjs';

const assets = new URL('../', import.meta.url);
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; "
  + "require-trusted-types-for 'script'; trusted-types 'none'";
const FILES = [
  [/^\/(modules\/[\w/-]+\.js)$/, (path) => new URL(path, assets), 'text/javascript'],
  [/^\/(tests\/browser\/page\.js)$/, (path) => new URL(path, assets), 'text/javascript'],
  [/^\/(tests\/wycheproof\.mjs)$/, (path) => new URL(path, assets), 'text/javascript'],
  [/^\/(vectors\/\w+_test\.json)$/, (path) => new URL(`tests/${path}`, assets), 'application/json'],
  [/^\/(page\.html)$/, (path) => new URL(`tests/browser/${path}`, assets), 'text/html'],
  [/^\/vectors\/(tse1\.json)$/, (path) => new URL(`../../crates/envelope/vectors/${path}`, assets), 'application/json'],
];
const browser = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find((path) => path && existsSync(path));
const skip = !browser && !process.env.CI && 'no Chromium is installed: apt-get install chromium';
const visits = { make: deferred(), use: deferred() };
const running = {};

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

async function respond(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
  if (request.method === 'POST' && pathname === '/seen') {
    const chunks = await request.toArray();
    visits[searchParams.get('visit')].resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.writeHead(204).end();
    return;
  }
  const [pattern, locate, type] = FILES.find(([path]) => path.test(pathname)) ?? [];
  if (!pattern) {
    response.writeHead(404).end();
    return;
  }
  const content = await readFile(locate(pathname.match(pattern)[1]));
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': POLICY }).end(content);
}

before(async () => {
  if (skip) return;
  assert.ok(browser, 'CI needs Chromium');
  running.server = createServer((request, response) => {
    respond(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((resolve) => running.server.listen(0, '127.0.0.1', resolve));
  running.profile = await mkdtemp(join(tmpdir(), 'tenderseal-modules-'));
  const sandbox = process.getuid() === 0 ? ['--no-sandbox'] : [];
  running.chromium = spawn(browser, [
    '--headless=new', '--disable-gpu', '--no-first-run', `--user-data-dir=${running.profile}`, ...sandbox,
    `http://127.0.0.1:${running.server.address().port}/page.html?visit=make`,
  ], { stdio: 'ignore' });
  const failed = (error) => Object.values(visits).forEach(({ reject }) => reject(error));
  running.chromium.on('error', failed);
  running.chromium.on('exit', (code) => failed(new Error(`Chromium ended with ${code}`)));
  running.timer = setTimeout(() => failed(new Error('the page has not answered within two minutes')), 120_000);
});

after(async () => {
  if (skip) return;
  clearTimeout(running.timer);
  const ended = new Promise((resolve) => running.chromium.once('exit', resolve));
  running.chromium.kill();
  await ended;
  running.server.close();
  await rm(running.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

test('the policy forbids eval, markup from strings and other hosts', { skip }, async () => {
  const seen = await visits.make.promise;
  assert.equal(seen.failed, undefined);
  assert.deepEqual([seen.eval, seen.innerHtml, seen.foreignRequest], ['EvalError', 'TypeError', 'TypeError']);
});

test('Chromium seals and judges the vectors as everything else does', { skip }, async () => {
  const seen = await visits.make.promise;
  assert.ok(seen.vectors >= 150);
  assert.deepEqual(seen.differing, []);
});

test('Chromium gives the answers of Wycheproof', { skip }, async () => {
  const { published } = await visits.make.promise;
  for (const [name, { least }] of Object.entries(PUBLISHED)) {
    assert.deepEqual(published[name].failed, [], name);
    assert.ok(published[name].ran >= least, name);
  }
});

test('keys are kept only when they cannot be extracted', { skip }, async () => {
  const seen = await visits.make.promise;
  assert.deepEqual([seen.restored, seen.demoExtractable, seen.extractableKept], [true, false, 'extractable_key']);
});

test('after a reload the keys of one owner are there, work, and can be neither read nor confused', { skip }, async () => {
  const { ids } = await visits.make.promise;
  const seen = await visits.use.promise;
  assert.equal(seen.failed, undefined);
  assert.deepEqual(seen.ids, ids);
  assert.deepEqual([seen.others, seen.strangers], [1, 0]);
  assert.equal(seen.share, 'share');
  assert.deepEqual(seen.exported, Array(4).fill('InvalidAccessError'));
  const raw = Buffer.from(seen.publicKey, 'hex');
  const [x, y] = [raw.subarray(0, 32), raw.subarray(32)].map((part) => part.toString('base64url'));
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  assert.ok(verify('sha256', Buffer.from('act'), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(seen.signature, 'hex')));
});

test('a forgotten key is gone, and a browser without storage says so', { skip }, async () => {
  const seen = await visits.use.promise;
  assert.deepEqual([seen.forgotten, seen.left, seen.noStorage], [true, 1, 'no_storage']);
});

test('a countdown shows the time left and speaks only at a threshold and at the end', { skip }, async () => {
  const { countdown } = await visits.use.promise;
  assert.deepEqual(countdown, ['1分钟1秒钟', '距投标截止还有1分钟。', '投标已截止。', '投标已截止。']);
});
