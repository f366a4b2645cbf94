// Package doctest has helpers for the tests of format readers.
package doctest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// Check fails the test unless a reader's result has the properties that hold for any input: an
// error is a [*doc.Error], all text is UTF-8, and no block is blank.
func Check(t testing.TB, d doc.Document, err error) {
	t.Helper()
	var bad *doc.Error
	if err != nil && !errors.As(err, &bad) {
		t.Fatalf("%T: %v", err, err)
	}
	if !utf8.ValidString(d.Title + d.Author + d.Published) {
		t.Fatalf("title %+q", d.Title)
	}
	for _, b := range d.Blocks {
		if !utf8.ValidString(b.Text) || strings.TrimSpace(b.Text) == "" || b.Level < 0 {
			t.Fatalf("block %+q of level %d", b.Text, b.Level)
		}
	}
}

// Outline returns the texts of a document's blocks, separated by "|". Each heading is preceded by
// its level.
func Outline(d doc.Document) string {
	var all []string
	for _, b := range d.Blocks {
		text := b.Text
		if b.Level > 0 {
			text = string(rune('0'+b.Level)) + text
		}
		all = append(all, text)
	}
	return strings.Join(all, "|")
}

// Figures returns the texts of a document's blocks, separated by "|", with alternative texts in
// brackets, followed by the number of pictures.
func Figures(d doc.Document) string {
	var all []string
	count := len(d.Pictures)
	for _, b := range d.Blocks {
		text := b.Text
		if b.Alternative {
			text = "[" + text + "]"
		}
		count += len(b.Pictures)
		all = append(all, text)
	}
	return fmt.Sprintf("%s %d", strings.Join(all, "|"), count)
}
