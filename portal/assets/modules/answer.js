/**
 * What an officer signs in place of an answer's text (CONTRACTS rule 3).
 * @module answer
 */
import { uintLe, unhex, utf8 } from './bytes.js';
import { sha256 } from './hash.js';

const DOMAIN = utf8('TENDERSEAL-ANSWER\0');

/**
 * The hash that names an answer: SHA-256 of "TENDERSEAL-ANSWER\0" ‖ tender20 ‖ question u32 little-endian ‖
 * question hash32 ‖ text in UTF-8 (crates/rules/src/tender/questions.rs). Line ends are LF, as a text area gives
 * them; the portal brings those that a form sends back to that.
 * @param {object} answer
 * @param {string} answer.tender address in hexadecimal digits
 * @param {number} answer.question the question's number, from 0
 * @param {string} answer.asked the question's hash in hexadecimal digits
 * @param {string} answer.text
 * @returns {Promise<Uint8Array>} 32 bytes
 * @throws {CodedError} `hex`, `length`, `out_of_range`
 */
export async function answerHash({ tender, question, asked, text }) {
  return sha256(
    DOMAIN,
    unhex(tender, 20),
    uintLe(question, 4),
    unhex(asked, 32),
    utf8(text.replaceAll('\r\n', '\n')),
  );
}
