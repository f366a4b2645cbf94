package setup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"
	"time"

	"footnote/corpus"
	"footnote/corpus/scan"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/openai"
)

// A Vision configures the model that reads pages that are pictures. It is off if it names no
// model.
type Vision struct {
	openai.GeneratorOptions
	Pages int // maximum number of pages read per file; 0 means [corpus.DefaultSeen]
}

const (
	// seenTokens is the maximum number of tokens per page: over 4,000 Chinese characters, or
	// 3,000 words. Not every server accepts a larger limit.
	seenTokens = 4000
	// betweenWords is how long the model may be silent while it writes.
	betweenWords = 30 * time.Second
)

// Sees reports whether a model reads pictures.
func (s *Settings) Sees() bool { return s.Vision.Model != "" }

// filesOf selects the files that are read, by name.
func filesOf(s *Settings) corpus.Files { return corpus.Files{Pictures: s.Sees()} }

// VisionModel returns the model that reads pictures, or an error in its settings.
func (s *Settings) VisionModel() (*openai.Generator, error) {
	o := s.Vision.GeneratorOptions
	if o.Key == "" && o.BaseURL == "" {
		return nil, &Error{Kind: Missing, Part: PartVision}
	}
	o.FirstToken, o.BetweenTokens, o.MaxTokens = o.Timeout, betweenWords, seenTokens
	g, err := openai.NewGenerator(o)
	if err != nil {
		return nil, &Error{Kind: Invalid, Part: PartVision, Err: err}
	}
	return g, nil
}

// newEye returns the model in the form that readers of files use, or nil if there is none.
// Problems of the model's server are passed to warn.
func newEye(s *Settings, warn func(string)) (scan.Eye, error) {
	if !s.Sees() {
		return nil, nil
	}
	g, err := s.VisionModel()
	if err != nil {
		return nil, err
	}
	asked := sha256.Sum256([]byte(scan.Prompt))
	return &eye{g, eyeName(s.Vision.Model), g.Model() + " " + hex.EncodeToString(asked[:8]), warn}, nil
}

// eyeName returns the model's name as shown to people. It hides the folder of a model that is
// named by a path.
func eyeName(name string) string {
	if strings.HasPrefix(name, "/") || strings.HasPrefix(name, ".") {
		name = path.Base(name)
	}
	return name
}

type eye struct {
	*openai.Generator
	name, version string
	warn          func(string)
}

func (e *eye) Model() string   { return e.name }
func (e *eye) Version() string { return e.version }

// See implements [scan.Eye].
func (e *eye) See(ctx context.Context, s scan.Sight) (scan.Seen, error) {
	written, made, err := e.Generator.See(ctx, rag.Prompt{User: scan.Prompt, MaxTokens: seenTokens}, openai.Picture{Type: s.Type, Data: s.Data})
	if err != nil && ctx.Err() != nil {
		return scan.Seen{}, context.Cause(ctx)
	}
	seen := scan.Seen{Tokens: made.InputTokens + made.OutputTokens}
	if err != nil {
		e.warn(fmt.Sprintf("%s could not read page %d of %d: %v%s", e.Generator.Model(), s.Number, s.Of, err, hintOf(err)))
		return seen, unseen(err)
	}
	if seen.Text, err = scan.Text(written); err == nil && made.Finish == rag.FinishLength {
		err = &scan.Failure{Reason: "the model reached its output limit before the end of the page", Hint: "split the page, or use another model"}
	}
	return seen, err
}

func hintOf(err error) string {
	var failed *openai.Error
	if errors.As(err, &failed) && failed.Hint != "" {
		return "; " + failed.Hint
	}
	return ""
}

// unseen says why a page was not read, in a form suitable for those who add files. The server's
// own message is for the operator only.
func unseen(err error) *scan.Failure {
	f := &scan.Failure{Reason: "the model's answer was cut off", Server: true, Err: err}
	var failed rag.GenerateError
	if !errors.As(err, &failed) {
		return f
	}
	switch failed.Cause() {
	case rag.CauseUnreachable:
		f.Reason, f.Final = "the model cannot be reached", true
	case rag.CauseTimeout:
		f.Reason = "the model did not answer in time"
	case rag.CauseBusy:
		f.Reason, f.Final = "the model is receiving too many requests just now", true
	case rag.CauseQuota:
		f.Reason, f.Final = "the model account's quota is used up", true
	case rag.CauseConfiguration:
		f.Reason, f.Hint = "the server does not accept the picture or the model", "the operator can find out why with footnote doctor"
		if said, ok := errors.AsType[*openai.Error](err); ok && said.Kind == openai.KindAuth {
			f.Reason, f.Final = "the model's server does not accept the key", true
		}
	case rag.CauseTooLong:
		f.Reason = "the picture is too large for the model"
	case rag.CauseRefused:
		f.Reason, f.Server = "the model refused to read it", false
	case rag.CauseEmpty:
		f.Reason, f.Server = "the model wrote nothing", false
	}
	return f
}

// A lateEye keeps what it reads in the local library, which it opens once there is something to
// read.
type lateEye struct {
	scan.Eye
	setup *Setup

	once sync.Once
	kept scan.Eye // an eye with a library, if that can be written
	db   *store.Library
}

// See implements [scan.Eye].
func (e *lateEye) See(ctx context.Context, s scan.Sight) (scan.Seen, error) {
	e.once.Do(func() { e.open(ctx) })
	progress := e.setup.Progress(fmt.Sprintf("reading page %d of %d", s.Number, s.Of))
	defer progress.End()
	progress.Show(s.Number-1, s.Of)
	return e.kept.See(ctx, s)
}

func (e *lateEye) open(ctx context.Context) {
	e.kept = e.Eye
	db, err := store.OpenLibrary(ctx, e.setup.Database())
	if err != nil { // then the page will be read again next time
		return
	}
	own := &corpus.Reader{Eye: e.Eye}
	l, err := library.New(library.Options{Store: db, Reader: own, Log: e.setup.Log, Limits: library.Limits{Tokens: -1}})
	if err != nil {
		db.Close()
		return
	}
	e.db, e.kept = db, library.Seeing(l, store.Local, nil)
}

func (e *lateEye) close() {
	if e.db != nil {
		e.db.Close()
	}
}
