package term

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"testing"
	"time"
)

// Lines of JSON have durations that a person can read, as lines on a terminal do.
func TestLogDurations(t *testing.T) {
	var out bytes.Buffer
	New(&out).Log(slog.LevelInfo).Info("asked again", "again_in", 983*time.Millisecond, "try", 2)
	var line struct {
		AgainIn string `json:"again_in"`
		Try     int
	}
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || line.AgainIn != "983ms" || line.Try != 2 {
		t.Errorf("%s: %v", out.String(), err)
	}
}
