// @ts-check
/* The names that the build gives to the screens' files, by those in screens.js: it puts its table in the place of this
 * file (web/pages.mjs). As the sources lie here they have no other names. */

/** @type {Record<string, string>} */
export const SCREEN_FILES = {};
