/**
 * Where the browser keeps a person's keys: IndexedDB, private keys as CryptoKey objects that are not
 * extractable, so that no script can read them and a copied profile folder is of no use without the browser.
 * @module keystore
 */
import { CodedError } from './errors.js';

export { createKey, importDemoKey, keyId, restoreKey } from './keys.js';

const DATABASE = 'tenderseal-keys';
const STORE = 'keys';

/**
 * @typedef {import('./keys.js').HeldKey & {owner: string}} StoredKey
 * `owner` is the account that the key belongs to, so that two people can share a computer
 */

/** The keys of this browser. Every method rejects with `no_storage` where IndexedDB is refused. */
export class Keystore {
  #database;

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.#database = database;
  }

  /**
   * Opens the store, and makes it on first use.
   * @param {IDBFactory} [factory]
   * @returns {Promise<Keystore>}
   */
  static async open(factory = globalThis.indexedDB) {
    if (!factory) throw new CodedError('no_storage', 'this browser offers no IndexedDB');
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ['owner', 'id'] });
    return new Keystore(await settled(request));
  }

  /**
   * Keeps a key; one that is there already is replaced.
   * @param {string} owner
   * @param {import('./keys.js').HeldKey} key
   * @returns {Promise<void>}
   * @throws {CodedError} `extractable_key`
   */
  async put(owner, key) {
    if (key.privateKey.extractable) throw new CodedError('extractable_key', 'only a key that cannot be extracted is kept');
    const { id, kind, publicKey, privateKey } = key;
    await this.#run('readwrite', (store) => store.put({ owner, id, kind, publicKey, privateKey }));
  }

  /**
   * The keys of one owner, in the order of their ids.
   * @param {string} owner
   * @param {'signing'|'opening'} [kind] both when it is left out
   * @returns {Promise<StoredKey[]>}
   */
  async list(owner, kind) {
    const keys = await this.#run('readonly', (store) => store.getAll(IDBKeyRange.bound([owner], [owner, []])));
    return keys.filter((key) => kind === undefined || key.kind === kind);
  }

  /**
   * One key, or undefined.
   * @param {string} owner
   * @param {string} id
   * @returns {Promise<StoredKey|undefined>}
   */
  get(owner, id) {
    return this.#run('readonly', (store) => store.get([owner, id]));
  }

  /**
   * Forgets a key. Without its backup it is lost.
   * @param {string} owner
   * @param {string} id
   * @returns {Promise<void>}
   */
  async forget(owner, id) {
    await this.#run('readwrite', (store) => store.delete([owner, id]));
  }

  /** Runs one request in a transaction of its own and waits until that is durable. */
  async #run(mode, act) {
    const transaction = this.#database.transaction(STORE, mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(failure(transaction.error));
    });
    const [result] = await Promise.all([settled(act(transaction.objectStore(STORE))), done]);
    return result;
  }
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request.error));
  });
}

function failure(error) {
  return new CodedError('no_storage', `the browser's storage refused: ${error?.name ?? 'no reason given'}`);
}
