package setup

import (
	"footnote/rag"
	"footnote/rag/e5"
	"footnote/rag/encoder"
	"footnote/rag/judge"
)

// Judge reads passages together with the question. It is made once. It is nil, and
// words and vectors decide, where words alone are to be matched, and on processors
// that would take seconds for each question.
func (s *Setup) Judge() (rag.Judge, error) {
	embedder, err := s.NewEmbedder()
	if err != nil || embedder == nil || !encoder.Quick() {
		return nil, err
	}
	s.judging.Do(func() {
		own, ok := embedder.(*e5.Embedder)
		if !ok {
			own, s.failed = e5.New()
		}
		if s.failed == nil {
			s.judge = judge.New(own)
		}
	})
	return s.judge, s.failed
}
