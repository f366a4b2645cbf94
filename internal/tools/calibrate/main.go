// Command calibrate fits the decision whether an article answers a question,
// and writes rag/decide/calibration.json; with -statements it fits the one whether a
// passage bears a statement out, and writes rag/verify/calibration.json.
//
//	go run ./internal/tools/calibrate [-keep] [-more FOLDER] ../shared/eval rag/decide/calibration.json
//	go run ./internal/tools/calibrate -statements [-held NAMES] [-more FOLDER] ../shared/eval rag/verify/calibration.json
//	go run ./internal/tools/calibrate -sentences [-more FOLDER] ../shared/eval
//	go run ./internal/tools/calibrate [-statements] -measure FILE.jsonl -articles FOLDER
//
// With -sentences it fits and prints what orders the sentences of the passages, which
// comes before all else: the weights stand in rag/decide/sentence.go. The last one fits nothing: it prints what is built in does with the questions, or
// the statements, of a file, and how its probabilities hold.
//
// Where a judge reads the passages, it is fitted on the questions that people
// typed: answers.jsonl of the folder of the sets, and questions.jsonl of others, whose
// evidence goes to standard error, or, without any, kept.jsonl beside this file. Of
// each article the figures are those of a fit on the other articles.
//
// Where nobody judges, it is fitted on the other sets: drcd_refusal has answerable and
// unanswerable questions; of XQuAD's, every third keeps its passage, every third
// loses it and every third is asked of another article. The questions of
// generic.txt, which no article answers, are asked of some. Questions on every
// other article are kept for the figures; the rest are fitted.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"footnote/internal/setup"
	"footnote/rag/decide"
	"footnote/rag/index"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("calibrate: ")
	var more []string
	flag.Func("more", "a `folder` with questions.jsonl and articles; may be repeated", func(folder string) error {
		more = append(more, folder)
		return nil
	})
	keep := flag.Bool("keep", false, "keep the models for where nobody judges, which take minutes, as they are built in")
	sayings := flag.Bool("statements", false, "fit the check of statements, or measure the one that is built in where no output is named")
	choosing := flag.Bool("sentences", false, "fit what orders the sentences that a judge has read, and print it")
	held := flag.String("held", "", "`names` of texts that the check of statements is not fitted on, with commas")
	file := flag.String("measure", "", "a `file` of questions or, with -statements, of statements: print what is built in does with them, and fit nothing")
	articles := flag.String("articles", "", "the `folder` with the articles of -measure")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if *file != "" {
		measured := measure
		if *sayings {
			measured = measureStatements
		}
		if err := measured(ctx, newSetup(), *file, *articles); err != nil {
			log.Fatal(err)
		}
		return
	}
	if *choosing && flag.NArg() == 1 {
		if err := sentences(ctx, newSetup(), setsOf(flag.Arg(0), more)); err != nil {
			log.Fatal(err)
		}
		return
	}
	if *sayings && flag.NArg() > 0 {
		if err := statements(ctx, newSetup(), append(more, flag.Arg(0)), strings.Split(*held, ","), flag.Arg(1)); err != nil {
			log.Fatal(err)
		}
		return
	}
	if flag.NArg() != 2 {
		log.Fatal("usage: calibrate [-keep] [-more FOLDER] FOLDER OUTPUT.json\n       calibrate -statements [-held NAMES] [-more FOLDER] FOLDER [OUTPUT.json]\n       calibrate -sentences [-more FOLDER] FOLDER\n       calibrate [-statements] -measure FILE.jsonl -articles FOLDER")
	}
	if err := run(ctx, flag.Arg(0), flag.Arg(1), more, *keep); err != nil {
		log.Fatal(err)
	}
}

func newSetup() *setup.Setup {
	made := setup.New(setup.Settings{Data: filepath.Join(os.TempDir(), "footnote-calibrate")})
	made.Log = slog.Default()
	return made
}

// A sample is a question with its evidence.
type sample struct {
	decide.Evidence
	id         string // of a case; mostly empty
	set        string
	answerable bool
	right      bool // what would be shown answers it
	kind       string
	fitted     bool
}

func (s sample) holds(t decide.Target) bool {
	if t == decide.Right && s.Judged {
		return s.right
	}
	return s.answerable
}

func run(ctx context.Context, folder, output string, more []string, keep bool) error {
	made := newSetup()
	models, err := judged(ctx, made, setsOf(folder, more))
	if err != nil {
		return err
	}
	made.Calibration = nil
	others, err := decide.Load()
	if err != nil {
		return err
	}
	others = slices.DeleteFunc(others, func(m decide.Model) bool { return m.Judged })
	if !keep {
		if others, err = unjudged(ctx, made, folder); err != nil {
			return err
		}
	}
	out, err := json.MarshalIndent(append(models, others...), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(output, append(out, '\n'), 0o644)
}

// unjudged fits the models for where nobody judges.
func unjudged(ctx context.Context, made *setup.Setup, folder string) ([]decide.Model, error) {
	embedder, done, err := made.CachedEmbedder()
	if err != nil {
		return nil, err
	}
	defer done()
	var models []decide.Model
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
				return nil, err
			}
		}
		m := fit(l.samples)
		m.Embedder, m.Foreign, m.Sets = c.name, c.foreign, fmt.Sprint(c.sets)
		report(m, l.samples)
		shown := m
		shown.Target, shown.Enough = decide.Answers, math.Round(1000*unsureShare*m.Enough)/1000
		models = append(models, shown, m)
	}
	return models, nil
}

// unsureShare is the share of what is enough to be sure from which on something is
// shown at all, where nobody judges.
const unsureShare = 0.7

// fit fits a model to the samples that are for it.
func fit(samples []sample) decide.Model {
	var fitted []sample
	for _, s := range samples {
		if s.fitted {
			fitted = append(fitted, s)
		}
	}
	m := regress(decide.Right, fitted)
	m.Enough = balance(m, fitted)
	return m
}

// balance is the confidence from which on the share of answerable questions
// that are answered is most above that of the others (Youden, "Index for rating
// diagnostic tests", 1950).
func balance(m decide.Model, samples []sample) float64 {
	var answerable, others []float64
	for _, s := range samples {
		if p := m.Probability(s.Evidence); s.answerable {
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
