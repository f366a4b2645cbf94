package samples

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"maps"
	"strings"
)

// HostilePDFs returns files that try to hang, crash or exhaust the program that reads them. The keys
// describe what the files contain. Each has at most a few megabytes.
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

// shell makes a document. catalog has further entries of the catalog; objects are numbered from 2,
// and an empty one stands for an empty stream.
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

// withContent makes a document with one page that draws content, with further resources. objects are
// numbered from 6.
func withContent(content, resources string, objects ...string) []byte {
	return document("", "", content, resources, objects...)
}

// document is like withContent, with further entries in the catalog and in the dictionary of the
// page's content stream.
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

// fields makes a page of many lines with n form fields beside them.
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

// formTree makes a page that draws 2⁴⁰ nested forms.
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

// hugeXref makes a document whose cross-reference stream claims to list all possible object numbers.
func hugeXref() []byte {
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object("<</Type/Pages/Kids[]/Count 0>>")
	at := w.Len()
	w.stream("/Type/XRef/Size 2147483647/W[1 8 8]/Index[0 2147483647]/Root 1 0 R/Filter/FlateDecode", string(zlibRepeated(1<<30, 1)))
	fmt.Fprintf(w, "startxref\n%d\n%%%%EOF\n", at)
	return w.Bytes()
}

// lengthLoop makes two streams, the length of each of which is stored in the other.
func lengthLoop() []byte {
	return shell("", "<</Type/Pages/Kids[3 0 R]/Count 1>>", plainPage,
		"<</Length 5 0 R>>\nstream\nBT ET\nendstream", "<</Length 4 0 R>>\nstream\n5\nendstream")
}

func bombContent(size int, b byte) []byte {
	return document("", "/Filter/FlateDecode", string(zlibRepeated(size, b)), "")
}

// bombInBomb makes a page whose content is a gigabyte, compressed twice.
func bombInBomb() []byte {
	return document("", "/Filter[/FlateDecode/FlateDecode]", string(compress(zlibRepeated(1<<30, ' '))), "")
}

// objectStreamBomb makes a document whose pages are in an object stream of a gigabyte.
func objectStreamBomb() []byte {
	w := newPDFWriter()
	w.object("<</Type/Catalog/Pages 9 0 R>>")
	w.stream("/Type/ObjStm/N 1000000/First 900000000/Filter/FlateDecode", string(zlibRepeated(1<<30, '1')))
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

// toUnicodeBomb makes a page that draws one glyph many times. A CMap maps this glyph to a million
// characters.
func toUnicodeBomb() []byte {
	cmap := "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfchar <0001> <" + strings.Repeat("4E00", 1_000_000) + "> endbfchar\n" +
		strings.Repeat("1 beginbfrange <0000> <FFFF> <4E00> endbfrange\n", 2000) + "endcmap"
	return withContent("BT /G 12 Tf "+strings.Repeat("<0001> Tj ", 100_000)+"ET", "/Font<</G 6 0 R>>",
		"<</Type/Font/Subtype/Type0/BaseFont/Sample/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>",
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/Sample/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(cmap), cmap))
}

// glyphs makes a page that draws n letters.
func glyphs(n int) []byte {
	return document("", "/Filter/FlateDecode", string(compress([]byte("BT /F 12 Tf ("+strings.Repeat("a", n)+") Tj ET"))), "")
}

// newlines makes a page of 200,000 lines of one letter, nearly on top of each other.
func newlines() []byte {
	return document("", "/Filter/FlateDecode", string(compress([]byte("BT /F 12 Tf 0.01 TL "+strings.Repeat("(a) Tj T* ", 200_000)+"ET"))), "")
}

// encrypted makes a document with standard encryption that the empty password does not open.
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
	// Writing to a buffer cannot fail.
	_, _ = z.Write(data)
	_ = z.Close()
	return out.Bytes()
}

// zlibRepeated returns size times b in zlib's format (RFC 1950), without compressing all of it:
// after the first block, all compressed blocks of equal bytes are the same.
func zlibRepeated(size int, b byte) []byte {
	const chunk = 1 << 20
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	write := func() []byte {
		start := out.Len()
		_, _ = z.Write(bytes.Repeat([]byte{b}, chunk))
		_ = z.Flush() // ends the block at a byte boundary, so that blocks can be concatenated
		return bytes.Clone(out.Bytes()[start:])
	}
	stream := write()
	further := write()
	for range size/chunk - 1 {
		stream = append(stream, further...)
	}
	stream = append(stream, 1, 0, 0, 0xFF, 0xFF) // an empty last block
	return binary.BigEndian.AppendUint32(stream, adlerOfRepeated(size/chunk*chunk, b))
}

// adlerOfRepeated returns the Adler-32 checksum of n times b (RFC 1950, 8.2), in closed form.
func adlerOfRepeated(n int, b byte) uint32 {
	const base = 65521
	count, value := uint64(n), uint64(b)
	low := (1 + count%base*value) % base
	// high is the sum of 1 + i·b for i from 1 to n. Of n and n+1, the even one is halved.
	triangle := (count / (2 - count&1) % base) * ((count + 1) / (1 + count&1) % base) % base
	high := (count + triangle*value) % base
	return uint32(high)<<16 | uint32(low)
}
