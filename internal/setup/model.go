package setup

import (
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/openai"
)

// These are values of Settings.Mode.
const (
	modeExtractive = "extractive"
	modeLLM        = "llm"
)

// HasModel reports whether a language model writes the answers: because the mode demands it, or
// because one is configured and the mode allows it.
func (s *Settings) HasModel() bool {
	return s.Mode == modeLLM || s.Mode != modeExtractive && (s.Model.Key != "" || s.Model.BaseURL != "")
}

// Generator returns the language model.
func (s *Settings) Generator() (*openai.Generator, error) {
	if s.Model.Key == "" && s.Model.BaseURL == "" {
		return nil, &Error{Kind: Missing, Part: PartModel}
	}
	g, err := openai.NewGenerator(s.Model)
	if err != nil {
		return nil, &Error{Kind: Invalid, Part: PartModel, Err: err}
	}
	return g, nil
}

// checkModel reports invalid settings of the model before any work is done.
func (s *Settings) checkModel() error {
	if !s.HasModel() {
		return nil
	}
	_, err := s.Generator()
	return err
}

// writing returns how the language model writes, or nil if there is none. The caller calls done
// when finished.
func (s *Setup) writing() (w *rag.Writing, done func(), err error) {
	if !s.HasModel() {
		return nil, func() {}, nil
	}
	g, err := s.Generator()
	if err != nil {
		return nil, nil, err
	}
	w = &rag.Writing{Generator: g, Strict: s.Mode == modeLLM, Timeout: s.Model.Timeout, ContextTokens: s.Context, SelfCheck: s.SelfCheck}
	report := func() {
		if used := g.Usage(); s.Used != nil && used.Requests > 0 {
			s.Used(g.Model(), used)
		}
	}
	if s.NoCache {
		return w, report, nil
	}
	answers := store.OpenAnswers(s.Database(), store.Limits{}, s.warn)
	w.Answers = answers
	return w, func() {
		report()
		answers.Close()
	}, nil
}
