/* The Albanian of the screens, the papers and the program's own sentences: words that were found wrong or odd do not
 * come back, and those that a lawyer has yet to confirm stand once, as data (term.* of web/i18n/staff_*.json). */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { OFFICES } from '../../web/offices.mjs';
import { SCREENS } from '../../web/staff/screens.js';

/** What must not be said, and what is said instead. */
const RETIRED = [
    [/masa paraprake të menjëhershme/i, 'urdhër për masa paraprake të mbrojtjes së menjëhershme'],
    [/urdhër i menjëhershëm i mbrojtjes/i, 'urdhër i menjëhershëm mbrojtjeje'],
    [/koordinator\S* kundër dhunës/i, 'koordinator/e vendor/e'],
    [/urdhri u dha\b|dhëni[ae]n? e (këtij )?urdhri/i, 'urdhri u lëshua'],
    [/vendin ia zuri|i zë vendin|zë (ky urdhër )?vendin e/i, 'u zëvendësua me urdhër tjetër'],
    [/shfuqiz/i, 'la pa fuqi'],
    [/dikush e ankimoi|u ankimua/i, 'u bë ankim'],
    [/asgjë: një shënim/i, 'ndreq një shënim të gabuar'],
    [/dosj(a|en|es) në kohë/i, 'ecuria e dosjes'],
    [/kur numërohen orët/i, 'afate me orë'],
    [/\bedhe (1|\{\w+\}) (orë|ditë)/i, 'mbeten … orë'],
    [/\bpadituri?\b(?! \(dhunuesi\))/i, 'i padituri (dhunuesi)'],
    [/\b(e|të|është|i) (kyçur|vulosur)|kyçur|^kyçe?n?\b|\bkyç(e|i|eni)\b/i, 'akses i kufizuar; ruhet i koduar'],
    [/institucion\w* përkujdesi/i, 'institucion rezidencial / strehëz'],
    [/hidhe listën|(hidhet|hodhi|u hodh)\b/i, 'anulo projektlistën'],
    [/PROJEKT\b/, 'projektlistë'],
    [/^kthime?\b|shuma e kthimeve/i, 'shuma për t’u rikuperuar'],
    [/^(të rinj|me shumë tjetër|mbaruan)$/i, 'përfitues të rinj; shumë e ndryshuar; përfitime të përfunduara'],
    [/vërtetimi?n? i marrjes/i, 'vërtetim i dorëzimit të kërkesës'],
    [/^si paguhet muaji$/i, 'rregullat e pagesës mujore'],
    [/pa tarifë/i, 'përjashtim nga tarifa'],
    [/dokumente dhe vërtetime falas/i, 'përjashtim nga tarifa për dokumente e vërtetime'],
    [/\bskedë|\bsked(a|ën|ës|at)\b/i, 'skedar'],
    [/^kush jam$|faqja (ime|juaj) e parë/i, 'të dhënat e mia; faqja kryesore'],
    [/^kopjet$/i, 'kopjet e sigurisë'],
    [/kjo duhet plotësuar/i, 'shkruani numrin e urdhrit: each field its own sentence'],
    [/afati ka mbaruar tashmë/i, 'kjo datë ka kaluar: ndryshojnë edhe muaj të paguar'],
    [/pa datë mbarimi|pa ditë të fundit|pa afat të caktuar/i, 'pa afat'],
    [/\b(me|pa) lidhje\b|lidhj\S* e re|lidhjen me internetin/i, 'me internet, pa internet; kod i ri regjistrimi'],
];

