/**
 * The one error type of the browser modules.
 * @module errors
 */

/**
 * An error with a stable code, so that a page can show the sentence in the reader's language.
 * The message is for developers; it never holds a secret.
 */
export class CodedError extends Error {
  /**
   * @param {string} code stable, snake_case, for example `share_duplicate`
   * @param {string} message what was wrong, and where
   */
  constructor(code, message) {
    super(message);
    this.name = 'CodedError';
    this.code = code;
  }
}
