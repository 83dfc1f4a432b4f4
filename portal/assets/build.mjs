// Builds portal/assets/vendor from the pinned packages: `npm ci && node build.mjs`.
// With --check it writes nothing and fails when what is committed differs.
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as sass from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const at = (...parts) => join(here, ...parts);
const govuk = at('node_modules', 'govuk-frontend');

const { css } = sass.compile(at('styles', 'tenderseal.scss'), {
  loadPaths: [at('node_modules')], style: 'compressed', quietDeps: true,
  // Else a byte order mark stands before the first rule and hides it from browsers.
  charset: false,
});
const script = await readFile(join(govuk, 'dist', 'govuk', 'govuk-frontend.min.js'), 'utf8');
const { version } = JSON.parse(await readFile(join(govuk, 'package.json'), 'utf8'));
// The package names its licence (MIT) but ships no file of it; the text and the
// copyright line stand in LICENCES.md beside what is built.
const built = {
  'tenderseal.css': `/*! govuk-frontend ${version}, MIT, (c) Crown Copyright (Government Digital Service); see LICENCES.md */\n${css}\n`,
  'govuk-frontend.min.js': script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'),
};

await mkdir(at('vendor'), { recursive: true });
let stale = 0;
for (const [name, text] of Object.entries(built)) {
  const file = at('vendor', name);
  if (!process.argv.includes('--check')) {
    await writeFile(file, text);
    console.log(`${name} ${text.length} bytes`);
  } else if (await readFile(file, 'utf8').catch(() => '') !== text) {
    console.error(`${name} is not what the sources give: run node build.mjs`);
    stale += 1;
  }
}
process.exitCode = stale ? 1 : 0;