/** What the list of words has in their place, and the program must say somewhere: on a screen, a paper, in a file. */
const SAID = [
    'urdhër për masa paraprake të mbrojtjes së menjëhershme',
    'urdhër i menjëhershëm mbrojtjeje',
    'Koordinator/e vendor/e',
    'i padituri (dhunuesi)',
    'Urdhri u lëshua',
    'u zëvendësua me urdhër tjetër',
    'e la pa fuqi',
    'u bë ankim',
    'ndreq një shënim të gabuar',
    'ecuria e dosjes',
    'afate me orë',
    'ditë vonesë',
    'mbeten',
    'akses të kufizuar',
    'koduar',
    'institucion rezidencial',
    'strehëz',
    'anulo projektlistën',
    'PROJEKTLISTË – e pamiratuar, nuk vlen për pagesë',
    'shuma për t’u rikuperuar',
    'përfitues të rinj',
    'shumë e ndryshuar',
    'përfitime të përfunduara',
    'vërtetim i dorëzimit të kërkesës',
    'rregullat e pagesës mujore',
    'përjashtim nga tarifa ushqimore',
    'përjashtim nga tarifa për dokumente e vërtetime',
    'skedari',
    'kopjet e sigurisë',
    'të dhënat e mia',
    'faqja kryesore',
    'shkruani numrin e urdhrit',
    'kjo datë ka kaluar: ndryshojnë edhe muaj të paguar',
    'pa afat',
    'me internet',
    'pa internet',
    'kod i ri regjistrimi',
];

/** @param {string} name @returns {Record<string, string>} */
const words = (name) => JSON.parse(readFileSync(`web/i18n/${name}.json`, 'utf8'));

/** What the program says by itself: the texts between quotes, with those that the compiler puts together.
 * @returns {[string, string][]} */
function sentences() {
    const files = readdirSync('app', { recursive: true }).filter((name) => name.endsWith('.c'));

    return files.flatMap((file) =>
        [...readFileSync(join('app', file), 'utf8').matchAll(/"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*/g)].map(
            ([said]) => /** @type {[string, string]} */ ([file, said.replace(/"\s*"/g, '').slice(1, -1)]),
        ),
    );
}

/** @param {[string, string][]} said where, what */
const retired = (said) =>
    said.flatMap(([where, text]) =>
        RETIRED.filter(([wrong]) => wrong.test(text)).map(([, right]) => `${where}: “${text}”: ${right}`),
    );

for (const name of ['staff_sq', 'staff_sheet_sq', 'check_sq', 'public_sq'])
    test(`no retired word is on a screen: ${name}`, () => {
        assert.deepEqual(retired(Object.entries(words(name))), []);
    });

test('no retired word is in what the program says or prints', () => {
    const all = sentences();
    assert.ok(all.some(([, text]) => text === 'Shuma për t’u rikuperuar'));
    assert.deepEqual(retired(all), []);
});

test('each word of the list is said', () => {
    const all = ['staff_sq', 'staff_sheet_sq', 'check_sq']
        .flatMap((name) => Object.values(words(name)))
        .concat(sentences().map(([, text]) => text))
        .join('\n')
        .toLowerCase();

    assert.deepEqual(
        SAID.filter((text) => !all.includes(text.toLowerCase())),
        [],
    );
});

test('no retired word is in the pages that explain the program', () => {
    const pages = ['README.md', ...['app', 'db', 'deploy', 'tests', 'web'].map((folder) => join(folder, 'README.md'))];
    assert.deepEqual(
        retired(
            pages.flatMap((page) =>
                readFileSync(page, 'utf8')
                    .split('\n')
                    .map((line) => [page, line]),
            ),
        ),
        [],
    );
});

test('a word that a lawyer has yet to confirm stands once', () => {
    const WAITING = /paditur|pa fuqi|masa paraprake|i menjëhershëm mbrojtjeje/i;
    const all = words('staff_sq');
    const terms = Object.keys(all).filter((key) => key.startsWith('term.'));
    const named = Object.values(all)
        .flatMap((text) => [...text.matchAll(/\{[Tt](erm\.[\w.]+)\}/g)])
        .map((m) => `t${m[1]}`);

    assert.deepEqual(
        Object.entries(all).filter(([key, text]) => !terms.includes(key) && WAITING.test(text)),
        [],
    );
    assert.deepEqual([...new Set(named)].sort(), terms.sort());
});

test('each field that is needed has a sentence of its own for when it is empty', () => {
    const files = ['', 'screens', 'parts'].flatMap((folder) =>
        readdirSync(join('web/staff', folder))
            .filter((name) => name.endsWith('.js') && !['field.js', 'form.js'].includes(name))
            .map((name) => join('web/staff', folder, name)),
    );
    const bare = files.filter((file) =>
        /[\s}]required(\s+\w+=|\s*\/>|=\$\{true\}|\n)/.test(readFileSync(file, 'utf8')),
    );

    assert.ok(files.length > 60);
    assert.deepEqual(bare, []);
});

