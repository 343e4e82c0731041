// @ts-check
/* What the log calls an act, in words. They are many, and come with those of the screens around the files: a file does
 * without them until somebody asks who read it, or clashes with another's change. */
import { useEffect, useState } from '/vendor/preact.js';
import { said, say, wordsOfficesTake } from '../texts.js';

/** @param {string | null} what "order.register" */
export function actText(what) {
    const key = `log.${what}`;

    return what && said(key) ? say(key) : (what ?? say('stale.something'));
}

/** Takes the words of acts and draws anew once they are there. @returns {boolean} false until then; true as well when
 * they cannot be fetched: an act is then called by its code */
export function useActWords() {
    const [over, setOver] = useState(false);

    useEffect(() => {
        const end = () => setOver(true);
        wordsOfficesTake().then(end, end);
    }, []);
    return over;
}
