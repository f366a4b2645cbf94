package setup

import (
	"footnote/rag"
	"footnote/rag/e5"
	"footnote/rag/encoder"
	"footnote/rag/index"
	"footnote/rag/judge"
)

// These are values of Settings.Judging; the third one is auto.
const (
	judgingOn  = "on"
	judgingOff = "off"
)

// Judge returns the judge, which reads passages together with the question. It creates it once.
// It returns nil, so that words and vectors decide, if the settings turn the judge off. If they
// say auto, it also returns nil if only words are matched, or if the judge would take seconds
// per question on this processor.
func (s *Setup) Judge() (rag.Judge, error) {
	embedder, err := s.NewEmbedder()
	if err != nil || !judges(s.Judging, embedder) {
		return nil, err
	}
	s.judgeOnce.Do(func() {
		if !encoder.Quick() {
			s.warn("the judge takes about 1 s for each passage that it reads, as this processor has neither SSE4.1 nor NEON; --judge auto answers without it")
		}
		s.judge, s.noJudge = makeJudge(embedder)
	})
	return s.judge, s.noJudge
}

func judges(setting string, embedder index.Embedder) bool {
	switch setting {
	case judgingOn:
		return true
	case judgingOff:
		return false
	}
	return embedder != nil && encoder.Quick()
}

// makeJudge returns a judge. If the embedder is the built-in one, they share its memory.
func makeJudge(embedder index.Embedder) (rag.Judge, error) {
	own, ok := embedder.(*e5.Embedder)
	if !ok {
		var err error
		if own, err = e5.New(); err != nil {
			return nil, err
		}
	}
	return judge.New(own), nil
}

// Kernels names the processor features that the built-in models use.
func Kernels() string { return encoder.Kernels() }

// JudgeTime says about how long the judge takes per question.
func JudgeTime() string {
	if encoder.Quick() {
		return "a fraction of a second"
	}
	return "seconds"
}
