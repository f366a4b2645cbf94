package rag

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"footnote/rag/index"
	"footnote/rag/lexical"
	"footnote/rag/reply"
	"footnote/rag/selfcheck"
	"footnote/rag/verify"
)

// A stream is an answer that a model is writing. It shows only statements that a passage
// supports, and never takes back what it has shown.
type stream struct {
	verifier *verifier
	checks   bool // statements that the judge is not sure of wait for the model's self-check
	// answers, if not nil, says whether a statement answers the question. Nothing is shown
	// until one does.
	answers  func(ctx context.Context, statement string) (bool, error)
	emit     func(string) error
	phrases  phrases
	language lexical.Language // of the question

	// The state of the current generation, which begin resets.
	ctx      context.Context
	refs     []index.Ref // the passages that the model sees, in the order of their numbers
	reading  *reading    // of refs
	told     reply.Told
	splitter verify.Splitter
	times    map[string]int // how often the model wrote each statement
	hasCited bool
	pending  []verify.Piece   // statements from before the first citation
	held     []selfcheck.Held // the first statement that must wait, and all after it

	lead        string          // a line above the first statement, or ""
	text        strings.Builder // what was shown
	answer      Answer
	refused     bool  // the model began with a refusal in words
	omitted     bool  // something was left out since the last statement that was shown
	saidNone    bool  // the model wrote the sentinel that says that the passages do not answer
	saidInWords bool  // a dropped statement says that there is no answer
	strayed     bool  // nothing that the model wrote answers the question
	emitError   error // of the caller's emit
}

// errEnough stops a model that repeats itself or has said that there is no answer.
var errEnough = errors.New("the model has said enough")

const (
	// omission marks where statements were left out.
	omission = "[…]"
	// maxRepeats is how often the model may write the same statement before it is stopped.
	maxRepeats = 3
	// maxSupport is the largest number of footnotes of one statement.
	maxSupport = 3
)

// begin resets the stream for a generation from these instructions and passages.
func (s *stream) begin(ctx context.Context, instructions string, refs []index.Ref) {
	s.ctx, s.refs, s.splitter, s.times = ctx, refs, verify.Splitter{}, map[string]int{}
	s.reading, s.hasCited, s.pending, s.held = s.verifier.Read(refs), false, nil, nil
	var passages []string
	for _, r := range refs {
		passages = append(passages, r.Told())
	}
	s.told = reply.NewTold(instructions, passages)
}

// discard forgets everything that turned out to be thinking. What was shown of it has been
// checked, and stays.
func (s *stream) discard() {
	s.splitter, s.pending, s.held, s.hasCited = verify.Splitter{}, nil, nil, false
	s.refused, s.saidNone, s.saidInWords, s.strayed, s.omitted, s.answer.Statements.Dropped = false, false, false, false, false, 0
	maps.DeleteFunc(s.times, func(text string, _ int) bool { return !strings.Contains(s.text.String(), verify.EscapeMarks(text)) })
}

// add processes a piece of what the model writes.
func (s *stream) add(delta string) error { return s.addAll(s.splitter.Add(delta)) }

// end processes the rest when the model has finished.
func (s *stream) end() error {
	if err := s.addAll(s.splitter.End()); err != nil && !errors.Is(err, errEnough) {
		return err
	}
	return s.judgePending(nil)
}

func (s *stream) addAll(pieces []verify.Piece) error {
	for _, p := range pieces {
		if err := s.addPiece(p); err != nil {
			return err
		}
	}
	return nil
}

