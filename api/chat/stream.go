package chat

import (
	"bytes"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"footnote/api/fault"
	"footnote/api/value"
)

// quiet is the longest silence of a stream. Proxies close a stream that is silent for longer,
// often after a minute.
const quiet = 10 * time.Second

// A stream sends an answer as server-sent events. It sends nothing before the first event, so
// that an earlier error can be a response of its own.
type stream struct {
	head Chunk

	mu    sync.Mutex // held while writing
	w     http.ResponseWriter
	begun bool
	err   error // of writing; nothing is written after it
}

func newStream(w http.ResponseWriter, head Chunk) *stream { return &stream{w: w, head: head} }

// name sets the name of the model in further events.
func (s *stream) name(model string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.head.Model = model
}

// keepAlive sends comments so that the stream is never silent for long, until done is called.
func (s *stream) keepAlive() (done func()) {
	ticker, stopped, ended := time.NewTicker(quiet), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-ticker.C:
				s.mu.Lock()
				s.begin()
				s.write([]byte(": still at work\n\n"))
				s.mu.Unlock()
			case <-stopped:
				return
			}
		}
	}()
	return sync.OnceFunc(func() {
		ticker.Stop()
		close(stopped)
		<-ended
	})
}

// text sends a further piece of the answer.
func (s *stream) text(piece string) error {
	if piece == "" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin()
	s.send(Delta{Delta: Piece{Content: piece}})
	return s.err
}

// end sends the rest of the text, the footnotes and, if requested, the usage.
func (s *stream) end(rest string, answer *value.Answer, took *Usage) {
	_ = s.text(rest)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin()
	last, reason := s.head, stop
	last.Choices, last.Footnote = []Delta{{FinishReason: &reason}}, answer
	s.event(last)
	if took != nil {
		last = s.head
		last.Choices, last.Usage = []Delta{}, took
		s.event(last)
	}
	s.write([]byte("data: [DONE]\n\n"))
}

// fail sends an error if the stream has begun. Otherwise it returns the error.
func (s *stream) fail(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.begun {
		return err
	}
	s.event(fault.Of(err).Body())
	return nil
}

func (s *stream) begin() {
	if s.begun {
		return
	}
	s.begun = true
	h := s.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Accel-Buffering", "no") // stops nginx from buffering the response
	s.w.WriteHeader(http.StatusOK)
	s.send(Delta{Delta: Piece{Role: "assistant"}})
}

func (s *stream) send(d Delta) {
	c := s.head
	c.Choices = []Delta{d}
	s.event(c)
}

func (s *stream) event(body any) {
	var out bytes.Buffer
	out.WriteString("data: ")
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	if err := lines.Encode(body); err != nil && s.err == nil {
		s.err = err
	}
	out.WriteString("\n")
	s.write(out.Bytes())
}

func (s *stream) write(raw []byte) {
	if s.err != nil {
		return
	}
	if _, s.err = s.w.Write(raw); s.err == nil {
		s.err = http.NewResponseController(s.w).Flush()
	}
}
