/* Plays the kept cases of one fuzz target again, without libFuzzer: the program build/…/tests/fuzz/NAME feeds
 * it every file of tests/fuzz/cases/NAME, and nothing at all once. A crash ends it, and so fails. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CASE_MAX (1 << 20) /* bytes; a longer case is no case */

static int case_play(const char *folder, const char *name)
{
    static uint8_t bytes[CASE_MAX];
    char path[2048];
    size_t size;
    uint8_t *exact;
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!(f = fopen(path, "rb")))
        return 1;
    size = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    if (!(exact = malloc(size ? size : 1))) /* so that reading one byte too far is seen */
        return 1;
    memcpy(exact, bytes, size);
    printf("case %s\n", path);
    fflush(stdout);
    (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 0;
}

int main(int argc, char **argv)
{
    const char *slash = strrchr(argv[0], '/');
    char folder[1024];
    int passed = 1, failed = 0;
    struct dirent *entry;
    DIR *d;

    (void)argc;
    snprintf(folder, sizeof folder, "tests/fuzz/cases/%s", slash ? slash + 1 : argv[0]);
    (void)LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    if ((d = opendir(folder))) {
        while ((entry = readdir(d)))
            if (entry->d_name[0] != '.')
                *(case_play(folder, entry->d_name) ? &failed : &passed) += 1;
        closedir(d);
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
