// @ts-check
/* iPhone and iPad: a page on the home screen has its camera and a storage of its own; what a tab keeps is dropped after
 * seven days without use. Only there does the browser say which of the two it is. */

export const iosTab = 'standalone' in navigator && !navigator.standalone;
