package samples

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"maps"
	"strings"
)

// HostilePDFs are files made to hang, crash or exhaust what reads them, by what
// they do. They are at most a few megabytes each.
func HostilePDFs() map[string][]byte {
	good := PDF("標題", "作者", [][]string{{"第一頁的文字。"}, {"第二頁的文字。"}})
	files := map[string][]byte{
		"truncated":             good[:len(good)/2],
		"no xref":               good[:bytes.LastIndex(good, []byte("\nxref"))],
		"garbage xref":          garbageXref(good),
		"huge xref":             hugeXref(),
		"only a header":         []byte("%PDF-1.7\n"),
		"binary noise":          append([]byte("%PDF-1.7\n"), noise(1<<20)...),
		"deep arrays":           shell("/Deep "+strings.Repeat("[", 200_000)+strings.Repeat("]", 200_000), "<</Type/Pages/Kids[3 0 R]/Count 1>>", plainPage, ""),
		"deep dictionaries":     shell("/Deep "+strings.Repeat("<</A", 100_000)+" 1 "+strings.Repeat(">>", 100_000), "<</Type/Pages/Kids[3 0 R]/Count 1>>", plainPage, ""),
		"zero pages":            shell("", "<</Type/Pages/Kids[]/Count 0>>"),
		"100,000 pages":         shell("", "<</Type/Pages/Kids[3 0 R]/Count 100000>>", plainPage, ""),
		"2 billion pages":       shell("", "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", plainPage, ""),
		"tree holds itself":     shell("", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 400>>"),
		"parent loop":           shell("", "<</Type/Pages/Parent 3 0 R/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 4 0 R]/Count 400>>", "<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"),
		"reference loop":        shell("/Names 3 0 R", "4 0 R", "4 0 R", "3 0 R"),
		"length loop":           lengthLoop(),
		"forms hold each other": withContent("/X Do", "/XObject<</X 6 0 R>>", form("/X 6 0 R", "/X Do /X Do")),
		"forms in forms":        formTree(),
		"content bomb":          bombContent(1<<30, ' '),
		"content bomb, zeros":   bombContent(1<<30, 0),
		"bomb in a bomb":        bombInBomb(),
		"object stream bomb":    objectStreamBomb(),
		"to unicode bomb":       toUnicodeBomb(),
		"10 million glyphs":     glyphs(10_000_000),
		"a page of newlines":    newlines(),
		"saves without end":     withContent(strings.Repeat("q ", 1<<20), ""),
		"needs a password":      encrypted(),
		"javascript":            document("/OpenAction<</S/JavaScript/JS(while(true){})>>/AA<</WC<</S/JavaScript/JS(for(;;);)>>>>", "", "BT /F 12 Tf 72 700 Td (harmless) Tj ET", ""),
		"letters far apart":     withContent("BT /F 12 Tf 40 Tc "+strings.Repeat("("+strings.Repeat("a b ", 50_000)+") Tj T* ", 2)+"ET", ""),
		"fields without end":    fields(20_000),
		"not a matrix":          withContent("BT 1e38 1e38 -1e38 1e38 1e38 -1e38 cm /F 1e38 Tf 1e30 Tc <4E00> Tj ET", ""),
	}
	maps.Copy(files, hostilePictures())
	return files
}

const plainPage = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"

// shell is a document of a catalog with further entries, and of objects from
// number 2 on, of which an empty one is an empty stream.
func shell(catalog string, objects ...string) []byte {
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 2 0 R" + catalog + ">>")
	for _, o := range objects {
		if o == "" {
			w.stream("", "")
			continue
		}
		w.object(o)
	}
	return w.finish("")
}

// withContent is a page that draws content, with further resources; objects
// follow from number 6 on.
func withContent(content, resources string, objects ...string) []byte {
	return document("", "", content, resources, objects...)
}

// document has further entries in its catalog and in its page's stream.
func document(catalog, entries, content, resources string, objects ...string) []byte {
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 2 0 R" + catalog + ">>")
	w.object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>" + resources + ">>>>")
	w.stream(entries, content)
	w.object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for _, o := range objects {
		w.object(o)
	}
	return w.finish("")
}

// fields has so many fields beside a page of lines.
func fields(n int) []byte {
	var refs strings.Builder
	var all []string
	for i := range n {
		fmt.Fprintf(&refs, "%d 0 R ", 6+i)
		all = append(all, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Tx/T(f%d)/V(v%d)/Rect[200 %d 300 %d]>>", i, i, i%800, i%800+12))
	}
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + refs.String() + "]>>>>")
	w.object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[" + refs.String() + "]>>")
	w.stream("", "BT /F 12 Tf 0.1 TL 20 800 Td "+strings.Repeat("(line) Tj T* ", 8000)+"ET")
	w.object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for _, o := range all {
		w.object(o)
	}
	return w.finish("")
}

func form(resource, content string) string {
	return fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<<%s>>>>/Length %d>>\nstream\n%s\nendstream", resource, len(content), content)
}

// formTree draws 2 to the power of 40 forms.
func formTree() []byte {
	var forms []string
	for i := range 40 {
		forms = append(forms, form(fmt.Sprintf("/X %d 0 R", 7+i), "/X Do /X Do"))
	}
	forms = append(forms, form("", "BT /F 12 Tf (x) Tj ET"))
	return withContent("/X Do", "/XObject<</X 6 0 R>>", forms...)
}

func garbageXref(good []byte) []byte {
	at := bytes.LastIndex(good, []byte("\nxref")) + 1
	return append(bytes.Clone(good[:at]), "xref\n0 99999999\n9999999999 00000 n \nzzzz\ntrailer\n<</Size -5/Root 77 0 R/Prev 9>>\nstartxref\n"+fmt.Sprint(at)+"\n%%EOF\n"...)
}

// hugeXref claims a table of all object numbers there can be, in a stream.
func hugeXref() []byte {
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object("<</Type/Pages/Kids[]/Count 0>>")
	at := w.Len()
	w.stream("/Type/XRef/Size 2147483647/W[1 8 8]/Index[0 2147483647]/Root 1 0 R/Filter/FlateDecode", string(zipped(1<<30, 1)))
	fmt.Fprintf(w, "startxref\n%d\n%%%%EOF\n", at)
	return w.Bytes()
}

// lengthLoop has a stream whose length is in a stream whose length is in the
// first.
func lengthLoop() []byte {
	return shell("", "<</Type/Pages/Kids[3 0 R]/Count 1>>", plainPage,
		"<</Length 5 0 R>>\nstream\nBT ET\nendstream", "<</Length 4 0 R>>\nstream\n5\nendstream")
}

func bombContent(size int, b byte) []byte {
	return document("", "/Filter/FlateDecode", string(zipped(size, b)), "")
}

// bombInBomb is a gigabyte that was compressed twice.
func bombInBomb() []byte {
	return document("", "/Filter[/FlateDecode/FlateDecode]", string(compress(zipped(1<<30, ' '))), "")
}

// objectStreamBomb keeps its pages in a stream of a gigabyte.
func objectStreamBomb() []byte {
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 9 0 R>>")
	w.stream("/Type/ObjStm/N 1000000/First 900000000/Filter/FlateDecode", string(zipped(1<<30, '1')))
	at := w.Len()
	row := func(kind, offset, index int) string {
		return string([]byte{byte(kind), byte(offset >> 24), byte(offset >> 16), byte(offset >> 8), byte(offset), byte(index)})
	}
	rows := row(0, 0, 0) + row(1, w.offsets[0], 0) + row(1, w.offsets[1], 0) + row(1, at, 0)
	for i := range 16 {
		rows += row(2, 2, i)
	}
	w.stream("/Type/XRef/Size 20/W[1 4 1]/Root 1 0 R", rows)
	fmt.Fprintf(w, "startxref\n%d\n%%%%EOF\n", at)
	return w.Bytes()
}

// toUnicodeBomb says that one glyph is a million characters, and draws it often.
func toUnicodeBomb() []byte {
	cmap := "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfchar <0001> <" + strings.Repeat("4E00", 1_000_000) + "> endbfchar\n" +
		strings.Repeat("1 beginbfrange <0000> <FFFF> <4E00> endbfrange\n", 2000) + "endcmap"
	return withContent("BT /G 12 Tf "+strings.Repeat("<0001> Tj ", 100_000)+"ET", "/Font<</G 6 0 R>>",
		"<</Type/Font/Subtype/Type0/BaseFont/Sample/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>",
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/Sample/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(cmap), cmap))
}

