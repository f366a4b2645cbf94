package render

import (
	"slices"

	"footnote/bot/wire"
	"footnote/library/store"
	"footnote/rag"
)

// maxRests is the most articles whose codes fit the button that makes an answer public.
const maxRests = (maxPayload - 1) / ArticleBytes

// restsOn encodes the articles that an answer shows something of, for the button that makes
// it public: their number and their codes. It returns nil if they are not known: an answer
// that lists the articles has no footnotes.
func restsOn(q Question, a rag.Answer) []byte {
	if q.Aside { // files, which are in no library
		return []byte{0}
	}
	var ids []string
	for _, p := range append(cited(a.Footnotes), found(a.Nearest)...) {
		if !slices.Contains(ids, p.article.ID) {
			ids = append(ids, p.article.ID)
		}
	}
	if len(ids) == 0 || len(ids) > maxRests {
		return nil
	}
	packed := []byte{byte(len(ids))}
	for _, id := range ids {
		code := CodeOf(id)
		packed = append(packed, code[:]...)
	}
	return packed
}

// RestsOn returns the codes of the articles that a private answer shows something of. They
// are in the payload of the button that makes it public and in the buttons that show
// passages. told is false if the former does not have them.
func RestsOn(s Signer, scope store.Scope, private *wire.Message, payload []byte) (codes map[[ArticleBytes]byte]bool, told bool) {
	codes = map[[ArticleBytes]byte]bool{}
	told = addCodes(codes, payload)
	for _, row := range private.Components {
		for _, b := range row.Components {
			if kind, shown, err := s.Read(scope, b.CustomID); err == nil && (kind == KindSources || kind == KindNearest) {
				addCodes(codes, shown)
			}
		}
	}
	return codes, told
}

// addCodes adds the codes at the beginning of a payload, and reports whether it has any.
func addCodes(codes map[[ArticleBytes]byte]bool, payload []byte) bool {
	if len(payload) == 0 || len(payload) < 1+int(payload[0])*ArticleBytes {
		return false
	}
	for code := range slices.Chunk(payload[1:1+int(payload[0])*ArticleBytes], ArticleBytes) {
		codes[[ArticleBytes]byte(code)] = true
	}
	return true
}
