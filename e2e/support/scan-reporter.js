/**
 * Fails a whole run that has left out a page: each is looked at by some specification in one language at least.
 * A run of some specifications only, or of a part of them, is not judged; with `E2E_SCANS` it tells what it left out.
 * @module scan-reporter
 */
import { readdirSync } from 'node:fs';
import { missing, scansOf } from './scans.js';

/** What somebody says who wants some of the tests; it is told nowhere else. */
const SOME = /^(-g|-G|--grep|--grep-invert|--shard|--last-failed|--only-changed|--test-list|--test-list-invert)(=|$)|\.js:\d+$/;

/** Notes what the tests looked at. */
export default class ScanReporter {
  #paths = new Set();
  #all = false;
  #left = new Set();

  onBegin(config, suite) {
    const specs = readdirSync(config.projects[0].testDir).filter((name) => name.endsWith('.spec.js'));
    const tests = suite.allTests();
    this.#left = new Set(tests.map(({ id }) => id));
    this.#all = !process.argv.some((word) => SOME.test(word))
      && specs.every((name) => tests.some(({ location }) => location.file.endsWith(`/${name}`)));
  }

  onTestEnd({ id }, result) {
    this.#left.delete(id);
    for (const path of scansOf(result)) this.#paths.add(path);
  }

  /** A run is whole if it has every specification, and each test of them has come to its end. */
  onEnd() {
    const whole = this.#all && this.#left.size === 0;
    const pages = whole || process.env.E2E_SCANS ? missing([...this.#paths]) : [];
    if (pages.length === 0) return undefined;
    console.log(`\nPages that nothing looked at:\n${pages.map((path) => `  ${path || '/'}`).join('\n')}`);
    return whole ? { status: 'failed' } : undefined;
  }
}
