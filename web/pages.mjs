/* Builds web/built/, the pages as they are served, of the sources beside this file. Browsers run those as they are
 * (`besa serve --web web`), but they are too many files for a phone on a slow line: here the staff app is a shell and
 * one file per screen, and the checker is one file.
 *
 * A file's name holds the digest of its content, so a browser that has the file never asks for it again; the server
 * sees that from the name (app/http/asset.c). Only the pages themselves and the checker's worker keep their names. It
 * follows that a file can name only what was built before it: first the shell, then the screens, which import it, then
 * main.js, which names them all. An address in a source ("/staff/staff.css") becomes what the file is called here. */
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { OFFICES } from './offices.mjs';
import { LANGUAGES as CHECK_LANGUAGES } from './check/languages.js';
import { SCREENS } from './staff/screens.js';

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, 'built');
const LANGUAGES = ['sq', 'en'];
const DIGEST = 10; /* hexadecimal digits of it in a name: NAME_DIGEST of app/http/asset.c */
const ADDRESS = /(["'`])(\/(?:check|staff|vendor|i18n)\/[a-z0-9_/.-]+)\1/g;
const KEEPS = /^(export )?(let |const \w+ = new (?!Intl\.))/m; /* a variable, or an object that changes */
const OPTIONS = { minify: true, target: 'es2020', legalComments: 'inline' };

/* The words that signing in needs: those that begin so, and these. They come before anybody has signed in, so none may
 * tell a stranger what the register is for (tests/e2e/load.test.mjs). */
const FIRST_BEGINNINGS = ['sign_in.', 'form.', 'curtain.', 'language.'];
const FIRST_KEYS = ['again', 'loading', 'screen.home', 'screen.unfetched', 'screen.unfetched.next', 'skip'];
const FIRST_PROBLEMS = ['busy', 'internal', 'limit', 'origin', 'other', 'required', 'too_long', 'unreachable'];

/** What became of a source: its address → the address of what was built. @type {Map<string, string>} */
const addresses = new Map();
/** Sources that are written here and not read. @type {Map<string, string>} */
const written = new Map();

/** @param {string} path @returns {string} "/staff/app.js" */
const addressOf = (path) => `/${relative(here, path)}`;

/** @param {string} address */
const read = (address) => written.get(address) ?? readFileSync(join(here, address), 'utf8');

/** A source with the addresses of what has been built. @param {string} address */
const readAddressed = (address) =>
    read(address).replace(ADDRESS, (all, quote, at) => quote + (addresses.get(at) ?? at) + quote);

/** @param {string} at @param {string | Uint8Array} content */
function put(at, content) {
    const packed = gzipSync(content, { level: 9 });

    writeFileSync(join(built, at), content);
    if (packed.length < Buffer.byteLength(content)) writeFileSync(join(built, `${at}.gz`), packed);
}

/** Under a name with its digest. @param {string} side "staff" @param {string} name "app.js"
 * @param {string | Uint8Array} content @param {string[]} sources what stands in it */
function keep(side, name, content, sources) {
    const digest = createHash('sha256').update(content).digest('hex').slice(0, DIGEST);
    const at = `/${side}/${name.replace(/(?=\.[a-z]+$)/, `-${digest}`)}`;

    put(at, content);
    for (const source of sources) addresses.set(source, at);
}

/** Imports lead to what has been built, or to the source. @type {import('esbuild').Plugin} */
const SOURCES = {
    name: 'sources',
    setup({ onResolve, onLoad }) {
        onResolve({ filter: /^[./]/ }, ({ kind, path, resolveDir }) => {
            const address = path.startsWith('/') ? path : addressOf(join(resolveDir, path));
            const at = kind === 'entry-point' ? undefined : (addresses.get(address) ?? address);
            return [...addresses.values()].includes(at) ? { path: at, external: true } : { path: join(here, address) };
        });
        onLoad({ filter: /\.js$/ }, ({ path }) => ({ contents: readAddressed(addressOf(path)), loader: 'js' }));
    },
};

/** @param {string} address of the module to begin with @param {'esm' | 'iife'} [format]
 * @returns {Promise<{ code: string, map: string, sources: string[] }>} */
async function bundle(address, format = 'esm') {
    const { outputFiles, metafile } = await build({
        ...OPTIONS,
        entryPoints: [address],
        outdir: join(built, posix.dirname(address)),
        absWorkingDir: here,
        format,
        bundle: true,
        sourcemap: 'external',
        metafile: true,
        write: false,
        plugins: [SOURCES],
        logLevel: 'warning',
    });
    const text = (/** @type {string} */ ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';

    return { code: text('.js'), map: text('.map'), sources: Object.keys(metafile.inputs).map((path) => `/${path}`) };
}

/** A bundle, with a map for whoever looks for a fault. @param {string} address
 * @param {string[]} [sources] that others will find in it; without: the module it begins with */
async function script(address, sources = [address]) {
    const [, side] = address.split('/');
    const name = posix.basename(address);
    const { code, map } = await bundle(address);

    keep(side, name, `${code}//# sourceMappingURL=${name}.map\n`, sources);
    put(`/${side}/${name}.map`, map);
}

/** @param {string} address @param {string} side */
async function style(address, side) {
    const { code } = await transform(readAddressed(address), { ...OPTIONS, loader: 'css' });

    keep(side, posix.basename(address), code, [address]);
}

/** A small picture stands where it is shown, so that nobody asks for it. @param {string} address of an SVG */
function inline(address) {
    addresses.set(address, `data:image/svg+xml,${encodeURIComponent(read(address).trim()).replaceAll("'", '%27')}`);
}

/** What is taken as it is. @param {string} address @param {string} side */
function file(address, side) {
    keep(side, posix.basename(address), readFileSync(join(here, address)), [address]);
}

/** @param {string} side "staff", or a part of its words, "staff_offices" @param {string} language
 * @param {Record<string, string>} words */
function words(side, language, words) {
    const [folder, part] = side.split('_');

    keep(folder, `words_${part ? `${part}_` : ''}${language}.json`, JSON.stringify(words), [
        `/i18n/${side}_${language}.json`,
    ]);
}

/** @param {string} side */
const page = (side) => put(`/${side}/index.html`, readAddressed(`/${side}/index.html`));

async function checker() {
    for (const name of ['icon.svg', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png'])
        file(`/check/${name}`, 'check');
    for (const { src } of JSON.parse(read('/check/manifest.webmanifest')).screenshots) file(src, 'check');
    file('/check/scanner_code.svg', 'check');
    file('/vendor/zxing_reader.wasm', 'check');
    keep('check', 'manifest.webmanifest', readAddressed('/check/manifest.webmanifest'), [
        '/check/manifest.webmanifest',
    ]);
    for (const language of Object.keys(CHECK_LANGUAGES))
        words('check', language, JSON.parse(read(`/i18n/check_${language}.json`)));
    await style('/check/check.css', 'check');
    await script('/check/qr_reader.js');
    await script('/check/qr_worker.js');
    await script('/check/app.js');
    await script('/check/main.js');
    put('/check/sw.js', (await bundle('/check/sw.js', 'iife')).code);
    inline('/check/icon.svg'); /* in the page; the manifest has it by its name */
    page('check');
}

/** @param {string} key */
const isFirst = (key) =>
    FIRST_BEGINNINGS.some((beginning) => key.startsWith(beginning)) ||
    FIRST_KEYS.includes(key) ||
    (key.startsWith('problem.') && FIRST_PROBLEMS.includes(key.slice('problem.'.length)));

/** @param {string} key */
const isOffices = (key) => !isFirst(key) && OFFICES.some((beginning) => key.startsWith(beginning));

function staffWords() {
    /** @type {Record<string, Record<string, string>>} */
    const first = {};

    for (const language of LANGUAGES) {
        const all = Object.entries(JSON.parse(read(`/i18n/staff_${language}.json`)));
        first[language] = Object.fromEntries(all.filter(([key]) => isFirst(key)));
        words('staff', language, Object.fromEntries(all.filter(([key]) => !isFirst(key) && !isOffices(key))));
        words('staff_offices', language, Object.fromEntries(all.filter(([key]) => isOffices(key))));
    }
    written.set('/staff/first_words.js', `export const FIRST_WORDS = ${JSON.stringify(first)};`);
}

/** Modules of several screens that keep something: each screen would have it for itself.
 * @returns {Promise<string[]>} */
async function keptTogether() {
    const screens = await Promise.all(SCREENS.map((screen) => bundle(`/staff/screens/${screen.file}`)));
    const all = screens.flatMap(({ sources }) => sources);
    const several = new Set(all.filter((source, i) => all.indexOf(source) !== i));

    return [...several].filter((source) => KEEPS.test(read(source)));
}

/** The app, with all that it and those are made of, for the screens to take from: no module is in both. */
async function staffShell() {
    const exported = (/** @type {string[]} */ sources) =>
        written.set('/staff/shell.js', sources.map((source) => `export * from '${source}';`).join('\n'));

    exported(['/staff/app.js', ...(await keptTogether())]);
    const { sources } = await bundle('/staff/shell.js');
    const modules = sources.filter((source) => source !== '/staff/shell.js');
    exported(modules);
    await script('/staff/shell.js', modules);
}

async function staff() {
    for (const language of [...LANGUAGES, 'el'])
        words('staff_sheet', language, JSON.parse(read(`/i18n/staff_sheet_${language}.json`)));
    inline('/staff/mark.svg');
    file('/vendor/uplot.js', 'staff');
    await style('/vendor/uplot.css', 'staff');
    await style('/staff/staff.css', 'staff');
    staffWords();
    await staffShell();
    await Promise.all(SCREENS.map((screen) => script(`/staff/screens/${screen.file}`)));
    const files = SCREENS.map((screen) => [screen.file, addresses.get(`/staff/screens/${screen.file}`)]);
    written.set('/staff/screen_files.js', `export const SCREEN_FILES = ${JSON.stringify(Object.fromEntries(files))};`);
    await script('/staff/main.js');
    page('staff');
}

/* The page for the public, which the program fills in for each day: its words in three languages as a table, so that
 * the municipality's own can take their places. */
function publicPage() {
    const all = ['sq', 'en', 'el'].map((language) => JSON.parse(read(`/i18n/public_${language}.json`)));
    const page = read('/public/page.html');
    const keys = Object.keys(all[0]);

    for (const [, key] of page.matchAll(/\{\{([\w.]+)\}\}/g))
        if (!keys.includes(key)) throw new Error(`no ${key} in public_sq.json`);
    const lines = keys.map((key) => [key, ...all.map((words) => words[key])]);
    for (const line of lines)
        if (line.some((text) => text === undefined || /[\t\n]/.test(text)))
            throw new Error(`${line[0]} is not in one line of each of the three languages`);
    writeFileSync(join(built, 'public', 'words.tsv'), lines.map((line) => `${line.join('\t')}\n`).join(''));
    for (const name of ['page.html', 'page.css', 'leave.js'])
        writeFileSync(join(built, 'public', name), read(`/public/${name}`));
}

/** Fails where a built module takes something from another that is not there. */
function linked() {
    return build({
        entryPoints: [...new Set(addresses.values())].filter((at) => at.endsWith('.js')).map((at) => join(built, at)),
        outdir: built,
        bundle: true,
        write: false,
        logLevel: 'warning',
        logOverride: { 'import-is-undefined': 'error' },
        plugins: [
            {
                name: 'built',
                setup({ onResolve }) {
                    onResolve({ filter: /^\/(check|staff)\// }, ({ path }) => ({ path: join(built, path) }));
                },
            },
        ],
    });
}

rmSync(built, { recursive: true, force: true });
for (const side of ['check', 'staff', 'public']) mkdirSync(join(built, side), { recursive: true });
await checker();
await staff();
publicPage();
await linked();
