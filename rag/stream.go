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

// A stream is an answer while a model writes it. Only statements that a passage
// bears out are shown, and what was shown stays.
type stream struct {
	verifier *verifier
	checks   bool // what the judge is not sure of waits for the model's own word
	// answers, if it is there, says whether a statement answers the question. Nothing
	// is shown until one does.
	answers  func(ctx context.Context, statement string) (bool, error)
	emit     func(string) error
	phrases  phrases
	language lexical.Language // of the question

	// Of what the model is writing just now; it may have to begin anew.
	ctx      context.Context
	refs     []index.Ref // that it sees, in the order of their numbers
	reading  *reading    // of them
	told     reply.Told
	splitter verify.Splitter
	times    map[string]int // how often it wrote a statement
	hasCited bool
	pending  []verify.Piece   // its statements before it cited something
	held     []selfcheck.Held // its statements from the first on that is not settled

	lead        string          // a line above the first statement, or ""
	text        strings.Builder // as it was shown
	answer      Answer
	refused     bool  // the model began with that, in words
	omitted     bool  // a statement was left out since the last that was shown
	saidNone    bool  // the model wrote the sentinel: the passages do not answer
	saidInWords bool  // one of the statements that were left out says so
	strayed     bool  // nothing that it wrote answers the question
	emitError   error // of the reader
}

// errEnough ends a model that goes round in circles, or has said that there is
// no answer.
var errEnough = errors.New("the model has said enough")

const (
	// omission stands where statements were left out.
	omission = "[…]"
	// maxRepeats is how often a statement may come again before the model is
	// taken to go round in circles.
	maxRepeats = 3
	// maxSupport is how many footnotes one statement has at most.
	maxSupport = 3
)

// begin makes ready for what a model writes from instructions and passages.
func (s *stream) begin(ctx context.Context, instructions string, refs []index.Ref) {
	s.ctx, s.refs, s.splitter, s.times = ctx, refs, verify.Splitter{}, map[string]int{}
	s.reading, s.hasCited, s.pending, s.held = s.verifier.Read(refs), false, nil, nil
	var passages []string
	for _, r := range refs {
		passages = append(passages, r.Told())
	}
	s.told = reply.NewTold(instructions, passages)
}

// discard forgets what the model thought aloud. What was shown of it is borne out,
// and stays.
func (s *stream) discard() {
	s.splitter, s.pending, s.held, s.hasCited = verify.Splitter{}, nil, nil, false
	s.refused, s.saidNone, s.saidInWords, s.strayed, s.omitted, s.answer.Statements.Dropped = false, false, false, false, false, 0
	maps.DeleteFunc(s.times, func(text string, _ int) bool { return !strings.Contains(s.text.String(), verify.EscapeMarks(text)) })
}

// add takes what the model wrote.
func (s *stream) add(delta string) error { return s.addAll(s.splitter.Add(delta)) }

// end takes what is left when the model has finished.
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

// addPiece leaves out what is no statement for a reader, and has the others
// judged once the model has cited something.
func (s *stream) addPiece(p verify.Piece) error {
	if s.refused { // what follows can only be why, or thought
		return nil
	}
	if none, alone := reply.Sentinel(p.Text); none {
		s.saidNone = true
		if alone { // what follows can only be why
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
	if reply.IsSources(p.Text) && s.began() {
		return errEnough
	}
	if reply.StatesNothing(p.Text, s.answer.Question, s.lead) {
		return nil
	}
	rest, refuses := reply.WithoutRefusal(p.Text)
	if refuses && rest == "" { // that a part is missing is not for a text with statements
		s.refused = s.refused || !s.began()
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

// present shows a statement that a passage bears out.
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

// marked is a statement as it is shown after the text so far, with the marks of
// its footnotes.
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

// footnote is the number of the footnote to a sentence, a new one if need be.
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

// began reports whether there is a statement that was shown or may be.
func (s *stream) began() bool { return s.shown() || len(s.pending) > 0 || len(s.held) > 0 }

// abstains reports whether the model said that there is no answer, or nothing that
// answers, and nothing else that holds.
func (s *stream) abstains() bool { return !s.shown() && (s.saidNone || s.saidInWords || s.strayed) }

// poor reports whether too little of what was written holds.
func (s *stream) poor() bool {
	return !s.shown() || s.answer.Statements.Dropped > s.answer.Statements.Supported
}

// close marks that statements at the end were left out.
func (s *stream) close() error {
	if !s.omitted {
		return nil
	}
	s.omitted = false
	return s.show(" " + omission)
}

// finish is the answer as it was shown.
func (s *stream) finish() Answer {
	s.answer.Text = s.text.String()
	return s.answer
}
