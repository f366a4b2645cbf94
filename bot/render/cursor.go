package render

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"footnote/library/store"
)

// A Way says which articles of a list a page shows, relative to the article of a [Cursor].
type Way byte

const (
	First  Way = 'f'
	Last   Way = 'l'
	After  Way = 'a' // those after the article
	Before Way = 'b' // those before the article
	From   Way = 's' // the article and those after it
)

// A Cursor says which page of a list is shown. It names an article by the time when it was
// added and its id, so that it stays right when articles are added or removed. Only articles
// that match Filter are listed; empty means all.
type Cursor struct {
	Way    Way
	Added  time.Time
	ID     string
	Filter string
}

const (
	idBytes = 6 // length of an article's id in bytes
	// cursorBytes is the size of a cursor without its filter.
	cursorBytes = 1 + 8 + idBytes
	// perPage is how many articles a page has: as many as a custom_id can hold ids.
	perPage = maxPayload / idBytes
)

// Shortened returns as much of a filter as a button can hold.
func Shortened(filter string) string {
	filter = strings.ToValidUTF8(filter, "")
	for len(filter) > maxPayload-cursorBytes {
		_, size := utf8.DecodeLastRuneInString(filter)
		filter = filter[:len(filter)-size]
	}
	return filter
}

func (c Cursor) payload() []byte {
	out := []byte{byte(c.Way)}
	out = binary.BigEndian.AppendUint64(out, uint64(c.Added.UnixNano()))
	out = append(out, packID(c.ID)...)
	return append(out, c.Filter...)
}

// ReadCursor decodes the payload of a list's button. A payload that is too short means the
// first page.
func ReadCursor(payload []byte) Cursor {
	if len(payload) < cursorBytes {
		return Cursor{Way: First}
	}
	return Cursor{
		Way: Way(payload[0]), Added: time.Unix(0, int64(binary.BigEndian.Uint64(payload[1:]))),
		ID: hex.EncodeToString(payload[9:cursorBytes]), Filter: string(payload[cursorBytes:]),
	}
}

// at returns the cursor of a page that starts from one of this page's articles.
func (c Cursor) at(way Way, k store.Summary) Cursor {
	return Cursor{Way: way, Added: k.Added, ID: k.ID, Filter: c.Filter}
}

// Ordered returns articles in the order of lists: the latest first.
func Ordered(all []store.Summary) []store.Summary {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b store.Summary) int { return order(a, b.Added, b.ID) })
	return all
}

// order compares an article with the position of another.
func order(a store.Summary, added time.Time, id string) int {
	if n := added.Compare(a.Added); n != 0 {
		return n
	}
	return strings.Compare(a.ID, id)
}

// page returns the range of the ordered articles that a page shows.
func (c Cursor) page(all []store.Summary) (from, to int) {
	last := max(0, (len(all)-1)/perPage*perPage)
	at, found := slices.BinarySearchFunc(all, c, func(k store.Summary, c Cursor) int { return order(k, c.Added, c.ID) })
	switch c.Way {
	case First:
	case Last:
		from = last
	case After:
		from = at
		if found {
			from++
		}
	case Before:
		from = max(0, at-perPage)
	case From:
		from = at
	}
	if from >= len(all) {
		from = last
	}
	return from, min(from+perPage, len(all))
}

// packID encodes an article's id in idBytes; all zeros if it is no such id.
func packID(id string) []byte {
	packed, err := hex.DecodeString(id)
	if err != nil || len(packed) != idBytes {
		return make([]byte, idBytes)
	}
	return packed
}

// packIDs encodes ids for the buttons that are about several articles.
func packIDs(ids []string) (packed []byte) {
	for _, id := range ids[:min(len(ids), perPage)] {
		packed = append(packed, packID(id)...)
	}
	return packed
}

// IDs decodes the ids that a button holds.
func IDs(payload []byte) (ids []string) {
	for packed := range slices.Chunk(payload, idBytes) {
		ids = append(ids, hex.EncodeToString(packed))
	}
	return ids
}
