/**
 * The releases that the portal publishes, judged by libcoveocds, the checker of the Open Contracting Partnership, against
 * the schemas of OCDS 1.1. `cargo xtask test` installs the checker and says where the schemas are.
 */
import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '../support/server.js';

const CHECKER = process.env.TENDERSEAL_LIBCOVEOCDS;
const SCHEMAS = process.env.TENDERSEAL_OCDS_SCHEMAS;
test.skip(!CHECKER, 'libcoveocds is not installed');
test.skip(!SCHEMAS, 'the schemas of OCDS 1.1 are not there');

let server;
let folder;
test.beforeAll(async () => {
  test.setTimeout(400_000);
  folder = mkdtempSync(join(tmpdir(), 'tenderseal-ocds-'));
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the checker holds against a release package; it ends well whatever it finds. */
function faults(releases) {
  const file = join(folder, 'releases.json');
  writeFileSync(file, JSON.stringify(releases));
  const said = execFileSync(CHECKER, [file, '-s', '1.1', '--standard-zip', SCHEMAS], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const { version_used, count, validation_errors, additional_closed_codelist_values } = JSON.parse(said);
  expect({ version_used, count }).toEqual({ version_used: '1.1', count: releases.releases.length });
  return { validation_errors, additional_closed_codelist_values };
}

test('the release of a tender in each stage has no fault', async () => {
  const { tenders } = await server.json('/api/tenders');
  expect(new Set(tenders.map(({ stage }) => stage)).size).toBeGreaterThanOrEqual(3);
  // All of them first: the checker blocks this process for longer than the server keeps a connection.
  const packages = [];
  for (const { address } of tenders) packages.push(await server.json(`/ocds/${address}`));
  for (const releases of packages) {
    expect(faults(releases), releases.uri).toEqual({ validation_errors: [], additional_closed_codelist_values: {} });
  }
});

test('a release without its date and one with an unknown status are found', async () => {
  const { tenders } = await server.json('/api/tenders');
  const releases = await server.json(`/ocds/${tenders[0].address}`);

  const undated = structuredClone(releases);
  delete undated.releases[0].date;
  expect(faults(undated).validation_errors.length).toBeGreaterThan(0);

  const stranger = structuredClone(releases);
  stranger.releases[0].tender.status = 'sealed';
  const { validation_errors: errors, additional_closed_codelist_values: values } = faults(stranger);
  expect(errors.length + Object.keys(values).length).toBeGreaterThan(0);
});
