// @ts-check
/* A quiet sound and a short buzz, different for each verdict, so that nobody need look twice. */

/** @type {Readonly<Record<string, { tones: [number, number, number][], buzz: number[] }>>} Hz, start and length in s */
const SIGNALS = Object.freeze({
    valid: {
        tones: [
            [660, 0, 0.09],
            [990, 0.1, 0.14],
        ],
        buzz: [60],
    },
    invalid: {
        tones: [
            [233, 0, 0.16],
            [233, 0.22, 0.16],
        ],
        buzz: [180, 90, 180],
    },
    ask: {
        tones: [
            [440, 0, 0.12],
            [392, 0.16, 0.12],
            [440, 0.32, 0.12],
        ],
        buzz: [80, 60, 80, 60, 80],
    },
    /* Another card is asked about: show this one again. */
    wait: { tones: [[330, 0, 0.06]], buzz: [30, 40, 30] },
});
const VOLUME = 0.12;

export class Signals {
    sound = true;
    vibration = true;
    /** @type {AudioContext | null} */
    #audio = null;

    /** Browsers give sound only after the user has touched something. */
    unlock() {
        try {
            this.#audio ??= new AudioContext();
            if (this.#audio.state !== 'running') void this.#audio.resume().catch(() => {});
        } catch {
            /* no sound here */
        }
    }

    /** @param {string} verdict */
    give(verdict) {
        const { tones, buzz } = SIGNALS[verdict];

        if (this.vibration) navigator.vibrate?.(buzz);
        if (this.sound && this.#audio?.state === 'running')
            for (const [pitch, start, length] of tones) this.#tone(this.#audio, pitch, start, length);
    }

    /** @param {AudioContext} audio @param {number} pitch @param {number} start @param {number} length */
    #tone(audio, pitch, start, length) {
        const at = audio.currentTime + start;
        const tone = audio.createOscillator(),
            volume = audio.createGain();

        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(0, at);
        volume.gain.linearRampToValueAtTime(VOLUME, at + 0.01);
        volume.gain.linearRampToValueAtTime(0, at + length);
        tone.connect(volume).connect(audio.destination);
        tone.start(at);
        tone.stop(at + length);
    }
}