// addPiece skips what states nothing to a reader, and judges the other statements as soon as
// the model has cited a passage.
func (s *stream) addPiece(p verify.Piece) error {
	if s.refused { // the model can only be explaining its refusal
		return nil
	}
	if none, alone := reply.Sentinel(p.Text); none {
		s.saidNone = true
		if alone { // the model can only be explaining it
			return errEnough
		}
		return nil
	}
	if s.times[p.Text]++; s.times[p.Text] > 1 {
		if s.times[p.Text] > maxRepeats {
			return errEnough
		}
		return nil
	}
	if reply.IsSources(p.Text) && s.hasStatements() {
		return errEnough
	}
	if reply.StatesNothing(p.Text, s.answer.Question, s.lead) {
		return nil
	}
	rest, refuses := reply.WithoutRefusal(p.Text)
	if refuses && rest == "" { // a remark that something is missing is not shown next to statements
		s.refused = s.refused || !s.hasStatements()
		s.saidInWords = s.saidInWords || !s.shown() && len(s.pending) == 0
		return nil
	}
	p.Text = reply.Once(rest)
	if s.inOtherLanguage(p.Text) || s.told.Repeats(p.Text) {
		s.drop(p.Text)
		return nil
	}
	if len(p.Cites) == 0 && !s.hasCited {
		s.pending = append(s.pending, p)
		return nil
	}
	if !s.hasCited {
		s.hasCited = true
		if err := s.judgePending(p.Cites); err != nil {
			return err
		}
	}
	return s.judge(p, p.Cites)
}

// present shows a statement that a passage supports.
func (s *stream) present(p verify.Piece, v verify.Verdict) error {
	s.answer.Statements.Supported++
	switch {
	case len(p.Cites) == 0:
		s.answer.Statements.Uncited++
	case v.Moved:
		s.answer.Statements.Miscited++
	}
	return s.show(s.marked(p, v.Support))
}

// marked returns a statement as it is appended to the answer, with its footnote marks.
func (s *stream) marked(p verify.Piece, support []verify.Place) string {
	var out strings.Builder
	switch {
	case !s.shown():
	case p.Newline:
		out.WriteString("\n")
	default:
		out.WriteString(" ")
	}
	if s.omitted {
		out.WriteString(omission + " ")
	}
	s.omitted = false
	out.WriteString(verify.EscapeMarks(p.Text) + " ")
	for _, place := range support[:min(len(support), maxSupport)] {
		out.WriteString("[" + strconv.Itoa(s.footnote(place)) + "]")
	}
	return out.String()
}

// footnote returns the number of the footnote for a sentence, and adds the footnote if there
// is none.
func (s *stream) footnote(place verify.Place) int {
	ref := s.refs[place.Source]
	span := ref.Article.Passages[ref.Passage].Sentences[place.Sentence]
	if i := slices.IndexFunc(s.answer.Footnotes, func(f Footnote) bool { return f.Article == ref.Article && f.Span == span }); i >= 0 {
		return i + 1
	}
	n := len(s.answer.Footnotes) + 1
	s.answer.Footnotes = append(s.answer.Footnotes, newFootnote(n, ref, span))
	return n
}

func (s *stream) show(text string) error {
	if !s.shown() {
		text = s.lead + text
	}
	s.text.WriteString(text)
	if err := s.emit(text); err != nil {
		s.emitError = err
		return err
	}
	return nil
}

func (s *stream) shown() bool { return s.text.Len() > 0 }

// hasStatements reports whether a statement was shown or may still be.
func (s *stream) hasStatements() bool { return s.shown() || len(s.pending) > 0 || len(s.held) > 0 }

// abstains reports whether nothing was shown because the model said that there is no answer,
// or wrote nothing that answers the question.
func (s *stream) abstains() bool { return !s.shown() && (s.saidNone || s.saidInWords || s.strayed) }

// isPoorlySupported reports whether the passages support too little of what the model wrote.
func (s *stream) isPoorlySupported() bool {
	return !s.shown() || s.answer.Statements.Dropped > s.answer.Statements.Supported
}

// close marks the end of the text if statements there were left out.
func (s *stream) close() error {
	if !s.omitted {
		return nil
	}
	s.omitted = false
	return s.show(" " + omission)
}

// finish returns the answer with the text that was shown.
func (s *stream) finish() Answer {
	s.answer.Text = s.text.String()
	return s.answer
}
