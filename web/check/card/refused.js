// @ts-check
/* What is thrown where a card, a list or a key is not as it must be; anything else thrown is a mistake of ours. */

export class Refused extends Error {
    /**
     * @param {string} message constant, for the log of a developer; never what was read
     * @param {string} reason a reason of the check, or of importStatusList
     */
    constructor(message, reason = 'unreadable') {
        super(message);
        this.name = 'Refused';
        this.reason = reason;
    }
}
