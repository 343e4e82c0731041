/* Builds web/vendor/ from the packages of the lock file: each library one module that browsers load as it is, and of
 * which pages.mjs builds the pages. What is large is packed here, so that the server need not do it at each start. */
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, 'vendor');
const version = (name) => JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version;

const MODULES = [
    {
        name: 'preact.js',
        of: [
            ['preact', 'MIT, Copyright (c) Jason Miller'],
            ['htm', 'Apache-2.0, Copyright Google Inc.'],
        ],
        text: `import { h } from 'preact';
               import htm from 'htm';
               export { h, render, Fragment } from 'preact';
               export { useCallback, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo, useRef,
                         useState } from 'preact/hooks';
               export const html = htm.bind(h);`,
    },
    {
        name: 'zxing.js',
        of: [['zxing-wasm', 'MIT, Copyright (c) Ze-Zheng Wu; zxing-cpp: Apache-2.0']],
        text: `export { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';`,
    },
    {
        name: 'uplot.js',
        of: [['uplot', 'MIT, Copyright (c) Leon Sorokin']],
        text: `export { default } from 'uplot';`,
    },
];

async function bundle({ name, of, text }) {
    await build({
        stdin: { contents: text, resolveDir: here },
        outfile: join(vendor, name),
        bundle: true,
        minify: true,
        format: 'esm',
        platform: 'browser',
        target: 'es2020',
        legalComments: 'none',
        banner: { js: `/*! ${of.map(([lib, licence]) => `${lib} ${version(lib)}, ${licence}`).join('; ')} */` },
        logLevel: 'warning',
    });
}

rmSync(vendor, { recursive: true, force: true });
mkdirSync(vendor);
await Promise.all(MODULES.map(bundle));
copyFileSync(join(here, 'node_modules', 'uplot', 'dist', 'uPlot.min.css'), join(vendor, 'uplot.css'));
const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
copyFileSync(wasm, join(vendor, 'zxing_reader.wasm'));
writeFileSync(join(vendor, 'zxing_reader.wasm.gz'), gzipSync(readFileSync(wasm), { level: 9 }));
