package render

import (
	"testing"

	"footnote/library/store"
)

// TestForgedIDs checks that no other text is accepted as the custom_id of a button, not even
// one that differs only in the unused bits of its last letter.
func TestForgedIDs(t *testing.T) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
	s := NewSigner("token")
	for length := range 4 {
		id := s.ID(store.Guild("1"), Kind(1), make([]byte, length))
		if _, payload, err := s.Read(store.Guild("1"), id); err != nil || len(payload) != length {
			t.Fatalf("%q: %v, %v", id, payload, err)
		}
		for at := range id {
			for _, letter := range letters {
				other := id[:at] + string(letter) + id[at+1:]
				if _, _, err := s.Read(store.Guild("1"), other); err == nil && other != id {
					t.Errorf("%q is accepted as %q", other, id)
				}
			}
		}
	}
}
