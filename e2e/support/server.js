/**
 * The portal under test: the real program, in a folder of its own, with a clock that the test moves.
 * @module server
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');
/** How long the first start may take: it makes a month of past on the chain. */
const START_MS = 300_000;

/**
 * Where a program of the workspace is.
 * @param {string} name
 * @returns {string}
 */
export function program(name) {
  const folder = process.env.TENDERSEAL_BINARIES ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'release');
  return join(folder, name);
}

/** A running demonstration. */
export class Server {
  #child;

  constructor(child, folder, log) {
    this.#child = child;
    this.folder = folder;
    this.log = log;
  }

  /**
   * Starts the portal and waits until it has told its address and its people.
   * @param {{log?: string}} [options] how much it logs; warnings by default
   * @returns {Promise<Server>}
   */
  static async start({ log: filter = 'warn' } = {}) {
    const path = process.env.TENDERSEAL_PORTAL ?? program('tenderseal-portal');
    if (!existsSync(path)) throw new Error(`${path} is not there: cargo build --release -p tenderseal-portal, or set TENDERSEAL_PORTAL`);
    const home = mkdtempSync(join(tmpdir(), 'tenderseal-e2e-'));
    const folder = join(home, 'data');
    const log = join(home, 'server.log');
    const file = openSync(log, 'a');
    const options = { stdio: ['ignore', file, file], env: { ...process.env, TENDERSEAL_LOG: filter } };
    const child = spawn(path, ['demo', '--listen', '127.0.0.1:0', '--data', folder, '--clock', 'manual'], options);
    closeSync(file);
    const server = new Server(child, folder, log);
    server.home = home;
    await server.#read(performance.now() + START_MS);
    return server;
  }

  /** Reads address, password and people out of what the program prints. */
  async #read(until) {
    for (;;) {
      const said = readFileSync(this.log, 'utf8');
      const origin = /^Tenderseal 封标\s+(http:\S+)$/m.exec(said)?.[1];
      const password = /\(password of all 统一密码: (\S+)\):$/m.exec(said)?.[1];
      if (origin && password && said.includes('Ctrl-C')) {
        this.origin = origin;
        this.password = password;
        const lines = said.matchAll(/^ {2}(\S+?)@(\S+)\s/gm);
        this.people = new Map([...lines].map(([, name, domain]) => [name, `${name}@${domain}`]));
        return;
      }
      if (this.#child.exitCode !== null) throw new Error(`the portal ended:\n${said}`);
      if (performance.now() > until) throw new Error(`the portal did not start:\n${said}`);
      await pause(100);
    }
  }

  /** What the server has logged so far. */
  logged() {
    return readFileSync(this.log);
  }

  async json(path) {
    const answer = await fetch(`${this.origin}${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** A tender's facts as the portal tells programs. */
  tender(address) {
    return this.json(`/api/tenders/${address}`);
  }

  /** The one tender of the demonstration that is in a stage. */
  async tenderIn(stage) {
    const { tenders } = await this.json('/api/tenders');
    const found = tenders.filter((tender) => tender.stage === stage);
    if (found.length !== 1) throw new Error(`${found.length} tenders in stage ${stage}`);
    return found[0].address;
  }

  /**
   * Moves the chain's time.
   * @param {number} now Unix seconds
   */
  async moveTo(now) {
    const answer = await fetch(`${this.origin}/demo/clock`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ now }),
    });
    if (!answer.ok) throw new Error(`the clock: ${answer.status} ${await answer.text()}`);
  }

  /** Ends this test's own child, and removes its folder. */
  async stop() {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      const late = setTimeout(() => this.#child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(late);
    }
    rmSync(this.home, { recursive: true, force: true });
  }
}
