package lexical

import (
	"bytes"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

var pairs = []Pair{
	{"书", "book", 0}, {"图书馆", "librari", 0}, {"天气", "weather", 0}, {"气象", "weather", 1}, {"大", "larg", 0},
	{"大模型", "larg languag model", 0}, {"模型", "model", 0}, {"数据", "data", 0}, {"数据", "figur", 1},
}

// links returns the pairs of a side.
func links(l *Lexicon) []Pair {
	var all []Pair
	for w := range l.words.len() {
		for _, k := range l.words.linked(w) {
			all = append(all, Pair{l.words.key(w), l.phrases.key(int(k.key)), int(k.rank)})
		}
	}
	return all
}

func mustWrite(t testing.TB, l *Lexicon) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := l.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestLexiconRoundTrip checks that what is written can be read, and that the order of the
// pairs does not affect the bytes.
func TestLexiconRoundTrip(t *testing.T) {
	turned := slices.Clone(pairs)
	slices.Reverse(turned)
	file := mustWrite(t, NewLexicon(pairs))
	if !bytes.Equal(file, mustWrite(t, NewLexicon(turned))) {
		t.Error("the file depends on the order of the pairs")
	}
	l, err := ReadLexicon(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(links(NewLexicon(pairs)), links(l)); diff != "" || len(links(l)) != len(pairs) {
		t.Errorf("%d of %d pairs (-written +read):\n%s", len(links(l)), len(pairs), diff)
	}
	i, ok := l.phrases.find("weather")
	var words []string
	for _, k := range l.phrases.linked(i) {
		words = append(words, l.words.key(int(k.key)))
	}
	if diff := gocmp.Diff([]string{"天气", "气象"}, words); diff != "" || !ok {
		t.Errorf("words for weather, found %t (-want +got):\n%s", ok, diff)
	}
}

func TestLexiconDamaged(t *testing.T) {
	file := mustWrite(t, NewLexicon(pairs))
	for n := range file {
		if _, err := ReadLexicon(file[:n]); err == nil {
			t.Errorf("no error for the first %d bytes of %d", n, len(file))
		}
	}
	for n := range 8 { // in the checksum and the length at the end
		broken := slices.Clone(file)
		broken[len(broken)-1-n] ^= 1
		if _, err := ReadLexicon(broken); err == nil {
			t.Errorf("no error for a changed byte %d from the end", n)
		}
	}
}

// FuzzUnpack decodes data against which a checksum does not protect.
func FuzzUnpack(f *testing.F) {
	raw := appendKeys(appendKeys(nil, &NewLexicon(pairs).words), &NewLexicon(pairs).phrases)
	f.Add(append(raw, bytes.Repeat([]byte{0}, 8)...))
	f.Add([]byte{1, 1, 0, 1, 'a', 1, 1, 0, 1, 'b', 1, 0, 0})
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, err := unpack(raw)
		if err != nil {
			return
		}
		for _, p := range links(l) {
			if len(p.Word) > len(l.words.text) || len(p.Phrase) > len(l.phrases.text) {
				t.Fatalf("%+v", p)
			}
		}
	})
}

// TestBuiltInLexicon checks that the file is within its limit of 3 MB, and translates both
// ways.
func TestBuiltInLexicon(t *testing.T) {
	if len(lexiconFile) > 3_000_000 {
		t.Errorf("%d bytes", len(lexiconFile))
	}
	l, err := ReadLexicon(lexiconFile)
	if err != nil {
		t.Fatal(err)
	}
	if l.words.len() < 100_000 || l.phrases.len() < 90_000 {
		t.Errorf("%d words, %d phrases", l.words.len(), l.phrases.len())
	}
	i, ok := l.words.find("图书馆")
	if !ok || l.phrases.key(int(l.words.linked(i)[0].key)) != "librari" {
		t.Error("图书馆 is not translated as library")
	}
}

func BenchmarkReadLexicon(b *testing.B) {
	for b.Loop() {
		if _, err := ReadLexicon(lexiconFile); err != nil {
			b.Fatal(err)
		}
	}
}
