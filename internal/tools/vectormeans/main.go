// Command vectormeans computes the mean vectors that the built-in embedder subtracts, and
// writes them to rag/e5/means.bin.
//
//	go run ./internal/tools/vectormeans ../shared/eval rag/e5/means.bin
//
// The first argument is the folder of the test sets. The means for Han script are those of the
// questions and passages in the Chinese sets; the mean for questions in Latin script is that of
// XQuAD's English questions. There are no English passages. As XQuAD has the same questions in
// both languages, the difference between the means of these is added to the mean of the Chinese
// passages instead.
package main

import (
	"context"
	"encoding/binary"
	"log"
	"os"
	"path/filepath"

	"footnote/corpus"
	"footnote/rag/e5"
	"footnote/rag/eval"
	"footnote/rag/index"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("vectormeans: ")
	if len(os.Args) != 3 {
		log.Fatal("usage: vectormeans FOLDER OUTPUT.bin")
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func run(folder, output string) error {
	embedder, err := e5.NewUncentred()
	if err != nil {
		return err
	}
	s := sets{folder, embedder}
	var hanQuestions, hanPassages [][]float32
	for _, set := range []string{"cmrc2018_trial", "drcd_dev", "xquad_zh"} {
		mean, err := s.questions(set)
		if err != nil {
			return err
		}
		hanQuestions = append(hanQuestions, mean)
	}
	for _, set := range []string{"cmrc2018_trial", "drcd_dev", "xquad_zh", "xquad_hans2hant"} {
		means, err := s.passages(set)
		if err != nil {
			return err
		}
		hanPassages = append(hanPassages, means...)
	}
	latinQuestions, err := s.questions("xquad_en2zh")
	if err != nil {
		return err
	}
	xquadChinese := hanQuestions[2]
	questions, passages := mean(hanQuestions), mean(hanPassages)
	latinPassages := make([]float32, len(passages))
	for i := range latinPassages {
		latinPassages[i] = passages[i] + latinQuestions[i] - xquadChinese[i]
	}
	return write(output, questions, latinQuestions, passages, latinPassages)
}

// sets are the test sets in a folder.
type sets struct {
	folder   string
	embedder *e5.Embedder
}

// questions returns the mean of the questions of a set.
func (s sets) questions(set string) ([]float32, error) {
	lines, err := eval.ReadLines[eval.Question](filepath.Join(s.folder, set+".questions.jsonl"))
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, q := range lines {
		texts = append(texts, q.Question)
	}
	return s.mean(index.RoleQuery, texts)
}

// passages returns the mean of the passages of a set, and the mean of their sentences.
func (s sets) passages(set string) ([][]float32, error) {
	lines, err := eval.ReadLines[eval.Passage](filepath.Join(s.folder, set+".passages.jsonl"))
	if err != nil {
		return nil, err
	}
	var passages, sentences []string
	for _, p := range lines {
		a, err := corpus.Single(p.ID, p.Title, p.Text)
		if err != nil {
			return nil, err
		}
		passages = append(passages, a.Text)
		for _, sentence := range a.Passages[0].Sentences {
			sentences = append(sentences, a.Quote(sentence))
		}
	}
	ofPassages, err := s.mean(index.RolePassage, passages)
	if err != nil {
		return nil, err
	}
	ofSentences, err := s.mean(index.RolePassage, sentences)
	return [][]float32{ofPassages, ofSentences}, err
}

func (s sets) mean(role index.Role, texts []string) ([]float32, error) {
	vectors, err := s.embedder.Embed(context.Background(), role, texts)
	if err != nil {
		return nil, err
	}
	return mean(vectors), nil
}

func mean(vectors [][]float32) []float32 {
	sum := make([]float32, len(vectors[0]))
	for _, v := range vectors {
		for i := range sum {
			sum[i] += v[i] / float32(len(vectors))
		}
	}
	return sum
}

func write(path string, means ...[]float32) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	for _, m := range means {
		if err := binary.Write(f, binary.LittleEndian, m); err != nil {
			return err
		}
	}
	return f.Close()
}
