package setup

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/corpus/pdf"
)

// chineseFonts lists the files of fonts that cover Chinese, Japanese and Korean, or most of it,
// best first, as systems and their packages name them.
func chineseFonts() []string {
	return []string{
		"notosanscjk-regular.ttc", "notosanscjk-vf.otf.ttc", "notoserifcjk-regular.ttc", "notosanscjktc-regular.otf", "notosanscjksc-regular.otf",
		"sourcehansans-regular.ttc", "sourcehansanstc-regular.otf", "sourcehansanssc-regular.otf",
		"wqy-microhei.ttc", "wqy-zenhei.ttc", "uming.ttc", "ukai.ttc", "droidsansfallbackfull.ttf", "droidsansfallback.ttf",
		"arial unicode.ttf", "stheiti light.ttc", "hiragino sans gb.ttc", "songti.ttc",
		"msjh.ttc", "msyh.ttc", "mingliu.ttc", "simsun.ttc",
	}
}

// maxFont is the maximum size of a font file in bytes: PDFium reads all of it.
const maxFont = 32 << 20

// fontFolders returns the folders in which systems keep fonts.
func fontFolders() []string {
	folders := []string{"/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts"}
	if windows := os.Getenv("WINDIR"); windows != "" {
		folders = append(folders, filepath.Join(windows, "Fonts"))
	}
	if home, err := os.UserHomeDir(); err == nil {
		folders = append(folders, filepath.Join(home, ".fonts"), filepath.Join(home, ".local", "share", "fonts"), filepath.Join(home, "Library", "Fonts"))
	}
	return folders
}

// chineseFont returns a font of this machine for PDFs that do not embed their own.
func chineseFont() (pdf.Font, bool) {
	path := bestFont(fontFolders())
	if path == "" {
		return pdf.Font{}, false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return pdf.Font{}, false
	}
	return pdf.Font{Name: "font" + strings.ToLower(filepath.Ext(path)), Data: data}, true
}

// bestFont returns the path of the best font below the folders, or "".
func bestFont(folders []string) (best string) {
	names := chineseFonts()
	rank := len(names)
	for _, folder := range folders {
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error { // a folder that cannot be read is skipped
			if err != nil || !d.Type().IsRegular() {
				return nil
			}
			i := slices.Index(names, strings.ToLower(d.Name()))
			if i < 0 || i >= rank {
				return nil
			}
			if info, err := d.Info(); err == nil && info.Size() <= maxFont {
				best, rank = path, i
			}
			return nil
		})
	}
	return best
}
