// @ts-check
/* Hands a file that the server made to the browser's own way of keeping or opening files. */

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
    const url = URL.createObjectURL(blob);
    const way = Object.assign(document.createElement('a'), { href: url, download: name });

    document.body.append(way);
    way.click();
    way.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