// glyphs draws n letters, compressed.
func glyphs(n int) []byte {
	return document("", "/Filter/FlateDecode", string(compress([]byte("BT /F 12 Tf ("+strings.Repeat("a", n)+") Tj ET"))), "")
}

// newlines is 200,000 lines of one letter, at nearly one place.
func newlines() []byte {
	return document("", "/Filter/FlateDecode", string(compress([]byte("BT /F 12 Tf 0.01 TL "+strings.Repeat("(a) Tj T* ", 200_000)+"ET"))), "")
}

// encrypted names the standard handler with keys that no empty password fits.
func encrypted() []byte {
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object("<</Type/Pages/Kids[]/Count 0>>")
	key := strings.Repeat("A5", 32)
	return w.finish("/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + key + ">/U<" + key + ">>>")
}

func compress(data []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	// Neither fails: a buffer takes everything.
	_, _ = z.Write(data)
	_ = z.Close()
	return out.Bytes()
}

// zipped is size times b in zlib's format (RFC 1950), made without compressing
// it: after the first block, every block of so many equal bytes is the same.
func zipped(size int, b byte) []byte {
	const chunk = 1 << 20
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	write := func() []byte {
		start := out.Len()
		_, _ = z.Write(bytes.Repeat([]byte{b}, chunk))
		_ = z.Flush() // to a whole byte, so that blocks can be put together
		return bytes.Clone(out.Bytes()[start:])
	}
	stream := write()
	further := write()
	for range size/chunk - 1 {
		stream = append(stream, further...)
	}
	stream = append(stream, 1, 0, 0, 0xFF, 0xFF) // an empty last block
	return binary.BigEndian.AppendUint32(stream, sumOf(size/chunk*chunk, b))
}

// sumOf is the checksum of n times b: RFC 1950, 8.2, in closed form.
func sumOf(n int, b byte) uint32 {
	const base = 65521
	count, value := uint64(n), uint64(b)
	low := (1 + count%base*value) % base
	// The sum of 1 + i·b over i from 1 to n; of n and n+1, one is even.
	triangle := (count / (2 - count&1) % base) * ((count + 1) / (1 + count&1) % base) % base
	high := (count + triangle*value) % base
	return uint32(high)<<16 | uint32(low)
}
