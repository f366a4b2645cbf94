package setup

import (
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/openai"
)

// Modes that Settings.Mode names.
const (
	modeExtractive = "extractive"
	modeLLM        = "llm"
)

// HasModel reports whether a language model is to write: one is asked for, or
// one is set up.
func (s *Settings) HasModel() bool {
	return s.Mode == modeLLM || s.Mode != modeExtractive && (s.Model.Key != "" || s.Model.BaseURL != "")
}

// Generator is the language model.
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

// checkModel says what is wrong with the settings of a model before any work.
func (s *Settings) checkModel() error {
	if !s.HasModel() {
		return nil
	}
	_, err := s.Generator()
	return err
}

// writing is how the language model writes, nil where there is none. done ends
// what it keeps open.
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
