/* One line, one write: lines of several threads do not mix. Towards the journal with systemd's level prefix,
 * on a terminal with a word. Callers name routes, tables and numbers, never a person: the journal is read by
 * those who may not read files. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#define LINE_MAX_BYTES 1024

/* A control character could forge a line of the log. */
static void blank_controls(char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7f)
            *s = ' ';
}

static void log_line(const char *level, const char *word, const char *format, va_list args)
{
    char line[LINE_MAX_BYTES] = "";
    size_t n;

    (void)snprintf(line, sizeof line, "%s", isatty(STDERR_FILENO) ? word : level);
    n = strlen(line);
    (void)vsnprintf(line + n, sizeof line - n - 1, format, args); /* leaves a byte for the line end */
    blank_controls(line);
    n = strlen(line);
    line[n] = '\n';
    if (write(STDERR_FILENO, line, n + 1) < 0)
        return; /* nobody left to tell */
}

void log_error(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    log_line("<3>", "error: ", format, args);
    va_end(args);
}

void log_warning(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    log_line("<4>", "warning: ", format, args);
    va_end(args);
}

void log_info(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    log_line("<6>", "", format, args);
    va_end(args);
}

void log_outside(const char *line)
{
    syslog(LOG_AUTHPRIV | LOG_NOTICE, "%s", line);
}
