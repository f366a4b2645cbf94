package pdf

import (
	"io/fs"

	"footnote/corpus/pdf/boxfont"
)

// A Font is a font file.
type Font struct {
	Name string // the file name; its ending is .ttf, .ttc or .otf
	Data []byte
}

// fonts is the folder in which an instance finds fonts when it starts: it contains the box
// font, unless another font replaces that for a while.
type fonts struct{ fs.FS }

func newFonts() *fonts { return &fonts{boxfont.Folder()} }

// replace replaces the box font until the caller calls back.
func (f *fonts) replace(font Font) (back func()) {
	before := f.FS
	f.FS = boxfont.FolderOf(font.Name, font.Data)
	return func() { f.FS = before }
}
