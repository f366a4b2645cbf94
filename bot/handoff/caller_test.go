package handoff

import (
	"fmt"
	"testing"
	"time"
)

// TestOld checks which messages are too old for a call: those older than the calls that the
// bot remembers. A malformed id counts as old.
func TestOld(t *testing.T) {
	id := func(age time.Duration) string {
		const discordEpoch = 1420070400000
		return fmt.Sprint((time.Now().Add(-age).UnixMilli() - discordEpoch) << 22)
	}
	for of, want := range map[string]bool{id(0): false, id(89 * 24 * time.Hour): false, id(remembered): true, id(400 * 24 * time.Hour): true, "": true, "1": true} {
		if old(of) != want {
			t.Errorf("%q is old: %v", of, !want)
		}
	}
}