test('what is said with a number has words for one and for others, and what is said without has words', () => {
    const CALL = /\bsay\(\s*'([\w.]+)'(?:,\s*\{([^{}]*)\})?/g;
    const COMMENT = /\/\*.*?\*\//gs;
    const bare = [];
    let counted = 0;

    for (const [app, files] of Object.entries({ staff: ['staff_sq', 'staff_sheet_sq'], check: ['check_sq'] })) {
        const keys = new Set(files.flatMap((file) => Object.keys(words(file))));
        const scripts = readdirSync(`web/${app}`, { recursive: true })
            .map((name) => join('web', app, String(name)))
            .filter((name) => name.endsWith('.js'));
        for (const file of scripts)
            for (const [, key, values] of readFileSync(file, 'utf8').replaceAll(COMMENT, '').matchAll(CALL)) {
                const count = /(^|,)\s*count\s*(:|,|$)/.test(values ?? '');
                counted += Number(count);
                for (const wanted of count ? [`${key}.one`, `${key}.other`] : [key])
                    if (!keys.has(wanted)) bare.push(`${file}: ${wanted}`);
            }
    }
    assert.ok(counted > 20);
    assert.deepEqual(bare, []);
});

/** A module of web/staff with all that it imports. @param {string} file @param {Set<string>} [seen] */
function withImports(file, seen = new Set()) {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+\.js)'/g))
        withImports(join(file, '..', from), seen);
    return seen;
}

test('what a file or the frame says comes without the words of the screens around the files', () => {
    const plain = SCREENS.filter((screen) => !screen.offices).map((screen) => `web/staff/screens/${screen.file}`);
    const modules = new Set([...withImports('web/staff/app.js'), ...plain.flatMap((file) => [...withImports(file)])]);
    const all = Object.keys(words('staff_sq'));
    modules.delete('web/staff/screens.js'); /* names of files */
    modules.delete('web/staff/parts/act_text.js'); /* which takes them first */
    const said = [...modules].flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/(?:['`]|prefix: ')([a-z_]+\.)/g)]
            .map(([, beginning]) => beginning)
            .concat([...readFileSync(file, 'utf8').matchAll(/prefix: '([a-z_]+)'/g)].map(([, name]) => `${name}.`))
            .filter((beginning) => OFFICES.includes(beginning))
            .map((beginning) => `${file}: ${beginning}`),
    );

    assert.deepEqual(
        plain.map((file) => file.replace('web/staff/screens/', '')),
        ['today.js', 'files.js', 'find.js', 'case.js'],
    );
    assert.ok(modules.size > 50);
    assert.deepEqual(said, []);
    assert.deepEqual(
        OFFICES.filter((beginning) => !all.some((key) => key.startsWith(beginning))),
        [],
    );
});

/* The stems of app/domain/work/field.c, and the Greek ones: nothing that lies on a table at home may say why. */
const ALBANIAN = 'dhun|viktim|abuz|urdh[eë]r|gjykat|mbrojt|polic',
    ENGLISH = 'viole|victim|abuse|court|protect|order',
    GREEK = 'βία|θύμα|δικαστ|προστ|αστυνομ|εντολ';
const TELLING = new RegExp(`${ALBANIAN}|${ENGLISH}|${GREEK}`, 'i');

test('the neutral paper says nothing of violence, order or court, in any of its languages', () => {
    const languages = ['sq', 'en', 'el'].map((language) => words(`staff_sheet_${language}`));
    const [sq] = languages;

    for (const all of languages) {
        assert.deepEqual(Object.keys(all), Object.keys(sq));
        for (const [key, text] of Object.entries(all))
            if (!/^(order|kind|know)\b/.test(key)) assert.doesNotMatch(text, TELLING, key);
    }
    assert.match(sq['know.court'], TELLING);
});
