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

// inChild is what has the test binary serve the library in that folder.
const inChild = "FOOTNOTE_TEST_SERVE"

// limited is the most that the child may take, in MiB, and what it is told.
const limited = 512

// TestMemoryLimit: a bot whose servers have far more passages than the limit of its
// memory leaves room for answers all of them, and never takes more.
func TestMemoryLimit(t *testing.T) {
	if folder := os.Getenv(inChild); folder != "" {
		askAll(t, folder)
		return
	}
	long.Skip(t, "90,000 passages of 60 servers, minutes")
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

// fill keeps articles, put together from the built-in one, with made-up vectors.
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

// compose makes an article of passages of five sentences each.
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

// madeUp makes random vectors as long as those of the built-in embedder, under its
// name.
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

// askAll asks in every server twice, and says what memory that took.
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

// peak is the most memory that was resident, in MiB.
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
