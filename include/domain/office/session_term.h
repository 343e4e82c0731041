/* How long a session lasts, and how many there may be. */
#ifndef DOMAIN_SESSION_TERM_H
#define DOMAIN_SESSION_TERM_H

/* How long nobody need be there: 30 minutes, what NIST SP 800-63B (section 4.2.3, AAL2) asks of systems with
 * personal data; the page hides itself sooner, and says two minutes before that it is about to end. */
#define SESSION_IDLE (30 * 60) /* seconds without a request; never less, see SESSION_NOTE */
/* One working day with its breaks; the same source allows 12 hours. */
#define SESSION_LIFE (10 * 3600) /* seconds since sign-in */
#define SESSION_NOTE 60 /* seconds between two notes of a visit; a session may last that much longer */
/* A visit up to SESSION_NOTE seconds after a note is not written down; without this allowance the session of
 * somebody at work could end that much too early. */
#define SESSION_GONE (SESSION_IDLE + SESSION_NOTE)
/* How long a password counts for what asks it again (confirmed_require): long enough for one piece of
 * administration, too short for whoever finds the desk left alone. */
#define SESSION_CONFIRMED (5 * 60)
/* Sessions of one account at the same time; signing in once more ends the one that was not used for the
 * longest. Room for a desk, a second desk, a phone and a command, each once more by mistake: whoever has more
 * than that has forgotten some, or is not alone. */
#define SESSION_MOST 5

#endif
