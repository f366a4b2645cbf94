package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"footnote/cmd/footnote/internal/term"
)

// english matches two English words in a row. What stands for itself is removed before.
var (
	english   = regexp.MustCompile(`[A-Za-z]{2,} [A-Za-z]{2,}`)
	untouched = regexp.MustCompile(`footnote( [a-z]+){1,2}|--[a-z-]+ \S+|openssl rand|base URL|boom of the server|"[^"]*"|https?://\S+`)
)

// TestChineseErrors fails in many ways where the language is Chinese. No message may hold
// English, except for names, addresses, settings, commands and the words of a server.
func TestChineseErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"lake.md": "# 鏡湖報告\n\n鏡湖位於北方的山谷裡，湖面面積為37平方公里。\n", "empty.txt": "", "broken.pdf": "%PDF-1.7\nbroken", "odd.env": "FOO BAR\n", "strange.env": "FOOTNOTE_NONE=1\nFOOTNOTE_MODE=best\n",
		"odd.jsonl": "{\n", "folder/footnote.db": "this is not a database, but a text that is long enough",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		writeFile(t, ".", name, []byte(text))
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/page/"):
			_, _ = w.Write([]byte("<html>hello</html>"))
		case strings.HasPrefix(r.URL.Path, "/none/"):
			_, _ = w.Write([]byte(`{"data":[]}`))
		default:
			http.Error(w, `{"error":{"message":"boom of the server"}}`, http.StatusUnauthorized)
		}
	}))
	t.Cleanup(server.Close)
	ask := func(flags string) string {
		return "ask --article lake.md " + flags + " 湖面面積是多少平方公里?"
	}
	for _, line := range []string{
		ask("--mode llm --base-url " + server.URL), ask("--mode llm --base-url " + server.URL + "/page"), ask("--mode llm --base-url http://127.0.0.1:1"),
		ask("--mode llm --base-url ftp://host"), ask("--mode llm"), ask("--mode best"), ask("--llm-timeout abc"), ask("--llm-timeout -5s"), ask("--llm-max-tokens x"),
		"ask --embedder openai --base-url " + server.URL + " 湖?", "ask --embedder openai --base-url " + server.URL + "/none 湖?", "ask --embedder openai 湖?",
		"ask --article none.md 湖?", "ask --article empty.txt 湖?", "ask --article folder 湖?", "ask --article lake.md --only 香蕉 湖?",
		"ask --scope guild:1 湖?", "ask --data folder 湖?", "ask --data lake.md 湖?", "ask --data postgres://u@127.0.0.1:1/x 湖?",
		"ask --env-file odd.env 湖?", "ask --env-file strange.env 湖?", "ask --env-file none.env 湖?", "ask --vision-model m --vision-base-url ftp://host 湖?",
		"library", "library ad x", "library show 香蕉", "library import none.jsonl", "library import odd.jsonl", "library export none/x.jsonl", "library add none/", "library add empty.txt",
		"backup none/x", "restore none.db", "move folder other", "serve", "serve --api 0.0.0.0:8080", "serve --api nowhere", "healthcheck --listen 127.0.0.1:1", "healthcheck --listen nowhere", "library list --data ftp://host/x",
		"rehearse none.jsonl", "rehearse lake.md", "eval none none", "eval --qa odd.jsonl", "show lake.md 湖?", "texts fr", "search -k 0 湖", "nonsense",
	} {
		for _, locale := range []string{"zh_TW.UTF-8", "zh_CN.UTF-8"} {
			variables := map[string]string{"LANG": locale}
			var out, problem bytes.Buffer
			data := t.TempDir()
			args := append(strings.Fields(line), "--no-cache", "--judge", "off")
			if !strings.Contains(line, "--data") {
				args = append(args, "--data", data)
			}
			if !strings.Contains(line, "--embedder") {
				args = append(args, "--embedder", "none")
			}
			status := run(t.Context(), args, streams{strings.NewReader(""), term.New(&out), term.New(&problem), func(name string) string { return variables[name] }})
			if status == 0 {
				t.Errorf("%s: does not fail", line)
			}
			for said := range strings.Lines(problem.String()) {
				if found := english.FindString(untouched.ReplaceAllString(said, "…")); found != "" {
					t.Errorf("%s, %s: %q in %s", locale, line, found, said)
				}
			}
		}
	}
}
