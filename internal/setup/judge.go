package setup

import (
	"footnote/rag"
	"footnote/rag/e5"
	"footnote/rag/encoder"
	"footnote/rag/index"
	"footnote/rag/judge"
)

// What Settings.Judging names besides auto.
const (
	judgingOn  = "on"
	judgingOff = "off"
)

// Judge reads passages together with the question. It is made once. It is nil, and
// words and vectors decide, where the settings turn it off. Without a setting it is
// nil where words alone are to be matched, and on processors that would take
// seconds for each question.
func (s *Setup) Judge() (rag.Judge, error) {
	embedder, err := s.NewEmbedder()
	if err != nil || !judges(s.Judging, embedder) {
		return nil, err
	}
	s.judgeOnce.Do(func() {
		if !encoder.Quick() {
			s.warn("the judge takes about 2 s for each passage that it reads, as this processor has no AVX2; --judge auto answers without it")
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

// makeJudge makes a judge that shares the memory of the embedder if that is the
// built-in one.
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
