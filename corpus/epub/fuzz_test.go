package epub

import (
	"testing"

	"footnote/internal/doctest"
	"footnote/internal/samples"
)

func FuzzEPUB(f *testing.F) {
	f.Add(testContainer, `<package><metadata><title>題</title></metadata><manifest>`+chapter("a", "a.xhtml")+`</manifest><spine toc="n"><itemref idref="a"/></spine></package>`, `<html><body><p>文。</p></body></html>`, `<navPoint><navLabel>x</navLabel><content src="a.xhtml"/></navPoint>`)
	f.Add(`<rootfile full-path="O/../O/p.opf"/>`, `<item id="a" href="%2e%2e/a" properties="nav"/>`, `<title/><p hidden>`, ``)
	f.Fuzz(func(t *testing.T, container, opf, text, contents string) {
		d, err := parse(t, samples.Zip("META-INF/container.xml", container, "O/p.opf", opf, "O/a.xhtml", text, "O/n", contents))
		doctest.Check(t, d, err)
	})
}
