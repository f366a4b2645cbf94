package setup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/internal/long"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// inChild is the environment variable that makes the test binary serve the library in the folder it
// names.
const inChild = "FOOTNOTE_TEST_SERVE"

// limited is the memory limit of the child process in MiB.
const limited = 512

// TestMemoryLimit checks that a bot stays within its memory limit and answers every question, even
// if its servers have far more passages than fit into memory.
func TestMemoryLimit(t *testing.T) {
	if folder := os.Getenv(inChild); folder != "" {
		askAll(t, folder)
		return
	}
	long.Skip(t, "it takes minutes for 90,000 passages of 60 servers")
	const servers, articles, passages = 60, 75, 20
	folder := t.TempDir()
	fill(t, folder, servers, articles, passages)
	child := exec.Command(os.Args[0], "-test.run", "^TestMemoryLimit$", "-test.v")
	child.Env = append(os.Environ(), inChild+"="+folder, fmt.Sprintf("GOMEMLIMIT=%dMiB", limited))
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	line, _, _ := bytes.Cut(out[max(bytes.Index(out, []byte("peak ")), 0):], []byte("\n"))
	t.Logf("%s", line)
	var megabytes, answered int
	if _, err := fmt.Sscanf(string(line), "peak %d MiB, %d answered", &megabytes, &answered); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if megabytes > limited || answered != 2*servers {
		t.Errorf("%d MiB of %d, %d of %d answered", megabytes, limited, answered, 2*servers)
	}
}

// fill stores articles composed of sentences of the built-in article, with random vectors.
func fill(t *testing.T, folder string, servers, articles, passages int) {
	t.Helper()
	s := words(t, func(s *Settings) { s.Data, s.Embedder = folder, "" })
	e, err := s.NewEmbedder()
	if err != nil {
		t.Fatal(err)
	}
	builtin, err := corpus.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.OpenLibrary(t.Context(), s.Database())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	dice := rand.New(rand.NewPCG(1, 2))
	made := madeUp{e.Model(), dice}
	for server := range servers {
		for n := range articles {
			a := compose(dice, builtin, fmt.Sprintf("%06x%06x", server, n), passages)
			v, err := index.EmbedArticle(t.Context(), made, a, nil)
			if err != nil {
				t.Fatal(err)
			}
			r := store.Record{Article: a, Added: time.Unix(int64(n), 0), Model: v.Model, Vectors: v.Data}
			if _, err := db.Put(t.Context(), store.Guild(strconv.Itoa(server)), r, 0); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// compose makes an article whose passages have five sentences each, chosen at random from another
// article.
func compose(dice *rand.Rand, from *corpus.Article, id string, passages int) *corpus.Article {
	a := &corpus.Article{ID: id, Title: "第" + id + "篇", Source: id + ".txt"}
	var text strings.Builder
	for range passages {
		var p corpus.Passage
		for range 5 {
			chosen := from.Passages[dice.IntN(len(from.Passages))].Sentences
			start := text.Len()
			fmt.Fprintf(&text, "%s（%d）", strings.TrimSpace(from.Quote(chosen[dice.IntN(len(chosen))])), dice.IntN(10_000))
			p.Sentences = append(p.Sentences, corpus.Span{Start: start, End: text.Len()})
		}
		p.Span = corpus.Span{Start: p.Sentences[0].Start, End: text.Len()}
		a.Passages = append(a.Passages, p)
		text.WriteByte('\n')
	}
	a.Text = text.String()
	a.Sections = []corpus.Section{{Span: corpus.Span{End: len(a.Text)}}}
	return a
}

// madeUp is an embedder that returns random vectors. It has the name and the dimension of the
// built-in one.
type madeUp struct {
	model string
	dice  *rand.Rand
}

func (m madeUp) Model() string { return m.model }

func (m madeUp) Embed(_ context.Context, _ index.Role, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i := range vectors {
		vectors[i] = make([]float32, 384)
		for j := range vectors[i] {
			vectors[i][j] = float32(m.dice.IntN(255) - 127)
		}
	}
	return vectors, nil
}

// askAll asks a question in every server twice and prints the peak memory use.
func askAll(t *testing.T, folder string) {
	s := words(t, func(s *Settings) { s.Data, s.Embedder = folder, "" })
	service, err := s.Service(t.Context(), library.Limits{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer service.Close()
	answered := 0
	for n := range 120 {
		e, err := service.Library.Engine(t.Context(), access.Outside(store.Guild(strconv.Itoa(n%60))), "")
		if err != nil {
			t.Fatal(err)
		}
		a, err := e.Answer(t.Context(), rag.Question{Text: "盤古氣象大模型能提供什麼樣的預報?"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Articles()) == 75 && a.Text != "" {
			answered++
		}
	}
	megabytes, err := peak()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("peak %d MiB, %d answered\n", megabytes, answered)
}

// peak returns the peak resident memory in MiB.
func peak() (int, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		var kilobytes int
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kilobytes); err == nil {
			return kilobytes / 1024, nil
		}
	}
	return 0, errors.New("no VmHWM")
}
