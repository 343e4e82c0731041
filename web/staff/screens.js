// @ts-check
/* Every screen: its address, who may open it, its file, and its place in the navigation. The server decides who may do
 * what; this table only spares people links that lead to a refusal. A screen's file is fetched when it is opened and
 * has a default export: a component with { params, query, session }. Order: the navigation's, and the first that a role
 * may open is its home. */

/**
 * @typedef {object} Screen
 * @property {string} path
 * @property {string[]} [roles] undefined: everybody who is signed in
 * @property {string} file under screens/
 * @property {boolean} [offices] it says words of web/offices.mjs
 * @property {string} [nav] key of its words in the navigation; undefined: reached from elsewhere
 * @property {string} [icon]
 * @property {string[]} [reads] what it reads first and the address alone tells, with places (`readSeveral` of
 *   openapi.json): asked for with the session where it is the first screen
 */

const CASE_READS = ['/api/v1/cases/:id', '/api/v1/cases/:id/timeline'];
/* Answer 1 is the file's, behind the session: where it is refused, none of the others is asked for. */
const FILE_READS = [
    ...CASE_READS,
    '/api/v1/cases/:id/persons/{1.persons.id:role=protected}/contact',
    '/api/v1/orders/{1.orders}',
    '/api/v1/persons/{1.persons.id:role=protected|dependant}/cards',
    '/api/v1/cases/{1.id}/stays',
    '/api/v1/cases/{1.id}/stay-questions',
    '/api/v1/cases/{1.id}/enrolments',
    '/api/v1/organisations',
    '/api/v1/cases/{1.id}/documents',
    '/api/v1/cases/{1.id}/notes',
];

/** A screen that also opens over another one (app.js). */
export const FIND = '/find';

