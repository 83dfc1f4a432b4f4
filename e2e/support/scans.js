/**
 * Which pages of the portal a run has looked at, and which it should have.
 * @module scans
 */
import { test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROUTES = resolve(import.meta.dirname, '../../portal/src/web/routes.rs');
/** The mark that a test carries for each page that it looked at. */
const SCAN = 'scan';

/** Addresses with a language before them that answer something else than a page, and what. */
const NO_PAGES = {
  '/tenders/{address}/opening.pdf': 'a paper; its accessibility is tested where it is made',
  '/tenders/{address}/evaluation.pdf': 'a paper',
  '/tenders/{address}/award.pdf': 'a paper',
  '/organisations/{id}/documents/{sha256}': 'a file that somebody uploaded',
  '/tenders/{address}/opening/envelopes': 'JSON for the browser of a member',
  '/tenders/{address}/technical-opening/envelopes': 'JSON for the browser of a member',
  '/tenders/{address}/open-offer/envelope': 'JSON for the browser of a vendor',
  '/tenders/{address}/reading/envelopes': 'JSON for the browser of an evaluator',
};

/** Notes in the running test that the page was looked at. */
export function noteScan(page) {
  const [, path] = /^\/(?:en|zh)(\/.*)?$/.exec(new URL(page.url()).pathname) ?? [];
  const description = path ?? '';
  const { annotations } = test.info();
  if (!annotations.some((one) => one.type === SCAN && one.description === description)) annotations.push({ type: SCAN, description });
}

/** The paths that a test's marks tell of. */
export const scansOf = ({ annotations }) => annotations.filter(({ type }) => type === SCAN).map(({ description }) => description ?? '');

/** Every page of the portal, as its table of routes has them. */
export function pages() {
  const routes = [...readFileSync(ROUTES, 'utf8').matchAll(/^ {4}get\(\s*"([^"]*)"/gm)].map(([, path]) => path);
  const gone = Object.keys(NO_PAGES).filter((path) => !routes.includes(path));
  if (routes.length < 50 || gone.length > 0) throw new Error(`${ROUTES} has ${routes.length} pages, and not ${gone.join(', ')}`);
  return routes.filter((path) => !(path in NO_PAGES));
}

/** The route that answers a path: a word that is written out goes before one that stands for many. */
export function routeOf(path, routes) {
  const words = path.split('/');
  const fits = (route) => {
    const parts = route.split('/');
    return parts.length === words.length && parts.every((part, at) => part === words[at] || (part.startsWith('{') && words[at] !== ''));
  };
  const open = (route) => route.split('{').length;
  return routes.filter(fits).sort((one, other) => open(one) - open(other))[0];
}

/** The pages that none of the paths leads to. */
export function missing(paths) {
  const routes = pages();
  const seen = new Set(paths.map((path) => routeOf(path, routes)));
  return routes.filter((route) => !seen.has(route));
}
