package chat

import (
	"errors"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"
)

// A stream that is at its end begins nothing: an error is an answer of its own.
func TestKeepAliveEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := httptest.NewRecorder()
		s := newStream(w, Chunk{})
		stop := s.keepAlive()
		stop()
		stop() // as the handler does
		time.Sleep(2 * quiet)
		if err := errors.New("late"); !errors.Is(s.fail(err), err) || w.Body.Len() > 0 {
			t.Errorf("it has begun: %s", w.Body)
		}
	})
}
