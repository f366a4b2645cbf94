// Command calibrate fits the decision whether an article answers a question,
// and writes rag/calibration.json.
//
//	go run ./internal/tools/calibrate ../shared/eval rag/calibration.json
//
// The argument is the folder of the sets: drcd_refusal has answerable and
// unanswerable questions; of XQuAD's, every third keeps its passage, every third
// loses it and every third is asked of another article. The questions of
// generic.txt, which no article answers, are asked of some. Questions on every
// other article are kept for the figures; the rest are fitted.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"log/slog"
	"math"
	"os"
	"os/signal"
	"path/filepath"

	"footnote/internal/setup"
	"footnote/rag"
	"footnote/rag/index"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("calibrate: ")
	if len(os.Args) != 3 {
		log.Fatal("usage: calibrate FOLDER OUTPUT.json")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

// A sample is a question with its evidence.
type sample struct {
	rag.Evidence
	set        string
	answerable bool
	kind       string
	fitted     bool
}

func run(ctx context.Context, folder, output string) error {
	made := setup.New(setup.Settings{Data: filepath.Join(os.TempDir(), "footnote-calibrate")})
	made.Log = slog.Default()
	embedder, done, err := made.CachedEmbedder()
	if err != nil {
		return err
	}
	defer done()
	var models []rag.Model
	for _, c := range []struct {
		embedder index.Embedder
		name     string
		sets     []string
		foreign  bool
	}{
		{nil, "", []string{"drcd_refusal", "xquad_zh", "xquad_hans2hant"}, false},
		{nil, "", []string{"xquad_en2zh", "xquad_en2hant"}, true},
		{embedder, "multilingual-e5-small", []string{"drcd_refusal", "xquad_zh", "xquad_hans2hant"}, false},
		{embedder, "multilingual-e5-small", []string{"xquad_en2zh", "xquad_en2hant"}, true},
	} {
		l := &loader{folder: folder, embedder: c.embedder, foreign: c.foreign}
		for _, set := range c.sets {
			if err := l.load(ctx, set); err != nil {
				return err
			}
		}
		m := fit(l.samples)
		m.Embedder, m.Foreign, m.Sets = c.name, c.foreign, fmt.Sprint(c.sets)
		report(m, l.samples)
		models = append(models, m)
	}
	out, err := json.MarshalIndent(models, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(output, append(out, '\n'), 0o644)
}

// fit fits a model to the samples that are for it.
func fit(samples []sample) rag.Model {
	var fitted []sample
	for _, s := range samples {
		if s.fitted {
			fitted = append(fitted, s)
		}
	}
	m := regress(fitted)
	m.Questions = len(fitted)
	m.Threshold = balance(m, fitted)
	return m
}

// balance is the confidence from which on the share of answerable questions
// that are answered is most above that of the others (Youden, "Index for rating
// diagnostic tests", 1950).
func balance(m rag.Model, samples []sample) float64 {
	var answerable, others []float64
	for _, s := range samples {
		if p := m.Confidence(s.Evidence); s.answerable {
			answerable = append(answerable, p)
		} else {
			others = append(others, p)
		}
	}
	best, threshold := 0.0, 0.5
	for p := 0.05; p < 0.95; p += 0.005 {
		if j := above(answerable, p) - above(others, p); j > best {
			best, threshold = j, math.Round(1000*p)/1000
		}
	}
	return threshold
}
