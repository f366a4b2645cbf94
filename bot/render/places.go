package render

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/index"
)

// A Place is a sentence of an article, as it is encoded in the buttons that show passages.
type Place struct {
	article *corpus.Article
	corpus.Span
}

const ArticleBytes = 4 // of an article's id, which is a hash

// encodePlaces encodes as many places as a custom_id holds: first the codes of the articles,
// then for each place the index of its article, its offset and its length.
func encodePlaces(places []Place) []byte {
	var articles []*corpus.Article
	for _, p := range places {
		if !slices.Contains(articles, p.article) {
			articles = append(articles, p.article)
		}
	}
	const most = 5
	articles = articles[:min(len(articles), most)]
	packed := []byte{byte(len(articles))}
	for _, a := range articles {
		packed = append(packed, ArticleCode(a)...)
	}
	for _, p := range places {
		i := slices.Index(articles, p.article)
		if i < 0 {
			continue
		}
		one := binary.AppendUvarint(nil, uint64(i))
		one = binary.AppendUvarint(one, uint64(p.Start))
		one = binary.AppendUvarint(one, uint64(p.End-p.Start))
		if len(packed)+len(one) > maxPayload {
			break
		}
		packed = append(packed, one...)
	}
	return packed
}

func ArticleCode(a *corpus.Article) []byte {
	code := CodeOf(a.ID)
	return code[:]
}

// CodeOf returns the code of the article with an id.
func CodeOf(article string) (code [ArticleBytes]byte) {
	if id, err := hex.DecodeString(article); err == nil {
		copy(code[:], id)
	}
	return code
}

// NamedIn returns those of the articles that encodePlaces encoded.
func NamedIn(packed []byte, articles []*corpus.Article) []*corpus.Article {
	if len(packed) == 0 || len(packed) < 1+int(packed[0])*ArticleBytes {
		return nil
	}
	codes := packed[1 : 1+int(packed[0])*ArticleBytes]
	return slices.DeleteFunc(slices.Clone(articles), func(a *corpus.Article) bool {
		for code := range slices.Chunk(codes, ArticleBytes) {
			if slices.Equal(ArticleCode(a), code) {
				return false
			}
		}
		return true
	})
}

// DecodePlaces is the inverse of encodePlaces. articles are those that exist now. It returns
// false if one of the places is in an article that has changed or is gone.
func DecodePlaces(packed []byte, articles []*corpus.Article) ([]Place, bool) {
	if len(packed) == 0 || len(packed) < 1+int(packed[0])*ArticleBytes {
		return nil, false
	}
	var known []*corpus.Article
	codes := packed[1 : 1+int(packed[0])*ArticleBytes]
	for code := range slices.Chunk(codes, ArticleBytes) {
		i := slices.IndexFunc(articles, func(a *corpus.Article) bool { return slices.Equal(ArticleCode(a), code) })
		if i < 0 {
			return nil, false
		}
		known = append(known, articles[i])
	}
	var places []Place
	for rest := packed[1+len(codes):]; len(rest) > 0; {
		var numbers [3]uint64
		for i := range numbers {
			n, size := binary.Uvarint(rest)
			if size <= 0 {
				return nil, false
			}
			numbers[i], rest = n, rest[size:]
		}
		if numbers[0] >= uint64(len(known)) {
			return nil, false
		}
		p := Place{known[numbers[0]], corpus.Span{Start: int(numbers[1]), End: int(numbers[1] + numbers[2])}}
		if !p.isValid() {
			return nil, false
		}
		places = append(places, p)
	}
	return places, true
}

// isValid reports whether the place lies within its article, on character boundaries.
func (p Place) isValid() bool {
	text := p.article.Text
	return p.Start >= 0 && p.Start < p.End && p.End <= len(text) &&
		utf8.RuneStart(text[p.Start]) && (p.End == len(text) || utf8.RuneStart(text[p.End]))
}

// passage returns the passage of the article that contains the place.
func (p Place) passage() (corpus.Passage, bool) {
	i := slices.IndexFunc(p.article.Passages, func(q corpus.Passage) bool { return q.Start <= p.Start && p.End <= q.End })
	if i < 0 {
		return corpus.Passage{}, false
	}
	return p.article.Passages[i], true
}

// cited returns the sentences that an answer rests on.
func cited(footnotes []rag.Footnote) (places []Place) {
	for _, f := range footnotes {
		places = append(places, Place{f.Article, f.Span})
	}
	return places
}

// found returns the best sentences of passages.
func found(hits []index.Hit) (places []Place) {
	for _, h := range hits {
		places = append(places, Place{h.Article, h.Best.Span})
	}
	return places
}
