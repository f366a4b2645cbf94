// Command calibrate fits the model that decides whether an article answers a question, and
// writes it to rag/decide/calibration.json. With -statements, it fits the model that decides
// whether a passage supports a statement, and writes it to rag/verify/calibration.json.
//
//	go run ./internal/tools/calibrate [-keep] [-more FOLDER] ../shared/eval rag/decide/calibration.json
//	go run ./internal/tools/calibrate -statements [-held NAMES] [-more FOLDER] ../shared/eval rag/verify/calibration.json
//	go run ./internal/tools/calibrate -sentences [-more FOLDER] ../shared/eval
//	go run ./internal/tools/calibrate -claims ../shared/eval
//	go run ./internal/tools/calibrate [-statements] -measure FILE.jsonl -articles FOLDER
//
// With -sentences, it fits the weights that rank the sentences of the passages, and prints
// them. They are constants in rag/decide/sentence.go, and the other models depend on them.
// With -claims, it prints what a check of the statements as claims of a person finds, by
// threshold for one half of the questions and by finding for both halves.
// With -measure, it fits nothing: it prints what the built-in models make of the questions or
// statements in a file, and how reliable their probabilities are.
//
// The models for passages that a judge has read are fitted on questions that people typed:
// answers.jsonl in FOLDER, and questions.jsonl in the folders of -more. The evidence for the
// latter is printed to standard error; kept.jsonl beside this file is such output, which is
// used if there is no -more. The figures for each article are those of a fit on the other
// articles.
//
// The models for use without a judge are fitted on the other sets in FOLDER. drcd_refusal has
// answerable and unanswerable questions. A third of XQuAD's questions keep their passage, a
// third lose it, and a third are asked of another article. Some articles are also asked a
// question from generic.txt, which no article answers. About half of the articles are held out
// for the figures; the models are fitted on the others.
package main

import (
	"context"
	"encoding/json"
	"errors"
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

const usage = `usage: calibrate [-keep] [-more FOLDER] FOLDER OUTPUT.json
       calibrate -statements [-held NAMES] [-more FOLDER] FOLDER [OUTPUT.json]
       calibrate -sentences [-more FOLDER] FOLDER
       calibrate -claims FOLDER
       calibrate [-statements] -measure FILE.jsonl -articles FOLDER`

// options are the settings of the command line.
type options struct {
	more                        []string
	keep, forClaims             bool
	forStatements, forSentences bool
	heldOut, measured, articles string
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("calibrate: ")
	var o options
	flag.Func("more", "another `folder` with questions.jsonl or statements.jsonl, and articles; may be repeated", func(folder string) error {
		o.more = append(o.more, folder)
		return nil
	})
	flag.BoolVar(&o.keep, "keep", false, "keep the built-in models for use without a judge, as fitting them takes minutes")
	flag.BoolVar(&o.forStatements, "statements", false, "fit the check of statements, or measure the built-in one if no output is named")
	flag.BoolVar(&o.forClaims, "claims", false, "measure the check of what a person claims, with the statements of the folder")
	flag.BoolVar(&o.forSentences, "sentences", false, "fit the weights that rank the sentences that a judge has read, and print them")
	flag.StringVar(&o.heldOut, "held", "", "comma-separated `names` of texts that the check of statements is not fitted on")
	flag.StringVar(&o.measured, "measure", "", "measure the built-in models with the questions or, with -statements, the statements in this `file`; fit nothing")
	flag.StringVar(&o.articles, "articles", "", "the `folder` with the articles for -measure")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := o.run(ctx, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

// run does what the flags ask for.
func (o options) run(ctx context.Context, args []string) error {
	base := newSetup()
	switch {
	case o.measured != "" && o.forStatements:
		return measureStatements(ctx, base, o.measured, o.articles)
	case o.measured != "":
		return measure(ctx, base, o.measured, o.articles)
	case o.forClaims && len(args) == 1:
		return measureClaims(ctx, base, args[0])
	case o.forSentences && len(args) == 1:
		return sentences(ctx, base, setsOf(args[0], o.more))
	case o.forStatements && len(args) == 1:
		return statements(ctx, base, append(o.more, args[0]), strings.Split(o.heldOut, ","), "")
	case o.forStatements && len(args) == 2:
		return statements(ctx, base, append(o.more, args[0]), strings.Split(o.heldOut, ","), args[1])
	case len(args) == 2 && !o.forSentences:
		return fitAll(ctx, base, args[0], args[1], o.more, o.keep)
	}
	return errors.New(usage)
}

func newSetup() *setup.Setup {
	base := setup.New(setup.Settings{Data: filepath.Join(os.TempDir(), "footnote-calibrate")})
	base.Log = slog.Default()
	return base
}

// A sample is a question with its evidence and the expected decision.
type sample struct {
	decide.Evidence
	id         string // of the case; empty for most samples
	set        string // for typed questions, the article
	answerable bool
	right      bool // whether the answer that would be shown answers the question
	kind       string
	fitted     bool // not held out
}

// holds reports whether a target is true of the sample.
func (s sample) holds(t decide.Target) bool {
	if t == decide.Right && s.Judged {
		return s.right
	}
	return s.answerable
}

// fitAll fits the models for use with a judge and, unless the built-in ones are kept, those for
// use without one. It writes them to output.
func fitAll(ctx context.Context, base *setup.Setup, folder, output string, more []string, keep bool) error {
	models, err := judged(ctx, base, setsOf(folder, more))
	if err != nil {
		return err
	}
	base.Calibration = nil
	others, err := decide.Load()
	if err != nil {
		return err
	}
	others = slices.DeleteFunc(others, func(m decide.Model) bool { return m.Judged })
	if !keep {
		if others, err = unjudged(ctx, base, folder); err != nil {
			return err
		}
	}
	out, err := json.MarshalIndent(append(models, others...), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(output, append(out, '\n'), 0o644)
}

// unjudged fits the models for use without a judge.
func unjudged(ctx context.Context, base *setup.Setup, folder string) ([]decide.Model, error) {
	embedder, done, err := base.CachedEmbedder()
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
		unsure := m
		unsure.Target, unsure.Enough = decide.Answers, math.Round(1000*unsureShare*m.Enough)/1000
		models = append(models, unsure, m)
	}
	return models, nil
}

// unsureShare sets the threshold for showing an unsure answer without a judge, as a share of the
// threshold for a sure one.
const unsureShare = 0.7

// fit fits a model to the samples that are not held out.
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

// balance returns the threshold that maximises the share of answerable questions that are
// answered minus the share of the others that are (Youden, "Index for rating diagnostic tests",
// 1950).
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