/** @type {readonly Screen[]} */
export const SCREENS = Object.freeze([
    { path: '/today', roles: ['coordinator'], file: 'today.js', nav: 'nav.today', icon: 'sun' },
    { path: '/files', roles: ['coordinator'], file: 'files.js', nav: 'nav.files', icon: 'folder' },
    { path: '/calls', roles: ['coordinator'], file: 'calls.js', offices: true, nav: 'nav.calls', icon: 'phone' },
    {
        path: '/contacts',
        roles: ['coordinator'],
        file: 'contacts.js',
        offices: true,
        nav: 'nav.contacts',
        icon: 'phone',
    },
    { path: '/news', roles: ['coordinator'], file: 'news.js', offices: true },
    { path: '/import', roles: ['coordinator'], file: 'import.js', offices: true },
    { path: FIND, roles: ['coordinator'], file: 'find.js' },
    { path: '/orders/new', roles: ['coordinator'], file: 'order_new.js', offices: true },
    { path: '/cases/:id', roles: ['coordinator'], file: 'case.js', reads: FILE_READS },
    { path: '/cases/:id/sheet', roles: ['coordinator'], file: 'case_sheet.js', offices: true },
    { path: '/cases/:id/act', roles: ['coordinator'], file: 'act.js', offices: true, reads: CASE_READS },
    { path: '/cases/:id/work', roles: ['coordinator'], file: 'case_work.js', offices: true },
    { path: '/cases/:id/visits/:visit', roles: ['coordinator'], file: 'visit.js', offices: true },
    { path: '/cases/:id/assessments', roles: ['coordinator'], file: 'assessments.js', offices: true },
    { path: '/cases/:id/charge', roles: ['coordinator'], file: 'case_charge.js', offices: true },
    { path: '/cases/:id/unit', roles: ['coordinator'], file: 'case_unit.js', offices: true },
    { path: '/cases/:id/merge', roles: ['coordinator'], file: 'case_merge.js', offices: true },
    { path: '/cases/:id/news', roles: ['coordinator'], file: 'case_news.js', offices: true },
    { path: '/cases/:id/payments', roles: ['coordinator'], file: 'case_payments.js', offices: true },
    { path: '/cases/:id/order', roles: ['coordinator'], file: 'order_paper.js', offices: true },
    { path: '/cases/:id/registration', roles: ['coordinator'], file: 'registration.js', offices: true },
    { path: '/cases/:id/registered', roles: ['coordinator'], file: 'order_done.js', offices: true },
    { path: '/cards/:number', roles: ['coordinator'], file: 'card.js', offices: true },
    { path: '/work', roles: ['aid_officer', 'director'], file: 'work.js', offices: true, nav: 'nav.work', icon: 'sun' },
    {
        path: '/charge',
        roles: ['coordinator', 'director'],
        file: 'charge.js',
        offices: true,
        nav: 'nav.charge',
        icon: 'people',
    },
    {
        path: '/meetings',
        roles: ['coordinator', 'director'],
        file: 'meetings.js',
        offices: true,
        nav: 'nav.meetings',
        icon: 'calendar',
    },
    { path: '/meetings/:id', roles: ['coordinator'], file: 'meeting.js', offices: true },
    {
        path: '/applications',
        roles: ['aid_officer', 'coordinator'],
        file: 'applications.js',
        offices: true,
        nav: 'nav.applications',
        icon: 'paper',
    },
    {
        path: '/grounds',
        roles: ['aid_officer'],
        file: 'grounds.js',
        offices: true,
        nav: 'nav.grounds',
        icon: 'card',
    },
    {
        path: '/cover',
        roles: ['coordinator', 'director'],
        file: 'cover.js',
        offices: true,
        nav: 'nav.cover',
        icon: 'chart',
    },
    { path: '/applications/new', roles: ['aid_officer', 'coordinator'], file: 'application_new.js', offices: true },
    { path: '/sealed-applications/:id', roles: ['aid_officer'], file: 'application_sealed.js', offices: true },
    { path: '/applications/:id', roles: ['aid_officer', 'coordinator'], file: 'application.js', offices: true },
    {
        path: '/applications/:id/receipt',
        roles: ['aid_officer', 'coordinator'],
        file: 'application_receipt.js',
        offices: true,
    },
    {
        path: '/payments',
        roles: ['aid_officer', 'director'],
        file: 'payments.js',
        offices: true,
        nav: 'nav.payments',
        icon: 'money',
    },
    {
        path: '/payments/columns',
        roles: ['aid_officer', 'director', 'administrator'],
        file: 'payment_columns.js',
        offices: true,
    },
    { path: '/payments/:id', roles: ['aid_officer', 'director'], file: 'payment_run.js', offices: true },
    { path: '/payments/:id/lines/:n', roles: ['aid_officer', 'director'], file: 'payment_line.js', offices: true },
    { path: '/payments/:id/paper', roles: ['aid_officer', 'director'], file: 'payment_paper.js', offices: true },
    { path: '/payments/:id/council', roles: ['aid_officer', 'director'], file: 'council_paper.js', offices: true },
    {
        path: '/budget',
        roles: ['aid_officer', 'director'],
        file: 'budget.js',
        offices: true,
        nav: 'nav.budget',
        icon: 'chart',
    },
    {
        path: '/fees',
        roles: ['aid_officer', 'director'],
        file: 'fees.js',
        offices: true,
        nav: 'nav.fees',
        icon: 'child',
    },
    {
        path: '/children',
        roles: ['kindergarten'],
        file: 'kindergarten.js',
        offices: true,
        nav: 'nav.children',
        icon: 'child',
    },
    { path: '/children/month', roles: ['kindergarten'], file: 'kindergarten_month.js', offices: true },
    {
        path: '/referrals',
        roles: ['partner'],
        file: 'partner.js',
        offices: true,
        nav: 'nav.referrals',
        icon: 'paper',
    },
    { path: '/referrals/:id', roles: ['partner'], file: 'partner_referral.js', offices: true },
    {
        path: '/accounts',
        roles: ['administrator'],
        file: 'accounts.js',
        offices: true,
        nav: 'nav.accounts',
        icon: 'person',
    },
    { path: '/places', roles: ['administrator'], file: 'places.js', offices: true, nav: 'nav.places', icon: 'people' },
    { path: '/devices', roles: ['administrator'], file: 'devices.js', offices: true, nav: 'nav.devices', icon: 'card' },
    {
        path: '/ground-rules',
        roles: ['administrator'],
        file: 'ground_rules.js',
        offices: true,
        nav: 'nav.ground_rules',
        icon: 'card',
    },
    {
        path: '/statistics',
        roles: ['coordinator', 'director'],
        file: 'statistics.js',
        offices: true,
        nav: 'nav.statistics',
        icon: 'chart',
    },
    {
        path: '/reports',
        roles: ['coordinator', 'director'],
        file: 'reports.js',
        offices: true,
        nav: 'nav.reports',
        icon: 'chart',
    },
    {
        path: '/yearly',
        roles: ['coordinator', 'director'],
        file: 'yearly.js',
        offices: true,
        nav: 'nav.yearly',
        icon: 'paper',
    },
    {
        path: '/public-page',
        roles: ['coordinator', 'director', 'administrator'],
        file: 'public_page.js',
        offices: true,
        nav: 'nav.public_page',
        icon: 'paper',
    },
    { path: '/targets', roles: ['coordinator', 'director'], file: 'targets.js', offices: true },
    { path: '/log', roles: ['auditor'], file: 'log.js', offices: true, nav: 'nav.log', icon: 'log' },
    {
        path: '/exports',
        roles: ['auditor', 'coordinator'],
        file: 'exports.js',
        offices: true,
        nav: 'nav.exports',
        icon: 'paper',
    },
    { path: '/exports/asked', roles: ['coordinator'], file: 'export_requests.js', offices: true },
    {
        path: '/erasures',
        roles: ['coordinator', 'director'],
        file: 'erasures.js',
        offices: true,
        nav: 'nav.erasures',
        icon: 'paper',
    },
    {
        path: '/rules',
        roles: ['administrator', 'director', 'auditor', 'coordinator', 'aid_officer'],
        file: 'rules.js',
        offices: true,
        nav: 'nav.rules',
        icon: 'scales',
    },
    {
        path: '/backups',
        roles: ['administrator'],
        file: 'backups.js',
        offices: true,
        nav: 'nav.backups',
        icon: 'paper',
    },
    { path: '/account', file: 'account.js', offices: true },
]);
