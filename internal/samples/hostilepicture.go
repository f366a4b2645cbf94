package samples

import (
	"fmt"
	"strings"
)

// hostilePictures returns PDFs whose pages are expensive to draw. The keys describe them.
func hostilePictures() map[string][]byte {
	const text = " BT /F 12 Tf 72 700 Td (harmless) Tj ET"
	return map[string][]byte{
		"a picture of a gigapixel": withPicture(32_000, 32_000, 1, zlibRepeated(32_000*32_000/8, 0x55)),
		"a picture without end":    withPicture(2_000_000_000, 2_000_000_000, 8, zlibRepeated(1<<20, 0x55)),
		"a thousand pictures":      withContent(strings.Repeat("q 595 0 0 842 0 0 cm /X Do Q ", 1000)+text, "/XObject<</X 6 0 R>>", pictureObject(3000, 3000, 1, zlibRepeated(3000*3000/8, 0x55))),
		"tiles without end": withContent("/Pattern cs /P scn 0 0 595 842 re f"+text, "/Pattern<</P 6 0 R>>",
			"<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.0001/YStep 0.0001/Resources<<>>/Length 14>>\nstream\n0 0 0.5 0.5 re f\nendstream"),
		"a tile of a tile": withContent("/Pattern cs /P scn 0 0 595 842 re f"+text, "/Pattern<</P 6 0 R>>",
			"<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1/YStep 1/Resources<</Pattern<</P 6 0 R>>>>/Length 33>>\nstream\n/Pattern cs /P scn 0 0 9 9 re f  \nendstream"),
		"dashes without end":        withContent("[0.00001 0.00001] 0 d 0.1 w "+strings.Repeat("0 0 m 595 842 l S ", 100)+text, ""),
		"a line of a million bends": document("", "/Filter/FlateDecode", string(compress([]byte("50 w 1 j 1 J 0 0 m "+strings.Repeat("595 842 l 0 800 l ", 500_000)+"S"+text))), ""),
		"a million curves":          document("", "/Filter/FlateDecode", string(compress([]byte("0 0 m "+strings.Repeat("0 842 595 842 595 0 c 595 842 0 842 0 0 c ", 500_000)+"f*"+text))), ""),
		"groups in groups":          groups(60),
		"masks without end":         withContent(strings.Repeat("/M gs 0 0 595 842 re f ", 3000)+text, "/ExtGState<</M<</SMask<</S/Luminosity/G 6 0 R>>>>>>", group("", "0 0 595 842 re f")),
		"a glyph that holds itself": withContent("BT /G 400 Tf 72 100 Td (aaaa) Tj ET"+text, "/Font<</F 5 0 R/G 6 0 R>>",
			"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 7 0 R>>/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1]/Resources<</Font<</G 6 0 R>>>>>>",
			"<</Length 60>>\nstream\n1 0 0 0 1 1 d1 BT /G 1 Tf (aa) Tj ET 0 0 1 1 re f            \nendstream"),
		"shades of functions": withContent("/S sh "+strings.Repeat("/S sh ", 500)+text, "/Shading<</S<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1000 0 1000]/Function 6 0 R>>>>",
			"<</FunctionType 4/Domain[0 1000 0 1000]/Range[0 1 0 1 0 1]/Length 4006>>\nstream\n{ "+strings.Repeat("sin ", 1000)+"dup }\nendstream"),
	}
}

func withPicture(width, height, bits int, data []byte) []byte {
	return withContent("q 595 0 0 842 0 0 cm /X Do Q BT /F 12 Tf 72 700 Td (harmless) Tj ET", "/XObject<</X 6 0 R>>", pictureObject(width, height, bits, data))
}

func pictureObject(width, height, bits int, data []byte) string {
	return fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", width, height, bits, len(data), data)
}

// groups makes a page of n nested transparency groups, each of which draws the next one twice.
func groups(n int) []byte {
	var all []string
	for i := range n {
		all = append(all, group(fmt.Sprintf("/XObject<</X %d 0 R>>", 7+i), "/X Do /X Do"))
	}
	all = append(all, group("", "0 0 595 842 re f"))
	return withContent("/X Do BT /F 12 Tf 72 700 Td (harmless) Tj ET", "/XObject<</X 6 0 R>>", all...)
}

func group(resources, content string) string {
	return fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/I true/K true/CS/DeviceRGB>>/Resources<<%s>>/Length %d>>\nstream\n%s\nendstream", resources, len(content), content)
}
