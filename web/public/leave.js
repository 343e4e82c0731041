// @ts-check
/* Leaving at once: the page is blank first, then the browser goes to the municipality's other page in its place, so
 * that "back" does not lead here. Three times Shift does the same as the button. Without this file the button is a
 * link. */
const TIMES = 3;
const WITHIN = 2000; /* ms from the first to the last */

const button = /** @type {HTMLAnchorElement} */ (document.getElementById('leave'));
const away = button.href;
/** @type {number[]} */
let pressed = [];

/** @param {Event} event */
function leave(event) {
    event.preventDefault();
    document.title = '';
    document.body.replaceChildren();
    location.replace(away);
}

button.addEventListener('click', leave);
/* Another language in this one's place, or "back" would lead to it. */
for (const other of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('nav a')))
    other.addEventListener('click', (event) => {
        event.preventDefault();
        location.replace(other.href);
    });
window.addEventListener('keydown', (event) => {
    if (event.repeat) return;
    pressed = event.key === 'Shift' ? [...pressed, event.timeStamp].slice(-TIMES) : [];
    if (pressed.length === TIMES && event.timeStamp - pressed[0] <= WITHIN) leave(event);
});
